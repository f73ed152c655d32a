package listing

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"tiermix/model/plan"
)

type jsonComparison struct {
	Scenarios   []jsonScenario `json:"scenarios"`
	Figures     []jsonRow      `json:"figures"`
	Policy      []jsonRow      `json:"policy"`
	Assumptions []jsonSettings `json:"differing_assumptions"`
}

type jsonScenario struct {
	Name       string     `json:"name"`
	Note       string     `json:"note"`
	Saved      *time.Time `json:"saved"` // null: it is always there
	Typed      int        `json:"typed"`
	Planned    bool       `json:"planned"`
	Fault      string     `json:"fault,omitempty"`
	Currency   string     `json:"currency,omitempty"`
	Difference *jsonSplit `json:"difference"` // to the first one; null for it, and where there is none
	Why        string     `json:"no_difference_because,omitempty"`
}

type jsonSplit struct {
	From  float64            `json:"from_cost_per_year"`
	To    float64            `json:"to_cost_per_year"`
	Parts map[string]float64 `json:"parts"`
}

type jsonRow struct {
	Key    string `json:"key"`
	Unit   string `json:"unit"`
	Values []any  `json:"values"` // by scenario: number, text, or null
}

type jsonSettings struct {
	Key string        `json:"key"`
	Of  []jsonSetting `json:"values"` // by scenario
}

type jsonSetting struct {
	Value  any    `json:"value"` // number, list of texts, or null
	Unit   string `json:"unit,omitempty"`
	Origin string `json:"origin,omitempty"`
	Source string `json:"source,omitempty"`
	Year   int    `json:"year,omitempty"`
}

// ComparisonJSON writes a comparison for programs, at full precision.
func ComparisonJSON(w io.Writer, c plan.Comparison) error {
	out := jsonComparison{Figures: jsonRows(c.Figures), Policy: jsonRows(c.Policy), Assumptions: []jsonSettings{}}
	for _, column := range c.Columns {
		out.Scenarios = append(out.Scenarios, scenario(column))
	}
	for _, s := range c.Differing {
		line := jsonSettings{Key: s.Key}
		for _, of := range s.Of {
			line.Of = append(line.Of, setting(of))
		}
		out.Assumptions = append(out.Assumptions, line)
	}
	return encode(w, out)
}

func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

func scenario(c plan.Column) jsonScenario {
	s := c.Scenario
	out := jsonScenario{Name: s.Name, Note: s.Note, Typed: len(s.All()), Planned: c.Result != nil, Fault: c.Fault, Currency: c.Currency(), Why: c.Split.Why}
	if !s.Saved.IsZero() {
		out.Saved = &s.Saved
	}
	if c.Split.Known {
		out.Difference = &jsonSplit{From: c.Split.From, To: c.Split.To, Parts: map[string]float64{}}
		for _, p := range c.Split.Parts {
			out.Difference.Parts[string(p.Key)] = p.Amount
		}
	}
	return out
}

func jsonRows(rows []plan.Row) []jsonRow {
	out := []jsonRow{}
	for _, r := range rows {
		line := jsonRow{Key: r.Key, Unit: r.Unit}
		for _, c := range r.Cells {
			line.Values = append(line.Values, anyOf(r.Unit, c))
		}
		out = append(out, line)
	}
	return out
}

func anyOf(unit string, c plan.Cell) any {
	switch {
	case !c.Known:
		return nil
	case unit == plan.Binding || unit == plan.Doing:
		return c.Word
	}
	return c.Amount
}

func setting(s plan.Setting) jsonSetting {
	switch {
	case !s.Known:
		return jsonSetting{}
	case s.Words != nil:
		return jsonSetting{Value: s.Words, Origin: string(s.Value.Kind)}
	}
	return jsonSetting{s.Value.Amount, s.Value.Unit, string(s.Value.Kind), s.Value.Source, s.Value.Year}
}

// ComparisonCSV writes a comparison as a table with one column for each scenario: its currency, figures, what to do with each category,
// the assumptions that differ with their origin, and the parts of the difference in cost to the first scenario.
func ComparisonCSV(w io.Writer, c plan.Comparison) error {
	rows := [][]string{{"part", "key", "unit"}, {"currency", "", ""}}
	for _, column := range c.Columns {
		rows[0], rows[1] = append(rows[0], guarded(column.Scenario.Name)), append(rows[1], column.Currency())
	}
	for part, all := range [][]plan.Row{c.Figures, c.Policy} {
		for _, r := range all {
			rows = append(rows, csvRow([]string{"figure", "policy"}[part], r))
		}
	}
	for _, s := range c.Differing {
		value, from := []string{"assumption", guarded(s.Key), ""}, []string{"origin", guarded(s.Key), ""}
		for _, of := range s.Of {
			value, from = append(value, settingValue(of)), append(from, string(of.Value.Kind))
		}
		rows = append(rows, value, from)
	}
	if err := csv.NewWriter(w).WriteAll(append(rows, csvParts(c)...)); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

func csvRow(part string, r plan.Row) []string {
	line := []string{part, guarded(r.Key), r.Unit}
	for _, c := range r.Cells {
		switch v := anyOf(r.Unit, c).(type) {
		case float64:
			line = append(line, full(v))
		case string:
			line = append(line, guarded(v))
		default:
			line = append(line, "")
		}
	}
	return line
}

func settingValue(s plan.Setting) string {
	switch {
	case !s.Known:
		return ""
	case s.Words != nil:
		return guarded(s.Word())
	}
	return full(s.Value.Amount)
}

func csvParts(c plan.Comparison) [][]string {
	var rows [][]string
	for i, key := range plan.PartKeys() {
		line := []string{"difference", string(key), plan.MoneyYear}
		for _, column := range c.Columns {
			text := ""
			if column.Split.Known {
				text = full(column.Split.Parts[i].Amount)
			}
			line = append(line, text)
		}
		rows = append(rows, line)
	}
	return rows
}

// full is a number at full precision.
func full(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// ScenarioJSON writes the scenarios that are saved, with what is typed in them.
func ScenarioJSON(w io.Writer, all []plan.Scenario) error {
	type jsonSaved struct {
		Name  string         `json:"name"`
		Note  string         `json:"note"`
		Saved time.Time      `json:"saved"`
		Typed map[string]any `json:"typed"`
	}
	out := []jsonSaved{}
	for _, s := range all {
		line := jsonSaved{s.Name, s.Note, s.Saved, map[string]any{}}
		for _, e := range s.All() {
			line.Typed[e.Key] = e.Amount
			if e.Words != nil {
				line.Typed[e.Key] = e.Words
			}
		}
		out = append(out, line)
	}
	return encode(w, out)
}
