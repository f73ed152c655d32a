// Package pagetest helps to test pages: an invented desk that answers like a real one, and a checker for HTML.
package pagetest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"tiermix/model/brand"
	"tiermix/model/driver"
	"tiermix/model/flow"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/level"
	"tiermix/model/notebook"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/roster"
	"tiermix/model/schedule"
	"tiermix/model/shiftleft"
	"tiermix/model/workload"
)

// Desk is an invented desk. It is a dashboard source; its figures follow simple formulas, so they are the same in
// every run. It is safe for concurrent use once it is set up.
type Desk struct {
	State   flow.Status
	Dims    map[string][]string
	Missing map[string]string        // figure id -> why it is not available
	Broken  map[string]error         // "status", "answer", "values", "flow", "exchanges", "levels", "drivers", "reasons", "holding", "history", "demand", "solved", "articles", "scenarios", "save", "drop" -> error
	Slow    map[string]time.Duration // the same names -> how long it takes
	Ways    []flow.Link
	Trades  []flow.Exchange
	Known   driver.Table
	Why     flow.Reasons
	Held    []flow.Held
	Wanted  plan.Demand
	Days    int // of History, up to the last day of State; 0: all
	Second  shiftleft.Solved
	Written knowledge.History
	Book    notebook.Book
	Sheet   *roster.Sheet       // nil: FirstSheet
	Look    brand.Brand         // of reports
	Mails   []schedule.Schedule // reports that go out by mail
	Tries   []schedule.Sent
	Mail    schedule.Server

	mu    sync.Mutex
	calls map[string]int
	saved []plan.Scenario
}

// New is a desk of a little more than a year with three tiers.
func New() *Desk {
	d := &Desk{
		State: flow.Status{
			Name: "Invented desk", Tickets: 48213, First: day(2025, 9, 1), Last: day(2026, 10, 31).Add(18 * time.Hour),
			Zone: "Europe/Berlin", Version: "v1", Tiers: []flow.Tier{
				{Tier: 1, NameEN: "1st level", NameDE: "1st Level"}, {Tier: 2, NameEN: "2nd level", NameDE: "2nd Level"},
				{Tier: 3, NameEN: "3rd level", NameDE: "3rd Level"},
			},
		},
		Dims: map[string][]string{
			"tier": {"1", "2", "3"}, "channel": {"e-mail", "phone", "social media"}, "priority": {"normal", "high", "low", ""},
			"region": {"South", "North"}, "product": {"Laptop", "ERP", "Mail"}, "category": categories,
			"team": {"Service Desk North", "Service Desk South", "Network", "Applications", "ERP Team", "Development", "Vendor hotline"},
		},
		Missing: map[string]string{}, Broken: map[string]error{}, Slow: map[string]time.Duration{}, calls: map[string]int{},
	}
	d.Ways, d.Trades, d.Held, d.Wanted, d.saved = ways(), trades(), held(), demand(), scenarios()
	d.Second, d.Written = solved(), written()
	d.Known, d.Why = patterns(d.Dims), reasons()
	return d
}

var categories = []string{
	"Mail & calendar", "Permissions", "VPN & remote access", "Printers", "Laptop hardware", "Phone", "ERP booking errors",
	"ERP master data", "Web shop", "Network", "Backup", "",
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// Calls says how often a method was asked.
func (d *Desk) Calls(method string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls[method]
}

// asked counts a question and behaves as the desk was told to: slow, broken or well.
func (d *Desk) asked(ctx context.Context, method string) error {
	d.mu.Lock()
	d.calls[method]++
	d.mu.Unlock()
	if wait := d.Slow[method]; wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return fmt.Errorf("invented desk: %w", ctx.Err())
		}
	}
	return d.Broken[method]
}

// Status implements the source.
func (d *Desk) Status(ctx context.Context) (flow.Status, error) {
	return d.State, d.asked(ctx, "status")
}

// Values implements the source.
func (d *Desk) Values(ctx context.Context, dim string) ([]string, error) {
	return d.Dims[dim], d.asked(ctx, "values")
}

// Flow implements the source.
func (d *Desk) Flow(ctx context.Context, _ kpi.Scope) ([]flow.Link, error) {
	return d.Ways, d.asked(ctx, "flow")
}

// Exchanges implements the source.
func (d *Desk) Exchanges(ctx context.Context, _ kpi.Scope) ([]flow.Exchange, error) {
	return d.Trades, d.asked(ctx, "exchanges")
}

// Levels implements the source: the moves of Trades; every team held 500 tickets, of which 100 entered there.
func (d *Desk) Levels(ctx context.Context, _ kpi.Scope) (level.Desk, error) {
	var out level.Desk
	known := map[string]bool{}
	for _, e := range d.Trades {
		out.Moves = append(out.Moves, level.Move{From: e.FromTeam, To: e.ToTeam, Moves: e.Moves})
		for team, tier := range map[string]*int{e.FromTeam: e.FromTier, e.ToTeam: e.ToTier} {
			if !known[team] {
				known[team] = true
				out.Teams = append(out.Teams, level.Held{Team: team, Tickets: 500, Entered: 100, Tier: tier})
			}
		}
	}
	return out, d.asked(ctx, "levels")
}

// Drivers implements the source.
func (d *Desk) Drivers(ctx context.Context, _ kpi.Scope) (driver.Table, error) {
	return d.Known, d.asked(ctx, "drivers")
}

// Reasons implements the source.
func (d *Desk) Reasons(ctx context.Context, _ kpi.Scope) (flow.Reasons, error) {
	return d.Why, d.asked(ctx, "reasons")
}

// Holding implements the source.
func (d *Desk) Holding(ctx context.Context, _ time.Time, _ []kpi.Filter) ([]flow.Held, error) {
	return d.Held, d.asked(ctx, "holding")
}

// History implements the source.
func (d *Desk) History(ctx context.Context, s kpi.Scope, by string) (workload.History, error) {
	if err := d.asked(ctx, "history"); err != nil {
		return workload.History{}, err
	}
	return d.history(s, by), nil
}

// Demand implements the source.
func (d *Desk) Demand(ctx context.Context) (plan.Demand, error) {
	return d.Wanted, d.asked(ctx, "demand")
}

// Solved implements the source.
func (d *Desk) Solved(ctx context.Context, _ kpi.Scope) (shiftleft.Solved, error) {
	return d.Second, d.asked(ctx, "solved")
}

// Articles implements the source.
func (d *Desk) Articles(ctx context.Context, _ []kpi.Filter) (knowledge.History, error) {
	return d.Written, d.asked(ctx, "articles")
}

// Answer implements the source.
func (d *Desk) Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error) {
	if err := d.asked(ctx, "answer"); err != nil {
		return kpi.Answer{}, err
	}
	a := kpi.Answer{Period: q.Period, Where: q.Where, Hours: q.Hours}
	if q.Compare.Mode != "" {
		before := kpi.Period{From: q.Period.From.AddDate(0, 0, -91), To: q.Period.From.AddDate(0, 0, -1)}
		a.Compared = &before
	}
	for _, id := range q.IDs {
		spec, err := kpi.Lookup(id)
		if err != nil {
			return kpi.Answer{}, fmt.Errorf("invented desk: %w", err)
		}
		a.Figures = append(a.Figures, d.figure(spec, q))
	}
	return a, nil
}

func (d *Desk) figure(spec kpi.Spec, q kpi.Query) kpi.Figure {
	f := kpi.Figure{ID: spec.ID, Unit: spec.Unit, Direction: spec.Direction, Definition: spec.Definition.EN}
	if why, ok := d.Missing[spec.ID]; ok {
		f.Reason = why
		return f
	}
	compared := q.Compare.Mode != ""
	f.Measure = measure(spec, 0, volume/float64(1+2*len(q.Where)), compared)
	keys := d.keys(q)
	for i, key := range keys {
		weight := 0.6 + 1.6/float64(1+i)
		if len(q.By) == 1 && d.Dims[q.By[0]] == nil {
			weight = 1 // buckets of time are about equal
		}
		n := volume * weight / float64(len(keys)) / float64(1+2*len(q.Where))
		f.Groups = append(f.Groups, kpi.Group{Key: key, Measure: measure(spec, i+1, n, compared)})
	}
	if q.Curves && spec.Running != "" {
		f.Curve = curve(&f.Measure)
		for i := range f.Groups {
			f.Groups[i].Curve = curve(&f.Groups[i].Measure)
		}
	}
	return f
}

// volume is the number of tickets of the whole period.
const volume = 11412

// keys are the groups of a question.
func (d *Desk) keys(q kpi.Query) []map[string]string {
	if len(q.By) == 0 {
		return nil
	}
	if len(q.By) == 2 { // handovers
		return []map[string]string{
			{"from_tier": "1", "tier": "2"}, {"from_tier": "2", "tier": "1"}, {"from_tier": "2", "tier": "3"}, {"from_tier": "3", "tier": "2"},
		}
	}
	dim := q.By[0]
	keys := []map[string]string{}
	if dimension, err := kpi.LookupDimension(dim); err == nil && dimension.Buckets() {
		for _, first := range dimension.Spans(q.Period) {
			keys = append(keys, map[string]string{dim: dimension.Key(first)})
		}
		return keys
	}
	for _, v := range d.Dims[dim] {
		keys = append(keys, map[string]string{dim: v})
	}
	return keys
}

// usual is about where a figure of each kind lies.
var usual = map[string]float64{
	"first_contact_resolution": 0.684, "first_level_resolution": 0.752, "escalation_rate": 0.217, "return_rate": 0.121,
	"reopen_rate": 0.043, "ping_pong_rate": 0.038, "tier_ping_pong_rate": 0.021, "any_escalation": 0.204, "direct_second_level": 0.053,
	"handover_wait": 11520, "resolution_time": 27600, "time_to_resolution": 29000, "time_to_leave_tier": 22000, "time_in_tier": 21800, "backlog_age": 345600, "handovers": 0.41,
}

// measure invents the figure of the i-th group with n rows; group 0 is the whole.
func measure(spec kpi.Spec, i int, n float64, compared bool) kpi.Measure {
	wave := math.Sin(float64(i)*1.7 + float64(len(spec.ID)))
	m := kpi.Measure{Available: true, N: int(n)}
	switch spec.Unit {
	case kpi.Fraction:
		share(&m, min(0.95, usual[spec.ID]*(1+0.08*wave+spike(i))), n)
	case kpi.Duration:
		duration(&m, usual[spec.ID]*(1+0.2*wave), n)
	case kpi.Mean:
		m.Value = value(usual[spec.ID] + 0.05*wave)
	default:
		m.Value = value(math.Round(n * (1 + 0.06*wave)))
		m.N = int(*m.Value)
	}
	if compared {
		m.Change = change(spec, m, wave)
	}
	return m
}

// spike puts one group out of line, so that charts have something to mark.
func spike(i int) float64 {
	if i == 9 {
		return 0.35
	}
	return 0
}

func share(m *kpi.Measure, p, n float64) {
	hits := math.Round(p * n)
	low, high := rate.Share{Hits: int(hits), Total: int(n)}.Interval(0.95)
	m.Numerator, m.Denominator, m.Value = value(hits), value(math.Floor(n)), value(hits/math.Floor(n))
	m.Low, m.High = value(low), value(high)
}

func duration(m *kpi.Measure, seconds, n float64) {
	m.Value, m.P90, m.Mean = value(seconds), value(4.2*seconds), value(1.6*seconds)
	m.Low, m.High, m.Sum = value(0.93*seconds), value(1.08*seconds), value(1.6*seconds*math.Floor(n))
	m.Parts = map[string]float64{"queue": 0.4 * *m.Sum, "work": 0.35 * *m.Sum, "wait": 0.25 * *m.Sum}
}

func change(spec kpi.Spec, m kpi.Measure, wave float64) *kpi.Change {
	then := *m.Value * (1 - 0.07*wave)
	c := &kpi.Change{Value: &then, N: m.N, Difference: value(*m.Value - then), P: value(0.5 * (1 - math.Abs(wave)))}
	c.MoreThanNoise = *c.P < rate.Noise
	if c.MoreThanNoise && spec.Direction != kpi.None {
		better := (*c.Difference > 0) == (spec.Direction == kpi.Higher)
		c.Better = &better
	}
	return c
}

func value(v float64) *float64 { return &v }

// Hostile are names that a page must show as text and nothing else.
var Hostile = []string{
	`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "\u202Eright to left\u202C", "🔥 emoji 👩‍💻", "{a|rich}",
	long(10000), "javascript:alert(1)", "tier:1", `=HYPERLINK("http://evil.example")`, "line\nbreak\ttab\x00null",
}

func long(n int) string { return string(slices.Repeat([]byte("x"), n)) }
