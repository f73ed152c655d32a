package simulate

import "math/rand/v2"

// alias draws an index with given weights in constant time.
//
// Source: M. D. Vose, A linear algorithm for generating random numbers with a given distribution, IEEE Transactions
// on Software Engineering 17 (1991).
type alias struct {
	keep  []float64 // probability to keep the drawn index
	other []int32   // taken otherwise
}

// newAlias prepares weights that are not negative and not all 0.
func newAlias(weights []float64) alias {
	n, sum := len(weights), 0.0
	for _, w := range weights {
		sum += w
	}
	a := alias{keep: make([]float64, n), other: make([]int32, n)}
	var small, large []int32
	for i, w := range weights {
		a.keep[i], a.other[i] = w/sum*float64(n), int32(i)
		if a.keep[i] < 1 {
			small = append(small, int32(i))
		} else {
			large = append(large, int32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a.other[s] = l
		a.keep[l] -= 1 - a.keep[s]
		if a.keep[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	a.settle(small, weights)
	return a
}

// settle takes what rounding left over: an index with weight is kept, one without must never be drawn.
func (a alias) settle(left []int32, weights []float64) {
	for _, i := range left {
		if weights[i] > 0 {
			a.keep[i] = 1
			continue
		}
		for j, w := range weights {
			if w > 0 {
				a.keep[i], a.other[i] = 0, int32(j)
			}
		}
	}
}

func (a *alias) draw(r *rand.Rand) int32 {
	if len(a.keep) == 1 {
		return 0
	}
	u := r.Float64() * float64(len(a.keep))
	i := int32(u)
	if u-float64(i) < a.keep[i] {
		return i
	}
	return a.other[i]
}
