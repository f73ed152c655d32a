package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tiermix/ingest/tier"
	"tiermix/model/records"
)

// The desk by hand: what its data rest on.
func TestRecordsByHand(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	r, err := tier.Records(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	tickets := lines(t, filepath.Join("..", "sample-data", "by-hand"), "tickets.csv")
	if r.Tickets != len(tickets) || len(r.Batches) == 0 || r.Events == 0 || len(r.Unplaced) != 0 || r.Faults.Rows != 0 {
		t.Fatalf("got %+v", r)
	}
	if ago := time.Since(r.Batches[0].Started); ago < 0 || ago > time.Hour {
		t.Errorf("the import began %v ago", ago)
	}
	for _, f := range r.Fields {
		column := map[string]string{"customer_key": "customer", "knowledge_key": "knowledge"}[f.Field]
		if column == "" {
			column = f.Field
		}
		known := 0
		for _, l := range tickets {
			if l[column] != "" {
				known++
			}
		}
		if f.Known != known {
			t.Errorf("%s is known of %d tickets, want %d", f.Field, f.Known, known)
		}
	}
	sum := 0
	for _, k := range r.Kinds {
		sum += k.Events
	}
	if sum != r.Events {
		t.Errorf("%d events of all kinds, %d in all", sum, r.Events)
	}
}

// Refused rows are counted by reason and listed with their place; teams that no roster places are named.
func TestRecordsOfABadLog(t *testing.T) {
	folder := t.TempDir()
	log := "case,activity,timestamp,team\nT1,Created,2026-03-02 10:00,Desk\nT1,Closed,2026-03-02 25:10,Desk\nT2,Created,yesterday,Desk\n,Created,2026-03-02 10:00,Desk\nT3,Created,2026-03-02 11:00,Network\n"
	if err := os.WriteFile(filepath.Join(folder, "log.csv"), []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, folder)
	r, err := tier.Records(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	if r.Faults.Rows != 3 || len(r.Faults.First) != 3 || r.Faults.First[0].Record != 2 || r.Batches[0].Refused != 3 || !strings.HasSuffix(r.Batches[0].Files[0], "log.csv") {
		t.Errorf("faults %+v, batch %+v", r.Faults, r.Batches[0])
	}
	total := 0
	for _, x := range r.Faults.Reasons {
		total += x.Rows
	}
	if total < 3 {
		t.Errorf("reasons %+v", r.Faults.Reasons)
	}
	if len(r.Unplaced) != 2 || r.Unplaced[0] == (records.Team{}) {
		t.Errorf("teams %+v", r.Unplaced)
	}
	if r.Counters.Tickets != 0 {
		t.Errorf("counters %+v", r.Counters)
	}
}
