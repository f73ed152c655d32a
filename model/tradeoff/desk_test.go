package tradeoff_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/queue"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

func share(x float64) tradeoff.Estimate { return tradeoff.Exactly(origin.Type(x, origin.Share)) }

func minutes(x float64) tradeoff.Estimate { return tradeoff.Exactly(origin.Type(x, salary.Minutes)) }

func rate(x float64) tradeoff.Estimate {
	return tradeoff.Exactly(origin.Type(x, tradeoff.TicketsPerHour))
}

func money(x float64) tradeoff.Estimate {
	return tradeoff.Exactly(origin.Type(x, tradeoff.PerHour("EUR")))
}

// category takes tickets per hour, solve share, and minutes: diagnosis, a try, 2nd level.
func category(key string, volume, solve, diagnosis, first, second float64) tradeoff.Category {
	return tradeoff.Category{
		Key: key, Volume: rate(volume), Solve: share(solve), Diagnosis: minutes(diagnosis), Solved: minutes(first), Failed: minutes(first),
		Second: minutes(second), Return: share(0),
	}
}

func tier(cost, target float64) tradeoff.Tier {
	return tradeoff.Tier{
		Cost: money(cost), PatienceSeconds: never,
		Promise: queue.Promise{TargetSeconds: target, TargetShare: 0.8, MaxOccupancy: 0.9, MaxAbandon: 1},
	}
}

// office is a desk of three categories with a busy and a quiet time.
func office() tradeoff.Desk {
	return tradeoff.Desk{
		Currency: "EUR", First: tier(30, 60), Second: tier(55, 1800), FailedTry: tradeoff.Exactly(origin.Type(2, tradeoff.PerTry("EUR"))),
		Categories: []tradeoff.Category{
			category("password", 20, 0.95, 2, 5, 15), category("printer", 10, 0.6, 3, 10, 25), category("database", 5, 0.05, 3, 12, 40),
		},
		Loads: []tradeoff.Load{{Name: "busy", Factor: 1, HoursPerYear: 800}, {Name: "quiet", Factor: 0.4, HoursPerYear: 1200}},
	}
}

// By hand for "printer": c1 = 0.5, c2 = 55/60 EUR a minute; threshold (5 + 2)/(22.9167 + 2) = 0.28094; a try costs
// 0.5·13 + 0.4·24.9167 = 16.4667, passing 1.5 + 22.9167 = 24.4167; 10·(800 + 0.4·1200) = 12,800 tickets a year.
func TestDecisionByHand(t *testing.T) {
	plan, err := office().Find()
	if err != nil {
		t.Fatal(err)
	}
	printer := plan.Policy[1]
	near(t, "threshold", printer.Threshold, 7/(55.0*25/60+2), 1e-12)
	near(t, "cost of a try", printer.TryPerTicket, 6.5+0.4*(55.0*25/60+2), 1e-12)
	near(t, "cost of passing", printer.PassPerTicket, 1.5+55.0*25/60, 1e-12)
	near(t, "tickets", printer.TicketsPerYear, 12800, 1e-12)
	near(t, "saving", printer.SavingPerYear, 12800*(printer.PassPerTicket-printer.TryPerTicket), 1e-12)
	actions := []tradeoff.Action{plan.Policy[0].Action, printer.Action, plan.Policy[2].Action}
	if want := []tradeoff.Action{tradeoff.SolveFirst, tradeoff.SolveFirst, tradeoff.PassOn}; !slices.Equal(actions, want) {
		t.Errorf("actions: got %v, want %v", actions, want)
	}
	if want := []int{0, 1, 2}; !slices.Equal(plan.Order, want) {
		t.Errorf("order: got %v, want %v", plan.Order, want)
	}
	if plan.Best != 3 || plan.Rule != 3 || len(plan.Options) != 5 {
		t.Errorf("best %d, rule %d of %d options; want 3, 3 of 5", plan.Best, plan.Rule, len(plan.Options))
	}
}

// By hand: with all tried, 1st level gets 35 tickets and 20·7 + 10·13 + 5·15 = 345 minutes an hour, 2nd level
// 1 + 4 + 4.75 = 9.75 tickets and 15 + 100 + 190 = 305 minutes; 9.75 tries fail.
func TestOptionByHand(t *testing.T) {
	o, err := office().Option(tradeoff.Policy{Tried: []bool{true, true, true}})
	if err != nil {
		t.Fatal(err)
	}
	busy := o.Loads[0]
	near(t, "1st level, arrivals", busy.Arrivals1PerHour, 35, 1e-12)
	near(t, "1st level, load", busy.First.Result.LoadErlang, 345.0/60, 1e-12)
	near(t, "2nd level, arrivals", busy.Arrivals2PerHour, 9.75, 1e-12)
	near(t, "2nd level, load", busy.Second.Result.LoadErlang, 305.0/60, 1e-12)
	near(t, "failed tries", o.FailedTriesPerYear, 9.75*1280, 1e-12)
	near(t, "cost of an hour", busy.CostPerHour, 30*float64(busy.First.Agents)+55*float64(busy.Second.Agents)+19.5, 1e-12)
	near(t, "cost of a year", o.PerYear, 30*o.AgentHours1+55*o.AgentHours2+2*o.FailedTriesPerYear, 1e-12)
	want, err := queue.Live{ArrivalsPerHour: 35, HandlingSeconds: 345.0 / 35 * 60, PatienceSeconds: never}.Required(office().First.Promise)
	if err != nil || want.Agents != busy.First.Agents || want.Binds != busy.First.Binds {
		t.Errorf("1st level: got %d agents bound by %s, want %d by %s (%v)", busy.First.Agents, busy.First.Binds, want.Agents, want.Binds, err)
	}
	if o.FractionalPerYear > o.PerYear {
		t.Errorf("fractions of agents cost %v, whole ones %v", o.FractionalPerYear, o.PerYear)
	}
}

func categories(t *rapid.T) []tradeoff.Category {
	n := rapid.IntRange(1, 5).Draw(t, "categories")
	all := make([]tradeoff.Category, n)
	for i := range all {
		all[i] = category(fmt.Sprint(i), rapid.Float64Range(0, 12).Draw(t, "volume"), rapid.Float64Range(0, 1).Draw(t, "solve"),
			rapid.Float64Range(0, 5).Draw(t, "diagnosis"), rapid.Float64Range(0, 15).Draw(t, "first"), rapid.Float64Range(0, 40).Draw(t, "second"))
		all[i].Failed = minutes(rapid.Float64Range(0, 15).Draw(t, "failed"))
		all[i].Return = share(rapid.Float64Range(0, 0.5).Draw(t, "return"))
	}
	return all
}

func desks(t *rapid.T) tradeoff.Desk {
	d := office()
	d.Categories = categories(t)
	d.First.Cost, d.Second.Cost = money(rapid.Float64Range(15, 60).Draw(t, "c1")), money(rapid.Float64Range(15, 90).Draw(t, "c2"))
	d.FailedTry = tradeoff.Exactly(origin.Type(rapid.Float64Range(0, 10).Draw(t, "m"), tradeoff.PerTry("EUR")))
	d.First.PatienceSeconds = rapid.SampledFrom([]float64{never, 300}).Draw(t, "patience")
	return d
}

// The search is never worse than the rule, no prefix is cheaper than the best, and a try is cheaper by arithmetic exactly when the
// share is above the threshold.
func TestSearchIsNeverWorseThanTheRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan, err := d.Find()
		if err != nil {
			t.Fatal(err)
		}
		best := plan.Options[plan.Best].PerYear
		for i, o := range plan.Options {
			if o.PerYear < best || math.IsNaN(o.PerYear) || o.FractionalPerYear > o.PerYear+1e-6 {
				t.Fatalf("option %d costs %v (%v with fractions), the best %v", i, o.PerYear, o.FractionalPerYear, best)
			}
		}
		tried := plan.Options[plan.Rule].Policy.Tried
		for i, c := range plan.Policy {
			if c.ByRule != tried[i] {
				t.Fatalf("category %d: by rule %t, option of the rule %t", i, c.ByRule, tried[i])
			}
			if gap := c.PassPerTicket - c.TryPerTicket; math.Abs(gap) > 1e-9 && (gap > 0) != c.ByRule {
				t.Fatalf("category %d: a try saves %v, but by rule %t (%v against %v)", i, gap, c.ByRule, c.Category.Solve.Amount, c.Threshold)
			}
		}
	})
}

// For every subset, not only prefixes, a desk of few categories shows how far prefixes go: the rule's order loses little.
func TestPrefixesAgainstEverySubset(t *testing.T) {
	d := office()
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	for bits := range 8 {
		o, err := d.Option(tradeoff.Policy{Tried: []bool{bits&1 > 0, bits&2 > 0, bits&4 > 0}})
		if err != nil {
			t.Fatal(err)
		}
		if o.PerYear < plan.Options[plan.Best].PerYear {
			t.Errorf("subset %b costs %v, less than the best prefix, %v", bits, o.PerYear, plan.Options[plan.Best].PerYear)
		}
	}
}

// One agent fewer breaks a promise, at every load and tier of every option.
func TestOneAgentFewerBreaksAPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan, err := d.Find()
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range plan.Options {
			for _, s := range o.Loads {
				broken(t, s.First, queue.Live{ArrivalsPerHour: s.Arrivals1PerHour, HandlingSeconds: s.Handling1Seconds, PatienceSeconds: d.First.PatienceSeconds}, d.First.Promise)
				broken(t, s.Second, queue.Live{ArrivalsPerHour: s.Arrivals2PerHour, HandlingSeconds: s.Handling2Seconds, PatienceSeconds: never}, d.Second.Promise)
			}
		}
	})
}

func broken(t *rapid.T, s queue.Staff, l queue.Live, p queue.Promise) {
	t.Helper()
	if s.Agents == 0 {
		return
	}
	r, err := l.With(s.Agents-1, p.TargetSeconds)
	if err != nil || s.Agents == 1 {
		return // overload, or nobody left: there is no occupancy to keep
	}
	if r.ServedOfOffered >= p.TargetShare && r.Occupancy <= p.MaxOccupancy {
		t.Fatalf("%d agents for %v, but one fewer keeps the promise too: %+v", s.Agents, l, r)
	}
}

// Lower solve shares of a tried category, and so more escalation, never cost less when a failed try takes no less time.
func TestMoreEscalationNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		d.First.PatienceSeconds = never
		d.Categories = d.Categories[:1]
		c := &d.Categories[0]
		c.Failed = minutes(c.Solved.Amount + rapid.Float64Range(0, 10).Draw(t, "longer"))
		tried := tradeoff.Policy{Tried: []bool{true}}
		before, err := d.Option(tried)
		if err != nil {
			t.Fatal(err)
		}
		c.Solve = share(c.Solve.Amount * rapid.Float64Range(0, 1).Draw(t, "less"))
		after, err := d.Option(tried)
		if err != nil {
			t.Fatal(err)
		}
		if after.PerYear < before.PerYear-1e-6 {
			t.Fatalf("with more escalation %v, before %v", after.PerYear, before.PerYear)
		}
	})
}

// At fixed staff cost is linear in each salary: staff does not depend on it, and cost changes by the hours alone.
func TestCostIsLinearInSalary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		policy := tradeoff.Policy{Tried: make([]bool, len(d.Categories))}
		for i := range policy.Tried {
			policy.Tried[i] = rapid.Bool().Draw(t, "tried")
		}
		a, err := d.Option(policy)
		if err != nil {
			t.Fatal(err)
		}
		more := rapid.Float64Range(0, 50).Draw(t, "more")
		d.Second.Cost = money(d.Second.Cost.Amount + more)
		b, err := d.Option(policy)
		if err != nil {
			t.Fatal(err)
		}
		if a.AgentHours1 != b.AgentHours1 || a.AgentHours2 != b.AgentHours2 || math.Abs(b.PerYear-a.PerYear-more*a.AgentHours2) > 1e-6*b.PerYear {
			t.Fatalf("%v more an hour: %v, was %v, with %v hours", more, b.PerYear, a.PerYear, a.AgentHours2)
		}
	})
}

func TestNoEscalationNeedsNoSecondLevel(t *testing.T) {
	d := office()
	for i := range d.Categories {
		d.Categories[i].Solve = share(1)
	}
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	if o := plan.Options[4]; o.AgentHours2 != 0 || o.FailedTriesPerYear != 0 || plan.Best != 4 {
		t.Errorf("everything is solved: got %+v, best %d", o, plan.Best)
	}
	for i := range d.Categories {
		d.Categories[i].Solve = share(0)
	}
	if plan, err = d.Find(); err != nil {
		t.Fatal(err)
	}
	if plan.Rule != 1 || plan.Best != 0 || plan.Policy[0].Action != tradeoff.GoDirect {
		t.Errorf("nothing is solved: rule %d, best %d, %s; want no tries and no 1st level", plan.Rule, plan.Best, plan.Policy[0].Action)
	}
}

// Three tickets: Jeffreys' interval of 2 in 3 is about 0.16 to 0.97 and includes the threshold.
func TestThreeTicketsAreNotCertain(t *testing.T) {
	d := office()
	s, err := effort.SolveShareOf(2, 3)
	if err != nil {
		t.Fatal(err)
	}
	d.Categories[1].Solve = tradeoff.SolveFrom(s, "tickets of the desk", 2026)
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	printer := plan.Policy[1]
	if printer.Certain || !printer.Few || !strings.HasPrefix(printer.Note.EN, "Not certain: the solve share rests on few tickets") {
		t.Errorf("got %+v", printer)
	}
	if !plan.Policy[0].Certain || plan.Policy[0].Few {
		t.Error("a typed share is taken as exact and certain")
	}
	if len(plan.Warnings) != 1 || plan.Warnings[0].EN != "In 1 of 3 categories the solve share rests on fewer than 30 tickets." {
		t.Errorf("warnings: %v", plan.Warnings)
	}
}

func TestSwappedTiersWarn(t *testing.T) {
	d := office()
	d.First, d.Second = tier(55, 60), tier(30, 1800)
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	want := []origin.Text{{
		EN: "An hour of tier 2 costs 30.00 EUR, less than one of tier 1 (55.00): is that meant, or are the two swapped?",
		DE: "Eine Stunde von Stufe 2 kostet 30 EUR, weniger als eine von Stufe 1 (55): ist das gewollt, oder sind beide vertauscht?",
	}}
	if diff := cmp.Diff(want, plan.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestDeskWithoutTickets(t *testing.T) {
	d := office()
	for i := range d.Categories {
		d.Categories[i].Volume = rate(0)
	}
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	if plan.Options[plan.Best].PerYear != 0 || plan.Policy[0].Action != tradeoff.NoTickets || len(plan.Warnings) != 1 {
		t.Errorf("got %+v", plan)
	}
	if b, err := d.BreakEven(); err != nil || b.FluidFound || b.SalaryFound || b.PointPerYear != 0 {
		t.Errorf("break-even: %+v, %v", b, err)
	}
	if f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: tradeoff.Policy{Direct: true}, Agents2: 1}); err != nil || len(f.Pareto) != 1 || f.Today.Service != 1 {
		t.Errorf("frontier: %+v, %v", f, err)
	}
}

func TestDeskRefuses(t *testing.T) {
	for want, change := range map[string]func(*tradeoff.Desk){
		"1st level: cost per productive hour is 0 (low end 0); it must be above 0": func(d *tradeoff.Desk) { d.First.Cost = money(0) },
		"2nd level: cost per productive hour is -3":                                func(d *tradeoff.Desk) { d.Second.Cost = money(-3) },
		"2nd level: cost per productive hour: unit is \"USD/h\"; it must be \"EUR/h\"": func(d *tradeoff.Desk) {
			d.Second.Cost = tradeoff.Exactly(origin.Type(55, tradeoff.PerHour("USD")))
		},
		"1st level: occupancy cap is 0":                          func(d *tradeoff.Desk) { d.First.Promise.MaxOccupancy = 0 },
		"2nd level: patience seconds is 0":                       func(d *tradeoff.Desk) { d.Second.PatienceSeconds = 0 },
		"currency is not given":                                  func(d *tradeoff.Desk) { d.Currency = "" },
		"there are 0 categories":                                 func(d *tradeoff.Desk) { d.Categories = nil },
		"category 1 has no key":                                  func(d *tradeoff.Desk) { d.Categories[0].Key = "" },
		"category printer is given twice":                        func(d *tradeoff.Desk) { d.Categories[0].Key = "printer" },
		"category printer: solve share is 1.5":                   func(d *tradeoff.Desk) { d.Categories[1].Solve = share(1.5) },
		"category printer: volume is -1":                         func(d *tradeoff.Desk) { d.Categories[1].Volume = rate(-1) },
		"category printer: time at 2nd level is 1e+06":           func(d *tradeoff.Desk) { d.Categories[1].Second = minutes(1e6) },
		"category printer: return share is 1":                    func(d *tradeoff.Desk) { d.Categories[1].Return = share(1) },
		"category printer: diagnosis time: unit is":              func(d *tradeoff.Desk) { d.Categories[1].Diagnosis = share(0.1) },
		"0.6 lies outside its own interval, 0 to 0":              func(d *tradeoff.Desk) { d.Categories[1].Solve.Low, d.Categories[1].Solve.High = 0, 0 },
		"category printer: training: horizon is 0 months":        func(d *tradeoff.Desk) { d.Categories[1].Training = tradeoff.Training{Points: 0.1, Cost: 100} },
		"no load is given":                                       func(d *tradeoff.Desk) { d.Loads = nil },
		"load busy: hours per year is 0; it must be above 0":     func(d *tradeoff.Desk) { d.Loads[0].HoursPerYear = 0 },
		"load busy: factor is NaN":                               func(d *tradeoff.Desk) { d.Loads[0].Factor = math.NaN() },
		"the loads last 9200 hours together; a year has at most": func(d *tradeoff.Desk) { d.Loads[0].HoursPerYear = 8000 },
		"category printer: solve share: ":                        func(d *tradeoff.Desk) { d.Categories[1].Solve.Amount = math.Inf(1) },
	} {
		d := office()
		change(&d)
		if _, err := d.Find(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := office().Option(tradeoff.Policy{Tried: []bool{true}}); err == nil || !strings.Contains(err.Error(), "the policy is for 1 categories") {
		t.Errorf("got %v", err)
	}
}

// A short-staffed 1st level that loses customers passes fewer on: 2nd level then needs no more than without patience.
func TestPatienceNeedsNoMoreStaff(t *testing.T) {
	d := office()
	patient, err := d.Option(tradeoff.Policy{Tried: []bool{true, true, false}})
	if err != nil {
		t.Fatal(err)
	}
	d.First.PatienceSeconds = 120
	d.First.Promise.MaxAbandon = 0.2
	impatient, err := d.Option(tradeoff.Policy{Tried: []bool{true, true, false}})
	if err != nil {
		t.Fatal(err)
	}
	if impatient.AgentHours1 > patient.AgentHours1 || impatient.AgentHours2 > patient.AgentHours2 ||
		impatient.Loads[0].Arrivals2PerHour >= patient.Loads[0].Arrivals2PerHour {
		t.Errorf("got %v and %v hours with patience of two minutes, %v and %v without", impatient.AgentHours1, impatient.AgentHours2, patient.AgentHours1, patient.AgentHours2)
	}
}

// The same desk in any order of categories costs the same.
func TestOrderOfCategoriesDoesNotMatter(t *testing.T) {
	d := office()
	a, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(d.Categories)
	b, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	money := cmp.Transformer("cost", func(o tradeoff.Option) float64 { return o.PerYear })
	if diff := cmp.Diff(a.Options, b.Options, money, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Errorf("(-as given +reversed):\n%s", diff)
	}
}

func ExampleDesk_Find() {
	plan, _ := office().Find()
	best := plan.Options[plan.Best]
	fmt.Printf("%.0f EUR a year; busy: %d and %d agents, bound by %s and %s\n", best.PerYear,
		best.Loads[0].First.Agents, best.Loads[0].Second.Agents, best.Loads[0].First.Binds, best.Loads[0].Second.Binds)
	for _, c := range plan.Policy {
		fmt.Printf("%s: %s (%.2f, threshold %.2f)\n", c.Category.Key, c.Action, c.Category.Solve.Amount, c.Threshold)
	}
	// Output:
	// 920800 EUR a year; busy: 8 and 7 agents, bound by service and service
	// password: solve at 1st level (0.95, threshold 0.29)
	// printer: solve at 1st level (0.60, threshold 0.28)
	// database: pass at once (0.05, threshold 0.21)
}
