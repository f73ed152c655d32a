package planner

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// offered are the fields of the form, those that matter most for the mix. All others may stand in the address.
var offered = []string{
	"tier1.salary", "tier2.salary", "tier1.target_share", "tier1.target_seconds", "tier1.max_occupancy", "tier2.max_occupancy",
	"tier1.solved_minutes", "tier2.minutes", "training.points", "training.cost", "growth",
}

// Form is a card in which the reader types assumptions. It stands also where nothing can be planned.
func Form(ctx context.Context, ask page.Ask) (page.Content, error) {
	demand, err := ask.Source.Demand(ctx)
	if err != nil {
		return page.Content{}, fmt.Errorf("read the demand: %w", err)
	}
	typed := map[string]Typed{}
	for _, t := range Read(ask) {
		typed[t.Key] = t
	}
	form := &page.Form{Action: ask.Path}
	measured := plan.Measured(demand)
	for _, key := range offered {
		f, err := plan.FieldOf(key)
		if err != nil {
			return page.Content{}, err
		}
		form.Fields = append(form.Fields, field(ask, demand, f, measured[key], typed[key]))
		delete(typed, key)
	}
	rest := ask.State.Values()
	for _, key := range offered {
		rest.Del(key)
	}
	for _, key := range slices.Sorted(maps.Keys(rest)) {
		for _, value := range rest[key] {
			form.Hidden = append(form.Hidden, page.Hidden{Name: key, Value: value})
		}
	}
	c := page.Content{Form: form, Sub: ask.L.T("planner.form")}
	for _, t := range Read(ask) {
		if _, left := typed[t.Key]; left && t.Fault != "" {
			c.Notes = append(c.Notes, t.Key+": "+t.Fault)
		}
	}
	if len(ask.State.Typed) > 0 {
		form.Reset = ask.Link(ask.State.Untyped())
	}
	return c, nil
}

func field(ask page.Ask, d plan.Demand, f plan.Field, measured origin.Value, t Typed) page.Field {
	out := page.Field{
		Name: f.Key, Label: ask.L.T("planfield." + f.Key), Value: t.Text, Fault: t.Fault, Help: Say(ask, f.About),
		Low: strconv.FormatFloat(f.Low, 'f', -1, 64), High: strconv.FormatFloat(f.High, 'f', -1, 64),
	}
	v := measured
	if !v.Given() {
		v = f.Default
	}
	if v.Given() {
		figure, kind, _ := Figure(ask, d, f.Key, v)
		out.Without = ask.L.T("planner.without", kind, figure)
	}
	return out
}
