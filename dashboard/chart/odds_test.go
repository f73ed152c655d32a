package chart_test

import (
	"encoding/json"
	"math"
	"testing"

	"tiermix/dashboard/chart"
)

func someOdds() []chart.Odds {
	return []chart.Odds{
		{Name: "Category: Printers", Tip: "tip 1", Ratio: 4, Low: number(2), High: number(8)},
		{Name: "Category: Backup", Tip: "tip 2", Ratio: 0.001, High: number(0.5)},
		{Name: "Weekday: Mon", Tip: "tip 3", Ratio: 1.1, Low: number(0.9), High: number(1.3)},
		{Name: "Region: North", Tip: "tip 4", Ratio: 5000, Low: number(40)},
	}
}

var oddsWords = chart.OddsWords{More: "more", Less: "less", Same: "same", Interval: "95 %"}

func TestOddsRatiosGolden(t *testing.T) {
	fig, err := chart.OddsRatios("escalation-drivers", someOdds(), oddsWords)
	golden(t, "odds", fig, err)
}

// Each row has its mark on its side of 1 and its interval; an open end and what lies beyond the axis reach to its edge.
func TestOddsRatios(t *testing.T) {
	fig, err := chart.OddsRatios("escalation-drivers", someOdds(), oddsWords)
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		XAxis  []struct{ Min, Max float64 }
		YAxis  []struct{ Data []string }
		Series []struct {
			Name, Type string
			Data       []struct{ Value []any }
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	if !fig.Doublings || option.XAxis[0].Min != -7 || option.XAxis[0].Max != 7 || len(option.YAxis[0].Data) != 4 {
		t.Errorf("axes %+v %+v", option.XAxis, option.YAxis)
	}
	for k, want := range []int{2, 1, 1} {
		if got := len(option.Series[k].Data); got != want || len(fig.Tips[k]) != want {
			t.Errorf("%s: %d marks, want %d, with tips %q", option.Series[k].Name, got, want, fig.Tips[k])
		}
	}
	ends := option.Series[3].Data
	for i, want := range []float64{1, 3, math.NaN(), -7, -1, math.NaN(), -0.152, 0.3785, math.NaN(), 5.3219, 7} {
		got, ok := ends[i].Value[0].(float64)
		if ok == math.IsNaN(want) || ok && math.Abs(got-want) > 1e-4 {
			t.Errorf("end %d: got %v, want %v", i, ends[i].Value, want)
		}
	}
}

func TestOddsRatiosOfNothing(t *testing.T) {
	if _, err := chart.OddsRatios("escalation-drivers", nil, oddsWords); err != nil {
		t.Error(err)
	}
}
