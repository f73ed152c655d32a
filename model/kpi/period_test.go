package kpi_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/kpi"
)

func period(from, to string) kpi.Period {
	return kpi.Period{From: day(from), To: day(to)}
}

func TestComparedPeriods(t *testing.T) {
	for _, c := range []struct {
		mode       string
		asked, got kpi.Period
	}{
		{"previous", period("2024-05-06", "2024-05-12"), period("2024-04-29", "2024-05-05")},
		{"previous", period("2024-05-08", "2024-05-08"), period("2024-05-01", "2024-05-01")},
		{"previous", period("2024-05-01", "2024-05-31"), period("2024-03-27", "2024-04-26")}, // 31 days: five weeks back
		{"year", period("2024-02-01", "2024-02-29"), period("2023-02-01", "2023-02-28")},
		{"year", period("2023-02-01", "2023-02-28"), period("2022-02-01", "2022-02-28")},
	} {
		got := kpi.Compare{Mode: c.mode}.Of(c.asked)
		if diff := cmp.Diff(&c.got, got); diff != "" {
			t.Errorf("%s of %v (-want +got):\n%s", c.mode, c.asked, diff)
		}
	}
	if got := (kpi.Compare{}).Of(period("2024-05-01", "2024-05-02")); got != nil {
		t.Errorf("no comparison: got %v", got)
	}
}

func TestPreviousPeriodMatchesWeekdays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := day("2020-01-01").AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "start"))
		p := kpi.Period{From: from, To: from.AddDate(0, 0, rapid.IntRange(0, 800).Draw(t, "length"))}
		got := kpi.Compare{Mode: "previous"}.Of(p)
		if got.Days() != p.Days() || got.From.Weekday() != p.From.Weekday() || !got.To.Before(p.From) {
			t.Fatalf("%v is compared with %v", p, got)
		}
		if gap := p.From.Sub(got.To).Hours() / 24; gap > 7 {
			t.Fatalf("%v is compared with %v, %v days earlier", p, got, gap)
		}
	})
}

func TestOpenEndsAreFilled(t *testing.T) {
	frame := kpi.Frame{First: day("2024-01-10"), Last: day("2024-03-20")}
	for _, c := range []struct{ asked, want kpi.Period }{
		{kpi.Period{}, period("2024-01-10", "2024-03-20")},
		{kpi.Period{From: day("2024-02-01")}, period("2024-02-01", "2024-03-20")},
		{kpi.Period{To: day("2024-02-01")}, period("2024-01-10", "2024-02-01")},
		{kpi.Period{From: day("2024-05-01")}, period("2024-05-01", "2024-05-01")},
		{kpi.Period{To: day("2023-05-01")}, period("2023-05-01", "2023-05-01")},
		{period("2020-01-01", "2030-01-01"), period("2020-01-01", "2030-01-01")},
	} {
		if diff := cmp.Diff(c.want, c.asked.Within(frame)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.asked, diff)
		}
	}
}
