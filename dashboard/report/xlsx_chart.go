package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tiermix/dashboard/page"
)

// card writes the sheet of a card: the numbers of its chart with a chart, or its table.
func (x *workbook) card(c page.Card) error {
	if c.Figure == nil {
		return x.table(c)
	}
	g, err := gridOf(x.book, c)
	if err != nil {
		return err
	}
	if g.kind == points {
		return x.points(c, g)
	}
	head := []any{x.book.L.T("report.name")}
	for _, s := range g.series {
		head = append(head, orElse(s.name, x.book.L.T("report.value")))
	}
	name, err := x.sheet(c.Title, head, widths(len(head))...)
	if err != nil {
		return err
	}
	format := x.format(g.unit, "")
	for i, n := range g.names {
		cells := []any{dated(c, i, n)}
		for _, s := range g.series {
			cells = append(cells, amount{g.scaled(s.values[i]), format})
		}
		if err := x.row(name, i+2, cells); err != nil {
			return err
		}
	}
	if len(g.names) == 0 || len(g.series) == 0 {
		return nil
	}
	if g.kind == matrix {
		return x.heat(name, g)
	}
	return x.draw(name, c.Title, g)
}

// dated is the name of a place on the axis: a day where it is one.
func dated(c page.Card, i int, name string) any {
	if len(c.Along) == 0 || i >= len(c.Along) {
		return name
	}
	if day, err := time.Parse(time.DateOnly, c.Along[i]); err == nil {
		return day
	}
	return name
}

// widths are those of a column of names and others of numbers.
func widths(columns int) []float64 {
	all := make([]float64, columns)
	for i := range all {
		all[i] = 15
	}
	all[0] = 36
	return all
}

// scaled is a number as a cell holds it: percent as a part of 1.
func (g grid) scaled(v *float64) *float64 {
	if v == nil || g.unit != "%" {
		return v
	}
	part := math.Round(*v*1e6) / 1e8
	return &part
}

// place is a part of a column, as formulas name it.
func place(sheet string, column, first, last int) (string, error) {
	letter, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return "", err
	}
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'"
	if first == last {
		return fmt.Sprintf("%s!$%s$%d", quoted, letter, first), nil
	}
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoted, letter, first, letter, last), nil
}

// stackedTypes are the kinds of chart whose bars stand on each other.
var stackedTypes = map[excelize.ChartType]excelize.ChartType{
	excelize.Col: excelize.ColStacked, excelize.ColStacked: excelize.ColStacked, excelize.Bar: excelize.BarStacked, excelize.BarStacked: excelize.BarStacked,
}

// draw puts a chart beside the numbers: bars, and lines on top of them.
func (x *workbook) draw(sheet, title string, g grid) error {
	bars, lines := x.chart(title, g), &excelize.Chart{Type: excelize.Line}
	for i, s := range g.series {
		if s.hidden && s.stack == "" {
			continue
		}
		one, err := x.seriesOf(sheet, i, g)
		if err != nil {
			return err
		}
		if s.kind == "line" && g.kind == upright {
			lines.Series = append(lines.Series, one)
		} else {
			bars.Series = append(bars.Series, one)
		}
		if s.stack != "" && s.kind == "bar" {
			full := 100
			bars.Overlap = &full
			bars.Type = stackedTypes[bars.Type]
		}
	}
	at, err := excelize.CoordinatesToCellName(len(g.series)+3, 2)
	if err != nil {
		return err
	}
	switch {
	case len(bars.Series) == 0 && len(lines.Series) == 0:
		return nil
	case len(bars.Series) == 0:
		bars.Type, bars.Series = excelize.Line, lines.Series
		return x.file.AddChart(sheet, at, bars)
	case len(lines.Series) == 0:
		if len(bars.Series) == 1 {
			bars.Legend.Position = "none"
		}
		return x.file.AddChart(sheet, at, bars)
	}
	return x.file.AddChart(sheet, at, bars, lines)
}

// chart is a chart without series.
func (x *workbook) chart(title string, g grid) *excelize.Chart {
	one := false
	c := &excelize.Chart{
		Type: excelize.Col, VaryColors: &one, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: printable(title), Font: &excelize.Font{Size: 12, Bold: true}}}},
		Legend: excelize.ChartLegend{Position: "bottom"}, ShowBlanksAs: "gap", Dimension: excelize.ChartDimension{Width: 760, Height: 380},
		YAxis: excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: x.format(g.unit, "")}},
	}
	if g.kind == lying || g.kind == ways {
		c.Type, c.XAxis.ReverseOrder = excelize.Bar, true
		c.Dimension.Height = uint(min(1200, 140+26*len(g.names)))
	}
	return c
}

func (x *workbook) seriesOf(sheet string, i int, g grid) (one excelize.ChartSeries, err error) {
	s, last := g.series[i], len(g.names)+1
	if one.Name, err = place(sheet, i+2, 1, 1); err != nil {
		return one, err
	}
	if one.Categories, err = place(sheet, 1, 2, last); err != nil {
		return one, err
	}
	if one.Values, err = place(sheet, i+2, 2, last); err != nil {
		return one, err
	}
	if colour := x.colourOf(s); colour != "" {
		one.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	if s.hidden { // it holds the others up and is not seen
		one.Fill = excelize.Fill{Type: "pattern", Pattern: 2}
	}
	one.Line.Width, one.Marker.Symbol = 1.75, "none"
	return one, nil
}

// heat colours the cells of a matrix from white to the dashboard's darkest heat.
func (x *workbook) heat(sheet string, g grid) error {
	last, err := excelize.CoordinatesToCellName(len(g.series)+1, len(g.names)+1)
	if err != nil {
		return err
	}
	return x.file.SetConditionalFormat(sheet, "B2:"+last, []excelize.ConditionalFormatOptions{{
		Type: "2_color_scale", Criteria: "=", MinType: "min", MaxType: "max", MinColor: "#FFFFFF", MaxColor: "#E0913A",
	}})
}

// points writes a chart of two numbers: two columns for each series.
func (x *workbook) points(c page.Card, g grid) error {
	l := x.book.L
	var head []any
	for _, s := range g.series {
		head = append(head, s.name+" ("+orElse(g.along, "x")+")", s.name+" ("+orElse(g.unit, "y")+")")
	}
	name, err := x.sheet(c.Title, head, widths(len(head) + 1)[1:]...)
	if err != nil {
		return err
	}
	chart := x.chart(c.Title, g)
	chart.Type = excelize.Scatter
	chart.XAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: x.format(g.along, "")}
	for i, s := range g.series {
		for k := range s.values {
			cells := make([]any, 2*i+2)
			cells[2*i], cells[2*i+1] = amount{s.x[k], x.format(g.along, "")}, amount{g.scaled(s.values[k]), x.format(g.unit, "")}
			if err := x.row(name, k+2, cells); err != nil {
				return err
			}
		}
		if len(s.values) == 0 {
			continue
		}
		one, err := x.pointsOf(name, i, s)
		if err != nil {
			return err
		}
		chart.Series = append(chart.Series, one)
	}
	if len(chart.Series) == 0 {
		return x.row(name, 2, []any{l.T("card.nothing")})
	}
	at, err := excelize.CoordinatesToCellName(2*len(g.series)+2, 2)
	if err != nil {
		return err
	}
	return x.file.AddChart(name, at, chart)
}

func (x *workbook) pointsOf(sheet string, i int, s series) (one excelize.ChartSeries, err error) {
	if one.Name, err = place(sheet, 2*i+2, 1, 1); err != nil {
		return one, err
	}
	if one.Categories, err = place(sheet, 2*i+1, 2, len(s.values)+1); err != nil {
		return one, err
	}
	if one.Values, err = place(sheet, 2*i+2, 2, len(s.values)+1); err != nil {
		return one, err
	}
	one.Marker = excelize.ChartMarker{Symbol: "circle", Size: 5}
	if colour := x.colourOf(s); colour != "" {
		one.Marker.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
		one.Fill = one.Marker.Fill
	}
	if s.kind == "line" {
		one.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 1.5}
	}
	return one, nil
}

// table writes the table of a card that has no chart; what its cells say as numbers are numbers.
func (x *workbook) table(c page.Card) error {
	lines, right := c.Table.Lines(), numeric(c.Table)
	if len(lines) < 2 {
		return x.words(c)
	}
	head := make([]any, len(lines[0]))
	for i, h := range lines[0] {
		head[i] = h
	}
	name, err := x.sheet(c.Title, head, widths(len(head))...)
	if err != nil {
		return err
	}
	for i, line := range lines[1:min(len(lines), sheetRows)] {
		cells := make([]any, len(line))
		for k, text := range line {
			if cells[k] = strings.TrimPrefix(text, "'"); k < len(right) && right[k] {
				cells[k] = x.number(text)
			}
		}
		if err := x.row(name, i+2, cells); err != nil {
			return err
		}
	}
	return nil
}

// number is what a cell of numbers says, as a number where it is one alone, percent included.
func (x *workbook) number(text string) any {
	plain, format := strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " ")), "#,##0.##"
	percent, share := strings.CutSuffix(plain, " %")
	if share {
		plain, format = percent, "0.0%"
	}
	v, err := x.book.L.Read(plain)
	if err != nil {
		return text
	}
	if share {
		v = math.Round(v*1e6) / 1e8
	}
	return amount{&v, format}
}

// words writes what a card says that has neither chart nor table.
func (x *workbook) words(c page.Card) error {
	var said []string
	for _, s := range c.Points {
		said = append(said, strings.TrimSpace(s.Head+" "+s.Text))
	}
	for _, text := range append([]string{c.Problem, c.Empty}, c.Notes...) {
		if text != "" {
			said = append(said, page.Whole(text))
		}
	}
	if len(said) == 0 {
		return nil
	}
	name, err := x.sheet(c.Title, []any{c.Title}, 110)
	if err != nil {
		return err
	}
	for i, text := range said {
		if err := x.row(name, i+2, []any{text}); err != nil {
			return err
		}
	}
	return nil
}
