package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Running is the share that still runs after each of some times, of one tier. Shares are 0..1, nil where nothing is known.
type Running struct {
	Name   string
	Tier   *int
	Shares []*float64
	Tips   []string
}

// Survival draws the share that still runs, over the named times, a line for each tier in its colour.
func Survival(id string, times []string, lines []Running) (Figure, error) {
	c := charts.NewLine()
	c.SetGlobalOptions(name(id), legendBelow(), tooltip("item"), grid("4", "24", "14", "40"), categoryAxis(), shareAxis(0, 100))
	c.SetXAxis(times)
	fig := Figure{Unit: "%"}
	for _, l := range lines {
		data := make([]opts.LineData, len(l.Shares))
		for i, s := range l.Shares {
			data[i] = opts.LineData{Value: gap}
			if s != nil {
				data[i] = opts.LineData{Value: percent(*s), Symbol: "circle", SymbolSize: 6}
			}
		}
		shade := tierColour(l.Tier)
		c.AddSeries(l.Name, data, charts.WithLineStyleOpts(opts.LineStyle{Color: shade, Width: 2}), colour(shade, 1))
		fig.Tips = append(fig.Tips, l.Tips)
	}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}
