package page

import (
	"context"
	"fmt"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/model/kpi"
	"tiermix/model/rate"
)

// Control is a card with a share's course and its control limits (model/rate.PChart). Tier gives the line its colour.
func Control(id, figure string, tier int) Widget {
	return Widget{ID: id, Chart: true, Load: func(ctx context.Context, ask Ask) (Content, error) {
		return control(ctx, ask, id, figure, tier)
	}}
}

func control(ctx context.Context, ask Ask, id, figure string, tier int) (Content, error) {
	bucket := ask.State.Bucket()
	f, err := AnswerOne(ctx, ask, figure, bucket)
	if err != nil {
		return Content{}, err
	}
	groups := InTime(f.Groups, bucket)
	if !f.Available || len(groups) == 0 {
		return Unavailable(ask.L, f), nil
	}
	course := rate.PChart(sharesOf(groups))
	c := Content{
		Table: controlTable(ask, bucket, groups, course),
		Sub:   ask.L.T("trend.sub", ask.L.T("bucket."+bucket), ask.L.Percent(course.Centre), ask.L.Count(f.N)),
		Notes: append([]string{signals(ask, bucket, groups, course)}, LeftOut(f)...),
	}
	fig, err := chart.Control(id, tier, course.Centre, controlPoints(ask, bucket, groups, course), controlEnds(ask.L, course))
	c.Figure = &fig
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

func sharesOf(groups []kpi.Group) []rate.Share {
	shares := make([]rate.Share, len(groups))
	for i, g := range groups {
		if g.Numerator != nil && g.Denominator != nil {
			shares[i] = rate.Share{Hits: int(*g.Numerator), Total: int(*g.Denominator)}
		}
	}
	return shares
}

func controlPoints(ask Ask, bucket string, groups []kpi.Group, course rate.Chart) []chart.Point {
	points := make([]chart.Point, len(groups))
	for i, g := range groups {
		label, p := ask.Bucket(bucket, g.Key[bucket]), course.Points[i]
		points[i] = chart.Point{Label: label, Tip: label}
		if p.Low != p.Low { // no tickets in this bucket: neither a share nor limits
			points[i].Lower, points[i].Upper = course.Centre, course.Centre
			points[i].Tip += "\n" + ask.L.Plural("tickets", 0)
			continue
		}
		points[i].Share, points[i].Lower, points[i].Upper = &p.Value, p.Low, p.High
		points[i].Signal = p.Outside != 0
		points[i].Tip += "\n" + controlTip(ask.L, p, g.N)
	}
	return points
}

func controlTip(l *locale.Locale, p rate.Point, n int) string {
	lines := []string{l.Percent(p.Value), l.Plural("tickets", n), l.T("trend.limits", l.Fixed(100*p.Low, 1), l.Percent(p.High))}
	if p.Outside != 0 {
		lines = append(lines, l.T(outside(p.Outside)))
	}
	return strings.Join(lines, "\n")
}

func outside(side int) string {
	switch {
	case side > 0:
		return "trend.above"
	case side < 0:
		return "trend.below"
	default:
		return "trend.inside"
	}
}

func controlEnds(l *locale.Locale, course rate.Chart) chart.Ends {
	last := course.Points[len(course.Points)-1]
	return chart.Ends{
		Upper:  l.T("trend.upper", l.Fixed(100*last.High, 1)),
		Centre: l.T("trend.centre", l.Fixed(100*course.Centre, 1)),
		Lower:  l.T("trend.lower", l.Fixed(100*last.Low, 1)),
	}
}

func controlTable(ask Ask, bucket string, groups []kpi.Group, course rate.Chart) Table {
	l := ask.L
	t := Table{Head: []Cell{
		Text(l.T("bucket." + bucket)), Num(l.T("column.tickets")), Num(l.T("column.share")),
		Num(l.T("column.limits")), Text(l.T("column.signal")),
	}}
	for i, g := range groups {
		p := course.Points[i]
		row := []Cell{
			Text(ask.Bucket(bucket, g.Key[bucket])), Num(l.Count(g.N)), Num(l.Percent(p.Value)),
			Num(l.Interval(locale.Share, &p.Low, &p.High)), Text(l.T(outside(p.Outside))),
		}
		row[4].Strong = p.Outside != 0
		t.Rows = append(t.Rows, row)
	}
	return t
}

// signals says in words what the chart marks.
func signals(ask Ask, bucket string, groups []kpi.Group, course rate.Chart) string {
	names := []string{}
	for i, p := range course.Points {
		if p.Outside != 0 {
			names = append(names, ask.Bucket(bucket, groups[i].Key[bucket]))
		}
	}
	if len(names) == 0 {
		return ask.L.T("trend.calm")
	}
	if len(names) > 6 {
		return ask.L.T("trend.many", ask.L.Count(len(names)), ask.L.Count(len(groups)))
	}
	return ask.L.T("trend.signals", strings.Join(names, ", "))
}
