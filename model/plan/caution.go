package plan

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

// cautions are sentences on records and terms that a plan can be made of, but not without saying what it makes of them.
func (in *Input) cautions(a Assumptions) {
	in.Notes = append(in.Notes, in.inVain(a)...)
	in.Notes = append(in.Notes, in.Demand.thin()...)
	in.Notes = append(in.Notes, in.closedCalls()...)
	in.Notes = append(in.Notes, in.noSecond()...)
	in.Notes = append(in.Notes, in.overlong()...)
}

// mostInVain is how many sentences on what is typed in vain a plan has; the rest is counted.
const mostInVain = 10

// inVain says what is typed and has no effect, as a misspelt category or a training that costs nothing.
func (in *Input) inVain(a Assumptions) []origin.Text {
	all := a.idle(in.Demand)
	for i := range all {
		all[i] = origin.Text{EN: "In vain: " + all[i].EN + ".", DE: "Ohne Wirkung: " + all[i].DE + "."}
	}
	if v, typed := a.Values["training.cost"]; typed && v.Amount == 0 {
		all = append(all, origin.Text{EN: "In vain: training.cost = 0: only a training that costs something is weighed; type what it costs.",
			DE: "Ohne Wirkung: training.cost = 0: nur eine Schulung, die etwas kostet, wird abgewogen; geben Sie ein, was sie kostet."})
	}
	if more := len(all) - mostInVain; more > 0 {
		all = append(all[:mostInVain], origin.Text{EN: fmt.Sprintf("In vain: %d more; `tiermix assumptions check` names them all.", more),
			DE: fmt.Sprintf("Ohne Wirkung: %d weitere; `tiermix assumptions check` nennt alle.", more)})
	}
	return all
}

// thin says what a period without whole weeks does not tell.
func (d Demand) thin() []origin.Text {
	var all []origin.Text
	if !d.HasPeak() {
		all = append(all, origin.Text{
			EN: "The period holds no whole week from Monday to Sunday: a week with most tickets, and the people that it would take, are not known.",
			DE: "Der Zeitraum enthält keine ganze Woche von Montag bis Sonntag: eine Woche mit den meisten Tickets, und die Personen dafür, sind nicht bekannt.",
		})
	}
	if en, de := d.unseen(); en != "" {
		all = append(all, origin.Text{
			EN: "The period has no " + en + ": the plan takes it that no ticket comes on such a day.",
			DE: "Im Zeitraum gibt es keinen " + de + ": der Plan nimmt an, dass an solchen Tagen kein Ticket kommt.",
		})
	}
	return all
}

var weekdays = [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"} // as time.Weekday counts

// unseen are the opening days of the week of which the period has none, in both languages.
func (d Demand) unseen() (en, de string) {
	seen := map[time.Weekday]bool{}
	for day := d.From; !day.After(d.To) && len(seen) < 7; day = day.AddDate(0, 0, 1) {
		seen[day.Weekday()] = true
	}
	var names, namen []string
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); !seen[day] && len(d.Calendar.Week[day]) > 0 {
			names, namen = append(names, day.String()), append(namen, weekdays[day])
		}
	}
	return strings.Join(names, ", "), strings.Join(namen, ", ")
}

// closedCalls says that work on live channels came while the desk was closed, where nobody can wait in line.
func (in *Input) closedCalls() []origin.Text {
	open, inside, all := in.open(), 0.0, 0.0
	for _, c := range in.Demand.Channels {
		if !in.isLive(c.Name) {
			continue
		}
		for day, slots := range c.Typical {
			for slot, tickets := range slots {
				all += tickets
				if open[day][slot] {
					inside += tickets
				}
			}
		}
	}
	if inside == all {
		return nil
	}
	share := origin.Number(math.Ceil(1000*(1-inside/all)) / 10)
	return []origin.Text{{
		EN: share.EN + " % of the tickets on channels where customers wait in line came while the desk is closed; they are planned as work that can wait. Where that is not so, look at time zone and opening hours: `tiermix calendar show`.",
		DE: share.DE + " % der Tickets auf Kanälen, auf denen Kunden warten, kamen außerhalb der Öffnungszeiten; sie werden als aufschiebbare Arbeit geplant. Stimmt das nicht, prüfen Sie Zeitzone und Öffnungszeiten: `tiermix calendar show`.",
	}}
}

// noSecond says why a plan has a 2nd level although no ticket ever came to one.
func (in *Input) noSecond() []origin.Text {
	came := slices.ContainsFunc(in.Demand.Categories, func(c Category) bool { return c.Second > 0 })
	half := slices.ContainsFunc(in.Desk.Categories, func(c tradeoff.Category) bool { return c.Solve.Kind == origin.Measured })
	if came || !half {
		return nil
	}
	return []origin.Text{{
		EN: "No ticket of the period was at 2nd level. What is planned for it comes from the half ticket in every measured solve share, (solved + 1/2) / (tried + 1); type solve = 1 for a category that 1st level always solves.",
		DE: "Kein Ticket des Zeitraums war im 2nd Level. Was dafür geplant wird, kommt von dem halben Ticket in jeder gemessenen Lösungsquote, (gelöst + 1/2) / (versucht + 1); geben Sie solve = 1 für eine Kategorie ein, die das 1st Level immer löst.",
	}}
}

// overlong says which shifts do not fit into the opening hours.
func (in *Input) overlong() []origin.Text {
	opens, closes := in.dayLong()
	if closes-opens >= 24*time.Hour {
		return nil
	}
	var all []origin.Text
	for _, s := range []struct {
		length time.Duration
		en, de string
	}{{in.Shifts.Full, "A full shift", "Eine volle Schicht"}, {in.Shifts.Short, "A short shift", "Eine kurze Schicht"}} {
		if s.length <= closes-opens {
			continue
		}
		shift, day := origin.Number(s.length.Hours()), origin.Number((closes - opens).Hours())
		all = append(all, origin.Text{
			EN: fmt.Sprintf("%s of %s h is longer than the desk is open on any day (%s h): the hours beyond are paid and answer nobody.", s.en, shift.EN, day.EN),
			DE: fmt.Sprintf("%s von %s h ist länger, als der Desk an einem Tag geöffnet ist (%s h): die Stunden darüber werden bezahlt und beantworten niemandem etwas.", s.de, shift.DE, day.DE),
		})
	}
	return all
}
