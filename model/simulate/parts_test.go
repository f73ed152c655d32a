package simulate

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

// The agenda gives events back in the order of time, whatever is pushed, popped and replaced.
func TestAgendaIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a agenda
		var want []float64
		for range rapid.IntRange(0, 200).Draw(t, "steps") {
			at := float64(rapid.IntRange(0, 50).Draw(t, "at"))
			switch n := len(want); {
			case n > 0 && rapid.Bool().Draw(t, "replace"):
				a.replace(event{at: at})
				want[0] = at
			case n > 0 && rapid.Bool().Draw(t, "pop"):
				a.pop()
				want = want[1:]
			case n > 0 && rapid.Bool().Draw(t, "remove"):
				i := rapid.IntRange(0, n-1).Draw(t, "place")
				gone := slices.Index(want, a[i].at)
				a.remove(i)
				want = slices.Delete(want, gone, gone+1)
			default:
				a.push(event{at: at})
				want = append(want, at)
			}
			slices.Sort(want)
			if len(a) != len(want) || len(want) > 0 && a.soonest() != want[0] {
				t.Fatalf("got %v on top of %d, want %v", a.soonest(), len(a), want)
			}
		}
	})
	if got := (agenda{}).soonest(); !math.IsInf(got, 1) {
		t.Errorf("soonest of nothing: got %v, want +Inf", got)
	}
}

// Events of the same instant come in the order in which they were put on the agenda, also when the numbers run over.
func TestAgendaKeepsTheOrderOfEquals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a agenda
		start := rapid.Uint32().Draw(t, "start")
		for i := range uint32(rapid.IntRange(1, 50).Draw(t, "events")) {
			a.push(event{at: 1, serial: start + i})
		}
		for i := uint32(0); len(a) > 0; i++ {
			if got := a[0].serial; got != start+i {
				t.Fatalf("event %d: got number %d, want %d", i, got, start+i)
			}
			a.pop()
		}
	})
}

func TestLineIsFirstInFirstOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l line
		var want []float64
		for i := range rapid.IntRange(0, 300).Draw(t, "steps") {
			if len(want) > 0 && rapid.IntRange(0, 2).Draw(t, "pop") == 0 {
				if got := l.front().queued; got != want[0] {
					t.Fatalf("front: got %v, want %v", got, want[0])
				}
				l.pop()
				want = want[1:]
				continue
			}
			l.push(&ticket{queued: float64(i)})
			want = append(want, float64(i))
		}
		for i := range want {
			if got := l.at(i).queued; got != want[i] || l.n != len(want) {
				t.Fatalf("place %d of %d: got %v, want %v", i, l.n, got, want[i])
			}
		}
	})
}

// Who comes back into a line goes where he was.
func TestLineTakesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l line
		n := rapid.IntRange(1, 60).Draw(t, "tickets")
		for i := range n {
			l.push(&ticket{queued: float64(i / 3), serial: uint32(i)}) // three at an instant
		}
		var out []ticket
		for range rapid.IntRange(1, n).Draw(t, "taken") {
			out = append(out, *l.front())
			l.pop()
		}
		for _, i := range rapid.Permutation(indices(len(out))).Draw(t, "back") {
			l.insert(&out[i])
		}
		for i := range n {
			if got := l.at(i).serial; int(got) != i || l.n != n {
				t.Fatalf("place %d of %d: got ticket %d", i, l.n, got)
			}
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestAliasKeepsWeights(t *testing.T) {
	r := stream(1, 0, forArrivals)
	for _, weights := range [][]float64{{1}, {0, 1}, {1, 0, 0, 3}, {1, 2, 3, 4, 5}, {1e-9, 1, 1}, {0.1, 0.2, 0.7, 0, 0}} {
		const n = 200_000
		a, counts, sum := newAlias(weights), make([]float64, len(weights)), 0.0
		for range n {
			counts[a.draw(r)]++
		}
		for _, w := range weights {
			sum += w
		}
		for i, w := range weights {
			p := w / sum
			if spread := 4 * math.Sqrt(n*p*(1-p)); math.Abs(counts[i]-n*p) > spread+1e-9 && w != 1e-9 || w == 0 && counts[i] > 0 {
				t.Errorf("%v, index %d: drawn %v times, want %.0f ± %.0f", weights, i, counts[i], n*p, spread)
			}
		}
	}
}

// Mean and coefficient of variation of every law.
func TestLawsKeepTheirMoments(t *testing.T) {
	r := stream(2, 0, forHandling)
	for _, c := range []struct {
		law Law
		cv  float64
	}{
		{Law{Kind: Exponential, Mean: 20}, 1},
		{Law{Kind: Deterministic, Mean: 20}, 0},
		{Law{Kind: Lognormal, Mean: 20, CV: 0.6}, 0.6},
		{Law{Kind: Gamma, Mean: 20, CV: 0.5}, 0.5},
		{Law{Kind: Gamma, Mean: 20, CV: 2}, 2},
		{Law{Kind: Empirical, Values: []float64{10, 20, 30}}, math.Sqrt(200.0/3) / 20},
	} {
		const n = 200_000
		values, s := make([]float64, n), c.law.sampler()
		for i := range values {
			values[i] = s.draw(r)
		}
		mean, sd := stat.MeanStdDev(values, nil)
		if math.Abs(mean-20) > 4*sd/math.Sqrt(n)+1e-9 || math.Abs(sd/mean-c.cv) > 0.03*c.cv {
			t.Errorf("%s: mean %.3f, CV %.3f; want 20 and %.3f", c.law.Kind, mean, sd/mean, c.cv)
		}
		if got := c.law.average(); got != 20 {
			t.Errorf("%s: average %v, want 20", c.law.Kind, got)
		}
	}
}

// Bins are in the order of times, begin where the one before ends, and are at most 1/16 of (1 s + time) wide.
func TestBins(t *testing.T) {
	for b := 1; b < bins-1; b++ {
		from, to := lower(b), lower(b+1)
		if !(to > from) || to-from > (1+from)/16*(1+1e-12) {
			t.Fatalf("bin %d: %v to %v", b, from, to)
		}
		if inside := from + (to-from)/2; bin(inside) != b {
			t.Fatalf("%v s: bin %d, want %d", inside, bin(inside), b)
		}
	}
	if bin(0) != 0 || bin(1e300) != bins-1 || bin(1e-300) != 1 {
		t.Errorf("ends: got %d, %d, %d", bin(0), bin(1e300), bin(1e-300))
	}
}

func TestQuantiles(t *testing.T) {
	counts := make([]uint64, bins)
	if got := quantile(counts, 0.5); got != 0 {
		t.Errorf("of nothing: got %v, want 0", got)
	}
	for i := range 100_000 {
		counts[bin(float64(i)/100)]++ // 0 .. 1,000 s
	}
	for _, q := range []float64{0.1, 0.5, 0.9, 0.95} {
		if got := quantile(counts, q); math.Abs(got-1000*q) > 1+1000*q/100 {
			t.Errorf("%v quantile of 0..1000 s: got %v", q, got)
		}
	}
	counts[0] += 200_000 // two of three do not wait
	if got := quantile(counts, 0.5); got != 0 {
		t.Errorf("median with two thirds at 0: got %v", got)
	}
}

// By hand: x = 1, 2, 3, y = 2, 2, 5: r = 6/9; s_xx = 1, s_xy = 3/2, s_yy = 3; se² = (1 - 2·(2/3)·(3/2) + (4/9)·3)/(3·9) = (1/3)/27.
func TestRatioByHand(t *testing.T) {
	var m moments
	for i, x := range []float64{1, 2, 3} {
		m.add(x, []float64{2, 2, 5}[i])
	}
	e := m.ratio(2, amount)
	if se := math.Sqrt(1.0 / 81); math.Abs(e.Value-2.0/3) > 1e-12 || math.Abs(e.StdErr-se) > 1e-12 || math.Abs(e.High-(2.0/3+2*se)) > 1e-12 {
		t.Errorf("got %+v, want 2/3 ± 1/9", e)
	}
	if cut := m.ratio(12, share); cut.Low != 0 || cut.High != 1 {
		t.Errorf("a share: got %+v, want 0 to 1", cut)
	}
}

// With a denominator of 1 the ratio is the mean with its usual interval; the delta method agrees with the jackknife.
func TestRatioAgreesWithOtherWays(t *testing.T) {
	r := stream(3, 0, forHandling)
	const n = 400
	var mean, ratio moments
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		y[i] = 50 + 5*r.NormFloat64()
		x[i] = 0.8*y[i] + 3*r.NormFloat64()
		mean.add(x[i], 1)
		ratio.add(x[i], y[i])
	}
	m, sd := stat.MeanStdDev(x, nil)
	if e := mean.ratio(1, change); math.Abs(e.Value-m) > 1e-9 || math.Abs(e.StdErr-sd/math.Sqrt(n)) > 1e-9 {
		t.Errorf("mean: got %+v, want %v ± %v", e, m, sd/math.Sqrt(n))
	}
	sumX, sumY, left := sum(x), sum(y), make([]float64, n)
	for i := range x {
		left[i] = (sumX - x[i]) / (sumY - y[i])
	}
	_, spread := stat.PopMeanStdDev(left, nil)
	jackknife := spread * math.Sqrt(n-1)
	if e := ratio.ratio(1, change); math.Abs(e.StdErr/jackknife-1) > 0.01 {
		t.Errorf("delta method: %v, jackknife: %v", e.StdErr, jackknife)
	}
}

// Tables of the t distribution: 2.262 with 9 degrees of freedom, 1.984 with 99 (two-sided 95 %).
func TestStudent(t *testing.T) {
	for n, want := range map[int]float64{2: 12.706, 10: 2.262, 100: 1.984} {
		if got := student(0.95, n); math.Abs(got-want) > 0.0005 {
			t.Errorf("%d replications: got %.4f, want %v", n, got, want)
		}
	}
}

// Streams of replications, purposes and seeds are different ones, and not correlated.
func TestStreamsDiffer(t *testing.T) {
	const n = 20_000
	draw := func(seed uint64, replication int, purpose uint64) []float64 {
		r, values := stream(seed, replication, purpose), make([]float64, n)
		for i := range values {
			values[i] = r.Float64()
		}
		return values
	}
	base := draw(1, 0, forArrivals)
	for _, other := range [][]float64{draw(1, 0, forHandling), draw(1, 1, forArrivals), draw(2, 0, forArrivals), draw(3, 0, forArrivals), draw(0, 1, forArrivals)} {
		if c := stat.Correlation(base, other, nil); math.Abs(c) > 4/math.Sqrt(n) {
			t.Errorf("correlation %v", c)
		}
	}
}

// Arrivals of a period are uniform over it, and as many as expected; periods without any are passed over.
func TestSourceKeepsRates(t *testing.T) {
	in := intake{ends: []float64{10, 20, 20.5, 40}, rates: []float64{3, 0, 40, 0.5}, entries: []int32{0}}
	for range in.ends {
		in.choose = append(in.choose, newAlias([]float64{1}))
	}
	const n = 3000
	counts, early := make([]float64, 4), 0.0
	for replication := range n {
		s := in.source(stream(4, replication, forArrivals))
		for last := 0.0; !math.IsInf(s.at, 1); s.advance() {
			if s.at < last || s.at >= in.ends[s.period] {
				t.Fatalf("arrival at %v after %v in period %d", s.at, last, s.period)
			}
			last = s.at
			counts[s.period]++
			if s.at < 5 {
				early++
			}
		}
	}
	for p, want := range []float64{30 * n, 0, 20 * n, 10 * n} {
		if math.Abs(counts[p]-want) > 4*math.Sqrt(want) {
			t.Errorf("period %d: %v arrivals, want %v", p, counts[p], want)
		}
	}
	if math.Abs(early-15*n) > 4*math.Sqrt(15*n) {
		t.Errorf("first half of period 0: %v arrivals, want %v", early, 15*n)
	}
}
