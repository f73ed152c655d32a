package pagetest

import (
	"context"
	"slices"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/model/plan"
)

// Load is what one of the widgets, named by its id, shows of a desk to a reader with a language and an address.
func Load(t testing.TB, all []page.Widget, desk *Desk, lang, id, query string) page.Content {
	t.Helper()
	i := slices.IndexFunc(all, func(w page.Widget) bool { return w.ID == id })
	if i < 0 {
		t.Fatalf("no widget %s", id)
	}
	c, err := all[i].Load(context.Background(), Ask(t, desk, lang, query))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Plan is the plan of a desk with nothing typed, as the pages show it.
func Plan(t testing.TB, desk *Desk) plan.Result {
	t.Helper()
	in, err := plan.Build(desk.Wanted, plan.Unsaid())
	if err != nil {
		t.Fatal(err)
	}
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	return r
}
