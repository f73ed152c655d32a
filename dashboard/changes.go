package dashboard

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/roster"
)

// mostJobs is how many changes are remembered; the oldest that has ended goes first.
const mostJobs = 20

// changes are what readers of this server do to the desk: each is tried before it is kept. Uploaded files lie in a folder of their own for each until it has
// ended.
type changes struct {
	source Source
	folder string // of all uploads; "": a temporary one, made when it is needed

	mu   sync.Mutex
	jobs []*job // oldest first
	done sync.WaitGroup
}

// job is one change. The lock of changes is held when it is read or changed.
type job struct {
	page.Job
	keep   work
	folder string // of its files; "": it has none
	paths  []string
	cancel context.CancelFunc // of what runs
}

// work is a step of a job.
type work func(context.Context, page.Telling) error

var errNoJob = errors.New("there is no such job")

// room makes the folder for the files of a new import.
func (m *changes) room() (folder string, err error) {
	if m.folder != "" {
		if err := os.MkdirAll(m.folder, 0o700); err != nil {
			return "", fmt.Errorf("make room for files: %w", err)
		}
	}
	if folder, err = os.MkdirTemp(m.folder, "import-"); err != nil {
		return "", fmt.Errorf("make room for files: %w", err)
	}
	return folder, nil
}

// bring begins to look at files that have arrived in a folder.
func (m *changes) bring(folder string, paths []string, mapping string) string {
	j := &job{folder: folder, paths: paths}
	j.Kind, j.Mapping = page.JobImport, mapping
	for _, p := range paths {
		j.Files = append(j.Files, filepath.Base(p))
	}
	j.keep = func(ctx context.Context, tell page.Telling) error {
		r, err := m.source.Import(ctx, j.paths, j.Mapping, tell)
		if err == nil {
			m.change(func() { j.Result = &r })
		}
		return err
	}
	return m.add(j, func(ctx context.Context, tell page.Telling) error {
		p, err := m.source.Preview(ctx, j.paths, j.Mapping, tell)
		for i, note := range p.Notes {
			p.Notes[i] = j.bare(note)
		}
		m.change(func() { j.Preview = &p })
		return err
	})
}

// place begins to try a roster that was made from the one of a mark.
func (m *changes) place(sheet roster.Sheet, begun string) string {
	j := &job{}
	j.Kind, j.Sheet, j.Begun = page.JobRoster, sheet, begun
	j.keep = func(ctx context.Context, _ page.Telling) error { return m.source.SaveRoster(ctx, sheet, begun) }
	return m.add(j, func(ctx context.Context, _ page.Telling) error {
		e, err := m.source.TryRoster(ctx, sheet)
		if err == nil {
			m.change(func() { j.Effect = &e })
		}
		return err
	})
}

// add begins to try a job.
func (m *changes) add(j *job, try work) string {
	j.ID, j.Step, j.Share = rand.Text(), page.JobLooking, -1
	m.mu.Lock()
	defer m.mu.Unlock()
	m.jobs = append(m.jobs, j)
	m.forget()
	m.run(j, page.JobReady, try)
	return j.ID
}

// forget lets go of old imports that have ended. The lock is held.
func (m *changes) forget() {
	for i := 0; len(m.jobs) > mostJobs && i < len(m.jobs); {
		if m.jobs[i].Busy() || m.jobs[i].Step == page.JobReady {
			i++
			continue
		}
		m.jobs = slices.Delete(m.jobs, i, i+1)
	}
}

// run does a step of a job in the background, whatever becomes of the request that asked for it. The lock is held.
func (m *changes) run(j *job, then string, step work) {
	ctx, cancel := context.WithCancel(context.Background())
	j.cancel = cancel
	m.done.Go(func() {
		defer cancel()
		_, err := contained(ctx, func(ctx context.Context) (any, error) {
			return nil, step(ctx, func(doing string, share float64) { m.change(func() { j.Doing, j.Share = doing, share }) })
		})
		m.change(func() { m.ended(ctx, j, then, err) })
	})
}

// ended notes how a step went. The lock is held.
func (m *changes) ended(ctx context.Context, j *job, then string, err error) {
	j.Doing, j.Share = "", -1
	switch {
	case err == nil:
		j.Step = then
	case ctx.Err() != nil:
		j.Step = page.JobCancelled
	default:
		j.Step, j.Fault, j.Clash = page.JobFailed, j.said(err), errors.Is(err, roster.ErrChanged)
	}
	if j.Step != page.JobReady {
		m.clear(j)
	}
}

// said is an error for the reader.
func (j *job) said(err error) []origin.Text {
	all := origin.Sentences(err)
	for i, t := range all {
		first, _, _ := strings.Cut(t.EN, "\n")
		if strings.HasPrefix(first, "panic: ") {
			all[i] = origin.Text{EN: "it stopped on a fault of the program", DE: "der Vorgang endete, weil das Programm einen Fehler hat"}
			continue
		}
		if all[i].EN = j.bare(first); t.DE == t.EN {
			all[i].DE = all[i].EN
		}
	}
	return all
}

// bare is a sentence without the folders that the files lie in.
func (j *job) bare(text string) string {
	if j.folder == "" {
		return text
	}
	for _, path := range j.paths {
		text = strings.ReplaceAll(text, path, filepath.Base(path))
	}
	return strings.ReplaceAll(text, j.folder+string(filepath.Separator), "")
}

// clear removes the files. The lock is held.
func (m *changes) clear(j *job) {
	if j.folder == "" {
		return
	}
	if err := os.RemoveAll(j.folder); err != nil {
		j.Fault = append(j.Fault, origin.Faultf(origin.Text{EN: "the uploaded files could not be removed: %v", DE: "die hochgeladenen Dateien ließen sich nicht entfernen: %v"}, err).Said)
	}
}

// change changes a job.
func (m *changes) change(how func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	how()
}

// find is a job as it stands.
func (m *changes) find(id string) (page.Job, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	j, err := m.locate(id)
	if err != nil {
		return page.Job{}, err
	}
	return j.Job, nil
}

func (m *changes) locate(id string) (*job, error) {
	i := slices.IndexFunc(m.jobs, func(j *job) bool { return j.ID == id })
	if i < 0 {
		return nil, errNoJob
	}
	return m.jobs[i], nil
}

// start keeps what was looked at. A job that is not ready stays as it is.
func (m *changes) start(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	j, err := m.locate(id)
	if err != nil || j.Step != page.JobReady {
		return err
	}
	j.Step = page.JobRunning
	m.run(j, page.JobDone, j.keep)
	return nil
}

// stop cancels a job; one that has ended stays as it is.
func (m *changes) stop(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	j, err := m.locate(id)
	switch {
	case err != nil:
		return err
	case j.Busy():
		j.cancel()
	case j.Step == page.JobReady:
		j.Step = page.JobCancelled
		m.clear(j)
	}
	return nil
}

// close cancels what runs and waits for it, and removes all files.
func (m *changes) close() {
	m.mu.Lock()
	for _, j := range m.jobs {
		if j.cancel != nil {
			j.cancel()
		}
	}
	m.mu.Unlock()
	m.done.Wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, j := range m.jobs {
		if j.Step == page.JobReady {
			m.clear(j)
		}
	}
}

// recent are the jobs of a kind, newest first.
func (m *changes) recent(kind string) []page.Job {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := []page.Job{}
	for _, j := range slices.Backward(m.jobs) {
		if j.Kind == kind {
			all = append(all, j.Job)
		}
	}
	return all
}

// stillness is how long an upload may send nothing before it is given up.
const stillness = time.Minute
