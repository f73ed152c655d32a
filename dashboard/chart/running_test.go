package chart_test

import (
	"encoding/json"
	"testing"

	"tiermix/dashboard/chart"
)

func TestSurvivalLeavesGapsWhereNothingIsKnown(t *testing.T) {
	one, half, tier := 1.0, 0.5, 2
	fig, err := chart.Survival("x", []string{"1 h", "1 d", "7 d"}, []chart.Running{{Name: "2nd level", Tier: &tier, Shares: []*float64{&one, &half, nil}, Tips: []string{"a", "b", ""}}})
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		Series []struct {
			Name string
			Data []struct{ Value any }
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.Series) != 1 || option.Series[0].Name != "2nd level" || len(fig.Tips[0]) != 3 || fig.Unit != "%" {
		t.Fatalf("got %+v", option)
	}
	for i, want := range []any{100.0, 50.0, "-"} {
		if got := option.Series[0].Data[i].Value; got != want {
			t.Errorf("point %d: got %v, want %v", i, got, want)
		}
	}
}
