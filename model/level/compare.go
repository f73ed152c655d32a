package level

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/rate"
)

// resamples is how often teams are drawn anew for an interval.
const resamples = 2000

// Estimate is a measure of agreement with its 95 % interval; nil: it cannot be told. A perfect order has no interval: teams drawn anew
// would all be in the same order.
type Estimate struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// Separation says how well the level tells the teams of two sets of tiers apart: the chance that of one team each the upper one
// has the higher level (area under the ROC curve; ties count half).
type Separation struct {
	Lower, Upper           string // tiers, such as "1" and "2+"
	LowerTeams, UpperTeams int
	AUC, Weighted          Estimate
}

// Agreement is how far inferred levels agree with declared tiers.
type Agreement struct {
	Teams              int      // compared
	TooFew             int      // left out: too few moves
	Unplaced           int      // left out: the roster has no tier for them
	Elsewhere          int      // left out: in a smaller component
	Spearman, Weighted Estimate // rank correlation; each team once, and by its moves
	Separations        []Separation
	Centres            []Centre
	Hidden             []Hidden // hidden support lines, the team with most moves first
}

// compared is a team that takes part.
type compared struct {
	level float64
	tier  int
	moves float64
}

// Compare holds the levels of the largest component against the declared tiers. Intervals are percentiles over teams drawn anew,
// seeded: they say how far the agreement would differ had the desk other teams of the same kind.
func Compare(l Ladder, seed uint64) Agreement {
	var out Agreement
	teams := out.choose(l.Teams)
	all := make([]compared, len(teams))
	for i, t := range teams {
		all[i] = compared{t.Level, *t.Tier, float64(t.Moves())}
	}
	out.Teams = len(all)
	d := sampling(len(all), seed)
	out.Spearman, out.Weighted = d.estimate(all, evenly, spearman), d.estimate(all, byMoves, spearman)
	out.Separations = d.separations(all)
	out.Centres = centres(teams)
	out.Hidden = hidden(teams)
	return out
}

// choose keeps the teams that can be compared, the lowest level first, and counts the others.
func (a *Agreement) choose(teams []Team) []Team {
	var kept []Team
	for _, t := range teams {
		switch {
		case !t.Sure():
			a.TooFew++
		case t.Component != 1:
			a.Elsewhere++
		case t.Tier == nil:
			a.Unplaced++
		default:
			kept = append(kept, t)
		}
	}
	slices.SortStableFunc(kept, func(a, b Team) int { return cmp.Compare(a.Level, b.Level) })
	return kept
}

func evenly(compared) float64    { return 1 }
func byMoves(c compared) float64 { return c.moves }

// draws are how often each team is in each resample.
type draws [][]float64

func sampling(n int, seed uint64) draws {
	r := rand.New(rand.NewPCG(seed, 0))
	out := make(draws, resamples)
	for i := range out {
		out[i] = make([]float64, n)
		for range n {
			out[i][r.IntN(n)]++
		}
	}
	return out
}

// unknownShare is the largest share of resamples in which the measure may not exist (all teams drawn are of one tier) for the
// interval to be told.
const unknownShare = 0.05

// estimate computes a measure over all teams and over every resample. The measure gets teams by level with a weight each; it is
// NaN where it does not exist.
func (d draws) estimate(all []compared, weight func(compared) float64, measure func([]compared, []float64) float64) Estimate {
	weights := make([]float64, len(all))
	for i, c := range all {
		weights[i] = weight(c)
	}
	value := measure(all, weights)
	if math.IsNaN(value) {
		return Estimate{}
	}
	var drawn []float64
	w := make([]float64, len(all))
	for _, times := range d {
		for i := range w {
			w[i] = weights[i] * times[i]
		}
		if v := measure(all, w); !math.IsNaN(v) {
			drawn = append(drawn, v)
		}
	}
	if float64(len(drawn)) < (1-unknownShare)*float64(len(d)) {
		return Estimate{Value: &value}
	}
	slices.Sort(drawn)
	if drawn[0] == drawn[len(drawn)-1] { // perfect order: resamples cannot tell how sure it is
		return Estimate{Value: &value}
	}
	tail := (1 - rate.Level) / 2 * float64(len(drawn)-1)
	low, high := drawn[int(math.Floor(tail))], drawn[len(drawn)-1-int(math.Floor(tail))]
	return Estimate{&value, &low, &high}
}

// spearman is the correlation of the mid-ranks of level and tier, each team with its weight. Teams come by level.
//
// Special cases: fewer than three teams, or all of one tier or level: NaN.
func spearman(all []compared, w []float64) float64 {
	there := 0
	for _, x := range w {
		if x > 0 {
			there++
		}
	}
	if there < 3 {
		return math.NaN()
	}
	levels := ranks(all, w, func(c compared) float64 { return c.level })
	tiers := ranks(all, w, func(c compared) float64 { return float64(c.tier) })
	if oneRank(levels, w) || oneRank(tiers, w) {
		return math.NaN()
	}
	return math.Max(-1, math.Min(1, stat.Correlation(levels, tiers, w)))
}

// oneRank says whether all teams that are there have the same rank.
func oneRank(ranks, w []float64) bool {
	first := -1
	for i := range ranks {
		switch {
		case w[i] == 0:
		case first < 0:
			first = i
		case ranks[i] != ranks[first]:
			return false
		}
	}
	return true
}

// ranks are mid-ranks: the weight below plus half the weight of those that are equal.
func ranks(all []compared, w []float64, of func(compared) float64) []float64 {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	if !slices.IsSortedFunc(all, func(a, b compared) int { return compare(of(a), of(b)) }) {
		slices.SortFunc(order, func(a, b int) int { return compare(of(all[a]), of(all[b])) })
	}
	out := make([]float64, len(all))
	below := 0.0
	for from := 0; from < len(order); {
		to, equal := from, 0.0
		for ; to < len(order) && compare(of(all[order[to]]), of(all[order[from]])) == 0; to++ {
			equal += w[order[to]]
		}
		for _, i := range order[from:to] {
			out[i] = below + equal/2
		}
		below, from = below+equal, to
	}
	return out
}

// compare takes levels that differ by rounding alone as equal.
func compare(a, b float64) int {
	switch {
	case b-a > sameLevel:
		return -1
	case a-b > sameLevel:
		return 1
	}
	return 0
}
