package simulate_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tiermix/model/simulate"
)

// steady prepares options for a desk that is to be measured in its steady state: a quarter of the horizon is warm-up.
func steady(d simulate.Desk, replications int) simulate.Options {
	o := options(replications)
	for _, s := range d.Periods {
		o.WarmUpSeconds += s / 4
	}
	return o
}

// Erlang C rows of which the steady state can be reached with this many tickets a replication are simulated: with n
// close to A the relaxation time 1/(√n - √A)² service times is too long for a test.
const mostTickets = 40_000

func TestErlangC(t *testing.T) {
	rows, met := reference(t, "erlang_c.csv"), 0
	for _, row := range rows {
		load, agents := number(t, row["A_erlang"]), whole(t, row["n_servers"])
		relaxation := 1 / math.Pow(math.Sqrt(float64(agents))-math.Sqrt(load), 2)
		services := max(20*relaxation, 3000/load)
		if load*services > mostTickets {
			continue
		}
		met++
		d := single(services, load, agents, exponential(1), endless(), 0.5)
		name := fmt.Sprintf("erlang_c.csv, A = %v, n = %d", load, agents)
		checkErlangC(t, name, run(t, d, steady(d, 16)), row)
	}
	if met < 20 {
		t.Errorf("only %d rows were met", met)
	}
}

func checkErlangC(t *testing.T, name string, r simulate.Result, row map[string]string) {
	t.Helper()
	all := r.Tiers[0].All
	if rare := number(t, row["P_wait"]) < 1e-3; !rare { // too few delays to estimate a standard error from
		agree(t, name+": P(W > 0)", all.DelayedShare, number(t, row["P_wait"]))
		agree(t, name+": E[W]", all.WaitSeconds, number(t, row["EW_in_mean_service_times"]))
		agree(t, name+": queue", all.QueueLength, number(t, row["Lq"]))
		if want := number(t, row["P(W<=0.5S)"]); want < 1-1e-3 {
			agree(t, name+": P(W <= S/2)", all.ServiceLevel.ServedOfOffered, want)
		}
	}
	agree(t, name+": occupancy", r.Tiers[0].Staff.Occupancy, number(t, row["occupancy"]))
}

func TestErlangA(t *testing.T) {
	for _, row := range reference(t, "erlang_a.csv") {
		lambda, mu, theta := number(t, row["lambda"]), number(t, row["mu"]), number(t, row["theta"])
		agents, target := whole(t, row["n"]), number(t, row["T"])
		d := single(max(3000/lambda, 40/theta), lambda, agents, exponential(1/mu), memoryless(1/theta), target)
		r := run(t, d, steady(d, 30))
		all, name := r.Tiers[0].All, fmt.Sprintf("erlang_a.csv, lambda %s, theta %s, n %d", row["lambda"], row["theta"], agents)
		for column, got := range map[string]simulate.Estimate{
			"P_wait":                              all.DelayedShare,
			"P_abandon":                           all.AbandonedShare,
			"EW_all":                              all.WaitSeconds,
			"EW_served(ASA)":                      all.ServedWaitSeconds,
			"E_queue":                             all.QueueLength,
			"occupancy":                           r.Groups[0].Occupancy,
			"SL_served<=T/offered":                all.ServiceLevel.ServedOfOffered,
			"SL_served<=T/answered":               all.ServiceLevel.ServedOfAnswered,
			"SL_served<=T/(offered-abandoned<=T)": all.ServiceLevel.ServedOfOfferedLessEarly,
			"SL_(served+abandoned)<=T/offered":    all.ServiceLevel.ServedAndEarlyOfOffered,
		} {
			agree(t, name+": "+column, got, number(t, row[column]))
		}
	}
}

// Patience laws other than exponential: those that a desk can have.
func TestDeterministicPatience(t *testing.T) {
	met := 0
	for _, row := range reference(t, "mmn_g_patience.csv") {
		if row["patience_law(mean 5 min)"] != "deterministic(5)" {
			continue
		}
		met++
		rho, agents := number(t, row["rho=lambda*3/n"]), whole(t, row["n"])
		lambda := rho * float64(agents) / 3
		d := single(6000/lambda, lambda, agents, exponential(3), simulate.Patience{Kind: simulate.FixedPatience, Mean: 5}, 1.0/3)
		r := run(t, d, steady(d, 30))
		all, name := r.Tiers[0].All, fmt.Sprintf("mmn_g_patience.csv, deterministic, rho %v, n %d", rho, agents)
		if want := number(t, row["P_abandon"]); want > 1e-3 {
			agree(t, name+": P(abandon)", all.AbandonedShare, want)
		}
		if want := number(t, row["P_delay(V>0)"]); want < 0.9999 {
			agree(t, name+": P(delay)", all.DelayedShare, want)
			agree(t, name+": P(served within 20 s)", all.ServiceLevel.ServedOfOffered, number(t, row["SL_served<=20s/offered"]))
		}
		agree(t, name+": E[W]", all.WaitSeconds, number(t, row["EW_all"]))
		agree(t, name+": E[W of the served]", all.ServedWaitSeconds, number(t, row["EW_served"]))
	}
	if met == 0 {
		t.Error("no row was met")
	}
}

func TestPriorities(t *testing.T) {
	for _, row := range reference(t, "priority_mmc_nonpreemptive.csv") {
		rates := strings.Split(row["lambda per class (1=highest)"], "|")
		mu, agents, class := number(t, row["mu"]), whole(t, row["c"]), whole(t, row["class"])
		total := 0.0
		for _, text := range rates {
			total += number(t, text)
		}
		d := single(8000/total, 0, agents, exponential(1/mu), endless(), 0)
		step := d.Categories[0].Steps
		d.Categories, d.Streams = nil, nil
		for i, text := range slices.Backward(rates) { // the order in which they are listed must not matter
			d.Streams = append(d.Streams, simulate.Stream{Category: len(d.Categories), Arrivals: []float64{number(t, text) * d.Periods[0]}})
			d.Categories = append(d.Categories, simulate.Category{Name: fmt.Sprint(i + 1), Priority: i, Steps: step})
		}
		got := run(t, d, steady(d, 30)).Tiers[0].Categories[len(rates)-class]
		agree(t, fmt.Sprintf("priority_mmc_nonpreemptive.csv, lambda %v, class %d: E[W]", rates, class), got.WaitSeconds, number(t, row["EWq"]))
	}
}

// M/G/1 by Pollaczek-Khinchine: gamma and lognormal times of the same variation wait the same.
func TestPollaczekKhinchine(t *testing.T) {
	for i, row := range reference(t, "mg1_pk.csv") {
		rho, scv := number(t, row["rho"]), number(t, row["SCV_service"])
		services := max(6000, 20*(1+scv)/((1-rho)*(1-rho)))
		handling := simulate.Law{Kind: simulate.Gamma, Mean: 1, CV: math.Sqrt(scv)}
		switch {
		case scv == 0:
			handling = fixed(1)
		case i%2 == 0:
			handling.Kind = simulate.Lognormal
		}
		d := single(services, rho, 1, handling, endless(), 0)
		r := run(t, d, steady(d, 12))
		agree(t, fmt.Sprintf("mg1_pk.csv, rho %v, %s, SCV %v: E[W]", rho, handling.Kind, scv), r.Tiers[0].All.WaitSeconds, number(t, row["EWq_in_mean_service_times"]))
	}
}

// By hand: M/M/1 with rho = 1/2 waits one service time, 2 of M/M/2 with A = 1 a third of one, and M/D/1 half as long as M/M/1.
func TestSmallQueues(t *testing.T) {
	for _, c := range []struct {
		name     string
		load     float64
		agents   int
		handling simulate.Law
		want     float64
	}{
		{"M/M/1", 0.5, 1, exponential(1), 1},
		{"M/D/1", 0.5, 1, fixed(1), 0.5},
		{"M/M/2", 1, 2, exponential(1), 1.0 / 3},
		{"M/E4/1", 0.5, 1, simulate.Law{Kind: simulate.Gamma, Mean: 1, CV: 0.5}, 0.625},
		{"M/Ln/1", 0.5, 1, simulate.Law{Kind: simulate.Lognormal, Mean: 1, CV: 1}, 1},
		{"M/(0 or 2)/1", 0.5, 1, simulate.Law{Kind: simulate.Empirical, Values: []float64{0, 2}}, 1},
	} {
		d := single(8000, c.load, c.agents, c.handling, endless(), 0)
		agree(t, c.name+": E[W]", run(t, d, steady(d, 20)).Tiers[0].All.WaitSeconds, c.want)
	}
}

// The intervals keep their level: of 200 runs with 20 replications each about 95 % enclose P(W > 0) = 1/3 of M/M/2 with A = 1
// (a binomial count of 190 ± 3.1).
func TestIntervalsKeepTheirLevel(t *testing.T) {
	d := single(400, 1, 2, exponential(1), endless(), 0)
	enclosed := 0
	for seed := range uint64(200) {
		o := steady(d, 20)
		o.Seed = seed
		if run(t, d, o).Tiers[0].All.DelayedShare.Encloses(1.0 / 3) {
			enclosed++
		}
	}
	if enclosed < 178 || enclosed > 199 {
		t.Errorf("%d of 200 intervals enclose the true value, want about 190", enclosed)
	}
}
