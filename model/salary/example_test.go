package salary_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// 37,200 and 44,600 EUR, 20 % down and up; the percentiles of the survey of 2018.
func TestExampleBands(t *testing.T) {
	type amounts struct {
		Tier          int
		Min, Mid, Max float64
	}
	for currency, want := range map[string][]amounts{
		"EUR": {{1, 29_760, 37_200, 44_640}, {2, 35_680, 44_600, 53_520}},
		"USD": {{1, 31_220, 50_980, 84_510}, {2, 31_220, 50_980, 84_510}},
		"GBP": nil, "": nil,
	} {
		bands := salary.ExampleBands(currency)
		var got []amounts
		for _, b := range bands {
			got = append(got, amounts{b.Tier, b.Min, b.Mid, b.Max})
			if b.Kind != origin.Default || b.Source == "" || b.Year == 0 || b.Grade != salary.WholeTier {
				t.Errorf("%s: %+v is no named and dated default", currency, b)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", currency, diff)
		}
		if warnings, err := salary.CheckBands(bands); err != nil || len(warnings) > 0 {
			t.Errorf("%s: %v, %v", currency, warnings, err)
		}
	}
}

// What still has to be typed is what the table leaves at 0.
func TestOpenLines(t *testing.T) {
	table, err := salary.Tables()[0].With(map[string]origin.Value{"u2": origin.Type(0, origin.Share)})
	if err != nil {
		t.Fatal(err)
	}
	bill, err := table.OnCost(40_000)
	if err != nil {
		t.Fatal(err)
	}
	open := ""
	for _, l := range bill.Lines {
		if l.Open() {
			open += l.Key + ";"
		}
	}
	if want := "u1;accident;"; open != want {
		t.Errorf("open: got %s, want %s", open, want)
	}
}
