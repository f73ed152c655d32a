package report

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/model/hiring"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// finance is a headcount plan as a workbook that goes on calculating: people and money of each month are formulas over the sheet of assumptions.
type finance struct {
	*workbook
	plan   plan.Headcount
	sheets struct{ assumed, months, bands string }
	cells  map[string]string // name of an assumption -> its cell, with its sheet
}

// Finance writes a headcount plan and the bands of pay, month by month. Who begins, rises and leaves, and how productive people are, are numbers of the plan; headcount, what is missing,
// money and totals are formulas, which follow when an assumption is changed.
//
// Errors: those of the writer.
func Finance(w io.Writer, l *locale.Locale, h plan.Headcount) (err error) {
	f := &finance{workbook: &workbook{book: Book{L: l}, file: excelize.NewFile(), names: map[string]bool{}, styles: map[string]int{}}, plan: h, cells: map[string]string{}}
	defer func() {
		if closing := f.file.Close(); err == nil && closing != nil {
			err = fmt.Errorf("write the headcount plan: %w", closing)
		}
	}()
	for _, step := range []func() error{f.assumptions, f.months, f.bands, f.finish} {
		if err := step(); err != nil {
			return fmt.Errorf("write the headcount plan: %w", err)
		}
	}
	if err := f.file.Write(w); err != nil {
		return fmt.Errorf("write the headcount plan: %w", err)
	}
	return nil
}

func (f *finance) finish() error {
	full := true
	if err := f.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full}); err != nil {
		return err
	}
	if err := f.file.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	at, err := f.file.GetSheetIndex(f.sheets.months)
	f.file.SetActiveSheet(at)
	return err
}

func (f *finance) say(t origin.Text) string {
	if f.book.L.Code == "de" {
		return t.DE
	}
	return t.EN
}

// money is the format of amounts in the plan's currency.
func (f *finance) money() string { return `#,##0.00\ "` + page.Sign(f.plan.Currency()) + `"` }

// assumption is a number that the plan rests on.
type assumption struct {
	name   string
	about  string
	value  float64
	format string
}

// assumed are the numbers that formulas name.
func (f *finance) assumed() []assumption {
	l, q, m := f.book.L, f.plan.Question, f.plan.Plan.Input.Moves
	money := f.money()
	var all []assumption
	for tier := range hiring.Tiers {
		t, n := q.Tiers[tier], tier+1
		all = append(all,
			assumption{fmt.Sprintf("tier%d.hiring_cost", n), l.T("finance.hiring", levels[tier]), t.Hiring, money}, assumption{fmt.Sprintf("tier%d.leaving_cost", n), l.T("finance.leaving", levels[tier]), t.Leaving, money},
			assumption{fmt.Sprintf("tier%d.shortage_price", n), l.T("finance.missing", levels[tier]), t.Missing, money})
	}
	return append(all, assumption{"promotion.cost", l.T("finance.promotion"), q.Promotion.Once, money}, assumption{"yearly_rise", l.T("finance.rise"), m.Rise, "0.0%"},
		assumption{"rise_month", l.T("finance.risemonth"), float64(m.RiseMonth), "0"})
}

// assumptions writes what the plan rests on: numbers by name, what a person costs in each month, and the bands of pay. Every other number of the plan stands below, with its origin.
func (f *finance) assumptions() (err error) {
	l := f.book.L
	head := []any{l.T("finance.key"), l.T("finance.about"), l.T("report.value"), l.T("finance.origin"), l.T("finance.source"), "", l.T("finance.month"), l.T("finance.person", levels[0]), l.T("finance.person", levels[1]), l.T("finance.risen"), "",
		l.T("finance.band"), l.T("finance.min"), l.T("finance.mid"), l.T("finance.max")}
	if f.sheets.assumed, err = f.sheet(l.T("finance.assumptions"), head, 28, 60, 16, 14, 40, 3, 14, 16, 16, 16, 3, 30, 14, 14, 14); err != nil {
		return err
	}
	row := 2
	known := map[string]plan.Trace{}
	for _, t := range f.plan.Traces {
		known[t.Key] = t
	}
	for _, a := range f.assumed() {
		kind, source := l.T("finance.derived"), ""
		if t, ok := known[a.name]; ok {
			kind, source = f.say(t.Value.Kind.Text()), f.say(plan.SourceText(t.Value.Source))
		}
		if err := f.row(f.sheets.assumed, row, []any{a.name, a.about, amount{&a.value, a.format}, kind, source}); err != nil {
			return err
		}
		f.cells[a.name] = f.at(f.sheets.assumed, "C", row)
		row++
	}
	for _, t := range f.plan.Traces {
		if f.cells[t.Key] != "" {
			continue
		}
		v := t.Value.Amount
		if err := f.row(f.sheets.assumed, row, []any{t.Key, f.say(t.About), amount{&v, "#,##0.####"}, f.say(t.Value.Kind.Text()), f.say(plan.SourceText(t.Value.Source))}); err != nil {
			return err
		}
		row++
	}
	return f.prices()
}

// prices writes what a person costs in each month, and the bands of pay, beside the assumptions.
func (f *finance) prices() error {
	q, money := f.plan.Question, f.money()
	for m := range q.Months {
		cells := []any{f.plan.First(m), amount{&q.Tiers[0].Cost[m], money}, amount{&q.Tiers[1].Cost[m], money}, nil}
		if len(q.Promotion.Cost) > m {
			cells[3] = amount{&q.Promotion.Cost[m], money}
		}
		for i, c := range cells {
			if err := f.cell(f.sheets.assumed, fmt.Sprintf("%c%d", 'G'+i, m+2), c); err != nil {
				return err
			}
		}
	}
	for i, b := range f.plan.Plan.Input.Bands {
		for k, c := range []any{f.bandName(i), amount{&b.Min, money}, amount{&b.Mid, money}, amount{&b.Max, money}} {
			if err := f.cell(f.sheets.assumed, fmt.Sprintf("%c%d", 'L'+k, i+2), c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *finance) bandName(i int) string {
	b := f.plan.Plan.Input.Bands[i]
	name := f.book.L.T("finance.tier", levels[b.Tier-1])
	if b.Grade == salary.WholeTier {
		return name
	}
	return name + ", " + b.Grade
}

// at is a cell with its sheet, as formulas name it.
func (f *finance) at(sheet, column string, row int) string {
	return fmt.Sprintf("'%s'!$%s$%d", sheet, column, row)
}

// calc is a cell that is calculated.
type calc struct{ formula, format string }

func (f *finance) line(sheet string, row int, cells []any) error {
	for i, c := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			return err
		}
		formula, ok := c.(calc)
		if !ok {
			if err := f.cell(sheet, at, c); err != nil {
				return err
			}
			continue
		}
		style, err := f.style(formula.format, &excelize.Style{CustomNumFmt: &formula.format})
		if err != nil {
			return err
		}
		if err := f.file.SetCellFormula(sheet, at, formula.formula); err != nil {
			return err
		}
		if err := f.file.SetCellStyle(sheet, at, at, style); err != nil {
			return err
		}
	}
	return nil
}

// levels are how both levels are called, in front of the word.
var levels = [hiring.Tiers]string{"1st", "2nd"}

// people is the format of people.
const people = "#,##0.00"

// months writes the plan: people and money of each month, and totals.
func (f *finance) months() (err error) {
	l, q := f.book.L, f.plan.Question
	head := []any{l.T("finance.month")}
	for i, tier := range levels {
		head = append(head, l.T("finance.column.before", tier), l.T("finance.column.hired", tier), l.T("finance.column.rose", tier), l.T("finance.column.left", tier), l.T("finance.column.people", tier))
		if i == hiring.Tiers-1 {
			head = append(head, l.T("finance.column.risen"))
		}
		head = append(head, l.T("finance.column.effective", tier), l.T("finance.column.need", tier), l.T("finance.column.missing", tier))
	}
	for _, part := range []string{"pay1", "pay2", "hiring", "promotion", "leaving", "missing", "total"} {
		head = append(head, l.T("finance.cost."+part))
	}
	wide := []float64{14}
	for range head[1:] {
		wide = append(wide, 14)
	}
	if f.sheets.months, err = f.sheet(l.T("finance.plan"), head, wide...); err != nil {
		return err
	}
	for m := range q.Months {
		if err := f.line(f.sheets.months, m+2, f.monthOf(m)); err != nil {
			return err
		}
	}
	total := []any{l.T("finance.total")}
	for i := range head[1:] {
		column, err := excelize.ColumnNumberToName(i + 2)
		if err != nil {
			return err
		}
		switch column {
		case "C", "D", "E", "K", "L", "M":
			total = append(total, calc{fmt.Sprintf("SUM(%[1]s2:%[1]s%[2]d)", column, q.Months+1), people})
		case "S", "T", "U", "V", "W", "X", "Y":
			total = append(total, calc{fmt.Sprintf("SUM(%[1]s2:%[1]s%[2]d)", column, q.Months+1), f.money()})
		default:
			total = append(total, nil)
		}
	}
	return f.line(f.sheets.months, q.Months+2, total)
}

// monthOf is the row of a month. Columns: A month; of 1st level B before, C begin, D rise, E leave, F people, G effective, H need, I missing; of 2nd level J before, K begin, L rise,
// M leave, N people, O of those risen, P effective, Q need, R missing; money S, T pay, U hiring, V promotions, W leaving, X missing, Y total.
func (f *finance) monthOf(m int) []any {
	q, month, r := f.plan.Question, f.plan.Ways.Free.Course.Months[m], m+2
	first, second := month.Tiers[0], month.Tiers[1]
	num := func(v float64) amount { return amount{&v, people} }
	in := func(format, f string, args ...any) calc { return calc{fmt.Sprintf(f, args...), format} }
	before := [hiring.Tiers]any{}
	for tier, column := range []string{"F", "N"} {
		before[tier] = in(people, "%s%d", column, r-1)
		if m == 0 {
			sum := 0.0
			for _, c := range q.Tiers[tier].People {
				sum += c.People
			}
			before[tier] = num(sum)
		}
	}
	s, money := f.sheets.assumed, f.money()
	return []any{
		f.plan.First(m),
		before[0], num(first.Hired), num(month.Promoted), num(first.Left), in(people, "B%[1]d+C%[1]d-D%[1]d-E%[1]d", r), num(first.Effective), num(first.Need), in(people, "MAX(0,H%[1]d-G%[1]d)", r),
		before[1], num(second.Hired), in(people, "D%d", r), num(second.Left), in(people, "J%[1]d+K%[1]d+L%[1]d-M%[1]d", r), num(month.Risen), num(second.Effective), num(second.Need), in(people, "MAX(0,Q%[1]d-P%[1]d)", r),
		in(money, "F%d*%s", r, f.at(s, "H", r)), in(money, "(N%[1]d-O%[1]d)*%[2]s+O%[1]d*%[3]s", r, f.at(s, "I", r), f.at(s, "J", r)),
		in(money, "C%[1]d*%[2]s+K%[1]d*%[3]s", r, f.cells["tier1.hiring_cost"], f.cells["tier2.hiring_cost"]), in(money, "L%d*%s", r, f.cells["promotion.cost"]),
		in(money, "E%[1]d*%[2]s+M%[1]d*%[3]s", r, f.cells["tier1.leaving_cost"], f.cells["tier2.leaving_cost"]),
		in(money, "I%[1]d*%[2]s+R%[1]d*%[3]s", r, f.cells["tier1.shortage_price"], f.cells["tier2.shortage_price"]), in(money, "SUM(S%[1]d:X%[1]d)", r),
	}
}

// bands writes the bands of pay month by month, raised as all salaries are.
func (f *finance) bands() (err error) {
	l, all := f.book.L, f.plan.Plan.Input.Bands
	head, wide := []any{l.T("finance.month"), l.T("finance.rises")}, []float64{14, 12}
	for i := range all {
		for _, end := range []string{"min", "mid", "max"} {
			head, wide = append(head, f.bandName(i)+": "+l.T("finance."+end)), append(wide, 16)
		}
	}
	if f.sheets.bands, err = f.sheet(l.T("finance.bands"), head, wide...); err != nil {
		return err
	}
	for m := range f.plan.Question.Months {
		r := m + 2
		cells := []any{f.plan.First(m), calc{fmt.Sprintf("B%d+IF(MONTH(A%d)=%s,1,0)", r-1, r, f.cells["rise_month"]), "0"}}
		if m == 0 {
			cells[1] = 0
		}
		for i := range all {
			for _, column := range []string{"M", "N", "O"} {
				cells = append(cells, calc{fmt.Sprintf("%s*(1+%s)^B%d", f.at(f.sheets.assumed, column, i+2), f.cells["yearly_rise"], r), f.money()})
			}
		}
		if err := f.line(f.sheets.bands, r, cells); err != nil {
			return err
		}
	}
	return nil
}

// FinanceName is how the file of a headcount plan is called.
func FinanceName(first time.Time) string { return "headcount_" + first.Format("2006-01") + ".xlsx" }
