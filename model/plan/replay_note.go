package plan

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tiermix/model/effort"
	"tiermix/model/origin"
)

// noting collects what a reader of a replay has to know.
type noting struct {
	notes  []origin.Text
	joined int // kinds of tickets that were joined
}

func (n *noting) say(en, de string, values ...any) {
	n.notes = append(n.notes, origin.Text{EN: fmt.Sprintf(en, values...), DE: fmt.Sprintf(de, values...)})
}

// note says what differs between the plan and the records.
func (d *replayed) note(in Input, r Rota, rec Recorded, s sorter) {
	if d.filled == 0 {
		d.say("The records begin with the period, so the desk begins empty.", "Die Aufzeichnungen beginnen mit dem Zeitraum; der Desk beginnt leer.")
	}
	if rec.LeftOut > 0 {
		d.say("Tickets of the period that are left out, because a team that held them has no tier or no team held them: %d.",
			"Tickets des Zeitraums, die fehlen, weil ein Team, das sie hielt, keine Stufe hat oder kein Team sie hielt: %d.", rec.LeftOut)
	}
	if in.Growth != 0 {
		d.say("The plan is for %+.0f %% tickets; the recorded ones have no growth in them.", "Der Plan gilt für %+.0f %% Tickets; in den aufgezeichneten ist kein Wachstum.", 100*in.Growth)
	}
	if n := rec.Happened().Direct; n > 0 && !r.Recorded && !r.Policy.Direct {
		d.say("Tickets of the period that began above 1st level: %d; in the replay they come to 1st level first, as in the plan.",
			"Tickets des Zeitraums, die über dem 1st Level begannen: %d; im Nachspiel kommen sie zuerst dorthin, wie im Plan.", n)
	}
	strange, few := 0, 0
	for k, n := range s.kinds {
		switch {
		case k.category == unknown:
			strange += n
		case in.Desk.Categories[k.category].Solve.N < effort.Few:
			few += n
		}
	}
	if strange > 0 {
		d.say("Tickets in categories that the plan does not know: %d; they are replayed with the mean of all its categories.",
			"Tickets in Kategorien, die der Plan nicht kennt: %d; sie laufen mit dem Mittel aller seiner Kategorien.", strange)
	}
	if few > 0 {
		d.say("Tickets in categories of which the plan counted fewer than %[2]d tried: %[1]d; how many of them 1st level solves is uncertain.",
			"Tickets in Kategorien, von denen der Plan weniger als %[2]d Versuche zählte: %[1]d; wie viele davon das 1st Level löst, ist unsicher.", few, effort.Few)
	}
	if d.joined > 0 {
		d.say("Kinds of tickets, by category and live or not, that are replayed together with their means to save memory, those with the fewest: %d.",
			"Arten von Tickets, nach Kategorie und wartend oder nicht, die zusammen mit ihren Mittelwerten laufen, um Speicher zu sparen, die seltensten: %d.", d.joined)
	}
	d.noteHolidays(in, rec)
	d.notePeople(in, r)
}

// notePeople says what else makes replay and formula, or replay and records, differ.
func (d *replayed) notePeople(in Input, r Rota) {
	if d.live > 0 && math.IsInf(in.Desk.First.PatienceSeconds, 1) {
		d.say("No patience is measured or typed, so nobody gives up: who still waits when the desk closes waits until it opens, which makes mean waits long.",
			"Keine Geduld ist gemessen oder eingegeben, also gibt niemand auf: Wer bei Schließung noch wartet, wartet bis zur Öffnung; das macht mittlere Wartezeiten lang.")
	}
	counted := slices.ContainsFunc(in.Traces, func(t Trace) bool { return strings.HasSuffix(t.Key, ".people") && t.Value.Kind == origin.Measured })
	if r.Recorded && counted {
		d.say("Today's people are those who worked on tickets, each by the fte of the agents file or taken as full-time. Where they have other work as well, type tier1.people and tier2.people.",
			"Die Personen von heute sind alle, die an Tickets arbeiteten, mit ihrem fte aus der Agentendatei oder als Vollzeit gezählt. Haben sie auch andere Arbeit, geben Sie tier1.people und tier2.people ein.")
	}
}

func (d *replayed) noteHolidays(in Input, rec Recorded) {
	closed := 0
	for _, day := range daysOf(rec.From, rec.end()) {
		if in.isHoliday(day) {
			closed++
		}
	}
	if closed > 0 {
		d.say("Days of the period on which nobody works because the calendar has a holiday: %d.", "Tage des Zeitraums, an denen wegen eines Feiertags im Kalender niemand arbeitet: %d.", closed)
	}
}
