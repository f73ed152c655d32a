package tradeoff_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

// By hand: 1,200 once for 100 a month pays back after 12 months; over 24 months without interest it leaves 1,200; at 10 % a
// year the annuity is 100 (1 - 1.1⁻²) / (1.1^(1/12) - 1) = 2,176.46.
func TestInvestByHand(t *testing.T) {
	got, err := tradeoff.Invest(1200, 1200, 24, 0)
	want := tradeoff.Investment{Cost: 1200, SavingPerYear: 1200, PaysBack: true, PaybackMonths: 12, NetPresent: 1200}
	if err != nil || math.Abs(got.NetPresent-1200) > 1e-9 || got.PaybackMonths != want.PaybackMonths || !got.PaysBack {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if got, err = tradeoff.Invest(1200, 1200, 24, 0.1); err != nil {
		t.Fatal(err)
	}
	near(t, "net present value", got.NetPresent, 100*(1-math.Pow(1.1, -2))/(math.Pow(1.1, 1.0/12)-1)-1200, 1e-12)
	for _, saving := range []float64{0, -500, 1e-12} {
		if got, err := tradeoff.Invest(1200, saving, 24, 0.1); err != nil || got.PaysBack || got.PaybackMonths != 0 || got.NetPresent > -1200+1e-6 {
			t.Errorf("saving %v: got %+v, %v, want no payback", saving, got, err)
		}
	}
	if _, err := tradeoff.Invest(0, math.NaN(), 0, -1); err == nil || strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("got %v, want four faults", err)
	}
}

// A training that lifts database from 5 % to 65 % makes tries pay; the same for a fortune does not pay back.
func TestTraining(t *testing.T) {
	d := office()
	d.Categories[2].Training = tradeoff.Training{Points: 0.6, Cost: 4000, HorizonMonths: 24, YearlyRate: 0.05}
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	database := plan.Policy[2]
	if database.Action != tradeoff.Train || !database.Training.PaysBack || database.Training.NetPresent <= 0 {
		t.Errorf("a cheap training: got %s, %+v", database.Action, database.Training)
	}
	after := office()
	after.Categories[2].Solve = share(0.65)
	trained, err := after.Find()
	if err != nil {
		t.Fatal(err)
	}
	near(t, "saving in whole people", database.TrainingWhole, plan.Options[plan.Best].PerYear-trained.Options[trained.Best].PerYear, 1e-12)
	d.Categories[2].Training.Cost = 1e7
	if plan, err = d.Find(); err != nil || plan.Policy[2].Action == tradeoff.Train || plan.Policy[2].Training.PaysBack {
		t.Errorf("a dear training: got %s, %v", plan.Policy[2].Action, err)
	}
}

// The frontier is monotone: along it cost and service rise together, and no point beats it. The best option's staff is on the
// grid, at its price, and is the cheapest point that keeps both promises.
func TestFrontierLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan, err := d.Find()
		if err != nil {
			t.Fatal(err)
		}
		f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: plan.Options[1].Policy, Agents1: 3, Agents2: 3})
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(f.Pareto); i++ {
			a, b := f.Points[f.Pareto[i-1]], f.Points[f.Pareto[i]]
			if b.CostPerHour <= a.CostPerHour || b.Service <= a.Service || !a.Pareto || !b.Pareto {
				t.Fatalf("frontier turns back from %+v to %+v", a, b)
			}
		}
		cheapest := math.Inf(1)
		for _, p := range f.Points {
			if !p.Pareto && !beaten(p, f) {
				t.Fatalf("%+v is beaten by no point of the frontier", p)
			}
			if p.Kept {
				cheapest = min(cheapest, p.CostPerHour)
			}
		}
		want := math.Inf(1)
		for _, o := range plan.Options {
			want = min(want, o.Loads[0].CostPerHour)
		}
		if math.Abs(cheapest-want) > 1e-9*(1+want) && cheapest > want {
			t.Fatalf("the cheapest point that keeps the promises costs %v, the cheapest option %v", cheapest, want)
		}
	})
}

func beaten(p tradeoff.Point, f tradeoff.Frontier) bool {
	return slices.ContainsFunc(f.Pareto, func(i int) bool {
		q := f.Points[i]
		return q.CostPerHour <= p.CostPerHour && q.Service >= p.Service
	})
}

// More agents of either level never lower the service of a policy.
func TestMoreAgentsNeverServeLess(t *testing.T) {
	d := office()
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: plan.Options[4].Policy, Agents1: 7, Agents2: 7})
	if err != nil {
		t.Fatal(err)
	}
	at := map[[3]int]tradeoff.Point{}
	for _, p := range f.Points {
		at[[3]int{p.Option, p.Agents1, p.Agents2}] = p
	}
	for _, p := range f.Points {
		for _, k := range [][3]int{{p.Option, p.Agents1 + 1, p.Agents2}, {p.Option, p.Agents1, p.Agents2 + 1}} {
			if more, ok := at[k]; ok && (more.Service < p.Service || more.CostPerHour <= p.CostPerHour || more.SojournMinutes > p.SojournMinutes+1e-9) {
				t.Fatalf("%+v, one agent more: %+v", p, more)
			}
		}
	}
	today := at[[3]int{4, 7, 7}]
	today.Pareto = false
	if f.Today != today {
		t.Errorf("today: got %+v, want %+v", f.Today, today)
	}
}

// A point's service by hand, against TwoTier: 35 tickets an hour, all tried, mean handling and shares of the mix.
func TestPointAgreesWithTwoTier(t *testing.T) {
	d := office()
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: tradeoff.Policy{Tried: []bool{true, true, true}}, Agents1: 7, Agents2: 6})
	if err != nil {
		t.Fatal(err)
	}
	want, err := tradeoff.TwoTier(tradeoff.TwoTierInput{
		ArrivalsPerHour: 35, Agents1: 7, Handling1Seconds: 345.0 / 35 * 60, Solve1: 1 - 9.75/35, Agents2: 6, Handling2Seconds: 305 / 9.75 * 60,
		Target1Seconds: 60, Target2Seconds: 1800, Patience1Seconds: never, Patience2Seconds: never,
	})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "service level 1", f.Today.ServiceLevel1, want.ServiceLevel1, 1e-12)
	near(t, "service level 2", f.Today.ServiceLevel2, want.ServiceLevel2, 1e-12)
	near(t, "sojourn", f.Today.SojournMinutes, want.SojournSeconds/60, 1e-12)
	near(t, "service", f.Today.Service, want.ServiceLevel1*(1-9.75/35*(1-want.ServiceLevel2)), 1e-12)
}

func TestOverloadOfToday(t *testing.T) {
	d := office()
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: plan.Options[4].Policy, Agents1: 5, Agents2: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1st level: 5 agents cannot carry", "the smallest stable number of agents is 6", "2nd level: 2 agents cannot carry"} {
		if !strings.Contains(f.Today.Overload, want) {
			t.Errorf("overload: got %q, want %q", f.Today.Overload, want)
		}
	}
	if f.Today.Service != 0 || math.Abs(f.Today.CostPerHour-(5*30+2*55+2*9.75)) > 1e-9 {
		t.Errorf("got %+v", f.Today)
	}
	if _, err := d.Frontier(plan, 2, tradeoff.Mix{Agents1: -1}); err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v, want three faults", err)
	}
}

// At the break-even FCR a desk of one category costs by arithmetic what no 1st level costs; at the break-even ratio of
// salaries the whole-people costs are equal.
func TestBreakEven(t *testing.T) {
	d := office()
	d.Categories = d.Categories[1:2] // printer: try = pass without diagnosis: 6.5 + (1-p) 24.9167 = 22.9167
	b, err := d.BreakEven()
	if err != nil {
		t.Fatal(err)
	}
	near(t, "FCR", b.FCR, 0.6, 1e-12)
	second := 55.0 * 25 / 60
	near(t, "fluid FCR", b.FluidFCR, 1-(second-6.5)/(second+2), 1e-9)
	if !b.FluidFound || !b.SalaryFound || !b.WholeFound {
		t.Fatalf("got %+v", b)
	}
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	d.Second.Cost = money(30 * b.SalaryRatio)
	policy := plan.Options[1+slices.IndexFunc(plan.Options[1:], func(o tradeoff.Option) bool {
		return o.PerYear == min(plan.Options[1].PerYear, plan.Options[2].PerYear)
	})].Policy
	with, err := d.Option(policy)
	if err != nil {
		t.Fatal(err)
	}
	without, err := d.Option(tradeoff.Policy{Direct: true})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "cost at the break-even ratio", with.PerYear, without.PerYear, 1e-12)
}

// One point of FCR, fractions of agents counted, is worth about what arithmetic per ticket says, and more than that since agents
// are not always busy.
func TestValueOfAPoint(t *testing.T) {
	d := office()
	for i := range d.Categories {
		d.Categories[i].Volume = rate(d.Categories[i].Volume.Amount * 20)
	}
	b, err := d.BreakEven()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	arithmetic := 0.0
	for _, c := range plan.Policy[:2] {
		arithmetic += 0.01 * c.TicketsPerYear * (55.0/60*c.Category.Second.Amount + 2)
	}
	if b.PointPerYear < arithmetic || b.PointPerYear > 1.3*arithmetic || b.LostPointPerYear < arithmetic {
		t.Errorf("a point is worth %v (a lost one %v), by arithmetic %v", b.PointPerYear, b.LostPointPerYear, arithmetic)
	}
}

func TestBreakEvenNeverFound(t *testing.T) {
	d := office()
	d.First.Cost = money(500)
	b, err := d.BreakEven()
	if err != nil || b.FluidFound || b.WholeFound || b.FluidFCR != 1 {
		t.Errorf("a 1st level that never pays: got %+v, %v", b, err)
	}
	d = office()
	d.First.Cost = money(0.5)
	for i := range d.Categories {
		d.Categories[i].Solve = share(0)
		d.Categories[i].Diagnosis, d.Categories[i].Solved, d.Categories[i].Failed = minutes(0.1), minutes(0.1), minutes(0.1)
	}
	if b, err = d.BreakEven(); err != nil || b.SalaryFound || b.SalaryRatio != 0 || b.FCR != 0 {
		t.Errorf("a 1st level that solves nothing: got %+v, %v", b, err)
	}
}

func TestTornado(t *testing.T) {
	d := office()
	d.Categories[1].Solve.Low, d.Categories[1].Solve.High = 0.5, 0.7
	d.Categories[0].Volume.Low, d.Categories[0].Volume.High = 15, 25
	d.Second.Cost.Low, d.Second.Cost.High = 50, 60
	d.FailedTry = tradeoff.Between(origin.Type(2, tradeoff.PerTry("EUR")), 1, 3)
	got, err := d.Tornado()
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Swings) != 4 || !slices.IsSortedFunc(got.Swings, func(a, b tradeoff.Swing) int { return int(math.Copysign(1, b.Swing-a.Swing)) }) {
		t.Fatalf("got %+v, want four, sorted", got.Swings)
	}
	for _, s := range got.Swings {
		low, high := d, d
		low.Second.Cost.Amount, high.Second.Cost.Amount = 50, 60
		if s.Field != tradeoff.Cost2Field {
			continue
		}
		a, err := low.Find()
		if err != nil {
			t.Fatal(err)
		}
		b, err := high.Find()
		if err != nil {
			t.Fatal(err)
		}
		near(t, "cost of 2nd level, low end", s.LowPerYear, a.Options[a.Best].PerYear, 1e-12)
		near(t, "cost of 2nd level, high end", s.HighPerYear, b.Options[b.Best].PerYear, 1e-12)
		near(t, "swing", s.Swing, math.Abs(s.HighPerYear-s.LowPerYear), 1e-12)
	}
	if again, err := d.Tornado(); err != nil || fmt.Sprint(again) != fmt.Sprint(got) {
		t.Error("two runs differ")
	}
	if d.Categories[1].Solve.Amount != 0.6 || d.Second.Cost.Amount != 55 {
		t.Error("the desk itself was changed")
	}
	if got, err := office().Tornado(); err != nil || len(got.Swings) != 0 {
		t.Errorf("exact inputs: got %+v, %v", got, err)
	}
}

// big is a desk of 20 categories and 600 tickets an hour.
func big() tradeoff.Desk {
	d := office()
	d.Categories = nil
	for i := range 20 {
		x := float64(i)
		c := category(fmt.Sprint(i), 30, 0.98-0.045*x, 2, 5+x/2, 10+x)
		c.Solve.Low, c.Solve.High = c.Solve.Amount*0.9, c.Solve.Amount*1.02
		c.Return = share(0.03)
		d.Categories = append(d.Categories, c)
	}
	return d
}

func BenchmarkFrontier(b *testing.B) {
	d := big()
	plan, err := d.Find()
	if err != nil {
		b.Fatal(err)
	}
	points := 0
	for b.Loop() {
		f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: plan.Options[plan.Best].Policy, Agents1: 100, Agents2: 100})
		if err != nil {
			b.Fatal(err)
		}
		points = len(f.Points)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "seconds/frontier")
	b.ReportMetric(float64(points), "mixes")
}

func BenchmarkPlan(b *testing.B) {
	d := big()
	for b.Loop() {
		if _, err := d.Find(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "seconds/plan")
}

func BenchmarkTornado(b *testing.B) {
	d := big()
	for b.Loop() {
		if _, err := d.Tornado(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "seconds/tornado")
}
