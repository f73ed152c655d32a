package effort

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Ratios θ = κ²/σ² that are looked at, over one over the variance that the pooled means leave: from no scatter that could be seen
// to no noise to speak of, in halves of a decade, which is finer than a dozen categories tell.
const (
	leastDecade = -4
	mostDecade  = 16
	perDecade   = 2
)

// sweeps bounds how often the groups are gone through; a second sweep changes little, for teams of one tier have no tickets of
// another.
const sweeps = 4

// mostScatter bounds κ: with more, a normal law would have one category in six below 0 minutes, and columns that depend on each other
// would let κ run away.
const mostScatter = 1

// likelihood is the restricted likelihood of y = Zμ + Σ A_g κ_g z + e as a function of θ_g = κ_g²/σ², z and e/σ standard normal, A_g the
// free columns of a group times its mean. With R the triangle of the augmented system
//
//	[AΘ^½ Z y; I 0 0]
//
// -2 ln L = 2 Σ ln|Rᵢᵢ| + (N-G) ln(r²) + const., the sum over all columns but y, and r the last element of R.
//
// Source: D. Bates, M. Mächler, B. Bolker, S. Walker, Fitting linear mixed-effects models using lme4, J. Stat. Softw. 67
// (2015), section 3.4, equation 41.
type likelihood struct {
	data    *mat.Dense // triangle of a QR factorisation of [A Z y]
	of      []int      // group of each column of A
	groups  int
	degrees int // N - G
}

func (m *mixed) likelihood() likelihood {
	l := likelihood{groups: len(m.p.groups), degrees: len(m.d.minutes) - len(m.p.groups)}
	rows := len(m.d.minutes)
	z, y := m.d.pooled(m.p.groups), m.d.weighted()
	a := mat.NewDense(rows, m.scattered()+l.groups+1, nil)
	for g, group := range m.p.groups {
		for _, j := range group.keys {
			if m.free[j] && len(group.keys) > 1 {
				for i := range rows {
					a.Set(i, len(l.of), m.d.tickets.At(i, j)*m.d.weight[i]*group.mean)
				}
				l.of = append(l.of, g)
			}
		}
	}
	for g := range l.groups {
		a.SetCol(len(l.of)+g, mat.Col(nil, g, z))
	}
	a.SetCol(len(l.of)+l.groups, y)
	l.data = triangle(a)
	return l
}

// scattered is the number of free columns that are not alone in their group.
func (m *mixed) scattered() int {
	n := 0
	for _, g := range m.p.groups {
		for _, j := range g.keys {
			if m.free[j] && len(g.keys) > 1 {
				n++
			}
		}
	}
	return n
}

// triangle is R of a QR factorisation, or the matrix itself when it has fewer rows than columns.
func triangle(a *mat.Dense) *mat.Dense {
	rows, n := a.Dims()
	if rows < n {
		return a
	}
	var qr mat.QR
	var r mat.Dense
	qr.Factorize(a)
	qr.RTo(&r)
	return mat.DenseCopyOf(r.Slice(0, n, 0, n))
}

// at is -2 ln L less 2 Σ ln κ_g, but for a constant, and σ². Without the factors κ the likelihood finds κ = 0 far too often where
// there are few keys, and different keys would be taken as equal. It is +Inf where a κ is above mostScatter.
//
// Source: Y. Chung et al., A nondegenerate penalized likelihood estimator for variance parameters in multilevel models,
// Psychometrika 78 (2013), a Gamma(2, 0) prior for κ.
func (l likelihood) at(theta []float64) (value, variance float64) {
	rows, n := l.data.Dims()
	k := len(l.of)
	a := mat.NewDense(rows+k, n, nil)
	a.Slice(0, rows, 0, n).(*mat.Dense).Copy(l.data)
	for c, g := range l.of {
		for i := range rows {
			a.Set(i, c, a.At(i, c)*math.Sqrt(theta[g]))
		}
		a.Set(rows+c, c, 1)
	}
	r := triangle(a)
	for i := range n - 1 {
		value += 2 * math.Log(math.Abs(r.At(i, i)))
	}
	left := math.Max(r.At(n-1, n-1)*r.At(n-1, n-1), math.SmallestNonzeroFloat64)
	variance = left / float64(l.degrees)
	for _, t := range theta {
		switch scatter := t * variance; {
		case scatter > mostScatter*mostScatter:
			return math.Inf(1), variance
		case t > 0:
			value -= math.Log(scatter)
		}
	}
	return value + float64(l.degrees)*math.Log(left), variance
}

// reml finds θ for every group, 0 where it has no free columns, going through the groups one after the other, and σ².
func (m *mixed) reml() (theta []float64, variance float64, degrees int) {
	l := m.likelihood()
	theta = make([]float64, l.groups)
	_, pooled := l.at(theta)
	for _, g := range l.of {
		theta[g] = math.Pow(10, leastDecade) / pooled
	}
	best, variance := l.at(theta)
	for range sweeps {
		before := best
		for g := range theta {
			if theta[g] == 0 {
				continue
			}
			kept := theta[g]
			for step := leastDecade * perDecade; step <= mostDecade*perDecade; step++ {
				theta[g] = math.Pow(10, float64(step)/perDecade) / pooled
				if value, v := l.at(theta); value < best {
					best, kept, variance = value, theta[g], v
				}
			}
			theta[g] = kept
		}
		if best == before {
			break
		}
	}
	return theta, variance, l.degrees
}
