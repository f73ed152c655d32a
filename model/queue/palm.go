package queue

import "math"

// palm is the offered wait of M/M/n+M: patience is exponential with rate θ. With ψ(x) = x - 1 + e^-x:
//
//	λ ≤ nμ: mode 0,              fall(v) = -(nμ-λ) v - λ/θ ψ(θ v)
//	λ > nμ: mode ln(λ/nμ) / θ,   fall(v) = -nμ/θ ψ(θ (v - mode)), peak = nμ/θ ψ(-ln(λ/nμ))
//
// Both forms only add numbers of one sign; so patience of any length keeps its digits.
type palm struct {
	slack  float64 // nμ - λ per second; 0 when λ > nμ
	weight float64 // λ/θ, or nμ/θ when λ > nμ
	theta  float64 // per second
	top    float64 // mode, seconds
	height float64 // peak
}

func exponential(l Live, n float64) palm {
	load, theta := l.LoadErlang(), 1/l.PatienceSeconds
	ratio := l.PatienceSeconds / l.HandlingSeconds // μ/θ
	if load <= n {
		return palm{slack: (n - load) / l.HandlingSeconds, weight: load * ratio, theta: theta}
	}
	excess := math.Log1p((load - n) / n)
	return palm{weight: n * ratio, theta: theta, top: excess * l.PatienceSeconds, height: n * ratio * psi(-excess)}
}

func (p palm) mode() float64          { return p.top }
func (p palm) peak() float64          { return p.height }
func (p palm) fall(v float64) float64 { return -p.slack*v - p.weight*psi(p.theta*(v-p.top)) }
func (p palm) kinks() []float64       { return nil }

// patience needs one exponential: of e^-x and 1 - e^-x the smaller is computed and the larger is its complement.
func (p palm) patience(v float64) (survival, lost, area float64) {
	x := p.theta * v
	if x < math.Ln2 {
		lost = -math.Expm1(-x)
		survival = 1 - lost
	} else {
		survival = math.Exp(-x)
		lost = 1 - survival
	}
	return survival, lost, lost / p.theta
}

// psiSeries is the size of x below which ψ is summed as a series, since x - 1 + e^-x would lose digits.
const psiSeries = 0.5

// psi is ψ(x) = x - 1 + e^-x, at least 0, with all its digits.
func psi(x float64) float64 {
	if math.Abs(x) > psiSeries {
		return x + math.Expm1(-x)
	}
	term := x * x / 2
	sum := term
	for k := 3.0; math.Abs(term) > seriesEnd*sum; k++ {
		term *= -x / k
		sum += term
	}
	return sum
}
