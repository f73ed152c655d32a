package page_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
)

func TestShareBar(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	for _, test := range []struct {
		name             string
		share, low, high *float64
		top              float64
		want             *page.Bar
	}{
		{"with interval", v(0.2), v(0.15), v(0.3), 0.5, &page.Bar{Value: 40, Low: 30, Span: 30, Class: "c"}},
		{"without interval", v(0.2), nil, nil, 1, &page.Bar{Value: 20, Class: "c"}},
		{"beyond the scale", v(0.9), v(0.8), v(0.99), 0.5, &page.Bar{Value: 100, Low: 100, Class: "c"}},
		{"no share", nil, v(0.1), v(0.2), 1, nil},
		{"no scale", v(0.2), nil, nil, 0, nil},
	} {
		if diff := cmp.Diff(test.want, page.ShareBar(test.share, test.low, test.high, test.top, "c").Bar); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if got := (page.Bar{Low: 10, Span: 5}).High(); got != 15 {
		t.Errorf("High = %v, want 15", got)
	}
}

func TestTierMarks(t *testing.T) {
	for want, tier := range map[string]*int{"1": pagetest.Tier(1), "0": pagetest.Tier(0), "none": nil} {
		if got := page.TierClass(tier); got != want {
			t.Errorf("TierClass = %q, want %q", got, want)
		}
	}
	if got := page.TierClass(pagetest.Tier(9)); got != "none" {
		t.Errorf("a tier without a colour has the mark %q", got)
	}
	if got := page.TierKey(pagetest.Tier(2)) + page.TierKey(nil); got != "2" {
		t.Errorf("TierKey = %q, want 2", got)
	}
}
