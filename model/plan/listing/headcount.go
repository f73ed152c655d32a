package listing

import (
	"fmt"
	"io"
	"slices"

	"tiermix/model/hiring"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// HeadcountTable writes headcount plans for people: each month by month, what it costs with a way to 2nd level closed, what is missing,
// and every assumption with its origin; and why the cost of the second and later ones differs from that of the first.
func HeadcountTable(w io.Writer, sides []plan.HeadcountSide) error {
	p := &printer{out: w}
	for _, s := range sides {
		if len(sides) > 1 {
			p.line("%s\n", clean(s.Scenario.Name))
		}
		if s.Headcount == nil {
			for _, why := range s.Why {
				p.line("%s cannot be planned: %s", clean(s.Scenario.Name), clean(why.EN))
			}
			p.line("")
			continue
		}
		p.headcount(*s.Headcount)
	}
	p.waterfalls(sides)
	return p.err
}

func (p *printer) headcount(h plan.Headcount) {
	course := h.Ways.Free.Course
	p.line("Headcount plan from %s to %s, money in %s", monthOf(h, 0), monthOf(h, len(course.Months)-1), h.Currency())
	p.line("Tickets: %s\n", clean(h.Outlook.Source.EN))
	for tier, name := range []string{"1ST LEVEL", "2ND LEVEL"} {
		p.stocks(h, tier, name)
	}
	p.monthly(h)
	p.line("  %s", proven(h.Ways.Free))
	p.line("  %s\n", metText(h))
	p.ways(h)
	for _, n := range h.Notes {
		p.line("  %s", n.EN)
	}
	p.line("")
	rows := []string{"WHAT WENT IN\tvalue\tmeaning"}
	for _, t := range h.Traces {
		rows = append(rows, cells(keyed(t.Key), figure(t.Value), t.About.EN))
	}
	p.table(rows...)
}

func monthOf(h plan.Headcount, m int) string { return h.First(m).Format("2006-01") }

// stocks is one level month by month.
func (p *printer) stocks(h plan.Headcount, tier int, name string) {
	head := name + "\ttickets\tneed\teffective FTE\tgap\trisk of a gap\tpeople\tin ramp\thires begin\tordered\tleave"
	rows := []string{head + "\t" + []string{"promoted away", "promoted"}[tier]}
	for m, month := range h.Ways.Free.Course.Months {
		s := month.Tiers[tier]
		rows = append(rows, cells(monthOf(h, m), change(h.Outlook.Months[m].Growth), number(s.Need, 2), number(s.Effective, 2), fmt.Sprintf("%+.2f", nonzero(s.Gap())), number(100*s.Risk(), 0)+" %",
			number(s.Headcount(), 2), number(s.InRamp, 2), number(s.Hired, 0), number(s.Ordered, 0), number(s.Left, 2), number(month.Promoted, 0)))
	}
	p.table(rows...)
}

func change(share float64) string { return fmt.Sprintf("%+.1f %%", 100*share) }

// nonzero writes no minus in front of a gap that rounds to none.
func nonzero(x float64) float64 {
	if x > -0.005 && x < 0 {
		return 0
	}
	return x
}

// monthly is the money of each month and in total.
func (p *printer) monthly(h plan.Headcount) {
	rows := []string{"COST\tall\tpay 1st\tpay 2nd\trises\thiring\tpromotions\tleaving\tmissing people"}
	row := func(name string, c hiring.Cost) string {
		return cells(name, money(c.Total()), money(c.Pay[0]), money(c.Pay[1]), money(c.Rises[0]+c.Rises[1]), money(c.Hiring[0]+c.Hiring[1]), money(c.Promotion),
			money(c.Leaving[0]+c.Leaving[1]), money(c.Missing[0]+c.Missing[1]))
	}
	for m, month := range h.Ways.Free.Course.Months {
		rows = append(rows, row(monthOf(h, m), month.Cost))
	}
	p.table(append(rows, row("total", h.Ways.Free.Course.Total))...)
}

// proven says how good a plan is.
func proven(best hiring.Plan) string {
	if best.Exact() {
		return "No cheaper plan exists for the months that were searched."
	}
	return fmt.Sprintf("A cheaper plan could be cheaper by at most %s %% over the months that were searched.", number(100*best.Gap(), 2))
}

// metText says from when on nobody is missing in the plan.
func metText(h plan.Headcount) string {
	course := h.Ways.Free.Course
	first := course.Met()
	missing := number(course.Gaps(0).Missing, 2) + " + " + number(course.Gaps(1).Missing, 2) + " FTE-months"
	switch {
	case first == 0:
		return "The need is met in every month."
	case first == len(course.Months):
		return "Up to the last month somebody is missing: " + missing + " at 1st + 2nd level, since that costs less than more people, or none can be had in time."
	}
	return "From " + monthOf(h, first) + " on the need is met; until then " + missing + " are missing at 1st + 2nd level."
}

// ways sets the plan beside those with a way to 2nd level closed.
func (p *printer) ways(h plan.Headcount) {
	w := h.Ways
	all := []hiring.Plan{w.Free, w.Promote, w.Outside}
	line := func(name string, of func(hiring.Plan) string) string {
		out := name
		for _, plan := range all {
			out += "\t" + of(plan)
		}
		return out
	}
	rows := []string{"2ND LEVEL BY\tboth ways\tpromotion and back-fill\thires from outside"}
	rows = append(rows, line("cost", func(p hiring.Plan) string { return money(p.Course.Total.Total()) }),
		line("hires 1st", func(p hiring.Plan) string { return number(p.Course.Hires(0), 0) }),
		line("hires 2nd", func(p hiring.Plan) string { return number(p.Course.Hires(1), 0) }),
		line("promotions", func(p hiring.Plan) string { return number(p.Course.Promotions(), 0) }))
	for tier, name := range []string{"1st", "2nd"} {
		rows = append(rows, line("FTE-months missing "+name, func(p hiring.Plan) string { return number(p.Course.Gaps(tier).Missing, 2) }),
			line("deepest gap "+name, func(p hiring.Plan) string { return number(p.Course.Gaps(tier).Deepest, 2) }),
			line("mean risk of a gap "+name, func(p hiring.Plan) string { return number(100*p.Course.Gaps(tier).Risk, 0) + " %" }))
	}
	rows = append(rows, line("could be cheaper by at most", func(p hiring.Plan) string { return number(100*p.Gap(), 2) + " %" }))
	for m := range w.Free.Course.Months {
		rows = append(rows, line(monthOf(h, m), func(p hiring.Plan) string { return money(p.Course.Months[m].Cost.Total()) }))
	}
	p.table(rows...)
}

// waterfalls says why later scenarios cost more or less than the first.
func (p *printer) waterfalls(sides []plan.HeadcountSide) {
	for _, s := range sides[min(1, len(sides)):] {
		w := s.Against(sides[0]).Whole()
		if !w.Known {
			continue
		}
		rows := []string{"WHY IT DIFFERS\t" + clean(s.Scenario.Name), cells(clean(sides[0].Scenario.Name), money(w.From))}
		for _, part := range w.Parts {
			if money(part.Amount) != "0" {
				rows = append(rows, cells(plan.PartName(part.Key).EN, signed(part.Amount)))
			}
		}
		p.table(append(rows, cells(clean(s.Scenario.Name), money(w.To)))...)
	}
}

// texts are sentences in English.
func texts(all []origin.Text) []string {
	out := slices.Grow([]string{}, len(all))
	for _, t := range all {
		out = append(out, t.EN)
	}
	return out
}
