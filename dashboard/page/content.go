package page

import (
	"context"
	"strconv"

	"tiermix/dashboard/chart"
)

// Widget is one card of a page: it loads by itself, within its own time limit, and fails alone.
type Widget struct {
	ID     string // "overview-flow": the address of its chart and the keys of its words
	Chart  bool   // false: the table is all there is
	Figure string // whose tickets can be listed behind it; "": none
	Fresh  bool   // it shows what readers change, so that it is made anew each time
	Load   func(ctx context.Context, ask Ask) (Content, error)
}

// Content is what a widget found.
type Content struct {
	Figure *chart.Figure // nil: no chart
	Table  Table
	Form   *Form      // nil: no form
	Points []Sentence // a list of findings instead of a table
	Sub    string     // what was counted, under the title
	Notes  []string   // what was left out, and other small print
	More   any        // what only the page's own template knows how to show
	Empty  string     // why there is nothing to show; then nothing else is set
	Dim    string     // calendar dimension along the chart: day, week, month; "": it is none of time
	Along  []string   // its values, in the order of the axis
	Aimed  string     // figure whose target the chart can show; "": none
}

// Sentence is a finding: the bold head and its explanation.
type Sentence struct{ Head, Text string }

// Card is a widget's place on a page.
type Card struct {
	Content
	ID         string
	Title      string
	Definition string
	Chart      string // address of the chart's data; "" = no chart
	CSV        string // address of the table as a file
	Rows       string // address of the tickets behind it; "" = none can be listed
	Problem    string // why the card could not be filled
}

// Cards are the cards of a page by the ID of their widget.
type Cards map[string]Card

// Failed says that a card could not be made.
func (c Cards) Failed() bool {
	for _, card := range c {
		if card.Problem != "" {
			return true
		}
	}
	return false
}

// Table is rows of text and numbers. The zero value is no table.
type Table struct {
	Head []Cell
	Rows [][]Cell
}

// Cell is one cell. Text is shown as it is, escaped by the template.
type Cell struct {
	Text    string
	Number  bool   // right-aligned
	Link    string // address to open
	Title   string // shown on hover
	Bar     *Bar
	Tier    string // class of the tier's colour mark: "1".."4", "none"; "" = no mark
	Strong  bool
	Verdict string // "better", "worse"
	Roomy   bool   // shown only where there is room for it
	Long    bool   // a sentence, which is broken into lines
}

// Bar is a small bar in a cell, all parts in 0..100.
type Bar struct {
	Value     float64
	Low, Span float64 // where the interval starts and how wide it is; Span 0 = none
	Class     string  // colour
}

// Text makes a cell of text.
func Text(text string) Cell { return Cell{Text: text} }

// Num makes a right-aligned cell.
func Num(text string) Cell { return Cell{Text: text, Number: true} }

// Linked makes a cell of text that opens an address.
func Linked(text, link string) Cell { return Cell{Text: text, Link: link} }

// ShareBar is the bar of a share (0..1) with its interval, on a scale that ends at top (0..1).
func ShareBar(share, low, high *float64, top float64, class string) Cell {
	if share == nil || top <= 0 {
		return Cell{}
	}
	bar := &Bar{Value: scaled(*share, top), Class: class}
	if low != nil && high != nil {
		bar.Low = scaled(*low, top)
		bar.Span = scaled(*high, top) - bar.Low
	}
	return Cell{Bar: bar, Roomy: true}
}

func scaled(v, top float64) float64 { return float64(int(1000*min(1, max(0, v/top))+0.5)) / 10 }

// TierClass names a tier's colour mark.
func TierClass(tier *int) string {
	if tier == nil || *tier < 0 || *tier > 4 {
		return "none"
	}
	return string(rune('0' + *tier))
}

// High is where the interval ends.
func (b Bar) High() float64 { return b.Low + b.Span }

// TierKey is a tier as a value of the dimension "tier".
func TierKey(tier *int) string {
	if tier == nil {
		return ""
	}
	return strconv.Itoa(*tier)
}
