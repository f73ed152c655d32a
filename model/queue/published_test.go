package queue_test

import (
	"math"
	"testing"

	"tiermix/model/queue"
)

const (
	demo   = `sebastian-hanisch/erlang-a-demo README (AHT 3 min, patience 5 min)`
	root   = `sebastian-hanisch/square-root-staffing-demo README`
	forum  = `callcentrehelper.com forum 'SLA and Abandon Formulas In Erlang' (2022)`
	excel  = `CC-Excel/Westbay forum thread (2021): 57 calls, 1110 s, 21 agents, 180 s`
	uplift = `jonesthenet.com erlang-uplift`
	force  = `pyworkforce 0.5.4 docs + CRAN ErlangC 0.1.0 README`
	doc    = `pyworkforce docs guide/erlangb.md` // wrong: it prints 0.0183 and 0.937
	herzog = `A-Herzog Callcenter-Simulator ErlangCTest.java (TU Clausthal calculator)`
	turbo  = `turbotab (gstvbatista/mod_turbotab 7c23e51)` // its Erlang A is wrong: 0.576 for 0.109, 0.174 for 0.145
	prod   = `PRODYNA/exciting-algorithms Go tests`        // not reproduced: it prints 0.261 for 0.209
)

// published are the figures of ../shared/reference/published_examples.csv, recomputed exactly by its authors.
// Sources that print something else are marked above.
func published() []struct {
	source    string
	got, want float64
} {
	c := func(calls, interval, handling float64) queue.Live { return endless(calls*3600/interval, handling) }
	a := func(load float64) queue.Live {
		return queue.Live{ArrivalsPerHour: 20 * load, HandlingSeconds: 180, PatienceSeconds: 300}
	}
	with := func(l queue.Live, n int, target float64) queue.Result { return must2(l.With(n, target)) }
	agents := func(l queue.Live, share, target, occupancy float64) float64 {
		return float64(must2(l.Required(promise(share, target, occupancy))).Agents)
	}
	kept := func(load, abandon float64) float64 {
		p := queue.Promise{MaxOccupancy: 1, MaxAbandon: abandon}
		return float64(must2(a(load).Required(p)).Agents)
	}
	return []struct {
		source    string
		got, want float64
	}{
		{forum, with(c(50, 1800, 240), 9, 20).ServedOfOffered, 0.742099145119},
		{forum, patienceFor(0.073), 51.4401256209},
		{excel, with(c(57, 3600, 1110), 21, 180).ServedOfOffered, 0.806556237445},
		{excel, agents(c(57, 3600, 1110), 0.8, 180, 1), 21},
		{excel, agents(c(57, 3600, 1110), 0.8, 20, 1), 23},
		{uplift, agents(c(250, 3600, 330), 0.8, 30, 1), 28},
		{force, with(c(100, 1800, 180), 14, 20).WaitProbability, 0.174131933595},
		{force, with(c(100, 1800, 180), 14, 20).ServedOfOffered, 0.888350019179},
		{force, with(c(100, 1800, 180), 14, 20).MeanWaitSeconds, 7.83593701178},
		{force, agents(c(100, 1800, 180), 0.8, 20, 0.85), 14},
		{force, agents(c(100, 1800, 180), 0.8, 20, 0.7), 15},
		{force, agents(c(100, 1800, 180), 0.9, 20, 1), 15},
		{force, with(a(10), 13, 20).WaitProbability, 0.225797084047},
		{force, with(a(10), 13, 20).AbandonProbability, 0.0249633036336},
		{force, with(a(10), 13, 20).MeanWaitSeconds / 60, 0.124816518168},
		{doc, must2(queue.ErlangB(10, 17)), 0.0129488752247},
		{doc, 10 * (1 - must2(queue.ErlangB(10, 17))) / 17, 0.580618308691},
		{herzog, with(c(210, 3600, 180), 13, 20).MeanWaitSeconds, 26.5568858034},
		{herzog, with(a(10.5), 13, 20).MeanWaitSeconds, 9.91280260915},
		{herzog, with(a(10.5), 9, 20).MeanWaitSeconds, 56.6184354956},
		{turbo, with(c(25, 600, 180), 11, 20).ServedOfOffered, 0.880836373623},
		{turbo, agents(c(25, 600, 180), 0.8, 20, 1), 11},
		{turbo, with(a(10), 10, 20).AbandonProbability, 0.109437999559},
		{turbo, with(a(10), 14, 20).WaitProbability, 0.145260114296},
		{prod, must2(queue.ErlangC(20, 25)), 0.209102826599},
		{demo, with(a(9.5), 10, 20).AbandonProbability, 0.0897530887152},
		{demo, with(a(9.5), 10, 20).MeanWaitSeconds / 60, 0.448765443576},
		{demo, with(a(13), 10, 20).AbandonProbability, 0.247826846639},
		{demo, with(a(65), 50, 20).AbandonProbability, 0.231028750844},
		{demo, kept(10, 0.01), 15}, {demo, kept(20, 0.01), 26}, {demo, kept(50, 0.01), 57}, {demo, kept(100, 0.01), 108}, {demo, kept(200, 0.01), 209},
		{demo, lossAgents(10), 18}, {demo, lossAgents(20), 30}, {demo, lossAgents(50), 64}, {demo, lossAgents(100), 117}, {demo, lossAgents(200), 221},
		{demo, kept(20, 0.05), 22}, {demo, kept(50, 0.05), 50}, {demo, kept(100, 0.05), 98}, {demo, kept(200, 0.05), 192},
		{root, agents(c(20, 1, 1), 0.8, 0, 1), 26}, {root, agents(c(500, 1, 1), 0.8, 0, 1), 525}, {root, agents(c(100, 1, 1), 0.5, 0, 1), 106},
		{root, agents(c(100, 1, 1), 0.8, 0, 1), 111}, {root, agents(c(5000, 1, 1), 0.5, 0, 1), 5036},
		{root, agents(c(5000, 1, 1), 0.8, 0, 1), 5076}, {root, agents(c(1000, 1, 1), 0.8, 0, 1), 1034},
	}
}

// patienceFor is the patience in seconds at which a share of 50 calls per 1800 s of 240 s gives up on 9 agents.
func patienceFor(abandon float64) float64 {
	low, high := 1.0, 1000.0
	for range 100 {
		middle := (low + high) / 2
		r := must2(queue.Live{ArrivalsPerHour: 100, HandlingSeconds: 240, PatienceSeconds: middle}.With(9, 20))
		if r.AbandonProbability > abandon {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// lossAgents is the smallest number of agents that loses at most 1 %.
func lossAgents(load float64) float64 {
	n := 0.0
	for must2(queue.ErlangB(load, n)) > 0.01 {
		n++
	}
	return n
}

// The file prints 12 digits.
func TestPublishedFigures(t *testing.T) {
	for _, c := range published() {
		near(t, c.source, c.got, c.want, 5e-12)
	}
}

// Every row that has an exact value is in the table above.
func TestPublishedFiguresAreWhole(t *testing.T) {
	have := map[float64]int{}
	for _, c := range published() {
		have[c.want]++
	}
	for _, r := range reference(t, "published_examples.csv") {
		if want := r.number(t, "value_recomputed_exact"); have[want] == 0 && !math.IsNaN(want) {
			t.Errorf("%s, %s: %v is not in the table", r["source"], r["inputs"], want)
		}
	}
}
