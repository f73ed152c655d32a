package page_test

import (
	"strings"
	"testing"

	"tiermix/dashboard/page/pagetest"
)

func TestNames(t *testing.T) {
	desk := pagetest.New()
	en, de := pagetest.Ask(t, desk, "en", ""), pagetest.Ask(t, desk, "de", "")
	for _, test := range []struct{ name, got, want string }{
		{"value", en.Name("category", "Printers"), "Printers"},
		{"not known", en.Name("category", ""), "not known"},
		{"not known, German", de.Name("category", ""), "unbekannt"},
		{"no team", en.Name("team", ""), "no team"},
		{"tier", en.Name("tier", "2"), "2nd level"},
		{"tier, German", de.Name("tier", "2"), "2nd Level"},
		{"giving tier", en.Name("from_tier", "1"), "1st level"},
		{"no tier", en.Name("from_tier", ""), "no tier"},
		{"a tier that the ladder lacks", en.Name("tier", "7"), "tier 7"},
		{"a tier that is no number", en.Name("tier", "x"), "x"},
		{"a nameless tier", en.TierName(nil), "no tier"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
	if got := en.Name("team", strings.Repeat("x", 10000)); len([]rune(got)) != 80 {
		t.Errorf("a long name has %d characters, want 80", len([]rune(got)))
	}
}

func TestStages(t *testing.T) {
	en := pagetest.Ask(t, pagetest.New(), "en", "")
	for stage, want := range map[string]string{
		"channel:phone": "phone", "channel:": "not known", "channel:a:b": "a:b", "channels:other": "other channels", "tier:1": "1st level",
		"tier:": "no tier", "back:1": "back in 1st level", "again:2": "again in 2nd level", "solved:3": "solved in 3rd level", "open:2": "open in 2nd level",
	} {
		if got := en.Stage(stage); got != want {
			t.Errorf("Stage(%q) = %q, want %q", stage, got, want)
		}
	}
}

func TestBuckets(t *testing.T) {
	desk := pagetest.New()
	en, de := pagetest.Ask(t, desk, "en", ""), pagetest.Ask(t, desk, "de", "")
	for _, test := range []struct{ got, want string }{
		{en.Bucket("week", "2026-W05"), "W5"}, {de.Bucket("week", "2026-W44"), "KW 44"},
		{en.Bucket("day", "2026-10-05"), "5 Oct"}, {de.Bucket("day", "2026-10-05"), "05.10."},
		{en.Bucket("month", "2026-10"), "Oct 2026"}, {en.Bucket("day", "nonsense"), "nonsense"},
		{en.Bucket("month", "x"), "x"}, {en.Bucket("week", "2026-10-05"), "5 Oct"}, {en.Bucket("week", "x"), "x"},
	} {
		if test.got != test.want {
			t.Errorf("bucket %q, want %q", test.got, test.want)
		}
	}
}

func TestQueriesCarryTheReader(t *testing.T) {
	ask := pagetest.Ask(t, pagetest.New(), "de", "hours=business&compare=year&team=Network")
	q := ask.Query([]string{"week"}, "backlog")
	if q.Compare.Mode != "" || q.Lang != "de" || q.Hours != "business" || q.By[0] != "week" || q.Where[0].Dim != "team" {
		t.Errorf("query %+v", q)
	}
	if q := ask.Compared(nil, "backlog"); q.Compare.Mode != "year" || q.Lang != "de" {
		t.Errorf("compared query %+v", q)
	}
}
