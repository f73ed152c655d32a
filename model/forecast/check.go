package forecast

import (
	"errors"
	"math"
	"slices"
	"time"

	"tiermix/model/origin"
)

// Bounds of what is taken for a forecast and not for a slip of the keyboard.
const (
	mostYears  = 5     // ahead
	mostSteps  = 36600 // of history: a hundred years of days
	mostTicket = 1e9   // in one step
	fewestDays = 14    // of a daily history: each weekday twice
)

// mostHorizon is the number of steps in the years that may be looked ahead.
func (s Step) mostHorizon() int { return map[Step]int{Day: 366, Week: 53, Month: 12}[s] * mostYears }

func (o Options) check(s Step) error {
	var faults []error
	if most := s.mostHorizon(); o.Horizon < 1 || o.Horizon > most {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "horizon: %d steps ahead; it must lie within 1 and %d (%d years)",
			DE: "Horizont: %d Schritte voraus; er muss zwischen 1 und %d liegen (%d Jahre)",
		}, o.Horizon, most, mostYears))
	}
	for _, l := range o.Levels {
		if !(l > 0 && l < 1) {
			faults = append(faults, origin.Faultf(origin.Text{
				EN: "level: %v; the coverage of an interval lies between 0 and 1, such as 0.8",
				DE: "Niveau: %v; Intervalle überdecken einen Anteil zwischen 0 und 1, etwa 0,8",
			}, l))
		}
	}
	for _, m := range o.Methods {
		if _, ok := methodTexts[m]; !ok {
			faults = append(faults, origin.Faultf(origin.Text{EN: "method %q is unknown", DE: "Verfahren %q ist unbekannt"}, string(m)))
		}
	}
	if o.Origins < 0 {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "origins: %d; give 0 for the default or a number above it", DE: "Ursprünge: %d; 0 für die Vorgabe oder eine größere Zahl",
		}, o.Origins))
	}
	return errors.Join(faults...)
}

func (s Series) check() error {
	if s.Step.Season() == 0 {
		return origin.Faultf(origin.Text{EN: "step %q is unknown; it is day, week or month", DE: "Schritt %q ist unbekannt; er ist day, week oder month"}, string(s.Step))
	}
	var faults []error
	if s.First.IsZero() {
		faults = append(faults, origin.Faultf(origin.Text{EN: "the series has no first day", DE: "die Reihe hat keinen ersten Tag"}))
	}
	if s.Season < 0 {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "season: %d steps; give 0 for the usual one, 1 for none", DE: "Saison: %d Schritte; 0 für die übliche, 1 für keine",
		}, s.Season))
	}
	if len(s.Values) > mostSteps {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "the series has %d steps, at most %d are taken", DE: "die Reihe hat %d Schritte, höchstens %d werden genommen",
		}, len(s.Values), mostSteps))
	}
	for _, i := range s.Missing {
		if i < 0 || i >= len(s.Values) {
			faults = append(faults, origin.Faultf(origin.Text{
				EN: "missing step %d lies outside of the series of %d", DE: "fehlender Schritt %d liegt außerhalb der Reihe von %d",
			}, i, len(s.Values)))
		}
	}
	return errors.Join(append(faults, s.checkValues())...)
}

// checkValues names every value that is no count by its day.
func (s Series) checkValues() error {
	var faults []error
	for i, v := range s.Values {
		if slices.Contains(s.Missing, i) || v >= 0 && v <= mostTicket {
			continue
		}
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "%s: %v is not a count of tickets; give a number from 0 to %d, or list the step as missing",
			DE: "%s: %v ist keine Anzahl von Tickets; eine Zahl von 0 bis %d angeben oder den Schritt als fehlend nennen",
		}, s.Step.at(s.First, i), v, int(mostTicket)))
	}
	return errors.Join(faults...)
}

// at is the beginning of the step with an index, by the calendar and not by hours: days with a clock change are days too.
func (s Step) at(first time.Time, i int) time.Time {
	switch s {
	case Week:
		return first.AddDate(0, 0, 7*i)
	case Month:
		return first.AddDate(0, i, 0)
	}
	return first.AddDate(0, 0, i)
}

// finite says whether a number can be computed with.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
