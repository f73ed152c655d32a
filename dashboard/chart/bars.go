package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Bars is one series of a bar chart; nil is no value.
type Bars struct {
	Name   string
	Colour string // purpose of colour; "" = by the row's tier
	Values []*float64
	Tips   []string
}

// Colours of the parts a stay in a tier has.
const (
	QueueColour   = queue
	WorkColour    = work
	WaitColour    = wait
	AccentColour  = accent
	WarnColour    = worse
	NeutralColour = neutral
	FirstColour   = "var(--tier-1)"
	SecondColour  = "var(--tier-2)"
)

// Rows are the rows of a horizontal bar chart.
type Rows struct {
	Names []string
	Tiers []*int // colours of series without a colour of their own
	Links []string
}

// Horizontal draws rows of bars, stacked or side by side. Unit is written behind the numbers of the
// axis; without a unit they are whole.
func Horizontal(id string, rows Rows, unit string, stacked bool, series ...Bars) (Figure, error) {
	c := charts.NewBar()
	legend := legendBelow()
	if len(series) < 2 {
		legend = noLegend()
	}
	c.SetGlobalOptions(name(id), legend, tooltip("item"), grid("4", "24", "6", bottomFor(len(series))), listAxes(shorten(rows.Names), unit == ""))
	fig := Figure{Unit: unit, Height: heightFor(len(rows.Names), len(series), stacked)}
	for _, s := range series {
		c.AddSeries(s.Name, rowData(rows, s), charts.WithSeriesOpts(func(out *charts.SingleSeries) {
			out.BarMaxWidth = "18"
			if stacked {
				out.Stack = "all"
			}
		}), legendColour(s.Colour))
		fig.Tips = append(fig.Tips, s.Tips)
		fig.Links = append(fig.Links, rows.Links)
	}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}

func bottomFor(series int) string {
	if series < 2 {
		return "6"
	}
	return "34"
}

func heightFor(rows, series int, stacked bool) int {
	per := 30
	if !stacked && series > 1 {
		per = 22 * series
	}
	return max(170, 80+per*rows)
}

func rowData(rows Rows, s Bars) []opts.BarData {
	data := make([]opts.BarData, len(s.Values))
	for i, v := range s.Values {
		data[i] = opts.BarData{Value: orGap(v)}
		if s.Colour == "" && i < len(rows.Tiers) {
			data[i].ItemStyle = &opts.ItemStyle{Color: tierColour(rows.Tiers[i])}
		}
	}
	return data
}

// legendColour is the colour of a series in the legend; rows in the colours of tiers have a neutral one.
func legendColour(colour string) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		if colour == "" {
			colour = soft
		}
		s.ItemStyle = &opts.ItemStyle{Color: colour}
	})
}
