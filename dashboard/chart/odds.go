package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Odds is an odds ratio with its interval; a nil end is not bounded by the data.
type Odds struct {
	Name, Tip string
	Ratio     float64
	Low, High *float64
}

// OddsWords are the names of the marks: more than the average, less, and not told apart from it.
type OddsWords struct{ More, Less, Same, Interval string }

// widest is how far the axis of odds ratios goes: from 1/128 to 128. What lies beyond ends at its edge; the tooltip has the number.
const widest = 7

// OddsRatios draws odds ratios with their intervals row by row on an axis of doublings, with a line at 1. Sides of the line and the shape
// of the mark say more, less or neither, not the colour alone.
func OddsRatios(id string, all []Odds, words OddsWords) (Figure, error) {
	edge := edgeOf(all)
	names, tips := make([]string, len(all)), make([]string, len(all))
	marks, intervals := [3][]opts.ScatterData{}, []opts.LineData{}
	var markTips [3][]string
	for i, o := range all {
		names[i], tips[i] = o.Name, o.Tip
		low, high := doublings(o.Low, -edge, edge), doublings(o.High, edge, edge)
		intervals = append(intervals, opts.LineData{Value: []any{low, i}}, opts.LineData{Value: []any{high, i}}, opts.LineData{Value: []any{gap, gap}})
		k := side(low, high)
		marks[k] = append(marks[k], opts.ScatterData{Value: []any{doublings(&o.Ratio, 0, edge), i}, Symbol: oddsSymbols[k], SymbolSize: 11})
		markTips[k] = append(markTips[k], o.Tip)
	}
	c := charts.NewScatter()
	c.SetGlobalOptions(name(id), legendBelow(), tooltip("item"), grid("4", "24", "6", "34"), oddsAxes(distinct(names), edge))
	for k, word := range []string{words.More, words.Less, words.Same} {
		c.AddSeries(word, marks[k], colour(oddsColours[k], 1), oneLine())
	}
	lines := charts.NewLine()
	lines.AddSeries(words.Interval, intervals, colour(soft, 1), charts.WithLineStyleOpts(opts.LineStyle{Color: soft, Width: 2}),
		charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(false)}))
	c.Overlap(lines)
	fig := Figure{Doublings: true, Height: heightFor(len(all), 1, true), Tips: append(markTips[:], nil)}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}

var (
	oddsSymbols = []string{"triangle", "diamond", "circle"}
	oddsColours = []string{worse, better, neutral}
)

// side is which mark an interval gets: above 1, below 1, or around it.
func side(low, high float64) int {
	switch {
	case low > 0:
		return 0
	case high < 0:
		return 1
	}
	return 2
}

// doublings is how often 1 has to be doubled, cut at the edge of the axis; nil is the given end.
func doublings(v *float64, open, edge float64) float64 {
	if v == nil {
		return open
	}
	return math.Round(1e4*max(-edge, min(edge, math.Log2(*v)))) / 1e4
}

// edgeOf is the whole number of doublings that holds all.
func edgeOf(all []Odds) float64 {
	edge := 1.0
	for _, o := range all {
		for _, v := range []*float64{&o.Ratio, o.Low, o.High} {
			if v != nil {
				edge = max(edge, math.Ceil(math.Abs(math.Log2(*v))))
			}
		}
	}
	return min(widest, edge)
}

func oddsAxes(names []string, edge float64) charts.GlobalOpts {
	return func(c *charts.BaseConfiguration) {
		listAxes(names, true)(c)
		x := &c.XAxisList[0]
		x.Min, x.Max = -edge, edge
	}
}

// oneLine is the line at an odds ratio of 1.
func oneLine() charts.SeriesOpts {
	return func(s *charts.SingleSeries) {
		charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{XAxis: 0})(s)
		charts.WithMarkLineStyleOpts(opts.MarkLineStyle{
			Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)}, LineStyle: &opts.LineStyle{Color: axis, Type: "solid", Width: 1},
		})(s)
	}
}
