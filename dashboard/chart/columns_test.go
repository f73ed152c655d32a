package chart_test

import (
	"encoding/json"
	"testing"

	"tiermix/dashboard/chart"
)

func TestColumns(t *testing.T) {
	hired, left := 2.0, -0.25
	fig, err := chart.Columns("c", []string{"Jan 2026", "Feb 2026"}, "",
		chart.Bars{Name: "hires", Colour: chart.FirstColour, Values: []*float64{&hired, nil}, Tips: []string{"two", ""}},
		chart.Bars{Name: "leave", Colour: chart.SecondColour, Values: []*float64{&left, &left}, Tips: []string{"a quarter", ""}})
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		XAxis  []struct{ Data []string }
		YAxis  []struct{ MinInterval float64 }
		Series []struct {
			Name, Type, Stack string
			ItemStyle         struct{ Color string }
			Data              []struct{ Value any }
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.XAxis[0].Data) != 2 || option.XAxis[0].Data[1] != "Feb 2026" || option.YAxis[0].MinInterval != 1 {
		t.Errorf("axes %+v %+v", option.XAxis, option.YAxis)
	}
	hires, leave := option.Series[0], option.Series[1]
	if hires.Type != "bar" || hires.Stack != leave.Stack || hires.Stack == "" || hires.ItemStyle.Color != "var(--tier-1)" || hires.Data[0].Value != 2.0 || hires.Data[1].Value != "-" {
		t.Errorf("hires %+v", hires)
	}
	if leave.Data[0].Value != -0.25 || fig.Tips[1][0] != "a quarter" || fig.Unit != "" {
		t.Errorf("leave %+v, tips %q, unit %q", leave, fig.Tips, fig.Unit)
	}
	if money, err := chart.Columns("c", []string{"Jan 2026"}, "€"); err != nil || money.Unit != "€" {
		t.Errorf("money %+v, %v", money, err)
	}
}
