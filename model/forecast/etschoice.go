package forecast

import (
	"cmp"
	"slices"
)

// finalists are the models of ETS that are fitted in full, those with the least AICc at held starting states.
const finalists = 3

// stable are the models that ETS chooses from: the fifteen that Hyndman et al. (2008), section 2.3 and R's ets leave after
// those whose forecasts explode (a multiplied season with an added error) or whose trend multiplies.
var stable = func() []spec {
	var all []spec
	for _, err := range []part{additive, multiplicative} {
		for _, trend := range []spec{{trend: none}, {trend: additive}, {trend: additive, damped: true}} {
			for _, season := range []part{none, additive, multiplicative} {
				if err == multiplicative || season != multiplicative {
					all = append(all, spec{err, trend.trend, trend.damped, season})
				}
			}
		}
	}
	return all
}()

// warmth is what earlier, shorter histories of the same series have found: where the next search begins. It never holds
// anything from a later history, so that a backtest knows only its past.
type warmth struct {
	guesses map[warmKey]guess
	models  []spec // finalists of ETS
}

type warmKey struct {
	spec
	by loss
}

// smoother fits one model by least squares in the units of the series, which is Holt-Winters as it is used.
func smoother(p spec) func(history) (fitted, bool) {
	return func(h history) (fitted, bool) { return h.smooth(p, squares) }
}

func (h history) smooth(p spec, by loss) (fitted, bool) {
	f, ok := h.exponential(p, by)
	return f, ok
}

// exponential fits a model, from where the shorter history ended if there was one.
func (h history) exponential(p spec, by loss) (etsFit, bool) {
	key := warmKey{p, by}
	var near *guess
	if h.warm != nil {
		if g, ok := h.warm.guesses[key]; ok {
			near = &g
		}
	}
	f, g, ok := p.fit(h.y, h.m, by, near)
	if ok && h.warm != nil {
		h.warm.guesses[key] = g
	}
	return f, ok
}

// fitETS is the model with the least AICc. The finalists are found once, on the shortest history, and fitted anew on the longer ones.
func fitETS(h history) (fitted, bool) {
	models := h.finalists()
	var best etsFit
	found := false
	for _, p := range models {
		if f, ok := h.exponential(p, likelihood); ok && (!found || f.aicc < best.aicc) {
			best, found = f, true
		}
	}
	return best, found
}

func (h history) finalists() []spec {
	if h.warm != nil && len(h.warm.models) > 0 {
		return h.warm.models
	}
	type ranked struct {
		spec
		aicc float64
	}
	var all []ranked
	for _, p := range stable {
		if !p.fits(h.y, h.m) || (h.m > 1 && p.season == none && h.seasonal()) {
			continue
		}
		pr := &problem{spec: p, y: h.y, m: h.m, by: likelihood, unit: 1}
		all = append(all, ranked{p, pr.finished(pr.coarse()).aicc})
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.aicc, b.aicc) })
	var models []spec
	for _, r := range all[:min(finalists, len(all))] {
		models = append(models, r.spec)
	}
	if h.warm != nil {
		h.warm.models = models
	}
	return models
}
