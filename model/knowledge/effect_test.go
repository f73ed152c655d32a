package knowledge_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/rate"
)

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

// year is a history of 2025 in which every category has the same tickets every day: held of them, and hits by a rule.
func year(held int, hits func(category string, at time.Time) int, uses ...knowledge.Use) knowledge.History {
	h := knowledge.History{First: day("2025-01-01"), Last: day("2025-12-31"), Uses: uses}
	for _, c := range []string{"Mail", "Printer", "VPN"} {
		for at := h.First; !at.After(h.Last); at = at.AddDate(0, 0, 1) {
			h.Days = append(h.Days, knowledge.Day{Category: c, Day: at, Held: held, Escalated: hits(c, at)})
		}
	}
	return h
}

func effects(t *testing.T, h knowledge.History, weeks int) []knowledge.Effect {
	t.Helper()
	all, err := knowledge.Effects(h, weeks)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var launch = day("2025-06-04")

// By hand: 10 tickets a day; of Printer 5 are escalated up to the week of the launch, in it all, afterwards 2; of the others 4, then 3.
func TestEffectByHand(t *testing.T) {
	h := year(10, func(c string, at time.Time) int {
		switch after := !at.Before(launch.AddDate(0, 0, 7)); {
		case c != "Printer" && after:
			return 3
		case c != "Printer":
			return 4
		case after:
			return 2
		case !at.Before(launch):
			return 10
		}
		return 5
	}, knowledge.Use{Category: "Printer", Article: "KB-1", First: launch, Tickets: 200})
	got := effects(t, h, 8)[0]
	want := knowledge.Effect{
		Use: h.Uses[0], Verdict: knowledge.Measured, Before: rate.Share{Hits: 280, Total: 560}, After: rate.Share{Hits: 112, Total: 560},
		Others: 2, OthersBefore: rate.Share{Hits: 448, Total: 1120}, OthersAfter: rate.Share{Hits: 336, Total: 1120},
	}
	want.Change = rate.Difference(want.After, want.Before, 0.95)
	want.Relative = want.Change.Minus(rate.Difference(want.OthersAfter, want.OthersBefore, 0.95))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("effect (-want +got):\n%s", diff)
	}
	if math.Abs(got.Change.Value+0.3) > 1e-12 || math.Abs(got.Relative.Value+0.2) > 1e-12 || !got.Relative.Clear() {
		t.Errorf("change %+v, against others %+v; want -0.3 and -0.2", got.Change, got.Relative)
	}
}

// A planted drop of 15 points on top of a fall of 5 everywhere is found in about 95 of 100 histories, and is never claimed where none is.
func TestPlantedEffectIsFound(t *testing.T) {
	const runs = 200
	inside, claimed := 0, 0
	for seed := range uint64(runs) {
		r := rand.New(rand.NewPCG(seed, 1))
		h := year(8, func(c string, at time.Time) int {
			p, hits := 0.40, 0
			if !at.Before(launch) {
				p = 0.35
				if c == "Printer" {
					p = 0.20
				}
			}
			for range 8 {
				if r.Float64() < p {
					hits++
				}
			}
			return hits
		}, knowledge.Use{Category: "Printer", Article: "KB-1", First: launch, Tickets: 100})
		e := effects(t, h, 8)[0]
		if e.Relative.Low <= -0.15 && -0.15 <= e.Relative.High {
			inside++
		}
		h.Uses[0].Category, h.Uses[0].Article = "Mail", "KB-2"
		if e := effects(t, h, 8)[0]; e.Change.Clear() && e.Change.Value > 0 {
			claimed++
		}
	}
	if inside < 180 || inside > 199 {
		t.Errorf("the planted drop lies in %d of %d intervals of 95 %%", inside, runs)
	}
	if claimed > 4 {
		t.Errorf("a rise is claimed in %d of %d histories with a fall", claimed, runs)
	}
}

func TestVerdicts(t *testing.T) {
	use := func(article, first string, tickets int) knowledge.Use {
		return knowledge.Use{Category: "Printer", Article: article, First: day(first), Tickets: tickets}
	}
	h := year(1, func(string, time.Time) int { return 1 },
		use("measured", "2025-06-04", 5), use("beside", "2025-06-20", 9), use("once", "2025-06-05", 1), use("early", "2025-01-20", 50),
		use("late", "2025-12-20", 50), use("before the records", "2020-01-01", 50), use("after them", "2030-01-01", 50), use("alone", "2025-10-20", 6),
		knowledge.Use{Category: "Coffee", Article: "unheard", First: day("2025-06-04"), Tickets: 7})
	got := map[string]knowledge.Verdict{}
	for _, e := range effects(t, h, 8) {
		got[e.Article] = e.Verdict
		if math.IsNaN(e.Change.Value) || math.IsNaN(e.Relative.High) {
			t.Errorf("%s: %+v", e.Article, e)
		}
		if e.Article == "measured" && (e.Beside != 1 || !slices.Equal(e.Also, []string{"beside"})) {
			t.Errorf("beside: %d, %v", e.Beside, e.Also)
		}
	}
	want := map[string]knowledge.Verdict{
		"measured": knowledge.Measured, "beside": knowledge.Measured, "once": knowledge.TooRare, "early": knowledge.TooShort, "late": knowledge.TooShort,
		"before the records": knowledge.TooShort, "after them": knowledge.TooShort, "alone": knowledge.Measured, "unheard": knowledge.TooFew,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	for _, e := range effects(t, h, 4) {
		if e.Article == "measured" && e.Before.Total != 28 {
			t.Errorf("four weeks hold %d tickets", e.Before.Total)
		}
		if e.Article == "measured" && e.Verdict != knowledge.TooFew {
			t.Errorf("28 tickets: %s", e.Verdict)
		}
	}
}

// Sequences of launches everywhere leave nothing to compare with, and a category that moved before is said to have.
func TestReadWithCare(t *testing.T) {
	h := year(10, func(string, time.Time) int { return 0 }, knowledge.Use{Category: "Printer", Article: "KB-1", First: launch, Tickets: 5},
		knowledge.Use{Category: "Mail", Article: "KB-2", First: launch, Tickets: 5}, knowledge.Use{Category: "VPN", Article: "KB-3", First: launch, Tickets: 5})
	for i, d := range h.Days {
		h.Days[i].Escalated = max(0, min(10, 9-int(d.Day.Sub(day("2025-03-15")).Hours())/24/20))
	}
	e := effects(t, h, 8)[0]
	if e.Compared() || !e.Trend || !e.Beyond {
		t.Errorf("got %+v", e)
	}
	all := knowledge.Told(h, effects(t, h, 8))
	if !slices.ContainsFunc(all, func(n origin.Text) bool {
		return strings.Contains(n.EN, "regression to the mean") && strings.Contains(n.DE, "Rückkehr zur Mitte")
	}) {
		t.Errorf("notes %q", all)
	}
}

func TestNoArticles(t *testing.T) {
	h := year(1, func(string, time.Time) int { return 0 })
	h.Nameless = 3
	notes := knowledge.Told(h, effects(t, h, 8))
	if len(notes) != 2 || !strings.Contains(notes[0].EN, "gives no name: 3") || !strings.Contains(notes[1].EN, "map their names to knowledge_key") {
		t.Errorf("notes %q", notes)
	}
	if all := effects(t, knowledge.History{}, 8); len(all) != 0 {
		t.Errorf("an empty history: %v", all)
	}
}

func TestAbsurdWeeks(t *testing.T) {
	for _, weeks := range []int{-1, 0, 105, math.MaxInt} {
		if _, err := knowledge.Effects(knowledge.History{}, weeks); err == nil || !strings.Contains(err.Error(), "must lie within 1 and 104") {
			t.Errorf("%d weeks: %v", weeks, err)
		}
	}
}

func TestLaunchedAndAmong(t *testing.T) {
	all := []knowledge.Effect{{Use: knowledge.Use{Category: "A", First: day("2025-01-01")}}, {Use: knowledge.Use{Category: "", First: day("2025-02-01")}}}
	if got := knowledge.Launched(all, kpi.Period{From: day("2025-01-15")}); len(got) != 1 || got[0].Category != "" {
		t.Errorf("from 15 January: %v", got)
	}
	if got := knowledge.Launched(all, kpi.Period{To: day("2025-01-01")}); len(got) != 1 || got[0].Category != "A" {
		t.Errorf("to 1 January: %v", got)
	}
	where := []kpi.Filter{{Dim: "channel", Values: []string{"phone"}}, {Dim: "category", Values: []string{""}}}
	if got := knowledge.Among(all, where); len(got) != 1 || got[0].Category != "" {
		t.Errorf("without a category: %v", got)
	}
}

// The sums by category agree with counting every day again.
func TestEffectsAgreeWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := knowledge.History{First: day("2025-01-01"), Last: day("2025-01-01").AddDate(0, 0, rapid.IntRange(0, 150).Draw(t, "days"))}
		categories := []string{"", "A", "B", "C"}
		for _, c := range categories {
			for at := h.First; !at.After(h.Last); at = at.AddDate(0, 0, rapid.IntRange(1, 9).Draw(t, "step")) {
				held := rapid.IntRange(0, 30).Draw(t, "held")
				h.Days = append(h.Days, knowledge.Day{Category: c, Day: at, Held: held, Escalated: rapid.IntRange(0, held).Draw(t, "escalated")})
			}
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "uses") {
			h.Uses = append(h.Uses, knowledge.Use{Category: rapid.SampledFrom(categories).Draw(t, "category"), Article: string(rune('a' + i)),
				First: h.First.AddDate(0, 0, rapid.IntRange(-5, 160).Draw(t, "first")), Tickets: rapid.IntRange(1, 20).Draw(t, "tickets")})
		}
		weeks := rapid.IntRange(1, 5).Draw(t, "weeks")
		all, err := knowledge.Effects(h, weeks)
		if err != nil || len(all) != len(h.Uses) {
			t.Fatalf("%d effects, %v", len(all), err)
		}
		for _, e := range all {
			if e.Verdict == knowledge.Measured {
				checkCounted(t, h, e, weeks)
			}
		}
	})
}

func checkCounted(t *rapid.T, h knowledge.History, e knowledge.Effect, weeks int) {
	from, after := e.First.AddDate(0, 0, -7*weeks), e.First.AddDate(0, 0, 7)
	to := after.AddDate(0, 0, 7*weeks)
	busy := map[string]bool{}
	for _, u := range h.Uses {
		if u.Tickets >= knowledge.FewestUses && !u.First.Before(from) && u.First.Before(to) {
			busy[u.Category] = true
		}
	}
	var before, then, others, othersThen rate.Share
	for _, d := range h.Days {
		one := rate.Share{Hits: d.Escalated, Total: d.Held}
		early, late := !d.Day.Before(from) && d.Day.Before(e.First), !d.Day.Before(after) && d.Day.Before(to)
		switch {
		case d.Category == e.Category && early:
			before = plus(before, one)
		case d.Category == e.Category && late:
			then = plus(then, one)
		case !busy[d.Category] && early:
			others = plus(others, one)
		case !busy[d.Category] && late:
			othersThen = plus(othersThen, one)
		}
	}
	if before != e.Before || then != e.After || e.Others > 0 && (others != e.OthersBefore || othersThen != e.OthersAfter) {
		t.Fatalf("%+v: counted %v %v, others %v %v", e, before, then, others, othersThen)
	}
}

func plus(a, b rate.Share) rate.Share {
	return rate.Share{Hits: a.Hits + b.Hits, Total: a.Total + b.Total}
}
