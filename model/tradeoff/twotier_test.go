package tradeoff_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/tradeoff"
)

var never = math.Inf(1) // patience of customers who do not give up

// desk is a small desk that tests change.
func desk() tradeoff.TwoTierInput {
	return tradeoff.TwoTierInput{
		ArrivalsPerHour: 30, Agents1: 5, Handling1Seconds: 480, Solve1: 0.6, Agents2: 5, Handling2Seconds: 1200, Return2: 0.05,
		Target1Seconds: 60, Target2Seconds: 1800, Patience1Seconds: never, Patience2Seconds: never,
	}
}

// Row 2 of two_tier_jackson.csv and row 1 of two_tier_ctmc.csv (mpmath and a sparse solver of Markov chains), so that they
// are checked without ../shared too.
func TestKnownDesks(t *testing.T) {
	got, err := tradeoff.TwoTier(desk())
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Jackson, λ1", got.Arrivals1PerHour, 30.612244898, 1e-10)
	near(t, "Jackson, wait at 2nd level", got.WaitProbability2, 0.586016436514, 1e-12)
	near(t, "Jackson, sojourn", got.SojournSeconds/60, 26.7446005947, 1e-11)
	in := tradeoff.TwoTierInput{
		ArrivalsPerHour: 60, Agents1: 6, Handling1Seconds: 360, Patience1Seconds: 240, Solve1: 0.7,
		Agents2: 5, Handling2Seconds: 900, Patience2Seconds: never,
	}
	if got, err = tradeoff.TwoTier(in); err != nil {
		t.Fatal(err)
	}
	near(t, "chain, wait at 2nd level", got.WaitProbability2, 0.4320976117, 1e-9)
	near(t, "chain, queue at 2nd level", got.QueueLength2, 1.168434471, 1e-9)
	if got.Method != tradeoff.ExactChain {
		t.Errorf("method: got %s, want the chain", got.Method)
	}
}

// byHand solves the balance equations of a chain cut off at so many tickets, written down once more and solved densely. It
// returns wait probability at 2nd level, both queues and both offered flows per hour.
func byHand(t *testing.T, in tradeoff.TwoTierInput, most1, most2 int) (wait2, length1, length2, offered1, offered2 float64) {
	t.Helper()
	w, n := most2+1, (most1+1)*(most2+1)
	q := mat.NewDense(n, n, nil)
	move := func(i, j, di, dj int, rate float64) {
		if i+di > most1 || j+dj > most2 || rate == 0 {
			return
		}
		q.Set((i+di)*w+j+dj, i*w+j, q.At((i+di)*w+j+dj, i*w+j)+rate)
		q.Set(i*w+j, i*w+j, q.At(i*w+j, i*w+j)-rate)
	}
	busy := func(k, agents int, handling float64) float64 {
		return math.Min(float64(k), float64(agents)) * 3600 / handling
	}
	leave := func(k, agents int, patience float64) float64 { return math.Max(0, float64(k-agents)) * 3600 / patience }
	for i := range most1 + 1 {
		for j := range w {
			one, two := busy(i, in.Agents1, in.Handling1Seconds), busy(j, in.Agents2, in.Handling2Seconds)
			move(i, j, 1, 0, in.ArrivalsPerHour)
			move(i, j, -1, 1, one*(1-in.Solve1))
			move(i, j, -1, 0, one*in.Solve1+leave(i, in.Agents1, in.Patience1Seconds))
			move(i, j, 1, -1, two*in.Return2)
			move(i, j, 0, -1, two*(1-in.Return2)+leave(j, in.Agents2, in.Patience2Seconds))
		}
	}
	right := mat.NewVecDense(n, nil)
	right.SetVec(0, 1)
	for k := range n {
		q.Set(0, k, 1)
	}
	var p mat.VecDense
	if err := p.SolveVec(q, right); err != nil {
		t.Logf("dense solution: %v", err)
	}
	for i := range most1 + 1 {
		for j := range w {
			x := p.AtVec(i*w + j)
			passed := x * busy(i, in.Agents1, in.Handling1Seconds) * (1 - in.Solve1)
			offered1 += x * (in.ArrivalsPerHour + busy(j, in.Agents2, in.Handling2Seconds)*in.Return2)
			offered2 += passed
			if j >= in.Agents2 {
				wait2 += passed
			}
			length1 += x * math.Max(0, float64(i-in.Agents1))
			length2 += x * math.Max(0, float64(j-in.Agents2))
		}
	}
	return wait2 / offered2, length1, length2, offered1, offered2
}

// A second formula, in all three shapes: both levels impatient, only the 1st, only the 2nd; with returns.
func TestChainAgreesWithTheDenseSolution(t *testing.T) {
	base := tradeoff.TwoTierInput{
		ArrivalsPerHour: 22, Agents1: 2, Handling1Seconds: 300, Solve1: 0.5, Agents2: 3, Handling2Seconds: 700, Return2: 0.2,
		Target1Seconds: 30, Target2Seconds: 300,
	}
	for name, patience := range map[string][2]float64{"both": {200, 500}, "more at 2nd": {90, 1500}, "1st": {200, never}, "2nd": {never, 500}} {
		in := base
		in.Patience1Seconds, in.Patience2Seconds = patience[0], patience[1]
		if in.Patience1Seconds == never {
			in.ArrivalsPerHour = 12 // short enough lines for the dense solution
		}
		if in.Patience2Seconds == never {
			in.Agents2 = 5
		}
		got, err := tradeoff.TwoTier(in)
		if err != nil {
			t.Fatal(name, err)
		}
		wait2, length1, length2, offered1, offered2 := byHand(t, in, 42, 36)
		for _, c := range [][2]float64{
			{got.WaitProbability2, wait2}, {got.QueueLength1, length1}, {got.QueueLength2, length2},
			{got.Arrivals1PerHour, offered1}, {got.Arrivals2PerHour, offered2},
		} {
			near(t, name, c[0], c[1], 1e-8)
		}
		if got.Method != tradeoff.ExactChain {
			t.Errorf("%s: method is %s", name, got.Method)
		}
	}
}

// Without returns 1st level is M/M/n+M whatever happens behind it, also its service level.
func TestFirstLevelIsErlangAWithoutReturns(t *testing.T) {
	for _, target := range []float64{0, 20, 300, 7200} {
		in := tradeoff.TwoTierInput{
			ArrivalsPerHour: 130, Agents1: 12, Handling1Seconds: 360, Patience1Seconds: 240, Solve1: 0.7, Target1Seconds: target,
			Agents2: 11, Handling2Seconds: 900, Patience2Seconds: 1800, Target2Seconds: target,
		}
		got, err := tradeoff.TwoTier(in)
		if err != nil {
			t.Fatal(err)
		}
		want, err := queue.Live{ArrivalsPerHour: 130, HandlingSeconds: 360, PatienceSeconds: 240}.With(12, target)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "wait probability", got.WaitProbability1, want.WaitProbability, 1e-11)
		near(t, "abandonment", got.AbandonProbability1, want.AbandonProbability, 1e-11)
		near(t, "mean wait", got.MeanWait1Seconds, want.MeanWaitSeconds, 1e-10)
		near(t, "service level", got.ServiceLevel1, want.ServedOfOffered, 1e-11)
		near(t, "occupancy", got.Occupancy1, want.Occupancy, 1e-11)
	}
}

// The chain with very long patience comes back to product form, service levels included.
func TestChainTendsToProductForm(t *testing.T) {
	in := desk()
	want, err := tradeoff.TwoTier(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"1st", "2nd"} {
		in := desk()
		if who == "1st" {
			in.Patience1Seconds = 1e11
		} else {
			in.Patience2Seconds = 1e11
		}
		got, err := tradeoff.TwoTier(in)
		if err != nil {
			t.Fatal(err)
		}
		if got.Method != tradeoff.ExactChain {
			t.Fatalf("%s level patient: method is %s", who, got.Method)
		}
		figures := cmpopts.IgnoreFields(tradeoff.TwoTierResult{}, "Method", "LostMass", "StatesConsidered", "BusyTimeShare2")
		if diff := cmp.Diff(want, got, figures, cmpopts.EquateApprox(1e-5, 1e-5)); diff != "" {
			t.Errorf("%s level with endless patience (-product form, +chain):\n%s", who, diff)
		}
	}
}

func TestLargeDesksSayThatTheyAreApproximate(t *testing.T) {
	in := tradeoff.TwoTierInput{
		ArrivalsPerHour: 9000, Agents1: 850, Handling1Seconds: 360, Solve1: 0.7, Agents2: 700, Handling2Seconds: 900, Return2: 0.05,
		Patience1Seconds: 300, Patience2Seconds: never, Target1Seconds: 20, Target2Seconds: 600,
	}
	got, err := tradeoff.TwoTier(in)
	if err != nil {
		t.Fatal(err)
	}
	if got.Method != tradeoff.Approximation || !strings.Contains(got.Note, "Poisson") {
		t.Errorf("got method %q with note %q, want an approximation that says so", got.Method, got.Note)
	}
	near(t, "flow at 1st level", got.Arrivals1PerHour, 9000+0.05*got.Arrivals2PerHour, 1e-9)
	near(t, "flow at 2nd level", got.Arrivals2PerHour, 0.3*got.Arrivals1PerHour*(1-got.AbandonProbability1), 1e-9)
}

// 99.9 % loaded the chain still answers; its queue then is that of a geometric tail. 99.998 % is left to the approximation.
func TestCloseToOverload(t *testing.T) {
	in := tradeoff.TwoTierInput{
		ArrivalsPerHour: 60, Agents1: 6, Handling1Seconds: 360, Patience1Seconds: 240, Solve1: 0.7, Target1Seconds: 20,
		Agents2: 5, Patience2Seconds: never, Target2Seconds: 600,
	}
	for load, want := range map[float64]tradeoff.Method{0.999: tradeoff.ExactChain, 0.99998: tradeoff.Approximation} {
		in.Handling2Seconds = load * 5 * 3600 / 14.82792437309
		got, err := tradeoff.TwoTier(in)
		if err != nil || got.Method != want || got.LostMass > 1e-9 {
			t.Fatalf("load %v: method %s, lost mass %g, %v; want %s", load, got.Method, got.LostMass, err, want)
		}
		near(t, "occupancy", got.Occupancy2, load, 1e-9)
		if relative := got.QueueLength2 * (1 - load); relative < 0.5 || relative > 1.1 {
			t.Errorf("load %v: queue length %v", load, got.QueueLength2)
		}
	}
}

func TestSpecialDesks(t *testing.T) {
	idle := desk()
	idle.ArrivalsPerHour, idle.Agents1, idle.Agents2 = 0, 0, 0
	all := desk()
	all.Solve1, all.Agents2 = 1, 0
	none := desk()
	none.Solve1, none.Return2, none.Agents2 = 0, 0, 11
	deserted := desk()
	deserted.Agents1, deserted.Agents2, deserted.Patience1Seconds = 0, 0, 60
	unattended := desk()
	unattended.Agents2, unattended.Patience2Seconds, unattended.Patience1Seconds = 0, 600, 100
	for name, c := range map[string]struct {
		in    tradeoff.TwoTierInput
		check func(tradeoff.TwoTierResult) bool
	}{
		"no arrivals": {idle, func(r tradeoff.TwoTierResult) bool { return r.ServiceLevel1 == 1 && r.SojournSeconds == 0 }},
		"1st level solves all": {all, func(r tradeoff.TwoTierResult) bool {
			return r.Arrivals2PerHour == 0 && r.Occupancy2 == 0 && r.Arrivals1PerHour == 30
		}},
		"1st level solves nothing": {none, func(r tradeoff.TwoTierResult) bool { return r.Arrivals2PerHour == 30 }},
		"nobody at work": {deserted, func(r tradeoff.TwoTierResult) bool {
			return r.AbandonProbability1 == 1 && r.Arrivals2PerHour == 0 && math.Abs(r.SojournSeconds-60) < 1e-9
		}},
		"nobody at 2nd level": {unattended, func(r tradeoff.TwoTierResult) bool {
			return math.Abs(r.AbandonProbability2-1) < 1e-9 && r.ServiceLevel2 == 0 && math.Abs(r.MeanWait2Seconds-600) < 1e-6
		}},
	} {
		got, err := tradeoff.TwoTier(c.in)
		if err != nil || !c.check(got) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestTwoTierRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tradeoff.TwoTierInput)
		want   string
	}{
		"share":    {func(in *tradeoff.TwoTierInput) { in.Solve1 = 1.2 }, "solve1 is 1.2; it must lie between 0 and 1"},
		"return":   {func(in *tradeoff.TwoTierInput) { in.Return2 = math.NaN() }, "return2 is NaN"},
		"agents":   {func(in *tradeoff.TwoTierInput) { in.Agents2 = -1 }, "2nd level: agents is -1"},
		"handling": {func(in *tradeoff.TwoTierInput) { in.Handling1Seconds = 0 }, "1st level: handling seconds is 0"},
		"patience": {func(in *tradeoff.TwoTierInput) { in.Patience2Seconds = 0 }, "2nd level: patience seconds is 0"},
		"arrivals": {func(in *tradeoff.TwoTierInput) { in.ArrivalsPerHour = never }, "arrivals per hour is +Inf"},
		"load":     {func(in *tradeoff.TwoTierInput) { in.ArrivalsPerHour = 1e12 }, "offered load in Erlang"},
		"target":   {func(in *tradeoff.TwoTierInput) { in.Target2Seconds = -5 }, "2nd level: target seconds is -5"},
		"endless":  {func(in *tradeoff.TwoTierInput) { in.Solve1, in.Return2 = 0, 1 }, "no ticket would ever end"},
		"overload": {func(in *tradeoff.TwoTierInput) { in.Agents2 = 4 }, "smallest stable number of agents is 5"},
		"overload of the 2nd, patience at the 1st": {
			func(in *tradeoff.TwoTierInput) { in.Agents2, in.Patience1Seconds = 2, 1000 }, "2nd level: 2 agents cannot carry",
		},
		"overload of the 1st, patience at the 2nd": {
			func(in *tradeoff.TwoTierInput) { in.Agents1, in.Patience2Seconds = 4, 1000 }, "1st level: 4 agents cannot carry",
		},
	} {
		in := desk()
		c.change(&in)
		if got, err := tradeoff.TwoTier(in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %+v and error %v, want %q", name, got, err, c.want)
		}
	}
	var bad tradeoff.TwoTierInput
	bad.Solve1, bad.Return2 = -1, 2
	if _, err := tradeoff.TwoTier(bad); err == nil || strings.Count(err.Error(), "\n") < 4 {
		t.Errorf("all faults at once: got %v", err)
	}
}

// The number that an overload names is stable, and one fewer is not.
func TestSmallestStableNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		in.Agents1, in.Agents2 = rapid.IntRange(1, 5).Draw(t, "n1"), rapid.IntRange(1, 5).Draw(t, "n2")
		_, err := tradeoff.TwoTier(in)
		var o queue.OverloadError
		if err == nil || !errors.As(err, &o) {
			return
		}
		if in.Patience1Seconds == never && in.Patience2Seconds == never {
			return // both levels may be named
		}
		agents := &in.Agents1
		if in.Patience2Seconds == never {
			agents = &in.Agents2
		}
		*agents = o.Stable
		if _, err := tradeoff.TwoTier(in); err != nil {
			t.Fatalf("%d agents: %v", o.Stable, err)
		}
		if *agents--; *agents > 0 {
			if _, err := tradeoff.TwoTier(in); err == nil {
				t.Fatalf("%d agents are stable too", *agents)
			}
		}
	})
}

func draw(t *rapid.T) tradeoff.TwoTierInput {
	patience := rapid.SampledFrom([]float64{60, 300, 1200, never})
	return tradeoff.TwoTierInput{
		ArrivalsPerHour: rapid.Float64Range(1, 60).Draw(t, "arrivals"), Solve1: rapid.Float64Range(0, 1).Draw(t, "solve"),
		Agents1: rapid.IntRange(0, 9).Draw(t, "agents1"), Handling1Seconds: rapid.Float64Range(60, 600).Draw(t, "handling1"),
		Agents2: rapid.IntRange(0, 9).Draw(t, "agents2"), Handling2Seconds: rapid.Float64Range(60, 900).Draw(t, "handling2"),
		Return2: rapid.Float64Range(0, 0.5).Draw(t, "return"), Patience1Seconds: patience.Draw(t, "patience1"),
		Patience2Seconds: patience.Draw(t, "patience2"), Target1Seconds: 30, Target2Seconds: 300,
	}
}

// Tickets are neither lost nor made: the flow equations hold in every answer, figures are shares, and Little's law ties
// waits to queues.
func TestTwoTierKeepsItsBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		r, err := tradeoff.TwoTier(in)
		if err != nil {
			return
		}
		hour := func(served, handling, agents, occupancy float64) bool {
			return math.Abs(served*handling/3600-agents*occupancy) < 1e-7
		}
		served1, served2 := r.Arrivals1PerHour*(1-r.AbandonProbability1), r.Arrivals2PerHour*(1-r.AbandonProbability2)
		ok := math.Abs(r.Arrivals1PerHour-in.ArrivalsPerHour-in.Return2*served2) < 1e-7 &&
			math.Abs(r.Arrivals2PerHour-(1-in.Solve1)*served1) < 1e-7 &&
			hour(served1, in.Handling1Seconds, float64(in.Agents1), r.Occupancy1) &&
			hour(served2, in.Handling2Seconds, float64(in.Agents2), r.Occupancy2) &&
			math.Abs(r.Arrivals1PerHour*r.MeanWait1Seconds/3600-r.QueueLength1) < 1e-7
		for _, share := range []float64{
			r.Occupancy1, r.Occupancy2, r.WaitProbability1, r.WaitProbability2, r.ServiceLevel1, r.ServiceLevel2, r.AbandonProbability1, r.AbandonProbability2,
		} {
			ok = ok && share >= 0 && share <= 1+1e-12
		}
		ok = ok && r.ServiceLevel2 >= 1-r.WaitProbability2-1e-9 && r.ServiceLevel2 <= 1-r.AbandonProbability2+1e-9
		if !ok {
			t.Fatalf("%+v\n%+v", in, r)
		}
	})
}

func TestFlowByHand(t *testing.T) {
	got, err := tradeoff.Flow([]tradeoff.Stream{
		{External: 30, Escalate: 0.4, Return: 0.05}, {External: 10, Escalate: 1, Return: 0.5}, {Direct: 5, Escalate: 0, Return: 0.2},
	})
	want := []tradeoff.Visits{{First: 30 / 0.98, Second: 12 / 0.98}, {First: 20, Second: 20}, {First: 1, Second: 5}}
	if err != nil || !cmp.Equal(got, want, cmpopts.EquateApprox(1e-14, 0)) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	_, err = tradeoff.Flow([]tradeoff.Stream{{External: -1}, {Escalate: 1, Return: 1}})
	if err == nil || !strings.Contains(err.Error(), "stream 1") || !strings.Contains(err.Error(), "stream 2: everything is passed on") {
		t.Errorf("got %v, want both faults", err)
	}
}

func ExampleTwoTier() {
	r, _ := tradeoff.TwoTier(tradeoff.TwoTierInput{
		ArrivalsPerHour: 60, Agents1: 6, Handling1Seconds: 360, Solve1: 0.7, Patience1Seconds: 240, Target1Seconds: 20,
		Agents2: 5, Handling2Seconds: 900, Patience2Seconds: math.Inf(1), Target2Seconds: 300,
	})
	fmt.Printf("%.1f %% give up, %.1f tickets an hour reach 2nd level and wait %.0f s (%s)\n",
		100*r.AbandonProbability1, r.Arrivals2PerHour, r.MeanWait2Seconds, r.Method)
	// Output: 17.6 % give up, 14.8 tickets an hour reach 2nd level and wait 284 s (exact chain)
}

// benchmarkTwoTier reports seconds per row.
func benchmarkTwoTier(b *testing.B, in tradeoff.TwoTierInput) {
	var r tradeoff.TwoTierResult
	var err error
	for b.Loop() {
		if r, err = tradeoff.TwoTier(in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "seconds/row")
	b.ReportMetric(float64(r.StatesConsidered), "states")
}

func BenchmarkTwoTierProductForm(b *testing.B) { benchmarkTwoTier(b, desk()) }

// 36 agents at 1st and 36 at 2nd level, patience at 1st only, returns.
func BenchmarkTwoTierChain(b *testing.B) {
	in := desk()
	in.ArrivalsPerHour, in.Agents1, in.Agents2, in.Handling1Seconds, in.Patience1Seconds, in.Handling2Seconds = 260, 36, 36, 480, 300, 1100
	benchmarkTwoTier(b, in)
}

func BenchmarkTwoTierChainBothImpatient(b *testing.B) {
	in := desk()
	in.ArrivalsPerHour, in.Agents1, in.Agents2, in.Handling1Seconds, in.Handling2Seconds = 260, 36, 36, 480, 1100
	in.Patience1Seconds, in.Patience2Seconds = 300, 1800
	benchmarkTwoTier(b, in)
}

// What the approximation of large desks does, seen where the chain is still possible: 2nd level as a queue of its own for the
// flow of the chain waits too long, within the stated bounds.
func TestErrorOfTheApproximation(t *testing.T) {
	base := tradeoff.TwoTierInput{
		ArrivalsPerHour: 400, Agents1: 40, Handling1Seconds: 360, Solve1: 0.7, Agents2: 31, Handling2Seconds: 900, Return2: 0.05,
		Patience1Seconds: 240, Patience2Seconds: never, Target1Seconds: 20, Target2Seconds: 600,
	}
	hard := base
	hard.ArrivalsPerHour, hard.Agents1, hard.Patience1Seconds, hard.Solve1, hard.Agents2, hard.Return2 = 60, 6, 60, 0.2, 11, 0
	for _, c := range []struct {
		in         tradeoff.TwoTierInput
		mean, wait float64
	}{{base, 0.10, 0.04}, {hard, 0.30, 0.09}} {
		chain, err := tradeoff.TwoTier(c.in)
		if err != nil || chain.Method != tradeoff.ExactChain {
			t.Fatal(chain.Method, err)
		}
		poisson, err := queue.Live{ArrivalsPerHour: chain.Arrivals2PerHour, HandlingSeconds: 900, PatienceSeconds: never}.With(c.in.Agents2, 600)
		if err != nil {
			t.Fatal(err)
		}
		mean, wait := poisson.MeanWaitSeconds/chain.MeanWait2Seconds-1, poisson.WaitProbability/chain.WaitProbability2-1
		if mean < 0 || mean > c.mean || wait < 0 || wait > c.wait {
			t.Errorf("mean wait is off by %.3f, wait probability by %.3f; want 0 to %v and 0 to %v", mean, wait, c.mean, c.wait)
		}
	}
}
