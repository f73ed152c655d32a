package simulate

import (
	"math"
	"math/rand/v2"
)

// intake is the arrivals of all streams as one Poisson process per period, or a list of measured ones.
type intake struct {
	ends    []float64 // s, end of each period
	rates   []float64 // 1/s, of all streams together, by period
	choose  []alias   // which stream, by period
	entries []int32   // stream -> visit
	day     Day
	replay  []given // measured arrivals; nil: drawn
}

// given is a measured arrival.
type given struct {
	at    float64 // s
	visit int32
}

// source walks through the arrivals of one replication.
type source struct {
	*intake
	r      *rand.Rand
	at     float64 // s, the next arrival; +Inf when none is left
	visit  int32   // where it goes
	period int
	factor float64 // of the day
	next   int     // of replay
}

func (in *intake) source(r *rand.Rand) source {
	s := source{intake: in, r: r, factor: 1}
	if in.replay == nil {
		s.drawDay()
	}
	s.advance()
	return s
}

// advance moves on to the next arrival.
func (s *source) advance() {
	if s.replay != nil {
		s.advanceReplay()
		return
	}
	work := s.r.ExpFloat64() // expected arrivals until the next one
	for {
		rate := s.rates[s.period] * s.factor
		if at := s.at + work/rate; at < s.ends[s.period] { // a rate of 0 gives +Inf
			s.at = at
			break
		}
		work -= (s.ends[s.period] - s.at) * rate
		work = max(work, 0)
		s.at = s.ends[s.period]
		s.period++
		if s.period == len(s.ends) {
			s.at = math.Inf(1)
			return
		}
		if s.day.Periods > 0 && s.period%s.day.Periods == 0 {
			s.drawDay()
		}
	}
	s.visit = s.entries[s.choose[s.period].draw(s.r)]
}

func (s *source) drawDay() {
	if s.day.Shape > 0 {
		s.factor = gamma(s.day.Shape, s.r) / s.day.Shape
	}
}

func (s *source) advanceReplay() {
	if s.next == len(s.replay) {
		s.at = math.Inf(1)
		return
	}
	s.at, s.visit = s.replay[s.next].at, s.replay[s.next].visit
	s.next++
}
