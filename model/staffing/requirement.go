package staffing

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"tiermix/model/integer"
	"tiermix/model/queue"
)

// Bind is the promise that makes a number of people necessary.
type Bind string

// The promises.
const (
	Nothing         Bind = "nothing"
	ServiceLevel    Bind = "service level"
	Occupancy       Bind = "occupancy"
	Abandonment     Bind = "abandonment"
	Stability       Bind = "stability"
	MinimumStaffing Bind = "minimum staffing"
	DeferredTarget  Bind = "deferred target"
)

var bindOf = map[queue.Bound]Bind{
	queue.NoBound: Nothing, queue.ServiceBound: ServiceLevel, queue.OccupancyBound: Occupancy,
	queue.AbandonBound: Abandonment, queue.StableBound: Stability,
}

// Requirement is what one interval needs.
type Requirement struct {
	Interval Interval
	Open     bool
	Load     float64 // Erlang, live work
	Live     float64 // people for live work, a fraction kept
	Gaps     float64 // people's worth of deferred work done between live tickets by whole people
	Deferred float64 // people on top of those whole people, for deferred work
	People   float64 // in all, a fraction kept
	Staff    int     // the same, rounded up once
	Binds    Bind    // the promise that fewer people would break first
	Queue    string  // whose promise it is; empty for minimum staffing
}

// need is a tier's requirement in the making.
type need struct {
	in    Input
	tier  Tier
	open  []int
	hours []Requirement
	share [][]float64 // people for each live queue, per interval
	load  [][]float64 // Erlang of each live queue, per interval

	long []float64 // hours of each open interval
	work []cohort  // of deferred work; not to be changed
	all  lane      // the same in all turns
}

// require works out what each interval of a tier needs.
//
// Live queues: the smallest number of agents that keeps the queue's promise at the interval's offered load, as a fraction;
// queues of a tier are added. At least the minimum staff is there. Deferred work fills the time that these people, who come
// as whole ones, have left below the occupancy cap, most urgent first. More people come in for the rest, each queue's spread
// as evenly as its target allows, and of these nobody who can be spared: see wholePeople. Live tickets interrupt deferred work.
func require(in Input, t Tier) (*need, error) {
	r := &need{in: in, tier: t, open: t.open(len(in.Horizon)), hours: make([]Requirement, len(in.Horizon))}
	for i, v := range in.Horizon {
		r.hours[i] = Requirement{Interval: v, Binds: Nothing}
	}
	for _, i := range r.open {
		r.hours[i].Open = true
		r.long = append(r.long, in.Horizon[i].Hours())
	}
	if len(t.Deferred) > 0 {
		r.work = r.cohorts()
		r.all = r.lane(r.work)
	}
	for _, l := range t.Live {
		if err := r.live(l); err != nil {
			return nil, fmt.Errorf("tier %q, live queue %q: %w", t.Name, l.Name, err)
		}
	}
	r.minimum()
	if len(t.Deferred) > 0 {
		r.deferred()
	}
	for i := range r.hours {
		h := &r.hours[i]
		h.Staff = int(up(h.People))
		if h.People > mostPeople {
			return nil, fmt.Errorf("tier %q needs %.0f people at %s; more than %d is a unit mistaken", t.Name, h.People, h.Interval.Start.UTC().Format(clockText), mostPeople)
		}
	}
	return r, nil
}

const clockText = "2006-01-02 15:04 UTC"

// idle is the load, in Erlang, under which an interval in which no ticket comes needs nobody: what is left over from before keeps
// somebody busy with a chance of less than one in a hundred. Left-over work fades for ever, so that without a bound a night
// without tickets would take somebody who answers the last of the day before.
const idle = 0.01

// live adds the need of one live queue.
func (r *need) live(l Live) error {
	l.Arrivals = r.whileOpen(l.Arrivals)
	load := offeredLoad(r.in.Horizon, r.in.Repeats, l)
	share := make([]float64, len(load))
	top := make([]float64, len(load))
	for _, i := range r.open {
		if l.Arrivals[i] == 0 && load[i] < idle {
			r.hours[i].Load += load[i]
			load[i] = 0
			continue
		}
		staff, err := l.at(load[i]).Required(l.Promise)
		if err != nil {
			return fmt.Errorf("at %s: %w", r.in.Horizon[i].Start.UTC().Format(clockText), err)
		}
		share[i] = staff.Fractional
		h := &r.hours[i]
		for _, before := range r.share {
			top[i] = math.Max(top[i], before[i])
		}
		if share[i] > top[i] {
			h.Binds, h.Queue = bindOf[staff.Binds], l.Name
		}
		h.Live, h.Load = h.Live+share[i], h.Load+load[i]
	}
	r.share, r.load = append(r.share, share), append(r.load, load)
	return nil
}

// whileOpen are arrivals without those that nobody is planned for, since the tier is closed.
func (r *need) whileOpen(arrivals []float64) []float64 {
	all := make([]float64, len(arrivals))
	for _, i := range r.open {
		all[i] = arrivals[i]
	}
	return all
}

// at is the queue as it would be if it stayed at a load.
func (l Live) at(load float64) queue.Live {
	return queue.Live{ArrivalsPerHour: load * 3600 / l.HandlingSeconds, HandlingSeconds: l.HandlingSeconds, PatienceSeconds: l.PatienceSeconds}
}

func (r *need) minimum() {
	for _, i := range r.open {
		h := &r.hours[i]
		h.People = h.Live
		if r.tier.MinimumStaff > h.Live {
			h.People, h.Binds, h.Queue = r.tier.MinimumStaff, MinimumStaffing, ""
		}
	}
}

// deferred adds the people for deferred work. Whoever is there for live work is there as a whole person, and has the rest of
// the time for deferred work.
func (r *need) deferred() {
	free := make([]float64, len(r.open))
	for k, i := range r.open {
		h := r.hours[i]
		free[k] = r.length(k) * math.Max(0, up(h.People)*r.tier.MaxOccupancy-h.Load)
	}
	left, rest := slices.Clone(r.work), slices.Clone(free)
	fill(left, rest)
	extra := make([]float64, len(r.open))
	for q := range r.tier.Deferred {
		floats.Add(extra, r.spread(of(left, q)))
	}
	done, late := r.all.place(r.capacity(free, r.wholePeople(r.all, free, extra)))
	if late > forgivenHours { // through rounding alone
		done = floats.AddTo(extra, extra, floats.SubTo(rest, free, rest))
	}
	for k, i := range r.open {
		h, hours := &r.hours[i], done[k]
		h.Gaps = math.Min(hours, free[k]) / r.length(k)
		h.Deferred = math.Max(0, hours-free[k]) / r.length(k) / r.tier.MaxOccupancy
		if h.Deferred > integer.NearWhole {
			h.People, h.Binds, h.Queue = up(h.People)+h.Deferred, DeferredTarget, r.urgent(left, k)
		}
	}
}

// of is the work of one queue.
func of(work []cohort, queue int) []cohort {
	var all []cohort
	for _, c := range work {
		if c.queue == queue {
			all = append(all, c)
		}
	}
	return all
}

// urgent names the deferred queue whose work is due first among what is left to people on top.
func (r *need) urgent(work []cohort, at int) string {
	for _, c := range work {
		if later := at + len(r.open); c.hours > 0 && (c.from <= at && c.due >= at || c.due >= later) {
			return r.tier.Deferred[c.queue].Name
		}
	}
	return ""
}
