package listing

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"tiermix/model/forecast"
	"tiermix/model/origin"
	"tiermix/model/workload"
)

type document struct {
	From    string        `json:"history_from"`
	To      string        `json:"history_to"`
	Days    int           `json:"history_days"`
	Tickets float64       `json:"history_tickets"`
	Step    forecast.Step `json:"step"`
	By      string        `json:"by,omitempty"`
	AddsUp  bool          `json:"parts_add_up"`
	Series  []series      `json:"series"`
	Notes   []origin.Text `json:"notes,omitempty"`
}

type series struct {
	Key      string          `json:"key"`
	Total    bool            `json:"total"`
	Others   int             `json:"other_values,omitempty"`
	Method   forecast.Method `json:"method,omitempty"`
	Model    string          `json:"model,omitempty"`
	UsedFrom string          `json:"used_from,omitempty"`
	UsedTo   string          `json:"used_to,omitempty"`
	Factor   *factor         `json:"day_factor,omitempty"`
	Expected []point         `json:"expected"`
	Backtest []tried         `json:"backtest"`
	Weeks    *sums           `json:"backtest_by_week,omitempty"`
	Months   *sums           `json:"backtest_by_month,omitempty"`
	Faults   []origin.Text   `json:"faults,omitempty"`
	Notes    []origin.Text   `json:"notes,omitempty"`
}

type factor struct {
	CV   float64 `json:"cv"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Days int     `json:"days"`
}

type point struct {
	First   string  `json:"first_day"`
	Tickets float64 `json:"tickets"`
	Ranges  []span  `json:"intervals"`
}

type span struct {
	Level float64 `json:"level"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

type tried struct {
	Method   forecast.Method `json:"method"`
	Origins  int             `json:"origins"`
	Steps    int             `json:"days_ahead"`
	MASE     *float64        `json:"mase"` // null where it is not defined
	WAPE     float64         `json:"wape"`
	Bias     float64         `json:"bias_tickets_a_day"`
	Coverage []held          `json:"coverage"`
	Chosen   bool            `json:"chosen"`
}

type held struct {
	Level float64 `json:"level"`
	Share float64 `json:"share"` // as the method has them
	Of    int     `json:"of"`

	Calibrated float64 `json:"share_calibrated"` // as shown, judged at steps that the calibration did not see
	Judged     int     `json:"of_calibrated"`    // 0: too few to judge
}

type sums struct {
	WAPE     float64 `json:"wape"`
	Coverage []held  `json:"coverage"`
}

// JSON writes a forecast with its backtest for programs.
func JSON(w io.Writer, e workload.Expected, s forecast.Step) error {
	h := e.History
	d := document{
		From: h.First.Format(time.DateOnly), To: h.Last.Format(time.DateOnly), Days: h.Days(), Tickets: h.All.Tickets(),
		Step: s, By: h.By, AddsUp: h.AddsUp(), Notes: e.Notes,
	}
	for i, l := range lines(e) {
		d.Series = append(d.Series, seriesOf(h, l, s, i == 0))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return fmt.Errorf("write the forecast: %w", err)
	}
	return nil
}

func seriesOf(h workload.History, l workload.Line, s forecast.Step, total bool) series {
	out := series{Key: l.Series.Key, Total: total, Others: l.Series.Others, Faults: l.Fault, Notes: l.Notes, Expected: []point{}, Backtest: []tried{}}
	if !l.Told() {
		return out
	}
	out.Method, out.Model = l.Method, l.Model
	out.UsedFrom = h.First.AddDate(0, 0, l.Used.From).Format(time.DateOnly)
	out.UsedTo = h.First.AddDate(0, 0, l.Used.To-1).Format(time.DateOnly)
	if f := l.Factor; f.Days > 0 {
		out.Factor = &factor{CV: f.CV, Low: f.Low, High: f.High, Days: f.Days}
	}
	for _, p := range l.At(s) {
		one := point{First: p.First.Format(time.DateOnly), Tickets: p.Mean}
		for _, r := range p.Ranges {
			one.Ranges = append(one.Ranges, span(r))
		}
		out.Expected = append(out.Expected, one)
	}
	for _, b := range l.Backtest {
		mase := &b.MASE
		if l.Scale == 0 {
			mase = nil
		}
		out.Backtest = append(out.Backtest, tried{
			Method: b.Method, Origins: b.Origins, Steps: b.Steps, MASE: mase, WAPE: b.WAPE, Bias: b.Bias, Coverage: heldOf(b.Coverage), Chosen: b.Chosen,
		})
	}
	out.Weeks, out.Months = sumsOf(l.Weeks), sumsOf(l.Months)
	return out
}

func heldOf(all []forecast.Coverage) []held {
	out := make([]held, len(all))
	for i, c := range all {
		out[i] = held(c)
	}
	return out
}

func sumsOf(t forecast.Totals) *sums {
	if len(t.Coverage) == 0 {
		return nil
	}
	return &sums{WAPE: t.WAPE, Coverage: heldOf(t.Coverage)}
}

// CSV writes the expected tickets, one row for each series and step.
func CSV(w io.Writer, e workload.Expected, s forecast.Step) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"series", "step", "first_day", "tickets", "low_80", "high_80", "low_95", "high_95", "method"}}
	for _, l := range lines(e) {
		for _, p := range l.At(s) {
			row := []string{name(e.History, l), string(s), p.First.Format(time.DateOnly), decimal(p.Mean)}
			for _, r := range p.Ranges {
				row = append(row, decimal(r.Low), decimal(r.High))
			}
			rows = append(rows, append(row, string(l.Method)))
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the forecast: %w", err)
	}
	return nil
}

// BacktestCSV writes how every method did, one row for each series and method.
func BacktestCSV(w io.Writer, e workload.Expected) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"series", "method", "chosen", "origins", "days_ahead", "mase", "wape", "bias_tickets_a_day", "coverage_80", "coverage_95", "calibrated_80", "calibrated_95"}}
	for _, l := range lines(e) {
		for _, b := range l.Backtest {
			row := []string{
				name(e.History, l), string(b.Method), strconv.FormatBool(b.Chosen), strconv.Itoa(b.Origins), strconv.Itoa(b.Steps), scaled(l, b.MASE),
				decimal(b.WAPE), decimal(b.Bias),
			}
			coverage := []string{"", "", "", ""}
			for i, c := range b.Coverage[:min(2, len(b.Coverage))] {
				coverage[i] = decimal(c.Share)
				if c.Judged > 0 {
					coverage[2+i] = decimal(c.Calibrated)
				}
			}
			row = append(row, coverage...)
			rows = append(rows, row)
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the backtest: %w", err)
	}
	return nil
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
