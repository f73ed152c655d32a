package ingest_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tiermix/ingest/tier"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/shiftleft"
)

// What 2nd level solved, and what became of articles, is worked out here a second time, ticket by ticket from files and tracks.
func TestKnowledgeOfASample(t *testing.T) {
	d := sample(t, 500, 11)
	t.Run("solved", func(t *testing.T) { checkSolved(t, d) })
	t.Run("articles", func(t *testing.T) { checkArticles(t, d) })
}

func checkSolved(t *testing.T, d sampled) {
	got := solved(t, d.s, kpi.Scope{})
	want := d.solvedSecond(t)
	if len(want) < 10 {
		t.Fatalf("%d groups: too few to compare", len(want))
	}
	close := cmpopts.EquateApprox(0, 1e-6)
	if diff := gocmp.Diff(want, got.Groups, close, cmpopts.IgnoreFields(shiftleft.Group{}, "Examples")); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// solvedSecond are the groups of the tickets that tier 2 solved.
func (d sampled) solvedSecond(t *testing.T) []shiftleft.Group {
	t.Helper()
	minutes := map[string]float64{}
	for _, e := range d.events {
		if of := d.teamTiers[e["team"]]; e["minutes"] != "" && (of == 2 || of == 3) {
			minutes[e["ticket_id"]] += e.number(t, "minutes")
		}
	}
	type key struct {
		category                       string
		tried, marked, alone, unlinked bool
	}
	all := map[key]*shiftleft.Group{}
	for _, l := range d.tickets {
		track := d.tracks[l["ticket_id"]]
		life, last := lifeOf(track), track.Stints[len(track.Stints)-1]
		if l["excluded"] != "" || life.open || *last.Tier != 2 {
			continue
		}
		k := key{l["category"], life.held1, l["level1_capable"] == "true", !life.down && onlyTeam(track), l["knowledge"] == ""}
		if all[k] == nil {
			all[k] = &shiftleft.Group{Category: k.category, Tried: k.tried, Marked: k.marked, Alone: k.alone, Unlinked: k.unlinked}
		}
		g := all[k]
		g.Tickets++
		g.Known++
		if l["level1_capable"] != "" {
			g.Judged++
		}
		if m, ok := minutes[l["ticket_id"]]; ok {
			g.Minutes = append(g.Minutes, m)
		}
	}
	number := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return slices.SortedFunc(func(yield func(shiftleft.Group) bool) {
		for _, g := range all {
			if !yield(*g) {
				return
			}
		}
	}, func(a, b shiftleft.Group) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), number(a.Tried)-number(b.Tried), number(a.Marked)-number(b.Marked), number(a.Alone)-number(b.Alone), number(a.Unlinked)-number(b.Unlinked))
	})
}

// onlyTeam says that one team of tier 2 held a ticket, and no higher tier.
func onlyTeam(track tier.Track) bool {
	teams := map[string]bool{}
	for _, s := range track.Stints {
		if *s.Tier > 2 {
			return false
		}
		if *s.Tier == 2 {
			teams[s.Team] = true
		}
	}
	return len(teams) == 1
}

func checkArticles(t *testing.T, d sampled) {
	h, err := tier.Articles(context.Background(), d.s.DB(), nil)
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]time.Time{}
	for _, e := range d.events {
		at := e.at(t, "occurred_at")
		if known, ok := linked[e["ticket_id"]]; e["kind"] == "knowledge" && (!ok || at.Before(known)) {
			linked[e["ticket_id"]] = at
		}
	}
	type key struct{ category, article string }
	uses, counts := map[key]knowledge.Use{}, map[string]map[time.Time]knowledge.Day{}
	for _, l := range d.tickets {
		if l["excluded"] != "" {
			continue
		}
		life, created := lifeOf(d.tracks[l["ticket_id"]]), dayOf(l.at(t, "created_at").In(d.zone))
		if counts[l["category"]] == nil {
			counts[l["category"]] = map[time.Time]knowledge.Day{}
		}
		c := counts[l["category"]][created]
		c.Category, c.Day = l["category"], created
		if life.held1 {
			c.Held++
			if life.up {
				c.Escalated++
			}
		}
		counts[l["category"]][created] = c
		if l["knowledge"] == "" {
			continue
		}
		k := key{l["category"], l["knowledge"]}
		at, ok := linked[l["ticket_id"]]
		if !ok {
			t.Fatalf("%s links an article without saying when", l["ticket_id"])
		}
		u, seen := uses[k]
		if day := dayOf(at.In(d.zone)); !seen || day.Before(u.First) {
			u.First = day
		}
		u.Category, u.Article, u.Tickets = k.category, k.article, u.Tickets+1
		uses[k] = u
	}
	want := slices.SortedFunc(maps.Values(uses), func(a, b knowledge.Use) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Article, b.Article))
	})
	if diff := gocmp.Diff(want, h.Uses); diff != "" || len(want) < 20 {
		t.Errorf("%d uses (-want +got):\n%s", len(want), diff)
	}
	var days []knowledge.Day
	for _, of := range counts {
		days = slices.AppendSeq(days, maps.Values(of))
	}
	slices.SortFunc(days, func(a, b knowledge.Day) int { return cmp.Or(cmp.Compare(a.Category, b.Category), a.Day.Compare(b.Day)) })
	if diff := gocmp.Diff(days, h.Days); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
}

func dayOf(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}
