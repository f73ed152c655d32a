package salary_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

func TestBuiltInTablesHold(t *testing.T) {
	names := ""
	for _, table := range salary.Tables() {
		names += table.Name() + ";"
		if err := table.Check(); err != nil {
			t.Error(err)
		}
		for _, c := range table.Components {
			if usual := c.Key == "health"; c.Input && (usual != (c.Rate > 0) || c.Kind != origin.Default) {
				t.Errorf("%s, %s: an input begins as a default, of 0 where there is no usual rate; got %+v", table.Name(), c.Key, c)
			}
		}
	}
	if want := "DE 2026;UK 2025/26;US 2026;"; names != want {
		t.Errorf("got %s, want %s", names, want)
	}
}

// A caller who changes a table changes only its own copy.
func TestTablesAreCopies(t *testing.T) {
	salary.Tables()[0].Components[0].Rate = 1
	if got := salary.Tables()[0].Components[0].Rate; got != 0.0875 {
		t.Errorf("got %v, want 0.0875", got)
	}
}

func TestTablesSurviveTOML(t *testing.T) {
	for _, want := range salary.Tables() {
		text, err := toml.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got salary.Table
		if err := toml.Unmarshal(text, &got); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Name(), diff)
		}
	}
}

// The example of Table's comment, with the year as a number.
func TestTableOfOnesOwn(t *testing.T) {
	const text = `
country = "AT"
year = 2026
currency = "EUR"
source = "Dachverband der Sozialversicherungsträger"
[[component]]
key = "pension"
name = { en = "pension insurance", de = "Pensionsversicherung" }
rate = 0.1255
ceiling = 97020
source = "§ 51 ASVG"
kind = "typed"
`
	var own salary.Table
	if err := toml.Unmarshal([]byte(text), &own); err != nil {
		t.Fatal(err)
	}
	found, err := salary.Lookup("at", "2026", own)
	if err != nil {
		t.Fatal(err)
	}
	bill, err := found.OnCost(40_000)
	if err != nil || bill.Total != 5_020 {
		t.Errorf("got %v, %v, want 5020", bill.Total, err)
	}
	var bad salary.Table
	if err := toml.Unmarshal([]byte(`year = 26`), &bad); err == nil {
		t.Error("year 26: got no error")
	}
}

func TestTableReportsAllFaults(t *testing.T) {
	bad := salary.Table{
		Country: "gb", Year: "25", Currency: "£", Above: math.NaN(),
		Components: []salary.Component{
			{Key: "a", Name: origin.Text{EN: "a", DE: "a"}, Rate: 8.75, Floor: -1, Source: "law", Kind: "guess"},
			{Key: "a", Name: origin.Text{EN: "a"}, Rate: math.NaN(), Floor: 10, Ceiling: 5, Kind: origin.Default},
		},
	}
	want := `on-cost table gb 25: currency "£" must be a code of three capital letters, such as EUR
on-cost table gb 25: country "gb" must be a code in capital letters, such as DE (UK for GB)
on-cost table gb 25: year "25" must be written as 2026 or 2025/26
on-cost table gb 25: no source
on-cost table gb 25: above NaN must be an amount of 0 or more
on-cost table gb 25, component "a": rate 8.75 must lie within 0 and 1; 8.75 % is 0.0875
on-cost table gb 25, component "a": floor -1 must be an amount of 0 or more
on-cost table gb 25, component "a": origin "guess" is unknown; it is measured, typed or default
on-cost table gb 25, component "a": needs a key and a name in English and German
on-cost table gb 25, component "a": rate NaN must lie within 0 and 1; 8.75 % is 0.0875
on-cost table gb 25, component "a": ceiling 5 must lie above the floor 10, or be 0 for none
on-cost table gb 25, component "a": no source
on-cost table gb 25: component "a" is given twice, as number 1 and number 2`
	err := bad.Check()
	if err == nil {
		t.Fatal("got no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := (salary.Table{}).Check(); err == nil {
		t.Error("an empty table: got no error")
	}
}

func TestParseYear(t *testing.T) {
	for text, want := range map[string]salary.Year{
		"2026": "2026", "2025/26": "2025/26", "2025/2026": "2025/26", "2025-26": "2025/26", "1999/00": "1999/00", "1999/2000": "1999/00",
	} {
		if got, err := salary.ParseYear(text); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "26", "2025/25", "2025/27", "20256", "2025/1926x", "-2025", "0000"} {
		if got, err := salary.ParseYear(text); err == nil {
			t.Errorf("%q: got %q, want an error", text, got)
		}
	}
	if got := salary.Year("soon").First(); got != 0 {
		t.Errorf("no year: got %d, want 0", got)
	}
}
