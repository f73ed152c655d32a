package assumption_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/ingest/assumption"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

func written(t interface {
	Helper()
	Fatal(...any)
}, lang string, table salary.Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := assumption.WriteTable(&b, lang, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tableFaults are those of a text, without the folder of its file.
func tableFaults(t *testing.T, text string) string {
	t.Helper()
	path := file(t, text)
	table, err := assumption.ReadTable(path)
	if err == nil {
		t.Fatalf("got %+v, want faults in\n%s", table, text)
	}
	return strings.ReplaceAll(err.Error(), path, "a.toml")
}

// asTyped is a table as it stands in a file of the user's own.
func asTyped(table salary.Table) salary.Table {
	for i := range table.Components {
		table.Components[i].Kind = origin.Typed
	}
	return table
}

func TestTablesOfTiermixAreReadAsWritten(t *testing.T) {
	for _, lang := range []string{"en", "de"} {
		for i, table := range salary.Tables() {
			got, err := assumption.ReadTable(file(t, written(t, lang, table)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(asTyped(salary.Tables()[i]), got); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", table.Name(), lang, diff)
			}
		}
	}
}

// Whatever a table holds is read as it was written.
func TestAnyTableIsReadAsWritten(t *testing.T) {
	path := file(t, "")
	text := rapid.StringMatching(`\S(.*\S)?`).Filter(func(s string) bool { return s == strings.TrimSpace(s) && s != "" })
	rapid.Check(t, func(rt *rapid.T) {
		table := salary.Table{Country: rapid.StringMatching(`[A-Z]{2}`).Filter(func(s string) bool { return s != "GB" }).Draw(rt, "country"),
			Year: "2027", Currency: rapid.StringMatching(`[A-Z]{3}`).Draw(rt, "currency"), Source: text.Draw(rt, "source")}
		for _, key := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9_-]{1,8}`), 1, 5, rapid.ID).Draw(rt, "keys") {
			c := salary.Component{Key: key, Name: origin.Text{EN: text.Draw(rt, "en"), DE: text.Draw(rt, "de")}, Rate: rapid.Float64Range(0, 1).Draw(rt, "rate"),
				Floor: rapid.Float64Range(0, 1e5).Draw(rt, "floor"), Source: text.Draw(rt, "law"), Input: rapid.Bool().Draw(rt, "input"), Kind: origin.Typed}
			if rapid.Bool().Draw(rt, "capped") {
				c.Ceiling = c.Floor + rapid.Float64Range(1, 1e6).Draw(rt, "ceiling")
			}
			table.Components = append(table.Components, c)
		}
		overwrite(rt, path, written(rt, "en", table))
		got, err := assumption.ReadTable(path)
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(table, got); diff != "" {
			rt.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

const ownTable = `country = "AT"
year = 2026
currency = "EUR"
source = "ours"
[[component]]
key = "pension"
name = { en = "pension", de = "Pension" }
rate = 0.1255
ceiling = 97_020
source = "§ 51 ASVG"
`

func TestTableFaults(t *testing.T) {
	change := func(old, new string) string { return strings.Replace(ownTable, old, new, 1) }
	for _, c := range []struct{ text, want string }{
		{change(`"AT"`, `"at"`), `a.toml:1: country = "at": a country is a code in capital letters; write "AT"`},
		{change(`"AT"`, `"GB"`), `a.toml:1: country = "GB": the United Kingdom is "UK" here`},
		{change(`"AT"`, `AT`), `a.toml:1: country = AT: text stands in quotes; write country = "AT"`},
		{change(`2026`, `26`), `a.toml:2: year = 26: year "26" must be written as 2026 or 2025/26`},
		{change(`2026`, `"2025/27"`), `a.toml:2: year = "2025/27": year "2025/27" must end one year after it begins: 2025/26`},
		{change(`"EUR"`, `"Euro"`), `a.toml:3: currency = "Euro": a currency is a code of three capital letters, such as "EUR"`},
		{change("source = \"ours\"\n", ""), `a.toml:1: source: it is missing; a table has country, year, currency, source`},
		{change(`[[component]]`, `[component]`), "a.toml:1: [[component]]: there is none; every contribution is one, with key, name, rate, floor, ceiling, source, input, kind\n" +
			`a.toml:5: [component]: contributions stand in double brackets, one after the other: [[component]]`},
		{change(`0.1255`, `12.55`), `a.toml:8: component.1.rate = 12.55: this lies outside 0 to 1 (a share, 0.8 is 80 %); the employer's share; 8.75 % is 0.0875`},
		{change(`0.1255`, `12,55 %`), `a.toml:8: component.1.rate = 12,55 %: a share lies between 0 and 1; write 0.1255`},
		{change(`97_020`, `97.020`), `a.toml:9: component.1.ceiling = 97.020: the point is a decimal one here, not one between thousands; write 97020, or 97.0 if that is meant`},
		{change(`97_020`, "-1\nfloor = 5"), `a.toml:9: component.1.ceiling = -1: this lies outside 0 to 10000000000 (a year, in the currency of the country); an amount a year`},
		{change(`97_020`, "50\nfloor = 60"), `a.toml:9: component.1.ceiling = 50: it must lie above the floor of 60; leave the line out where there is no ceiling`},
		{change(`rate = 0.1255`, `rat = 0.1255`), "a.toml:5: [[component]] number 1: rate is missing\na.toml:8: component.1.rat = 0.1255: rat is not known here; the nearest is rate"},
		{change(`{ en = "pension", de = "Pension" }`, `"pension"`), "a.toml:5: [[component]] number 1: name.en is missing\na.toml:5: [[component]] number 1: name.de is missing\n" +
			`a.toml:7: component.1.name = "pension": this needs a text in both languages: { en = "...", de = "..." }`},
		{change(`"pension"`, `""`), `a.toml:6: component.1.key = "": there is nothing in the quotes; write something such as "pension"`},
		{change(`"pension"`, `"my pension"`), `a.toml:6: component.1.key = "my pension": a key has letters, digits, - and _ only, such as "pension"`},
		{ownTable + "input = 1", `a.toml:11: component.1.input = 1: this has to be true or false, without quotes`},
		{ownTable + `kind = "guessed"`, `a.toml:11: component.1.kind = "guessed": a rate is typed, measured or default; without this line it is typed`},
		{ownTable + strings.Split(ownTable, "source = \"ours\"\n")[1], `a.toml:12: component.2.key = "pension": this key stands in line 6 already`},
		{"above = 5\n" + ownTable, "a.toml:1: above = 5: say in below.en what is not exact up to this salary\na.toml:1: above = 5: say in below.de what is not exact up to this salary"},
		{ownTable + "[other]\nx = 1", `a.toml:11: [other]: this table is not known; contributions begin with [[component]]`},
		{ownTable + "[component", `a.toml:11: [component: this is no table; write [[component]] on a line of its own`},
		{"component = 1\n" + ownTable, "a.toml:1: component = 1: a contribution is a table of its own; write [[component]] and below it key, name, rate, floor, ceiling, source, input, kind"},
	} {
		if diff := cmp.Diff(c.want, tableFaults(t, c.text)); diff != "" {
			t.Errorf("(-want +got):\n%s\nin\n%s", diff, c.text)
		}
	}
}

// A name may stand in a table of its own too, and a kind be said.
func TestTableInOtherWords(t *testing.T) {
	text := strings.Replace(ownTable, `name = { en = "pension", de = "Pension" }`+"\n", `name.en = "pension"`+"\n", 1) + "kind = \"measured\"\n[component.name]\nde = \"Pension\"\n"
	if got := tableFaults(t, text); !strings.Contains(got, "component") { // TOML itself does not allow both ways at once
		t.Errorf("got %s", got)
	}
	text = strings.Replace(text, `name.en = "pension"`+"\n", "", 1) + "en = \"pension\"\n"
	table, err := assumption.ReadTable(file(t, text))
	if err != nil || table.Components[0].Name != (origin.Text{EN: "pension", DE: "Pension"}) || table.Components[0].Kind != origin.Measured {
		t.Errorf("got %+v, %v", table, err)
	}
}

func TestTableWriteRefuses(t *testing.T) {
	err := assumption.WriteTable(io.Discard, "fr", salary.Table{})
	if want := `write on-cost table: language "fr" is not known; there are en, de`; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	full := errors.New("disk full")
	if err := assumption.WriteTable(broken{full}, "en", salary.Table{}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	if _, err := assumption.ReadTable(filepath.Join(t.TempDir(), "none")); err == nil || !strings.HasPrefix(err.Error(), "read on-cost table: ") {
		t.Errorf("got %v", err)
	}
}

// A file of assumptions names the table; it lies beside it.
func TestOnCostFile(t *testing.T) {
	path := file(t, "on_cost_file = \"own.toml\"\n")
	own := filepath.Join(filepath.Dir(path), "own.toml")
	if err := os.WriteFile(own, []byte(ownTable), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := assumption.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if a.Country != "AT" || a.Table != "2026" || len(a.Tables) != 1 || !a.Typed[plan.FileKey] || a.Typed[plan.CountryKey] || a.Check() != nil {
		t.Errorf("got %+v, %v", a, a.Check())
	}
	for text, want := range map[string]string{
		`country = "DE"`:        `a.toml:2: country = "DE": the table of on_cost_file = "own.toml" is of AT 2026; take one of the two lines out`,
		`country = "at"`:        "",
		`on_cost_table = 2025`:  `a.toml:2: on_cost_table = 2025: the table of on_cost_file = "own.toml" is of AT 2026; take one of the two lines out`,
		`on_cost_table = 2026`:  "",
		`on_cost_file = "x"`:    `a.toml:2: on_cost_file = "x": on_cost_file stands in line 1 already; keep one of the two`,
		`tier1.grade = "whole"`: `a.toml:2: tier1.grade = "whole": no band of tier 1 is typed, so there are no grades; write its bands as [[band]]`,
	} {
		if err := os.WriteFile(path, []byte("on_cost_file = \"own.toml\"\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := assumption.Read(path)
		got := ""
		if err != nil {
			got = strings.ReplaceAll(err.Error(), path, "a.toml")
		}
		if got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
	if err := os.WriteFile(own, []byte("year = 1\n"+strings.Replace(ownTable, "year = 2026\n", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("growth = 99\non_cost_file = \"own.toml\""), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = assumption.Read(path)
	want := "a.toml:1: growth = 99: this lies outside -0.99 to 10 (a share, 0.8 is 80 %); change of the number of tickets against the measured period\n" +
		`a.toml:2: on_cost_file = "own.toml": this table cannot be used: own.toml:1: year = 1: year "1" must be written as 2026 or 2025/26`
	if got := strings.NewReplacer(path, "a.toml", own, "own.toml").Replace(err.Error()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for text, want := range map[string]string{`on_cost_file = ""`: "there is no name of a file", `on_cost_file = "gone.toml"`: "this table cannot be used: read on-cost table: open", `on_cost_file = 3`: `this has to be text in quotes, such as "my-table.toml"`} {
		if got := faults(t, text); !strings.HasPrefix(got, "a.toml:1: "+text+": "+want) {
			t.Errorf("%s: got %s", text, got)
		}
	}
}

func TestBandFaults(t *testing.T) {
	const band = "[[band]]\ntier = 1\ngrade = \"junior\"\nmin = 30_000\nmid = 36000\nmax = 42000\n"
	a, err := assumption.Read(file(t, band+strings.Replace(band, "junior", "senior", 1)+"[tier1]\ngrade = \"senior\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []salary.Band{{Tier: 1, Grade: "junior", Min: 30_000, Mid: 36_000, Max: 42_000}, {Tier: 1, Grade: "senior", Min: 30_000, Mid: 36_000, Max: 42_000}}
	if diff := cmp.Diff(want, a.Bands); diff != "" || a.Grades[1] != "senior" || a.Check() != nil {
		t.Errorf("%v, %v\n%s", a.Grades, a.Check(), diff)
	}
	change := func(old, new string) string { return strings.Replace(band, old, new, 1) }
	for _, c := range []struct{ text, want string }{
		{"[band]\nmin = 1", `a.toml:1: [band]: bands stand in double brackets, one after the other: [[band]]`},
		{"band = [{ tier = 1 }]", `a.toml:1: band = [{ tier = 1 }]: a band is a table of its own; write [[band]] and below it tier, grade, min, mid, max`},
		{change("tier = 1", "tier = 3"), `a.toml:2: band.1.tier = 3: this lies outside 1 to 2 (a tier); 1 is 1st level, 2 is 2nd level`},
		{change("tier = 1", "tier = 1.5"), `a.toml:2: band.1.tier = 1.5: a tier is 1 or 2`},
		{change(`"junior"`, "junior"), `a.toml:3: band.1.grade = junior: text stands in quotes; write grade = "junior"`},
		{change("30_000", "-1"), `a.toml:4: band.1.min = -1: this lies outside 1 to 10000000 (a year, in the currency of the country); pay of the grade for full time`},
		{change("mid = 36000\n", ""), `a.toml:1: [[band]] number 1: mid is missing; a band has tier, grade, min, mid, max`},
		{change("36000", "50000"), `a.toml:1: [[band]] number 1: min 30000, mid 50000 and max 42000 must rise`},
		{band + "\n" + band, `a.toml:8: [[band]] number 2: tier 1 has a grade "junior" in line 1 already`},
		{band + "middle = 5", `a.toml:7: band.1.middle = 5: a band has no middle; the nearest is mid`},
		{band + "[tier1]\ngrade = \"juniour\"", `a.toml:8: tier1.grade = "juniour": no band of tier 1 has this grade; the nearest is junior`},
		{band + "[tier1]\ngrade = 3", `a.toml:8: tier1.grade = 3: this has to be text in quotes, such as "junior"`},
		{"tier1.experience_steps = 1.5", `a.toml:1: tier1.experience_steps = 1.5: a step is a whole number: 0, 1 or 2; experience: 0, 1 or 2 steps, each 40 % of the way to the next grade; only where the salary is no real one`},
	} {
		if diff := cmp.Diff(c.want, faults(t, c.text)); diff != "" {
			t.Errorf("(-want +got):\n%s\nin\n%s", diff, c.text)
		}
	}
}

// Whatever stands in a table's file: no panic, and what is read passes the check.
func FuzzReadTable(f *testing.F) {
	for _, text := range []string{ownTable, "[[component]]\n[component.name]\nen = 1", "[[component]]\ninput = [true]", "component = [{}]", "above = \"\"\"\n[", "[below]\nen = 'x'"} {
		f.Add([]byte(text))
	}
	path := filepath.Join(f.TempDir(), "a.toml")
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if table, err := assumption.ReadTable(path); err == nil && table.Check() != nil {
			t.Fatalf("%q: %v", text, table.Check())
		}
	})
}
