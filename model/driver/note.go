package driver

import (
	"fmt"
	"math"

	"tiermix/model/origin"
)

// notes are what a reader has to know.
func (d *design) notes(r Result) []origin.Text {
	all := []origin.Text{{
		EN: "This is association, not cause: what goes together with escalation need not make it.",
		DE: "Das ist Zusammenhang, nicht Ursache: was mit Eskalation einhergeht, muss sie nicht bewirken.",
	}}
	if r.LeftOut > 0 {
		all = append(all, origin.Text{
			EN: fmt.Sprintf("Left out, because a team that held them has no tier: %d tickets.", r.LeftOut),
			DE: fmt.Sprintf("Nicht gezählt, weil ein Team, das sie hielt, keine Stufe hat: %d Tickets.", r.LeftOut),
		})
	}
	all = append(all, fewNote(r, d.columns-1-len(d.factors))...)
	return append(all, boundNotes(r)...)
}

// method is how it was computed, for every desk alike.
func method(ridge float64) []origin.Text {
	return []origin.Text{{
		EN: "An odds ratio compares the odds of escalation with those of the average ticket, all other factors alike.",
		DE: "Ein Odds Ratio vergleicht die Chance einer Eskalation mit der des durchschnittlichen Tickets, bei sonst gleichen Merkmalen.",
	}, ridgeNote(ridge), {
		EN: "Fit and AUC are measured on the same tickets that the odds ratios come from, which flatters them when there are few.",
		DE: "Güte und AUC sind an denselben Tickets gemessen, aus denen die Odds Ratios stammen; bei wenigen Tickets schmeichelt das.",
	}}
}

func ridgeNote(ridge float64) origin.Text {
	n := origin.Number(math.Round(1e4*ridge) / 1e4)
	return origin.Text{
		EN: fmt.Sprintf("A ridge of %s on the log odds of every level (Gelman and others, 2008) keeps them finite; it pulls a level towards the average by less than chance does.", n.EN),
		DE: fmt.Sprintf("Ein Ridge von %s auf den Log-Odds jedes Wertes (Gelman u. a., 2008) hält sie endlich; er zieht einen Wert schwächer zum Durchschnitt, als der Zufall schwankt.", n.DE),
	}
}

// fewNote warns where the rarer outcome is too rare for the number of levels.
func fewNote(r Result, parameters int) []origin.Text {
	rarer := min(r.Escalated, r.Tickets-r.Escalated)
	if rarer >= perParameter*parameters {
		return nil
	}
	return []origin.Text{{
		EN: fmt.Sprintf("%d tickets of the rarer kind for %d free levels are fewer than %d each (Peduzzi and others, 1996): take the intervals as rough.", rarer, parameters, perParameter),
		DE: fmt.Sprintf("%d Tickets der selteneren Art für %d freie Werte sind weniger als je %d (Peduzzi u. a., 1996): die Intervalle sind nur grob.", rarer, parameters, perParameter),
	}}
}

func boundNotes(r Result) []origin.Text {
	count := map[Bound]int{}
	for _, f := range r.Factors {
		for _, l := range f.Levels {
			count[l.Bound]++
		}
	}
	var all []origin.Text
	if n := count[AtMost] + count[AtLeast]; n > 0 {
		all = append(all, origin.Text{
			EN: fmt.Sprintf("Values with no escalated ticket, or only such ones: %d. Their odds ratio is known on one side only: at most, or at least.", n),
			DE: fmt.Sprintf("Werte ohne ein eskaliertes Ticket, oder nur mit solchen: %d. Ihr Odds Ratio ist nur nach einer Seite bekannt: höchstens, oder mindestens.", n),
		})
	}
	if n := count[Unknown]; n > 0 {
		all = append(all, origin.Text{
			EN: fmt.Sprintf("Values that the tickets hardly tell apart from others: %d. Their interval rests on the ridge.", n),
			DE: fmt.Sprintf("Werte, die die Tickets kaum von anderen trennen: %d. Ihr Intervall beruht auf dem Ridge.", n),
		})
	}
	return all
}
