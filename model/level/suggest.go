package level

import (
	"slices"

	"tiermix/model/origin"
	"tiermix/model/roster"
)

// The ways a suggestion is come by.
const (
	ByLevel  = "level"  // the team's level lies in this tier's group of levels
	ByIntake = "intake" // too few moves for a level, but tickets enter the desk here
	TooFew   = "too few moves"
)

// Suggestion is the tier suggested for a team.
type Suggestion struct {
	Team
	Suggested int    // 0 when By is TooFew
	By        string // ByLevel, ByIntake, TooFew
}

// Roster is a first roster of a desk.
type Roster struct {
	Ladder
	Suggestions []Suggestion // by tier, then from the most tickets down; those without a tier last
	Notes       []origin.Text
}

// Suggest makes a first roster with up to a number of tiers. The rule: in each component, the teams with at least MinMoves moves are
// parted by level into groups with the least spread inside, weighted by moves; the lowest group is tier 1. A team with
// fewer moves is put on tier 1 when it held at least MinMoves tickets of which half or more entered the desk there, for 1st level is where
// tickets enter; otherwise it gets no tier.
//
// Errors: those of Infer; a number of tiers below 1 or above roster.Highest.
func Suggest(d Desk, tiers int) (Roster, error) {
	if tiers < 1 || tiers > roster.Highest {
		return Roster{}, origin.Faultf(origin.Text{
			EN: "tiers %d: want a number from 1 to %d", DE: "Stufen %d: nötig ist eine Zahl von 1 bis %d",
		}, tiers, roster.Highest)
	}
	ladder, err := Infer(d)
	if err != nil {
		return Roster{}, err
	}
	out := Roster{Ladder: ladder}
	for _, t := range ladder.Teams {
		out.Suggestions = append(out.Suggestions, byIntake(t))
	}
	for number := range ladder.Components {
		out.byLevel(number+1, tiers)
	}
	slices.SortStableFunc(out.Suggestions, before)
	return out, nil
}

func byIntake(t Team) Suggestion {
	if t.Tickets >= MinMoves && t.Intake() >= 0.5 {
		return Suggestion{Team: t, Suggested: 1, By: ByIntake}
	}
	return Suggestion{Team: t, By: TooFew}
}

// byLevel puts the sure teams of a component on their tier.
func (r *Roster) byLevel(component, tiers int) {
	var at []int
	var points []point
	for i, s := range r.Suggestions {
		if s.Component == component && s.Sure() {
			at, points = append(at, i), append(points, point{s.Level, float64(s.Moves())})
		}
	}
	if len(points) == 0 {
		return
	}
	groups := cut(points, tiers)
	for n, i := range at {
		r.Suggestions[i].Suggested, r.Suggestions[i].By = groups[n]+1, ByLevel
	}
	r.fewer(component, slices.Max(groups)+1, tiers)
	r.doubtIntake(component)
}

func (r *Roster) fewer(component, found, tiers int) {
	if found == tiers {
		return
	}
	r.Notes = append(r.Notes, origin.Faultf(origin.Text{
		EN: "group %d of teams has only %d different levels; no tier above %d is suggested in it",
		DE: "Gruppe %d der Teams hat nur %d verschiedene Level; oberhalb von Stufe %d wird darin nichts vorgeschlagen",
	}, component, found, found).Said)
}

// doubtIntake says where tickets enter higher up than at the lowest levels.
func (r *Roster) doubtIntake(component int) {
	held, entered := map[int]int{}, map[int]int{}
	for _, s := range r.Suggestions {
		if s.Component == component && s.By == ByLevel {
			held[s.Suggested] += s.Tickets
			entered[s.Suggested] += s.Entered
		}
	}
	most := 1
	for tier := 2; tier <= roster.Highest; tier++ {
		if entered[tier] > entered[most] {
			most = tier
		}
	}
	if most == 1 {
		return
	}
	r.Notes = append(r.Notes, origin.Faultf(origin.Text{
		EN: "group %d of teams: most tickets enter at tier %d (%d of %d that it held), not at tier 1 (%d of %d); look at its order before using it",
		DE: "Gruppe %d der Teams: die meisten Tickets gehen auf Stufe %d ein (%d von %d, die sie hielt), nicht auf Stufe 1 (%d von %d); die Reihenfolge prüfen, bevor sie benutzt wird",
	}, component, most, entered[most], held[most], entered[1], held[1]).Said)
}

// before orders suggestions: by tier, those without one last, then the team with most tickets first.
func before(a, b Suggestion) int {
	if (a.By == TooFew) != (b.By == TooFew) {
		if a.By == TooFew {
			return 1
		}
		return -1
	}
	if a.Suggested != b.Suggested {
		return a.Suggested - b.Suggested
	}
	return b.Tickets - a.Tickets
}
