package tier

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/kpi"
)

func TestTooManyArrivals(t *testing.T) {
	p := kpi.Period{From: date("2025-01-01"), To: date("2025-12-31")}
	if err := tooMany(MostArrivals, p); err != nil {
		t.Errorf("as many as can be: %v", err)
	}
	want := "1000001 tickets came from 2025-01-01 to 2025-12-31, at most 1000000 can be replayed at once; choose a shorter period"
	if err := tooMany(MostArrivals+1, p); err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestNamesAreKeptOnce(t *testing.T) {
	n, all := names{}, []string(nil)
	var got []int32
	for _, name := range []string{"b", "", "b", "a", ""} {
		got = append(got, n.index(name, &all))
	}
	if diff := cmp.Diff([]int32{0, 1, 0, 2, 1}, got); diff != "" {
		t.Errorf("indices (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"b", "", "a"}, all); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
