package desk

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// headers is the contract of the built-in mapping.
var headers = map[string]string{
	"tickets.csv": "ticket_id,created_at,updated_at,team,channel,category,product,priority,region,language,customer," +
		"first_response_at,resolved_at,first_resolved_at,closed_at,contacts,reopens,effort_minutes,csat,sla_due_at," +
		"sla_met,knowledge,level1_capable,reassignments,excluded",
	"events.csv":      "ticket_id,occurred_at,kind,team,agent,status,minutes,public,reason,system",
	"escalations.csv": "ticket_id,escalated_at,from_team,to_team,kind,reason,returned_at,agent",
	"agents.csv":      "agent,team,tier,region,grade,fte,hired_on",
	"salaries.csv":    "agent,tier,grade,region,annual_salary,currency,valid_from",
	"hours.csv":       "team,week,paid_hours",
}

func TestHeaders(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 5, Seed: 1})
	for name, want := range headers {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(f).Read()
		f.Close()
		if err != nil || strings.Join(got, ",") != want {
			t.Errorf("%s: header %v (%v), want %s", name, got, err, want)
		}
	}
}

// form is what a cell must look like, by column; columns that are not here are free text.
var form = map[string]string{
	"ticket_id": `T\d{8}`, "customer": `K\d{6}`, "channel": `phone|email|social`, "region": `North|South`,
	"priority": `critical|high|normal|low`, "language": `de|en|fr`, "contacts": `\d+`, "reopens": `\d+`,
	"effort_minutes": `\d*`, "csat": `[01]?`, "sla_met": `true|false|`, "level1_capable": `true|false|`,
	"reassignments": `\d+`, "excluded": `merged|spam|`, "knowledge": `(KB-\d+)?`, "status": `new|open|pending|solved|closed|`,
	"minutes": `\d*`, "public": `true|false|`, "system": `true|false`, "tier": `[1-4]`, "fte": `[01]\.\d\d`,
	"grade": `junior|regular|senior`, "annual_salary": `\d{5}`, "currency": `EUR`, "paid_hours": `\d+\.(00|25|50|75)`,
}

var (
	isInstant = regexp.MustCompile(`_at$`)
	isDate    = regexp.MustCompile(`^(week|hired_on|valid_from)$`)
	mayLack   = regexp.MustCompile(`^(first_response|resolved|first_resolved|closed|returned)_at$`)
)

func TestEveryCellHasItsForm(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 500, Seed: 6})
	shapes := map[string]*regexp.Regexp{}
	for column, pattern := range form {
		shapes[column] = regexp.MustCompile("^(?:" + pattern + ")$")
	}
	for name := range headers {
		for i, r := range rows(t, dir, name) {
			for column, text := range r {
				if !wellFormed(t, column, text, shapes[column], name) {
					t.Fatalf("%s:%d: %s is %q", name, i+2, column, text)
				}
			}
		}
	}
}

func wellFormed(t *testing.T, column, text string, shape *regexp.Regexp, file string) bool {
	switch {
	case isInstant.MatchString(column):
		if text == "" {
			return mayLack.MatchString(column)
		}
		at := instant(t, text)
		return at.In(berlin(t)).Format(time.RFC3339) == text
	case isDate.MatchString(column):
		_, err := time.Parse(time.DateOnly, text)
		return err == nil
	case column == "kind" && file == "escalations.csv":
		return text == "functional" || text == "hierarchical"
	case column == "kind":
		return slices.Contains(kindWords, text)
	}
	return shape == nil || shape.MatchString(text)
}

func TestTicketsAreUniqueAndInOrder(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 3000, Seed: 2})
	var last string
	var before time.Time
	for _, r := range rows(t, dir, "tickets.csv") {
		at := instant(t, r["created_at"])
		if r["ticket_id"] <= last || at.Before(before) {
			t.Fatalf("%s created %s stands after %s created %s", r["ticket_id"], at, last, before)
		}
		last, before = r["ticket_id"], at
	}
}

// Times within a ticket rise strictly, over events and escalation records together, so that no order of files matters.
func TestTimesRiseWithinTickets(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 3000, Seed: 2})
	seen, last := map[string]map[string]bool{}, map[string]time.Time{}
	note := func(id, at string) {
		if seen[id] == nil {
			seen[id] = map[string]bool{}
		}
		if seen[id][at] {
			t.Errorf("%s: two things at %s", id, at)
		}
		seen[id][at] = true
	}
	for _, e := range rows(t, dir, "events.csv") {
		note(e["ticket_id"], e["occurred_at"])
		at := instant(t, e["occurred_at"])
		if at.Before(last[e["ticket_id"]]) || at.Unix() >= ends {
			t.Errorf("%s: %s is out of order or past the end", e["ticket_id"], at)
		}
		last[e["ticket_id"]] = at
	}
	for _, e := range rows(t, dir, "escalations.csv") {
		note(e["ticket_id"], e["escalated_at"])
		if e["returned_at"] != "" {
			note(e["ticket_id"], e["returned_at"])
		}
	}
}

// The columns that could be left empty are filled, and say the same as the events.
func TestTicketColumnsAgreeWithEvents(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 4000, Seed: 9})
	for _, f := range follow(t, dir) {
		want := map[string]string{
			"team": f.teams[0], "created_at": moment(f.created), "updated_at": moment(f.last), "closed_at": moment(f.closed),
			"contacts": strconv.Itoa(len(f.contacts)), "reopens": strconv.Itoa(f.reopens),
			"reassignments": strconv.Itoa(f.moves), "effort_minutes": "", "resolved_at": "", "first_resolved_at": "",
			"first_response_at": "",
		}
		if f.effort > 0 {
			want["effort_minutes"] = strconv.FormatInt(f.effort, 10)
		}
		f.wantTimes(want)
		got := map[string]string{}
		for column := range want {
			got[column] = f.ticket[column]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: events (-) and ticket (+):\n%s", f.ticket["ticket_id"], diff)
		}
	}
}

func (f *followed) wantTimes(want map[string]string) {
	nth := 0
	if f.madeByAgent {
		nth = 1
	}
	if len(f.contacts) > nth {
		want["first_response_at"] = moment(f.contacts[nth])
	}
	if n := len(f.resolutions); n > 0 {
		want["first_resolved_at"] = moment(f.resolutions[0])
		if f.done {
			want["resolved_at"] = moment(f.resolutions[n-1])
		}
	}
}

func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return string(appendTime(nil, at.Unix()))
}

// Upward moves stand in the escalation records only; moved events go sideways or down.
func TestMovesStandWhereTheyBelong(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 5000, Seed: 3})
	book := readRoster(t, filepath.Join(dir, "roster.toml"))
	for _, e := range rows(t, dir, "escalations.csv") {
		from, to := book.tier(e["from_team"]), book.tier(e["to_team"])
		if e["kind"] == "functional" && to <= from {
			t.Errorf("%s: %s to %s goes no tier up", e["ticket_id"], e["from_team"], e["to_team"])
		}
		if e["kind"] == "hierarchical" && (e["to_team"] != "" && to != from || e["returned_at"] != "") {
			t.Errorf("%s: a hierarchical escalation changes the team", e["ticket_id"])
		}
	}
	for _, f := range follow(t, dir) {
		if f.unknownKind || slices.Contains(f.tiers, 0) {
			t.Errorf("%s: unknown kind or team without tier: %v", f.ticket["ticket_id"], f.teams)
		}
		if len(slices.Compact(slices.Clone(f.teams))) != len(f.teams) {
			t.Errorf("%s: a move to the same team: %v", f.ticket["ticket_id"], f.teams)
		}
	}
}

func TestRosterPlacesEveryTeam(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 1, Seed: 1})
	book := readRoster(t, filepath.Join(dir, "roster.toml"))
	for _, team := range teams {
		if got := book.tier(team.name); got != team.tier {
			t.Errorf("%s: tier %d, want %d", team.name, got, team.tier)
		}
	}
	if !book.beyondFirst("Gerätetausch") || book.beyondFirst("Drucker") || len(book.Category) != len(categories) {
		t.Errorf("categories of the roster: %v", book.Category)
	}
}

func TestCalendarFile(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 1, Seed: 1})
	var got struct {
		Timezone string
		Open     []struct {
			Days     []string
			From, To string
		}
		Holiday []struct{ Day, Name string }
	}
	if err := toml.Unmarshal(content(t, dir, "calendar.toml"), &got); err != nil {
		t.Fatal(err)
	}
	if got.Timezone != "Europe/Berlin" || len(got.Open) != 1 || len(got.Open[0].Days) != 5 || got.Open[0].To != "18:00" {
		t.Errorf("got %+v", got)
	}
	if len(got.Holiday) != len(holidays) || got.Holiday[1].Day != "2024-12-25" {
		t.Errorf("holidays %v", got.Holiday)
	}
}
