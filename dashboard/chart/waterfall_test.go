package chart_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"tiermix/dashboard/chart"
)

var fall = []chart.Step{
	{Name: "Before", Tip: "before", To: 700_000, Whole: true},
	{Name: "People +50,000", Tip: "people", From: 700_000, To: 750_000},
	{Name: "Price -20,000", Tip: "price", From: 750_000, To: 730_000},
	{Name: "After", Tip: "after", To: 730_000, Whole: true},
}

func TestWaterfall(t *testing.T) {
	fig, err := chart.Waterfall("fall", "€", fall, chart.WaterfallWords{Whole: "Cost", More: "More", Less: "Less"})
	golden(t, "waterfall", fig, err)
	if !chart.Cut(fall) || chart.Cut(append(fall, chart.Step{To: 1, Whole: true})) {
		t.Error("where the scale begins")
	}
}

// Wherever the levels lie, ground and bar of a step end where its higher level is, and no bar is negative.
func TestWaterfallEndsAtItsLevels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []chart.Step
		at := rapid.Float64Range(0, 1e7).Draw(t, "first")
		steps = append(steps, chart.Step{To: at, Whole: true})
		for range rapid.IntRange(0, 6).Draw(t, "parts") {
			next := max(0, at+rapid.Float64Range(-1e6, 1e6).Draw(t, "part"))
			steps = append(steps, chart.Step{From: at, To: next})
			at = next
		}
		fig, err := chart.Waterfall("x", "€", steps, chart.WaterfallWords{Whole: "w", More: "m", Less: "l"})
		if err != nil {
			t.Fatal(err)
		}
		var option struct {
			Series []struct{ Data []struct{ Value any } }
		}
		if err := json.Unmarshal(fig.Option, &option); err != nil {
			t.Fatal(err)
		}
		for i, s := range steps {
			end := 0.0
			for _, series := range option.Series {
				if v, ok := series.Data[i].Value.(float64); ok {
					if end += v; v < 0 {
						t.Fatalf("step %d: %v", i, v)
					}
				}
			}
			if want := max(s.From, s.To); end < want-0.02 || end > want+0.02 {
				t.Fatalf("step %d ends at %v, want %v", i, end, want)
			}
		}
	})
}
