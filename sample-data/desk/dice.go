package desk

import "math/rand/v2"

// dice draws whole numbers only: floating point may round differently from one processor to the next.
type dice struct{ source *rand.Rand }

// below draws from 0 .. n-1.
func (d dice) below(n int) int { return int(d.source.Uint32N(uint32(n))) }

// between draws from low .. high.
func (d dice) between(low, high int) int { return low + d.below(high-low+1) }

// chance is true in perMille of a thousand cases.
func (d dice) chance(perMille int) bool { return d.below(1000) < perMille }

// pick draws an index with the weights given.
func (d dice) pick(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	left := d.below(total)
	for i, w := range weights {
		if left < w {
			return i
		}
		left -= w
	}
	return len(weights) - 1
}

// skewed holds the quantiles 0/16 .. 16/16 of a log-normal time with median 1000 and sigma 1, the tails cut.
var skewed = [17]int64{80, 216, 317, 412, 509, 613, 727, 855, 1000, 1170, 1375, 1631, 1963, 2428, 3158, 4637, 12000}

// around draws a right-skewed time with the median given, at least 1.
func (d dice) around(median int64) int64 {
	u := d.source.Uint32N(16 << 10)
	i, part := u>>10, int64(u&1023)
	quantile := skewed[i] + (skewed[i+1]-skewed[i])*part/1024
	return max(1, median*quantile/1000)
}
