package ingest

import (
	"context"
	"fmt"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
)

// newRules are the rules an import works under, and what of them it brings itself.
type newRules struct {
	tier.Rules
	restates bool // a roster or a calendar was brought: every ticket is worked out again
	timezone string
	calendar bool
	roster   *tier.RosterFile
}

// findRules reads the desk's rules and what the request or a folder brings: time zone, calendar, roster.
func (j *job) findRules(ctx context.Context, zone string) (r newRules, err error) {
	if r.timezone, err = j.newZone(ctx, zone); err != nil {
		return r, err
	}
	if r.Rules, err = tier.ReadRules(ctx, j.q); err != nil {
		return r, err
	}
	if r.timezone != "" {
		if r.Calendar.Zone, err = tier.Zone(r.timezone); err != nil {
			return r, err
		}
	}
	if err := j.findCalendar(ctx, &r); err != nil {
		return r, err
	}
	return r, j.findRoster(&r)
}

// newZone is the time zone for a desk that has none yet.
func (j *job) newZone(ctx context.Context, zone string) (string, error) {
	known, err := store.Setting(ctx, j.q, store.SettingTimezone)
	if err != nil || known != "" {
		return "", err
	}
	return zone, nil
}

// findCalendar takes the one in the folder when the desk has set none.
func (j *job) findCalendar(ctx context.Context, r *newRules) error {
	_, set, err := tier.Calendar(ctx, j.q)
	if err != nil || set || j.inputs.calendar == "" {
		return err
	}
	var f tier.CalendarFile
	if err := tier.ReadTOML(j.inputs.calendar, &f); err != nil {
		return err
	}
	if r.Calendar, err = f.Calendar(); err != nil {
		return fmt.Errorf("%s: %w", j.inputs.calendar, err)
	}
	r.calendar, r.restates = true, true
	j.tell("opening hours from %s", j.inputs.calendar)
	return nil
}

// findRoster takes the roster of the request, else the one in the folder when the desk has none yet.
func (j *job) findRoster(r *newRules) error {
	path := j.request.Roster
	if path == "" {
		if len(r.Roster) > 0 || j.inputs.roster == "" {
			return nil
		}
		path = j.inputs.roster
		j.tell("roster from %s", path)
	}
	r.roster, r.restates = &tier.RosterFile{}, true
	if err := tier.ReadTOML(path, r.roster); err != nil {
		return err
	}
	if err := r.roster.Change(&r.Rules); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// write puts what is new into the desk.
func (r newRules) write(ctx context.Context, q store.Querier) error {
	if r.timezone != "" {
		if err := store.Set(ctx, q, store.SettingTimezone, r.timezone); err != nil {
			return err
		}
	}
	if r.calendar {
		if err := tier.WriteCalendar(ctx, q, r.Calendar); err != nil {
			return err
		}
	}
	if r.roster != nil {
		if err := tier.WriteRoster(ctx, q, *r.roster); err != nil {
			return err
		}
	}
	if !r.restates {
		return nil
	}
	return store.Changed(ctx, q)
}
