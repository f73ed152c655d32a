package forecast_test

import (
	"math"
	"testing"

	"tiermix/model/forecast"
)

// cut is a desk of 260 tickets a working day for so many weeks, with thin weeks before and behind.
func cut(before, busy, behind int) forecast.Daily {
	return days(7*(before+busy+behind), func(i int) float64 {
		if w := i / 7; w < before || w >= before+busy {
			return 3
		}
		return 260
	})
}

// An extract that ends, or begins, with stragglers is what it is for however long they come: UCI has 38 weeks of them behind 13.
func TestThinEndsOfAnyLength(t *testing.T) {
	for _, c := range []struct{ before, busy, behind int }{{0, 13, 2}, {0, 13, 38}, {0, 13, 100}, {2, 13, 0}, {110, 13, 0}, {60, 13, 38}, {0, 60, 5}} {
		r, err := forecast.ForecastDaily(cut(c.before, c.busy, c.behind), forecast.Options{Horizon: 90})
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		if want := (forecast.Span{From: 7 * c.before, To: 7 * (c.before + c.busy)}); r.Used != want {
			t.Errorf("%v: used %v, want %v", c, r.Used, want)
		}
		if c.before > 0 && !said(r.Notes, "the log begins thinly", "beginnt dünn") || c.behind > 0 && !said(r.Notes, "the log ends thinly", "endet dünn") {
			t.Errorf("%v: %v", c, r.Notes)
		}
		if long := said(r.Notes, "if demand really fell then", "falls der Bedarf da wirklich fiel"); long != (c.behind >= 4) {
			t.Errorf("%v: speaks of a decline: %v", c, long)
		}
		for _, m := range r.Months.Points {
			if m.Mean < 4000 || m.Mean > 8000 {
				t.Errorf("%v: %v expected, about 5,800 were usual", c, m)
			}
		}
		holdTheirMean(t, r)
	}
}

// The note has dates and numbers of what is left out.
func TestThinEndIsSaidWithNumbers(t *testing.T) {
	r, err := forecast.ForecastDaily(cut(0, 20, 10), forecast.Options{Horizon: 30})
	if err != nil {
		t.Fatal(err)
	}
	if !said(r.Notes, "from 2024-05-20 on is left out (70 days with ", "ab dem 20.05.2024 liegt, bleibt weg (70 Tage mit ") {
		t.Errorf("got %v", r.Notes)
	}
}

// A slow fall may be a decline: it stays, and is called undecidable; so is a slow rise.
func TestSlowFallIsOpen(t *testing.T) {
	for name, c := range map[string]struct {
		week   func(w int) float64
		en, de string
	}{
		"fall": {func(w int) float64 { return 260 * math.Exp(-math.Max(0, float64(w-40))/8) }, "cannot tell whether demand fell", "sagt nicht, ob der Bedarf fiel"},
		"rise": {func(w int) float64 { return 260 * math.Exp(-math.Max(0, float64(40-w))/8) }, "cannot tell whether demand grew", "sagt nicht, ob der Bedarf wuchs"},
	} {
		r, err := forecast.ForecastDaily(days(7*80, func(i int) float64 { return c.week(i / 7) }), forecast.Options{Horizon: 60})
		if err != nil {
			t.Fatal(err)
		}
		if !said(r.Notes, c.en, c.de) || said(r.Notes, "thinly", "dünn") {
			t.Errorf("%s: %v", name, r.Notes)
		}
		holdTheirMean(t, r)
	}
}

// A desk that is quiet each summer is so in its last one too.
func TestQuietTimesThatRecurStay(t *testing.T) {
	d := days(7*100, func(i int) float64 {
		if w := i / 7 % 52; w >= 40 && w < 48 {
			return 6
		}
		return 200
	})
	r, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 60})
	if err != nil {
		t.Fatal(err)
	}
	if r.Used.To != 700 || said(r.Notes, "the log ends thinly", "dünn") {
		t.Errorf("used %v: %v", r.Used, r.Notes)
	}
}

// What lies before a great shift is left out: intervals are those of the new level.
func TestGreatShift(t *testing.T) {
	for _, c := range []struct{ before, after float64 }{{300, 90}, {80, 200}} {
		d := days(7*90, func(i int) float64 {
			if i < 7*50 {
				return c.before
			}
			return c.after
		})
		r, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 120})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(float64(r.Used.From-350)) > 7 || !said(r.Notes, "what lies before is left out", "was davor liegt, bleibt weg") {
			t.Errorf("%v: used %v, %v", c, r.Used, r.Notes)
		}
		usual := c.after * 5.4 / 7 * 30.4
		for _, m := range r.Months.Points {
			if in := m.Ranges[1]; math.Abs(m.Mean-usual) > 0.1*usual || in.High > 1.5*usual || in.Low < usual/2 {
				t.Errorf("%v: %v, usual %.0f", c, m, usual)
			}
		}
		holdTheirMean(t, r)
	}
}

// A small shift keeps its history.
func TestSmallShiftStays(t *testing.T) {
	d := days(7*90, func(i int) float64 {
		if i < 7*50 {
			return 100
		}
		return 140
	})
	r, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 60})
	if err != nil {
		t.Fatal(err)
	}
	if r.Used.From != 0 || !said(r.Notes, "are tried beside those that do not", "neben denen erprobt") {
		t.Errorf("used %v, %v", r.Used, r.Notes)
	}
}

// A forecast that looks further than it could be tried says so.
func TestFarReachIsSaid(t *testing.T) {
	r, err := forecast.ForecastDaily(cut(0, 13, 38), forecast.Options{Horizon: 90})
	if err != nil {
		t.Fatal(err)
	}
	if !said(r.Notes, "rests on 91 days and looks 356 days beyond them, but could be tried only 22 ahead", "ruht auf 91 Tagen und reicht 356 Tage darüber hinaus") {
		t.Errorf("got %v", r.Notes)
	}
}

// holdTheirMean says whether every interval holds the mean beside it and the narrower interval.
func holdTheirMean(t *testing.T, r forecast.DailyResult) {
	t.Helper()
	for _, points := range [][]forecast.Point{r.Points, r.Weeks.Points, r.Months.Points} {
		for _, p := range points {
			narrow, wide := p.Ranges[0], p.Ranges[1]
			if !(0 <= wide.Low && wide.Low <= narrow.Low && narrow.Low <= p.Mean && p.Mean <= narrow.High && narrow.High <= wide.High) {
				t.Fatalf("%v is not in order", p)
			}
		}
	}
}

// Series of weeks and months lose their thin ends like days do.
func TestThinEndsOfWeeksAndMonths(t *testing.T) {
	for _, step := range []forecast.Step{forecast.Week, forecast.Month} {
		s := forecast.Series{First: monday, Step: step, Season: 1}
		for i := range 60 {
			n := 300 + float64(i*37%41)
			if i < 10 || i >= 40 {
				n = float64(i % 3)
			}
			s.Values = append(s.Values, n)
		}
		r, err := forecast.Forecast(s, forecast.Options{Horizon: 6})
		if err != nil {
			t.Fatal(err)
		}
		if r.Used != (forecast.Span{From: 10, To: 40}) || !said(r.Notes, "(20 "+map[forecast.Step]string{forecast.Week: "weeks", forecast.Month: "months"}[step]+" with 1.05 tickets a ", "(20 ") {
			t.Errorf("%s: used %v, %v", step, r.Used, r.Notes)
		}
		for k, p := range r.Points {
			if p.Mean < 280 || p.Mean > 360 || p.Ranges[1].High > 500 {
				t.Errorf("%s %d: %v", step, k, p)
			}
		}
	}
}

// Steps with hardly any ticket hold their mean: of 0, 0, 0, 1, ... both quantiles may lie below it.
func TestRareTicketsHoldTheirMean(t *testing.T) {
	s := forecast.Series{First: monday, Step: forecast.Week, Season: 1}
	for i := range 80 {
		s.Values = append(s.Values, float64(i%16/15))
	}
	r, err := forecast.Forecast(s, forecast.Options{Horizon: 8})
	if err != nil {
		t.Fatal(err)
	}
	for k, p := range r.Points {
		if !(p.Ranges[0].Low <= p.Mean && p.Mean <= p.Ranges[0].High && p.Ranges[1].High < 5) {
			t.Errorf("week %d: %v", k, p)
		}
	}
}
