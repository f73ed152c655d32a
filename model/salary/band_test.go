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

func band(tier int, grade string, low, mid, high float64) salary.Band {
	return salary.Band{Tier: tier, Grade: grade, Min: low, Mid: mid, Max: high, Currency: "EUR", Kind: origin.Typed}
}

// desk is two tiers with two grades each.
func desk() []salary.Band {
	return []salary.Band{
		band(1, "junior", 32_000, 37_200, 42_000), band(1, "senior", 38_000, 42_200, 47_000),
		band(2, "junior", 40_000, 44_600, 50_000), band(2, "senior", 46_000, 52_600, 59_000),
	}
}

// By hand: 39,990/37,200 = 1.075; (39,990 - 32,000)/10,000 = 0.799.
func TestPlace(t *testing.T) {
	b := band(1, "junior", 32_000, 37_200, 42_000)
	for _, c := range []struct {
		annual float64
		want   salary.Place
	}{
		{39_990, salary.Place{Compa: 1.075, Penetration: 0.799}},
		{32_000, salary.Place{Compa: 32.0 / 37.2, Penetration: 0}},
		{42_000, salary.Place{Compa: 42.0 / 37.2, Penetration: 1}},
		{30_000, salary.Place{Compa: 30.0 / 37.2, Penetration: -0.2, Side: -1}},
		{43_000, salary.Place{Compa: 43.0 / 37.2, Penetration: 1.1, Side: 1}},
	} {
		got, err := b.Place(c.annual)
		if err != nil || math.Abs(got.Compa-c.want.Compa) > 1e-12 || math.Abs(got.Penetration-c.want.Penetration) > 1e-12 || got.Side != c.want.Side {
			t.Errorf("%v: got %+v, %v, want %+v", c.annual, got, err, c.want)
		}
	}
	for _, annual := range []float64{0, -1, math.NaN(), math.Inf(1), 1e9} {
		if got, err := b.Place(annual); err == nil {
			t.Errorf("%v: got %+v, want an error", annual, got)
		}
	}
}

func bands() *rapid.Generator[salary.Band] {
	return rapid.Custom(func(t *rapid.T) salary.Band {
		low := rapid.Float64Range(1_000, 100_000).Draw(t, "min")
		mid := low + rapid.Float64Range(0, 50_000).Draw(t, "to mid")
		return band(1, "any", low, mid, mid+rapid.Float64Range(1, 50_000).Draw(t, "to max"))
	})
}

// Both ratios give the salary back, and penetration lies within 0 and 1 exactly when the salary lies in the band.
func TestPlaceIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := bands().Draw(t, "band")
		annual := rapid.Float64Range(500, 300_000).Draw(t, "annual")
		p, err := b.Place(annual)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(p.Compa*b.Mid-annual) > slack || math.Abs(b.Min+p.Penetration*(b.Max-b.Min)-annual) > slack {
			t.Fatalf("%v in %+v: %+v", annual, b, p)
		}
		if inside := p.Penetration >= 0 && p.Penetration <= 1; inside != (p.Side == 0) {
			t.Fatalf("%v in %+v: %+v", annual, b, p)
		}
	})
}

func TestCheckBandsReportsAllFaults(t *testing.T) {
	bad := desk()
	bad[0].Min, bad[0].Mid = 43_000, 37_200
	bad[1].Max = 0
	bad[2].Grade, bad[2].Kind = "", ""
	bad[3].Currency = "GBP"
	bad = append(bad, band(1, "junior", 1, 2, -3), band(-1, "x", 5, 5, 5), band(2, "y", math.NaN(), 4e9, math.Inf(1)))
	want := `band of tier 1, junior: min 43,000, mid 37,200, max 42,000 must rise: min ≤ mid ≤ max and min < max
band of tier 1, senior: annual salary 0 EUR must be above 0
band of tier 1, senior: min 38,000, mid 42,200, max 0 must rise: min ≤ mid ≤ max and min < max
band of tier 2, : origin "" is unknown; it is measured, typed or default
band of tier 2, : no grade; a tier with one grade needs a name for it too
band of tier 2, senior: in GBP, the first band in EUR; currencies cannot be mixed, convert one of them
band of tier 1, junior: annual salary -3 EUR must be above 0
band of tier 1, junior: min 1, mid 2, max -3 must rise: min ≤ mid ≤ max and min < max
band of tier 1, junior: given twice, as number 1 and number 5 of the bands
band of tier -1, x: tier -1 must be 0 or more
band of tier -1, x: min 5, mid 5, max 5 must rise: min ≤ mid ≤ max and min < max
band of tier 2, y: annual salary NaN is not a finite number
band of tier 2, y: annual salary 4,000,000,000 EUR is absurd; it may be at most 10,000,000
band of tier 2, y: annual salary +Inf is not a finite number`
	_, err := salary.CheckBands(bad)
	if err == nil {
		t.Fatal("got no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSwappedTiersAreAWarning(t *testing.T) {
	if warnings, err := salary.CheckBands(desk()); err != nil || warnings != nil {
		t.Errorf("the desk as it should be: got %v, %v", warnings, err)
	}
	swapped := desk()
	swapped[0].Tier, swapped[1].Tier, swapped[2].Tier, swapped[3].Tier = 2, 2, 1, 1
	warnings, err := salary.CheckBands(swapped)
	if err != nil || len(warnings) != 2 {
		t.Fatalf("got %v, %v, want a warning for each grade", warnings, err)
	}
	want := origin.Text{
		EN: "Tier 2, junior, is paid less (37,200 EUR) than tier 1, junior (44,600): is that meant, or are the two swapped?",
		DE: "Stufe 2, junior, verdient weniger (37.200 EUR) als Stufe 1, junior (44.600): ist das gewollt, oder sind beide vertauscht?",
	}
	if warnings[0] != want {
		t.Errorf("got %+v, want %+v", warnings[0], want)
	}
	other := []salary.Band{band(1, "agent", 30_000, 40_000, 50_000), band(2, "expert", 30_000, 39_000, 50_000)}
	if warnings, err := salary.CheckBands(other); err != nil || len(warnings) != 1 {
		t.Errorf("no grade in common: got %v, %v, want one warning", warnings, err)
	}
	falling := []salary.Band{band(1, "a", 30_000, 40_000, 50_000), band(1, "b", 30_000, 39_000, 50_000)}
	if warnings, err := salary.CheckBands(falling); err != nil || len(warnings) != 1 {
		t.Errorf("a grade below the one before: got %v, %v, want one warning", warnings, err)
	}
	if warnings, err := salary.CheckBands(nil); err != nil || warnings != nil {
		t.Errorf("no bands: got %v, %v", warnings, err)
	}
}

func entries(tier int, grade string, annual ...float64) []salary.Entry {
	var all []salary.Entry
	for _, a := range annual {
		all = append(all, salary.Entry{Tier: tier, Grade: grade, Annual: a, Currency: "EUR"})
	}
	return all
}

func TestAuditCountsGroups(t *testing.T) {
	list := entries(2, "junior", 39_999, 40_000, 50_000, 50_001, 45_000, 51_000)
	list = append(list, entries(1, "trainee", 20_000, 20_000, 20_000, 20_000, 20_000, 20_000)...)
	list = append(list, entries(1, "senior", 60_000)...)
	list = append(list, entries(1, "junior", 33_000, 34_000, 35_000, 36_000, 37_000, 38_000)...)
	got, err := salary.Audit(desk(), list, salary.SmallestGroup)
	if err != nil {
		t.Fatal(err)
	}
	want := []salary.Group{
		{Tier: 1, Grade: "junior", People: 6, In: 6},
		{Tier: 1, Grade: "senior", People: 1, Withheld: true},
		{Tier: 1, Grade: "trainee", People: 6, NoBand: true},
		{Tier: 2, Grade: "junior", People: 6, Below: 1, In: 3, Above: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every entry is counted once, in whatever order the list stands.
func TestAuditCountsEveryEntryOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) salary.Entry {
			return salary.Entry{
				Tier: rapid.IntRange(1, 3).Draw(t, "tier"), Grade: rapid.SampledFrom([]string{"junior", "senior", "lead"}).Draw(t, "grade"),
				Annual: rapid.Float64Range(20_000, 70_000).Draw(t, "annual"), Currency: "EUR",
			}
		}), 1, 60).Draw(t, "list")
		smallest := rapid.IntRange(1, 10).Draw(t, "smallest")
		groups, err := salary.Audit(desk(), list, smallest)
		if err != nil {
			t.Fatal(err)
		}
		people := 0
		for _, g := range groups {
			people += g.People
			split := g.Below + g.In + g.Above
			if hidden := g.Withheld || g.NoBand; hidden && split != 0 || !hidden && split != g.People || g.Withheld != (g.People < smallest) {
				t.Fatalf("%+v", g)
			}
		}
		if people != len(list) {
			t.Fatalf("%d people in groups, %d in the list", people, len(list))
		}
		again, _ := salary.Audit(desk(), rapid.Permutation(list).Draw(t, "again"), smallest)
		if diff := cmp.Diff(groups, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAuditReportsAllFaults(t *testing.T) {
	list := append(entries(1, "junior", 0, -5, math.NaN(), 1e12), salary.Entry{Tier: 1, Grade: "junior", Annual: 1, Currency: "USD"})
	_, err := salary.Audit(desk(), list, 0)
	want := `smallest group: 0 must be 1 or more
salary list, entry 1: annual salary 0 EUR must be above 0
salary list, entry 2: annual salary -5 EUR must be above 0
salary list, entry 3: annual salary NaN is not a finite number
salary list, entry 4: annual salary 1,000,000,000,000 EUR is absurd; it may be at most 10,000,000
salary list, entry 5: in "USD", the bands in EUR; currencies cannot be mixed, convert one of them`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, err := salary.Audit(nil, list, 6); err == nil || !strings.Contains(err.Error(), "no bands") {
		t.Errorf("no bands: got %v", err)
	}
	if _, err := salary.Audit(desk(), nil, 6); err == nil || !strings.Contains(err.Error(), "no entries") {
		t.Errorf("no entries: got %v", err)
	}
}

func ExampleBand_Place() {
	b := salary.Band{Tier: 2, Grade: "regular", Min: 40_000, Mid: 44_600, Max: 50_000, Currency: "EUR", Kind: origin.Typed}
	p, err := b.Place(47_000)
	fmt.Printf("compa-ratio %.3f, range penetration %.2f, %v\n", p.Compa, p.Penetration, err)
	// Output: compa-ratio 1.054, range penetration 0.70, <nil>
}
