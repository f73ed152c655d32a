package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
)

func dbFlag(c *cobra.Command, db *string) {
	c.Flags().StringVar(db, "db", "", "the desk's database file")
	if err := c.MarkFlagRequired("db"); err != nil {
		panic(err) // the flag stands one line above
	}
}

func formatFlag(c *cobra.Command, format *string, known ...string) {
	c.Flags().StringVar(format, "format", known[0], strings.Join(known, ", "))
}

func checkFormat(format string, known ...string) error {
	for _, k := range known {
		if format == k {
			return nil
		}
	}
	return fmt.Errorf("format %q is not known; there are %s", format, strings.Join(known, ", "))
}

// reading opens the desk for questions and closes it afterwards.
func reading(ctx context.Context, path string, work func(*store.Store) error) error {
	s, err := store.Open(ctx, path, store.Read)
	if err != nil {
		return err
	}
	return errors.Join(work(s), s.Close())
}

// changing opens the desk for changes and closes it afterwards.
func changing(ctx context.Context, path string, work func(*store.Store) error) error {
	s, err := store.Open(ctx, path, store.Write)
	if err != nil {
		return err
	}
	return errors.Join(work(s), s.Close())
}
