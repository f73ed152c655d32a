package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"tiermix/ingest/mapping"
	"tiermix/ingest/reader"
)

// inputs are the files of a request, and what a folder holds beside records.
type inputs struct {
	paths    []string
	folder   map[string]bool // paths that a folder brought: one the mapping does not know is left alone
	roster   string
	calendar string
}

func (in inputs) names() []string {
	names := make([]string, len(in.paths))
	for i, path := range in.paths {
		names[i] = base(path)
	}
	return names
}

func base(path string) string {
	if path == "-" {
		return "standard input"
	}
	return filepath.Base(path)
}

var recordEndings = []string{".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xes"}

// expand lists the files of the request; a folder stands for the record files in it.
func expand(r Request) (inputs, error) {
	in := inputs{folder: map[string]bool{}}
	if len(r.Paths) == 0 {
		return in, errors.New("import: name at least one file or folder, or - for standard input")
	}
	for _, path := range r.Paths {
		info, err := os.Stat(path)
		switch {
		case path == "-" || err == nil && !info.IsDir():
			in.paths = append(in.paths, path)
		case errors.Is(err, fs.ErrNotExist):
			return in, fmt.Errorf("import %s: there is no such file or folder", path)
		case err != nil:
			return in, fmt.Errorf("import: %w", err)
		default:
			if err := in.addFolder(path); err != nil {
				return in, err
			}
		}
	}
	return in, nil
}

func (in *inputs) addFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	found := false
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		name := strings.TrimSuffix(strings.ToLower(entry.Name()), ".gz")
		switch {
		case entry.IsDir() || strings.HasPrefix(name, "."):
		case name == "roster.toml":
			in.roster = path
		case name == "calendar.toml":
			in.calendar = path
		case slices.Contains(recordEndings, filepath.Ext(name)):
			in.paths, in.folder[path], found = append(in.paths, path), true, true
		}
	}
	if !found {
		return fmt.Errorf("import %s: this folder holds no record file (%s, each also .gz)", folder, strings.Join(recordEndings, ", "))
	}
	return nil
}

// open makes every input ready and finds its mapping, tickets first. What it returns is to be closed, with an error too.
func (j *job) open(ctx context.Context) (files []file, err error) {
	for _, path := range j.inputs.paths {
		j.watch.say("looking at " + base(path))
		source, err := reader.Open(ctx, j.q, path, j.request.Reader)
		if err != nil {
			return files, err
		}
		f, known, err := j.fit(path, source)
		if err != nil {
			return append(files, file{source: source}), err
		}
		if !known {
			j.tell("%s: no rows for the mapping, left alone", source.Name)
			if err := source.Close(); err != nil {
				return files, err
			}
			continue
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return files, errors.New("import: none of the files has rows that the mapping knows")
	}
	sort.SliceStable(files, func(a, b int) bool { return order[files[a].kind.Rows] < order[files[b].kind.Rows] })
	return files, j.checkColumns(files)
}

// close lets go of the inputs.
func (j *job) close(files []file) {
	for _, f := range files {
		if err := f.source.Close(); err != nil {
			j.tell("%v", err)
		}
	}
}

// checkColumns refuses a --column that names a column no file has.
func (j *job) checkColumns(files []file) error {
	for _, setting := range j.request.Columns {
		_, column, _ := strings.Cut(setting, "=")
		if column == "" {
			continue
		}
		named := func(have string) bool { return strings.EqualFold(have, column) }
		if !slices.ContainsFunc(files, func(f file) bool { return slices.ContainsFunc(f.source.Columns, named) }) {
			return fmt.Errorf("column %q: no file has a column %s; %s has %s", setting, column, files[0].source.Name, strings.Join(files[0].source.Columns, ", "))
		}
	}
	return nil
}

// order of kinds of files within a batch: what is named before who names it.
var order = map[string]int{"agents": 0, "tickets": 1, "log": 2, "events": 3, "escalations": 4, "salaries": 5, "hours": 6}

// fit finds mapping and kind of a file; a file that a folder brought may be none of the mapping's.
func (j *job) fit(path string, source *reader.Source) (f file, known bool, err error) {
	m, err := j.mappingFor(source)
	if err != nil {
		if j.inputs.folder[path] && errors.Is(err, mapping.ErrUnknown) {
			return file{}, false, nil
		}
		return file{}, false, err
	}
	if m, err = m.Override(j.request.Columns); err != nil {
		return file{}, false, err
	}
	kind, ok := m.FileFor(base(source.Name), source.Columns)
	switch {
	case ok:
	case j.inputs.folder[path] && !m.Claims(base(source.Name)):
		return file{}, false, nil
	default:
		return file{}, false, m.Explain(base(source.Name), source.Columns)
	}
	if !slices.Contains(j.names, m.Name) {
		j.names = append(j.names, m.Name)
	}
	return file{source: source, mapping: m, kind: kind}, true, nil
}

func (j *job) mappingFor(source *reader.Source) (mapping.Mapping, error) {
	if j.request.Mapping != "" {
		return mapping.Load(j.request.Mapping)
	}
	m, err := mapping.Choose(base(source.Name), source.Columns)
	if err == nil {
		j.tellTaken("%s: mapping %s (%s)", source.Name, m.Name, m.About)
	}
	return m, err
}
