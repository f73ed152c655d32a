// Package ingest brings the records of a desk in: read, map, check, commit and derive, all in one transaction.
package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tiermix/ingest/mapping"
	"tiermix/ingest/reader"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
)

// Request says what to import.
type Request struct {
	Paths    []string       // files, folders, "-" for standard input
	Mapping  string         // built-in name or TOML file; empty: found by the columns
	Columns  []string       // FIELD=COLUMN, overriding the mapping
	Roster   string         // TOML file; empty: the desk keeps its own
	Reader   reader.Options // how the inputs are read
	Progress Progress       // may be nil
	Tell     func(string)   // takes sentences for the person who imports; may be nil
}

// Report is what an import did. Tickets to Stints count what the desk holds afterwards.
type Report struct {
	Read     int64   `json:"read"`
	Kept     int64   `json:"kept"`
	Refused  int64   `json:"refused"`
	Repeated int64   `json:"repeated"`
	Tickets  int64   `json:"tickets"`
	Events   int64   `json:"events"`
	Moves    int64   `json:"moves"`
	Stints   int64   `json:"stints"`
	Seconds  float64 `json:"seconds"`
	Batch    int64   `json:"-"`

	// Steps are the times of reading, checking, writing and deriving, for those who measure.
	Steps map[string]time.Duration `json:"-"`
}

// Import brings the files of a request into the desk: all of it, or nothing.
func Import(ctx context.Context, s *store.Store, r Request) (Report, error) {
	started := time.Now()
	inputs, err := expand(r)
	if err != nil {
		return Report{}, err
	}
	conn, err := s.Conn(ctx)
	if err != nil {
		return Report{}, err
	}
	report, err := importOn(ctx, conn, s, r, inputs, started)
	report.Seconds = time.Since(started).Seconds()
	return report, errors.Join(err, store.Discard(conn))
}

func importOn(ctx context.Context, conn *sql.Conn, s *store.Store, r Request, in inputs, started time.Time) (Report, error) {
	mark, err := registerPseudonym(ctx, conn, s.Path())
	if err != nil {
		return Report{}, err
	}
	watch := follow(conn, r.Progress)
	defer watch.stop()
	job := &job{q: conn, request: r, inputs: in, watch: watch, steps: map[string]time.Duration{}}
	files, err := job.prepare(ctx)
	defer func() { job.close(files) }()
	if err != nil {
		return Report{}, err
	}
	var report Report
	err = store.WriteOn(ctx, conn, func(q store.Querier) (err error) {
		job.q = q
		if err := job.run(ctx, files, started); err != nil {
			return err
		}
		if err := store.Set(ctx, q, settingKey, mark); err != nil {
			return err
		}
		report, err = job.report(ctx)
		return err
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

// job is one running import.
type job struct {
	q       store.Querier
	request Request
	inputs  inputs
	watch   *watch
	batch   int64
	count   store.Count
	names   []string // of the mappings used
	steps   map[string]time.Duration
}

// prepare opens and stages every input. Nothing of the desk is changed by it.
func (j *job) prepare(ctx context.Context) (files []file, err error) {
	if j.batch, err = store.BeginBatch(ctx, j.q); err != nil {
		return nil, err
	}
	if files, err = j.open(ctx); err != nil {
		return files, err
	}
	for i := range files {
		files[i].table = fmt.Sprintf("staged_%d", i)
		if err := j.stage(ctx, &files[i]); err != nil {
			return files, fmt.Errorf("import %s: %w", files[i].source.Name, err)
		}
	}
	return files, nil
}

// run commits what is staged and works out who held what.
func (j *job) run(ctx context.Context, files []file, started time.Time) error {
	if err := j.setUp(ctx, files); err != nil {
		return err
	}
	for _, f := range files {
		j.watch.say("checking and writing " + base(f.source.Name))
		if err := j.take(ctx, f); err != nil {
			return fmt.Errorf("import %s: %w", f.source.Name, err)
		}
	}
	if err := store.Prove(ctx, j.q, j.batch); err != nil {
		return err
	}
	j.watch.say("working out who held what")
	if err := j.timed("derive", func() error { return tier.Derive(ctx, j.q) }); err != nil {
		return err
	}
	return store.EndBatch(ctx, j.q, j.batch, join(j.names), j.inputs.names(), started, j.count)
}

// setUp gives a new desk its time zone and what a folder or the request brings: calendar and roster.
func (j *job) setUp(ctx context.Context, files []file) error {
	zone, err := store.Setting(ctx, j.q, store.SettingTimezone)
	if err != nil {
		return err
	}
	if zone == "" && len(files) > 0 {
		if err := store.Set(ctx, j.q, store.SettingTimezone, files[0].mapping.Timezone); err != nil {
			return err
		}
	}
	if err := j.setCalendar(ctx); err != nil {
		return err
	}
	return j.setRoster(ctx)
}

func (j *job) setCalendar(ctx context.Context) error {
	_, set, err := tier.Calendar(ctx, j.q)
	if err != nil || set || j.inputs.calendar == "" {
		return err
	}
	var f tier.CalendarFile
	if err := tier.ReadTOML(j.inputs.calendar, &f); err != nil {
		return err
	}
	calendar, err := f.Calendar()
	if err != nil {
		return fmt.Errorf("%s: %w", j.inputs.calendar, err)
	}
	j.tell("opening hours from %s", j.inputs.calendar)
	return tier.SetCalendar(ctx, j.q, calendar)
}

// setRoster takes the roster of the request, else the one in the folder when the desk has none yet.
func (j *job) setRoster(ctx context.Context) error {
	path := j.request.Roster
	if path == "" {
		known, err := tier.Roster(ctx, j.q)
		if err != nil || len(known) > 0 || j.inputs.roster == "" {
			return err
		}
		path = j.inputs.roster
		j.tell("roster from %s", path)
	}
	var f tier.RosterFile
	if err := tier.ReadTOML(path, &f); err != nil {
		return err
	}
	if err := tier.WriteRoster(ctx, j.q, f); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := store.TouchAll(ctx, j.q); err != nil {
		return err
	}
	return store.Changed(ctx, j.q)
}

// stage reads a file into its temp table, typed and checked.
func (j *job) stage(ctx context.Context, f *file) error {
	j.watch.reading(f.source.Name, f.source.Records)
	if _, err := j.q.ExecContext(ctx, "set session TimeZone = '"+f.mapping.Timezone+"'"); err != nil {
		return err
	}
	reading := f.mapping.Compile(f.kind, f.source.Columns, f.source.From)
	j.tell("%s: %s", f.source.Name, describe(*f, reading))
	rejects, err := f.source.Rejects(ctx, j.q)
	if err != nil {
		return err
	}
	f.rejects = toRejects(rejects)
	f.staged = store.Staged{Rows: reading.Rows, Fields: reading.Fields, File: base(f.source.Name), Source: f.mapping.Name,
		Whole: reading.Whole, Texts: reading.Texts, Batch: j.batch}
	return j.timed("read", func() error { return f.source.ReadError(store.Stage(ctx, j.q, f.table, reading.Select)) })
}

// take checks a staged file against the desk and commits it.
func (j *job) take(ctx context.Context, f file) error {
	err := j.timed("read", func() error {
		if err := store.Use(ctx, j.q, f.table, f.rejects); err != nil {
			return err
		}
		return store.Pseudonymise(ctx, j.q, f.staged, f.mapping.System)
	})
	if err != nil {
		return err
	}
	if err := j.commit(ctx, f.staged); err != nil {
		return err
	}
	if err := j.tellStates(ctx, f.staged); err != nil {
		return err
	}
	return store.NoteSource(ctx, j.q, f.staged)
}

// commit brings the staged rows into the desk.
func (j *job) commit(ctx context.Context, s store.Staged) error {
	var count store.Count
	var err error
	switch s.Rows {
	case "tickets":
		if err = j.tellTwice(ctx, s); err == nil {
			count, err = store.AddTickets(ctx, j.q, s)
		}
	case "agents":
		count, err = store.AddAgents(ctx, j.q, s)
	case "log":
		if err = store.AddLogTickets(ctx, j.q, s); err == nil {
			count, err = j.commitEvents(ctx, s)
		}
	default:
		count, err = j.commitEvents(ctx, s)
	}
	j.count.Add(count)
	return err
}

func (j *job) commitEvents(ctx context.Context, s store.Staged) (count store.Count, err error) {
	var base int64
	err = j.timed("check", func() (err error) {
		base, err = store.CheckEvents(ctx, j.q, s)
		return err
	})
	if err != nil {
		return count, err
	}
	err = j.timed("write", func() (err error) {
		count, err = store.WriteEvents(ctx, j.q, s, base)
		return err
	})
	return count, err
}

// timed adds the time of a step to the report.
func (j *job) timed(step string, work func() error) error {
	started := time.Now()
	err := work()
	j.steps[step] += time.Since(started)
	return err
}

func toRejects(all []reader.Reject) []store.Reject {
	converted := make([]store.Reject, len(all))
	for i, r := range all {
		converted[i] = store.Reject{Record: r.Record, Field: r.Field, Value: r.Value, Reason: r.Reason}
	}
	return converted
}

func (j *job) report(ctx context.Context) (Report, error) {
	held, err := tier.Count(ctx, j.q)
	return Report{
		Read: j.count.Read, Kept: j.count.Kept, Refused: j.count.Refused, Repeated: j.count.Repeated,
		Tickets: held.Tickets, Events: held.Events, Moves: held.Moves, Stints: held.Stints, Batch: j.batch, Steps: j.steps,
	}, err
}

// file is one opened input with the mapping that fits it.
type file struct {
	source  *reader.Source
	mapping mapping.Mapping
	kind    mapping.File
	table   string // where its rows are staged
	staged  store.Staged
	rejects []store.Reject
}
