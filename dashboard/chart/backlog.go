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
	Before                 *float64 // what was open at this place of the compared period
}

// LoadWords are the names of the series.
type LoadWords struct{ Created, Solved, Stock, Before string }

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
	all := [][]string{tips, {}, {}}
	if before := stockBefore(loads); before != nil {
		lines.AddSeries(words.Before, before, charts.WithItemStyleOpts(opts.ItemStyle{Color: neutral}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: neutral, Width: 1.5, Type: "dashed"}))
		all = append(all, []string{})
	}
	bars.Overlap(lines)
	option, err := encode(bars)
	return Figure{Option: option, Tips: all}, err
}

// stockBefore is what was open in the compared period; nil: that is not known.
func stockBefore(loads []Load) (all []opts.LineData) {
	some := false
	for _, b := range loads {
		all, some = append(all, opts.LineData{Value: orGap(b.Before), Symbol: "none"}), some || b.Before != nil
	}
	if !some {
		return nil
	}
	return all
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
