package page

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/state"
	"tiermix/model/access"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/model/notebook"
	"tiermix/model/schedule"
)

// Ask is one question of one reader: the data, what of them, and in which language.
type Ask struct {
	Source  Source
	Status  flow.Status
	State   state.State
	L       *locale.Locale
	Path    string                  // address of the page, without parameters
	Plan    Plan                    // what the parts of the page ask in common
	Visitor access.Visitor          // who asks
	Token   string                  // what a form has to send back; see Draft
	Book    notebook.Book           // what people wrote beside the figures
	Job     *Job                    // the change that the page is about; nil: none
	Jobs    func(kind string) []Job // those of this server, newest first; nil: none
	Draft   Draft                   // what the reader sent and could not be kept
	Share   Share                   // nil: every part computes for itself
}

// Draft is what a reader sent in a form to be kept. After a refusal it stands in the form again, so that nothing typed is lost.
type Draft struct {
	Name, Note  string
	Replace     bool
	Entry       *notebook.Entry // of the notebook; nil: none
	Day, Amount string          // of the entry, as typed
	Schedule    *schedule.Schedule
	Faults      []string // of the schedule
	Fault       string   // why it was not kept; "" = nothing was sent
}

// Share computes what several parts need once for the same data; the key names it. What it gives belongs to many and is
// only read. A computation must not share another one.
type Share func(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error)

// Shared computes what several parts need, once where the ask can share.
func (a Ask) Shared(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
	if a.Share == nil {
		return compute(ctx)
	}
	return a.Share(ctx, key, compute)
}

// longest is how many characters of a name from the data a table shows.
const longest = 80

// Name is how a value of a dimension is called on the page. Values come from the data and may hold anything.
func (a Ask) Name(dim, value string) string {
	switch {
	case value == "":
		return a.L.T("unknown." + unknownKind(dim))
	case strings.HasSuffix(dim, "tier"):
		return a.tierName(value)
	default:
		return chart.Short(value, longest)
	}
}

func unknownKind(dim string) string {
	if strings.HasSuffix(dim, "tier") || dim == "team" {
		return dim[max(0, len(dim)-4):]
	}
	return "value"
}

func (a Ask) tierName(value string) string {
	n, err := strconv.Atoi(value)
	if err != nil {
		return chart.Short(value, longest)
	}
	return a.TierName(&n)
}

// TierName is the ladder's name of a tier in the reader's language.
func (a Ask) TierName(tier *int) string {
	if tier == nil {
		return a.L.T("unknown.tier")
	}
	for _, t := range a.Status.Tiers {
		if t.Tier == *tier {
			if a.L.Code == "de" {
				return t.NameDE
			}
			return t.NameEN
		}
	}
	return a.L.T("tier.numbered", *tier)
}

// Stage is how a stage of the tickets' way (flow.Link) is called.
func (a Ask) Stage(stage string) string {
	kind, rest, _ := strings.Cut(stage, ":")
	switch kind {
	case "channel":
		return a.Name("channel", rest)
	case "channels":
		return a.L.T("flow.channels")
	case "tier":
		return a.Name("tier", rest)
	default:
		return a.L.T("flow."+kind, a.Name("tier", rest))
	}
}

// Bucket is how a calendar value (day, week, month) is written under a chart.
func (a Ask) Bucket(dim, value string) string {
	switch dim {
	case "day":
		if t, err := time.Parse("2006-01-02", value); err == nil {
			return a.L.Day(t)
		}
	case "month":
		if t, err := time.Parse("2006-01", value[:min(7, len(value))]); err == nil {
			return a.L.Month(t)
		}
	case "week":
		return a.week(value)
	}
	return value
}

// week shortens "2026-W14" to W14, and a Monday to its date.
func (a Ask) week(value string) string {
	if _, n, ok := strings.Cut(value, "W"); ok {
		return a.L.T("bucket.weeknumber", strings.TrimLeft(n, "0"))
	}
	if t, err := time.Parse("2006-01-02", value); err == nil {
		return a.L.Day(t)
	}
	return value
}

// Link is the address of this page with another state.
func (a Ask) Link(s state.State) string { return s.Link(a.Path) }

// Query is a question about the reader's scope that needs no comparison. Its answer can hold more figures than asked.
func (a Ask) Query(by []string, ids ...string) kpi.Query {
	q := a.question(by, ids)
	q.Compare = kpi.Compare{}
	return a.Plan.widened(a, q)
}

// Compared is a question about the reader's scope with the comparison of the filter bar. Its answer can hold more
// figures than asked, and groups.
func (a Ask) Compared(by []string, ids ...string) kpi.Query {
	return a.Plan.widened(a, a.question(by, ids))
}

func (a Ask) question(by, ids []string) kpi.Query {
	q := a.State.Query(ids...)
	q.By, q.Lang = by, kpi.Language(a.L.Code)
	return q
}
