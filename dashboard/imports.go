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
)

// mostJobs is how many imports are remembered; the oldest that has ended goes first.
const mostJobs = 20

// imports are the imports of this server's readers. Files lie in a folder of their own for each until the import has ended.
type imports struct {
	source Source
	folder string // of all uploads; "": a temporary one, made when it is needed

	mu   sync.Mutex
	jobs []*job // oldest first
	done sync.WaitGroup
}

// job is one import. The lock of imports is held when it is read or changed.
type job struct {
	page.Job
	folder string
	paths  []string
	cancel context.CancelFunc // of what runs
}

var errNoJob = errors.New("there is no such import")

// room makes the folder for the files of a new import.
func (m *imports) room() (folder string, err error) {
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

// add begins to look at files that have arrived in a folder.
func (m *imports) add(folder string, paths []string, mapping string) string {
	j := &job{folder: folder, paths: paths}
	j.ID, j.Mapping, j.Step, j.Share = rand.Text(), mapping, page.JobLooking, -1
	for _, p := range paths {
		j.Files = append(j.Files, filepath.Base(p))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.jobs = append(m.jobs, j)
	m.forget()
	m.run(j, page.JobReady, func(ctx context.Context, tell page.Telling) error {
		p, err := m.source.Preview(ctx, j.paths, j.Mapping, tell)
		for i, note := range p.Notes {
			p.Notes[i] = j.bare(note)
		}
		m.change(func() { j.Preview = &p })
		return err
	})
	return j.ID
}

// forget lets go of old imports that have ended. The lock is held.
func (m *imports) forget() {
	for i := 0; len(m.jobs) > mostJobs && i < len(m.jobs); {
		if m.jobs[i].Busy() || m.jobs[i].Step == page.JobReady {
			i++
			continue
		}
		m.jobs = slices.Delete(m.jobs, i, i+1)
	}
}

// run does a step of a job in the background, whatever becomes of the request that asked for it. The lock is held.
func (m *imports) run(j *job, then string, work func(context.Context, page.Telling) error) {
	ctx, cancel := context.WithCancel(context.Background())
	j.cancel = cancel
	m.done.Go(func() {
		defer cancel()
		_, err := contained(ctx, func(ctx context.Context) (any, error) {
			return nil, work(ctx, func(doing string, share float64) { m.change(func() { j.Doing, j.Share = doing, share }) })
		})
		m.change(func() { m.ended(ctx, j, then, err) })
	})
}

// ended notes how a step went. The lock is held.
func (m *imports) ended(ctx context.Context, j *job, then string, err error) {
	j.Doing, j.Share = "", -1
	switch {
	case err == nil:
		j.Step = then
	case ctx.Err() != nil:
		j.Step = page.JobCancelled
	default:
		j.Step, j.Fault = page.JobFailed, j.said(err)
	}
	if j.Step != page.JobReady {
		m.clear(j)
	}
}

// said is an error for the reader.
func (j *job) said(err error) string {
	text, _, _ := strings.Cut(err.Error(), "\n")
	if strings.HasPrefix(text, "panic: ") {
		text = "the import stopped on a fault of the program"
	}
	return j.bare(text)
}

// bare is a sentence without the folders that the files lie in.
func (j *job) bare(text string) string {
	for _, path := range j.paths {
		text = strings.ReplaceAll(text, path, filepath.Base(path))
	}
	return strings.ReplaceAll(text, j.folder+string(filepath.Separator), "")
}

// clear removes the files. The lock is held.
func (m *imports) clear(j *job) {
	if err := os.RemoveAll(j.folder); err != nil {
		j.Fault = strings.TrimSpace(j.Fault + " " + fmt.Sprintf("The uploaded files could not be removed: %v", err))
	}
}

// change changes a job.
func (m *imports) change(how func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	how()
}

// find is a job as it stands.
func (m *imports) find(id string) (page.Job, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	j, err := m.locate(id)
	if err != nil {
		return page.Job{}, err
	}
	return j.Job, nil
}

func (m *imports) locate(id string) (*job, error) {
	i := slices.IndexFunc(m.jobs, func(j *job) bool { return j.ID == id })
	if i < 0 {
		return nil, errNoJob
	}
	return m.jobs[i], nil
}

// start keeps what was looked at. A job that is not ready stays as it is.
func (m *imports) start(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	j, err := m.locate(id)
	if err != nil || j.Step != page.JobReady {
		return err
	}
	j.Step = page.JobRunning
	m.run(j, page.JobDone, func(ctx context.Context, tell page.Telling) error {
		r, err := m.source.Import(ctx, j.paths, j.Mapping, tell)
		if err == nil {
			m.change(func() { j.Result = &r })
		}
		return err
	})
	return nil
}

// stop cancels a job; one that has ended stays as it is.
func (m *imports) stop(id string) error {
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
func (m *imports) close() {
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

// recent are the imports of this server, newest first.
func (m *imports) recent() []page.Job {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := []page.Job{}
	for _, j := range slices.Backward(m.jobs) {
		all = append(all, j.Job)
	}
	return all
}

// stillness is how long an upload may send nothing before it is given up.
const stillness = time.Minute
