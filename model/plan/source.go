package plan

import (
	"regexp"
	"strings"

	"tiermix/model/effort"
	"tiermix/model/origin"
)

// sources are the sources of values of a plan in both languages; # stands for a number or a currency.
var sources = []origin.Text{
	{EN: "mean of # salary in #", DE: "Mittel aus # Gehalt in #"},
	{EN: "mean of # salaries in #", DE: "Mittel aus # Gehältern in #"},
	{EN: "agents who worked on tickets, taken as full-time", DE: "Agenten, die an Tickets gearbeitet haben, als Vollzeit gezählt"},
	{EN: "sum of fte of # agent who worked on tickets", DE: "Summe der Vollzeitanteile von # Agenten, der an Tickets gearbeitet hat"},
	{EN: "sum of fte of # agents who worked on tickets", DE: "Summe der Vollzeitanteile von # Agenten, die an Tickets gearbeitet haben"},
	{EN: "sum of fte of # agents who worked on tickets; # without fte taken as full-time", DE: "Summe der Vollzeitanteile von # Agenten, die an Tickets gearbeitet haben; # ohne Angabe als Vollzeit gezählt"},
	{EN: "recorded effort of # ticket", DE: "erfasster Aufwand von # Ticket"},
	{EN: "recorded effort of # tickets", DE: "erfasster Aufwand von # Tickets"},
	{EN: "# weeks of paid hours are too few to tell anything, at least # are needed", DE: "# Wochen bezahlter Stunden sind zu wenige, um etwas zu sagen, mindestens # sind nötig"},
	{EN: "paid hours do not tell even one mean for all tickets of tier #, hours and tickets hardly go together", DE: "bezahlte Stunden sagen nicht einmal ein Mittel für alle Tickets der Stufe #, Stunden und Tickets hängen kaum zusammen"},
	{EN: "no team week has a ticket of it", DE: "keine Teamwoche hat ein Ticket davon"},
	{EN: effort.NoSuchTickets, DE: "zu den bezahlten Stunden gibt es keine solchen Tickets"},
	{EN: idleHours, DE: "kein Team hat in einer bezahlten Woche ein Ticket beendet"},
	{EN: neverTried, DE: "Jeffreys' A-priori-Verteilung: das 1st Level hielt nie ein solches Ticket"},
	{EN: "# of # ticket at 2nd level", DE: "# von # Ticket im 2nd Level"},
	{EN: "# of # tickets at 2nd level", DE: "# von # Tickets im 2nd Level"},
	{EN: "# of # tried ticket solved", DE: "# von # versuchten Ticket gelöst"},
	{EN: "# of # tried tickets solved", DE: "# von # versuchten Tickets gelöst"},
	{EN: ownExample, DE: "Beispiel von tiermix, keine Erhebung"},
	{EN: "Compensation Partner, salaries in IT support, Germany", DE: "Compensation Partner, Gehälter im IT-Support, Deutschland"},
	{EN: "§ 3 BUrlG, statutory minimum for a five-day week", DE: "§ 3 BUrlG, gesetzlicher Mindesturlaub bei fünf Tagen je Woche"},
	{EN: "public holidays of all German states on Monday to Friday", DE: "Feiertage aller Bundesländer von Montag bis Freitag"},
	{EN: "Statistisches Bundesamt, days of sick leave per employee", DE: "Statistisches Bundesamt, Krankheitstage je Arbeitnehmer"},
	{EN: lawfulBreak, DE: "Beispiel von tiermix; § 4 ArbZG verlangt 30 Minuten über sechs Stunden und 45 über neun"},
	{EN: shiftHours, DE: "Vertragsstunden durch Arbeitstage, in halben Stunden"},
	{EN: halfShift, DE: "die Hälfte einer vollen Schicht, in halben Stunden"},
	{EN: bandMiddle, DE: "Mitte des eingegebenen Gehaltsbands"},
	{EN: nextGrade, DE: "Richtwert und Abstand zum nächsten Grad"},
	{EN: inSalary, DE: "im Gehalt enthalten"},
	{EN: monthCost, DE: "Gehalt, Lohnnebenkosten und Gemeinkosten durch zwölf Monate"},
	{EN: shortagePrice, DE: "shortage_factor mal was eine Person der Stufe im ersten Monat kostet"},
	{EN: hourCost, DE: "Gehalt, Lohnnebenkosten und Gemeinkosten durch Produktivstunden"},
	{EN: "§§ 241, 242a, 249 SGB V: half of 14.6 % and of 2.9 % on average", DE: "§§ 241, 242a, 249 SGB V: halbe 14,6 % und halbe 2,9 % im Durchschnitt"},
	{EN: "§ 7 AAG; the rate is set by the health insurer", DE: "§ 7 AAG; den Satz bestimmt die Krankenkasse"},
	{EN: "§ 150 SGB VII; the rate is set by the accident insurer and hazard class", DE: "§ 150 SGB VII; den Satz bestimmen Unfallversicherung und Gefahrklasse"},
	{EN: "Finance Act 2016 part 6; 0.5 % where it is due", DE: "Finance Act 2016 Teil 6; 0,5 %, wo sie fällig ist"},
	{EN: "26 U.S.C. § 3301; 0.6 % after full credit for the state's", DE: "26 U.S.C. § 3301; 0,6 % nach voller Anrechnung der des Staates"},
	{EN: "set by the state and the employer's record; its wage base is typed as the ceiling", DE: "vom Staat und der Geschichte des Arbeitgebers bestimmt; die Bemessungsgrenze steht als ceiling in einer eigenen Tabelle"},
	{EN: "Compensation Partner, salaries in IT support, Germany; 20 % down and up is a tiermix example", DE: "Compensation Partner, Gehälter im IT-Support, Deutschland; 20 % nach unten und oben sind ein Beispiel von tiermix"},
	{EN: "US Bureau of Labor Statistics, Occupational Employment Statistics, May 2018, computer user support specialists (15-1151)",
		DE: "US Bureau of Labor Statistics, Occupational Employment Statistics, Mai 2018, Support-Fachkräfte (15-1151)"},
}

// Sources of what a plan puts together.
const (
	lawfulBreak = "tiermix example; § 4 ArbZG asks for 30 minutes above six hours and 45 above nine"
	shiftHours  = "contract hours over working days, in half hours"
	halfShift   = "half of a full shift, in half hours"
	bandMiddle  = "middle of the typed band"
	nextGrade   = "benchmark and gap to the next grade"
	inSalary    = "in the salary"
	hourCost    = "salary, on-cost and overhead over productive hours"
)

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

// quoted keeps signs of a source from meaning something else: points, brackets, plus signs. The anchors stay.
func quoted(text string) string {
	return strings.NewReplacer(".", `\.`, "(", `\(`, ")", `\)`, "+", `\+`).Replace(text)
}

// form finds a source of its kind, with what stands for every #.
func form(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(quoted(text), "#", `(-?[0-9.]+|[A-Z]{3})`))
}

// SourceText is the source of a measured value or of a default in both languages. One that it does not know stays as it is.
func SourceText(source string) origin.Text {
	if m := held.FindStringSubmatch(source); m != nil {
		rest := SourceText(strings.TrimSuffix(source, m[0]))
		return origin.Text{EN: source, DE: rest.DE + fill(heldAt.DE, m[1:])}
	}
	if strings.HasPrefix(source, paidHours) {
		if text, ok := hoursText(source); ok {
			return origin.Text{EN: source, DE: text}
		}
	}
	for i, f := range forms {
		if m := f.FindStringSubmatch(source); m != nil {
			return origin.Text{EN: source, DE: fill(sources[i].DE, m[1:])}
		}
	}
	return origin.Text{EN: source, DE: source}
}

// fill puts values in the places of #, in their order and with the comma of German.
func fill(text string, values []string) string {
	i := -1
	return filled.ReplaceAllStringFunc(text, func(string) string { i++; return strings.Replace(values[i], ".", ",", 1) })
}
