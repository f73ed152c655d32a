package reader

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"

	"tiermix/model/records"
)

// result is what an input came to: its source, its rows with NULL as "∅", its rejects and the error of Open.
type result struct {
	src     *Source
	rows    []string // fields joined by |
	rejects []Reject
	err     error
}

// conn is a connection to an empty database in memory.
func conn(t testing.TB) *sql.Conn {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// load opens a path, stages it as an import does, and closes it.
func load(t testing.TB, q Querier, path string, opts Options) result {
	t.Helper()
	ctx := context.Background()
	src, err := Open(ctx, q, path, opts)
	if err != nil {
		return result{err: err}
	}
	defer func() {
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := q.ExecContext(ctx, "create or replace temp table staged as select * from "+src.From); err != nil {
		return result{err: fmt.Errorf("stage %s: %w", path, err)}
	}
	rejects, err := src.Rejects(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rejects {
		if _, known := records.Say(r.Reason); !known {
			t.Errorf("no German for %q", r.Reason)
		}
	}
	rows := texts(t, q, "select * from staged order by rowid", len(src.Columns))
	if got := int64(len(rows) + len(rejects)); got != src.Records {
		t.Errorf("%s: %d rows and %d rejects, but %d records", path, len(rows), len(rejects), src.Records)
	}
	return result{src: src, rows: rows, rejects: rejects}
}

func texts(t testing.TB, q Querier, query string, columns int) []string {
	t.Helper()
	rows, err := q.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	values, refs := make([]sql.NullString, columns), make([]any, columns)
	for i := range values {
		refs[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(refs...); err != nil {
			t.Fatal(err)
		}
		fields := make([]string, columns)
		for i, v := range values {
			if fields[i] = v.String; !v.Valid {
				fields[i] = "∅"
			}
		}
		out = append(out, strings.Join(fields, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// write puts content into a file of the given name in a folder of its own.
func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// message is the error with the folder taken off.
func message(err error, path string) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), filepath.Dir(path)+string(filepath.Separator), "")
}

func TestReadsRecords(t *testing.T) {
	q := conn(t)
	for _, test := range []struct {
		name, file, content string
		columns, rows       []string
	}{
		{"plain", "a.csv", "id,name\n1,a\n2,b\n", []string{"id", "name"}, []string{"1|a", "2|b"}},
		{"xes", "a.xes", `<log><trace><string key="concept:name" value="c1"/><event><string key="concept:name" value="a"/></event><event><string key="x" value="1,&quot;2"/></event></trace></log>`,
			[]string{"case:concept:name", "concept:name", "x"}, []string{"c1|a|∅", `c1|∅|1,"2`}},
		{"jsonl", "a.jsonl", "{\"a\":1,\"b\":{\"x\":[1]}}\n{\"c\":\"é\\u0041\",\"a\":null}\n", []string{"a", "b", "c"}, []string{`1|{"x":[1]}|∅`, "∅|∅|éA"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := load(t, q, write(t, test.file, test.content), Options{})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.columns, got.src.Columns); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, got.rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if len(got.rejects) != 0 {
				t.Errorf("rejects %+v", got.rejects)
			}
		})
	}
}
