package page_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
)

func bar(t *testing.T, query string, choices map[string][]string) page.FilterBar {
	t.Helper()
	return page.NewFilterBar(pagetest.Ask(t, pagetest.New(), "en", query), choices)
}

func TestChipsTakeOneValueAway(t *testing.T) {
	got := bar(t, "category=Printers&category=&tier=2", nil)
	want := []page.Chip{
		{Label: "Tier", Text: "2nd level", Link: "/?category=&category=Printers"},
		{Label: "Category", Text: "not known", Link: "/?category=Printers&tier=2"},
		{Label: "Category", Text: "Printers", Link: "/?category=&tier=2"},
	}
	if diff := cmp.Diff(want, got.Chips); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Clear != "/" {
		t.Errorf("Clear = %q, want /", got.Clear)
	}
}

// What the form has no field for travels in hidden fields, so that a plain GET form keeps the whole state.
func TestHiddenFields(t *testing.T) {
	got := bar(t, "period=4w&compare=year&hours=business", nil)
	want := []page.Hidden{{Name: "period", Value: "4w"}, {Name: "compare", Value: "year"}, {Name: "hours", Value: "business"}}
	if diff := cmp.Diff(want, got.Hidden); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.From != "" || got.To != "" {
		t.Errorf("a named period fills the date fields: %q, %q", got.From, got.To)
	}
	typed := bar(t, "from=2026-01-05&to=2026-02-01", nil)
	if typed.From != "2026-01-05" || typed.To != "2026-02-01" || len(typed.Hidden) != 0 || typed.Period != "5 Jan 2026 – 1 Feb 2026" {
		t.Errorf("typed period: %+v", typed)
	}
}

func TestDimensionsOfferWhatIsKnown(t *testing.T) {
	many := make([]string, 250)
	for i := range many {
		many[i] = fmt.Sprintf("value %d", i)
	}
	got := bar(t, "team=value+249", map[string][]string{"team": many, "region": {}})
	if len(got.Dims) != 1 {
		t.Fatalf("dimensions %+v, want team only", got.Dims)
	}
	menu := got.Dims[0]
	if !menu.Open || !menu.Choices[0].Checked || menu.Choices[0].Value != "value 249" {
		t.Errorf("the chosen value is not on top: %+v", menu.Choices[0])
	}
	if len(menu.Choices) != 201 || menu.More == "" {
		t.Errorf("%d choices, more: %q", len(menu.Choices), menu.More)
	}
}

func TestExactlyOneOptionIsCurrent(t *testing.T) {
	got := bar(t, "compare=none&hours=business&period=all", nil)
	for name, options := range map[string][]page.Option{"period": got.Presets, "compare": got.Compares, "clock": got.Clocks} {
		n := 0
		for _, o := range options {
			if o.Current {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d current options, want 1", name, n)
		}
	}
}
