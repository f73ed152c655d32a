package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/state"
	"tiermix/ingest/store"
	"tiermix/model/access"
	"tiermix/model/kpi"
)

// benchmarkReports writes a report of the last quarter as PDF and workbook, and all tickets as tables: how long that takes, how large it is, and how much memory tables take.
func benchmarkReports(b *testing.B, db string) {
	ctx := context.Background()
	source, closeFile, err := openSource(ctx, db)
	if err != nil {
		b.Fatal(err)
	}
	d, err := dashboard.New(source, dashboard.Options{PartLimit: 10 * time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	status, err := source.Status(ctx)
	if err != nil {
		b.Fatal(err)
	}
	last := status.Last
	to := time.Date(last.Year(), last.Month(), last.Day(), 0, 0, 0, 0, time.UTC)
	edition := d.Edition(access.Visitor{Owner: true}, state.State{Period: kpi.Period{From: to.AddDate(0, -3, 1), To: to}, Compare: state.PreviousSpan, Hours: kpi.Calendar}, "en")
	for _, format := range []string{"pdf", "xlsx"} {
		started := time.Now()
		content := written(b, filepath.Join(b.TempDir(), "report."+format), func(f *os.File) error { return edition.Write(ctx, f, format) })
		b.ReportMetric(time.Since(started).Seconds(), "report-"+format+"-s")
		b.ReportMetric(float64(len(content))/(1<<10), "report-"+format+"-KiB")
		if format == "pdf" {
			b.ReportMetric(float64(bytes.Count(content, []byte("/Type /Page\n"))), "report-pages")
		}
	}
	d.Close()
	if err := closeFile(); err != nil {
		b.Fatal(err)
	}
	benchmarkTables(b, db)
}

// written is what work writes into a file.
func written(b *testing.B, path string, work func(*os.File) error) []byte {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := work(f); err != nil {
		b.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return content
}

// benchmarkTables writes a row per ticket, with the peak of memory counted anew.
func benchmarkTables(b *testing.B, db string) {
	ctx := context.Background()
	s, err := store.Open(ctx, db, store.Read)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // the peak of resident memory begins anew, see proc(5)
		b.Logf("the peak of memory is that of the whole run: %v", err)
	}
	for _, format := range []string{"csv", "parquet"} {
		started := time.Now()
		rows, err := store.Export(ctx, s.DB(), kpi.Scope{}, nil, format, filepath.Join(b.TempDir(), "tickets."+format))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(rows)/time.Since(started).Seconds(), format+"-rows/s")
	}
	b.ReportMetric(peakMiB(b), "tables-peak-MiB")
}
