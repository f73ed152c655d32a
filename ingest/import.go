// Package ingest brings the records of a desk in: read, map, check, derive, and then keep it all in one transaction.
package ingest

import (
	"context"
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
	Progress Progress       `json:"-"` // may be nil
	Tell     func(string)   `json:"-"` // takes sentences for the person who imports; may be nil
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

	// Steps are the times of reading, checking, deriving, writing facts and keeping what was derived, for those who measure.
	Steps map[string]time.Duration `json:"-"`
}

// Import brings the files of a request into the desk: all of it, or nothing.
func Import(ctx context.Context, s *store.Store, r Request) (Report, error) {
	started := time.Now()
	inputs, err := expand(r)
	if err != nil {
		return Report{}, err
	}
	draft, err := s.Draft(ctx)
	if err != nil {
		return Report{}, err
	}
	report, err := importInto(ctx, draft, s, r, inputs, started)
	report.Seconds = time.Since(started).Seconds()
	return report, store.OnDisk(errors.Join(err, draft.Close()))
}

func importInto(ctx context.Context, draft *store.Draft, s *store.Store, r Request, in inputs, started time.Time) (Report, error) {
	conn := draft.Conn()
	mark, err := registerPseudonym(ctx, conn, s.Path())
	if err != nil {
		return Report{}, err
	}
	watch := follow(conn, r.Progress)
	defer watch.stop()
	job := &job{draft: draft, q: conn, request: r, inputs: in, watch: watch, steps: map[string]time.Duration{}}
	files, err := job.open(ctx)
	defer func() { job.close(files) }()
	if err != nil {
		return Report{}, err
	}
	if err := job.workOut(ctx, files); err != nil {
		return Report{}, err
	}
	return job.keep(ctx, started, mark)
}

// job is one running import.
type job struct {
	preview bool // nothing will be kept
	draft   *store.Draft
	q       store.Querier // the draft's connection
	request Request
	inputs  inputs
	watch   *watch
	count   store.Count
	names   []string // of the mappings used
	rules   newRules
	steps   map[string]time.Duration
}

// workOut reads, checks and derives. Nothing of the desk is changed by it.
func (j *job) workOut(ctx context.Context, files []file) error {
	if err := j.read(ctx, files); err != nil {
		return err
	}
	j.watch.say("working out who held what")
	return j.timed("derive", func() error { return tier.Derive(ctx, j.q, j.rules.Rules) })
}

// read reads and checks.
func (j *job) read(ctx context.Context, files []file) error {
	if err := j.begin(ctx, files); err != nil {
		return err
	}
	for i := range files {
		if err := j.stage(ctx, &files[i]); err != nil {
			return fmt.Errorf("import %s: %w", files[i].source.Name, err)
		}
	}
	for _, f := range files {
		j.watch.say("checking " + base(f.source.Name))
		if err := j.take(ctx, f); err != nil {
			return fmt.Errorf("import %s: %w", f.source.Name, err)
		}
	}
	if j.rules.restates {
		if err := store.TouchAll(ctx, j.q); err != nil {
			return err
		}
	}
	return store.Prove(ctx, j.q)
}

// begin opens the draft and finds the rules under which it is worked out.
func (j *job) begin(ctx context.Context, files []file) (err error) {
	var rows int64
	for i := range files {
		rows += files[i].source.Records
		files[i].staged.No = i
	}
	if err := j.draft.Begin(ctx, rows); err != nil {
		return err
	}
	zone := ""
	if len(files) > 0 {
		zone = files[0].mapping.Timezone
	}
	j.rules, err = j.findRules(ctx, zone)
	return err
}

// keep writes what was worked out into the desk, in one transaction.
func (j *job) keep(ctx context.Context, started time.Time, mark string) (report Report, err error) {
	j.watch.say("writing")
	begun := time.Now()
	err = j.draft.Keep(ctx, func(q store.Querier) error {
		if err := j.rules.write(ctx, q); err != nil {
			return err
		}
		if err := j.timed("keep", func() error { return tier.Keep(ctx, q) }); err != nil {
			return err
		}
		if err := store.EndBatch(ctx, q, j.draft.Batch(), join(j.names), j.inputs.names(), started, j.count); err != nil {
			return err
		}
		return store.Set(ctx, q, settingKey, mark)
	})
	j.steps["write"] = time.Since(begun) - j.steps["keep"]
	if err != nil {
		return Report{}, err
	}
	return j.report(ctx)
}

// stage reads a file into its temp table, typed and checked.
func (j *job) stage(ctx context.Context, f *file) error {
	j.watch.reading(f.source.Name, f.source.Records)
	if _, err := j.q.ExecContext(ctx, "set session TimeZone = '"+f.mapping.Timezone+"'"); err != nil {
		return err
	}
	reading := f.mapping.Compile(f.kind, f.source.Columns, f.source.From)
	j.tellTaken("%s: %s", f.source.Name, describe(*f, reading))
	rejects, err := f.source.Rejects(ctx, j.q)
	if err != nil {
		return err
	}
	f.rejects = toRejects(rejects)
	f.staged = store.Staged{No: f.staged.No, Rows: reading.Rows, Fields: reading.Fields, File: base(f.source.Name), Source: f.mapping.Name,
		Whole: reading.Whole, Texts: reading.Texts, Batch: j.draft.Batch()}
	return j.timed("read", func() error { return f.source.ReadError(f.staged.Stage(ctx, j.q, reading.Select)) })
}

// take checks a staged file against the desk and takes what it passes into the draft.
func (j *job) take(ctx context.Context, f file) error {
	err := j.timed("read", func() error {
		if err := store.Use(ctx, j.q, f.staged, f.rejects); err != nil {
			return err
		}
		return store.Pseudonymise(ctx, j.q, f.staged, f.mapping.System)
	})
	if err != nil {
		return err
	}
	if err := j.timed("check", func() error { return j.check(ctx, f.staged) }); err != nil {
		return err
	}
	if err := j.tellStates(ctx, f.staged); err != nil {
		return err
	}
	return store.NoteSource(ctx, j.q, f.staged)
}

// check finds out which of the staged rows are new.
func (j *job) check(ctx context.Context, s store.Staged) error {
	var count store.Count
	var err error
	switch s.Rows {
	case "tickets":
		if err = j.tellTwice(ctx, s); err == nil {
			count, err = store.AddTickets(ctx, j.q, s)
		}
	case "agents":
		count, err = store.AddAgents(ctx, j.q, s)
	case "salaries":
		count, err = store.AddSalaries(ctx, j.q, s)
	case "hours":
		count, err = store.AddPaidHours(ctx, j.q, s)
	case "log":
		if err = store.AddLogTickets(ctx, j.q, s); err == nil {
			count, err = j.checkEvents(ctx, s)
		}
	default:
		count, err = j.checkEvents(ctx, s)
	}
	j.count.Add(count)
	return err
}

func (j *job) checkEvents(ctx context.Context, s store.Staged) (store.Count, error) {
	base, err := store.CheckEvents(ctx, j.q, s)
	if err != nil {
		return store.Count{}, err
	}
	return store.AddEvents(ctx, j.q, s, base)
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
		Tickets: held.Tickets, Events: held.Events, Moves: held.Moves, Stints: held.Stints, Batch: j.draft.Batch(), Steps: j.steps,
	}, err
}

// file is one opened input with the mapping that fits it.
type file struct {
	source  *reader.Source
	mapping mapping.Mapping
	kind    mapping.File
	staged  store.Staged
	rejects []store.Reject
}
