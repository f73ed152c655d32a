package effort_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/effort"
)

// desk is a desk of two tiers whose minutes are planted: ten categories whose times scatter by 40 % around 15 minutes solved, 20 passed
// on and 60 at 2nd level; two teams at tier 1, two at tier 2, each with half of the categories.
type desk struct {
	minutes map[effort.Key]float64
	hours   effort.Hours
}

const categories = 10

func plantedDesk(seed uint64, weeks int, noise float64) desk {
	random := rand.New(rand.NewPCG(seed, 2))
	d := desk{minutes: map[effort.Key]float64{}, hours: effort.Hours{Occupancy: 0.7, Basis: "typed"}}
	for c := range categories {
		name := fmt.Sprintf("c%02d", c)
		d.minutes[effort.Key{Tier: 1, Category: name, Outcome: effort.Solved}] = 15 * math.Exp(0.4*random.NormFloat64()-0.08)
		d.minutes[effort.Key{Tier: 1, Category: name, Outcome: effort.Passed}] = 20 * math.Exp(0.4*random.NormFloat64()-0.08)
		d.minutes[effort.Key{Tier: 2, Category: name}] = 60 * math.Exp(0.4*random.NormFloat64()-0.08)
	}
	for w := range weeks {
		for team := range 4 {
			week := effort.Week{Label: fmt.Sprint(w), Team: fmt.Sprint(team), Tickets: map[effort.Key]int{}}
			for c := range categories {
				name := fmt.Sprintf("c%02d", c)
				if team < 2 {
					week.Tickets[effort.Key{Tier: 1, Category: name, Outcome: effort.Solved}] = 2 + random.IntN(16)
					week.Tickets[effort.Key{Tier: 1, Category: name, Outcome: effort.Passed}] = random.IntN(8)
				} else if c%2 == team%2 {
					week.Tickets[effort.Key{Tier: 2, Category: name}] = random.IntN(16)
				}
			}
			week.Paid = worked(week.Tickets, d.minutes) / 0.7 * math.Max(0.1, 1+noise*random.NormFloat64())
			d.hours.Weeks = append(d.hours.Weeks, week)
		}
	}
	return d
}

func mustFit(t *testing.T, h effort.Hours) effort.Fit {
	t.Helper()
	fit, err := effort.FromHours(h)
	if err != nil {
		t.Fatal(err)
	}
	return fit
}

// meanOf is the planted mean of a tier and outcome over the tickets that came.
func (d desk) meanOf(tier int, o effort.Outcome) float64 {
	work, tickets := 0.0, 0.0
	for _, w := range d.hours.Weeks {
		for k, n := range w.Tickets {
			if k.Tier == tier && k.Outcome == o {
				work, tickets = work+float64(n)*d.minutes[k], tickets+float64(n)
			}
		}
	}
	return work / tickets
}

func (d desk) workOf(tier int) (sum float64) {
	for _, w := range d.hours.Weeks {
		for k, n := range w.Tickets {
			if k.Tier == tier {
				sum += float64(n) * d.minutes[k]
			}
		}
	}
	return sum
}

func workOf(fit effort.Fit, tier int) (sum float64) {
	for _, s := range fit.Shares {
		if s.Key.Tier == tier {
			sum += float64(s.Tickets) * s.Minutes
		}
	}
	return sum
}

// Half a year tells 30 times of two tiers, with 10 % of noise, over 20 desks: nothing at 0, single times to 40 % on average, the work of
// a tier to 10 %; nine of ten intervals hold the truth, those of means and those of single times.
func TestHalfAYearTellsEveryCategory(t *testing.T) {
	held, all, miss, means := 0, 0, 0.0, 0
	for seed := range uint64(20) {
		d := plantedDesk(seed, 26, 0.1)
		fit := mustFit(t, d.hours)
		for _, o := range []effort.Outcome{effort.Solved, effort.Passed, effort.Any} {
			tier := 1
			if o == effort.Any {
				tier = 2
			}
			if g, ok := fit.Mean(tier, o); ok && math.Abs(g.Minutes-d.meanOf(tier, o)) <= g.Spread {
				means++
			}
		}
		for tier := 1; tier <= 2; tier++ {
			if got, want := workOf(fit, tier), d.workOf(tier); math.Abs(got/want-1) > 0.1 {
				t.Errorf("desk %d, tier %d: %.0f minutes of work, planted %.0f", seed, tier, got, want)
			}
		}
		for _, s := range fit.Shares {
			want := d.minutes[s.Key]
			if !s.Told && !s.Joined || s.Minutes < 1 {
				t.Errorf("desk %d: %+v", seed, s)
			}
			all++
			miss += math.Abs(s.Minutes/want - 1)
			if s.Low <= want && want <= s.High {
				held++
			}
		}
	}
	if share := float64(held) / float64(all); share < 0.9 {
		t.Errorf("%d of %d intervals hold the planted minutes", held, all)
	}
	if means < 54 {
		t.Errorf("%d of 60 intervals hold the planted mean", means)
	}
	if miss /= float64(all); miss > 0.4 {
		t.Errorf("times miss the planted ones by %.0f %% on average", 100*miss)
	}
}

// More weeks come closer: over three desks the mean miss at 104 weeks lies below that at 13.
func TestMoreWeeksComeCloser(t *testing.T) {
	misses := func(weeks int) (sum float64) {
		for seed := range uint64(3) {
			d := plantedDesk(seed, weeks, 0.1)
			for _, s := range mustFit(t, d.hours).Shares {
				sum += math.Abs(s.Minutes/d.minutes[s.Key] - 1)
			}
		}
		return sum
	}
	if few, many := misses(13), misses(104); many >= few {
		t.Errorf("13 weeks miss by %v in all, 104 by %v", few, many)
	}
}

func TestFewWeeksTellOneMean(t *testing.T) {
	d := plantedDesk(3, 7, 0.05)
	for _, s := range mustFit(t, d.hours).Shares {
		want := d.meanOf(s.Key.Tier, s.Key.Outcome)
		if s.Told || !s.Joined || s.Minutes != s.Group.Minutes || !s.Group.Alike && math.Abs(s.Minutes/want-1) > 0.3 {
			t.Errorf("got %+v, want one mean of about %.1f", s, want)
		}
		if s.Reason != "7 weeks are too few to tell categories apart, at least 8 are needed" {
			t.Errorf("reason: %q", s.Reason)
		}
	}
	for _, s := range mustFit(t, plantedDesk(3, 3, 0.05).hours).Shares {
		if s.Told || s.Joined || s.Reason != "3 weeks of paid hours are too few to tell anything, at least 4 are needed" {
			t.Errorf("3 weeks: %+v", s)
		}
	}
}

// A category that takes no time at all does not come out with 0 minutes as measured.
func TestNoTimeAtAllIsNotMeasured(t *testing.T) {
	d := plantedDesk(4, 78, 0)
	for i, w := range d.hours.Weeks {
		minutes := map[effort.Key]float64{}
		for k, m := range d.minutes {
			if k.Category != "c00" {
				minutes[k] = m
			}
		}
		d.hours.Weeks[i].Paid = worked(w.Tickets, minutes) / 0.7
	}
	for _, s := range mustFit(t, d.hours).Shares {
		if s.Key.Category != "c00" {
			continue
		}
		if s.Told || !s.Joined || s.Minutes != s.Group.Minutes || s.Reason != effort.NextToNothing {
			t.Errorf("got %+v", s)
		}
	}
}

func TestRareCategoriesAreJoined(t *testing.T) {
	d := plantedDesk(5, 26, 0.05)
	rare := effort.Key{Tier: 2, Category: "rare"}
	d.hours.Weeks[2].Tickets[rare] = 3
	fit := mustFit(t, d.hours)
	s := fit.Shares[len(fit.Shares)-1]
	if s.Key != rare || s.Told || !s.Joined || s.Reason != "only 3 tickets of it, fewer than 30" || s.Minutes != s.Group.Minutes {
		t.Errorf("got %+v", s)
	}
}

// What is solved and what is passed on always stand in the same proportion: paid hours tell only what both take.
func TestOutcomesInOneProportionAreJoined(t *testing.T) {
	solved, passed := effort.Key{Tier: 1, Category: "a", Outcome: effort.Solved}, effort.Key{Tier: 1, Category: "a", Outcome: effort.Passed}
	h := effort.Hours{Occupancy: 1, Basis: "typed"}
	for w := range 20 {
		n := 20 + w*7%13
		h.Weeks = append(h.Weeks, effort.Week{Label: fmt.Sprint(w), Paid: float64(n) * (10 + 2*25) / 60, Tickets: map[effort.Key]int{solved: n, passed: 2 * n}})
	}
	fit := mustFit(t, h)
	for _, s := range fit.Shares {
		if !s.Joined || !s.Group.Alike || math.Abs(s.Minutes-20) > 1e-6 || s.Reason != effort.SameMix {
			t.Errorf("got %+v, want (10 + 2·25)/3 = 20", s)
		}
	}
	if notes := strings.Join(fit.Notes, "\n"); !strings.Contains(notes, "do not tell tickets that tier 1 solved from those that it passed on") {
		t.Errorf("notes: %s", notes)
	}
}

// Hours that have nothing to do with the tickets tell nothing, and that is said.
func TestUnrelatedHoursTellNothing(t *testing.T) {
	h := effort.Hours{Occupancy: 1, Basis: "typed"}
	for w := range 20 {
		h.Weeks = append(h.Weeks, effort.Week{Label: fmt.Sprint(w), Paid: float64(1000 * (w % 2)), Tickets: map[effort.Key]int{network: 50 * (1 - w%2), printer: w / 19}})
	}
	fit := mustFit(t, h)
	for _, s := range fit.Shares {
		if s.Told || s.Joined || !strings.Contains(s.Reason, "do not tell even one mean for all tickets of tier") {
			t.Errorf("got %+v", s)
		}
	}
}

// Whatever the records hold, a time is told or joined above 0 inside its interval, or there is a reason.
func TestSharesKeepTheirLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := effort.Hours{Occupancy: rapid.Float64Range(0.1, 1).Draw(t, "occupancy"), Basis: "typed"}
		keys := []effort.Key{mail, printer, network, {Tier: 1, Category: "mail", Outcome: effort.Solved}, {Tier: 1, Category: "mail", Outcome: effort.Passed}}
		for w := range rapid.IntRange(1, 30).Draw(t, "weeks") {
			week := effort.Week{Label: fmt.Sprint(w), Paid: rapid.OneOf(rapid.Float64Range(0, 100), rapid.Just(40.0)).Draw(t, "paid"), Tickets: map[effort.Key]int{mail: 1}}
			for _, k := range keys {
				week.Tickets[k] += rapid.IntRange(0, 60).Draw(t, "tickets")
			}
			h.Weeks = append(h.Weeks, week)
		}
		fit, err := effort.FromHours(h)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range fit.Shares {
			switch {
			case s.Told && s.Joined, !s.Told && s.Reason == "":
				t.Fatalf("%+v", s)
			case (s.Told || s.Joined) && !(0 < s.Low && s.Low <= s.Minutes && s.Minutes <= s.High && !math.IsInf(s.High, 0) && 0 <= s.Weight && s.Weight <= 1):
				t.Fatalf("%+v", s)
			}
		}
		if !(fit.R2 <= 1+1e-9) {
			t.Fatalf("R² %v", fit.R2)
		}
	})
}
