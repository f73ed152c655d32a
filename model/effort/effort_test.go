package effort_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"tiermix/model/effort"
)

func TestTheBestSourceIsUsedAndNamed(t *testing.T) {
	fax := key(3, "fax")
	in := effort.Input{
		Wanted: []effort.Key{mail, printer, fax, network},
		Logged: map[effort.Key][]float64{mail: {5, 6, 7, 6, 5}, printer: {90}},
		Hours:  planted(1, 20, map[effort.Key]float64{mail: 6, printer: 15}, 0.8, 0),
		Typed:  map[effort.Key]float64{mail: 99, printer: 99, fax: 8},
	}
	r, err := effort.Estimate(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		key    effort.Key
		source effort.Source
		mean   float64
		n      int
	}{{mail, effort.Recorded, 5.8, 5}, {printer, effort.PaidHours, 15, 20}, {fax, effort.Typed, 8, 0}}
	if len(r.Handling) != len(want) || r.Fit == nil {
		t.Fatalf("got %+v", r)
	}
	for i, w := range want {
		h := r.Handling[i]
		if h.Key != w.key || h.Source != w.source || math.Abs(h.Mean-w.mean) > 1e-6 || h.N != w.n || len(h.Notes) == 0 {
			t.Errorf("got %+v, want %+v", h, w)
		}
	}
	if len(r.Missing) != 1 || r.Missing[0].Key != network || !strings.Contains(r.Missing[0].Reason, "no effort is recorded, the paid hours name no such tickets, and no minutes are typed") {
		t.Errorf("missing: got %+v", r.Missing)
	}
}

func TestFewRecordedTicketsAreBetterThanNothing(t *testing.T) {
	r, err := effort.Estimate(effort.Input{Wanted: []effort.Key{mail}, Logged: map[effort.Key][]float64{mail: {5, 7}}})
	if err != nil || len(r.Handling) != 1 || r.Handling[0].Source != effort.Recorded || r.Handling[0].Mean != 6 || r.Fit != nil {
		t.Errorf("got %+v, %v", r, err)
	}
	typed := map[effort.Key]float64{mail: 9}
	r, err = effort.Estimate(effort.Input{Wanted: []effort.Key{mail}, Logged: map[effort.Key][]float64{mail: {5, 7}}, Typed: typed})
	if err != nil || r.Handling[0].Source != effort.Typed || !strings.Contains(r.Handling[0].Notes[0], "recorded effort of 2 tickets, at least 5 are needed; no paid hours were given") {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestEstimateRefusesAllFaultsAtOnce(t *testing.T) {
	_, err := effort.Estimate(effort.Input{
		Wanted: []effort.Key{mail, mail},
		Typed:  map[effort.Key]float64{mail: -1, printer: math.NaN(), network: 1e6},
		Hours:  effort.Hours{Weeks: []effort.Week{{Label: "W1", Paid: 8}}, Occupancy: 0},
	})
	if err == nil {
		t.Fatal("want an error")
	}
	for _, want := range []string{"wanted twice", `"mail": typed handling time -1`, `"printer": typed handling time NaN`, `"network": typed handling time 1e+06 minutes; it must lie between 0 and 9600`, "occupancy 0"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
	if _, err := effort.Estimate(effort.Input{}); err == nil {
		t.Error("nothing wanted: want an error")
	}
}

func TestNames(t *testing.T) {
	passed := effort.Key{Tier: 1, Category: "vpn", Outcome: effort.Passed}
	if got := fmt.Sprint(effort.Recorded, ", ", effort.PaidHours, ", ", effort.Typed, ", ", effort.Source(0), ", ", passed); got != `recorded, paid hours, typed, unknown, tier 1, "vpn", passed on` {
		t.Errorf("got %q", got)
	}
}

func ExampleEstimate() {
	r, _ := effort.Estimate(effort.Input{
		Wanted: []effort.Key{mail, network},
		Logged: map[effort.Key][]float64{mail: {4, 6, 5, 8, 7, 6}},
		Typed:  map[effort.Key]float64{network: 35},
	})
	for _, h := range r.Handling {
		fmt.Printf("%s: %.0f minutes, %s\n", h.Key, h.Mean, h.Source)
	}
	// Output:
	// tier 1, "mail": 6 minutes, recorded
	// tier 2, "network": 35 minutes, typed
}
