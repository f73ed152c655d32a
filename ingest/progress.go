package ingest

import (
	"context"
	"database/sql"
	"reflect"
	"sync"
	"time"

	"github.com/duckdb/duckdb-go/v2/mapping"
)

// Progress shows how far an import is.
type Progress interface {
	Say(step string)                    // a step without a known length begins
	Reading(file string, records int64) // a file begins
	Done(share float64)                 // 0 to 1 of the running file
}

// watch asks DuckDB several times a second how far the running statement is.
type watch struct {
	progress Progress
	quit     chan struct{}
	polling  sync.WaitGroup
}

// follow starts watching a connection; without anybody to show it to it does nothing.
func follow(conn *sql.Conn, progress Progress) *watch {
	w := &watch{progress: progress, quit: make(chan struct{})}
	if progress == nil {
		return w
	}
	if handle, ok := handleOf(conn); ok && measured(conn) {
		w.polling.Go(func() { w.poll(handle) })
	}
	return w
}

// measured has DuckDB measure how far a statement is, without printing it.
func measured(conn *sql.Conn) bool {
	for _, setting := range []string{"set enable_progress_bar = true", "set enable_progress_bar_print = false"} {
		if _, err := conn.ExecContext(context.Background(), setting); err != nil {
			return false
		}
	}
	return true
}

// handleOf reaches for the driver's own connection, which the driver does not hand out; without it the bar moves file by file.
func handleOf(conn *sql.Conn) (handle mapping.Connection, ok bool) {
	err := conn.Raw(func(driverConn any) error {
		v := reflect.ValueOf(driverConn)
		if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
			return nil
		}
		field := v.Elem().FieldByName("conn")
		if !field.IsValid() || field.Type() != reflect.TypeFor[mapping.Connection]() || field.NumField() != 1 {
			return nil
		}
		handle.Ptr, ok = field.Field(0).UnsafePointer(), true
		return nil
	})
	return handle, ok && err == nil
}

const pollEvery = 200 * time.Millisecond

func (w *watch) poll(handle mapping.Connection) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		select {
		case <-w.quit:
			return
		case <-ticker.C:
			state := mapping.QueryProgress(handle)
			percent, _, _ := mapping.QueryProgressTypeMembers(&state)
			w.progress.Done(max(percent, 0) / 100)
		}
	}
}

func (w *watch) say(step string) {
	if w.progress != nil {
		w.progress.Say(step)
	}
}

func (w *watch) reading(file string, records int64) {
	if w.progress != nil {
		w.progress.Reading(file, records)
	}
}

// stop ends the watching; afterwards nobody uses the connection's handle.
func (w *watch) stop() {
	close(w.quit)
	w.polling.Wait()
}
