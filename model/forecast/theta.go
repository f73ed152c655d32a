package forecast

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"
)

// thetaFit is the theta method: exponential smoothing with half the slope of the line through the series, of a series whose season
// was taken out before and is put back.
//
// Source: V. Assimakopoulos and K. Nikolopoulos, The theta model, Int. J. Forecasting 16 (2000); R. J. Hyndman and B. Billah, Unmasking
// the theta method, Int. J. Forecasting 19 (2003).
type thetaFit struct {
	smooth etsFit
	slope  float64   // half of the line's
	ahead  float64   // steps of slope that the smoothed level lies behind
	season []float64 // factors of the steps to come; empty: none
}

// seasonalConfidence is the normal quantile of a two-sided test with 10 %.
const seasonalConfidence = 1.645

func fitTheta(h history) (fitted, bool) {
	y, f := h.y, thetaFit{}
	if h.seasonal() {
		season := effects(y, h.m, multiplicative)
		if smallest(season) > tiny {
			y = deseasoned(y, season, multiplicative)
			for k := range h.m {
				f.season = append(f.season, season[(len(y)+k)%h.m])
			}
		}
	}
	var ok bool
	f.smooth, ok = history{y: y, m: h.m}.exponential(spec{additive, none, false, none}, squares)
	if !ok {
		return nil, false
	}
	_, slope := line(y)
	alpha := f.smooth.weights.alpha
	f.slope, f.ahead = slope/2, (1-math.Pow(1-alpha, float64(len(y))))/alpha
	return f, true
}

func smallest(x []float64) float64 {
	low := math.Inf(1)
	for _, v := range x {
		low = math.Min(low, v)
	}
	return low
}

// seasonal tests the autocorrelation at the season's lag against what shorter lags explain, as R's thetaf does.
func (h history) seasonal() bool {
	if h.m == 1 || len(h.y) <= 2*h.m {
		return false
	}
	var sum float64
	for k := 1; k < h.m; k++ {
		sum += math.Pow(autocorrelation(h.y, k), 2)
	}
	limit := seasonalConfidence * math.Sqrt((1+2*sum)/float64(len(h.y)))
	return math.Abs(autocorrelation(h.y, h.m)) > limit
}

func autocorrelation(y []float64, lag int) float64 {
	mean := stat.Mean(y, nil)
	var cross, square float64
	for i, v := range y {
		square += (v - mean) * (v - mean)
		if i >= lag {
			cross += (v - mean) * (y[i-lag] - mean)
		}
	}
	if square == 0 {
		return 0
	}
	return cross / square
}

func (f thetaFit) model() string { return "" }

func (f thetaFit) mean(steps int) []float64 {
	out := f.smooth.mean(steps)
	f.dress(out)
	return out
}

// dress adds slope and season.
func (f thetaFit) dress(out []float64) {
	for k := range out {
		out[k] += f.slope * (float64(k) + f.ahead)
		if len(f.season) > 0 {
			out[k] *= f.season[k%len(f.season)]
		}
	}
}

func (f thetaFit) path(rng *rand.Rand, out []float64) {
	// The line already explains a slope: only what the smoothing itself leaves is drawn.
	f.smooth.path(rng, out)
	f.dress(out)
}
