package shiftleft

import (
	"fmt"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// briefest is the number of days from which a year is projected without a word.
const briefest = 28

// say writes what a reader must know beside the numbers: what the source does not tell first.
func (l *List) say(d plan.Demand, t thresholds) {
	l.Notes = append(l.Notes, l.Missing(t.typed > 0 || t.whole.Given())...)
	if l.LeftOut > 0 {
		l.note(origin.Text{EN: "Tickets without a tier, which are in no number: %d.", DE: "Tickets ohne Stufe, die in keiner Zahl sind: %d."}, l.LeftOut)
	}
	if l.Days > 0 && l.Days < briefest {
		l.note(origin.Text{EN: "The year is projected from few days: %d.", DE: "Das Jahr ist aus wenigen Tagen hochgerechnet: %d."}, l.Days)
	}
	l.sayBacklog(d)
	if l.Tickets > 0 && l.Few {
		l.note(origin.Text{EN: "The sum rests on few tickets: %d, fewer than %d.", DE: "Die Summe beruht auf wenigen Tickets: %d, weniger als %d."}, l.Tickets, effort.Few)
	}
	costly, unpriced := 0, 0
	for _, c := range l.Categories {
		costly += c.Costly
		if !c.Priced {
			unpriced += c.Tickets
		}
	}
	if costly > 0 {
		l.note(origin.Text{
			EN: "Tickets for which a reason speaks, but a try at 1st level costs more than it saves: %d; they are in no sum.",
			DE: "Tickets, für die ein Grund spricht, bei denen ein Versuch im 1st Level aber mehr kostet, als er spart: %d; sie sind in keiner Summe.",
		}, costly)
	}
	if unpriced > 0 {
		l.note(origin.Text{
			EN: "Tickets of categories that the plan's period does not have, so that nothing tells what they cost: %d; they are in no sum.",
			DE: "Tickets aus Kategorien, die im Zeitraum des Plans nicht vorkommen, sodass nichts sagt, was sie kosten: %d; sie sind in keiner Summe.",
		}, unpriced)
	}
}

// overflow is how many times the tickets that reach 2nd level those that it solves may be before a year like the period is doubted.
const overflow = 1.5

// sayBacklog says when 2nd level solved far more than reached it, so that a year will not be like the period: a log that was cut out by a
// time window, or a backlog that was worked off.
func (l *List) sayBacklog(d plan.Demand) {
	reached := 0
	for _, c := range d.Categories {
		reached += c.Second
	}
	if l.Days <= 0 || d.Weeks <= 0 {
		return
	}
	solvedWeekly, reachedWeekly := float64(l.Second)/float64(l.Days)*7, float64(reached)/d.Weeks
	if solvedWeekly > overflow*reachedWeekly {
		l.note(origin.Text{
			EN: "In the period 2nd level solved %.0f tickets a week, but of those created in the plan's period %.0f a week reached it: a backlog was worked off, and a year is not like that. Choose a longer period.",
			DE: "Im Zeitraum löste das 2nd Level %.0f Tickets je Woche, aber von denen, die im Zeitraum des Plans angelegt wurden, erreichten es %.0f je Woche: Ein Rückstand wurde abgebaut, und so ist kein Jahr. Wählen Sie einen längeren Zeitraum.",
		}, solvedWeekly, reachedWeekly)
	}
}

func (l *List) note(format origin.Text, args ...any) {
	l.Notes = append(l.Notes, origin.Text{EN: fmt.Sprintf(format.EN, args...), DE: fmt.Sprintf(format.DE, args...)})
}

// Missing says what the source does not tell and what would be needed for it. quick says whether a threshold is known.
func (l List) Missing(quick bool) []origin.Text {
	e := l.Evidence()
	if e.Tickets == 0 {
		return []origin.Text{{
			EN: "No ticket was solved at 2nd level in the period, so there is nothing that 1st level could take over.",
			DE: "Im Zeitraum wurde kein Ticket im 2nd Level gelöst; es gibt nichts, was das 1st Level übernehmen könnte.",
		}}
	}
	var all []origin.Text
	if e.Judged == 0 {
		all = append(all, origin.Text{
			EN: "The source marks no ticket as solvable at 1st level; map such a field to level1_capable to use it.",
			DE: "Die Quelle markiert kein Ticket als im 1st Level lösbar; ordnen Sie ein solches Feld level1_capable zu, um es zu nutzen.",
		})
	}
	switch {
	case e.Timed == 0:
		all = append(all, origin.Text{
			EN: "The source records no minutes at 2nd level, so no ticket can be called quick; map them to minutes of events or effort_minutes of tickets. The time a ticket lay open is not effort and does not stand in for it.",
			DE: "Die Quelle nennt keine Minuten im 2nd Level, deshalb gilt kein Ticket als schnell; ordnen Sie sie den minutes der Ereignisse oder effort_minutes der Tickets zu. Die Liegezeit eines Tickets ist kein Aufwand und ersetzt ihn nicht.",
		})
	case !quick:
		all = append(all, origin.Text{
			EN: fmt.Sprintf("Fewer than %d tickets that 1st level solved have recorded minutes, so nothing tells what is quick; type the minutes (--quick-minutes).", effort.Few),
			DE: fmt.Sprintf("Weniger als %d im 1st Level gelöste Tickets haben erfasste Minuten; nichts sagt, was schnell ist. Geben Sie die Minuten ein (--quick-minutes).", effort.Few),
		})
	case e.Timed < e.Tickets:
		all = append(all, origin.Text{
			EN: fmt.Sprintf("%d of %d tickets have recorded minutes at 2nd level; the others cannot be called quick.", e.Timed, e.Tickets),
			DE: fmt.Sprintf("%d von %d Tickets haben erfasste Minuten im 2nd Level; die anderen gelten nicht als schnell.", e.Timed, e.Tickets),
		})
	}
	if e.Tried == e.Tickets {
		all = append(all, origin.Text{
			EN: "1st level held every one of these tickets before, so none counts for what 1st level solves elsewhere in its category: it was tried.",
			DE: "Das 1st Level hielt jedes dieser Tickets vorher; keines zählt, weil das 1st Level andere seiner Kategorie löst: Es wurde versucht.",
		})
	}
	return all
}
