package risk

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/tradeoff"
)

// work is one of the handling times that every category has.
type work struct {
	field, whole string // key of the category's number and of that for all
	tier         int
	outcome      effort.Outcome
	about        origin.Text
	at           func(*tradeoff.Category) *tradeoff.Estimate
}

var works = []work{
	{"solved_minutes", "tier1.solved_minutes", 1, effort.Solved, origin.Text{EN: "work on a ticket that 1st level solves", DE: "Arbeit an einem Ticket, das das 1st Level löst"},
		func(c *tradeoff.Category) *tradeoff.Estimate { return &c.Solved }},
	{"passed_minutes", "tier1.passed_minutes", 1, effort.Passed, origin.Text{EN: "work on a ticket that 1st level passes on", DE: "Arbeit an einem Ticket, das das 1st Level weitergibt"},
		func(c *tradeoff.Category) *tradeoff.Estimate { return &c.Failed }},
	{"second_minutes", "tier2.minutes", 2, effort.Any, origin.Text{EN: "work on a ticket at 2nd level", DE: "Arbeit an einem Ticket im 2nd Level"},
		func(c *tradeoff.Category) *tradeoff.Estimate { return &c.Second }},
}

// handling names the handling times. One that a category has for itself moves by itself; what several have from one number moves in all of
// them at once.
func (b *builder) handling() {
	for _, w := range works {
		var shared []int
		for i := range b.plan.Input.Desk.Categories {
			if (w.tier == 2 || b.tries(i)) && !b.own(w, i) {
				shared = append(shared, i)
			}
		}
		if len(shared) > 0 {
			b.shared(w, shared)
		}
	}
}

// tries says whether 1st level tries a category under the plan's policy: else nobody does its work there, and nothing follows from how long it
// would take and how often it would succeed.
func (b *builder) tries(category int) bool {
	policy := b.plan.Best.Policy
	return !policy.Direct && policy.Tried[category]
}

// own adds the time of one category from what is recorded or told for it; false where it has none of its own.
func (b *builder) own(w work, i int) bool {
	in := b.plan.Input
	c := in.Desk.Categories[i]
	e := w.at(&c)
	law, from, ok := b.told(w, c, *e)
	if !ok {
		return false
	}
	b.add(Input{Key: plan.CategoryKey(c.Key, w.field), Category: c.Key, About: w.about, Law: law, Spread: from,
		Center: origin.Value{Amount: 1, Unit: origin.Share, Kind: e.Kind, Source: e.Source, Year: e.Year}, set: w.times([]int{i})})
	return true
}

// told is the law of the factor on a time that a category has for itself: the bootstrap of recorded effort, the interval of paid hours,
// or what was typed for it with the spread of what nobody measures.
func (b *builder) told(w work, c tradeoff.Category, e tradeoff.Estimate) (Law, origin.Value, bool) {
	in := b.plan.Input
	key := plan.CategoryKey(c.Key, w.field)
	name := c.Key
	if name == plan.Unnamed {
		name = ""
	}
	recorded := in.RecordedEffort(effort.Key{Tier: w.tier, Category: name, Outcome: w.outcome}, false)
	whole := e.Amount + b.look(w, c)
	switch {
	case e.Kind == origin.Typed && e.Source == "":
		return b.assumed(), in.Spreads.Handling, true
	case e.Kind == origin.Measured && e.N > 0 && e.N == len(recorded):
		return scaled{Bootstrap(recorded, b.lucky(key)), stat.Mean(recorded, nil)}, origin.Value{Kind: e.Kind, Source: e.Source, Year: e.Year}, true
	case e.Kind == origin.Measured && e.Low < e.High && whole > 0:
		return Split{Median: 1, Low: 1 - (e.Amount-e.Low)/whole, High: 1 + (e.High-e.Amount)/whole, Level: rate.Level}, origin.Value{Kind: e.Kind, Source: e.Source, Year: e.Year}, true
	}
	return nil, origin.Value{}, false
}

// shared adds the time that categories have from one number.
func (b *builder) shared(w work, categories []int) {
	in := b.plan.Input
	c := in.Desk.Categories[categories[0]]
	e := w.at(&c)
	input := Input{Key: w.whole, About: w.about, Spread: in.Spreads.Handling, Law: b.assumed(), set: w.times(categories),
		Center: origin.Value{Amount: 1, Unit: origin.Share, Kind: e.Kind, Source: e.Source, Year: e.Year}}
	recorded := in.RecordedEffort(effort.Key{Tier: w.tier, Outcome: w.outcome}, true)
	if e.Kind == origin.Measured && len(recorded) > 1 {
		input.Law = scaled{Bootstrap(recorded, b.lucky(w.whole)), stat.Mean(recorded, nil)}
		input.Spread = origin.Value{Kind: e.Kind, Source: e.Source, Year: e.Year}
	}
	b.add(input)
}

// assumed is the factor on a time that nobody has measured.
func (b *builder) assumed() Law {
	s := b.plan.Input.Spreads.Handling.Amount
	return Split{Median: 1, Low: 1 - s, High: 1 + s, Level: spread}
}

// look is the first look that is part of a time at 1st level and stays as it is.
func (b *builder) look(w work, c tradeoff.Category) float64 {
	if w.tier == 1 {
		return c.Diagnosis.Amount
	}
	return 0
}

// times moves the times of some categories by a factor on all of their work, the first look included, which itself stays.
func (w work) times(categories []int) func(*year, float64) {
	return func(y *year, factor float64) {
		for _, i := range categories {
			c := &y.categories[i]
			look := 0.0
			if w.tier == 1 {
				look = c.Diagnosis.Amount
			}
			e := w.at(c)
			setAmount(e, math.Max(0, e.Amount*factor+look*(factor-1)))
		}
	}
}

// scaled is a law over a number that it is told in.
type scaled struct {
	law  Law
	unit float64
}

// Quantile is that of the law in the unit.
func (s scaled) Quantile(u float64) float64 { return s.law.Quantile(u) / s.unit }
