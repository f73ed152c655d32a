package page

import (
	"context"
	"fmt"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/model/kpi"
)

// Control is a card with a share's course and its control limits (model/rate.PChart). Tier gives the line its colour.
func Control(id, figure string, tier int) Widget {
	return Widget{ID: id, Figure: figure, Chart: true, Load: func(ctx context.Context, ask Ask) (Content, error) {
		return control(ctx, ask, id, figure, tier)
	}}
}

func control(ctx context.Context, ask Ask, id, figure string, tier int) (Content, error) {
	bucket := ask.State.Bucket()
	f, err := AnswerOne(ctx, ask, figure, bucket)
	if err != nil {
		return Content{}, err
	}
	if !f.Available || len(InTime(f.Groups, bucket)) == 0 {
		return Unavailable(ask.L, f), nil
	}
	run := courseFor(ask, f, bucket)
	if err := run.setBefore(ctx, ask, figure); err != nil {
		return Content{}, err
	}
	c := Content{
		Table: controlTable(ask, run),
		Sub:   ask.L.T("trend.sub", ask.L.T("bucket."+bucket), ask.L.Percent(run.Centre), ask.L.Count(f.N)),
		Notes: append(signals(ask, run), LeftOut(f)...),
	}
	if run.compared() {
		c.Notes = append([]string{ask.comparedLine()}, c.Notes...)
	}
	fig, err := chart.Control(id, tier, run.Centre, controlPoints(ask, run), controlEnds(ask.L, run))
	c.Figure, c.Dim, c.Along, c.Aimed = &fig, bucket, run.keys(), figure
	return c, err
}

// AnswerOne asks for one figure over the reader's scope, by the given dimensions.
func AnswerOne(ctx context.Context, ask Ask, figure string, by ...string) (kpi.Figure, error) {
	answer, err := ask.Source.Answer(ctx, ask.Query(by, figure))
	if err != nil {
		return kpi.Figure{}, fmt.Errorf("answer %s by %s: %w", figure, strings.Join(by, ", "), err)
	}
	f, ok := Figure(answer, figure)
	if !ok {
		return kpi.Figure{ID: figure}, nil
	}
	return f, nil
}

func controlPoints(ask Ask, run course) []chart.Point {
	points := make([]chart.Point, len(run.Buckets))
	for i, b := range run.Buckets {
		points[i] = chart.Point{Label: b.Name, Tip: b.Name + "\n" + ask.L.Plural("tickets", 0) + beforeTip(ask.L, b), Before: b.Before.Value}
		if b.empty() {
			continue
		}
		share := b.Value
		points[i].Share, points[i].Lower, points[i].Upper = &share, b.Low, b.High
		points[i].Signal = b.Outside != 0
		points[i].Tip = b.Name + "\n" + controlTip(ask.L, b) + beforeTip(ask.L, b)
	}
	return points
}

func controlTip(l *locale.Locale, b bucket) string {
	lines := []string{l.Percent(b.Value), l.Plural("tickets", b.N), l.T("trend.limits", l.Fixed(100*b.Low, 1), l.Percent(b.High))}
	if b.Outside != 0 || b.Few {
		lines = append(lines, l.T(b.verdict()))
	}
	return strings.Join(lines, "\n")
}

// beforeTip is a line about the compared period.
func beforeTip(l *locale.Locale, b bucket) string {
	if !b.Before.Told() {
		return ""
	}
	return "\n" + l.T("trend.before", l.Percent(*b.Before.Value), b.Before.Name)
}

// comparedLine says what the dashed line is.
func (a Ask) comparedLine() string {
	p := a.State.Query().Compare.Of(a.State.Period)
	return a.L.T("trend.dashed", a.L.Span(p.From, p.To))
}

func controlEnds(l *locale.Locale, run course) chart.Ends {
	last := run.Buckets[len(run.Buckets)-1]
	upper, centre, lower := l.Fixed(100*last.High, 1), l.Fixed(100*run.Centre, 1), l.Fixed(100*last.Low, 1)
	return chart.Ends{
		Upper: l.T("trend.upper", upper), Centre: l.T("trend.centre", centre), Lower: l.T("trend.lower", lower),
		Together: l.T("trend.span", lower, upper) + "\n" + l.T("trend.centre", centre),
	}
}

func controlTable(ask Ask, run course) Table {
	l := ask.L
	t := Table{Head: []Cell{
		Text(l.T("bucket." + run.Dim)), Num(l.T("column.tickets")), Num(l.T("column.share")),
		Num(l.T("column.limits")), Text(l.T("column.signal")),
	}}
	if run.compared() {
		t.Head = append(t.Head, Num(l.T("column.before")))
	}
	for _, b := range run.Buckets {
		limits := locale.None
		if !b.empty() {
			limits = l.Interval(locale.Share, &b.Low, &b.High)
		}
		row := []Cell{
			Text(b.Name), Num(l.Count(b.N)), Num(l.Percent(b.Value)), Num(limits), Text(l.T(b.verdict())),
		}
		row[4].Strong = b.Outside != 0
		if run.compared() {
			row = append(row, Num(l.Value(locale.Share, b.Before.Value)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// signals says in words what the chart marks, and what it does not judge.
func signals(ask Ask, run course) []string {
	names, few, judged := []string{}, 0, 0
	for _, b := range run.Buckets {
		switch {
		case b.Few:
			few++
		case b.Outside != 0:
			names = append(names, b.Name)
		}
		if !b.Few && !b.empty() {
			judged++
		}
	}
	notes := []string{}
	switch {
	case judged == 0:
	case len(names) == 0:
		notes = append(notes, ask.L.T("trend.calm"))
	case len(names) > 6:
		notes = append(notes, ask.L.T("trend.many", ask.L.Count(len(names)), ask.L.Count(judged)))
	default:
		notes = append(notes, ask.L.T("trend.signals", strings.Join(names, ", ")))
	}
	if few > 0 {
		notes = append(notes, ask.L.Plural("unjudged", few))
	}
	if run.judged.Wide() {
		alone, wide := run.judged.Outside()
		notes = append(notes, ask.L.T("trend.wide", ask.L.Fixed(run.judged.Spread, 1), ask.L.Count(alone), ask.L.Count(wide)))
	}
	return notes
}
