package plan_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/plan"
)

func TestWithheld(t *testing.T) {
	d := office()
	d.Salaries = []plan.Salary{
		{Tier: 1, Currency: "EUR", People: 6, Mean: 38_000, Lowest: 33_000, Highest: 44_000}, {Tier: 2, Currency: "EUR", People: 5, Mean: 47_000, Lowest: 45_000, Highest: 50_000},
	}
	before := d.Salaries[0]
	shown := d.Withheld()
	if diff := cmp.Diff([]plan.Salary{{Tier: 1, Currency: "EUR", People: 6, Mean: 38_000}}, shown.Salaries); diff != "" {
		t.Errorf("salaries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]plan.Few{{2, "EUR", 5}}, shown.Few); diff != "" {
		t.Errorf("few (-want +got):\n%s", diff)
	}
	if d.Salaries[0] != before || len(d.Few) > 0 {
		t.Errorf("the owner's demand was changed: %+v", d.Salaries)
	}
	if diff := cmp.Diff([]plan.Few{{2, "EUR", 5}}, shown.Withheld().Few); diff != "" {
		t.Errorf("withheld twice (-want +got):\n%s", diff)
	}
}

// The plan says what stands in, and in which currency to type another.
func TestWithheldPaySaysWhatStandsIn(t *testing.T) {
	d := office()
	d.Salaries = []plan.Salary{{Tier: 1, Currency: "EUR", People: 3, Mean: 31_111}, {Tier: 2, Currency: "GBP", People: 1, Mean: 41_111}}
	in := built(t, d.Withheld(), plan.Unsaid())
	var en, de []string
	for _, n := range in.Notes {
		if strings.HasPrefix(n.EN, "Tier ") {
			en, de = append(en, n.EN), append(de, n.DE)
		}
	}
	want := []string{
		"Tier 1: the pay of 3 people is withheld, because the mean of fewer than 6 tells too much about each. The plan takes 37,200 EUR/year (default: Compensation Partner, salaries in IT support, Germany, 2019) instead. Type tier1.salary to plan with your own figure.",
		"Tier 2: the pay of one person is withheld, because the mean of fewer than 6 tells too much about each. The plan takes 44,600 EUR/year (default: Compensation Partner, salaries in IT support, Germany, 2019) instead. Type tier2.salary to plan with your own figure, in EUR: they are paid in GBP, and amounts are not converted.",
	}
	if diff := cmp.Diff(want, en); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want := "Stufe 1: Die Gehälter von 3 Personen bleiben verdeckt, weil das Mittel von weniger als 6 zu viel über jede Person verrät. Der Plan nimmt stattdessen 37.200 EUR/year (Vorgabe: Compensation Partner, Gehälter im IT-Support, Deutschland, 2019)"; len(de) != 2 || !strings.HasPrefix(de[0], want) {
		t.Errorf("got %q", de)
	}
	a := assumed(t, map[string]float64{"tier1.salary": 40_000, "tier2.salary": 50_000})
	for _, n := range built(t, d.Withheld(), a).Notes {
		if strings.Contains(n.EN, "withheld") {
			t.Errorf("typed, and still: %s", n.EN)
		}
	}
	a = plan.Unsaid()
	a.Country, a.Table = "US", "2026"
	_, err := plan.Build(d.Withheld(), a)
	for _, want := range []string{"tier1.salary: Tier 1: the pay of 3 people is withheld", "there is no default in USD. Type tier2.salary in USD"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
}

// A plan of what is withheld is the same, whatever few people earn and whatever the ends of larger groups are.
func TestWithheldPayLeavesNoTrace(t *testing.T) {
	plain := func(few, lowest, highest float64) plan.Input {
		d := office()
		d.Salaries = []plan.Salary{
			{Tier: 1, Currency: "EUR", People: 8, Mean: 38_000, Lowest: lowest, Highest: highest}, {Tier: 2, Currency: "EUR", People: 5, Mean: few, Lowest: few - 10, Highest: few + 10},
		}
		return built(t, d.Withheld(), plan.Unsaid())
	}
	want := plain(47_777, 30_000, 50_000)
	rapid.Check(t, func(t *rapid.T) {
		got := plain(rapid.Float64Range(1000, 1e6).Draw(t, "few"), rapid.Float64Range(1000, 38_000).Draw(t, "lowest"), rapid.Float64Range(38_000, 1e6).Draw(t, "highest"))
		if !reflect.DeepEqual(want, got) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}
