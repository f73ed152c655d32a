package planner

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// offered are the fields that matter most for the mix.
var offered = []string{
	"tier1.salary", "tier2.salary", "tier1.target_share", "tier1.target_seconds", "tier1.max_occupancy", "tier2.max_occupancy",
	"tier1.solved_minutes", "tier2.minutes", "training.points", "training.cost", "growth",
}

// folds are the groups of all other fields; a field stands in the first that holds it.
var folds = []fold{
	{"moves", plan.OfMoves},
	{"first", begins("tier1.")},
	{"second", begins("tier2.")},
	{"hours", begins("hours.", "shift.")},
	{"rest", begins("")},
}

type fold struct {
	name  string
	holds func(key string) bool
}

func begins(prefixes ...string) func(string) bool {
	return func(key string) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
	}
}

// Form is a card in which the reader types assumptions. It stands also where nothing can be planned.
func Form(ctx context.Context, ask page.Ask) (page.Content, error) {
	demand, err := ask.Source.Demand(ctx)
	if err != nil {
		return page.Content{}, fmt.Errorf("read the demand: %w", err)
	}
	known, err := measured(ctx, ask, demand)
	if err != nil {
		return page.Content{}, err
	}
	assumed, _ := assumptions(ask)
	b := builder{assumed: assumed, ask: ask, measured: known, typed: map[string]Typed{}}
	for _, t := range Read(ask) {
		b.typed[t.Key] = t
	}
	form := &page.Form{Action: ask.Path, Here: ask.Link(ask.State), Groups: b.groups()}
	c := page.Content{Form: form, Sub: ask.L.T("planner.form")}
	rest := ask.State.Values()
	for _, g := range form.Groups {
		for _, f := range g.Fields {
			rest.Del(f.Name)
			delete(b.typed, f.Name)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(rest)) {
		for _, value := range rest[key] {
			form.Hidden = append(form.Hidden, page.Hidden{Name: key, Value: value})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b.typed)) {
		if fault := b.typed[key].Fault; fault != "" {
			c.Notes = append(c.Notes, key+": "+fault)
		}
	}
	if len(ask.State.Typed) > 0 {
		form.Reset = ask.Link(ask.State.Untyped())
	}
	return c, nil
}

// builder makes the fields of a form.
type builder struct {
	assumed  plan.Assumptions
	ask      page.Ask
	measured map[string]origin.Value
	typed    map[string]Typed // by key
}

// groups are the fields offered first, and all others in folds.
func (b builder) groups() []page.Group {
	all := []page.Group{{}}
	for _, fold := range folds {
		all = append(all, page.Group{Name: b.ask.L.T("planner.fold." + fold.name)})
	}
	first := map[string]plan.Field{}
	for _, f := range plan.Fields() {
		if slices.Contains(offered, f.Key) {
			first[f.Key] = f
			continue
		}
		i := slices.IndexFunc(folds, func(fold fold) bool { return fold.holds(f.Key) })
		g := &all[i+1]
		_, typed := b.typed[f.Key]
		if b.assumed.Foreign(f.Key) && !typed {
			continue
		}
		g.Open = g.Open || typed
		g.Fields = append(g.Fields, b.field(f))
	}
	for _, key := range offered {
		all[0].Fields = append(all[0].Fields, b.field(first[key]))
	}
	return all
}

func (b builder) field(f plan.Field) page.Field {
	t, about := b.typed[f.Key], Say(b.ask, f.About)
	out := page.Field{
		Name: f.Key, Label: b.ask.L.Or("planfield."+f.Key, about), Fault: t.Fault, Help: about,
	}
	if t.Text != "" {
		out.Value = t.Shown(b.ask.L)
	}
	v, known := b.measured[f.Key]
	if !known {
		v, known = f.Default, f.Default.Given()
	}
	if !known {
		return out
	}
	figure, kind, _ := Figure(b.ask, v)
	out.Without = b.ask.L.T("planner.without", kind, figure)
	at := v.Amount
	if t.Text != "" && t.Fault == "" {
		at = t.Amount
	}
	out.Slider = slider(f, v.Amount, at)
	return out
}
