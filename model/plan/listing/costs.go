package listing

import (
	"encoding/json"
	"fmt"
	"io"

	"tiermix/model/salary"
)

// CostsTable writes what one full-time person of each tier costs, line by line.
func CostsTable(w io.Writer, r salary.Result) error {
	p := &printer{out: w}
	for _, t := range r.Tiers {
		p.line("Tier %d, one full-time person, %s a year", t.Tier, r.Currency)
		rows := []string{"COST\tamount\tfrom", cells("salary", number(t.Loaded.Salary, 2), figure(t.Pay.Benchmark))}
		for _, l := range t.OnCost.Lines {
			note := ""
			if l.Input {
				note = "; the employer's own rate, replace it"
			}
			rows = append(rows, cells(l.Name.EN, number(l.Amount, 2), fmt.Sprintf("%s %% of %s%s", number(100*l.Rate.Amount, 2), number(l.Base, 2), note)))
		}
		for _, o := range t.Overheads {
			rows = append(rows, cells(clean(o.Name), number(o.Annual.Amount, 2), figure(o.Annual)))
		}
		rows = append(rows, cells("in all", number(t.Loaded.PerYear, 2), fmt.Sprintf("on-cost %s of the salary: %s", percent(t.OnCost.Rate), clean(t.OnCost.Source))))
		p.table(rows...)
		p.ladder(t)
	}
	for _, n := range r.Warnings {
		p.line("Note: %s", n.EN)
	}
	return p.err
}

func (p *printer) ladder(t salary.TierCost) {
	rows := []string{"HOURS\ta year\tfrom", cells("contract", number(t.Ladder.Contract, 1), "")}
	for _, r := range t.Ladder.Rungs {
		rows = append(rows, cells("- "+clean(r.Name.EN), number(r.Hours, 1), figure(r.Amount)))
	}
	rows = append(rows, cells("productive", number(t.Ladder.Productive, 1), "shrinkage "+percent(t.Ladder.Shrinkage)),
		cells("cost of a productive hour", number(t.Loaded.PerProductiveHour, 2), ""),
		cells("cost of a minute on tickets", number(t.Loaded.PerOccupiedMinute, 3), "occupancy "+figure(t.Occupancy)))
	p.table(rows...)
}

type jsonCosts struct {
	Currency string         `json:"currency"`
	Tiers    []jsonTierCost `json:"tiers"`
	Warnings []string       `json:"warnings"`
}

type jsonTierCost struct {
	Tier              int           `json:"tier"`
	Salary            float64       `json:"salary"`
	SalaryOrigin      string        `json:"salary_origin"`
	OnCost            float64       `json:"on_cost"`
	OnCostRate        float64       `json:"on_cost_rate"`
	OnCostLines       []jsonOnCost  `json:"on_cost_lines"`
	Overhead          float64       `json:"overhead"`
	PerYear           float64       `json:"cost_per_year"`
	ContractHours     float64       `json:"contract_hours"`
	Losses            []jsonAbsence `json:"hours_lost"`
	ProductiveHours   float64       `json:"productive_hours"`
	Shrinkage         float64       `json:"shrinkage"`
	PerProductiveHour float64       `json:"cost_per_productive_hour"`
	PerOccupiedMinute float64       `json:"cost_per_ticket_minute"`
}

type jsonOnCost struct {
	Key    string  `json:"key"`
	Base   float64 `json:"base"`
	Rate   float64 `json:"rate"`
	Amount float64 `json:"amount"`
	Source string  `json:"source"`
}

type jsonAbsence struct {
	Key   string  `json:"key"`
	Hours float64 `json:"hours"`
}

// CostsJSON writes the same for programs: money a year, hours a year, shares in 0..1.
func CostsJSON(w io.Writer, r salary.Result) error {
	out := jsonCosts{Currency: r.Currency, Warnings: []string{}}
	for _, t := range r.Tiers {
		c := jsonTierCost{Tier: t.Tier, Salary: t.Loaded.Salary, SalaryOrigin: t.Pay.Benchmark.String(), OnCost: t.Loaded.OnCost, OnCostRate: t.OnCost.Rate,
			Overhead: t.Loaded.Overhead, PerYear: t.Loaded.PerYear, ContractHours: t.Ladder.Contract, ProductiveHours: t.Ladder.Productive,
			Shrinkage: t.Ladder.Shrinkage, PerProductiveHour: t.Loaded.PerProductiveHour, PerOccupiedMinute: t.Loaded.PerOccupiedMinute}
		for _, l := range t.OnCost.Lines {
			c.OnCostLines = append(c.OnCostLines, jsonOnCost{l.Key, l.Base, l.Rate.Amount, l.Amount, l.Rate.Source})
		}
		for _, rung := range t.Ladder.Rungs {
			c.Losses = append(c.Losses, jsonAbsence{rung.Key, rung.Hours})
		}
		out.Tiers = append(out.Tiers, c)
	}
	for _, n := range r.Warnings {
		out.Warnings = append(out.Warnings, n.EN)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write costs: %w", err)
	}
	return nil
}
