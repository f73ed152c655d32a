package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Hours draws amounts by weekday and hour as a heat map: hours from left to right, days from top to bottom. Tip gives the text of a cell; cells of
// nothing stay empty.
func Hours(id string, days [7]string, cells [7][24]float64, tip func(day, hour int) string) (Figure, error) {
	hours := make([]string, 24)
	for h := range hours {
		hours[h] = twoDigits(h)
	}
	data, tips, top := []opts.HeatMapData{}, []string{}, 0.0
	for d, row := range cells {
		for h, v := range row {
			if v == 0 {
				continue
			}
			data = append(data, opts.HeatMapData{Value: [3]any{h, d, cents(v)}})
			tips = append(tips, tip(d, h))
			top = max(top, v)
		}
	}
	c := charts.NewHeatMap()
	c.SetGlobalOptions(name(id), noLegend(), tooltip("item"), grid("4", "12", "6", "6"),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Data: hours, SplitLine: rules(), AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}}, AxisLabel: axisLabel(),
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: days[:], Inverse: opts.Bool(true), SplitLine: rules(),
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}}, AxisLabel: &opts.AxisLabel{Color: soft, Interval: "0"},
		}),
		charts.WithVisualMapOpts(opts.VisualMap{
			Min: 0, Max: float32(max(top, 0.01)), Show: opts.Bool(false),
			InRange: &opts.VisualMapInRange{Color: []string{"var(--heat-0)", "var(--heat-1)", "var(--heat-2)"}},
		}))
	c.AddSeries("arrivals", data, charts.WithItemStyleOpts(opts.ItemStyle{BorderColor: surface, BorderWidth: 1}))
	option, err := encode(c)
	return Figure{Option: option, Tips: [][]string{tips}, Height: 290}, err
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
