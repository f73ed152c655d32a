package plan

import (
	"fmt"

	"tiermix/model/hiring"
	"tiermix/model/origin"
)

// derived adds what was worked out from other numbers, and what a reader has to know.
func (h *Headcount) derived() {
	q, in := h.Question, h.Plan.Input
	for i, t := range q.Tiers {
		loaded := in.Costs.Tiers[i]
		cost := origin.Value{Amount: t.Cost[0], Unit: in.Currency, Kind: loaded.Offer.Weakest, Source: monthCost, Year: loaded.OnCost.Year.First()}
		h.trace(fmt.Sprintf("tier%d.cost_per_month", i+1), cost, origin.Text{EN: "what a person costs in the first month: salary, on-cost and overhead", DE: "was eine Person im ersten Monat kostet: Gehalt, Lohnnebenkosten und Gemeinkosten"})
		if !in.Moves.Tiers[i].Shortage.OK {
			price := origin.Value{Amount: t.Missing, Unit: in.Currency, Kind: origin.Default, Source: shortagePrice, Year: 2026}
			h.trace(fmt.Sprintf("tier%d.shortage_price", i+1), price, origin.Text{EN: "price of one effective FTE that is missing for a month", DE: "Preis eines effektiven FTE, das einen Monat lang fehlt"})
		}
		h.trace(fmt.Sprintf("tier%d.people", i+1), h.people(i), origin.Text{EN: "full-time people today", DE: "Vollzeitkräfte heute"})
	}
	h.tenure()
	h.say("Need and people are full-time equivalents with vacation, sickness, training and meetings in them, in fractions; hires and promotions are whole people, leavers are expected numbers.",
		"Bedarf und Personen sind Vollzeitäquivalente einschließlich Urlaub, Krankheit, Schulung und Besprechungen, in Bruchteilen; Einstellungen und Beförderungen sind ganze Personen, Abgänge Erwartungswerte.")
	h.say("The search looks %d months beyond the last one, with its need held, so that the plan does not live on what it has; money is that of the %d months alone. Nobody is dismissed: who is not needed stays until he leaves.",
		"Die Suche blickt %d Monate über den letzten hinaus, mit dessen Bedarf, damit der Plan nicht von der Substanz lebt; das Geld ist allein das der %d Monate. Niemand wird entlassen: Wer nicht gebraucht wird, bleibt, bis er geht.", q.Tail, q.Months)
	h.lacking()
}

// cohorts are today's people by tenure: as hired_on tells it, each as part of the people that the plan takes; those of whom it is not known
// count as settled, and all do where the number of people is typed.
func (in Input) cohorts(tier int) (all []hiring.Cohort) {
	people, known := in.People[tier].Amount, 0.0
	if in.tenureKnown(tier) > 0 {
		for _, h := range in.Demand.Hired[tier+1] {
			part := min(h.FTE, people-known)
			known += part
			all = append(all, hiring.Cohort{Tenure: h.Months, People: part})
		}
	}
	return append(all, hiring.Cohort{Tenure: hiring.MostMonths, People: people - known})
}

// tenureKnown is of how many of today's people the tenure is used.
func (in Input) tenureKnown(tier int) int {
	for _, t := range in.Traces {
		if t.Key == fmt.Sprintf("tier%d.people", tier+1) && t.Value.Kind == origin.Typed {
			return 0
		}
	}
	return len(in.Demand.Hired[tier+1])
}

// tenure says of whom it is known how long they have been there.
func (h *Headcount) tenure() {
	in := h.Plan.Input
	for i := range in.People {
		english, german := []string{"1st level", "2nd level"}[i], []string{"1st Level", "2nd Level"}[i]
		if n := in.tenureKnown(i); n > 0 {
			h.say("%[1]s: of %[3]d of %[4]d people hired_on says how long they have been with the employer, which counts as their tenure at this level; all others count as settled.",
				"%[2]s: Von %[3]d von %[4]d Personen sagt hired_on, wie lange sie beim Arbeitgeber sind; das zählt als Zugehörigkeit zu dieser Stufe. Alle anderen gelten als eingearbeitet.", english, german, n, in.Demand.People[i+1])
			continue
		}
		h.say("%[1]s: how long today's people have been there is not known, or their number is typed; they count as settled: past the ramp and the first year.",
			"%[2]s: Wie lange die Personen von heute da sind, ist nicht bekannt, oder ihre Zahl ist eingegeben; sie gelten als eingearbeitet: über Einarbeitung und erstes Jahr hinaus.", english, german)
	}
}

func (h *Headcount) trace(key string, v origin.Value, about origin.Text) {
	h.Traces = append(h.Traces[:len(h.Traces):len(h.Traces)], Trace{Key: key, Value: v, About: about})
}

// people is the origin of today's people.
func (h *Headcount) people(tier int) origin.Value {
	for _, t := range h.Plan.Input.Traces {
		if t.Key == fmt.Sprintf("tier%d.people", tier+1) {
			return t.Value
		}
	}
	return origin.Type(h.Plan.Input.People[tier].Amount, "people")
}

func (h *Headcount) say(english, german string, args ...any) {
	h.Notes = append(h.Notes, origin.Faultf(origin.Text{EN: english, DE: german}, args...).Said)
}

// lacking says when the need can be met first whatever is done.
func (h *Headcount) lacking() {
	if !h.LacksKnown {
		h.say("Whether the need can be met at all was not found out.", "Ob der Bedarf überhaupt gedeckt werden kann, wurde nicht ermittelt.")
		return
	}
	for i, l := range h.Lacks {
		level := []string{"1st level", "2nd level"}[i]
		german := []string{"1st Level", "2nd Level"}[i]
		missing := origin.Number(l.Missing)
		switch {
		case l.From == 0:
		case l.Met:
			first := h.First(l.From).Format("2006-01")
			h.say("%[1]s: whoever is hired or promoted, the need cannot be met before %[3]s; until then at least %[4]s FTE-months are missing.",
				"%[2]s: Wen immer man einstellt oder befördert, vor %[3]s ist der Bedarf nicht zu decken; bis dahin fehlen mindestens %[5]s FTE-Monate.", level, german, first, missing.EN, missing.DE)
		default:
			h.say("%[1]s: whoever is hired or promoted, the need cannot be met in any of the %[3]d months up to the last; at least %[4]s FTE-months are missing.",
				"%[2]s: Wen immer man einstellt oder befördert, der Bedarf ist bis zum letzten der %[3]d Monate nicht zu decken; es fehlen mindestens %[5]s FTE-Monate.", level, german, h.Question.Months, missing.EN, missing.DE)
		}
	}
}

// Sources of what a headcount plan works out.
const (
	monthCost     = "salary, on-cost and overhead over twelve months"
	shortagePrice = "shortage_factor times what a person of the tier costs in the first month"
)
