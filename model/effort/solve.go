package effort

import (
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/rate"
)

// jeffreys is the parameter of Jeffreys' prior for a share, Beta(½, ½).
const jeffreys = 0.5

// SolveShare is what is known of the share p that 1st level solves when it tries: a Beta distribution.
type SolveShare struct {
	Solved, Tried int
	Alpha, Beta   float64 // parameters of the posterior
	Mean          float64
	Low, High     float64 // 95 %, equal tails
	Few           bool    // rests on fewer than Few tries
	Note          string  // set when Few
}

// SolveShareOf returns the posterior of p after solved of tried tickets, with Jeffreys' prior:
// p ~ Beta(solved + ½, tried - solved + ½), mean (solved + ½)/(tried + 1).
//
// Special cases: nothing tried gives the prior itself, mean ½ and an interval from 0.0015 to 0.9985, marked as Few.
// Errors: negative counts, more solved than tried.
//
// Source: L. D. Brown, T. T. Cai, A. DasGupta, Interval estimation for a binomial proportion, Stat. Sci. 16 (2001),
// section 3.1.2; the interval is the plain equal-tailed one, without their change at 0 and at all.
func SolveShareOf(solved, tried int) (SolveShare, error) {
	if solved < 0 || tried < 0 || solved > tried {
		return SolveShare{}, fmt.Errorf("%d solved of %d tried: neither may be negative and no more can be solved than tried", solved, tried)
	}
	s := SolveShare{Solved: solved, Tried: tried, Alpha: float64(solved) + jeffreys, Beta: float64(tried-solved) + jeffreys}
	law := s.Law()
	s.Mean = law.Mean()
	s.Low, s.High = law.Quantile((1-rate.Level)/2), law.Quantile((1+rate.Level)/2)
	if s.Few = tried < Few; s.Few {
		s.Note = fmt.Sprintf("rests on %d tries, fewer than %d", tried, Few)
	}
	return s, nil
}

// Law is the posterior, for drawing from it; it has no source of randomness of its own.
func (s SolveShare) Law() distuv.Beta { return distuv.Beta{Alpha: s.Alpha, Beta: s.Beta} }
