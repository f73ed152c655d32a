package handover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"

	"tiermix/ingest"
	"tiermix/ingest/store"
)

// ErrNobody marks a desk that no dashboard shows.
var ErrNobody = errors.New("no dashboard shows this desk")

// Import has the dashboard that shows the desk import files.
//
// Errors: ErrNobody; what the import says.
func Import(ctx context.Context, db string, r ingest.Request) (ingest.Report, error) {
	files, err := paths(r)
	if err != nil {
		return ingest.Report{}, err
	}
	var body io.Reader
	if slices.Contains(r.Paths, "-") {
		body = r.Reader.Stdin
	}
	last, err := call(ctx, db, "/import", work{Import: files}, body, func(l told) { pass(l, r) })
	if err == nil && last.Report == nil {
		err = errCut
	}
	if err != nil {
		return ingest.Report{}, err
	}
	return *last.Report, nil
}

// Backup has the dashboard that shows the desk write a copy of it.
//
// Errors: ErrNobody; what the backup says.
func Backup(ctx context.Context, db, path string) (store.Copied, error) {
	path, err := absolute(path)
	if err != nil {
		return store.Copied{}, err
	}
	last, err := call(ctx, db, "/backup", work{Path: path}, nil, func(told) {})
	if err == nil && last.Copied == nil {
		err = errCut
	}
	if err != nil {
		return store.Copied{}, err
	}
	return *last.Copied, nil
}

var errCut = errors.New("the dashboard that shows this desk has ended; nothing half done was kept")

// paths is a request that means the same to another process: files by their whole path, nothing that cannot be written down.
func paths(r ingest.Request) (ingest.Request, error) {
	r.Progress, r.Tell, r.Reader.Stdin = nil, nil, nil
	files := slices.Clone(r.Paths)
	places := []*string{&r.Roster, &r.Reader.TempDir}
	if _, err := os.Stat(r.Mapping); err == nil {
		places = append(places, &r.Mapping) // a file, not a built-in name
	}
	for i := range files {
		places = append(places, &files[i])
	}
	for _, place := range places {
		full, err := absolute(*place)
		if err != nil {
			return r, err
		}
		*place = full
	}
	r.Paths = files
	return r, nil
}

// pass tells whoever waits what the dashboard tells.
func pass(l told, r ingest.Request) {
	switch {
	case l.Tell != "" && r.Tell != nil:
		r.Tell(l.Tell)
	case r.Progress == nil:
	case l.Say != "":
		r.Progress.Say(l.Say)
	case l.Reading != "":
		r.Progress.Reading(l.Reading, l.Records)
	case l.Done != nil:
		r.Progress.Done(*l.Done)
	}
}

// call hands work over and passes on what is told until the last line.
func call(ctx context.Context, db, route string, job work, body io.Reader, pass func(told)) (last told, err error) {
	answer, err := send(ctx, db, route, job, body)
	if err != nil {
		return told{}, err
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	if answer.StatusCode != http.StatusOK {
		text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<12))
		return told{}, errors.Join(fmt.Errorf("hand over to the dashboard: %s", text), err)
	}
	for lines := json.NewDecoder(answer.Body); ; {
		last = told{}
		err := lines.Decode(&last)
		switch {
		case ctx.Err() != nil:
			return told{}, ctx.Err()
		case err != nil:
			return told{}, errCut
		case last.Error != "":
			return told{}, errors.New(last.Error)
		case last.Report != nil, last.Copied != nil:
			return last, nil
		}
		pass(last)
	}
}

func send(ctx context.Context, db, route string, job work, body io.Reader) (*http.Response, error) {
	n, err := read(db)
	if err != nil {
		return nil, ErrNobody
	}
	text, err := json.Marshal(job)
	if err != nil {
		return nil, fmt.Errorf("hand over to the dashboard: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+n.Address+route, body)
	if err != nil {
		return nil, ErrNobody // the note is of no use
	}
	r.Header.Set(wordHeader, n.Word)
	r.Header.Set(workHeader, string(text))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // no proxy between two programs of one computer
	answer, err := client.Do(r)
	var refused *net.OpError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &refused) && refused.Op == "dial":
		return nil, ErrNobody // it was killed, and its note is still there
	case err != nil:
		return nil, fmt.Errorf("hand over to the dashboard: %w", err)
	}
	return answer, nil
}
