package chart

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"tiermix/dashboard/locale"
	"tiermix/model/flow"
)

// maxChannels is how many channels the picture shows; the rest is one stage.
const maxChannels = 5

// labelled is the share of the largest stage from which on a stage has room for its label.
const labelled = 0.015

// OtherChannels is the stage that stands for the channels beyond the largest ones.
const OtherChannels = "channels:other"

// Sankey draws the way of tickets through the tiers. Links must come from Acyclic. Stage names are given by title.
func Sankey(id string, links []flow.Link, l *locale.Locale, title func(stage string) string) (Figure, error) {
	stages, through := stagesOf(links)
	fig := Figure{Names: map[string][2]string{}, Quiet: map[string]bool{}, Tips: [][]string{{}}, Height: 380}
	whole := slices.Max(slices.Collect(maps.Values(through)))
	nodes := make([]opts.SankeyNode, len(stages))
	for i, stage := range stages {
		nodes[i] = opts.SankeyNode{Name: stage, ItemStyle: &opts.ItemStyle{Color: stageColour(stage)}}
		fig.Names[stage] = [2]string{Short(title(stage), 28), l.Count(through[stage])}
		if float64(through[stage]) < labelled*float64(whole) {
			fig.Quiet[stage] = true
		}
	}
	edges := make([]opts.SankeyLink, len(links))
	for i, link := range links {
		edges[i] = opts.SankeyLink{Source: link.From, Target: link.To, Value: float32(link.Tickets)}
		tip := Short(title(link.From), 60) + " → " + Short(title(link.To), 60) + "\n" + l.Plural("tickets", link.Tickets)
		fig.Tips[0] = append(fig.Tips[0], tip)
	}
	var err error
	fig.Option, err = encode(sankey(id, nodes, edges))
	return fig, err
}

func sankey(id string, nodes []opts.SankeyNode, edges []opts.SankeyLink) *charts.Sankey {
	c := charts.NewSankey()
	c.SetGlobalOptions(name(id), noLegend(), tooltip("item"))
	c.AddSeries("", nodes, edges,
		charts.WithSeriesOpts(func(s *charts.SingleSeries) {
			s.Left, s.Right, s.Top, s.Bottom = "4", "120", "10", "10"
			s.NodeWidth, s.NodeGap = opts.Int(12), opts.Int(22)
			s.Draggable = opts.Bool(false)
		}),
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Color: "var(--text)", FontSize: 12.5}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: "source", Opacity: opts.Float(0.3), Curveness: 0.5}),
		charts.WithEmphasisOpts(opts.Emphasis{Focus: "adjacency"}),
	)
	return c
}

// stagesOf lists the stages in a stable order with the tickets that went through each.
func stagesOf(links []flow.Link) ([]string, map[string]int) {
	in, out := map[string]int{}, map[string]int{}
	stages := []string{}
	for _, link := range links {
		out[link.From] += link.Tickets
		in[link.To] += link.Tickets
		stages = append(stages, link.From, link.To)
	}
	slices.Sort(stages)
	stages = slices.Compact(stages)
	through := map[string]int{}
	for _, stage := range stages {
		through[stage] = max(in[stage], out[stage])
	}
	return stages, through
}

// stageColour gives every stage of a tier that tier's colour: held, returned to, solved and still open alike.
func stageColour(stage string) string {
	kind, rest, _ := strings.Cut(stage, ":")
	n, err := strconv.Atoi(rest)
	if kind == "channel" || kind == "channels" || err != nil {
		return neutral
	}
	return tierColour(&n)
}

// Acyclic prepares links for a Sankey, which cannot draw a circle: links of no ticket and of a stage to itself go,
// the smallest channels become one, equal links are added up, and what leads back to an earlier stage leads to a
// second stage of that name ("again:2") instead. No ticket is lost.
func Acyclic(links []flow.Link) []flow.Link {
	merged := mergeChannels(links)
	slices.SortStableFunc(merged, func(a, b flow.Link) int { return cmp.Compare(b.Tickets, a.Tickets) })
	kept := make([]flow.Link, 0, len(merged))
	for _, link := range merged {
		if reaches(kept, link.To, link.From) {
			link.To = again(link.To)
		}
		kept = append(kept, link)
	}
	return sum(kept)
}

func again(stage string) string {
	_, rest, _ := strings.Cut(stage, ":")
	return "again:" + rest
}

// reaches says whether a way leads from one stage to another.
func reaches(links []flow.Link, from, to string) bool {
	seen, next := map[string]bool{from: true}, []string{from}
	for len(next) > 0 {
		stage := next[0]
		next = next[1:]
		if stage == to {
			return true
		}
		for _, link := range links {
			if link.From == stage && !seen[link.To] {
				seen[link.To] = true
				next = append(next, link.To)
			}
		}
	}
	return false
}

func mergeChannels(links []flow.Link) []flow.Link {
	large := largestChannels(links)
	out := make([]flow.Link, 0, len(links))
	for _, link := range links {
		if link.Tickets <= 0 || link.From == link.To {
			continue
		}
		if strings.HasPrefix(link.From, "channel:") && !large[link.From] {
			link.From = OtherChannels
		}
		out = append(out, link)
	}
	return sum(out)
}

func largestChannels(links []flow.Link) map[string]bool {
	_, through := stagesOf(links)
	channels := []string{}
	for stage := range through {
		if strings.HasPrefix(stage, "channel:") {
			channels = append(channels, stage)
		}
	}
	slices.SortFunc(channels, func(a, b string) int {
		return cmp.Or(cmp.Compare(through[b], through[a]), cmp.Compare(a, b))
	})
	large := map[string]bool{}
	for _, stage := range channels[:min(len(channels), maxChannels)] {
		large[stage] = true
	}
	return large
}

func sum(links []flow.Link) []flow.Link {
	type pair struct{ from, to string }
	at := map[pair]int{}
	out := []flow.Link{}
	for _, link := range links {
		key := pair{link.From, link.To}
		if i, ok := at[key]; ok {
			out[i].Tickets += link.Tickets
			continue
		}
		at[key] = len(out)
		out = append(out, link)
	}
	return out
}

// Short cuts a text to at most n characters and says so with an ellipsis.
func Short(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}
