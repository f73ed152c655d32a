package state_test

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/dashboard/state"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// Words stand several times, an empty list is a typed one, and categories are numbers like others.
func TestTypedWordsAndCategories(t *testing.T) {
	s := parseTyped(t, "live_channels=phone&live_channels=%22fax%22&country=US&category.a.b.solve=0.5&category.x.nonsense=1&growth=2&category=X&tier1.grade=junior")
	want := []state.Typed{{"country", "US"}, {"live_channels", "phone"}, {"live_channels", `"fax"`}, {"tier1.grade", "junior"}, {"growth", "2"}, {"category.a.b.solve", "0.5"}}
	if diff := cmp.Diff(want, s.Typed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	entries := []plan.Entry{{Key: "country", Words: []string{"US"}}, {Key: "live_channels", Words: []string{"phone", `"fax"`}}, {Key: "tier1.grade", Words: []string{"junior"}}}
	if diff := cmp.Diff(entries, s.Entries()); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	none := parseTyped(t, "live_channels=")
	if diff := cmp.Diff([]plan.Entry{{Key: "live_channels", Words: []string{}}}, none.Entries()); diff != "" || none.Link("/") != "/?live_channels=" {
		t.Errorf("no channel: %s\n%s", none.Link("/"), diff)
	}
}

func TestNamesOfScenarios(t *testing.T) {
	s := parseTyped(t, "scenario=A&scenario=&scenario=%3Cb%3E")
	if !slices.Equal(s.Beside, []string{"A", "<b>"}) || s.Link("/scenarios") != "/scenarios?scenario=A&scenario=%3Cb%3E" {
		t.Errorf("got %q, %s", s.Beside, s.Link("/scenarios"))
	}
	if many := parseTyped(t, strings.Repeat("scenario=x&", 100)); len(many.Beside) != 20 {
		t.Errorf("%d names are kept", len(many.Beside))
	}
}

// What a scenario types is in its address to the last bit.
func TestAddressCarriesAScenario(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x := plan.Untyped()
		if rapid.Bool().Draw(r, "words") {
			x.Country, x.Table, x.Typed[plan.CountryKey] = "UK", "2025/26", true
			x.Live, x.Typed[plan.LiveKey] = rapid.SliceOfN(rapid.StringN(1, 5, 20), 0, 3).Draw(r, "channels"), true
			x.Grades = map[int]string{2: "senior"}
			x.Bands = []salary.Band{{Tier: 2, Grade: "senior", Min: rapid.Float64Range(1, 1e6).Draw(r, "min"), Mid: 2, Max: 3}}
		}
		for _, f := range plan.Fields() {
			if rapid.Bool().Draw(r, f.Key) {
				x.Values[f.Key] = origin.Type(rapid.Float64Range(f.Low, f.High).Draw(r, "amount"), f.Unit)
			}
		}
		key := plan.CategoryKey(rapid.StringN(0, 5, 20).Draw(r, "category"), "solve")
		x.Values[key] = origin.Type(rapid.Float64Range(0, 1).Draw(r, "solve"), origin.Share)
		s, ok := state.State{Preset: "13w", Compare: "previous", Hours: "calendar", Typed: []state.Typed{{"growth", "9"}}}.Typing(x)
		v, err := url.ParseQuery(s.Values().Encode())
		if err != nil || !ok {
			r.Fatal(err, ok)
		}
		again, _ := state.Parse(v, first, last)
		got, unread := plan.Typing(slices.Concat(again.Entries(), numbers(r, again)))
		if diff := cmp.Diff(x.Assumptions, got); diff != "" || len(unread) > 0 {
			r.Fatalf("(-want +got):\n%s%v", diff, unread)
		}
	})
}

// numbers are the numbers that are typed.
func numbers(t *rapid.T, s state.State) (all []plan.Entry) {
	for _, typed := range s.Typed {
		if !slices.Contains(state.Words, typed.Key) {
			all = append(all, plan.Entry{Key: typed.Key, Amount: amountOf(t, typed.Text)})
		}
	}
	return all
}

func amountOf(t *rapid.T, text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// An address says when it cannot carry a scenario.
func TestTooMuchForAnAddress(t *testing.T) {
	own, newer, large := plan.Untyped(), plan.Untyped(), plan.Untyped()
	own.Tables, own.Typed[plan.FileKey] = salary.Tables()[:1], true
	newer.Unread = []plan.Entry{{Key: "mood", Amount: 1}}
	large.Values[plan.CategoryKey(strings.Repeat("x", 20_000), "solve")] = origin.Type(1, origin.Share)
	for name, x := range map[string]plan.Scenario{"own table": own, "newer": newer, "large": large} {
		if _, ok := (state.State{}).Typing(x); ok {
			t.Errorf("%s: is carried", name)
		}
	}
}
