package mapping_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tiermix/ingest/mapping"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct{ base, columns, want, rows string }{
		{"tickets.csv", "ticket_id,created_at,team", "tiermix", "tickets"},
		{"export.csv", "Ticket_ID,CREATED_AT", "tiermix", "tickets"},
		{"events-2024.csv.gz", "ticket_id,occurred_at,kind", "tiermix", "events"},
		{"incident_event_log.csv", "number,sys_updated_at,incident_state", "servicenow-log", "log"},
		{"log.xes", "case:concept:name,time:timestamp,org:group,concept:name,lifecycle:transition,organization involved,organization country", "bpic2013", "log"},
		{"log.xes", "case:concept:name,time:timestamp,org:group,concept:name,lifecycle:transition", "xes", "log"},
		{"log.csv", "Case ID,Activity,Complete Timestamp", "event-log", "log"},
		{"weeks.csv", "agent,team,week", "", ""},
		{"agents.csv", "agent,team", "tiermix", "agents"},
		{"salaries.csv", "agent,annual_salary,currency", "tiermix", "salaries"},
		{"hours.csv", "team,week,paid_hours", "tiermix", "hours"},
	} {
		m, err := mapping.Choose(c.base, strings.Split(c.columns, ","))
		if c.want == "" {
			want := c.base + ": no built-in mapping knows these columns (agent, team, week); `tiermix mapping guess FILE` prints one to start from"
			if err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
			continue
		}
		if err != nil || m.Name != c.want {
			t.Errorf("%s (%s): got %q, %v, want %s", c.base, c.columns, m.Name, err, c.want)
			continue
		}
		if f, ok := m.FileFor(c.base, strings.Split(c.columns, ",")); !ok || f.Rows != c.rows {
			t.Errorf("%s: got %q, want %s", c.base, f.Rows, c.rows)
		}
	}
}

func TestExplainNamesWhatIsMissing(t *testing.T) {
	columns := strings.Split("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o", ",")
	_, err := mapping.Choose("tickets.csv", columns)
	want := "tickets.csv: mapping tiermix needs a column for created_at (created_at) in a file of tickets; the file has a, b, c, d, e, f, g, h, i, j, k, l and 3 more"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// A file that fits in everything but its name is named, whatever else the mapping knows.
func TestExplainNamesWhoseColumnsTheseAre(t *testing.T) {
	m, err := mapping.Parse("x.toml", []byte("name = \"x\"\n[[file]]\nrows = \"agents\"\nnames = [\"people*\", \"staff*\"]\n[file.columns]\nagent = \"a\"\nteam = \"t\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := "foo.csv: mapping x knows these columns (a, t) only in a file of agents, by the name of people* or staff*"
	if err := m.Explain("foo.csv", []string{"a", "t"}); err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	_, err = mapping.Choose("tickets.csv", []string{"agent", "team"})
	want = "tickets.csv: mapping tiermix needs a column for created_at (created_at) in a file of tickets; the file has agent, team"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// A fixed value stands for a column, until a column is named.
func TestOverrideOfFixedValues(t *testing.T) {
	m, err := mapping.Parse("x.toml", []byte("[[file]]\nrows = \"agents\"\n[file.columns]\nagent = \"a\"\n[file.fixed]\nteam = \"Desk\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Compile(m.Files[0], []string{"a", "t"}, "f").Columns["team"]; got != "always Desk" {
		t.Errorf("got %q", got)
	}
	if m, err = m.Override([]string{"team=t"}); err != nil {
		t.Fatal(err)
	}
	if got := m.Compile(m.Files[0], []string{"a", "t"}, "f").Columns["team"]; got != "t" {
		t.Errorf("got %q, want t", got)
	}
}

func TestOverride(t *testing.T) {
	m, err := mapping.Preset("event-log")
	if err != nil {
		t.Fatal(err)
	}
	if m, err = m.Override([]string{"team=Owner=Group", "ticket_id=nr"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Owner=Group"}, m.Files[0].Columns["team"].Names); diff != "" {
		t.Errorf("a column may hold the sign = (-want +got):\n%s", diff)
	}
	if _, ok := m.FileFor("x.csv", []string{"nr", "time"}); !ok {
		t.Error("the column by hand is not found")
	}
	if fresh, err := mapping.Preset("event-log"); err != nil || fresh.Files[0].Columns["team"].Names[0] != "team" {
		t.Errorf("the built-in mapping itself was changed: %v, %v", fresh.Files[0].Columns["team"], err)
	}
	for setting, want := range map[string]string{
		"team":     `column "team": write FIELD=COLUMN, for example team=Group`,
		"colour=x": `column "colour=x": mapping event-log has no field colour`,
	} {
		if _, err := m.Override([]string{setting}); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// What is guessed is a mapping: it can be read back and finds the same columns.
func TestGuessCanBeReadBack(t *testing.T) {
	for _, columns := range [][]string{
		{"case", "activity", "time", "group"},
		{"ticket_id", "occurred_at", "kind", "team"},
		{"case:concept:name", "time:timestamp", "org:group", "concept:name", "lifecycle:transition"},
		{`a "quoted" \ name`, "case", "time", "new\nline"},
	} {
		m, f, err := mapping.Best("file.csv", columns)
		if err != nil {
			t.Fatal(err)
		}
		text := mapping.Guess{Mapping: m, File: f, Columns: columns, Words: map[string]string{"on\nhold": "waiting", "odd": ""}}.TOML()
		back, err := mapping.Parse("guess", []byte(text))
		if err != nil {
			t.Errorf("%v\n%s", err, text)
			continue
		}
		kind, ok := back.FileFor("file.csv", columns)
		if !ok || kind.Rows != f.Rows {
			t.Errorf("%v: the guess does not fit its own file:\n%s", columns, text)
		}
		if diff := cmp.Diff(m.States, back.States, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
	}
}

// A file of which too little is known gets the open fields as comments.
func TestGuessOfAnUnknownFile(t *testing.T) {
	m, f, err := mapping.Best("zoo.csv", []string{"animal", "legs"})
	if err != nil {
		t.Fatal(err)
	}
	text := mapping.Guess{Mapping: m, File: f, Columns: []string{"animal", "legs"}}.TOML()
	for _, want := range []string{"# ticket_id = \"\" # needed: name its column\n", "# occurred_at = \"\" # needed: name its column\n", "# team = \"\"\n", "# animal, legs\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
}
