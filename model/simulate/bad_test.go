package simulate_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/simulate"
)

// Each fault is told with its place, its value and what would be right.
func TestFaultsAreTold(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		spoil func(*simulate.Desk, *simulate.Options)
		want  string
	}{
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Arrivals[0] = 0 }, "no stream has any arrivals: nothing can be simulated"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams = nil }, "no stream has any arrivals: nothing can be simulated"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Arrivals[0] = -3 }, "stream 0, period 0: expected arrivals is -3, must lie in 0 to 1.7976931348623157e+308"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Arrivals[0] = nan }, "stream 0, period 0: expected arrivals is NaN, must lie in 0 to 1.7976931348623157e+308"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Arrivals[0] = 1e300 }, "the streams expect 1e+300 tickets, at most 1e+09"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Arrivals = nil }, "stream 0: has arrivals for 0 periods, the desk has 1"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Category = 2 }, "stream 0: category is 2, must lie in 0 to 0"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Channel = -1 }, "stream 0: channel is -1, must lie in 0 to 0"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Streams[0].Tier = 5 }, "stream 0: tier is 5, must lie in 0 to 1"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Groups[1].Agents[0] = 0 }, `category 0 "any", tier 1: no agent in any period may take its tickets`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Groups[1].Agents[0] = -1 }, `group 1 "experts", period 0: -1 agents, must lie in 0 to 1000000`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Groups[1].Agents = []int{1, 2} }, `group 1 "experts": schedule has 2 periods, the desk has 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Groups[1].Tier = 2 }, `group 1 "experts": tier is 2, must lie in 0 to 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Groups = nil }, "the desk has no group, at least one is needed"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Periods[0] = 0 }, "period 0 lasts 0 s, must be above 0 and at most 1e+09\nwarm-up is 0 s, must be at least 0 and shorter than all periods together, 0 s"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Periods[0] = inf }, "period 0 lasts +Inf s, must be above 0 and at most 1e+09"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.AfterClose = "" }, `after close is "", must be "stop" or "drain"`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Day.Shape = -1 }, "shape of the day factor is -1, must lie in 0 to 1.7976931348623157e+308"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Day.Periods = -1 }, "periods of a day is -1, must be positive, or 0 for one day"},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solve = 1.2 }, `category 0 "any", tier 0: solve share is 1.2, must lie in 0 to 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solve = nan }, `category 0 "any", tier 0: solve share is NaN, must lie in 0 to 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Return = 0.1 }, `category 0 "any", tier 0: return share is 0.1, the first tier has none below and needs 0`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 1).Return = -0.1 }, `category 0 "any", tier 1: return share is -0.1, must lie in 0 to 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 1).Solve = 0.9 },
			"category 0 \"any\", tier 1: handling time of passed tickets is missing\ncategory 0 \"any\", tier 1: solve share is 0.9, the last tier has nobody to pass to and needs 1"},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solve, step(d, 1).Return = 0, 1 },
			"category 0 \"any\", tier 0: tickets never end from here: whatever is solved is returned, and passed on again\n" +
				"category 0 \"any\", tier 1: tickets never end from here: whatever is solved is returned, and passed on again"},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Passed = simulate.Law{} }, `category 0 "any", tier 0: handling time of passed tickets is missing`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solved = simulate.Law{} }, `category 0 "any", tier 0: handling time of solved tickets is missing`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solved.Mean = -5 }, `category 0 "any", tier 0: handling time of solved tickets: mean in seconds is -5, must lie in 0 to 1e+09`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solved.Kind = "" },
			`category 0 "any", tier 0: handling time of solved tickets: no kind of law is named, choose one of ["exponential" "lognormal" "gamma" "deterministic" "empirical"]`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solved.Kind = "weibull" },
			`category 0 "any", tier 0: handling time of solved tickets: unknown law "weibull", choose one of ["exponential" "lognormal" "gamma" "deterministic" "empirical"]`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Solved = simulate.Law{Kind: simulate.Gamma} },
			"category 0 \"any\", tier 0: handling time of solved tickets: mean is 0 s, must be above 0 and at most 1e+09\n" +
				"category 0 \"any\", tier 0: handling time of solved tickets: coefficient of variation is 0, must lie in 0.001 to 100"},
		{func(d *simulate.Desk, _ *simulate.Options) {
			step(d, 0).Solved = simulate.Law{Kind: simulate.Empirical}
		},
			`category 0 "any", tier 0: handling time of solved tickets: an empirical law needs at least one measured time`},
		{func(d *simulate.Desk, _ *simulate.Options) {
			step(d, 0).Solved = simulate.Law{Kind: simulate.Empirical, Values: []float64{3, -1}}
		}, `category 0 "any", tier 0: handling time of solved tickets: measured time 1 in seconds is -1, must lie in 0 to 1e+09`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Groups = []int{1} }, `category 0 "any", tier 0: group 1 "experts" works at tier 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Groups = []int{0, 0} }, `category 0 "any", tier 0: group 0 is named twice`},
		{func(d *simulate.Desk, _ *simulate.Options) { step(d, 0).Groups = []int{9} }, `category 0 "any", tier 0: group is 9, must lie in 0 to 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Categories[0].Steps = nil }, `category 0 "any": has 0 steps, the desk has 2 tiers`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Categories[0].HandlingFactor = []float64{0} }, `category 0 "any": handling factor of period 0 is 0, must be above 0 and at most 1e+09`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Categories[0].Reopen.Share = 1 },
			`category 0 "any": reopened share is 1, must be at least 0 and below 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Categories[0].Reopen.Share = 0.5 },
			"category 0 \"any\", tier 0: delay of reopening is missing\ncategory 0 \"any\", tier 1: delay of reopening is missing"},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Channels[0].Terms = nil }, `channel 0 "phone": has 0 terms, the desk has 2 tiers`},
		{func(d *simulate.Desk, _ *simulate.Options) { d.Channels[0].PatienceFactor = []float64{1, 1} }, `channel 0 "phone": patience factor has 2 periods, the desk has 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 1).TargetSeconds = -1 }, `channel 0 "phone", tier 1: target in seconds is -1, must lie in 0 to 1e+09`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 1).Patience.Kind = "" }, `channel 0 "phone", tier 1: unknown patience "", choose one of ["endless" "exponential" "deterministic"]`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 1).Patience = memoryless(-60) }, `channel 0 "phone", tier 1: mean patience in seconds is -60, must lie in 0 to 1e+09`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 1).Patience.AtOnce = 2 }, `channel 0 "phone", tier 1: share that gives up at once is 2, must lie in 0 to 1`},
		{func(d *simulate.Desk, _ *simulate.Options) {
			*terms(d, 1) = simulate.Terms{Deferred: true, Patience: memoryless(60)}
		}, `channel 0 "phone", tier 1: deferred work has patience "exponential"; nobody gives up on it, leave it empty or "endless"`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 1).Interruptible = true }, `channel 0 "phone", tier 1: live work is interruptible; only deferred work can be`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 0).Open = []bool{true, true} }, `channel 0 "phone", tier 0: open has 2 periods, the desk has 1`},
		{func(d *simulate.Desk, _ *simulate.Options) { terms(d, 0).Open = []bool{false} },
			`channel 0 "phone", tier 0: open in no period, so no target could ever be missed; name one, or leave it empty for all`},
		{func(_ *simulate.Desk, o *simulate.Options) { o.Replications = 1 }, "replications is 1, an interval needs at least 2"},
		{func(_ *simulate.Desk, o *simulate.Options) { o.Workers = 0 }, "workers is 0, must be at least 1"},
		{func(_ *simulate.Desk, o *simulate.Options) { o.Level = 1 }, "confidence level is 1, must lie between 0 and 1"},
		{func(_ *simulate.Desk, o *simulate.Options) { o.Level = nan }, "confidence level is NaN, must lie between 0 and 1"},
		{func(_ *simulate.Desk, o *simulate.Options) { o.MaxEvents = -1 }, "most events is -1, must be positive, or 0 for 50000000"},
		{func(_ *simulate.Desk, o *simulate.Options) { o.WarmUpSeconds = -1 }, "warm-up is -1 s, must be at least 0 and shorter than all periods together, 1000 s"},
		{func(_ *simulate.Desk, o *simulate.Options) { o.WarmUpSeconds = 1000 }, "warm-up is 1000 s, must be at least 0 and shorter than all periods together, 1000 s"},
	} {
		d, o := tandem(1000, 0.1, 2, 2, 0.5, 10, 10, 0), options(2)
		c.spoil(&d, &o)
		_, err := simulate.Run(context.Background(), d, o)
		if err == nil {
			t.Errorf("no fault, want %s", c.want)
			continue
		}
		if diff := cmp.Diff(sorted(c.want), sorted(err.Error())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func step(d *simulate.Desk, tier int) *simulate.Step { return &d.Categories[0].Steps[tier] }

func terms(d *simulate.Desk, tier int) *simulate.Terms { return &d.Channels[0].Terms[tier] }

// sorted cuts a text into its lines without regard to their order.
func sorted(text string) map[string]bool {
	lines := map[string]bool{}
	for line := range strings.Lines(text) {
		lines[strings.TrimSpace(line)] = true
	}
	return lines
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := simulate.Run(context.Background(), simulate.Desk{}, simulate.Options{})
	if got := strings.Count(err.Error(), "\n") + 1; got != 11 {
		t.Errorf("an empty desk: got %d faults, want 11:\n%v", got, err)
	}
}

// A desk with more cells than memory is refused before anything is allocated.
func TestTooManyCells(t *testing.T) {
	d := tandem(1000, 0.1, 2, 2, 0.5, 10, 10, 0)
	d.Periods = slices.Repeat([]float64{60}, 60_000)
	_, err := simulate.Run(context.Background(), d, options(2))
	if want := "the desk has 120000 cells (tiers × categories × periods), at most 100000: use longer or fewer periods"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTooManyRows(t *testing.T) {
	d := tandem(1000, 0.1, 2, 2, 0.5, 10, 10, 0)
	d.Periods, d.Channels = slices.Repeat([]float64{60}, 40_000), slices.Repeat(d.Channels, 7)
	_, err := simulate.Run(context.Background(), d, options(2))
	if want := "the desk has 560000 rows (tiers × categories × channels × periods), at most 500000: use longer or fewer periods, or fewer channels"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A tier is open in the periods in which any of its groups has agents; a tier that does not exist never is.
func TestOnDuty(t *testing.T) {
	d := simulate.Desk{Periods: []float64{1, 1, 1}, Groups: []simulate.Group{
		{Agents: []int{1, 0, 0}}, {Agents: []int{2, 0, 1}}, {Tier: 1, Agents: []int{0, 3}},
	}}
	for tier, want := range map[int][]bool{0: {true, false, true}, 1: {false, true, false}, 7: {false, false, false}, -1: {false, false, false}} {
		if diff := cmp.Diff(want, d.OnDuty(tier)); diff != "" {
			t.Errorf("tier %d (-want +got):\n%s", tier, diff)
		}
	}
}

func TestFaultsOfReplay(t *testing.T) {
	d := tandem(1000, 0.1, 2, 2, 0.5, 10, 10, 0)
	for _, c := range []struct {
		arrivals []simulate.Arrival
		want     string
	}{
		{nil, "no arrivals are given: nothing can be replayed"},
		{at(1000), "arrival 0: comes at 1000 s, must lie in the periods, 0 to below 1000"},
		{at(math.NaN()), "arrival 0: comes at NaN s, must lie in the periods, 0 to below 1000"},
		{at(5, 3), "arrival 1: comes at 3 s, before the one in front of it at 5: arrivals must be in the order of time"},
		{[]simulate.Arrival{{Category: 1, Channel: 1, Tier: 2}}, "arrival 0: category is 1, must lie in 0 to 0\narrival 0: channel is 1, must lie in 0 to 0\narrival 0: tier is 2, must lie in 0 to 1"},
		{at(make([]float64, 12)...), ""},
	} {
		_, err := simulate.Replay(context.Background(), d, c.arrivals, options(2))
		if got := text(err); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	_, err := simulate.Replay(context.Background(), d, at(make([]float64, 12)...)[:0:0], simulate.Options{})
	if got := strings.Count(text(err), "\n") + 1; got != 4 {
		t.Errorf("options and arrivals: got %d faults, want 4:\n%v", got, err)
	}
	bad := at(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)
	if _, err := simulate.Replay(context.Background(), d, bad, options(2)); !strings.HasSuffix(text(err), "further faults of arrivals from number 10 on are not listed") {
		t.Errorf("twelve faults: got %v", err)
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// More work than agents, nobody gives up: it runs, and says so.
func TestOverloadIsTold(t *testing.T) {
	r := run(t, single(10000, 0.12, 1, exponential(10), endless(), 20), options(20))
	b := r.Tiers[0].Backlog
	if !b.Grew || b.Load.Value < 1.1 || b.Load.Value > 1.3 || b.End.Value < b.Half.Value {
		t.Errorf("backlog: got %+v, want one that grew at 1.2 times the work that can be done", b)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], `tier 0 "1st": the backlog grew from`) {
		t.Errorf("notes: got %q", r.Notes)
	}
	for _, d := range []simulate.Desk{
		single(10000, 0.08, 1, exponential(10), endless(), 20),     // enough agents
		single(10000, 0.12, 1, exponential(10), memoryless(60), 0), // overload, but people give up
	} {
		if r := run(t, d, options(20)); len(r.Notes) > 0 {
			t.Errorf("a backlog that does not grow: got %q", r.Notes)
		}
	}
}

// The agents of the only period that has any are gone when the tickets come: it ends all the same, and the tickets are open.
func TestNobodyComesBack(t *testing.T) {
	for _, c := range []simulate.Closing{simulate.Stop, simulate.Drain} {
		d := single(100, 0, 1, fixed(10), endless(), 0)
		d.Periods, d.AfterClose = []float64{100, 100, 100, 100}, c
		d.Groups[0].Agents = []int{1, 0, 0, 0}
		r := replay(t, d, at(150, 160, 350)...)
		equal(t, "open", r.Tickets.Open, 3)
		equal(t, "served", r.Tiers[0].All.Served, 0)
		equal(t, "queue", r.Tiers[0].All.QueueLength, (250.0+240+50)/400)
		if r.Tiers[0].All.ServedWaitSeconds.Defined {
			t.Error("the wait of nobody is defined")
		}
	}
}

// Who has patience gives up after closing when nobody is left; with Stop only until the end.
func TestGivingUpAfterClosing(t *testing.T) {
	d := single(100, 0, 1, fixed(10), simulate.Patience{Kind: simulate.FixedPatience, Mean: 60}, 0)
	d.Periods = []float64{100, 100}
	d.Groups[0].Agents = []int{1, 0}
	equal(t, "stop", replay(t, d, at(120, 150)...).Tickets.Abandoned, 1)
	d.AfterClose = simulate.Drain
	equal(t, "drain", replay(t, d, at(120, 150)...).Tickets.Abandoned, 2)
}

// Tickets that come back nearly always and at once never end in practice: the bound of events stops it, the same whatever the
// number of workers.
func TestEventsAreBounded(t *testing.T) {
	d := single(1000, 0.1, 100, fixed(0), endless(), 0)
	d.Categories[0].Reopen = simulate.Reopen{Share: 1 - 1e-12, Delay: fixed(0)}
	o := options(4)
	o.MaxEvents = 20_000
	_, err := simulate.Run(context.Background(), d, o)
	if want := "did not end within 20000 events"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestContextEndsARun(t *testing.T) {
	d := tandem(1e8, 0.25, 110, 85, 0.7, 360, 900, 0)
	o := options(50)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := simulate.Run(ctx, d, o); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: got %v", err)
	}
	ctx, cancel = context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := simulate.Run(ctx, d, o); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("out of time: got %v", err)
	}
}

// Rates of 0 in some periods, a period of a millisecond, a target of 0, all solved, none solved: no figure is NaN.
func TestEdgesAreFinite(t *testing.T) {
	d := tandem(1000, 0.1, 2, 2, 0, 10, 10, 0)
	d.Periods = []float64{500, 1e-3, 500}
	for g := range d.Groups {
		d.Groups[g].Agents = []int{0, 5, 1}
	}
	d.Streams[0].Arrivals = []float64{0, 0.5, 0}
	for _, solve := range []float64{0, 1} {
		d.Categories[0].Steps[0].Solve = solve
		r := run(t, d, options(5))
		finite(t, reflect.ValueOf(r), "Result")
	}
}
