package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"tiermix/ingest"
)

// The figures of both real histories are worked out a second time here, by plain Go over the parsed files. Nothing of
// tiermix is used for that: own reading of files and times, own rule of tiers, and a fold straight from the definitions.

// history is one real log and how it is to be read.
type history struct {
	file, roster, zone string
	rows, tickets      int64
	parse              func(*testing.T, io.Reader) []*logTicket
	tier               func(team string) int
}

var histories = map[string]history{
	"uci": {
		file: "uci-servicenow/incident_event_log.csv.gz", roster: "uci-servicenow.roster.toml", zone: "UTC",
		rows: 141712, tickets: 24918, parse: parseUCI, tier: tierUCI,
	},
	"bpic2013": {
		file: "bpic2013/BPIC13_incidents.xes.gz", roster: "bpic2013.roster.toml", zone: "Europe/Brussels",
		rows: 65533, tickets: 7554, parse: parseBPIC, tier: tierBPIC,
	},
}

// logRow is one update of a ticket; an empty text is a missing value.
type logRow struct {
	at                 time.Time
	team, agent, state string
}

// logTicket is a ticket with its updates in the order of time; equal times keep the order of the file.
type logTicket struct {
	created  time.Time
	priority string // the last one known
	rows     []logRow
}

func (t *logTicket) sort() {
	sort.SliceStable(t.rows, func(i, j int) bool { return t.rows[i].at.Before(t.rows[j].at) })
	if first := t.rows[0].at; t.created.IsZero() || first.Before(t.created) {
		t.created = first
	}
}

func TestRealHistories(t *testing.T) {
	for name, h := range histories {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(h.file))
			if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
				t.Skipf("the real history %s is not beside the repository; sample-data/README.md says where it comes from", h.file)
			}
			s, report := importInto(t, ingest.Request{Paths: []string{path}, Roster: filepath.Join("..", "..", "sample-data", h.roster)})
			if report.Read != h.rows || report.Kept != h.rows || report.Refused != 0 || report.Repeated != 0 || report.Tickets != h.tickets {
				t.Errorf("got %+v, want %d rows read and kept of %d tickets, none refused or repeated", report, h.rows, h.tickets)
			}
			tickets := readHistory(t, path, h)
			if int64(len(tickets)) != h.tickets {
				t.Fatalf("the second way reads %d tickets, want %d", len(tickets), h.tickets)
			}
			told := fold(tickets, h.tier)
			compareHistory(t, s, told, int(report.Moves))
			compareSplit(t, s, told, h)
		})
	}
}

func readHistory(t *testing.T, path string, h history) []*logTicket {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	tickets := h.parse(t, text)
	for _, ticket := range tickets {
		ticket.sort()
	}
	return tickets
}

// parseUCI reads the ServiceNow log: ? and the state -100 are missing values.
func parseUCI(t *testing.T, r io.Reader) []*logTicket {
	t.Helper()
	lines := csv.NewReader(r)
	head, err := lines.Read()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range head {
		column[name] = i
	}
	var all []*logTicket
	known := map[string]*logTicket{}
	last := map[*logTicket]time.Time{}
	for {
		line, err := lines.Read()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		get := func(name string) string {
			if v := line[column[name]]; v != "?" && v != "-100" {
				return v
			}
			return ""
		}
		ticket := known[get("number")]
		if ticket == nil {
			ticket = &logTicket{}
			known[get("number")], all = ticket, append(all, ticket)
		}
		row := logRow{at: minuteOf(t, get("sys_updated_at")), team: get("assignment_group"), agent: get("sys_updated_by"), state: stateUCI[get("incident_state")]}
		ticket.rows = append(ticket.rows, row)
		if opened := get("opened_at"); opened != "" {
			if at := minuteOf(t, opened); ticket.created.IsZero() || at.Before(ticket.created) {
				ticket.created = at
			}
		}
		if p := get("priority"); p != "" && !row.at.Before(last[ticket]) {
			ticket.priority, last[ticket] = p, row.at
		}
	}
}

var stateUCI = map[string]string{
	"New": "open", "Active": "open", "Awaiting Evidence": "open", "Awaiting Problem": "open", "Awaiting User Info": "open",
	"Awaiting Vendor": "open", "Resolved": "resolved", "Closed": "closed",
}

func minuteOf(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2/1/2006 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// tierUCI is the example roster as a rule.
func tierUCI(team string) int {
	if team == "Group 70" || team == "Group 20" {
		return 1
	}
	return 2
}

// parseBPIC reads the log of Volvo IT. "Completed" means resolved or, by its sub-status, closed; Siebel is the system.
func parseBPIC(t *testing.T, r io.Reader) []*logTicket {
	t.Helper()
	decoder := xml.NewDecoder(r)
	var all []*logTicket
	var event map[string]string
	for {
		token, err := decoder.RawToken()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tag := token.(type) {
		case xml.StartElement:
			switch {
			case tag.Name.Local == "trace":
				all = append(all, &logTicket{})
			case tag.Name.Local == "event":
				event = map[string]string{}
			case event != nil:
				event[attribute(tag, "key")] = attribute(tag, "value")
			}
		case xml.EndElement:
			if tag.Name.Local == "event" {
				addBPIC(t, all[len(all)-1], event)
				event = nil
			}
		}
	}
}

func attribute(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func addBPIC(t *testing.T, ticket *logTicket, event map[string]string) {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04:05Z07:00", event["time:timestamp"])
	if err != nil {
		t.Fatal(err)
	}
	row := logRow{at: at.UTC(), team: event["org:group"], agent: event["org:resource"], state: "open"}
	if row.agent == "Siebel" {
		row.agent = ""
	}
	if event["concept:name"] == "Completed" {
		row.state = "resolved"
		if s := event["lifecycle:transition"]; s == "Closed" || s == "Cancelled" {
			row.state = "closed"
		}
	}
	if n := len(ticket.rows); n == 0 || !row.at.Before(ticket.rows[n-1].at) {
		ticket.priority = event["impact"]
	}
	ticket.rows = append(ticket.rows, row)
}

var (
	thirdLine  = regexp.MustCompile(`3rd`)
	secondLine = regexp.MustCompile(` 2nd$`)
)

// tierBPIC reads the support line out of the team's name; "V13 2nd 3rd" serves both and counts as 3rd.
func tierBPIC(team string) int {
	switch {
	case thirdLine.MatchString(team):
		return 3
	case secondLine.MatchString(team):
		return 2
	}
	return 1
}

func TestTiersOfTheSecondWay(t *testing.T) {
	for team, want := range map[string]int{"G97": 1, "V13 2nd": 2, "D8 3rd": 3, "V13 2nd 3rd": 3} {
		if got := tierBPIC(team); got != want {
			t.Errorf("%s: got %d, want %d", team, got, want)
		}
	}
	if strings.Join([]string{stateUCI["Resolved"], stateUCI[""]}, ",") != "resolved," {
		t.Error("a missing state must change nothing")
	}
}
