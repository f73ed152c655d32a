package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Columns draws stacked bars that stand side by side, one for each label; values below zero hang down. Unit is written behind the numbers of
// the axis; without a unit they are whole.
func Columns(id string, labels []string, unit string, series ...Bars) (Figure, error) {
	c := charts.NewBar()
	axis := countAxis()
	if unit != "" {
		axis = charts.WithYAxisOpts(opts.YAxis{Type: "value", SplitNumber: 4, AxisLabel: axisLabel(), SplitLine: rules()})
	}
	c.SetGlobalOptions(name(id), legendBelow(), tooltip("item"), grid("4", "12", "14", "34"), categoryAxis(), axis)
	c.SetXAxis(labels)
	fig := Figure{Unit: unit}
	for _, s := range series {
		c.AddSeries(s.Name, rowData(Rows{}, s), stacked(), legendColour(s.Colour))
		fig.Tips = append(fig.Tips, s.Tips)
	}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}
