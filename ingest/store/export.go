package store

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"tiermix/model/kpi"
)

//go:embed export.sql
var exportSQL string

// Formats of an export, and how DuckDB writes them.
var exportFormats = map[string]string{
	"csv":     "format csv, header true",
	"parquet": "format parquet, compression zstd",
}

// riskySigns begin a text that a spreadsheet would run as a formula.
const riskySigns = `^[=+\-@\t\r]`

// Export writes the tickets created in a scope to a file, one row each, with every measure as a column, in bounded memory whatever their number. The format is csv (in UTF-8;
// text that a spreadsheet would run as a formula has an apostrophe in front) or parquet. Without prices there is no cost. It returns the number of rows.
//
// Errors: a format that is not known; those of the question; a file that cannot be written.
func Export(ctx context.Context, q Querier, scope kpi.Scope, prices *kpi.Prices, format, path string) (int64, error) {
	options, known := exportFormats[format]
	if !known {
		return 0, fmt.Errorf("export: format %q is not known; there are csv and parquet", format)
	}
	b := &binder{}
	query, err := exportQuery(ctx, q, b, scope, prices)
	if err != nil {
		return 0, err
	}
	if format == "csv" {
		query = fmt.Sprintf("select * replace (%s) from (%s)", harmless("ticket_id", "source", "channel", "category", "product", "priority", "region", "first_team", "last_team"), query)
	}
	done, err := q.ExecContext(ctx, fmt.Sprintf("copy (%s) to '%s' (%s)", query, strings.ReplaceAll(path, "'", "''"), options), b.args...)
	if err != nil {
		return 0, fmt.Errorf("export tickets: %w", err)
	}
	return done.RowsAffected()
}

// harmless are columns of text with an apostrophe in front of what a spreadsheet would run.
func harmless(columns ...string) string {
	for i, c := range columns {
		columns[i] = fmt.Sprintf("case when regexp_matches(%[1]s, '%[2]s') then '''' || %[1]s else %[1]s end as %[1]s", c, riskySigns)
	}
	return strings.Join(columns, ", ")
}

// exportQuery is the query with a row for each ticket.
func exportQuery(ctx context.Context, q Querier, b *binder, scope kpi.Scope, prices *kpi.Prices) (string, error) {
	plan, err := kpi.Query{Scope: scope, IDs: []string{"tickets_created"}, Prices: prices}.Plan()
	if err != nil {
		return "", err
	}
	c := counter{ctx: ctx, q: q, plan: plan}
	if c.desk, err = readDesk(ctx, q); err != nil {
		return "", err
	}
	view := plan.Specs[0].View
	conditions, err := c.filters(b, view)
	if err != nil {
		return "", err
	}
	period := plan.Period.Within(c.desk.frame)
	if !period.From.IsZero() {
		conditions = append(conditions, view.Time+" >= "+b.day(period.From), view.Time+" < "+b.day(period.To.AddDate(0, 0, 1)))
	}
	if len(conditions) == 0 {
		conditions = []string{"true"}
	}
	cost, costed := "", ""
	if prices != nil {
		from, err := priced(b, prices)
		if err != nil {
			return "", err
		}
		cost, costed = "p.cost, p.first_cost, p.second_cost,", "left join (select ticket_id, cost, first_cost, second_cost from "+from+") p using (ticket_id)"
	}
	var figures []string
	for _, column := range kpi.Columns() {
		figures = append(figures, column.SQL+" as "+column.ID)
	}
	query := strings.NewReplacer("{where}", strings.Join(conditions, " and "), "{cost}", cost, "{priced}", costed, "{figures}", strings.Join(figures, ", ")).Replace(exportSQL)
	return c.desk.bindNames(b, query), nil
}
