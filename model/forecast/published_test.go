package forecast

import (
	"math"
	"testing"
)

// names are the methods of forecast_r.csv that exist here.
var names = map[string]func(history) (fitted, bool){
	"naive": fitNaive, "snaive": fitSeasonalNaive, "mean": fitMean, "drift": fitDrift, "theta": fitTheta,
	"ses":     fits[SES],
	"holt":    fits[Holt],
	"hw_add":  fits[HoltWintersA],
	"hw_mult": fits[HoltWintersM],
	"ets_ZZZ": fitETS,
	"ets_AAA": byLikelihood(spec{additive, additive, false, additive}),
	"ets_MAM": byLikelihood(spec{multiplicative, additive, false, multiplicative}),
}

func byLikelihood(p spec) func(history) (fitted, bool) {
	return func(h history) (fitted, bool) { return h.smooth(p, likelihood) }
}

func whole(y []float64, m, ahead int) history {
	h := history{y: y, known: make([]bool, len(y)), m: m, ahead: ahead}
	for i := range h.known {
		h.known[i] = true
	}
	return h
}

func TestPublished(t *testing.T) {
	for _, r := range table(t, "forecast_r.csv") {
		fit, ok := names[r["method"]]
		if !ok {
			continue
		}
		y := published(t, r["series"])
		steps, m := int(number(t, r["h"])), int(number(t, r["m"]))
		n := len(y) - steps
		if n != int(number(t, r["n_train"])) {
			t.Fatalf("%s: %d steps to learn from", r["series"], n)
		}
		h := whole(y[:n], m, steps)
		f, ok := fit(h)
		if !ok {
			t.Errorf("%s, %s: no fit", r["series"], r["method"])
			continue
		}
		mean := f.mean(steps)
		var square, abs float64
		for k, v := range mean {
			square, abs = square+math.Pow(v-y[n+k], 2), abs+math.Abs(v-y[n+k])
		}
		got := map[string]float64{
			"RMSE": math.Sqrt(square / float64(steps)), "MASE": abs / float64(steps) / h.scale(), "f1": mean[0], "fh": mean[steps-1],
		}
		for what, g := range got {
			want := number(t, r[what])
			t.Logf("%-14s %-8s %-12s %-12s %s %12.5f want %12.5f  %+.2f %%", r["series"], r["method"], f.model(), r["fitted_model"], what, g, want, 100*(g/want-1))
		}
	}
}
