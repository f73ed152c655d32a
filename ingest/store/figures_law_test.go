package store_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// ticket is one random row of tier.path; -1 stands for null.
type ticket struct {
	day, done                                            int // days since 1 January 2024; done -1: open
	channel, tier, max, contacts, replies, agents, teams int
	moves, escalations, from2, returns, reopens, gap     int
	response, resolution                                 int
	placed, held1, held2, pingPong, tierPingPong         bool
	ever                                                 bool
	csat, sla, knowledge, capable, possible, excluded    int
}

func tickets() *rapid.Generator[ticket] {
	return rapid.Custom(func(t *rapid.T) ticket {
		n := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
		b := func(name string) bool { return rapid.Bool().Draw(t, name) }
		k := ticket{
			day: n("day", 0, 40), done: n("done", -1, 60), channel: n("channel", -1, 2), tier: n("tier", 0, 3), max: n("max", 0, 3),
			contacts: n("contacts", -1, 2), replies: n("replies", -1, 2), agents: n("agents", -1, 2), teams: n("teams", 1, 2),
			moves: n("moves", 0, 4), escalations: n("escalations", 0, 2), from2: n("from2", 0, 1), returns: n("returns", 0, 1),
			reopens: n("reopens", -1, 1), gap: n("gap", -1, 20) * 86400, response: n("response", -1, 9999), resolution: n("resolution", 0, 999999),
			placed: n("placed", 0, 9) > 0, held1: b("held1"), held2: b("held2"), pingPong: b("pp"), tierPingPong: b("tpp"),
			csat: n("csat", -1, 1), sla: n("sla", -1, 1), knowledge: n("knowledge", -1, 1), capable: n("capable", -1, 1),
			possible: n("possible", -1, 1), excluded: n("excluded", 0, 9),
		}
		k.ever = k.done >= 0 || b("ever")
		return k
	})
}

func load(t *rapid.T, q store.Querier, all []ticket) {
	rows := make([]string, len(all))
	for i, k := range all {
		rows[i] = k.sql(i)
	}
	for _, statement := range []string{"delete from tier.path", `insert into tier.path by name
select 'test' as source, * exclude (id, day, done),
  timestamp '2024-01-01' + to_days(day) + to_hours(id) as created_at, 'T' || id as ticket_id, created_at as created_local, timestamp '2024-01-01' + to_days(done) as resolved_at, resolved_at as resolved_local,
  done is null as is_open, 0 as passes, first_tier as last_tier
from (values ` + strings.Join(rows, ",\n") + `) r(
  id, day, done, channel, first_tier, max_tier, contacts, replies, agents, teams, moves, escalations, escalations_from_2, returns,
  reopens, reopen_gap_seconds, first_response_seconds, resolution_seconds, placed, held_by_1, held_by_2, ping_pong, tier_ping_pong,
  ever_resolved, csat, sla_met, has_knowledge, level1_capable, first_level_possible, excluded)`} {
		if _, err := q.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func (k ticket) sql(id int) string {
	n := func(v int) string {
		if v < 0 {
			return "null::integer"
		}
		return fmt.Sprint(v)
	}
	b := func(v int) string { return []string{"null::boolean", "false", "true"}[v+1] }
	channel := []string{"null::varchar", "'mail'", "'phone'", "'chat'"}[k.channel+1]
	excluded := map[int]string{0: "'spam'", 1: "'merged'"}[k.excluded]
	if excluded == "" {
		excluded = "null::varchar"
	}
	return "(" + strings.Join([]string{
		n(id), n(k.day), n(k.done), channel, n(k.tier), n(k.max), n(k.contacts), n(k.replies), n(k.agents), n(k.teams), n(k.moves),
		n(k.escalations), n(k.from2), n(k.returns), n(k.reopens), n(k.gap), n(k.response), n(k.resolution), fmt.Sprint(k.placed),
		fmt.Sprint(k.held1), fmt.Sprint(k.held2), fmt.Sprint(k.pingPong), fmt.Sprint(k.tierPingPong), fmt.Sprint(k.ever),
		n(k.csat), b(k.sla), b(k.knowledge), b(k.capable), b(k.possible), excluded,
	}, ", ") + ")"
}

// stays is true when no reopening within seven days is known.
func (k ticket) stays() bool { return k.reopens == 0 || k.gap > 7*86400 }

// shares are the definitions of kpis.md folded over one ticket: in the denominator, in the numerator.
var shares = map[string]func(k ticket) (of, hit bool){
	"first_contact_resolution": func(k ticket) (bool, bool) {
		return k.done >= 0 && k.contacts >= 0 && k.reopens >= 0 && k.placed, k.contacts == 1 && k.max == 1 && k.stays()
	},
	"fcr_net": func(k ticket) (bool, bool) {
		return k.done >= 0 && k.contacts >= 0 && k.reopens >= 0 && k.placed && k.possible == 1, k.contacts == 1 && k.max == 1 && k.stays()
	},
	"fcr_one_team": func(k ticket) (bool, bool) {
		return k.done >= 0 && k.reopens >= 0 && k.placed, k.teams == 1 && k.max == 1 && k.reopens == 0
	},
	"fcr_one_agent": func(k ticket) (bool, bool) {
		return k.done >= 0 && k.reopens >= 0 && k.placed && k.agents >= 0, k.agents == 1 && k.max == 1 && k.reopens == 0
	},
	"one_touch": func(k ticket) (bool, bool) {
		return k.done >= 0 && k.reopens >= 0 && k.contacts >= 0 && k.replies >= 0, k.replies == 1 && k.reopens == 0
	},
	"first_level_resolution": func(k ticket) (bool, bool) { return k.done >= 0 && k.placed, k.max == 1 },
	"contained_first_level":  func(k ticket) (bool, bool) { return k.placed, k.max == 1 && k.returns == 0 },
	"escalation_rate":        func(k ticket) (bool, bool) { return k.placed && k.held1, k.escalations > 0 },
	"escalation_rate_2":      func(k ticket) (bool, bool) { return k.placed && k.held2, k.from2 > 0 },
	"any_escalation":         func(k ticket) (bool, bool) { return k.placed, k.escalations > 0 },
	"direct_second_level":    func(k ticket) (bool, bool) { return k.placed, k.tier >= 2 },
	"return_rate":            func(k ticket) (bool, bool) { return k.placed && (k.escalations > 0 || k.tier > 1), k.returns > 0 },
	"any_return":             func(k ticket) (bool, bool) { return k.placed, k.returns > 0 },
	"ping_pong_rate":         func(k ticket) (bool, bool) { return true, k.pingPong },
	"tier_ping_pong_rate":    func(k ticket) (bool, bool) { return k.placed, k.tierPingPong },
	"reopen_rate":            func(k ticket) (bool, bool) { return k.ever && k.reopens >= 0, k.reopens > 0 },
	"sla_met":                func(k ticket) (bool, bool) { return k.sla >= 0, k.sla == 1 },
	"csat":                   func(k ticket) (bool, bool) { return k.csat >= 0, k.csat == 1 },
	"knowledge_rate":         func(k ticket) (bool, bool) { return k.done >= 0 && k.knowledge >= 0, k.knowledge == 1 },
	"level1_capable":         func(k ticket) (bool, bool) { return k.done >= 0 && k.placed && k.tier == 2, k.capable == 1 },
}

func TestEveryShareIsFolded(t *testing.T) {
	for _, s := range kpi.All() {
		if _, ok := shares[s.ID]; ok != (s.Unit == kpi.Fraction) {
			t.Errorf("%s: folded in Go %t", s.ID, ok)
		}
	}
}

func TestFiguresEqualTheFold(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		all := rapid.SliceOfN(tickets(), 1, 60).Draw(t, "tickets")
		load(t, q, all)
		by := rapid.SampledFrom([]string{"channel", "tier", "day", "week", "month", "weekday", "hour"}).Draw(t, "by")
		answer, err := store.Answer(context.Background(), q, kpi.Query{By: []string{by}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range answer.Figures {
			if fold, ok := shares[f.ID]; ok {
				checkShare(t, f, all, fold)
			}
		}
		checkCounts(t, answer, all, by)
	})
}

// few checks a property that needs a database less often than the default.
func few(t *testing.T, property func(*rapid.T)) {
	checks := flag.Lookup("rapid.checks")
	old := checks.Value.String()
	if err := checks.Value.Set("25"); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := checks.Value.Set(old); err != nil {
			t.Error(err)
		}
	}()
	rapid.Check(t, property)
}

func checkShare(t *rapid.T, f kpi.Figure, all []ticket, fold func(ticket) (bool, bool)) {
	var rows, hits int
	for _, k := range all {
		if of, hit := fold(k); of && k.excluded > 1 {
			rows++
			if hit {
				hits++
			}
		}
	}
	if f.N != rows && (f.Available || rows > 0) && !strings.HasPrefix(f.Reason, "not available") {
		t.Fatalf("%s: %d rows, the fold has %d", f.ID, f.N, rows)
	}
	if f.Available && *f.Numerator != float64(hits) {
		t.Fatalf("%s: %v of %d, the fold has %d", f.ID, *f.Numerator, f.N, hits)
	}
	var groupRows, groupHits float64
	for _, g := range f.Groups {
		if g.Available {
			groupRows, groupHits = groupRows+*g.Denominator, groupHits+*g.Numerator
			if v := *g.Value; v < 0 || v > 1 || *g.Low > v || *g.High < v {
				t.Fatalf("%s %v: %v outside %v to %v", f.ID, g.Key, v, *g.Low, *g.High)
			}
		}
	}
	if f.Available && (groupRows != *f.Denominator || groupHits != *f.Numerator) {
		t.Fatalf("%s: the groups add up to %v of %v, the total is %v of %v", f.ID, groupHits, groupRows, *f.Numerator, *f.Denominator)
	}
}

// checkCounts: every ticket is counted once, and medians are those of the sorted values.
func checkCounts(t *rapid.T, a kpi.Answer, all []ticket, by string) {
	figures := map[string]kpi.Figure{}
	for _, f := range a.Figures {
		figures[f.ID] = f
	}
	counted := 0.0
	for _, id := range []string{"tickets_created", "tickets_merged", "tickets_spam"} {
		for _, g := range figures[id].Groups {
			counted += *g.Value
		}
	}
	if counted != float64(len(all)) {
		t.Fatalf("by %s %v tickets are counted, there are %d", by, counted, len(all))
	}
	var done []int
	moves, kept := 0, 0
	for _, k := range all {
		if k.excluded > 1 {
			moves, kept = moves+k.moves, kept+1
			if k.done >= 0 {
				done = append(done, k.resolution)
			}
		}
	}
	if f := figures["handovers"]; kept > 0 && math.Abs(*f.Value-float64(moves)/float64(kept)) > 1e-12 {
		t.Fatalf("handovers %v, the fold has %d moves of %d tickets", *f.Value, moves, kept)
	}
	if f := figures["resolution_time"]; len(done) > 0 && math.Abs(*f.Value-median(done)) > 1e-9 {
		t.Fatalf("resolution_time %v, the fold has %v of %v", *f.Value, median(done), done)
	}
}

func median(values []int) float64 {
	slices.Sort(values)
	n := len(values)
	return float64(values[(n-1)/2]+values[n/2]) / 2
}
