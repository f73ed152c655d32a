package risk

import (
	"context"
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/hiring"
	"tiermix/model/plan"
	"tiermix/model/rate"
)

// Course is how a headcount plan spreads over the years that may come while its decisions stay, month by month.
type Course struct {
	Planned Outcome // as planned, without any luck
	Months  []MonthSpread
	Cost    Spread               // currency: all months together, what is missing priced as in the plan
	People  [hiring.Tiers]Spread // at the end of the last month
	Missing [hiring.Tiers]Spread // effective FTE, summed over the months
	Enough  rate.Share           // courses in which nobody is missing in any month
	Moves   []Move               // the widest first
}

// Outcome is how one course ends.
type Outcome struct {
	Cost    float64
	People  [hiring.Tiers]float64
	Missing [hiring.Tiers]float64
}

// outcomeOf sums a course up.
func outcomeOf(c hiring.Course) Outcome {
	out := Outcome{Cost: c.Total.Total()}
	for i := range out.People {
		out.People[i] = c.Months[len(c.Months)-1].Tiers[i].Headcount()
		out.Missing[i] = missing(c, i)
	}
	return out
}

// missing are the effective FTE that a tier lacks, summed over the months.
func missing(c hiring.Course, tier int) (sum float64) {
	for _, m := range c.Months {
		sum += m.Tiers[tier].Short()
	}
	return sum
}

// MonthSpread is one month.
type MonthSpread struct {
	Cost    Spread // currency, what is missing priced
	People  [hiring.Tiers]Spread
	Missing [hiring.Tiers]Spread // effective FTE
	Enough  rate.Share           // courses in which nobody is missing
}

// Follow draws the courses of a headcount plan whose decisions stay: demand by its outlook, with the same luck in all months, or within
// growth_spread where that tells no interval; leavers one by one; pay as Prepare has it. The need moves with the tickets as that of the
// plan does.
//
// Errors: those of the options and of Prepare; the end of the context.
func Follow(ctx context.Context, h plan.Headcount, o Options) (Course, error) {
	if err := o.Check(); err != nil {
		return Course{}, err
	}
	c, err := Prepare(Scenario{Plan: h.Plan}, o.Seed)
	if err != nil {
		return Course{}, err
	}
	f := follower{Case: c, plan: h}
	if err := f.lay(); err != nil {
		return Course{}, err
	}
	drawn, err := f.drawAll(ctx, o, everything)
	if err != nil {
		return Course{}, err
	}
	out := f.sum(drawn)
	out.Moves, err = f.moves(ctx, o)
	return out, err
}

// drawAll draws all courses with some of what is uncertain, each by whoever is free.
func (f *follower) drawAll(ctx context.Context, o Options, only chances) ([]hiring.Course, error) {
	out := make([]hiring.Course, o.Draws)
	return out, each(ctx, o, func(i int) (err error) {
		out[i] = f.draw(o.Seed, i, only)
		return nil
	})
}

// follower draws courses.
type follower struct {
	*Case
	plan   plan.Headcount
	growth []Split // of each month
	at     []float64
	people [hiring.Tiers][]float64 // that growths at take
}

// gridPoints is the number of growths at which the need is worked out; between them it is taken as straight.
const gridPoints = 13

// lay works out what growths from the least to the most likely take.
func (f *follower) lay() error {
	const ends = 0.001
	from, to := math.Inf(1), math.Inf(-1)
	usual := f.Case.plan.Input.Spreads.Growth.Amount
	for m := range f.plan.Question.Months {
		one := f.plan.Outlook.Months[m]
		law := Split{Median: one.Growth, Low: one.Low, High: one.High, Level: f.plan.Outlook.Level, Least: -1}
		if one.Low >= one.High {
			half := usual * (1 + one.Growth)
			law.Low, law.High, law.Level = one.Growth-half, one.Growth+half, spread
		}
		f.growth = append(f.growth, law)
		from, to = math.Min(from, law.Quantile(ends)), math.Max(to, law.Quantile(1-ends))
	}
	for k := range gridPoints {
		y := f.center()
		y.growth = from + (to-from)*float64(k)/(gridPoints-1)
		o, err := f.live(y)
		if err != nil {
			return err
		}
		f.at = append(f.at, y.growth)
		for i := range f.people {
			f.people[i] = append(f.people[i], o.fte[i])
		}
	}
	return nil
}

// takes is what a growth takes of a tier's people.
func (f *follower) takes(tier int, growth float64) float64 {
	k := min(max(1, sort.SearchFloat64s(f.at, growth)), len(f.at)-1)
	low, high := f.at[k-1], f.at[k]
	part := 0.0
	if high > low {
		part = (growth - low) / (high - low)
	}
	return math.Max(0, f.people[tier][k-1]+part*(f.people[tier][k]-f.people[tier][k-1]))
}

// draw is the course of one draw, with some of what is uncertain.
func (f *follower) draw(seed uint64, draw int, only chances) hiring.Course {
	q := f.plan.Question
	u := middle
	if only.growth {
		u = luck(seed, "growth", draw)
	}
	price := f.prices(seed, draw, only)
	for i := range q.Tiers {
		need, cost := append([]float64(nil), q.Need[i]...), append([]float64(nil), q.Tiers[i].Cost...)
		for m, law := range f.growth {
			if usual := f.takes(i, law.Median); usual > 0 {
				need[m] *= f.takes(i, law.Quantile(u)) / usual
			}
		}
		for m := range cost {
			cost[m] *= price[i]
		}
		q.Need[i], q.Tiers[i].Cost = need, cost
	}
	leave := hiring.Expected
	if only.leavers {
		leave = leavers(rand.New(stream(seed, "leavers of months", draw)))
	}
	return hiring.FollowDrawn(q, f.plan.Ways.Free.Decisions, leave)
}

// prices are the factors on what people cost, by tier.
func (f *follower) prices(seed uint64, draw int, only chances) [2]float64 {
	y := f.center()
	for _, in := range f.Inputs {
		if in.Category == "" && in.set != nil {
			in.set(y, in.Law.Quantile(luck(seed, in.Key, draw)))
		}
	}
	for i := range y.price {
		if !only.price[i] {
			y.price[i] = 1
		}
	}
	return y.price
}

// leavers draws who leaves of a number of people, the last of whom may be a part of one.
func leavers(luck *rand.Rand) hiring.Leavers {
	return func(people, chance float64) float64 {
		if chance <= 0 || people <= 0 {
			return 0
		}
		whole := math.Floor(people)
		left := 0.0
		if whole > 0 {
			left = distuv.Binomial{N: whole, P: math.Min(1, chance), Src: luck}.Rand()
		}
		if luck.Float64() < chance {
			left += people - whole
		}
		return left
	}
}

// sum sums up the courses.
func (f *follower) sum(drawn []hiring.Course) Course {
	of := func(figure func(hiring.Course) float64) Spread {
		all := make([]float64, len(drawn))
		for i, c := range drawn {
			all[i] = figure(c)
		}
		return spreadOf(all)
	}
	out := Course{Planned: outcomeOf(f.plan.Ways.Free.Course), Cost: of(func(c hiring.Course) float64 { return c.Total.Total() }), Enough: rate.Share{Total: len(drawn)}}
	for i := range out.People {
		out.People[i] = of(func(c hiring.Course) float64 { return c.Months[len(c.Months)-1].Tiers[i].Headcount() })
		out.Missing[i] = of(func(c hiring.Course) float64 { return missing(c, i) })
	}
	short := make([]bool, len(drawn))
	for m := range f.growth {
		one := MonthSpread{Cost: of(func(c hiring.Course) float64 { return c.Months[m].Cost.Total() }), Enough: rate.Share{Total: len(drawn)}}
		for i := range one.People {
			one.People[i] = of(func(c hiring.Course) float64 { return c.Months[m].Tiers[i].Headcount() })
			one.Missing[i] = of(func(c hiring.Course) float64 { return c.Months[m].Tiers[i].Short() })
		}
		for i, c := range drawn {
			if c.Months[m].Tiers[0].Short()+c.Months[m].Tiers[1].Short() > 0 {
				short[i] = true
			} else {
				one.Enough.Hits++
			}
		}
		out.Months = append(out.Months, one)
	}
	for _, s := range short {
		if !s {
			out.Enough.Hits++
		}
	}
	return out
}
