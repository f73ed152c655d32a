package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tiermix/sample-data/desk"
)

// sampleCommand writes an invented desk with known answers.
func sampleCommand() *cobra.Command {
	var (
		options desk.Options
		out     string
		force   bool
	)
	cmd := &cobra.Command{
		Use:   "sample",
		Short: "Write the files of an invented support desk with known answers",
		Long: "Writes tickets.csv, events.csv, escalations.csv, agents.csv, salaries.csv, hours.csv, roster.toml,\n" +
			"calendar.toml and truth.json. The same number of tickets and seed give the same bytes everywhere.\n" +
			"truth.json holds the figures that tiermix must find in the files.",
		Example: "  tiermix sample --out demo\n  tiermix sample --tickets 1000000 --seed 7 --out big",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return writeSample(cmd, out, options, force)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&options.Tickets, "tickets", 20_000, "how many tickets")
	flags.Uint64Var(&options.Seed, "seed", 1, "which of all possible desks")
	flags.StringVar(&out, "out", "", "folder to write to, made when missing")
	flags.BoolVar(&force, "force", false, "write into a folder that is not empty, replacing files of the same names")
	return cmd
}

func writeSample(cmd *cobra.Command, out string, o desk.Options, force bool) error {
	if out == "" {
		return errors.New("sample: --out is missing; name the folder to write to, such as --out demo")
	}
	started := time.Now()
	truth, err := desk.Write(out, o, force)
	if errors.Is(err, desk.ErrNotEmpty) {
		return fmt.Errorf("sample: %w; choose another folder, or --force to replace files of the same names", err)
	}
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d tickets, %d events, %d escalation records in %.1f s\n", out,
		truth.Tickets, truth.Events, truth.EscalationRecords, time.Since(started).Seconds())
	return err
}
