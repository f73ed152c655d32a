package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Range is a range with a mark in it: a band of pay with what is paid, in one currency, or a level with its interval. Min ≤ Mid ≤ Max.
type Range struct {
	Name, Tip     string
	Tier          int // that colours it; below 0: none
	Min, Mid, Max float64
	Paid          float64
}

// RangeWords are the names of the parts.
type RangeWords struct{ Lower, Upper, Paid string }

// Ranges draws ranges as bars from their minimum to their maximum, cut at the middle, in the colour of their tier, with a mark at
// what is paid. Currency is written behind the numbers of the axis.
func Ranges(id, currency string, bands []Range, words RangeWords) (Figure, error) {
	names, tips := make([]string, len(bands)), make([]string, len(bands))
	start, lower, upper := make([]opts.BarData, len(bands)), make([]opts.BarData, len(bands)), make([]opts.BarData, len(bands))
	paid := make([]opts.ScatterData, len(bands))
	for i, b := range bands {
		names[i], tips[i] = b.Name, b.Tip
		start[i] = opts.BarData{Value: cents(b.Min)}
		lower[i] = opts.BarData{Value: cents(b.Mid - b.Min), ItemStyle: &opts.ItemStyle{Color: tierColour(&b.Tier), Opacity: opts.Float(0.4)}}
		upper[i] = opts.BarData{Value: cents(b.Max - b.Mid), ItemStyle: &opts.ItemStyle{Color: tierColour(&b.Tier), Opacity: opts.Float(0.7)}}
		paid[i] = opts.ScatterData{Value: []any{cents(b.Paid), i}, Symbol: "diamond", SymbolSize: 15}
	}
	bars := charts.NewBar()
	bars.SetGlobalOptions(name(id), tooltip("item"), grid("4", "24", "6", bottomFor(2)), rangeAxes(shorten(names), bands), legendOf(words.Lower, words.Upper, words.Paid))
	bars.AddSeries("", start, stacked(), colour("transparent", 0))
	bars.AddSeries(words.Lower, lower, stacked(), colour(soft, 0.4))
	bars.AddSeries(words.Upper, upper, stacked(), colour(soft, 0.7))
	marks := charts.NewScatter()
	marks.AddSeries(words.Paid, paid, colour(text, 1))
	bars.Overlap(marks)
	fig := Figure{Along: currency, Height: heightFor(len(bands), 4, true), Tips: [][]string{{}, tips, tips, tips}}
	var err error
	fig.Option, err = encode(bars)
	return fig, err
}

// rangeAxes leave out most of what lies below all bands: ranges are compared with each other and not with zero.
func rangeAxes(names []string, bands []Range) charts.GlobalOpts {
	low, high := math.Inf(1), math.Inf(-1)
	for _, b := range bands {
		low, high = min(low, b.Min, b.Paid), max(high, b.Max, b.Paid)
	}
	if low > high {
		low, high = 0, 1
	}
	step := roundStep(high - low)
	return func(c *charts.BaseConfiguration) {
		listAxes(names, false)(c)
		x := &c.XAxisList[0]
		x.Min, x.Max = max(0, math.Floor(low/step)*step), math.Ceil(high/step)*step
	}
}
