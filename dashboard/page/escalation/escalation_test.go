package escalation_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/escalation"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/flow"
)

func load(t *testing.T, desk *pagetest.Desk, id, query string) page.Content {
	t.Helper()
	for _, w := range escalation.Widgets() {
		if w.ID != id {
			continue
		}
		c, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", query))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	t.Fatalf("no widget %s", id)
	return page.Content{}
}

func TestPingPongNamesTheRest(t *testing.T) {
	c := load(t, pagetest.New(), "escalation-pingpong", "")
	if c.Figure == nil || len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "The 10 busiest teams by name; 2 more") {
		t.Errorf("notes %q", c.Notes)
	}
	if len(c.Table.Rows) != 30 {
		t.Errorf("%d rows, want the 30 largest pairs", len(c.Table.Rows))
	}
}

func TestPingPongTable(t *testing.T) {
	desk := pagetest.New()
	desk.Trades = []flow.Exchange{
		{FromTeam: "A", ToTeam: "B", FromTier: pagetest.Tier(1), Moves: 40, PingPong: 10},
		{FromTeam: "B", ToTeam: "", Moves: 4, PingPong: 0},
	}
	c := load(t, desk, "escalation-pingpong", "")
	if len(c.Table.Rows) != 1 || c.Sub != "10 moves straight back to where the ticket came from" {
		t.Fatalf("rows %+v, sub %q", c.Table.Rows, c.Sub)
	}
	row := c.Table.Rows[0]
	if row[0].Tier != "1" || row[1].Tier != "none" || row[2].Text != "10" || row[4].Text != "25.0\u00a0%" {
		t.Errorf("row %+v", row)
	}
}

func TestNoPingPongIsGoodNews(t *testing.T) {
	desk := pagetest.New()
	desk.Trades = []flow.Exchange{{FromTeam: "A", ToTeam: "B", Moves: 40}}
	if c := load(t, desk, "escalation-pingpong", ""); !strings.Contains(c.Empty, "good news") {
		t.Errorf("content %+v", c)
	}
	desk.Trades = nil
	if c := load(t, desk, "escalation-pingpong", ""); !strings.Contains(c.Empty, "No ticket changed its team") {
		t.Errorf("content %+v", c)
	}
}

// The tables call a team by its own name even when many names are alike or hostile.
func TestPingPongOfHostileTeams(t *testing.T) {
	desk := pagetest.New()
	desk.Trades = nil
	for i, name := range pagetest.Hostile {
		desk.Trades = append(desk.Trades, flow.Exchange{FromTeam: name, ToTeam: pagetest.Hostile[(i+1)%len(pagetest.Hostile)], Moves: 5, PingPong: 1})
	}
	c := load(t, desk, "escalation-pingpong", "")
	if len(c.Table.Rows) != len(pagetest.Hostile) || c.Table.Rows[0][0].Text != pagetest.Hostile[0] {
		t.Errorf("rows %+v", c.Table.Rows)
	}
}

func TestWaits(t *testing.T) {
	c := load(t, pagetest.New(), "escalation-waits", "")
	if len(c.Table.Rows) != 4 || c.Figure.Unit != "h" {
		t.Fatalf("%d rows, want four pairs of tiers; unit %q", len(c.Table.Rows), c.Figure.Unit)
	}
	if got, want := c.Table.Rows[0][0].Text, "1st level → 2nd level"; got != want {
		t.Errorf("the most frequent pair is %q, want %q", got, want)
	}
	if len(c.Figure.Tips) != 2 || !strings.Contains(c.Figure.Tips[0][0], "p90") {
		t.Errorf("tips %q", c.Figure.Tips)
	}
}

func TestWaitsWithoutTouches(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["handover_wait"] = "not available: the source does not show who acted"
	if c := load(t, desk, "escalation-waits", ""); c.Empty != desk.Missing["handover_wait"] {
		t.Errorf("content %+v", c)
	}
}

func TestErrorsNameWhatFailed(t *testing.T) {
	desk := pagetest.New()
	for _, method := range []string{"answer", "exchanges", "drivers", "reasons"} {
		desk.Broken[method] = errors.New("disk on fire")
	}
	for _, w := range escalation.Widgets() {
		if _, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", "")); err == nil || !strings.Contains(err.Error(), ": disk on fire") {
			t.Errorf("%s: err = %v", w.ID, err)
		}
	}
}

func TestNewPutsEveryCardInItsPlace(t *testing.T) {
	cards := page.Cards{}
	for _, w := range escalation.Widgets() {
		cards[w.ID] = page.Card{ID: w.ID}
	}
	got := escalation.New(page.Frame{}, nil, cards).(escalation.Page)
	for want, card := range map[string]page.Card{
		"escalation-trend": got.Trend, "escalation-waits": got.Waits, "escalation-categories": got.Categories,
		"escalation-pingpong": got.PingPong, "escalation-returns": got.Returns, "escalation-channels": got.Channels,
		"escalation-drivers": got.Drivers, "escalation-reasons": got.Reasons,
		"escalation-changes": got.Changes,
	} {
		if card.ID != want {
			t.Errorf("card %q, want %q", card.ID, want)
		}
	}
}
