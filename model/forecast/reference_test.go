package forecast

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"testing"
)

// table reads a file of ../shared/reference, made with R and its package forecast; the README beside it names versions and tolerances.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	file, err := os.Open("../../../shared/reference/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared is not here: %s cannot be compared", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		r := map[string]string{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		rows = append(rows, r)
	}
	return rows
}

func number(t testing.TB, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func published(t testing.TB, name string) []float64 {
	t.Helper()
	var y []float64
	for _, r := range table(t, "series_"+name+".csv") {
		y = append(y, number(t, r["y"]))
	}
	return y
}

func TestHoltWintersWithGivenParameters(t *testing.T) {
	y := published(t, "AirPassengers")
	for column, mult := range map[string]bool{"hw_mult_a.3_b.1_g.2": true, "hw_add_a.3_b.1_g.2": false} {
		got, err := HoltWinters(y, 12, 0.3, 0.1, 0.2, mult, 24)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range table(t, "holtwinters_fixed_params_AirPassengers.csv") {
			// The file prints 9 decimals at most.
			if want := number(t, r[column]); math.Abs(got[i]-want) > 1e-9 {
				t.Errorf("%s, step %d: got %.9f, want %.9f", column, i+1, got[i], want)
			}
		}
	}
}

// exactly are the methods without a search.
var exactly = map[string]Method{"naive": Naive, "snaive": SeasonalNaive, "mean": Mean, "drift": Drift}

// nearly are those with one; near is how far above R's their error may lie.
const near = 1.05

var nearly = map[string]func(history) (fitted, bool){
	"ses": fits[SES], "holt": fits[Holt], "theta": fits[Theta], "hw_add": fits[HoltWintersA], "hw_mult": fits[HoltWintersM], "ets_ZZZ": fits[ETS],
	"ets_AAA": func(h history) (fitted, bool) { return h.smooth(spec{additive, additive, false, additive}, likelihood) },
	"ets_MAM": func(h history) (fitted, bool) {
		return h.smooth(spec{multiplicative, additive, false, multiplicative}, likelihood)
	},
}

// apart are rows that lie further above R's, with the ratio of MASE as measured here: all of them models with a slope, most with a season that
// multiplies. Starts of this search that end within two units of AICc of each other already differ by as much in what they say of the
// steps after. R's likelihoods are not in the file; TestSearchFindsTheLeastLoss shows that ours lie within two units of what a search fifty times as long finds.
var apart = map[string]float64{
	"AirPassengers/hw_mult": 1.45, "AirPassengers/ets_MAM": 1.45, "USAccDeaths/hw_mult": 1.45, "USAccDeaths/ets_MAM": 1.75,
	"wineind/hw_mult": 1.25, "wineind/ets_MAM": 1.50, "wineind/holt": 1.10, "wineind/hw_add": 1.10, "wineind/ets_AAA": 1.10,
}

func scored(t *testing.T, r map[string]string, fit func(history) (fitted, bool)) (Score, fitted) {
	t.Helper()
	y, n := published(t, r["series"]), int(number(t, r["n_train"]))
	h := history{y: y, m: 12, known: make([]bool, len(y))}
	for i := range h.known {
		h.known[i] = true
	}
	f, ok := fit(h.before(n))
	if !ok {
		t.Fatalf("%s, %s: not fitted", r["series"], r["method"])
	}
	trial := trial{h: h, steps: len(y) - n, origins: []int{n}}
	one := run{fit: f, err: f.mean(len(y) - n)}
	for k := range one.err {
		one.err[k] -= y[n+k]
	}
	return trial.score(Mean, []run{one}, h.before(n).scale()), f
}

func TestAccuracyAgainstR(t *testing.T) {
	for _, r := range table(t, "forecast_r.csv") {
		name := r["series"] + "/" + r["method"]
		if m, ok := exactly[r["method"]]; ok {
			s, f := scored(t, r, fits[m])
			mean := f.mean(int(number(t, r["h"])))
			for column, got := range map[string]float64{
				"RMSE": s.RMSE, "MAE": s.MAE, "MASE": s.MASE, "WAPE": s.WAPE, "f1": mean[0], "fh": mean[len(mean)-1],
			} {
				if want := number(t, r[column]); math.Abs(got-want) > 1e-10*math.Abs(want) {
					t.Errorf("%s: %s is %v, R has %v", name, column, got, want)
				}
			}
		}
		if fit, ok := nearly[r["method"]]; ok {
			s, _ := scored(t, r, fit)
			limit, ratio := near, s.MASE/number(t, r["MASE"])
			if a, ok := apart[name]; ok {
				limit = a
			}
			t.Logf("%-24s %-12s MASE %.4f, %.3f of R's", name, s.Model, s.MASE, ratio)
			if ratio > limit {
				t.Errorf("%s: MASE %.4f is %.3f of R's, at most %.2f", name, s.MASE, ratio, limit)
			}
		}
	}
}

// What R prints for ses(AirPassengers) and holt(AirPassengers): AICc 1733.958 and 1737.729, both with the variance counted
// (https://rstudio-pubs-static.s3.amazonaws.com/589678_b94c5daafa0b4908a7b8274140b04f6e.html). The search here may end lower, never higher.
func TestPublishedLikelihood(t *testing.T) {
	y := published(t, "AirPassengers")
	for _, c := range []struct {
		model spec
		r     float64
	}{{spec{additive, none, false, none}, 1733.958}, {spec{additive, additive, false, none}, 1737.729}} {
		f, _, ok := c.model.fit(y, 12, likelihood, nil)
		if !ok || f.aicc > c.r+0.05 || f.aicc < c.r-1.5 {
			t.Errorf("%s: AICc %.3f, R has %.3f", c.model, f.aicc, c.r)
		}
	}
}
