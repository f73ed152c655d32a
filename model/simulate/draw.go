package simulate

import (
	"math"
	"math/rand/v2"
)

// Purposes have random streams of their own, so that two desks that differ in staff meet the same arrivals.
const (
	forArrivals = iota
	forHandling
	purposes
)

// stream returns the random numbers of one replication and purpose. Both halves of the seed are scrambled, since
// neighbouring seeds of a linear generator are neighbours on one orbit.
func stream(seed uint64, replication int, purpose uint64) *rand.Rand {
	key := uint64(replication)*purposes + purpose
	return rand.New(rand.NewPCG(scramble(seed+key), scramble(^seed)^scramble(key)))
}

// scramble is the output function of SplitMix64.
//
// Source: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA (2014).
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// draw returns one time of the law, in seconds.
func (s *sampler) draw(r *rand.Rand) float64 {
	switch s.law {
	case exponential:
		return s.mean * r.ExpFloat64()
	case deterministic:
		return s.mean
	case lognormal:
		return math.Exp(s.a + s.b*r.NormFloat64())
	case gammaLike:
		return s.b * gamma(s.a, r)
	}
	return s.values[r.IntN(len(s.values))]
}

// gamma returns a gamma variate of scale 1. A shape below 1 is drawn as gamma(shape+1)·U^(1/shape).
//
// Source: G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM Transactions on
// Mathematical Software 26 (2000).
func gamma(shape float64, r *rand.Rand) float64 {
	if shape < 1 {
		return gamma(shape+1, r) * math.Pow(r.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// draw returns how long a customer waits at most, in seconds; +Inf for ever.
func (t *temper) draw(r *rand.Rand) float64 {
	if t.atOnce > 0 && r.Float64() < t.atOnce {
		return 0
	}
	switch t.law {
	case exponential:
		return t.mean * r.ExpFloat64()
	case deterministic:
		return t.mean
	}
	return forever
}
