package state_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/state"
)

func parseTyped(t *testing.T, query string) state.State {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := state.Parse(v, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func TestTypedAssumptionsAreInEveryLink(t *testing.T) {
	s := parseTyped(t, "growth=0.1&tier1.salary=+40000+&tier2.salary=&nonsense=3")
	want := []state.Typed{{"tier1.salary", "40000"}, {"growth", "0.1"}}
	if diff := cmp.Diff(want, s.Typed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := s.Link("/x"); got != "/x?growth=0.1&tier1.salary=40000" {
		t.Errorf("link %s", got)
	}
	if got := s.Untyped().Link("/x"); got != "/x" {
		t.Errorf("without what is typed: %s", got)
	}
	if s.Key() == s.Untyped().Key() {
		t.Error("two plans have one key in the cache")
	}
}

func TestALongNumberIsCut(t *testing.T) {
	s := parseTyped(t, "growth="+strings.Repeat("%C3%A4", 1000))
	if text := s.Typed[0].Text; len(text) > 110 || !strings.HasSuffix(text, "ä…") {
		t.Errorf("got %q", text)
	}
}

// Two numbers for one assumption are shown both, and are no number; the same one twice is one.
func TestTypedTwice(t *testing.T) {
	s := parseTyped(t, "growth=0.1&growth=0.1&tier1.salary=38000&tier1.salary=&tier1.salary=39000")
	want := []state.Typed{{"tier1.salary", "38000 / 39000"}, {"growth", "0.1"}}
	if diff := cmp.Diff(want, s.Typed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A key that is written like one of an assumption and is none is told; what other pages or programs put into an address is not.
func TestAssumptionsThatThereAreNot(t *testing.T) {
	v, err := url.ParseQuery("tier1.minutes=5&tier1.salary=40000&nonsense=3&utm.source=x&on_cost_file=/etc/passwd&hours.=1&tier3.salary=1&shift." + strings.Repeat("x", 200) + "=1")
	if err != nil {
		t.Fatal(err)
	}
	_, problems := state.Parse(v, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	var told []any
	for _, p := range problems {
		if p.Key != "problem.assumption" {
			t.Errorf("got %+v", p)
		}
		told = append(told, p.Args...)
	}
	if diff := cmp.Diff([]any{"hours.", "on_cost_file", "tier1.minutes"}, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A number of an address is the same to a reader of any language: 1.1250 is no 1,125.
func TestWrittenNumbers(t *testing.T) {
	for v, want := range map[float64]string{38290: "38290", 38.29: "38.29", 1.125: "1.1250", -1.125: "-1.1250", 0.005: "0.0050", 0.0625: "0.0625", 1e-60: "1e-60", 0: "0"} {
		if got := state.Written(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}
