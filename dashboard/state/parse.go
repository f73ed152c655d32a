package state

import (
	"net/url"
	"slices"
	"time"

	"tiermix/model/kpi"
)

// Limits on what an address may ask.
const (
	maxValues = 200   // values of one filter
	maxLength = 12000 // bytes of one value
)

// Problem is something in an address that cannot be answered: the key of a sentence and its arguments.
type Problem struct {
	Key  string
	Args []any
	Fix  *State // what was probably meant; nil when nothing is near
}

// Parse reads an address for data from the first to the last day. It reports every problem at once; the state is
// usable in any case, with the default where a problem was.
func Parse(v url.Values, first, last time.Time) (State, []Problem) {
	s := State{Preset: standard, Compare: PreviousSpan, Hours: kpi.Calendar, Typed: readTyped(v), Beside: readBeside(v)}
	problems := strangers(v)
	problems = append(problems, s.readChoices(v)...)
	problems = append(problems, s.readWhere(v)...)
	problems = append(problems, s.readPeriod(v, first, last)...)
	problems = append(problems, s.Drill.read(v)...)
	return s, problems
}

// besideKey is the parameter that names a scenario to compare.
const besideKey = "scenario"

// mostBeside is how many names of scenarios are kept; a page says when they are more than can be compared.
const mostBeside = 20

func readBeside(v url.Values) (names []string) {
	for _, name := range v[besideKey] {
		if name != "" && !tooLong(name) && len(names) < mostBeside {
			names = append(names, name)
		}
	}
	return names
}

func (s *State) readChoices(v url.Values) (problems []Problem) {
	problems = s.readCompare(v)
	if hours := kpi.Hours(v.Get("hours")); hours != "" {
		if hours == kpi.Calendar || hours == kpi.Business {
			s.Hours = hours
		} else {
			problems = append(problems, Problem{Key: "problem.hours", Args: []any{string(hours)}})
		}
	}
	return problems
}

func (s *State) readWhere(v url.Values) (problems []Problem) {
	for _, dim := range Dims {
		values := slices.Compact(slices.Sorted(slices.Values(v[dim])))
		if len(values) == 0 {
			continue
		}
		if len(values) > maxValues || slices.ContainsFunc(values, tooLong) {
			problems = append(problems, Problem{Key: "problem.toomany", Args: []any{maxValues}})
			continue
		}
		s.Where = append(s.Where, kpi.Filter{Dim: dim, Values: values})
	}
	return problems
}

func tooLong(value string) bool { return len(value) > maxLength }

func (s *State) readPeriod(v url.Values, first, last time.Time) []Problem {
	from, to := v.Get("from"), v.Get("to")
	if from != "" || to != "" {
		return s.readDays(from, to, first, last)
	}
	preset := v.Get("period")
	if preset == "" {
		preset = standard
	}
	if !slices.Contains(Presets, preset) {
		s.Period = span(standard, first, last)
		return []Problem{{Key: "problem.preset", Args: []any{preset}}}
	}
	*s = s.Named(preset, first, last)
	return nil
}

func (s *State) readDays(from, to string, first, last time.Time) []Problem {
	whole := span("all", first, last)
	start, okStart := readDay(from, whole.From)
	end, okEnd := readDay(to, whole.To)
	s.Preset, s.Period = "", kpi.Period{From: start, To: end}
	if !okStart || !okEnd {
		bad := from
		if okStart {
			bad = to
		}
		*s = s.Named(standard, first, last)
		return []Problem{{Key: "problem.day", Args: []any{bad}}}
	}
	if end.Before(start) {
		swapped := s.Between(kpi.Period{From: end, To: start})
		return []Problem{{Key: "problem.order", Args: []any{from, to}, Fix: &swapped}}
	}
	return nil
}

func readDay(text string, open time.Time) (time.Time, bool) {
	if text == "" {
		return open, true
	}
	return day(text)
}

// day is a day as the address has it.
func day(text string) (time.Time, bool) {
	t, err := time.Parse(isoDay, text)
	return t, err == nil && t.Year() >= 1900 && t.Year() < 2200
}
