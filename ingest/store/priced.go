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
