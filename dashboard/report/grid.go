package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
)

// grid is the data of a chart as a spreadsheet holds them: a column of names, and columns of numbers.
type grid struct {
	names  []string
	series []series
	kind   shape
	unit   string // "%", "h", "€"; "": none
	along  string // unit of the horizontal values of points
}

// series is a column.
type series struct {
	name   string
	kind   string     // bar, line, scatter
	stack  string     // those of one name stand on each other
	hidden bool       // holds the others up, or has no place in a chart of this kind
	colour string     // name of a CSS variable, or a colour
	x      []*float64 // of points
	values []*float64
}

// shape is what a spreadsheet draws.
type shape int

// Shapes.
const (
	upright shape = iota // names along the horizontal axis
	lying                // names along the vertical axis
	points               // numbers on both
	matrix               // names on both: coloured cells, no chart
	ways                 // from, to, number
)

// option is what a grid reads of a chart's option.
type option struct {
	XAxis  []axis `json:"xAxis"`
	YAxis  []axis `json:"yAxis"`
	Series []struct {
		Type, Name, Stack string
		Data              []datum
		Links             []struct {
			Source, Target string
			Value          float64
		}
		ItemStyle struct{ Color string }
		LineStyle struct{ Color string }
	}
}

type axis struct {
	Type string
	Data []string
}

// datum is a point: a number, a pair, a triple, or nothing.
type datum struct {
	Value     json.RawMessage
	ItemStyle struct{ Color string }
}

// numbers are the numbers of a point; one that is not there is nil.
func (d datum) numbers() (all []*float64) {
	var one float64
	if json.Unmarshal(d.Value, &one) == nil {
		return []*float64{&one}
	}
	if json.Unmarshal(d.Value, &all) == nil {
		return all
	}
	return []*float64{nil}
}

// gridOf reads the data out of a chart's figure.
func gridOf(b Book, c page.Card) (g grid, err error) {
	var o option
	if err := json.Unmarshal(c.Figure.Option, &o); err != nil {
		return g, fmt.Errorf("read the chart of %s: %w", c.ID, err)
	}
	g = grid{unit: c.Figure.Unit, along: c.Figure.Along}
	switch {
	case len(o.Series) > 0 && o.Series[0].Type == "sankey":
		g.ways(o, *c.Figure)
	case len(o.XAxis) == 0 || len(o.YAxis) == 0:
		return g, fmt.Errorf("read the chart of %s: it has no axes", c.ID)
	case o.XAxis[0].Type == "category" && o.YAxis[0].Type == "category":
		g.matrix(o)
	case o.XAxis[0].Type != "category" && o.YAxis[0].Type != "category":
		g.kind = points
		g.fill(b, o)
	default:
		if g.names = o.XAxis[0].Data; o.XAxis[0].Type != "category" {
			g.kind, g.names = lying, o.YAxis[0].Data
			if g.along != "" {
				g.unit = g.along
			}
		}
		g.fill(b, o)
		g.stackLines(b)
	}
	return g, nil
}

// fill takes over the series; those that mark a place on a lying chart stand at the name they belong to.
func (g *grid) fill(b Book, o option) {
	for _, s := range o.Series {
		col := series{name: named(b, s.Name), kind: s.Type, stack: s.Stack, hidden: s.Name == "", colour: s.ItemStyle.Color}
		if col.colour == "" {
			col.colour = s.LineStyle.Color
		}
		if g.kind != points {
			col.values = make([]*float64, len(g.names))
		}
		for i, d := range s.Data {
			n := d.numbers()
			if col.colour == "" {
				col.colour = d.ItemStyle.Color
			}
			switch {
			case g.kind == points && len(n) > 1:
				col.x, col.values = append(col.x, n[0]), append(col.values, n[1])
			case g.kind == lying && len(n) > 1 && n[1] != nil && int(*n[1]) >= 0 && int(*n[1]) < len(col.values):
				col.values[int(*n[1])], col.hidden = n[0], true
			case g.kind != points && i < len(col.values):
				col.values[i] = n[0]
			}
		}
		g.series = append(g.series, col)
	}
}

// inner are the series of a control chart, which has no legend; the table of the report names them.
var inner = map[string]bool{"lower": true, "band": true, "centre": true, "share": true, "signal": true, "before": true}

func named(b Book, name string) string {
	switch {
	case inner[name]:
		return b.L.T("report.series." + name)
	case name == "":
		return b.L.T("report.series.ground")
	}
	return name
}

// stackLines makes of lines that stand on each other (the lower end of an interval, and how wide it is) the heights at which they are drawn.
func (g *grid) stackLines(b Book) {
	for i := 1; i < len(g.series); i++ {
		below, s := &g.series[i-1], &g.series[i]
		if s.kind != "line" || below.kind != "line" || s.stack == "" || s.stack != below.stack {
			continue
		}
		for k, v := range s.values {
			if v != nil && below.values[k] != nil {
				top := *v + *below.values[k]
				s.values[k] = &top
			}
		}
		if below.hidden {
			below.name, s.name, below.hidden = b.L.T("report.series.from", s.name), b.L.T("report.series.to", s.name), false
		}
	}
}

// matrix takes over a chart of coloured cells: a column for each name along the horizontal axis.
func (g *grid) matrix(o option) {
	g.kind, g.names = matrix, o.YAxis[0].Data
	for _, name := range o.XAxis[0].Data {
		g.series = append(g.series, series{name: name, values: make([]*float64, len(g.names))})
	}
	for _, s := range o.Series {
		for _, d := range s.Data {
			n := d.numbers()
			if len(n) < 3 || n[0] == nil || n[1] == nil {
				continue
			}
			if x, y := int(*n[0]), int(*n[1]); x >= 0 && x < len(g.series) && y >= 0 && y < len(g.names) {
				g.series[x].values[y] = n[2]
			}
		}
	}
}

// ways takes over the links of a Sankey diagram, the widest first as it has them.
func (g *grid) ways(o option, f chart.Figure) {
	g.kind = ways
	tickets := series{}
	for _, l := range o.Series[0].Links {
		g.names = append(g.names, strings.Join([]string{f.Names[l.Source][0], f.Names[l.Target][0]}, " → "))
		v := l.Value
		tickets.values = append(tickets.values, &v)
	}
	tickets.kind = "bar"
	g.series = []series{tickets}
}
