package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"tiermix/ingest/user"
	"tiermix/model/access"
)

func userCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "user",
		Short: "Say who may log in to the dashboard",
		Long: `Say who may log in to the dashboard, and as what. As long as there is no user, the dashboard shows everything to this computer's own user and is
reachable from nowhere else; from the first user on, an admin, everybody has to log in. Users are kept beside the desk in FILE.users, passwords as
argon2id hashes. Changes count at once, also while the dashboard runs.

  works-council  settings, catalogue of evaluations and access log; no figures
  viewer         figures
  manager        figures and single tickets
  finance        figures, salaries and plans; no single tickets
  admin          everything`,
		Example: "  tiermix user add anna --db desk.duckdb --role admin\n  tiermix user list --db desk.duckdb\n  tiermix user disable bob --db desk.duckdb",
	}
	return group(c, userAddCommand(), userListCommand(), userDisableCommand(), userEnableCommand(), userRoleCommand(), userPasswordCommand())
}

func userAddCommand() *cobra.Command {
	var db, role string
	c := &cobra.Command{
		Use:     "add NAME --db FILE --role ROLE",
		Short:   "Add a user; the password is asked for, or read from standard input",
		Example: "  tiermix user add anna --db desk.duckdb --role admin\n  tiermix user add bob --db desk.duckdb --role viewer < password.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := access.ParseRole(role)
			if err != nil {
				return err
			}
			if err := access.CheckName(args[0]); err != nil {
				return err
			}
			if _, err := os.Stat(db); err != nil {
				return fmt.Errorf("users belong to a desk: %w", err)
			}
			password, err := askPassword(cmd)
			if err != nil {
				return err
			}
			if err := user.Of(db).Add(cmd.Context(), access.User{Name: args[0], Role: r}, password, false); err != nil {
				if errors.Is(err, access.ErrLast) {
					return fmt.Errorf("the first user must be an admin: --role %s", access.Admin)
				}
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s may log in as %s\n", args[0], r)
			return err
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&role, "role", string(access.Viewer), "works-council, viewer, manager, finance or admin")
	return c
}

func userListCommand() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "list --db FILE",
		Short:   "List the users",
		Example: "  tiermix user list --db desk.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			all, err := user.Of(db).Users(cmd.Context())
			if err != nil {
				return err
			}
			return printUsers(cmd.OutOrStdout(), format, all)
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	return c
}

func printUsers(w io.Writer, format string, all []access.User) error {
	if format == "json" {
		if all == nil {
			all = []access.User{}
		}
		return json.NewEncoder(w).Encode(all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(w, "no user yet: the dashboard is open to this computer alone")
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tROLE\tADDED\t")
	for _, u := range all {
		state := ""
		if u.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", u.Name, u.Role, u.Added.Format("2006-01-02"), state)
	}
	return table.Flush()
}

// changeUser is a command that changes one user. fill reads what there is to change; done says what became of it.
func changeUser(use, short, example, done string, args int, fill func(cmd *cobra.Command, args []string) (access.Change, error)) *cobra.Command {
	var db string
	c := &cobra.Command{Use: use, Short: short, Example: example, Args: cobra.ExactArgs(args)}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		change, err := fill(cmd, args)
		if err != nil {
			return err
		}
		if err := user.Of(db).Change(cmd.Context(), args[0], change); err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s %s\n", args[0], done)
		return err
	}
	dbFlag(c, &db)
	return c
}

func userDisableCommand() *cobra.Command { return userSwitch("disable", "can no longer log in", true) }
func userEnableCommand() *cobra.Command  { return userSwitch("enable", "may log in again", false) }

func userSwitch(name, done string, off bool) *cobra.Command {
	short := map[bool]string{true: "Keep a user out; open sessions end", false: "Let a user in again"}[off]
	return changeUser(name+" NAME --db FILE", short, "  tiermix user "+name+" bob --db desk.duckdb", done, 1,
		func(*cobra.Command, []string) (access.Change, error) { return access.Change{Disabled: &off}, nil })
}

func userRoleCommand() *cobra.Command {
	return changeUser("role NAME ROLE --db FILE", "Give a user another role", "  tiermix user role bob finance --db desk.duckdb", "has the new role", 2,
		func(_ *cobra.Command, args []string) (access.Change, error) {
			role, err := access.ParseRole(args[1])
			return access.Change{Role: &role}, err
		})
}

func userPasswordCommand() *cobra.Command {
	return changeUser("password NAME --db FILE", "Give a user another password; open sessions end", "  tiermix user password bob --db desk.duckdb", "has the new password", 1,
		func(cmd *cobra.Command, _ []string) (access.Change, error) {
			password, err := askPassword(cmd)
			return access.Change{Password: &password}, err
		})
}

// askPassword asks twice on a terminal, without showing what is typed; else the first line of standard input is the password.
func askPassword(cmd *cobra.Command) (string, error) {
	in, ok := cmd.InOrStdin().(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(stdinOf(cmd), 1<<12)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("read the password: %w", err)
		}
		password := strings.TrimRight(line, "\r\n")
		return password, access.CheckPassword(password)
	}
	var typed [2]string
	for i, prompt := range []string{"Password: ", "Once more: "} {
		fmt.Fprint(cmd.ErrOrStderr(), prompt)
		text, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(cmd.ErrOrStderr())
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		typed[i] = string(text)
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two passwords differ; nothing was changed")
	}
	return typed[0], access.CheckPassword(typed[0])
}
