package mapping

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// rawMapping is a mapping as TOML holds it: a column may be a name, a list or a join.
type rawMapping struct {
	Name     string   `toml:"name"`
	About    string   `toml:"about"`
	Timezone string   `toml:"timezone"`
	Dates    []string `toml:"dates"`
	Missing  []string `toml:"missing"`
	System   []string `toml:"system"`
	States   States   `toml:"states"`

	SatisfiedFrom *float64 `toml:"satisfied_from"`
	KnownBy       []string `toml:"known_by"`

	Files []rawFile `toml:"file"`
}

type rawFile struct {
	Rows    string            `toml:"rows"`
	Names   []string          `toml:"names"`
	Columns map[string]any    `toml:"columns"`
	Fixed   map[string]string `toml:"fixed"`
}

func (r rawMapping) mapping() (Mapping, error) {
	m := Mapping{Name: r.Name, About: r.About, Timezone: r.Timezone, Dates: r.Dates, Missing: r.Missing, System: r.System, States: r.States, SatisfiedFrom: r.SatisfiedFrom, KnownBy: r.KnownBy}
	if len(m.Dates) == 0 {
		m.Dates = []string{"iso"}
	}
	if m.Timezone == "" {
		m.Timezone = "UTC"
	}
	var faults []error
	for _, raw := range r.Files {
		f := File{Rows: raw.Rows, Names: raw.Names, Fixed: raw.Fixed, Columns: map[string]Column{}}
		for _, name := range slices.Sorted(maps.Keys(raw.Columns)) {
			var c Column
			if err := c.fromTOML(raw.Columns[name]); err != nil {
				faults = append(faults, fmt.Errorf("columns.%s: %w", name, err))
			}
			f.Columns[name] = c
		}
		m.Files = append(m.Files, f)
	}
	return m, errors.Join(faults...)
}
