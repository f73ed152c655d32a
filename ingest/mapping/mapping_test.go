package mapping_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest/mapping"
)

func TestParseTellsEveryFault(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "mapping x.toml: there is no [[file]]; at least one is needed"},
		{"no column", "[[file]]\nrows = \"agents\"\n", "mapping x.toml: file 1: columns.agent is missing; rows of agents need it\ncolumns.team is missing; rows of agents need it"},
		{"unknown rows", "[[file]]\nrows = \"faxes\"\n", `mapping x.toml: file 1: rows = "faxes" is not known; there are tickets, events, escalations, agents, log, salaries and hours`},
		{"unknown fields", "timezone = \"Mars\"\n[[file]]\nrows = \"agents\"\n[file.columns]\nagent = \"a\"\nteam = \"t\"\nhat = \"h\"\n[file.fixed]\nshoe = \"s\"\n",
			"mapping x.toml: timezone \"Mars\" is not known; use a name such as Europe/Berlin\nfile 1: columns.hat: rows of agents have no such field; they have agent, fte, hired_on, team\nfixed.shoe: rows of agents have no such field"},
		{"zone of the machine", "timezone = \"Local\"\n[[file]]\nrows = \"agents\"\n[file.columns]\nagent = \"a\"\nteam = \"t\"\n",
			"mapping x.toml: timezone \"Local\" is not known; use a name such as Europe/Berlin"},
		{"unknown keys", "nmae = \"x\"\n[[file]]\nrows = \"agents\"\ncolor = \"red\"\n", "mapping x.toml: line 1: key \"nmae\" is not known\nline 4: key \"file.color\" is not known"},
		{"column of another kind", "[[file]]\nrows = \"agents\"\n[file.columns]\nagent = 1\nteam = {glue = [\"a\"]}\n",
			"mapping x.toml: columns.agent: a column is a name, a list of names, or {join = [\"a\", \"b\"]}, not 1\ncolumns.team: a column is a name, a list of names, or {join = [\"a\", \"b\"]}"},
		{"name of another kind", "[[file]]\nrows = \"agents\"\n[file.columns]\nagent = [\"a\", 2]\nteam = \"t\"\n", "mapping x.toml: columns.agent: a column name is text, not 2"},
		{"file pattern", "[[file]]\nrows = \"agents\"\nnames = [\"[\"]\n[file.columns]\nagent = \"a\"\nteam = \"t\"\n", `mapping x.toml: file 1: names: "[" is no file pattern`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := mapping.Parse("x.toml", []byte(c.text)); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestParseNamesThePlaceOfBrokenTOML(t *testing.T) {
	_, err := mapping.Parse("x.toml", []byte("name = \"x\"\ndates = iso\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "mapping x.toml: line 2, column ") {
		t.Errorf("got %v, want line and column", err)
	}
}

func TestPresetsAreWhatTheProgramNames(t *testing.T) {
	all, err := mapping.Presets()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range all {
		names = append(names, m.Name)
		if m.About == "" || m.Timezone == "" || len(m.Dates) == 0 {
			t.Errorf("%s: about %q, time zone %q, dates %v: none may be empty", m.Name, m.About, m.Timezone, m.Dates)
		}
	}
	if got, want := strings.Join(names, " "), "tiermix servicenow-log bpic2013 xes event-log"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.toml")
	if err := os.WriteFile(path, []byte("name = \"mine\"\n[[file]]\nrows = \"agents\"\n[file.columns]\nagent = \"who\"\nteam = [\"where\", \"group\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := mapping.Load(path)
	if err != nil || m.Name != "mine" || m.Timezone != "UTC" {
		t.Errorf("got %+v, %v", m, err)
	}
	if m, err = mapping.Load("xes"); err != nil || m.Name != "xes" {
		t.Errorf("got %s, %v", m.Name, err)
	}
	for name, want := range map[string]string{
		"none.toml": "read mapping: open none.toml: no such file or directory",
		"none":      `mapping "none": there is no such built-in mapping (there are tiermix, servicenow-log, bpic2013, xes, event-log) and no file of that name`,
	} {
		if _, err := mapping.Load(name); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
