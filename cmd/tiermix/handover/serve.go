// Package handover lets a command hand its work to the dashboard that holds the desk's file: DuckDB lets one process write.
//
// Beside a desk that is shown lies a small file, readable by its owner only and locked while the dashboard runs. It says at which address
// of this computer the dashboard takes work, and the word that a request must bring. Who can read that file could as well read the desk.
package handover

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"tiermix/ingest"
	"tiermix/ingest/store"
)

// Desk is an open desk that takes work.
type Desk interface {
	Hand(ctx context.Context, r ingest.Request) (ingest.Report, error)
	Backup(ctx context.Context, path string) (store.Copied, error)
}

// note is what stands in the file.
type note struct {
	Dashboard string `json:"dashboard"` // its address, for people
	Address   string `json:"address"`
	Word      string `json:"word"`
}

// noteOf is where the note of a desk lies.
func noteOf(db string) string { return db + ".serve" }

// Door takes work until it is closed.
type Door struct {
	lock    *flock.Flock
	server  *http.Server
	ended   chan error
	cancel  context.CancelFunc
	running sync.WaitGroup
}

// ErrShown marks a desk that a dashboard shows already.
var ErrShown = errors.New("a dashboard shows this desk already")

// Open makes sure that nobody else shows the desk, and takes work for it.
//
// Errors: ErrShown; fs.ErrPermission where no file can be put beside the desk's.
func Open(ctx context.Context, db, dashboard string, desk Desk) (*Door, error) {
	lock := flock.New(noteOf(db), flock.SetPermissions(0o600))
	free, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", noteOf(db), err)
	case !free:
		return nil, shown(db)
	}
	d := &Door{lock: lock, ended: make(chan error, 1)}
	if err := d.take(ctx, dashboard, desk); err != nil {
		return nil, errors.Join(err, os.Remove(lock.Path()), lock.Close())
	}
	return d, nil
}

func shown(db string) error {
	n, err := read(db)
	if err != nil { // it has only just begun
		return fmt.Errorf("open %s: %w; end it first", db, ErrShown)
	}
	return fmt.Errorf("open %s: %w, at %s; look there, or end it first", db, ErrShown, n.Dashboard)
}

func (d *Door) take(ctx context.Context, dashboard string, desk Desk) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("take work from commands: %w", err)
	}
	n := note{Dashboard: dashboard, Address: listener.Addr().String(), Word: rand.Text()}
	text, err := json.Marshal(n)
	if err == nil {
		err = os.WriteFile(d.lock.Path(), text, 0o600)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("take work from commands: %w", err), listener.Close())
	}
	inside, cancel := context.WithCancel(context.WithoutCancel(ctx))
	d.cancel = cancel
	d.server = &http.Server{Handler: d.handler(n.Word, desk), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return inside }}
	go func() { d.ended <- d.server.Serve(listener) }()
	return nil
}

// Close ends what was handed over and still runs, which keeps nothing of it, and lets the next dashboard in.
func (d *Door) Close() error {
	d.cancel()
	err := d.server.Close()
	d.running.Wait()
	if ended := <-d.ended; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return errors.Join(err, os.Remove(d.lock.Path()), d.lock.Close())
}

func (d *Door) handler(word string, desk Desk) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /import", func(w http.ResponseWriter, r *http.Request) { takeImport(w, r, desk) })
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) { takeBackup(w, r, desk) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get(wordHeader)), []byte(word)) != 1 {
			http.Error(w, "the word is wrong", http.StatusForbidden)
			return
		}
		d.running.Add(1)
		defer d.running.Done()
		mux.ServeHTTP(w, r)
	})
}

const wordHeader = "Tiermix-Word"

// work is what is handed over.
type work struct {
	Import ingest.Request
	Path   string // of a backup
}

// takeImport answers with a line for each thing to tell. The body is the standard input of who hands over.
func takeImport(w http.ResponseWriter, r *http.Request, desk Desk) {
	job, err := workOf(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := http.NewResponseController(w).EnableFullDuplex(); err != nil { // progress goes out while standard input comes in
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	out := newTeller(w)
	job.Import.Reader.Stdin, job.Import.Progress, job.Import.Tell = r.Body, out, out.tell
	report, err := desk.Hand(r.Context(), job.Import)
	out.end(told{Report: &report}, err)
}

func takeBackup(w http.ResponseWriter, r *http.Request, desk Desk) {
	job, err := workOf(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	copied, err := desk.Backup(r.Context(), job.Path)
	newTeller(w).end(told{Copied: &copied}, err)
}

func workOf(r *http.Request) (job work, err error) {
	if err := json.Unmarshal([]byte(r.Header.Get(workHeader)), &job); err != nil {
		return work{}, fmt.Errorf("read what to do: %w", err)
	}
	return job, nil
}

const workHeader = "Tiermix-Work"

// read reads the note of a desk.
func read(db string) (n note, err error) {
	f, err := os.Open(noteOf(db))
	if err != nil {
		return note{}, err
	}
	text, err := io.ReadAll(io.LimitReader(f, 1<<16))
	if err = errors.Join(err, f.Close()); err != nil {
		return note{}, err
	}
	return n, json.Unmarshal(text, &n)
}

// absolute makes a path mean the same in the folder of another process.
func absolute(path string) (string, error) {
	if path == "" || path == "-" {
		return path, nil
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", path, err)
	}
	return full, nil
}
