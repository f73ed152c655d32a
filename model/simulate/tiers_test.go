package simulate_test

import (
	"fmt"
	"testing"

	"tiermix/model/simulate"
)

// Jackson: first-contact resolution and returns in product form.
func TestJackson(t *testing.T) {
	for i, row := range reference(t, "two_tier_jackson.csv") {
		n := func(column string) float64 { return number(t, row[column]) }
		d := tandem(10000*60/n("lambda_per_h")*60, n("lambda_per_h")/3600, whole(t, row["n1"]), whole(t, row["n2"]),
			n("fcr"), 60*n("aht1_min"), 60*n("aht2_min"), n("return_prob_after_L2"))
		for k, column := range []string{"T1_min", "T2_min"} {
			d.Channels[0].Terms[k].TargetSeconds = 60 * n(column)
		}
		r := run(t, d, steady(d, 30))
		checkJackson(t, fmt.Sprintf("two_tier_jackson.csv, row %d", i+1), r, n, d.Periods[0]*3/4/3600)
	}
}

// checkJackson compares both tiers; hours is the counted time.
func checkJackson(t *testing.T, name string, r simulate.Result, n func(string) float64, hours float64) {
	t.Helper()
	for k, tier := range r.Tiers {
		at := fmt.Sprintf("%s, tier %d: ", name, k+1)
		column := func(s string) float64 { return n(fmt.Sprintf(s, k+1)) }
		agree(t, at+"arrivals an hour", over(tier.All.Offered, hours), column("lambda%d_eff"))
		agree(t, at+"occupancy", tier.Staff.Occupancy, column("occ%d"))
		agree(t, at+"P(W > 0)", tier.All.DelayedShare, column("Pwait%d"))
		agree(t, at+"E[W]", over(tier.All.WaitSeconds, 60), column("EW%d_min"))
		agree(t, at+"service level", tier.All.ServiceLevel.ServedOfOffered, column("SL%d"))
	}
	agree(t, name+": sojourn", over(r.Tickets.SojournSeconds, 60), n("mean_total_sojourn_per_case_min"))
}

// The exact chain of a 1st level with abandonment in front of a 2nd.
func TestTwoTierChain(t *testing.T) {
	for i, row := range reference(t, "two_tier_ctmc.csv") {
		n := func(column string) float64 { return number(t, row[column]) }
		seconds := 10000 * 3600 / n("lambda_per_h")
		d := tandem(seconds, n("lambda_per_h")/3600, whole(t, row["n1"]), whole(t, row["n2"]), 1-n("escalation_prob"), 60*n("aht1_min"), 60*n("aht2_min"), 0)
		for k, column := range []string{"patience1_min", "patience2_min"} {
			if row[column] != "inf" {
				d.Channels[0].Terms[k].Patience = memoryless(60 * n(column))
			}
		}
		r, name := run(t, d, steady(d, 40)), fmt.Sprintf("two_tier_ctmc.csv, row %d: ", i+1)
		first, second := r.Tiers[0], r.Tiers[1]
		agree(t, name+"P(delay) 1", first.All.DelayedShare, n("P_delay1"))
		agree(t, name+"P(abandon) 1", first.All.AbandonedShare, n("P_ab1"))
		agree(t, name+"queue 1", first.All.QueueLength, n("EQ1"))
		agree(t, name+"occupancy 1", first.Staff.Occupancy, n("occ1"))
		agree(t, name+"E[W] 1", over(first.All.WaitSeconds, 60), n("EW1_min"))
		agree(t, name+"arrivals 2", over(second.All.Offered, seconds*3/4/3600), n("lambda2"))
		agree(t, name+"P(delay) 2", second.All.DelayedShare, n("P_delay2_seen_by_arrivals"))
		agree(t, name+"P(abandon) 2", second.All.AbandonedShare, n("P_ab2"))
		agree(t, name+"queue 2", second.All.QueueLength, n("EQ2"))
		agree(t, name+"occupancy 2", second.Staff.Occupancy, n("occ2"))
		agree(t, name+"E[W] 2", over(second.All.WaitSeconds, 60), n("EW2_min"))
	}
}

// By hand: A1 = 2 Erlang at 3 agents, half goes on with A2 = 1 Erlang to 2 agents. Erlang C: C(3, 2) = 4/9, so W1 = 4/9 s; C(2, 1) =
// 1/3, so W2 = 1/3 s; sojourn = 4/9 + 1 + (1/3 + 1)/2.
func TestJacksonByHand(t *testing.T) {
	d := tandem(8000, 2, 3, 2, 0.5, 1, 1, 0)
	r := run(t, d, steady(d, 30))
	agree(t, "W1", r.Tiers[0].All.WaitSeconds, 4.0/9)
	agree(t, "W2", r.Tiers[1].All.WaitSeconds, 1.0/3)
	agree(t, "sojourn", r.Tickets.SojournSeconds, 4.0/9+1+(1.0/3+1)/2)
	if len(r.Notes) > 0 {
		t.Errorf("a stable desk has notes: %q", r.Notes)
	}
}

// Three tiers, a return from the 3rd to the 2nd and reopening at the 2nd: arrivals of each tier by the flow equations
// l1 = 1, l2 = l1/2 + l3/5 + reopened, l3 = 2·l2/5, reopened = (l1/2 + 3·l2/5 + 4·l3/5)/10.
func TestFlowThroughThreeTiers(t *testing.T) {
	d := tandem(5000, 1, 3, 3, 0.5, 1, 1, 0)
	d.Tiers = append(d.Tiers, "3rd")
	d.Groups = append(d.Groups, simulate.Group{Name: "makers", Tier: 2, Agents: []int{3}})
	c := &d.Categories[0]
	c.Steps[1].Solve, c.Steps[1].Passed = 0.6, exponential(1)
	c.Steps = append(c.Steps, simulate.Step{Solve: 1, Solved: exponential(1), Return: 0.2})
	c.Reopen = simulate.Reopen{Share: 0.1, Delay: exponential(5), Tier: 1}
	d.Channels[0].Terms = append(d.Channels[0].Terms, simulate.Terms{Patience: endless()})
	// With l3 = 2/5 l2: l2 (1 - 2/25 - 3/50 - 4/125) = 1/2 + 1/20.
	l2 := 0.55 / (1 - 0.08 - 0.06 - 0.032)
	r := run(t, d, steady(d, 30))
	for k, want := range []float64{1, l2, 0.4 * l2} {
		agree(t, fmt.Sprintf("arrivals of tier %d", k), over(r.Tiers[k].All.Offered, 3750), want)
	}
}
