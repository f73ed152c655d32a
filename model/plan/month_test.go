package plan_test

import (
	"strings"
	"testing"
	"time"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

func outlook(kind origin.Kind) plan.Outlook {
	return plan.Outlook{Level: 0.8, Source: origin.Text{EN: "forecast: weekday mean, from 500 days", DE: "Vorhersage: Wochentagsmittel, aus 500 Tagen"}, Months: []plan.Month{
		{First: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Growth: 0.1, Low: 0, High: 0.2, Kind: kind},
		{First: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), Growth: 0.25, Low: 0.1, High: 0.4, Kind: kind},
	}}
}

func TestMonthOfAnOutlook(t *testing.T) {
	m, err := outlook(origin.Measured).In(time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC))
	if err != nil || m.Growth != 0.25 {
		t.Errorf("got %+v, %v", m, err)
	}
	_, err = outlook(origin.Measured).In(time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC))
	if want := "month 2025-12 does not lie ahead of the records; months from 2026-01 to 2026-02 can be planned"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if _, err := (plan.Outlook{}).In(time.Time{}); err == nil {
		t.Error("an empty outlook has a month")
	}
}

// The forecast gives the growth with its origin; what is typed wins and says so; without a forecast nothing is called measured.
func TestPlanOfAMonth(t *testing.T) {
	untyped, typed := plan.Untyped(), plan.Untyped()
	typed.Values = map[string]origin.Value{"growth": origin.Type(-0.5, origin.Share)}
	for _, c := range []struct {
		scenario plan.Scenario
		kind     origin.Kind
		growth   float64
		note     string
	}{
		{untyped, origin.Measured, 0.25, "Planned for 2026-02: +25.0 % tickets a week against the measured period (80 %: +10.0 % to +40.0 %; forecast: weekday mean, from 500 days)."},
		{typed, origin.Measured, -0.5, "Planned for 2026-02 with the typed growth of -50.0 %; the forecast would be +25.0 % (80 %: +10.0 % to +40.0 %; forecast: weekday mean, from 500 days)."},
		{untyped, origin.Default, 0, "Planned for 2026-02 with growth of +0.0 %: forecast: weekday mean, from 500 days."},
	} {
		o := outlook(c.kind)
		in, err := c.scenario.BuildFor(office(), o, o.Months[1])
		if err != nil {
			t.Fatal(err)
		}
		if in.Growth != c.growth || in.Notes[0].EN != c.note || !strings.HasPrefix(in.Notes[0].DE, "Geplant für 2026-02") {
			t.Errorf("growth %v, note %q, want %v, %q", in.Growth, in.Notes[0].EN, c.growth, c.note)
		}
		for _, trace := range in.Traces {
			if trace.Key == "growth" && trace.Value.Kind == origin.Measured && !strings.Contains(trace.Value.String(), "measured: forecast: weekday mean") {
				t.Errorf("growth is traced to %s", trace.Value)
			}
		}
	}
}
