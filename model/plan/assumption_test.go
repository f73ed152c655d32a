package plan_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// Every field is found by its key, has its sentence in both languages, and a default that passes both checks.
func TestFieldsAreWhole(t *testing.T) {
	all := plan.Fields()
	for _, f := range plan.CategoryFields() {
		f.Key = plan.CategoryKey(`a "b".c`, f.Key)
		all = append(all, f)
	}
	var keys []string
	for _, f := range all {
		got, err := plan.FieldOf(f.Key)
		if err != nil || got != f {
			t.Errorf("%s: got %+v, %v, want %+v", f.Key, got, err, f)
		}
		if f.About.EN == "" || f.About.DE == "" || f.Unit == "" || !(f.Low < f.High) {
			t.Errorf("%+v: sentence, unit or bounds are missing", f)
		}
		if f.Default.Given() {
			if err := f.Default.Check(f.Key); err != nil || f.Check(f.Default.Amount) != nil {
				t.Errorf("%s: the default %v is refused: %v, %v", f.Key, f.Default, err, f.Check(f.Default.Amount))
			}
		}
		if f.Check(f.Low) != nil || f.Check(f.High) != nil {
			t.Errorf("%s: the bounds themselves are refused", f.Key)
		}
		keys = append(keys, f.Key)
	}
	slices.Sort(keys)
	if n := len(slices.Compact(keys)); n != len(all) {
		t.Errorf("got %d different keys for %d fields", n, len(all))
	}
}

func TestFieldOfRefuses(t *testing.T) {
	for _, key := range []string{"", "tier1", "tier3.salary", "salary", "category.VPN.salary", "category.solve", "category"} {
		if f, err := plan.FieldOf(key); err == nil {
			t.Errorf("%q: got %+v, want an error", key, f)
		}
	}
	if _, err := plan.FieldOf(plan.CategoryKey("", "solve")); err != nil {
		t.Errorf("tickets without a category: %v", err)
	}
}

func TestAssumptionsCheckReportsAllFaults(t *testing.T) {
	a := plan.Unsaid()
	if err := a.Check(); err != nil {
		t.Errorf("nothing typed: %v", err)
	}
	a.Country = "FR"
	a.Values = map[string]origin.Value{
		"tier1.occupancy": origin.Type(75, origin.Share), "tier2.salary": origin.Type(2e7, plan.MoneyYear),
		"growth": origin.Type(math.NaN(), origin.Share), "category.VPN.wait": origin.Type(1, "h"), "hours.vacation": origin.Type(30, "days"),
	}
	want := `on-cost: no table for country "FR" and year 2026; there are DE 2026, UK 2025/26, US 2026; add a table of your own for others
category.VPN.wait is not known; a category has solve, solved_minutes, passed_minutes, second_minutes, return_share, training_points, training_cost
growth = NaN: this is no finite number; change of the number of tickets against the measured period
tier1.occupancy = 75: this lies outside 0.01 to 1 (a share, 0.8 is 80 %); share of the time on duty that is spent on tickets; shares out paid hours and prices a ticket
tier2.salary = 20000000: this lies outside 1 to 10000000 (a year, in the currency of the country); gross salary for full time`
	err := a.Check()
	if err == nil {
		t.Fatal("got no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestKindOfWhatIsNoNumber(t *testing.T) {
	a := plan.Unsaid()
	a.Typed[plan.TableKey] = true
	for key, want := range map[string]origin.Kind{plan.CountryKey: origin.Default, plan.TableKey: origin.Typed, plan.LiveKey: origin.Default} {
		if got := a.Kind(key); got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
	if got := (plan.Assumptions{}).Kind(plan.LiveKey); got != origin.Default {
		t.Errorf("no map: got %s, want a default", got)
	}
}
