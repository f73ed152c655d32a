package pagetest

import (
	"context"
	"slices"

	"tiermix/model/notebook"
)

// Notebook implements the source.
func (d *Desk) Notebook(ctx context.Context) (notebook.Book, error) {
	err := d.asked(ctx, "notebook")
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.Book), err
}

// KeepEntry implements the source.
func (d *Desk) KeepEntry(ctx context.Context, e notebook.Entry) error {
	e, err := e.Check()
	if err == nil {
		err = d.asked(ctx, "keep")
	}
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	same := func(x notebook.Entry) bool { return x.Kind == e.Kind && x.Key == e.Key }
	if e.Kind == notebook.Target {
		d.Book = slices.DeleteFunc(d.Book, same)
	}
	if slices.ContainsFunc(d.Book, same) {
		return notebook.ErrTaken
	}
	d.Book = append(d.Book, e)
	return nil
}

// DropEntry implements the source.
func (d *Desk) DropEntry(ctx context.Context, kind notebook.Kind, key string) error {
	if err := d.asked(ctx, "forget"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(d.Book), func(x notebook.Entry) bool { return x.Kind == kind && x.Key == key })
	if len(left) == len(d.Book) {
		return notebook.ErrNone
	}
	d.Book = left
	return nil
}
