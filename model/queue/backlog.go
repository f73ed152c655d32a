package queue

import (
	"errors"
	"fmt"
	"math"
)

// Deferred is work that can wait, such as e-mail: it comes by the hour, is answered first in, first out, within the
// capacity of each hour, and has a target in hours. What comes in an hour can be answered in the same hour.
type Deferred struct {
	Arrivals    []float64 // tickets by hour
	Capacity    []float64 // tickets that can be answered by hour; 0 outside business hours
	Business    []bool    // whether an hour counts for ages and target; nil: every hour counts
	Carried     []float64 // tickets open at the start, by age: Carried[0] came in the hour before; nil: none
	TargetHours int       // a ticket is in time when answered at this age or younger
}

// DeferredHour is the state of the line in one hour.
type DeferredHour struct {
	Done        float64 // tickets answered
	DoneInTime  float64 // of them, at an age up to the target
	Backlog     float64 // tickets open at the end
	OldestHours int     // age of the oldest of them in hours that count; 0 when there is none
}

// DeferredResult is what becomes of deferred work.
type DeferredResult struct {
	Hours []DeferredHour
	// ShareInTime is the share answered in time of all whose fate is known at the end: answered, or open and too old. 1
	// when there are none.
	ShareInTime float64
	// Clears says whether the line would empty at the end of an hour if the hours given were to repeat; ClearHours is then
	// how many hours after the last that is: 0 when nothing is open.
	Clears     bool
	ClearHours int
}

// ClearDays is ClearHours in days of 24 hours.
func (r DeferredResult) ClearDays() float64 { return float64(r.ClearHours) / 24 }

// cohort are the open tickets of one hour.
type cohort struct {
	tickets float64
	clock   int // hours that counted before its hour
}

// line is the backlog as cohorts, the oldest first.
type line struct {
	open  []cohort
	clock int
}

// Run follows the backlog hour by hour: done = min(capacity, open), the oldest first; age = hours that count from the
// ticket's hour to this one.
//
// Special cases: faults in the input are returned all at once; fractions of tickets are allowed.
//
// Source: a deterministic fluid queue, G. F. Newell, Applications of Queueing Theory, 2nd ed. (1982), chapter 2.
func (d Deferred) Run() (DeferredResult, error) {
	if err := d.check(); err != nil {
		return DeferredResult{}, err
	}
	l := d.start()
	r := DeferredResult{Hours: make([]DeferredHour, len(d.Arrivals))}
	var done, inTime float64
	for h := range d.Arrivals {
		r.Hours[h] = l.hour(d, h)
		done, inTime = done+r.Hours[h].Done, inTime+r.Hours[h].DoneInTime
	}
	for _, c := range l.open {
		if l.clock-1-c.clock >= d.TargetHours {
			done += c.tickets
		}
	}
	r.ShareInTime = 1
	if done > 0 {
		r.ShareInTime = inTime / done
	}
	r.Clears, r.ClearHours = l.clear(d)
	return r, nil
}

func (d Deferred) check() error {
	hours := len(d.Arrivals)
	var err error
	if hours == 0 || hours != len(d.Capacity) || (d.Business != nil && hours != len(d.Business)) {
		err = fmt.Errorf("deferred work has %d hours of arrivals, %d of capacity and %d of business; they must be as many, and at least one",
			hours, len(d.Capacity), len(d.Business))
	}
	for _, list := range []struct {
		name   string
		values []float64
	}{{"arrivals", d.Arrivals}, {"capacity", d.Capacity}, {"carried tickets", d.Carried}} {
		for h, x := range list.values {
			err = errors.Join(err, inRange(fmt.Sprintf("%s of hour %d", list.name, h), x, 0, 1e12))
		}
	}
	if d.TargetHours < 0 {
		err = errors.Join(err, fmt.Errorf("target is %d hours; it must be 0 or more", d.TargetHours))
	}
	return err
}

func (d Deferred) counts(hour int) bool { return d.Business == nil || d.Business[hour%len(d.Business)] }

// start is the line of carried tickets; those that came in the hour before have age 1 in the first hour.
func (d Deferred) start() *line {
	l := &line{}
	for age := len(d.Carried) - 1; age >= 0; age-- {
		l.add(d.Carried[age], -1-age)
	}
	return l
}

func (l *line) add(tickets float64, clock int) {
	if tickets > 0 {
		l.open = append(l.open, cohort{tickets, clock})
	}
}

// hour lets tickets come and answers them.
func (l *line) hour(d Deferred, h int) DeferredHour {
	at := h % len(d.Arrivals)
	l.add(d.Arrivals[at], l.clock)
	var r DeferredHour
	for left := d.Capacity[at]; left > 0 && len(l.open) > 0; {
		first := &l.open[0]
		part := math.Min(left, first.tickets)
		left -= part
		first.tickets -= part
		r.Done += part
		if l.clock-first.clock <= d.TargetHours {
			r.DoneInTime += part
		}
		if first.tickets <= 0 {
			l.open = l.open[1:]
		}
	}
	for _, c := range l.open {
		r.Backlog += c.tickets
	}
	if len(l.open) > 0 {
		r.OldestHours = l.clock - l.open[0].clock
	}
	if d.counts(h) {
		l.clock++
	}
	return r
}

// clear repeats the hours until the line is empty. The least backlog of a cycle falls by the same amount from cycle to
// cycle until it is 0; when it does not fall the line never empties. Cycles that only lower the line are counted, not run.
func (l *line) clear(d Deferred) (clears bool, hours int) {
	if len(l.open) == 0 {
		return true, 0
	}
	open, least, last := 0.0, math.Inf(1), math.Inf(1)
	for _, c := range l.open {
		open += c.tickets
	}
	for hours = 1; ; hours++ {
		at := (hours - 1) % len(d.Arrivals)
		came := open + d.Arrivals[at]
		open = math.Max(0, came-d.Capacity[at])
		if open <= forgiven*came {
			return true, hours
		}
		least = math.Min(least, open)
		if at == len(d.Arrivals)-1 {
			fall := last - least
			if least >= last*(1-forgiven) {
				return false, 0
			}
			if cycles := math.Floor(least/fall) - 1; cycles > 0 && !math.IsInf(fall, 1) {
				open, least, hours = open-cycles*fall, least-cycles*fall, hours+int(cycles)*len(d.Arrivals)
			}
			last, least = least, math.Inf(1)
		}
	}
}
