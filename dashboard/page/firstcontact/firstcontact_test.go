package firstcontact_test

import (
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/firstcontact"
	"tiermix/dashboard/page/pagetest"
)

func load(t *testing.T, desk *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, firstcontact.Widgets(), desk, lang, id, query)
}

// The reader chooses what counts as solved at the first contact; every card then speaks of that.
func TestDefinitionIsChosen(t *testing.T) {
	for query, want := range map[string]string{"": "First-contact resolution", "figure=one_touch": "One-touch tickets", "figure=backlog": "First-contact resolution"} {
		for _, id := range []string{"firstcontact-trend", "firstcontact-matrix", "firstcontact-categories", "firstcontact-channels"} {
			c := load(t, pagetest.New(), "en", id, query)
			if !strings.HasPrefix(c.Sub, want+"; ") || len(c.Table.Rows) == 0 {
				t.Errorf("%s with %q: %q, %d rows", id, query, c.Sub, len(c.Table.Rows))
			}
		}
	}
	options := load(t, pagetest.New(), "en", "firstcontact-trend", "figure=one_touch&region=South").More.([]page.Option)
	current := 0
	for _, o := range options {
		if o.Current {
			current++
		}
		if !strings.Contains(o.Link, "region=South") || strings.Count(o.Link, "figure=") > 1 {
			t.Errorf("%s leads to %s", o.Text, o.Link)
		}
	}
	if len(options) != len(firstcontact.Definitions) || current != 1 || strings.Contains(options[0].Link, "figure=") {
		t.Errorf("options %+v", options)
	}
}

// A cell of the heat map filters by both of its dimensions, and its number opens the tickets behind it.
func TestMatrixLeadsOn(t *testing.T) {
	c := load(t, pagetest.New(), "de", "firstcontact-matrix", "figure=fcr_net")
	if c.Figure == nil || len(c.Figure.Links[0]) == 0 || len(c.Figure.Links[0]) != len(c.Figure.Tips[0]) {
		t.Fatalf("figure %+v", c.Figure)
	}
	if link := c.Figure.Links[0][0]; !strings.Contains(link, "category=") || !strings.Contains(link, "channel=") || !strings.Contains(link, "figure=fcr_net") {
		t.Errorf("a cell leads to %s", link)
	}
	found := false
	for _, cell := range c.Table.Rows[0][1:] {
		if cell.Link != "" {
			found = true
			if !strings.HasPrefix(cell.Link, page.TicketsPath+"?") || !strings.Contains(cell.Link, "channel=") || !strings.Contains(cell.Text, " % von ") && !strings.Contains(cell.Text, "\u00a0% von ") {
				t.Errorf("cell %+v", cell)
			}
		}
	}
	if !found {
		t.Error("no number opens its tickets")
	}
}

func TestUnavailableDefinitionSaysWhy(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["first_contact_resolution"] = "not available: the source has no contact records"
	for _, id := range []string{"firstcontact-trend", "firstcontact-matrix", "firstcontact-categories"} {
		if c := load(t, desk, "en", id, ""); !strings.Contains(c.Empty, "no contact records") || len(c.Table.Rows) > 0 {
			t.Errorf("%s: %+v", id, c)
		}
	}
	if c := load(t, desk, "en", "firstcontact-trend", ""); c.More == nil {
		t.Error("no other definition can be chosen")
	}
}
