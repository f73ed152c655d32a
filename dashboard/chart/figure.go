// Package chart turns values of the model into go-echarts charts and those into the option JSON that the page's
// script draws.
//
// An option is pure data. Colours are names of CSS variables ("var(--tier-1)"), so one option serves light, dark and
// print; what only a function can do in ECharts (labels, tooltips, links) travels beside the option as text.
package chart

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Figure is a chart as data: what the endpoint sends and the script draws.
type Figure struct {
	Option json.RawMessage `json:"option"`
	// Tips are the tooltips: series -> point -> lines of text. Empty: no tooltip for that series.
	Tips [][]string `json:"tips,omitempty"`
	// Links are addresses to open on a click: series -> point.
	Links [][]string `json:"links,omitempty"`
	// Names are the labels of Sankey nodes: node id -> name and number.
	Names map[string][2]string `json:"names,omitempty"`
	// Quiet are the Sankey nodes too small for a label; their tooltip has it.
	Quiet map[string]bool `json:"quiet,omitempty"`
	// Ends are labels at the right end of line series, by series.
	Ends map[int]string `json:"ends,omitempty"`
	// Unit is written behind the numbers of the value axis.
	Unit string `json:"unit,omitempty"`
	// Along is written behind the numbers of the horizontal axis instead, where both axes hold values.
	Along string `json:"along,omitempty"`
	// Doublings: the horizontal axis counts doublings, its numbers are written as powers of two.
	Doublings bool `json:"doublings,omitempty"`
	// Height in CSS pixels that the chart needs; 0: the card's own.
	Height int `json:"height,omitempty"`
	// Marks are numbered lines across a chart of time, where somebody wrote something about that time.
	Marks []Mark `json:"marks,omitempty"`
	// Goal is a line along a chart of time, at the target of what it shows.
	Goal *Goal `json:"goal,omitempty"`
}

// Mark stands at a place of the horizontal axis, counted from 0.
type Mark struct {
	At   int    `json:"at"`
	Text string `json:"text"` // a number or several
}

// Goal is a target in the unit of the value axis.
type Goal struct {
	Value float64 `json:"value"`
	Text  string  `json:"text"`
}

// drawing is what all go-echarts charts have in common.
type drawing interface {
	Validate()
	JSON() map[string]any
}

func encode(c drawing) (json.RawMessage, error) {
	c.Validate()
	option := c.JSON()
	for _, part := range []string{"title", "toolbox", "color"} {
		delete(option, part)
	}
	raw, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("encode chart: %w", err)
	}
	return raw, nil
}

// name sets the chart's id, which go-echarts would otherwise draw at random.
func name(id string) charts.GlobalOpts {
	return charts.WithInitializationOpts(opts.Initialization{ChartID: id})
}

func noLegend() charts.GlobalOpts {
	return charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)})
}

func legendBelow() charts.GlobalOpts {
	return charts.WithLegendOpts(opts.Legend{
		Show: opts.Bool(true), Bottom: "0", Left: "center", ItemWidth: 12, ItemHeight: 8,
		TextStyle: &opts.TextStyle{Color: soft},
	})
}

func tooltip(trigger string) charts.GlobalOpts {
	return charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: trigger})
}

func grid(left, right, top, bottom string) charts.GlobalOpts {
	return charts.WithGridOpts(opts.Grid{
		Left: left, Right: right, Top: top, Bottom: bottom, ContainLabel: opts.Bool(true),
	})
}
