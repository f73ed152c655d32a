package knowledge_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/knowledge"
	"tiermix/dashboard/page/pagetest"
	model "tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/shiftleft"
)

// desk is the invented one as every page gets it: without the pay of few people.
func desk() *pagetest.Desk {
	d := pagetest.New()
	d.Wanted = d.Wanted.Withheld()
	return d
}

func load(t *testing.T, d *pagetest.Desk, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, knowledge.Widgets(), d, "en", id, query)
}

func texts(row []page.Cell) string {
	var all []string
	for _, c := range row {
		all = append(all, c.Text)
	}
	return strings.Join(all, "|")
}

// The card shows what the model says to the same tickets, with prices that no withheld pay is in.
func TestShiftLeft(t *testing.T) {
	d := desk()
	in, err := plan.Build(d.Wanted, plan.Unsaid())
	if err != nil {
		t.Fatal(err)
	}
	want, err := shiftleft.Make(in, d.Second, 0)
	if err != nil {
		t.Fatal(err)
	}
	c := load(t, d, "knowledge-shiftleft", "")
	if len(c.Table.Rows) != len(want.Categories) || c.Figure == nil || want.Tickets == 0 {
		t.Fatalf("%d rows for %d categories, figure %v", len(c.Table.Rows), len(want.Categories), c.Figure)
	}
	l := pagetest.Ask(t, d, "en", "").L
	first := want.Categories[0]
	row := c.Table.Rows[0]
	if row[1].Text != l.Number(first.Money.Value, 0)+"\u00a0€" || row[5].Text != l.Count(first.Tickets) || !strings.Contains(row[0].Link, "category=Permissions") {
		t.Errorf("row %s of %+v", texts(row), first)
	}
	i := slices.IndexFunc(c.Table.Rows, func(r []page.Cell) bool { return r[0].Text == "Web shop" })
	if i < 0 || c.Table.Rows[i][1].Text != "no price" {
		t.Errorf("a category that the plan does not have: %d", i)
	}
	if !slices.ContainsFunc(c.Notes, func(n string) bool {
		return strings.Contains(n, "Prices are those of the plan") && strings.Contains(n, "default")
	}) {
		t.Errorf("notes %q", c.Notes)
	}
}

func TestReasons(t *testing.T) {
	c := load(t, desk(), "knowledge-reasons", "")
	if len(c.Table.Rows) == 0 || !strings.HasPrefix(c.Table.Rows[0][0].Text, "marked: 1st level could have solved it") {
		t.Errorf("rows %v", c.Table.Rows)
	}
	de := pagetest.Load(t, knowledge.Widgets(), desk(), "de", "knowledge-reasons", "")
	if !strings.HasPrefix(de.Table.Rows[0][0].Text, "markiert: ") {
		t.Errorf("in German: %s", de.Table.Rows[0][0].Text)
	}
}

// Single tickets stay out of the page.
func TestCandidates(t *testing.T) {
	c := load(t, desk(), "knowledge-candidates", "")
	if len(c.Table.Rows) == 0 {
		t.Fatalf("content %+v", c)
	}
	for _, row := range c.Table.Rows {
		if strings.Contains(texts(row), "T-secret") {
			t.Errorf("a ticket is named: %s", texts(row))
		}
	}
	if !strings.Contains(texts(c.Table.Rows[0]), "Permissions") {
		t.Errorf("first row %s", texts(c.Table.Rows[0]))
	}
}

func TestEffects(t *testing.T) {
	c := load(t, desk(), "knowledge-effects", "")
	if len(c.Table.Rows) != 1 || c.Figure == nil {
		t.Fatalf("content %+v", c)
	}
	row := texts(c.Table.Rows[0])
	for _, want := range []string{"KB-12", "Permissions", "50.0\u00a0% (280 of 560)", "30.0\u00a0% (168 of 560)", "-20.0 points"} {
		if !strings.Contains(row, want) {
			t.Errorf("%q is not in %s", want, row)
		}
	}
	if title := c.Table.Rows[0][7].Title; !strings.Contains(title, "2 categories without a new article then") {
		t.Errorf("comparison %q", title)
	}
	if len(c.Notes) != 3 || !strings.Contains(c.Notes[2], "regression to the mean") {
		t.Errorf("notes %q", c.Notes)
	}
	// before the launch there is nothing to show, and a filter on another category leaves it out
	if c := load(t, desk(), "knowledge-effects", "from=2026-01-01&to=2026-02-01"); !strings.Contains(c.Empty, "No article was first used") {
		t.Errorf("before: %+v", c)
	}
	if c := load(t, desk(), "knowledge-effects", "category=Backup"); c.Empty != "No article could be measured yet." {
		t.Errorf("backup: %+v", c)
	}
}

// A source that does not tell something says so on the card that needs it, and what would be needed.
func TestMissingEvidence(t *testing.T) {
	bare := func(change func(*shiftleft.Group)) *pagetest.Desk {
		d := desk()
		d.Second.Groups = slices.Clone(d.Second.Groups)
		for i := range d.Second.Groups {
			change(&d.Second.Groups[i])
		}
		return d
	}
	untold := bare(func(g *shiftleft.Group) {
		g.Marked, g.Judged, g.Known, g.Unlinked, g.Tried, g.Minutes = false, 0, 0, false, true, nil
	})
	if c := load(t, untold, "knowledge-shiftleft", ""); !strings.Contains(c.Empty, "none is known to be within reach") || !strings.Contains(strings.Join(c.Notes, " "), "level1_capable") ||
		!strings.Contains(strings.Join(c.Notes, " "), "records no minutes at 2nd level") {
		t.Errorf("got %+v", c)
	}
	if c := load(t, untold, "knowledge-candidates", ""); !strings.Contains(c.Empty, "knowledge_key") {
		t.Errorf("got %+v", c)
	}
	none := desk()
	none.Second, none.Written = shiftleft.Solved{}, model.History{}
	for id, want := range map[string]string{
		"knowledge-shiftleft": "No ticket was solved at 2nd level", "knowledge-reasons": "No ticket was solved at 2nd level",
		"knowledge-candidates": "No ticket was solved at 2nd level", "knowledge-effects": "map their names to knowledge_key",
	} {
		if c := load(t, none, id, ""); !strings.Contains(c.Empty, want) || c.Figure != nil {
			t.Errorf("%s: %+v", id, c)
		}
	}
	unplanned := desk()
	unplanned.Wanted = plan.Demand{}
	if c := load(t, unplanned, "knowledge-shiftleft", ""); c.Empty == "" {
		t.Errorf("without a plan: %+v", c)
	}
}

func TestTiles(t *testing.T) {
	got, err := knowledge.Tiles(context.Background(), pagetest.Ask(t, desk(), "en", ""))
	if err != nil || len(got.Tiles) != 4 {
		t.Fatalf("%+v, %v", got, err)
	}
	if got.Tiles[0].ID != "knowledge_rate" || got.Tiles[3].ID != "shiftmoney" || !got.Tiles[3].Available || !strings.Contains(got.Tiles[3].Value, "€") {
		t.Errorf("tiles %+v", got.Tiles)
	}
	if !strings.Contains(got.Note, "withheld") && got.Note == "" {
		t.Errorf("note %q says nothing of the pay that is withheld", got.Note)
	}
	none := desk()
	none.Second = shiftleft.Solved{}
	got, err = knowledge.Tiles(context.Background(), pagetest.Ask(t, none, "en", ""))
	if err != nil || got.Tiles[3].Available || !strings.Contains(got.Tiles[3].Reason, "No ticket was solved at 2nd level") {
		t.Errorf("without tickets: %+v, %v", got.Tiles, err)
	}
	none.Wanted = plan.Demand{}
	if got, err = knowledge.Tiles(context.Background(), pagetest.Ask(t, none, "en", "")); err != nil || got.Tiles[2].Reason == "" {
		t.Errorf("without a plan: %+v, %v", got.Tiles, err)
	}
}

// Names of categories and articles may hold anything.
func TestHostileNames(t *testing.T) {
	d := desk()
	d.Written.Days, d.Written.Uses = nil, nil
	for _, name := range pagetest.Hostile {
		d.Wanted.Categories = append(d.Wanted.Categories, plan.Category{Key: name, Tickets: 50, Tried: 50, Solved: 40, Second: 10})
		d.Second.Groups = append(d.Second.Groups, shiftleft.Group{Category: name, Tried: true, Marked: true, Unlinked: true, Tickets: 9, Judged: 9, Known: 9})
		d.Written.Uses = append(d.Written.Uses, model.Use{Category: name, Article: name, First: d.State.First.AddDate(0, 4, 0), Tickets: 9})
		for at := d.Written.First; !at.After(d.Written.Last); at = at.AddDate(0, 0, 1) {
			d.Written.Days = append(d.Written.Days, model.Day{Category: name, Day: at, Held: 3, Escalated: 1})
		}
	}
	for _, id := range []string{"knowledge-shiftleft", "knowledge-candidates", "knowledge-effects"} {
		c := load(t, d, id, "")
		if len(c.Table.Rows) < len(pagetest.Hostile) {
			t.Errorf("%s: %d rows", id, len(c.Table.Rows))
		}
		for _, row := range c.Table.Rows {
			for _, cell := range row {
				if len(cell.Text) > 600 {
					t.Errorf("%s: a cell of %d characters", id, len(cell.Text))
				}
			}
		}
	}
}

func TestErrorsNameWhatFailed(t *testing.T) {
	d := desk()
	d.Broken["answer"], d.Broken["solved"], d.Broken["articles"] = errors.New("disk on fire"), errors.New("disk on fire"), errors.New("disk on fire")
	for _, w := range knowledge.Widgets() {
		if _, err := w.Load(context.Background(), pagetest.Ask(t, d, "en", "")); err == nil || !strings.Contains(err.Error(), ": disk on fire") {
			t.Errorf("%s: err = %v", w.ID, err)
		}
	}
	if _, err := knowledge.Tiles(context.Background(), pagetest.Ask(t, d, "en", "")); err == nil {
		t.Error("tiles: no error")
	}
}

func TestNewPutsEveryCardInItsPlace(t *testing.T) {
	cards := page.Cards{}
	for _, w := range knowledge.Widgets() {
		cards[w.ID] = page.Card{ID: w.ID}
	}
	got := knowledge.New(page.Frame{}, nil, cards).(knowledge.Page)
	for want, card := range map[string]page.Card{
		"knowledge-shiftleft": got.ShiftLeft, "knowledge-reasons": got.Reasons, "knowledge-candidates": got.Candidates,
		"knowledge-effects": got.Effects, "knowledge-trend": got.Rate, "knowledge-rate": got.LinkRate,
	} {
		if card.ID != want {
			t.Errorf("card %q, want %q", card.ID, want)
		}
	}
}

func TestLinkRate(t *testing.T) {
	d := desk()
	c := load(t, d, "knowledge-rate", "")
	if c.Table.Head[2].Text != "Linked" || c.Table.Rows[0][3].Bar.Class != "" {
		t.Errorf("head %s, bar %+v", texts(c.Table.Head), c.Table.Rows[0][3].Bar)
	}
	d.Missing["knowledge_rate"] = "not available: the source has no links to articles"
	for _, id := range []string{"knowledge-rate", "knowledge-trend"} {
		if c := load(t, d, id, ""); c.Empty != d.Missing["knowledge_rate"] {
			t.Errorf("%s: %+v", id, c)
		}
	}
	if _, err := kpi.Lookup("knowledge_rate"); err != nil {
		t.Error(err)
	}
}
