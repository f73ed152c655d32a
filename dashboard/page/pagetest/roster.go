package pagetest

import (
	"context"
	"errors"

	"tiermix/model/origin"
	"tiermix/model/roster"
)

// FirstSheet is the invented desk's first roster.
func FirstSheet() roster.Sheet {
	one, two := 1, 2
	return roster.Sheet{
		Lines:      []roster.Line{{Team: "Service Desk North", Tier: &one}, {Pattern: "Service Desk .*", Tier: &one, From: "2026-01-01"}, {Team: "Network", Tier: &two}},
		Steps:      []roster.Step{{Tier: 1, NameEN: "1st level", NameDE: "1st Level"}, {Tier: 2, NameEN: "2nd level", NameDE: "2nd Level"}, {Tier: 3, NameEN: "3rd level", NameDE: "3rd Level"}},
		Categories: []roster.Category{{Name: "Hardware"}},
	}
}

// Roster implements the source.
func (d *Desk) Roster(ctx context.Context) (roster.Sheet, error) {
	err := d.asked(ctx, "roster")
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Sheet == nil {
		first := FirstSheet()
		d.Sheet = &first
	}
	return *d.Sheet, err
}

// CheckRoster implements the source: every line needs a tier.
func (d *Desk) CheckRoster(s roster.Sheet) error {
	var faults []error
	for i, l := range s.Lines {
		if l.Tier == nil {
			faults = append(faults, roster.At(i+1, origin.Faultf(origin.Text{EN: "%s has no tier", DE: "%s hat keine Stufe"}, l.Team+l.Pattern)))
		}
	}
	return errors.Join(faults...)
}

// TryRoster implements the source: 1,204 tickets move for each line that is there.
func (d *Desk) TryRoster(ctx context.Context, s roster.Sheet) (roster.Effect, error) {
	one, two := 1, 2
	return roster.Effect{Tickets: d.State.Tickets, Changed: 1204 * len(s.Lines), Ways: []roster.Way{{From: roster.Contained, To: roster.Escalated, Tickets: 1204 * len(s.Lines)}},
		Teams: []roster.TeamShift{{Team: "Network", Was: &two, Is: &one, Tickets: 900}, {Team: "New Team", Is: &one, Tickets: 12}}, Before: roster.Shares{Contained: 30, Placed: 40, Escalated: 9, Held: 36, First: 20, Resolved: 30}}, d.asked(ctx, "try")
}

// SaveRoster implements the source.
func (d *Desk) SaveRoster(ctx context.Context, s roster.Sheet, begun string) error {
	now, err := d.Roster(ctx)
	if err != nil {
		return err
	}
	mark, err := now.Mark()
	if err == nil {
		err = d.asked(ctx, "place")
	}
	if err == nil && mark != begun {
		err = roster.ErrChanged
	}
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Sheet = &s
	return nil
}
