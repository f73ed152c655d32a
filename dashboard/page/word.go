package page

import (
	"tiermix/dashboard/locale"
	"tiermix/model/kpi"
)

// FigureName is what a figure is called on the page.
func FigureName(l *locale.Locale, id string) string { return l.Or("kpi."+id, id) }

// Definition is a figure's definition in the reader's language, as the registry declares it.
func Definition(l *locale.Locale, id string) string {
	spec, err := kpi.Lookup(id)
	if err != nil {
		return ""
	}
	return spec.Definition.In(kpi.Language(l.Code))
}

// LeftOut is what an available figure leaves out, if anything.
func LeftOut(f kpi.Figure) []string {
	if f.Available && f.Reason != "" {
		return []string{f.Reason}
	}
	return nil
}

// settling is how long after the first day of a log its open tickets are not yet what they would be in a longer one.
const settling = 28 // days

// Uncovered says that the data do not reach back over the whole compared period, so that its counts are too small, or
// begin so shortly before it that open and old tickets are missing; "" when neither, or when nothing is compared.
func Uncovered(ask Ask, compared *kpi.Period) string {
	first := ask.Status.First
	switch {
	case compared == nil || !compared.From.Before(first.AddDate(0, 0, settling)):
		return ""
	case compared.To.Before(first):
		return ask.L.T("compare.before", ask.L.Date(first))
	case compared.From.Before(first):
		return ask.L.T("compare.partly", ask.L.Span(compared.From, compared.To), ask.L.Date(first))
	default:
		return ask.L.T("compare.edge", ask.L.Date(first), ask.L.Span(compared.From, compared.To))
	}
}

// Unavailable is the content of a widget whose figure the data cannot give.
func Unavailable(l *locale.Locale, f kpi.Figure) Content {
	if f.Reason != "" {
		return Content{Empty: f.Reason}
	}
	return Content{Empty: l.T("card.nothing")}
}

// censored says how many rows of a duration still run, and what the finished ones say alone; "" when none runs.
func censored(l *locale.Locale, f kpi.Figure) string {
	if f.Finished == nil || f.Finished.Value == nil {
		return ""
	}
	return l.T("tile.censored", l.Count(f.Censored), l.Duration(*f.Finished.Value))
}
