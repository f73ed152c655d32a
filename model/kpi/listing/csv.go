package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tiermix/model/kpi"
)

// CSV writes one row per figure and one per group: column scope says total or group, and every asked dimension has a
// column of its own. Durations are seconds, shares 0 to 1, what does not exist is empty. A text that a spreadsheet
// would take for a formula gets an apostrophe in front.
func CSV(w io.Writer, a kpi.Answer) error {
	dims := dimensions(a)
	rows := [][]string{slices.Concat([]string{"id", "unit", "direction", "hours", "from", "to", "scope"}, dims, []string{
		"value", "numerator", "denominator", "low", "high", "n", "p90", "mean", "sum", "available", "reason",
		"compared_value", "difference", "p", "more_than_noise", "change_reason",
		"censored", "finished_n", "finished_value", "finished_p90", "currency", "origin",
	})}
	for _, f := range a.Figures {
		head := []string{f.ID, f.Unit, f.Direction, string(f.Hours), dayText(a.Period.From), dayText(a.Period.To)}
		rows = append(rows, slices.Concat(head, []string{"total"}, make([]string, len(dims)), cells(f.Measure), []string{f.Currency, f.Origin}))
		for _, g := range f.Groups {
			rows = append(rows, slices.Concat(head, []string{"group"}, values(g.Key, dims), cells(g.Measure), []string{f.Currency, f.Origin}))
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write figures as CSV: %w", err)
	}
	return nil
}

// dimensions are the keys of all groups, sorted.
func dimensions(a kpi.Answer) []string {
	var dims []string
	for _, f := range a.Figures {
		for _, g := range f.Groups {
			dims = slices.AppendSeq(dims, maps.Keys(g.Key))
		}
	}
	slices.Sort(dims)
	return slices.Compact(dims)
}

func values(key map[string]string, dims []string) []string {
	out := make([]string, len(dims))
	for i, dim := range dims {
		out[i] = harmless(key[dim])
	}
	return out
}

func cells(m kpi.Measure) []string {
	row := []string{
		number(m.Value), number(m.Numerator), number(m.Denominator), number(m.Low), number(m.High), strconv.Itoa(m.N),
		number(m.P90), number(m.Mean), number(m.Sum), strconv.FormatBool(m.Available), harmless(m.Reason),
	}
	if c := m.Change; c != nil {
		row = append(row, number(c.Value), number(c.Difference), number(c.P), strconv.FormatBool(c.MoreThanNoise), harmless(c.Reason))
	} else {
		row = append(row, "", "", "", "", "")
	}
	switch f := m.Finished; {
	case m.Censored == 0:
		return append(row, "", "", "", "")
	case f == nil: // none has ended
		return append(row, strconv.Itoa(m.Censored), "0", "", "")
	default:
		return append(row, strconv.Itoa(m.Censored), strconv.Itoa(f.N), number(f.Value), number(f.P90))
	}
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
