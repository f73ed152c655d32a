package listing

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"tiermix/model/risk"
)

// drawn is the risk of the small desk, as it is and under a name that is a formula.
func drawn(t *testing.T, names ...string) risk.Result {
	t.Helper()
	r := made(t)
	var all []risk.Scenario
	for _, name := range names {
		all = append(all, risk.Scenario{Name: name, Plan: r})
	}
	out, err := risk.Run(t.Context(), all, risk.Options{Draws: 100, Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRiskTable(t *testing.T) {
	var out bytes.Buffer
	if err := RiskTable(&out, drawn(t, "")); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"Risk of the plan: 100 years drawn, seed 1, money in EUR a year\n", "\n  cost of the people that the year takes ", "\n  all of them ",
		"\n  tier 1, live work answered in 20 s ", "\n  growth ", " default: tiermix example, no survey, 2026\n", "\nNote: A draw is a year with one typical week",
		"\nNote: Nobody leaves: no attrition is told.\n", " category.=1+1  </script><b>.solve ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!", "Against"} {
		if strings.Contains(text, bad) {
			t.Errorf("there is %q in\n%s", bad, text)
		}
	}
}

func TestRiskTableOfTwo(t *testing.T) {
	var out bytes.Buffer
	if err := RiskTable(&out, drawn(t, "one", "=other\n")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Risk of one: ", "Risk of =other : ", "\nAgainst one, year by year with the same luck:\n", "cheaper in 0.0 % (0.0 % to ", "\n  =other    points in time of all work "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
}

// JSON holds every number of the draws at full precision.
func TestRiskJSON(t *testing.T) {
	r := drawn(t, "one", "other")
	var out bytes.Buffer
	if err := RiskJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var got jsonRisk
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	s, want := got.Scenarios[0], r.Scenarios[0]
	if got.Draws != 100 || got.Seed != 1 || len(got.Scenarios) != 2 || len(got.Against) != 1 {
		t.Fatalf("draws %d, seed %d, %d scenarios, %d differences", got.Draws, got.Seed, len(got.Scenarios), len(got.Against))
	}
	if f := s.Figures[0]; f.P90.Value != want.Needed.P90.Value || f.P10.Low != want.Needed.P10.Low || *f.Planned != want.Plan.Needed {
		t.Errorf("cost: got %+v, want %+v", f, want.Needed)
	}
	if len(s.Tornado) != len(want.Inputs) || len(s.Inputs) != len(want.Inputs) || len(s.Promises) != len(want.Promises) || len(s.LeftOut) == 0 {
		t.Errorf("%d swings, %d inputs, %d promises, %d sentences of what is left out", len(s.Tornado), len(s.Inputs), len(s.Promises), len(s.LeftOut))
	}
	if k := s.AllKept; k.Of != 100 || k.Share != float64(k.Years)/100 || !(k.Low <= k.Share && k.Share <= k.High) {
		t.Errorf("all promises kept: %+v", k)
	}
}

// CSV has a line for each figure, promise and difference, and names in it are no formulas.
func TestRiskCSV(t *testing.T) {
	var out bytes.Buffer
	if err := RiskCSV(&out, drawn(t, "one", "=1+1")); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, row := range rows[1:] {
		seen[row[0]+"|"+row[1]]++
		for _, cell := range row[7:12] {
			if v, err := strconv.ParseFloat(cell, 64); err != nil || math.IsNaN(v) {
				t.Errorf("%v: %q is no number", row, cell)
			}
		}
	}
	if seen["one|"] != 7 || seen["'=1+1|"] != 7 || seen["'=1+1|one"] != 3 {
		t.Errorf("lines by scenario and what it is set against: %v", seen)
	}
}

// Where nothing is uncertain the table says so.
func TestRiskOfNothing(t *testing.T) {
	s := drawn(t, "").Scenarios[0]
	s.Tornado, s.Inputs = nil, nil
	var out bytes.Buffer
	if err := RiskTable(&out, risk.Result{Options: risk.Options{Draws: 100}, Scenarios: []risk.Summary{s}}); err != nil {
		t.Fatal(err)
	}
	if want := "Nothing is uncertain: every input is taken as it is."; !strings.Contains(out.String(), want) || strings.Contains(out.String(), "UNCERTAIN INPUT") {
		t.Errorf("there is no %q in\n%s", want, out.String())
	}
}

func TestRiskWriteErrorsAreTold(t *testing.T) {
	r := drawn(t, "one", "other")
	for name, write := range map[string]func(io.Writer, risk.Result) error{"table": RiskTable, "JSON": RiskJSON, "CSV": RiskCSV} {
		if err := write(closed{}, r); err == nil || !strings.Contains(err.Error(), "closed") {
			t.Errorf("%s: got %v, want what the writer said", name, err)
		}
	}
}
