package tier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tiermix/ingest/holiday"
	"tiermix/ingest/store"
	"tiermix/model/clock"
	"tiermix/model/kpi"
	"tiermix/model/workload"
)

// HistoryDims are the dimensions by which a history can be split.
var HistoryDims = []string{"tier", "team", "channel", "category", "product", "priority", "region"}

// mostParts is how many series a history is split into by name; each has to be forecast.
const mostParts = 8

// yearsAhead is how far holidays reach past the records: as far as a forecast may look, and a year.
const yearsAhead = 6

// History counts the tickets of a scope by day, and by weekday and hour, in total and by a dimension ("": in total only).
//
// The total counts the figure tickets_created: tickets on the day they were created. Tiers and teams count tier_arrivals, where a ticket counts
// each time it comes from another tier, so that 2nd level sees what is created there and what is escalated to it; so does the total of a scope
// that is filtered by them. The days of a period that is named are whole. Else the first day of the records is left out where they begin after
// half of its opening hours, and the last one where they end before it closes.
//
// Region names public holidays to add to the desk's own, as DE-BY; "" takes those that the desk's calendar names.
//
// Several statements are asked: q must be a transaction unless nothing writes meanwhile. Errors: a dimension that is no split of tickets, a region that is
// not known, a desk without tickets, a failing database.
func History(ctx context.Context, q store.Querier, scope kpi.Scope, by, region string) (workload.History, error) {
	c := counting{measure: measure{ctx: ctx, q: q}, scope: scope}
	h, err := c.history(by, region)
	if err != nil {
		return h, fmt.Errorf("read the history: %w", err)
	}
	return h, nil
}

// CheckBy refuses a dimension that a history cannot be split by.
func CheckBy(by string) error {
	if by == "" || slices.Contains(HistoryDims, by) {
		return nil
	}
	return fmt.Errorf("by %q: tickets that come can be split by %s", by, strings.Join(HistoryDims, ", "))
}

// counting is one history on its way.
type counting struct {
	measure
	scope kpi.Scope
	h     workload.History
}

func (c *counting) history(by, region string) (workload.History, error) {
	if err := CheckBy(by); err != nil {
		return c.h, err
	}
	if err := c.begin(by, region); err != nil {
		return c.h, err
	}
	all, err := c.split("", c.figure(c.scope.Where))
	if err != nil {
		return c.h, err
	}
	c.h.All = workload.Series{Counts: make([]float64, c.days())}
	if len(all) > 0 {
		c.h.All = all[0]
	}
	if by == "" {
		return c.h, nil
	}
	parts, err := c.split(by, c.figure(append([]kpi.Filter{{Dim: by}}, c.scope.Where...)))
	c.h.Parts = most(parts)
	return c.h, err
}

// figure is what counts: tickets at intake, or as they come to the tiers or teams asked for.
func (c *counting) figure(where []kpi.Filter) string {
	if slices.ContainsFunc(where, func(f kpi.Filter) bool { return f.Dim == "tier" || f.Dim == "team" || f.Dim == "from_tier" }) {
		return "tier_arrivals"
	}
	return "tickets_created"
}

func (c *counting) begin(by, region string) error {
	frame, err := c.frame()
	if err != nil {
		return err
	}
	if c.Calendar, _, err = Calendar(c.ctx, c.q); err != nil {
		return err
	}
	period := c.scope.Period.Within(frame).Overlap(frame)
	if period.Days() == 0 {
		return fmt.Errorf("the period has no day of the records, which run from %s to %s", frame.First.Format(time.DateOnly), frame.Last.Format(time.DateOnly))
	}
	c.period = period
	c.h = workload.History{First: c.midnight(period.From), Last: c.midnight(period.To), By: by}
	if err := c.findHalfDays(frame); err != nil {
		return err
	}
	return c.close(cmp.Or(region, c.Calendar.Region))
}

func (c *counting) days() int { return c.period.Days() }

// findHalfDays leaves the first and last day of the records out where they are not whole.
func (c *counting) findHalfDays(frame kpi.Frame) error {
	var first time.Time
	if err := c.q.QueryRowContext(c.ctx, "select min(created_local) from tier.path").Scan(&first); err != nil {
		return fmt.Errorf("find the first ticket: %w", err)
	}
	last, zone, err := store.Span(c.ctx, c.q)
	if err != nil {
		return err
	}
	if c.scope.Period.From.IsZero() && c.period.From.Equal(frame.First) && beginsLate(c.Calendar, first) {
		c.h.Missing = append(c.h.Missing, 0)
	}
	if c.scope.Period.To.IsZero() && c.period.To.Equal(frame.Last) && endsEarly(c.Calendar, last.In(zone)) && !slices.Contains(c.h.Missing, c.days()-1) {
		c.h.Missing = append(c.h.Missing, c.days()-1)
	}
	return nil
}

// beginsLate says whether more than half of a day's opening hours had passed.
func beginsLate(c clock.Calendar, at time.Time) bool {
	opens, closes := hoursOf(c, at)
	return closes > 0 && timeOf(at) > (opens+closes)/2
}

// endsEarly says whether the desk was still open, or about to.
func endsEarly(c clock.Calendar, at time.Time) bool {
	_, closes := hoursOf(c, at)
	return timeOf(at) < min(closes, 23*time.Hour)
}

func timeOf(at time.Time) time.Duration {
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// hoursOf is when the desk opens first and closes last on a day; 0 when it is closed.
func hoursOf(c clock.Calendar, at time.Time) (opens, closes time.Duration) {
	if c.ClosedOn(at) {
		return 0, 0
	}
	for i, s := range c.Week[at.Weekday()] {
		if i == 0 || s.Opens < opens {
			opens = s.Opens
		}
		closes = max(closes, s.Closes)
	}
	return opens, closes
}

// close finds the days on which the desk is closed: those its calendar names, and public holidays.
func (c *counting) close(region string) error {
	named := map[string]string{}
	for day := range c.Calendar.Holidays {
		named[day] = ""
	}
	if region != "" {
		public, err := holiday.Of(region, c.period.From.Year()-1, c.period.To.Year()+yearsAhead)
		if err != nil {
			return err
		}
		for day, name := range public {
			named[day] = name
		}
	}
	for day, name := range named {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return fmt.Errorf("holiday %q: %w", day, err)
		}
		c.h.Closed = append(c.h.Closed, workload.Closed{Day: at, Name: name})
	}
	slices.SortFunc(c.h.Closed, func(a, b workload.Closed) int { return a.Day.Compare(b.Day) })
	return nil
}

// split counts by day and by the hours of the week.
func (c *counting) split(by, figure string) ([]workload.Series, error) {
	series := map[string]*workload.Series{}
	for _, dims := range [][]string{{"day"}, {"weekday", "hour"}} {
		if by != "" {
			dims = append([]string{by}, dims...)
		}
		groups, leftOut, err := c.count(figure, dims)
		if err != nil {
			return nil, err
		}
		if by == "tier" || by == "team" {
			c.h.LeftOut = leftOut
		}
		for _, g := range groups {
			if err := c.file(series, by, g); err != nil {
				return nil, err
			}
		}
	}
	var all []workload.Series
	for _, s := range series {
		all = append(all, *s)
	}
	return all, nil
}

// count asks for a figure by dimensions.
func (c *counting) count(figure string, dims []string) (groups []kpi.Group, leftOut int, err error) {
	scope := c.scope
	scope.Period = c.period
	answer, err := store.Answer(c.ctx, c.q, kpi.Query{Scope: scope, IDs: []string{figure}, By: dims})
	if err != nil {
		return nil, 0, err
	}
	f := answer.Figures[0]
	if !f.Available {
		return nil, 0, errors.New(f.Reason)
	}
	return f.Groups, f.LeftOut, nil
}

// file puts the tickets of a group into its series.
func (c *counting) file(series map[string]*workload.Series, by string, g kpi.Group) error {
	key := g.Key[by]
	if g.Value == nil || by == "tier" && key == "" {
		return nil
	}
	s := series[key]
	if s == nil {
		s = &workload.Series{Key: key, Counts: make([]float64, c.days())}
		series[key] = s
	}
	if text, ok := g.Key["day"]; ok {
		day, err := time.Parse(time.DateOnly, text)
		i := int(day.Sub(c.period.From).Hours() / 24)
		if err != nil || i < 0 || i >= len(s.Counts) {
			return fmt.Errorf("count by day: %q is no day of the period", text)
		}
		s.Counts[i] += *g.Value
		return nil
	}
	weekday, wrong := strconv.Atoi(g.Key["weekday"])
	hour, bad := strconv.Atoi(g.Key["hour"])
	if wrong != nil || bad != nil || hour < 0 || hour > 23 || weekday < 0 {
		return fmt.Errorf("count by hour: weekday %q and hour %q are none", g.Key["weekday"], g.Key["hour"])
	}
	s.Hours[weekday%7][hour] += *g.Value
	return nil
}

// most orders the series by tickets and puts those beyond the most frequent together.
func most(all []workload.Series) []workload.Series {
	slices.SortFunc(all, func(a, b workload.Series) int {
		return cmp.Or(cmp.Compare(b.Tickets(), a.Tickets()), cmp.Compare(a.Key, b.Key))
	})
	if len(all) <= mostParts+1 {
		return all
	}
	rest := workload.Series{Others: len(all) - mostParts, Counts: make([]float64, len(all[0].Counts))}
	for _, s := range all[mostParts:] {
		for i, n := range s.Counts {
			rest.Counts[i] += n
		}
		for day := range s.Hours {
			for hour, n := range s.Hours[day] {
				rest.Hours[day][hour] += n
			}
		}
	}
	return append(all[:mostParts:mostParts], rest)
}
