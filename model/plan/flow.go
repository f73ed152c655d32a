package plan

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tiermix/model/origin"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// halfHour is one slot, in hours.
const halfHour = 0.5

// live is the tickets per half hour of a typical week on channels where customers wait in line, while the desk is open.
func (in *Input) live() Week { return in.week(true, false) }

// week adds up the tickets of a typical or peak week: live ones that come while the desk is open, or all others.
func (in *Input) week(live, peak bool) Week {
	open := in.open()
	var sum Week
	for _, c := range in.Demand.Channels {
		from := c.Typical
		if peak {
			from = c.Peak
		}
		for day := range from {
			for slot, tickets := range from[day] {
				if (in.isLive(c.Name) && open[day][slot]) == live {
					sum[day][slot] += tickets * (1 + in.Growth)
				}
			}
		}
	}
	return sum
}

// open says for every half hour of a week without holidays whether the desk is open through all of it or a part.
func (in *Input) open() [7][Slots]bool {
	var open [7][Slots]bool
	for day := range open {
		for _, span := range in.Demand.Calendar.Week[(day+1)%7] {
			for slot := range open[day] {
				from := time.Duration(slot) * 30 * time.Minute
				if span.Opens < from+30*time.Minute && from < span.Closes {
					open[day][slot] = true
				}
			}
		}
	}
	return open
}

// openHours is the number of open hours of a week without holidays.
func (in *Input) openHours() float64 {
	hours := 0.0
	for _, day := range in.open() {
		for _, open := range day {
			if open {
				hours += halfHour
			}
		}
	}
	return hours
}

// deferredShare is the part of the tickets of a typical week that can wait; 0 where there are none.
func (in *Input) deferredShare() float64 {
	wait := in.week(false, false).Total()
	if all := wait + in.live().Total(); all > 0 {
		return wait / all
	}
	return 0
}

// mostLoads is how many levels of demand the trade-off tells apart.
const mostLoads = 5

// loads puts the open half hours of a typical week into levels of like demand: what can wait is spread evenly over the open
// hours, live work stays where it came.
func (in *Input) loads(b *book) []tradeoff.Load {
	hours := in.openHours()
	if hours == 0 {
		b.fault(origin.Text{EN: "opening hours: the desk is never open; set them with `tiermix calendar set`",
			DE: "Öffnungszeiten: der Desk ist nie geöffnet; setzen Sie sie mit `tiermix calendar set`"})
		return nil
	}
	live, even := in.week(true, false), in.week(false, false).Total()/hours
	mean := live.Total()/hours + even
	if mean == 0 {
		b.fault(origin.Text{EN: "demand: no ticket arrives in a typical week after a growth of %g", DE: "Bedarf: nach einem Wachstum von %g kommt in einer typischen Woche kein Ticket"}, in.Growth)
		return nil
	}
	var factors []float64
	for day, slots := range in.open() {
		for slot, open := range slots {
			if open {
				factors = append(factors, (live[day][slot]/halfHour+even)/mean)
			}
		}
	}
	slices.Sort(factors)
	return levels(factors)
}

// levels cuts sorted factors into groups of about the same size.
func levels(factors []float64) []tradeoff.Load {
	groups := min(mostLoads, len(factors))
	var loads []tradeoff.Load
	for g := range groups {
		part := factors[g*len(factors)/groups : (g+1)*len(factors)/groups]
		sum := 0.0
		for _, f := range part {
			sum += f
		}
		loads = append(loads, tradeoff.Load{
			Name: fmt.Sprintf("level %d of %d", g+1, groups), Factor: sum / float64(len(part)),
			HoursPerYear: float64(len(part)) * halfHour * salary.WeeksPerYear,
		})
	}
	// Years of rounding: five equal shares of a year may add up to a hair more than a year.
	return shorten(loads)
}

const hoursOfYear = 365 * 24

func shorten(loads []tradeoff.Load) []tradeoff.Load {
	sum := 0.0
	for _, l := range loads {
		sum += l.HoursPerYear
	}
	if sum <= hoursOfYear {
		return loads
	}
	for i := range loads {
		loads[i].HoursPerYear *= hoursOfYear / sum
	}
	return loads
}

// byTickets sorts categories, most tickets first.
func byTickets(all []Category) []Category {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b Category) int { return cmp.Compare(b.Tickets, a.Tickets) })
	return sorted
}
