package page_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/model/kpi"
)

func values(vs ...float64) []*float64 {
	out := make([]*float64, len(vs))
	for i := range vs {
		out[i] = &vs[i]
	}
	return out
}

func TestSpark(t *testing.T) {
	want := page.Spark{Points: "3.0,27.0 75.0,3.0 147.0,15.0", X: "147.0", Y: "15.0"}
	if diff := cmp.Diff(want, page.NewSpark(values(10, 20, 15))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	flat := page.NewSpark(values(5, 5))
	if !strings.Contains(flat.Points, ",15.0 ") {
		t.Errorf("a flat line is not in the middle: %q", flat.Points)
	}
	if got := page.NewSpark(values(5)).Points + page.NewSpark(nil).Points; got != "" {
		t.Errorf("fewer than two values make a line: %q", got)
	}
	gap := page.NewSpark([]*float64{values(1)[0], nil, values(2)[0]})
	if got := len(strings.Fields(gap.Points)); got != 2 {
		t.Errorf("%d points, want the two known ones", got)
	}
}

func TestInTime(t *testing.T) {
	group := func(week string) kpi.Group { return kpi.Group{Key: map[string]string{"week": week}} }
	got := page.InTime([]kpi.Group{group("2026-W02"), group(""), group("2025-W52"), group("2026-W01")}, "week")
	want := []kpi.Group{group("2025-W52"), group("2026-W01"), group("2026-W02")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
