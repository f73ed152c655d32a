package holiday_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/holiday"
)

// The days of 2026 in Bavaria, from the Bavarian Gesetz über den Schutz der Sonn- und Feiertage, article 1; Easter is on 5 April.
func TestBavaria2026(t *testing.T) {
	got, err := holiday.Of("DE-BY", 2026, 2026)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(`2026-01-01 2026-01-06 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-06-04 2026-08-15 2026-10-03 2026-11-01 2026-12-25 2026-12-26`)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
	if got["2026-06-04"] != "Fronleichnam" {
		t.Errorf("4 June is %q", got["2026-06-04"])
	}
}

// How many days each state keeps in 2026, by the holiday laws of the states; Brandenburg counts Easter and Whit Sunday, Hesse neither.
func TestEveryGermanState(t *testing.T) {
	for state, days := range map[string]int{
		"BW": 12, "BY": 13, "BE": 10, "HB": 10, "HH": 10, "HE": 10, "MV": 11, "NI": 10, "NW": 11, "RP": 11, "SL": 12, "SN": 11, "ST": 11, "SH": 10, "TH": 11,
	} {
		got, err := holiday.Of("DE-"+state, 2026, 2026)
		if err != nil {
			t.Fatal(err)
		}
		sundays := 0
		for _, day := range []string{"2026-04-05", "2026-05-24"} {
			if _, ok := got[day]; ok {
				sundays++
			}
		}
		if len(got)-sundays != days {
			t.Errorf("%s: %d days beside Sundays, want %d: %v", state, len(got)-sundays, days, slices.Sorted(maps.Keys(got)))
		}
	}
	if _, err := holiday.Of("DE-BB", 2026, 2026); err != nil {
		t.Error(err)
	}
}

// 4 July 2026 is a Saturday and is kept on Friday; New Year 2022, a Saturday, was kept on 31 December 2021 (5 U.S.C. 6103).
func TestKeptOnAnotherDay(t *testing.T) {
	for day, year := range map[string]int{"2026-07-03": 2026, "2021-12-31": 2021} {
		got, err := holiday.Of("US", year, year)
		if err != nil {
			t.Fatal(err)
		}
		if got[day] == "" {
			t.Errorf("%s is no holiday: %v", day, slices.Sorted(maps.Keys(got)))
		}
	}
	if got, err := holiday.Of("US", 2022, 2022); err != nil || got["2021-12-31"] != "" {
		t.Errorf("a day of 2021 is among those of 2022: %v, %v", got, err)
	}
}

func TestRegionsAreRefusedWithWhatThereIs(t *testing.T) {
	for region, want := range map[string]string{
		"de-by": `holidays "de-by" are not known; write DE-BY`,
		"DE-XX": `holidays "DE-XX" are not known; there are DE, DE-BB, DE-BE, DE-BW, DE-BY, DE-HB, DE-HE, DE-HH, DE-MV, DE-NI, DE-NW, DE-RP, DE-SH, DE-SL, DE-SN, DE-ST, DE-TH`,
		"Mars":  `holidays "Mars" are not known; there are DE or a state of it as DE-BY, AT, CH or a canton of it as CH-ZH, GB, US`,
		"":      `holidays "" are not known; there are DE or a state of it as DE-BY, AT, CH or a canton of it as CH-ZH, GB, US`,
	} {
		if err := holiday.Check(region); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", region, err, want)
		}
	}
	for _, region := range holiday.Regions() {
		if got, err := holiday.Of(region, 2025, 2030); err != nil || len(got) < 6*7 {
			t.Errorf("%s: %d days, %v", region, len(got), err)
		}
	}
}
