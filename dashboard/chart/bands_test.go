package chart_test

import (
	"encoding/json"
	"testing"

	"tiermix/dashboard/chart"
)

func TestRanges(t *testing.T) {
	fig, err := chart.Ranges("r", "€", []chart.Range{{"1st level", "tip 1", 1, 30_000, 36_000, 45_000, 38_123.456}, {"2nd level", "tip 2", 2, 40_000, 50_000, 60_000, 71_000}},
		chart.RangeWords{Lower: "below", Upper: "above", Paid: "paid"})
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		XAxis  []struct{ Min, Max float64 }
		YAxis  []struct{ Data []string }
		Legend struct{ Data []string }
		Series []struct {
			Name, Type, Stack string
			Data              []struct {
				Value     any
				ItemStyle struct{ Color string }
			}
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.Series) != 4 || len(option.Legend.Data) != 3 || option.Series[0].Name != "" || option.YAxis[0].Data[1] != "2nd level" {
		t.Fatalf("got %+v", option)
	}
	sum := 0.0
	for _, s := range option.Series[:3] {
		if s.Type != "bar" || s.Stack != "all" {
			t.Errorf("%s: %s, %s", s.Name, s.Type, s.Stack)
		}
		sum += s.Data[0].Value.(float64)
	}
	if sum != 45_000 || option.Series[2].Data[1].ItemStyle.Color != "var(--tier-2)" {
		t.Errorf("a band ends at %v", sum)
	}
	if at := option.Series[3].Data[0].Value.([]any); at[0] != 38_123.46 || at[1] != 0.0 {
		t.Errorf("paid %v", at)
	}
	if x := option.XAxis[0]; x.Min > 30_000 || x.Min < 10_000 || x.Max < 71_000 {
		t.Errorf("axis %+v", x)
	}
	if fig.Along != "€" || fig.Tips[3][1] != "tip 2" || len(fig.Tips[0]) != 0 {
		t.Errorf("got %+v", fig)
	}
	if _, err := chart.Ranges("r", "€", nil, chart.RangeWords{}); err != nil {
		t.Error(err)
	}
}
