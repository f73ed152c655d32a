package locale_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/locale"
)

func load(t *testing.T) *locale.Catalogue {
	t.Helper()
	c, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryLanguageHasTheSameKeys(t *testing.T) {
	all := load(t).All()
	for _, l := range all[1:] {
		if diff := cmp.Diff(all[0].Keys(), l.Keys()); diff != "" {
			t.Errorf("keys of %s differ from %s (-%s +%s):\n%s", l.Code, all[0].Code, all[0].Code, l.Code, diff)
		}
	}
}

func TestEveryLanguageHasTheSamePlaceholders(t *testing.T) {
	marks := regexp.MustCompile(`\{\d\}`)
	all := load(t).All()
	for _, key := range all[0].Keys() {
		want := places(marks, all[0].T(key))
		for _, l := range all[1:] {
			if got := places(marks, l.T(key)); !slices.Equal(got, want) {
				t.Errorf("%s: placeholders of %s = %v, want %v as in %s", key, l.Code, got, want, all[0].Code)
			}
		}
	}
}

func places(marks *regexp.Regexp, text string) []string {
	found := marks.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestNoTextIsEmpty(t *testing.T) {
	for _, l := range load(t).All() {
		for _, key := range l.Keys() {
			if l.T(key) == "" {
				t.Errorf("%s: %s is empty", l.Code, key)
			}
		}
	}
}

func TestChoose(t *testing.T) {
	c := load(t)
	for _, test := range []struct {
		name   string
		wishes []string
		want   string
	}{
		{"nothing", nil, "en"},
		{"address wins", []string{"de", "en", "en"}, "de"},
		{"cookie before header", []string{"", "de", "en-GB"}, "de"},
		{"header", []string{"", "", "de-AT,de;q=0.9,en;q=0.8"}, "de"},
		{"header by weight", []string{"", "", "fr,en;q=0.3,de;q=0.7"}, "de"},
		{"unknown language", []string{"fr"}, "en"},
		{"unknown, then known", []string{"fr", "de"}, "de"},
		{"nonsense", []string{"';drop", "de"}, "de"},
	} {
		if got := c.Choose(test.wishes...).Code; got != test.want {
			t.Errorf("%s: Choose(%q) = %s, want %s", test.name, test.wishes, got, test.want)
		}
	}
}

func TestText(t *testing.T) {
	en := load(t).Choose("en")
	if got, want := en.T("trend.limits", "1", "2"), "control limits 1–2"; got != want {
		t.Errorf("T = %q, want %q", got, want)
	}
	if got, want := en.T("no.such.key"), "⟦no.such.key⟧"; got != want {
		t.Errorf("T of a missing key = %q, want %q", got, want)
	}
	if got, want := en.Or("no.such.key", "plain"), "plain"; got != want {
		t.Errorf("Or = %q, want %q", got, want)
	}
	if en.Has("no.such.key") || !en.Has("nav.overview") {
		t.Error("Has does not tell known from unknown keys")
	}
}

// An argument that looks like a placeholder stays as it is: names from the data may hold anything.
func TestTextDoesNotExpandArguments(t *testing.T) {
	en := load(t).Choose("en")
	if got, want := en.T("changes.part", "{1}", "x"), "{1} (x)"; got != want {
		t.Errorf("T = %q, want %q", got, want)
	}
}

func TestPlural(t *testing.T) {
	c := load(t)
	for _, test := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 tickets"}, {"en", 1, "1 ticket"}, {"en", 48213, "48,213 tickets"},
		{"de", 1, "1 Ticket"}, {"de", 48213, "48.213 Tickets"},
	} {
		if got := c.Choose(test.lang).Plural("tickets", test.n); got != test.want {
			t.Errorf("%s: Plural(%d) = %q, want %q", test.lang, test.n, got, test.want)
		}
	}
}
