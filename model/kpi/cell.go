package kpi

import (
	"fmt"
	"strings"

	"tiermix/model/rate"
)

// Cell is what was counted for one figure over one group of rows.
type Cell struct {
	Rows       int             // rows in the denominator, or with a value
	Hits       int             // shares: rows in the numerator
	LeftOut    int             // rows left out because a team has no tier
	Average    float64         // durations and means
	Sum        float64         // durations and means
	Over       float64         // ratios: the sum below the line
	Variance   float64         // of the values; durations: of ln(1+seconds)
	LogAverage float64         // durations: mean of ln(1+seconds)
	Quantiles  []float64       // durations, at Fractions
	Running    int             // durations: rows that still run
	Lifetimes  []rate.Lifetime // where rows still run: how long rows took that ended, and how long the others have been seen to run
	Parts      map[string]float64
}

// Keyed is a Cell with the values of the asked dimensions.
type Keyed struct {
	Key map[string]string
	Cell
}

// Counted is what a store counted for one figure.
type Counted struct {
	Total  Cell
	Groups []Keyed
}

// Wanted says how a figure is to be counted.
type Wanted struct {
	Hours    Hours
	Compared bool // the spread of the values is needed too
	Coarse   bool // few quantiles: for very many rows in few groups
	Rounded  bool // lifetimes are rounded to 1 in 2,048: for very many rows
}

var (
	fineFractions   = []float64{0.2, 0.3, 0.4, 0.45, 0.47, 0.485, 0.495, 0.498, 0.5, 0.502, 0.505, 0.515, 0.53, 0.55, 0.6, 0.7, 0.8, 0.9}
	coarseFractions = []float64{0.45, 0.498, 0.5, 0.502, 0.55, 0.9}
)

// Fractions are the quantiles counted for a duration: the median, the p90, and others around the median from which
// its interval comes.
func (w Wanted) Fractions() []float64 {
	if w.Coarse {
		return coarseFractions
	}
	return fineFractions
}

// Aggregates are the SQL aggregates that a store selects for the figure, to be handed to Cell in this order. All but
// the list of quantiles are doubles.
func (s Spec) Aggregates(w Wanted) []string {
	var all []string
	for _, c := range s.columns(w) {
		all = append(all, c.sql)
	}
	return all
}

// Cell reads the values of Aggregates: float64, []any of float64, or nil.
func (s Spec) Cell(w Wanted, values []any) (Cell, error) {
	var cell Cell
	columns := s.columns(w)
	if len(values) != len(columns) {
		return Cell{}, fmt.Errorf("read %s: %d values for %d aggregates", s.ID, len(values), len(columns))
	}
	for i, c := range columns {
		if values[i] == nil {
			continue
		}
		if err := c.read(&cell, values[i]); err != nil {
			return Cell{}, fmt.Errorf("read %s: %s: %w", s.ID, c.sql, err)
		}
	}
	return cell, nil
}

// column is one aggregate and where its value goes.
type column struct {
	sql  string
	read func(*Cell, any) error
}

func (s Spec) columns(w Wanted) []column {
	list := []column{scalar(s.Denominator(w.Hours), func(c *Cell, v float64) { c.Rows = int(v) })}
	if s.Unit == Fraction {
		list = append(list, scalar(s.Numerator(), func(c *Cell, v float64) { c.Hits = int(v) }))
	}
	if s.Tiered {
		sql := "count_if(" + all(s.known(), s.View.unplaced) + ")"
		list = append(list, scalar(sql, func(c *Cell, v float64) { c.LeftOut = int(v) }))
	}
	list = append(list, s.valueColumns(w)...)
	for _, p := range s.Parts {
		list = append(list, scalar(strings.ReplaceAll(p.Value, "{of}", s.of()), setPart(p.ID)))
	}
	return list
}

func (s Spec) valueColumns(w Wanted) []column {
	if s.Unit == Ratio {
		return []column{
			scalar("sum("+s.value(w.Hours)+")", func(c *Cell, v float64) { c.Sum = v }),
			scalar("sum("+valueWhere(s.Over, s.of())+")", func(c *Cell, v float64) { c.Over = v }),
		}
	}
	if s.Unit != Duration && s.Unit != Mean && s.Unit != Money {
		return nil
	}
	value := s.value(w.Hours)
	columns := []column{
		scalar("avg("+value+")", func(c *Cell, v float64) { c.Average = v }),
		scalar("sum("+value+")", func(c *Cell, v float64) { c.Sum = v }),
	}
	if s.Unit == Mean || s.Unit == Money {
		return append(columns, scalar("var_samp("+value+")", func(c *Cell, v float64) { c.Variance = v }))
	}
	columns = append(columns, column{quantiles(value, w.Fractions()), readQuantiles})
	if seen := s.seen(w.Hours); seen != "" {
		columns = append(columns, scalar("count("+seen+")", func(c *Cell, v float64) { c.Running = int(v) }))
	}
	if !w.Compared {
		return columns
	}
	logged := "ln(1 + greatest(0, " + value + "))"
	return append(columns,
		scalar("avg("+logged+")", func(c *Cell, v float64) { c.LogAverage = v }),
		scalar("var_samp("+logged+")", func(c *Cell, v float64) { c.Variance = v }))
}

func scalar(sql string, set func(*Cell, float64)) column {
	return column{"cast(" + sql + " as double)", func(c *Cell, value any) error {
		v, ok := value.(float64)
		if !ok {
			return fmt.Errorf("got %T, want a double", value)
		}
		set(c, v)
		return nil
	}}
}

func setPart(id string) func(*Cell, float64) {
	return func(c *Cell, v float64) {
		if c.Parts == nil {
			c.Parts = map[string]float64{}
		}
		c.Parts[id] = v
	}
}

func quantiles(value string, fractions []float64) string {
	list := make([]string, len(fractions))
	for i, f := range fractions {
		list[i] = fmt.Sprint(f)
	}
	return fmt.Sprintf("quantile_cont(%s, [%s])", value, strings.Join(list, ", "))
}

func readQuantiles(c *Cell, value any) (err error) {
	c.Quantiles, err = doubles(value)
	return err
}

// doubles reads a list of doubles.
func doubles(value any) ([]float64, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("got %T, want a list", value)
	}
	out := make([]float64, len(list))
	for i, item := range list {
		if out[i], ok = item.(float64); !ok {
			return nil, fmt.Errorf("got %T in the list, want a double", item)
		}
	}
	return out, nil
}
