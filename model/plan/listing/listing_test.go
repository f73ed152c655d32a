package listing

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/clock"
	"tiermix/model/plan"
)

// hostile is a category whose name tries to be a formula, a second line, a second cell and a script.
const hostile = "=1+1\n\t</script><b>"

// made is the plan of a small desk, whose people are not known.
func made(t *testing.T) plan.Result { return madeWith(t, 1, nil) }

func madeWith(t *testing.T, times int, people map[int]int) plan.Result {
	t.Helper()
	d := plan.Demand{From: time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 1, 19, 0, 0, 0, 0, time.UTC), Weeks: 2, LeftOut: 3, People: people,
		Calendar: clock.Calendar{Zone: time.UTC}}
	var week plan.Week
	for weekday := range 5 {
		d.Calendar.Week[weekday+1] = []clock.Span{{Opens: 9 * time.Hour, Closes: 17 * time.Hour}}
		for slot := 18; slot < 34; slot++ {
			week[weekday][slot] = 2 * float64(times)
		}
	}
	d.Channels = []plan.Channel{{Name: "phone", Tickets: 320 * times, Typical: week, Peak: week}}
	d.Categories = []plan.Category{{Key: hostile, Tickets: 300 * times, Tried: 300 * times, Solved: 200 * times, Second: 100 * times}, {Key: "", Tickets: 20 * times, Tried: 20 * times, Solved: times, Second: 19 * times}}
	in, err := plan.Build(d, plan.Unsaid())
	if err != nil {
		t.Fatal(err)
	}
	r, err := in.Make()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Simulated(t.Context(), plan.CheckOptions{Seed: 1, Weeks: 3, Workers: 1}); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTableKeepsNamesInTheirCells(t *testing.T) {
	var out bytes.Buffer
	if err := Table(&out, made(t)); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"Plan from 2025-01-06 to 2025-01-19 (2 weeks measured), money in EUR a year unless said\n",
		"3 tickets of the period are left out: a team that held them has no tier, or no team held them\n",
		"\n  =1+1  </script><b>  ", "\n  (no category) ", "Simulation of the best mix, 3 weeks, seed 1:\n", "  not known ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("there is %q in\n%s", bad, text)
		}
	}
}

func TestJSONHoldsWhatTheTableShows(t *testing.T) {
	r := made(t)
	var out bytes.Buffer
	if err := JSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Best struct {
			Cost  float64 `json:"cost_per_year"`
			Tiers []struct {
				Headcount int `json:"headcount"`
			} `json:"tiers"`
		} `json:"best"`
		Policy []struct {
			Category string `json:"category"`
			N        int    `json:"n"`
		} `json:"policy"`
		People      any `json:"todays_people"`
		Assumptions []struct {
			Origin string `json:"origin"`
		} `json:"assumptions"`
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Best.Cost != r.Best.PerYear || got.Best.Tiers[0].Headcount != r.Best.Tiers[0].Heads || got.People != nil {
		t.Errorf("got %+v", got.Best)
	}
	if got.Policy[0].Category != hostile || got.Policy[0].N != 300 {
		t.Errorf("got %+v", got.Policy)
	}
	for i, a := range got.Assumptions {
		if a.Origin != "measured" && a.Origin != "typed" && a.Origin != "default" {
			t.Errorf("assumption %d: origin %q", i, a.Origin)
		}
	}
}

// Where today's people stand is told: what they reach at the busiest hours, or that they cannot carry them.
func TestTodaysPeople(t *testing.T) {
	for people, want := range map[int]string{9: "6.7 + 6.7 of them are on duty at once; 7 + 7 answer ", 1: "1 + 1 cannot carry the busiest hours, in which today's way needs "} {
		r := madeWith(t, 3, map[int]int{1: people, 2: people})
		var table, data bytes.Buffer
		if err := errors.Join(Table(&table, r), JSON(&data, r)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(table.String(), want) || !strings.Contains(table.String(), "The people of today cost "+money(r.People.PerYear)+" a year.") {
			t.Errorf("%d people: there is no %q in\n%s", people, want, table.String())
		}
		var got struct {
			Today jsonPoint `json:"frontier_today"`
		}
		if err := json.Unmarshal(data.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if p := r.Frontier.Today; got.Today != (jsonPoint{p.Agents1, p.Agents2, p.CostPerHour, p.Service, p.Overload}) || (p.Overload != "") != (people == 1) {
			t.Errorf("%d people: got %+v", people, got.Today)
		}
	}
}

func TestCSVIsNoFormula(t *testing.T) {
	var out bytes.Buffer
	if err := CSV(&out, made(t)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[1][0] != "'"+hostile || rows[0][0] != "category" {
		t.Errorf("got %q", rows)
	}
}

func TestOtherListings(t *testing.T) {
	r := made(t)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"check":      func(b *bytes.Buffer) error { return CheckTable(b, *r.Check) },
		"check json": func(b *bytes.Buffer) error { return CheckJSON(b, *r.Check) },
		"costs":      func(b *bytes.Buffer) error { return CostsTable(b, r.Input, paid(t, r.Input)) },
		"costs json": func(b *bytes.Buffer) error { return CostsJSON(b, r.Input, paid(t, r.Input)) },
		"costs csv":  func(b *bytes.Buffer) error { return CostsCSV(b, r.Input, paid(t, r.Input)) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if text := out.String(); strings.HasSuffix(name, "json") != json.Valid(out.Bytes()) || strings.Contains(text, "NaN") || strings.Contains(text, "%!") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

// A reader that is gone is no success.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errors.New("closed") }

func TestWriteErrorsAreTold(t *testing.T) {
	r := made(t)
	for name, err := range map[string]error{"table": Table(closed{}, r), "json": JSON(closed{}, r), "csv": CSV(closed{}, r),
		"check": CheckTable(closed{}, *r.Check), "costs": CostsTable(closed{}, r.Input, paid(t, r.Input)), "costs json": CostsJSON(closed{}, r.Input, paid(t, r.Input)), "costs csv": CostsCSV(closed{}, r.Input, paid(t, r.Input))} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNumbers(t *testing.T) {
	got := []string{number(1234567.891, 2), number(-1234, 0), number(-0.001, 1), number(0, 0), number(999, 0), percent(0.12345), threshold(2), threshold(0.5),
		lessOrMore(1500), lessOrMore(-1500), lessOrMore(0.3), number(math.Copysign(0, -1), 1)}
	want := []string{"1,234,567.89", "-1,234", "0.0", "0", "999", "12.3 %", "never", "50.0 %", "1,500 less than what today's way needs", "1,500 more than what today's way needs", "as much as what today's way needs", "0.0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Names of the source keep to their line, their cell, their direction and a length that leaves room for the figures.
func TestNamed(t *testing.T) {
	for name, want := range map[string]string{
		"plain":                   "plain",
		"two\nlines\tand a cell":  "two lines and a cell",
		"\u202egnp.exe":           " gnp.exe",
		"\x1b[31mred":             " [31mred",
		strings.Repeat("ä", 80):   strings.Repeat("ä", 80),
		strings.Repeat("ä", 9000): strings.Repeat("ä", 80) + "...",
	} {
		if got := named(name); got != want {
			t.Errorf("%.20q: got %q, want %q", name, got, want)
		}
	}
}

func TestKeyed(t *testing.T) {
	for key, want := range map[string]string{
		"tier1.salary": "tier1.salary", "category.a.b.solve": "category.a.b.solve",
		"category." + strings.Repeat("x", 9000) + ".solve": "category." + strings.Repeat("x", 71) + "....solve",
	} {
		if got := keyed(key); got != want {
			t.Errorf("%.20s: got %s, want %s", key, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for weeks, want := range map[float64]string{1: "1 week", 26: "26 weeks", 1.0 / 7: "1 day", 5.0 / 7: "5 days", 12.0 / 7: "12 days", 1200: "1,200 weeks"} {
		if got := span(weeks); got != want {
			t.Errorf("%g weeks: got %s, want %s", weeks, got, want)
		}
	}
}

// Without a whole week a peak week is not known, which is not 0 people.
func TestPeakThatIsNotKnown(t *testing.T) {
	d := madeWith(t, 1, nil).Input.Demand
	team := plan.Team{Heads: 4, PeakHeads: 5}
	if got := peak(d, team); got != "5" || *peakHeads(d, team) != 5 {
		t.Errorf("got %s", got)
	}
	d.Channels[0].Peak = plan.Week{}
	if got := peak(d, team); got != "not known" || peakHeads(d, team) != nil {
		t.Errorf("got %s", got)
	}
}
