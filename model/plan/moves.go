package plan

import (
	"fmt"
	"math"
	"time"

	"tiermix/model/origin"
)

// Moves are how people come, go and rise, and what that costs: what a headcount plan needs beside a plan.
type Moves struct {
	Tiers     [2]TierMoves
	Promotion PromotionMoves
	Rise      float64    // of all salaries a year, a share
	RiseMonth time.Month // in which it comes
	Growth    float64    // of tickets a year, a share
	Factor    float64    // price of a missing FTE-month in what a person costs in a month
	Traces    []Trace    // every number of these with its origin
}

// TierMoves are those of one tier.
type TierMoves struct {
	Lead, Ramp     int     // months
	Start          float64 // productivity of the first month, a share
	Mentor         float64 // share of a colleague's time
	First, Later   float64 // leavers a year over the mean number of people
	Hiring, Leaves float64 // money
	Shortage       Known   // money for a missing FTE-month
	Most           Known   // hires a month
}

// PromotionMoves are those of promotions from 1st to 2nd level.
type PromotionMoves struct {
	Share float64 // of the settled people of 1st level, within twelve months
	Ramp  int     // months
	Start float64 // productivity of the first month, a share
	Cost  float64 // money
	Raise Known   // a share; unknown: the salary of 2nd level
}

// settleMoves finds them. Their origins are not on the list of what went into a plan: only a headcount plan asks for them.
func (in *Input) settleMoves(b *book) {
	m := &in.Moves
	for i := range m.Tiers {
		name := func(key string) string { return fmt.Sprintf("tier%d.%s", i+1, key) }
		m.Tiers[i] = TierMoves{
			Lead: int(b.get(name("lead_months")).Amount), Ramp: int(b.get(name("ramp_months")).Amount), Start: b.get(name("ramp_start")).Amount,
			Mentor: b.get(name("mentor_share")).Amount, First: b.get(name("attrition_first_year")).Amount, Later: b.get(name("attrition_later")).Amount,
			Hiring: b.get(name("hiring_cost")).Amount, Leaves: b.get(name("leaving_cost")).Amount,
			Shortage: b.known(name("shortage_price")), Most: b.known(name("most_hires")),
		}
	}
	m.Promotion = PromotionMoves{
		Share: b.get("promotion.share").Amount, Ramp: int(b.get("promotion.ramp_months").Amount), Start: b.get("promotion.ramp_start").Amount,
		Cost: b.get("promotion.cost").Amount, Raise: b.known("promotion.raise"),
	}
	m.Rise, m.RiseMonth = b.get("yearly_rise").Amount, time.Month(b.get("rise_month").Amount)
	m.Factor, m.Growth = b.get("shortage_factor").Amount, b.get("yearly_growth").Amount
	m.Traces = b.used
}

func (b *book) known(key string) Known {
	v, ok := b.may(key)
	return Known{v.Amount, ok}
}

// monthlyLeave is the chance of leaving in a month that makes a yearly attrition, which is leavers over the mean number of people: of a
// team whose leavers are replaced at once, a twelfth leaves each month. More than all cannot leave.
func monthlyLeave(yearly float64) float64 { return min(1, yearly/12) }

// leave is the chance of leaving after each month of tenure, as model/hiring takes it.
func (t TierMoves) leave() []float64 {
	all := make([]float64, 13)
	for k := range 12 {
		all[k] = monthlyLeave(t.First)
	}
	all[12] = monthlyLeave(t.Later)
	return all
}

// evenRamp rises evenly from a first productivity to 1 after some months.
func evenRamp(months int, start float64) []float64 {
	all := make([]float64, months)
	for k := range all {
		all[k] = start + (1-start)*float64(k)/float64(months)
	}
	return all
}

// Steady is the outlook of tickets that grow by the same share every year, counted from the middle of the measured period. The growth
// that a plan has anyway stays in it.
func (in Input) Steady(yearly float64, kind origin.Kind, months int) Outlook {
	o := Outlook{Level: 1, Source: origin.Faultf(origin.Text{EN: "%+.1f %% tickets a year, without a forecast", DE: "%+.1f %% Tickets im Jahr, ohne Prognose"}, 100*yearly).Said}
	from, to := in.Demand.From, in.Demand.To
	middle := from.Add(to.Sub(from) / 2)
	for m := range months {
		first := time.Date(to.Year(), to.Month()+1+time.Month(m), 1, 0, 0, 0, 0, to.Location())
		years := first.AddDate(0, 0, 15).Sub(middle).Hours() / (365.25 * 24)
		growth := (1+in.Growth)*math.Pow(1+yearly, years) - 1
		o.Months = append(o.Months, Month{First: first, Growth: growth, Low: growth, High: growth, Kind: kind})
	}
	return o
}
