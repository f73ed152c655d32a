package shiftleft

import (
	"fmt"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// quickest is the quantile of 1st level's own minutes up to which a ticket counts as quick: what it takes for three of four tickets
// that it solves is work that 1st level is used to.
const quickest = 0.75

// Quick is up to how many minutes at 2nd level a ticket counts as quick, with where that comes from; not Given when nothing tells it.
type Quick struct {
	origin.Value
	Whole bool // not of the category's own tickets but of all
}

// CheckQuick refuses a typed threshold that no ticket could meet, or every one.
func CheckQuick(minutes float64) error {
	if minutes > 0 && minutes <= effort.LongestMinutes {
		return nil
	}
	return origin.Faultf(origin.Text{
		EN: "quick minutes: %v must lie above 0 and not above %d; write the minutes at 2nd level up to which a ticket counts as quick, such as 15",
		DE: "Minuten für „schnell“: %v muss über 0 und darf nicht über %d liegen; geben Sie an, bis zu wie vielen Minuten im 2nd Level ein Ticket als schnell gilt, etwa 15",
	}, minutes, effort.LongestMinutes)
}

// thresholds are the limits by category.
type thresholds struct {
	typed float64 // 0: none
	whole Quick
	own   map[string]Quick
}

// thresholdsOf takes what is typed, else three quarters of 1st level's recorded solutions: of the category where it has at least
// effort.Few of them, else of all categories.
func thresholdsOf(d plan.Demand, typed float64) thresholds {
	t := thresholds{typed: typed, own: map[string]Quick{}}
	var all []float64
	for _, c := range d.Categories {
		minutes := d.Logged[effort.Key{Tier: 1, Category: c.Key, Outcome: effort.Solved}]
		all = append(all, minutes...)
		if q, n := effort.Quantile(minutes, quickest); n >= effort.Few {
			t.own[c.Key] = Quick{Value: measured(q, n, "of the category", d)}
		}
	}
	if q, n := effort.Quantile(all, quickest); n >= effort.Few {
		t.whole = Quick{measured(q, n, "of all categories", d), true}
	}
	return t
}

func measured(q float64, n int, whose string, d plan.Demand) origin.Value {
	return origin.Measure(q, salary.Minutes, fmt.Sprintf("p75 of 1st level's minutes on %d tickets %s that it solved", n, whose), d.To.Year())
}

func (t thresholds) of(category string) Quick {
	if t.typed > 0 {
		return Quick{Value: origin.Type(t.typed, salary.Minutes)}
	}
	if q, ok := t.own[category]; ok {
		return q
	}
	return t.whole
}
