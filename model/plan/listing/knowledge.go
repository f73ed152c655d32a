package listing

import (
	"fmt"
	"io"
	"strings"
	"time"

	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/rate"
)

// KnowledgeTable writes the report on knowledge for people to read: link rate, what could become articles, and what articles changed.
func KnowledgeTable(w io.Writer, in plan.Input, r knowledge.Report) error {
	p := &printer{out: w}
	p.line("%s to %s", day(r.Period.From), day(r.Period.To))
	p.linkRate(r.LinkRate)
	p.candidates(r)
	p.effects(r)
	for _, n := range in.Notes {
		p.line("Note: %s", clean(n.EN))
	}
	return p.err
}

func (p *printer) linkRate(f kpi.Figure) {
	if !f.Available || f.Value == nil {
		p.line("Link rate: %s\n", reason(f.Reason))
		return
	}
	rows := []string{"LINK RATE\tlinked\t95 % interval\tresolved tickets", cells("all", percent(*f.Value), ends(f.Measure), f.N)}
	for _, g := range f.Groups {
		if g.Value != nil {
			rows = append(rows, cells(named(category(g.Key["category"])), percent(*g.Value), ends(g.Measure), g.N))
		}
	}
	p.table(rows...)
}

func reason(text string) string {
	if text == "" {
		return "no ticket was resolved in the period"
	}
	return clean(text)
}

func ends(m kpi.Measure) string {
	if m.Low == nil || m.High == nil {
		return ""
	}
	return percent(*m.Low) + " to " + percent(*m.High)
}

func category(key string) string {
	if key == "" {
		return plan.Unnamed
	}
	return key
}

func (p *printer) candidates(r knowledge.Report) {
	if len(r.Candidates) == 0 {
		p.line("Solutions of 2nd level that could become articles: %s\n", knowledge.NoCandidates(r.List).EN)
		return
	}
	rows := []string{"COULD BECOME AN ARTICLE\tsolved without one\ta year\t" + r.List.Currency + " a year\t95 % interval\tfrom\tsuch as"}
	for _, c := range r.Candidates {
		rows = append(rows, cells(named(c.Category), fewMark(c.Tickets, c.Few), number(c.PerYear, 0), money(c.Money.Value), money(c.Money.Low)+" to "+money(c.Money.High), c.Kind,
			named(strings.Join(c.Examples, ", "))))
	}
	p.table(rows...)
	p.line("  Solved at 2nd level without an article, and marked as within 1st level's reach or solved quickly and alone. Money: as in `tiermix shift-left`.\n")
}

// shownEffects is how many articles the table names; JSON has all.
const shownEffects = 25

func (p *printer) effects(r knowledge.Report) {
	var rows []string
	left := 0
	for _, e := range r.Effects {
		switch {
		case e.Verdict == knowledge.TooRare || e.Verdict == knowledge.TooShort:
		case len(rows) == shownEffects:
			left++
		default:
			rows = append(rows, effectRow(e))
		}
	}
	if len(rows) > 0 {
		p.table(append([]string{"ARTICLE\tcategory\tfirst used\ttickets\tescalated before\tafter\tpoints, 95 % interval\tagainst other categories\tread with care"}, rows...)...)
		p.line("  %s before the week of its first use against %s after it; tickets that 1st level held, on the day they were created.", counted(r.Weeks, "week"), counted(r.Weeks, "week"))
	}
	if left > 0 {
		p.line("Note: %d more articles; --format json has all.", left)
	}
	for _, n := range r.Notes {
		p.line("Note: %s", clean(n.EN))
	}
}

func effectRow(e knowledge.Effect) string {
	change, against := e.Verdict.Text().EN, "-"
	if e.Verdict == knowledge.Measured {
		change = points(e.Change)
		against = "none without an article of their own then"
	}
	if e.Compared() {
		against = points(e.Relative) + fmt.Sprintf(" (%d)", e.Others)
	}
	return cells(named(e.Article), named(category(e.Category)), e.First.Format(time.DateOnly), e.Tickets, hits(e.Before), hits(e.After), change, against, clean(care(e)))
}

func hits(s rate.Share) string {
	if s.Total == 0 {
		return "no tickets"
	}
	return fmt.Sprintf("%s (%d of %d)", percent(s.Value()), s.Hits, s.Total)
}

func points(b rate.Bounds) string {
	return fmt.Sprintf("%s (%s to %s)", signedPoints(b.Value), signedPoints(b.Low), signedPoints(b.High))
}

func signedPoints(v float64) string {
	text := number(100*v, 1)
	if v > 0 {
		return "+" + text
	}
	return text
}

// care is what stands against reading a change as an effect.
func care(e knowledge.Effect) string {
	var all []string
	if e.Beside > 0 {
		more := ""
		if rest := e.Beside - len(e.Also); rest > 0 {
			more = fmt.Sprintf(" and %d more", rest)
		}
		all = append(all, "with "+named(strings.Join(e.Also, ", "))+more)
	}
	if e.Trend {
		all = append(all, "it moved before already")
	}
	if e.Beyond {
		all = append(all, "more tickets than ever linked it")
	}
	return strings.Join(all, "; ")
}
