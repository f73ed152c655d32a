package escalation

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// drawn is how many categories stand on their own in the fall, hundredth the unit in which shares are written here: 0.01 points.
const (
	drawn     = 8
	hundredth = 1e-4
)

// changes draws what brings the change of the escalation rate against the compared period, category by category.
func changes(ctx context.Context, ask page.Ask) (page.Content, error) {
	if ask.State.Compare == state.NoCompare {
		return page.Content{Empty: ask.L.T("changes.nocompare")}, nil
	}
	answer, err := ask.Source.Answer(ctx, ask.Compared([]string{"category"}, "escalation_rate"))
	if err != nil {
		return page.Content{}, fmt.Errorf("answer what changed the escalation rate: %w", err)
	}
	f, _ := page.Figure(answer, "escalation_rate")
	split := f.Split(kpi.Language(ask.L.Code))
	if !split.Known {
		return page.Content{Empty: cmp.Or(split.Reason, ask.L.T("changes.nothing"))}, nil
	}
	s := sumsOf(split)
	steps := s.steps(ask)
	fig, err := chart.Waterfall("escalation-changes", "%", steps, chart.WaterfallWords{
		Whole: page.FigureName(ask.L, f.ID), More: ask.L.T("fall.more"), Less: ask.L.T("fall.less"),
	})
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: s.table(ask), Notes: page.LeftOut(f)}
	noise := ask.L.T("fall.noise")
	if f.Change.MoreThanNoise {
		noise = ask.L.T("fall.beyond")
	}
	c.Sub = ask.L.T("fall.sub", ask.L.Span(answer.Compared.From, answer.Compared.To), points(ask, s.last-s.first), noise)
	if chart.Cut(steps) {
		c.Notes = append(c.Notes, ask.L.T("scenarios.cut"))
	}
	return c, nil
}

// sums are the parts of a change in hundredths of a point, so that what is written adds up: those that raise the share come first, that
// no level between lies below zero.
type sums struct {
	parts       []kpi.GroupPart
	own, mix    []float64
	first, last float64
}

func sumsOf(split kpi.Split) sums {
	s := sums{parts: slices.Clone(split.Parts)}
	slices.SortStableFunc(s.parts, func(a, b kpi.GroupPart) int { return cmp.Compare(b.Sum(), a.Sum()) })
	var all []float64
	for _, p := range s.parts {
		all = append(all, p.Own, p.Mix)
	}
	s.first, all, s.last = origin.AddUp(split.From, all, split.To, hundredth)
	for i := range s.parts {
		s.own, s.mix = append(s.own, all[2*i]), append(s.mix, all[2*i+1])
	}
	return s
}

func (s sums) sum(i int) float64 { return s.own[i] + s.mix[i] }

// steps lead from the earlier share to the later one. Beside the largest parts all others are one, between what raises and what lowers.
func (s sums) steps(ask page.Ask) []chart.Step {
	l := ask.L
	steps := []chart.Step{{Name: l.T("fall.before"), Tip: l.T("fall.before") + "\n" + share(ask, s.first), To: s.first / 100, Whole: true}}
	named, rest := s.largest()
	at := s.first
	add := func(name string, part float64) {
		steps = append(steps, chart.Step{Name: name, Tip: name + "\n" + points(ask, part), From: at / 100, To: (at + part) / 100})
		at += part
	}
	for _, raises := range []bool{true, false} {
		for i, p := range s.parts {
			if named[i] && (s.sum(i) >= 0) == raises {
				add(ask.Name("category", p.Key["category"]), s.sum(i))
			}
		}
		if rest[raises] != 0 {
			add(l.T("fall.others."+map[bool]string{true: "up", false: "down"}[raises]), rest[raises])
		}
	}
	return append(steps, chart.Step{Name: l.T("fall.now"), Tip: l.T("fall.now") + "\n" + share(ask, s.last), To: s.last / 100, Whole: true})
}

// largest says which parts are drawn on their own, and what the others that raise and that lower make together.
func (s sums) largest() (named map[int]bool, rest map[bool]float64) {
	order := make([]int, len(s.parts))
	for i := range order {
		order[i] = i
	}
	size := func(i int) float64 { return max(s.sum(i), -s.sum(i)) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
	named, rest = map[int]bool{}, map[bool]float64{}
	for k, i := range order {
		if k < drawn {
			named[i] = true
		} else {
			rest[s.sum(i) >= 0] += s.sum(i)
		}
	}
	return named, rest
}

func (s sums) table(ask page.Ask) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("dim.category")), page.Num(l.T("fall.before")), page.Num(l.T("fall.now")), page.Num(l.T("fall.own")), page.Num(l.T("fall.mix")), page.Num(l.T("fall.all")),
	}}
	for i, p := range s.parts {
		t.Rows = append(t.Rows, []page.Cell{
			page.Text(ask.Name("category", p.Key["category"])), page.Num(of(ask, p.Earlier, p.Before)), page.Num(of(ask, p.Value, p.N)),
			page.Num(points(ask, s.own[i])), page.Num(points(ask, s.mix[i])), page.Num(points(ask, s.sum(i))),
		})
	}
	whole := []page.Cell{page.Text(l.T("fall.whole")), page.Num(share(ask, s.first)), page.Num(share(ask, s.last)), page.Num(""), page.Num(""), page.Num(points(ask, s.last-s.first))}
	for i := range whole {
		whole[i].Strong = true
	}
	t.Rows = append(t.Rows, whole)
	return t
}

// of is the share of a category with its tickets.
func of(ask page.Ask, v *float64, tickets int) string {
	if v == nil || tickets == 0 {
		return ask.L.Plural("tickets", 0)
	}
	return ask.L.T("fall.of", ask.L.Percent(*v), ask.L.Count(tickets))
}

func share(ask page.Ask, hundredths float64) string {
	return ask.L.Fixed(hundredths/100, 2) + "\u00a0%"
}

func points(ask page.Ask, hundredths float64) string {
	text := ask.L.T("unit.points", ask.L.Fixed(max(hundredths, -hundredths)/100, 2))
	if hundredths < 0 {
		return "−" + text
	}
	return "+" + text
}
