package desk

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func berlin(t testing.TB) *time.Location {
	t.Helper()
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return place
}

// The desk's own clock agrees with the time zone database in every half hour of its life, all changes included.
func TestClockAgreesWithZoneDatabase(t *testing.T) {
	place := berlin(t)
	for at := began; at < ends+30*day; at += hour / 2 {
		want := time.Unix(at, 0).In(place).Format("2006-01-02T15:04:05-07:00")
		if got := string(appendTime(nil, at)); got != want {
			t.Fatalf("%d: got %s, want %s", at, got, want)
		}
	}
}

func TestLifeBeginsAndEndsAtMidnight(t *testing.T) {
	for at, want := range map[int64]string{
		began:    "2024-07-01T00:00:00+02:00",
		ends:     "2026-01-01T00:00:00+01:00",
		ends - 1: "2025-12-31T23:59:59+01:00",
	} {
		if got := string(appendTime(nil, at)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestDaysOfClockChange(t *testing.T) {
	place := berlin(t)
	for _, c := range []struct {
		before, after string
		hours         int64
	}{
		{"2024-10-27", "2024-10-28", 25},
		{"2025-03-30", "2025-03-31", 23},
		{"2025-10-26", "2025-10-27", 25},
		{"2025-06-30", "2025-07-01", 24},
	} {
		from, _ := time.ParseInLocation(time.DateOnly, c.before, place)
		to, _ := time.ParseInLocation(time.DateOnly, c.after, place)
		if got := (to.Unix() - from.Unix()) / hour; got != c.hours {
			t.Fatalf("%s has %d hours, want %d", c.before, got, c.hours)
		}
		if dayOf(from.Unix())+1 != dayOf(to.Unix()) || dayOf(to.Unix()-1) != dayOf(from.Unix()) {
			t.Errorf("%s is not one day for the desk", c.before)
		}
	}
}

func TestWorkingTime(t *testing.T) {
	for _, c := range []struct{ at, want, why string }{
		{"2024-07-01T08:00:00+02:00", "2024-07-01T08:00:00+02:00", "opening belongs to the day"},
		{"2024-07-01T07:59:59+02:00", "2024-07-01T08:00:00+02:00", "before opening"},
		{"2024-07-01T17:59:59+02:00", "2024-07-01T17:59:59+02:00", "last second"},
		{"2024-07-01T18:00:00+02:00", "2024-07-02T08:00:00+02:00", "closing"},
		{"2024-07-05T18:00:00+02:00", "2024-07-08T08:00:00+02:00", "Friday evening"},
		{"2024-10-25T20:00:00+02:00", "2024-10-28T08:00:00+01:00", "over the end of summer time"},
		{"2025-03-29T12:00:00+01:00", "2025-03-31T08:00:00+02:00", "over its beginning"},
		{"2024-10-03T10:00:00+02:00", "2024-10-04T08:00:00+02:00", "holiday"},
		{"2025-04-17T18:00:00+02:00", "2025-04-22T08:00:00+02:00", "Easter"},
		{"2024-12-24T19:00:00+01:00", "2024-12-27T08:00:00+01:00", "Christmas"},
		{"2026-01-05T03:00:00+01:00", "2026-01-05T03:00:00+01:00", "past the end nothing matters"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(appendTime(nil, workingTime(at.Unix()))); got != c.want {
			t.Errorf("%s: %s: got %s, want %s", c.why, c.at, got, c.want)
		}
	}
}

// Easter by the rule of Gauss in the form of Butcher (Nature 13, 1876) fixes the moving holidays.
func TestMovingHolidays(t *testing.T) {
	const y = 2025
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	easter := time.Date(y, time.Month((h+l-7*m+114)/31), (h+l-7*m+114)%31+1, 0, 0, 0, 0, time.UTC)
	listed := map[string]string{}
	for _, h := range holidays {
		listed[h.day] = h.name
	}
	for after, name := range map[int]string{-2: "Karfreitag", 1: "Ostermontag", 39: "Christi Himmelfahrt", 50: "Pfingstmontag"} {
		if got := listed[easter.AddDate(0, 0, after).Format(time.DateOnly)]; got != name {
			t.Errorf("%d days after Easter: got %q, want %q", after, got, name)
		}
	}
}
