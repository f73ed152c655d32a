package staffing_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/staffing"
)

var monday = time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)

// grid is a run of equal intervals.
func grid(from time.Time, n int, length time.Duration) []staffing.Interval {
	all := make([]staffing.Interval, n)
	for i := range all {
		all[i] = staffing.Interval{Start: from.Add(time.Duration(i) * length), Length: length}
	}
	return all
}

func clock(hours ...float64) []time.Duration {
	all := make([]time.Duration, len(hours))
	for i, h := range hours {
		all[i] = time.Duration(h * float64(time.Hour))
	}
	return all
}

func every(step float64) []time.Duration {
	var hours []float64
	for h := 0.0; h < 24; h += step {
		hours = append(hours, h)
	}
	return clock(hours...)
}

func hours(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }

// long has nine hours with one hour of break after three to five.
func long(step float64) staffing.Pattern {
	return staffing.Pattern{
		Name: "long", Length: hours(9), Paid: hours(8), Starts: every(step),
		Breaks: []staffing.Break{{Length: hours(1), Earliest: hours(3), Latest: hours(5), Step: hours(step)}},
	}
}

func short(step float64) staffing.Pattern {
	return staffing.Pattern{Name: "short", Length: hours(4), Paid: hours(4), Starts: every(step)}
}

// By hand: two people from 8 to 16 need two shifts of eight hours; one more from 12 to 16 one of four: 2·8 + 4 = 20.
func TestCoverByHand(t *testing.T) {
	need := make([]float64, 24)
	for h := 8; h < 16; h++ {
		need[h] = 2
		if h >= 12 {
			need[h] = 3
		}
	}
	full := staffing.Pattern{Name: "full", Length: hours(8), Paid: hours(8), Starts: every(1)}
	c, err := staffing.Meet(staffing.Rota{Zone: time.UTC, Horizon: grid(monday, 24, time.Hour), Need: need, Patterns: []staffing.Pattern{full, short(1)}, Hourly: 30})
	if err != nil {
		t.Fatal(err)
	}
	if c.Cost != 600 || !c.Exact() || c.PaidHours != 20 || len(c.Unmet) != 0 {
		t.Errorf("got %+v", c)
	}
	if got, want := c.Statement(), "cost 600.00, no cheaper cover exists"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// cheapest tries every number of every shift, by hours of one day; shifts are sets of hours.
func cheapest(need []int, shifts [][]int, cost []float64, most int) float64 {
	best := math.Inf(1)
	var try func(j int, left []int, spent float64)
	try = func(j int, left []int, spent float64) {
		if spent >= best {
			return
		}
		if j == len(shifts) {
			for _, n := range left {
				if n > 0 {
					return
				}
			}
			best = spent
			return
		}
		for n := 0; n <= most; n++ {
			next := append([]int(nil), left...)
			for _, h := range shifts[j] {
				next[h] -= n
			}
			try(j+1, next, spent+float64(n)*cost[j])
		}
	}
	try(0, need, 0)
	return best
}

// Small instances with breaks against trying everything: six hours, shifts of four with a break in the second or third, of two
// and of three hours.
func TestCoverAgainstTryingEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		need := rapid.SliceOfN(rapid.IntRange(0, 3), 6, 6).Draw(t, "need")
		prices := rapid.SliceOfN(rapid.IntRange(1, 9), 3, 3).Draw(t, "premium")
		var shifts [][]int
		var cost []float64
		add := func(price float64, hours ...int) { shifts, cost = append(shifts, hours), append(cost, price) }
		patterns := []staffing.Pattern{
			{Name: "four", Length: hours(4), Paid: hours(3), Starts: clock(0, 1, 2), Breaks: []staffing.Break{{Length: time.Hour, Earliest: time.Hour, Latest: hours(2)}}},
			{Name: "two", Length: hours(2), Paid: hours(2), Starts: clock(0, 2, 4)},
			{Name: "three", Length: hours(3), Paid: hours(3), Starts: clock(0, 3)},
		}
		for i := range patterns {
			patterns[i].Premium = float64(prices[i])
		}
		for s := range 3 {
			add(3+float64(prices[0]), s, s+2, s+3)
			add(3+float64(prices[0]), s, s+1, s+3)
			add(2+float64(prices[1]), 2*s, 2*s+1)
		}
		add(3+float64(prices[2]), 0, 1, 2)
		add(3+float64(prices[2]), 3, 4, 5)
		c, err := staffing.Meet(staffing.Rota{Zone: time.UTC, Horizon: grid(monday, 6, time.Hour), Need: floats(need), Patterns: patterns, Repeats: true, Hourly: 1})
		if err != nil {
			t.Fatal(err)
		}
		want := cheapest(need, shifts, cost, 3)
		if math.Abs(c.Cost-want) > 1e-6 || !c.Exact() || c.Bound > want+1e-6 {
			t.Fatalf("need %v: got %v (%s), trying everything gives %v", need, c.Cost, c.Statement(), want)
		}
	})
}

func floats(whole []int) []float64 {
	all := make([]float64, len(whole))
	for i, n := range whole {
		all[i] = float64(n)
	}
	return all
}

// rota draws one or two days of hours with shifts of all kinds.
func rota(t *rapid.T) staffing.Rota {
	days := rapid.IntRange(1, 2).Draw(t, "days")
	need := rapid.SliceOfN(rapid.IntRange(0, 6), 24*days, 24*days).Draw(t, "need")
	patterns := []staffing.Pattern{long(1), short(1)}
	patterns[1].Premium = float64(rapid.IntRange(0, 5).Draw(t, "premium"))
	return staffing.Rota{Zone: time.UTC, Horizon: grid(monday, 24*days, time.Hour), Need: floats(need), Patterns: patterns, Repeats: true, Work: 3e7}
}

func meet(t *rapid.T, r staffing.Rota) staffing.Cover {
	c, err := staffing.Meet(r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The need is met wherever it is not reported unmet; what is at work is what the shifts say; cost is at least the bound.
func TestCoverMeetsTheNeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rota(t)
		c := meet(t, r)
		people, paid := 0, 0.0
		for _, s := range c.Shifts {
			people += s.People
			paid += float64(s.People) * map[string]float64{"long": 8, "short": 4}[s.Pattern]
		}
		if people != c.Count || math.Abs(paid-c.PaidHours) > 1e-9 || c.Cost < c.Bound-1e-6 || len(c.Unmet) != 0 {
			t.Fatalf("got %+v", c)
		}
		present := 0.0
		for i, n := range r.Need {
			present += c.OnDuty[i]
			if c.OnDuty[i] < n {
				t.Fatalf("hour %d: %v at work, %v needed", i, c.OnDuty[i], n)
			}
		}
		if math.Abs(present-paid) > 1e-6 {
			t.Fatalf("%v hours at work, %v paid", present, paid)
		}
	})
}

// More need, or one pattern fewer, is never cheaper: the better cover is never below the other's bound.
func TestCoverIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rota(t)
		before := meet(t, r)
		more := r
		more.Need = append([]float64(nil), r.Need...)
		more.Need[rapid.IntRange(0, len(r.Need)-1).Draw(t, "hour")]++
		if after := meet(t, more); after.Cost < before.Bound-1e-6 || before.Exact() && after.Exact() && after.Cost < before.Cost-1e-6 {
			t.Fatalf("more need costs %v, less costs %v (%v)", after.Cost, before.Cost, before.Bound)
		}
		fewer := r
		fewer.Patterns = r.Patterns[rapid.IntRange(0, 1).Draw(t, "pattern"):][:1]
		if after := meet(t, fewer); after.Cost < before.Bound-1e-6 {
			t.Fatalf("one pattern costs %v, two cost %v (%v)", after.Cost, before.Cost, before.Bound)
		}
	})
}

// week is a desk that never closes: 1 to 14 people by the hour of the day, fewer at the weekend.
func week(length time.Duration) []float64 {
	n := int(168 * time.Hour / length)
	need := make([]float64, n)
	for i := range need {
		at := time.Duration(i) * length
		hour, day := math.Mod(at.Hours(), 24), int(at.Hours()/24)
		need[i] = math.Round(1 + 6.5*(1-math.Cos(2*math.Pi*(hour-3)/24)))
		if day >= 5 {
			need[i] = math.Ceil(need[i] / 3)
		}
	}
	return need
}

func BenchmarkWeek(b *testing.B) {
	for _, c := range []struct {
		name   string
		length time.Duration
		step   float64
	}{{"hours", time.Hour, 1}, {"half hours", time.Hour / 2, 0.5}, {"quarter hours", time.Hour / 4, 0.5}} {
		b.Run(c.name, func(b *testing.B) {
			r := staffing.Rota{
				Zone: time.UTC, Horizon: grid(monday, int(168*time.Hour/c.length), c.length), Repeats: true,
				Need: week(c.length), Patterns: []staffing.Pattern{long(c.step), short(c.step)},
			}
			var cover staffing.Cover
			for b.Loop() {
				var err error
				if cover, err = staffing.Meet(r); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/week")
			b.ReportMetric(100*cover.Gap, "gap_%")
		})
	}
}

func ExampleMeet() {
	need := []float64{1, 2, 3, 3, 2, 3, 3, 2}
	c, _ := staffing.Meet(staffing.Rota{
		Zone: time.UTC, Horizon: grid(monday.Add(8*time.Hour), 8, time.Hour), Need: need, Hourly: 30,
		Patterns: []staffing.Pattern{
			{Name: "day", Length: hours(8), Paid: hours(7), Starts: clock(8), Breaks: []staffing.Break{{Length: time.Hour, Earliest: hours(3), Latest: hours(5), Step: time.Hour}}},
			{Name: "short", Length: hours(4), Paid: hours(4), Starts: clock(8, 9, 12)},
		},
	})
	fmt.Println(c.Statement())
	fmt.Println(len(c.Unmet), "hours unmet")
	// Output:
	// cost 660.00, no cheaper cover exists
	// 0 hours unmet
}
