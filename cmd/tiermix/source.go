package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page"
	"tiermix/ingest"
	"tiermix/ingest/mapping"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/brand"
	"tiermix/model/driver"
	"tiermix/model/flow"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/level"
	"tiermix/model/notebook"
	"tiermix/model/plan"
	"tiermix/model/records"
	"tiermix/model/shiftleft"
	"tiermix/model/workload"
)

// openSource opens a desk's file for the dashboard.
func openSource(ctx context.Context, path string) (dashboard.Source, func() error, error) {
	s := &source{path: path}
	if err := s.open(ctx, store.Read); err != nil {
		return nil, nil, err
	}
	return s, s.close, nil
}

// source answers the dashboard's questions out of a desk's file. The file is open for reading, so that other commands can read it too.
// For a change it is opened for writing, and for reading again when no change is under way; questions wait for that moment only, and go
// on while the change is worked out.
type source struct {
	path string

	mu      sync.RWMutex // held by every question; alone by who opens and closes the file
	store   *store.Store // nil: it could not be opened again after a change
	changes int          // under way; while there are any, the file is open for writing
	status  flow.Status
	book    notebook.Book
	values  *sync.Map // dimension -> []string
}

// open opens the file and reads what its data are. The lock is held, or nobody else knows the source.
func (s *source) open(ctx context.Context, mode store.Mode) error {
	opened, err := store.Open(ctx, s.path, mode)
	if err != nil {
		return err
	}
	s.store = opened
	if err := s.look(ctx); err != nil {
		return errors.Join(err, s.shut())
	}
	return nil
}

// look reads what the data are. The lock is held, or nobody else knows the source.
func (s *source) look(ctx context.Context) error {
	status, err := tier.Status(ctx, s.store.DB())
	if err != nil {
		return err
	}
	book, err := store.Notebook(ctx, s.store.DB())
	if err != nil {
		return err
	}
	s.status, s.book, s.values = status, book, &sync.Map{}
	return nil
}

func (s *source) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shut()
}

func (s *source) shut() error {
	if s.store == nil {
		return nil
	}
	err := s.store.Close()
	s.store = nil
	return err
}

// asking answers one question. A file that could not be opened again is tried once more.
func asking[T any](ctx context.Context, s *source, question func(context.Context, *sql.DB) (T, error)) (T, error) {
	s.mu.RLock()
	if s.store == nil {
		s.mu.RUnlock()
		if err := s.again(ctx); err != nil {
			var none T
			return none, err
		}
		s.mu.RLock()
	}
	defer s.mu.RUnlock()
	if s.store == nil { // a change came in between, and ended badly too
		var none T
		return none, fmt.Errorf("open %s: %w", s.path, page.ErrHeld)
	}
	return question(ctx, s.store.DB())
}

func (s *source) again(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.store != nil {
		return nil
	}
	return s.open(ctx, store.Read)
}

// changing changes the desk while questions go on: they see it as it was until the change is committed. Several changes may be under
// way; what they must not do at once, the store itself keeps apart.
func (s *source) changing(ctx context.Context, work func(*store.Store) error) error {
	opened, err := s.begin(ctx)
	if err != nil {
		return err
	}
	err = work(opened)
	s.end(context.WithoutCancel(ctx)) // whoever comes next needs the file, whatever has become of the one who changed it
	return err
}

// begin opens the file for writing, if it is not yet.
func (s *source) begin(ctx context.Context) (*store.Store, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changes == 0 {
		if err := s.reopen(ctx, store.Write); err != nil {
			if s.store == nil {
				s.orElse(ctx, s.open(context.WithoutCancel(ctx), store.Read))
			}
			return nil, held(err)
		}
	}
	s.changes++
	return s.store, nil
}

// end reads what the data are now, and opens the file for reading again when this was the last change. What was changed is kept even
// when that fails; the next question tries again.
func (s *source) end(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changes--; s.changes > 0 {
		s.orElse(ctx, s.look(ctx))
		return
	}
	s.orElse(ctx, s.reopen(ctx, store.Read))
}

func (s *source) reopen(ctx context.Context, mode store.Mode) error {
	if err := s.shut(); err != nil {
		return err
	}
	return s.open(ctx, mode)
}

func (s *source) orElse(ctx context.Context, err error) {
	if err != nil {
		slog.WarnContext(ctx, "open the desk again", "file", s.path, "err", err)
	}
}

func held(err error) error {
	if errors.Is(err, store.ErrHeld) {
		return errors.Join(page.ErrHeld, err)
	}
	return err
}

// write changes the desk in one transaction.
func (s *source) write(ctx context.Context, work func(store.Querier) error) error {
	return s.changing(ctx, func(opened *store.Store) error { return opened.Write(ctx, work) })
}

// Status implements the dashboard's source.
func (s *source) Status(ctx context.Context) (flow.Status, error) {
	return asking(ctx, s, func(context.Context, *sql.DB) (flow.Status, error) { return s.status, nil })
}

// Answer implements the dashboard's source.
func (s *source) Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (kpi.Answer, error) { return store.Answer(ctx, db, q) })
}

// Values implements the dashboard's source.
func (s *source) Values(ctx context.Context, dim string) ([]string, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]string, error) {
		if known, ok := s.values.Load(dim); ok {
			return known.([]string), nil
		}
		values, err := store.Values(ctx, db, dim)
		if err == nil {
			s.values.Store(dim, values)
		}
		return values, err
	})
}

// Export implements the dashboard's source.
func (s *source) Export(ctx context.Context, scope kpi.Scope, prices *kpi.Prices, format, path string) (int64, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (int64, error) {
		return store.Export(ctx, db, scope, prices, format, path)
	})
}

// Brand implements the dashboard's source.
func (s *source) Brand(ctx context.Context) (brand.Brand, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (brand.Brand, error) { return store.Brand(ctx, db) })
}

// Flow implements the dashboard's source.
func (s *source) Flow(ctx context.Context, scope kpi.Scope) ([]flow.Link, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]flow.Link, error) { return tier.Flow(ctx, db, scope) })
}

// Exchanges implements the dashboard's source.
func (s *source) Exchanges(ctx context.Context, scope kpi.Scope) ([]flow.Exchange, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]flow.Exchange, error) { return tier.Exchanges(ctx, db, scope) })
}

// Drivers implements the dashboard's source.
func (s *source) Drivers(ctx context.Context, scope kpi.Scope) (driver.Table, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (driver.Table, error) { return tier.Drivers(ctx, db, scope) })
}

// Reasons implements the dashboard's source.
func (s *source) Reasons(ctx context.Context, scope kpi.Scope) (flow.Reasons, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (flow.Reasons, error) { return tier.Reasons(ctx, db, scope) })
}

// History implements the dashboard's source.
func (s *source) History(ctx context.Context, scope kpi.Scope, by string) (workload.History, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (workload.History, error) {
		return tier.History(ctx, db, scope, by, "")
	})
}

// Levels implements the dashboard's source.
func (s *source) Levels(ctx context.Context, scope kpi.Scope) (level.Desk, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (level.Desk, error) { return tier.Levels(ctx, db, scope) })
}

// Holding implements the dashboard's source.
func (s *source) Holding(ctx context.Context, at time.Time, where []kpi.Filter) ([]flow.Held, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]flow.Held, error) { return tier.Holding(ctx, db, at, where) })
}

// Tickets implements the dashboard's source.
func (s *source) Tickets(ctx context.Context, d flow.Drill) (flow.Rows, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (flow.Rows, error) { return store.Drill(ctx, db, d) })
}

// Ticket implements the dashboard's source.
func (s *source) Ticket(ctx context.Context, id string) (flow.Track, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (flow.Track, error) { return tier.Ticket(ctx, db, id) })
}

// Records implements the dashboard's source.
func (s *source) Records(ctx context.Context) (records.Records, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (records.Records, error) { return tier.Records(ctx, db) })
}

// Mappings implements the dashboard's source.
func (s *source) Mappings() (names []string) {
	presets, err := mapping.Presets()
	if err != nil { // they are inside the program, and a test reads them all
		slog.Error("read the built-in mappings", "err", err)
	}
	for _, m := range presets {
		names = append(names, m.Name)
	}
	return names
}

// telling is an import's progress for a page. It is told of steps by the import and of shares by whoever watches the database, at the same time.
type telling struct {
	tell page.Telling

	mu    sync.Mutex
	doing string
	known bool // how far the step is can be told
}

// Say implements ingest.Progress.
func (t *telling) Say(step string) { t.begin(step, false) }

// Reading implements ingest.Progress.
func (t *telling) Reading(file string, _ int64) { t.begin(filepath.Base(file), true) }

func (t *telling) begin(doing string, known bool) {
	t.mu.Lock()
	t.doing, t.known = doing, known
	t.mu.Unlock()
	t.Done(0)
}

// Done implements ingest.Progress.
func (t *telling) Done(share float64) {
	t.mu.Lock()
	doing, known := t.doing, t.known
	t.mu.Unlock()
	if !known {
		share = -1
	}
	t.tell(doing, share)
}

func request(files []string, mapping string, tell page.Telling) ingest.Request {
	return ingest.Request{Paths: files, Mapping: mapping, Progress: &telling{tell: tell}}
}

// Preview implements the dashboard's source.
func (s *source) Preview(ctx context.Context, files []string, mapping string, tell page.Telling) (p records.Preview, err error) {
	err = s.changing(ctx, func(opened *store.Store) error {
		p, err = ingest.Preview(ctx, opened, request(files, mapping, tell))
		return err
	})
	return p, err
}

// Hand implements handover.Desk.
func (s *source) Hand(ctx context.Context, request ingest.Request) (r ingest.Report, err error) {
	err = s.changing(ctx, func(opened *store.Store) error {
		r, err = ingest.Import(ctx, opened, request)
		return err
	})
	return r, err
}

// Backup implements handover.Desk. It goes on beside changes, and keeps nobody waiting.
func (s *source) Backup(ctx context.Context, path string) (copied store.Copied, err error) {
	err = s.changing(ctx, func(opened *store.Store) error {
		copied, err = opened.Backup(ctx, path)
		return err
	})
	return copied, err
}

// Import implements the dashboard's source.
func (s *source) Import(ctx context.Context, files []string, mapping string, tell page.Telling) (records.Import, error) {
	r, err := s.Hand(ctx, request(files, mapping, tell))
	return records.Import{Read: int(r.Read), Kept: int(r.Kept), Refused: int(r.Refused), Repeated: int(r.Repeated), Tickets: int(r.Tickets), Events: int(r.Events), Seconds: r.Seconds}, err
}

// Solved implements the dashboard's source.
func (s *source) Solved(ctx context.Context, scope kpi.Scope) (shiftleft.Solved, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (shiftleft.Solved, error) { return tier.Solved(ctx, db, scope) })
}

// Articles implements the dashboard's source.
func (s *source) Articles(ctx context.Context, where []kpi.Filter) (knowledge.History, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (knowledge.History, error) { return tier.Articles(ctx, db, where) })
}

// Demand implements the dashboard's source.
func (s *source) Demand(ctx context.Context) (plan.Demand, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (plan.Demand, error) { return tier.Demand(ctx, db, kpi.Period{}) })
}
