package page_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

func tiles(t *testing.T, desk *pagetest.Desk, lang, query string, specs ...page.TileSpec) []page.Tile {
	t.Helper()
	got, err := page.Tiles(context.Background(), pagetest.Ask(t, desk, lang, query), specs)
	if err != nil {
		t.Fatal(err)
	}
	return got.Tiles
}

func TestTileShowsValueSampleAndInterval(t *testing.T) {
	got := tiles(t, pagetest.New(), "de", "", page.TileSpec{"escalation_rate"})[0]
	if got.Name != "Eskalationsquote" || !strings.HasPrefix(got.Value, "22,") || got.Sample != "n = 11.412" {
		t.Errorf("tile %+v", got)
	}
	if !strings.HasPrefix(got.Interval, "95 %: 22,") || got.Definition == "" || got.Spark.Points == "" {
		t.Errorf("tile %+v", got)
	}
}

func TestTileOfADurationSaysItsClock(t *testing.T) {
	spec := page.TileSpec{"resolution_time"}
	got := tiles(t, pagetest.New(), "en", "", spec)[0]
	if got.Kind != "median" || !strings.HasPrefix(got.Tail, "p90 ") {
		t.Errorf("tile %+v", got)
	}
	if got := tiles(t, pagetest.New(), "en", "hours=business", spec)[0].Kind; got != "median, business time" {
		t.Errorf("on the business clock: %q", got)
	}
}

func TestTileTakesTheFirstAvailableFigure(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["first_contact_resolution"] = "not available: the source has no contact records"
	spec := page.TileSpec{"first_contact_resolution", "first_level_resolution"}
	if got := tiles(t, desk, "en", "", spec)[0]; got.ID != "first_level_resolution" || !got.Available {
		t.Errorf("tile %+v", got)
	}
	desk.Missing["first_level_resolution"] = "not available: no team has a tier yet"
	got := tiles(t, desk, "en", "", spec)[0]
	if got.Available || got.Value != "" || got.Reason != "not available: the source has no contact records" {
		t.Errorf("a figure that does not exist shows %+v", got)
	}
}

func TestTilesFailTogether(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["answer"] = errors.New("disk on fire")
	_, err := page.Tiles(context.Background(), pagetest.Ask(t, desk, "en", ""), []page.TileSpec{{"backlog"}})
	if err == nil || !strings.Contains(err.Error(), "disk on fire") {
		t.Errorf("err = %v, want the source's", err)
	}
}

// answering is a desk that gives one figure.
type answering struct {
	*pagetest.Desk
	figure kpi.Figure
}

func (a answering) Answer(context.Context, kpi.Query) (kpi.Answer, error) {
	return kpi.Answer{Figures: []kpi.Figure{a.figure}}, nil
}

func change(t *testing.T, unit string, c *kpi.Change) page.Change {
	t.Helper()
	v := 0.2
	desk := answering{pagetest.New(), kpi.Figure{ID: "backlog", Unit: unit, Measure: kpi.Measure{Available: true, Value: &v, N: 1, Change: c}}}
	ask := pagetest.Ask(t, desk.Desk, "en", "")
	ask.Source = desk
	got, err := page.Tiles(context.Background(), ask, []page.TileSpec{{"backlog"}})
	if err != nil {
		t.Fatal(err)
	}
	return got.Tiles[0].Change
}

func TestChangeIsColouredOnlyWhenItMeansSomething(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	yes, no := true, false
	for _, test := range []struct {
		name string
		in   *kpi.Change
		want page.Change
	}{
		{"no comparison", nil, page.Change{Words: "no comparison"}},
		{"nothing then", &kpi.Change{}, page.Change{Words: "no value to compare with"}},
		{"noise", &kpi.Change{Value: v(0.1), Difference: v(0.1), P: v(0.4)}, page.Change{Arrow: "▲", Size: "10.0 pts", Words: "within noise"}},
		{"better", &kpi.Change{Value: v(0.3), Difference: v(-0.1), P: v(0.01), MoreThanNoise: true, Better: &yes}, page.Change{Arrow: "▼", Size: "10.0 pts", Words: "better", Verdict: "better"}},
		{"worse", &kpi.Change{Value: v(0.1), Difference: v(0.1), P: v(0.01), MoreThanNoise: true, Better: &no}, page.Change{Arrow: "▲", Size: "10.0 pts", Words: "worse", Verdict: "worse"}},
		{"no direction", &kpi.Change{Value: v(0.1), Difference: v(0.1), P: v(0.01), MoreThanNoise: true}, page.Change{Arrow: "▲", Size: "10.0 pts", Words: "than before"}},
		{"no test", &kpi.Change{Value: v(0.1), Difference: v(0.1)}, page.Change{Arrow: "▲", Size: "10.0 pts", Words: "than before"}},
		{"the same", &kpi.Change{Value: v(0.2), Difference: v(0), P: v(1)}, page.Change{Words: "unchanged"}},
	} {
		if diff := cmp.Diff(test.want, change(t, locale.Share, test.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
