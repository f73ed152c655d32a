package queue

import (
	"fmt"
	"math"
	"math/big"
	"testing"
)

func close(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > relative*math.Abs(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// psiExact is x - 1 + e^-x with 400 bits.
func psiExact(x float64) float64 {
	sum, term := new(big.Float).SetPrec(400), new(big.Float).SetPrec(400).SetInt64(1)
	minus := new(big.Float).SetPrec(400).SetFloat64(-x)
	for k := int64(1); k < 400; k++ {
		term.Mul(term, minus).Quo(term, new(big.Float).SetPrec(400).SetInt64(k))
		if k > 1 {
			sum.Add(sum, term)
		}
	}
	got, _ := sum.Float64()
	return got
}

func TestPsi(t *testing.T) {
	for _, x := range []float64{1e-150, 1e-9, 0.01, 0.3, 0.49999, 0.5, 0.50001, 1, 7, 30} {
		close(t, fmt.Sprint(x), psi(x), psiExact(x), 4e-15)
		close(t, fmt.Sprint(-x), psi(-x), psiExact(-x), 4e-15)
	}
	if psi(0) != 0 {
		t.Errorf("psi(0) = %v", psi(0))
	}
}

// The hazard of the normal law by both of its forms where they meet (2,000 steps of the fraction in 40-digit arithmetic),
// and its known values: h(0) = √(2/π), and h(x) - x → 1/x.
func TestHazard(t *testing.T) {
	close(t, "at 0", hazard(0), math.Sqrt(2/math.Pi), 1e-15)
	for _, x := range []float64{math.Nextafter(farTailFrom, 0), farTailFrom} {
		close(t, fmt.Sprint(x), hazardExcess(x), 0.12136811223611268065, 1e-10)
	}
	close(t, "far out", hazardExcess(1e6), 1e-6, 1e-11)
	if got := hazard(-40); !(got >= 0 && got < 1e-300) {
		t.Errorf("hazard(-40) = %v", got)
	}
}

func TestPoissonIsAShare(t *testing.T) {
	for _, m := range []float64{0.3, 5, 19, 21, 400, 3e5} {
		sum := 0.0
		for k := math.Max(0, math.Floor(m-12*math.Sqrt(m)-10)); k < m+12*math.Sqrt(m)+40; k++ {
			sum += poisson(m, k)
		}
		close(t, fmt.Sprint(m), sum, 1, 1e-12)
	}
}

// Both methods of M/D/n, where both are good.
func TestFixedByWalkAndByRoots(t *testing.T) {
	for _, n := range []float64{1, 2, 7, 40, 150} {
		for _, rho := range []float64{0.85, 0.9, 0.95, 0.98} {
			a, b := fixedByWalk(rho*n, n), fixedByRoots(rho*n, n)
			name := fmt.Sprint(n, " agents at ", rho)
			close(t, name, a.WaitProbability, b.WaitProbability, 1e-10)
			close(t, name, a.QueueLength, b.QueueLength, 1e-9)
		}
	}
}

// flat is an offered wait with one steep cliff, at 1: half of the walk to the edge is nothing, the other half too much.
type flat struct{ steep float64 }

func (f flat) mode() float64                           { return 0 }
func (f flat) peak() float64                           { return 0 }
func (f flat) fall(v float64) float64                  { return -f.steep * math.Max(0, v-1) }
func (f flat) kinks() []float64                        { return []float64{1} }
func (f flat) patience(v float64) (s, lost, a float64) { return 1, 0, v }

func TestEdgeFindsTheCliff(t *testing.T) {
	for _, steep := range []float64{1, 1e3, 1e6} {
		l := flat{steep}
		for _, step := range []float64{1e-12, 0.3, 1e6} {
			at := edge(l, 0, math.Inf(1), step)
			if down := -l.fall(at); down < farDown*(1-1e-6) || down > 3*farDown*(1+1e-6) {
				t.Errorf("steep %v, step %v: the edge lies at %v, %v down", steep, step, at, down)
			}
			if got := edge(l, 0, 0.5, step); got != 0.5 {
				t.Errorf("steep %v, step %v: got %v, want the end 0.5", steep, step, got)
			}
		}
		below, _ := integrate(l, 0, 1, 0.1)
		above, _ := integrate(l, 1, math.Inf(1), 0.1)
		close(t, "below the cliff", below.mass, 1, 1e-14)
		close(t, "above the cliff", above.mass, 1/steep, 1e-15*math.Max(1e3, steep)) // the width 1/steep at 1 has that many digits
		close(t, "mean wait", below.waited, 0.5, 1e-14)
	}
}

// The sums of the chain against the closed form for c = x: S = Γ(c+1) eˣ/xᶜ P(c, x), here by its first terms.
func TestChainSums(t *testing.T) {
	sum, weighted := chainSums(1, 1) // Σ 1/(j+1)! and Σ j/(j+1)!, j ≥ 1: e-2 and 1
	close(t, "sum", sum, math.E-2, 1e-15)
	close(t, "weighted", weighted, 1, 1e-15)
}

// The quick sums and the integrals agree.
func TestSeriesAgreesWithIntegrals(t *testing.T) {
	for _, l := range []Live{
		{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 300}, {ArrivalsPerHour: 4000, HandlingSeconds: 180, PatienceSeconds: 30},
		{ArrivalsPerHour: 5, HandlingSeconds: 1800, PatienceSeconds: 7200}, {ArrivalsPerHour: 90000, HandlingSeconds: 180, PatienceSeconds: 90},
	} {
		for _, share := range []float64{0.8, 0.95, 1, 1.1, 1.5} {
			n := max(1, int(l.LoadErlang()*share))
			s := newSearch(l, Promise{TargetSeconds: 20})
			if s.long(float64(n)*s.ratio, s.load*s.ratio) {
				t.Fatalf("%+v, %d agents: not a case for the series", l, n)
			}
			got, want := s.with(n), s.exactly(n)
			for _, pair := range [][2]float64{
				{got.Occupancy, want.Occupancy}, {got.AbandonProbability, want.AbandonProbability}, {got.ServedOfOffered, want.ServedOfOffered},
				{got.ServedOfAnswered, want.ServedOfAnswered}, {got.ServedOfOfferedLessEarly, want.ServedOfOfferedLessEarly},
				{got.ServedAndEarlyOfOffered, want.ServedAndEarlyOfOffered},
			} {
				if math.Abs(pair[0]-pair[1]) > 1e-12 {
					t.Errorf("%+v, %d agents: series %+v, integrals %+v", l, n, got, want)
				}
			}
		}
	}
}

// Half the steps change no probability by more than a hundredth of what is promised of them.
func TestStepsAreSmallEnough(t *testing.T) {
	v := Varying{Demand: Profile{ArrivalsPerHour: []float64{10, 80, 30}, StretchHours: 1}, HandlingSeconds: 300, PatienceSeconds: 200}
	agents := []int{2, 6, 3}
	coarse, err := v.Delays(agents)
	if err != nil {
		t.Fatal(err)
	}
	split := Varying{ // the same demand in six stretches and periods: other steps, and other jumps
		Demand: Profile{ArrivalsPerHour: []float64{10, 10, 80, 80, 30, 30}, StretchHours: 0.5}, HandlingSeconds: 300, PatienceSeconds: 200,
	}
	fine, err := split.Delays([]int{2, 2, 6, 6, 3, 3})
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range coarse {
		a, b := fine[2*i], fine[2*i+1]
		if got := (a.WaitProbability + b.WaitProbability) / 2; math.Abs(got-d.WaitProbability) > 1e-8 {
			t.Errorf("period %d: %v and %v", i, got, d.WaitProbability)
		}
		if got := (a.QueueLength + b.QueueLength) / 2; math.Abs(got-d.QueueLength) > 1e-7 {
			t.Errorf("period %d: queue %v and %v", i, got, d.QueueLength)
		}
	}
}
