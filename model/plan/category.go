package plan

import (
	"fmt"
	"math"
	"strconv"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// Unnamed is the key of tickets without a category.
const Unnamed = "(no category)"

// categories settles the numbers of every category.
func (in *Input) categories(b *book) []tradeoff.Category {
	times, err := in.handling(b)
	if err != nil {
		b.faults = append(b.faults, err)
		return nil
	}
	minutes := times.told
	b.measured = times.over(b.measured, in.Demand)
	perHour := (1 + in.Growth) / in.Demand.weeks() / in.openHours()
	var all []tradeoff.Category
	for _, c := range byTickets(in.Demand.Categories) {
		if c.Tickets > 0 {
			all = append(all, in.category(b, c, perHour, minutes))
		}
	}
	in.Handling = times.said(b.typed)
	in.shortenLooks(all)
	return all
}

func (in *Input) category(b *book, c Category, perHour float64, minutes map[effort.Key]effort.Handling) tradeoff.Category {
	s := settler{book: b, category: c, year: in.Demand.To.Year(), minutes: minutes}
	out := tradeoff.Category{
		Key: named(c.Key), Volume: s.volume(perHour), Solve: s.solve(), Diagnosis: tradeoff.Exactly(b.get("tier1.diagnosis_minutes")),
		Solved: s.handling("solved_minutes", "tier1.solved_minutes", 1, effort.Solved),
		Failed: s.handling("passed_minutes", "tier1.passed_minutes", 1, effort.Passed),
		Second: s.handling("second_minutes", "tier2.minutes", 2, effort.Any),
		Return: s.returned(), Training: s.training(),
	}
	return out
}

func named(key string) string {
	if key == "" {
		return Unnamed
	}
	return key
}

// shortenLooks takes the first look out of the times that have it in them. A look that is longer than one of them cannot be: there the
// shorter time is the look, so that no ticket takes longer than was measured or typed, and a note says so.
func (in *Input) shortenLooks(all []tradeoff.Category) {
	look, example, shorter := 0.0, tradeoff.Category{}, 0
	for i := range all {
		c := &all[i]
		if least := math.Min(c.Solved.Amount, c.Failed.Amount); least < c.Diagnosis.Amount {
			v := c.Diagnosis.Value
			look, v.Amount = v.Amount, least
			c.Diagnosis = tradeoff.Exactly(v)
			if shorter++; shorter == 1 {
				example = *c
			}
		}
		c.Solved, c.Failed = less(c.Solved, c.Diagnosis.Amount), less(c.Failed, c.Diagnosis.Amount)
	}
	if shorter > 0 {
		in.noteLooks(look, example, shorter, len(all))
	}
}

func (in *Input) noteLooks(look float64, example tradeoff.Category, shorter, all int) {
	long, short := origin.Number(look), origin.Number(example.Diagnosis.Amount)
	in.Notes = append(in.Notes, origin.Text{
		EN: fmt.Sprintf("The first look of %s min (tier1.diagnosis_minutes) is longer than the work on a ticket that it is a part of in %d of %d categories, such as %s (%s min): there the plan takes the shorter time as the look.",
			long.EN, shorter, all, clipped(example.Key), short.EN),
		DE: fmt.Sprintf("Der erste Blick von %s min (tier1.diagnosis_minutes) ist in %d von %d Kategorien länger als die Arbeit am Ticket, deren Teil er ist, etwa in %s (%s min): dort nimmt der Plan die kürzere Zeit als ersten Blick.",
			long.DE, shorter, all, clipped(example.Key), short.DE),
	})
}

// less takes the first look off a time that has it in it.
func less(e tradeoff.Estimate, look float64) tradeoff.Estimate {
	for _, v := range []*float64{&e.Amount, &e.Low, &e.High} {
		*v = math.Max(0, *v-look)
	}
	return e
}

// settler finds the numbers of one category.
type settler struct {
	*book
	category Category
	year     int
	minutes  map[effort.Key]effort.Handling
}

func (s settler) key(field string) string { return CategoryKey(s.category.Key, field) }

// typedValue is what the user typed for the category.
func (s settler) typedValue(field, unit string) (tradeoff.Estimate, bool) {
	v, ok := s.typed[s.key(field)]
	if !ok {
		return tradeoff.Estimate{}, false
	}
	v.Unit = unit
	return s.keep(field, tradeoff.Exactly(v)), true
}

func (s settler) keep(field string, e tradeoff.Estimate) tradeoff.Estimate {
	about := origin.Text{EN: "new tickets per open hour", DE: "neue Tickets je Öffnungsstunde"}
	if f, err := FieldOf(s.key(field)); err == nil {
		about = f.About
	}
	s.note(s.key(field), e.Value, about)
	return e
}

// volume is counted; its interval is that of a Poisson count.
func (s settler) volume(perHour float64) tradeoff.Estimate {
	const z = 1.959963984540054 // of a 95 % interval
	n := float64(s.category.Tickets)
	v := origin.Measure(n*perHour, tradeoff.TicketsPerHour, strconv.Itoa(s.category.Tickets)+" tickets", s.year)
	e := tradeoff.Between(v, math.Max(0, n-z*math.Sqrt(n))*perHour, (n+z*math.Sqrt(n))*perHour)
	e.N = s.category.Tickets
	return s.keep("volume", e)
}

// solve is the share that 1st level solves when it tries: every ticket that it held counts as tried. Where it held none, the prior alone
// stands as a named default.
func (s settler) solve() tradeoff.Estimate {
	if e, ok := s.typedValue("solve", origin.Share); ok {
		return e
	}
	share, err := effort.SolveShareOf(s.category.Solved, s.category.Tried)
	if err != nil {
		s.faults = append(s.faults, fmt.Errorf("%s: %w", s.key("solve"), err))
		return tradeoff.Estimate{}
	}
	if s.category.Tried == 0 {
		e := tradeoff.Between(origin.Assume(share.Mean, origin.Share, neverTried, jeffreysYear), share.Low, share.High)
		return s.keep("solve", e)
	}
	return s.keep("solve", tradeoff.SolveFrom(share, fmt.Sprintf("%d of %d tickets that 1st level held", s.category.Solved, s.category.Tried), s.year))
}

// neverTried is the source of a solve share that no ticket tells, and jeffreysYear when its prior was published: H. Jeffreys, An
// invariant form for the prior probability in estimation problems, Proc. R. Soc. A 186 (1946).
const (
	neverTried   = "Jeffreys' prior: 1st level never held such a ticket"
	jeffreysYear = 1946
)

// NeverTried says that a solve share is no measurement: 1st level never held a ticket of the category that it solved or passed on.
func NeverTried(solve tradeoff.Estimate) bool {
	return solve.Kind == origin.Default && solve.Source == neverTried
}

// handling is a time of work: typed for the category, typed for all, measured for the category, or that of all.
func (s settler) handling(field, whole string, tier int, outcome effort.Outcome) tradeoff.Estimate {
	if e, ok := s.typedValue(field, salary.Minutes); ok {
		return e
	}
	_, typed := s.typed[whole]
	if h, ok := s.minutes[effort.Key{Tier: tier, Category: s.category.Key, Outcome: outcome}]; ok && !typed {
		return s.keep(field, measuredMinutes(h, s.year))
	}
	v := s.get(whole)
	v.Unit = salary.Minutes
	v.Source = sourceAs(whole, v.Source)
	return s.keep(field, tradeoff.Exactly(v))
}

func measuredMinutes(h effort.Handling, year int) tradeoff.Estimate {
	e := tradeoff.Exactly(origin.Measure(h.Mean, salary.Minutes, handlingSource(h), year))
	if h.Interval {
		e.Low, e.High = math.Max(0, math.Min(h.Low, h.Mean)), math.Max(h.High, h.Mean)
	}
	e.N = h.N
	return e
}

// fewest is the number of tickets at 2nd level from which a category has a return share of its own.
const fewest = effort.Few

func (s settler) returned() tradeoff.Estimate {
	if e, ok := s.typedValue("return_share", origin.Share); ok {
		return e
	}
	if _, typed := s.typed["return_share"]; s.category.Second >= fewest && !typed {
		v := origin.Measure(share(s.category.Returned, s.category.Second), origin.Share,
			fmt.Sprintf("%d of %d tickets at 2nd level", s.category.Returned, s.category.Second), s.year)
		return s.keep("return_share", tradeoff.Exactly(capped(v)))
	}
	v, ok := s.may("return_share")
	if !ok {
		v = origin.Measure(0, origin.Share, "no ticket was at 2nd level", s.year)
	}
	v.Source = sourceAs("return_share", v.Source)
	return s.keep("return_share", tradeoff.Exactly(capped(v)))
}

// sourceAs is the source of a category's number that is the one of all categories.
func sourceAs(whole, source string) string {
	if source == "" {
		return "as " + whole
	}
	return "as " + whole + ": " + source
}

// capped keeps a measured share of returns below the bound of the model.
func capped(v origin.Value) origin.Value {
	v.Amount = math.Min(v.Amount, 0.9)
	return v
}

func share(part, whole int) float64 { return float64(part) / float64(whole) }

func (s settler) training() tradeoff.Training {
	pick := func(own, whole string) float64 {
		if v, ok := s.typed[s.key(own)]; ok {
			s.note(s.key(own), v, origin.Text{})
			return v.Amount
		}
		return s.get(whole).Amount
	}
	points, cost := pick("training_points", "training.points"), pick("training_cost", "training.cost")
	months, rate := s.get("training.months").Amount, s.get("discount_rate").Amount
	if points == 0 || cost == 0 {
		return tradeoff.Training{}
	}
	return tradeoff.Training{Points: points, Cost: cost, HorizonMonths: int(math.Round(months)), YearlyRate: rate}
}
