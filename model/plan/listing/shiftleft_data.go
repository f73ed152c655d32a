package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/shiftleft"
)

type jsonShiftLeft struct {
	From       string              `json:"from"`
	To         string              `json:"to"`
	Currency   string              `json:"currency"`
	Second     int                 `json:"solved_2nd"`
	Tickets    int                 `json:"tickets"`
	PerYear    float64             `json:"tickets_per_year"`
	Money      jsonBounds          `json:"saving_per_year"`
	Few        bool                `json:"few"`
	Origin     string              `json:"origin"`
	Reasons    []jsonReason        `json:"reasons"`
	Categories []jsonShiftCategory `json:"categories"`
	Notes      []string            `json:"notes"`
}

type jsonBounds struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

type jsonReason struct {
	Why     string     `json:"reason"`
	Tickets int        `json:"tickets"`
	PerYear float64    `json:"tickets_per_year"`
	Now     float64    `json:"cost_now"`
	Then    float64    `json:"cost_if_tried"`
	Money   jsonBounds `json:"saving_per_year"`
}

type jsonShiftCategory struct {
	Category  string       `json:"category"`
	Second    int          `json:"solved_2nd"`
	Tickets   int          `json:"tickets"`
	Costly    int          `json:"tickets_that_cost_more"`
	Unlinked  int          `json:"without_article"`
	PerYear   float64      `json:"tickets_per_year"`
	Solve     *jsonFigure  `json:"solve_share"`
	Quick     *jsonFigure  `json:"quick_minutes"`
	PerTicket *float64     `json:"saving_per_ticket"`
	Money     *jsonBounds  `json:"saving_per_year"`
	Few       bool         `json:"few"`
	Origin    string       `json:"origin"`
	Reasons   []jsonReason `json:"reasons"`
}

type jsonFigure struct {
	Amount float64 `json:"amount"`
	Origin string  `json:"origin"`
	Source string  `json:"source"`
}

func bounded(b rate.Bounds) jsonBounds { return jsonBounds{b.Value, b.Low, b.High} }

func figured(v origin.Value) *jsonFigure {
	if !v.Given() {
		return nil
	}
	return &jsonFigure{v.Amount, string(v.Kind), v.Source}
}

// ShiftLeftJSON writes the list for programs: money in the currency a year or a ticket, shares in 0..1; what is not known is null.
func ShiftLeftJSON(w io.Writer, in plan.Input, l shiftleft.List) error {
	out := jsonShiftLeft{
		From: day(l.From), To: day(l.To), Currency: l.Currency, Second: l.Second, Tickets: l.Tickets, PerYear: l.PerYear, Money: bounded(l.Money),
		Few: l.Few, Origin: string(l.Kind), Reasons: jsonReasons(l.Reasons), Categories: []jsonShiftCategory{}, Notes: []string{},
	}
	for _, c := range l.Categories {
		out.Categories = append(out.Categories, jsonShiftOf(c))
	}
	for _, n := range append(l.Notes, in.Notes...) {
		out.Notes = append(out.Notes, n.EN)
	}
	return encode(w, out)
}

func jsonReasons(all []shiftleft.Reason) []jsonReason {
	out := []jsonReason{}
	for _, r := range all {
		out = append(out, jsonReason{string(r.Why), r.Tickets, r.PerYear, r.Now, r.Then, bounded(r.Money)})
	}
	return out
}

func jsonShiftOf(c shiftleft.Category) jsonShiftCategory {
	out := jsonShiftCategory{Category: c.Key, Second: c.Second, Tickets: c.Tickets, Costly: c.Costly, Unlinked: c.Unlinked, PerYear: c.PerYear,
		Quick: figured(c.Quick.Value), Few: c.Few, Origin: string(c.Kind), Reasons: jsonReasons(c.Reasons)}
	if c.Priced {
		each, all := c.PerTicket(), bounded(c.Money)
		out.Solve, out.PerTicket, out.Money = figured(c.Solve.Value), &each, &all
	}
	return out
}

// ShiftLeftCSV writes one row for every category and reason.
func ShiftLeftCSV(w io.Writer, _ plan.Input, l shiftleft.List) error {
	rows := [][]string{{"category", "reason", "tickets", "tickets_per_year", "cost_now", "cost_if_tried", "saving_per_year", "low", "high", "currency", "solve_share", "few", "origin"}}
	for _, c := range l.Categories {
		for _, r := range c.Reasons {
			rows = append(rows, []string{guarded(c.Key), string(r.Why), strconv.Itoa(r.Tickets), full(r.PerYear), full(r.Now), full(r.Then),
				full(r.Money.Value), full(r.Money.Low), full(r.Money.High), l.Currency, full(c.Solve.Amount), strconv.FormatBool(c.Few), string(c.Kind)})
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write shift-left list: %w", err)
	}
	return nil
}
