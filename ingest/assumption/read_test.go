package assumption_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"tiermix/ingest/assumption"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// file writes a text to a file of its own.
func file(t interface {
	Helper()
	TempDir() string
	Fatal(...any)
}, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// faults are those of a text, without the folder of its file.
func faults(t *testing.T, text string) string {
	t.Helper()
	path := file(t, text)
	a, err := assumption.Read(path)
	if err == nil {
		t.Fatalf("got %+v, want faults in\n%s", a, text)
	}
	return strings.ReplaceAll(err.Error(), path, "a.toml")
}

func TestRead(t *testing.T) {
	text := "\ufeff" + `
country = "gb"
on_cost_table = 2025
live_channels = [ "phone", # and not chat
  " walk-in " ]
growth = -0.1
training = { cost = 1_000 }
[hours]
contract = 38.5
[tier1]
salary = 38_000
people = 1e1
"target_seconds" = 0x10
overhead = 0.125
[category."Password & access"]
solve = 0.93
[category."Say \"hi\"\n.solve"]
solve = 1
[category.""]
return_share = -0.0
`
	want := plan.Assumptions{
		Country: "UK", Table: "2025/26", Live: []string{"phone", "walk-in"},
		Typed: map[string]bool{plan.CountryKey: true, plan.TableKey: true, plan.LiveKey: true},
		Values: map[string]origin.Value{
			"growth": origin.Type(-0.1, origin.Share), "hours.contract": origin.Type(38.5, "h/week"),
			"tier1.salary": origin.Type(38000, plan.MoneyYear), "tier1.people": origin.Type(10, "people"),
			"tier1.target_seconds": origin.Type(16, "s"), "tier1.overhead": origin.Type(0.125, plan.MoneyYear),
			"training.cost":                     origin.Type(1000, plan.Money),
			"category.Password & access.solve":  origin.Type(0.93, origin.Share),
			"category.Say \"hi\"\n.solve.solve": origin.Type(1, origin.Share),
			"category..return_share":            origin.Type(0, origin.Share),
		},
	}
	for name, text := range map[string]string{"LF": text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n")} {
		got, err := assumption.Read(file(t, text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if err := got.Check(); err != nil {
			t.Errorf("%s: what was read is refused: %v", name, err)
		}
	}
}

func TestNothingTyped(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only a comment", "[tier1]\n[category.\"x\"]\n"} {
		got, err := assumption.Read(file(t, text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(plan.Unsaid(), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// What is not typed comes from what is: the newest table of the country, or the default country.
func TestCountryAndTable(t *testing.T) {
	for text, want := range map[string][2]string{
		`country = "UK"`: {"UK", "2025/26"}, `country = "us"`: {"US", "2026"}, `on_cost_table = "2026"`: {"DE", "2026"},
		"country = \"UK\"\non_cost_table = \"2025-26\"": {"UK", "2025/26"},
	} {
		a, err := assumption.Read(file(t, text))
		if got := [2]string{a.Country, a.Table}; err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %v", text, got, err, want)
		}
		if a.Typed[plan.CountryKey] != strings.Contains(text, "country") || a.Typed[plan.TableKey] != strings.Contains(text, "table") {
			t.Errorf("%s: got typed %v", text, a.Typed)
		}
	}
}

// Each slip alone, with its exact words.
func TestFaults(t *testing.T) {
	const want = "; a number from 1 to 84 is wanted: contract hours of a full-time week"
	for _, c := range []struct{ text, want string }{
		{`country = "FR"`, `a.toml:1: country = "FR": there is no on-cost table for this country; there are DE 2026, UK 2025/26, US 2026`},
		{`country = 49`, `a.toml:1: country = 49: this has to be text in quotes, such as "DE"`},
		{`country = DE`, `a.toml:1: country = DE: text stands in quotes; write country = "DE"`},
		{`on_cost_table = "2020"`, `a.toml:1: on_cost_table = "2020": there is no such on-cost table for DE; there are DE 2026, UK 2025/26, US 2026`},
		{`on_cost_table = "last"`, `a.toml:1: on_cost_table = "last": there is no such on-cost table for DE; there are DE 2026, UK 2025/26, US 2026`},
		{`on_cost_table = 2026.0`, `a.toml:1: on_cost_table = 2026.0: this has to be text in quotes, such as "2026"`},
		{"country = 1\non_cost_table = \"2025/26\"", `a.toml:1: country = 1: this has to be text in quotes, such as "DE"`},
		{`live_channels = "phone"`, `a.toml:1: live_channels = "phone": this has to be a list of names in quotes, such as ["phone", "chat"]; [] where nobody waits in line`},
		{`live_channels = phone, chat`, `a.toml:1: live_channels = phone, chat: this is no list of names in quotes, such as ["phone", "chat"]`},
		{`live_channels = ["phone", " "]`, `a.toml:1: live_channels = ["phone", " "]: entry 2 is empty; name a channel or take it out`},
		{`live_channels = ["phone", 3]`, `a.toml:1: live_channels = ["phone", 3]: entry 2 is no text; a channel stands in quotes`},
		{`live_channels = ["a", "a"]`, `a.toml:1: live_channels = ["a", "a"]: "a" stands twice; keep one`},
		{`grwth = 0.1`, `a.toml:1: grwth = 0.1: grwth is not known; the nearest is growth`},
		{`discount = 0.1`, `a.toml:1: discount = 0.1: discount is not known; the nearest is discount_rate`},
		{`salary = 4`, `a.toml:1: salary = 4: salary is not known; the nearest is tier1.salary`},
		{`tier1 = 5`, `a.toml:1: tier1 = 5: tier1 is a table; write [tier1] and its values below`},
		{`"tier1.salary" = 5`, `a.toml:1: "tier1.salary" = 5: "tier1.salary" is not known; the nearest is tier1.salary`},
		{"[tier3]\nsalary = 5\nmore = 6", `a.toml:1: [tier3]: this table is not known; the nearest is [tier1]`},
		{"[[tier1]]\nsalary = -5", `a.toml:1: [[tier1]]: a table stands in single brackets here: [tier1]`},
		{"[tier1]\n\n[tier1]", `a.toml:3: [tier1]: this table begins in line 1 already; write its values there`},
		{"[tier1]\nsalary = 4\nsalary = 5", `a.toml:3: tier1.salary = 5: tier1.salary stands in line 2 already; keep one of the two`},
		{"tier1.salary = 5\n[tier1]\npeople = 2", `a.toml:2: [tier1]: table tier1 already exists as defined by a dotted key`},
		{"[category.VPN.Home]\nsolve = 3", `a.toml:1: [category.VPN.Home]: a name with dots stands in quotes: [category."VPN.Home"]`},
		{`category.VPN.Home.solve = 1`, `a.toml:1: category.VPN.Home.solve = 1: a name with dots stands in quotes: [category."VPN.Home"]`},
		{"[category]\nsolve = 1", `a.toml:2: category.solve = 1: this belongs to one category; write [category."NAME"] above it`},
		{"[category.A]\nsolved = 1", `a.toml:2: category.A.solved = 1: a category has no solved; the nearest is solved_minutes`},
		{"[category.\"A\\n\"]\nsolve = 2", `a.toml:2: category."A\u000A".solve = 2: this lies outside 0 to 1 (a share, 0.8 is 80 %); share that 1st level solves when it tries`},
		{"[category.Störung]\nsolve = 2", `a.toml:1: [category.Störung]: a name with other signs than a to z, digits, - and _ stands in quotes: [category."Störung"]`},
		{"[hours", `a.toml:1: [hours: this is no table; write [tier1] or [category."NAME"] on a line of its own`},
		{`hours.contract = 2024-01-01`, `a.toml:1: hours.contract = 2024-01-01: this is a date or time` + want},
		{`hours.contract = true`, `a.toml:1: hours.contract = true: this is true or false` + want},
		{`hours.contract = [38]`, `a.toml:1: hours.contract = [38]: this is a list` + want},
		{`hours.contract = "many"`, `a.toml:1: hours.contract = "many": this is text` + want},
		{`hours.contract = many`, `a.toml:1: hours.contract = many: this is text; a number is wanted`},
		{`hours.contract = nan`, `a.toml:1: hours.contract = nan: this is no number that can be computed with; a number from 1 to 84 is wanted: contract hours of a full-time week`},
		{`hours.contract = 1e999`, `a.toml:1: hours.contract = 1e999: this is no number that can be computed with; a number from 1 to 84 is wanted: contract hours of a full-time week`},
		{`hours.contract = 99999999999999999999`, `a.toml:1: hours.contract = 100000000000000000000: this lies outside 1 to 84 (h/week); contract hours of a full-time week`},
		{"[hours]\ncontract = 38,5", `a.toml:2: hours.contract = 38,5: a number has a decimal point, not a comma; write 38.5`},
		{`hours.contract = "38,5"`, `a.toml:1: hours.contract = "38,5": a number has a decimal point, not a comma; write 38.5`},
		{`hours.contract = "38.5"`, `a.toml:1: hours.contract = "38.5": a number stands without quotes; write 38.5`},
		{`hours.contract = 38 h`, `a.toml:1: hours.contract = 38 h: a number stands without unit; write 38`},
		{`hours.contract = 4:5`, `a.toml:1: hours.contract = 4:5: this is no TOML: expected newline but got U+003A ':'`},
		{`hours.contract: 38`, `a.toml:1: hours.contract : 38: key and value are joined by =, not by a colon; write hours.contract = 38`},
		{`hours.contract =   # typed later`, `a.toml:1: hours.contract =: there is no value; type one behind =, or put # in front of the line`},
		{`tier1.salary = 38.000,50 # EUR`, `a.toml:1: tier1.salary = 38.000,50: a number has a decimal point, not a comma; write 38000.50`},
		{`tier1.salary = 38,000`, `a.toml:1: tier1.salary = 38,000: a number has a decimal point and nothing between thousands; write 38000, or 38.000 if the comma was a decimal one`},
		{`tier1.salary = 38.000`, `a.toml:1: tier1.salary = 38.000: the point is a decimal one here, not one between thousands; write 38000, or 38.0 if that is meant`},
		{`tier1.occupancy = 75 %`, `a.toml:1: tier1.occupancy = 75 %: a share lies between 0 and 1; write 0.75`},
		{`tier1.occupancy = "7,5%"`, `a.toml:1: tier1.occupancy = "7,5%": a share lies between 0 and 1; write 0.075`},
		{`tier1 = { salary = -1, people = "3" }`, "a.toml:1: tier1.salary = -1: this lies outside 1 to 10000000 (a year, in the currency of the country); gross salary for full time\n" +
			`a.toml:1: tier1.people = "3": a number stands without quotes; write 3`},
		{"what is this", `a.toml:1: what is this: this is no line of TOML (expected '=' after key); a line is KEY = VALUE, [TABLE], or begins with #`},
		{"growth = 1\rgrowth = 2", `a.toml:1: growth = 1 growth = 2: this is no TOML: expected newline but got U+000D`},
		{"growth = 0.1\nxx\xffyy", `a.toml:2: this line is not UTF-8: "xx` + "\ufffd" + `yy"; save the file as UTF-8`},
		{"\xff\xfeg\x00", `a.toml:1: this is UTF-16; save the file as UTF-8`},
	} {
		if diff := cmp.Diff(c.want, faults(t, c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// One fault does not hide the others, nor a broken value those that stand behind it.
func TestAllFaultsAtOnce(t *testing.T) {
	for _, c := range []struct {
		text  string
		lines []string
	}{
		{"growth = 5O\ndiscount_rate = 7\n[hours]\ncontract = 38,5\nvacation = 300\n", []string{"1", "2", "4", "5"}},
		{"live_channels = [\n  \"phone\"\n  \"chat\"\n]\ngrowth = 99\n", []string{"3", "5"}},
		{"growth = \"\"\"abc\n[tier1]\nsalary = 0\n", []string{"1", "3"}},
		{"[tier1] salary = 0\npeople = -1\n[tier2]\npeople = -1\n", []string{"1", "4"}},
		{"\n# x\n\ngrowth = 'abc\n\ndiscount_rate = 'x\n", []string{"4", "6"}},
	} {
		var got []string
		for _, m := range regexp.MustCompile(`(?m)^a\.toml:(\d+): `).FindAllStringSubmatch(faults(t, c.text), -1) {
			got = append(got, m[1])
		}
		if diff := cmp.Diff(c.lines, got); diff != "" {
			t.Errorf("%q: lines at fault (-want +got):\n%s\n%s", c.text, diff, faults(t, c.text))
		}
	}
}

func TestManyFaults(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("growth = 99\n", 150):                    "a.toml: and 50 faults more",
		strings.Repeat("x\n", 150):                              "a.toml: too many faults; nothing was read behind line 100",
		strings.Repeat("a = \"\n", 500_000):                     "a.toml: too many faults; nothing was read behind line 100",
		strings.Repeat("x\n", 60) + strings.Repeat("[x]\n", 60): "a.toml: and 20 faults more",
	} {
		got := strings.Split(faults(t, text), "\n")
		if len(got) != 101 || got[100] != want {
			t.Errorf("%q...: got %d lines, the last %q, want 101 and %q", text[:12], len(got), got[len(got)-1], want)
		}
	}
}

func TestReadRefusesWhatIsNoSuchFile(t *testing.T) {
	if got, want := faults(t, strings.Repeat("#", 4<<20+1)), "a.toml: this is larger than 4 MiB and no file of assumptions; `tiermix assumptions init` writes one"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "none.toml"), t.TempDir()} {
		if _, err := assumption.Read(path); err == nil || !strings.HasPrefix(err.Error(), "read assumptions: ") {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

var placed = regexp.MustCompile(`^a\.toml(:(\d+))?: .`)

// Whatever stands in a file: no panic, every fault has a line that exists, and what is read is TOML and passes the check.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"growth = 0.1", "[category.\"x\"]\nsolve = 1", "a = \"\"\"\n[", "[hours\ncontract = 38,5 # x", "x = {a = [1,\n2]}", "live_channels = ['a']", "\r\r\n=\n", "\v\v[!"} {
		f.Add([]byte(text))
	}
	path := filepath.Join(f.TempDir(), "a.toml")
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := assumption.Read(path)
		if err == nil {
			var all map[string]any
			if err := toml.Unmarshal(text, &all); err != nil && !strings.HasPrefix(string(text), "\ufeff") {
				t.Fatalf("%q was read, but is no TOML: %v", text, err)
			}
			if err := a.Check(); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for _, line := range strings.Split(strings.ReplaceAll(err.Error(), path, "a.toml"), "\n") {
			m := placed.FindStringSubmatch(line)
			if m == nil {
				t.Fatalf("%q: fault %q has no place", text, line)
			}
			if n, err := strconv.Atoi(m[2]); m[2] != "" && (err != nil || n < 1 || n > 1+strings.Count(string(text), "\n")) {
				t.Fatalf("%q: fault %q lies outside the file", text, line)
			}
		}
	})
}

// A file with more tables than are read in time says so; one with a key of any length repeats its beginning.
func TestFilesOfAbsurdSize(t *testing.T) {
	var many strings.Builder
	for i := range 10_001 {
		many.WriteString("[category.c" + strconv.Itoa(i) + "]\nsolve = 0.5\n")
	}
	if got := faults(t, many.String()); got != "a.toml:20003: whole file: it has 10001 tables; at most 10000 are read. Leave out categories of which nothing is typed" {
		t.Errorf("many tables: got %.300s", got)
	}
	if got := faults(t, strings.Repeat("k", 100_000)+" = 1\n"); len(got) > 600 || !strings.HasPrefix(got, "a.toml:1: "+strings.Repeat("k", 200)+"... = 1: "+strings.Repeat("k", 200)+"... is not known; the nearest is ") {
		t.Errorf("a long key: got %.700s", got)
	}
	if got := faults(t, "[category.\""+strings.Repeat("k", 100_000)+"\"]\nsolve = 2\nsolve = 0.5\n"); len(got) > 2000 {
		t.Errorf("a long name: got %d characters, %.700s", len(got), got)
	}
}
