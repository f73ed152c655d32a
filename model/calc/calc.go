// Package calc is the calculator: rows of named inputs in, the same rows with results out. Each model stands here once,
// under the names of its columns; the formulas and their sources are in the packages that it calls.
package calc

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Model is one formula with the columns that it reads and adds.
type Model struct {
	Name   string
	About  string   // one sentence
	Source string   // where the formula comes from
	Inputs []Column // in the order in which people write them
	Adds   []string // result columns, in order
	run    func(*row) ([]float64, error)
}

// Column is one input.
type Column struct {
	Name     string
	About    string // meaning and unit
	Optional bool
	Text     bool // not a number
	Endless  bool // "inf" is a number here: nobody gives up
}

// Models are all there are, in the order of the help.
func Models() []Model {
	return []Model{erlangB, erlangC, erlangA, requiredAgents, twoTier, gatekeeper, OnCost()}
}

// Find returns a model by its name.
func Find(name string) (Model, error) {
	all := Models()
	i := slices.IndexFunc(all, func(m Model) bool { return m.Name == name })
	if i < 0 {
		return Model{}, fmt.Errorf("model %q is not known; there are %s", name, strings.Join(names(all), ", "))
	}
	return all[i], nil
}

func names(all []Model) []string {
	var names []string
	for _, m := range all {
		names = append(names, m.Name)
	}
	return names
}

// Check looks at the columns of a table: every input that is not optional must be there, and no column twice, nor without a name
// where several are.
func (m Model) Check(columns []string) error {
	var faults []error
	times := map[string]int{}
	for _, name := range columns {
		times[name]++
	}
	for _, name := range slices.Sorted(maps.Keys(times)) {
		switch n := times[name]; {
		case n > 1 && name == "":
			faults = append(faults, fmt.Errorf("%d columns have no name; name them or take them out", n))
		case n > 1:
			faults = append(faults, fmt.Errorf("column %s stands %d times; keep one", name, n))
		}
	}
	for _, c := range m.Inputs {
		if !c.Optional && !slices.Contains(columns, c.Name) {
			faults = append(faults, fmt.Errorf("column %s is missing: %s", c.Name, c.About))
		}
	}
	for _, name := range m.Adds {
		if slices.Contains(columns, name) {
			faults = append(faults, fmt.Errorf("column %s is a result of %s and cannot stand in its input", name, m.Name))
		}
	}
	return errors.Join(faults...)
}

// Strangers are the columns that the model does not know; they are handed through.
func (m Model) Strangers(columns []string) []string {
	var strangers []string
	for _, name := range columns {
		if !slices.ContainsFunc(m.Inputs, func(c Column) bool { return c.Name == name }) {
			strangers = append(strangers, name)
		}
	}
	return strangers
}

// Run computes one row. cells holds the text of each column; an empty cell of an optional column is not given. The results
// are in the order of Adds and finite; all faults of the inputs are returned at once.
func (m Model) Run(cells map[string]string) ([]float64, error) {
	results, _, err := m.RunNoted(cells)
	return results, err
}

// RunNoted is Run with what is to be kept in mind about the method of this row: where a formula is not exact, and by how much.
func (m Model) RunNoted(cells map[string]string) (results []float64, note string, err error) {
	r := &row{model: m, cells: cells}
	results, err = m.run(r)
	if err = errors.Join(append(r.faults, err)...); err != nil {
		return nil, "", err
	}
	for i, v := range results {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, "", fmt.Errorf("%s: these inputs have no finite result", m.Adds[i])
		}
	}
	return results, r.note, nil
}

// row reads the cells of one row and collects what is wrong with them.
type row struct {
	model  Model
	cells  map[string]string
	faults []error
	note   string // what is to be kept in mind about the method
}

// wrong says whether a cell could not be read, so that there is nothing to compute with.
func (r *row) wrong() bool { return len(r.faults) > 0 }

func (r *row) given(name string) bool { return strings.TrimSpace(r.cells[name]) != "" }

func (r *row) fault(name, format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("%s: "+format, append([]any{name}, args...)...))
}

func (r *row) text(name string) string {
	if !r.given(name) {
		r.fault(name, "there is no value")
	}
	return strings.TrimSpace(r.cells[name])
}

// number reads a cell that must be given.
func (r *row) number(name string) float64 {
	text := r.text(name)
	if text == "" {
		return 0
	}
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		r.fault(name, "%q is too large a number", clip(text))
	case err != nil || math.IsNaN(v):
		r.fault(name, "%q is no number; write it as 1234.5", clip(text))
	case math.IsInf(v, 0) && !(v > 0 && r.endless(name)):
		r.fault(name, "%q: an endless value is not possible here", text)
	}
	return v
}

// shown is how many characters of a cell a sentence repeats.
const shown = 40

func clip(text string) string {
	if letters := []rune(text); len(letters) > shown {
		return string(letters[:shown]) + "..."
	}
	return text
}

func (r *row) endless(name string) bool {
	return slices.ContainsFunc(r.model.Inputs, func(c Column) bool { return c.Name == name && c.Endless })
}

// or reads an optional cell.
func (r *row) or(name string, otherwise float64) float64 {
	if !r.given(name) {
		return otherwise
	}
	return r.number(name)
}

// most is the largest number of people that is computed with.
const most = 1_000_000

// people reads a whole number of agents.
func (r *row) people(name string) int {
	before := len(r.faults)
	v := r.number(name)
	switch {
	case len(r.faults) > before:
	case v < 0 || v > most:
		r.fault(name, "%v must lie within 0 to %d", v, most)
	case v != math.Trunc(v):
		r.fault(name, "%v is no whole number of people", v)
	default:
		return int(v)
	}
	return 0
}
