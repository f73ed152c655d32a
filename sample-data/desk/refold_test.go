package desk

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// This file reads a written desk back and follows each ticket a second way: only from the files, in words, without the
// generator's numbers. figures_test.go counts the figures over it.

// row is one line of a CSV file by column name.
type row map[string]string

func rows(t testing.TB, dir, name string) []row {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var all []row
	for _, line := range lines[1:] {
		r := row{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		all = append(all, r)
	}
	return all
}

func instant(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// tierBook answers from roster.toml which team is which tier and which category 1st level could solve.
type tierBook struct {
	Team []struct {
		Name    string `toml:"name"`
		Pattern string `toml:"pattern"`
		Tier    int    `toml:"tier"`
	} `toml:"team"`
	Category []struct {
		Name       string `toml:"name"`
		FirstLevel bool   `toml:"first_level"`
	} `toml:"category"`
}

func readRoster(t testing.TB, path string) tierBook {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b tierBook
	if err := toml.Unmarshal(text, &b); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return b
}

// tier is 0 when no entry matches.
func (b tierBook) tier(team string) int {
	for _, e := range b.Team {
		if e.Name == team || e.Pattern != "" && regexp.MustCompile("^(?:"+e.Pattern+")$").MatchString(team) {
			return e.Tier
		}
	}
	return 0
}

func (b tierBook) beyondFirst(category string) bool {
	for _, c := range b.Category {
		if c.Name == category {
			return !c.FirstLevel
		}
	}
	return false
}

// happening is a row of events.csv, or one of the two ends of an escalation record.
type happening struct {
	at   time.Time
	kind string // "up" and "back" come from the escalation records
	row
}

// followed is what following a ticket through its happenings tells.
type followed struct {
	ticket                   row
	beyondFirst              bool
	teams                    []string
	tiers                    []int
	agents                   map[string]bool
	contacts                 []time.Time
	replies, reopens         int
	resolutions              []time.Time
	closed                   time.Time
	nearestReopen            time.Duration
	done                     bool
	finished                 map[int][]int64 // seconds of finished stints by tier
	waits                    []int64
	effort                   int64
	entered                  time.Time
	arrivedByMove, seen      bool
	last                     time.Time
	moves, stints            int
	up, upFrom2, down        int
	created                  time.Time
	madeByAgent, unknownKind bool
}

type refolder struct {
	t        testing.TB
	book     tierBook
	agentsOf map[string]string
	tiers    map[string]int
}

// follow reads a whole desk and follows all its tickets.
func follow(t testing.TB, dir string) []*followed {
	r := refolder{t: t, book: readRoster(t, filepath.Join(dir, "roster.toml")), agentsOf: map[string]string{}, tiers: map[string]int{}}
	for _, a := range rows(t, dir, "agents.csv") {
		r.agentsOf[a["agent"]] = a["team"]
	}
	happenings := map[string][]happening{}
	add := func(id, at, kind string, source row) {
		happenings[id] = append(happenings[id], happening{instant(t, at), kind, source})
	}
	for _, e := range rows(t, dir, "events.csv") {
		add(e["ticket_id"], e["occurred_at"], e["kind"], e)
	}
	for _, e := range rows(t, dir, "escalations.csv") {
		if e["kind"] == "hierarchical" {
			continue
		}
		add(e["ticket_id"], e["escalated_at"], "up", row{"team": e["to_team"], "agent": e["agent"], "system": "false"})
		if e["returned_at"] != "" {
			add(e["ticket_id"], e["returned_at"], "back", row{"team": e["from_team"], "system": "false"})
		}
	}
	var all []*followed
	for _, ticket := range rows(t, dir, "tickets.csv") {
		all = append(all, r.follow(ticket, happenings[ticket["ticket_id"]]))
	}
	return all
}

func (r refolder) follow(ticket row, list []happening) *followed {
	slices.SortStableFunc(list, func(a, b happening) int { return cmp.Compare(a.at.Unix(), b.at.Unix()) })
	f := &followed{ticket: ticket, agents: map[string]bool{}, finished: map[int][]int64{}, stints: 1}
	f.beyondFirst = r.book.beyondFirst(ticket["category"])
	for _, h := range list {
		f.last = h.at
		r.take(f, h)
	}
	return f
}

func (r refolder) take(f *followed, h happening) {
	if h.row["agent"] != "" {
		f.agents[h.row["agent"]] = true
	}
	r.touch(f, h)
	switch h.kind {
	case "created":
		r.hold(f, h)
		f.created, f.madeByAgent = h.at, h.row["agent"] != ""
	case "moved", "up", "back":
		r.move(f, h)
	case "reply", "rating", "note", "work", "knowledge", "assigned", "status", "resolved", "closed", "merged", "reopened":
	default:
		f.unknownKind = true
	}
	message := h.kind == "reply" || h.kind == "created"
	if message && h.row["agent"] != "" && h.row["public"] == "true" {
		f.contacts = append(f.contacts, h.at)
		if h.kind == "reply" {
			f.replies++
		}
	}
	if h.row["minutes"] != "" {
		f.effort += number(r.t, h.row["minutes"])
	}
	r.state(f, h)
}

// touch is the first event of the holder or one of its agents since the ticket came, no rule's.
func (r refolder) touch(f *followed, h happening) {
	if len(f.teams) == 0 || f.done || f.seen || h.row["system"] == "true" {
		return
	}
	holder := f.teams[len(f.teams)-1]
	ofTeam := h.kind != "created" && h.kind != "moved" && h.kind != "assigned" && h.kind != "up" && h.kind != "back" &&
		h.row["team"] == holder
	if !ofTeam && r.agentsOf[h.row["agent"]] != holder {
		return
	}
	f.seen = true
	if f.arrivedByMove {
		f.waits = append(f.waits, h.at.Unix()-f.entered.Unix())
	}
}

func (r refolder) hold(f *followed, h happening) {
	team := h.row["team"]
	if _, ok := r.tiers[team]; !ok {
		r.tiers[team] = r.book.tier(team)
	}
	f.teams = append(f.teams, team)
	f.tiers = append(f.tiers, r.tiers[team])
	f.entered, f.arrivedByMove, f.seen = h.at, len(f.teams) > 1, false
}

func (r refolder) move(f *followed, h happening) {
	f.leave(h.at)
	r.hold(f, h)
	f.moves++
	f.stints++
	before, after := f.tiers[len(f.tiers)-2], f.tiers[len(f.tiers)-1]
	switch {
	case after > before:
		f.up++
		if before == 2 {
			f.upFrom2++
		}
	case after < before:
		f.down++
	}
}

func (f *followed) leave(at time.Time) {
	tier := f.tiers[len(f.tiers)-1]
	f.finished[tier] = append(f.finished[tier], at.Unix()-f.entered.Unix())
}

func (r refolder) state(f *followed, h happening) {
	done := h.row["status"] == "solved" || h.row["status"] == "closed"
	switch {
	case h.row["status"] == "":
		return
	case done && !f.done:
		f.leave(h.at)
		f.resolutions = append(f.resolutions, h.at)
	case !done && f.done:
		away := h.at.Sub(f.resolutions[len(f.resolutions)-1])
		if f.reopens == 0 || away < f.nearestReopen {
			f.nearestReopen = away
		}
		f.reopens++
		f.stints++
		f.entered, f.arrivedByMove, f.seen = h.at, false, false
	}
	f.done = done
	f.closed = time.Time{}
	if h.row["status"] == "closed" {
		f.closed = h.at
	}
}
