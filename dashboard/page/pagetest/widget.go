package pagetest

import (
	"testing"

	"tiermix/dashboard/page"
	"tiermix/model/plan"
)

// Load is what one of the widgets, named by its id, shows of a desk to a reader with a language and an address.
func Load(t testing.TB, all []page.Widget, desk *Desk, lang, id, query string) page.Content {
	t.Helper()
	return Show(t, all, id, Ask(t, desk, lang, query))
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
