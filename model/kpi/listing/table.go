// Package listing writes answers and the registry of figures as text: a table for people, JSON, CSV and Markdown.
package listing

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiermix/model/kpi"
	"tiermix/model/rate"
)

// Table writes the answer for people: shares in percent with their 95 % interval, durations in hours and minutes, and
// the reason where a figure is not available. Notes stand under it: whose team and tier is meant where figures differ
// in that, and what the compared period lacks.
func Table(w io.Writer, a kpi.Answer) error {
	rows := [][]string{{"FIGURE", "VALUE", "95 % INTERVAL", "N", "MORE"}}
	if a.Compared != nil {
		rows[0] = slices.Insert(rows[0], 4, "CHANGE")
	}
	for _, f := range a.Figures {
		rows = append(rows, tableRow(a, f, f.ID+clock(f), f.Measure))
		for _, g := range f.Groups {
			row := tableRow(a, f, "  "+keyText(g.Key), g.Measure)
			rows = append(rows, signalled(row, g.Control))
		}
	}
	_, err := io.WriteString(w, heading(a)+"\n\n"+align(rows)+foot(a))
	if err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}

func heading(a kpi.Answer) string {
	if a.Period.From.IsZero() {
		return "no data"
	}
	text := dayText(a.Period.From) + " to " + dayText(a.Period.To)
	for _, f := range a.Where {
		text += ", " + f.Dim + " " + strings.Join(named(f.Values), " or ")
	}
	if a.Compared != nil {
		text += ", compared with " + dayText(a.Compared.From) + " to " + dayText(a.Compared.To)
	}
	return text
}

func named(values []string) []string {
	out := slices.Clone(values)
	for i, v := range out {
		if v == "" {
			out[i] = "(not known)"
		}
	}
	return out
}

func clock(f kpi.Figure) string {
	if f.Hours == "" {
		return ""
	}
	return " (" + string(f.Hours) + " time)"
}

func keyText(key map[string]string) string {
	parts := slices.Sorted(maps.Keys(key))
	for i, dim := range parts {
		parts[i] = dim + "=" + key[dim]
	}
	return strings.Join(parts, " ")
}

func tableRow(a kpi.Answer, f kpi.Figure, name string, m kpi.Measure) []string {
	row := []string{name, value(f.Unit, m.Value), interval(f.Unit, m), strconv.Itoa(m.N), more(f.Unit, m)}
	if f.Unit == kpi.Money {
		row[1] += " " + f.Currency
	}
	if !m.Available {
		row[1], row[3] = "-", ""
	}
	if a.Compared != nil {
		row = slices.Insert(row, 4, change(f.Unit, m.Change))
	}
	return row
}

// signalled adds to a row of a share in time that it lies outside its control limits.
func signalled(row []string, p *rate.Point) []string {
	if p == nil || p.Outside == 0 {
		return row
	}
	side := "below"
	if p.Outside > 0 {
		side = "above"
	}
	row[len(row)-1] += fmt.Sprintf("; %s the control limits %s to %s", side, percentOf(p.Low), percentOf(p.High))
	return row
}

func value(unit string, v *float64) string {
	switch {
	case v == nil:
		return ""
	case unit == kpi.Fraction || unit == kpi.Ratio:
		return fmt.Sprintf("%.1f %%", 100*(*v))
	case unit == kpi.Duration:
		return Span(*v)
	case unit == kpi.Number:
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	return fmt.Sprintf("%.2f", *v)
}

func interval(unit string, m kpi.Measure) string {
	switch {
	case m.Low == nil && m.High == nil:
		return ""
	case m.High == nil:
		return value(unit, m.Low) + " or more"
	case m.Low == nil:
		return "up to " + value(unit, m.High)
	}
	return value(unit, m.Low) + " to " + value(unit, m.High)
}

func more(unit string, m kpi.Measure) string {
	var parts []string
	if unit == kpi.Fraction && m.Numerator != nil && m.Denominator != nil {
		parts = append(parts, fmt.Sprintf("%s of %s", number(m.Numerator), number(m.Denominator)))
	}
	if unit == kpi.Ratio && m.Numerator != nil && m.Denominator != nil {
		parts = append(parts, fmt.Sprintf("%.1f h of %.1f h", *m.Numerator, *m.Denominator))
	}
	if m.P90 != nil {
		parts = append(parts, "p90 "+Span(*m.P90))
	}
	if m.Censored > 0 {
		parts = append(parts, fmt.Sprintf("censored %d", m.Censored))
	}
	if f := m.Finished; f != nil && f.Value != nil {
		parts = append(parts, "finished alone "+Span(*f.Value))
	}
	for _, id := range slices.Sorted(maps.Keys(m.Parts)) {
		parts = append(parts, id+" "+part(unit, id, m.Parts[id]))
	}
	if m.Reason != "" {
		parts = append(parts, m.Reason)
	}
	return strings.Join(parts, "; ")
}

// part writes a number beside a figure: a sum of seconds, a rate, money or a count.
func part(unit, id string, v float64) string {
	switch {
	case strings.HasSuffix(id, "_rate"):
		return value(kpi.Fraction, &v)
	case unit == kpi.Duration && slices.Contains([]string{"queue", "work", "wait", "after"}, id):
		return Span(v)
	}
	if unit == kpi.Money && !slices.Contains(counted, id) && !strings.HasSuffix(id, "_tickets") {
		return value(unit, &v)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// counted are the parts of figures in money that are numbers of tickets and visits.
var counted = []string{"from_minutes", "from_visits", "unpriced_visits"}

func change(unit string, c *kpi.Change) string {
	if c == nil || c.Difference == nil && c.Reason == "" {
		return ""
	}
	if c.Difference == nil {
		return "not compared"
	}
	sign, size := "+", math.Abs(*c.Difference)
	if *c.Difference < 0 {
		sign = "-"
	}
	text := sign + value(unit, &size)
	if unit == kpi.Fraction || unit == kpi.Ratio {
		text = sign + fmt.Sprintf("%.1f points", 100*size)
	}
	switch {
	case c.Better != nil && *c.Better:
		return text + ", better"
	case c.Better != nil:
		return text + ", worse"
	case c.MoreThanNoise:
		return text + ", more than noise"
	}
	return text + ", noise"
}

// Span writes seconds for people with the two largest units: 45 s, 12 min, 3 h 12 min, 5 d 4 h. Days have 24 hours.
func Span(seconds float64) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	if seconds < 59.5 {
		return fmt.Sprintf("%s%.0f s", sign, seconds)
	}
	minutes := int64(math.Round(seconds / 60))
	switch {
	case minutes < 60:
		return fmt.Sprintf("%s%d min", sign, minutes)
	case minutes < 48*60:
		return fmt.Sprintf("%s%d h %d min", sign, minutes/60, minutes%60)
	}
	hours := int64(math.Round(seconds / 3600))
	return fmt.Sprintf("%s%d d %d h", sign, hours/24, hours%24)
}

// align pads every column but the last to its widest cell.
func align(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
