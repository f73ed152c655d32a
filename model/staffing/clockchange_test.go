package staffing_test

import (
	"testing"
	"time"

	"tiermix/model/staffing"
)

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skipf("the time zones are not here: %v", err)
	}
	return zone
}

// The local days on which the clock changes have 23 and 25 hours; night shifts keep their true length.
func TestClockChange(t *testing.T) {
	zone := berlin(t)
	for _, c := range []struct {
		day    time.Time
		hours  int
		finish string // wall clock at the end of the night shift that starts at 22:00 the day before
	}{
		{time.Date(2024, 3, 31, 0, 0, 0, 0, zone), 23, "07:00"},
		{time.Date(2024, 10, 27, 0, 0, 0, 0, zone), 25, "05:00"},
		{time.Date(2024, 6, 2, 0, 0, 0, 0, zone), 24, "06:00"},
	} {
		n := int(c.day.AddDate(0, 0, 1).Sub(c.day).Hours())
		if n != c.hours {
			t.Fatalf("%s has %d hours, want %d", c.day, n, c.hours)
		}
		one := tier()
		one.MinimumStaff = 1
		eight := staffing.Pattern{Name: "eight", Length: hours(8), Paid: hours(8), Starts: clock(6, 14, 22)}
		rest := staffing.Pattern{Name: "hour", Length: hours(1), Paid: hours(1), Starts: every(1), Premium: 5}
		one.Patterns = []staffing.Pattern{eight, rest}
		p := plan(t, staffing.Input{Zone: zone, Horizon: grid(c.day.UTC(), n, time.Hour), Tiers: []staffing.Tier{one}})
		if len(p.Cover.Unmet) != 0 {
			t.Errorf("%s: unmet %+v", c.day, p.Cover.Unmet)
		}
		first := p.Cover.Shifts[0]
		if first.Pattern == "eight" && (first.Start.In(zone).Format("15:04") != "22:00" || first.End.In(zone).Format("15:04") != c.finish || first.End.Sub(first.Start) != 8*time.Hour) {
			t.Errorf("%s: first shift %s to %s, want 22:00 to %s", c.day, first.Start.In(zone), first.End.In(zone), c.finish)
		}
		total := 0.0
		for i, r := range p.Requirement {
			total += r.People
			if p.Cover.OnDuty[i] < 1 {
				t.Errorf("%s: nobody in hour %d", c.day, i)
			}
		}
		if total != float64(c.hours) {
			t.Errorf("%s: %v people hours needed, want %d", c.day, total, c.hours)
		}
	}
}

// A week with a clock change is one week of contract hours, not 167/168 of one.
func TestAWeekWithAClockChangeIsAWeek(t *testing.T) {
	zone := berlin(t)
	start := time.Date(2024, 3, 25, 0, 0, 0, 0, zone)
	one := tier()
	one.Open = make([]bool, 167)
	horizon := grid(start.UTC(), 167, time.Hour)
	for i, v := range horizon {
		local := v.Start.In(zone)
		one.Open[i] = local.Hour() >= 9 && local.Hour() < 17 && local.Weekday() != time.Saturday && local.Weekday() != time.Monday
	}
	one.MinimumStaff = 1
	one.Patterns = []staffing.Pattern{{Name: "day", Length: hours(8), Paid: hours(8), Starts: clock(9)}}
	p := plan(t, staffing.Input{Zone: zone, Horizon: horizon, Tiers: []staffing.Tier{one}})
	if p.PaidHours != 40 || p.FTE != 1 || len(p.Cover.Unmet) != 0 {
		t.Errorf("got %v hours, %v FTE, unmet %+v; want 5 days of 8 hours", p.PaidHours, p.FTE, p.Cover.Unmet)
	}
}
