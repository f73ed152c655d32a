package workload

import (
	"strconv"
	"time"

	"tiermix/model/forecast"
	"tiermix/model/origin"
)

// Horizon is how far a forecast looks: so many days, weeks, months or years.
type Horizon struct {
	N    int
	Unit byte // 'd', 'w', 'm' or 'y'
}

// mostOf is five years in each unit, the most that can be forecast.
var mostOf = map[byte]int{'d': 1826, 'w': 260, 'm': 60, 'y': 5}

// ParseHorizon reads 12m, 26w, 90d or 1y. The error says what a horizon looks like.
func ParseHorizon(text string) (Horizon, error) {
	if len(text) < 2 {
		return Horizon{}, noHorizon(text)
	}
	h := Horizon{Unit: text[len(text)-1]}
	most, ok := mostOf[h.Unit]
	n, err := strconv.Atoi(text[:len(text)-1])
	switch {
	case !ok || err != nil || n < 1:
		return Horizon{}, noHorizon(text)
	case n > most:
		return Horizon{}, origin.Faultf(origin.Text{
			EN: "horizon %q: a forecast looks 5 years ahead at most (%d%c)", DE: "Horizont %q: eine Vorhersage reicht höchstens 5 Jahre weit (%d%c)",
		}, text, most, h.Unit)
	}
	h.N = n
	return h, nil
}

func noHorizon(text string) error {
	return origin.Faultf(origin.Text{
		EN: "horizon %q: write a whole number of 1 or more with d, w, m or y, as 90d, 26w, 12m or 1y",
		DE: "Horizont %q: eine ganze Zahl ab 1 mit d, w, m oder y angeben, etwa 90d, 26w, 12m oder 1y",
	}, text)
}

// Step is the step that a horizon is shown in when none is asked for.
func (h Horizon) Step() forecast.Step {
	return map[byte]forecast.Step{'d': forecast.Day, 'w': forecast.Week, 'm': forecast.Month, 'y': forecast.Month}[h.Unit]
}

// Days is the horizon in days behind a last day of records. Weeks and months are whole ones: what is left of the week or month that has
// begun comes before them.
func (h Horizon) Days(last time.Time) int {
	behind := last.AddDate(0, 0, 1)
	switch h.Unit {
	case 'w':
		return (8-int(behind.Weekday()))%7 + 7*h.N
	case 'm':
		return forecast.DaysAhead(behind, h.N)
	case 'y':
		return forecast.DaysAhead(behind, 12*h.N)
	}
	return h.N
}
