package state

import (
	"net/url"
	"slices"

	"tiermix/model/kpi"
)

// Keys of the address; compareKey may stand twice.
const (
	compareKey     = "compare"
	compareFromKey = "compare_from"
	compareToKey   = "compare_to"
)

// readCompare reads one way to compare, or two at once.
func (s *State) readCompare(v url.Values) (problems []Problem) {
	s.Compare = PreviousSpan
	var modes []string
	for _, mode := range v[compareKey] {
		switch {
		case mode == "" || slices.Contains(modes, mode):
		case !slices.Contains(Compares, mode):
			problems = append(problems, Problem{Key: "problem.compare", Args: []any{mode}})
		default:
			modes = append(modes, mode)
		}
	}
	if slices.Contains(modes, CustomSpan) {
		if p := s.readCustom(v); p != nil {
			problems = append(problems, *p)
			modes = slices.DeleteFunc(modes, func(m string) bool { return m == CustomSpan })
		}
	}
	switch {
	case len(modes) > 2:
		problems = append(problems, Problem{Key: "problem.compares"})
	case len(modes) == 2 && slices.Contains(modes, NoCompare):
		modes = slices.DeleteFunc(modes, func(m string) bool { return m == NoCompare })
	}
	if len(modes) > 0 {
		s.Compare = modes[0]
	}
	if len(modes) > 1 {
		s.Second = modes[1]
	}
	return problems
}

func (s *State) readCustom(v url.Values) *Problem {
	from, to := v.Get(compareFromKey), v.Get(compareToKey)
	start, okFrom := day(from)
	end, okTo := day(to)
	switch {
	case from == "" || to == "":
		return &Problem{Key: "problem.custom"}
	case !okFrom:
		return &Problem{Key: "problem.day", Args: []any{from}}
	case !okTo:
		return &Problem{Key: "problem.day", Args: []any{to}}
	case end.Before(start):
		start, end = end, start
	}
	s.Custom = kpi.Period{From: start, To: end}
	return nil
}

func (s State) writeCompare(v url.Values) {
	if s.Compare == PreviousSpan && s.Second == "" {
		return
	}
	v.Add(compareKey, s.Compare)
	if s.Second != "" {
		v.Add(compareKey, s.Second)
	}
	if s.Compare == CustomSpan || s.Second == CustomSpan {
		v.Set(compareFromKey, s.Custom.From.Format(isoDay))
		v.Set(compareToKey, s.Custom.To.Format(isoDay))
	}
}
