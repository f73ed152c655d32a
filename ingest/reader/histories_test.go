package reader

import (
	"os"
	"path/filepath"
	"testing"
)

// history is the path of a real ticket history beside the repository; the test is skipped when it is not there.
func history(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the real history %s is not beside the repository (%s)", name, path)
	}
	return path
}

func TestRealHistories(t *testing.T) {
	q := conn(t)
	for _, test := range []struct {
		path, id   string
		rows       int64
		cases      string
		someColumn string
	}{
		{"bpic2013/BPIC13_incidents.xes.gz", "case:concept:name", 65533, "7554", "org:group"},
		{"uci-servicenow/incident_event_log.csv.gz", "number", 141712, "24918", "assignment_group"},
	} {
		t.Run(filepath.Base(test.path), func(t *testing.T) {
			got := load(t, q, history(t, test.path), Options{TempDir: t.TempDir()})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if n := int64(len(got.rows)); n != test.rows || got.src.Records != test.rows {
				t.Errorf("%d rows of %d records, want %d", n, got.src.Records, test.rows)
			}
			if len(got.rejects) != 0 {
				t.Errorf("%d rejects, the first is %+v", len(got.rejects), got.rejects[0])
			}
			cases := texts(t, q, "select count(distinct "+identifier(test.id)+"), count("+identifier(test.someColumn)+") > 0 from staged", 2)
			if want := test.cases + "|true"; cases[0] != want {
				t.Errorf("distinct cases and whether %s is known: %s, want %s", test.someColumn, cases[0], want)
			}
		})
	}
}
