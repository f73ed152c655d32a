package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Spot is a point of a chart of cost against service: Service is a share, 0..1.
type Spot struct {
	Cost, Service float64
	Tip           string
}

// Cloud is a series of a frontier: the mixes that are beaten, those that are not, or a marked one.
type Cloud struct {
	Name  string
	Spots []Spot
}

// Marks are the mixes of a frontier that the reader looks for: what today's people are, what today's way needs, and the best.
type Marks struct{ People, Needed, Best Cloud }

// Frontier draws cost against service: the beaten mixes in grey, the line of those that are not beaten, and the marks, each of
// another shape. Currency is written behind the numbers of the cost axis.
func Frontier(id, currency string, beaten, line Cloud, m Marks) (Figure, error) {
	all := []Cloud{beaten, line, m.People, m.Needed, m.Best}
	c := charts.NewScatter()
	c.SetGlobalOptions(name(id), legendBelow(), tooltip("item"), grid("4", "24", "14", "40"), costAxis(all...), serviceAxis(all...))
	c.AddSeries(beaten.Name, spots(beaten, "circle", 5), colour(neutral, 0.45))
	l := charts.NewLine()
	l.AddSeries(line.Name, lineSpots(line), charts.WithLineStyleOpts(opts.LineStyle{Color: accent, Width: 2}), colour(accent, 1))
	c.Overlap(l)
	marks := charts.NewScatter()
	marks.AddSeries(m.People.Name, spots(m.People, "triangle", 15), colour(text, 1))
	marks.AddSeries(m.Needed.Name, spots(m.Needed, "circle", 14), colour(worse, 1))
	marks.AddSeries(m.Best.Name, spots(m.Best, "diamond", 16), colour(better, 1))
	c.Overlap(marks)
	fig := Figure{Unit: "%", Along: currency}
	for _, cloud := range all {
		tips := []string{}
		for _, s := range cloud.Spots {
			tips = append(tips, s.Tip)
		}
		fig.Tips = append(fig.Tips, tips)
	}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}

func colour(purpose string, opacity float32) charts.SeriesOpts {
	return charts.WithItemStyleOpts(opts.ItemStyle{Color: purpose, Opacity: opts.Float(opacity)})
}

func spots(c Cloud, symbol string, size int) []opts.ScatterData {
	data := []opts.ScatterData{}
	for _, s := range c.Spots {
		data = append(data, opts.ScatterData{Value: []float64{cents(s.Cost), percent(s.Service)}, Symbol: symbol, SymbolSize: size})
	}
	return data
}

func lineSpots(c Cloud) []opts.LineData {
	data := []opts.LineData{}
	for _, s := range c.Spots {
		data = append(data, opts.LineData{Value: []float64{cents(s.Cost), percent(s.Service)}, Symbol: "circle", SymbolSize: 4})
	}
	return data
}

func cents(v float64) float64 { return math.Round(100*v) / 100 }

func costAxis(clouds ...Cloud) charts.GlobalOpts {
	low, high := rangeOf(clouds, func(s Spot) float64 { return s.Cost })
	step := roundStep(high - low)
	return charts.WithXAxisOpts(opts.XAxis{
		Type: "value", Min: math.Floor(low/step) * step, Max: math.Ceil(high/step) * step, SplitNumber: 6,
		AxisLabel: axisLabel(), SplitLine: rules(),
	})
}

func serviceAxis(clouds ...Cloud) charts.GlobalOpts {
	low, high := rangeOf(clouds, func(s Spot) float64 { return s.Service })
	return shareAxis(percent(low), percent(high))
}

func rangeOf(clouds []Cloud, of func(Spot) float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, c := range clouds {
		for _, s := range c.Spots {
			low, high = min(low, of(s)), max(high, of(s))
		}
	}
	if low > high {
		return 0, 1
	}
	return low, high
}

// roundStep is a round width of which about six make the range.
func roundStep(span float64) float64 {
	if span <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(span/6)))
	for _, f := range []float64{1, 2, 5} {
		if span/6 <= f*power {
			return f * power
		}
	}
	return 10 * power
}
