package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
)

func settingsCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "settings --db FILE [NAME=VALUE]...",
		Short: "Show or change the desk's settings",
		Long:  "Without NAME=VALUE all settings are shown; what nobody has set is marked as default.",
		Example: `  tiermix settings --db desk.duckdb
  tiermix settings --db desk.duckdb desk_name="Service Desk" reopen_window_days=14`,
		RunE: func(cmd *cobra.Command, changes []string) error {
			if len(changes) > 0 {
				write := func(q store.Querier) error { return changeSettings(cmd, q, changes) }
				if err := changing(cmd.Context(), db, func(s *store.Store) error { return s.Write(cmd.Context(), write) }); err != nil {
					return err
				}
			}
			return reading(cmd.Context(), db, func(s *store.Store) error { return showSettings(cmd, s) })
		},
	}
	dbFlag(c, &db)
	return c
}

func changeSettings(cmd *cobra.Command, q store.Querier, changes []string) error {
	for _, change := range changes {
		name, value, ok := strings.Cut(change, "=")
		if !ok {
			return fmt.Errorf("setting %q: write NAME=VALUE", change)
		}
		if name == store.SettingLogo && value != "" {
			content, err := os.ReadFile(value)
			if err != nil {
				return fmt.Errorf("setting logo: name a file of a picture: %w", err)
			}
			value = base64.StdEncoding.EncodeToString(content)
		}
		if err := store.Prefer(cmd.Context(), q, name, value); err != nil {
			return err
		}
	}
	return nil
}

func showSettings(cmd *cobra.Command, s *store.Store) error {
	for _, p := range store.Preferences() {
		value, err := shownSetting(cmd.Context(), s.DB(), p)
		if err != nil {
			return err
		}
		if value == "" {
			value = p.Default + " (default)"
		}
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s = %s\n  %s\n", p.Name, value, p.About); err != nil {
			return err
		}
	}
	return nil
}

// shownSetting is the value of a setting as a person reads it.
func shownSetting(ctx context.Context, q store.Querier, p store.Preference) (string, error) {
	value, err := store.Setting(ctx, q, p.Name)
	if p.Name == store.SettingLogo && value != "" {
		value = fmt.Sprintf("a picture of %d bytes", base64.StdEncoding.DecodedLen(len(strings.TrimRight(value, "="))))
	}
	return value, err
}
