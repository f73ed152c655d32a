package assumption_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/ingest/assumption"
	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// names are those of categories and channels: of all letters, signs that TOML gives a meaning, and signs that do not print.
func names() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("ab.\"'\\#=[]{}\n\r\t\x00\x7f\u2028\u202e\ufeff\U0001f600é "))))
}

// demands are desks with all that records may tell.
func demands() *rapid.Generator[plan.Demand] {
	return rapid.Custom(func(t *rapid.T) plan.Demand {
		count := rapid.IntRange(0, 90)
		minutes := rapid.SliceOfN(rapid.Float64Range(0, 50000), 0, 9)
		d := plan.Demand{
			From: time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC),
			People: map[int]int{1: count.Draw(t, "people")}, Logged: map[effort.Key][]float64{},
		}
		for i, name := range rapid.SliceOfNDistinct(names(), 0, 6, rapid.ID).Draw(t, "categories") {
			c := plan.Category{Key: name, Tickets: 1000 - i, Tried: count.Draw(t, "tried"), Second: count.Draw(t, "second")}
			c.Solved, c.Returned = rapid.IntRange(0, c.Tried).Draw(t, "solved"), rapid.IntRange(0, c.Second).Draw(t, "returned")
			d.Categories = append(d.Categories, c)
			d.Logged[effort.Key{Tier: 1, Category: name, Outcome: effort.Solved}] = minutes.Draw(t, "solved minutes")
			d.Logged[effort.Key{Tier: 2, Category: name}] = minutes.Draw(t, "minutes")
			d.Channels = append(d.Channels, plan.Channel{Name: names().Draw(t, "channel"), Tickets: 3})
		}
		for range rapid.IntRange(0, 3).Draw(t, "salaries") {
			d.Salaries = append(d.Salaries, plan.Salary{
				Tier: rapid.IntRange(1, 3).Draw(t, "tier"), Currency: rapid.SampledFrom([]string{"EUR", "USD"}).Draw(t, "currency"),
				People: rapid.IntRange(1, 20).Draw(t, "paid"), Mean: rapid.Float64Range(1, 2e7).Draw(t, "mean"),
			})
		}
		return d
	})
}

func write(t interface {
	Helper()
	Fatal(...any)
}, lang string, d plan.Demand) string {
	t.Helper()
	var b bytes.Buffer
	if err := assumption.Write(&b, lang, d, plan.Measured(d)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func overwrite(t *rapid.T, path, text string) {
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// offer is a line that waits for its # to be removed.
var offer = regexp.MustCompile(`^# ([a-z0-9_]+) = (\S.*?)   # `)

// typed removes the # of the lines that choose picks, and returns what must then be read as typed. The tables of
// categories are told by their order, not by their names.
func typed(t *rapid.T, text string, d plan.Demand, choose func() bool) (string, plan.Assumptions) {
	want := plan.Unsaid()
	table, nth := "", 0
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "[category.") {
			table, nth = "category."+d.Categories[nth].Key+".", nth+1
		} else if strings.HasPrefix(line, "[") {
			table = strings.Trim(line, "[]") + "."
		}
		m := offer.FindStringSubmatch(line)
		if m == nil || !choose() {
			continue
		}
		lines[i] = strings.TrimPrefix(line, "# ")
		if m[1] == "grade" {
			if want.Grades == nil {
				want.Grades = map[int]string{}
			}
			want.Grades[int(table[len("tier")]-'0')] = strings.Trim(m[2], `"`)
			continue
		}
		if !strings.ContainsAny(m[2][:1], "-0123456789") {
			want.Typed[m[1]] = true
			continue
		}
		f, err := plan.FieldOf(table + m[1])
		if err != nil {
			t.Fatal(err)
		}
		amount, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		want.Values[f.Key] = origin.Type(amount, f.Unit)
	}
	return strings.Join(lines, "\n"), want
}

// What is written has nothing typed in it, and every line of it that loses its # is typed, with the number that it showed.
func TestWhatIsWrittenIsRead(t *testing.T) {
	path := file(t, "")
	rapid.Check(t, func(rt *rapid.T) {
		d := demands().Draw(rt, "demand")
		text := write(rt, rapid.SampledFrom([]string{"en", "de"}).Draw(rt, "lang"), d)
		for name, choose := range map[string]func() bool{
			"none": func() bool { return false }, "all": func() bool { return true },
			"some": func() bool { return rapid.Bool().Draw(rt, "typed") },
		} {
			changed, want := typed(rt, text, d, choose)
			overwrite(rt, path, changed)
			got, err := assumption.Read(path)
			if err != nil {
				rt.Fatalf("%s: %v in\n%s", name, err, changed)
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				rt.Fatalf("%s typed (-want +got):\n%s\nin\n%s", name, diff, changed)
			}
			if err := got.Check(); err != nil {
				rt.Fatalf("%s: %v", name, err)
			}
		}
	})
}

// half is half of the last decimal that is written, and a little for binary numbers.
func half(unit string) float64 {
	if unit == origin.Share {
		return 0.5e-4 + 1e-9
	}
	return 0.5e-2 + 1e-8
}

// Every measured value that is written is there, close to what was measured.
func TestEveryMeasuredValueIsWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := demands().Draw(rt, "demand")
		_, all := typed(rt, write(rt, "en", d), d, func() bool { return true })
		for key, v := range plan.Measured(d) {
			got, ok := all.Values[key]
			if !ok {
				if !strings.HasSuffix(key, ".salary") {
					rt.Fatalf("%s is not written", key)
				}
				continue // of too few people
			}
			if allowed := half(v.Unit); math.Abs(got.Amount-v.Amount) > allowed {
				rt.Fatalf("%s: got %v, want %v", key, got, v)
			}
		}
	})
}

func desk() plan.Demand {
	return plan.Demand{
		Categories: []plan.Category{{Key: "VPN", Tickets: 3, Tried: 3, Solved: 2}, {Key: "Say \"hi\"\nsolve = 1", Tickets: 9}, {Tickets: 1}},
		Channels:   []plan.Channel{{Name: "web\n", Tickets: 7}, {Name: "", Tickets: 2}},
		Salaries: []plan.Salary{
			{Tier: 1, Currency: "EUR", People: 14, Mean: 38210.456},
			{Tier: 2, Currency: "GBP", People: 9, Mean: 40000}, {Tier: 2, Currency: "EUR", People: 9, Mean: 50000},
		},
		To: time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC),
	}
}

func TestLinesOfTheFile(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {
			`# country = "DE"   # default`, `# live_channels = ["phone", "chat"]   # default`, `# tickets came by "web"`,
			"# gross salary for full time (a year, in the currency of the country)\n# salary = 38210.46   # measured: mean of 14 salaries in EUR, 2025",
			`# salary = 44600   # default: Compensation Partner, salaries in IT support, Germany, 2019; the records have salaries in EUR, GBP, which are not mixed`,
			`# people =   # nothing known: type it`, `# contract = 38.5   # default: tiermix example, no survey, 2026`,
			"[category.\"Say \\\"hi\\\"\\u000Asolve = 1\"]   # tickets: 9\n\n[category.\"VPN\"]   # tickets: 3\n# solve = 0.625   # measured: 2 of 3 tried tickets solved, 2025",
			`[category.""]   # tickets: 1, those without a category`,
		},
		"de": {
			`# country = "DE"   # Vorgabe`, `# Tickets kamen über "web"`, `# people =   # nichts bekannt: bitte eingeben`,
			"# Bruttogehalt für Vollzeit (im Jahr, in der Währung des Landes)\n# salary = 38210.46   # gemessen: Mittel aus 14 Gehältern in EUR, 2025",
			`# contract = 38.5   # Vorgabe: Beispiel von tiermix, keine Erhebung, 2026`, `# solve = 0.625   # gemessen: 2 von 3 versuchten Tickets gelöst, 2025`,
		},
	} {
		text := write(t, lang, desk())
		for _, line := range want {
			if !strings.Contains(text, line+"\n") {
				t.Errorf("%s: there is no %q in\n%s", lang, line, text)
			}
		}
	}
}

// The mean of few salaries is the salary of somebody.
func TestFewSalariesAreNotWritten(t *testing.T) {
	d := plan.Demand{Salaries: []plan.Salary{{Tier: 1, Currency: "EUR", People: 5, Mean: 51234}, {Tier: 2, Currency: "EUR", People: 6, Mean: 61234}}}
	text := write(t, "en", d)
	if strings.Contains(text, "51234") || !strings.Contains(text, "# salary =   # measured, but not written: the mean of fewer than 6 people tells too much about each\n") {
		t.Errorf("the mean of 5 salaries is told, or the reason is not:\n%s", text)
	}
	if !strings.Contains(text, "# salary = 61234   # measured: mean of 6 salaries in EUR\n") {
		t.Errorf("the mean of 6 salaries is not told:\n%s", text)
	}
}

// A source is somebody's text; it does not end the comment that it stands in.
func TestSourceStaysInItsComment(t *testing.T) {
	var b bytes.Buffer
	values := map[string]origin.Value{"growth": origin.Measure(0.1, origin.Share, "a\ngrowth = 5\r\n[x]\u2028", 2025), "return_share": origin.Measure(math.NaN(), origin.Share, "x", 2025)}
	if err := assumption.Write(&b, "en", plan.Demand{}, values); err != nil {
		t.Fatal(err)
	}
	if want := "\n# growth = 0.1   # measured: a growth = 5  [x] , 2025\n"; !strings.Contains(b.String(), want) {
		t.Errorf("there is no %q in\n%s", want, b.String())
	}
	if got, err := assumption.Read(file(t, b.String())); err != nil || len(got.Values) > 0 {
		t.Errorf("got %v, %v, want nothing typed", got, err)
	}
}

// A line that has no value to offer says so when its # is removed.
func TestLineWithoutValue(t *testing.T) {
	text := strings.Replace(write(t, "en", desk()), "# people =   #", "people =   #", 1)
	want := "tier1.people =: there is no value; type one behind =, or put # in front of the line"
	if got := faults(t, text); !strings.HasSuffix(got, want) || strings.Contains(got, "\n") {
		t.Errorf("got %q, want %q alone", got, want)
	}
}

func TestCategoriesAreBounded(t *testing.T) {
	var d plan.Demand
	for i := range 250 {
		d.Categories = append(d.Categories, plan.Category{Key: fmt.Sprint("no ", i), Tickets: i})
	}
	d.Categories = append(d.Categories, plan.Category{Key: strings.Repeat("x", 1001), Tickets: 999}, plan.Category{Key: "\xff", Tickets: 999})
	text := write(t, "en", d)
	if n := strings.Count(text, "\n[category."); n != 200 || !strings.Contains(text, `"no 50"`) || strings.Contains(text, `"no 49"`) {
		t.Errorf("got %d categories, want the 200 with most tickets", n)
	}
	if !strings.Contains(text, "\n# 52 categories with fewer tickets, or with names too long to write, are left out here") {
		t.Errorf("what is left out is not told:\n%s", text[len(text)-300:])
	}
}

func TestWriteRefuses(t *testing.T) {
	err := assumption.Write(io.Discard, "fr", plan.Demand{}, nil)
	if want := `write assumptions: language "fr" is not known; there are en, de`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	full := errors.New("disk full")
	if err := assumption.Write(broken{full}, "en", plan.Demand{}, nil); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

// The bands of the file are those that hold; with their # removed they are typed.
func TestBandsAreWrittenAsTheyHold(t *testing.T) {
	for _, lang := range []string{"en", "de"} {
		lines := strings.Split(write(t, lang, desk()), "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "# [[band]]   # ") {
				for j := range 6 {
					lines[i+j] = strings.TrimPrefix(lines[i+j], "# ")
				}
			}
		}
		a, err := assumption.Read(file(t, strings.Join(lines, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		var want []salary.Band
		for _, b := range salary.ExampleBands("EUR") {
			want = append(want, salary.Band{Tier: b.Tier, Grade: b.Grade, Min: b.Min, Mid: b.Mid, Max: b.Max})
		}
		if diff := gocmp.Diff(want, a.Bands); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lang, diff)
		}
	}
}

// Every field is offered once, in both languages.
func TestEveryFieldIsOffered(t *testing.T) {
	line := regexp.MustCompile(`^# ([a-z0-9_]+) =( \S.*?)?   # `)
	for _, lang := range []string{"en", "de"} {
		var got, want []string
		table := ""
		for _, text := range strings.Split(write(t, lang, plan.Demand{}), "\n") {
			if strings.HasPrefix(text, "[") {
				table = strings.Trim(text, "[]") + "."
			}
			if m := line.FindStringSubmatch(text); m != nil {
				got = append(got, table+m[1])
			}
		}
		want = append(want, plan.CountryKey, plan.TableKey, plan.FileKey, plan.LiveKey, "tier1.grade", "tier2.grade")
		for _, f := range plan.Fields() {
			want = append(want, f.Key)
		}
		slices.SortFunc(got, cmp.Compare)
		slices.SortFunc(want, cmp.Compare)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lang, diff)
		}
	}
}
