package listing

import (
	"fmt"
	"io"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/rate"
	"tiermix/model/risk"
)

// mostMoved is the number of swings of a risk that a table shows.
const mostMoved = 12

// RiskTable writes what may come, for people: quantiles, promises, what moves them, where every uncertain number comes from, and what is
// left out.
func RiskTable(w io.Writer, r risk.Result) error {
	p := &printer{out: w}
	for i, s := range r.Scenarios {
		if i > 0 {
			p.line("")
		}
		p.risk(s, r.Options)
	}
	if len(r.Against) > 0 {
		p.line("")
		p.differences(r)
	}
	return p.err
}

func (p *printer) risk(s risk.Summary, o risk.Options) {
	name := "the plan"
	if s.Name != "" {
		name = clean(s.Name)
	}
	p.line("Risk of %s: %s years drawn, seed %d, money in %s a year", name, number(float64(o.Draws), 0), o.Seed, s.Currency)
	p.line("P10, P50 and P90: 10, 50 and 90 years of 100 lie below; in brackets the 95 %% interval that so many draws leave.\n")
	p.spreads(s)
	p.keeping(s)
	p.swings(s)
	p.steps(s)
	p.uncertain(s)
	for _, n := range s.Unmodelled() {
		p.line("Note: %s", clean(n.EN))
	}
}

func (p *printer) spreads(s risk.Summary) {
	rows := []string{"FIGURE\tas planned\tP10\tP50\tP90\tmean"}
	row := func(name string, planned float64, x risk.Spread, decimals int) {
		rows = append(rows, cells(name, number(planned, decimals), quantile(x.P10, 1, decimals), quantile(x.P50, 1, decimals), quantile(x.P90, 1, decimals),
			number(x.Mean, decimals)+" ± "+number(x.Error, decimals)))
	}
	row("cost of the people that the year takes", s.Plan.Needed, s.Needed, 0)
	row("cost of the planned people", s.Plan.Paid, s.Paid, 0)
	for i, x := range s.FTE {
		row(fmt.Sprintf("full-time people that the year takes, tier %d", i+1), s.Plan.FTE[i], x, 2)
	}
	rows = append(rows, cells("in time of all work, by the planned people", percent(s.Plan.Service), shareQuantile(s.Service.P10), shareQuantile(s.Service.P50),
		shareQuantile(s.Service.P90), percent(s.Service.Mean)+" ± "+number(100*s.Service.Error, 1)))
	p.table(rows...)
	p.line("  Planned are %d + %d people.\n", s.Plan.Heads[0], s.Plan.Heads[1])
}

func quantile(q risk.Quantile, unit float64, decimals int) string {
	return fmt.Sprintf("%s [%s, %s]", number(unit*q.Value, decimals), number(unit*q.Low, decimals), number(unit*q.High, decimals))
}

func shareQuantile(q risk.Quantile) string {
	const hundred = 100
	return fmt.Sprintf("%s [%s, %s]", percent(q.Value), number(hundred*q.Low, 1), number(hundred*q.High, 1))
}

func (p *printer) keeping(s risk.Summary) {
	rows := []string{"PROMISE, BY THE PLANNED PEOPLE\tpromised\tas planned\tP10\tP50\tP90\tkept in years\t95 % interval"}
	for i, k := range s.Kept {
		rows = append(rows, cells(promiseText(k.Promise), percent(k.Promised), percent(s.Plan.Kept[i]), percent(k.Share.P10.Value), percent(k.Share.P50.Value),
			percent(k.Share.P90.Value), percent(k.Years.Value()), wilson(k.Years)))
	}
	rows = append(rows, cells("all of them", "", "", "", "", "", percent(s.All.Value()), wilson(s.All)))
	p.table(rows...)
}

func promiseText(k risk.Promise) string {
	if k.Live {
		return fmt.Sprintf("tier %d, live work answered in %s s", k.Tier, number(k.Seconds, 0))
	}
	return fmt.Sprintf("tier %d, work that can wait done in %s h", k.Tier, number(k.Hours, 1))
}

func wilson(s rate.Share) string {
	low, high := s.Interval(rate.Level)
	return percent(low) + " to " + percent(high)
}

func (p *printer) swings(s risk.Summary) {
	rows := []string{"WHAT MOVES IT, P10 TO P90\tinput\tcost in fractions of people\tswing\tin time\tswing"}
	for i, w := range s.Tornado {
		if i == mostMoved {
			break
		}
		rows = append(rows, cells(keyed(w.Input.Key), inputEnds(w.Input, w.Low, w.High), money(w.Needed[0])+" to "+money(w.Needed[1]), money(w.Cost()),
			percent(w.Service[0])+" to "+percent(w.Service[1]), number(100*w.Lost(), 2)+" points"))
	}
	if len(s.Tornado) == 0 {
		p.line("  Nothing is uncertain: every input is taken as it is.\n")
		return
	}
	p.table(rows...)
	p.line("  Each input by itself, all others at their medians; the cost is that of the people that the year takes before rounding up, while P10 to P90 above count whole people.")
	if more := len(s.Tornado) - mostMoved; more > 0 {
		p.line("  %s with smaller swings of cost are in --format json.", counted(more, "input"))
	}
	p.line("")
}

// inputEnds are the 10th and the 90th percentile of an input, in its unit.
func inputEnds(in risk.Input, low, high float64) string {
	if in.Center.Unit == origin.Share {
		return percent(low) + " to " + percent(high)
	}
	return number(low, 1) + " to " + number(high, 1)
}

func (p *printer) steps(s risk.Summary) {
	rows := []string{"DRAWS\tcost of people needed, P10\tP50\tP90\tall promises kept in"}
	for _, step := range s.Steps {
		rows = append(rows, cells(number(float64(step.Draws), 0), money(step.Needed[0]), money(step.Needed[1]), money(step.Needed[2]), percent(step.AllPromises)))
	}
	p.table(rows...)
}

func (p *printer) uncertain(s risk.Summary) {
	rows := []string{"UNCERTAIN INPUT\tplanned\tP10 to P90\tthe spread is"}
	for _, in := range s.Inputs {
		rows = append(rows, cells(keyed(in.Key), planned(in), inputEnds(in, in.Law.Quantile(0.1), in.Law.Quantile(0.9)), spreadFrom(in)))
	}
	if s.Day.Amount > 0 {
		rows = append(rows, cells("day_spread", "100 %", "± "+percent(s.Day.Amount), kindFrom(s.Day)))
	}
	if len(rows) > 1 {
		p.table(rows...)
	}
}

func planned(in risk.Input) string {
	if in.Center.Unit == origin.Share {
		return percent(in.Center.Amount)
	}
	return number(in.Center.Amount, 1)
}

func spreadFrom(in risk.Input) string { return kindFrom(in.Spread) }

// kindFrom is where a spread comes from.
func kindFrom(v origin.Value) string {
	said := string(v.Kind)
	if v.Source != "" {
		said += ": " + clean(v.Source)
	}
	if v.Year != 0 && !strings.HasSuffix(said, fmt.Sprint(v.Year)) {
		said += fmt.Sprintf(", %d", v.Year)
	}
	return said
}

func (p *printer) differences(r risk.Result) {
	first := clean(r.Scenarios[0].Name)
	p.line("Against %s, year by year with the same luck:", first)
	rows := []string{"SCENARIO\tfigure\tP10\tP50\tP90\tmean\tin years"}
	for i, d := range r.Against {
		name := clean(r.Scenarios[i+1].Name)
		money := func(what string, x risk.Spread, in string) {
			rows = append(rows, cells(name, what, quantile(x.P10, 1, 0), quantile(x.P50, 1, 0), quantile(x.P90, 1, 0), number(x.Mean, 0)+" ± "+number(x.Error, 0), in))
		}
		money("cost of the people that the year takes", d.Needed, "cheaper in "+percent(d.Cheaper.Value())+" ("+wilson(d.Cheaper)+")")
		money("cost of the planned people", d.Paid, "")
		rows = append(rows, cells(name, "points in time of all work", quantile(d.Service.P10, 100, 1), quantile(d.Service.P50, 100, 1), quantile(d.Service.P90, 100, 1),
			number(100*d.Service.Mean, 1)+" ± "+number(100*d.Service.Error, 1), "more in "+percent(d.Better.Value())+" ("+wilson(d.Better)+")"))
	}
	p.table(rows...)
}
