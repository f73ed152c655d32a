package queue

import (
	"errors"
	"fmt"
)

// Bounds of the search for blended staff.
const (
	endlessCapacity = 1e12   // tickets an hour, as if everything were answered at once
	mostBlended     = 100000 // agents in an hour
)

// Blend is live and deferred work done by the same agents: whoever has no live ticket takes a deferred one, and puts it
// aside when a live one comes. So live work waits as if it were alone, and deferred work gets the time that is left.
type Blend struct {
	Hours    []BlendHour
	Promise  Promise      // of live work, kept in every open hour; its cap on occupancy is for live work
	Deferred DeferredWork // what fills the rest
}

// BlendHour is one hour of demand.
type BlendHour struct {
	Live             Live    // of this hour
	DeferredArrivals float64 // tickets
	Open             bool    // whether anybody works, and whether the hour counts for the age of deferred tickets
}

// DeferredWork is how deferred tickets are handled.
type DeferredWork struct {
	HandlingSeconds float64   // mean effort a ticket
	TargetHours     int       // open hours, as in Deferred
	TargetShare     float64   // share of the decided to be answered in time: 0 .. 1
	MaxOccupancy    float64   // share of paid time that live and deferred work together may fill, above 0 up to 1
	Carried         []float64 // open at the start, by age as in Deferred
}

// BlendStaff is the staff for both kinds of work.
type BlendStaff struct {
	Agents   []int    // by hour
	ForLive  []int    // what live work alone needs, by hour
	Live     []Result // by hour; no arrivals in closed hours
	Deferred DeferredResult
}

// AgentHours is the sum of the agents over the hours.
func (s BlendStaff) AgentHours() int {
	sum := 0
	for _, n := range s.Agents {
		sum += n
	}
	return sum
}

// Staff returns the fewest agents by hour so that live work keeps its promise in every open hour and deferred work its
// share in time. It starts from what live work needs. Then, for each ticket that would be late, it adds an agent at the
// last open hour in which that still helps: such an hour serves later tickets too. At last it takes away every agent that is
// not needed. So no single agent can be spared in any hour; with a share of 1 the added agents are the fewest.
//
// Agents left for deferred work in an hour = (n × cap - load served) × 3600 / handling seconds tickets.
//
// Special cases: live arrivals in a closed hour are an error, as is a target that no staff reaches, because tickets are
// carried in too old or no open hour is left.
//
// Source: S. Bhulai and G. Koole, A queueing model for call blending in call centers, IEEE Trans. Autom. Control 48
// (2003), here with work that can be put aside.
func (b Blend) Staff() (BlendStaff, error) {
	if err := b.check(); err != nil {
		return BlendStaff{}, err
	}
	s := BlendStaff{Agents: make([]int, len(b.Hours)), ForLive: make([]int, len(b.Hours)), Live: make([]Result, len(b.Hours))}
	for h, hour := range b.Hours {
		if !hour.Open {
			s.Live[h] = idle()
			continue
		}
		staff, err := hour.Live.Required(b.Promise)
		if err != nil {
			return BlendStaff{}, fmt.Errorf("staff hour %d: %w", h, err)
		}
		s.ForLive[h], s.Agents[h], s.Live[h] = staff.Agents, staff.Agents, staff.Result
	}
	plan := blendPlan{blend: b, agents: s.Agents, work: b.deferred()}
	if err := plan.raise(); err != nil {
		return BlendStaff{}, err
	}
	plan.trim(s.ForLive)
	for h, hour := range b.Hours {
		if hour.Open {
			s.Live[h], _ = hour.Live.with(s.Agents[h], b.Promise.TargetSeconds) // as many as ForLive or more: stable
		}
	}
	s.Deferred = plan.run()
	return s, nil
}

func (b Blend) check() error {
	w := b.Deferred
	err := errors.Join(
		lasting("deferred handling seconds", w.HandlingSeconds, MaxSeconds), above("occupancy cap of all work", w.MaxOccupancy, 1),
		inRange("share of deferred work in time", w.TargetShare, 0, 1), b.deferred().check(),
	)
	for h, hour := range b.Hours {
		if e := hour.Live.check(); e != nil {
			err = errors.Join(err, fmt.Errorf("hour %d: %w", h, e))
		}
		if !hour.Open && hour.Live.ArrivalsPerHour > 0 {
			err = errors.Join(err, fmt.Errorf("hour %d is closed, yet %g live tickets an hour arrive; open it or move them", h, hour.Live.ArrivalsPerHour))
		}
	}
	return err
}

// deferred is the deferred work without its capacity.
func (b Blend) deferred() Deferred {
	d := Deferred{TargetHours: b.Deferred.TargetHours, Carried: b.Deferred.Carried, Capacity: make([]float64, len(b.Hours))}
	for _, hour := range b.Hours {
		d.Arrivals, d.Business = append(d.Arrivals, hour.DeferredArrivals), append(d.Business, hour.Open)
	}
	return d
}

// blendPlan is staff in the making.
type blendPlan struct {
	blend  Blend
	agents []int
	work   Deferred
}

// capacity is the deferred tickets that an hour's agents have time for.
func (p *blendPlan) capacity(h int) float64 {
	hour, n := p.blend.Hours[h], p.agents[h]
	if !hour.Open || n == 0 {
		return 0
	}
	r, err := hour.Live.with(n, p.blend.Promise.TargetSeconds)
	if err != nil {
		return 0
	}
	free := float64(n) * (p.blend.Deferred.MaxOccupancy - r.Occupancy)
	return max(0, free*secondsPerHour/p.blend.Deferred.HandlingSeconds)
}

func (p *blendPlan) set(h, agents int) {
	p.agents[h] = agents
	p.work.Capacity[h] = p.capacity(h)
}

func (p *blendPlan) run() DeferredResult {
	r, _ := p.work.Run() // checked before
	return r
}

func (p *blendPlan) kept(r DeferredResult) bool {
	return r.ShareInTime >= p.blend.Deferred.TargetShare-forgiven
}

// raise adds agents at the end of the time that a ticket has until its share is in time.
func (p *blendPlan) raise() error {
	for h, hour := range p.blend.Hours {
		if hour.Open {
			p.work.Capacity[h] = endlessCapacity
		}
	}
	if best := p.run(); !p.kept(best) {
		return fmt.Errorf("deferred work reaches at most %g in time with any staff, %g is promised: too much is carried in too old, "+
			"or no open hour is left", best.ShareInTime, p.blend.Deferred.TargetShare)
	}
	for h := range p.agents {
		p.set(h, p.agents[h])
	}
	for r := p.run(); !p.kept(r); r = p.run() {
		h := p.overdue(r)
		if h < 0 || p.agents[h] >= mostBlended {
			return fmt.Errorf("deferred work needs more than %d agents in an hour; the target or the hours must change", mostBlended)
		}
		p.set(h, p.agents[h]+1)
	}
	return nil
}

// overdue is the first open hour that leaves a ticket behind whose time is up.
func (p *blendPlan) overdue(r DeferredResult) int {
	for h, hour := range r.Hours {
		if p.blend.Hours[h].Open && hour.Backlog > 0 && hour.OldestHours >= p.work.TargetHours {
			return h
		}
	}
	return -1
}

// trim takes agents away while the promise is kept and live work has its own.
func (p *blendPlan) trim(least []int) {
	for again := true; again; {
		again = false
		for h := range p.agents {
			for p.agents[h] > least[h] {
				p.set(h, p.agents[h]-1)
				if !p.kept(p.run()) {
					p.set(h, p.agents[h]+1)
					break
				}
				again = true
			}
		}
	}
}
