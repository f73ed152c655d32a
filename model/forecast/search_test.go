package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"
)

// deeper is how much -2 log likelihood a search from eight starts with fifty times the steps may gain over the short one: 2, below which AIC tells no models apart (K.
// Burnham and D. Anderson, Model Selection and Multimodel Inference (2002), section 2.6). Only the multiplicative models of nottem, whose optimum lies in a corner of
// the region, leave more.
const deeper = 2.0

func TestSearchFindsTheLeastLoss(t *testing.T) {
	specs := []spec{{additive, additive, false, none}, {additive, additive, false, additive}, {multiplicative, additive, false, multiplicative}, {multiplicative, none, false, multiplicative}}
	for _, name := range []string{"AirPassengers", "USAccDeaths", "nottem", "wineind"} {
		y := published(t, name)
		y = y[:len(y)-12]
		for _, p := range specs {
			for _, by := range []loss{squares, likelihood} {
				_, g, ok := p.fit(y, 12, by, nil)
				if !ok {
					t.Fatalf("%s, %s: no fit", name, p)
				}
				pr := &problem{spec: p, y: y, m: 12, by: by, unit: math.Max(stat.StdDev(y, nil), tiny)}
				ours := pr.loss(g)
				gap := ours - pr.deepest(ours)
				if by == squares {
					gap = float64(len(y)) * math.Log(ours/(ours-gap))
				}
				most := deeper
				if name == "nottem" && p.err == multiplicative {
					most = 3.5
				}
				if gap > most {
					t.Errorf("%s, %s, loss %d: a longer search gains %.3f", name, p, by, gap)
				}
			}
		}
	}
}

func (pr *problem) deepest(best float64) float64 {
	rng := rand.New(rand.NewPCG(1, 1))
	all := func(x []float64) float64 { return pr.loss(pr.guess(x)) }
	start := pr.coarse()
	for range 8 {
		x := append(pr.knobs(start.weights), pr.states(start.start)...)
		for i := range pr.parameters() {
			x[i] += 1.5 * rng.NormFloat64()
		}
		x = minimise(x, all, &optimize.LBFGS{Store: 15}, optimize.Settings{MajorIterations: 400, GradientThreshold: 1e-9})
		x = minimise(x, all, &optimize.NelderMead{}, optimize.Settings{FuncEvaluations: 6000})
		best = math.Min(best, all(x))
	}
	return best
}

// TestLikelihoodByHand computes ETS(A,N,N) and ETS(M,N,N) of four values with level 10 and alpha 0.5: errors 2, 0, -3, 2.5 of levels 10, 11, 11, 9.5.
func TestLikelihoodByHand(t *testing.T) {
	y, w := []float64{12, 11, 8, 12}, smoothing{alpha: 0.5, phi: 1}
	for _, c := range []struct {
		err  part
		want float64
	}{
		{additive, 4 * math.Log(4+0+9+6.25)},
		{multiplicative, 4*math.Log(0.2*0.2+0+9.0/121+6.25/90.25) + 2*math.Log(10*11*11*9.5)},
	} {
		p, s := spec{c.err, none, false, none}, state{level: 10}
		if got := p.run(y, w, &s, likelihood, nil); math.Abs(got-c.want) > 1e-12 || s.level != 10.75 {
			t.Errorf("%s: got %v and level %v, want %v and 10.75", p, got, s.level, c.want)
		}
	}
	p := spec{additive, none, false, none}
	s := state{level: 10}
	if got := p.run(y, w, &s, squares, nil); got != 19.25 {
		t.Errorf("squares: got %v", got)
	}
}

// TestAICc counts parameters as R's ets does: smoothing, starting states of which one effect is not free, and the variance.
func TestAICc(t *testing.T) {
	for _, c := range []struct {
		spec
		want int
	}{
		{spec{additive, none, false, none}, 3}, {spec{additive, additive, false, none}, 5}, {spec{additive, additive, true, none}, 6},
		{spec{multiplicative, additive, false, multiplicative}, 17}, {spec{multiplicative, additive, true, multiplicative}, 18},
	} {
		if got := c.count(12); got != c.want {
			t.Errorf("%s: %d parameters, want %d", c.spec, got, c.want)
		}
	}
	y := []float64{12, 11, 8, 12, 9, 13, 10, 12, 11, 9}
	f, _, ok := spec{additive, none, false, none}.fit(y, 1, likelihood, nil)
	if !ok {
		t.Fatal("no fit")
	}
	s, k, n := f.start.clone(), 3.0, float64(len(y))
	want := f.spec.run(y, f.weights, &s, likelihood, nil) + 2*k + 2*k*(k+1)/(n-k-1)
	if math.Abs(f.aicc-want) > 1e-12 {
		t.Errorf("AICc %v, want %v", f.aicc, want)
	}
	// Brute force over level and alpha: no grid point is better.
	for alpha := least; alpha <= most; alpha += 0.01 {
		for level := 8.0; level <= 14; level += 0.05 {
			s := state{level: level}
			if l := f.spec.run(y, smoothing{alpha: alpha, phi: 1}, &s, likelihood, nil); l < want-2*k-2*k*(k+1)/(n-k-1)-1e-6 {
				t.Fatalf("alpha %v, level %v has loss %v, below that of the fit", alpha, level, l)
			}
		}
	}
}
