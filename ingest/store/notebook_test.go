package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/notebook"
)

// What is written is read again as it was; a target is replaced, a view of the same name is not, and what is dropped is gone.
func TestNotebook(t *testing.T) {
	s := openMemory(t)
	keep := func(e notebook.Entry) error {
		return s.Write(t.Context(), func(q store.Querier) error { return store.KeepEntry(t.Context(), q, e) })
	}
	saved, day := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC)
	for _, e := range []notebook.Entry{
		{Kind: notebook.View, Name: " Süd im März ", Text: "/escalation?region=South", Saved: saved},
		{Kind: notebook.Annotation, Key: "A1", Day: day, Text: "New hotline 🎉 </script>", Saved: saved},
		{Kind: notebook.Target, Key: "escalation_rate", Amount: 0.3, Saved: saved},
		{Kind: notebook.Target, Key: "escalation_rate", Amount: 0.25, Saved: saved},
	} {
		if err := keep(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := keep(notebook.Entry{Kind: notebook.View, Name: "SÜD IM MÄRZ", Text: "/", Saved: saved}); !errors.Is(err, notebook.ErrTaken) {
		t.Errorf("got %v", err)
	}
	book, err := store.Notebook(t.Context(), s.DB())
	if err != nil || len(book) != 3 {
		t.Fatalf("got %+v, %v", book, err)
	}
	if got := book.Target("escalation_rate"); got == nil || *got != 0.25 {
		t.Errorf("target %v", got)
	}
	if got := book.Within(day, day); len(got) != 1 || got[0].Text != "New hotline 🎉 </script>" || !got[0].Day.Equal(day) {
		t.Errorf("annotations %+v", got)
	}
	if v := book.Of(notebook.View); len(v) != 1 || v[0].Name != "Süd im März" || !v[0].Saved.Equal(saved) {
		t.Errorf("views %+v", v)
	}
	drop := func() error {
		return s.Write(t.Context(), func(q store.Querier) error { return store.DropEntry(t.Context(), q, notebook.Annotation, "A1") })
	}
	if err := drop(); err != nil {
		t.Fatal(err)
	}
	if err := drop(); !errors.Is(err, notebook.ErrNone) {
		t.Errorf("got %v", err)
	}
}

// A notebook holds a bounded number of entries, and refuses with words what is none.
func TestNotebookRefuses(t *testing.T) {
	s := openMemory(t)
	err := s.Write(t.Context(), func(q store.Querier) error {
		for i := range notebook.Most + 1 {
			if err := store.KeepEntry(t.Context(), q, notebook.Entry{Kind: notebook.View, Name: "v" + strings.Repeat("x", i%70) + string(rune('a'+i/70)), Text: "/"}); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, notebook.ErrFull) {
		t.Errorf("got %v", err)
	}
}
