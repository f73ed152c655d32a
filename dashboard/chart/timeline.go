package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Timeline draws rows of stacked bars that begin at their own place on the axis.
func Timeline(id string, rows Rows, unit string, begins []float64, series ...Bars) (Figure, error) {
	c := charts.NewBar()
	names := []string{}
	for _, s := range series {
		names = append(names, s.Name)
	}
	c.SetGlobalOptions(name(id), legendOf(names...), tooltip("item"), grid("4", "24", "6", bottomFor(len(series))), listAxes(shorten(rows.Names), unit == ""))
	start := make([]opts.BarData, len(begins))
	for i, v := range begins {
		start[i] = opts.BarData{Value: v}
	}
	c.AddSeries("", start, stacked(), colour("transparent", 0))
	fig := Figure{Unit: unit, Height: heightFor(len(rows.Names), len(series), true), Tips: [][]string{{}}}
	for _, s := range series {
		c.AddSeries(s.Name, rowData(rows, s), stacked(), legendColour(s.Colour), charts.WithSeriesOpts(func(out *charts.SingleSeries) { out.BarMaxWidth = "18" }))
		fig.Tips = append(fig.Tips, s.Tips)
	}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}
