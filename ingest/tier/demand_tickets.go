package tier

import (
	"cmp"
	"database/sql"
	_ "embed"
	"slices"
	"time"

	"tiermix/model/plan"
)

//go:embed demand_channel.sql
var channelSQL string

// followedSQL begins a query of what became of tickets.
//
//go:embed demand_followed.sql
var followedSQL string

//go:embed demand_category.sql
var categorySQL string

func (m *measure) countLeftOut() error {
	n, err := rows(m, "tickets without a tier", "select count(*) filter (not placed) from ($tickets)",
		func(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) })
	if err == nil {
		m.LeftOut = n[0]
	}
	return err
}

// arrivals are the tickets of one channel in one half hour of the week.
type arrivals struct {
	channel             string
	weekday, slot       int // Monday is 0
	tickets, inPeakWeek int
}

func (m *measure) countChannels() error {
	all, err := rows(m, "tickets by channel", channelSQL, func(rows *sql.Rows) (a arrivals, err error) {
		return a, rows.Scan(&a.channel, &a.weekday, &a.slot, &a.tickets, &a.inPeakWeek)
	})
	if err != nil {
		return err
	}
	byName := map[string]*plan.Channel{}
	often := weekdays(m.period.From, m.period.Days())
	for _, a := range all {
		c := byName[a.channel]
		if c == nil {
			c = &plan.Channel{Name: a.channel}
			byName[a.channel] = c
		}
		c.Tickets += a.tickets
		c.Typical[a.weekday][a.slot] = float64(a.tickets) / float64(often[a.weekday])
		c.Peak[a.weekday][a.slot] = float64(a.inPeakWeek)
	}
	for _, c := range byName {
		m.Channels = append(m.Channels, *c)
	}
	slices.SortFunc(m.Channels, func(a, b plan.Channel) int {
		return cmp.Or(cmp.Compare(b.Tickets, a.Tickets), cmp.Compare(a.Name, b.Name))
	})
	return nil
}

// weekdays says how often each weekday, Monday first, occurs in a span of days.
func weekdays(from time.Time, days int) (often [7]int) {
	first := (int(from.Weekday()) + 6) % 7
	for i := range often {
		often[(first+i)%7] = (days + 6 - i) / 7
	}
	return often
}

func (m *measure) countCategories() (err error) {
	m.Categories, err = rows(m, "tickets by category", followedSQL+categorySQL, func(rows *sql.Rows) (c plan.Category, err error) {
		return c, rows.Scan(&c.Key, &c.Tickets, &c.Direct, &c.Tried, &c.Solved, &c.Second, &c.Returned)
	})
	return err
}
