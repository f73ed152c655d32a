package page_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

// weekly answers a share by week: one week without a ticket, one far below the rest, and something left out.
type weekly struct{ *pagetest.Desk }

func (weekly) Answer(_ context.Context, q kpi.Query) (kpi.Answer, error) {
	v := func(x float64) *float64 { return &x }
	f := kpi.Figure{ID: q.IDs[0], Unit: "share", Measure: kpi.Measure{Available: true, N: 4000, Value: v(0.2), Reason: "12 tickets left out"}}
	for i, week := range []string{"2026-W01", "2026-W02", "2026-W03", "2026-W04"} {
		g := kpi.Group{Key: map[string]string{"week": week}}
		if i != 1 {
			hits := []float64{300, 0, 290, 10}[i]
			g.Measure = kpi.Measure{Available: true, N: 1000, Numerator: v(hits), Denominator: v(1000), Value: v(hits / 1000)}
		}
		f.Groups = append(f.Groups, g)
	}
	return kpi.Answer{Figures: []kpi.Figure{f}}, nil
}

func TestControlWithAWeekWithoutTickets(t *testing.T) {
	desk := pagetest.New()
	ask := pagetest.Ask(t, desk, "en", "")
	ask.Source = weekly{desk}
	c, err := page.Control("overview-trend", "escalation_rate", 2).Load(context.Background(), ask)
	if err != nil {
		t.Fatal(err)
	}
	empty, low := c.Table.Rows[1], c.Table.Rows[3]
	if empty[1].Text != "0" || empty[2].Text != "–" || empty[4].Strong {
		t.Errorf("the week without tickets: %+v", empty)
	}
	if low[4].Text != "below the lower limit" || !low[4].Strong {
		t.Errorf("the low week: %+v", low)
	}
	if got := c.Figure.Tips[3][1]; got != "W2\n0 tickets" {
		t.Errorf("tooltip of the week without tickets: %q", got)
	}
	if notes := strings.Join(c.Notes, " "); !strings.Contains(notes, "W1, W3, W4") || !strings.Contains(notes, "12 tickets left out") {
		t.Errorf("notes %q, want the signals and what was left out", c.Notes)
	}
}

// nothing answers with no figure at all.
type nothing struct{ *pagetest.Desk }

func (nothing) Answer(context.Context, kpi.Query) (kpi.Answer, error) { return kpi.Answer{}, nil }

func TestAnAnswerWithoutTheFigureIsNoZero(t *testing.T) {
	desk := pagetest.New()
	ask := pagetest.Ask(t, desk, "en", "")
	ask.Source = nothing{desk}
	for _, w := range []page.Widget{page.Control("x", "escalation_rate", 2), page.Rates("x", "escalation_rate", "category", 5)} {
		c, err := w.Load(context.Background(), ask)
		if err != nil || c.Empty != "No tickets match this period and these filters." {
			t.Errorf("content %+v, %v", c, err)
		}
	}
	top, err := page.Tiles(context.Background(), ask, []page.TileSpec{{"backlog"}})
	if err != nil || top.Tiles[0].Available || top.Tiles[0].Reason != "No tickets in this period." {
		t.Errorf("tiles %+v, %v", top, err)
	}
}

func TestManySignalsAreCounted(t *testing.T) {
	desk := pagetest.New()
	ask := pagetest.Ask(t, desk, "en", "")
	ask.Source = restless{desk}
	c, err := page.Control("x", "escalation_rate", 2).Load(context.Background(), ask)
	if err != nil || !strings.HasPrefix(c.Notes[0], "8 of 8 points lie outside") {
		t.Errorf("notes %q, %v", c.Notes, err)
	}
}

// restless jumps between 10 % and 90 % every week.
type restless struct{ *pagetest.Desk }

func (restless) Answer(_ context.Context, q kpi.Query) (kpi.Answer, error) {
	v := func(x float64) *float64 { return &x }
	f := kpi.Figure{ID: q.IDs[0], Unit: "share", Measure: kpi.Measure{Available: true, N: 8000, Value: v(0.5)}}
	for i := range 8 {
		hits := 100 + 800*float64(i%2)
		f.Groups = append(f.Groups, kpi.Group{Key: map[string]string{"week": "2026-W1" + string(rune('0'+i))}, Measure: kpi.Measure{
			Available: true, N: 1000, Numerator: v(hits), Denominator: v(1000), Value: v(hits / 1000),
		}})
	}
	return kpi.Answer{Figures: []kpi.Figure{f}}, nil
}

// wandering is a share that moves by far more than chance, week by week.
type wandering struct{ *pagetest.Desk }

func (wandering) Answer(_ context.Context, q kpi.Query) (kpi.Answer, error) {
	v := func(x float64) *float64 { return &x }
	f := kpi.Figure{ID: q.IDs[0], Unit: "share", Measure: kpi.Measure{Available: true, N: 14000, Value: v(0.3)}}
	for i := range 13 {
		hits := float64(250 + i%2*100)
		f.Groups = append(f.Groups, kpi.Group{Key: map[string]string{"week": fmt.Sprintf("2026-W%02d", i+1)}, Measure: kpi.Measure{
			Available: true, N: 1000, Numerator: v(hits), Denominator: v(1000), Value: v(hits / 1000)}})
	}
	return kpi.Answer{Figures: []kpi.Figure{f}}, nil
}

// Limits of chance alone are too narrow for it, and that is said, with what Laney's limits leave.
func TestControlSaysThatTheShareWanders(t *testing.T) {
	desk := pagetest.New()
	ask := pagetest.Ask(t, desk, "en", "")
	ask.Source = wandering{desk}
	c, err := page.Control("overview-trend", "escalation_rate", 2).Load(context.Background(), ask)
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(c.Notes, " "); !strings.Contains(notes, "6.1 times as far as chance alone would move it. With limits that much wider (Laney's p′-chart) 0 of the 13 marked points lie outside.") {
		t.Errorf("notes %q", notes)
	}
}
