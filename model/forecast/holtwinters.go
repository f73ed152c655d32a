package forecast

import "tiermix/model/origin"

// HoltWinters forecasts with given parameters, in the recursion and from the start of R's stats::HoltWinters: effects of the classical decomposition
// of the first two seasons, level and slope of the line through its trend, values from the second season on. Unlike the
// models that are fitted, it sets a season's effect against the level after the step and not before it (Holt 1957, Winters 1960).
//
// Errors: fewer than two seasons and one step, a season below 2, parameters outside of 0..1.
func HoltWinters(y []float64, m int, alpha, beta, gamma float64, multiplicativeSeason bool, horizon int) ([]float64, error) {
	if m < 2 || len(y) < 2*m+1 || horizon < 1 {
		return nil, origin.Faultf(origin.Text{
			EN: "Holt-Winters: %d steps with a season of %d, %d ahead; it needs a season of at least 2, two seasons and a step, and a horizon from 1 on",
			DE: "Holt-Winters: %d Schritte bei einer Saison von %d, %d voraus; nötig sind eine Saison ab 2, zwei Saisons und ein Schritt, ein Horizont ab 1",
		}, len(y), m, horizon)
	}
	for _, p := range []float64{alpha, beta, gamma} {
		if !(p >= 0 && p <= 1) {
			return nil, origin.Faultf(origin.Text{EN: "Holt-Winters: parameter %v lies outside of 0 to 1", DE: "Holt-Winters: Parameter %v liegt außerhalb von 0 bis 1"}, p)
		}
	}
	kind := additive
	if multiplicativeSeason {
		kind = multiplicative
	}
	season := effects(y[:2*m], m, kind)
	trend, _ := movingAverage(y[:2*m], m)
	level, slope := line(trend)
	combine := func(q, s float64) float64 { return q + s }
	without := func(v, s float64) float64 { return v - s }
	if multiplicativeSeason {
		combine = func(q, s float64) float64 { return q * s }
		without = func(v, s float64) float64 { return v / away(s) }
	}
	for i := m; i < len(y); i++ {
		before := level
		level = alpha*without(y[i], season[i%m]) + (1-alpha)*(level+slope)
		slope = beta*(level-before) + (1-beta)*slope
		season[i%m] = gamma*without(y[i], level) + (1-gamma)*season[i%m]
	}
	out := make([]float64, horizon)
	for k := range out {
		out[k] = combine(level+float64(k+1)*slope, season[(len(y)+k)%m])
	}
	return out, nil
}
