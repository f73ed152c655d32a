package assumption

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// Bounds of what is written about categories.
const (
	mostCategories = 200
	longestName    = 1000 // bytes
)

// Write writes the file that a user starts from, in the language "en" or "de": every value that is measured, or the default
// of its field, each with a # in front, so that Read finds nothing typed in it. Without its # a line is read as typed, with
// the number that it shows: two decimals, of shares and hours four. At most 200 categories are written, most tickets first.
//
// The mean salary of fewer than salary.SmallestGroup people is not written.
//
// Errors: an unknown language, a failing w.
func Write(w io.Writer, lang string, d plan.Demand, measured map[string]origin.Value) error {
	if lang != English && lang != German {
		return fmt.Errorf("write assumptions: language %q is not known; there are %s, %s", lang, English, German)
	}
	o := writer{lang: lang, demand: d, measured: measured}
	o.comment(o.in(introduction))
	if !d.From.IsZero() && !d.To.IsZero() {
		o.comment("\n" + fmt.Sprintf(o.in(period), d.From.Format(time.DateOnly), d.To.Format(time.DateOnly)))
	}
	o.labels()
	o.fields()
	o.bands()
	o.categories()
	if _, err := io.WriteString(w, o.String()); err != nil {
		return fmt.Errorf("write assumptions: %w", err)
	}
	return nil
}

// writer is a file in one language on its way.
type writer struct {
	strings.Builder
	lang     string
	demand   plan.Demand
	measured map[string]origin.Value
}

func (o *writer) in(t origin.Text) string {
	if o.lang == German {
		return t.DE
	}
	return t.EN
}

// comment writes lines of prose.
func (o *writer) comment(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		o.WriteString(strings.TrimRight("# "+oneLine(line), " ") + "\n")
	}
}

// heading writes prose after an empty line.
func (o *writer) heading(text string) {
	o.WriteString("\n")
	o.comment(text)
}

// line writes a key that waits for its # to be removed; without value it has to be typed.
func (o *writer) line(key, value, remark string) {
	fmt.Fprintf(o, "# %s   # %s\n", strings.TrimRight(key+" = "+value, " "), oneLine(remark))
}

// labels are what is assumed beside numbers.
func (o *writer) labels() {
	var tables, names []string
	for _, t := range salary.Tables() {
		tables = append(tables, t.Name())
	}
	for _, c := range o.demand.Channels {
		if c.Name != "" && len(names) < 30 {
			names = append(names, quoted(clip(c.Name)))
		}
	}
	slices.Sort(tables)
	unsaid, kind := plan.Unsaid(), o.in(origin.Default.Text())
	var live []string
	for _, name := range unsaid.Live {
		live = append(live, quoted(name))
	}
	o.heading(fmt.Sprintf(o.in(country), strings.Join(tables, ", ")))
	o.line(plan.CountryKey, quoted(unsaid.Country), kind)
	o.heading(o.in(tableYear))
	o.line(plan.TableKey, quoted(unsaid.Table), kind)
	o.heading(o.in(tableFile))
	o.line(plan.FileKey, "", o.in(unsaidFile))
	o.heading(o.in(channels))
	if len(names) > 0 {
		o.comment(fmt.Sprintf(o.in(had), strings.Join(names, ", ")))
	}
	o.line(plan.LiveKey, "["+strings.Join(live, ", ")+"]", kind)
}

// fields are the numbers of the desk: those without a table first, for TOML has no way back out of one.
func (o *writer) fields() {
	all := plan.Fields()
	slices.SortStableFunc(all, func(a, b plan.Field) int {
		return cmp.Compare(min(strings.Count(a.Key, "."), 1), min(strings.Count(b.Key, "."), 1))
	})
	open := ""
	for _, f := range all {
		table, key, ok := strings.Cut(f.Key, ".")
		if !ok {
			table, key = "", f.Key
		}
		if table != open {
			fmt.Fprintf(o, "\n[%s]\n", table)
			open = table
		}
		o.heading(o.meaning(f))
		value, remark := o.value(f)
		o.line(key, value, remark)
		if _, ok := tierOfSalary(f.Key); ok {
			o.heading(o.in(grade))
			o.line("grade", quoted(salary.WholeTier), o.in(origin.Default.Text()))
		}
	}
}

// bands are the ranges of pay that hold until the user types some, in the currency of the default country.
func (o *writer) bands() {
	o.heading(o.in(ranges))
	for _, b := range salary.ExampleBands(defaultCurrency()) {
		o.heading("[[band]]   # " + o.source(b.Benchmark()))
		o.comment(fmt.Sprintf("tier = %d\ngrade = %s\nmin = %s\nmid = %s\nmax = %s", b.Tier, quoted(b.Grade), figure(b.Min, plan.MoneyYear),
			figure(b.Mid, plan.MoneyYear), figure(b.Max, plan.MoneyYear)))
	}
}

func defaultCurrency() string {
	unsaid := plan.Unsaid()
	table, err := salary.Lookup(unsaid.Country, unsaid.Table)
	if err != nil {
		return "" // a test holds that there is such a table
	}
	return table.Currency
}

func (o *writer) meaning(f plan.Field) string {
	unit, ok := units[f.Unit]
	if !ok {
		unit = origin.Text{EN: f.Unit, DE: f.Unit}
	}
	return o.in(f.About) + " (" + o.in(unit) + ")"
}

// value is what holds for a field, with its origin; empty when nothing may be told.
func (o *writer) value(f plan.Field) (value, remark string) {
	v, ok := o.measured[f.Key]
	mixed := ""
	if tier, found := tierOfSalary(f.Key); found {
		of := plan.SalariesOf(o.demand, tier)
		if ok && len(of) == 1 && of[0].People < salary.SmallestGroup {
			return "", fmt.Sprintf(o.in(withheld), salary.SmallestGroup)
		}
		mixed = o.mixed(of)
	}
	if !ok {
		v = f.Default
	}
	if plan.Follows(f.Key) {
		return "", o.in(follows)
	}
	if !v.Given() || math.IsNaN(v.Amount) || math.IsInf(v.Amount, 0) {
		return "", o.in(unknown) + mixed
	}
	return figure(v.Amount, f.Unit), o.source(v) + mixed
}

func tierOfSalary(key string) (tier int, ok bool) {
	for tier := 1; tier <= 2; tier++ {
		if key == fmt.Sprintf("tier%d.salary", tier) {
			return tier, true
		}
	}
	return 0, false
}

// mixed says that salaries are in several currencies.
func (o *writer) mixed(of []plan.Salary) string {
	if len(of) < 2 {
		return ""
	}
	var names []string
	for _, s := range of {
		names = append(names, s.Currency)
	}
	return fmt.Sprintf(o.in(currencies), strings.Join(names, ", "))
}

// source is where a value comes from: "measured: mean of 14 salaries in EUR, 2025".
func (o *writer) source(v origin.Value) string {
	text := o.in(v.Kind.Text())
	if v.Source != "" {
		text += ": " + o.in(plan.SourceText(v.Source))
	}
	if v.Year != 0 {
		text += ", " + strconv.Itoa(v.Year)
	}
	return text
}

// figure is an amount as TOML reads it.
func figure(amount float64, unit string) string {
	digits := 4
	if slices.Contains(large, unit) || unit == salary.Minutes {
		digits = 2
	}
	text := strconv.FormatFloat(amount, 'f', digits, 64)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "-0" {
		return "0"
	}
	return text
}

// categories are the tables of single categories.
func (o *writer) categories() {
	all := slices.Clone(o.demand.Categories)
	slices.SortStableFunc(all, func(a, b plan.Category) int { return cmp.Compare(b.Tickets, a.Tickets) })
	o.heading(o.in(categories))
	for _, f := range plan.CategoryFields() {
		o.comment(fmt.Sprintf("    %-16s %s", f.Key, o.meaning(f)))
	}
	written := map[string]bool{}
	for _, c := range all {
		if len(written) < mostCategories && !written[c.Key] && len(c.Key) <= longestName && utf8.ValidString(c.Key) {
			written[c.Key] = true
			o.category(c)
		}
	}
	if rest := len(all) - len(written); rest > 0 {
		o.heading(fmt.Sprintf(o.in(leftOut), rest))
	}
}

func (o *writer) category(c plan.Category) {
	remark := fmt.Sprintf(o.in(tickets), c.Tickets)
	if c.Key == "" {
		remark += o.in(unnamed)
	}
	fmt.Fprintf(o, "\n[category.%s]   # %s\n", quoted(c.Key), remark)
	for _, f := range plan.CategoryFields() {
		key := f.Key
		f.Key = plan.CategoryKey(c.Key, key)
		if _, ok := o.measured[f.Key]; ok {
			value, remark := o.value(f)
			o.line(key, value, remark)
		}
	}
}
