package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Load is one bucket of arrivals, solutions and what was left open at its end; nil is not known.
type Load struct {
	Label                  string
	Tip                    string
	Created, Solved, Stock *float64
}

// LoadWords are the names of the three series.
type LoadWords struct{ Created, Solved, Stock string }

// Backlog draws arrivals and solutions as bars and the open tickets as a line on the same scale of tickets.
func Backlog(id string, loads []Load, words LoadWords) (Figure, error) {
	labels, tips := make([]string, len(loads)), make([]string, len(loads))
	created, solved := make([]opts.BarData, len(loads)), make([]opts.BarData, len(loads))
	stock := make([]opts.LineData, len(loads))
	for i, b := range loads {
		labels[i], tips[i] = b.Label, b.Tip
		created[i], solved[i] = opts.BarData{Value: orGap(b.Created)}, opts.BarData{Value: orGap(b.Solved)}
		stock[i] = opts.LineData{Value: orGap(b.Stock), Symbol: "circle", SymbolSize: 4}
	}
	bars := charts.NewBar()
	bars.SetGlobalOptions(name(id), legendBelow(), tooltip("axis"), grid("4", "12", "14", "34"),
		categoryAxis(), countAxis())
	bars.SetXAxis(labels)
	bars.AddSeries(words.Created, created, fill(neutral))
	bars.AddSeries(words.Solved, solved, fill(work))
	lines := charts.NewLine()
	lines.AddSeries(words.Stock, stock, charts.WithItemStyleOpts(opts.ItemStyle{Color: text}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: text, Width: 2}))
	bars.Overlap(lines)
	option, err := encode(bars)
	return Figure{Option: option, Tips: [][]string{tips, {}, {}}}, err
}

func orGap(v *float64) any {
	if v == nil {
		return gap
	}
	return *v
}

func fill(colour string) charts.SeriesOpts {
	return charts.WithItemStyleOpts(opts.ItemStyle{Color: colour})
}
