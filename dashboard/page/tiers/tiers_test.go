package tiers_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/tiers"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

func load(t *testing.T, source page.Source, desk *pagetest.Desk, id, query string) page.Content {
	t.Helper()
	for _, w := range tiers.Widgets() {
		if w.ID != id {
			continue
		}
		ask := pagetest.Ask(t, desk, "en", query)
		ask.Source = source
		c, err := w.Load(context.Background(), ask)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	t.Fatalf("no widget %s", id)
	return page.Content{}
}

func texts(row []page.Cell) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = strings.ReplaceAll(c.Text, "\u00a0", " ")
	}
	return out
}

func TestHeldByTierAddsTeamsUp(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, desk, "tiers-held", "")
	want := [][]string{
		{"1st level", "2", "699", "60", "30", "19 d"},
		{"2nd level", "3", "433", "137", "77", "41 d"},
		{"3rd level", "1", "57", "19", "11", "33 d"},
		{"no tier", "2", "15", "15", "2", "8 d"},
	}
	for i, row := range c.Table.Rows {
		if diff := cmp.Diff(want[i], texts(row)); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
	if c.Sub != "1,204 open tickets on 31 Oct 2026, 18:00" {
		t.Errorf("sub %q", c.Sub)
	}
	if got, want := c.Table.Rows[1][0].Link, "/?tier=2"; got != want {
		t.Errorf("link %q, want %q", got, want)
	}
}

func TestHolding(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, desk, "tiers-holding", "")
	last := texts(c.Table.Rows[len(c.Table.Rows)-1])
	if last[0] != "not assigned" || last[2] != "6" {
		t.Errorf("last row %q", last)
	}
	if first := c.Table.Rows[0]; first[0].Link != "/?team=Service+Desk+North" || !first[4].Strong {
		t.Errorf("first row %+v", first)
	}
	if len(c.Figure.Links) != 2 || c.Figure.Links[0][0] != "/?team=Service+Desk+North" {
		t.Errorf("links %q", c.Figure.Links)
	}
}

func TestHoldingListsTheLargestTeams(t *testing.T) {
	desk := pagetest.New()
	desk.Held = nil
	for i := range 40 {
		desk.Held = append(desk.Held, flow.Held{Team: strings.Repeat("x", i+1), Tickets: i})
	}
	c := load(t, desk, desk, "tiers-holding", "")
	if len(c.Table.Rows) != 25 || c.Table.Rows[0][2].Text != "39" || c.Notes[0] != "The first 25 of 40 rows." {
		t.Errorf("%d rows, notes %q", len(c.Table.Rows), c.Notes)
	}
}

func TestNobodyHoldsAnything(t *testing.T) {
	desk := pagetest.New()
	desk.Held = nil
	for _, id := range []string{"tiers-held", "tiers-holding"} {
		if c := load(t, desk, desk, id, ""); !strings.HasPrefix(c.Empty, "Nobody holds") || c.Figure != nil {
			t.Errorf("%s: %+v", id, c)
		}
	}
}

func TestTimeInTier(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, desk, "tiers-time", "")
	if len(c.Table.Rows) != 3 || len(c.Table.Head) != 7 || c.Table.Rows[0][0].Tier != "1" {
		t.Fatalf("table %+v", c.Table)
	}
	if len(c.Figure.Tips) != 3 {
		t.Errorf("%d series, want queue, work and wait: nothing is left over", len(c.Figure.Tips))
	}
}

// timed answers with one stay of ten hours, of which one hour is known to be queue.
type timed struct{ *pagetest.Desk }

func (d timed) Answer(context.Context, kpi.Query) (kpi.Answer, error) {
	v := func(x float64) *float64 { return &x }
	m := kpi.Measure{Available: true, N: 1, Value: v(36000), Sum: v(36000), Parts: map[string]float64{"queue": 3600}}
	groups := []kpi.Group{{Key: map[string]string{"tier": "2"}, Measure: m}, {Key: map[string]string{"tier": ""}, Measure: m}}
	return kpi.Answer{Figures: []kpi.Figure{{ID: "time_in_tier", Unit: "duration", Measure: m, Groups: groups}}}, nil
}

func TestTimeThatNoPartAccountsFor(t *testing.T) {
	desk := pagetest.New()
	c := load(t, timed{desk}, desk, "tiers-time", "")
	if diff := cmp.Diff([]string{"2nd level", "1", "10 h", "–", "1 h", "–", "–"}, texts(c.Table.Rows[0])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(c.Table.Rows) != 1 || len(c.Figure.Tips) != 4 || !strings.Contains(c.Figure.Tips[3][0], "not split: 9\u00a0h") {
		t.Errorf("tips %q", c.Figure.Tips)
	}
}

// Parts are calendar time; beside a median in business time they are not subtracted from it.
func TestTimeInTierOnTheBusinessClock(t *testing.T) {
	desk := pagetest.New()
	c := load(t, timed{desk}, desk, "tiers-time", "hours=business")
	if len(c.Figure.Tips) != 3 || !strings.Contains(strings.Join(c.Notes, " "), "The parts are calendar time") {
		t.Errorf("%d series, notes %q", len(c.Figure.Tips), c.Notes)
	}
}

func TestMoves(t *testing.T) {
	desk := pagetest.New()
	desk.Trades = []flow.Exchange{
		{FromTeam: "A", ToTeam: "B", FromTier: pagetest.Tier(1), ToTier: pagetest.Tier(2), Moves: 9},
		{FromTeam: "B", ToTeam: "A", FromTier: pagetest.Tier(2), ToTier: pagetest.Tier(1), Moves: 8, PingPong: 3},
		{FromTeam: "A", ToTeam: "C", FromTier: pagetest.Tier(1), ToTier: pagetest.Tier(1), Moves: 7},
		{FromTeam: "", ToTeam: "C", ToTier: pagetest.Tier(1), Moves: 6}, {FromTeam: "D", ToTeam: "E"},
	}
	c := load(t, desk, desk, "tiers-moves", "")
	want := [][]string{
		{"A", "B", "escalation", "9", "0"}, {"B", "A", "return", "8", "3"}, {"A", "C", "pass in the tier", "7", "0"},
		{"no team", "C", "a team has no tier", "6", "0"},
	}
	for i, row := range c.Table.Rows {
		if diff := cmp.Diff(want[i], texts(row)); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
	if len(c.Table.Rows) != 4 || c.Sub != "30 changes of team" {
		t.Errorf("%d rows, sub %q", len(c.Table.Rows), c.Sub)
	}
	desk.Trades = nil
	if c := load(t, desk, desk, "tiers-moves", ""); c.Empty == "" {
		t.Error("no moves, but the card is not empty")
	}
}

func TestErrorsNameWhatFailed(t *testing.T) {
	desk := pagetest.New()
	for _, method := range []string{"answer", "exchanges", "levels", "holding"} {
		desk.Broken[method] = errors.New("disk on fire")
	}
	for _, w := range tiers.Widgets() {
		if _, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", "")); err == nil || !strings.Contains(err.Error(), ": disk on fire") {
			t.Errorf("%s: err = %v", w.ID, err)
		}
	}
}

func TestNewPutsEveryCardInItsPlace(t *testing.T) {
	cards := page.Cards{}
	for _, w := range tiers.Widgets() {
		cards[w.ID] = page.Card{ID: w.ID}
	}
	got := tiers.New(page.Frame{}, nil, cards).(tiers.Page)
	for want, card := range map[string]page.Card{
		"tiers-held": got.Held, "tiers-holding": got.Holding, "tiers-time": got.Time, "tiers-moves": got.Moves, "tiers-levels": got.Levels, "tiers-running": got.Running,
	} {
		if card.ID != want {
			t.Errorf("card %q, want %q", card.ID, want)
		}
	}
}

// labelled is a desk whose roster calls a team 1st level that behaves like 2nd.
func labelled() []flow.Exchange {
	first, second := pagetest.Tier(1), pagetest.Tier(2)
	trade := func(from, to string, fromTier, toTier *int, moves int) flow.Exchange {
		return flow.Exchange{FromTeam: from, ToTeam: to, FromTier: fromTier, ToTier: toTier, Moves: moves}
	}
	return []flow.Exchange{
		trade("Desk North", "Network", first, second, 300), trade("Network", "Desk North", second, first, 20), trade("Desk South", "Network", first, second, 200),
		trade("Desk South", "Apps", first, second, 200), trade("Apps", "Desk South", second, first, 10), trade("Desk North", "Secret", first, first, 150),
		trade("Apps", "Tiny", second, second, 2),
	}
}

func TestLevels(t *testing.T) {
	desk := pagetest.New()
	desk.Trades = labelled()
	c := load(t, desk, desk, "tiers-levels", "")
	if len(c.Table.Rows) != 5 || c.Figure == nil {
		t.Fatalf("%d rows, want the teams with moves enough", len(c.Table.Rows))
	}
	row := texts(c.Table.Rows[0])
	if row[0] != "Secret" || row[1] != "1st level" || row[2] != "2nd level" || row[5] != "150" || row[6] != "0" || row[8] != "20.0 %" || !c.Table.Rows[0][2].Strong {
		t.Errorf("first row %q, want the hidden support line", row)
	}
	notes := strings.ReplaceAll(strings.Join(c.Notes, "\n"), "\u00a0", " ")
	for _, want := range []string{
		"Rank correlation of level and tier over 5 teams: 0.", "(AUC): 0.", "1 hidden support line: its whole interval",
		"Teams left out: 1 with fewer than 20 moves, 0 in groups apart",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("no %q in\n%s", want, notes)
		}
	}
	if !strings.HasPrefix(c.Sub, "882 moves between teams; trophic incoherence 0.") {
		t.Errorf("sub %q", c.Sub)
	}
}

func TestLevelsWithoutARoster(t *testing.T) {
	desk := pagetest.New()
	desk.Trades = labelled()
	for i := range desk.Trades {
		desk.Trades[i].FromTier, desk.Trades[i].ToTier = nil, nil
	}
	c := load(t, desk, desk, "tiers-levels", "")
	if len(c.Table.Rows) != 5 || c.Table.Rows[0][2].Text != "–" || !strings.Contains(c.Notes[0], "tiermix roster suggest") {
		t.Errorf("rows %+v, notes %q", c.Table.Rows, c.Notes)
	}
}

func TestLevelsWithoutMoves(t *testing.T) {
	desk := pagetest.New()
	for _, trades := range [][]flow.Exchange{nil, {{FromTeam: "A", ToTeam: "B", Moves: 19}}} {
		desk.Trades = trades
		if c := load(t, desk, desk, "tiers-levels", ""); !strings.HasPrefix(c.Empty, "No team has 20 moves") || c.Figure != nil {
			t.Errorf("%+v", c)
		}
	}
	desk.Trades = []flow.Exchange{{FromTeam: "A", ToTeam: "B", Moves: -1}}
	if c := load(t, desk, desk, "tiers-levels", ""); !strings.Contains(c.Empty, "-1 is not possible") {
		t.Errorf("an impossible number of moves: %+v", c)
	}
}

func TestRunning(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, desk, "tiers-running", "")
	if len(c.Table.Rows) != 3 || len(c.Table.Head) != 17 || c.Figure == nil || len(c.Figure.Tips) != 3 {
		t.Fatalf("%d rows, %d columns", len(c.Table.Rows), len(c.Table.Head))
	}
	row := texts(c.Table.Rows[0])
	if row[0] != "1st level" || row[2] == "0" || !strings.HasSuffix(row[6], "%") || row[16] != "–" {
		t.Errorf("first row %q: a share after 15 min, and none beyond the longest time seen", row)
	}
	if tips := c.Figure.Tips[0]; !strings.Contains(strings.ReplaceAll(tips[1], "\u00a0", " "), "after 1 h still held: ") || tips[10] != "" {
		t.Errorf("tips %q", tips)
	}
	if !strings.Contains(c.Sub, "count as censored") {
		t.Errorf("sub %q", c.Sub)
	}
	desk.Missing["time_to_leave_tier"] = "not available: no team has a tier yet"
	if c := load(t, desk, desk, "tiers-running", ""); !strings.Contains(c.Empty, "no team has a tier yet") {
		t.Errorf("empty %q", c.Empty)
	}
}
