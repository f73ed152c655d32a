package origin_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"pgregory.net/rapid"

	"tiermix/model/origin"
)

func values() *rapid.Generator[origin.Value] {
	return rapid.Custom(func(t *rapid.T) origin.Value {
		return origin.Value{
			Amount: rapid.Float64Range(-1e6, 1e6).Draw(t, "amount"), Unit: rapid.SampledFrom([]string{"", "h", origin.Share}).Draw(t, "unit"),
			Kind:   rapid.SampledFrom([]origin.Kind{origin.Measured, origin.Typed, origin.Default}).Draw(t, "kind"),
			Source: rapid.SampledFrom([]string{"", "a survey"}).Draw(t, "source"), Year: rapid.SampledFrom([]int{0, 1900, 2019, 2200}).Draw(t, "year"),
		}
	})
}

// As a user writes it in a file of assumptions.
func TestValueFromTOML(t *testing.T) {
	var file struct{ Vacation, Sickness origin.Value }
	const text = `
vacation = { amount = 30, unit = "days/year", kind = "typed" }
[sickness]
amount = 14.8
unit = "days/year"
kind = "default"
source = "Statistisches Bundesamt"
year = 2024
`
	if err := toml.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	if want := origin.Type(30, "days/year"); file.Vacation != want {
		t.Errorf("vacation: got %v, want %v", file.Vacation, want)
	}
	if want := origin.Assume(14.8, "days/year", "Statistisches Bundesamt", 2024); file.Sickness != want {
		t.Errorf("sickness: got %v, want %v", file.Sickness, want)
	}
}

func TestValueSurvivesTOML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := values().Draw(t, "value")
		text, err := toml.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got origin.Value
		if err := toml.Unmarshal(text, &got); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Only a default has to say who says so and when; and what Check passes can be printed.
func TestOnlyDefaultsNeedSourceAndYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := values().Draw(t, "value")
		bare := v.Source == "" || v.Year == 0
		if err := v.Check("x"); (err != nil) != (v.Kind == origin.Default && bare) {
			t.Fatalf("%+v: %v", v, err)
		}
		text := v.Text()
		for _, part := range []string{text.EN, text.DE} {
			if !strings.Contains(part, v.Source) || !strings.HasSuffix(part, ")") || strings.Contains(part, "(:") {
				t.Fatalf("%+v: %q", v, part)
			}
		}
	})
}

func TestWeakestDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(values(), 1, 6).Draw(t, "values")
		weakest := origin.Weakest(all...)
		if other := origin.Weakest(rapid.Permutation(all).Draw(t, "other order")...); other != weakest {
			t.Fatalf("%v: %q and %q", all, weakest, other)
		}
		if again := origin.Weakest(append(all, origin.Value{Kind: weakest})...); again != weakest {
			t.Fatalf("%v: one more %q makes it %q", all, weakest, again)
		}
	})
}

func TestGiven(t *testing.T) {
	if (origin.Value{}).Given() {
		t.Error("the zero value was not given")
	}
	for _, v := range []origin.Value{origin.Type(0, ""), {Unit: "h"}, {Amount: math.NaN()}} {
		if !v.Given() {
			t.Errorf("%+v was given", v)
		}
	}
}

func ExampleValue_Check() {
	fmt.Println(origin.Assume(38.5, "h/week", "", 2019).Check("contract hours"))
	// Output: contract hours: a default needs source and year, this one has source "" and year 2019
}

func ExampleWeakest() {
	handling := origin.Measure(12, "min", "desk.event", 2025)
	salary := origin.Assume(37200, "EUR/year", "Compensation Partner, Germany", 2019)
	fmt.Println("the cost of a ticket rests on a", origin.Weakest(handling, salary))
	// Output: the cost of a ticket rests on a default
}
