package clock_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/clock"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func utc(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// hours is a span as people write it.
func hours(from, to float64) clock.Span {
	return clock.Span{Opens: time.Duration(from * float64(time.Hour)), Closes: time.Duration(to * float64(time.Hour))}
}

// daily is the same hours on every day.
func daily(zone *time.Location, spans ...clock.Span) clock.Calendar {
	c := clock.Calendar{Zone: zone}
	for day := range c.Week {
		c.Week[day] = spans
	}
	return c
}

func TestBetween(t *testing.T) {
	c := clock.Calendar{Zone: zone(t, "Europe/Berlin"), Holidays: map[string]struct{}{"2024-01-03": {}}}
	c.Week[time.Monday] = []clock.Span{hours(13, 17), hours(9, 12.5)} // in any order
	c.Week[time.Tuesday] = []clock.Span{hours(0, 24)}
	c.Week[time.Wednesday] = []clock.Span{hours(0, 24)} // 3 January is a holiday
	got := c.Between(utc(t, "2024-01-01 08:30:00"), utc(t, "2024-01-05 00:00:00"))
	want := clock.Clock{
		{At: utc(t, "2024-01-01 08:30:00"), Seconds: 0, Open: true}, // Monday, 09:30 in Berlin
		{At: utc(t, "2024-01-01 11:30:00"), Seconds: 3 * 3600},
		{At: utc(t, "2024-01-01 12:00:00"), Seconds: 3 * 3600, Open: true},
		{At: utc(t, "2024-01-01 16:00:00"), Seconds: 7 * 3600},
		{At: utc(t, "2024-01-01 23:00:00"), Seconds: 7 * 3600, Open: true},
		{At: utc(t, "2024-01-02 23:00:00"), Seconds: 31 * 3600},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// The wall clock of Berlin skips 02:00 to 03:00 on 31 March 2024 and shows it twice on 27 October 2024.
func TestSummerTime(t *testing.T) {
	const minute = 60
	for _, c := range []struct {
		day         string
		span        clock.Span
		wantSeconds int64
	}{
		{"2024-03-31", hours(0, 24), 23 * 60 * minute},
		{"2024-03-31", hours(1, 4), 2 * 60 * minute},
		{"2024-03-31", hours(2, 3), 0},
		{"2024-03-31", hours(2.5, 4), 60 * minute},
		{"2024-03-31", hours(0, 2.5), 2 * 60 * minute},
		{"2024-10-27", hours(0, 24), 25 * 60 * minute},
		{"2024-10-27", hours(1, 4), 4 * 60 * minute},
		{"2024-10-27", hours(2, 3), 2 * 60 * minute},
		{"2024-10-27", hours(2.5, 4), 2 * 60 * minute},
		{"2024-10-27", hours(0, 2.5), 3 * 60 * minute},
		{"2024-10-28", hours(8, 18), 10 * 60 * minute},
	} {
		berlin := zone(t, "Europe/Berlin")
		day, err := time.ParseInLocation(time.DateOnly, c.day, berlin)
		if err != nil {
			t.Fatal(err)
		}
		next := day.AddDate(0, 0, 1)
		k := daily(berlin, c.span).Between(day.Add(-48*time.Hour), next.Add(48*time.Hour))
		if got := k.Seconds(day, next); got != c.wantSeconds {
			t.Errorf("%s, open %v: got %d s, want %d s", c.day, c.span, got, c.wantSeconds)
		}
	}
}

// In some zones the wall clock skips midnight itself.
func TestMidnightThatIsSkipped(t *testing.T) {
	for _, c := range []struct{ zone, from, to string }{
		{"America/Santiago", "2024-09-01 00:00:00", "2024-10-01 00:00:00"},
		{"America/Havana", "2024-03-01 00:00:00", "2024-04-01 00:00:00"},
		{"Africa/Cairo", "2024-04-01 00:00:00", "2024-05-01 00:00:00"},
	} {
		from, to := utc(t, c.from), utc(t, c.to)
		got := daily(zone(t, c.zone), hours(0, 24)).Between(from, to).Seconds(from, to)
		if want := int64(to.Sub(from) / time.Second); got != want {
			t.Errorf("%s: got %d s in a month without a pause, want %d s", c.zone, got, want)
		}
	}
}

func TestReading(t *testing.T) {
	k := daily(time.UTC, hours(8, 18)).Between(utc(t, "2024-05-01 00:00:00"), utc(t, "2024-05-03 00:00:00"))
	for _, c := range []struct {
		at   string
		want int64
	}{
		{"2024-04-30 12:00:00", 0}, // before the first tick
		{"2024-05-01 00:00:00", 0},
		{"2024-05-01 08:00:00", 0},
		{"2024-05-01 08:00:01", 1},
		{"2024-05-01 17:59:59", 35999},
		{"2024-05-01 18:00:00", 36000},
		{"2024-05-02 07:00:00", 36000},
		{"2024-05-02 18:00:00", 72000},
		{"2030-01-01 09:00:00", 72000}, // after the last tick
	} {
		if got := k.Reading(utc(t, c.at)); got != c.want {
			t.Errorf("%s: got %d, want %d", c.at, got, c.want)
		}
	}
	if got := k.Reading(utc(t, "2024-05-01 08:00:01").Add(999 * time.Millisecond)); got != 1 {
		t.Errorf("1.999 s: got %d, want 1", got)
	}
	if got := clock.Clock(nil).Reading(utc(t, "2024-05-01 08:00:00")); got != 0 {
		t.Errorf("no clock: got %d, want 0", got)
	}
}

func TestCheck(t *testing.T) {
	c := clock.Calendar{Zone: time.UTC}
	c.Week[time.Monday] = []clock.Span{hours(13, 17), hours(8, 13)} // they touch, in the wrong order: fine
	c.Week[time.Tuesday] = []clock.Span{hours(8, 12), hours(11, 14)}
	c.Week[time.Wednesday] = []clock.Span{hours(18, 8)}
	c.Week[time.Thursday] = []clock.Span{hours(0, 24)}
	c.Week[time.Friday] = []clock.Span{hours(8, 24.5)}
	want := `Tuesday: opening hours overlap at 11:00
Wednesday: opens 18:00 must lie before closes 08:00, both within the day
Friday: opens 08:00 must lie before closes 24:30, both within the day`
	var got []string
	for _, fault := range c.Check() {
		got = append(got, fault.Error())
	}
	if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestText(t *testing.T) {
	for minutes, want := range map[int]string{0: "00:00", 510: "08:30", 1439: "23:59", 1440: "24:00"} {
		if got := clock.Text(time.Duration(minutes) * time.Minute); got != want {
			t.Errorf("%d min: got %s, want %s", minutes, got, want)
		}
	}
}

// A reading agrees with looking at the wall clock minute by minute.
func TestReadingCountsMinutes(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Berlin"), zone(t, "America/Santiago"), zone(t, "Australia/Lord_Howe"), zone(t, "Asia/Kathmandu")}
	changes := []string{"2024-03-30", "2024-10-26", "2024-09-06", "2024-04-05", "2024-04-26", "2024-12-30"} // near changes of the clock, and a new year
	rapid.Check(t, func(t *rapid.T) {
		c := anyCalendar(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		start, err := time.Parse(time.DateOnly, rapid.SampledFrom(changes).Draw(t, "start"))
		if err != nil {
			t.Fatal(err)
		}
		from := start.Add(time.Duration(rapid.IntRange(0, 2*1440).Draw(t, "from")) * time.Minute)
		to := from.Add(time.Duration(rapid.IntRange(0, 3*1440).Draw(t, "minutes")) * time.Minute)
		var want int64
		for at := from; at.Before(to); at = at.Add(time.Minute) {
			if shows(c, at) {
				want += 60
			}
		}
		k := c.Between(start, start.AddDate(0, 0, 6))
		if got := k.Seconds(from, to); got != want {
			t.Fatalf("%s, from %s to %s: got %d s, counted %d s", c.Zone, from, to, got, want)
		}
		for i := 1; i < len(k); i++ {
			if !k[i-1].At.Before(k[i].At) {
				t.Fatalf("tick %d at %s does not lie behind the one before it", i, k[i].At)
			}
		}
	})
}

func anyCalendar(t *rapid.T, zone *time.Location) clock.Calendar {
	c := clock.Calendar{Zone: zone, Holidays: map[string]struct{}{}}
	for day := range c.Week {
		cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, 96), 0, 5, rapid.ID).Draw(t, "quarters of an hour")
		for i := 0; i+1 < len(cuts); i += 2 {
			span := clock.Span{Opens: time.Duration(min(cuts[i], cuts[i+1])) * 15 * time.Minute, Closes: time.Duration(max(cuts[i], cuts[i+1])) * 15 * time.Minute}
			c.Week[day] = append(c.Week[day], span)
		}
		if len(c.Check()) > 0 {
			c.Week[day] = c.Week[day][:1]
		}
	}
	if rapid.Bool().Draw(t, "holiday") {
		c.Holidays[rapid.SampledFrom([]string{"2024-03-31", "2024-10-27", "2024-09-08"}).Draw(t, "closed")] = struct{}{}
	}
	return c
}

// shows says whether the desk's wall clock shows opening hours.
func shows(c clock.Calendar, at time.Time) bool {
	local := at.In(c.Zone)
	if _, closed := c.Holidays[local.Format(time.DateOnly)]; closed {
		return false
	}
	day := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	for _, s := range c.Week[local.Weekday()] {
		if s.Opens <= day && day < s.Closes {
			return true
		}
	}
	return false
}
