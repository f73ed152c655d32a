package ingest_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// The rows of an export, summed up, are the figures: each share's hits and what it counts, in both formats.
func TestExportAddsUpToTheFigures(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "small"))
	for _, format := range []string{"csv", "parquet"} {
		path := filepath.Join(t.TempDir(), "tickets."+format)
		rows, err := store.Export(t.Context(), s.DB(), kpi.Scope{}, nil, format, path)
		if err != nil {
			t.Fatal(err)
		}
		var tickets int64
		if err := s.DB().QueryRow("select count(*) from tier.path").Scan(&tickets); err != nil || rows != tickets {
			t.Fatalf("%s: %d rows of %d tickets, %v", format, rows, tickets, err)
		}
		from := fmt.Sprintf("read_%s('%s')", format, path)
		compared := 0
		for _, c := range kpi.Columns() {
			answer, err := store.Answer(t.Context(), s.DB(), kpi.Query{IDs: []string{c.ID}})
			if err != nil {
				t.Fatal(err)
			}
			f := answer.Figures[0]
			var hits, counted float64
			if err := s.DB().QueryRow(fmt.Sprintf("select count_if(%[1]s), count(%[1]s) from (select %[1]s::boolean as %[1]s from %[2]s)", c.ID, from)).Scan(&hits, &counted); err != nil {
				t.Fatal(err)
			}
			if !f.Available {
				continue
			}
			compared++
			if f.Numerator == nil || hits != *f.Numerator || counted != *f.Denominator {
				t.Errorf("%s, %s: %v of %v in the export, the figure has %v of %v", format, c.ID, hits, counted, *f.Numerator, *f.Denominator)
			}
		}
		if compared < 10 {
			t.Errorf("%s: only %d figures were compared", format, compared)
		}
	}
}

// A scope narrows an export; a format that is not known is refused; text that would be a formula is marked in CSV.
func TestExportScope(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "small"))
	path := filepath.Join(t.TempDir(), "it's.parquet")
	scope := kpi.Scope{Where: []kpi.Filter{{Dim: "channel", Values: []string{"phone"}}}}
	answer, err := store.Answer(t.Context(), s.DB(), kpi.Query{Scope: scope, IDs: []string{"tickets_created"}})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := store.Export(t.Context(), s.DB(), scope, nil, "parquet", path)
	if err != nil || rows < int64(answer.Figures[0].N) || rows == 0 {
		t.Errorf("%d rows by phone, the figure has %d: %v", rows, answer.Figures[0].N, err)
	}
	if _, err := store.Export(t.Context(), s.DB(), scope, nil, "xls", path); err == nil {
		t.Error("a format that is not known is taken")
	}
	if _, err := store.Export(t.Context(), s.DB(), scope, nil, "csv", filepath.Join(path, "none.csv")); err == nil {
		t.Error("nothing is said of a file that cannot be written")
	}
}
