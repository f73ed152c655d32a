package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/user"
	"tiermix/model/access"
)

func tokenCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "token",
		Short: "Let programs look, in the name of a user",
		Long: `Let programs look, in the name of a user: a token is good for what it is for, as far as its user may it, until it ends. It is sent as
"Authorization: Bearer WORD" to the JSON API, /metrics, reports and pages, and changes nothing. Only a hash of it is kept.`,
		Example: "  tiermix token add grafana --user anna --for figures,log --days 90 --db desk.duckdb\n  tiermix token list --db desk.duckdb",
	}
	return group(c, tokenAddCommand(), tokenListCommand(), tokenRemoveCommand())
}

func tokenAddCommand() *cobra.Command {
	var db, owner string
	var scope []string
	var days int
	c := &cobra.Command{
		Use:     "add NAME --db FILE --user USER --for WHAT",
		Short:   "Make a token; it is printed once",
		Example: "  tiermix token add grafana --user anna --for figures,log --days 90 --db desk.duckdb",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			permissions, err := access.ParseScope(scope)
			if err != nil {
				return err
			}
			until := time.Now().UTC().AddDate(0, 0, days).Truncate(time.Second)
			word, err := user.Of(db).AddToken(cmd.Context(), access.Token{Name: args[0], User: owner, Scope: permissions, Until: until})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\nfor %s, until %s; it cannot be shown again\n", word, access.Words(permissions), until.Format(time.DateOnly))
			return err
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&owner, "user", "", "`name` of the user it is for; it may nothing that the user may not")
	c.Flags().StringSliceVar(&scope, "for", nil, "what it is for: figures, rows, plans, settings, catalogue, log")
	c.Flags().IntVar(&days, "days", 90, "how many days it is good, 366 at most")
	for _, name := range []string{"user", "for"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // the flags stand above
		}
	}
	return c
}

func tokenListCommand() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "list --db FILE",
		Short:   "List the tokens",
		Example: "  tiermix token list --db desk.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			all, err := user.Of(db).Tokens(cmd.Context())
			if err != nil {
				return err
			}
			if format == "json" {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(append([]access.Token{}, all...))
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "NAME\tUSER\tFOR\tUNTIL\t")
			for _, t := range all {
				ended := ""
				if !t.Until.After(time.Now()) {
					ended = "ended"
				}
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", t.Name, t.User, access.Words(t.Scope), t.Until.Format(time.DateOnly), ended)
			}
			return table.Flush()
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	return c
}

func tokenRemoveCommand() *cobra.Command {
	var db, owner string
	c := &cobra.Command{
		Use:     "remove NAME --db FILE --user USER",
		Short:   "End a token at once",
		Example: "  tiermix token remove grafana --user anna --db desk.duckdb",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if owner == "" {
				return errors.New("--user: name the user whose token it is")
			}
			if err := user.Of(db).DropToken(cmd.Context(), owner, args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s of %s has ended\n", args[0], owner)
			return err
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&owner, "user", "", "`name` of the user whose token it is")
	return c
}
