package plan

import (
	"fmt"
	"math"
	"slices"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// leastBusy is the share of their time on duty below which people who were counted from the records can hardly have tickets as their
// work: even small desks that staff for the wait keep theirs busy for more, and who is busy for less works on tickets now and then.
const leastBusy = 0.3

// idle says of today's measured people that today's work takes up less than leastBusy of their time on duty. A tier without any work
// needs nobody, which the plan itself shows.
func (in *Input) idle() []origin.Text {
	var all []origin.Text
	work := in.workPerYear()
	for i, people := range in.People {
		key := fmt.Sprintf("tier%d.people", i+1)
		measured := slices.ContainsFunc(in.Traces, func(t Trace) bool { return t.Key == key && t.Value.Kind == origin.Measured })
		there := people.Amount * in.Costs.Tiers[i].Ladder.Productive
		if !measured || !people.OK || !(there > 0) || work[i] == 0 || work[i]/there >= leastBusy {
			continue
		}
		busy, n := origin.Number(math.Round(1000*work[i]/there)/10), origin.Number(people.Amount)
		all = append(all, origin.Text{
			EN: fmt.Sprintf("Today's %s people of tier %d would be busy with tickets for %s %% of their time on duty: most of them seem to work on tickets only now and then, and what today costs is too high. Type %s: the full-time people that the tickets have.",
				n.EN, i+1, busy.EN, key),
			DE: fmt.Sprintf("Die %s Personen der Stufe %d von heute wären %s %% ihrer Dienstzeit mit Tickets beschäftigt: die meisten scheinen nur ab und zu an Tickets zu arbeiten, und die Kosten von heute sind zu hoch. Geben Sie %s ein: die Vollzeitkräfte, die den Tickets gehören.",
				n.DE, i+1, busy.DE, key),
		})
	}
	return all
}

// workPerYear is the work in hours that the tickets of a year bring to both tiers when 1st level tries every one of them. What comes
// back is left out.
func (in *Input) workPerYear() (hours [2]float64) {
	perYear := in.openHours() * salary.WeeksPerYear
	for _, c := range in.Desk.Categories {
		p, tickets := c.Solve.Amount, c.Volume.Amount*perYear
		hours[0] += tickets * (c.Diagnosis.Amount + p*c.Solved.Amount + (1-p)*c.Failed.Amount) / 60
		hours[1] += tickets * (1 - p) * c.Second.Amount / 60
	}
	return hours
}
