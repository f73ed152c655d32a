package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// ticketsWords are the flags of a list of tickets.
type ticketsWords struct {
	db, from, to string
	where        []string
	drill        flow.Drill
}

func ticketsCommand() *cobra.Command {
	var (
		words  ticketsWords
		format string
	)
	c := &cobra.Command{
		Use:   "tickets --db FILE --figure ID",
		Short: "List the tickets behind a figure",
		Long: `The tickets that a figure of tiermix kpi counts: all of them, those that count as a hit (--part hit: of escalation_rate the escalated ones), or the
rest (--part miss). A figure of holdings or moves can count a ticket several times; times says how often.`,
		Example: `  tiermix tickets --db desk.duckdb --figure escalation_rate --part hit --where category=Printer
  tiermix tickets --db desk.duckdb --figure backlog --sort oldest --limit 20
  tiermix tickets --db desk.duckdb --figure reopen_rate --part hit --from 2025-11-01 --to 2025-11-30 --format csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(checkFormat(format, "table", "json", "csv"), words.drill.Check()); err != nil {
				return err
			}
			rows, err := words.list(cmd)
			if err != nil {
				return err
			}
			return ticketsFormats[format](cmd.OutOrStdout(), words.drill, rows)
		},
	}
	dbFlag(c, &words.db)
	flags := c.Flags()
	flags.StringVar(&words.drill.Figure, "figure", "", "id of the figure; tiermix kpi list names them")
	flags.StringVar(&words.drill.Part, "part", kpi.AllRows, "all that the figure counts, hit, or miss")
	flags.StringVar(&words.from, "from", "", "first day, as 2024-05-01 (default: first day of the data)")
	flags.StringVar(&words.to, "to", "", "last day (default: last day of the data)")
	flags.StringArrayVar(&words.where, "where", nil, "dimension=value; the same dimension again is an alternative, another one a further condition")
	flags.StringVar(&words.drill.Sort, "sort", flow.Sorts[0], "newest, oldest, moves (most first) or longest (until the resolution, or open)")
	flags.IntVar(&words.drill.Offset, "offset", 0, "tickets to pass over")
	flags.IntVar(&words.drill.Limit, "limit", 50, fmt.Sprintf("most tickets to list, up to %d", flow.MostRows))
	formatFlag(c, &format, "table", "json", "csv")
	cobra.CheckErr(c.MarkFlagRequired("figure"))
	return c
}

func (w *ticketsWords) list(cmd *cobra.Command) (rows flow.Rows, err error) {
	if w.drill.Scope.Period, err = kpi.ParsePeriod(w.from, w.to); err != nil {
		return rows, err
	}
	if w.drill.Scope.Where, err = kpi.ParseWhere(w.where); err != nil {
		return rows, err
	}
	err = reading(cmd.Context(), w.db, func(s *store.Store) error {
		if err := checkWhere(cmd.Context(), s, w.drill.Scope.Where); err != nil {
			return err
		}
		rows, err = store.Drill(cmd.Context(), s.DB(), w.drill)
		return err
	})
	return rows, err
}

var ticketsFormats = map[string]func(io.Writer, flow.Drill, flow.Rows) error{
	"table": printTickets, "json": func(w io.Writer, _ flow.Drill, r flow.Rows) error { return writeJSON(w, r) }, "csv": csvTickets,
}

func printTickets(w io.Writer, d flow.Drill, r flow.Rows) error {
	fmt.Fprintf(w, "%s, %s: counts %s on %s", d.Figure, d.Part, counted(r.Counted, "row", "rows"), counted(r.Tickets, "ticket", "tickets"))
	if len(r.List) < r.Tickets && len(r.List) > 0 {
		fmt.Fprintf(w, "; listed are %d to %d, %s first", d.Offset+1, d.Offset+len(r.List), d.Sort)
	}
	fmt.Fprintln(w)
	if len(r.List) == 0 {
		return nil
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TICKET\tcreated\tresolved\tchannel\tcategory\tpriority\ttier\tteam\tmoves\tescalations\treturns\ttimes")
	for _, t := range r.List {
		resolved := "open"
		if t.Resolved != nil {
			resolved = stamp(t.Resolved)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\n", t.ID, stamp(&t.Created), resolved, orUnknown(t.Channel), orUnknown(t.Category), orUnknown(t.Priority),
			tierName(t.Tier), orNobody(t.Team), t.Moves, t.Escalations, t.Returns, t.Times)
	}
	return table.Flush()
}

func csvTickets(w io.Writer, _ flow.Drill, r flow.Rows) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"ticket", "created_at", "resolved_at", "open", "channel", "category", "product", "priority", "region", "team", "tier", "moves", "escalations", "returns", "times"}}
	for _, t := range r.List {
		resolved, tier := "", ""
		if t.Resolved != nil {
			resolved = t.Resolved.Format(time.DateTime)
		}
		if t.Tier != nil {
			tier = strconv.Itoa(*t.Tier)
		}
		rows = append(rows, []string{t.ID, t.Created.Format(time.DateTime), resolved, strconv.FormatBool(t.Open), t.Channel, t.Category, t.Product, t.Priority, t.Region, t.Team, tier,
			strconv.Itoa(t.Moves), strconv.Itoa(t.Escalations), strconv.Itoa(t.Returns), strconv.Itoa(t.Times)})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}
