package calc_test

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/calc"
)

// compute runs one row written as name=value pairs and returns the results by column.
func compute(t *testing.T, model, inputs string) (map[string]float64, error) {
	t.Helper()
	m, err := calc.Find(model)
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for _, pair := range strings.Fields(inputs) {
		name, value, _ := strings.Cut(pair, "=")
		cells[name] = value
	}
	results, err := m.Run(cells)
	if err != nil {
		return nil, err
	}
	if len(results) != len(m.Adds) {
		t.Fatalf("%s: %d results for %d columns", model, len(results), len(m.Adds))
	}
	named := map[string]float64{}
	for i, name := range m.Adds {
		named[name] = results[i]
	}
	return named, nil
}

// Each model by a value that somebody else has computed or published; the packages that hold the formulas have many more.
func TestModels(t *testing.T) {
	for _, c := range []struct {
		model, inputs string
		want          map[string]float64
		source        string
	}{
		{"erlang-b", "load=1 agents=1", map[string]float64{"blocking": 0.5}, "A / (1 + A)"},
		{"erlang-b", "load=2 agents=2", map[string]float64{"blocking": 0.4}, "2 / (1 + 2 + 2)"},
		{"erlang-c", "arrivals_per_hour=100 handling_seconds=240 agents=9 target_seconds=20",
			map[string]float64{"service_level": 0.742099145119, "occupancy": 20.0 / 27}, "callcentrehelper.com forum (2022), recomputed in 50 digits"},
		{"erlang-a", "arrivals_per_hour=200 handling_seconds=180 agents=10 target_seconds=20 patience_seconds=300",
			map[string]float64{"wait_probability": 0.59943331802813818, "abandon_probability": 0.10943799955850192, "sl_served_of_offered": 0.51681016864026894,
				"sl_served_of_answered": 0.58031913374257958, "sl_served_of_offered_less_early": 0.53544636011713376, "sl_served_and_early_of_offered": 0.55163299335181e0},
			"Markov chain in 50 digits"},
		{"required-agents", "arrivals_per_hour=12 handling_seconds=240 target_seconds=20 target_share=0.8 max_occupancy=0.85",
			map[string]float64{"agents": 3}, "Erlang C by hand: 2 agents reach 0.71"},
		{"two-tier", "arrivals_per_hour=60 agents1=8 handling1_seconds=360 solve1=0.7 agents2=6 handling2_seconds=900 return2=0 target1_seconds=30 target2_seconds=300",
			map[string]float64{"arrivals1_per_hour": 60, "arrivals2_per_hour": 18, "occupancy1": 0.75, "occupancy2": 0.75,
				"wait_probability1": 0.356981085879, "service_level1": 0.697822034672, "sojourn_seconds": 60 * 12.8358994851}, "Jackson product form"},
		{"gatekeeper", "arrivals_per_hour=10 success=linear:0.5 diagnose_seconds=180 treat_seconds=360 expert_seconds=1200 cost1_per_hour=30 cost2_per_hour=55 wait_cost_per_hour=20 failed_try_cost=2",
			map[string]float64{"threshold_ratio": 15.0 / 61, "threshold": 1, "agents1": 3, "agents2": 2, "best_threshold": 0.82, "best_cost": 205.51172881, "direct_agents": 4},
			"(30/10 + 2) / (55/3 + 2) by hand; the optimum by an independent search"},
		{"on-cost", "country=DE year=2026 annual_salary=37200", map[string]float64{"on_cost": 7923.60, "rate": 0.213}, "37,200 x 21.3 %"},
	} {
		got, err := compute(t, c.model, c.inputs)
		if err != nil {
			t.Errorf("%s: %v", c.model, err)
		}
		for name, want := range c.want {
			if math.Abs(got[name]-want) > 1e-4*math.Abs(want) {
				t.Errorf("%s of %s: got %v, want %v (%s)", name, c.model, got[name], want, c.source)
			}
		}
	}
}

func TestRunTellsEveryFault(t *testing.T) {
	for _, c := range []struct{ model, inputs, want string }{
		{"erlang-c", "arrivals_per_hour=many handling_seconds=240 agents=2.5", `arrivals_per_hour: "many" is no number; write it as 1234.5
agents: 2.5 is no whole number of people
target_seconds: there is no value`},
		{"erlang-c", "arrivals_per_hour=inf handling_seconds=1e400 agents=-1 target_seconds=nan", `arrivals_per_hour: "inf": an endless value is not possible here
handling_seconds: "1e400" is too large a number
agents: -1 must lie within 0 to 1000000
target_seconds: "nan" is no number; write it as 1234.5`},
		{"erlang-c", "arrivals_per_hour=100 handling_seconds=240 agents=5 target_seconds=20",
			"5 agents cannot carry a load of 6.666666666666667 Erlang when nobody gives up: the queue grows without end; the smallest stable number of agents is 7"},
		{"two-tier", "", `arrivals_per_hour: there is no value
agents1: there is no value
handling1_seconds: there is no value
solve1: there is no value
agents2: there is no value
handling2_seconds: there is no value
return2: there is no value
target1_seconds: there is no value
target2_seconds: there is no value`},
		{"on-cost", "country=DE year=1999 annual_salary=1", `on-cost: no table for country "DE" and year 1999; there are DE 2026, UK 2025/26, US 2026; add a table of your own for others`},
	} {
		if _, err := compute(t, c.model, c.inputs); err == nil || err.Error() != c.want {
			t.Errorf("%s %s: got\n%v\nwant\n%s", c.model, c.inputs, err, c.want)
		}
	}
}

// Columns that the model does not know come back with the results, so that two of one name, or without any, cannot be told apart.
func TestCheckForeignColumns(t *testing.T) {
	m, err := calc.Find("erlang-b")
	if err != nil {
		t.Fatal(err)
	}
	for columns, want := range map[string]string{
		"load,agents,note,note": "column note stands 2 times; keep one",
		"load,agents,,,":        "3 columns have no name; name them or take them out",
		"load,agents,":          "<nil>",
	} {
		if got := fmt.Sprint(m.Check(strings.Split(columns, ","))); got != want {
			t.Errorf("%s: got %s, want %s", columns, got, want)
		}
	}
}

// A sentence repeats the beginning of a value, however long it is.
func TestLongValues(t *testing.T) {
	for value, want := range map[string]string{
		strings.Repeat("9", 100_000): `"` + strings.Repeat("9", 40) + `..." is too large a number`,
		strings.Repeat("ü", 41):      `"` + strings.Repeat("ü", 40) + `..." is no number; write it as 1234.5`,
	} {
		if _, err := compute(t, "erlang-b", "agents=1 load="+value); err == nil || err.Error() != "load: "+want {
			t.Errorf("%.20s...: got %v, want %s", value, err, want)
		}
	}
}

func TestCheckColumns(t *testing.T) {
	m, err := calc.Find("erlang-b")
	if err != nil {
		t.Fatal(err)
	}
	err = m.Check([]string{"load", "load", "blocking", "note"})
	want := "column load stands 2 times; keep one\ncolumn agents is missing: lines or agents; fractions are possible\ncolumn blocking is a result of erlang-b and cannot stand in its input"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if diff := cmp.Diff([]string{"blocking", "note"}, m.Strangers([]string{"load", "agents", "blocking", "note"})); diff != "" {
		t.Error(diff)
	}
	if _, err := calc.Find("erlang-d"); err == nil || !strings.Contains(err.Error(), "there are erlang-b, erlang-c,") {
		t.Errorf("got %v", err)
	}
}

// Whatever stands in the cells, a row ends in finite results or in an error, never in NaN and never in a panic.
func TestNoInputBreaksAModel(t *testing.T) {
	words := []string{"", " ", "0", "1", "-1", "0.5", "2", "7", "1e-300", "1e300", "1e9", "inf", "-inf", "nan", "x", "linear:0.5", "power:2", "DE", "2026", "1,5", "0x1p3"}
	rapid.Check(t, func(rt *rapid.T) {
		m := rapid.SampledFrom(calc.Models()).Draw(rt, "model")
		cells := map[string]string{}
		for _, c := range m.Inputs {
			cells[c.Name] = rapid.OneOf(rapid.SampledFrom(words), rapid.Map(rapid.Float64Range(0, 50), func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) })).Draw(rt, c.Name)
		}
		results, err := m.Run(cells)
		if err == nil && len(results) != len(m.Adds) {
			rt.Fatalf("%d results", len(results))
		}
		for i, v := range results {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				rt.Fatalf("%s = %v", m.Adds[i], v)
			}
		}
	})
}

func ExampleModel_Run() {
	m, err := calc.Find("required-agents")
	if err != nil {
		fmt.Println(err)
		return
	}
	results, err := m.Run(map[string]string{"arrivals_per_hour": "200", "handling_seconds": "240", "target_seconds": "20", "target_share": "0.8", "max_occupancy": "0.9"})
	fmt.Printf("%s = %v, %v\n", m.Adds[0], results[0], errors.Is(err, nil))
	// Output: agents = 17, true
}
