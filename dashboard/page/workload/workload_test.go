package workload_test

import (
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/workload"
)

func load(t *testing.T, desk *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, workload.Widgets(), desk, lang, id, query)
}

func row(cells []page.Cell) string {
	var words []string
	for _, c := range cells {
		words = append(words, c.Text)
	}
	return strings.Join(words, " | ")
}

// The invented desk has an hour with about a tenth of the tickets of each weekday's day, open from 8 to 18.
func TestHoursOfTheWeek(t *testing.T) {
	c := load(t, pagetest.New(), "de", "workload-hours", "period=all")
	if len(c.Table.Rows) != 10 || c.Table.Rows[0][0].Text != "08" || row(c.Table.Head) != "Stunde | Mo | Di | Mi | Do | Fr | Sa | So" {
		t.Errorf("table: %s, %d rows from %s", row(c.Table.Head), len(c.Table.Rows), row(c.Table.Rows[0]))
	}
	if got := c.Table.Rows[0]; got[6].Text != "0,00" || got[1].Text <= got[5].Text {
		t.Errorf("Monday is busiest and Saturday closed: %s", row(got))
	}
	if c.Figure == nil || len(c.Figure.Tips[0]) != 50 {
		t.Error("the chart has not the 50 hours in which tickets come")
	}
}

func TestForecastOfAllTickets(t *testing.T) {
	c := load(t, pagetest.New(), "en", "workload-forecast", "")
	if len(c.Table.Rows) != 12 || c.Table.Rows[0][0].Text != "Nov 2026" {
		t.Fatalf("%d months: %v", len(c.Table.Rows), c.Table.Rows)
	}
	if text := strings.Join(c.Notes, " "); !strings.Contains(text, "less than two years") {
		t.Errorf("notes: %s", text)
	}
	all := pagetest.New()
	third := load(t, all, "en", "workload-forecast", "channel=phone")
	if third.Table.Rows[0][1].Text == c.Table.Rows[0][1].Text || all.Calls("history") != 1 {
		t.Errorf("a filter changes nothing: %s and %s", row(third.Table.Rows[0]), row(c.Table.Rows[0]))
	}
}

func TestHeldOutWeeks(t *testing.T) {
	c := load(t, pagetest.New(), "en", "workload-held", "")
	if len(c.Table.Rows) < 7 || c.Notes == nil || !strings.Contains(c.Notes[0], "% of the tickets of these weeks") {
		t.Errorf("%d weeks, notes %v", len(c.Table.Rows), c.Notes)
	}
	methods := load(t, pagetest.New(), "de", "workload-backtest", "")
	chosen := 0
	for _, r := range methods.Table.Rows {
		if strings.Contains(r[0].Text, "(gewählt)") {
			chosen++
		}
	}
	if chosen != 1 || len(methods.Table.Rows) < 10 {
		t.Errorf("%d of %d methods are chosen", chosen, len(methods.Table.Rows))
	}
}

// A week of records is nothing to forecast from, and every part of the page says so.
func TestShortHistory(t *testing.T) {
	desk := pagetest.New()
	desk.Days = 7
	for _, id := range []string{"workload-forecast", "workload-backlog", "workload-held", "workload-backtest"} {
		if c := load(t, desk, "en", id, ""); !strings.Contains(c.Empty, "too short") {
			t.Errorf("%s: %q", id, c.Empty)
		}
	}
	top, err := workload.Tiles(t.Context(), pagetest.Ask(t, desk, "de", ""))
	if err != nil || len(top.Tiles) != 6 {
		t.Fatalf("%d tiles, %v", len(top.Tiles), err)
	}
	for _, tile := range top.Tiles {
		if tile.Value != "" || !strings.Contains(tile.Reason, "zu kurz") {
			t.Errorf("%s: %q, %q", tile.ID, tile.Value, tile.Reason)
		}
	}
}

func TestBacklogNeedsStates(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["backlog"] = "not available: the source shows no ticket as resolved"
	if c := load(t, desk, "en", "workload-backlog", ""); c.Empty != desk.Missing["backlog"] {
		t.Errorf("got %q", c.Empty)
	}
	c := load(t, pagetest.New(), "en", "workload-backlog", "")
	if len(c.Table.Rows) != 13 || !strings.Contains(c.Notes[0], "never below 0") {
		t.Errorf("%d rows, notes %v, empty %q", len(c.Table.Rows), c.Notes, c.Empty)
	}
}

func TestTiles(t *testing.T) {
	top, err := workload.Tiles(t.Context(), pagetest.Ask(t, pagetest.New(), "en", ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range top.Tiles {
		if !tile.Available || tile.Value == "" || strings.Contains(tile.Value, "NaN") {
			t.Errorf("%s: %+v", tile.ID, tile)
		}
	}
}

// A period outside of the data has no tickets, which is no fault.
func TestHoursOutsideOfTheData(t *testing.T) {
	for _, query := range []string{"from=2031-01-01&to=2031-01-31", "from=2001-01-01&to=2001-01-31"} {
		if c := pagetest.Show(t, workload.Widgets(), "workload-hours", pagetest.Ask(t, pagetest.New(), "en", query)); c.Empty != "No tickets in this period." {
			t.Errorf("%s: %+v", query, c)
		}
	}
}
