package risk

import "tiermix/model/origin"

// Unmodelled says what a draw leaves out.
func (c *Case) Unmodelled() []origin.Text {
	all := []origin.Text{
		{EN: "A draw is a year with one typical week: seasons within the year, holidays and single busy weeks are not in it.",
			DE: "Eine Ziehung ist ein Jahr mit einer typischen Woche: Saison im Jahr, Feiertage und einzelne volle Wochen sind nicht enthalten."},
		{EN: "Which categories, channels and hours tickets come in, first looks, returns and patience stay as planned; inputs move independently of each other.",
			DE: "Kategorien, Kanäle und Stunden der Tickets, erste Blicke, Rückläufer und Geduld bleiben wie geplant; die Eingaben bewegen sich unabhängig voneinander."},
		{EN: "Shifts are not searched anew in a draw: people follow the whole people that the half hours need, in the plan's proportion.",
			DE: "Schichten werden je Ziehung nicht neu gesucht: Die Personen folgen den ganzen Personen, die die halben Stunden brauchen, im Verhältnis des Plans."},
	}
	all = append(all, origin.Text{EN: "Where a year brings more work than the planned people can do, the line grows all year: then hardly any work that can wait is done in time. Nobody is hired in between.",
		DE: "Wo ein Jahr mehr Arbeit bringt, als die geplanten Personen leisten können, wächst die Schlange das ganze Jahr: Dann wird kaum aufschiebbare Arbeit rechtzeitig erledigt. Dazwischen wird niemand eingestellt."})
	if len(c.Leave()) == 0 {
		all = append(all, origin.Text{EN: "Nobody leaves: no attrition is told.", DE: "Niemand geht: Es ist keine Fluktuation angegeben."})
	}
	if c.day == nil {
		all = append(all, origin.Text{EN: "Days of one weekday are alike: day_spread is 0.", DE: "Tage desselben Wochentags sind gleich: day_spread ist 0."})
	} else {
		all = append(all, origin.Text{EN: "Service is that of one week of the year, whose days differ by day_spread; the people needed are those of its mean week.",
			DE: "Der Service ist der einer Woche des Jahres, deren Tage sich um day_spread unterscheiden; der Bedarf ist der seiner mittleren Woche."})
	}
	return append(all, c.Known...)
}

// Leave are the tiers, counted from 0, of which it is told how many people leave.
func (c *Case) Leave() []int {
	var all []int
	for i, t := range c.Terms {
		if t.Attrition.Given() {
			all = append(all, i)
		}
	}
	return all
}
