package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Sample is what is kept of a set of measured values: their number, mean and unbiased variance. For durations
// the values are ln(1+seconds): durations are skewed and their logarithms are not.
type Sample struct {
	N        int
	Mean     float64
	Variance float64 // of the values, divided by N-1
}

// Interval returns Student's interval for the true mean at the given level: Mean ± t√(Variance/N).
//
// Special cases: fewer than two values, a negative variance or an impossible level give NaN, NaN.
//
// Source: Student, The probable error of a mean, Biometrika 6 (1908).
func (s Sample) Interval(level float64) (low, high float64) {
	if !s.valid() || !(level > 0 && level < 1) {
		return math.NaN(), math.NaN()
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(s.N - 1)}.Quantile((1 + level) / 2)
	half := t * math.Sqrt(s.Variance/float64(s.N))
	return s.Mean - half, s.Mean + half
}

// CompareMeans returns the two-sided p value of Welch's test that two samples share one true mean:
// t = (m₁-m₂)/√(v₁/n₁+v₂/n₂), with the degrees of freedom of Welch and Satterthwaite.
//
// Special cases: fewer than two values on a side give NaN; when neither sample varies the result is 1 for equal
// means and 0 otherwise.
//
// Source: B. L. Welch, The generalization of "Student's" problem when several different population variances are
// involved, Biometrika 34 (1947).
func CompareMeans(a, b Sample) float64 {
	if !a.valid() || !b.valid() {
		return math.NaN()
	}
	ea, eb := a.Variance/float64(a.N), b.Variance/float64(b.N)
	if ea+eb == 0 {
		if a.Mean == b.Mean {
			return 1
		}
		return 0
	}
	t := (a.Mean - b.Mean) / math.Sqrt(ea+eb)
	freedom := (ea + eb) * (ea + eb) / (ea*ea/float64(a.N-1) + eb*eb/float64(b.N-1))
	return math.Min(1, 2*distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.CDF(-math.Abs(t)))
}

func (s Sample) valid() bool {
	return s.N >= 2 && s.Variance >= 0 && !math.IsNaN(s.Mean)
}
