package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tiermix/ingest"
	"tiermix/ingest/mapping"
	"tiermix/ingest/reader"
)

func mappingCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:     "mapping",
		Short:   "See the built-in mappings, or start one of your own",
		Example: "  tiermix mapping list\n  tiermix mapping guess export.csv > my-desk.toml",
	}, mappingListCommand(), mappingGuessCommand())
}

func mappingListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the built-in mappings",
		Example: "  tiermix mapping list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, err := mapping.Presets()
			if err != nil {
				return err
			}
			for _, m := range all {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%-16s %s\n", m.Name, m.About); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func mappingGuessCommand() *cobra.Command {
	var opts reader.Options
	c := &cobra.Command{
		Use:     "guess FILE",
		Short:   "Print a mapping to start from for a file",
		Example: "  tiermix mapping guess export.csv > my-desk.toml",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Stdin = stdinOf(cmd)
			text, err := ingest.GuessMapping(cmd.Context(), args[0], opts)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), text)
			return err
		},
	}
	inputFlags(c, &opts)
	return c
}

// inputFlags are for inputs whose name and content do not tell how to read them.
func inputFlags(c *cobra.Command, o *reader.Options) {
	c.Flags().StringVar(&o.Format, "input", "", "csv, jsonl, parquet or xes, where name and content do not tell")
	c.Flags().StringVar(&o.Delimiter, "delimiter", "", "character between CSV fields, where the header does not tell")
}
