package desk

import (
	"math"
	"testing"
	"time"
)

// large is a desk for looking at shares; told without files.
func large(t testing.TB, look func(*life)) *generator {
	t.Helper()
	g := newGenerator(Options{Tickets: 60_000, Seed: 11})
	if err := g.run(func(l *life) error { look(l); return nil }); err != nil {
		t.Fatal(err)
	}
	return g
}

// A ticket that tier 1 held goes up with the category's planted probability, as far as chance allows; the few that the
// end of the data cuts off may be missing.
func TestEscalationIsNearPlanted(t *testing.T) {
	held, up, cut := make([]int, len(categories)), make([]int, len(categories)), make([]int, len(categories))
	large(t, func(l *life) {
		if l.excluded != "" || !l.heldBy(1) {
			return
		}
		held[l.category]++
		switch {
		case l.ups > 0:
			up[l.category]++
		case !l.done:
			cut[l.category]++
		}
	})
	for i, c := range categories {
		p := float64(c.escalation) / 1000
		if !within(up[i], held[i], p) && !within(up[i]+cut[i], held[i], p) {
			t.Errorf("%s: %d of %d escalated, planted %.3f", c.name, up[i], held[i], p)
		}
	}
}

func TestArrivalsFollowWeekdayAndHour(t *testing.T) {
	place := berlin(t)
	var weekday [7]float64
	var byHour [24]float64
	large(t, func(l *life) {
		at := time.Unix(l.created, 0).In(place)
		weekday[(int(at.Weekday())+6)%7]++
		byHour[at.Hour()]++
	})
	// Holidays, season and growth blur the weights a little: 12 holidays fall on working days.
	near(t, "weekday", weekday[:], weekdayWeights[:], 0.08)
	near(t, "hour", byHour[:], hourWeights[:], 0.03)
}

// near compares counts with weights as shares; tolerance is relative, on top of five standard deviations.
func near(t *testing.T, what string, counts []float64, weights []int, tolerance float64) {
	t.Helper()
	total, sum := 0.0, 0
	for i := range counts {
		total += counts[i]
		sum += weights[i]
	}
	for i, w := range weights {
		want := total * float64(w) / float64(sum)
		if math.Abs(counts[i]-want) > 5*math.Sqrt(want)+tolerance*want+1 {
			t.Errorf("%s %d: %.0f tickets, weights say %.0f", what, i, counts[i], want)
		}
	}
}

// The desk grows: the second December has more tickets than the first, and a holiday is as quiet as a Sunday.
func TestGrowthAndHolidays(t *testing.T) {
	perDay := map[string]int{}
	large(t, func(l *life) { perDay[calendar[dayOf(l.created)].iso]++ })
	first, second, holiday, working := 0, 0, 0, 0
	for iso, n := range perDay {
		switch iso[:7] {
		case "2024-09", "2024-10", "2024-11":
			first += n
		case "2025-09", "2025-10", "2025-11":
			second += n
		}
	}
	for _, h := range holidays[:11] {
		holiday += perDay[h.day]
		d, _ := time.Parse(time.DateOnly, h.day)
		working += perDay[d.AddDate(0, 0, -14).Format(time.DateOnly)]
	}
	if second <= first || float64(second) > float64(first)*1.3 {
		t.Errorf("three months of autumn: %d, then %d", first, second)
	}
	if holiday*4 > working {
		t.Errorf("%d tickets on holidays, %d a fortnight before", holiday, working)
	}
}

func TestEveryHourCountIsDrawn(t *testing.T) {
	for _, n := range []int{1, 7, 5000} {
		total, last := 0, began
		err := arrivals(newDice(uint64(n)), n, func(at int64) error {
			if at < last || at >= ends {
				t.Fatalf("%d after %d", at, last)
			}
			last = at
			total++
			return nil
		})
		if err != nil || total != n {
			t.Errorf("%d arrivals (%v), want %d", total, err, n)
		}
	}
}

// Everything that the desk is said to have does occur, in sensible parts.
func TestDeskHasEverything(t *testing.T) {
	g := large(t, func(*life) {})
	f := g.truth().Figures
	for id, bounds := range map[string][2]float64{
		"first_contact_resolution": {0.3, 0.6}, "fcr_one_team": {0.4, 0.7}, "fcr_one_agent": {0.4, 0.7},
		"one_touch": {0.4, 0.7}, "first_level_resolution": {0.5, 0.8}, "escalation_rate": {0.2, 0.35},
		"escalation_rate_2": {0.04, 0.15}, "direct_second_level": {0.04, 0.1}, "return_rate": {0.1, 0.25},
		"ping_pong_rate": {0.03, 0.12}, "tier_ping_pong_rate": {0.02, 0.1}, "reopen_rate": {0.05, 0.1},
		"knowledge_rate": {0.3, 0.5}, "csat": {0.75, 0.95}, "sla_met": {0.6, 0.95}, "level1_capable": {0.2, 0.35},
	} {
		share := float64(*f[id].Numerator) / float64(*f[id].Denominator)
		if share < bounds[0] || share > bounds[1] {
			t.Errorf("%s is %.3f, want %v", id, share, bounds)
		}
	}
	if g.tally.merged == 0 || g.tally.spam == 0 || *f["backlog"].Value == 0 || f["handovers"].Parts["3+"] == 0 {
		t.Error("merged, spam, open or much moved tickets are missing")
	}
}

// The figures that differ only in rare tickets do differ here, so a program that mixes them up is found out.
func TestFiguresAreTellingApart(t *testing.T) {
	f := large(t, func(*life) {}).truth().Figures
	seen := map[[2]int]string{}
	for _, id := range shareNames {
		key := [2]int{*f[id].Numerator, *f[id].Denominator}
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s are both %v", id, other, key)
		}
		seen[key] = id
	}
}
