package staffing

import (
	"math"
	"slices"
)

// inTime says whether a capacity, hours per open interval, does all deferred work in time. Where there is one queue it is answered
// without placing any ticket: work of one queue is due in the order in which it came, so that all is done in time exactly when
// no span of open time from a to b has more to do than it has time for,
//
//	due(b) - came(a) ≤ capacity(b) - capacity(a)  for all a ≤ b
//
// with came(a) the hours that came before a, and due(b) those due before b.
func (r *need) inTime(all lane) func(capacity []float64) bool {
	if len(r.tier.Deferred) != 1 {
		return func(capacity []float64) bool {
			_, late := all.place(capacity)
			return late <= forgivenHours
		}
	}
	came, due := all.lines()
	return func(capacity []float64) bool {
		if all.hours-sum(capacity) > forgivenHours {
			return false
		}
		least, there := math.Inf(1), 0.0
		for k, hours := range came {
			least = min(least, hours-there)
			if due[k]-there-least > forgivenHours {
				return false
			}
			there += capacity[k%all.n]
		}
		return true
	}
}

// lines are the hours that came and those that are due before each open interval, in all turns and at their end. What comes in the last
// turn of several is left out: it is due behind the end.
func (l lane) lines() (came, due []float64) {
	ends := l.turns * l.n
	came, due = make([]float64, ends+1), make([]float64, ends+1)
	for _, c := range l.work {
		if l.turns == 1 || c.from < (l.turns-1)*l.n {
			came[c.from+1] += c.hours
			due[min(c.due+1, ends)] += c.hours
		}
	}
	for k := range ends {
		came[k+1], due[k+1] = came[k+1]+came[k], due[k+1]+due[k]
	}
	return came, due
}

// inOrder says whether work that is due earlier also came earlier, as in one queue: then nothing behind the first ticket that has
// not come yet is there.
func inOrder(work []cohort) bool {
	return slices.IsSortedFunc(work, func(a, b cohort) int { return a.from - b.from })
}
