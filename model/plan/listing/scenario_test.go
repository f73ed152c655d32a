package listing

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// compared is four scenarios of the small desk: nothing typed, a hostile one with a dearer 2nd level, one in dollars, and one that
// cannot be planned.
func compared(t *testing.T) plan.Comparison {
	t.Helper()
	dear, dollars, broken := plan.Untyped(), plan.Untyped(), plan.Untyped()
	dear.Name, dear.Note = "=1+1</script>", "why"
	dear.Values["tier2.salary"] = origin.Type(90_000, plan.MoneyYear)
	dear.Values[plan.CategoryKey(hostile, "solve")] = origin.Type(0.01, origin.Share)
	dear.Live, dear.Typed = []string{}, map[string]bool{plan.LiveKey: true}
	dollars.Name, dollars.Country, dollars.Typed = "Dollars", "US", map[string]bool{plan.CountryKey: true}
	dollars.Values["tier1.salary"], dollars.Values["tier2.salary"] = origin.Type(50_000, plan.MoneyYear), origin.Type(70_000, plan.MoneyYear)
	broken.Name, broken.Values["growth"] = "Broken", origin.Type(99, origin.Share)
	broken.Unread = []plan.Entry{{Key: "tier1.mood", Amount: 0.5}, {Key: "colour", Words: []string{"red\n"}}}
	c, err := plan.Compare(made(t).Input.Demand, []plan.Scenario{plan.Untyped(), dear, dollars, broken})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestComparisonTable(t *testing.T) {
	var out bytes.Buffer
	if err := ComparisonTable(&out, compared(t)); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"Broken cannot be planned: growth = 99: this lies outside -0.99 to 10 (a share, 0.8 is 80 %); ",
		`Broken cannot be planned: "tier1.mood": this program does not know what is typed here`,
		"Money a year, in EUR and USD\n", "\n  FIGURE ", "=1+1</script>", "\n  cost of the best mix ", "\n  1st level: what makes the need ",
		"\n  WHAT TO DO ", "\n  =1+1  </script><b>  ", "\n  WHAT WENT IN ", " 90,000 EUR/year (typed) ", " (default) ",
		"phone, chat (default)", "none (typed)", "\n  WHY THE COST DIFFERS ", "\n  cost of nothing typed ", "\n  2nd level, cost of a person ",
		"Dollars is not compared with nothing typed: one is in EUR and the other in USD; amounts are not converted\n",
		"Broken is not compared with nothing typed: one of the two cannot be planned\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q in\n%s", bad, text)
		}
	}
}

// Alone, a scenario is shown without differences.
func TestComparisonOfOne(t *testing.T) {
	c, err := plan.Compare(made(t).Input.Demand, []plan.Scenario{plan.Untyped()})
	var out bytes.Buffer
	if err := errors.Join(err, ComparisonTable(&out, c)); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"WHAT WENT IN", "WHY", "same in all", "Bennet"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("%q in\n%s", bad, out.String())
		}
	}
}

func TestComparisonJSON(t *testing.T) {
	var out bytes.Buffer
	c := compared(t)
	if err := ComparisonJSON(&out, c); err != nil {
		t.Fatal(err)
	}
	var got jsonComparison
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if n := len(got.Scenarios); n != 4 || got.Scenarios[0].Difference != nil || got.Scenarios[1].Difference == nil || got.Scenarios[3].Planned {
		t.Fatalf("scenarios: %s", out.String())
	}
	sum := got.Scenarios[1].Difference.From
	for _, part := range got.Scenarios[1].Difference.Parts {
		sum += part
	}
	if want := got.Scenarios[1].Difference.To; sum < want-0.001 || sum > want+0.001 {
		t.Errorf("the parts lead to %v, not %v", sum, want)
	}
	for _, rows := range [][]jsonRow{got.Figures, got.Policy} {
		for _, r := range rows {
			if len(r.Values) != 4 || r.Values[3] != nil || r.Values[0] == nil && r.Values[1] == nil {
				t.Errorf("row %+v", r)
			}
		}
	}
	for _, s := range got.Assumptions {
		if s.Key == "growth" && fmt.Sprint(s.Of[0].Value, s.Of[0].Origin, s.Of[3].Value, s.Of[3].Origin) != "0default99typed" {
			t.Errorf("growth: %+v", s)
		}
	}
}

func TestComparisonCSV(t *testing.T) {
	var out bytes.Buffer
	if err := ComparisonCSV(&out, compared(t)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], "|"); got != "part|key|unit|nothing typed|'=1+1</script>|Dollars|Broken" {
		t.Errorf("head %s", got)
	}
	seen := map[string][]string{}
	for _, row := range rows {
		seen[row[0]+" "+row[1]] = row
	}
	for key, want := range map[string]string{
		"currency ": "currency|||EUR|EUR|USD|", "assumption live_channels": "assumption|live_channels||phone, chat||phone, chat|phone, chat",
		"origin live_channels": "origin|live_channels||default|typed|default|default", "assumption tier1.mood": "assumption|tier1.mood|||||0.5",
	} {
		if got := strings.Join(seen[key], "|"); got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
	if seen["difference price2"] == nil || seen["policy action."+hostile] == nil {
		t.Errorf("rows are missing: %q", rows)
	}
}

func TestScenarioLists(t *testing.T) {
	all := []plan.Scenario{compared(t).Columns[1].Scenario, compared(t).Columns[3].Scenario}
	all[0].Saved = time.Date(2026, 3, 1, 12, 30, 0, 0, time.UTC)
	var table, document, empty bytes.Buffer
	if err := errors.Join(ScenarioTable(&table, all), ScenarioJSON(&document, all), ScenarioTable(&empty, nil)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  SCENARIO ", "  =1+1</script>  3      2026-03-01 12:30  why\n", "  Broken         3 "} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("no %q in\n%s", want, table.String())
		}
	}
	for _, want := range []string{`"name":"=1+1</script>"`, `"live_channels":[]`, `"tier1.mood":0.5`, `"colour":["red\n"]`} {
		if !strings.Contains(document.String(), want) {
			t.Errorf("no %q in %s", want, document.String())
		}
	}
	if empty.String() != "no scenario is saved; `tiermix scenario save` keeps one\n" {
		t.Errorf("got %q", empty.String())
	}
	want := "Scenario Broken\nsaved 2026-03-01 12:30 UTC\nnot known to this program and left out: tier1.mood = 0.5\nnot known to this program and left out: colour = red\n"
	all[1].Saved = all[0].Saved
	if got := ScenarioComment(all[1]); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := ScenarioComment(plan.Untyped()); got != "Scenario nothing typed\nNothing is typed in it: everything is measured or a default." {
		t.Errorf("got %q", got)
	}
}

func TestFailingWriterOfScenarios(t *testing.T) {
	c := compared(t)
	for _, err := range []error{ComparisonTable(closed{}, c), ComparisonJSON(closed{}, c), ComparisonCSV(closed{}, c), ScenarioTable(closed{}, nil), ScenarioJSON(closed{}, nil)} {
		if err == nil || !strings.HasSuffix(err.Error(), ": closed") {
			t.Errorf("got %v", err)
		}
	}
}
