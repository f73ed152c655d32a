// Package mapping says what the columns of a source mean and turns that into the SQL that types and checks its rows.
//
// A mapping is TOML: a built-in preset or a file of the user. It is data; Compile makes set-based SQL of it.
package mapping

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // time zones on machines without a zone database

	"github.com/pelletier/go-toml/v2"
)

//go:embed preset/*.toml
var presets embed.FS

// presetNames in the order in which an unknown file is tried.
var presetNames = []string{"tiermix", "servicenow-log", "bpic2013", "xes", "event-log"}

// Mapping is how one source system's files become tickets and events.
type Mapping struct {
	Name     string   `toml:"name"`
	About    string   `toml:"about,omitempty"`
	Timezone string   `toml:"timezone,omitempty"` // of times without a zone, and first zone of the desk; UTC when empty
	Dates    []string `toml:"dates,omitempty"`    // "iso" or strptime formats, tried in order
	Missing  []string `toml:"missing,omitempty"`  // marks for "no value", beside the empty text
	System   []string `toml:"system,omitempty"`   // people who are the system: no contact, no touch
	// SatisfiedFrom is the rating from which on a customer counts as satisfied; without it ratings are 1 or 0.
	SatisfiedFrom *float64 `toml:"satisfied_from,omitempty"`
	// KnownBy are columns by which a file of this source is told from others, beside those it needs.
	KnownBy []string `toml:"known_by,omitempty"`
	States  States   `toml:"states,omitempty"`
	Files   []File   `toml:"file"`
}

// States maps the source's own words, as globs without regard to case, to what they mean.
type States struct {
	New      []string `toml:"new,omitempty"`
	Working  []string `toml:"working,omitempty"`
	Waiting  []string `toml:"waiting,omitempty"`
	Resolved []string `toml:"resolved,omitempty"`
	Closed   []string `toml:"closed,omitempty"`
	Merged   []string `toml:"merged,omitempty"`
	Spam     []string `toml:"spam,omitempty"`
}

// File is one kind of file of the source.
type File struct {
	Rows    string            `toml:"rows"`            // tickets, events, escalations, agents, log (events that carry their ticket's fields), salaries or hours
	Names   []string          `toml:"names,omitempty"` // globs of base names; empty: any name
	Columns map[string]Column `toml:"columns"`         // field -> column
	Fixed   map[string]string `toml:"fixed,omitempty"` // field -> the same value for every row
}

// Column names the source column of a field: the first of the names that the file has, or all of Join with "/" between.
type Column struct {
	Names []string
	Join  bool
}

// fromTOML takes "name", ["first", "or", "second"], or {join = ["a", "b"]}.
func (c *Column) fromTOML(value any) error {
	switch v := value.(type) {
	case string:
		c.Names = []string{v}
		return nil
	case []any:
		return c.take(v)
	case map[string]any:
		parts, ok := v["join"].([]any)
		if !ok || len(v) != 1 {
			return errors.New(`a column is a name, a list of names, or {join = ["a", "b"]}`)
		}
		c.Join = true
		return c.take(parts)
	}
	return fmt.Errorf(`a column is a name, a list of names, or {join = ["a", "b"]}, not %v`, value)
}

func (c *Column) take(values []any) error {
	for _, v := range values {
		name, ok := v.(string)
		if !ok {
			return fmt.Errorf("a column name is text, not %v", v)
		}
		c.Names = append(c.Names, name)
	}
	return nil
}

// Preset returns a built-in mapping.
func Preset(name string) (Mapping, error) {
	text, err := presets.ReadFile("preset/" + name + ".toml")
	if err != nil {
		return Mapping{}, fmt.Errorf("mapping %q: there is no such built-in mapping (there are %s) and no file of that name",
			name, strings.Join(presetNames, ", "))
	}
	return Parse("built-in mapping "+name, text)
}

// Presets returns every built-in mapping in the order in which unknown files are tried.
func Presets() ([]Mapping, error) {
	var all []Mapping
	for _, name := range presetNames {
		m, err := Preset(name)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// Load reads the built-in mapping of that name, or a mapping file.
func Load(name string) (Mapping, error) {
	if slices.Contains(presetNames, name) {
		return Preset(name)
	}
	if !strings.HasSuffix(strings.ToLower(name), ".toml") {
		return Preset(name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return Mapping{}, fmt.Errorf("read mapping: %w", err)
	}
	return Parse(name, text)
}

// Parse reads a mapping and returns all its faults at once.
func Parse(place string, text []byte) (Mapping, error) {
	var raw rawMapping
	decoder := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil {
		return Mapping{}, fmt.Errorf("mapping %s: %w", place, describe(err))
	}
	m, err := raw.mapping()
	if err = errors.Join(err, m.check()); err != nil {
		return Mapping{}, fmt.Errorf("mapping %s: %w", place, err)
	}
	return m, nil
}

// describe puts line and key of a TOML fault into one sentence.
func describe(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var faults []error
		for _, e := range strict.Errors {
			line, _ := e.Position()
			faults = append(faults, fmt.Errorf("line %d: key %q is not known", line, strings.Join(e.Key(), ".")))
		}
		return errors.Join(faults...)
	}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, column := decode.Position()
		return fmt.Errorf("line %d, column %d: %s", line, column, decode.Error())
	}
	return err
}

// check returns every fault of the mapping.
func (m Mapping) check() error {
	var faults []error
	if _, err := time.LoadLocation(m.Timezone); err != nil || m.Timezone == "Local" {
		faults = append(faults, fmt.Errorf("timezone %q is not known; use a name such as Europe/Berlin", m.Timezone))
	}
	if len(m.Files) == 0 {
		faults = append(faults, errors.New("there is no [[file]]; at least one is needed"))
	}
	for i, f := range m.Files {
		if err := f.check(); err != nil {
			faults = append(faults, fmt.Errorf("file %d: %w", i+1, err))
		}
	}
	return errors.Join(faults...)
}

func (f File) check() error {
	fields, ok := fieldsOf[f.Rows]
	if !ok {
		return fmt.Errorf("rows = %q is not known; there are tickets, events, escalations, agents, log, salaries and hours", f.Rows)
	}
	var faults []error
	for name := range f.Columns {
		if _, ok := fields[name]; !ok {
			faults = append(faults, fmt.Errorf("columns.%s: rows of %s have no such field; they have %s", name, f.Rows, strings.Join(fields.names(), ", ")))
		}
	}
	for name := range f.Fixed {
		if _, ok := fields[name]; !ok {
			faults = append(faults, fmt.Errorf("fixed.%s: rows of %s have no such field", name, f.Rows))
		}
	}
	for _, name := range fields.required() {
		if _, ok := f.Columns[name]; !ok && f.Fixed[name] == "" {
			faults = append(faults, fmt.Errorf("columns.%s is missing; rows of %s need it", name, f.Rows))
		}
	}
	for _, glob := range f.Names {
		if _, err := filepath.Match(glob, ""); err != nil {
			faults = append(faults, fmt.Errorf("names: %q is no file pattern", glob))
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(faults...)
}
