package listing

import (
	"fmt"
	"io"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// ComparisonTable writes scenarios side by side for people: the figures, what differs in what to do and in what is typed, and why
// the cost differs from the first one's.
func ComparisonTable(w io.Writer, c plan.Comparison) error {
	p := &printer{out: w}
	p.unplanned(c)
	p.sideBySide("FIGURE", c, c.Figures)
	p.policies(c)
	p.settings(c)
	p.splits(c)
	return p.err
}

// unplanned says which scenarios cannot be planned, and why.
func (p *printer) unplanned(c plan.Comparison) {
	for _, column := range c.Columns {
		for _, sentence := range column.Sentences() {
			p.line("%s cannot be planned: %s", column.Scenario.Name, clean(sentence))
		}
	}
	p.line("Money a year, in %s", currencies(c))
	p.line("")
}

// currencies are those of the scenarios, in their order.
func currencies(c plan.Comparison) string {
	var all []string
	for _, column := range c.Columns {
		if of := column.Currency(); of != "" && !strings.Contains(strings.Join(all, " "), of) {
			all = append(all, of)
		}
	}
	if len(all) == 0 {
		return "the currency of each country"
	}
	return strings.Join(all, " and ")
}

func head(title string, c plan.Comparison) string {
	row := title
	for _, column := range c.Columns {
		row += "\t" + clean(column.Scenario.Name)
	}
	return row
}

func (p *printer) sideBySide(title string, c plan.Comparison, rows []plan.Row) {
	if len(rows) == 0 {
		return
	}
	lines := []string{head(title, c)}
	for _, r := range rows {
		line := named(r.About.EN)
		for _, cell := range r.Cells {
			line += "\t" + cellText(r.Unit, cell)
		}
		lines = append(lines, line)
	}
	p.table(lines...)
}

// cellText is a figure of a comparison, "-" where there is none.
func cellText(unit string, c plan.Cell) string {
	switch {
	case !c.Known:
		return "-"
	case unit == plan.Binding || unit == plan.Doing:
		return clean(c.Word)
	case unit == origin.Share:
		return percent(c.Amount)
	case unit == plan.MoneyYear || unit == plan.TicketsYear:
		return number(c.Amount, 0)
	case unit == plan.Times:
		return number(c.Amount, 2)
	}
	return strings.TrimSuffix(number(c.Amount, 2), ".00")
}

// policies shows the categories of which scenarios say different things.
func (p *printer) policies(c plan.Comparison) {
	var differ []plan.Row
	same := 0
	for _, r := range c.Policy {
		switch {
		case !r.Same():
			differ = append(differ, r)
		case r.Compared():
			same++
		}
	}
	p.sideBySide("WHAT TO DO", c, differ)
	if same > 0 {
		p.line("  The same in all that can be planned: what to do with %d of %d categories.\n", same, len(c.Policy))
	}
}

func (p *printer) settings(c plan.Comparison) {
	if len(c.Differing) == 0 {
		return
	}
	lines := []string{head("WHAT WENT IN", c)}
	for _, s := range c.Differing {
		line := keyed(s.Key)
		for _, of := range s.Of {
			line += "\t" + settingText(of)
		}
		lines = append(lines, line)
	}
	p.table(lines...)
}

// settingText is an assumption with where it comes from: "44,600 EUR/year (default)".
func settingText(s plan.Setting) string {
	switch {
	case !s.Known:
		return "-"
	case s.Words != nil && len(s.Words) == 0:
		return "none (" + string(s.Value.Kind) + ")"
	case s.Words != nil:
		return clean(s.Word()) + " (" + string(s.Value.Kind) + ")"
	}
	v := s.Value
	v.Source, v.Year = "", 0
	return clean(v.String())
}

// partNames are the parts of a difference in print.
var partNames = map[plan.PartKey]string{
	plan.People1: "1st level, number of people", plan.Price1: "1st level, cost of a person",
	plan.People2: "2nd level, number of people", plan.Price2: "2nd level, cost of a person", plan.Failed: "failed tries",
}

// splits says why the cost differs from that of the first scenario. Whole units add up.
func (p *printer) splits(c plan.Comparison) {
	var named plan.Comparison
	from := []string{"cost of " + clean(c.Columns[0].Scenario.Name)}
	to := []string{"cost"}
	parts := make([][]string, len(plan.PartKeys()))
	for i, column := range c.Columns[1:] {
		s := column.Split.Whole()
		if !s.Known {
			p.line("%s is not compared with %s: %s", clean(c.Columns[i+1].Scenario.Name), clean(c.Columns[0].Scenario.Name), s.Why)
			continue
		}
		named.Columns = append(named.Columns, column)
		from, to = append(from, money(s.From)), append(to, money(s.To))
		for i, part := range s.Parts {
			parts[i] = append(parts[i], signed(part.Amount))
		}
	}
	if len(named.Columns) == 0 {
		return
	}
	lines := []string{head("WHY THE COST DIFFERS", named), strings.Join(from, "\t")}
	for i, key := range plan.PartKeys() {
		lines = append(lines, strings.Join(append([]string{partNames[key]}, parts[i]...), "\t"))
	}
	p.table(append(lines, strings.Join(to, "\t"))...)
	p.line("  People count at the mean cost of a person of both scenarios, and cost at the mean number of people (Bennet 1920).")
}

func signed(v float64) string {
	if v > 0 {
		return "+" + money(v)
	}
	return money(v)
}

// ScenarioTable writes the scenarios that are saved.
func ScenarioTable(w io.Writer, all []plan.Scenario) error {
	p := &printer{out: w}
	if len(all) == 0 {
		p.line("no scenario is saved; `tiermix scenario save` keeps one")
		return p.err
	}
	lines := []string{"SCENARIO\ttyped\tsaved (UTC)\tnote"}
	for _, s := range all {
		lines = append(lines, cells(clean(s.Name), len(s.All()), s.Saved.UTC().Format("2006-01-02 15:04"), clean(s.Note)))
	}
	p.table(lines...)
	return p.err
}

// ScenarioComment is what stands above a scenario that is printed as a file of assumptions.
func ScenarioComment(s plan.Scenario) string {
	text := fmt.Sprintf("Scenario %s", s.Name)
	if s.Note != "" {
		text += "\n" + s.Note
	}
	if !s.Saved.IsZero() {
		text += "\nsaved " + s.Saved.UTC().Format("2006-01-02 15:04") + " UTC"
	}
	if len(s.Entries()) == 0 {
		text += "\nNothing is typed in it: everything is measured or a default."
	}
	for _, e := range s.Unread {
		text += fmt.Sprintf("\nnot known to this program and left out: %s = %s", e.Key, entryText(e))
	}
	return text
}

func entryText(e plan.Entry) string {
	if e.Words != nil {
		return strings.Join(e.Words, ", ")
	}
	return full(e.Amount)
}
