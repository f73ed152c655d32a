package kpi

import "fmt"

// Parts of the rows behind a figure.
const (
	AllRows = "all"  // what is counted: the denominator of a share
	Hits    = "hit"  // its numerator
	Misses  = "miss" // the rest of it
)

// RowParts are the parts of the rows behind a figure.
var RowParts = []string{AllRows, Hits, Misses}

// Listed says whether tickets lie behind the figure, so that they can be listed.
func (s Spec) Listed() bool { return !s.View.Weekly && !s.View.Priced }

// Among is the condition on a row of the view that puts it into a part of the figure. Errors: a part that is not known; hits of a figure that is no
// share; a figure that counts neither tickets nor holdings.
func (s Spec) Among(part string, h Hours) (string, error) {
	if !s.Listed() {
		return "", fmt.Errorf("%s has no tickets to list: it is a sum over %s", s.ID, s.View.ID)
	}
	counted := s.of()
	if s.Unit == Duration || s.Unit == Mean || s.Unit == Money || s.Unit == Ratio {
		counted = all(fmt.Sprintf("(%s) is not null", s.value(h)))
		if running := s.seen(h); running != "" {
			counted = fmt.Sprintf("(%s) is not null or (%s) is not null", s.value(h), running)
		}
	}
	switch {
	case part == "" || part == AllRows:
		return counted, nil
	case part != Hits && part != Misses:
		return "", fmt.Errorf("part %q is not known; there are all, hit and miss", part)
	case s.Unit != Fraction:
		return "", fmt.Errorf("%s is no share: it has no %s, ask for all", s.ID, part)
	case part == Hits:
		return all(counted, s.Hit), nil
	}
	return all(counted, "coalesce(not ("+s.Hit+"), true)"), nil
}
