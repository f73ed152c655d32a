package salary_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// The largest employer contributions, as published or as the product of published ceiling and rate. United States: Social Security
// Administration, fact sheet on 2026, 11,439.00 USD. Germany: 8,450 EUR a month at 9.3 % is 785.85, at 1.3 % 109.85; 5,812.50 EUR
// at 1.8 % is 104.625. United Kingdom: (50,270 - 6,240) at 3 %.
func TestContributionsAtTheCeiling(t *testing.T) {
	for _, c := range []struct {
		country, year, key string
		want               float64
	}{
		{"US", "2026", "social", 11_439},
		{"DE", "2026", "pension", 12 * 785.85},
		{"DE", "2026", "unemployment", 12 * 109.85},
		{"DE", "2026", "care", 12 * 104.625},
		{"DE", "2026", "health", 69_750 * (0.073 + 0.0145)},
		{"UK", "2025/26", "pension", 1_320.90},
	} {
		bill, err := salary.OnCost(c.country, c.year, 500_000)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(bill.Lines, func(l salary.Line) bool { return l.Key == c.key })
		if i < 0 || math.Abs(bill.Lines[i].Amount-c.want) > slack {
			t.Errorf("%s %s, %s: got %+v, want %v", c.country, c.year, c.key, bill.Lines, c.want)
		}
	}
}

// Just below, on and above every floor and ceiling the bill goes on without a jump.
func TestOnCostHasNoJumpAtFloorsAndCeilings(t *testing.T) {
	for _, table := range salary.Tables() {
		for _, c := range table.Components {
			for _, edge := range []float64{c.Floor, c.Ceiling, table.Above} {
				if edge == 0 {
					continue
				}
				below, err1 := table.OnCost(edge - 0.01)
				on, err2 := table.OnCost(edge)
				above, err3 := table.OnCost(edge + 0.01)
				if err1 != nil || err2 != nil || err3 != nil || on.Total-below.Total > 0.02 || above.Total-on.Total > 0.02 || below.Total > on.Total || on.Total > above.Total {
					t.Errorf("%s at %v: %v, %v, %v", table.Name(), edge, below.Total, on.Total, above.Total)
				}
			}
		}
	}
}

func TestLinesAddUpToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := tables().Draw(t, "table")
		annual := rapid.Float64Range(0.01, 1e7).Draw(t, "annual")
		bill, sum := total(t, table, annual), 0.0
		for _, l := range bill.Lines {
			sum += l.Amount
			if l.Base < 0 || l.Base > annual || l.Amount != l.Base*l.Rate.Amount {
				t.Fatalf("%+v", l)
			}
		}
		if math.Abs(sum-bill.Total) > 0.005+slack || math.Abs(bill.Rate*annual-sum) > slack || len(bill.Lines) != len(table.Components) {
			t.Fatalf("lines add up to %v, total %v, rate %v", sum, bill.Total, bill.Rate)
		}
	})
}

// A rate that a user sets adds exactly its share of the assessed part.
func TestInputsAddTheirShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		annual, share := rapid.Float64Range(1_000, 100_000).Draw(t, "annual"), rapid.Float64Range(0, 1).Draw(t, "share")
		de := table("DE", "2026")
		set, err := de.With(map[string]origin.Value{"u1": origin.Type(share, origin.Share)})
		if err != nil {
			t.Fatal(err)
		}
		without, with := total(t, de, annual), total(t, set, annual)
		if got := (with.Rate - without.Rate) * annual; math.Abs(got-share*annual) > slack {
			t.Fatalf("U1 of %v on %v adds %v", share, annual, got)
		}
	})
}

// The limit depends on how small the units of a currency are.
func TestAbsurdDependsOnTheCurrency(t *testing.T) {
	japan := table("US", "2026")
	japan.Country, japan.Currency = "JP", "JPY"
	if _, err := japan.OnCost(12_000_000); err != nil {
		t.Errorf("twelve million yen: %v", err)
	}
	if _, err := japan.OnCost(2e10); err == nil || !strings.Contains(err.Error(), "at most 10,000,000,000") {
		t.Errorf("twenty billion yen: got %v", err)
	}
	if _, err := salary.OnCost("US", "2026", 12_000_000); err == nil {
		t.Error("twelve million dollars: got no error")
	}
}

func TestBandsFromTOML(t *testing.T) {
	const text = `
[[band]]
tier = 2
grade = "senior"
min = 46000
mid = 52600
max = 59000
currency = "EUR"
kind = "measured"
source = "pay agreement"
year = 2025
`
	var file struct {
		Bands []salary.Band `toml:"band"`
	}
	if err := toml.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	want := []salary.Band{{
		Tier: 2, Grade: "senior", Min: 46_000, Mid: 52_600, Max: 59_000, Currency: "EUR", Kind: origin.Measured, Source: "pay agreement", Year: 2025,
	}}
	if diff := cmp.Diff(want, file.Bands); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, want := want[0].Benchmark().String(), "52,600 EUR/year (measured: pay agreement, 2025)"; got != want {
		t.Errorf("origin: got %q, want %q", got, want)
	}
}

// perHour is the loaded cost of a productive hour, or of a ticket of ten minutes.
func perHour(t *rapid.T, in salary.TierInput) (hour, ticket float64) {
	in.Handling = origin.Type(10, salary.Minutes)
	r, err := salary.Cost(salary.Input{Tiers: []salary.TierInput{in}})
	if err != nil {
		t.Fatal(err)
	}
	return r.Tiers[0].Loaded.PerProductiveHour, r.Tiers[0].Ticket
}

// An hour costs more with more salary, overhead or shrinkage; a ticket less with a higher occupancy, the hour the same.
func TestCostFollowsItsInputs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := tierInput(1, rapid.Float64Range(20_000, 200_000).Draw(t, "annual"))
		hour, ticket := perHour(t, base)

		paid := base
		paid.Pay.Benchmark.Amount += rapid.Float64Range(1, 50_000).Draw(t, "more salary")
		if more, _ := perHour(t, paid); !(more > hour) {
			t.Fatalf("more salary: %v after %v", more, hour)
		}
		equipped := base
		overhead := rapid.Float64Range(1, 20_000).Draw(t, "overhead")
		equipped.Overheads = []salary.Extra{{Name: "workplace", Annual: euros(overhead)}}
		if more, _ := perHour(t, equipped); math.Abs((more-hour)*1_482.39-overhead) > 1e-6 {
			t.Fatalf("overhead of %v: %v after %v", overhead, more, hour)
		}
		absent := base
		absent.Hours.Sickness.Amount += rapid.Float64Range(1, 100).Draw(t, "more sickness")
		if more, _ := perHour(t, absent); !(more > hour) {
			t.Fatalf("more sickness: %v after %v", more, hour)
		}
		busy := base
		busy.Occupancy.Amount = rapid.Float64Range(0.81, 1).Draw(t, "occupancy")
		if same, less := perHour(t, busy); same != hour || math.Abs(less*busy.Occupancy.Amount-ticket*0.8) > 1e-9 {
			t.Fatalf("occupancy %v: hour %v after %v, ticket %v after %v", busy.Occupancy.Amount, same, hour, less, ticket)
		}
	})
}

// From salaries to the price of an escalation in one go: the path costs both tiers, and each tier the minutes it worked.
func TestPathFromCosts(t *testing.T) {
	first, second := tierInput(1, 37_200), tierInput(2, 44_600)
	first.Handling, second.Handling = origin.Type(15, salary.Minutes), origin.Type(40, salary.Minutes)
	r, err := salary.Cost(salary.Input{Tiers: []salary.TierInput{second, first}})
	if err != nil {
		t.Fatal(err)
	}
	var visits []salary.Visit
	for _, c := range r.Tiers {
		visits = append(visits, salary.Visit{Tier: c.Tier, Cost: c.Ticket, Currency: r.Currency})
	}
	path, err := salary.Follow(visits)
	if err != nil {
		t.Fatal(err)
	}
	// By hand: 45,123.60 and 54,099.80 EUR a year over 1,482.39 · 60 · 0.8 = 71,154.72 occupied minutes.
	want := (15*45_123.60 + 40*54_099.80) / 71_154.72
	if math.Abs(path.Total-want) > 1e-9 {
		t.Errorf("path: got %v, want %v", path.Total, want)
	}
	solved, err := r.Tiers[0].Loaded.Ticket(origin.Type(25, salary.Minutes))
	if err != nil {
		t.Fatal(err)
	}
	price, err := path.Escalation(solved)
	if want -= 25 * 45_123.60 / 71_154.72; err != nil || math.Abs(price-want) > 1e-9 {
		t.Errorf("escalation: got %v, %v, want %v", price, err, want)
	}
}

// The order of the tiers in the input does not matter, and an input is never changed.
func TestCostKeepsItsInput(t *testing.T) {
	tiers := []salary.TierInput{tierInput(3, 50_800), tierInput(1, 37_200), tierInput(2, 44_600)}
	before := slices.Clone(tiers)
	r, err := salary.Cost(salary.Input{Bands: desk(), Tiers: tiers})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tiers); diff != "" {
		t.Errorf("input (-before +after):\n%s", diff)
	}
	slices.Reverse(tiers)
	again, err := salary.Cost(salary.Input{Bands: desk(), Tiers: tiers})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("other order (-want +got):\n%s", diff)
	}
	for i, c := range r.Tiers {
		if c.Tier != i+1 || c.Placed || c.Ticket != 0 {
			t.Errorf("tier %d: got %d, placed %v, ticket %v; neither grade nor handling was given", i+1, c.Tier, c.Placed, c.Ticket)
		}
	}
}
