package listing

import (
	"fmt"
	"io"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// CostsTable writes what people and tickets cost, for people to read: how every salary is made and where it lies in its band, on-cost line
// by line, hours, and what tickets cost by their way. Every number has its origin beside it.
func CostsTable(w io.Writer, in plan.Input, c plan.TicketCosts) error {
	p := &printer{out: w}
	for _, t := range in.Costs.Tiers {
		p.line("Tier %d, one full-time person, %s a year", t.Tier, in.Currency)
		p.person(t)
		p.ladder(t)
	}
	p.bands(in)
	p.paths(c)
	p.escalations(c)
	for _, n := range in.Notes {
		p.line("Note: %s", n.EN)
	}
	return p.err
}

// person is what one costs a year, line by line.
func (p *printer) person(t salary.TierCost) {
	rows := append([]string{"COST\tamount\tfrom"}, salaryRows(t)...)
	for _, l := range t.OnCost.Lines {
		note := ""
		if l.Open() {
			note = fmt.Sprintf("; type on_cost.%s", l.Key)
		}
		rows = append(rows, cells(clean(l.Name.EN), number(l.Amount, 2), fmt.Sprintf("%s %% of %s (%s)%s", number(100*l.Rate.Amount, 2), number(l.Base, 2), said(l.Rate), note)))
	}
	for _, o := range t.Overheads {
		rows = append(rows, cells(clean(o.Name), number(o.Annual.Amount, 2), figure(o.Annual)))
	}
	rows = append(rows, cells("in all", number(t.Loaded.PerYear, 2), fmt.Sprintf("on-cost %s of the salary, %s %s: %s", percent(t.OnCost.Rate), t.OnCost.Country, t.OnCost.Year, clean(t.OnCost.Source))))
	p.table(rows...)
}

// salaryRows are how the salary is made: one line where it is a real one.
func salaryRows(t salary.TierCost) []string {
	o := t.Offer
	if !raised(t) {
		return []string{cells("salary", number(o.Salary, 2), figure(t.Pay.Benchmark))}
	}
	rows := []string{
		cells("benchmark", number(o.Benchmark, 2), figure(t.Pay.Benchmark)),
		cells("+ region", number(o.Region, 2), figure(t.Pay.Region)),
	}
	if t.Pay.Step > 0 {
		rows = append(rows, cells("+ experience", number(o.Experience, 2), fmt.Sprintf("%d x 40 %% of the way to %s", t.Pay.Step, figure(t.Pay.Next))))
	}
	for _, c := range t.Pay.Certificates {
		rows = append(rows, cells("+ "+c.Name, number(c.Annual.Amount, 2), figure(c.Annual)))
	}
	return append(rows, cells("= salary", number(o.Salary, 2), string(o.Weakest)))
}

// raised says that something was added to the benchmark.
func raised(t salary.TierCost) bool {
	return t.Pay.Step > 0 || len(t.Pay.Certificates) > 0 || t.Pay.Region.Amount != 1
}

func (p *printer) ladder(t salary.TierCost) {
	rows := []string{"HOURS\ta year\tfrom", cells("contract", number(t.Ladder.Contract, 1), "52.18 weeks a year")}
	for _, r := range t.Ladder.Rungs {
		rows = append(rows, cells("- "+clean(r.Name.EN), number(r.Hours, 1), figure(r.Amount)))
	}
	rows = append(rows, cells("productive", number(t.Ladder.Productive, 1), "shrinkage "+percent(t.Ladder.Shrinkage)),
		cells("cost of a productive hour", number(t.Loaded.PerProductiveHour, 2), "in all over productive hours"),
		cells("cost of a minute on tickets", number(t.Loaded.PerOccupiedMinute, 3), "occupancy "+figure(t.Occupancy)))
	p.table(rows...)
}

// bands shows where the pay of each tier lies in its ranges.
func (p *printer) bands(in plan.Input) {
	if len(in.Bands) == 0 {
		p.line("Bands of pay: none are typed, and there are no examples in %s; type them as [[band]] in the assumptions.\n", in.Currency)
		return
	}
	rows := []string{"BAND\tgrade\tmin\tmid\tmax\tpay\tcompa-ratio\tin the range\tfrom"}
	for _, b := range in.Places() {
		rows = append(rows, cells(fmt.Sprintf("tier %d", b.Band.Tier), clean(b.Band.Grade), money(b.Band.Min), money(b.Band.Mid), money(b.Band.Max), money(b.Pay),
			number(b.Place.Compa, 2), percent(b.Place.Penetration), said(b.Band.Benchmark())))
	}
	p.table(rows...)
	p.line("  Compa-ratio: pay over the middle of the band. In the range: 0 %% at its minimum, 100 %% at its maximum.\n")
}

// paths shows what tickets cost on their way through the tiers.
func (p *printer) paths(c plan.TicketCosts) {
	rows := []string{"TICKET, mean over all categories\tshare\tminutes 1st\tminutes 2nd\tcost in " + c.Currency + "\tadds up to it\tfrom"}
	for _, path := range c.Paths {
		share := percent(path.Share)
		if path.Path == plan.PathAtOnce {
			share = "another way of working"
		}
		rows = append(rows, cells(path.Path, share, number(path.Minutes[0], 1), number(path.Minutes[1], 1), number(path.Cost.Total, 2), legs(path.Cost), path.Kind))
	}
	rows = append(rows, cells("any ticket, 1st level tries all", "", "", "", price(c.Ticket), "returns included", c.Kind),
		cells("an escalation, on top of a solution at 1st level", "", "", "", price(c.Escalation), "each against its own category", c.Kind),
		cells("a visit at 1st level", "", "", "", price(c.Visit[0]), "", c.Kind), cells("a visit at 2nd level", "", "", "", price(c.Visit[1]), "", c.Kind))
	p.table(rows...)
	p.line("  Minutes of work on a ticket times the cost of a minute on tickets; every tier that held it is paid. From: the weakest of what went in;")
	p.line("  `tiermix plan` prints every share and time with its origin.")
	shown := 0.0
	for _, path := range c.Paths {
		if path.Path != plan.PathAtOnce {
			shown += path.Share
		}
	}
	if rest := 1 - shown; len(c.Paths) > 0 && rest > 0.0005 {
		p.line("  %s of the tickets go round more than once; they are in \"any ticket\".", percent(rest))
	}
	if c.FailedTry > 0 {
		p.line("  Each failed try has %s %s beside all time in it.", number(c.FailedTry, 2), c.Currency)
	}
	p.line("")
}

func legs(path salary.Path) string {
	text := ""
	for i, l := range path.Legs {
		if i > 0 {
			text += " + "
		}
		text += fmt.Sprintf("tier %d: %s", l.Tier, number(l.Cost, 2))
	}
	return text
}

func price(v plan.Price) string {
	if !v.Known {
		return "no such ticket"
	}
	return number(v.Amount, 2)
}

// escalations shows the same by category.
func (p *printer) escalations(c plan.TicketCosts) {
	rows := []string{"CATEGORY\ttickets a year\tsolved at 1st\ttried and passed\tpassed at once\tan escalation\tany ticket\tfrom"}
	for _, k := range c.Categories {
		rows = append(rows, cells(named(k.Category), number(k.PerYear, 0), number(k.Paths[0].Cost.Total, 2), number(k.Paths[1].Cost.Total, 2), number(k.Paths[2].Cost.Total, 2),
			number(k.Escalation, 2), number(k.Ticket, 2), k.Kind))
	}
	p.table(rows...)
}

// said is where a number comes from, without the number.
func said(v origin.Value) string {
	text := string(v.Kind)
	if v.Source != "" {
		text += ": " + v.Source
	}
	if v.Year != 0 {
		text += fmt.Sprintf(", %d", v.Year)
	}
	return clean(text)
}
