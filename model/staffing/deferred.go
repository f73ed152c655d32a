package staffing

import (
	"cmp"
	"math"
	"slices"
)

// cohort is deferred work that came in one interval and is due in another; numbers count open intervals. In a horizon
// that repeats due may lie in the next turn, but no more than one turn after the work came.
type cohort struct {
	queue   int
	from    int     // may be done from here on
	due     int     // to be done by the end of this one
	arrived int     // interval of the horizon
	turn    int     // of the horizon in which it came; -1 when it waited over the end of one for the desk to open
	hours   float64 // of work
}

// cohorts lists the deferred work of a tier by due time. Work that comes while the tier is closed counts as coming when it
// opens. It is due in the last open interval that ends within the target, counted from the start of the one it came in;
// what comes too late for that, at the end of a horizon that does not repeat, is due at its end.
func (r *need) cohorts() []cohort {
	n := len(r.open)
	var all []cohort
	for q, d := range r.tier.Deferred {
		due := r.dueAfter(d.TargetHours)
		for i, tickets := range d.Arrivals {
			if i == 0 {
				tickets += d.Waiting
			}
			at, _ := slices.BinarySearch(r.open, i)
			if at == n && !r.in.Repeats {
				break // nothing opens any more; see closed
			}
			if tickets > 0 {
				all = append(all, cohort{queue: q, from: at % n, due: due[at%n], arrived: i, turn: -(at / n), hours: tickets * d.HandlingSeconds / 3600})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b cohort) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.from, b.from)) })
	return all
}

// repeated is the work of so many turns of n open intervals, by due time.
func repeated(work []cohort, n, turns int) []cohort {
	all := make([]cohort, 0, turns*len(work))
	for turn := range turns {
		for _, c := range work { // by due time within a turn, so nearly sorted
			c.from, c.due = c.from+turn*n, c.due+turn*n
			c.turn += turn
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b cohort) int { return a.due - b.due })
	return all
}

// dueAfter is, for each open interval, the last one that ends within some open hours of its start; at least itself.
func (r *need) dueAfter(target float64) []int {
	n := len(r.open)
	due := make([]int, n)
	for i := range due {
		last := n - 1
		if r.in.Repeats {
			last = i + n - 1
		}
		due[i] = i
		passed := r.length(i)
		for k := i + 1; k <= last; k++ {
			if passed += r.length(k); passed > target+wholeShare {
				break
			}
			due[i] = k
		}
	}
	return due
}

// length is how long an open interval is, in hours; counting goes on into the next turn.
func (r *need) length(k int) float64 { return r.long[k%len(r.long)] }

// fill does the work in the time that is free, in hours per open interval, the most urgent first, and takes both down.
// In a horizon that does not repeat, what stays in the cohorts could not be done in time, whatever the order: the earliest
// free time is of the least use to all that is due later.
func fill(work []cohort, free []float64) {
	for i := range work {
		c := &work[i]
		for k := c.from; k <= c.due && c.hours > 0; k++ {
			slot := &free[k%len(free)]
			done := math.Min(c.hours, *slot)
			c.hours, *slot = c.hours-done, *slot-done
		}
	}
}

// spread places what is left of one queue so that nothing is late, nothing is done before it came, and the people for it change
// as little as possible: the shortest path between what has come and what is due, over open time. It returns hours per open
// interval; their highest number per hour is the least possible for the queue. Work of one queue is due in the order in
// which it came, and only so do the two lines say all: with several targets at once an urgent ticket could hide behind
// work that was done ahead of its time.
//
// When the horizon repeats, the path is closed: with s the mean slope, it touches the lower line where that lies farthest above
// a line of slope s, since a taut string bends down only where it is held from below; it is laid from there for one turn.
//
// Source: P. L. Davies, A. Kovac, Local extremes, runs, strings and multiresolution, Ann. Stat. 29 (2001), section 2.2
// (taut string).
func (r *need) spread(work []cohort) []float64 {
	n := len(r.open)
	laid := 1
	if r.in.Repeats {
		laid = 3
	}
	most, least, way := make([]float64, laid*n+1), make([]float64, laid*n+1), make([]float64, laid*n+1)
	for turn := range laid {
		for _, c := range work {
			most[turn*n+c.from+1] += c.hours
			if end := turn*n + c.due + 1; end < len(least) {
				least[end] += c.hours
			}
		}
	}
	for k := range laid * n {
		most[k+1], least[k+1], way[k+1] = most[k+1]+most[k], least[k+1]+least[k], way[k]+r.length(k)
	}
	start := 0
	if r.in.Repeats {
		start = farthest(least, way, n)
	}
	done := make([]float64, n)
	for at, sum := start, least[start]; at < start+n; {
		to, slope := leg(most, least, way, at, start+n, sum)
		for k := at; k < to; k++ {
			done[k%n] = slope * r.length(k)
			sum += done[k%n]
		}
		at = to
	}
	return done
}

// farthest is the point of the second turn at which the line lies farthest above its mean slope.
func farthest(line, way []float64, n int) int {
	slope := (line[2*n] - line[n]) / (way[2*n] - way[n])
	best := n
	for k := n; k < 2*n; k++ {
		if line[k]-slope*way[k] > line[best]-slope*way[best] {
			best = k
		}
	}
	return best
}

// leg is the next straight piece of the path to the lower line at the end: to which point, and how steep.
func leg(most, least, way []float64, at, end int, sum float64) (to int, slope float64) {
	low, high, atLow, atHigh := math.Inf(-1), math.Inf(1), at+1, at+1
	for k := at + 1; k <= end; k++ {
		down, top := (least[k]-sum)/(way[k]-way[at]), (most[k]-sum)/(way[k]-way[at])
		if k == end {
			top = down // all is done at the end
		}
		if down > high {
			return atHigh, math.Max(0, high)
		}
		if top < low {
			return atLow, math.Max(0, low)
		}
		if down >= low {
			low, atLow = down, k
		}
		if top <= high {
			high, atHigh = top, k
		}
	}
	return end, math.Max(0, low)
}
