package queue

import "math"

// Limits of the series; beyond them search falls back on the integrals, which have no limits.
const (
	longestSeries = 4000  // terms; about where the integrals are as fast
	highestPeak   = 600.0 // e^600 is safely a float64
)

// search evaluates staff quickly: the sums of the birth-death chain of M/M/n+M, right to about 1e-13 of 1 rather than
// to 1e-13 of every figure. That is all a comparison with a promise needs.
type search struct {
	live    Live
	promise Promise
	load    float64
	ratio   float64 // mean patience / mean handling time: μ/θ
	passed  float64 // target / mean patience: θT
}

func newSearch(l Live, p Promise) search {
	return search{
		live: l, promise: p, load: l.LoadErlang(),
		ratio: l.PatienceSeconds / l.HandlingSeconds, passed: p.TargetSeconds / l.PatienceSeconds,
	}
}

// with returns the occupancy, the share that gives up and the service levels of n agents. Without agents those who are
// not there are fully busy: so a cap on occupancy calls for somebody.
//
// With x = λ/θ, c = nμ/θ, q = n / (A B(n-1)) and S(x) = Σ xʲ / ((c+1)...(c+j)) = n μ ∫₀^∞ e^h(v) dv, where
// h(v) = λ (1-e^-θv)/θ - nμv:
//
//	P(V > T) = e^h(T) S(x e^-θT) / (S+q), P(served in time) = (q + n/A (S(x) - 1 - e^h(T) (S(x e^-θT) - 1))) / (S+q)
func (s search) with(agents int) Result {
	n := float64(agents)
	c, x := n*s.ratio, s.load*s.ratio
	if agents == 0 || s.long(c, x) {
		return s.exactly(agents)
	}
	q := n / (s.load * blocking(s.load, n-1))
	if math.IsInf(q, 1) {
		return s.exactly(agents)
	}
	beyond := math.Exp(-s.passed)
	all, queue := chainSums(c, x)
	late, _ := chainSums(c, x*beyond)
	h := math.Exp(-(c-x)*s.passed - x*psi(s.passed))
	total := 1 + all + q
	abandon := queue / x / total
	inTime := (q + n/s.load*(all-h*late)) / total
	later := beyond * h * (1 + late) / total
	lateAnswers := n / s.load * h * late / total // answered after the target
	return Result{
		Occupancy: s.load * (1 - abandon) / n, AbandonProbability: abandon,
		ServedOfOffered: inTime, ServedOfAnswered: inTime / (inTime + lateAnswers),
		ServedOfOfferedLessEarly: inTime / (inTime + later), ServedAndEarlyOfOffered: 1 - later,
	}
}

func (s search) exactly(agents int) Result {
	r, _ := s.live.with(agents, s.promise.TargetSeconds) // fails only when nobody gives up
	if agents == 0 {
		r.Occupancy = 1
	}
	return r
}

// long says whether the series has too many terms or too large ones: they grow while j < x-c and then fall off within
// some ten times √x, or when c is the larger, (c-x) in the exponent.
func (s search) long(c, x float64) bool {
	if x > c && c*psi(-math.Log(x/c)) > highestPeak {
		return true
	}
	return math.Max(0, x-c)+10*math.Sqrt(x) > longestSeries
}

// chainSums returns S(x) - 1 and Σ j xʲ / ((c+1)...(c+j)).
func chainSums(c, x float64) (sum, weighted float64) {
	term := 1.0
	for j := 1.0; ; j++ {
		r := x / (c + j)
		term *= r
		sum += term
		weighted += j * term
		if r < 1 && term*r <= seriesEnd*(1-r)*sum {
			return sum, weighted
		}
	}
}
