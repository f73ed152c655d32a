package plan

import (
	"errors"
	"fmt"
	"strings"

	"tiermix/model/origin"
)

// MostCompared is how many scenarios stand side by side at most.
const MostCompared = 4

// Comparison is several scenarios side by side. Every row has one cell for each of them, in their order.
type Comparison struct {
	Columns   []Column
	Figures   []Row      // without those that no scenario has
	Policy    []Row      // what to do with each category, most tickets first
	Differing []Settings // typed assumptions that are not the same in all of them
}

// Column is a scenario with its plan.
type Column struct {
	Scenario Scenario
	Result   *Result // without its frontier; nil: it cannot be planned
	Fault    string  // why not; several sentences stand on lines of their own
	Split    Split   // of its yearly cost against the first scenario's
}

// Currency of the plan, "" without one.
func (c Column) Currency() string {
	if c.Result == nil {
		return ""
	}
	return c.Result.Input.Currency
}

// Build settles every number of the scenario's plan, as Build does for assumptions.
//
// Errors: those of Build, and what in it this program does not know.
func (s Scenario) Build(d Demand) (Input, error) {
	in, err := Build(d, s.Assumptions)
	return in, errors.Join(append(s.unknown(), err)...)
}

// Plan plans the scenario against a demand. One that cannot be planned says why.
func (s Scenario) Plan(d Demand) Column {
	c := Column{Scenario: s}
	in, err := s.Build(d)
	if err == nil {
		var r Result
		if r, err = in.Weigh(); err == nil {
			r.Frontier.Points, r.Frontier.Pareto = nil, nil // up to a hundred thousand, and no part of a comparison
			c.Result = &r
		}
	}
	if err != nil {
		c.Fault = err.Error()
	}
	return c
}

// Compare plans scenarios against the same demand and puts them side by side; the first is the one that the others are
// compared with. One that cannot be planned stands there with its sentence.
//
// Errors: none or more than MostCompared, or two of one name.
func Compare(d Demand, all []Scenario) (Comparison, error) {
	if err := checkCompared(all); err != nil {
		return Comparison{}, err
	}
	columns := make([]Column, len(all))
	for i, s := range all {
		columns[i] = s.Plan(d)
	}
	return Beside(d, columns)
}

// Beside is Compare with the plans already made, for callers who keep them.
func Beside(d Demand, columns []Column) (Comparison, error) {
	var all []Scenario
	for _, c := range columns {
		all = append(all, c.Scenario)
	}
	if err := checkCompared(all); err != nil {
		return Comparison{}, err
	}
	out := Comparison{Columns: append([]Column{}, columns...)}
	for i := range out.Columns[1:] {
		out.Columns[i+1].Split = splitOf(columns[0], columns[i+1])
	}
	out.Figures, out.Policy, out.Differing = figures(columns), policies(columns), differing(d, columns)
	return out, nil
}

func checkCompared(all []Scenario) error {
	if n := len(all); n < 1 || n > MostCompared {
		return fmt.Errorf("%d scenarios are named; 1 to %d can be compared", n, MostCompared)
	}
	_, err := Pick(all, names(all))
	return err
}

func names(all []Scenario) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.Name)
	}
	return out
}

// Split is the difference in yearly cost to another scenario, in parts that add up to it.
type Split struct {
	Known    bool
	Why      string // not known: why; "" for the first scenario, which is compared with none
	From, To float64
	Parts    []Part // in the order of PartKeys; the sum is To - From, but for rounding in the 12th digit of the largest
}

// Part is one reason for a difference.
type Part struct {
	Key    PartKey
	Amount float64 // currency a year
}

// PartKey names a reason.
type PartKey string

// The parts of a difference in cost.
const (
	People1 PartKey = "people1" // more or fewer people at 1st level
	Price1  PartKey = "price1"  // what one of them costs
	People2 PartKey = "people2"
	Price2  PartKey = "price2"
	Failed  PartKey = "failed" // failed tries, their number and their price
)

// PartKeys are all parts, in the order in which people read them.
func PartKeys() []PartKey { return []PartKey{People1, Price1, People2, Price2, Failed} }

// splitOf splits the difference of two plans' yearly cost C = h1 p1 + h2 p2 + m, with h whole people, p what one costs a year, and m what
// failed tries cost. Of each product,
//
//	h' p' - h p = (h' - h) (p + p')/2 + (p' - p) (h + h')/2
//
// so that people and price each count at the mean of the other, whichever scenario comes first, and nothing is left over.
//
// Source: T. L. Bennet, The theory of measurement of changes in cost of living, Journal of the Royal Statistical Society 83
// (1920), 455-462.
func splitOf(from, to Column) Split {
	switch {
	case from.Result == nil || to.Result == nil:
		return Split{Why: "one of the two cannot be planned"}
	case from.Currency() != to.Currency():
		return Split{Why: fmt.Sprintf("one is in %s and the other in %s; amounts are not converted", from.Currency(), to.Currency())}
	}
	s := Split{Known: true, From: from.Result.Best.PerYear, To: to.Result.Best.PerYear}
	keys := PartKeys()
	for tier := range from.Result.Best.Tiers {
		people, price := bennet(from.heads(tier), from.price(tier), to.heads(tier), to.price(tier))
		s.Parts = append(s.Parts, Part{keys[2*tier], people}, Part{keys[2*tier+1], price})
	}
	s.Parts = append(s.Parts, Part{Failed, to.failed() - from.failed()})
	return s
}

func bennet(h0, p0, h1, p1 float64) (people, price float64) {
	return (h1 - h0) * (p0 + p1) / 2, (p1 - p0) * (h0 + h1) / 2
}

func (c Column) heads(tier int) float64 { return float64(c.Result.Best.Tiers[tier].Heads) }

// price is what one person of a tier costs a year.
func (c Column) price(tier int) float64 { return c.Result.Input.Costs.Tiers[tier].Loaded.PerYear }

func (c Column) failed() float64 {
	return c.Result.Best.Option.FailedTriesPerYear * c.Result.Input.Desk.FailedTry.Amount
}

// Whole rounds both ends and every part to whole units of the currency, so that what is printed adds up too.
func (s Split) Whole() Split {
	amounts := make([]float64, len(s.Parts))
	for i, p := range s.Parts {
		amounts[i] = p.Amount
	}
	out := s
	out.From, amounts, out.To = origin.AddUp(s.From, amounts, s.To, 1)
	out.Parts = make([]Part, len(s.Parts))
	for i, p := range s.Parts {
		out.Parts[i] = Part{p.Key, amounts[i]}
	}
	return out
}

// Sentences are the lines of a fault.
func (c Column) Sentences() []string {
	if c.Fault == "" {
		return nil
	}
	return strings.Split(c.Fault, "\n")
}
