package plan

import (
	"time"

	"tiermix/model/staffing"
)

// A typical week is laid out on one without a change of the clock: a week in June of the year in which the records end.
func (in Input) monday() time.Time {
	zone := in.Demand.Calendar.Zone
	day := time.Date(in.Demand.To.Year(), time.June, 1, 0, 0, 0, 0, zone)
	for day.Weekday() != time.Monday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

func (in Input) horizon() []staffing.Interval {
	monday := in.monday()
	var all []staffing.Interval
	for day := range 7 {
		for slot := range Slots {
			start := time.Date(monday.Year(), monday.Month(), monday.Day()+day, 0, 30*slot, 0, 0, monday.Location())
			all = append(all, staffing.Interval{Start: start.UTC(), Length: 30 * time.Minute})
		}
	}
	return all
}

// tier is the frame of a tier: opening hours, shifts and terms of its people.
func (in Input) tier(i int) staffing.Tier {
	cost := in.Costs.Tiers[i]
	return staffing.Tier{
		Name: []string{"1st level", "2nd level"}[i], Open: in.opening(),
		MaxOccupancy: []float64{in.Desk.First.Promise.MaxOccupancy, in.Desk.Second.Promise.MaxOccupancy}[i],
		Patterns:     in.patterns(), Hourly: cost.Loaded.PerYear / cost.Ladder.Contract,
		ContractHours: in.Hours.Contract.Amount, DaysPerWeek: int(in.Hours.DaysPerWeek.Amount), Shrinkage: cost.Ladder.Shrinkage,
	}
}

func (in Input) opening() []bool {
	var all []bool
	for _, day := range in.open() {
		all = append(all, day[:]...)
	}
	return all
}

// patterns are the shifts that a plan is made of: a full day with a break of half an hour, and half a day. Both start at any
// half hour at which they end before the desk closes, or at opening when the desk is open for less.
func (in Input) patterns() []staffing.Pattern {
	daily := in.Hours.Contract.Amount / in.Hours.DaysPerWeek.Amount
	whole := rounded(time.Duration(daily * float64(time.Hour)))
	half := rounded(whole / 2)
	pause := staffing.Break{Length: 30 * time.Minute, Earliest: 3 * time.Hour, Latest: 5 * time.Hour, Step: 30 * time.Minute}
	full := staffing.Pattern{Name: "full day", Length: whole + pause.Length, Paid: whole, Starts: in.starts(whole + pause.Length), Breaks: []staffing.Break{pause}}
	if whole < 6*time.Hour { // too short for a break in the middle
		full.Length, full.Breaks = whole, nil
	}
	return []staffing.Pattern{full, {Name: "half day", Length: half, Paid: half, Starts: in.starts(half)}}
}

// rounded is a length in whole half hours, half an hour at least.
func rounded(d time.Duration) time.Duration { return max(30*time.Minute, d.Round(30*time.Minute)) }

func (in Input) starts(length time.Duration) []time.Duration {
	opens, closes := 24*time.Hour, time.Duration(0)
	for _, spans := range in.Demand.Calendar.Week {
		for _, s := range spans {
			opens, closes = min(opens, s.Opens.Truncate(30*time.Minute)), max(closes, s.Closes)
		}
	}
	starts := []time.Duration{opens}
	last := closes - length
	if closes == 24*time.Hour && opens == 0 {
		last = 24*time.Hour - 30*time.Minute // open round the clock: shifts may run over midnight
	}
	for at := opens + 30*time.Minute; at <= last; at += 30 * time.Minute {
		starts = append(starts, at)
	}
	return starts
}

func (w Week) times(factor float64) Week {
	for day := range w {
		for slot := range w[day] {
			w[day][slot] *= factor
		}
	}
	return w
}

func (w Week) plus(v Week) Week {
	for day := range w {
		for slot := range w[day] {
			w[day][slot] += v[day][slot]
		}
	}
	return w
}

func (w Week) list() []float64 {
	all := make([]float64, 0, 7*Slots)
	for _, day := range w {
		all = append(all, day[:]...)
	}
	return all
}
