package pagetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// scenarios are two that are saved in the invented desk: a dearer 2nd level with half as many tickets again, and another country.
func scenarios() []plan.Scenario {
	dear, abroad := plan.Untyped(), plan.Untyped()
	dear.Name, dear.Note, dear.Saved = "Dear experts", "offers of March", time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)
	dear.Values["tier2.salary"], dear.Values["growth"] = origin.Type(58_000, plan.MoneyYear), origin.Type(0.5, origin.Share)
	dear.Values[plan.CategoryKey("Permissions", "solve")] = origin.Type(0.5, origin.Share)
	abroad.Name, abroad.Saved = "Offices abroad", time.Date(2026, 11, 3, 9, 30, 0, 0, time.UTC)
	abroad.Country, abroad.Typed[plan.CountryKey] = "US", true
	return []plan.Scenario{dear, abroad}
}

// Saved are the scenarios that the desk holds now.
func (d *Desk) Saved() []plan.Scenario {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.saved)
}

// Keep puts other scenarios in place of those that the desk holds.
func (d *Desk) Keep(all ...plan.Scenario) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.saved = all
}

// Scenarios implements the source.
func (d *Desk) Scenarios(ctx context.Context) ([]plan.Scenario, error) {
	return d.Saved(), d.asked(ctx, "scenarios")
}

// SaveScenario implements the source.
func (d *Desk) SaveScenario(ctx context.Context, s plan.Scenario, replace bool) error {
	if err := d.asked(ctx, "save"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(d.saved), func(x plan.Scenario) bool { return plan.NameKey(x.Name) == plan.NameKey(s.Name) })
	if len(kept) < len(d.saved) && !replace {
		return plan.ErrTaken
	}
	d.saved = append(kept, s)
	slices.SortFunc(d.saved, func(a, b plan.Scenario) int { return cmp.Compare(plan.NameKey(a.Name), plan.NameKey(b.Name)) })
	return nil
}

// DropScenario implements the source.
func (d *Desk) DropScenario(ctx context.Context, name string) error {
	if err := d.asked(ctx, "drop"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(d.saved), func(x plan.Scenario) bool { return plan.NameKey(x.Name) == plan.NameKey(name) })
	if len(kept) == len(d.saved) {
		return plan.NotThere(name, nil)
	}
	d.saved = kept
	return nil
}
