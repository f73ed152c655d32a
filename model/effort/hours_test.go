package effort_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/effort"
)

func key(tier int, category string) effort.Key { return effort.Key{Tier: tier, Category: category} }

var (
	mail    = key(1, "mail")
	printer = key(1, "printer")
	network = key(2, "network")
)

// planted are weeks whose handling time is known: minutes per ticket, noise in hours (standard deviation).
func planted(seed uint64, weeks int, minutes map[effort.Key]float64, occupancy, noise float64) effort.Hours {
	random := rand.New(rand.NewPCG(seed, 1))
	h := effort.Hours{Occupancy: occupancy, Basis: "typed"}
	keys := []effort.Key{mail, printer, network}
	for w := range weeks {
		week := effort.Week{Label: fmt.Sprintf("2024-W%02d", w+1), Team: "desk", Tickets: map[effort.Key]int{}}
		for _, k := range keys {
			if m, ok := minutes[k]; ok {
				n := 20 + random.IntN(60)
				week.Tickets[k] = n
				week.Paid += float64(n) * m / 60 / occupancy
			}
		}
		week.Paid = math.Max(0, week.Paid+noise*random.NormFloat64())
		h.Weeks = append(h.Weeks, week)
	}
	return h
}

var truth = map[effort.Key]float64{mail: 6, printer: 15, network: 40}

func TestHoursWithoutNoiseAreExact(t *testing.T) {
	fit, err := effort.FromHours(planted(1, 20, truth, 0.8, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range fit.Shares {
		if want := truth[s.Key]; !s.Told || math.Abs(s.Minutes-want) > 1e-6 || math.Abs(s.Low-want) > 1e-6 || math.Abs(s.High-want) > 1e-6 {
			t.Errorf("got %+v, want %v", s, want)
		}
	}
	if math.Abs(fit.R2-1) > 1e-9 || fit.N != 20 || fit.Scale != 0.8 {
		t.Errorf("got %+v", fit)
	}
	if !strings.Contains(fit.Notes[0], "80 % of the paid time counts as handling time: occupancy 0.80, shrinkage 0.00 (typed)") {
		t.Errorf("notes: %q", fit.Notes)
	}
}

// Of 95 % intervals over 40 histories with noise of about 15 % of a week, between 88 % and 100 % must hold the truth.
func TestPlantedMinutesAreRecovered(t *testing.T) {
	held, all := 0, 0
	for seed := range uint64(40) {
		fit, err := effort.FromHours(planted(seed+100, 30, truth, 0.8, 9))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range fit.Shares {
			all++
			if s.Low <= truth[s.Key] && truth[s.Key] <= s.High {
				held++
			}
		}
	}
	if share := float64(held) / float64(all); share < 0.88 {
		t.Errorf("%d of %d intervals hold the planted minutes", held, all)
	}
}

func TestOccupancyScalesAllMinutes(t *testing.T) {
	h := planted(11, 12, truth, 1, 5)
	full, err := effort.FromHours(h)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]float64{{1, 0.5}, {0.8, 0}, {0.2, 0.99}, {0.65, 0.3}} {
		h.Occupancy, h.Shrinkage = c[0], c[1]
		part, err := effort.FromHours(h)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range part.Shares {
			want := full.Shares[i].Minutes * c[0] * (1 - c[1])
			if math.Abs(s.Minutes-want) > 1e-7*(1+want) {
				t.Errorf("occupancy %v, shrinkage %v, %s: got %v, want %v", c[0], c[1], s.Key, s.Minutes, want)
			}
		}
		if math.Abs(full.R2-part.R2) > 1e-9 {
			t.Errorf("R² %v became %v", full.R2, part.R2)
		}
	}
}

func TestProportionalCategoriesAreNotToldApart(t *testing.T) {
	h := planted(5, 20, truth, 1, 0)
	for i := range h.Weeks {
		h.Weeks[i].Tickets[printer] = 2 * h.Weeks[i].Tickets[mail]
		h.Weeks[i].Paid = float64(h.Weeks[i].Tickets[mail])*(6+30)/60 + float64(h.Weeks[i].Tickets[network])*40/60
	}
	fit, err := effort.FromHours(h)
	if err != nil {
		t.Fatal(err)
	}
	if len(fit.Together) != 1 || math.Abs(fit.Together[0].Minutes-12) > 1e-6 {
		t.Fatalf("together: got %+v, want mail and printer with (6 + 2·15)/3 = 12 minutes", fit.Together)
	}
	if diff := cmp.Diff([]effort.Key{mail, printer}, fit.Together[0].Keys); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	for _, s := range fit.Shares {
		if s.Told != (s.Key == network) {
			t.Errorf("%s told: %t, reason %q", s.Key, s.Told, s.Reason)
		}
	}
	if last := fit.Shares[2]; math.Abs(last.Minutes-40) > 1e-6 {
		t.Errorf("network: got %v, want 40", last.Minutes)
	}
}

// worked are the hours that tickets take.
func worked(tickets map[effort.Key]int, minutes map[effort.Key]float64) float64 {
	sum := 0.0
	for k, n := range tickets {
		sum += float64(n) * minutes[k] / 60
	}
	return sum
}

func TestNearlyProportionalIsSaid(t *testing.T) {
	h := planted(5, 20, truth, 1, 0)
	for i := range h.Weeks {
		h.Weeks[i].Tickets[printer] = 2*h.Weeks[i].Tickets[mail] + i%2
		h.Weeks[i].Paid = worked(h.Weeks[i].Tickets, truth)
	}
	fit, err := effort.FromHours(h)
	if err != nil {
		t.Fatal(err)
	}
	if len(fit.Together) != 1 || !fit.Together[0].Close || !fit.Shares[0].Told {
		t.Errorf("got %+v", fit)
	}
}

func TestTooFewWeeksTellNothing(t *testing.T) {
	for _, weeks := range []int{1, 2, 3, 7} {
		fit, err := effort.FromHours(planted(2, weeks, truth, 1, 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range fit.Shares {
			if s.Told {
				t.Errorf("%d weeks: %+v", weeks, s)
			}
		}
	}
}

func TestConstantHoursAndEmptyCategory(t *testing.T) {
	h := planted(3, 12, truth, 1, 0)
	for i := range h.Weeks {
		h.Weeks[i].Paid = 80
		h.Weeks[i].Tickets[key(3, "fax")] = 0
	}
	fit, err := effort.FromHours(h)
	if err != nil {
		t.Fatal(err)
	}
	if fit.R2 != 0 {
		t.Errorf("R² of constant hours: got %v, want 0", fit.R2)
	}
	last := fit.Shares[len(fit.Shares)-1]
	if last.Told || last.Reason != "no team week has a ticket of it" {
		t.Errorf("empty category: got %+v", last)
	}
}

func TestSameSeedSameInterval(t *testing.T) {
	first, _ := effort.FromHours(planted(9, 20, truth, 0.8, 4))
	second, _ := effort.FromHours(planted(9, 20, truth, 0.8, 4))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
}

func TestHoursRefuseAllFaultsAtOnce(t *testing.T) {
	week := effort.Week{Label: "W1", Team: "desk", Paid: math.NaN(), Tickets: map[effort.Key]int{mail: -3}}
	_, err := effort.FromHours(effort.Hours{Weeks: []effort.Week{week, week}, Occupancy: 1.2, Shrinkage: 1})
	if err == nil {
		t.Fatal("want an error")
	}
	for _, want := range []string{"occupancy 1.2", "shrinkage 1 ", "where occupancy", `week "W1" of team "desk" has NaN hours`, "has -3 tickets", "given twice", "nothing to share"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
	if _, err := effort.FromHours(effort.Hours{Occupancy: 1, Basis: "typed"}); err == nil {
		t.Error("no weeks: want an error")
	}
}

func ExampleFromHours() {
	fit, _ := effort.FromHours(planted(4, 26, truth, 0.8, 2))
	for _, s := range fit.Shares {
		fmt.Printf("%s: %.0f minutes (%.0f to %.0f)\n", s.Key, s.Minutes, s.Low, s.High)
	}
	// Output:
	// tier 1, "mail": 5 minutes (3 to 9)
	// tier 1, "printer": 15 minutes (13 to 19)
	// tier 2, "network": 40 minutes (38 to 42)
}

func BenchmarkFromHours(b *testing.B) {
	h := planted(4, 104, truth, 0.8, 2)
	for i := range h.Weeks {
		for c := range 17 {
			h.Weeks[i].Tickets[key(2, fmt.Sprint("c", c))] = (i*7919+c*104729)%53 + 1
		}
	}
	for b.Loop() {
		if _, err := effort.FromHours(h); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.Elapsed().Seconds())/float64(b.N), "ms/fit")
}
