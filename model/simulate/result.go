package simulate

// Result is what the replications say together. Counts are per replication: tickets over the whole horizon, or over the
// period that is named, after the warm-up.
type Result struct {
	Replications int
	Level        float64 // confidence level of every interval
	Seed         uint64
	Events       int64      // of all replications
	Answers      int64      // tries that began, in all replications and tiers, warm-up left out
	Tickets      Journeys   // all categories together
	Categories   []Journeys // as in Desk.Categories
	Tiers        []Tier     // as in Desk.Tiers
	Groups       []Staff    // as in Desk.Groups
	Notes        []string   // what a reader must know, in sentences: backlogs that grew
}

// Journeys is how tickets fared from their arrival to their end, over all tiers. A ticket counts once, in the period in
// which it first came in: Arrived = Resolved + Abandoned + Open.
type Journeys struct {
	Arrived        Estimate // tickets
	Resolved       Estimate // tickets, for good
	Abandoned      Estimate // tickets, at any tier
	Open           Estimate // tickets, when the replication ended
	Reopened       Estimate // times that a ticket came back, or is going to
	SojournSeconds Estimate // mean time from arrival to the last resolution, of the resolved
	Sojourn        Quantiles
	Periods        []Estimate // s, mean sojourn by period of arrival
}

// Quantiles of a time over all replications together, in seconds; exact to 1/16 of (1 s + time) at worst, 0
// exactly.
type Quantiles struct {
	Median, P90, P95 float64 // s
}

// Tier is what happened at one tier.
type Tier struct {
	Name       string
	All        Queue     // categories and periods together
	Categories []Queue   // as in Desk.Categories: all channels and periods together
	Channels   []Queue   // as in Desk.Channels: all categories and periods together
	Periods    []Queue   // all categories and channels together
	AfterClose Queue     // tickets that reached the tier after the last period
	Cells      [][]Queue // [category][period]
	Staff      Staff     // all groups of the tier together
	Backlog    Backlog
}

// Queue is what happened in the queue of a tier: to all tickets that reached it in the time named, or to one category or channel.
// A ticket that comes twice counts twice: Offered = Served + Abandoned + Waiting. A wait ends when an agent takes the ticket
// for the first time; what is laid down later is interrupted, and neither waits nor counts in QueueLength.
type Queue struct {
	Offered            Estimate // tickets
	Served             Estimate // tickets that an agent took
	Abandoned          Estimate // tickets given up while waiting
	Waiting            Estimate // tickets that still wait when the replication ends
	Escalated          Estimate // tickets passed on to the next tier
	Returned           Estimate // tickets given back to the tier below
	AbandonedShare     Estimate // Abandoned / (Served + Abandoned)
	DelayedShare       Estimate // share of Offered that nobody was free for
	ServedWaitSeconds  Estimate // mean wait of the served (average speed of answer)
	WaitSeconds        Estimate // mean wait of the served and the abandoned
	TotalWaitSeconds   Estimate // wait of the served and the abandoned together, per replication
	ServedWait         Quantiles
	Interruptions      Estimate // times that a ticket was laid down
	InterruptedSeconds Estimate // time that tickets lay laid down together, per replication, up to the end of the last period at least
	QueueLength        Estimate // tickets, time average
	ServiceLevel       ServiceLevel
}

// ServiceLevel is the share in time, T being the target of each ticket's channel, in the four usual definitions.
// A ticket that still waits at the end is late once it has waited longer than T; until then nothing is known of it, and it is not
// among the offered.
//
// The first four look at when an agent takes a ticket, as callers do. DoneOfOffered looks at when the try ends, and with it the answer in
// writing is sent or the ticket passed on: the promise of deferred work ("90 % within 8 open hours", with Terms.Open), above all where
// it is interruptible. A try that has not ended is late once the ticket has been at the tier for longer than T; until then it is not among the offered.
type ServiceLevel struct {
	ServedOfOffered          Estimate // served within T / offered
	ServedOfAnswered         Estimate // served within T / served
	ServedOfOfferedLessEarly Estimate // served within T / (offered less those who give up within T)
	ServedAndEarlyOfOffered  Estimate // (served or given up within T) / offered
	DoneOfOffered            Estimate // tries that ended within T of reaching the tier / offered
	InTime                   Estimate // tickets served within T
	EarlyAbandoned           Estimate // tickets given up within T
}

// Staff is the time of agents up to the end of the last period.
type Staff struct {
	Name            string
	Occupancy       Estimate   // busy / (scheduled + overtime)
	BusySeconds     Estimate   // agent seconds with a ticket in hand, per replication
	Scheduled       float64    // s, agent seconds by the schedule, after the warm-up
	OvertimeSeconds Estimate   // agent seconds after the end of a period, finishing a ticket
	Periods         []Estimate // occupancy by period
}

// Backlog is what waits at a tier at two instants of the counted time, what was laid down included; its work is what is left of it.
type Backlog struct {
	Half     Estimate // tickets, in the middle
	End      Estimate // tickets, at the end of the last period
	Deferred Estimate // tickets of End that are deferred work
	Change   Estimate // tickets, End less Half
	Grew     bool     // more work came than the staff can do: Change is above 0 by more than chance, and Load above 1
	Load     Estimate // (busy time + work that waits at the end) / agent time; not defined without agents
}
