package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
)

// A preview says what the import will say, shows the first rows, and keeps nothing.
func TestPreviewIsTheImportWithoutIt(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "log.csv")
	log := "case,activity,timestamp,team,colour\nT1,Created,2026-03-02 10:00,Desk,red\nT1,Closed,2026-03-02 25:10,Desk,\nT2,Created,yesterday,Desk,\n,Created,2026-03-02 10:00,Desk,\nT3,Created,2026-03-02 11:00,Network,\n"
	if err := os.WriteFile(path, []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	before, err := tier.Records(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	request := ingest.Request{Paths: []string{path}}
	p, err := ingest.Preview(t.Context(), s, request)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Files) != 1 || p.Files[0].Name != "log.csv" || p.Files[0].Fields["case"] != "ticket_id" || p.Files[0].Fields["colour"] != "" || len(p.Files[0].First) != 5 || p.Files[0].First[0][4] != "red" {
		t.Errorf("file %+v", p.Files)
	}
	if p.Read != 5 || p.Refused != 3 || len(p.Faults) != 3 || p.Faults[0].Record != 2 || !strings.Contains(p.Faults[0].Reason, "no date") {
		t.Errorf("%d read, %d refused: %+v", p.Read, p.Refused, p.Faults)
	}
	after, err := tier.Records(t.Context(), s.DB())
	if err != nil || after.Tickets != before.Tickets || after.Events != before.Events || len(after.Batches) != len(before.Batches) {
		t.Errorf("something was kept: %+v, %v", after, err)
	}
	report, err := ingest.Import(t.Context(), s, request)
	if err != nil || int(report.Read) != p.Read || int(report.Kept) != p.Kept || int(report.Refused) != p.Refused || int(report.Repeated) != p.Repeated {
		t.Errorf("the import did %+v, %v; the preview said %+v", report, err, p)
	}
	again, err := ingest.Preview(t.Context(), s, request)
	if err != nil || again.Kept != 0 || again.Repeated != p.Kept {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
}

func TestPreviewRefuses(t *testing.T) {
	s, err := store.Open(context.Background(), "", store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, text := range map[string]string{"empty.csv": "", "colours.csv": "red,green\n1,2\n"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if p, err := ingest.Preview(t.Context(), s, ingest.Request{Paths: []string{path}}); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
