package plan

import (
	"fmt"
	"math"
	"slices"

	"tiermix/model/origin"
)

// Row is one line of a comparison.
type Row struct {
	Key   string // tier1.people; action.NAME for a category of the policy
	Unit  string // origin.Share, MoneyYear, PeopleUnit, Times, TicketsYear; Binding and Doing hold words
	About origin.Text
	Cells []Cell
}

// Units of rows.
const (
	PeopleUnit  = "people"
	TicketsYear = "tickets/year"
	Times       = "times"
	Binding     = "promise" // Word is a staffing.Bind
	Doing       = "action"  // Word is a tradeoff.Action
)

// Cell is what one scenario has in a row.
type Cell struct {
	Known  bool
	Amount float64 // in the row's unit
	Word   string  // where the unit holds words
}

// Compared says whether two scenarios or more have something in the row.
func (r Row) Compared() bool { return len(r.known()) > 1 }

// Same says whether all scenarios that have something in the row have the same.
func (r Row) Same() bool { return len(slices.Compact(r.known())) <= 1 }

func (r Row) known() []Cell {
	return slices.DeleteFunc(slices.Clone(r.Cells), func(c Cell) bool { return !c.Known })
}

// figure is a line in the making: what a plan says to it.
type figure struct {
	key, unit string
	about     origin.Text
	of        func(Result) Cell
}

func amount(v float64) Cell         { return Cell{Known: !math.IsNaN(v) && !math.IsInf(v, 0), Amount: v} }
func word(w string) Cell            { return Cell{Known: w != "", Word: w} }
func known(v float64, ok bool) Cell { return Cell{Known: ok, Amount: v} }

// figures are the lines that at least one scenario has something in.
func figures(columns []Column) []Row {
	all := []figure{
		{"cost.best", MoneyYear, origin.Text{EN: "cost of the best mix", DE: "Kosten der besten Mischung"}, func(r Result) Cell { return amount(r.Best.PerYear) }},
		{"cost.today", MoneyYear, origin.Text{EN: "cost that today's way needs", DE: "Kosten, die der heutige Weg braucht"}, func(r Result) Cell { return amount(r.Today.PerYear) }},
		{"saving", MoneyYear, origin.Text{EN: "saving", DE: "Ersparnis"}, func(r Result) Cell { return amount(r.Today.PerYear - r.Best.PerYear) }},
	}
	for tier, name := range []string{"1st level", "2nd level"} {
		german := []string{"1st Level", "2nd Level"}[tier]
		all = append(all, tierFigures(tier, origin.Text{EN: name, DE: german})...)
	}
	all = append(all, deskFigures()...)
	var rows []Row
	for _, f := range all {
		if row := f.row(columns); slices.ContainsFunc(row.Cells, func(c Cell) bool { return c.Known }) {
			rows = append(rows, row)
		}
	}
	return rows
}

func (f figure) row(columns []Column) Row {
	row := Row{Key: f.key, Unit: f.unit, About: f.about}
	for _, c := range columns {
		cell := Cell{}
		if c.Result != nil {
			cell = f.of(*c.Result)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// tierFigures are the lines of one tier in the best mix.
func tierFigures(tier int, name origin.Text) []figure {
	line := func(key, unit string, about origin.Text, of func(Result) Cell) figure {
		return figure{fmt.Sprintf("tier%d.%s", tier+1, key), unit, origin.Text{EN: name.EN + ": " + about.EN, DE: name.DE + ": " + about.DE}, of}
	}
	return []figure{
		line("people", PeopleUnit, origin.Text{EN: "people", DE: "Personen"}, func(r Result) Cell { return amount(float64(r.Best.Tiers[tier].Heads)) }),
		line("fte", PeopleUnit, origin.Text{EN: "full-time equivalents", DE: "Vollzeitkräfte"}, func(r Result) Cell { return amount(r.Best.Tiers[tier].Gross) }),
		line("peak", PeopleUnit, origin.Text{EN: "people in the peak week", DE: "Personen in der Spitzenwoche"}, func(r Result) Cell { return known(float64(r.Best.Tiers[tier].PeakHeads), r.Input.Demand.HasPeak()) }),
		line("person", MoneyYear, origin.Text{EN: "cost of one person", DE: "Kosten einer Person"}, func(r Result) Cell { return amount(r.Input.Costs.Tiers[tier].Loaded.PerYear) }),
		line("cost", MoneyYear, origin.Text{EN: "cost", DE: "Kosten"}, func(r Result) Cell { return amount(r.Best.Tiers[tier].PerYear) }),
		line("service", origin.Share, origin.Text{EN: "live work in time", DE: "wartende Anfragen rechtzeitig"}, func(r Result) Cell {
			live := r.Best.Typical.Tiers[tier].Reach.Live
			return first(live, func() float64 { return live[0].ServiceLevel })
		}),
		line("in_time", origin.Share, origin.Text{EN: "work that can wait in time", DE: "aufschiebbare Arbeit rechtzeitig"}, func(r Result) Cell {
			deferred := r.Best.Typical.Tiers[tier].Reach.Deferred
			return first(deferred, func() float64 { return deferred[0].InTime })
		}),
		line("binds", Binding, origin.Text{EN: "what makes the need", DE: "was den Bedarf bestimmt"}, func(r Result) Cell { return word(r.Best.Tiers[tier].Binds) }),
	}
}

// first is a figure of the first queue of a tier, where there is one.
func first[T any](queues []T, of func() float64) Cell {
	if len(queues) == 0 {
		return Cell{}
	}
	return amount(of())
}

// deskFigures are the lines about both tiers together.
func deskFigures() []figure {
	return []figure{
		{"tickets", TicketsYear, origin.Text{EN: "new tickets", DE: "neue Tickets"}, func(r Result) Cell {
			sum := 0.0
			for _, d := range r.Search.Policy {
				sum += d.TicketsPerYear
			}
			return amount(sum)
		}},
		{"tried", "categories", origin.Text{EN: "categories that 1st level tries", DE: "Kategorien, die das 1st Level versucht"}, func(r Result) Cell { return amount(float64(r.Best.Policy.Count())) }},
		{"fcr", origin.Share, origin.Text{EN: "share solved if 1st level tries everything", DE: "gelöster Anteil, wenn das 1st Level alles versucht"}, func(r Result) Cell { return amount(r.BreakEven.FCR) }},
		{"breakeven.fcr", origin.Share, origin.Text{EN: "share solved from which a 1st level pays", DE: "gelöster Anteil, ab dem sich ein 1st Level lohnt"}, func(r Result) Cell { return known(r.BreakEven.WholeFCR, r.BreakEven.WholeFound) }},
		{"ratio", Times, origin.Text{EN: "cost of an hour of 2nd over 1st level", DE: "Kosten einer Stunde im 2nd gegen 1st Level"}, func(r Result) Cell { return amount(r.BreakEven.SalaryRatioToday) }},
		{"breakeven.ratio", Times, origin.Text{EN: "ratio above which a 1st level pays", DE: "Verhältnis, über dem sich ein 1st Level lohnt"}, func(r Result) Cell { return known(r.BreakEven.SalaryRatio, r.BreakEven.SalaryFound) }},
		{"point", MoneyYear, origin.Text{EN: "value of one point more solved at 1st level", DE: "Wert eines Punkts mehr Lösung im 1st Level"}, func(r Result) Cell { return amount(r.BreakEven.PointPerYear) }},
	}
}

// policies are the lines of all categories, as the first plan has them.
func policies(columns []Column) []Row {
	var rows []Row
	at := map[string]int{}
	for i, c := range columns {
		if c.Result == nil {
			continue
		}
		for _, d := range c.Result.Search.Policy {
			key := d.Category.Key
			if _, ok := at[key]; !ok {
				at[key] = len(rows)
				rows = append(rows, Row{Key: "action." + key, Unit: Doing, About: origin.Text{EN: key, DE: key}, Cells: make([]Cell, len(columns))})
			}
			rows[at[key]].Cells[i] = word(string(d.Action))
		}
	}
	return rows
}
