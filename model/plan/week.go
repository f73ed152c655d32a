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
