package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Duty is one step of time, as a half hour of a week or a month: the people needed, parts counted, and those there.
type Duty struct {
	Label, Tip   string
	Need, OnDuty float64
}

// DutyWords are the names of the two series.
type DutyWords struct{ Need, OnDuty string }

// Rota draws the people on duty as bars in the colour of their tier, and the people needed as a line of steps over them.
func Rota(id string, tier int, week []Duty, words DutyWords) (Figure, error) {
	labels, tips := make([]string, len(week)), make([]string, len(week))
	duty, need := make([]opts.BarData, len(week)), make([]opts.LineData, len(week))
	for i, d := range week {
		labels[i], tips[i] = d.Label, d.Tip
		duty[i] = opts.BarData{Value: cents(d.OnDuty)}
		need[i] = opts.LineData{Value: cents(d.Need), Symbol: "none"}
	}
	bars := charts.NewBar()
	bars.SetGlobalOptions(name(id), legendBelow(), tooltip("axis"), grid("4", "12", "14", "34"), categoryAxis(), countAxis())
	bars.SetXAxis(labels)
	bars.AddSeries(words.OnDuty, duty, colour(tierColour(&tier), 0.55))
	lines := charts.NewLine()
	lines.AddSeries(words.Need, need, control(""), charts.WithItemStyleOpts(opts.ItemStyle{Color: text}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: text, Width: 1.5}))
	bars.Overlap(lines)
	option, err := encode(bars)
	return Figure{Option: option, Tips: [][]string{tips, {}}}, err
}
