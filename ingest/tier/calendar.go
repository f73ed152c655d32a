package tier

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tiermix/ingest/holiday"
	"tiermix/ingest/store"
	"tiermix/model/clock"
)

// CalendarFile is a desk's opening hours as a person writes them.
type CalendarFile struct {
	Timezone string        `toml:"timezone"`
	Open     []OpenHours   `toml:"open"`
	Region   string        `toml:"holidays"` // whose public holidays are closed days too, as DE-BY
	Holidays []HolidayLine `toml:"holiday"`
}

// OpenHours are the same hours on some days of the week.
type OpenHours struct {
	Days []string `toml:"days"` // mon, tue, wed, thu, fri, sat, sun
	From string   `toml:"from"` // 08:00
	To   string   `toml:"to"`   // 18:00; 24:00 is midnight
}

// HolidayLine is one closed day.
type HolidayLine struct {
	Day  any    `toml:"day"` // 2026-12-25, with or without quotes
	Name string `toml:"name"`
}

var dayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Calendar checks the file and returns every fault at once.
func (f CalendarFile) Calendar() (clock.Calendar, error) {
	c := clock.Calendar{Holidays: map[string]struct{}{}}
	var faults []error
	zone, err := time.LoadLocation(f.Timezone)
	if err != nil || f.Timezone == "" || f.Timezone == "Local" {
		faults = append(faults, fmt.Errorf("timezone %q is not known; use a name such as Europe/Berlin", f.Timezone))
	}
	c.Zone = zone
	for i, hours := range f.Open {
		if err := hours.add(&c.Week); err != nil {
			faults = append(faults, fmt.Errorf("open entry %d: %w", i+1, err))
		}
	}
	if len(f.Open) == 0 {
		faults = append(faults, errors.New("there is no [[open]]; at least one is needed"))
	}
	for i, holiday := range f.Holidays {
		text := fmt.Sprint(holiday.Day)
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			faults = append(faults, fmt.Errorf("holiday %d: day %q is no date; write it as 2026-12-25", i+1, text))
		}
		c.Holidays[text] = struct{}{}
	}
	if f.Region != "" {
		faults = append(faults, setRegion(&c, f.Region))
	}
	return c, errors.Join(append(faults, c.Check()...)...)
}

// The years in which public holidays are closed days.
const firstPublic, lastPublic = 1990, 2100

func setRegion(c *clock.Calendar, region string) error {
	days, err := holiday.Of(region, firstPublic, lastPublic)
	c.Region, c.Public = region, map[string]struct{}{}
	for day := range days {
		c.Public[day] = struct{}{}
	}
	return err
}

func (h OpenHours) add(week *[7][]clock.Span) error {
	from, err := timeOfDay(h.From)
	if err != nil {
		return fmt.Errorf("from: %w", err)
	}
	to, err := timeOfDay(h.To)
	if err != nil {
		return fmt.Errorf("to: %w", err)
	}
	if len(h.Days) == 0 {
		return errors.New(`days is missing; write days = ["mon", "tue"]`)
	}
	for _, name := range h.Days {
		day := slices.Index(dayNames, strings.ToLower(name))
		if day < 0 {
			return fmt.Errorf("day %q is not known; days are %s", name, strings.Join(dayNames, ", "))
		}
		week[day] = append(week[day], clock.Span{Opens: from, Closes: to})
	}
	return nil
}

func timeOfDay(text string) (time.Duration, error) {
	if text == "24:00" {
		return 24 * time.Hour, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("%q is no time of day; write it as 08:30", text)
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}

// SetCalendar replaces the desk's opening hours and works everything out again.
func SetCalendar(ctx context.Context, s *store.Store, c clock.Calendar) error {
	change := func(rules *Rules) error {
		rules.Calendar = c
		return nil
	}
	return restate(ctx, s, change, func(q store.Querier) error { return WriteCalendar(ctx, q, c) })
}

// WriteCalendar replaces the desk's opening hours without working anything out again.
func WriteCalendar(ctx context.Context, q store.Querier, c clock.Calendar) error {
	if err := exec(ctx, q, "delete from desk.opening", "delete from desk.holiday"); err != nil {
		return err
	}
	if err := store.Set(ctx, q, store.SettingTimezone, c.Zone.String()); err != nil {
		return err
	}
	if err := store.Set(ctx, q, store.SettingHolidays, c.Region); err != nil {
		return err
	}
	for day, spans := range c.Week {
		for _, s := range spans {
			if _, err := q.ExecContext(ctx, "insert into desk.opening values (?, ?, ?)", (day+6)%7+1, int64(s.Opens/time.Minute), int64(s.Closes/time.Minute)); err != nil {
				return fmt.Errorf("write opening hours: %w", err)
			}
		}
	}
	for day := range c.Holidays {
		if _, err := q.ExecContext(ctx, "insert into desk.holiday values (?::date, null)", day); err != nil {
			return fmt.Errorf("write holiday %s: %w", day, err)
		}
	}
	return nil
}

// Calendar reads the desk's opening hours; set is false when they are the named default.
func Calendar(ctx context.Context, q store.Querier) (c clock.Calendar, set bool, err error) {
	zone, err := store.Setting(ctx, q, store.SettingTimezone)
	if err != nil {
		return c, false, err
	}
	if c.Zone, err = Zone(cmp.Or(zone, DefaultTimezone)); err != nil {
		return c, false, fmt.Errorf("setting timezone: %w", err)
	}
	if set, err = readOpening(ctx, q, &c); err != nil {
		return c, set, err
	}
	if !set {
		c.Week = DefaultOpening()
	}
	region, err := store.Setting(ctx, q, store.SettingHolidays)
	if err != nil {
		return c, set, err
	}
	if region != "" {
		if err := setRegion(&c, region); err != nil {
			return c, set, fmt.Errorf("setting holidays: %w", err)
		}
	}
	return c, set, readHolidays(ctx, q, &c)
}

// Zone finds a time zone by its name.
func Zone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("time zone %q is not known; use a name such as Europe/Berlin: %w", name, err)
	}
	return zone, nil
}

func readOpening(ctx context.Context, q store.Querier, c *clock.Calendar) (set bool, err error) {
	type hours struct{ weekday, opens, closes int }
	all, err := collect(ctx, q, "read opening hours", "select weekday, opens_minute, closes_minute from desk.opening order by 1, 2", nil,
		func(rows *sql.Rows) (h hours, err error) { return h, rows.Scan(&h.weekday, &h.opens, &h.closes) })
	for _, h := range all {
		span := clock.Span{Opens: time.Duration(h.opens) * time.Minute, Closes: time.Duration(h.closes) * time.Minute}
		c.Week[h.weekday%7] = append(c.Week[h.weekday%7], span)
	}
	return len(all) > 0, err
}

func readHolidays(ctx context.Context, q store.Querier, c *clock.Calendar) error {
	days, err := collect(ctx, q, "read holidays", "select strftime(day, '%Y-%m-%d') from desk.holiday", nil,
		func(rows *sql.Rows) (day string, err error) { return day, rows.Scan(&day) })
	c.Holidays = map[string]struct{}{}
	for _, day := range days {
		c.Holidays[day] = struct{}{}
	}
	return err
}
