package effort

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"
)

// dependent is the ratio of the smallest to the largest singular value (columns of length 1) at which columns count as
// dependent: counts are exact, so that only the rounding of the factorisation is to be forgiven.
const dependent = 1e-10

// closely is the ratio below which columns are nearly dependent: a condition index above 30 (D. A. Belsley, E. Kuh,
// R. E. Welsch, Regression Diagnostics (1980), section 3.2).
const closely = 1.0 / 30

// member is the weight in the null space from which a column takes part in a dependence.
const member = 1e-6

// closeMember is the same for a near dependence, whose direction is not sharp.
const closeMember = 0.3

// apart finds which keys the design cannot tell apart, and says so.
//
// With N the right singular vectors of the singular values that count as 0, columns i and j hang together when
// (N Nᵀ)ᵢⱼ ≠ 0. The sum of the fitted hours over such a set is the same for every solution; so their common mean is told.
//
// Fewer team weeks than keys hang together by their number, whatever their proportions: there nothing is said of them.
func (f *Fit) apart(d design, minutes []float64) {
	if f.N < len(d.keys) {
		f.Notes = append(f.Notes, fmt.Sprintf("%d team weeks are fewer than the %d times that are looked for; the mean of the others stands in for what they do not tell", f.N, len(d.keys)))
		return
	}
	scaled := mat.DenseCopyOf(d.tickets)
	scaleColumns(scaled)
	var svd mat.SVD
	if !svd.Factorize(scaled, mat.SVDFullV) {
		f.Notes = append(f.Notes, "the singular values of the design could not be found; what can be told apart is not known")
		return
	}
	var v mat.Dense
	svd.VTo(&v)
	values := svd.Values(nil)
	exact := directions(&v, values, 0, dependent)
	for _, set := range linked(exact, member) {
		f.join(d, minutes, set)
	}
	near := directions(&v, values, dependent, closely)
	for _, set := range linked(near, closeMember) {
		if len(set) > 1 {
			t := d.together(minutes, set)
			t.Close = true
			f.Together = append(f.Together, t)
			f.Notes = append(f.Notes, fmt.Sprintf("%s come in nearly the same proportions every week and are hardly told apart", list(t.Keys)))
		}
	}
}

// join withdraws the answers for a set of keys that hang together.
func (f *Fit) join(d design, minutes []float64, set []int) {
	if len(set) == 1 {
		return // without tickets, as its share says
	}
	t := d.together(minutes, set)
	f.Together = append(f.Together, t)
	reason := fmt.Sprintf("%s always come in the same proportions, so paid hours tell only their common mean, %.1f minutes", list(t.Keys), t.Minutes)
	f.Notes = append(f.Notes, reason)
	for _, j := range set {
		if s := &f.Shares[j]; s.Told || s.Reason == NextToNothing || s.Reason == HardlyCounts {
			s.Told, s.Joined, s.Reason = false, true, SameMix
		}
	}
}

func (d design) together(minutes []float64, set []int) Together {
	var t Together
	work, tickets := 0.0, 0.0
	for _, j := range set {
		t.Keys = append(t.Keys, d.keys[j])
		n := float64(d.total(j))
		work, tickets = work+n*minutes[j], tickets+n
	}
	t.Minutes = work / math.Max(tickets, 1)
	return t
}

// directions is N Nᵀ over the singular vectors whose ratio to the largest value lies in (above, upTo]; values that a
// design with fewer rows than columns does not have are 0.
func directions(v *mat.Dense, values []float64, above, upTo float64) *mat.Dense {
	n, _ := v.Dims()
	sum := mat.NewDense(n, n, nil)
	for j := range n {
		ratio := 0.0
		if j < len(values) && values[0] > 0 {
			ratio = values[j] / values[0]
		}
		if ratio > upTo || above > 0 && ratio <= above {
			continue
		}
		var outer mat.Dense
		outer.Outer(1, v.ColView(j), v.ColView(j))
		sum.Add(sum, &outer)
	}
	return sum
}

// linked are the sets of columns that hang together, each in rising order.
func linked(p *mat.Dense, weight float64) [][]int {
	n, _ := p.Dims()
	seen := make([]bool, n)
	var sets [][]int
	for j := range n {
		if seen[j] || p.At(j, j) <= weight*weight {
			continue
		}
		seen[j] = true
		set := []int{j}
		for i := 0; i < len(set); i++ {
			for k := range n {
				if !seen[k] && math.Abs(p.At(set[i], k)) > weight*weight {
					seen[k] = true
					set = append(set, k)
				}
			}
		}
		sets = append(sets, set)
	}
	return sets
}

func list(keys []Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.String()
	}
	return strings.Join(names, " and ")
}
