package page_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

// monthly answers a share for some months only: hits and tickets by month.
type monthly struct {
	*pagetest.Desk
	months map[string][2]float64
}

func (m monthly) Answer(_ context.Context, q kpi.Query) (kpi.Answer, error) {
	v := func(x float64) *float64 { return &x }
	f := kpi.Figure{ID: q.IDs[0], Unit: "share", Measure: kpi.Measure{Available: true, Value: v(0.5)}}
	for month, c := range m.months {
		f.N += int(c[1])
		f.Groups = append(f.Groups, kpi.Group{Key: map[string]string{"month": month}, Measure: kpi.Measure{
			Available: true, N: int(c[1]), Numerator: v(c[0]), Denominator: v(c[1]), Value: v(c[0] / c[1]),
		}})
	}
	return kpi.Answer{Figures: []kpi.Figure{f}}, nil
}

func course(t *testing.T, lang, query string, months map[string][2]float64) page.Content {
	t.Helper()
	desk := pagetest.New()
	ask := pagetest.Ask(t, desk, lang, query)
	ask.Source = monthly{desk, months}
	c, err := page.Control("trend", "escalation_rate", 2).Load(context.Background(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every month of the data is there, in order: one without tickets is a gap and says so.
func TestEveryBucketIsShown(t *testing.T) {
	c := course(t, "en", "period=all", map[string][2]float64{"2025-09": {50, 100}, "2026-03": {52, 100}, "2026-10": {48, 100}})
	if len(c.Table.Rows) != 14 {
		t.Fatalf("%d rows, want the 14 months from September 2025 to October 2026", len(c.Table.Rows))
	}
	for i, row := range c.Table.Rows {
		want := "no tickets"
		if i == 0 || i == 6 || i == 13 {
			want = "within the limits"
		}
		if row[4].Text != want || (want == "no tickets") != (row[2].Text == "–" && row[3].Text == "–" && row[1].Text == "0") {
			t.Errorf("%s: %+v, want %q", row[0].Text, row, want)
		}
	}
	if tip := c.Figure.Tips[3][1]; tip != "Oct 2025\n0 tickets" {
		t.Errorf("tooltip of a month without tickets: %q", tip)
	}
	if !strings.Contains(string(c.Figure.Option), `{"value":"-","symbol":"circle","symbolSize":5}`) {
		t.Error("a month without tickets is no gap in the line")
	}
}

// A period that reaches beyond the data has no empty buckets where nothing could be known.
func TestBucketsEndWithTheData(t *testing.T) {
	c := course(t, "en", "from=2019-01-01&to=2026-10-31", map[string][2]float64{"2026-03": {52, 100}})
	if len(c.Table.Rows) != 14 || c.Table.Rows[0][0].Text != "Sep 2025" {
		t.Errorf("%d rows from %s, want 14 from Sep 2025", len(c.Table.Rows), c.Table.Rows[0][0].Text)
	}
}

func TestFewTicketsAreNotJudged(t *testing.T) {
	months := map[string][2]float64{"2026-01": {500, 1000}, "2026-02": {9, 9}, "2026-03": {11, 11}, "2026-04": {900, 1000}, "2026-05": {100, 1000}}
	for lang, want := range map[string][]string{
		"en": {"Outside the control limits, hardly chance: Mar 2026, Apr 2026, May 2026.", "1 point rests on too few tickets to be judged (fewer than 5 expected on one side)."},
		"de": {"Außerhalb der Eingriffsgrenzen, kaum Zufall: 03/2026, 04/2026, 05/2026.", "1 Punkt beruht auf zu wenigen Tickets für ein Urteil (auf einer Seite sind weniger als 5 zu erwarten)."},
	} {
		if got := course(t, lang, "period=all", months).Notes; !slices.Equal(got, want) {
			t.Errorf("notes %q, want %q", got, want)
		}
	}
	row := course(t, "en", "period=all", months).Table.Rows[5]
	if row[4].Text != "too few tickets to judge" || row[4].Strong {
		t.Errorf("nine tickets: %+v", row)
	}
}

// Where no point can be judged, nothing is said to be stable.
func TestNothingToJudge(t *testing.T) {
	c := course(t, "en", "period=all", map[string][2]float64{"2026-01": {1, 3}, "2026-02": {2, 2}})
	if want := []string{"2 points rest on too few tickets to be judged (fewer than 5 expected on one side)."}; !slices.Equal(c.Notes, want) {
		t.Errorf("notes %q, want %q", c.Notes, want)
	}
}

func TestControlLabels(t *testing.T) {
	c := course(t, "en", "from=2025-09-01&to=2026-10-31", map[string][2]float64{"2026-09": {9, 10}, "2026-10": {5000, 10000}})
	if got, want := c.Figure.Ends, "48.5–51.5\nmean 50.0"; len(got) != 1 || got[2] != want {
		t.Errorf("labels %v, want only %q", got, want)
	}
}
