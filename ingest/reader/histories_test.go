package reader

import (
	"context"
	"fmt"
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
			ctx := context.Background()
			src, err := Open(ctx, q, history(t, test.path), Options{TempDir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			rejects, err := src.Rejects(ctx, q)
			if err != nil || len(rejects) != 0 || src.Records != test.rows {
				t.Errorf("%d records and %d rejects, want %d and none (%v)", src.Records, len(rejects), test.rows, err)
			}
			got := texts(t, q, fmt.Sprintf("select count(*), count(distinct %s), count(%s) > 0 from %s", identifier(test.id), identifier(test.someColumn), src.From), 3)
			if want := fmt.Sprintf("%d|%s|true", test.rows, test.cases); got[0] != want {
				t.Errorf("rows, distinct cases and whether %s is known: %s, want %s", test.someColumn, got[0], want)
			}
			if err := src.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
