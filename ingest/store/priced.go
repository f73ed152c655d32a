package store

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"tiermix/model/kpi"
)

// SpentSQL continues a query whose with clause ends with a table of finished tickets: recorded minutes by ticket and tier, summed
// (ticket_id, first_minutes, second_minutes).
//
//go:embed spent.sql
var SpentSQL string

//go:embed priced.sql
var pricedSQL string

//go:embed weeks.sql
var weeksSQL string

// weeks is the subquery of the weeks of teams that the period touches; whole are those within both period and data.
func (c *counter) weeks(b *binder, v kpi.View, period kpi.Period, dims []kpi.Dimension) (string, error) {
	filters, err := c.filters(b, v)
	if err != nil {
		return "", err
	}
	within := period.Overlap(c.desk.frame)
	query := strings.NewReplacer(
		"$spent", strings.TrimRight(SpentSQL, "\n"), "$zone", b.bind(c.desk.zone.String()),
		"$first", "cast("+b.day(within.From)+" as date)", "$next", "cast("+b.day(within.To.AddDate(0, 0, 1))+" as date)",
	).Replace(weeksSQL)
	return selectRows(v, dims, "("+query+") as weeks", append([]string{v.Keep}, filters...)), nil
}

// priced is the subquery of finished tickets with what each costs.
func priced(b *binder, p *kpi.Prices) (string, error) {
	visits, err := json.Marshal(append([]kpi.VisitPrice{}, p.Visits...))
	if err != nil {
		return "", fmt.Errorf("hand over the prices: %w", err)
	}
	amount := func(v float64) string { return "cast(" + b.bind(v) + " as double)" }
	query := strings.NewReplacer(
		"$spent", strings.TrimRight(SpentSQL, "\n"), "$arrived", "("+kpi.Arrives+")",
		"$visits", b.bind(string(visits)), "$minute1", amount(p.Minute[0]), "$minute2", amount(p.Minute[1]), "$failed", amount(p.FailedTry),
		"$solved", amount(p.Elsewhere.Solved), "$passed", amount(p.Elsewhere.Passed), "$second", amount(p.Elsewhere.Second),
	).Replace(pricedSQL)
	return "(" + query + ") as priced", nil
}
