package chart

import (
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

func valueAxis(scale bool) charts.GlobalOpts {
	return charts.WithYAxisOpts(opts.YAxis{
		Type: "value", Scale: opts.Bool(scale), SplitNumber: 4,
		AxisLabel: axisLabel(),
		SplitLine: rules(),
	})
}

func axisLabel() *opts.AxisLabel {
	return &opts.AxisLabel{Color: faint, HideOverlap: opts.Bool(true)}
}

func rules() *opts.SplitLine {
	return &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: line}}
}

// listAxes are the axes of horizontal bars: names on the left, first one on top.
func listAxes(names []string) charts.GlobalOpts {
	return func(c *charts.BaseConfiguration) {
		charts.WithXAxisOpts(opts.XAxis{Type: "value", SplitNumber: 4, AxisLabel: axisLabel(), SplitLine: rules()})(c)
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: names, Inverse: opts.Bool(true),
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: soft, Width: 250, Overflow: "truncate"},
		})(c)
	}
}
