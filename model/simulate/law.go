package simulate

import "math"

// Kind names a law of handling times.
type Kind string

// Laws of handling times and delays.
const (
	Exponential   Kind = "exponential"   // Mean
	Lognormal     Kind = "lognormal"     // Mean and CV
	Gamma         Kind = "gamma"         // Mean and CV; Erlang with k phases: CV = 1/√k
	Deterministic Kind = "deterministic" // always Mean
	Empirical     Kind = "empirical"     // one of Values, each as likely
)

// Law is how long something takes, in seconds.
type Law struct {
	Kind   Kind
	Mean   float64   // s; not for Empirical
	CV     float64   // standard deviation / mean; Lognormal and Gamma only
	Values []float64 // s, measured times; Empirical only
}

// average is the mean of a law that has passed its check, in seconds.
func (l Law) average() float64 {
	if l.Kind != Empirical {
		return l.Mean
	}
	sum := 0.0
	for _, v := range l.Values {
		sum += v
	}
	return sum / float64(len(l.Values))
}

// Temper names a law of patience.
type Temper string

// Laws of patience.
const (
	Endless       Temper = "endless"       // nobody gives up
	Memoryless    Temper = "exponential"   // Mean
	FixedPatience Temper = "deterministic" // everybody gives up after Mean
)

// Patience is how long a live customer waits before giving up.
type Patience struct {
	Kind   Temper
	Mean   float64 // s, of those who do not give up at once
	AtOnce float64 // share that gives up at once when nobody is free, 0..1
}

// code is a Kind or Temper as a number: a loop compares numbers faster than words.
type code uint8

const (
	exponential code = iota
	lognormal
	gammaLike
	deterministic
	empirical
	endless
)

// sampler is a Law made ready for drawing.
type sampler struct {
	law    code
	mean   float64
	a, b   float64 // lognormal: mean and standard deviation of the logarithm; gamma: shape and scale
	values []float64
}

// sampler prepares the law.
//
// Lognormal: σ² = ln(1+CV²), μ = ln Mean - σ²/2. Gamma: shape 1/CV², scale Mean·CV².
func (l Law) sampler() sampler {
	s := sampler{mean: l.Mean, values: l.Values}
	switch l.Kind {
	case Exponential:
		s.law = exponential
	case Lognormal:
		variance := math.Log1p(l.CV * l.CV)
		s.law, s.a, s.b = lognormal, math.Log(l.Mean)-variance/2, math.Sqrt(variance)
	case Gamma:
		s.law, s.a, s.b = gammaLike, 1/(l.CV*l.CV), l.Mean*l.CV*l.CV
	case Deterministic:
		s.law = deterministic
	case Empirical:
		s.law = empirical
	}
	return s
}

// temper is a Patience made ready for drawing.
type temper struct {
	law    code
	mean   float64 // s
	atOnce float64
}

func (p Patience) temper() temper {
	t := temper{law: endless, mean: p.Mean, atOnce: p.AtOnce}
	switch p.Kind {
	case Memoryless:
		t.law = exponential
	case FixedPatience:
		t.law = deterministic
	}
	return t
}

// patient says whether nobody ever gives up.
func (t temper) patient() bool { return t.law == endless && t.atOnce == 0 }
