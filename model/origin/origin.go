// Package origin says where a number comes from: measured in the desk's own records, typed by the user, or a default that is
// named and dated. Every assumed number of a plan is a Value, so that whatever prints it can print its origin beside it.
package origin

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Kind is how a number came about; the zero value is none of the three and refused by Check.
type Kind string

// The three kinds, from the strongest to the weakest.
const (
	Measured Kind = "measured" // counted in the desk's own records
	Typed    Kind = "typed"    // entered by the user
	Default  Kind = "default"  // neither; an example with source and year, to be replaced
)

// Years outside of these are taken for slips of the keyboard.
const (
	firstYear = 1900
	lastYear  = 2200
)

// Share is the unit of a part of a whole, 0 .. 1; it is printed in per cent.
const Share = "share"

// Text is a sentence in the two languages of tiermix; it converts to kpi.Text as it stands.
type Text struct {
	EN string `toml:"en"`
	DE string `toml:"de"`
}

// Value is a number with its unit and its origin.
type Value struct {
	Amount float64 `toml:"amount"`
	Unit   string  `toml:"unit"` // "h/week", "EUR/year", Share; empty for a pure number
	Kind   Kind    `toml:"kind"`
	Source string  `toml:"source"` // who says so: a law, a survey, a table of the desk
	Year   int     `toml:"year"`   // the year that the number is about; 0: not dated
}

// Measure returns a measured value; source says in what, year of when (0: not dated).
func Measure(amount float64, unit, source string, year int) Value {
	return Value{Amount: amount, Unit: unit, Kind: Measured, Source: source, Year: year}
}

// Type returns a value that the user has typed.
func Type(amount float64, unit string) Value {
	return Value{Amount: amount, Unit: unit, Kind: Typed}
}

// Assume returns a default; a default without source or year is refused by Check.
func Assume(amount float64, unit, source string, year int) Value {
	return Value{Amount: amount, Unit: unit, Kind: Default, Source: source, Year: year}
}

// Given says whether the value was set at all: a value without kind was not.
func (v Value) Given() bool { return v != Value{} }

// Check returns every fault of the value at once, each beginning with the name: no kind or an unknown one, an amount that is
// not a finite number, a default without source or year, a year outside 1900 .. 2200.
func (v Value) Check(name string) error {
	if !v.Given() {
		return fmt.Errorf("%s: not given; give an amount and say whether it is measured, typed or a default", name)
	}
	var faults []error
	if math.IsNaN(v.Amount) || math.IsInf(v.Amount, 0) {
		faults = append(faults, fmt.Errorf("%s: %v is not a finite number", name, v.Amount))
	}
	if v.Kind != Measured && v.Kind != Typed && v.Kind != Default {
		faults = append(faults, fmt.Errorf("%s: origin %q is unknown; it is measured, typed or default", name, v.Kind))
	}
	if v.Kind == Default && (v.Source == "" || v.Year == 0) {
		faults = append(faults, fmt.Errorf("%s: a default needs source and year, this one has source %q and year %d", name, v.Source, v.Year))
	}
	if v.Year != 0 && (v.Year < firstYear || v.Year > lastYear) {
		faults = append(faults, fmt.Errorf("%s: year %d must lie within %d to %d", name, v.Year, firstYear, lastYear))
	}
	return errors.Join(faults...)
}

// String is the value with its origin in English: "38.5 h/week (default: tiermix example, 2026)".
func (v Value) String() string { return v.Text().EN }

// Text is the value with its origin in both languages: "38,5 h/week (Vorgabe: tiermix example, 2026)".
func (v Value) Text() Text {
	number, kind, source := v.figure(), v.Kind.Text(), v.cited()
	return Text{
		EN: number.EN + " (" + kind.EN + source + ")",
		DE: number.DE + " (" + kind.DE + source + ")",
	}
}

// figure is the number with its unit, a share in per cent.
func (v Value) figure() Text {
	amount, unit := v.Amount, v.Unit
	if unit == Share {
		amount, unit = 100*amount, "%"
	}
	number := Number(amount)
	if unit == "" {
		return number
	}
	return Text{EN: number.EN + " " + unit, DE: number.DE + " " + unit}
}

// cited is what follows the kind: ": source, year".
func (v Value) cited() string {
	year := ""
	if v.Year != 0 {
		year = strconv.Itoa(v.Year)
	}
	switch {
	case v.Source != "" && year != "":
		return ": " + v.Source + ", " + year
	case v.Source != "" || year != "":
		return ": " + v.Source + year
	}
	return ""
}

// Text is the kind as a word in both languages.
func (k Kind) Text() Text {
	switch k {
	case Measured:
		return Text{EN: "measured", DE: "gemessen"}
	case Typed:
		return Text{EN: "typed", DE: "eingegeben"}
	case Default:
		return Text{EN: "default", DE: "Vorgabe"}
	}
	return Text{EN: "origin unknown", DE: "Herkunft unbekannt"}
}

// Weakest is the kind that a figure computed from several values has: Default when one of them is a default, else Typed when
// one was typed, else Measured. A value of unknown kind, or no value at all, makes the result unknown ("").
func Weakest(values ...Value) Kind {
	var weakest Kind
	strength := map[Kind]int{Measured: 3, Typed: 2, Default: 1}
	for i, v := range values {
		if i == 0 || strength[v.Kind] < strength[weakest] {
			weakest = v.Kind
		}
	}
	if strength[weakest] == 0 {
		return ""
	}
	return weakest
}
