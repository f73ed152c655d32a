package plan

import (
	"regexp"
	"strings"

	"tiermix/model/origin"
)

// sources are the sources of values of a plan in both languages; # stands for a number or a currency.
var sources = []origin.Text{
	{EN: "mean of # salary in #", DE: "Mittel aus # Gehalt in #"},
	{EN: "mean of # salaries in #", DE: "Mittel aus # Gehältern in #"},
	{EN: "agents who worked on tickets, taken as full-time", DE: "Agenten, die an Tickets gearbeitet haben, als Vollzeit gezählt"},
	{EN: "recorded effort of # ticket", DE: "erfasster Aufwand von # Ticket"},
	{EN: "recorded effort of # tickets", DE: "erfasster Aufwand von # Tickets"},
	{EN: "# of # ticket at 2nd level", DE: "# von # Ticket im 2nd Level"},
	{EN: "# of # tickets at 2nd level", DE: "# von # Tickets im 2nd Level"},
	{EN: "# of # tried ticket solved", DE: "# von # versuchten Ticket gelöst"},
	{EN: "# of # tried tickets solved", DE: "# von # versuchten Tickets gelöst"},
	{EN: ownExample, DE: "Beispiel von tiermix, keine Erhebung"},
	{EN: "Compensation Partner, salaries in IT support, Germany", DE: "Compensation Partner, Gehälter im IT-Support, Deutschland"},
	{EN: "§ 3 BUrlG, statutory minimum for a five-day week", DE: "§ 3 BUrlG, gesetzlicher Mindesturlaub bei fünf Tagen je Woche"},
	{EN: "public holidays of all German states on Monday to Friday", DE: "Feiertage aller Bundesländer von Montag bis Freitag"},
	{EN: "Statistisches Bundesamt, days of sick leave per employee", DE: "Statistisches Bundesamt, Krankheitstage je Arbeitnehmer"},
}

// heldAt follows the source of an amount that lay outside the bounds of its field.
var heldAt = origin.Text{EN: "; held at #, the bound of what a plan takes", DE: "; gehalten bei #, der Grenze dessen, womit ein Plan rechnet"}

var (
	held   = form(heldAt.EN + "$")
	forms  = compiled()
	filled = regexp.MustCompile("#")
)

func compiled() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, s := range sources {
		all = append(all, form("^"+s.EN+"$"))
	}
	return all
}

// form finds a source of its kind, with what stands for every #.
func form(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(text, "#", `([0-9.]+|[A-Z]{3})`))
}

// SourceText is the source of a measured value or of a default in both languages. One that it does not know stays as it is.
func SourceText(source string) origin.Text {
	if m := held.FindStringSubmatch(source); m != nil {
		rest := SourceText(strings.TrimSuffix(source, m[0]))
		return origin.Text{EN: source, DE: rest.DE + fill(heldAt.DE, m[1:])}
	}
	for i, f := range forms {
		if m := f.FindStringSubmatch(source); m != nil {
			return origin.Text{EN: source, DE: fill(sources[i].DE, m[1:])}
		}
	}
	return origin.Text{EN: source, DE: source}
}

// fill puts values in the places of #, in their order.
func fill(text string, values []string) string {
	i := -1
	return filled.ReplaceAllStringFunc(text, func(string) string { i++; return values[i] })
}
