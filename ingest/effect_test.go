package ingest_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/roster"
)

// sharesOf are the figures of a desk over all its data.
func sharesOf(t *testing.T, s *store.Store) roster.Shares {
	t.Helper()
	a, err := store.Answer(context.Background(), s.DB(), kpi.Query{IDs: []string{"contained_first_level", "escalation_rate", "first_level_resolution"}})
	if err != nil {
		t.Fatal(err)
	}
	var out roster.Shares
	for _, f := range a.Figures {
		if f.Numerator == nil || f.Denominator == nil {
			continue
		}
		hits, total := int(*f.Numerator), int(*f.Denominator)
		switch f.ID {
		case "contained_first_level":
			out.Contained, out.Placed = hits, total
		case "escalation_rate":
			out.Escalated, out.Held = hits, total
		case "first_level_resolution":
			out.First, out.Resolved = hits, total
		}
	}
	return out
}

// What a roster is said to do is what it does: figures before and after are those of the figures themselves, and trying keeps nothing.
func TestRosterEffectComesTrue(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	sheet, err := tier.ReadSheet(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	begun, err := sheet.Mark()
	if err != nil {
		t.Fatal(err)
	}
	first := sheet.Lines
	sheet.Lines = append([]roster.Line(nil), first...)
	for i, l := range sheet.Lines { // the network team becomes 1st level
		if one := 1; l.Team == "Network" {
			sheet.Lines[i].Tier = &one
		}
	}
	before := sharesOf(t, s)
	e, err := tier.TryRoster(t.Context(), s, tier.FileOf(sheet))
	if err != nil {
		t.Fatal(err)
	}
	if e.Before != before || sharesOf(t, s) != before {
		t.Errorf("before %+v, the figures say %+v, and after the try %+v", e.Before, before, sharesOf(t, s))
	}
	if e.Changed == 0 || e.After == e.Before || len(e.Teams) != 1 || e.Teams[0].Team != "Network" || *e.Teams[0].Was != 2 || *e.Teams[0].Is != 1 || e.Teams[0].Tickets == 0 {
		t.Errorf("got %+v", e)
	}
	moved := 0
	for _, w := range e.Ways {
		if moved += w.Tickets; w.From == w.To {
			t.Errorf("no way: %+v", w)
		}
	}
	if moved != e.Changed {
		t.Errorf("ways of %d tickets, %d changed", moved, e.Changed)
	}
	if err := tier.SaveSheet(t.Context(), s, sheet, begun); err != nil {
		t.Fatal(err)
	}
	if after := sharesOf(t, s); after != e.After {
		t.Errorf("it was said to become %+v and became %+v", e.After, after)
	}
	now, err := tier.ReadSheet(t.Context(), s.DB())
	if err != nil || !reflect.DeepEqual(now, sheet) {
		t.Errorf("saved %+v, read %+v, %v", sheet, now, err)
	}
	// Who began from the first roster comes too late now, and changes nothing.
	sheet.Lines = first
	if err := tier.SaveSheet(t.Context(), s, sheet, begun); !errors.Is(err, roster.ErrChanged) {
		t.Errorf("got %v", err)
	}
	if after := sharesOf(t, s); after != e.After {
		t.Errorf("a refused roster changed figures to %+v", after)
	}
}

// A roster that fits no team can be tried: nothing is placed afterwards.
func TestRosterThatPlacesNobody(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	one := 1
	e, err := tier.TryRoster(t.Context(), s, tier.FileOf(roster.Sheet{Lines: []roster.Line{{Team: "Nobody", Tier: &one}}}))
	if err != nil || e.After != (roster.Shares{}) || e.Before.Placed == 0 || e.Changed == 0 {
		t.Errorf("%+v, %v", e, err)
	}
}

// A roster with faults is refused with all of them, and can be tried again.
func TestRosterEffectRefused(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	bad := roster.Sheet{Lines: []roster.Line{{Team: "Desk"}, {Pattern: "a("}}}
	eleven := 11
	bad.Lines[1].Tier = &eleven
	_, err := tier.TryRoster(t.Context(), s, tier.FileOf(bad))
	if err == nil || !strings.Contains(err.Error(), "Desk has no tier") || !strings.Contains(err.Error(), "tier 11 is outside 0 to 9") {
		t.Errorf("got %v", err)
	}
	sheet, err := tier.ReadSheet(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	if e, err := tier.TryRoster(t.Context(), s, tier.FileOf(sheet)); err != nil || e.Changed != 0 || len(e.Teams) != 0 || e.Before != e.After {
		t.Errorf("the same roster: %+v, %v", e, err)
	}
}
