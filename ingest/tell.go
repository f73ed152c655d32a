package ingest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tiermix/ingest/mapping"
	"tiermix/ingest/store"
)

// tell passes a sentence to the person who imports.
func (j *job) tell(format string, args ...any) {
	if j.request.Tell != nil {
		j.request.Tell(fmt.Sprintf(format, args...))
	}
}

// tellTaken says what a file was taken for. A preview shows that itself.
func (j *job) tellTaken(format string, args ...any) {
	if !j.preview {
		j.tell(format, args...)
	}
}

// describe shows which column became which field.
func describe(f file, r mapping.Reading) string {
	var pairs []string
	for _, field := range r.Fields {
		if column := r.Columns[field]; column == field {
			pairs = append(pairs, field)
		} else {
			pairs = append(pairs, field+" = "+column)
		}
	}
	return f.kind.Rows + " with " + strings.Join(pairs, ", ")
}

// tellStates names the status words that the mapping does not place: they change nothing until it does.
func (j *job) tellStates(ctx context.Context, s store.Staged) error {
	words, err := store.UnknownStates(ctx, j.q, s)
	if err != nil || len(words) == 0 {
		return err
	}
	var all []string
	for _, word := range slices.Sorted(maps.Keys(words)) {
		all = append(all, fmt.Sprintf("%q (%d rows)", word, words[word]))
	}
	j.tell("%s: the mapping gives these status words no state, so they change none: %s", s.File, strings.Join(all, ", "))
	return nil
}

// tellTwice says when tickets stand more than once in a file: their rows are merged, nothing of it shows otherwise.
func (j *job) tellTwice(ctx context.Context, s store.Staged) error {
	n, err := store.StandTwice(ctx, j.q)
	if err == nil && n > 0 {
		j.tell("%s: tickets with several rows: %d; the newer row by updated_at counts, without it the later one", s.File, n)
	}
	return err
}

func join(names []string) string { return strings.Join(names, "+") }
