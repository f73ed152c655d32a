package ingest_test

import (
	"math"
	"testing"

	"tiermix/model/effort"
	"tiermix/sample-data/desk"
)

// The paid hours of an invented desk against the minutes that were booked on its tickets, with the planted occupancy of each tier. They
// are not quite the same: hours are paid in the week of the work and tickets counted in that of their end, and a ticket that two teams
// of 2nd level held counts for both. So: the work of a tier to 20 %, no time at 0, and nine of ten intervals hold the booked mean.
func TestPaidHoursAgreeWithBookedMinutes(t *testing.T) {
	folder := t.TempDir() + "/sample"
	if _, err := desk.Write(folder, desk.Options{Tickets: 20000, Seed: 1}, false); err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, folder)
	for _, from := range []string{"", "2024-07-01"} {
		d := demand(t, s, from, "")
		for i, w := range d.Paid {
			for k := range w.Tickets {
				if k.Tier == 2 {
					d.Paid[i].Occupancy = 0.6
				}
			}
		}
		fit, err := effort.FromHours(effort.Hours{Weeks: d.Paid, Occupancy: 0.68, Basis: "planted"})
		if err != nil {
			t.Fatal(err)
		}
		held, all := 0, 0
		var work, booked [3]float64
		for _, s := range fit.Shares {
			if !s.Told && !s.Joined || s.Minutes < 2 {
				t.Errorf("%d weeks: %+v", fit.Weeks, s)
			}
			h, ok := effort.FromRecorded(s.Key, d.Logged[s.Key])
			if !ok {
				continue
			}
			all++
			if s.Low <= h.Mean && h.Mean <= s.High {
				held++
			}
			work[s.Key.Tier] += float64(h.N) * s.Minutes
			booked[s.Key.Tier] += float64(h.N) * h.Mean
		}
		if float64(held) < 0.9*float64(all) {
			t.Errorf("%d weeks: %d of %d intervals hold the booked mean", fit.Weeks, held, all)
		}
		for tier := 1; tier <= 2; tier++ {
			if ratio := work[tier] / booked[tier]; math.Abs(ratio-1) > 0.2 {
				t.Errorf("%d weeks, tier %d: work is %.2f of what was booked", fit.Weeks, tier, ratio)
			}
		}
	}
}
