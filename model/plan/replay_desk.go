package plan

import (
	"fmt"
	"time"

	"tiermix/model/simulate"
)

// Bounds of a replay's tables by level, category and period.
const (
	replayCells   = 60_000 // above it the categories with the fewest tickets are joined: about 300 MB for every seed that runs at the same time
	replayPeriods = 12_000
)

// replayed is a recorded period as the simulation takes it.
type replayed struct {
	noting
	desk      simulate.Desk
	arrivals  []simulate.Arrival
	kinds     []kind // of simulate's categories
	days      []int  // of simulate's periods: index of the day since Recorded.Since
	since     time.Time
	filled    int          // days before the first that counts
	live      int          // tickets that count and wait in line
	perDay    []int        // recorded tickets, by day since Recorded.Since
	entered   [2][]float64 // tickets that count, by level where they entered and the simulation's category
	answering int
	people    [2]float64
}

// replayed lays a rota on the calendar and sorts arrivals into kinds.
func (in Input) replayed(r Rota, rec Recorded) (*replayed, error) {
	d := &replayed{since: rec.Since, answering: r.answering()}
	d.desk = simulate.Desk{Tiers: []string{"1st level", "2nd level"}, Channels: in.channels(r.Policy.Direct), AfterClose: simulate.Stop}
	d.filled = len(daysOf(rec.Since, rec.From))
	d.unroll(in, r, rec)
	switch n := len(d.desk.Periods); {
	case n > replayPeriods:
		return nil, fmt.Errorf("the staff changes or the desk opens %d times from %s to %s, at most %d times can be replayed at once; choose a shorter period",
			n, rec.Since.Format(time.DateOnly), rec.To.Format(time.DateOnly), replayPeriods)
	case !d.staffed():
		return nil, fmt.Errorf("nobody is on duty from %s to %s: the desk is closed on all of these days; choose a longer period", rec.Since.Format(time.DateOnly), rec.To.Format(time.DateOnly))
	}
	d.sort(in, r, rec)
	for i, duty := range r.OnDuty {
		d.people[i] = whileOpen(duty, in.opening())
	}
	return d, nil
}

// daysOf are the midnights from one day to before another.
func daysOf(from, until time.Time) []time.Time {
	var all []time.Time
	for day := from; day.Before(until); day = day.AddDate(0, 0, 1) {
		all = append(all, day)
	}
	return all
}

// unroll lays the typical week on the days of the period: from half hour to half hour as time passes, so that a day on which the clock
// changes has as many as it lasts. Half hours of a day with the same people, all open or all closed, are one period.
func (d *replayed) unroll(in Input, r Rota, rec Recorded) {
	first, second, opening := onDuty(r.OnDuty[0]), onDuty(r.OnDuty[1]), in.opening()
	groups := []simulate.Group{{Name: d.desk.Tiers[0], Tier: 0}, {Name: d.desk.Tiers[1], Tier: 1}}
	var before state
	var open []bool
	for i, day := range daysOf(rec.Since, rec.end()) {
		next := day.AddDate(0, 0, 1)
		for at := day; at.Before(next); at = at.Add(30 * time.Minute) {
			now := state{day: i}
			if k := slotOf(at); !in.isHoliday(day) {
				now = state{i, first[k], second[k], opening[k]}
			}
			length := min(30*time.Minute, next.Sub(at)).Seconds()
			if last := len(d.desk.Periods) - 1; last >= 0 && now == before {
				d.desk.Periods[last] += length
				continue
			}
			before = now
			d.desk.Periods, d.days, open = append(d.desk.Periods, length), append(d.days, i), append(open, now.open)
			groups[0].Agents, groups[1].Agents = append(groups[0].Agents, now.first), append(groups[1].Agents, now.second)
		}
	}
	d.desk.Groups = groups
	inOpenHours(d.desk.Channels, open)
}

// state is what stays the same through a period.
type state struct {
	day           int
	first, second int // people
	open          bool
}

// isHoliday says whether the calendar closes a day.
func (in Input) isHoliday(day time.Time) bool {
	return in.Demand.Calendar.ClosedOn(day)
}

// slotOf is the half hour of the week, from Monday on, that the wall clock shows.
func slotOf(at time.Time) int {
	return (int(at.Weekday())+6)%7*Slots + at.Hour()*2 + at.Minute()/30
}

func (d *replayed) staffed() bool {
	for _, g := range d.desk.Groups {
		for _, n := range g.Agents {
			if n > 0 {
				return true
			}
		}
	}
	return false
}

// whileOpen is the mean number of people on duty over the open half hours of a week.
func whileOpen(people []float64, open []bool) float64 {
	sum, n := 0.0, 0.0
	for i, yes := range open {
		if yes {
			sum += people[i]
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// sort gives every arrival its kind, and every kind its place in the simulation.
func (d *replayed) sort(in Input, r Rota, rec Recorded) {
	s := sorter{in: in, rota: r, kinds: map[kind]int{}}
	for _, a := range rec.Arrivals {
		s.kinds[s.kindOf(a, rec)]++
	}
	d.perDay = make([]int, d.days[len(d.days)-1]+1)
	places := d.place(s, max(1, replayCells/len(d.desk.Tiers)/len(d.desk.Periods)))
	for i := range d.entered {
		d.entered[i] = make([]float64, len(d.kinds))
	}
	for _, a := range rec.Arrivals {
		k := s.kindOf(a, rec)
		one := simulate.Arrival{AtSeconds: a.At.Sub(rec.Since).Seconds(), Category: places[k], Channel: deferredChannel, Tier: d.answering}
		if k.live {
			one.Channel = liveChannel
		}
		if r.Recorded && a.Direct {
			one.Tier = 1
		}
		d.count(one, a, rec)
		d.arrivals = append(d.arrivals, one)
	}
	d.note(in, r, rec, s)
}

// count counts an arrival.
func (d *replayed) count(one simulate.Arrival, a Arrival, rec Recorded) {
	d.perDay[int(dayOf(a.At.In(rec.Since.Location())).Sub(dayOf(rec.Since)).Hours()/24)]++
	if a.At.Before(rec.From) {
		return
	}
	d.entered[one.Tier][one.Category]++
	if one.Channel == liveChannel {
		d.live++
	}
}
