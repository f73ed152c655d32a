package listing

import (
	"encoding/json"
	"fmt"
	"io"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

type jsonCosts struct {
	Currency   string             `json:"currency"`
	Tiers      []jsonTierCost     `json:"tiers"`
	Bands      []jsonBand         `json:"bands"`
	Paths      []jsonPath         `json:"paths"`
	Ticket     *float64           `json:"cost_per_ticket"`
	Escalation *float64           `json:"escalation_cost"`
	Visits     []*float64         `json:"cost_per_visit"`
	FailedTry  float64            `json:"failed_try_cost"`
	Categories []jsonCategoryCost `json:"categories"`
	Origin     string             `json:"tickets_origin"`
	Warnings   []string           `json:"warnings"`
}

type jsonTierCost struct {
	Tier              int           `json:"tier"`
	Salary            float64       `json:"salary"`
	SalaryOrigin      string        `json:"salary_origin"`
	Made              jsonOffer     `json:"salary_parts"`
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

type jsonOffer struct {
	Benchmark    float64 `json:"benchmark"`
	Region       float64 `json:"region"`
	Experience   float64 `json:"experience"`
	Certificates float64 `json:"certificates"`
	Origin       string  `json:"origin"`
}

type jsonOnCost struct {
	Key    string  `json:"key"`
	Base   float64 `json:"base"`
	Rate   float64 `json:"rate"`
	Amount float64 `json:"amount"`
	Source string  `json:"source"`
	Origin string  `json:"origin"`
}

type jsonAbsence struct {
	Key    string  `json:"key"`
	Hours  float64 `json:"hours"`
	Origin string  `json:"origin"`
}

type jsonBand struct {
	Tier        int     `json:"tier"`
	Grade       string  `json:"grade"`
	Min         float64 `json:"min"`
	Mid         float64 `json:"mid"`
	Max         float64 `json:"max"`
	Pay         float64 `json:"pay"`
	Compa       float64 `json:"compa_ratio"`
	Penetration float64 `json:"range_penetration"`
	Origin      string  `json:"origin"`
	Source      string  `json:"source"`
	Year        int     `json:"year,omitempty"`
}

type jsonPath struct {
	Path    string    `json:"path"`
	Share   float64   `json:"share"`
	Minutes []float64 `json:"minutes"`
	Legs    []jsonLeg `json:"legs"`
	Cost    float64   `json:"cost"`
	Origin  string    `json:"origin"`
}

type jsonLeg struct {
	Tier int     `json:"tier"`
	Cost float64 `json:"cost"`
}

type jsonCategoryCost struct {
	Category   string     `json:"category"`
	PerYear    float64    `json:"tickets_per_year"`
	Paths      []jsonPath `json:"paths"`
	Escalation float64    `json:"escalation_cost"`
	Ticket     float64    `json:"cost_per_ticket"`
	Origin     string     `json:"origin"`
}

// CostsJSON writes the same for programs: money a year and a ticket, hours a year, shares in 0..1.
func CostsJSON(w io.Writer, in plan.Input, c plan.TicketCosts) error {
	out := jsonCosts{Currency: in.Currency, Bands: []jsonBand{}, Warnings: []string{}, FailedTry: c.FailedTry, Origin: string(c.Kind),
		Ticket: known(c.Ticket), Escalation: known(c.Escalation), Visits: []*float64{known(c.Visit[0]), known(c.Visit[1])}, Paths: jsonPaths(c.Paths)}
	for _, t := range in.Costs.Tiers {
		out.Tiers = append(out.Tiers, tierCost(t))
	}
	for _, b := range in.Places() {
		v := b.Band
		out.Bands = append(out.Bands, jsonBand{v.Tier, v.Grade, v.Min, v.Mid, v.Max, b.Pay, b.Place.Compa, b.Place.Penetration, string(v.Kind), v.Source, v.Year})
	}
	for _, k := range c.Categories {
		out.Categories = append(out.Categories, jsonCategoryCost{k.Category, k.PerYear, jsonPaths(k.Paths), k.Escalation, k.Ticket, string(k.Kind)})
	}
	for _, n := range in.Notes {
		out.Warnings = append(out.Warnings, n.EN)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write costs: %w", err)
	}
	return nil
}

func tierCost(t salary.TierCost) jsonTierCost {
	o := t.Offer
	c := jsonTierCost{Tier: t.Tier, Salary: t.Loaded.Salary, SalaryOrigin: t.Pay.Benchmark.String(),
		Made:   jsonOffer{o.Benchmark, o.Region, o.Experience, o.Certificates, string(o.Weakest)},
		OnCost: t.Loaded.OnCost, OnCostRate: t.OnCost.Rate,
		Overhead: t.Loaded.Overhead, PerYear: t.Loaded.PerYear, ContractHours: t.Ladder.Contract, ProductiveHours: t.Ladder.Productive,
		Shrinkage: t.Ladder.Shrinkage, PerProductiveHour: t.Loaded.PerProductiveHour, PerOccupiedMinute: t.Loaded.PerOccupiedMinute}
	for _, l := range t.OnCost.Lines {
		c.OnCostLines = append(c.OnCostLines, jsonOnCost{l.Key, l.Base, l.Rate.Amount, l.Amount, l.Rate.Source, string(l.Rate.Kind)})
	}
	for _, rung := range t.Ladder.Rungs {
		c.Losses = append(c.Losses, jsonAbsence{rung.Key, rung.Hours, rung.Amount.String()})
	}
	return c
}

func jsonPaths(paths []plan.PathCost) []jsonPath {
	out := []jsonPath{}
	for _, p := range paths {
		path := jsonPath{Path: string(p.Path), Share: p.Share, Minutes: p.Minutes[:], Cost: p.Cost.Total, Origin: string(p.Kind)}
		for _, l := range p.Cost.Legs {
			path.Legs = append(path.Legs, jsonLeg{l.Tier, l.Cost})
		}
		out = append(out, path)
	}
	return out
}

func known(p plan.Price) *float64 {
	if !p.Known {
		return nil
	}
	return &p.Amount
}

// kindOnly is a value that has an origin and no source of its own.
func kindOnly(k origin.Kind) origin.Value { return origin.Value{Kind: k} }
