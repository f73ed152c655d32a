package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Dot is a share with its interval, 0..1.
type Dot struct {
	Value, Low, High float64
	Tip              string
}

// Change is a share before and after something.
type Change struct {
	Before, After         Dot
	BeforeName, AfterName string // of the two rows
}

// ChangeWords are the names of the parts.
type ChangeWords struct{ Before, After, Interval string }

// Changes draws shares before and after something in two rows each, as dots of another shape on the bar of their interval. The axis is in
// per cent, from zero.
func Changes(id string, all []Change, words ChangeWords) (Figure, error) {
	var names, barTips []string
	var start, width []opts.BarData
	var before, after []opts.ScatterData
	fig := Figure{Along: "%", Tips: make([][]string, 4)}
	high := 0.0
	add := func(name string, d Dot) int {
		names, barTips = append(names, name), append(barTips, d.Tip)
		low, top := percent(d.Low), percent(d.High)
		start, width = append(start, opts.BarData{Value: low}), append(width, opts.BarData{Value: math.Round(10*(top-low)) / 10})
		high = max(high, d.High)
		return len(names) - 1
	}
	for _, c := range all {
		before = append(before, dot(c.Before, add(c.BeforeName, c.Before), "circle"))
		after = append(after, dot(c.After, add(c.AfterName, c.After), "diamond"))
		fig.Tips[2], fig.Tips[3] = append(fig.Tips[2], c.Before.Tip), append(fig.Tips[3], c.After.Tip)
	}
	fig.Tips[1], fig.Height = barTips, heightFor(len(names), 4, true)
	bars := charts.NewBar()
	bars.SetGlobalOptions(name(id), tooltip("item"), grid("4", "24", "6", bottomFor(2)), percentAxes(distinct(names), high), legendOf(words.Before, words.After, words.Interval))
	bars.AddSeries("", start, stacked(), colour("transparent", 0))
	bars.AddSeries(words.Interval, width, stacked(), colour(soft, 0.35))
	marks := charts.NewScatter()
	marks.AddSeries(words.Before, before, colour(text, 1))
	marks.AddSeries(words.After, after, colour(accent, 1))
	bars.Overlap(marks)
	var err error
	fig.Option, err = encode(bars)
	return fig, err
}

func dot(d Dot, row int, symbol string) opts.ScatterData {
	return opts.ScatterData{Value: []any{percent(d.Value), row}, Symbol: symbol, SymbolSize: 13}
}

// percentAxes end above the highest of all intervals, at 100 % at most.
func percentAxes(names []string, high float64) charts.GlobalOpts {
	step := roundStep(percent(high))
	return func(c *charts.BaseConfiguration) {
		listAxes(names, false)(c)
		x := &c.XAxisList[0]
		x.Min, x.Max = 0, min(100, math.Ceil(percent(high)/step)*step)
	}
}
