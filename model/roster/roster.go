// Package roster says which team is which tier, and from when to when.
package roster

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"tiermix/model/origin"
)

// Entry places a team, or all teams whose whole name matches a pattern, on a tier.
type Entry struct {
	Team    string // exact name; empty when Pattern is set
	Pattern string // regular expression over the whole name
	Tier    int
	From    time.Time // zero: always
	To      time.Time // exclusive; zero: for ever
}

// Roster is tried from top to bottom: at any instant the first entry that matches and is valid places the team.
type Roster []Entry

// Highest is the highest number of a tier; the lowest is 0.
const Highest = 9

// Beginning and End bound every placement; they stand for "always" and "for ever".
var (
	Beginning = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	End       = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Placement is a team's tier over a span that no other placement of the team overlaps.
type Placement struct {
	Team string
	Tier int
	From time.Time // inclusive
	To   time.Time // exclusive
}

// Check returns every fault of the roster at once; entries are counted from 1.
func (r Roster) Check() []error {
	var faults []error
	for i, e := range r {
		if err := e.check(); err != nil {
			faults = append(faults, At(i+1, err))
		}
	}
	return faults
}

// At is a fault of an entry, counted from 1, with its place.
func At(n int, err error) error {
	return origin.Faultf(origin.Text{EN: "team entry %d: %v", DE: "Team-Eintrag %d: %v"}, n, origin.Sentences(err)[0])
}

func (e Entry) check() error {
	switch {
	case e.Team == "" && e.Pattern == "":
		return origin.Faultf(origin.Text{EN: "neither name nor pattern is given; one of them is needed", DE: "weder Name noch Muster ist angegeben; eines davon wird gebraucht"})
	case e.Team != "" && e.Pattern != "":
		return origin.Faultf(origin.Text{EN: "both name %q and pattern %q are given; keep one", DE: "Name %q und Muster %q sind beide angegeben; behalten Sie eines"}, e.Team, e.Pattern)
	case e.Tier < 0 || e.Tier > Highest:
		return OutsideFault(e.Tier)
	case !e.From.IsZero() && !e.To.IsZero() && !e.From.Before(e.To):
		return origin.Faultf(origin.Text{EN: "from %s is not before to %s", DE: "von %s liegt nicht vor bis %s"}, e.From, e.To)
	}
	if _, err := e.expression(); err != nil {
		return origin.Faultf(origin.Text{EN: "pattern %q is no regular expression: %v", DE: "Muster %q ist kein regulärer Ausdruck: %v"}, e.Pattern, err)
	}
	return nil
}

// OutsideFault says that a tier has a number that no ladder has.
func OutsideFault(tier int) error {
	return origin.Faultf(origin.Text{EN: "tier %d is outside 0 to %d", DE: "Stufe %d liegt außerhalb von 0 bis %d"}, tier, Highest)
}

func (e Entry) expression() (*regexp.Regexp, error) {
	if e.Pattern == "" {
		return nil, nil
	}
	return regexp.Compile(`^(?:` + e.Pattern + `)$`)
}

// Placements works the roster out for the given teams, in the order of teams and time.
// A team or span that no entry covers has no placement. The roster must have passed Check.
func (r Roster) Placements(teams []string) ([]Placement, error) {
	matchers := make([]*regexp.Regexp, len(r))
	for i, e := range r {
		m, err := e.expression()
		if err != nil {
			return nil, fmt.Errorf("team entry %d: pattern %q: %w", i+1, e.Pattern, err)
		}
		matchers[i] = m
	}
	var all []Placement
	for _, team := range teams {
		var matching Roster
		for i, e := range r {
			if e.Team == team && team != "" || matchers[i] != nil && matchers[i].MatchString(team) {
				matching = append(matching, e)
			}
		}
		all = append(all, matching.spans(team)...)
	}
	return all, nil
}

// spans cuts time at every start and end of the entries and asks for each piece who places the team there.
func (r Roster) spans(team string) []Placement {
	cuts := []time.Time{Beginning, End}
	for _, e := range r {
		from, to := e.bounds()
		cuts = append(cuts, from, to)
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	var spans []Placement
	for i := range cuts[:len(cuts)-1] {
		tier, ok := r.tierAt(cuts[i])
		if !ok {
			continue
		}
		if n := len(spans); n > 0 && spans[n-1].Tier == tier && spans[n-1].To.Equal(cuts[i]) {
			spans[n-1].To = cuts[i+1]
			continue
		}
		spans = append(spans, Placement{Team: team, Tier: tier, From: cuts[i], To: cuts[i+1]})
	}
	return spans
}

func (e Entry) bounds() (from, to time.Time) {
	from, to = e.From, e.To
	if from.IsZero() || from.Before(Beginning) {
		from = Beginning
	}
	if to.IsZero() || to.After(End) {
		to = End
	}
	return from, to
}

func (r Roster) tierAt(t time.Time) (int, bool) {
	for _, e := range r {
		from, to := e.bounds()
		if !t.Before(from) && t.Before(to) {
			return e.Tier, true
		}
	}
	return 0, false
}

// TierAt looks a team's tier at an instant up in placements; ok is false when nothing places it.
func TierAt(placements []Placement, team string, t time.Time) (tier int, ok bool) {
	for _, p := range placements {
		if p.Team == team && !t.Before(p.From) && t.Before(p.To) {
			return p.Tier, true
		}
	}
	return 0, false
}
