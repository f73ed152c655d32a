package chart_test

import (
	"encoding/json"
	"slices"
	"testing"

	"tiermix/dashboard/chart"
)

func TestFrontier(t *testing.T) {
	cloud := func(name string, spots ...chart.Spot) chart.Cloud { return chart.Cloud{Name: name, Spots: spots} }
	fig, err := chart.Frontier("f", "€", cloud("beaten", chart.Spot{300, 0.5, "a"}, chart.Spot{412.3456, 0.61, "b"}), cloud("line", chart.Spot{250, 0.7, "c"}),
		chart.Marks{People: cloud("today", chart.Spot{380, 0.65, "d"}), Needed: cloud("needed"), Best: cloud("best")})
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		XAxis  []struct{ Min, Max float64 }
		YAxis  []struct{ Min, Max float64 }
		Series []struct {
			Name, Type string
			Data       []struct{ Value []float64 }
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range option.Series {
		names = append(names, s.Name+" "+s.Type)
	}
	if want := []string{"beaten scatter", "line line", "today scatter", "needed scatter", "best scatter"}; !slices.Equal(names, want) {
		t.Errorf("series %q, want %q", names, want)
	}
	if got := option.Series[0].Data[1].Value; !slices.Equal(got, []float64{412.35, 61}) {
		t.Errorf("point %v", got)
	}
	if x, y := option.XAxis[0], option.YAxis[0]; x.Min > 250 || x.Max < 412.35 || y.Min > 50 || y.Max < 70 {
		t.Errorf("points lie outside of the axes %v, %v", x, y)
	}
	if fig.Unit != "%" || fig.Along != "€" || len(fig.Tips) != 5 || fig.Tips[0][1] != "b" {
		t.Errorf("got %+v", fig)
	}
}

func TestFrontierWithoutPoints(t *testing.T) {
	if _, err := chart.Frontier("f", "€", chart.Cloud{}, chart.Cloud{}, chart.Marks{}); err != nil {
		t.Error(err)
	}
}
