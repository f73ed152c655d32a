package reader

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkCSV reads one file the way an import does and the way DuckDB does it on its own, and reports the rows per
// second of both and their ratio. Delimiters inside quotes make one thread read the whole file.
func BenchmarkCSV(b *testing.B) {
	for name, line := range map[string]string{
		"plain":  "INC%07d,2016-02-29 01:%02d:17,Group %d,Active,%d,hello\n",
		"quoted": "\"INC%07d\",\"2016-02-29 01:%02d:17\",\"Group %d\",\"Active\",\"%d\",\"hello\"\n",
		"commas": "INC%07d,2016-02-29 01:%02d:17,Group %d,\"Active, new\",%d,hello\n",
	} {
		b.Run(name, func(b *testing.B) {
			const rows = 1_000_000
			path := bigCSV(b, line, rows)
			var mine, plain, opening time.Duration
			for b.Loop() {
				plain += timed(b, func() { run(b, "create or replace temp table t as from read_csv('"+path+"')") })
				mine += timed(b, func() { opening += stage(b, path) })
			}
			b.ReportMetric(float64(rows)*float64(b.N)/mine.Seconds(), "rows/s")
			b.ReportMetric(float64(rows)*float64(b.N)/plain.Seconds(), "duckdb-rows/s")
			b.ReportMetric(plain.Seconds()/mine.Seconds(), "ratio")
			b.ReportMetric(opening.Seconds()/mine.Seconds(), "open-share")
		})
	}
}

func bigCSV(b *testing.B, line string, rows int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "events.csv")
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "id,at,team,state,minutes,note")
	for i := range rows {
		fmt.Fprintf(w, line, i, i%60, i%40, i%500)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func timed(b *testing.B, f func()) time.Duration {
	b.Helper()
	start := time.Now()
	f()
	return time.Since(start)
}

func run(b *testing.B, query string) {
	b.Helper()
	if _, err := conn(b).ExecContext(context.Background(), query); err != nil {
		b.Fatal(err)
	}
}

// stage opens and stages a file and returns how long Open took.
func stage(b *testing.B, path string) time.Duration {
	b.Helper()
	q, ctx := conn(b), context.Background()
	start := time.Now()
	src, err := Open(ctx, q, path, Options{TempDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	opening := time.Since(start)
	if _, err := q.ExecContext(ctx, "create or replace temp table t as select * from "+src.From); err != nil {
		b.Fatal(err)
	}
	if err := src.Close(); err != nil {
		b.Fatal(err)
	}
	return opening
}
