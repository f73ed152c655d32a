package listing

import (
	"slices"
	"strings"

	"tiermix/model/kpi"
)

// foot is the notes under a table, each once; empty without any.
func foot(a kpi.Answer) string {
	notes := comparisons(a)
	if note := whose(a); note != "" {
		notes = slices.Insert(notes, 0, note)
	}
	if len(notes) == 0 {
		return ""
	}
	return "\n" + strings.Join(notes, "\n") + "\n"
}

// comparisons are the reasons why something is not compared, or only in part.
func comparisons(a kpi.Answer) []string {
	var notes []string
	note := func(m kpi.Measure) {
		if m.Change != nil && m.Change.Reason != "" && !slices.Contains(notes, m.Change.Reason) {
			notes = append(notes, m.Change.Reason)
		}
	}
	for _, f := range a.Figures {
		note(f.Measure)
		for _, g := range f.Groups {
			note(g.Measure)
		}
	}
	return notes
}

// whose says whose team and tier is meant where the answer is split or filtered by them and the figures do not mean
// the same one.
func whose(a kpi.Answer) string {
	asked := dimensions(a)
	for _, f := range a.Where {
		asked = append(asked, f.Dim)
	}
	held := slices.DeleteFunc([]string{"team", "tier"}, func(dim string) bool { return !slices.Contains(asked, dim) })
	if len(held) == 0 {
		return ""
	}
	var meanings []string
	for _, f := range a.Figures {
		s, err := kpi.Lookup(f.ID)
		if err == nil && f.Available && !slices.Contains(meanings, s.View.Whose) {
			meanings = append(meanings, s.View.Whose)
		}
	}
	if len(meanings) < 2 {
		return ""
	}
	return "whose " + strings.Join(held, " and ") + ": " + strings.Join(meanings, "; ")
}
