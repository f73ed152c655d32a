package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// ShareCell is one cell of a heat map of shares; a nil Share leaves it empty.
type ShareCell struct {
	Share     *float64 // 0..1
	Tip, Link string
}

// Shares draws a share by two dimensions as a heat map, its numbers in percent in the cells. The colours go from the lowest share to the highest, so
// that cells are told apart where all are alike high.
func Shares(id string, rows, columns []string, cells [][]ShareCell) (Figure, error) {
	c := charts.NewHeatMap()
	data, tips, links := []opts.HeatMapData{}, []string{}, []string{}
	low, high := 1.0, 0.0
	for r, row := range cells {
		for k, cell := range row {
			if cell.Share == nil {
				continue
			}
			low, high = min(low, *cell.Share), max(high, *cell.Share)
			data = append(data, opts.HeatMapData{Value: [3]any{k, r, math.Round(1000*(*cell.Share)) / 10}})
			tips, links = append(tips, cell.Tip), append(links, cell.Link)
		}
	}
	c.SetGlobalOptions(name(id), noLegend(), tooltip("item"), grid("4", "12", "6", "6"),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Data: shorten(columns), SplitLine: rules(), AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
			AxisLabel: &opts.AxisLabel{Color: soft, Interval: "0", Width: 110, Overflow: "truncate"},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: shorten(rows), Inverse: opts.Bool(true), SplitLine: rules(),
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
			AxisLabel: &opts.AxisLabel{Color: soft, Interval: "0", Width: 190, Overflow: "truncate"},
		}),
		charts.WithVisualMapOpts(opts.VisualMap{
			Min: float32(100 * min(low, high)), Max: float32(100 * high), Show: opts.Bool(false),
			InRange: &opts.VisualMapInRange{Color: []string{"var(--heat-0)", "var(--heat-1)", "var(--heat-2)"}},
		}))
	c.AddSeries("shares", data, charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Color: "var(--text)", FontSize: 11}),
		charts.WithItemStyleOpts(opts.ItemStyle{BorderColor: surface, BorderWidth: 1}))
	option, err := encode(c)
	return Figure{Option: option, Tips: [][]string{tips}, Links: [][]string{links}, Height: 90 + 28*len(rows)}, err
}
