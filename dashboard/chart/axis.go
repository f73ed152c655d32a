package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// gap is ECharts' mark for "no value here".
const gap = "-"

// categoryAxis is the style of an axis of names; the names are set by SetXAxis.
func categoryAxis() charts.GlobalOpts {
	return charts.WithXAxisOpts(opts.XAxis{
		Type:      "category",
		AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
		AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
		AxisLabel: axisLabel(),
		SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
	})
}

// countAxis is a vertical axis of whole numbers from zero.
func countAxis() charts.GlobalOpts {
	return charts.WithYAxisOpts(opts.YAxis{
		Type: "value", SplitNumber: 4, MinInterval: 1,
		AxisLabel: axisLabel(),
		SplitLine: rules(),
	})
}

// shareAxis is a vertical axis in percent around the values from low to high; it never leaves 0 to 100 %.
func shareAxis(low, high float64) charts.GlobalOpts {
	bottom, top, step := shareScale(low, high)
	return charts.WithYAxisOpts(opts.YAxis{
		Type: "value", Min: bottom, Max: top, MinInterval: step, MaxInterval: step,
		AxisLabel: axisLabel(),
		SplitLine: rules(),
	})
}

// shareScale rounds a range in percent outwards to at most six steps of a round width that divides 100.
func shareScale(low, high float64) (bottom, top, step float64) {
	for _, step = range []float64{0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25} {
		bottom = max(0, math.Floor(low/step)*step)
		top = min(100, math.Ceil(high/step)*step)
		if bottom == top {
			bottom, top = max(0, bottom-step), min(100, top+step)
		}
		if top-bottom <= 6.01*step {
			break
		}
	}
	return math.Round(bottom*10) / 10, math.Round(top*10) / 10, step
}

func axisLabel() *opts.AxisLabel {
	return &opts.AxisLabel{Color: faint, HideOverlap: opts.Bool(true)}
}

func rules() *opts.SplitLine {
	return &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: line}}
}

// listAxes are the axes of horizontal bars: names on the left, first one on top. Whole values, such as tickets,
// have no marks between two whole numbers.
func listAxes(names []string, whole bool) charts.GlobalOpts {
	least := 0.0
	if whole {
		least = 1
	}

	return func(c *charts.BaseConfiguration) {
		charts.WithXAxisOpts(opts.XAxis{Type: "value", SplitNumber: 4, MinInterval: least, AxisLabel: axisLabel(), SplitLine: rules()})(c)
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: names, Inverse: opts.Bool(true),
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: soft, Width: 250, Overflow: "truncate"},
		})(c)
	}
}
