package escalation_test

import (
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/escalation"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/driver"
	"tiermix/model/flow"
)

func german(t *testing.T, desk *pagetest.Desk, id string) page.Content {
	t.Helper()
	return pagetest.Load(t, escalation.Widgets(), desk, "de", id, "")
}

func said(c page.Content) string { return c.Sub + "\n" + strings.Join(c.Notes, "\n") }

func TestDriversSayThatTheyAreAssociation(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, "escalation-drivers", "")
	if c.Figure == nil || len(c.Table.Rows) != 20 || len(c.Table.Head) != 7 {
		t.Fatalf("%d rows", len(c.Table.Rows))
	}
	if !strings.HasPrefix(c.Notes[0], "This is association, not cause") || !strings.HasPrefix(german(t, desk, "escalation-drivers").Notes[0], "Das ist Zusammenhang, nicht Ursache") {
		t.Errorf("notes %q", c.Notes)
	}
	for _, part := range []string{"Lost when one is left out: Category", "One value only: Region.", "The 20 of 22 values", "known on one side only", "of the variation (McFadden), AUC 0."} {
		if !strings.Contains(said(c), part) {
			t.Errorf("%q is not said in\n%s", part, said(c))
		}
	}
}

// The highest odds ratio comes first; a category of which nothing was escalated is bounded on one side.
func TestDriversTable(t *testing.T) {
	c := load(t, pagetest.New(), "escalation-drivers", "")
	last, found := c.Table.Rows[len(c.Table.Rows)-1], false
	for _, row := range c.Table.Rows {
		if row[1].Text == "Backup" {
			found = strings.HasPrefix(row[5].Text, "at most 0.0") && row[6].Text == "< 0.0001" && row[3].Text == "0.0\u00a0%"
		}
	}
	if !found || !strings.HasPrefix(last[4].Text, "0.") {
		t.Errorf("rows %+v", c.Table.Rows)
	}
	names := ""
	for _, row := range c.Table.Rows {
		names += row[0].Text + "=" + row[1].Text + " "
	}
	if !strings.Contains(names, "Weekday=Mon ") || !strings.Contains(names, "Hour=8:00 ") || !strings.Contains(names, "Category=not known ") {
		t.Errorf("values %s", names)
	}
}

func TestDriversThatCannotTell(t *testing.T) {
	desk := pagetest.New()
	desk.Known = driver.Table{Factors: desk.Known.Factors}
	if c := load(t, desk, "escalation-drivers", ""); !strings.Contains(c.Empty, "nothing to explain") || c.Figure != nil {
		t.Errorf("content %+v", c)
	}
	if c := german(t, desk, "escalation-drivers"); !strings.Contains(c.Empty, "nichts zu erklären") {
		t.Errorf("content %+v", c)
	}
}

// A product for each category: the page says that the two cannot be told apart.
func TestDriversThatFollowFromOthers(t *testing.T) {
	desk := pagetest.New()
	category := desk.Known.Factors[0]
	desk.Known.Factors = append(desk.Known.Factors, driver.Factor{Name: "product", Levels: category.Levels})
	for i, r := range desk.Known.Rows {
		desk.Known.Rows[i].Levels = append(r.Levels, r.Levels[0])
	}
	if c := load(t, desk, "escalation-drivers", ""); !strings.Contains(said(c), "Product follows from Category:") {
		t.Errorf("notes %q", c.Notes)
	}
	if c := german(t, desk, "escalation-drivers"); !strings.Contains(said(c), "Kategorie folgt aus Produkt:") {
		t.Errorf("notes %q", c.Notes)
	}
}

func TestDriversOfHostileNames(t *testing.T) {
	desk := pagetest.New()
	for k := range desk.Known.Factors[:2] {
		desk.Known.Factors[k].Levels = append([]string{}, desk.Known.Factors[k].Levels...)
		copy(desk.Known.Factors[k].Levels, pagetest.Hostile)
	}
	for _, row := range load(t, desk, "escalation-drivers", "").Table.Rows {
		if len([]rune(row[1].Text)) > 90 {
			t.Errorf("a name of %d letters", len(row[1].Text))
		}
	}
}

func TestReasons(t *testing.T) {
	c := load(t, pagetest.New(), "escalation-reasons", "")
	if len(c.Table.Rows) != 5 || c.Table.Rows[0][0].Text != "needs admin rights" || c.Table.Rows[4][4].Text != "100.0\u00a0%" || !c.Table.Rows[2][0].Strong || c.Table.Rows[3][0].Strong {
		t.Errorf("rows %+v", c.Table.Rows)
	}
	want := "2,346 moves to a higher tier, by the reason that the records give\n3 of 5 reasons make up 87.7\u00a0% of the escalations with a reason.\n" +
		"No reason was given for 231 escalations (9.8\u00a0%); they are in no share.\nNot counted, because one of the two teams has no tier: 4 moves."
	if said(c) != want {
		t.Errorf("got\n%s\nwant\n%s", said(c), want)
	}
}

func TestReasonsThatAreNotThere(t *testing.T) {
	desk := pagetest.New()
	desk.Why = flow.Reasons{All: []flow.Reason{{Moves: 7, Tickets: 6}}}
	if c := load(t, desk, "escalation-reasons", ""); c.Empty != "7 escalations, none with a reason: the source gives no reasons for escalations." {
		t.Errorf("content %+v", c)
	}
	desk.Why = flow.Reasons{LeftOut: 9}
	if c := load(t, desk, "escalation-reasons", ""); c.Empty != "Not counted, because one of the two teams has no tier: 9 moves." {
		t.Errorf("content %+v", c)
	}
	desk.Why = flow.Reasons{}
	if c := german(t, desk, "escalation-reasons"); c.Empty != "In diesem Zeitraum wurde kein Ticket eskaliert." {
		t.Errorf("content %+v", c)
	}
}

// More reasons than the chart has room for stay in the table, as far as that goes.
func TestManyReasons(t *testing.T) {
	desk := pagetest.New()
	desk.Why = flow.Reasons{}
	for i := range 60 {
		desk.Why.All = append(desk.Why.All, flow.Reason{Reason: strings.Repeat("x", i+1), Moves: 100 - i, Tickets: 1})
	}
	c := load(t, desk, "escalation-reasons", "")
	if len(c.Table.Rows) != 50 || !strings.Contains(said(c), "The 12 most frequent of 60 reasons are drawn.") || len(c.Figure.Tips[0]) != 12 {
		t.Errorf("%d rows, %s", len(c.Table.Rows), said(c))
	}
}
