package staffing

import (
	"cmp"
	"math"
	"slices"

	"tiermix/model/integer"
)

// mostSpared is the number of open intervals, a week of quarter hours, up to which people are spared one by one; beyond it
// the search would take seconds.
const mostSpared = 672

// forgivenHours is the work that rounding may leave undone.
const forgivenHours = 1e-7

// wholePeople turns extra hours of work per open interval into whole people: rounded up, and then everybody spared without whom
// all work is still done in time by those who are there, in the time that they have between live tickets too. Whom the even
// spread wants least goes first, the later of equals; and first only parts of people go, so that the spread stays even.
//
// Nobody of those who are left can be spared: another one gone before makes no one dispensable.
func (r *need) wholePeople(all lane, free, extra []float64) []float64 {
	people, whole, order := make([]float64, len(extra)), make([]float64, len(extra)), make([]int, len(extra))
	for k, hours := range extra {
		people[k] = hours / r.length(k) / r.tier.MaxOccupancy
		whole[k], order[k] = math.Ceil(people[k]-wholeShare), len(extra)-1-k
	}
	if len(extra) > mostSpared {
		return whole
	}
	part := func(k int) float64 {
		return math.Round((people[k]-math.Floor(people[k]))/integer.NearWhole) * integer.NearWhole
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(part(a), part(b)) })
	inTime, capacity := r.inTime(all), r.capacity(free, whole)
	for _, keep := range []float64{1, 0} {
		for _, k := range order {
			for whole[k] > keep*math.Floor(people[k]+integer.NearWhole) {
				before := capacity[k]
				if capacity[k] = r.room(k, free[k], whole[k]-1); !inTime(capacity) {
					capacity[k] = before
					break
				}
				whole[k]--
			}
		}
	}
	return whole
}

// capacity is the hours of deferred work that each open interval has time for with extra people.
func (r *need) capacity(free, people []float64) []float64 {
	all := slices.Clone(free)
	for k, n := range people {
		all[k] = r.room(k, free[k], n)
	}
	return all
}

// room is the same of one open interval.
func (r *need) room(k int, free, people float64) float64 {
	return free + people*r.length(k)*r.tier.MaxOccupancy
}

// lane is the deferred work of a tier, by due time: of one turn, or in a horizon that repeats of three. The middle one of these
// is like every later one, since each turn begins with what the turn before it has left.
type lane struct {
	work  []cohort
	n     int // open intervals of a turn
	turns int
	hours float64 // of work in a turn
}

func (r *need) lane(work []cohort) lane {
	l := lane{work: work, n: len(r.open), turns: 1}
	for _, c := range work {
		l.hours += c.hours
	}
	if r.in.Repeats {
		l.work, l.turns = repeated(work, l.n, 3), 3
	}
	return l
}

// place does the work within a capacity, each ticket in the earliest time that is free, the most urgent first: so the most
// is done in time, see fill. It returns the hours done in each interval of the turn that stands for all, and the hours of a turn
// that are late.
func (l lane) place(capacity []float64) (done []float64, late float64) {
	free := slices.Repeat(capacity, l.turns+l.turns/3) // with room for what the last turn leaves
	next := make([]int, len(free)+1)                   // where to look on from an interval without time
	for k := range next {
		next[k] = k
	}
	shown := l.turns / 2
	for _, c := range l.work {
		left := c.hours
		for k := ahead(next, c.from); k <= c.due && left > 0; k = ahead(next, k) {
			part := min(left, free[k])
			left, free[k] = left-part, free[k]-part
			if free[k] <= 0 {
				next[k] = k + 1
			}
		}
		if c.from/l.n == shown {
			late += left
		}
	}
	done = make([]float64, l.n)
	for k := range done {
		done[k] = capacity[k] - free[shown*l.n+k]
	}
	return done, math.Max(late, l.hours-sum(capacity)) // the second in the end, where three turns are too few to tell
}

// ahead is the first interval from k on that has time left; on its way it shortens the path for the next one who asks.
func ahead(next []int, k int) int {
	for next[k] != k {
		next[k] = next[next[k]]
		k = next[k]
	}
	return k
}
