// Package listing writes forecasts of tickets and their backtests for people and for programs.
package listing

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"tiermix/model/forecast"
	"tiermix/model/origin"
	"tiermix/model/workload"
)

// Table writes a forecast for people: every series with its method and accuracy, its expected tickets with intervals, and notes.
func Table(w io.Writer, e workload.Expected, s forecast.Step) error {
	h := e.History
	fmt.Fprintf(w, "Forecast from %s to %s, measured from %s to %s (%d days, %s tickets)\n",
		e.All.Points[0].First.Format(time.DateOnly), e.All.Points[len(e.All.Points)-1].First.Format(time.DateOnly),
		h.First.Format(time.DateOnly), h.Last.Format(time.DateOnly), h.Days(), count(h.All.Tickets()))
	for _, l := range lines(e) {
		fmt.Fprintln(w)
		if err := table(w, h, l, s); err != nil {
			return err
		}
	}
	if len(e.Notes) > 0 {
		fmt.Fprintln(w)
	}
	return notes(w, e.Notes)
}

// lines are the total and the parts.
func lines(e workload.Expected) []workload.Line { return append([]workload.Line{e.All}, e.Parts...) }

// name is what a series is called: "all tickets", "channel=phone", "4 other categories".
func name(h workload.History, l workload.Line) string {
	switch s := l.Series; {
	case s.Others > 0:
		return fmt.Sprintf("%d other values of %s", s.Others, h.By)
	case s.Key != "":
		return h.By + "=" + printable(s.Key)
	case len(h.Parts) > 0 && len(s.Counts) > 0 && &s.Counts[0] != &h.All.Counts[0]:
		return h.By + " not known"
	}
	return "all tickets"
}

// printable keeps what came with the data on one line of a table.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, text)
}

func table(w io.Writer, h workload.History, l workload.Line, s forecast.Step) error {
	if !l.Told() {
		fmt.Fprintf(w, "%s: no forecast\n", name(h, l))
		return notes(w, l.Fault)
	}
	fmt.Fprintf(w, "%s: %s%s\n", name(h, l), method(l.DailyResult), rests(h, l.Used))
	if text := accuracy(l); text != "" {
		fmt.Fprintf(w, "  %s\n", text)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "  %s\ttickets\t80 %% interval\t95 %% interval\t\n", strings.ToUpper(string(s)))
	for _, p := range l.At(s) {
		fmt.Fprintf(t, "  %s\t%s", label(p.First, s), count(p.Mean))
		for _, r := range p.Ranges {
			fmt.Fprintf(t, "\t%s to %s", count(r.Low), count(r.High))
		}
		fmt.Fprint(t, "\t\n")
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the forecast: %w", err)
	}
	if len(l.At(s)) == 0 {
		fmt.Fprintf(w, "  the horizon holds no whole %s; look further ahead, or take a shorter --step\n", s)
	}
	return notes(w, l.Notes)
}

// label is a step as it is called: 2026-03, 2026-W14, 2026-03-31.
func label(first time.Time, s forecast.Step) string {
	switch s {
	case forecast.Month:
		return first.Format("2006-01")
	case forecast.Week:
		year, week := first.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	}
	return first.Format(time.DateOnly)
}

// method is the chosen method with the model that it fitted.
func method(r forecast.DailyResult) string {
	text := r.Method.Text().EN
	if r.Model != "" {
		text += ", " + r.Model
	}
	return text
}

// rests are the days that a forecast rests on, where they are not the whole history.
func rests(h workload.History, used forecast.Span) string {
	if used.From == 0 && used.To == h.Days() {
		return ""
	}
	day := func(i int) string { return h.First.AddDate(0, 0, i).Format(time.DateOnly) }
	return fmt.Sprintf(", from %s to %s only (see notes)", day(used.From), day(used.To-1))
}

// accuracy is how the method did on days in the past, beside the methods that everybody can beat or not.
func accuracy(l workload.Line) string {
	chosen, ok := score(l.Backtest, func(s forecast.Score) bool { return s.Chosen })
	if !ok {
		return "accuracy: the history is too short to try any method"
	}
	text := fmt.Sprintf("in %d tries of %d days each: WAPE %s by day", chosen.Origins, chosen.Steps, percent(chosen.WAPE))
	for _, m := range []forecast.Method{forecast.SeasonalNaive, forecast.SeasonalMean} {
		if s, ok := score(l.Backtest, func(s forecast.Score) bool { return s.Method == m && !s.Chosen }); ok {
			text += fmt.Sprintf(", %s %s", map[forecast.Method]string{forecast.SeasonalNaive: "seasonal naive", forecast.SeasonalMean: "weekday mean"}[m], percent(s.WAPE))
		}
	}
	if l.Weeks.WAPE > 0 {
		text += fmt.Sprintf("; %s by week", percent(l.Weeks.WAPE))
	}
	if l.Months.WAPE > 0 {
		text += fmt.Sprintf("; %s by month", percent(l.Months.WAPE))
	}
	for _, c := range chosen.Coverage {
		text += fmt.Sprintf("; %.0f %% interval held %s", 100*c.Level, heldAs(c))
	}
	return text
}

// heldAs is how often an interval held as it is shown, judged at steps that its calibration did not see; where none could be judged, as the method has it.
func heldAs(c forecast.Coverage) string {
	if c.Judged == 0 {
		return percent(c.Share) + " (not calibrated)"
	}
	return percent(c.Calibrated)
}

func score(all []forecast.Score, is func(forecast.Score) bool) (forecast.Score, bool) {
	for _, s := range all {
		if is(s) {
			return s, true
		}
	}
	return forecast.Score{}, false
}

func notes(w io.Writer, all []origin.Text) error {
	for _, n := range all {
		if _, err := fmt.Fprintf(w, "  note: %s\n", n.EN); err != nil {
			return fmt.Errorf("write the forecast: %w", err)
		}
	}
	return nil
}

// count is a number of tickets: whole from 20 on, below with one decimal.
func count(n float64) string {
	if n >= 19.95 {
		return origin.Number(float64(int64(n + 0.5))).EN
	}
	return fmt.Sprintf("%.1f", n)
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }
