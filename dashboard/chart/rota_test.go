package chart_test

import (
	"encoding/json"
	"testing"

	"tiermix/dashboard/chart"
)

func TestRota(t *testing.T) {
	fig, err := chart.Rota("r", 2, []chart.Duty{{"Mon 08:00", "tip", 1.2345, 2}, {"Mon 08:30", "", 0, 0}}, chart.DutyWords{Need: "needed", OnDuty: "on duty"})
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		Series []struct {
			Name, Type, Step string
			ItemStyle        struct{ Color string }
			Data             []struct{ Value float64 }
		}
	}
	if err := json.Unmarshal(fig.Option, &option); err != nil {
		t.Fatal(err)
	}
	duty, need := option.Series[0], option.Series[1]
	if duty.Name != "on duty" || duty.Type != "bar" || duty.ItemStyle.Color != "var(--tier-2)" || duty.Data[0].Value != 2 {
		t.Errorf("got %+v", duty)
	}
	if need.Name != "needed" || need.Step != "middle" || need.Data[0].Value != 1.23 {
		t.Errorf("got %+v", need)
	}
	if fig.Tips[0][0] != "tip" {
		t.Errorf("tips %q", fig.Tips)
	}
}
