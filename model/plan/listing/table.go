// Package listing writes plans as text: tables for people, JSON and CSV for programs.
package listing

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/tradeoff"
)

// Table writes a plan for people: what to do, with whom, at which cost, what a simulation says, and every number that went
// in with its origin.
func Table(w io.Writer, r plan.Result) error {
	p := &printer{out: w, result: r}
	p.head()
	p.people()
	p.reached()
	p.policy()
	p.money()
	p.simulation()
	p.notes()
	p.traces()
	return p.err
}

// printer writes and keeps the first error.
type printer struct {
	out    io.Writer
	result plan.Result
	err    error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		if _, p.err = fmt.Fprintf(p.out, format+"\n", args...); p.err != nil {
			p.err = fmt.Errorf("write plan: %w", p.err)
		}
	}
}

// table writes rows whose cells are separated by tabs; the first is the line of headings.
func (p *printer) table(rows ...string) {
	if p.err != nil {
		return
	}
	t := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, "  "+row)
	}
	if err := t.Flush(); err != nil {
		p.err = fmt.Errorf("write plan: %w", err)
	}
	p.line("")
}

func cells(values ...any) string {
	text := make([]string, len(values))
	for i, v := range values {
		text[i] = fmt.Sprint(v)
	}
	return strings.Join(text, "\t")
}

func (p *printer) head() {
	d := p.result.Input.Demand
	p.line("Plan from %s to %s (%s measured), money in %s a year unless said", d.From.Format(time.DateOnly), d.To.Format(time.DateOnly), span(d.Weeks), p.result.Input.Currency)
	if d.LeftOut > 0 {
		p.line("%d tickets of the period are left out: a team that held them has no tier, or no team held them", d.LeftOut)
	}
	p.line("")
}

func (p *printer) people() {
	r := p.result
	rows := []string{"PEOPLE\ttoday\tneeded today\tbest mix\tpeak week\tcost needed today\tcost best mix\twhat makes the need"}
	for i, name := range []string{"1st level", "2nd level"} {
		today := "not known"
		if k := r.Input.People[i]; k.OK {
			today = number(k.Amount, 1)
		}
		a, b := r.Today.Tiers[i], r.Best.Tiers[i]
		rows = append(rows, cells(name, today, fmt.Sprintf("%d (%.2f)", a.Heads, a.Gross), fmt.Sprintf("%d (%.2f)", b.Heads, b.Gross), peak(r.Input.Demand, b), money(a.PerYear), money(b.PerYear), b.Binds))
	}
	rows = append(rows, cells("both", "", "", "", "", money(r.Today.PerYear), money(r.Best.PerYear), ""))
	p.table(rows...)
	p.line("  In brackets full-time people with shrinkage, before rounding up. Needed today: 1st level tries every category.")
	if r.People.Known {
		p.line("  The people of today cost %s a year.%s", money(r.People.PerYear), stand(r))
	}
	p.line("")
}

// peak is what the week with most tickets would take, where the records have a whole week.
func peak(d plan.Demand, t plan.Team) string {
	if !d.HasPeak() {
		return "not known"
	}
	return strconv.Itoa(t.PeakHeads)
}

// stand says where today's people are among all mixes of the busiest hours.
func stand(r plan.Result) string {
	t := r.Frontier.Today
	there := fmt.Sprintf(" On average %.1f + %.1f of them are on duty at once;", r.OnDuty[0].Amount, r.OnDuty[1].Amount)
	if t.Overload != "" {
		need := r.Today.Option.Loads[len(r.Today.Option.Loads)-1]
		return fmt.Sprintf("%s %d + %d cannot carry the busiest hours, in which today's way needs %d + %d: %s.", there, t.Agents1, t.Agents2, need.First.Agents, need.Second.Agents,
			longDecimals.ReplaceAllString(t.Overload, "$1"))
	}
	return fmt.Sprintf("%s %d + %d answer %s in time in the busiest hours.", there, t.Agents1, t.Agents2, percent(t.Service))
}

// longDecimals are what a formula leaves behind the second decimal.
var longDecimals = regexp.MustCompile(`(\d\.\d\d)\d+`)

// reached says what today's people reach, and what the planned ones do.
func (p *printer) reached() {
	rows := []string{"SERVICE\tlive work in time\twork that can wait in time\toccupancy\tmissing hours a week"}
	if r := p.result.People; r.Known {
		for _, t := range r.Reached.Tiers {
			rows = append(rows, reachRow("today's people, "+t.Name, t))
		}
	}
	for _, t := range p.result.Best.Typical.Tiers {
		rows = append(rows, reachRow("best mix, "+t.Name, t.Reach))
	}
	p.table(rows...)
}

func (p *printer) policy() {
	rows := []string{"CATEGORY\ttickets a year\t1st level solves\t95 % interval\ttry pays above\tto do\tsaved by trying\tsure"}
	for _, d := range p.result.Search.Policy {
		s := d.Category.Solve
		sure := "yes"
		switch {
		case plan.NeverTried(d.Category.Solve):
			sure = "no, 1st level never held one"
		case d.Few:
			sure = "no, only " + counted(s.N, "ticket")
		case !d.Certain:
			sure = "no, within the interval"
		}
		rows = append(rows, cells(named(d.Category.Key), number(d.TicketsPerYear, 0), percent(s.Amount), percent(s.Low)+" to "+percent(s.High),
			threshold(d.Threshold), d.Action, money(d.SavingPerYear), sure))
	}
	p.table(rows...)
	p.line("  Saved by trying: at the cost of a productive minute, without the time between tickets that `tiermix salary` prices too.")
	p.contrary()
	p.line("")
	p.trainings()
}

// contrary names the categories that do otherwise than the rule says, for each reason once.
func (p *printer) contrary() {
	direct := p.result.Best.Policy.Direct
	for _, c := range []struct {
		tried bool
		why   string
	}{
		{true, "Tried although a try by itself loses money, for whole people are better used so"},
		{false, "Passed at once although a try by itself pays, for in whole people that is cheaper"},
	} {
		var names []string
		for _, d := range p.result.Search.Policy {
			if d.TicketsPerYear > 0 && d.Tried == c.tried && d.ByRule != c.tried && !direct {
				names = append(names, named(d.Category.Key))
			}
		}
		if len(names) > 0 {
			p.line("  %s: %s.", c.why, strings.Join(names, ", "))
		}
	}
}

// trainings list what a training of a category costs and saves.
func (p *printer) trainings() {
	rows := []string{"TRAINING\tgains\tcosts once\tsaves a year\tpaid back after\tworth it"}
	for _, d := range p.result.Search.Policy {
		t := d.Category.Training
		if t == (tradeoff.Training{}) {
			continue
		}
		after, worth := "never", "no"
		if d.Training.PaybackMonths > 0 {
			after = number(d.Training.PaybackMonths, 1) + " months"
		}
		if d.Training.PaysBack {
			worth = fmt.Sprintf("yes, within %d months", t.HorizonMonths)
		}
		rows = append(rows, cells(named(d.Category.Key), number(100*t.Points, 1)+" points", money(t.Cost), money(d.Training.SavingPerYear), after, worth))
	}
	if len(rows) > 1 {
		p.table(rows...)
	}
}

func (p *printer) money() {
	r := p.result
	b, best := r.BreakEven, r.Search.Options[r.Search.Best]
	p.line("Best mix: %s.", policyText(best))
	p.line("It costs %s a year, %s.", money(r.Best.PerYear), lessOrMore(r.Today.PerYear-r.Best.PerYear))
	switch {
	case b.WholeFound && b.WholeFCR == 0:
		p.line("1st level pays at any share solved (today %s).", percent(b.FCR))
	case b.WholeFound:
		p.line("1st level stops to pay below a share of %s solved (today %s).", percent(b.WholeFCR), percent(b.FCR))
	default:
		p.line("In whole people a 1st level does not pay at any share solved (today %s).", percent(b.FCR))
	}
	if b.SalaryFound {
		p.line("An hour of 2nd level costs %.2f times one of 1st level; 1st level pays above %.2f times.", b.SalaryRatioToday, b.SalaryRatio)
	} else {
		p.line("An hour of 2nd level costs %.2f times one of 1st level; 1st level saves no hour of 2nd level, so that it pays at no ratio.", b.SalaryRatioToday)
	}
	p.line("One point more solved at 1st level saves %s a year (parts of people counted).", money(b.PointPerYear))
	if len(r.Tornado.Swings) > 0 {
		p.line("What matters most, with parts of people counted (now %s a year): %s.", money(r.Tornado.FractionalPerYear), swings(r.Tornado.Swings))
	}
	p.line("")
}

const mostSwings = 3

func swings(all []tradeoff.Swing) string {
	var text []string
	for _, s := range all[:min(mostSwings, len(all))] {
		name := string(s.Field)
		if s.Category != "" {
			name += " of " + named(s.Category)
		}
		text = append(text, fmt.Sprintf("%s (%s to %s a year)", name, money(min(s.LowFraction, s.HighFraction)), money(max(s.LowFraction, s.HighFraction))))
	}
	return strings.Join(text, ", ")
}

func (p *printer) simulation() {
	c := p.result.Check
	if c == nil {
		return
	}
	p.line("Simulation of the best mix, %d weeks, seed %d:", c.Weeks, c.Seed)
	p.promises(c.Promises, true)
	p.enough()
	for _, t := range c.Tiers {
		p.line("  %s: occupancy %s to %s, backlog at the end of the week %.1f tickets", t.Name, percent(t.Staff.Occupancy.Low), percent(t.Staff.Occupancy.High), t.Backlog.End.Value)
	}
	for _, n := range c.Notes {
		p.line("  %s", n)
	}
	p.line("")
}

func (p *printer) notes() {
	for _, n := range notesOf(p.result) {
		p.line("Note: %s", n)
	}
	p.line("")
}

// notesOf are all sentences that a reader of the plan has to know, on its shifts too.
func notesOf(r plan.Result) []string {
	all := []string{}
	for _, n := range r.Notes() {
		all = append(all, n.EN)
	}
	for _, t := range r.Best.Typical.Tiers {
		for _, n := range t.Notes {
			all = append(all, t.Name+": "+n)
		}
		if !t.Cover.Exact() {
			all = append(all, t.Name+": "+t.Cover.Statement())
		}
	}
	return all
}

func (p *printer) traces() {
	rows := []string{"WHAT WENT IN\tvalue\tmeaning"}
	for _, t := range p.result.Input.Traces {
		rows = append(rows, cells(keyed(t.Key), figure(t.Value), t.About.EN))
	}
	for _, w := range p.result.Input.Words {
		rows = append(rows, cells(keyed(w.Key), clean(w.Text.EN)+" ("+string(w.Kind)+")", w.About.EN))
	}
	p.table(rows...)
}

func figure(v origin.Value) string { return clean(v.String()) }
