package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Cause is a row of a Pareto chart: how often, and which part of all it makes with the rows above it, 0 .. 1.
type Cause struct {
	Name, Tip string
	Count     int
	Cumulated float64
	Vital     bool
}

// ParetoWords are the names of the two series.
type ParetoWords struct{ Count, Cumulated string }

// Pareto draws causes as bars, the most frequent on top, in the accent as long as they are the vital few, and the line of what they make
// together, in percent on an axis above.
func Pareto(id string, causes []Cause, words ParetoWords) (Figure, error) {
	names, tips := make([]string, len(causes)), make([]string, len(causes))
	bars, line := make([]opts.BarData, len(causes)), make([]opts.LineData, len(causes))
	for i, c := range causes {
		names[i], tips[i] = c.Name, c.Tip
		purpose := neutral
		if c.Vital {
			purpose = accent
		}
		bars[i] = opts.BarData{Value: c.Count, ItemStyle: &opts.ItemStyle{Color: purpose}}
		line[i] = opts.LineData{Value: []any{percent(c.Cumulated), i}, Symbol: "circle", SymbolSize: 7}
	}
	c := charts.NewBar()
	c.SetGlobalOptions(name(id), legendBelow(), tooltip("item"), grid("4", "24", "30", "34"), listAxes(distinct(names), true))
	c.ExtendXAxis(opts.XAxis{
		Type: "value", Position: "top", Min: 0, Max: 100, MinInterval: 25, MaxInterval: 25,
		AxisLabel: &opts.AxisLabel{Color: faint, HideOverlap: opts.Bool(true), Formatter: "{value}\u00a0%"}, SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
	})
	c.AddSeries(words.Count, bars, legendColour(accent), func(s *charts.SingleSeries) { s.BarMaxWidth = "18" })
	l := charts.NewLine()
	l.AddSeries(words.Cumulated, line, colour(text, 1), charts.WithLineStyleOpts(opts.LineStyle{Color: text, Width: 2}), func(s *charts.SingleSeries) { s.XAxisIndex = 1 })
	c.Overlap(l)
	fig := Figure{Height: heightFor(len(causes), 1, true) + 24, Tips: [][]string{tips, tips}}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}
