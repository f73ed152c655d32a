package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tiermix/ingest/store"
)

func dbFlag(c *cobra.Command, db *string) {
	c.Flags().Var((*deskFile)(db), "db", "the desk's database file")
	if err := c.MarkFlagRequired("db"); err != nil {
		panic(err) // the flag stands one line above
	}
}

// deskFile is the name of a desk's file. It is never empty, for DuckDB would take that for a database in memory.
type deskFile string

func (d *deskFile) String() string { return string(*d) }
func (d *deskFile) Type() string   { return "string" }

// Set takes the name.
func (d *deskFile) Set(name string) error {
	if strings.TrimSpace(name) == "" {
		return errors.New("name the desk's database file, such as desk.duckdb")
	}
	*d = deskFile(name)
	return nil
}

// wrongFlag says what would be right where the parser of a flag's number only says how it failed.
func wrongFlag(_ *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var number *strconv.NumError
	if !errors.As(err, &invalid) || !errors.As(err, &number) {
		return err
	}
	flag := invalid.GetFlag()
	wanted := map[string]string{"int": "a whole number", "uint64": "a whole number of 0 or more", "float64": "a number"}[flag.Value.Type()]
	if errors.Is(err, strconv.ErrRange) {
		wanted = "a smaller number"
	}
	return fmt.Errorf("invalid argument %q for \"--%s\" flag: write %s, such as %s", invalid.GetValue(), flag.Name, wanted, flag.DefValue)
}

// plainArgs lets every command say how it is called when the number of words behind it is wrong.
func plainArgs(c *cobra.Command) {
	for _, member := range c.Commands() {
		plainArgs(member)
	}
	check := c.Args
	if c.HasSubCommands() || check == nil {
		return
	}
	c.Args = func(cmd *cobra.Command, args []string) error {
		err := check(cmd, args)
		switch {
		case err == nil:
			return nil
		case len(args) == 0:
			return fmt.Errorf("%s: something is missing; write %s", cmd.Name(), cmd.UseLine())
		}
		return fmt.Errorf("%s: cannot be called with %q; write %s", cmd.Name(), args, cmd.UseLine())
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
