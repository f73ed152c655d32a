package forecast_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tiermix/model/forecast"
	"tiermix/model/origin"
)

var monday = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// days is an invented daily history of working days by a law of the day's index.
func days(n int, mean func(i int) float64) forecast.Daily {
	rng := rand.New(rand.NewPCG(3, 4))
	d := forecast.Daily{First: monday}
	for i := range n {
		m := mean(i) * []float64{1.2, 1.1, 1, 1, 0.9, 0.1, 0.1}[i%7]
		d.Counts = append(d.Counts, math.Max(0, math.Round(m+math.Sqrt(m)*rng.NormFloat64())))
	}
	return d
}

func TestRefusedWithPlace(t *testing.T) {
	good := []float64{1, 2, 3, 4, 5, 6}
	for name, c := range map[string]struct {
		series  forecast.Series
		options forecast.Options
		en, de  string
	}{
		"NaN":      {forecast.Series{First: monday, Step: forecast.Day, Values: []float64{1, math.NaN(), 3, 4}}, forecast.Options{Horizon: 1}, "2024-01-02: NaN is not a count", "02.01.2024: NaN ist keine Anzahl"},
		"infinite": {forecast.Series{First: monday, Step: forecast.Week, Values: []float64{1, 2, math.Inf(1), 4}}, forecast.Options{Horizon: 1}, "2024-01-15: +Inf", "15.01.2024"},
		"negative": {forecast.Series{First: monday, Step: forecast.Month, Values: []float64{1, 2, 3, -4}}, forecast.Options{Horizon: 1}, "2024-04-01: -4 is not a count", "-4 ist keine Anzahl"},
		"none":     {forecast.Series{First: monday, Step: forecast.Day, Values: good}, forecast.Options{}, "horizon: 0 steps", "Horizont: 0 Schritte"},
		"absurd":   {forecast.Series{First: monday, Step: forecast.Month, Values: good}, forecast.Options{Horizon: 1e6}, "must lie within 1 and 60", "zwischen 1 und 60"},
		"level":    {forecast.Series{First: monday, Step: forecast.Month, Values: good}, forecast.Options{Horizon: 1, Levels: []float64{80}}, "level: 80", "Niveau: 80"},
		"method":   {forecast.Series{First: monday, Step: forecast.Month, Values: good}, forecast.Options{Horizon: 1, Methods: []forecast.Method{"prophet"}}, `"prophet" is unknown`, "unbekannt"},
		"missing":  {forecast.Series{First: monday, Step: forecast.Month, Values: good, Missing: []int{9}}, forecast.Options{Horizon: 1}, "missing step 9", "fehlender Schritt 9"},
		"step":     {forecast.Series{First: monday, Step: "hour", Values: good}, forecast.Options{Horizon: 1}, `step "hour" is unknown`, "unbekannt"},
		"short":    {forecast.Series{First: monday, Step: forecast.Day, Values: good[:3]}, forecast.Options{Horizon: 1}, "too short to forecast from: 3 days", "zu kurz für eine Vorhersage: 3 Tage"},
		"empty":    {forecast.Series{First: monday, Step: forecast.Day}, forecast.Options{Horizon: 1}, "0 days", "0 Tage"},
		"unknown":  {forecast.Series{First: monday, Step: forecast.Day, Values: good, Missing: []int{0, 1, 2, 3, 4, 5}}, forecast.Options{Horizon: 1}, "0 days", "0 Tage"},
	} {
		_, err := forecast.Forecast(c.series, c.options)
		said := origin.Sentences(err)
		if len(said) == 0 || !strings.Contains(said[0].EN, c.en) || !strings.Contains(said[0].DE, c.de) {
			t.Errorf("%s: %v; want %q and %q", name, said, c.en, c.de)
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := forecast.Forecast(forecast.Series{Step: forecast.Day, Values: []float64{-1, math.NaN()}}, forecast.Options{Horizon: -1})
	if got := len(origin.Sentences(err)); got < 3 {
		t.Errorf("got %d sentences: %v", got, err)
	}
}

func TestOneWeekIsTooShort(t *testing.T) {
	_, err := forecast.ForecastDaily(days(7, func(int) float64 { return 30 }), forecast.Options{Horizon: 30})
	if err == nil || !strings.Contains(err.Error(), "7 days") {
		t.Errorf("got %v", err)
	}
}

// What is peculiar about a history is said, in both languages, and every number stays one.
func TestNotes(t *testing.T) {
	steady := func(int) float64 { return 40 }
	from := func(at int, before, after float64) func(int) float64 {
		return func(i int) float64 {
			if i < at {
				return before
			}
			return after
		}
	}
	for name, c := range map[string]struct {
		history forecast.Daily
		en, de  string
	}{
		"gap": {days(365, func(i int) float64 {
			if i >= 100 && i < 140 {
				return 0
			}
			return 40
		}), "taken for a gap in the records, not for zeros", "als Lücke in den Daten genommen, nicht als Nullen"},
		"thin beginning": {days(400, from(120, 0.3, 40)), "the log begins thinly", "beginnt dünn"},
		"thin end":       {days(400, from(380, 40, 0.3)), "the log ends thinly", "endet dünn"},
		"short":          {days(200, steady), "less than two years", "weniger als zwei Jahre"},
		"shift":          {days(400, from(250, 40, 80)), "the level shifts about 2024-09", "das Niveau springt"},
		"zeros":          {days(100, func(int) float64 { return 0 }), "there was no ticket at all", "kein einziges Ticket"},
	} {
		r, err := forecast.ForecastDaily(c.history, forecast.Options{Horizon: 120})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !said(r.Notes, c.en, c.de) {
			t.Errorf("%s: %q is not among %v", name, c.en, r.Notes)
		}
		sound(t, name, r)
		if first := c.history.First.AddDate(0, 0, len(c.history.Counts)); !r.Points[0].First.Equal(first) {
			t.Errorf("%s: the forecast begins on %s, not behind the history on %s", name, r.Points[0].First, first)
		}
	}
}

func said(notes []origin.Text, en, de string) bool {
	for _, n := range notes {
		if strings.Contains(n.EN, en) && strings.Contains(n.DE, de) {
			return true
		}
	}
	return false
}

// sound says whether every number of a result is one, and none below 0.
func sound(t *testing.T, name string, r forecast.DailyResult) {
	t.Helper()
	for _, points := range [][]forecast.Point{r.Points, r.Weeks.Points, r.Months.Points} {
		for _, p := range points {
			for _, x := range append([]forecast.Range{{Low: p.Mean, High: p.Mean}}, p.Ranges...) {
				if !(x.Low >= 0 && x.High >= x.Low) || math.IsInf(x.High, 0) {
					t.Fatalf("%s: %v", name, p)
				}
			}
		}
	}
	for _, s := range r.Backtest {
		for _, x := range []float64{s.MAE, s.RMSE, s.MASE, s.WAPE, s.Bias} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("%s: %+v", name, s)
			}
		}
	}
}

func TestConstantSeries(t *testing.T) {
	s := forecast.Series{First: monday, Step: forecast.Month, Values: []float64{9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}}
	r, err := forecast.Forecast(s, forecast.Options{Horizon: 6})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Points {
		if p.Mean != 9 || p.Ranges[0].Low != 9 || p.Ranges[0].High != 9 {
			t.Errorf("got %v", p)
		}
	}
	if !said(r.Notes, "every count of the history is the same", "alle Anzahlen des Verlaufs sind gleich") {
		t.Errorf("notes: %v", r.Notes)
	}
	if r.Scale != 0 || r.Backtest[0].MASE != 0 {
		t.Errorf("scale %v, MASE %v", r.Scale, r.Backtest[0].MASE)
	}
}

// A slow fall is demand and not a thin end, and ends at 0.
func TestFallBelowZero(t *testing.T) {
	s := forecast.Series{First: monday, Step: forecast.Month, Season: 1}
	for i := range 40 {
		s.Values = append(s.Values, float64(410-10*i))
	}
	r, err := forecast.Forecast(s, forecast.Options{Horizon: 24})
	if err != nil {
		t.Fatal(err)
	}
	if r.Used != (forecast.Span{From: 0, To: 40}) {
		t.Errorf("used %v: a fall is no thin end", r.Used)
	}
	if p := r.Points[23]; p.Mean != 0 || p.Ranges[0].Low != 0 {
		t.Errorf("%s: got %v", r.Method, p)
	}
	if !said(r.Notes, "would fall below 0", "unter 0; er wird bei 0 gehalten") {
		t.Errorf("notes: %v", r.Notes)
	}
}

// Days that were not recorded change nothing, whatever stands in them.
func TestMissingIsNotLookedAt(t *testing.T) {
	d := days(200, func(int) float64 { return 30 })
	d.Missing = []int{0, 50, 51, 52, 199}
	want, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 40})
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range d.Missing {
		d.Counts[i] = math.NaN()
	}
	got, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 40})
	if err != nil {
		t.Fatal(err)
	}
	for k := range want.Points {
		if got.Points[k].Mean != want.Points[k].Mean {
			t.Fatalf("day %d: %v and %v", k, got.Points[k], want.Points[k])
		}
	}
	if !said(got.Notes, "3 of 198 days were not recorded", "3 der 198 Tage") {
		t.Errorf("notes: %v", got.Notes)
	}
}
