// Package desk invents a support desk with planted truth and writes it as files.
//
// Everything is drawn with whole numbers from one seeded generator, so the same options give the same bytes on every
// machine. The desk lives from 1 July 2024 to 31 December 2025 in Berlin; what would happen later is cut off, so some
// tickets are still open. Nobody in it is real.
package desk

import (
	"fmt"
	"math/rand/v2"
)

// MaxTickets is the largest desk that can be asked for: ticket numbers have eight digits.
const MaxTickets = 50_000_000

// Options say how large a desk is and which of all possible desks it is.
type Options struct {
	Tickets int
	Seed    uint64
}

// Validate says what is wrong with the options, or nil.
func (o Options) Validate() error {
	if o.Tickets < 1 || o.Tickets > MaxTickets {
		return fmt.Errorf("number of tickets %d: must lie between 1 and %d", o.Tickets, MaxTickets)
	}
	return nil
}

// generator invents one desk, ticket after ticket in the order of creation.
type generator struct {
	dice
	options Options
	staff   *staff
	tally   tally
	worked  [][]int64 // minutes by team and week
}

func newGenerator(o Options) *generator {
	d := dice{rand.New(rand.NewPCG(o.Seed, 0x7469_6572_6d69_78))}
	g := &generator{dice: d, options: o, staff: hire(d, o.Tickets)}
	for range teams {
		g.worked = append(g.worked, make([]int64, weeks))
	}
	return g
}

// run tells every ticket's life to emit. The life is only valid during the call.
func (g *generator) run(emit func(*life) error) error {
	var l life
	number := 0
	return arrivals(g.dice, g.options.Tickets, func(created int64) error {
		number++
		l.begin(number, created)
		g.tell(&l)
		g.tally.count(&l)
		g.book(&l)
		return emit(&l)
	})
}

// book adds the life's work to the hours of its teams.
func (g *generator) book(l *life) {
	for i := range l.events {
		if e := &l.events[i]; e.minutes > 0 {
			g.worked[e.team][dayOf(e.at)/7] += int64(e.minutes)
		}
	}
}
