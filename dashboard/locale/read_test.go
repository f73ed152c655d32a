package locale_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/dashboard/locale"
)

func TestReadNumbers(t *testing.T) {
	all := load(t)
	for lang, cases := range map[string]map[string]float64{
		"en": {"0.8": 0.8, ".5": 0.5, "38290": 38290, "38,290.5": 38290.5, "1,234,567": 1234567, "38.290": 38.29, "1.1250": 1.125, "-3": -3, "+0.290": 0.29, "1e3": 1000, "5.": 5},
		"de": {"0,8": 0.8, "0.8": 0.8, ",5": 0.5, "38290": 38290, "1.234,5": 1234.5, "1.234.567": 1234567, "38,290": 38.29, "1.1250": 1.125, "1234.567": 1234.567, "0.290": 0.29, "-0,5": -0.5, "12.5": 12.5},
	} {
		for text, want := range cases {
			if got, err := all.Choose(lang).Read(text); err != nil || got != want {
				t.Errorf("%s: %s = %v, %v, want %v", lang, text, got, err, want)
			}
		}
	}
}

// What one language reads as thousands and a program as decimals is neither.
func TestAmbiguousNumbers(t *testing.T) {
	all := load(t)
	for lang, cases := range map[string]map[string]locale.Ambiguous{
		"en": {"38,290": {Whole: "38290", Decimal: "38.29"}, "-1,000": {Whole: "-1000", Decimal: "-1"}},
		"de": {"38.290": {Whole: "38290", Decimal: "38,29"}, "1.125": {Whole: "1125", Decimal: "1,125"}},
	} {
		for text, want := range cases {
			_, err := all.Choose(lang).Read(text)
			var got locale.Ambiguous
			if !errors.As(err, &got) {
				t.Errorf("%s: %s is %v", lang, text, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", lang, text, diff)
			}
			for _, way := range []string{got.Whole, got.Decimal} {
				if _, err := all.Choose(lang).Read(way); err != nil {
					t.Errorf("%s: %s is no way out: %v", lang, way, err)
				}
			}
		}
	}
}

func TestTextsThatAreNoNumbers(t *testing.T) {
	all := load(t)
	for lang, cases := range map[string][]string{
		"en": {"", "lots", "0,8", "1,23", "38.000,00", "NaN", "Inf", "0x10", "1_000", "1 000", "1e400", "1.2.3", "38000 / 39000", "5 %", "\x00"},
		"de": {"", "viel", "1,234,567", "1.23.4", "1.234.56", "0,8,1", "unendlich", "38 290", "1,2.3", "0.123.456"},
	} {
		for _, text := range cases {
			if v, err := all.Choose(lang).Read(text); !errors.Is(err, locale.ErrNoNumber) {
				t.Errorf("%s: %q = %v, %v", lang, text, v, err)
			}
		}
	}
}

// What is written for a reader is read as the same number.
func TestWriteLeadsBack(t *testing.T) {
	all := load(t).All()
	rapid.Check(t, func(r *rapid.T) {
		v := rapid.OneOf(rapid.Float64Range(-1e9, 1e9), rapid.Map(rapid.IntRange(-2_000_000, 2_000_000), func(n int) float64 { return float64(n) / 1000 })).Draw(r, "number")
		for _, l := range all {
			if got, err := l.Read(l.Write(v)); err != nil || got != v {
				r.Fatalf("%s: %v is written %s and read %v, %v", l.Code, v, l.Write(v), got, err)
			}
		}
	})
}
