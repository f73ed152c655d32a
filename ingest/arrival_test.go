package ingest_test

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/sample-data/desk"
)

func arrivals(t *testing.T, s *store.Store, from, to string) plan.Recorded {
	t.Helper()
	period, err := kpi.ParsePeriod(from, to)
	if err != nil {
		t.Fatal(err)
	}
	r, err := tier.Arrivals(context.Background(), s.DB(), period)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// agree demands that the arrivals of a period are the tickets that Demand counts: by category with their ways, and by channel,
// weekday and half hour.
func agree(t *testing.T, d plan.Demand, r plan.Recorded) {
	t.Helper()
	categories, channels := map[string]plan.Category{}, map[string]plan.Week{}
	for _, a := range r.Arrivals {
		if a.At.Before(r.From) {
			continue
		}
		key := r.Categories[a.Category]
		c := categories[key]
		c.Key = key
		c.Tickets++
		for _, one := range []struct {
			yes bool
			n   *int
		}{{a.Direct, &c.Direct}, {a.Tried, &c.Tried}, {a.Solved, &c.Solved}, {a.Second, &c.Second}, {a.Returned, &c.Returned}} {
			if one.yes {
				*one.n++
			}
		}
		categories[key] = c
		at := a.At.In(r.From.Location())
		week := channels[r.Channels[a.Channel]]
		week[(at.Weekday()+6)%7][2*at.Hour()+at.Minute()/30]++
		channels[r.Channels[a.Channel]] = week
	}
	want := map[string]plan.Category{}
	for _, c := range d.Categories {
		want[c.Key] = c
	}
	if diff := cmp.Diff(want, categories); diff != "" {
		t.Errorf("categories (-demand +arrivals):\n%s", diff)
	}
	if !d.From.Equal(r.From) || !d.To.Equal(r.To) || d.LeftOut != r.LeftOut || len(channels) != len(d.Channels) {
		t.Errorf("%v to %v, %d left out, %d channels; demand has %v to %v, %d, %d", r.From, r.To, r.LeftOut, len(channels), d.From, d.To, d.LeftOut, len(d.Channels))
	}
	for _, c := range d.Channels {
		for weekday, slots := range c.Typical {
			often := weekdaysOf(d, weekday)
			for slot, mean := range slots {
				if got := channels[c.Name][weekday][slot]; math.Abs(got-mean*often) > 1e-6 {
					t.Errorf("channel %q, weekday %d, slot %d: %v arrivals, demand has %v", c.Name, weekday, slot, got, mean*often)
				}
			}
		}
	}
}

func weekdaysOf(d plan.Demand, weekday int) (n float64) {
	for day := d.From; !day.After(d.To); day = day.AddDate(0, 0, 1) {
		if int(day.Weekday()+6)%7 == weekday {
			n++
		}
	}
	return n
}

// The nine tickets of by-hand, over all days and over parts of them; the week before comes along.
func TestArrivalsByHand(t *testing.T) {
	s := importFolder(t, byHand)
	for _, c := range []struct{ from, to string }{{"2025-03-03", "2025-03-23"}, {"2025-03-03", "2025-03-24"}, {"2025-03-07", "2025-03-07"}, {"2025-03-05", "2025-03-12"}} {
		r := arrivals(t, s, c.from, c.to)
		agree(t, demand(t, s, c.from, c.to), r)
		for i, a := range r.Arrivals {
			if i > 0 && a.At.Before(r.Arrivals[i-1].At) || a.At.Before(r.Since) || !a.At.Before(r.To.AddDate(0, 0, 1)) {
				t.Errorf("%s: arrival %d at %v is out of order, or of the period", c.from, i, a.At)
			}
		}
	}
	if r := arrivals(t, s, "2025-03-05", "2025-03-24"); r.Since.Format(time.DateOnly) != "2025-03-03" {
		t.Errorf("arrivals begin on %v; want the first day of the records", r.Since)
	}
}

// A thousand invented tickets, among them spam, over changes of the clock; the week before the period comes along.
func TestArrivalsOfTheInventedDesk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sample")
	if _, err := desk.Write(folder, desk.Options{Tickets: 1000, Seed: 7}, false); err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, folder)
	for _, c := range []struct{ from, to string }{{"2024-10-01", "2024-12-31"}, {"2025-03-30", "2025-03-31"}, {"2025-01-01", "2025-12-31"}} {
		d, r := demand(t, s, c.from, c.to), arrivals(t, s, c.from, c.to)
		agree(t, d, r)
		if want := d.From.AddDate(0, 0, -7); !r.Since.Equal(want) || !r.Arrivals[0].At.Before(r.From) {
			t.Errorf("arrivals begin on %v with %v; want the week from %v on", r.Since, r.Arrivals[0].At, want)
		}
	}
	p, ok, err := tier.LastQuarter(context.Background(), s.DB(), demand(t, s, "", ""))
	if want := (kpi.Period{From: date("2025-10-01"), To: date("2025-12-31")}); err != nil || !ok || p != want {
		t.Errorf("last quarter: got %v, %t, %v; want %v", p, ok, err, want)
	}
}

func date(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

// Without words it is the usual period of a plan.
func TestArrivalsOfTheUsualPeriod(t *testing.T) {
	s := importFolder(t, byHand)
	agree(t, demand(t, s, "", ""), arrivals(t, s, "", ""))
}

// Teams without a tier, spam, and tickets without category or channel: as in demand.
func TestArrivalsOfABareLog(t *testing.T) {
	s := deskOf(t, "", map[string]string{
		"tickets.csv": "ticket_id,created_at,team,category,channel,excluded\n" +
			"1,2026-03-02 09:00,Desk,,,\n2,2026-03-02 09:00,Nobody,A,phone,\n3,2026-03-03 10:00,Desk,A,phone,spam\n4,2026-03-29 03:30,Desk,A,,\n",
		"roster.toml": "[[team]]\nname = \"Desk\"\ntier = 1\n",
	})
	agree(t, demand(t, s, "2026-03-02", "2026-03-29"), arrivals(t, s, "2026-03-02", "2026-03-29"))
}

func TestArrivalsRefuse(t *testing.T) {
	s := importFolder(t, byHand)
	for _, c := range []struct{ from, to, want string }{
		{"2024-01-01", "2024-03-31", "lies beyond the records, which tell of 2025-03-03 to 2025-03-24; name days between"},
		{"2025-03-03", "2025-03-25", "the period 2025-03-03 to 2025-03-25 lies beyond the records"},
		{"2025-03-08", "2025-03-09", "no ticket came from 2025-03-08 to 2025-03-09 that has a tier (0 came without)"},
	} {
		period, err := kpi.ParsePeriod(c.from, c.to)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tier.Arrivals(context.Background(), s.DB(), period); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s to %s: got %v, want %q", c.from, c.to, err, c.want)
		}
	}
}

// The records of by-hand end in the first quarter, so that no quarter is full.
func TestLastQuarterOfAShortLog(t *testing.T) {
	s := importFolder(t, byHand)
	if p, ok, err := tier.LastQuarter(context.Background(), s.DB(), demand(t, s, "", "")); ok || err != nil {
		t.Errorf("got %v, %t, %v; want none", p, ok, err)
	}
}
