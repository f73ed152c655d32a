package chart_test

import (
	"encoding/json"
	"testing"

	"tiermix/dashboard/chart"
)

func TestChanges(t *testing.T) {
	one := chart.Change{Before: chart.Dot{0.5, 0.4, 0.6, "tip before"}, After: chart.Dot{0.2, 0.1, 0.35, "tip after"}, BeforeName: "KB-1: before", AfterName: "after"}
	fig, err := chart.Changes("c", []chart.Change{one, one}, chart.ChangeWords{Before: "before", After: "after", Interval: "interval"})
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		XAxis  []struct{ Min, Max float64 }
		YAxis  []struct{ Data []string }
		Legend struct{ Data []string }
		Series []struct {
			Name, Type, Stack string
			Data              []struct{ Value any }
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.Series) != 4 || len(option.Legend.Data) != 3 || len(option.YAxis[0].Data) != 4 || option.YAxis[0].Data[0] == option.YAxis[0].Data[2] {
		t.Fatalf("got %+v", option)
	}
	if start, width := option.Series[0].Data[1].Value, option.Series[1].Data[1].Value; start != 10.0 || width != 25.0 || option.Series[1].Stack != "all" {
		t.Errorf("an interval from %v, %v wide", start, width)
	}
	if before, after := option.Series[2].Data[1].Value.([]any), option.Series[3].Data[1].Value.([]any); before[0] != 50.0 || before[1] != 2.0 || after[0] != 20.0 || after[1] != 3.0 {
		t.Errorf("dots at %v and %v", before, after)
	}
	if x := option.XAxis[0]; x.Min != 0 || x.Max < 60 || x.Max > 100 {
		t.Errorf("axis %+v", x)
	}
	if fig.Along != "%" || fig.Tips[1][1] != "tip after" || fig.Tips[2][0] != "tip before" || fig.Tips[3][1] != "tip after" || len(fig.Tips[0]) != 0 {
		t.Errorf("tips %q", fig.Tips)
	}
	if _, err := chart.Changes("c", nil, chart.ChangeWords{}); err != nil {
		t.Error(err)
	}
}
