package simulate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a figure with its confidence interval at the level of Options.
type Estimate struct {
	Value     float64
	StdErr    float64 // standard error of Value
	Low, High float64 // shares are cut to 0..1, the rest at 0
	Defined   bool    // false: there was nothing to divide by, and all numbers are 0
}

// Encloses says whether a value lies in the interval, its ends included.
func (e Estimate) Encloses(value float64) bool { return e.Defined && e.Low <= value && value <= e.High }

// moments are the sums of squares and products of pairs about their means, kept up to date one pair at a time.
//
// Source: B. P. Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 4 (1962).
type moments struct {
	n             float64
	x, y          float64 // means
	sxx, sxy, syy float64
}

func (m *moments) add(x, y float64) {
	m.n++
	dx, dy := x-m.x, y-m.y
	m.x += dx / m.n
	m.y += dy / m.n
	m.sxx += dx * (x - m.x)
	m.sxy += dx * (y - m.y)
	m.syy += dy * (y - m.y)
}

// limit is how an interval is cut.
type limit struct{ low, high float64 }

var (
	amount = limit{0, math.Inf(1)}
	share  = limit{0, 1}
	change = limit{math.Inf(-1), math.Inf(1)}
)

// ratio estimates E[X]/E[Y] by r = x̄/ȳ with the standard error of the delta method,
//
//	se² = (s_xx - 2 r s_xy + r² s_yy) / (n ȳ²),
//
// and the interval r ± t se, t the Student quantile with n-1 degrees of freedom. With Y = 1 in every replication it is the
// mean of X with its usual interval. The estimate is biased by about 1/n, which intervals of this kind ignore.
//
// Special cases: ȳ = 0 is not defined; fewer than two pairs have no interval and are not defined.
//
// Source: S. Asmussen and P. W. Glynn, Stochastic Simulation (2007), section III.3.
func (m moments) ratio(t float64, cut limit) Estimate {
	if m.n < 2 || m.y == 0 {
		return Estimate{}
	}
	r := min(max(m.x/m.y, cut.low), cut.high) // rounding may lead out by a bit
	variance := max(0, m.sxx-2*r*m.sxy+r*r*m.syy) / (m.n - 1)
	e := Estimate{Value: r, StdErr: math.Sqrt(variance/m.n) / math.Abs(m.y), Defined: true}
	e.Low, e.High = max(cut.low, r-t*e.StdErr), min(cut.high, r+t*e.StdErr)
	return e
}

// student is the quantile of the two-sided interval at a level from n replications.
func student(level float64, n int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + level) / 2)
}
