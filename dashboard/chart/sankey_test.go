package chart_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/dashboard/chart"
	"tiermix/model/flow"
)

func TestAcyclicTurnsReturnsIntoStages(t *testing.T) {
	got := chart.Acyclic([]flow.Link{
		{From: "channel:mail", To: "tier:1", Tickets: 100}, {From: "tier:1", To: "tier:2", Tickets: 40},
		{From: "tier:2", To: "back:1", Tickets: 10}, {From: "back:1", To: "tier:2", Tickets: 4},
		{From: "tier:1", To: "tier:1", Tickets: 9}, {From: "tier:2", To: "tier:3", Tickets: 0},
	})
	want := []flow.Link{
		{From: "channel:mail", To: "tier:1", Tickets: 100}, {From: "tier:1", To: "tier:2", Tickets: 40},
		{From: "tier:2", To: "back:1", Tickets: 10}, {From: "back:1", To: "again:2", Tickets: 4},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSmallChannelsBecomeOne(t *testing.T) {
	links := []flow.Link{}
	for i := range 8 {
		links = append(links, flow.Link{From: fmt.Sprintf("channel:%d", i), To: "tier:1", Tickets: 100 - i})
	}
	got := chart.Acyclic(links)
	want := flow.Link{From: chart.OtherChannels, To: "tier:1", Tickets: 95 + 94 + 93}
	if len(got) != 6 || got[0] != want && !contains(got, want) {
		t.Errorf("links %v, want five channels and %v", got, want)
	}
}

func contains(links []flow.Link, want flow.Link) bool {
	for _, l := range links {
		if l == want {
			return true
		}
	}
	return false
}

// Whatever the links are, the result can be drawn and holds every ticket.
func TestAcyclicLaws(t *testing.T) {
	stage := rapid.SampledFrom([]string{"channel:a", "channel:b", "tier:", "tier:1", "tier:2", "tier:3", "back:1", "back:2", "solved:1", "open:2"})
	rapid.Check(t, func(r *rapid.T) {
		links := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) flow.Link {
			return flow.Link{From: stage.Draw(r, "from"), To: stage.Draw(r, "to"), Tickets: rapid.IntRange(0, 50).Draw(r, "tickets")}
		}), 0, 30).Draw(r, "links")
		got := chart.Acyclic(links)
		if cyclic(got) {
			r.Fatalf("a circle in %v", got)
		}
		if tickets(got) != tickets(withoutLoops(links)) {
			r.Fatalf("%d tickets, want %d", tickets(got), tickets(withoutLoops(links)))
		}
	})
}

func withoutLoops(links []flow.Link) []flow.Link {
	out := []flow.Link{}
	for _, l := range links {
		if l.From != l.To {
			out = append(out, l)
		}
	}
	return out
}

func tickets(links []flow.Link) int {
	n := 0
	for _, l := range links {
		n += l.Tickets
	}
	return n
}

// cyclic takes away stages that nothing leads to until nothing is left, or a circle is.
func cyclic(links []flow.Link) bool {
	for len(links) > 0 {
		reached := map[string]bool{}
		for _, l := range links {
			reached[l.To] = true
		}
		rest := []flow.Link{}
		for _, l := range links {
			if reached[l.From] {
				rest = append(rest, l)
			}
		}
		if len(rest) == len(links) {
			return true
		}
		links = rest
	}
	return false
}
