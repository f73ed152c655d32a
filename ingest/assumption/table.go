package assumption

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// Keys of a file with an on-cost table, in their order.
var (
	tableKeys     = []string{"country", "year", "currency", "source", "above", "below", "component"}
	componentKeys = []string{"key", "name", "rate", "floor", "ceiling", "source", "input", "kind"}
	languages     = []string{English, German}
)

// What stands in numbers of a table.
var (
	aboutRate   = origin.Text{EN: "the employer's share; 8.75 % is 0.0875"}
	aboutAmount = origin.Text{EN: "an amount a year"}
	aboutKind   = []string{string(origin.Typed), string(origin.Measured), string(origin.Default)}
)

// ReadTable reads an on-cost table of the user's own, in the form that WriteTable writes. A rate counts as typed where the file does
// not say otherwise.
//
// Errors are all faults of the file at once, in the order of lines, each "FILE:LINE: key = value: what is wrong and what would be
// right"; or that it cannot be read, is too large, or is not UTF-8.
func ReadTable(path string) (salary.Table, error) {
	text, err := load(path, "on-cost table", "`tiermix on-cost show DE` writes one")
	if err != nil {
		return salary.Table{}, err
	}
	t := &tableReader{reader: newReader(text)}
	t.of, t.example = t, "[[component]]"
	t.parse()
	t.whole()
	if len(t.faults) == 0 {
		t.checkWhole()
	}
	if err := t.out.Check(); err != nil && len(t.faults) == 0 {
		return salary.Table{}, fmt.Errorf("%s: %w", path, err)
	}
	if len(t.faults) > 0 {
		return salary.Table{}, t.fault(path)
	}
	return t.out, nil
}

// tableReader is a file on its way to an on-cost table.
type tableReader struct {
	*reader
	out   salary.Table
	lines []int // of the headers of components
}

// header begins a component, or a name in a table of its own.
func (t *tableReader) header(line int, path []string, list bool) {
	name := dotted(path)
	t.table, t.skip = path, false
	switch {
	case name == "component" && list:
		t.lines = append(t.lines, line)
		t.out.Components = append(t.out.Components, salary.Component{Kind: origin.Typed})
		t.table = []string{"component", strconv.Itoa(len(t.lines))}
	case name == "component.name" && !list && len(t.lines) > 0:
		t.table = []string{"component", strconv.Itoa(len(t.lines)), "name"}
	case name == "below" && !list:
	case name == "component":
		t.skip = true
		t.wrong(line, "["+name+"]", "contributions stand in double brackets, one after the other: [[component]]")
	default:
		t.skip = true
		t.wrong(line, "["+name+"]", "this table is not known; contributions begin with [[component]]")
	}
}

// settle puts a value where it belongs.
func (t *tableReader) settle(e entry) {
	if e.path[0] == "component" && len(e.path) > 2 && len(t.lines) > 0 {
		t.component(e, &t.out.Components[len(t.lines)-1])
		return
	}
	switch e.name {
	case "country":
		t.country(e)
	case "year":
		t.year(e)
	case "currency":
		if t.out.Currency = t.said(e, `"EUR"`); t.out.Currency != "" && !currency.MatchString(t.out.Currency) {
			t.wrong(e.line, e.what, `a currency is a code of three capital letters, such as "EUR"`)
		}
	case "source":
		t.out.Source = t.said(e, `"the law that sets the rates"`)
	case "above":
		t.out.Above = t.money(e)
	case "below.en":
		t.out.Below.EN = t.said(e, `"a sentence"`)
	case "below.de":
		t.out.Below.DE = t.said(e, `"ein Satz"`)
	default:
		t.stranger(e, e.path[len(e.path)-1], tableKeys)
	}
}

func (t *tableReader) stranger(e entry, key string, known []string) {
	switch {
	case key == "component":
		t.wrong(e.line, e.what, "a contribution is a table of its own; write [[component]] and below it %s", strings.Join(componentKeys, ", "))
	case slices.Contains(known, key):
		t.wrong(e.line, e.what, `this needs a text in both languages: { en = "...", de = "..." }`)
	default:
		t.wrong(e.line, e.what, "%s is not known here; the nearest is %s", key, nearest(key, known))
	}
}

func (t *tableReader) component(e entry, c *salary.Component) {
	switch key := dotted(e.path[2:]); key {
	case "key":
		c.Key = t.said(e, `"pension"`)
		if c.Key != "" && !bare.MatchString(c.Key) {
			t.wrong(e.line, e.what, "a key has letters, digits, - and _ only, such as \"pension\"")
		}
	case "name.en":
		c.Name.EN = t.said(e, `"pension insurance"`)
	case "name.de":
		c.Name.DE = t.said(e, `"Rentenversicherung"`)
	case "rate":
		c.Rate = t.amount(e, plan.Field{Unit: origin.Share, Low: 0, High: 1, About: aboutRate})
	case "floor":
		c.Floor = t.money(e)
	case "ceiling":
		c.Ceiling = t.money(e)
	case "source":
		c.Source = t.said(e, `"§ 158 SGB VI"`)
	case "input":
		if c.Input = string(e.value.Data) == "true"; e.value.Kind != unstable.Bool {
			t.wrong(e.line, e.what, "this has to be true or false, without quotes")
		}
	case "kind":
		if c.Kind = origin.Kind(t.said(e, `"typed"`)); c.Kind != "" && !slices.Contains(aboutKind, string(c.Kind)) {
			t.wrong(e.line, e.what, "a rate is typed, measured or default; without this line it is typed")
		}
	default:
		t.stranger(e, key, componentKeys)
	}
}

func (t *tableReader) money(e entry) float64 {
	return t.amount(e, plan.Field{Unit: plan.MoneyYear, Low: 0, High: 1e10, About: aboutAmount})
}
