package simulate

import "fmt"

// tierSums adds up what happened at one tier.
type tierSums struct {
	all, after          queueSums
	categories, periods []queueSums
	channels            []queueSums
	cells               [][]queueSums // [category][period]
	staff               staffSums
	backlog             backlogSums
}

type backlogSums struct{ half, end, deferred, change, load moments }

// summary adds replications up, one after the other.
type summary struct {
	*plan
	n         int
	events    int64
	answers   int64
	seconds   []float64   // counted length of each period
	lengths   []float64   // counted length of each column
	scheduled [][]float64 // agent seconds by group and period
	journeys  []journeySums
	total     journeySums
	rows      []journey // of all categories, by period
	tiers     []tierSums
	groups    []staffSums
}

func (p *plan) newSummary() *summary {
	s := &summary{plan: p, rows: make([]journey, p.columns)}
	periods, told, start := len(p.ends), p.columns-1, 0.0
	for _, end := range p.ends {
		s.seconds = append(s.seconds, max(0, end-max(start, p.warm)))
		start = end
	}
	s.lengths = s.seconds
	journeys := told
	if !p.byPeriod() {
		s.lengths, journeys = []float64{sum(s.seconds)}, 0
	}
	s.total.periods = make([]moments, journeys)
	for range p.desk.Categories {
		s.journeys = append(s.journeys, journeySums{periods: make([]moments, journeys)})
	}
	for range p.tiers {
		t := tierSums{categories: make([]queueSums, len(p.desk.Categories)), periods: make([]queueSums, told), channels: make([]queueSums, p.channels)}
		for range p.desk.Categories {
			t.cells = append(t.cells, make([]queueSums, told))
		}
		t.staff.periods = make([]moments, periods)
		s.tiers = append(s.tiers, t)
	}
	for _, g := range p.groups {
		row := make([]float64, periods)
		for i, n := range g.agents {
			row[i] = float64(n) * s.seconds[i]
		}
		s.scheduled = append(s.scheduled, row)
		s.groups = append(s.groups, staffSums{periods: make([]moments, periods)})
	}
	return s
}

// add takes the next replication.
func (s *summary) add(t *tally) {
	s.n++
	s.events += t.events
	clear(s.rows)
	for c := range s.journeys {
		rows := t.journeys[c*s.columns : (c+1)*s.columns]
		s.journeys[c].add(rows)
		for p := range rows {
			s.rows[p].add(&rows[p])
		}
	}
	s.total.add(s.rows)
	for g := range s.groups {
		s.groups[g].add(t.duties[g*s.periods:(g+1)*s.periods], s.scheduled[g])
	}
	for k := range s.tiers {
		s.answers += int64(s.tiers[k].add(s, t, k))
	}
}

// add takes the cells of one tier and returns the tries that began.
func (ts *tierSums) add(s *summary, t *tally, tier int) float64 {
	var all, after cell
	rows, channels := make([]cell, s.columns-1), make([]cell, s.channels)
	seconds := sum(s.seconds)
	for c := range ts.categories {
		var category cell
		for p := range rows {
			x := s.pool(t, tier, c, p, channels)
			ts.cells[c][p].add(&x, s.lengths[p])
			rows[p].add(&x)
			category.add(&x)
		}
		late := s.pool(t, tier, c, len(rows), channels)
		category.add(&late)
		after.add(&late)
		ts.categories[c].add(&category, seconds)
		all.add(&category)
	}
	for p := range rows {
		ts.periods[p].add(&rows[p], s.lengths[p])
	}
	for ch := range channels {
		ts.channels[ch].add(&channels[ch], seconds)
	}
	ts.after.add(&after, 0)
	ts.all.add(&all, seconds)
	ts.addStaff(s, t, tier)
	return all.served
}

// pool adds the channels of one tier, category and column up, and each to its sum. The queue length is an average up to the end of
// the last period: what waits after closing does not count in it.
func (s *summary) pool(t *tally, tier, category, column int, channels []cell) cell {
	var all cell
	for ch := range channels {
		x := t.cells[s.cell(tier, category, ch, column)]
		if column == s.columns-1 {
			x.queue = 0
		}
		all.add(&x)
		channels[ch].add(&x)
	}
	return all
}

// addStaff takes the agents of one tier and its backlog.
func (ts *tierSums) addStaff(s *summary, t *tally, tier int) {
	duties, scheduled := s.tierDuties(t, tier), s.tierSchedule(tier)
	ts.staff.add(duties, scheduled)
	busy, time := 0.0, sum(scheduled)
	for p := range s.ends {
		busy += duties[p].busy
		time += duties[p].overtime
	}
	l, b := t.loads[tier], &ts.backlog
	b.half.add(l.half, 1)
	b.end.add(l.end, 1)
	b.deferred.add(l.deferred, 1)
	b.change.add(l.end-l.half, 1)
	b.load.add(busy+l.work, time)
}

func (s *summary) tierDuties(t *tally, tier int) []duty {
	rows := make([]duty, s.periods)
	for g := range s.groups {
		for p := range rows {
			if d := t.duties[g*s.periods+p]; s.desk.Groups[g].Tier == tier {
				rows[p].busy += d.busy
				rows[p].overtime += d.overtime
			}
		}
	}
	return rows
}

func (s *summary) tierSchedule(tier int) []float64 {
	row := make([]float64, len(s.ends))
	for g := range s.groups {
		for p := range row {
			if s.desk.Groups[g].Tier == tier {
				row[p] += s.scheduled[g][p]
			}
		}
	}
	return row
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

// note says in a sentence that a backlog grew.
func (s *summary) note(tier int, b Backlog) string {
	if !b.Load.Defined {
		return fmt.Sprintf("%s: the backlog grew from %.1f tickets in the middle to %.1f at the end; it has no agents", s.label(tier), b.Half.Value, b.End.Value)
	}
	return fmt.Sprintf("%s: the backlog grew from %.1f tickets in the middle to %.1f at the end; it gets %.2f times the work its agents can do",
		s.label(tier), b.Half.Value, b.End.Value, b.Load.Value)
}
