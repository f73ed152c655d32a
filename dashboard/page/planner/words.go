package planner

import (
	"strconv"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/staffing"
)

// Say is a sentence of the model in the reader's language.
func Say(ask page.Ask, t origin.Text) string {
	if ask.L.Code == "de" {
		return t.DE
	}
	return t.EN
}

// Sayings are several sentences of the model.
func Sayings(ask page.Ask, all []origin.Text) []string {
	var out []string
	for _, t := range all {
		out = append(out, Say(ask, t))
	}
	return out
}

// Money is an amount in whole units of a currency.
func Money(ask page.Ask, amount float64, currency string) string {
	return ask.L.Number(amount, 0) + "\u00a0" + page.Sign(currency)
}

// Cents is an amount with two decimals.
func Cents(ask page.Ask, amount float64, currency string) string {
	return ask.L.Fixed(amount, 2) + "\u00a0" + page.Sign(currency)
}

// Tile makes a headline figure of a plan; words say what stands beside it.
func Tile(ask page.Ask, id, value, kind, words string) page.Tile {
	return page.Tile{
		ID: id, Name: ask.L.T("plantile." + id + ".name"), Value: value, Kind: kind, Available: true,
		Change: page.Change{Words: words}, Definition: ask.L.T("plantile." + id + ".about"),
	}
}

// Category is how a category of a plan is called.
func Category(ask page.Ask, key string) string {
	if key == plan.Unnamed {
		key = ""
	}
	return ask.Name("category", key)
}

// longestTitle is how many characters of a name from the data stand in a title.
const longestTitle = 300

// CategoryCell is a category at the beginning of a row: short where there is little room, whole in its title.
func CategoryCell(ask page.Ask, key string) page.Cell {
	cell := page.Text(Category(ask, key))
	if cell.Title = cell.Text; key != "" && key != plan.Unnamed {
		cell.Title = chart.Short(key, longestTitle)
	}
	return cell
}

// Promise is the name of what makes people necessary.
func Promise(ask page.Ask, b staffing.Bind) string {
	return ask.L.T("bind." + strings.ReplaceAll(string(b), " ", "-"))
}

// Figure is a number of a plan with its unit, and where it comes from.
func Figure(ask page.Ask, v origin.Value) (figure, kind, source string) {
	kind, source = Say(ask, v.Kind.Text()), Say(ask, plan.SourceText(v.Source))
	switch {
	case v.Unit == origin.Share:
		return ask.L.Number(100*v.Amount, 2) + "\u00a0%", kind, source
	case v.Unit == plan.MonthOfYear && v.Amount >= 1 && v.Amount <= 12:
		return ask.L.T("month." + strconv.Itoa(int(v.Amount))), kind, source
	case v.Amount == 1:
		return ask.L.Number(v.Amount, 2) + "\u00a0" + ask.L.Or("planunit1."+unitKey(v.Unit), Unit(ask, v.Unit)), kind, source
	}
	return ask.L.Number(v.Amount, 2) + "\u00a0" + Unit(ask, v.Unit), kind, source
}

// Notice says which pay is withheld and what the plan takes instead; "" where there is none.
func Notice(ask page.Ask, p *Plan) string { return page.Sentences(Sayings(ask, p.Input.Withheld)) }

// Unit is how a unit of the model is written.
func Unit(ask page.Ask, unit string) string {
	if unit == "" {
		return ""
	}
	return ask.L.Or("planunit."+unitKey(unit), unit)
}

// unitKey is a unit as the catalogues call it.
func unitKey(unit string) string {
	return strings.NewReplacer("/", "-", " ", "-").Replace(strings.ToLower(unit))
}
