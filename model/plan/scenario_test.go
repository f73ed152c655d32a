package plan_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

func TestCheckName(t *testing.T) {
	for text, want := range map[string]string{
		"Lean":                       "",
		"  Größer 2. Ebene, 30 % ✓ ": "",
		"<script>alert(1)</script>":  "",
		strings.Repeat("ä", 80):      "",
		"":                           "a scenario needs a name of 1 to 80 characters",
		" \t ":                       "a scenario needs a name of 1 to 80 characters",
		"a\nb":                       `name "a\nb": this holds signs that do not print; use letters, digits, spaces and punctuation`,
		"a\x00":                      `name "a\x00": this holds signs that do not print; use letters, digits, spaces and punctuation`,
		"\u202eright":                `name "\u202eright": this holds signs that do not print; use letters, digits, spaces and punctuation`,
		"a\xff":                      `name "a�": this holds signs that do not print; use letters, digits, spaces and punctuation`,
		strings.Repeat("ä", 81):      `name "` + strings.Repeat("ä", 80) + `"...: this has 81 characters; a name has at most 80`,
		"Nothing TYPED":              `name "Nothing TYPED": this is the plan without anything typed, which is always there; choose another name`,
		" nichts eingegeben":         `name "nichts eingegeben": this is the plan without anything typed, which is always there; choose another name`,
	} {
		name, err := plan.CheckName(text)
		switch {
		case want == "" && (err != nil || name != strings.TrimSpace(text)):
			t.Errorf("%q: got %q, %v", text, name, err)
		case want != "" && (err == nil || strings.ReplaceAll(err.Error(), `\xff`, "�") != want || !errors.As(err, &plan.NameFault{})):
			t.Errorf("%q:\ngot  %v\nwant %s", text, err, want)
		}
	}
}

func TestNewScenarioSaysAllFaults(t *testing.T) {
	_, err := plan.NewScenario("", "two\nlines", time.Time{}, plan.Unsaid())
	want := "a scenario needs a name of 1 to 80 characters\n" +
		`note "two\nlines": this holds signs that do not print, such as ends of lines; use letters, digits, spaces and punctuation`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := plan.CheckNote(strings.Repeat("x", 501)); err == nil || !strings.HasSuffix(err.Error(), "this has 501 characters; a note has at most 500") {
		t.Errorf("a long note: %v", err)
	}
	s, err := plan.NewScenario(" Lean ", " why ", time.Time{}, plan.Unsaid())
	if err != nil || s.Name != "Lean" || s.Note != "why" {
		t.Errorf("got %+v, %v", s, err)
	}
}

// Names are one when strings.EqualFold takes them for one.
func TestNameKeyFoldsAsEqualFold(t *testing.T) {
	for _, pair := range [][2]string{{"ÄRGER", "ärger"}, {"Kelvin \u212a", "kelvin k"}, {"σς", "ΣΣ"}} {
		if plan.NameKey(pair[0]) != plan.NameKey(pair[1]) {
			t.Errorf("%q and %q are two names", pair[0], pair[1])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringN(1, 6, -1).Draw(t, "a")
		b := rapid.OneOf(rapid.Just(strings.ToUpper(a)), rapid.Just(strings.ToLower(a)), rapid.StringN(1, 6, -1)).Draw(t, "b")
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		if got := plan.NameKey(a) == plan.NameKey(b); got != strings.EqualFold(a, b) {
			t.Fatalf("%q and %q: one name %t, EqualFold %t", a, b, got, !got)
		}
	})
}

func TestPick(t *testing.T) {
	all := []plan.Scenario{{Name: "Lean"}, {Name: "Rich"}}
	got, err := plan.Pick(all, []string{"RICH", "nothing typed", " lean"})
	if err != nil || len(got) != 3 || got[0].Name != "Rich" || got[1].Name != plan.NothingTyped || got[2].Name != "Lean" {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err = plan.Pick(all, []string{"lean", "poor", "Lean"})
	want := "scenario \"poor\": there is no scenario of this name; there are \"Lean\", \"Rich\"\nscenario \"Lean\" is named twice; name each once"
	if err == nil || err.Error() != want || !errors.Is(err, plan.ErrNoScenario) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if _, err = plan.Pick(nil, []string{"x"}); err == nil || err.Error() != `scenario "x": there is no scenario of this name; none is saved yet` {
		t.Errorf("got %v", err)
	}
}

// typedAssumptions draws assumptions of which some are typed.
func typedAssumptions() *rapid.Generator[plan.Assumptions] {
	return rapid.Custom(func(t *rapid.T) plan.Assumptions {
		a := plan.Unsaid()
		switch rapid.IntRange(0, 2).Draw(t, "country") {
		case 1:
			a.Country, a.Table = "US", "2026"
			a.Typed[plan.CountryKey], a.Typed[plan.TableKey] = true, true
		case 2: // the newest table of the country
			a.Country, a.Table, a.Typed[plan.CountryKey] = "UK", "2025/26", true
		}
		if rapid.Bool().Draw(t, "live") {
			a.Live = rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "channels")
			a.Typed[plan.LiveKey] = true
		}
		if rapid.Bool().Draw(t, "bands") {
			a.Bands = []salary.Band{{Tier: 1, Grade: rapid.String().Draw(t, "grade"), Min: rapid.Float64Range(1, 1e7).Draw(t, "min"), Mid: 2, Max: 0.1 + 0.2}, {Tier: 2, Grade: "x"}}
			a.Grades = map[int]string{2: rapid.String().Draw(t, "grade of the people")}
		}
		if rapid.Bool().Draw(t, "own table") {
			own := salary.Tables()[rapid.IntRange(0, len(salary.Tables())-1).Draw(t, "which")]
			own.Components[0].Rate, own.Source = rapid.Float64Range(0, 1).Draw(t, "rate"), "law "+rapid.String().Draw(t, "source")
			a.Tables, a.Country, a.Table, a.Typed[plan.FileKey] = []salary.Table{own}, own.Country, string(own.Year), true
			delete(a.Typed, plan.CountryKey)
			delete(a.Typed, plan.TableKey)
		}
		for _, f := range plan.Fields() {
			if rapid.IntRange(0, 3).Draw(t, f.Key) == 0 {
				a.Values[f.Key] = origin.Type(rapid.Float64Range(f.Low, f.High).Draw(t, "amount"), f.Unit)
			}
		}
		for _, f := range plan.CategoryFields() {
			key := plan.CategoryKey(rapid.String().Draw(t, "category"), f.Key)
			a.Values[key] = origin.Type(rapid.Float64Range(f.Low, f.High).Draw(t, "amount"), f.Unit)
		}
		return a
	})
}

// What is typed comes back from its entries as it was, and what this program does not know is left over whole.
func TestEntriesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := typedAssumptions().Draw(t, "assumptions")
		strange := []plan.Entry{{Key: "tier9.salary", Amount: 3}, {Key: "country", Amount: 3}, {Key: "colour", Words: []string{"red", "blue"}}, {Key: "growth", Words: []string{"lots"}},
			{Key: "tier3.grade", Words: []string{"x"}}, {Key: "band", Words: []string{"1", "x", "2"}}, {Key: "band", Words: []string{"1", "x", "2", "3", "many"}}, {Key: "on_cost_file", Words: []string{"{}"}}}
		got, unread := plan.Typing(append(want.Entries(), strange...))
		if diff := cmp.Diff(want.Entries(), got.Entries()); diff != "" {
			t.Fatalf("entries (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("assumptions (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(strange, unread); diff != "" {
			t.Fatalf("unread (-want +got):\n%s", diff)
		}
		s := plan.Scenario{Assumptions: got, Unread: unread}
		if all := s.All(); len(all) != len(want.Entries())+len(strange) {
			t.Fatalf("%d entries", len(all))
		}
	})
}
