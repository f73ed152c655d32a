package report

import (
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
)

// Sentences say what a headline figure is and how it stands to the compared period: direction, size, whether that is more than noise, and what brought it. They follow from the
// figure by rules alone. against is the compared period in words; "": nothing is compared. The figure has its groups by category.
func Sentences(ask page.Ask, f kpi.Figure, against string) []string {
	l := ask.L
	if !f.Available || f.Value == nil {
		return []string{page.Whole(orElse(f.Reason, l.T("tile.nothing")))}
	}
	value := page.Amount(l, f, f.Value)
	switch {
	case against == "":
		return []string{l.T("report.is", value)}
	case f.Change == nil || f.Change.Difference == nil:
		return []string{l.T("report.is", value), l.T("report.missing", against)}
	case *f.Change.Difference == 0:
		return []string{l.T("report.same", value)}
	}
	return []string{moved(ask, f, value), cause(ask, f)}
}

// moved says by how much a figure rose or fell, and whether that is more than noise.
func moved(ask page.Ask, f kpi.Figure, value string) string {
	c, way := f.Change, "more"
	if *c.Difference < 0 {
		way = "less"
	}
	certain := "untested"
	switch {
	case c.P != nil && !c.MoreThanNoise:
		certain = "noise"
	case c.P != nil && c.Better != nil && *c.Better:
		certain = "better"
	case c.P != nil && c.Better != nil:
		certain = "worse"
	case c.P != nil:
		certain = "sure"
	}
	return ask.L.T("report.by."+way, value, page.Step(ask.L, f, *c.Difference)) + ask.L.T("report.certain."+certain)
}

// cause says what brought a change that is more than noise.
func cause(ask page.Ask, f kpi.Figure) string {
	if f.Change.P != nil && !f.Change.MoreThanNoise {
		return ask.L.T("report.nocause")
	}
	if why := page.Why(ask, f); why != "" {
		return why
	}
	return ask.L.T("report.noparts")
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
