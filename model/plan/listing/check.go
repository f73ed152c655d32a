package listing

import (
	"encoding/json"
	"fmt"
	"io"

	"tiermix/model/plan"
	"tiermix/model/simulate"
)

// CheckTable writes a simulation for people, every figure with its 95 % interval.
func CheckTable(w io.Writer, c plan.Check) error {
	p := &printer{out: w}
	p.line("%d simulated weeks, seed %d", c.Weeks, c.Seed)
	p.promises(c.Promises, true)
	rows := []string{"TIER\ttickets offered\toccupancy\tmean wait, min\tpassed on\tsent back\tin line at the end"}
	for _, t := range c.Tiers {
		rows = append(rows, cells(t.Name, between(t.All.Offered, 1, 0), shares(t.Staff.Occupancy), between(t.All.WaitSeconds, 60, 1), between(t.All.Escalated, 1, 0),
			between(t.All.Returned, 1, 0), between(t.Backlog.End, 1, 1)))
	}
	p.table(rows...)
	p.line("a ticket takes %s hours from arrival to its last resolution", between(c.Tickets.SojournSeconds, 3600, 1))
	for _, n := range c.Notes {
		p.line("Note: %s", n)
	}
	return p.err
}

// promises are what formula and simulation say, side by side; compared says that both are about the same weeks.
func (p *printer) promises(all []plan.Kept, compared bool) {
	rows := []string{"PROMISE\tpromised\tthe formula says\tsimulated, 95 % interval\tpromise"}
	for _, k := range all {
		said := string(k.Verdict())
		if compared && k.Live && !k.Agrees() {
			said += "; the formula lies outside the interval"
		}
		rows = append(rows, cells(fmt.Sprintf("tier %d, %s in time", k.Tier, map[bool]string{true: "live work answered", false: "work that can wait done"}[k.Live]),
			percent(k.Promised), percent(k.Formula), shares(k.Simulated), said))
	}
	p.table(rows...)
	p.line("  For work that can wait the formula knows no chance and is what can be reached at most.\n")
}

// enough says whom it takes to be certain of every promise.
func (p *printer) enough() {
	r := p.result
	switch e := r.Enough; {
	case r.Check.Certain():
	case e == nil:
		p.line("  No staff was found with whom every promise is kept for certain.\n")
	default:
		one, two := e.Side.Tiers[0], e.Side.Tiers[1]
		p.line("  With %d + %d people (%.2f + %.2f full-time), %s a year, every promise is kept for certain in the simulation.\n", one.Heads, two.Heads, one.Gross, two.Gross, money(e.Side.PerYear))
	}
}

// workOf names the work of a promise for programs.
func workOf(k plan.Kept) string {
	if k.Live {
		return "live"
	}
	return "deferred"
}

func between(e simulate.Estimate, unit float64, decimals int) string {
	if !e.Defined {
		return "-"
	}
	return number(e.Low/unit, decimals) + " to " + number(e.High/unit, decimals)
}

func shares(e simulate.Estimate) string {
	if !e.Defined {
		return "-"
	}
	return percent(e.Low) + " to " + percent(e.High)
}

type jsonEstimate struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

func estimate(e simulate.Estimate) jsonEstimate {
	if !e.Defined {
		return jsonEstimate{}
	}
	return jsonEstimate{&e.Value, &e.Low, &e.High}
}

type jsonSimulation struct {
	*jsonCheck
	SojournSeconds jsonEstimate         `json:"sojourn_seconds"`
	Tiers          []jsonSimulationTier `json:"tiers"`
}

type jsonSimulationTier struct {
	Name        string       `json:"name"`
	Offered     jsonEstimate `json:"offered"`
	Served      jsonEstimate `json:"served"`
	Abandoned   jsonEstimate `json:"abandoned"`
	Escalated   jsonEstimate `json:"escalated"`
	Returned    jsonEstimate `json:"returned"`
	WaitSeconds jsonEstimate `json:"mean_wait_seconds"`
	Occupancy   jsonEstimate `json:"occupancy"`
	Backlog     jsonEstimate `json:"backlog_end"`
}

// CheckJSON writes a simulation for programs; what has nothing to divide by is null.
func CheckJSON(w io.Writer, c plan.Check) error {
	out := jsonSimulation{jsonCheck: check(&c), SojournSeconds: estimate(c.Tickets.SojournSeconds)}
	for _, t := range c.Tiers {
		out.Tiers = append(out.Tiers, jsonSimulationTier{t.Name, estimate(t.All.Offered), estimate(t.All.Served), estimate(t.All.Abandoned), estimate(t.All.Escalated),
			estimate(t.All.Returned), estimate(t.All.WaitSeconds), estimate(t.Staff.Occupancy), estimate(t.Backlog.End)})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write simulation: %w", err)
	}
	return nil
}
