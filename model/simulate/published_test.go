package simulate_test

import (
	"strconv"
	"testing"

	"tiermix/model/simulate"
)

// The models of this file are those of the ContactCenters library: E. Buist and P. L'Ecuyer, A Java library for
// simulating contact centers, Proc. Winter Simulation Conference (2005), and its examples CallCC, SimpleMSK, MMC and MMCAb.

// callCC: 13 one-hour periods, one skill, a gamma day factor, balking, and a schedule that drops agents who are busy.
func callCC() simulate.Desk {
	d := single(3600, 0, 1, exponential(100), simulate.Patience{Kind: simulate.Memoryless, Mean: 1000, AtOnce: 0.1}, 20)
	d.Periods = make([]float64, 13)
	for i := range d.Periods {
		d.Periods[i] = 3600
	}
	d.Groups[0].Agents = []int{4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4}
	d.Streams[0].Arrivals = []float64{100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60}
	d.Day = simulate.Day{Shape: 10}
	d.AfterClose = simulate.Drain
	return d
}

// simpleMSK: three types of calls, two groups of agents, the middle type answered by both.
func simpleMSK() simulate.Desk {
	const minute = 60
	d := simulate.Desk{
		Tiers:      []string{"1st"},
		Periods:    []float64{120 * minute, 120 * minute, 120 * minute},
		Groups:     []simulate.Group{{Name: "g0", Agents: []int{12, 18, 9}}, {Name: "g1", Agents: []int{15, 20, 11}}},
		Day:        simulate.Day{Shape: 28.7},
		AfterClose: simulate.Drain,
		Channels: []simulate.Channel{{
			Name: "phone", Terms: []simulate.Terms{{Patience: memoryless(minute), TargetSeconds: 20}},
			PatienceFactor: []float64{1 / 0.3, 1 / 0.4, 1 / 0.2},
		}},
	}
	perMinute := [][]float64{{4.2, 5.3, 3.2}, {5.1, 4.3, 4.8}, {6.3, 5.2, 4.8}}
	for i, groups := range [][]int{{0}, {0, 1}, {1}} {
		d.Categories = append(d.Categories, simulate.Category{
			Name:           "type" + strconv.Itoa(i),
			Steps:          []simulate.Step{{Solve: 1, Solved: exponential(minute), Groups: groups}},
			HandlingFactor: []float64{1 / 0.5, 1 / 0.6, 1 / 0.4},
		})
		s := simulate.Stream{Category: i}
		for _, rate := range perMinute[i] {
			s.Arrivals = append(s.Arrivals, 120*rate)
		}
		d.Streams = append(d.Streams, s)
	}
	return d
}

// mmc: 12 agents over an 8 h day that starts empty.
func mmc(patience simulate.Patience) simulate.Desk {
	d := single(8*3600, 4.2/60, 12, exponential(120), patience, 20)
	d.AfterClose = simulate.Drain
	return d
}

// Calls a day that CallCC expects; its published figures are divided by it.
const callCCExpected = 1660

// over divides an estimate by a number without error.
func over(e simulate.Estimate, by float64) simulate.Estimate {
	e.Value, e.StdErr, e.Low, e.High = e.Value/by, e.StdErr/by, e.Low/by, e.High/by
	return e
}

// published lists the quantities of the file that this package reproduces.
func published(t *testing.T) map[string]map[string]simulate.Estimate {
	t.Helper()
	cc, msk := run(t, callCC(), options(400)), run(t, simpleMSK(), options(200))
	m, ab := run(t, mmc(endless()), options(150)), run(t, mmc(memoryless(60)), options(150))
	ccAll, mskTier, mAll, abAll := cc.Tiers[0].All, msk.Tiers[0], m.Tiers[0].All, ab.Tiers[0].All
	good := ccAll.ServiceLevel.InTime
	good.Value += ccAll.ServiceLevel.EarlyAbandoned.Value
	good.StdErr += ccAll.ServiceLevel.EarlyAbandoned.StdErr // at most that
	return map[string]map[string]simulate.Estimate{
		"CallCC": {
			"arrivals_per_day":                      ccAll.Offered,
			"sum_waits/1660 (s)":                    over(ccAll.TotalWaitSeconds, callCCExpected),
			"abandoned/1660":                        over(ccAll.Abandoned, callCCExpected),
			"(served+abandoned with wait<20s)/1660": over(good, callCCExpected),
		},
		"SimpleMSK": {
			"served_per_day":      mskTier.All.Served,
			"abandoned_per_day":   mskTier.All.Abandoned,
			"SL g1=E[Sg]/E[S+Lb]": mskTier.All.ServiceLevel.ServedOfOfferedLessEarly,
			"occupancy group0":    msk.Groups[0].Occupancy,
			"good type0 period0":  mskTier.Cells[0][0].ServiceLevel.InTime,
			"good type1 period1":  mskTier.Cells[1][1].ServiceLevel.InTime,
			"good type2 period0":  mskTier.Cells[2][0].ServiceLevel.InTime,
		},
		"MMC": {
			"good_per_day":          mAll.ServiceLevel.InTime,
			"SL g0":                 mAll.ServiceLevel.ServedOfOffered,
			"speed of answer (min)": over(mAll.ServedWaitSeconds, 60),
		},
		"MMCAb": {
			"abandoned_per_day":   abAll.Abandoned,
			"good_per_day":        abAll.ServiceLevel.InTime,
			"SL g0=E[Sg]/E[S]":    abAll.ServiceLevel.ServedOfAnswered,
			"SL g1=E[Sg]/E[S+Lb]": abAll.ServiceLevel.ServedOfOfferedLessEarly,
		},
	}
}

// TestPublishedSimulations meets every row of published_sim_results.csv that is fully described there: inside the published
// interval, or within four standard errors of the independent value where one is given. Teamwork (conference calls, blocking,
// after-call work in three roles) is another model than this desk's.
func TestPublishedSimulations(t *testing.T) {
	rows := reference(t, "published_sim_results.csv")
	got := published(t)
	met := 0
	for _, row := range rows {
		model, quantity := row["model"], row["quantity"]
		if model == "Teamwork" {
			continue
		}
		e, ok := got[model][quantity]
		if !ok {
			t.Errorf("%s, %s: no test computes this quantity", model, quantity)
			continue
		}
		met++
		low, high := number(t, row["published_CI_low"]), number(t, row["published_CI_high"])
		inside := low <= e.Value && e.Value <= high
		t.Logf("%s, %s: got %.5g ± %.2g, published %s to %s, independent %s", model, quantity, e.Value, e.StdErr, row["published_CI_low"], row["published_CI_high"], row["my_independent_20000_day_value"])
		if inside {
			continue
		}
		if row["my_independent_20000_day_value"] == "" {
			t.Errorf("%s, %s: got %.6g, want %v to %v", model, quantity, e.Value, low, high)
			continue
		}
		independent, stdErr := number(t, row["my_independent_20000_day_value"]), 0.0
		if row["my_stderr"] != "" {
			stdErr = number(t, row["my_stderr"])
		}
		agreeWithin(t, model+", "+quantity, e, independent, stdErr)
	}
	if met == 0 {
		t.Error("no row was met")
	}
}

// The same models by their published means and the standard errors that their intervals imply (half width over the normal
// quantile): what remains of the test above without the reference files.
func TestPublishedMeans(t *testing.T) {
	const ninety, ninetyFive = 1.645, 1.96
	cc, ab, m := run(t, callCC(), options(300)), run(t, mmc(memoryless(60)), options(100)), run(t, mmc(endless()), options(100))
	ccAll, abAll, mAll := cc.Tiers[0].All, ab.Tiers[0].All, m.Tiers[0].All
	for _, c := range []struct {
		what            string
		got             simulate.Estimate
		mean, low, high float64
		z               float64
	}{
		{"CallCC, arrivals a day", ccAll.Offered, 1639.507, 1612.789, 1666.225, ninety},
		{"CallCC, sum of waits over 1660", over(ccAll.TotalWaitSeconds, callCCExpected), 11.834, 10.060, 13.608, ninety},
		{"CallCC, abandoned over 1660", over(ccAll.Abandoned, callCCExpected), 0.0342, 0.0311, 0.0374, ninety},
		{"MMC, good a day", mAll.ServiceLevel.InTime, 1816.158, 1812.618, 1819.698, ninetyFive},
		{"MMC, speed of answer in minutes", over(mAll.ServedWaitSeconds, 60), 0.099, 0.097, 0.102, ninetyFive},
		{"MMCAb, abandoned a day", abAll.Abandoned, 58.609, 57.660, 59.558, ninetyFive},
		{"MMCAb, good a day", abAll.ServiceLevel.InTime, 1906.008, 1903.785, 1908.231, ninetyFive},
	} {
		agreeWithin(t, c.what, c.got, c.mean, (c.high-c.low)/2/c.z)
	}
}
