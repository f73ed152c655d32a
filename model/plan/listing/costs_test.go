package listing

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

func paid(t *testing.T, in plan.Input) plan.TicketCosts {
	t.Helper()
	c, err := in.TicketCosts()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// assumedPay is a desk of which pay was typed: a band with a hostile grade, region, experience and certificates.
func assumedPay(t *testing.T) plan.Input {
	t.Helper()
	d := made(t).Input.Demand
	a := plan.Unsaid()
	a.Bands = []salary.Band{{Tier: 1, Grade: hostile, Min: 30_000, Mid: 36_000, Max: 45_000}}
	for key, amount := range map[string]float64{"tier1.region": 1.1, "tier1.experience_steps": 1, "tier1.grade_gap": 0.5, "tier1.certificates": 600, "failed_try_cost": 2} {
		f, err := plan.FieldOf(key)
		if err != nil {
			t.Fatal(err)
		}
		a.Values[key] = origin.Type(amount, f.Unit)
	}
	in, err := plan.Build(d, a)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// By hand: 36,000 · 1.1 = 39,600; · 0.4 · 0.5 = 7,920; 39,600 + 7,920 + 600 = 48,120, which is 1.34 of the middle and 120.8 % of the way.
func TestCostsTable(t *testing.T) {
	in := assumedPay(t)
	var out bytes.Buffer
	if err := CostsTable(&out, in, paid(t, in)); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"benchmark 36,000.00 36,000 EUR/year (typed: middle of the typed band)", "+ region 3,600.00 1.1 factor (typed)",
		"+ experience 7,920.00 1 x 40 % of the way to 54,000 EUR/year (typed: benchmark and gap to the next grade)", "+ certificates 600.00 600 EUR/year (typed)", "= salary 48,120.00 typed",
		"health insurance 4,210.50 8.75 % of 48,120.00 (default: §§ 241", "levy U2, maternity pay 0.00 0.00 % of 48,120.00 (default: § 7 AAG; the rate is set by the health insurer, 2026); type on_cost.u2",
		"tier 1 =1+1 </script><b> 30,000 36,000 45,000 48,120 1.34 120.8 % typed", "tier 2 whole tier 35,680 44,600 53,520 44,600 1.00 50.0 % default: Compensation Partner",
		"passed at once, solved at 2nd level another way of working", "Each failed try has 2.00 EUR beside all time in it.", "an escalation, on top of a solution at 1st level",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("there is %q in\n%s", bad, out.String())
		}
	}
}

func TestCostsWithoutBandsAndEscalations(t *testing.T) {
	in := assumedPay(t)
	in.Bands = nil
	for i := range in.Desk.Categories {
		in.Desk.Categories[i].Solve.Amount = 1
	}
	var out, data bytes.Buffer
	if err := CostsTable(&out, in, paid(t, in)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"there are no examples in EUR; type them as [[band]]", "no such ticket"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
	if err := CostsJSON(&data, in, paid(t, in)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"bands":[]`, `"escalation_cost":null`} {
		if !strings.Contains(data.String(), want) {
			t.Errorf("there is no %s in\n%s", want, data.String())
		}
	}
}

func TestCostsJSON(t *testing.T) {
	in := assumedPay(t)
	c := paid(t, in)
	var out bytes.Buffer
	if err := CostsJSON(&out, in, c); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Bands []struct {
			Grade string  `json:"grade"`
			Compa float64 `json:"compa_ratio"`
		} `json:"bands"`
		Tiers []struct {
			Salary float64            `json:"salary"`
			Parts  map[string]any     `json:"salary_parts"`
			Lines  []map[string]any   `json:"on_cost_lines"`
			Hours  []map[string]any   `json:"hours_lost"`
			Other  map[string]float64 `json:"-"`
		} `json:"tiers"`
		Escalation float64 `json:"escalation_cost"`
		Paths      []struct {
			Legs []struct{ Cost float64 } `json:"legs"`
			Cost float64                  `json:"cost"`
		} `json:"paths"`
		Categories []struct {
			Category string `json:"category"`
		} `json:"categories"`
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.Tiers[0].Salary-48_120) > 1e-6 || got.Tiers[0].Parts["origin"] != "typed" || got.Tiers[0].Lines[0]["origin"] != "default" || got.Bands[0].Grade != hostile ||
		got.Escalation != c.Escalation.Amount || got.Categories[0].Category != hostile {
		t.Errorf("got %+v", got)
	}
	for _, p := range got.Paths {
		sum := 0.0
		for _, l := range p.Legs {
			sum += l.Cost
		}
		if math.Abs(sum-p.Cost) > 1e-9 {
			t.Errorf("legs make %v of %v", sum, p.Cost)
		}
	}
}

// Every row of the sheet says where its number comes from; a person's lines add up to the year; names are no formulas.
func TestCostsCSV(t *testing.T) {
	in := assumedPay(t)
	var out bytes.Buffer
	if err := CostsCSV(&out, in, paid(t, in)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sum, year, lines := 0.0, 0.0, 0
	for _, row := range rows[1:] {
		amount, err := strconv.ParseFloat(row[3], 64)
		if err != nil || row[4] == "" || row[5] != "typed" && row[5] != "default" && row[5] != "measured" || strings.HasPrefix(row[0], "=") || strings.HasPrefix(row[2], "=") {
			t.Errorf("row %q", row)
		}
		if row[0] != "tier 1" {
			continue
		}
		switch row[1] + " " + row[2] {
		case "salary salary", "on-cost on-cost", "overhead workplace, tools and recruiting":
			sum, lines = sum+amount, lines+1
		case "cost a year":
			year = amount
		}
	}
	if lines != 3 || math.Abs(sum-year) > 1e-6 {
		t.Errorf("%d lines make %v, want 3 and %v", lines, sum, year)
	}
}
