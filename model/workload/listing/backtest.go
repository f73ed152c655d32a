package listing

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"tiermix/model/forecast"
	"tiermix/model/workload"
)

// Backtest writes how every method would have done, for people.
func Backtest(w io.Writer, e workload.Expected) error {
	h := e.History
	fmt.Fprintf(w, "Backtest of daily forecasts, measured from %s to %s (%d days, %s tickets)\n",
		h.First.Format(time.DateOnly), h.Last.Format(time.DateOnly), h.Days(), count(h.All.Tickets()))
	fmt.Fprintln(w, "MASE is the mean error over that of repeating last week within the history; WAPE all errors over all tickets; each forecast saw only what came before it.")
	fmt.Fprintln(w, "Holds: how often the interval held as the method has it. As shown: stretched by the errors of other tries, at days that the stretching did not see. Both are measured for the chosen and the best simple method only (-: not measured), for they take a thousand paths.")
	for _, l := range lines(e) {
		fmt.Fprintln(w)
		if err := backtest(w, name(h, l), l); err != nil {
			return err
		}
	}
	return nil
}

func backtest(w io.Writer, name string, l workload.Line) error {
	if !l.Told() {
		fmt.Fprintf(w, "%s: no forecast\n", name)
		return notes(w, append(l.Fault[:len(l.Fault):len(l.Fault)], l.Notes...))
	}
	if len(l.Backtest) == 0 {
		fmt.Fprintf(w, "%s: the history is too short to try any method; %s is used\n", name, method(l.DailyResult))
		return notes(w, l.Notes)
	}
	first := l.Backtest[0]
	used := l.Series.Counts[l.Used.From:l.Used.To]
	fmt.Fprintf(w, "%s: %d days used, %d origins, %d days ahead from each\n", name, len(used), first.Origins, first.Steps)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "  MASE\tWAPE\tbias a day\t80 %% holds\t95 %% holds\tas shown 80 %%\tas shown 95 %%\tchosen\t  METHOD\n")
	for _, s := range l.Backtest {
		fmt.Fprintf(t, "  %s\t%s\t%+.2f", scaled(l, s.MASE), percent(s.WAPE), settled(s.Bias))
		for _, text := range holds(s.Coverage) {
			fmt.Fprintf(t, "\t%s", text)
		}
		mark := ""
		if s.Chosen {
			mark = "yes"
		}
		fmt.Fprintf(t, "\t%s\t  %s\n", mark, s.Method.Text().EN)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the backtest: %w", err)
	}
	for _, x := range []struct {
		step string
		forecast.Totals
	}{{"week", l.Weeks}, {"month", l.Months}} {
		if len(x.Coverage) == 0 {
			continue
		}
		fmt.Fprintf(w, "  by %s, the chosen method: WAPE %s", x.step, percent(x.WAPE))
		for _, c := range x.Coverage {
			fmt.Fprintf(w, "; %.0f %% interval as shown holds %s of %d", 100*c.Level, heldAs(c), cmp.Or(c.Judged, c.Of))
		}
		fmt.Fprintln(w)
	}
	return notes(w, l.Notes)
}

// scaled is a MASE; a dash where the history has no error to scale by.
func scaled(l workload.Line, mase float64) string {
	if l.Scale == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", mase)
}

// settled keeps what rounds to 0 from being printed with a sign.
func settled(x float64) float64 {
	if x > -0.005 && x < 0 {
		return 0
	}
	return x
}

// holds are the coverages of 80 and 95 %: as the method has them, then as shown; a dash for what was not measured.
func holds(all []forecast.Coverage) [4]string {
	out := [4]string{"-", "-", "-", "-"}
	for i, c := range all[:min(2, len(all))] {
		out[i] = percent(c.Share)
		if c.Judged > 0 {
			out[2+i] = percent(c.Calibrated)
		}
	}
	return out
}
