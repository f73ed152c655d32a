package pagetest

import (
	"net/url"
	"testing"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
)

// Ask is the question of a reader of the invented desk, in a language, with the parameters of an address.
func Ask(t testing.TB, desk *Desk, lang, query string) page.Ask {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatalf("load words: %v", err)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatalf("parse %q: %v", query, err)
	}
	s, problems := state.Parse(values, desk.State.First, desk.State.Last)
	if len(problems) > 0 {
		t.Fatalf("address %q: %v", query, problems)
	}
	return page.Ask{Source: desk, Status: desk.State, State: s, L: words.Choose(lang), Path: "/"}
}
