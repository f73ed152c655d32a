package queue

import (
	"errors"
	"fmt"
	"math"
)

// Profile is a rate that is constant for stretches of equal length, such as the 24 hours of a day or the 168 of a week,
// and then repeats.
type Profile struct {
	ArrivalsPerHour []float64 // by stretch
	StretchHours    float64   // length of each, in hours
}

// CycleHours is the length of all stretches together, in hours.
func (p Profile) CycleHours() float64 { return float64(len(p.ArrivalsPerHour)) * p.StretchHours }

// RatePerHour is the arrival rate at an hour.
func (p Profile) RatePerHour(hour float64) float64 {
	i, _ := p.locate(hour)
	return p.ArrivalsPerHour[i]
}

// locate is the stretch an hour lies in, and how far in.
func (p Profile) locate(hour float64) (stretch int, hours float64) {
	hour = math.Mod(hour, p.CycleHours())
	if hour < 0 {
		hour += p.CycleHours()
	}
	stretch = min(int(hour/p.StretchHours), len(p.ArrivalsPerHour)-1)
	return stretch, hour - float64(stretch)*p.StretchHours
}

// Check refuses rates below 0 and stretches without length, all at once.
func (p Profile) Check() error {
	err := above("stretch in hours", p.StretchHours, MaxSeconds)
	if len(p.ArrivalsPerHour) == 0 {
		err = errors.Join(err, errors.New("profile has no stretches; it needs at least one"))
	}
	for i, rate := range p.ArrivalsPerHour {
		err = errors.Join(err, inRange(fmt.Sprintf("arrivals per hour of stretch %d", i+1), rate, 0, math.MaxFloat64))
	}
	return err
}

func (p Profile) breaks() []float64 {
	var at []float64
	for i := range p.ArrivalsPerHour {
		at = append(at, float64(i)*p.StretchHours)
	}
	return at
}

// curve is, within each stretch, final + (start - final) e^(-t/s): constant for the two plain bases.
func (p Profile) curve(base Base, handlingHours float64) curve {
	r := relaxing{profile: p, start: make([]float64, len(p.ArrivalsPerHour)), decay: 1 / handlingHours}
	for _, rate := range p.ArrivalsPerHour {
		r.final = append(r.final, rate*handlingHours)
	}
	if base != OfferedLoad {
		copy(r.start, r.final)
		if base == LaggedLoad {
			r.late = math.Mod(handlingHours, p.CycleHours()) // whole cycles change nothing
		}
		return r
	}
	// One cycle takes a start x to x k + c, with k and c from the stretches; the start that repeats is c / (1-k).
	keep := math.Exp(-p.StretchHours * r.decay)
	c := 0.0
	for _, final := range r.final {
		c = final + (c-final)*keep
	}
	x := c / -math.Expm1(-p.CycleHours()*r.decay)
	for i, final := range r.final {
		r.start[i] = x
		x = final + (x-final)*keep
	}
	return r
}

type relaxing struct {
	profile      Profile
	start, final []float64 // Erlang, by stretch
	decay        float64   // per hour
	late         float64   // hours
}

func (r relaxing) at(hour float64) float64 {
	i, t := r.profile.locate(hour - r.late)
	return r.final[i] + (r.start[i]-r.final[i])*math.Exp(-t*r.decay)
}

// pieces calls with each stretch that hours overlap, and the hours from its start at which the overlap begins and ends.
func (r relaxing) pieces(from, to float64, call func(stretch int, begin, end float64)) {
	from, to = from-r.late, to-r.late
	for from < to {
		i, begin := r.profile.locate(from)
		end := math.Min(begin+to-from, r.profile.StretchHours)
		if end-begin < forgiven*r.profile.StretchHours { // rounding put it just before the next stretch
			i, begin = (i+1)%len(r.final), 0
			end = math.Min(to-from, r.profile.StretchHours)
		}
		if to-from < forgiven*r.profile.StretchHours {
			return
		}
		call(i, begin, end)
		from += end - begin
	}
}

func (r relaxing) mean(from, to float64) float64 {
	var sum float64
	r.pieces(from, to, func(i int, begin, end float64) {
		settled := math.Exp(-begin*r.decay) * -math.Expm1(-(end-begin)*r.decay) / r.decay
		sum += r.final[i]*(end-begin) + (r.start[i]-r.final[i])*settled
	})
	return sum / (to - from)
}

// most: within a stretch the load only rises or only falls.
func (r relaxing) most(from, to float64) float64 {
	var most float64
	r.pieces(from, to, func(i int, begin, end float64) {
		for _, t := range []float64{begin, end} {
			most = math.Max(most, r.final[i]+(r.start[i]-r.final[i])*math.Exp(-t*r.decay))
		}
	})
	return most
}
