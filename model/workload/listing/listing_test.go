package listing_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tiermix/model/forecast"
	"tiermix/model/origin"
	"tiermix/model/workload"
	"tiermix/model/workload/listing"
)

// expected is a desk with four tickets a day for 100 days from Monday, 1 January 2024, three of them by a channel whose name is hostile, looked at until the end of
// May.
func expected(t *testing.T) workload.Expected {
	t.Helper()
	series := func(key string, n float64) workload.Series {
		s := workload.Series{Key: key}
		for range 100 {
			s.Counts = append(s.Counts, n)
		}
		return s
	}
	h := workload.History{First: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(2024, 4, 9, 0, 0, 0, 0, time.UTC), By: "channel",
		All: series("", 4), Parts: []workload.Series{series("pho\nne\x1b[2J\u202E", 3), series("", 1)}}
	e, err := workload.Expect(context.Background(), h, workload.Horizon{N: 1, Unit: 'm'}.Days(h.Last), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	if err := listing.Table(&b, expected(t), forecast.Month); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		"Forecast from 2024-04-10 to 2024-05-31, measured from 2024-01-01 to 2024-04-09 (100 days, 400 tickets)\n", "\nall tickets: ", "\nchannel=pho ne [2J : ", "\nchannel not known: ",
		"2024-05      124     124 to 124     124 to 124\n", "2024-05       93       93 to 93       93 to 93\n", "2024-05       31       31 to 31       31 to 31\n", "  note: every count of the history is the same",
		"WAPE 0.0 % by day",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if strings.ContainsAny(text, "\x1b\u202E") || strings.Contains(text, "NaN") {
		t.Errorf("what no table may hold:\n%q", text)
	}
	b.Reset()
	if err := listing.Table(&b, expected(t), forecast.Week); err != nil || !strings.Contains(b.String(), "2024-W16       28       28 to 28") {
		t.Errorf("weeks: %v\n%s", err, b.String())
	}
}

func TestBacktestTable(t *testing.T) {
	var b bytes.Buffer
	if err := listing.Backtest(&b, expected(t)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"all tickets: 100 days used, 6 origins, ", "MASE   WAPE  bias a day  80 % holds  95 % holds  as shown 80 %  as shown 95 %  chosen  METHOD\n", "100.0 %", "       -  0.0 %       +0.00", "by week, the chosen method: WAPE 0.0 %; 80 % interval as shown holds 100.0 % of "} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, b.String())
		}
	}
	if n := strings.Count(b.String(), " yes  "); n != 3 {
		t.Errorf("%d methods are chosen for 3 series:\n%s", n, b.String())
	}
}

// A line that cannot be forecast says why, in every format.
func TestFaults(t *testing.T) {
	e := expected(t)
	e.Parts[0] = workload.Line{Series: e.Parts[0].Series, Fault: []origin.Text{{EN: "too short", DE: "zu kurz"}}}
	for _, write := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return listing.Table(b, e, forecast.Month) }, func(b *bytes.Buffer) error { return listing.Backtest(b, e) },
		func(b *bytes.Buffer) error { return listing.JSON(b, e, forecast.Month) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil || !strings.Contains(b.String(), "too short") {
			t.Errorf("%v:\n%s", err, b.String())
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := listing.JSON(&b, expected(t), forecast.Month); err != nil {
		t.Fatal(err)
	}
	var got struct {
		From   string `json:"history_from"`
		AddsUp bool   `json:"parts_add_up"`
		Series []struct {
			Key      string `json:"key"`
			Total    bool   `json:"total"`
			UsedTo   string `json:"used_to"`
			Expected []struct {
				First     string  `json:"first_day"`
				Tickets   float64 `json:"tickets"`
				Intervals []struct{ Level, Low, High float64 }
			} `json:"expected"`
			Backtest []struct {
				MASE   float64 `json:"mase"`
				Chosen bool    `json:"chosen"`
			} `json:"backtest"`
		} `json:"series"`
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.From != "2024-01-01" || !got.AddsUp || len(got.Series) != 3 || !got.Series[0].Total || got.Series[1].Total {
		t.Errorf("got %+v", got)
	}
	if s := got.Series[0]; s.UsedTo != "2024-04-09" || len(s.Expected) != 1 || s.Expected[0].First != "2024-05-01" || int(s.Expected[0].Tickets+0.5) != 124 || len(s.Expected[0].Intervals) != 2 || len(s.Backtest) < 5 {
		t.Errorf("the total is %+v", s)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := listing.CSV(&b, expected(t), forecast.Month); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 4 || rows[1][2] != "2024-05-01" || rows[1][0] != "all tickets" || len(rows[1]) != 9 {
		t.Errorf("%v: %v", err, rows)
	}
	b.Reset()
	if err := listing.BacktestCSV(&b, expected(t)); err != nil {
		t.Fatal(err)
	}
	if rows, err = csv.NewReader(&b).ReadAll(); err != nil || len(rows) < 15 || rows[1][5] != "-" || rows[1][8] != "1.000000" || rows[2][8] != "" {
		t.Errorf("%v: %v", err, rows)
	}
}
