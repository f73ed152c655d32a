package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Point is one bucket of a share's control chart. Shares are 0..1; a nil Share is a bucket without tickets, which is a
// gap in all lines but the centre.
type Point struct {
	Label        string
	Tip          string
	Share        *float64
	Lower, Upper float64  // control limits
	Signal       bool     // outside the limits, or part of a run
	Before       *float64 // the share of the compared period at this place
}

// Ends are the words at the right end of the control lines. Together stands for all three where they are too close.
type Ends struct{ Upper, Centre, Lower, Together string }

// apart is the least distance of two end labels, as a part of the axis.
const apart = 0.1

// Control draws a p-chart: the share by bucket, its centre line and its control limits, which are steps because they
// depend on the number of tickets. Signals are marked by a ring, not by colour alone.
func Control(id string, tier int, centre float64, points []Point, ends Ends) (Figure, error) {
	c := charts.NewLine()
	low, high := extent(centre, points)
	c.SetGlobalOptions(name(id), noLegend(), tooltip("axis"), grid("4", "84", "14", "6"),
		categoryAxis(), shareAxis(low, high))
	c.SetXAxis(labelsOf(points))
	values := controlValues(centre, points)
	c.AddSeries("lower", values.lower, control("limits"), plain(axis, "dashed"))
	c.AddSeries("band", values.band, control("limits"), plain(axis, "dashed"),
		charts.WithAreaStyleOpts(opts.AreaStyle{Color: band, Opacity: opts.Float(1)}))
	c.AddSeries("centre", values.centre, control(""), plain(axis, "solid"))
	c.AddSeries("share", values.share, plain(tierColour(&tier), "solid"), charts.WithLineStyleOpts(
		opts.LineStyle{Color: tierColour(&tier), Width: 2}), charts.WithItemStyleOpts(opts.ItemStyle{Color: tierColour(&tier)}))
	c.AddSeries("signal", values.signal, charts.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: surface, BorderColor: worse, BorderWidth: 2.5}))
	all := [][]string{{}, {}, {}, nil, {}}
	if before := beforeValues(points); before != nil {
		c.AddSeries("before", before, plain(neutral, "dashed"), charts.WithLineStyleOpts(opts.LineStyle{Color: neutral, Width: 1.5, Type: "dashed"}))
		all = append(all, []string{})
	}
	option, err := encode(c)
	tips := make([]string, len(points))
	for i, p := range points {
		tips[i] = p.Tip
	}
	all[3] = tips
	return Figure{
		Option: option, Unit: "%", Tips: all,
		Ends: endLabels(centre, points, ends),
	}, err
}

// extent is the range of everything drawn, in percent.
func extent(centre float64, points []Point) (low, high float64) {
	low, high = percent(centre), percent(centre)
	for _, p := range points {
		if p.Share != nil {
			low = min(low, percent(*p.Share), percent(p.Lower))
			high = max(high, percent(*p.Share), percent(p.Upper))
		}
		if p.Before != nil {
			low, high = min(low, percent(*p.Before)), max(high, percent(*p.Before))
		}
	}
	return low, high
}

// endLabels are the labels by series. Limits that end before the last bucket have none.
func endLabels(centre float64, points []Point, ends Ends) map[int]string {
	if len(points) == 0 || points[len(points)-1].Share == nil {
		return map[int]string{2: ends.Centre}
	}
	bottom, top, _ := shareScale(extent(centre, points))
	last := points[len(points)-1]
	if percent(min(last.Upper-centre, centre-last.Lower)) < apart*(top-bottom) {
		return map[int]string{2: ends.Together}
	}
	return map[int]string{0: ends.Lower, 1: ends.Upper, 2: ends.Centre}
}

type controlSeries struct{ lower, band, centre, share, signal []opts.LineData }

func controlValues(centre float64, points []Point) (s controlSeries) {
	for _, p := range points {
		s.centre = append(s.centre, opts.LineData{Value: percent(centre), Symbol: "none"})
		share, signal, lower, width := any(gap), any(gap), any(gap), any(gap)
		if p.Share != nil {
			share, lower, width = percent(*p.Share), percent(p.Lower), percent(p.Upper-p.Lower)
		}
		s.lower = append(s.lower, opts.LineData{Value: lower, Symbol: "none"})
		s.band = append(s.band, opts.LineData{Value: width, Symbol: "none"})
		if p.Signal {
			signal = share
		}
		s.share = append(s.share, opts.LineData{Value: share, Symbol: "circle", SymbolSize: 5})
		s.signal = append(s.signal, opts.LineData{Value: signal, Symbol: "circle", SymbolSize: 11})
	}
	return s
}

// beforeValues are the shares of the compared period; nil: there are none.
func beforeValues(points []Point) (all []opts.LineData) {
	some := false
	for _, p := range points {
		value := any(gap)
		if p.Before != nil {
			value, some = percent(*p.Before), true
		}
		all = append(all, opts.LineData{Value: value, Symbol: "none"})
	}
	if !some {
		return nil
	}
	return all
}

func percent(share float64) float64 { return float64(int64(share*1e5+0.5)) / 1e3 }

func labelsOf(points []Point) []string {
	labels := make([]string, len(points))
	for i, p := range points {
		labels[i] = p.Label
	}
	return labels
}

// control makes a series a step line, stacked when a stack is named.
func control(stack string) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.Step, s.Stack = "middle", stack })
}

func plain(colour, kind string) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.LineStyle = &opts.LineStyle{Color: colour, Width: 1, Type: kind}
	})
}
