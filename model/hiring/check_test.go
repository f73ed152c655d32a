package hiring_test

import (
	"math"
	"strings"
	"testing"

	"tiermix/model/hiring"
	"tiermix/model/origin"
)

// Every fault is named with its place, value and what would be right, in both languages, and all at once.
func TestFaults(t *testing.T) {
	for want, spoil := range map[string]func(*hiring.Input){
		"0 months and a tail of 0":                                           func(in *hiring.Input) { in.Months = 0 },
		"12 months and a tail of 97":                                         func(in *hiring.Input) { in.Tail = 97 },
		"tier 1, need in month 3: NaN must lie between 0":                    func(in *hiring.Input) { in.Need[0][2] = math.NaN() },
		"tier 2, need in month 1: -1 must":                                   func(in *hiring.Input) { in.Need[1][0] = -1 },
		"tier 1, need in month 12: 11 numbers for 12 months":                 func(in *hiring.Input) { in.Need[0] = in.Need[0][:11] },
		"tier 1, cost of a person in month 1: +Inf":                          func(in *hiring.Input) { in.Tiers[0].Cost[0] = math.Inf(1) },
		"tier 1, people today: -3":                                           func(in *hiring.Input) { in.Tiers[0].People[0].People = -3 },
		"tenure of -1 months":                                                func(in *hiring.Input) { in.Tiers[0].People[0].Tenure = -1 },
		"lead time of -2 months":                                             func(in *hiring.Input) { in.Tiers[0].Lead = -2 },
		"no chance of leaving is given":                                      func(in *hiring.Input) { in.Tiers[1].Leave = nil },
		"tier 1, chance of leaving after month 1 of tenure: 1.5":             func(in *hiring.Input) { in.Tiers[0].Leave = []float64{1.5} },
		"tier 1, productivity in month 2 of tenure: NaN":                     func(in *hiring.Input) { in.Tiers[0].Ramp = []float64{0, math.NaN()} },
		"a ramp has at most 108 months":                                      func(in *hiring.Input) { in.Tiers[0].Ramp = flat(0.5, 109) },
		"tier 1, time of colleagues that one in ramp takes: 2":               func(in *hiring.Input) { in.Tiers[0].Mentor = 2 },
		"tier 1, cost of a hire: -1":                                         func(in *hiring.Input) { in.Tiers[0].Hiring = -1 },
		"tier 2, price of a missing FTE-month: NaN":                          func(in *hiring.Input) { in.Tiers[1].Missing = math.NaN() },
		"tier 1: at most -1 hires":                                           func(in *hiring.Input) { in.Tiers[0].Most = hiring.Limit{Most: -1, OK: true} },
		"may be promoted within twelve months: 1.2":                          func(in *hiring.Input) { in.Promotion.Share = 1.2 },
		"cost of a promotion: NaN":                                           func(in *hiring.Input) { in.Promotion.Once = math.NaN() },
		"promotions begin in month -1":                                       func(in *hiring.Input) { in.Promotion.Ready = -1 },
		"cost of a promoted person in month 1: 0 numbers for 12 months":      func(in *hiring.Input) { in.Promotion.Cost = nil },
		"productivity in month 1 after a promotion: 3 must lie between 0 an": func(in *hiring.Input) { in.Promotion.Ramp = []float64{3} },
	} {
		in := desk(12)
		spoil(&in)
		_, err := hiring.Solve(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
			continue
		}
		for _, s := range origin.Sentences(err) {
			if s.DE == s.EN || strings.Contains(s.DE+s.EN, "%!") {
				t.Errorf("%q: German %q", s.EN, s.DE)
			}
		}
	}
	in := desk(12)
	in.Tiers[0].Hiring, in.Tiers[1].Leaving = -1, math.NaN()
	if err := in.Check(); len(origin.Sentences(err)) != 2 {
		t.Errorf("two faults: %v", err)
	}
}

// Decisions that cannot be taken are refused.
func TestDecisionsThatCannotBe(t *testing.T) {
	in := desk(12)
	in.Tiers[1].Most = hiring.Limit{Most: 1, OK: true}
	for want, d := range map[string]hiring.Decisions{
		"1 hires begin in month 2, and with a lead time of 2": {Hire: [hiring.Tiers][]int{{0, 1}}},
		"tier 1: -1 hires in month 3":                         {Hire: [hiring.Tiers][]int{{0, 0, -1}}},
		"tier 2: 2 hires in month 3; at most 1":               {Hire: [hiring.Tiers][]int{nil, {0, 0, 2}}},
		"-1 promotions in month 1":                            {Promote: []int{-1}},
		"4 people are promoted, and 3.00 settled people":      {Promote: []int{4}},
	} {
		if _, err := hiring.Follow(in, d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	// Three of six may rise within twelve months, however early the first two did, and the fourth not before they are over.
	if _, err := hiring.Follow(in, hiring.Decisions{Promote: []int{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}); err != nil {
		t.Error(err)
	}
	if _, err := hiring.Follow(in, hiring.Decisions{Promote: []int{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}}); err == nil || !strings.Contains(err.Error(), "2 people are promoted, and 1.00 settled people") {
		t.Errorf("the fourth within twelve months: %v", err)
	}
}
