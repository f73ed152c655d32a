package origin_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/kpi"
	"tiermix/model/origin"
)

func TestTextNamesTheOrigin(t *testing.T) {
	for _, c := range []struct {
		value origin.Value
		want  origin.Text
	}{
		{origin.Assume(38.5, "h", "tiermix example", 2019), origin.Text{EN: "38.5 h (default: tiermix example, 2019)", DE: "38,5 h (Vorgabe: tiermix example, 2019)"}},
		{origin.Type(37200, "EUR/year"), origin.Text{EN: "37,200 EUR/year (typed)", DE: "37.200 EUR/year (eingegeben)"}},
		{origin.Measure(0.0875, origin.Share, "desk.event", 0), origin.Text{EN: "8.75 % (measured: desk.event)", DE: "8,75 % (gemessen: desk.event)"}},
		{origin.Value{Amount: 2, Kind: origin.Typed, Year: 2024}, origin.Text{EN: "2 (typed: 2024)", DE: "2 (eingegeben: 2024)"}},
		{origin.Value{}, origin.Text{EN: "0 (origin unknown)", DE: "0 (Herkunft unbekannt)"}},
	} {
		if diff := cmp.Diff(c.want, c.value.Text()); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.value, diff)
		}
	}
}

func TestTextConvertsToThatOfTheFigures(t *testing.T) {
	text := kpi.Text(origin.Type(1.5, "h").Text())
	if got, want := text.In(kpi.German), "1,5 h (eingegeben)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckReportsAllFaults(t *testing.T) {
	for _, c := range []struct {
		value origin.Value
		want  string
	}{
		{origin.Value{}, "x: not given; give an amount and say whether it is measured, typed or a default"},
		{origin.Value{Amount: math.NaN(), Kind: "guessed", Year: 19}, "x: NaN is not a finite number\n" +
			"x: origin \"guessed\" is unknown; it is measured, typed or default\nx: year 19 must lie within 1900 to 2200"},
		{origin.Assume(1, "h", "", 2019), "x: a default needs source and year, this one has source \"\" and year 2019"},
		{origin.Assume(1, "h", "a survey", 0), "x: a default needs source and year, this one has source \"a survey\" and year 0"},
		{origin.Type(math.Inf(-1), "h"), "x: -Inf is not a finite number"},
	} {
		err := c.value.Check("x")
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v:\ngot  %v\nwant %s", c.value, err, c.want)
		}
	}
	for _, v := range []origin.Value{origin.Type(0, ""), origin.Measure(-3, "h", "", 0), origin.Assume(1, "h", "law", 2026)} {
		if err := v.Check("x"); err != nil {
			t.Errorf("%v: %v", v, err)
		}
	}
}

func TestWeakest(t *testing.T) {
	m, y, d := origin.Measure(1, "", "", 0), origin.Type(1, ""), origin.Assume(1, "", "s", 2019)
	for _, c := range []struct {
		values []origin.Value
		want   origin.Kind
	}{
		{nil, ""},
		{[]origin.Value{m}, origin.Measured},
		{[]origin.Value{m, y, m}, origin.Typed},
		{[]origin.Value{d, y, m}, origin.Default},
		{[]origin.Value{m, {}, d}, ""},
	} {
		if got := origin.Weakest(c.values...); got != c.want {
			t.Errorf("%v: got %q, want %q", c.values, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for amount, want := range map[float64]origin.Text{
		0:                    {EN: "0", DE: "0"},
		math.Copysign(0, -1): {EN: "0", DE: "0"},
		7:                    {EN: "7", DE: "7"},
		999.99996:            {EN: "1,000", DE: "1.000"},
		-1234567.25:          {EN: "-1,234,567.25", DE: "-1.234.567,25"},
		-100:                 {EN: "-100", DE: "-100"},
		0.000012:             {EN: "1.2e-05", DE: "1,2e-05"},
		1e300:                {EN: "1e+300", DE: "1e+300"},
		-1.25e15:             {EN: "-1.25e+15", DE: "-1,25e+15"},
		999999999999999:      {EN: "999,999,999,999,999", DE: "999.999.999.999.999"},
		math.Inf(1):          {EN: "+Inf", DE: "+Inf"},
	} {
		if got := origin.Number(amount); got != want {
			t.Errorf("%v: got %v, want %v", amount, got, want)
		}
	}
}

// halfUnit is half a unit of the fourth decimal, and what reading an amount of up to a billion in binary adds to it.
const halfUnit = 0.5e-4 + 2.5e-7

// What is printed reads back as the same amount to half a unit of the fourth decimal, in both languages.
func TestNumberReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Float64Range(-1e9, 1e9).Draw(t, "amount")
		text := origin.Number(amount)
		swapped := strings.NewReplacer(".", ",", ",", ".").Replace(text.EN)
		if swapped != text.DE {
			t.Fatalf("%v: %q and %q differ in more than their marks", amount, text.EN, text.DE)
		}
		got, err := strconv.ParseFloat(strings.ReplaceAll(text.EN, ",", ""), 64)
		if err != nil || math.Abs(got-amount) > halfUnit {
			t.Fatalf("%v: %q reads as %v, %v", amount, text.EN, got, err)
		}
	})
}

func ExampleValue_Text() {
	salary := origin.Assume(37200, "EUR/year", "Compensation Partner, Germany", 2019)
	fmt.Println(salary)
	fmt.Println(salary.Text().DE)
	// Output:
	// 37,200 EUR/year (default: Compensation Partner, Germany, 2019)
	// 37.200 EUR/year (Vorgabe: Compensation Partner, Germany, 2019)
}
