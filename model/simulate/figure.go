package simulate

// Figures of a Queue, as places in queueSums.
const (
	offered = iota
	served
	abandoned
	waiting
	escalated
	returned
	abandonedShare
	delayedShare
	servedWait
	meanWait
	totalWait
	queueLength
	servedOfOffered
	servedOfAnswered
	servedOfOfferedLessEarly
	servedAndEarlyOfOffered
	inTime
	early
	doneOfOffered
	interruptions
	interruptedTime
	queueFigures
)

// queueSums adds up the figures of one Queue over replications.
type queueSums [queueFigures]moments

// add takes one replication; seconds is the length of time that the cell stands for.
func (q *queueSums) add(c *cell, seconds float64) {
	wait, decided := c.servedWait+c.abandonedWait, c.offered-c.undecided
	q[offered].add(c.offered, 1)
	q[served].add(c.served, 1)
	q[abandoned].add(c.abandoned, 1)
	q[waiting].add(c.waiting, 1)
	q[escalated].add(c.escalated, 1)
	q[returned].add(c.returned, 1)
	q[abandonedShare].add(c.abandoned, c.served+c.abandoned)
	q[delayedShare].add(c.delayed, c.offered)
	q[servedWait].add(c.servedWait, c.served)
	q[meanWait].add(wait, c.served+c.abandoned)
	q[totalWait].add(wait, 1)
	q[queueLength].add(c.queue, seconds)
	q[servedOfOffered].add(c.inTime, decided)
	q[servedOfAnswered].add(c.inTime, c.served)
	q[servedOfOfferedLessEarly].add(c.inTime, decided-c.abandonedInTime)
	q[servedAndEarlyOfOffered].add(c.inTime+c.abandonedInTime, decided)
	q[inTime].add(c.inTime, 1)
	q[early].add(c.abandonedInTime, 1)
	q[doneOfOffered].add(c.doneInTime, c.offered-c.unfinished)
	q[interruptions].add(c.interruptions, 1)
	q[interruptedTime].add(c.interrupted, 1)
}

// queue works the figures out; t is the Student quantile, counts the histogram of waits.
func (q *queueSums) queue(t float64, counts []uint64) Queue {
	return Queue{
		Offered:            q[offered].ratio(t, amount),
		Served:             q[served].ratio(t, amount),
		Abandoned:          q[abandoned].ratio(t, amount),
		Waiting:            q[waiting].ratio(t, amount),
		Interruptions:      q[interruptions].ratio(t, amount),
		InterruptedSeconds: q[interruptedTime].ratio(t, amount),
		Escalated:          q[escalated].ratio(t, amount),
		Returned:           q[returned].ratio(t, amount),
		AbandonedShare:     q[abandonedShare].ratio(t, share),
		DelayedShare:       q[delayedShare].ratio(t, share),
		ServedWaitSeconds:  q[servedWait].ratio(t, amount),
		WaitSeconds:        q[meanWait].ratio(t, amount),
		TotalWaitSeconds:   q[totalWait].ratio(t, amount),
		QueueLength:        q[queueLength].ratio(t, amount),
		ServedWait:         quantiles(counts),
		ServiceLevel: ServiceLevel{
			ServedOfOffered:          q[servedOfOffered].ratio(t, share),
			ServedOfAnswered:         q[servedOfAnswered].ratio(t, share),
			ServedOfOfferedLessEarly: q[servedOfOfferedLessEarly].ratio(t, share),
			ServedAndEarlyOfOffered:  q[servedAndEarlyOfOffered].ratio(t, share),
			DoneOfOffered:            q[doneOfOffered].ratio(t, share),
			InTime:                   q[inTime].ratio(t, amount),
			EarlyAbandoned:           q[early].ratio(t, amount),
		},
	}
}

func quantiles(counts []uint64) Quantiles {
	return Quantiles{quantile(counts, 0.5), quantile(counts, 0.9), quantile(counts, 0.95)}
}

// journeySums adds up the figures of Journeys over replications.
type journeySums struct {
	arrived, resolved, abandoned, open, reopened, sojourn moments
	periods                                               []moments
}

func (s *journeySums) add(rows []journey) {
	var all journey
	for p := range rows {
		all.add(&rows[p])
		if p < len(s.periods) {
			s.periods[p].add(rows[p].sojourn, rows[p].resolved)
		}
	}
	s.arrived.add(all.arrived, 1)
	s.resolved.add(all.resolved, 1)
	s.abandoned.add(all.abandoned, 1)
	s.open.add(all.open, 1)
	s.reopened.add(all.reopened, 1)
	s.sojourn.add(all.sojourn, all.resolved)
}

func (s *journeySums) journeys(t float64, counts []uint64) Journeys {
	j := Journeys{
		Arrived:        s.arrived.ratio(t, amount),
		Resolved:       s.resolved.ratio(t, amount),
		Abandoned:      s.abandoned.ratio(t, amount),
		Open:           s.open.ratio(t, amount),
		Reopened:       s.reopened.ratio(t, amount),
		SojournSeconds: s.sojourn.ratio(t, amount),
		Sojourn:        quantiles(counts),
	}
	for _, m := range s.periods {
		j.Periods = append(j.Periods, m.ratio(t, amount))
	}
	return j
}

// staffSums adds up the time of agents over replications.
type staffSums struct {
	occupancy, busy, overtime moments
	periods                   []moments
}

// add takes one replication: the time of the agents and what the schedule says, by period.
func (s *staffSums) add(rows []duty, scheduled []float64) {
	var all duty
	total := 0.0
	for p := range s.periods {
		s.periods[p].add(rows[p].busy, scheduled[p]+rows[p].overtime)
		all.busy += rows[p].busy
		all.overtime += rows[p].overtime
		total += scheduled[p]
	}
	s.occupancy.add(all.busy, total+all.overtime)
	s.busy.add(all.busy, 1)
	s.overtime.add(all.overtime, 1)
}

func (s *staffSums) staff(name string, t float64, scheduled []float64) Staff {
	f := Staff{
		Name:            name,
		Occupancy:       s.occupancy.ratio(t, share),
		BusySeconds:     s.busy.ratio(t, amount),
		OvertimeSeconds: s.overtime.ratio(t, amount),
	}
	for p, m := range s.periods {
		f.Periods = append(f.Periods, m.ratio(t, share))
		f.Scheduled += scheduled[p]
	}
	return f
}
