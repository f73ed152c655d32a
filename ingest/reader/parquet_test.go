package reader

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parquetFile writes the result of a query and returns its path.
func parquetFile(t testing.TB, q Querier, query string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.parquet")
	if _, err := q.ExecContext(context.Background(), "copy ("+query+") to "+literal(path)+" (format parquet)"); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestParquetTypes(t *testing.T) {
	q := conn(t)
	for _, zone := range []string{"UTC", "Asia/Kathmandu"} {
		if _, err := q.ExecContext(context.Background(), "set timezone = '"+zone+"'"); err != nil {
			t.Fatal(err)
		}
		for expr, want := range map[string]string{
			"42::int":                                "42",
			"42::utinyint":                           "42",
			"'-9223372036854775808'::bigint":         "-9223372036854775808",
			"1.50::decimal(9, 2)":                    "1.50",
			"1.5::double":                            "1.5",
			"0.1::float":                             "0.1",
			"true":                                   "true",
			"null::int":                              "∅",
			"''":                                     "",
			"'Zoë, \"x\"'":                           "Zoë, \"x\"",
			"date '2024-02-29'":                      "2024-02-29",
			"time '10:30:00'":                        "10:30:00",
			"timestamp '2024-02-29 10:30:00'":        "2024-02-29 10:30:00",
			"timestamp '2024-02-29 10:30:00.125'":    "2024-02-29 10:30:00.125",
			"timestamp_ns '2024-02-29 10:30:00.125'": "2024-02-29 10:30:00.125",
			"timestamptz '2024-02-29 10:30:00+02'":   "2024-02-29 08:30:00+00:00",
			"[1, 2]":                                 "[1, 2]",
			"{'a': 1}":                               "{'a': 1}",
			"map {'k': 'v'}":                         "{k=v}",
			"encode('Zoë')":                          "Zoë",
			"'\\xFF\\x00'::blob":                     `\xFF\x00`,
			"'open'::enum('open', 'closed')":         "open",
			"'8f2a4f6e-3c53-4b39-8f4e-0d4f6c1b2a3d'::uuid": "8f2a4f6e-3c53-4b39-8f4e-0d4f6c1b2a3d",
		} {
			got := load(t, q, parquetFile(t, q, "select "+expr+` as "the "" column"`), Options{})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if len(got.rows) != 1 || got.rows[0] != want {
				t.Errorf("%s in %s: got %q, want %q", expr, zone, got.rows, want)
			}
			if got.src.Columns[0] != `the " column` || got.src.Format != Parquet {
				t.Errorf("%s: column %q of format %s", expr, got.src.Columns, got.src.Format)
			}
		}
	}
}

func TestParquetOrderAndSize(t *testing.T) {
	q := conn(t)
	path := parquetFile(t, q, "select range as id, 'x' as name from range(500000)")
	got := load(t, q, path, Options{})
	if got.src.Records != 500000 || got.rows[499999] != "499999|x" || got.rows[250000] != "250000|x" {
		t.Errorf("%d records, row 250000 is %s", got.src.Records, got.rows[250000])
	}
	info, err := os.Stat(path)
	if err != nil || got.src.Bytes != info.Size() {
		t.Errorf("size %d, want that of the file (%v)", got.src.Bytes, err)
	}
	if got := load(t, q, parquetFile(t, q, "select 1 as id where false"), Options{}); len(got.rows) != 0 || len(got.src.Columns) != 1 {
		t.Errorf("no rows: %q of %q", got.rows, got.src.Columns)
	}
}

func TestParquetInAFolderNamedLikeAPartition(t *testing.T) {
	q := conn(t)
	dir := filepath.Join(t.TempDir(), "year=2024")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "it's [1]*?.parquet")
	if err := os.Rename(parquetFile(t, q, "select 1 as id"), path); err != nil {
		t.Fatal(err)
	}
	if got := load(t, q, path, Options{}); got.err != nil || cmp.Diff([]string{"id"}, got.src.Columns) != "" {
		t.Errorf("error %v, want the column id alone", got.err)
	}
}

func TestParquetCutOff(t *testing.T) {
	q := conn(t)
	path := parquetFile(t, q, "select range as id from range(100000)")
	if err := os.Truncate(path, 2000); err != nil {
		t.Fatal(err)
	}
	got := load(t, q, path, Options{})
	if want := "a.parquet: the Parquet file is damaged or cut off, so nothing of it was imported; export it again"; message(got.err, path) != want {
		t.Errorf("got %v, want %s", got.err, want)
	}
}
