// Command tiermix shows what the split into 1st and 2nd level support costs and what the right mix is.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	spareCollector()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// spareCollector lets the Go heap, which is small beside DuckDB's, grow to five times what is live before it is collected: the models make
// much that is short-lived. GOGC and GOMEMLIMIT in the environment come before it.
func spareCollector() {
	const percent, most = 400, 2 << 30
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(most)
	}
}

// run is the whole program; it returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	addCompletion(root)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "tiermix: stopped; nothing half done was kept")
		return 130
	}
	fmt.Fprintln(stderr, "tiermix:", err)
	return 1
}

// group gives a command that only holds others a clear word on a name it does not know; alone it shows its help.
func group(c *cobra.Command, members ...*cobra.Command) *cobra.Command {
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		var names []string
		for _, m := range members {
			names = append(names, m.Name())
		}
		return fmt.Errorf("%s: command %q is not known; there are %s", c.Name(), args[0], strings.Join(names, ", "))
	}
	c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	c.AddCommand(members...)
	return c
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "tiermix",
		Short: "Tier figures and staffing for support desks with 1st and 2nd level",
		Long: `tiermix turns a helpdesk's ticket history into an honest picture of how 1st and 2nd level
support work: who held every ticket when, what was solved where, what bounced, what waited.`,
		Example: `  tiermix sample --tickets 20000 --out sample
  tiermix import --db desk.duckdb sample
  tiermix kpi --db desk.duckdb escalation_rate --by category
  tiermix serve --db desk.duckdb`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(
		importCommand(),
		mappingCommand(),
		faultsCommand(),
		rosterCommand(),
		calendarCommand(),
		ticketCommand(),
		ticketsCommand(),
		holdingCommand(),
		kpiCommand(),
		changesCommand(),
		driversCommand(),
		reasonsCommand(),
		sampleCommand(),
		settingsCommand(),
		calcCommand(),
		planCommand(),
		forecastCommand(),
		headcountCommand(),
		simulateCommand(),
		riskCommand(),
		salaryCommand(),
		shiftLeftCommand(),
		knowledgeCommand(),
		onCostCommand(),
		assumptionsCommand(),
		scenarioCommand(),
		reportCommand(openSource),
		scheduleCommand(openSource),
		userCommand(),
		tokenCommand(),
		accessLogCommand(),
		backupCommand(),
		restoreCommand(),
		serveCommand(openSource),
		versionCommand(),
	)
	root.SetFlagErrorFunc(wrongFlag)
	plainArgs(root)
	return root
}

// addCompletion adds cobra's command for shell completion, with an example for each shell. It writes to the output that
// root has at this moment.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	examples := map[string]string{
		"completion": "  source <(tiermix completion bash)",
		"bash":       "  source <(tiermix completion bash)",
		"zsh":        "  source <(tiermix completion zsh)",
		"fish":       "  tiermix completion fish | source",
		"powershell": "  tiermix completion powershell | Out-String | Invoke-Expression",
	}
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Example = examples[c.Name()]
		for _, shell := range c.Commands() {
			shell.Example = examples[shell.Name()]
		}
	}
}
