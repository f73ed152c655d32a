package stint

import (
	"cmp"
	"math"
	"slices"
	"time"

	"tiermix/model/roster"
)

// inOrder sorts by time and arrival.
func inOrder(events []Event) []Event {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Seq, b.Seq))
	})
	return events
}

// toldResolution adds the ticket's own resolution, behind all events of its time, when no event tells of one. Never
// resolved, the zero time, lies before the creation, as does a resolution that cannot be.
func toldResolution(ticket Ticket, events []Event) []Event {
	told := slices.ContainsFunc(events, func(e Event) bool { return Done(e.State) })
	if told || ticket.ResolvedAt.Before(ticket.CreatedAt) {
		return events
	}
	return inOrder(append(events, Event{At: ticket.ResolvedAt, Seq: math.MaxInt64, State: Resolved, BySystem: true}))
}

// intakeTeam is the team of the ticket itself, else of the first event that says anything about team or state, unless it
// is the assignment, else of the first one that names a team at the time of creation.
func intakeTeam(ticket Ticket, events []Event) string {
	if ticket.Team != "" {
		return ticket.Team
	}
	first := true
	for _, e := range events {
		if e.Team != "" {
			if first && !e.Assigns || !e.At.After(ticket.CreatedAt) {
				return e.Team
			}
			return ""
		}
		first = first && e.State == ""
	}
	return ""
}

type segment struct{ from, to time.Time }

type fold struct {
	placements []roster.Placement
	stints     []Stint
	holder     string
	tier       *int
	state      string
	done       int        // the stint that the last resolution ended
	waiting    *time.Time // start of the running waiting state
	waits      []segment  // of the running stint
}

func (f *fold) take(e Event) {
	f.touch(e)
	if e.Team != "" && e.Team != f.holder {
		f.move(e)
	}
	if e.State != "" && e.State != f.state {
		f.change(e)
	}
}

// touch notes the first event by the holder after the one that brought the ticket.
func (f *fold) touch(e Event) {
	s := f.current()
	if s == nil || s.FirstTouch != nil || s.Team == "" || e.actor() != s.Team {
		return
	}
	at := e.At
	s.FirstTouch = &at
}

// current is the running stint, nil while the ticket is done.
func (f *fold) current() *Stint {
	if Done(f.state) {
		return nil
	}
	return &f.stints[len(f.stints)-1]
}

func (f *fold) move(e Event) {
	from, fromTier := f.holder, f.tier
	by, done := ByMove, Done(f.state)
	if from == "" {
		by = ByAssigned
	}
	toTier := f.tierOf(e.Team, e.At)
	if !done {
		f.end(e.At, outcome(from, fromTier, toTier))
	}
	f.begin(e.At, e.Team, by)
	s := &f.stints[len(f.stints)-1]
	s.FromTeam, s.FromTier = from, fromTier
	if done {
		f.end(e.At, OutClosed)
	}
}

func outcome(from string, fromTier, toTier *int) string {
	switch {
	case from == "":
		return OutAssigned
	case fromTier == nil || toTier == nil:
		return OutMoved
	case *toTier > *fromTier:
		return OutEscalated
	case *toTier < *fromTier:
		return OutReturned
	}
	return OutPassed
}

func (f *fold) change(e Event) {
	was, is := Done(f.state), Done(e.State)
	f.pause(e)
	switch {
	case !was && is:
		f.done = len(f.stints) - 1
		f.end(e.At, doneOutcome(e.State))
	case was && !is:
		f.cool(e.At)
		f.begin(e.At, f.holder, ByReopen)
	}
	if e.State == Closed {
		f.cool(e.At)
	}
	f.state = e.State
}

// pause opens and shuts the waiting state.
func (f *fold) pause(e Event) {
	if f.waiting != nil {
		f.waits = append(f.waits, segment{*f.waiting, e.At})
		f.waiting = nil
	}
	if e.State == Waiting {
		at := e.At
		f.waiting = &at
	}
}

func doneOutcome(state string) string {
	if state == Resolved {
		return OutResolved
	}
	return OutClosed
}

// cool ends the time after the last resolution.
func (f *fold) cool(at time.Time) {
	if s := &f.stints[f.done]; s.After == nil {
		s.After = seconds(*s.LeftAt, at)
	}
}

func (f *fold) begin(at time.Time, team, by string) {
	f.holder, f.tier = team, f.tierOf(team, at)
	f.waits = nil
	if f.waiting != nil {
		start := at
		f.waiting = &start
	}
	f.stints = append(f.stints, Stint{Team: team, Tier: f.tier, EnteredAt: at, EnteredBy: by, Outcome: OutOpen})
}

func (f *fold) tierOf(team string, at time.Time) *int {
	if tier, ok := roster.TierAt(f.placements, team, at); ok {
		return &tier
	}
	return nil
}

func (f *fold) end(at time.Time, outcome string) {
	s := &f.stints[len(f.stints)-1]
	s.LeftAt, s.Outcome = &at, outcome
	if f.waiting != nil {
		f.waits = append(f.waits, segment{*f.waiting, at})
	}
	touch := at
	if s.FirstTouch != nil {
		touch = *s.FirstTouch
	}
	var wait int64
	for _, w := range f.waits {
		if from := later(w.from, touch); w.to.After(from) {
			wait += *seconds(from, w.to)
		}
	}
	work := *seconds(touch, at) - wait
	s.Queue, s.Wait, s.Work = seconds(s.EnteredAt, touch), &wait, &work
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func seconds(from, to time.Time) *int64 {
	s := int64(to.Sub(from) / time.Second)
	return &s
}
