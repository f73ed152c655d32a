package listing

import (
	"encoding/csv"
	"fmt"
	"io"

	"tiermix/model/plan"
	"tiermix/model/risk"
)

// DrawnCourse is a headcount plan with the courses drawn around it.
type DrawnCourse struct {
	Name    string // of the scenario; "" where there is one only
	Plan    plan.Headcount
	Course  risk.Course
	Options risk.Options
}

// CourseTable writes how headcount plans may turn out, for people: cost, people and who is missing, in all and month by month, and what moves it.
func CourseTable(w io.Writer, all []DrawnCourse) error {
	p := &printer{out: w}
	for i, c := range all {
		if i > 0 {
			p.line("")
		}
		p.course(c)
	}
	return p.err
}

func (p *printer) course(c DrawnCourse) {
	name, h := "the headcount plan", c.Plan
	if c.Name != "" {
		name = clean(c.Name)
	}
	p.line("Risk of %s from %s to %s: %s courses drawn, seed %d, money in %s", name, monthOf(h, 0), monthOf(h, len(c.Course.Months)-1),
		number(float64(c.Options.Draws), 0), c.Options.Seed, h.Currency())
	p.line("Its hires and promotions stay; drawn are tickets, leavers and pay. P10, P50 and P90: 10, 50 and 90 courses of 100 lie below; in brackets the 95 %% interval that so many draws leave.\n")
	rows := []string{"FIGURE\tas planned\tP10\tP50\tP90\tmean"}
	for _, f := range courseFigures(c) {
		decimals := 2
		if f.Unit == h.Currency() {
			decimals = 0
		}
		rows = append(rows, cells(courseNames[f.Figure]+tierSuffix(f.Tier), number(*f.Planned, decimals), printedQuantile(f.P10, decimals), printedQuantile(f.P50, decimals),
			printedQuantile(f.P90, decimals), number(f.Mean, decimals)+" ± "+number(f.Error, decimals)))
	}
	p.table(rows...)
	p.line("  Nobody is ever missing in %s of the courses (%s).\n", percent(c.Course.Enough.Value()), wilson(c.Course.Enough))
	p.courseMonths(c)
	p.courseMoves(c)
}

var courseNames = map[string]string{
	"cost": "cost of all months, missing people priced", "people_at_end": "people in the last month", "fte_months_missing": "FTE-months missing",
}

func tierSuffix(tier int) string {
	if tier == 0 {
		return ""
	}
	return fmt.Sprintf(", tier %d", tier)
}

func printedQuantile(q jsonQuantile, decimals int) string {
	return fmt.Sprintf("%s [%s, %s]", number(q.Value, decimals), number(q.Low, decimals), number(q.High, decimals))
}

func (p *printer) courseMonths(c DrawnCourse) {
	rows := []string{"MONTH\tplanned\tP10\tP50\tP90\tpeople 1st\tpeople 2nd\tmissing 1st, P90\tmissing 2nd, P90\tnobody missing"}
	for m, one := range c.Course.Months {
		rows = append(rows, cells(monthOf(c.Plan, m), money(c.Plan.Ways.Free.Course.Months[m].Cost.Total()), money(one.Cost.P10.Value), money(one.Cost.P50.Value), money(one.Cost.P90.Value),
			tenToNinety(one.People[0]), tenToNinety(one.People[1]), number(one.Missing[0].P90.Value, 2), number(one.Missing[1].P90.Value, 2), percent(one.Enough.Value())))
	}
	p.table(rows...)
}

func tenToNinety(s risk.Spread) string {
	return number(s.P10.Value, 1) + " to " + number(s.P90.Value, 1)
}

func (p *printer) courseMoves(c DrawnCourse) {
	rows := []string{"WHAT MOVES IT, BY ITSELF\tcost, P10 to P90\tswing\tFTE-months missing\tthe spread is"}
	for _, m := range c.Course.Moves {
		rows = append(rows, cells(keyed(m.Key), money(m.Cost.P10.Value)+" to "+money(m.Cost.P90.Value), money(m.Cost.P90.Value-m.Cost.P10.Value), tenToNinety(m.FTE), kindFrom(m.Origin)))
	}
	p.table(rows...)
}

type jsonCourse struct {
	Name     string            `json:"name"`
	Draws    int               `json:"draws"`
	Seed     uint64            `json:"seed"`
	Currency string            `json:"currency"`
	Figures  []jsonSpread      `json:"figures"`
	Enough   jsonYears         `json:"nobody_missing"`
	Months   []jsonCourseMonth `json:"months"`
	Moves    []jsonCourseMove  `json:"moves"`
}

type jsonCourseMonth struct {
	Month   string        `json:"month"`
	Cost    jsonSpread    `json:"cost"`
	People  [2]jsonSpread `json:"people"`
	Missing [2]jsonSpread `json:"missing"`
	Enough  jsonYears     `json:"nobody_missing"`
}

type jsonCourseMove struct {
	Input   string     `json:"input"`
	Cost    jsonSpread `json:"cost"`
	Missing jsonSpread `json:"fte_months_missing"`
	Origin  string     `json:"spread_origin"`
	Source  string     `json:"spread_source"`
	Year    int        `json:"spread_year,omitempty"`
}

// CourseJSON writes how headcount plans may turn out for programs, at full precision.
func CourseJSON(w io.Writer, all []DrawnCourse) error {
	out := []jsonCourse{}
	for _, c := range all {
		one := jsonCourse{Name: c.Name, Draws: c.Options.Draws, Seed: c.Options.Seed, Currency: c.Plan.Currency(), Figures: courseFigures(c), Enough: years(c.Course.Enough)}
		for m, month := range c.Course.Months {
			one.Months = append(one.Months, courseMonth(c, m, month))
		}
		for _, m := range c.Course.Moves {
			one.Moves = append(one.Moves, jsonCourseMove{m.Key, spreadJSON("cost", 0, c.Plan.Currency(), nil, m.Cost), spreadJSON("fte_months_missing", 0, "FTE-months", nil, m.FTE),
				string(m.Origin.Kind), m.Origin.Source, m.Origin.Year})
		}
		out = append(out, one)
	}
	return encode(w, out)
}

func courseMonth(c DrawnCourse, m int, month risk.MonthSpread) jsonCourseMonth {
	planned := c.Plan.Ways.Free.Course.Months[m]
	cost := planned.Cost.Total()
	out := jsonCourseMonth{Month: monthOf(c.Plan, m), Cost: spreadJSON("cost", 0, c.Plan.Currency(), &cost, month.Cost), Enough: years(month.Enough)}
	for i := range out.People {
		people, short := planned.Tiers[i].Headcount(), planned.Tiers[i].Short()
		out.People[i] = spreadJSON("people", i+1, plan.PeopleUnit, &people, month.People[i])
		out.Missing[i] = spreadJSON("fte_missing", i+1, "FTE", &short, month.Missing[i])
	}
	return out
}

// courseFigures are the figures of a course over all months.
func courseFigures(c DrawnCourse) []jsonSpread {
	planned := c.Course.Planned
	out := []jsonSpread{spreadJSON("cost", 0, c.Plan.Currency(), &planned.Cost, c.Course.Cost)}
	for i := range planned.People {
		out = append(out, spreadJSON("people_at_end", i+1, plan.PeopleUnit, &planned.People[i], c.Course.People[i]))
	}
	for i := range planned.Missing {
		out = append(out, spreadJSON("fte_months_missing", i+1, "FTE-months", &planned.Missing[i], c.Course.Missing[i]))
	}
	return out
}

// CourseCSV writes the figures of headcount plans, one a row.
func CourseCSV(w io.Writer, all []DrawnCourse) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"scenario", "month", "figure", "tier", "unit", "planned", "p10", "p50", "p90", "mean", "standard_error", "nobody_missing_share"}}
	for _, c := range all {
		for _, f := range courseFigures(c) {
			rows = append(rows, courseRow(c.Name, "", f, plainNumber(c.Course.Enough.Value())))
		}
		for m, month := range c.Course.Months {
			one, enough := courseMonth(c, m, month), plainNumber(month.Enough.Value())
			for _, f := range []jsonSpread{one.Cost, one.People[0], one.People[1], one.Missing[0], one.Missing[1]} {
				rows = append(rows, courseRow(c.Name, one.Month, f, enough))
			}
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func courseRow(name, month string, f jsonSpread, enough string) []string {
	row := riskRow(guarded(name), "", f, "", enough) // scenario, against, figure, tier, work, unit, ...
	return append([]string{row[0], month, row[2], row[3]}, row[5:]...)
}
