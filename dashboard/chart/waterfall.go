package chart

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Step is one row of a waterfall: a whole from zero to To, or what leads from one level to the next. Levels are 0 or more.
type Step struct {
	Name, Tip string
	From, To  float64
	Whole     bool
}

// WaterfallWords are the names of the kinds of rows.
type WaterfallWords struct{ Whole, More, Less string }

// narrow is the least share of the highest level that the lowest has to have for the scale not to begin at zero: otherwise steps
// would be too small to be seen.
const narrow = 0.5

// Cut says whether the scale of a waterfall does not begin at zero.
func Cut(steps []Step) bool { return begin(steps) > 0 }

// begin is where the scale begins: below the lowest level by as much as the levels differ, on a round number.
func begin(steps []Step) float64 {
	low, high := levels(steps)
	if low <= narrow*high || low <= 0 {
		return 0
	}
	step := roundStep(high - low)
	return max(0, math.Floor((low-(high-low)/2)/step)*step)
}

func levels(steps []Step) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range steps {
		low, high = min(low, s.To), max(high, s.To)
		if !s.Whole {
			low, high = min(low, s.From), max(high, s.From)
		}
	}
	return low, high
}

// Waterfall draws how parts lead from one whole to another, row by row from the top: wholes in the accent, what adds to them and what
// takes away in colours of their own. Unit is written behind the numbers of the axis.
func Waterfall(id, unit string, steps []Step, words WaterfallWords) (Figure, error) {
	var names, tips []string
	var ground, whole, more, less []opts.BarData
	start := begin(steps)
	for _, s := range steps {
		names, tips = append(names, s.Name), append(tips, s.Tip)
		from, to := max(start, min(s.From, s.To)), max(s.From, s.To)
		if s.Whole {
			from, to = start, s.To
		}
		bar := [3]any{gap, gap, gap}
		bar[kind(s)] = cents(to - from)
		ground = append(ground, opts.BarData{Value: cents(from)})
		whole, more, less = append(whole, opts.BarData{Value: bar[0]}), append(more, opts.BarData{Value: bar[1]}), append(less, opts.BarData{Value: bar[2]})
	}
	c := charts.NewBar()
	c.SetGlobalOptions(name(id), legendOf(words.Whole, words.More, words.Less), tooltip("item"), grid("4", "48", "6", "34"), listAxes(distinct(names), false))
	if start > 0 {
		c.XAxisList[0].Min = start
	}
	invisible := charts.WithItemStyleOpts(opts.ItemStyle{Color: "transparent"})
	c.AddSeries("", ground, stacked(), invisible)
	for i, data := range [][]opts.BarData{whole, more, less} {
		c.AddSeries([]string{words.Whole, words.More, words.Less}[i], data, stacked(), legendColour([]string{accent, worse, better}[i]))
	}
	fig := Figure{Unit: unit, Height: heightFor(len(steps), 1, true), Tips: [][]string{tips, tips, tips, tips}}
	var err error
	fig.Option, err = encode(c)
	return fig, err
}

// distinct shortens names and makes those differ that are alike, by signs without width: the same whole may begin several falls.
func distinct(names []string) []string {
	seen, out := map[string]int{}, make([]string, len(names))
	for i, n := range names {
		n = Short(n, 56)
		out[i] = n + strings.Repeat("\u200b", seen[n])
		seen[n]++
	}
	return out
}

// kind is the series of a row: whole, more or less.
func kind(s Step) int {
	switch {
	case s.Whole:
		return 0
	case s.To >= s.From:
		return 1
	}
	return 2
}

func stacked() charts.SeriesOpts {
	return func(s *charts.SingleSeries) { s.Stack, s.BarMaxWidth = "all", "18" }
}

// legendOf is a legend of some series only.
func legendOf(names ...string) charts.GlobalOpts {
	return func(c *charts.BaseConfiguration) {
		legendBelow()(c)
		c.Legend.Data = names
	}
}
