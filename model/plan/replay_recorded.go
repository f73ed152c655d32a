package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// Recorded is the tickets of a period as they came, and of some days before it that fill the desk. Tickets that were merged, spam, or
// held by a team without a tier are not in it, as in Demand.
type Recorded struct {
	From, To   time.Time // first and last day that counts, at midnight of the desk's zone
	Since      time.Time // midnight from which Arrivals begin; From when nothing fills the desk
	LeftOut    int       // tickets of the period without a tier
	Categories []string  // "" where the source does not say
	Channels   []string  // "" where the source does not say
	Arrivals   []Arrival // in the order of time
}

// Arrival is one recorded ticket. What the words mean is said at Category.
type Arrival struct {
	At                                      time.Time
	Category, Channel                       int32 // index of Recorded.Categories and Channels
	Direct, Tried, Solved, Second, Returned bool
}

// Happened is what became of the tickets of the period by the records. Tickets that nobody has solved or passed on are in
// Tickets only.
type Happened struct {
	Tickets, Direct, Tried, Solved, Second, Returned int
}

// Happened counts the tickets that came from From on.
func (r Recorded) Happened() Happened {
	var h Happened
	for _, a := range r.Arrivals {
		if a.At.Before(r.From) {
			continue
		}
		h.Tickets++
		for _, c := range []struct {
			yes bool
			n   *int
		}{{a.Direct, &h.Direct}, {a.Tried, &h.Tried}, {a.Solved, &h.Solved}, {a.Second, &h.Second}, {a.Returned, &h.Returned}} {
			if c.yes {
				*c.n++
			}
		}
	}
	return h
}

// end is the midnight behind the last day.
func (r Recorded) end() time.Time { return r.To.AddDate(0, 0, 1) }

// Check says when there is nothing to replay.
func (r Recorded) Check() error {
	if r.Happened().Tickets > 0 {
		return nil
	}
	return fmt.Errorf("no ticket came from %s to %s that has a tier (%d came without): nothing can be replayed. `tiermix roster check` names teams without a tier",
		r.From.Format(time.DateOnly), r.To.Format(time.DateOnly), r.LeftOut)
}

// CheckRecorded refuses a period that is reversed or not wholly covered by the records.
func CheckRecorded(p kpi.Period, f kpi.Frame) error {
	text := func(day time.Time) string { return day.Format(time.DateOnly) }
	switch {
	case p.To.Before(p.From):
		return fmt.Errorf("the period's last day %s lies before its first day %s", text(p.To), text(p.From))
	case p.From.Before(f.First) || p.To.After(f.Last):
		return fmt.Errorf("the period %s to %s lies beyond the records, which tell of %s to %s; name days between", text(p.From), text(p.To), text(f.First), text(f.Last))
	}
	return nil
}

var quarterText = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)

// ParseQuarter reads a calendar quarter as 2026-Q3. Errors: any other text.
func ParseQuarter(text string) (kpi.Period, error) {
	m := quarterText.FindStringSubmatch(text)
	if m == nil || m[1] == "0000" {
		return kpi.Period{}, fmt.Errorf("quarter %q is none: want year and quarter 1 to 4 as 2026-Q3", text)
	}
	year, err := strconv.Atoi(m[1])
	if err != nil {
		return kpi.Period{}, fmt.Errorf("quarter %q: %w", text, err)
	}
	return quarter(time.Date(year, time.Month(3*int(m[2][0]-'1')+1), 1, 0, 0, 0, 0, time.UTC)), nil
}

// quarter is the calendar quarter in which a day lies.
func quarter(day time.Time) kpi.Period {
	first := time.Date(day.Year(), (day.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	return kpi.Period{From: first, To: first.AddDate(0, 3, -1)}
}

// lateDays is how far a quarter may end behind the plan's whole weeks, which leave out what is thin: the rest of a week, and a quiet one.
const lateDays = 13

// LastQuarter is the last calendar quarter that the records hold from its first to its last day, by the tickets of each, named by
// their first day. The thin end of a log is no quarter: one that ends more than lateDays behind the period that the plan was measured from, or
// has less than a quarter of its tickets a week. ok is false when there is none.
func LastQuarter(f kpi.Frame, tickets map[time.Time]int, d Demand) (p kpi.Period, ok bool) {
	usual := 0
	for _, c := range d.Categories {
		usual += c.Tickets
	}
	latest := dayOf(d.To).AddDate(0, 0, lateDays)
	for p = quarter(f.Last); !p.From.Before(f.First); p = quarter(p.From.AddDate(0, 0, -1)) {
		perWeek := 7 * float64(tickets[p.From]) / float64(p.Days())
		if !p.To.After(f.Last) && !p.To.After(latest) && perWeek > 0 && perWeek >= quietShare*float64(usual)/d.Weeks {
			return p, true
		}
	}
	return kpi.Period{}, false
}

// dayOf is the day of a midnight of the desk, as periods name it.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// ReplayPeriod is the period of a replay for which none was named, and why: the last full quarter if there is one, else the period that
// the plan was measured from.
func ReplayPeriod(last kpi.Period, ok bool, d Demand) (kpi.Period, []origin.Text) {
	if ok {
		return last, []origin.Text{{
			EN: "No period was named: this is the last calendar quarter that the records hold in full.",
			DE: "Kein Zeitraum genannt: Dies ist das letzte Kalenderquartal, das die Aufzeichnungen ganz enthalten."}}
	}
	return kpi.Period{From: dayOf(d.From), To: dayOf(d.To)}, []origin.Text{{
		EN: "No period was named and the records hold no full calendar quarter with the usual number of tickets: this is the period that the plan was measured from.",
		DE: "Kein Zeitraum genannt, und die Aufzeichnungen enthalten kein ganzes Kalenderquartal mit der üblichen Zahl von Tickets: Dies ist der Zeitraum, aus dem der Plan gemessen ist."}}
}
