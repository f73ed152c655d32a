package locale_test

import "testing"

func TestValue(t *testing.T) {
	l := load(t).Choose("de")
	v := func(x float64) *float64 { return &x }
	for _, test := range []struct {
		unit string
		v    *float64
		want string
	}{
		{"share", v(0.2174), "21,7 %"}, {"duration", v(7200), "2 h"}, {"count", v(1204), "1.204"},
		{"mean", v(0.414), "0,41"}, {"share", nil, "–"},
	} {
		if got := spaced(l.Value(test.unit, test.v)); got != test.want {
			t.Errorf("Value(%s) = %q, want %q", test.unit, got, test.want)
		}
	}
}

func TestDifference(t *testing.T) {
	l := load(t).Choose("en")
	for _, test := range []struct {
		unit string
		v    float64
		want string
	}{
		{"share", -0.0142, "1.4 pts"}, {"share", 0.021, "2.1 pts"}, {"duration", -1440, "24 min"}, {"count", 88, "88"},
	} {
		if got := spaced(l.Difference(test.unit, test.v)); got != test.want {
			t.Errorf("Difference(%s, %v) = %q, want %q", test.unit, test.v, got, test.want)
		}
	}
}

func TestInterval(t *testing.T) {
	l := load(t).Choose("en")
	low, high := 0.2, 0.25
	if got, want := spaced(l.Interval("share", &low, &high)), "20.0–25.0 %"; got != want {
		t.Errorf("Interval = %q, want %q", got, want)
	}
	from, to := 3600.0, 7200.0
	if got, want := spaced(l.Interval("duration", &from, &to)), "1 h – 2 h"; got != want {
		t.Errorf("Interval = %q, want %q", got, want)
	}
	if got, want := spaced(l.Interval("duration", &from, nil)), "1 h or more"; got != want {
		t.Errorf("Interval without an upper end = %q, want %q", got, want)
	}
	if got := l.Interval("share", nil, &high); got != "" {
		t.Errorf("Interval without an end = %q, want nothing", got)
	}
}
