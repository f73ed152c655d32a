package page_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

func load(t *testing.T, desk *pagetest.Desk, w page.Widget, query string) page.Content {
	t.Helper()
	c, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", query))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestControlMarksWhatIsOutside(t *testing.T) {
	c := load(t, pagetest.New(), page.Control("overview-trend", "escalation_rate", 2), "")
	if len(c.Table.Rows) != 13 || c.Figure == nil {
		t.Fatalf("%d rows, want 13 weeks", len(c.Table.Rows))
	}
	if got, want := c.Notes[1], "Outside the control limits, hardly chance: W39."; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	row := c.Table.Rows[8]
	if row[0].Text != "W39" || !row[4].Strong || row[4].Text != "above the upper limit" {
		t.Errorf("row of the marked week: %+v", row)
	}
	if tip := c.Figure.Tips[3][8]; !strings.Contains(tip, "above the upper limit") {
		t.Errorf("tooltip of the marked week: %q", tip)
	}
}

func TestControlOfFewTickets(t *testing.T) {
	c := load(t, pagetest.New(), page.Control("overview-trend", "escalation_rate", 2), "period=4w&region=South&team=Network&channel=phone&tier=1&product=ERP&priority=high&category=Phone")
	if !strings.HasPrefix(c.Notes[1], "No point lies outside") {
		t.Errorf("notes %q", c.Notes)
	}
}

// The compared period stands beside the reader's, place by place, in chart, tooltip and table; without a comparison, or before the data, nothing does.
func TestControlComparesPlaceByPlace(t *testing.T) {
	desk := pagetest.New()
	w := page.Control("overview-trend", "escalation_rate", 2)
	now, then := load(t, desk, w, "from=2026-08-03&to=2026-10-25&compare=previous"), load(t, desk, w, "from=2026-05-11&to=2026-08-02&compare=none")
	if len(now.Table.Rows) != 12 || len(then.Table.Rows) != 12 || len(now.Table.Head) != 6 || len(then.Table.Head) != 5 {
		t.Fatalf("%d and %d rows, %d and %d columns", len(now.Table.Rows), len(then.Table.Rows), len(now.Table.Head), len(then.Table.Head))
	}
	for i, row := range now.Table.Rows {
		was := then.Table.Rows[i]
		if row[5].Text != was[2].Text {
			t.Errorf("%s is set beside %s, want %s of %s", row[0].Text, row[5].Text, was[2].Text, was[0].Text)
		}
		if tip := now.Figure.Tips[3][i]; !strings.Contains(tip, "compared period: "+was[2].Text+" ("+was[0].Text+")") {
			t.Errorf("tooltip %q", tip)
		}
	}
	if now.Notes[0] != "The dashed line is the compared period, 11 May 2026 – 2 Aug 2026, place by place." {
		t.Errorf("note %q", now.Notes[0])
	}
	if c := load(t, desk, w, "period=all&compare=previous"); len(c.Table.Head) != 5 {
		t.Errorf("before the data: %+v", c.Table.Head)
	}
}

func TestControlWithoutTheFigure(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["escalation_rate"] = "not available: no team has a tier yet"
	c := load(t, desk, page.Control("overview-trend", "escalation_rate", 2), "")
	if c.Empty != "not available: no team has a tier yet" || c.Figure != nil {
		t.Errorf("content %+v", c)
	}
}

func TestRates(t *testing.T) {
	c := load(t, pagetest.New(), page.Rates("overview-categories", "escalation_rate", "category", 5), "region=South")
	if len(c.Table.Rows) != 5 || len(c.Notes) != 1 || c.Notes[0] != "The first 5 of 12 rows." {
		t.Fatalf("%d rows, notes %q", len(c.Table.Rows), c.Notes)
	}
	row := c.Table.Rows[0]
	if row[0].Link != "/?category=Mail+%26+calendar&region=South" || row[3].Bar == nil || row[3].Bar.Span <= 0 {
		t.Errorf("first row %+v", row)
	}
	if !strings.Contains(c.Table.Head[3].Text, "bar to") {
		t.Errorf("the head does not say the scale of the bars: %q", c.Table.Head[3].Text)
	}
}

func TestWidgetsPassTheSourcesErrorOn(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["answer"] = errors.New("disk on fire")
	for _, w := range []page.Widget{page.Control("x", "escalation_rate", 1), page.Rates("x", "escalation_rate", "category", 5)} {
		_, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", ""))
		if err == nil || !strings.Contains(err.Error(), "disk on fire") || !strings.Contains(err.Error(), "escalation_rate") {
			t.Errorf("err = %v, want figure and cause", err)
		}
	}
}

func TestWordsOfFigures(t *testing.T) {
	ask := pagetest.Ask(t, pagetest.New(), "de", "")
	if got, want := page.FigureName(ask.L, "backlog"), "Rückstand"; got != want {
		t.Errorf("name %q, want %q", got, want)
	}
	if got := page.FigureName(ask.L, "unheard_of"); got != "unheard_of" {
		t.Errorf("a figure without a name is called %q", got)
	}
	if got := page.Definition(ask.L, "escalation_rate"); !strings.HasPrefix(got, "Tickets mit mindestens einer Eskalation") {
		t.Errorf("definition %q", got)
	}
	if got := page.Definition(ask.L, "unheard_of"); got != "" {
		t.Errorf("a figure that is not declared is defined as %q", got)
	}
}

func TestUncoveredComparison(t *testing.T) {
	ask := pagetest.Ask(t, pagetest.New(), "en", "")
	period := func(from, to int) *kpi.Period {
		return &kpi.Period{From: ask.Status.First.AddDate(0, 0, from), To: ask.Status.First.AddDate(0, 0, to)}
	}
	for _, test := range []struct {
		name     string
		compared *kpi.Period
		want     string
	}{
		{"nothing compared", nil, ""}, {"covered", period(28, 58), ""},
		{"at the beginning", period(0, 30), "The log begins on 1 Sep 2025, and the compared period 1 Sep 2025 – 1 Oct 2025 less than four weeks later: old tickets"},
		{"soon after the beginning", period(27, 57), "The log begins on 1 Sep 2025, and the compared period 28 Sep 2025 – 28 Oct 2025"},
		{"partly", period(-10, 30), "The compared period 22 Aug 2025 – 1 Oct 2025 begins before the data (1 Sep 2025)"},
		{"before", period(-30, -1), "The data begin on 1 Sep 2025, after the compared period"},
	} {
		if got := page.Uncovered(ask, test.compared); !strings.HasPrefix(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
