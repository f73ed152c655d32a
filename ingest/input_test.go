package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest"
	"tiermix/ingest/reader"
	"tiermix/ingest/store"
)

const log = "case,activity,time,team,agent\nA,new,2024-05-01 08:00,Desk,Ann\nA,odd,2024-05-01 09:00,Network,system\n"

// told imports and returns what was said to the person who imports, without folders.
func told(t *testing.T, s *store.Store, r ingest.Request) []string {
	t.Helper()
	var all []string
	r.Tell = func(sentence string) {
		for _, path := range r.Paths {
			sentence = strings.ReplaceAll(sentence, path+string(filepath.Separator), "")
			sentence = strings.ReplaceAll(sentence, filepath.Dir(path)+string(filepath.Separator), "")
		}
		all = append(all, sentence)
	}
	mustImport(t, s, r)
	return all
}

func TestImportTellsWhatItTook(t *testing.T) {
	got := told(t, mustOpen(t), ingest.Request{Paths: []string{write(t, "log.csv", log)}})
	want := []string{
		"log.csv: mapping event-log (Any table with one row per thing that happened: case, activity, time, and optionally team and agent)",
		"log.csv: log with agent, occurred_at = time, status = activity, team, ticket_id = case",
		`log.csv: the mapping gives these status words no state, so they change none: "odd" (1 rows)`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A folder brings its records whatever the order of their names; what the mapping does not know is left alone.
func TestFolder(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"a-events.csv": "ticket_id,occurred_at,kind,team\nT1,2024-05-01T08:00:00Z,created,Desk\n",
		"tickets.csv":  "ticket_id,created_at\nT1,2024-05-01T08:00:00Z\n",
		"zoo.csv":      "animal,legs\ncat,4\n",
		".hidden.csv":  "x\n",
		"notes.txt":    "nothing",
		"roster.toml":  "[[team]]\nname = \"Desk\"\ntier = 1\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := mustOpen(t)
	got := told(t, s, ingest.Request{Paths: []string{folder}})
	for _, want := range []string{"zoo.csv: no rows for the mapping, left alone", "roster from roster.toml"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("got %q, want a sentence with %q", got, want)
		}
	}
	if n := number(t, s, "select count(*) from tier.stint where team = 'Desk' and tier = 1"); n != 1 {
		t.Errorf("%d stints of the desk in tier 1, want 1", n)
	}
}

func TestImportSaysWhatIsWrong(t *testing.T) {
	s := mustOpen(t)
	for _, c := range []struct {
		name string
		r    ingest.Request
		want string
	}{
		{"no path", ingest.Request{}, "import: name at least one file or folder, or - for standard input"},
		{"no file", ingest.Request{Paths: []string{"nowhere"}}, "import nowhere: there is no such file or folder"},
		{"no input", ingest.Request{Paths: []string{"-"}}, "standard input: nothing is connected to it; pipe a file into it"},
		{"empty input", ingest.Request{Paths: []string{"-"}, Reader: reader.Options{Stdin: strings.NewReader("")}},
			"standard input: the file is empty; a CSV file starts with a line of column names, and tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"unknown columns", ingest.Request{Paths: []string{"-"}, Reader: reader.Options{Stdin: strings.NewReader("animal,legs\ncat,4\n")}},
			"standard input: no built-in mapping knows these columns (animal, legs); `tiermix mapping guess FILE` prints one to start from"},
		{"unknown mapping", ingest.Request{Paths: []string{small}, Mapping: "zammad"},
			`mapping "zammad": there is no such built-in mapping (there are tiermix, servicenow-log, bpic2013, xes, event-log) and no file of that name`},
		{"no roster", ingest.Request{Paths: []string{small}, Roster: "none.toml"}, "read file: open none.toml: no such file or directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := contents(t, s)
			_, err := ingest.Import(context.Background(), s, c.r)
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if diff := cmp.Diff(before, contents(t, s)); diff != "" {
				t.Errorf("(-before +after):\n%s", diff)
			}
		})
	}
}

func TestGuessMapping(t *testing.T) {
	text, err := ingest.GuessMapping(context.Background(), write(t, "log.csv", log), reader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# case, activity, time, team, agent\n", "\nticket_id = \"case\"\n", "\n#   odd: no state yet\n", "\n#   new: new\n", "\n# category = \"\"\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if _, err := ingest.GuessMapping(context.Background(), "nowhere.csv", reader.Options{}); err == nil {
		t.Error("a file that is not there: got no error")
	}
}
