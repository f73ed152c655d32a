package chart_test

import (
	"encoding/json"
	"testing"

	"tiermix/dashboard/chart"
)

func TestPareto(t *testing.T) {
	fig, err := chart.Pareto("escalation-reasons", []chart.Cause{
		{Name: "rights", Tip: "tip 1", Count: 80, Cumulated: 0.8, Vital: true}, {Name: "tools", Tip: "tip 2", Count: 20, Cumulated: 1},
	}, chart.ParetoWords{Count: "escalations", Cumulated: "cumulated"})
	golden(t, "pareto", fig, err)
	var option struct {
		XAxis []struct {
			Position string
			Max      float64
		}
		Series []struct {
			Type       string
			XAxisIndex int
			Data       []struct {
				Value     any
				ItemStyle struct{ Color string }
			}
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	bars, line := option.Series[0], option.Series[1]
	if len(option.XAxis) != 2 || option.XAxis[1].Position != "top" || option.XAxis[1].Max != 100 || line.XAxisIndex != 1 || bars.XAxisIndex != 0 {
		t.Errorf("axes %+v, line on %d", option.XAxis, line.XAxisIndex)
	}
	if bars.Data[0].ItemStyle.Color == bars.Data[1].ItemStyle.Color || line.Data[1].Value.([]any)[0] != 100.0 || len(fig.Tips) != 2 {
		t.Errorf("bars %+v, line %+v", bars.Data, line.Data)
	}
}
