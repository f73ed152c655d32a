package salary

import (
	"errors"
	"fmt"

	"tiermix/model/origin"
)

// WeeksPerYear is the mean length of a Gregorian year in weeks, 365.2425/7 = 52.1775: leap years are spread over all years, so that
// plans of different years compare.
const WeeksPerYear = 365.2425 / 7

// The units that absences and other shrinkage are given in.
const (
	HoursPerWeek = "h/week" // in every week that is worked
	HoursPerYear = "h/year"
	DaysPerWeek  = "days/week"
	DaysPerYear  = "days/year" // working days
)

// Bounds of a working week: twelve hours on each of seven days are more than any law allows.
const (
	mostHours = 84
	mostDays  = 7
)

// Hours is what becomes of the contract hours of one full-time employee. Every one of the named fields has to be given; what does
// not occur is a typed 0.
type Hours struct {
	Contract    origin.Value // HoursPerWeek, 1 .. 84
	DaysPerWeek origin.Value // DaysPerWeek, 1 .. 7: a day off is Contract/DaysPerWeek hours
	Vacation    origin.Value // DaysPerYear
	Holidays    origin.Value // DaysPerYear: public holidays of the state that fall on working days
	Sickness    origin.Value // DaysPerYear
	Training    origin.Value // DaysPerYear
	Meetings    origin.Value // HoursPerWeek
	Other       []Shrinkage  // taken after meetings, in their order
}

// Shrinkage is a further loss: in DaysPerYear, HoursPerYear, HoursPerWeek, or as an origin.Share of the hours then left.
type Shrinkage struct {
	Name   origin.Text
	Amount origin.Value
}

// Ladder is the way from contract hours to productive hours, in hours a year for one full-time employee.
type Ladder struct {
	Contract   float64
	Rungs      []Rung // Contract = Σ Rungs.Hours + Productive
	Productive float64
	Shrinkage  float64     // share of Contract that is not productive, 0 .. 1
	Weakest    origin.Kind // of all numbers that went in
}

// Rung is one loss.
type Rung struct {
	Key    string // "vacation", "holidays", "sickness", "training", "meetings"; "other" for the rest
	Name   origin.Text
	Hours  float64      // a year
	Share  float64      // of the contract hours
	Left   float64      // hours a year after this rung
	Amount origin.Value // what was given
}

// Ladder returns the productive hours of a full-time employee: contract hours a week × WeeksPerYear, less vacation, public
// holidays, sickness and training (days × hours of a day), less meetings (hours a week × the weeks that are left), less the
// other shrinkage, in that order.
//
// Errors, all at once: a value that is not given, has another unit, or is out of range; no hours left after a rung, with the
// name of it.
//
// Source: B. Cleveland, Call Center Management on Fast Forward, 4th ed. (2019), on shrinkage (the rostered staff factor).
func (h Hours) Ladder() (Ladder, error) {
	if err := h.check(); err != nil {
		return Ladder{}, err
	}
	week := h.Contract.Amount
	l := Ladder{Contract: week * WeeksPerYear}
	l.Productive = l.Contract
	values := []origin.Value{h.Contract, h.DaysPerWeek}
	for _, loss := range h.losses() {
		hours := loss.hours(week, h.DaysPerWeek.Amount, l.Productive)
		if hours >= l.Productive {
			return Ladder{}, fmt.Errorf("%s: takes %s of the %s hours a year that are left; nothing would remain to work on tickets",
				loss.Name.EN, plain(hours), plain(l.Productive))
		}
		l.Productive -= hours
		values = append(values, loss.Amount)
		l.Rungs = append(l.Rungs, Rung{
			Key: loss.key, Name: loss.Name, Hours: hours, Share: hours / l.Contract, Left: l.Productive, Amount: loss.Amount,
		})
	}
	l.Shrinkage = 1 - l.Productive/l.Contract
	l.Weakest = origin.Weakest(values...)
	return l, nil
}

type loss struct {
	Shrinkage
	key string
}

func (h Hours) losses() []loss {
	named := func(key, en, de string, v origin.Value) loss {
		return loss{Shrinkage{Name: origin.Text{EN: en, DE: de}, Amount: v}, key}
	}
	all := []loss{
		named("vacation", "vacation", "Urlaub", h.Vacation),
		named("holidays", "public holidays", "Feiertage", h.Holidays),
		named("sickness", "sickness", "Krankheit", h.Sickness),
		named("training", "training", "Schulung", h.Training),
		named("meetings", "meetings", "Besprechungen", h.Meetings),
	}
	for _, s := range h.Other {
		all = append(all, loss{s, "other"})
	}
	return all
}

// hours of a year that the loss takes from what is left.
func (s loss) hours(week, days, left float64) float64 {
	switch s.Amount.Unit {
	case DaysPerYear:
		return s.Amount.Amount * week / days
	case HoursPerWeek:
		return s.Amount.Amount * left / week
	case origin.Share:
		return s.Amount.Amount * left
	}
	return s.Amount.Amount
}

func (h Hours) check() error {
	faults := []error{
		checkUnit("contract hours", h.Contract, HoursPerWeek, 1, mostHours),
		checkUnit("working days", h.DaysPerWeek, DaysPerWeek, 1, mostDays),
	}
	for _, l := range h.losses() {
		faults = append(faults, l.check())
	}
	return errors.Join(faults...)
}

// check holds the named losses to their one unit and the others to any of the four.
func (s loss) check() error {
	name, v := s.Name.EN, s.Amount
	unit := DaysPerYear
	switch s.key {
	case "meetings":
		unit = HoursPerWeek
	case "other":
		if name == "" || s.Name.DE == "" {
			return errors.New("other shrinkage: needs a name in English and German")
		}
		unit = v.Unit
	}
	top, known := map[string]float64{DaysPerYear: 366, HoursPerYear: 366 * 24, HoursPerWeek: mostHours, origin.Share: 1}[unit]
	if !known && v.Given() {
		return fmt.Errorf("%s: unit %q must be one of %s, %s, %s, %s", name, unit, DaysPerYear, HoursPerYear, HoursPerWeek, origin.Share)
	}
	return checkUnit(name, v, unit, 0, top)
}
