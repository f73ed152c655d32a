package pagetest

import (
	"context"
	"net/url"
	"slices"
	"testing"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
	"tiermix/model/access"
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
	return page.Ask{Source: desk, Status: desk.State, State: s, L: words.Choose(lang), Path: "/", Visitor: access.Visitor{Owner: true}}
}

// Shared is an ask whose parts share what they compute, as those of one page do. What the desk holds must not change between them.
func Shared(ask page.Ask) page.Ask {
	made := map[string]any{}
	ask.Share = func(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
		if v, ok := made[key]; ok {
			return v, nil
		}
		v, err := compute(ctx)
		if err == nil {
			made[key] = v
		}
		return v, err
	}
	return ask
}

// Show is what one of the widgets, named by its id, shows to an ask.
func Show(t testing.TB, all []page.Widget, id string, ask page.Ask) page.Content {
	t.Helper()
	i := slices.IndexFunc(all, func(w page.Widget) bool { return w.ID == id })
	if i < 0 {
		t.Fatalf("no widget %s", id)
	}
	c, err := all[i].Load(context.Background(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
