// Package level infers how high every team stands on the support ladder from who hands tickets to whom, and nothing else:
// trophic levels of the graph of handovers. It makes a first roster of them, and says how far a declared roster agrees.
package level

import (
	"cmp"
	"math"
	"slices"

	"tiermix/model/origin"
)

// MinMoves is the least number of moves, in and out together, from which a team's level is told; below it is too few moves to say.
// With 20 moves that all went one way the level still has a standard error of about 0.07 of a step, with 5 of about 0.3.
const MinMoves = 20

// MaxTeams is the largest number of teams that hand tickets to each other for which levels are worked out: the work grows with
// the cube of it.
const MaxTeams = 3000

// Move is how often one team handed a ticket to another.
type Move struct {
	From, To string
	Moves    int
}

// Held is what else is known of a team.
type Held struct {
	Team    string
	Tickets int  // it held
	Entered int  // of these, entered the desk here
	Tier    *int // by the roster at the end of the data; nil: not placed
}

// Desk is what levels are inferred from.
type Desk struct {
	Moves []Move
	Teams []Held // every team that held a ticket
}

// Team is a team with its level.
type Team struct {
	Held
	In, Out   int     // moves to and from other teams
	Self      int     // moves to itself, left out
	Component int     // 1: the group of teams with most moves; 0: no moves with another team, no level
	Level     float64 // steps above the lowest level of its component
	Error     float64 // standard error of Level against the mean level of the component
	Low, High float64 // 95 % interval
}

// Moves is the number of moves in and out.
func (t Team) Moves() int { return t.In + t.Out }

// Sure says whether the team has moves enough for its level to be told.
func (t Team) Sure() bool { return t.Component > 0 && t.Moves() >= MinMoves }

// Intake is the share of the team's tickets that entered the desk here; 0 when it held none.
func (t Team) Intake() float64 {
	if t.Tickets == 0 {
		return 0
	}
	return float64(t.Entered) / float64(t.Tickets)
}

// Component is a group of teams that hand tickets to each other, directly or through others. Nothing is known of how
// levels of two components compare.
type Component struct {
	Teams, Moves int
	Incoherence  float64 // F₀ within it
}

// Ladder is every team with its level.
type Ladder struct {
	Teams       []Team      // by component, then from the lowest level up, then by name
	Components  []Component // the one with most moves first
	Moves       int         // between different teams
	Incoherence float64     // F₀ of all moves: 0 when every move goes up exactly one step, 1 when moves have no direction; NaN without moves
}

// Infer works out the level h of every team: the h that brings every move i → j closest to one step up,
//
//	minimise Σ wᵢⱼ (hⱼ - hᵢ - 1)²,  that is  (diag(u) - W - Wᵀ) h = v,
//
// with wᵢⱼ the moves from i to j, u = moves in + moves out and v = moves in - moves out. The matrix is singular by one constant for each
// component; the lowest level of each component is put at 0. What remains of the sum, as a share of all moves, is the trophic incoherence F₀.
//
// The standard error is that of a delta method with every number of moves a Poisson count: h is linear in what is left
// over of each move. A team whose moves all went one way has nothing left over, so each team counts as having half a
// move more in either direction, spread over its partners, for the error alone.
//
// Special cases: a move to the same team is no handover and left out; teams without moves have component 0. Two moves of one
// ticket count as independent, which makes intervals too wide where tickets go back and forth.
//
// Errors: a number of moves below 0, or more than MaxTeams teams with moves; as origin.Fault, all at once.
//
// Source: R. S. MacKay, S. Johnson, B. Sansom, How directed is a directed network?, Royal Society Open Science 7 (2020), 201138.
func Infer(d Desk) (Ladder, error) {
	g, err := graphOf(d)
	if err != nil {
		return Ladder{}, err
	}
	var out Ladder
	lost, total := 0.0, 0.0
	for number, members := range g.components() {
		c, err := g.solve(members, number+1)
		if err != nil {
			return Ladder{}, err
		}
		out.Components = append(out.Components, c)
		out.Moves += c.Moves
		lost, total = lost+c.Incoherence*float64(c.Moves), total+float64(c.Moves)
	}
	out.Incoherence = lost / total
	out.Teams = g.teams
	slices.SortFunc(out.Teams, func(a, b Team) int {
		return cmp.Or(cmp.Compare(last(a.Component), last(b.Component)), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Name(), b.Name()))
	})
	return out, nil
}

// Name is the team's name.
func (t Team) Name() string { return t.Team }

// last puts teams without moves behind all others.
func last(component int) int {
	if component == 0 {
		return math.MaxInt
	}
	return component
}

func tooMany(teams int) error {
	return origin.Faultf(origin.Text{
		EN: "levels: %d teams hand tickets to each other; levels are worked out for at most %d: choose a shorter period or fewer categories",
		DE: "Level: %d Teams übergeben einander Tickets; Level werden für höchstens %d ausgerechnet: einen kürzeren Zeitraum oder weniger Kategorien wählen",
	}, teams, MaxTeams)
}
