package staffing_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/staffing"
)

// Where nobody gives up and all is done in time, people are busy for as long as the work takes: Σ busy = Σ tickets · handling.
func TestOccupancyIsWorkOverDuty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		one := tier()
		calls, mails := make([]float64, 24), make([]float64, 24)
		for i := range calls {
			calls[i] = rapid.Float64Range(0, 200).Draw(rt, "calls")
			mails[i] = rapid.Float64Range(0, 30).Draw(rt, "mails")
		}
		one.Live = []staffing.Live{phone(calls)}
		one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: mails, HandlingSeconds: 600, TargetHours: 8, Share: 0.9}}
		p := plan(rt, oneDay(one))
		if p.Reach.Deferred[0].InTime < 1 {
			rt.Skip("work is left over")
		}
		work, duty, busy := 0.0, 0.0, 0.0
		for i, h := range p.Reach.Hours {
			work += (calls[i]*240 + mails[i]*600) / 3600
			duty, busy = duty+h.OnDuty, busy+h.Busy
			if h.Busy > h.OnDuty+1e-9 {
				rt.Errorf("hour %d: %g of %g people at work", i, h.Busy, h.OnDuty)
			}
		}
		if duty == 0 {
			if p.Reach.Occupancy != 0 {
				rt.Errorf("nobody has an occupancy of %g", p.Reach.Occupancy)
			}
			return
		}
		if math.Abs(busy-work) > 1e-6*(1+work) || math.Abs(p.Reach.Occupancy-work/duty) > 1e-9*(1+work) {
			rt.Errorf("%g people hours of work, %g told; occupancy %g of %g hours", work, busy, p.Reach.Occupancy, duty)
		}
	})
}

// By hand: 8 people for 8 hours, 24 hours of e-mail to do, all of it done: 24 / 64 = 37.5 %.
func TestOccupancyByHand(t *testing.T) {
	one := tier()
	mails, duty := make([]float64, 24), make([]float64, 24)
	for i := 8; i < 16; i++ {
		mails[i], duty[i] = 9, 8 // nine mails of 20 minutes: 3 hours each hour
	}
	one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: mails, HandlingSeconds: 1200, TargetHours: 4, Share: 0.9}}
	one.Staff.OnDuty = duty
	r, err := staffing.Reach(oneDay(one))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Tiers[0].Occupancy; math.Abs(got-0.375) > 1e-12 {
		t.Errorf("occupancy %g, want 0.375", got)
	}
}
