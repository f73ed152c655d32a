package pagetest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/model/stint"
)

// Tickets implements the source: as many tickets as the figure counts or hits, numbered from 1 on.
func (d *Desk) Tickets(ctx context.Context, q flow.Drill) (flow.Rows, error) {
	if err := q.Check(); err != nil {
		return flow.Rows{}, err
	}
	answer, err := d.Answer(ctx, kpi.Query{Scope: q.Scope, IDs: []string{q.Figure}})
	if err != nil {
		return flow.Rows{}, err
	}
	f := answer.Figures[0]
	n := f.N
	if f.Numerator != nil && q.Part == kpi.Hits {
		n = int(*f.Numerator)
	}
	if f.Numerator != nil && q.Part == kpi.Misses {
		n -= int(*f.Numerator)
	}
	out := flow.Rows{Counted: n, Tickets: n, List: []flow.Ticket{}}
	for i := q.Offset; i < min(n, q.Offset+q.Limit); i++ {
		tier := 1 + i%2
		one := flow.Ticket{ID: fmt.Sprintf("T%05d", i+1), Created: d.State.Last.Add(-time.Duration(i) * time.Hour), Open: i%7 == 0, Channel: "phone", Category: categories[i%len(categories)],
			Priority: "normal", Region: "South", Team: "Service Desk North", Tier: &tier, Moves: i % 4, Escalations: i % 2, Times: 1}
		if !one.Open {
			at := one.Created.Add(5 * time.Hour)
			one.Resolved = &at
		}
		out.List = append(out.List, one)
	}
	return out, d.asked(ctx, "tickets")
}

// Ticket implements the source: every number that begins with T is a ticket that went to 2nd level, waits there, and came back; one that ends with 7
// is still open.
func (d *Desk) Ticket(ctx context.Context, id string) (flow.Track, error) {
	if !strings.HasPrefix(id, "T") {
		return flow.Track{}, fmt.Errorf("ticket %s: %w", id, flow.ErrNoTicket)
	}
	came := d.State.Last.Add(-200 * time.Hour)
	at := func(hours int) *time.Time { t := came.Add(time.Duration(hours) * time.Hour); return &t }
	seconds := func(hours int64) *int64 { s := hours * 3600; return &s }
	first, second, yes, minutes := 1, 2, true, 25.0
	t := flow.Track{TicketID: id, Zone: d.State.Zone, CreatedAt: came, Channel: "phone", Category: "Printers", Stints: []flow.TrackStint{
		{Stint: stint.Stint{Team: "Service Desk North", Tier: &first, EnteredAt: came, LeftAt: at(30), EnteredBy: stint.ByIntake, FirstTouch: at(1), Outcome: stint.OutEscalated,
			Queue: seconds(1), Work: seconds(9), Wait: seconds(20), After: seconds(0)}, Business: seconds(8)},
		{Stint: stint.Stint{Team: "Network", Tier: &second, EnteredAt: *at(30), LeftAt: at(90), EnteredBy: stint.ByMove, FromTeam: "Service Desk North", FromTier: &first, FirstTouch: at(60),
			Outcome: stint.OutReturned, Queue: seconds(30), Work: seconds(30), Wait: seconds(0), After: seconds(0)}},
		{Stint: stint.Stint{Team: "Service Desk North", Tier: &first, EnteredAt: *at(90), LeftAt: at(100), EnteredBy: stint.ByMove, FromTeam: "Network", FromTier: &second, FirstTouch: at(91),
			Outcome: stint.OutResolved, Queue: seconds(1), Work: seconds(9), Wait: seconds(0), After: seconds(40)}},
	}, Events: []flow.Event{
		{At: came, Kind: "created", Team: "Service Desk North", Status: "new", Public: &yes}, {At: *at(1), Kind: "reply", Public: &yes, Minutes: &minutes},
		{At: *at(30), Kind: "moved", Team: "Network", Reason: "needs admin rights"}, {At: *at(90), Kind: "moved", Team: "Service Desk North"}, {At: *at(100), Kind: "resolved", Status: "solved"},
	}}
	if strings.HasSuffix(id, "7") {
		last := &t.Stints[2]
		last.LeftAt, last.Outcome, last.Queue, last.Work, last.Wait, last.After = nil, stint.OutOpen, nil, nil, nil, nil
	}
	return t, d.asked(ctx, "ticket")
}
