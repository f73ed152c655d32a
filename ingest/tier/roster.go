package tier

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"tiermix/ingest/store"
	"tiermix/model/origin"
	"tiermix/model/roster"
)

// RosterFile is a roster as a person writes it: teams with their tier, and optionally the ladder's names and the
// categories that 1st level cannot solve.
type RosterFile struct {
	Tiers      []LadderLine   `toml:"tier"`
	Teams      []TeamLine     `toml:"team"`
	Categories []CategoryLine `toml:"category"`
}

// LadderLine names a tier in both languages.
type LadderLine struct {
	Tier   int    `toml:"tier"`
	NameEN string `toml:"name_en"`
	NameDE string `toml:"name_de"`
}

// TeamLine places one team, or all teams of a pattern.
type TeamLine struct {
	Name    string `toml:"name"`
	Pattern string `toml:"pattern"`
	Tier    *int   `toml:"tier"`
	From    any    `toml:"from"` // 2026-01-31, with or without quotes, in the desk's time zone
	To      any    `toml:"to"`   // last day
}

// CategoryLine marks a category that needs field work or a hardware swap.
type CategoryLine struct {
	Name       string `toml:"name"`
	FirstLevel bool   `toml:"first_level"`
}

// ReadTOML reads a file strictly: an unknown key is a fault with its line.
func ReadTOML(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	err = toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(into)
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		line, _ := strict.Errors[0].Position()
		return fmt.Errorf("%s:%d: key %q is not known", path, line, strings.Join(strict.Errors[0].Key(), "."))
	case errors.As(err, &decode):
		line, _ := decode.Position()
		return fmt.Errorf("%s:%d: %s", path, line, decode.Error())
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Roster checks the file and returns every fault at once. Dates are midnights of zone.
func (f RosterFile) Roster(zone *time.Location) (roster.Roster, error) {
	var all roster.Roster
	var faults []error
	for i, line := range f.Teams {
		entry, err := line.entry(zone)
		if err != nil {
			faults = append(faults, roster.At(i+1, err))
		}
		all = append(all, entry)
	}
	if len(f.Teams) == 0 {
		faults = append(faults, origin.Faultf(origin.Text{EN: "there is no [[team]]; at least one is needed", DE: "es gibt kein Team ([[team]]); mindestens eines wird gebraucht"}))
	}
	faults = append(faults, all.Check()...)
	return all, errors.Join(append(faults, f.checkNames()...)...)
}

// checkNames finds what is wrong with the names of tiers and categories: each may stand once.
func (f RosterFile) checkNames() []error {
	var faults []error
	tiers, categories := map[int]bool{}, map[string]bool{}
	for i, line := range f.Tiers {
		at := func(fault error) {
			faults = append(faults, origin.Faultf(origin.Text{EN: "tier entry %d: %v", DE: "Stufen-Eintrag %d: %v"}, i+1, origin.Sentences(fault)[0]))
		}
		switch {
		case line.Tier < 0 || line.Tier > roster.Highest:
			at(roster.OutsideFault(line.Tier))
		case tiers[line.Tier]:
			at(origin.Faultf(origin.Text{EN: "tier %d stands twice; keep one", DE: "Stufe %d steht zweimal da; behalten Sie eine"}, line.Tier))
		case line.NameEN == "" || line.NameDE == "":
			at(origin.Faultf(origin.Text{EN: "name_en and name_de are both needed", DE: "name_en und name_de werden beide gebraucht"}))
		}
		tiers[line.Tier] = true
	}
	for i, line := range f.Categories {
		at := func(fault error) {
			faults = append(faults, origin.Faultf(origin.Text{EN: "category entry %d: %v", DE: "Kategorie-Eintrag %d: %v"}, i+1, origin.Sentences(fault)[0]))
		}
		switch {
		case line.Name == "":
			at(origin.Faultf(origin.Text{EN: "name is missing", DE: "der Name fehlt"}))
		case categories[line.Name]:
			at(origin.Faultf(origin.Text{EN: "%s stands twice; keep one", DE: "%s steht zweimal da; behalten Sie eine"}, line.Name))
		}
		categories[line.Name] = true
	}
	return faults
}

func (l TeamLine) entry(zone *time.Location) (roster.Entry, error) {
	e := roster.Entry{Team: l.Name, Pattern: l.Pattern}
	if l.Tier == nil {
		return e, origin.Faultf(origin.Text{EN: "%s%s has no tier; write tier = 1 or another tier", DE: "%s%s hat keine Stufe; schreiben Sie tier = 1 oder eine andere Stufe"}, l.Name, l.Pattern)
	}
	e.Tier = *l.Tier
	var err error
	if e.From, err = day(l.From, zone, origin.Text{EN: "from", DE: "von"}); err != nil {
		return e, err
	}
	if e.To, err = day(l.To, zone, origin.Text{EN: "to", DE: "bis"}); err != nil {
		return e, err
	}
	if e.To.IsZero() {
		return e, nil
	}
	last := e.To.In(zone)
	e.To = time.Date(last.Year(), last.Month(), last.Day()+1, 0, 0, 0, 0, zone).UTC()
	if !e.From.Before(e.To) {
		e.From, e.To = time.Time{}, time.Time{} // said once
		return e, origin.Faultf(origin.Text{EN: "from %v is after to %v", DE: "von %v liegt nach bis %v"}, l.From, l.To)
	}
	return e, nil
}

// day is the midnight of a date as TOML holds it: text, or a date of its own; none and "" are the zero time.
func day(value any, zone *time.Location, place origin.Text) (time.Time, error) {
	text := fmt.Sprint(value)
	if value == nil || text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err != nil {
		return time.Time{}, origin.Faultf(origin.Text{EN: "%v: %q is no date; write it as 2026-01-31", DE: "%v: %q ist kein Datum; schreiben Sie es als 2026-01-31"}, place, text)
	}
	return t.UTC(), nil
}

// SetRoster replaces the roster (and ladder names and category marks where the file has them) and restates history.
func SetRoster(ctx context.Context, s *store.Store, f RosterFile) error {
	return restate(ctx, s, f.Change, func(q store.Querier) error { return WriteRoster(ctx, q, f) })
}

// Change puts the file's roster and category marks in the place of those there are; it returns every fault of the file.
func (f RosterFile) Change(rules *Rules) (err error) {
	rules.Roster, err = f.Roster(rules.Calendar.Zone)
	rules.Categories = f.Categories
	return err
}

// WriteRoster replaces the desk's roster without working anything out again.
func WriteRoster(ctx context.Context, q store.Querier, f RosterFile) error {
	calendar, _, err := Calendar(ctx, q)
	if err != nil {
		return err
	}
	entries, err := f.Roster(calendar.Zone)
	if err != nil {
		return err
	}
	if err := exec(ctx, q, "delete from tier.roster"); err != nil {
		return err
	}
	for i, e := range entries {
		_, err := q.ExecContext(ctx, "insert into tier.roster values (?, ?, ?, ?, ?, ?)", i+1, null(e.Team), null(e.Pattern), e.Tier, nullTime(e.From), nullTime(e.To))
		if err != nil {
			return fmt.Errorf("write team entry %d: %w", i+1, err)
		}
	}
	return writeLadder(ctx, q, f)
}

func writeLadder(ctx context.Context, q store.Querier, f RosterFile) error {
	for _, line := range f.Tiers {
		if _, err := q.ExecContext(ctx, "delete from tier.ladder where tier = ?", line.Tier); err != nil {
			return fmt.Errorf("write tier %d: %w", line.Tier, err)
		}
		if _, err := q.ExecContext(ctx, "insert into tier.ladder values (?, ?, ?)", line.Tier, line.NameEN, line.NameDE); err != nil {
			return fmt.Errorf("write tier %d: %w", line.Tier, err)
		}
	}
	if err := exec(ctx, q, "delete from desk.category"); err != nil {
		return err
	}
	for _, line := range f.Categories {
		if _, err := q.ExecContext(ctx, "insert into desk.category values (?, ?)", line.Name, line.FirstLevel); err != nil {
			return fmt.Errorf("write category %s: %w", line.Name, err)
		}
	}
	return nil
}

func null(text string) sql.NullString { return sql.NullString{String: text, Valid: text != ""} }

func nullTime(t time.Time) sql.NullTime { return sql.NullTime{Time: t, Valid: !t.IsZero()} }

// Roster reads the desk's roster.
func Roster(ctx context.Context, q store.Querier) (roster.Roster, error) {
	return collect(ctx, q, "read roster", "select coalesce(team, ''), coalesce(pattern, ''), tier, valid_from, valid_to from tier.roster order by pos", nil,
		func(rows *sql.Rows) (e roster.Entry, err error) {
			var from, to sql.NullTime
			err = rows.Scan(&e.Team, &e.Pattern, &e.Tier, &from, &to)
			e.From, e.To = from.Time, to.Time
			return e, err
		})
}

// place works a roster out for every team of the desk, into temp table placement.
func place(ctx context.Context, q store.Querier, entries roster.Roster) error {
	teams, err := collect(ctx, q, "read teams", "select team from event where team is not null union select team from ticket where team is not null order by 1", nil, oneTeam)
	if err != nil {
		return err
	}
	placements, err := entries.Placements(teams)
	if err != nil {
		return err
	}
	if err := exec(ctx, q, "create or replace temp table placement as from tier.placement limit 0"); err != nil {
		return err
	}
	for _, p := range placements {
		if _, err := q.ExecContext(ctx, "insert into placement values (?, ?, ?, ?)", p.Team, p.Tier, p.From, p.To); err != nil {
			return fmt.Errorf("place team %s: %w", p.Team, err)
		}
	}
	return nil
}

// Teams are the names of all teams that ever held a ticket.
func Teams(ctx context.Context, q store.Querier) ([]string, error) {
	return collect(ctx, q, "read teams", "select team from desk.event where team is not null union select team from desk.ticket where team is not null order by 1", nil, oneTeam)
}

func oneTeam(rows *sql.Rows) (team string, err error) { return team, rows.Scan(&team) }
