package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Expectation is one step of a history or of what is expected: nil is not known.
type Expectation struct {
	Label, Tip   string
	Actual, Mean *float64
	Low, High    *float64 // interval of Mean
}

// ExpectWords are the names of the series.
type ExpectWords struct{ Actual, Mean, Interval string }

// Expect draws what came as a line, and what is expected as a dashed line with its interval as a band, so that they differ without
// colour too.
func Expect(id string, steps []Expectation, words ExpectWords) (Figure, error) {
	c := charts.NewLine()
	c.SetGlobalOptions(name(id), legendOf(words.Actual, words.Mean, words.Interval), tooltip("axis"), grid("4", "16", "14", "34"), categoryAxis(), countAxis())
	labels, tips := make([]string, len(steps)), make([]string, len(steps))
	var low, width, actual, mean []opts.LineData
	for i, s := range steps {
		labels[i], tips[i] = s.Label, s.Tip
		actual = append(actual, opts.LineData{Value: orGap(s.Actual), Symbol: "none"})
		mean = append(mean, opts.LineData{Value: orGap(s.Mean), Symbol: "none"})
		from, wide := any(gap), any(gap)
		if s.Low != nil && s.High != nil {
			from, wide = *s.Low, *s.High-*s.Low
		}
		low = append(low, opts.LineData{Value: from, Symbol: "none"})
		width = append(width, opts.LineData{Value: wide, Symbol: "none"})
	}
	c.SetXAxis(labels)
	none := charts.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)})
	c.AddSeries("", low, stackedLine(), none)
	c.AddSeries(words.Interval, width, stackedLine(), none, charts.WithItemStyleOpts(opts.ItemStyle{Color: band, BorderColor: accent, BorderWidth: 1}), // the border is for the legend: the band alone is too faint there
		charts.WithAreaStyleOpts(opts.AreaStyle{Color: band, Opacity: opts.Float(1)}))
	c.AddSeries(words.Actual, actual, charts.WithItemStyleOpts(opts.ItemStyle{Color: text}), charts.WithLineStyleOpts(opts.LineStyle{Color: text, Width: 1.5}))
	c.AddSeries(words.Mean, mean, charts.WithItemStyleOpts(opts.ItemStyle{Color: accent}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: accent, Width: 2, Type: "dashed"}))
	option, err := encode(c)
	return Figure{Option: option, Tips: [][]string{{}, {}, tips, tips}}, err
}

func stackedLine() charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.Stack = "interval" })
}
