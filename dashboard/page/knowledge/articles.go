package knowledge

import (
	"context"
	"fmt"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/rate"
)

// candidates shows the categories of which solutions of 2nd level could become articles. Which tickets these are is not shown: a page
// shows no single tickets.
func candidates(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return page.Content{Empty: why}, err
	}
	all := knowledge.Candidates(f.list)
	if len(all) == 0 {
		return page.Content{Empty: planner.Say(ask, knowledge.NoCandidates(f.list))}, nil
	}
	l, c := ask.L, page.Content{Sub: ask.L.T("knowledge.candidatesub", ask.L.Count(knowledge.Repeated))}
	c.Table.Head = []page.Cell{page.Text(l.T("dim.category")), page.Num(l.T("knowledge.column.money")), page.Num(l.T("column.interval")), page.Num(l.T("knowledge.column.unlinked")),
		page.Num(l.T("knowledge.column.ayear"))}
	for _, k := range all[:min(len(all), categories)] {
		tickets := l.Count(k.Tickets)
		if k.Few {
			tickets += " " + l.T("knowledge.few")
		}
		amount := page.Num(planner.Money(ask, k.Money.Value, f.list.Currency))
		amount.Strong, amount.Title = true, l.T("knowledge.weakest", planner.Say(ask, k.Kind.Text()))
		c.Table.Rows = append(c.Table.Rows, []page.Cell{category(ask, k.Category), amount, page.Num(spanOf(ask, k.Money, f.list.Currency)), page.Num(tickets),
			page.Num(l.Number(k.PerYear, 0))})
	}
	if len(all) > categories {
		c.Notes = append(c.Notes, l.T("rates.more", l.Count(categories), l.Count(len(all))))
	}
	return c, nil
}

// dots is how many articles the chart of effects shows.
const dots = 8

// effects shows the escalation rate of a category before and after an article came. Articles are those first used up to the end of the
// reader's period: windows are longer than many a period.
func effects(ctx context.Context, ask page.Ask) (page.Content, error) {
	history, err := ask.Source.Articles(ctx, ask.State.Where)
	if err != nil {
		return page.Content{}, fmt.Errorf("read the use of articles: %w", err)
	}
	all, err := knowledge.Effects(history, knowledge.Weeks)
	if err != nil {
		return page.Content{}, fmt.Errorf("effects of articles: %w", err)
	}
	all = knowledge.Among(knowledge.Launched(all, kpi.Period{To: ask.State.Period.To}), ask.State.Where)
	notes := planner.Sayings(ask, knowledge.Told(history, all))
	measured := []knowledge.Effect{}
	for _, e := range all {
		if e.Verdict == knowledge.Measured {
			measured = append(measured, e)
		}
	}
	switch {
	case len(all) == 0:
		return page.Content{Empty: strings.Join(notes, " ")}, nil
	case len(measured) == 0:
		return page.Content{Empty: ask.L.T("knowledge.noeffects"), Notes: notes}, nil
	}
	c := page.Content{Sub: ask.L.T("knowledge.effectsub", ask.L.Count(knowledge.Weeks)), Notes: notes, Table: effectTable(ask, measured)}
	if len(measured) > categories {
		c.Notes = append([]string{ask.L.T("rates.more", ask.L.Count(categories), ask.L.Count(len(measured)))}, notes...)
	}
	fig, err := effectChart(ask, measured[:min(len(measured), dots)])
	c.Figure = &fig
	return c, err
}

func effectTable(ask page.Ask, all []knowledge.Effect) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("knowledge.column.article")), page.Text(l.T("dim.category")), page.Text(l.T("knowledge.column.first")), page.Num(l.T("column.tickets")),
		page.Num(l.T("knowledge.column.before")), page.Num(l.T("knowledge.column.after")), page.Num(l.T("knowledge.column.change")), page.Num(l.T("knowledge.column.relative")),
		page.Text(l.T("knowledge.column.care")),
	}}
	for _, e := range all[:min(len(all), categories)] {
		against := page.Num(l.T("knowledge.noothers"))
		if e.Compared() {
			against = page.Num(points(ask, e.Relative))
			against.Title = l.T("knowledge.others", l.Count(e.Others), share(ask, e.OthersBefore), share(ask, e.OthersAfter))
		}
		care := page.Text(care(ask, e))
		care.Long = true
		t.Rows = append(t.Rows, []page.Cell{
			page.Text(ask.Name("article", e.Article)), category(ask, named(e.Category)), page.Text(l.Date(e.First)), page.Num(l.Count(e.Tickets)),
			page.Num(share(ask, e.Before)), page.Num(share(ask, e.After)), page.Num(points(ask, e.Change)), against, care,
		})
	}
	return t
}

func named(key string) string {
	if key == "" {
		return plan.Unnamed
	}
	return key
}

func share(ask page.Ask, s rate.Share) string {
	return ask.L.T("knowledge.share", ask.L.Percent(s.Value()), ask.L.Count(s.Hits), ask.L.Count(s.Total))
}

// points is a change of a share with its interval.
func points(ask page.Ask, b rate.Bounds) string {
	sign := ""
	if b.Value > 0 {
		sign = "+"
	}
	return sign + ask.L.T("knowledge.points", ask.L.Fixed(100*b.Value, 1), ask.L.Fixed(100*b.Low, 1), ask.L.Fixed(100*b.High, 1))
}

// care is what stands against reading a change as an effect.
func care(ask page.Ask, e knowledge.Effect) string {
	var all []string
	if e.Beside > 0 {
		names := make([]string, len(e.Also))
		for i, n := range e.Also {
			names[i] = chart.Short(n, 24)
		}
		text := ask.L.T("knowledge.beside", strings.Join(names, ", "))
		if rest := e.Beside - len(e.Also); rest > 0 {
			text = ask.L.T("knowledge.besidemore", strings.Join(names, ", "), ask.L.Count(rest))
		}
		all = append(all, text)
	}
	if e.Trend {
		all = append(all, ask.L.T("knowledge.trend"))
	}
	if e.Beyond {
		all = append(all, ask.L.T("knowledge.beyond"))
	}
	return strings.Join(all, "; ")
}

func effectChart(ask page.Ask, all []knowledge.Effect) (chart.Figure, error) {
	l := ask.L
	dot := func(e knowledge.Effect, s rate.Share, word string) chart.Dot {
		b := s.Bounds(rate.Level)
		return chart.Dot{Value: b.Value, Low: b.Low, High: b.High, Tip: strings.Join([]string{
			ask.Name("article", e.Article), ask.Name("category", e.Category), word + ": " + share(ask, s), l.Interval("share", &b.Low, &b.High)}, "\n")}
	}
	changes := make([]chart.Change, len(all))
	before, after := l.T("knowledge.column.before"), l.T("knowledge.column.after")
	for i, e := range all {
		name := chart.Short(e.Article, 18) + ", " + chart.Short(ask.Name("category", e.Category), 20)
		changes[i] = chart.Change{Before: dot(e, e.Before, before), After: dot(e, e.After, after), BeforeName: l.T("knowledge.rowbefore", name), AfterName: l.T("knowledge.rowafter")}
	}
	return chart.Changes("knowledge-effects", changes, chart.ChangeWords{Before: before, After: after, Interval: l.T("column.interval")})
}
