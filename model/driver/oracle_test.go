package driver_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"tiermix/model/driver"
)

// penalised is minus the penalised log likelihood, written out ticket pattern by ticket pattern, and its gradient.
func penalised(t driver.Table, ridge float64, beta, gradient []float64) float64 {
	first := []int{1}
	for _, f := range t.Factors {
		first = append(first, first[len(first)-1]+len(f.Levels))
	}
	value := 0.0
	clear(gradient)
	for _, r := range t.Rows {
		eta := beta[0]
		for k, l := range r.Levels {
			eta += beta[first[k]+int(l)]
		}
		hits, n := float64(r.Escalated), float64(r.Tickets)
		p := 1 / (1 + math.Exp(-eta))
		value -= hits*math.Log(p) + (n-hits)*math.Log(1-p)
		if gradient == nil {
			continue
		}
		gradient[0] -= hits - n*p
		for k, l := range r.Levels {
			gradient[first[k]+int(l)] -= hits - n*p
		}
	}
	for k, b := range beta[1:] {
		value += ridge / 2 * b * b
		if gradient != nil {
			gradient[1+k] += ridge * b
		}
	}
	return value
}

// bruteForce are the odds ratios against the average ticket, by a quasi-Newton search that knows nothing of the other's steps.
func bruteForce(t *testing.T, table driver.Table, ridge float64) [][]float64 {
	t.Helper()
	columns := 1
	for _, f := range table.Factors {
		columns += len(f.Levels)
	}
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return penalised(table, ridge, x, nil) },
		Grad: func(g, x []float64) { penalised(table, ridge, x, g) },
	}
	r, err := optimize.Minimize(problem, make([]float64, columns), &optimize.Settings{GradientThreshold: 1e-8, MajorIterations: 2000}, &optimize.BFGS{})
	if err != nil && r == nil {
		t.Fatal(err)
	}
	var out [][]float64
	at := 1
	for k, f := range table.Factors {
		beta := r.X[at : at+len(f.Levels)]
		at += len(f.Levels)
		mean, tickets := 0.0, 0
		for _, row := range table.Rows {
			mean += float64(row.Tickets) * beta[row.Levels[k]]
			tickets += row.Tickets
		}
		odds := make([]float64, len(beta))
		for i, b := range beta {
			odds[i] = math.Exp(b - mean/float64(tickets))
		}
		out = append(out, odds)
	}
	return out
}

// desk invents tickets: the log odds of every level, the chance of every level, tickets in all.
func desk(chance *rand.Rand, base float64, effects [][]float64, tickets int) driver.Table {
	t := driver.Table{}
	for k, e := range effects {
		f := driver.Factor{Name: string(rune('a' + k))}
		for i := range e {
			f.Levels = append(f.Levels, string(rune('A'+i)))
		}
		t.Factors = append(t.Factors, f)
	}
	for range tickets {
		r := driver.Row{Tickets: 1}
		eta := base
		for _, e := range effects {
			i := min(chance.IntN(len(e)), chance.IntN(len(e))) // earlier levels are more frequent
			r.Levels = append(r.Levels, int32(i))
			eta += e[i]
		}
		if chance.Float64() < 1/(1+math.Exp(-eta)) {
			r.Escalated = 1
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

var planted = [][]float64{{0, 0.9, -0.7, 0.3, -1.2}, {0.2, -0.2, 0.6}, {0, 0, 0, 0}}

func TestNewtonFindsWhatBruteForceFinds(t *testing.T) {
	table := desk(rand.New(rand.NewPCG(4, 1)), -1, planted, 3000)
	for _, ridge := range []float64{0.01, driver.Ridge, 5} {
		r, err := driver.ExplainWith(table, ridge)
		if err != nil {
			t.Fatal(err)
		}
		for k, odds := range bruteForce(t, table, ridge) {
			for i, want := range odds {
				f := table.Factors[k]
				near(t, f.Name+f.Levels[i], level(t, r, f.Name, f.Levels[i]).OddsRatio, want, 1e-5*want)
			}
		}
	}
}

// Of the planted odds ratios 95 % lie inside their intervals: over 200 desks of 4,000 tickets and 9 levels that differ, the share lies
// within three standard deviations of 95 %, counted as if the levels of a desk went together.
func TestIntervalsCoverWhatIsPlanted(t *testing.T) {
	const desks = 200
	chance := rand.New(rand.NewPCG(2, 6))
	inside, all, falsely := 0, 0, 0
	for range desks {
		table := desk(chance, -1, planted, 4000)
		r, err := driver.Explain(table)
		if err != nil {
			t.Fatal(err)
		}
		for k, f := range table.Factors {
			mean, tickets := 0.0, 0
			for i, name := range f.Levels {
				n := level(t, r, f.Name, name).Tickets
				mean, tickets = mean+float64(n)*planted[k][i], tickets+n
			}
			for i, name := range f.Levels {
				l := level(t, r, f.Name, name)
				truth := math.Exp(planted[k][i] - mean/float64(tickets))
				all++
				if *l.Low <= truth && truth <= *l.High {
					inside++
				}
			}
		}
		if effect(t, r, "c").P < 0.05 {
			falsely++
		}
	}
	near(t, "coverage", float64(inside)/float64(all), 0.95, 3*math.Sqrt(0.95*0.05/(3*desks)))
	near(t, "factors without an effect that seem to have one", float64(falsely)/desks, 0.05, 3*math.Sqrt(0.05*0.95/desks))
}

// Tickets one by one and tickets counted by pattern are the same tickets; so are they in another order, but for the last digits.
func TestGroupingChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		chance := rand.New(rand.NewPCG(seed, 1))
		single := desk(chance, rapid.Float64Range(-2, 2).Draw(rt, "base"), planted, 600)
		grouped := driver.Table{Factors: single.Factors}
		for _, r := range single.Rows {
			i := slices.IndexFunc(grouped.Rows, func(o driver.Row) bool { return slices.Equal(o.Levels, r.Levels) })
			if i < 0 {
				grouped.Rows = append(grouped.Rows, r)
				continue
			}
			grouped.Rows[i].Tickets += r.Tickets
			grouped.Rows[i].Escalated += r.Escalated
		}
		a, err := driver.Explain(single)
		b, again := driver.Explain(grouped)
		if err != nil || again != nil {
			rt.Fatal(err, again)
		}
		if a.AUC != b.AUC || a.McFadden != b.McFadden || a.Patterns != b.Patterns {
			rt.Fatalf("%+v and %+v", a.AUC, b.AUC)
		}
		rand.New(rand.NewPCG(seed, 2)).Shuffle(len(grouped.Rows), func(i, j int) { grouped.Rows[i], grouped.Rows[j] = grouped.Rows[j], grouped.Rows[i] })
		c, err := driver.Explain(grouped)
		if err != nil || math.Abs(c.AUC.Value-a.AUC.Value) > 1e-9 || math.Abs(c.Tjur-a.Tjur) > 1e-9 {
			rt.Fatalf("%v: %+v and %+v", err, a.AUC, c.AUC)
		}
	})
}

// What is printed is a number, in its range, and the parts add up to the tickets.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		chance := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 3))
		effects := make([][]float64, rapid.IntRange(1, 4).Draw(rt, "factors"))
		for k := range effects {
			for range rapid.IntRange(1, 12).Draw(rt, "levels") {
				effects[k] = append(effects[k], rapid.Float64Range(-6, 6).Draw(rt, "effect"))
			}
		}
		r, err := driver.Explain(desk(chance, 0, effects, rapid.IntRange(0, 800).Draw(rt, "tickets")))
		if err != nil {
			return
		}
		for _, v := range []float64{r.McFadden, r.AUC.Low, r.AUC.Value - r.AUC.Low, r.AUC.High - r.AUC.Value, 1 - r.AUC.High} {
			if !(v >= -1e-9 && v <= 1) {
				rt.Fatalf("%+v", r)
			}
		}
		n := 0
		for _, g := range r.Calibration {
			n += g.Tickets
		}
		if n != r.Tickets {
			rt.Fatalf("%d tickets in groups, %d in all", n, r.Tickets)
		}
		for _, e := range r.Factors {
			if e.Used {
				checkEffect(rt, r, e)
			}
		}
	})
}

func checkEffect(rt *rapid.T, r driver.Result, e driver.Effect) {
	tickets, escalated := 0, 0
	for _, l := range e.Levels {
		tickets, escalated = tickets+l.Tickets, escalated+l.Escalated
		if !(l.OddsRatio > 0 && l.OddsRatio < 1e9 && l.P >= 0 && l.P <= 1) || l.Low == nil && l.High == nil {
			rt.Fatalf("%s: %+v", e.Factor, l)
		}
		if l.Low != nil && !(*l.Low > 0 && *l.Low <= l.OddsRatio) || l.High != nil && !(*l.High >= l.OddsRatio && *l.High < 1e12) {
			rt.Fatalf("%s: %+v from %v to %v", e.Factor, l, l.Low, l.High)
		}
	}
	if tickets != r.Tickets || escalated != r.Escalated || !(e.Share >= 0 && e.Share <= 1 && e.P >= 0 && e.P <= 1) {
		rt.Fatalf("%s: %d and %d of %+v", e.Factor, tickets, escalated, r)
	}
}

// AUC by all pairs, on tickets one by one.
func TestAUCCountsPairs(t *testing.T) {
	table := desk(rand.New(rand.NewPCG(9, 9)), -1, planted[:1], 400)
	r, err := driver.Explain(table)
	if err != nil {
		t.Fatal(err)
	}
	odds := func(row driver.Row) float64 {
		return level(t, r, "a", table.Factors[0].Levels[row.Levels[0]]).OddsRatio
	}
	var won, pairs float64
	for _, a := range table.Rows {
		for _, b := range table.Rows {
			if a.Escalated <= b.Escalated {
				continue
			}
			pairs++
			switch x, y := odds(a), odds(b); {
			case x > y:
				won++
			case x == y:
				won += 0.5
			}
		}
	}
	near(t, "AUC", r.AUC.Value, won/pairs, 1e-12)
	q1, q2, a := r.AUC.Value/(2-r.AUC.Value), 2*r.AUC.Value*r.AUC.Value/(1+r.AUC.Value), r.AUC.Value
	hits := float64(r.Escalated)
	misses := float64(r.Tickets) - hits
	// Hanley and McNeil's approximate standard error (Radiology 143, 1982) lies within a third of DeLong's.
	se := math.Sqrt((a*(1-a) + (hits-1)*(q1-a*a) + (misses-1)*(q2-a*a)) / hits / misses)
	near(t, "width of the interval", r.AUC.High-r.AUC.Low, 2*distuv.UnitNormal.Quantile(0.975)*se, se*4/3)
}

// As many patterns as a desk with a million tickets has.
func BenchmarkExplain(b *testing.B) {
	chance := rand.New(rand.NewPCG(1, 1))
	effects := make([][]float64, 7)
	for k, levels := range []int{12, 3, 4, 4, 2, 7, 24} {
		for range levels {
			effects[k] = append(effects[k], chance.NormFloat64()/2)
		}
	}
	table := desk(chance, -1, effects, 90_000)
	for i := range table.Rows {
		table.Rows[i].Tickets, table.Rows[i].Escalated = 11, 11*table.Rows[i].Escalated/2
	}
	for b.Loop() {
		if _, err := driver.Explain(table); err != nil {
			b.Fatal(err)
		}
	}
}
