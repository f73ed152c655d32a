package listing

import (
	"fmt"
	"io"
	"time"

	"tiermix/model/effort"
	"tiermix/model/plan"
)

// ReplayTable writes a replay for people: what the formula promised, what the replay reached with its 95 % interval, what the records say,
// and every week.
func ReplayTable(w io.Writer, r plan.Replay) error {
	p := &printer{out: w}
	p.line("Replay of %s to %s with %s: %s tickets as they came, %d seeds from %d on", r.From.Format(time.DateOnly), r.To.Format(time.DateOnly), r.Rota,
		number(float64(r.Happened.Tickets), 0), r.Seeds, r.Seed)
	if r.FilledDays > 0 {
		p.line("%d days before fill the desk and are not counted", r.FilledDays)
	}
	p.line("")
	p.replayService(r)
	p.replayLevels(r)
	p.replayRecords(r)
	p.replayWeeks(r)
	for _, n := range r.Notes {
		p.line("Note: %s", n.EN)
	}
	return p.err
}

// replayService sets what the formula says for a typical week beside what the replay reached.
func (p *printer) replayService(r plan.Replay) {
	p.promises(r.Promises, false)
	p.line("  The formula is about a typical week, the replay about this period with its holidays and its peaks.\n")
	if r.Live == 0 {
		p.line("  Promised time for work that can wait: %s.", promisedHours(r))
		p.line("  No ticket of the period came by a channel on which customers wait in line while the desk was open.\n")
		return
	}
	p.line("  Promised time: live work %s s; work that can wait %s.", number(r.TargetSeconds, 0), promisedHours(r))
	gaveUp := "-"
	if r.FormulaGaveUp.OK {
		gaveUp = percent(r.FormulaGaveUp.Amount)
	}
	p.line("  Of %s tickets that wait in line %s give up (formula %s); the answered wait %s s in the mean.\n", number(float64(r.Live), 0), shares(r.Abandoned), gaveUp, between(r.AnswerSeconds, 1, 0))
}

func promisedHours(r plan.Replay) string {
	return fmt.Sprintf("%s open hours at 1st level, %s at 2nd level", number(r.TargetHours[0], 1), number(r.TargetHours[1], 1))
}

func (p *printer) replayLevels(r plan.Replay) {
	rows := []string{"LEVEL\tpeople on duty\ttries\toccupancy\tmean wait of work that can wait, h\tmedian wait of all, h\tp90, h\tin line at the end"}
	for _, t := range r.Tiers {
		rows = append(rows, cells(t.Name, number(t.People, 1), between(t.Tries, 1, 0), shares(t.Occupancy), between(t.WaitSeconds, 3600, 1), between(t.Median, 3600, 1),
			between(t.P90, 3600, 1), between(t.Backlog, 1, 1)))
	}
	p.table(rows...)
	p.line("  Waits are by the clock on the wall: nights and days off count. Tickets still in line at the end are in no mean.\n")
}

// replayRecords sets the replay beside what really happened; waits and work in hand are in no record, so that they are not here.
func (p *printer) replayRecords(r plan.Replay) {
	h := r.Happened
	p.table("WHAT BECAME OF THEM\trecords\treplay",
		cells("solved by 1st level at its first try", of(h.Solved, h.Tried), shares(r.Tiers[0].Solved)),
		cells("sent back by 2nd level, of what it had", of(h.Returned, h.Second), shares(r.Tiers[1].SentBack)))
}

func of(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%s (%d of %d)", percent(float64(part)/float64(whole)), part, whole)
}

func (p *printer) replayWeeks(r plan.Replay) {
	if r.Live == 0 {
		rows := []string{"WEEK\ttickets\tmean wait of work that can wait, h\tmean wait at 2nd level, h"}
		for _, s := range r.Weeks {
			rows = append(rows, cells(days(s), number(float64(s.Tickets), 0), between(s.Waiting, 3600, 1), between(s.SecondWait, 3600, 1)))
		}
		p.table(rows...)
		return
	}
	rows := []string{"WEEK\ttickets\tlive visits\tanswered in time\tgiven up\tmean wait of work that can wait, h\tmean wait at 2nd level, h"}
	for _, s := range r.Weeks {
		rows = append(rows, cells(days(s), number(float64(s.Tickets), 0), number(s.Live.Value, 0), shares(s.InTime), shares(s.Abandoned), between(s.Waiting, 3600, 1),
			between(s.SecondWait, 3600, 1)))
	}
	p.table(rows...)
	p.worst("week", r.WorstWeek)
	p.worst("day", r.WorstDay)
	if r.WorstDay == nil {
		p.line("No day has %d live tickets, too few to name a worst one.", effort.Few)
	}
}

func (p *printer) worst(what string, s *plan.ReplaySpan) {
	if s != nil {
		p.line("Worst %s: %s, %s of %s visits of live tickets answered in time, %s given up (a ticket that comes back visits again).", what, days(*s), shares(s.InTime), number(s.Live.Value, 0), shares(s.Abandoned))
	}
}

func days(s plan.ReplaySpan) string {
	if s.From.Equal(s.To) {
		return s.From.Format("Mon 2006-01-02")
	}
	return s.From.Format(time.DateOnly) + " to " + s.To.Format(time.DateOnly)
}
