package staffing

import (
	"encoding/binary"
	"math"
	"slices"
	"time"
)

// offer is one way to send a person to work: a pattern, an instant, and where its breaks lie.
type offer struct {
	pattern int
	start   time.Time
	breaks  []time.Time
	cost    float64
	rows    []int     // intervals in which the person is there
	share   []float64 // for how much of each
}

// wholeShare forgives the rounding of shares of an interval.
const wholeShare = 1e-9

// offers lists every shift that reaches into the horizon. Of shifts that are there at the same times only the
// cheapest is kept, the first among equals.
func (r Rota) offers() []offer {
	var all []offer
	seen := map[string]int{}
	for _, day := range r.days() {
		for p, pattern := range r.Patterns {
			if !pattern.startsOn(day.Weekday()) {
				continue
			}
			for _, at := range pattern.Starts {
				start := wallClock(day, at, r.Zone)
				for _, placing := range pattern.placings() {
					o := r.offer(p, start, placing)
					if len(o.rows) == 0 {
						continue
					}
					k, known := seen[o.key()]
					switch {
					case !known:
						seen[o.key()] = len(all)
						all = append(all, o)
					case o.cost < all[k].cost:
						all[k] = o
					}
				}
			}
		}
	}
	return all
}

// wallClock is the instant at which the clock on the wall shows a time of a day. A time that the change to summer time
// skips becomes the instant that time.Date names for it; of one that the change back shows twice it is the first.
func wallClock(day time.Time, at time.Duration, zone *time.Location) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), int(at/time.Hour), int(at%time.Hour/time.Minute), int(at%time.Minute/time.Second), 0, zone).UTC()
}

// days are the local dates on which a shift may start: those of the horizon, and the day before it unless it repeats.
func (r Rota) days() []time.Time {
	first, last := r.Horizon[0].Start.In(r.Zone), r.Horizon[len(r.Horizon)-1].End().In(r.Zone)
	day := time.Date(first.Year(), first.Month(), first.Day(), 12, 0, 0, 0, time.UTC)
	if !r.Repeats {
		day = day.AddDate(0, 0, -1)
	}
	var all []time.Time
	for end := time.Date(last.Year(), last.Month(), last.Day(), 12, 0, 0, 0, time.UTC); !day.After(end); day = day.AddDate(0, 0, 1) {
		all = append(all, day)
	}
	return all
}

// offer works out when the person is there.
func (r Rota) offer(p int, start time.Time, placing []time.Duration) offer {
	pattern := r.Patterns[p]
	o := offer{pattern: p, start: start, cost: pattern.Paid.Hours()*r.rate() + pattern.Premium}
	from, to := r.Horizon[0].Start, r.Horizon[len(r.Horizon)-1].End()
	if r.Repeats && (start.Before(from) || !start.Before(to)) {
		return o // the same shift starts within the horizon, one turn earlier or later
	}
	present := make(map[int]time.Duration)
	add := func(a, b time.Time, sign time.Duration) {
		r.spread(present, a, b, sign)
		if turn := to.Sub(from); r.Repeats {
			r.spread(present, a.Add(-turn), b.Add(-turn), sign)
		}
	}
	add(start, start.Add(pattern.Length), 1)
	for i, at := range placing {
		pause := start.Add(at)
		o.breaks = append(o.breaks, pause)
		add(pause, pause.Add(pattern.Breaks[i].Length), -1)
	}
	for i, d := range present {
		if float64(d)/float64(r.Horizon[i].Length) > wholeShare {
			o.rows = append(o.rows, i)
		}
	}
	slices.Sort(o.rows)
	for _, i := range o.rows {
		o.share = append(o.share, float64(present[i])/float64(r.Horizon[i].Length))
	}
	return o
}

// spread adds the time from a to b to the intervals it falls into.
func (r Rota) spread(present map[int]time.Duration, a, b time.Time, sign time.Duration) {
	first, _ := slices.BinarySearchFunc(r.Horizon, a, func(i Interval, t time.Time) int {
		if i.End().After(t) {
			return 1
		}
		return -1
	})
	for i := first; i < len(r.Horizon) && r.Horizon[i].Start.Before(b); i++ {
		from, to := r.Horizon[i].Start, r.Horizon[i].End()
		if from.Before(a) {
			from = a
		}
		if to.After(b) {
			to = b
		}
		if to.After(from) {
			present[i] += sign * to.Sub(from)
		}
	}
}

// key tells shifts apart by when somebody is there.
func (o offer) key() string {
	var b []byte
	for k, i := range o.rows {
		b = binary.LittleEndian.AppendUint32(b, uint32(i))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(o.share[k]))
	}
	return string(b)
}
