package salary_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// tierInput is a full-time employee in Germany without overhead.
func tierInput(tier int, annual float64) salary.TierInput {
	return salary.TierInput{
		Tier: tier, Pay: salary.Pay{Currency: "EUR", Benchmark: euros(annual), Region: factor(1)}, Table: table("DE", "2026"),
		Hours: fullTime(), Occupancy: origin.Type(0.8, origin.Share),
	}
}

// By hand: 37,200 + 7,923.60 + 4,876.40 = 50,000 a year; 2,087.1 contract hours less 440 and a tenth leave 1,482.39 hours.
func TestLoadedCost(t *testing.T) {
	in := tierInput(1, 37_200)
	in.Overheads = []salary.Extra{{Name: "workplace", Annual: euros(4_000)}, {Name: "tools", Annual: euros(876.40)}}
	in.Handling = origin.Measure(12, salary.Minutes, "desk.event", 2025)
	in.Grade = "junior"
	r, err := salary.Cost(salary.Input{Bands: desk(), Tiers: []salary.TierInput{in}})
	if err != nil {
		t.Fatal(err)
	}
	got := r.Tiers[0]
	hour := 50_000 / 1_482.39
	want := salary.Loaded{
		Currency: "EUR", Salary: 37_200, OnCost: 7_923.60, Overhead: 4_876.40, PerYear: 50_000,
		PerProductiveHour: hour, PerProductiveMinute: hour / 60, PerOccupiedMinute: hour / 48,
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
	if diff := cmp.Diff(want, got.Loaded, near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if math.Abs(got.Ticket-hour/4) > 1e-9 {
		t.Errorf("ticket: got %v, want %v", got.Ticket, hour/4)
	}
	if !got.Placed || got.Place.Compa != 1 || math.Abs(got.Place.Penetration-0.52) > 1e-12 {
		t.Errorf("place: got %v %+v", got.Placed, got.Place)
	}
	if r.Currency != "EUR" || r.Warnings != nil || len(r.Bands) != 4 {
		t.Errorf("got %s, %v, %d bands", r.Currency, r.Warnings, len(r.Bands))
	}
}

func TestCostWarnsOfSwappedTiers(t *testing.T) {
	r, err := salary.Cost(salary.Input{Tiers: []salary.TierInput{tierInput(2, 37_200), tierInput(1, 44_600)}})
	if err != nil || len(r.Warnings) != 1 || r.Tiers[0].Tier != 1 {
		t.Fatalf("got %+v, %v, want tiers in order and one warning", r.Warnings, err)
	}
	want := origin.Text{
		EN: "An hour of tier 2 costs 30.44 EUR, less than one of tier 1 (36.49): is that meant, or are the two swapped?",
		DE: "Eine Stunde von Stufe 2 kostet 30,44 EUR, weniger als eine von Stufe 1 (36,49): ist das gewollt, oder sind beide vertauscht?",
	}
	if r.Warnings[0] != want {
		t.Errorf("got %+v, want %+v", r.Warnings[0], want)
	}
	low, err := salary.Cost(salary.Input{Tiers: []salary.TierInput{tierInput(1, 20_000)}})
	if err != nil || len(low.Warnings) != 1 || !strings.Contains(low.Warnings[0].DE, "Übergangsbereich") {
		t.Errorf("a low salary: got %+v, %v", low.Warnings, err)
	}
}

func TestCostReportsAllFaults(t *testing.T) {
	one, two, three := tierInput(1, 0), tierInput(1, 44_600), tierInput(2, 30_000)
	one.Table.Source, one.Occupancy, one.Handling = "", origin.Type(1.2, origin.Share), origin.Type(-4, salary.Minutes)
	two.Grade, two.Hours.Vacation = "chief", origin.Value{}
	three.Pay.Currency, three.Pay.Benchmark, three.Table = "GBP", origin.Type(30_000, "GBP/year"), table("UK", "2025/26")
	_, err := salary.Cost(salary.Input{Bands: desk(), Tiers: []salary.TierInput{one, two, three}})
	want := `tier 1: given twice
tier 2: pay in "GBP", the rest in "EUR"; currencies cannot be mixed, convert one of them
tier 2: on-cost table in "GBP", the rest in "EUR"; currencies cannot be mixed, convert one of them
tier 1: benchmark: annual salary 0 EUR must be above 0
tier 1: on-cost table DE 2026: no source
tier 1: occupancy: 1.2 share must lie within 0.01 and 1
tier 1: handling time: -4 min must lie within 0 and 43,200
tier 1: vacation: not given; give an amount and say whether it is measured, typed or a default
tier 1: no band for grade "chief"; there are tier 1, junior; tier 1, senior; tier 2, junior; tier 2, senior`
	if err == nil {
		t.Fatal("got no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := salary.Cost(salary.Input{}); err == nil || err.Error() != "cost: no tiers" {
		t.Errorf("no tiers: got %v", err)
	}
	if _, err := salary.Cost(salary.Input{Bands: []salary.Band{{}}, Tiers: []salary.TierInput{{}}}); err == nil {
		t.Error("nothing but zeros: got no error")
	}
}

func TestLoadRefuses(t *testing.T) {
	bill, err := salary.OnCost("DE", "2026", 37_200)
	if err != nil {
		t.Fatal(err)
	}
	full := origin.Type(1, origin.Share)
	for _, hours := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if l, err := salary.Load(bill, nil, hours, full); err == nil {
			t.Errorf("%v hours: got %+v, want an error", hours, l)
		}
	}
	if _, err := salary.Load(salary.Bill{}, nil, 1_500, full); err == nil {
		t.Error("no bill: got no error")
	}
	dollars := []salary.Extra{{Name: "tools", Annual: origin.Type(5, "USD/year")}}
	if _, err := salary.Load(bill, dollars, 1_500, full); err == nil || err.Error() != `overhead "tools": unit "USD/year" must be "EUR/year"` {
		t.Errorf("mixed currencies: got %v", err)
	}
	l, err := salary.Load(bill, nil, 1_500, full)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []origin.Value{{}, origin.Type(-1, salary.Minutes), origin.Type(1, "h"), origin.Type(1e6, salary.Minutes)} {
		if got, err := l.Ticket(v); err == nil {
			t.Errorf("handling %v: got %v, want an error", v, got)
		}
	}
}

// Below every ceiling and above every floor, all cost but the overhead is proportional to salary; on-cost is rounded to cents, half a
// cent on either side, one of them multiplied.
func TestCostIsLinearInSalary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		annual, times := rapid.Float64Range(25_000, 34_000).Draw(t, "annual"), rapid.Float64Range(1, 2).Draw(t, "times")
		a, err := salary.Cost(salary.Input{Tiers: []salary.TierInput{tierInput(1, annual)}})
		if err != nil {
			t.Fatal(err)
		}
		b, err := salary.Cost(salary.Input{Tiers: []salary.TierInput{tierInput(1, annual*times)}})
		if err != nil {
			t.Fatal(err)
		}
		one, two := a.Tiers[0].Loaded, b.Tiers[0].Loaded
		if math.Abs(two.PerYear-times*one.PerYear) > 0.005*(1+times)+slack || math.Abs(one.PerProductiveHour*a.Tiers[0].Ladder.Productive-one.PerYear) > slack {
			t.Fatalf("%v costs %+v, %v times as much %+v", annual, one, times, two)
		}
		if occupied := one.PerOccupiedMinute; math.Abs(occupied*0.8*60-one.PerProductiveHour) > 1e-9 {
			t.Fatalf("an occupied minute costs %v, a productive hour %v", occupied, one.PerProductiveHour)
		}
	})
}

// Issue 3: 1st level logs for 22, 2nd level solves for 62.
func TestPathIsCumulative(t *testing.T) {
	p, err := salary.Follow([]salary.Visit{{Tier: 1, Cost: 22, Currency: "EUR"}, {Tier: 2, Cost: 62, Currency: "EUR"}})
	if err != nil || p.Total != 84 || p.Legs[0].Total != 22 || p.Legs[1].Total != 84 {
		t.Errorf("got %+v, %v, want 22 and 84", p, err)
	}
	for solved, want := range map[float64]float64{22: 62, 30: 54, 100: -16} {
		if got, err := p.Escalation(solved); err != nil || got != want {
			t.Errorf("solved for %v: got %v, %v, want %v", solved, got, err, want)
		}
	}
	for _, solved := range []float64{-1, math.NaN(), math.Inf(1), 1e9} {
		if got, err := p.Escalation(solved); err == nil {
			t.Errorf("solved for %v: got %v, want an error", solved, got)
		}
	}
}

func TestPathReportsAllFaults(t *testing.T) {
	_, err := salary.Follow([]salary.Visit{{1, 5, "EUR"}, {2, math.NaN(), "EUR"}, {2, -3, "USD"}, {3, 1, "?"}})
	want := `path, visit 2 at tier 2: cost NaN must lie within 0 and 10,000,000
path, visit 3 at tier 2: in USD, the first visit in EUR; currencies cannot be mixed, convert one of them
path, visit 3 at tier 2: cost -3 must lie within 0 and 10,000,000
path, visit 4 at tier 3: currency "?" must be a code of three capital letters, such as EUR
path, visit 4 at tier 3: in ?, the first visit in EUR; currencies cannot be mixed, convert one of them`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, err := salary.Follow(nil); err == nil {
		t.Error("no visits: got no error")
	}
}

// Two stretches of a path cost what the whole costs, and no visit makes it cheaper.
func TestPathIsAdditive(t *testing.T) {
	visits := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) salary.Visit {
		return salary.Visit{Tier: rapid.IntRange(1, 4).Draw(t, "tier"), Cost: rapid.Float64Range(0, 1_000).Draw(t, "cost"), Currency: "EUR"}
	}), 1, 8)
	rapid.Check(t, func(t *rapid.T) {
		a, b := visits.Draw(t, "a"), visits.Draw(t, "b")
		first, err1 := salary.Follow(a)
		second, err2 := salary.Follow(b)
		whole, err3 := salary.Follow(append(a[:len(a):len(a)], b...))
		if err1 != nil || err2 != nil || err3 != nil || math.Abs(first.Total+second.Total-whole.Total) > 1e-9 {
			t.Fatalf("%v + %v, whole %v", first.Total, second.Total, whole.Total)
		}
		for i := 1; i < len(whole.Legs); i++ {
			if whole.Legs[i].Total < whole.Legs[i-1].Total {
				t.Fatalf("%+v", whole.Legs)
			}
		}
	})
}

// planning.md, section 3: the named defaults.
func TestExamplesAreNamedAndDated(t *testing.T) {
	var got []string
	for _, e := range salary.Examples() {
		if err := e.Annual.Check(e.Country); err != nil || e.Annual.Kind != origin.Default {
			t.Errorf("%+v: %v", e, err)
		}
		got = append(got, fmt.Sprintf("%s %d p%d %v %s %d", e.Country, e.Tier, e.Rank, e.Annual.Amount, e.Annual.Unit, e.Annual.Year))
	}
	want := []string{
		"DE 1 p0 37200 EUR/year 2019", "DE 2 p0 44600 EUR/year 2019", "DE 3 p0 50800 EUR/year 2019", "US 0 p10 31220 USD/year 2018",
		"US 0 p25 39310 USD/year 2018", "US 0 p50 50980 USD/year 2018", "US 0 p75 65640 USD/year 2018", "US 0 p90 84510 USD/year 2018",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleCost() {
	germany, err := salary.Lookup("DE", "2026")
	if err != nil {
		fmt.Println(err)
		return
	}
	in := salary.Input{}
	for _, e := range salary.Examples()[:2] {
		in.Tiers = append(in.Tiers, salary.TierInput{
			Tier: e.Tier, Table: germany, Hours: salary.ExampleHours(), Occupancy: origin.Type(0.8, origin.Share),
			Pay: salary.Pay{Currency: "EUR", Benchmark: e.Annual, Region: origin.Type(1, salary.Factor)},
		})
	}
	r, err := salary.Cost(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range r.Tiers {
		fmt.Printf("tier %d: %.2f + %.2f = %.2f %s a year, %.2f per productive hour\n",
			t.Tier, t.Loaded.Salary, t.Loaded.OnCost, t.Loaded.PerYear, r.Currency, t.Loaded.PerProductiveHour)
	}
	// Output:
	// tier 1: 37200.00 + 7923.60 = 45123.60 EUR a year, 28.87 per productive hour
	// tier 2: 44600.00 + 9499.80 = 54099.80 EUR a year, 34.62 per productive hour
}

func BenchmarkCost(b *testing.B) {
	in := salary.Input{Bands: desk(), Tiers: []salary.TierInput{tierInput(1, 37_200), tierInput(2, 44_600), tierInput(3, 50_800)}}
	for b.Loop() {
		if _, err := salary.Cost(in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "results/s")
}
