package chart

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Matrix draws numbers between ordered pairs as a heat map: rows are where a ticket came from, columns where it went.
// Cells without a ticket stay empty. Tip gives the text of a
// cell.
func Matrix(id string, g Grid, tip func(row, column, n int) string) (Figure, error) {
	data, tips, top := []opts.HeatMapData{}, []string{}, 1
	for r, row := range g.Cells {
		for c, n := range row {
			if n == 0 {
				continue
			}
			data = append(data, opts.HeatMapData{Value: [3]int{c, r, n}})
			tips = append(tips, tip(r, c, n))
			top = max(top, n)
		}
	}
	option, err := encode(heatMap(id, shorten(g.Names), data, top))
	return Figure{Option: option, Tips: [][]string{tips}, Height: 150 + 30*len(g.Names)}, err
}

func heatMap(id string, names []string, data []opts.HeatMapData, top int) *charts.HeatMap {
	c := charts.NewHeatMap()
	c.SetGlobalOptions(name(id), noLegend(), tooltip("item"), grid("4", "12", "6", "6"),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Data: names, SplitLine: rules(), AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
			AxisLabel: &opts.AxisLabel{Color: soft, Rotate: 40, Interval: "0", Width: 120, Overflow: "truncate"},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: names, Inverse: opts.Bool(true), SplitLine: rules(),
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
			AxisLabel: &opts.AxisLabel{Color: soft, Interval: "0", Width: 150, Overflow: "truncate"},
		}),
		charts.WithVisualMapOpts(opts.VisualMap{
			Min: 0, Max: float32(top), Show: opts.Bool(false),
			InRange: &opts.VisualMapInRange{Color: []string{"var(--heat-0)", "var(--heat-1)", "var(--heat-2)"}},
		}))
	c.AddSeries("moves", data, charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Color: "var(--text)", FontSize: 11}),
		charts.WithItemStyleOpts(opts.ItemStyle{BorderColor: surface, BorderWidth: 1}))
	return c
}

func shorten(names []string) []string {
	out := make([]string, len(names))
	seen := map[string]bool{}
	for i, n := range names {
		out[i] = Short(n, 56)
		if seen[out[i]] { // a category axis needs names that differ
			out[i] += " (" + strconv.Itoa(i+1) + ")"
		}
		seen[out[i]] = true
	}
	return out
}
