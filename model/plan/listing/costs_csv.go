package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// CostsCSV writes the same as one row per number: tier or category, part, item, amount, unit, and where it comes from.
func CostsCSV(w io.Writer, in plan.Input, c plan.TicketCosts) error {
	s := sheet{currency: in.Currency, rows: [][]string{{"of", "part", "item", "amount", "unit", "origin", "source", "year"}}}
	for _, t := range in.Costs.Tiers {
		s.tier(t)
	}
	for _, b := range in.Places() {
		s.band(b)
	}
	s.paths("all", c.Paths)
	s.price("all", "any ticket", c.Ticket, c.Kind)
	s.price("all", "escalation", c.Escalation, c.Kind)
	for i, p := range c.Visit {
		s.price("tier "+strconv.Itoa(i+1), "visit", p, c.Kind)
	}
	for _, k := range c.Categories {
		s.paths(k.Category, k.Paths)
		s.price(k.Category, "any ticket", plan.Price{Amount: k.Ticket, Known: true}, k.Kind)
		s.price(k.Category, "escalation", plan.Price{Amount: k.Escalation, Known: true}, k.Kind)
	}
	out := csv.NewWriter(w)
	if err := out.WriteAll(s.rows); err != nil {
		return fmt.Errorf("write costs: %w", err)
	}
	return nil
}

// sheet is rows on their way.
type sheet struct {
	currency string
	rows     [][]string
}

func (s *sheet) add(of, part, item string, amount float64, unit string, from origin.Value) {
	year := ""
	if from.Year != 0 {
		year = strconv.Itoa(from.Year)
	}
	s.rows = append(s.rows, []string{guarded(of), part, guarded(item), strconv.FormatFloat(amount, 'f', -1, 64), unit, string(from.Kind), guarded(from.Source), year})
}

func (s *sheet) tier(t salary.TierCost) {
	of, yearly, o := "tier "+strconv.Itoa(t.Tier), salary.PerYear(s.currency), t.Offer
	all, hours := kindOnly(o.Weakest), kindOnly(t.Ladder.Weakest)
	s.add(of, "salary", "benchmark", o.Benchmark, yearly, t.Pay.Benchmark)
	s.add(of, "salary", "region", o.Region, yearly, t.Pay.Region)
	s.add(of, "salary", "experience", o.Experience, yearly, all)
	s.add(of, "salary", "certificates", o.Certificates, yearly, all)
	s.add(of, "salary", "salary", o.Salary, yearly, all)
	for _, l := range t.OnCost.Lines {
		s.add(of, "on-cost", l.Key, l.Amount, yearly, l.Rate)
	}
	s.add(of, "on-cost", "on-cost", t.Loaded.OnCost, yearly, all)
	for _, x := range t.Overheads {
		s.add(of, "overhead", x.Name, x.Annual.Amount, yearly, x.Annual)
	}
	s.add(of, "cost", "a year", t.Loaded.PerYear, yearly, all)
	s.add(of, "hours", "contract", t.Ladder.Contract, salary.HoursPerYear, hours)
	for _, r := range t.Ladder.Rungs {
		s.add(of, "hours", r.Name.EN, -r.Hours, salary.HoursPerYear, r.Amount)
	}
	s.add(of, "hours", "productive", t.Ladder.Productive, salary.HoursPerYear, hours)
	worst := kindOnly(origin.Weakest(all, hours))
	s.add(of, "cost", "a productive hour", t.Loaded.PerProductiveHour, s.currency+"/h", worst)
	s.add(of, "cost", "a minute on tickets", t.Loaded.PerOccupiedMinute, s.currency+"/min", kindOnly(origin.Weakest(worst, t.Occupancy)))
}

func (s *sheet) band(b plan.BandPlace) {
	of, yearly, from := "tier "+strconv.Itoa(b.Band.Tier), salary.PerYear(s.currency), b.Band.Benchmark()
	for _, e := range []struct {
		item   string
		amount float64
		unit   string
	}{{"min", b.Band.Min, yearly}, {"mid", b.Band.Mid, yearly}, {"max", b.Band.Max, yearly}, {"compa-ratio", b.Place.Compa, "ratio"}, {"range penetration", b.Place.Penetration, origin.Share}} {
		s.add(of, "band", b.Band.Grade+", "+e.item, e.amount, e.unit, from)
	}
}

func (s *sheet) paths(of string, paths []plan.PathCost) {
	for _, p := range paths {
		s.add(of, "ticket", string(p.Path), p.Cost.Total, s.currency+"/ticket", kindOnly(p.Kind))
	}
}

// price is left out where there is no such ticket.
func (s *sheet) price(of, item string, p plan.Price, kind origin.Kind) {
	if p.Known {
		s.add(of, "ticket", item, p.Amount, s.currency+"/ticket", kindOnly(kind))
	}
}
