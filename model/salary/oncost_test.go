package salary_test

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// slack is for sums of a handful of products of amounts below ten million: a thousandth of a cent.
const slack = 1e-5

// planning.md, section 3; UK and US above the ceilings by hand: 184,500 · 0.062 + 200,000 · 0.0145 = 11,439 + 2,900;
// 60,000: 55,000 · 0.15 + 44,030 · 0.03 = 8,250 + 1,320.90.
func TestOnCostIsThatOfTheSpecification(t *testing.T) {
	for _, c := range []struct {
		country, year string
		annual, want  float64
	}{
		{"DE", "2026", 37_200, 7_923.60},
		{"DE", "2026", 44_600, 9_499.80},
		{"DE", "2026", 80_000, 15_958.63},
		{"DE", "2026", 120_000, 18_259.13},
		{"UK", "2025/26", 30_000, 4_462.80},
		{"GB", "2025", 60_000, 9_570.90},
		{"uk", "2025/2026", 5_000, 0},
		{"UK", "2025-26", 6_240, 186},
		{"US", "2026", 50_980, 3_899.97},
		{"US", "2026", 184_500, 14_114.25},
		{"us", " 2026 ", 200_000, 14_339},
	} {
		bill, err := salary.OnCost(c.country, c.year, c.annual)
		if err != nil || bill.Total != c.want {
			t.Errorf("%s %s, %v: got %v, %v, want %v", c.country, c.year, c.annual, bill.Total, err, c.want)
		}
		if math.Abs(bill.Rate*c.annual-c.want) > 0.005+slack {
			t.Errorf("%s %s, %v: rate %v is not that of %v", c.country, c.year, c.annual, bill.Rate, c.want)
		}
	}
}

// planning.md names the two parts of the British bill.
func TestOnCostLineByLine(t *testing.T) {
	bill, err := salary.OnCost("UK", "2025/26", 30_000)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][2]float64{}
	for _, l := range bill.Lines {
		got[l.Key] = [2]float64{l.Base, math.Round(100*l.Amount) / 100}
		if err := l.Rate.Check(l.Key); err != nil {
			t.Error(err)
		}
	}
	want := map[string][2]float64{"insurance": {25_000, 3_750}, "pension": {23_760, 712.80}, "levy": {30_000, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if got, want := bill.Lines[1].Rate.String(), "3 % (default: Pensions Act 2008 ss. 13, 20, 2025)"; got != want {
		t.Errorf("origin: got %q, want %q", got, want)
	}
}

func TestLookupSaysWhichTablesThereAre(t *testing.T) {
	const there = "; there are DE 2026, UK 2025/26, US 2026; add a table of your own for others"
	for _, c := range []struct{ country, year, want string }{
		{"FR", "2026", `on-cost: no table for country "FR" and year 2026` + there},
		{"UK", "2026", `on-cost: no table for country "UK" and year 2026` + there},
		{"DE", "2025/26", `on-cost: no table for country "DE" and year 2025/26` + there},
		{"", "2026", `on-cost: no table for country "" and year 2026` + there},
		{"DE", "26", `on-cost: year "26" must be written as 2026 or 2025/26`},
		{"UK", "2025/27", `on-cost: year "2025/27" must end one year after it begins: 2025/26`},
	} {
		if _, err := salary.Lookup(c.country, c.year); err == nil || err.Error() != c.want {
			t.Errorf("%s %s:\ngot  %v\nwant %s", c.country, c.year, err, c.want)
		}
	}
	own := table("DE", "2026")
	own.Source = "ours"
	if got, err := salary.Lookup("de", "2026", own); err != nil || got.Source != "ours" {
		t.Errorf("a table of one's own comes first: got %q, %v", got.Source, err)
	}
}

func table(country, year string) salary.Table {
	found, err := salary.Lookup(country, year)
	if err != nil {
		panic(err)
	}
	return found
}

func TestOnCostRefusesWhatIsNoSalary(t *testing.T) {
	for annual, want := range map[float64]string{
		0:            "on-cost DE 2026: annual salary 0 EUR must be above 0",
		-1:           "on-cost DE 2026: annual salary -1 EUR must be above 0",
		4e10:         "on-cost DE 2026: annual salary 40,000,000,000 EUR is absurd; it may be at most 10,000,000",
		math.Inf(1):  "on-cost DE 2026: annual salary +Inf is not a finite number",
		math.Inf(-1): "on-cost DE 2026: annual salary -Inf is not a finite number",
	} {
		if bill, err := salary.OnCost("DE", "2026", annual); err == nil || err.Error() != want || bill.Total != 0 {
			t.Errorf("%v:\ngot  %v\nwant %s", annual, err, want)
		}
	}
	if _, err := salary.OnCost("DE", "2026", math.NaN()); err == nil {
		t.Error("NaN: got no error")
	}
}

func TestLowSalariesCarryAWarning(t *testing.T) {
	for _, c := range []struct {
		country, year string
		annual        float64
		want          int
	}{
		{"DE", "2026", 24_000, 1}, {"DE", "2026", 24_001, 0}, {"UK", "2025", 9_000, 1}, {"US", "2026", 1, 0},
	} {
		bill, err := salary.OnCost(c.country, c.year, c.annual)
		if err != nil || len(bill.Warnings) != c.want {
			t.Errorf("%s %v: got %v, %v, want %d warnings", c.country, c.annual, bill.Warnings, err, c.want)
		}
		for _, w := range bill.Warnings {
			if w.EN == "" || w.DE == "" {
				t.Errorf("%s: %+v lacks a language", c.country, w)
			}
		}
	}
}

func tables() *rapid.Generator[salary.Table] { return rapid.SampledFrom(salary.Tables()) }

func total(t *rapid.T, table salary.Table, annual float64) salary.Bill {
	bill, err := table.OnCost(annual)
	if err != nil {
		t.Fatal(err)
	}
	return bill
}

// unrounded is the on-cost before rounding.
func unrounded(b salary.Bill) float64 { return b.Rate * b.Salary }

// Whatever the salary rises by, the on-cost rises by no less than nothing and no more than the sum of all rates times it; so it
// is monotone and has no jumps.
func TestOnCostIsMonotoneAndContinuous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := tables().Draw(t, "table")
		annual, more := rapid.Float64Range(1, 300_000).Draw(t, "annual"), rapid.Float64Range(0, 1_000).Draw(t, "more")
		steepest := 0.0
		for _, c := range table.Components {
			steepest += c.Rate
		}
		a, b := total(t, table, annual), total(t, table, annual+more)
		if b.Total < a.Total || unrounded(b)-unrounded(a) < -slack || unrounded(b)-unrounded(a) > steepest*more+slack {
			t.Fatalf("%s: %v costs %v, %v costs %v", table.Name(), annual, a.Total, annual+more, b.Total)
		}
	})
}

// The rate does not change; totals differ by their rounding, half a cent on either side, one of them multiplied.
func TestOnCostIsLinearBelowTheCeilings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		annual, times := rapid.Float64Range(100, 20_000).Draw(t, "annual"), rapid.Float64Range(1, 3.4).Draw(t, "times")
		for _, table := range []salary.Table{table("DE", "2026"), table("US", "2026")} {
			a, b := total(t, table, annual), total(t, table, annual*times)
			if math.Abs(b.Rate-a.Rate) > 1e-12 || math.Abs(b.Total-times*a.Total) > 0.005*(1+times)+slack {
				t.Fatalf("%s: %v at %v, %v at %v", table.Name(), a.Total, annual, b.Total, annual*times)
			}
		}
	})
}

func TestOnCostRateFallsAboveTheCeilings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		annual, more := rapid.Float64Range(184_500, 5e6).Draw(t, "annual"), rapid.Float64Range(10, 1e6).Draw(t, "more")
		for _, table := range []salary.Table{table("DE", "2026"), table("US", "2026")} {
			if a, b := total(t, table, annual), total(t, table, annual+more); !(b.Rate < a.Rate) {
				t.Fatalf("%s: rate %v at %v, %v at %v", table.Name(), a.Rate, annual, b.Rate, annual+more)
			}
		}
	})
}

// The same sum in exact fractions, for salaries in whole cents: the rounding in binary never shows.
func TestOnCostAgreesWithExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := tables().Draw(t, "table")
		inCents := rapid.Int64Range(1, 99_999_999).Draw(t, "cents")
		sum := new(big.Rat)
		for _, c := range table.Components {
			base := big.NewRat(inCents, 100)
			if top := exact(c.Ceiling); c.Ceiling > 0 && base.Cmp(top) > 0 {
				base = top
			}
			if base.Sub(base, exact(c.Floor)).Sign() > 0 {
				sum.Add(sum, base.Mul(base, exact(c.Rate)))
			}
		}
		half := new(big.Rat).Add(sum.Mul(sum, big.NewRat(100, 1)), big.NewRat(1, 2))
		want := new(big.Int).Div(half.Num(), half.Denom()).Int64()
		if got := total(t, table, float64(inCents)/100).Total; got != float64(want)/100 {
			t.Fatalf("%s, %d cents: got %v, want %d cents", table.Name(), inCents, got, want)
		}
	})
}

// exact is the fraction that a decimal literal stands for.
func exact(literal float64) *big.Rat {
	r, _ := new(big.Rat).SetString(fmt.Sprint(literal))
	return r
}

func TestInputsAreNamedAndReplaced(t *testing.T) {
	de := table("DE", "2026")
	set, err := de.With(map[string]origin.Value{
		"u2":       origin.Type(0.0044, origin.Share),
		"accident": origin.Measure(0.01, origin.Share, "notice of the accident insurer", 2025),
	})
	if err != nil {
		t.Fatal(err)
	}
	bill, err := set.OnCost(37_200)
	if err != nil {
		t.Fatal(err)
	}
	if want := 7_923.60 + 163.68 + 372; math.Abs(bill.Total-want) > slack {
		t.Errorf("got %v, want %v", bill.Total, want)
	}
	inputs := ""
	for _, l := range bill.Lines {
		if l.Input {
			inputs += l.Key + " " + string(l.Rate.Kind) + ";"
		}
	}
	if want := "health default;u1 default;u2 typed;accident measured;"; inputs != want {
		t.Errorf("inputs: got %s, want %s", inputs, want)
	}
	if before, _ := de.OnCost(37_200); before.Total != 7_923.60 {
		t.Errorf("With changed the table it was called on: %v", before.Total)
	}
}

func TestWithReportsAllFaults(t *testing.T) {
	_, err := table("DE", "2026").With(map[string]origin.Value{
		"care": origin.Type(0.1, origin.Share), "u1": origin.Type(1.6, origin.Share), "u2": origin.Type(1.6, "%"), "x": {},
	})
	want := `on-cost table DE 2026: "care" is not among its inputs: health, u1, u2, accident
on-cost table DE 2026, u1: 1.6 share must lie within 0 and 1
on-cost table DE 2026, u2: unit "%" must be "share"
on-cost table DE 2026: "x" is not among its inputs: health, u1, u2, accident`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, err := (salary.Table{}).With(map[string]origin.Value{"x": {}}); err == nil || !strings.HasSuffix(err.Error(), "inputs: it has none") {
		t.Errorf("no inputs: got %v", err)
	}
}

func ExampleOnCost() {
	bill, err := salary.OnCost("UK", "2025/26", 30_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range bill.Lines {
		fmt.Printf("%-44s %6.0f × %5.2f %% = %7.2f\n", l.Name.EN, l.Base, 100*l.Rate.Amount, l.Amount)
	}
	fmt.Printf("%.2f %s, %.2f %% of the salary\n", bill.Total, bill.Currency, 100*bill.Rate)
	// Output:
	// National Insurance, secondary class 1         25000 × 15.00 % = 3750.00
	// workplace pension, minimum                    23760 ×  3.00 % =  712.80
	// apprenticeship levy (pay bills above 3 million)  30000 ×  0.00 % =    0.00
	// 4462.80 GBP, 14.88 % of the salary
}

func BenchmarkOnCost(b *testing.B) {
	de := table("DE", "2026")
	for i := 0; b.Loop(); i++ {
		if _, err := de.OnCost(30_000 + float64(i%90_000)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bills/s")
}
