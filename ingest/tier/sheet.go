package tier

import (
	"context"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/roster"
)

// ReadSheet is the desk's roster as a person writes it. It has every step of the ladder.
func ReadSheet(ctx context.Context, q store.Querier) (s roster.Sheet, err error) {
	rules, err := ReadRules(ctx, q)
	if err != nil {
		return s, err
	}
	for _, e := range rules.Roster {
		tier := e.Tier
		from, to := Days(e, rules.Calendar.Zone)
		s.Lines = append(s.Lines, roster.Line{Team: e.Team, Pattern: e.Pattern, Tier: &tier, From: from, To: to})
	}
	for _, c := range rules.Categories {
		s.Categories = append(s.Categories, roster.Category(c))
	}
	ladder, err := Ladder(ctx, q)
	for _, t := range ladder {
		s.Steps = append(s.Steps, roster.Step(t))
	}
	return s, err
}

// Days are the first and the last day of the desk on which an entry of a roster holds; "": always, for ever.
func Days(e roster.Entry, zone *time.Location) (first, last string) {
	if !e.From.IsZero() {
		first = e.From.In(zone).Format(time.DateOnly)
	}
	if !e.To.IsZero() {
		last = e.To.In(zone).AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return first, last
}

// FileOf is a sheet as a roster file.
func FileOf(s roster.Sheet) (f RosterFile) {
	for _, l := range s.Lines {
		f.Teams = append(f.Teams, TeamLine{Name: l.Team, Pattern: l.Pattern, Tier: l.Tier, From: l.From, To: l.To})
	}
	for _, t := range s.Steps {
		f.Tiers = append(f.Tiers, LadderLine(t))
	}
	for _, c := range s.Categories {
		f.Categories = append(f.Categories, CategoryLine(c))
	}
	return f
}

// SaveSheet replaces the desk's roster by a sheet that its writer began from another one of the given mark, and restates history.
//
// Errors: every fault of the sheet; roster.ErrChanged when the desk's roster is no longer the one that was begun from.
func SaveSheet(ctx context.Context, s *store.Store, sheet roster.Sheet, begun string) error {
	f := FileOf(sheet)
	return restate(ctx, s, f.Change, func(q store.Querier) error {
		now, err := ReadSheet(ctx, q)
		if err != nil {
			return err
		}
		mark, err := now.Mark()
		if err != nil {
			return err
		}
		if mark != begun {
			return roster.ErrChanged
		}
		return WriteRoster(ctx, q, f)
	})
}
