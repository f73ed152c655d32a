package risk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tiermix/model/origin"
)

// Move is how a headcount plan spreads when one thing alone is uncertain and all others come as planned.
type Move struct {
	Key    string // growth, leavers, tier1.cost_per_hour
	About  origin.Text
	Origin origin.Value // where the spread comes from
	Cost   Spread       // currency: all months together
	FTE    Spread       // effective FTE missing, both levels, summed over the months
}

// chances says what is uncertain; the rest is as planned, leavers at their expected number.
type chances struct {
	growth, leavers bool
	price           [2]bool
}

var everything = chances{growth: true, leavers: true, price: [2]bool{true, true}}

// moves draws with one thing at a time, with the luck of the courses.
func (f *follower) moves(ctx context.Context, o Options) ([]Move, error) {
	var all []Move
	for _, one := range f.movers() {
		drawn, err := f.drawAll(ctx, o, one.chances)
		if err != nil {
			return nil, err
		}
		m := one.Move
		cost, lack := make([]float64, len(drawn)), make([]float64, len(drawn))
		for i, c := range drawn {
			cost[i], lack[i] = c.Total.Total(), missing(c, 0)+missing(c, 1)
		}
		m.Cost, m.FTE = spreadOf(cost), spreadOf(lack)
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b Move) int { return cmp.Compare(b.width(), a.width()) })
	return all, nil
}

func (m Move) width() float64 { return m.Cost.P90.Value - m.Cost.P10.Value }

// mover is a move that is still to be drawn.
type mover struct {
	Move
	chances
}

func (f *follower) movers() []mover {
	all := []mover{
		{Move{Key: "growth", About: origin.Text{EN: "tickets against the outlook", DE: "Tickets gegen den Ausblick"}, Origin: f.growthOrigin()}, chances{growth: true}},
		{Move{Key: "leavers", About: origin.Text{EN: "who leaves", DE: "wer geht"}, Origin: f.leaversOrigin()}, chances{leavers: true}},
	}
	for i := range f.plan.Question.Tiers {
		key := fmt.Sprintf("tier%d.cost_per_hour", i+1)
		for _, in := range f.Inputs {
			if in.Key == key {
				one := chances{}
				one.price[i] = true
				all = append(all, mover{Move{Key: key, About: in.About, Origin: in.Spread}, one})
			}
		}
	}
	return all
}

// growthOrigin is where the spread of the tickets comes from: the outlook's interval, or growth_spread where it has none.
func (f *follower) growthOrigin() origin.Value {
	first := f.plan.Outlook.Months[0]
	if first.Low < first.High {
		return origin.Value{Kind: first.Kind, Source: f.plan.Outlook.Source.EN, Year: first.First.Year()}
	}
	return f.Case.plan.Input.Spreads.Growth
}

// leaversOrigin is where the chance of leaving comes from: the weakest of what both tiers' is.
func (f *follower) leaversOrigin() origin.Value {
	var rates []origin.Value
	for _, t := range f.plan.Traces {
		if attritionKeys[t.Key] {
			rates = append(rates, t.Value)
		}
	}
	kind := origin.Weakest(rates...)
	i := slices.IndexFunc(rates, func(v origin.Value) bool { return v.Kind == kind })
	if i < 0 {
		return origin.Value{}
	}
	return rates[i]
}

var attritionKeys = map[string]bool{
	"tier1.attrition_first_year": true, "tier1.attrition_later": true, "tier2.attrition_first_year": true, "tier2.attrition_later": true,
}
