package user

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"tiermix/model/access"
)

// Journal is the access log of a desk, a file beside it with a JSON line per entry. Nothing in it is ever changed: lines are added at its end.
// It is safe for concurrent use, by several processes too.
type Journal struct {
	path string
	mu   sync.Mutex
}

// JournalOf is that of a desk.
func JournalOf(db string) *Journal { return &Journal{path: db + ".access.log"} }

// Note adds an entry, and returns when the system has it.
func (j *Journal) Note(ctx context.Context, e access.Entry) error {
	if len(e.Query) > access.LongestQuery {
		e.Query = e.Query[:access.LongestQuery] // of a query that is escaped: ASCII
	}
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write the access log: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	lock := flock.New(j.path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	_, err = lock.TryLockContext(ctx, time.Millisecond)
	if err == nil {
		err = j.add(line)
	}
	if err = errors.Join(err, lock.Close()); err != nil {
		return fmt.Errorf("write the access log: %w", err)
	}
	return nil
}

// add writes a line behind the others. The file is locked.
func (j *Journal) add(line []byte) error {
	f, err := os.OpenFile(j.path, os.O_APPEND|os.O_RDWR, 0)
	if err != nil {
		return err
	}
	start, err := lineStart(f)
	if err == nil {
		_, err = f.Write(slices.Concat(start, line, []byte{'\n'}))
	}
	return errors.Join(err, f.Close())
}

// lineStart is what a new line begins with: a line break where the last one was cut off.
func lineStart(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return nil, err
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, info.Size()-1); err != nil || last[0] == '\n' {
		return nil, err
	}
	return []byte{'\n'}, nil
}

// Entries are the newest entries, newest first, at most so many. A line that was cut off by a power cut is told as an error beside the others.
func (j *Journal) Entries(ctx context.Context, most int) (newest []access.Entry, err error) {
	f, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the access log: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	damaged := 0
	lines := bufio.NewReaderSize(f, 1<<16)
	for no := 1; ; no++ {
		line, end := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var e access.Entry
			if json.Unmarshal(line, &e) != nil {
				damaged = no
			} else if newest = append(newest, e); len(newest) > 2*most {
				newest = slices.Clone(newest[len(newest)-most:])
			}
		}
		switch {
		case errors.Is(end, io.EOF):
			newest = newest[max(0, len(newest)-most):]
			slices.Reverse(newest)
			if damaged > 0 {
				return newest, fmt.Errorf("read the access log: line %d of %s is damaged", damaged, j.path)
			}
			return newest, nil
		case end != nil:
			return nil, fmt.Errorf("read the access log: %w", end)
		case ctx.Err() != nil:
			return nil, ctx.Err()
		}
	}
}
