package planner

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// Assumed is what the reader typed, words and categories too; what is at fault is left out.
func Assumed(ask page.Ask) plan.Assumptions {
	assumed, _ := assumptions(ask)
	return assumed
}

// Unread are the words among what is typed that cannot be understood, as sentences.
func Unread(ask page.Ask) []string {
	_, unread := plan.Typing(ask.State.Entries())
	var all []string
	for _, e := range unread {
		all = append(all, ask.L.T("planner.unread", e.Key, chart.Short(strings.Join(e.Words, ", "), 80)))
	}
	return all
}

// Refused is why nothing can be planned with what is typed, in the reader's language; "" when something can, or when there is no demand to plan
// for.
//
// Errors: those of Load.
func Refused(ctx context.Context, ask page.Ask) (string, error) {
	demand, err := ask.Source.Demand(ctx)
	if err != nil {
		return "", fmt.Errorf("read the demand: %w", err)
	}
	if Empty(demand) {
		return strings.Join(Unread(ask), " "), nil
	}
	_, why, err := Load(ctx, ask)
	return why, err
}

// words are the assumptions that are no numbers, and a key of them.
func words(ask page.Ask) (plan.Assumptions, string) {
	entries := ask.State.Entries()
	assumed, _ := plan.Typing(entries)
	if len(entries) == 0 {
		return assumed, ""
	}
	return assumed, "|" + keyOf(entries)
}

// keyOf names what is typed in a cache.
func keyOf(entries []plan.Entry) string {
	for i, e := range entries { // what is typed can hold no infinite number, and JSON knows none
		if v := origin.Type(e.Amount, ""); v.Check("") != nil {
			entries[i].Key, entries[i].Amount = fmt.Sprint(e.Key, "=", e.Amount), 0
		}
	}
	text, err := json.Marshal(entries)
	if err != nil {
		return fmt.Sprint(entries)
	}
	return string(text)
}

// Column is the plan of a scenario for a comparison, made once for what is typed in it.
//
// Errors: those of sharing; what cannot be planned is no error, the column says why.
func Column(ctx context.Context, ask page.Ask, d plan.Demand, s plan.Scenario) (plan.Column, error) {
	made, err := ask.Shared(ctx, "scenario|"+keyOf(s.All()), func(context.Context) (any, error) { return s.Plan(d), nil })
	if err != nil {
		return plan.Column{}, fmt.Errorf("plan scenario: %w", err)
	}
	column := made.(plan.Column)
	column.Scenario = s // one of the same content may have another name
	return column, nil
}
