package mapping

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// FileFor finds which of the mapping's kinds of file has these columns; base is the file's name without folder.
func (m Mapping) FileFor(base string, columns []string) (File, bool) {
	for _, f := range m.Files {
		if f.named(base) && len(f.lacking(columns)) == 0 {
			return f, true
		}
	}
	for _, f := range m.Files { // under another name; agent and team alone say too little about a file
		if f.Rows != "agents" && len(f.lacking(columns)) == 0 {
			return f, true
		}
	}
	return File{}, false
}

func (f File) named(base string) bool {
	if len(f.Names) == 0 {
		return true
	}
	base = strings.TrimSuffix(strings.ToLower(base), ".gz")
	return slices.ContainsFunc(f.Names, func(glob string) bool {
		ok, err := filepath.Match(strings.ToLower(glob), base)
		return err == nil && ok
	})
}

// lacking names the needed fields whose columns are not there.
func (f File) lacking(columns []string) []string {
	var missing []string
	for _, name := range fieldsOf[f.Rows].required() {
		if _, ok := f.Columns[name].find(columns); !ok && f.Fixed[name] == "" {
			missing = append(missing, name)
		}
	}
	return missing
}

// find returns the source columns of a field, in the source's own spelling; letter case does not matter.
func (c Column) find(columns []string) ([]string, bool) {
	var found []string
	for _, name := range c.Names {
		i := slices.IndexFunc(columns, func(have string) bool { return strings.EqualFold(have, name) })
		switch {
		case i >= 0 && !c.Join:
			return []string{columns[i]}, true
		case i >= 0:
			found = append(found, columns[i])
		}
	}
	return found, c.Join && len(found) == len(c.Names) && len(found) > 0
}

// Explain says why none of the mapping's kinds of file fits the columns: of those that lack a column the best by name,
// then the one that lacks least.
func (m Mapping) Explain(base string, columns []string) error {
	var best, other File
	var lacking []string
	for _, f := range m.Files {
		missing := f.lacking(columns)
		switch {
		case len(missing) == 0: // only its name does not fit
			other = f
		case len(lacking) == 0, f.named(base) && !best.named(base), f.named(base) == best.named(base) && len(missing) < len(lacking):
			best, lacking = f, missing
		}
	}
	if len(lacking) == 0 {
		return fmt.Errorf("%s: mapping %s knows these columns (%s) only in a file of %s, by the name of %s",
			base, m.Name, short(columns), other.Rows, strings.Join(other.Names, " or "))
	}
	return fmt.Errorf("%s: mapping %s needs a column for %s (%s) in a file of %s; the file has %s",
		base, m.Name, lacking[0], strings.Join(best.Columns[lacking[0]].Names, " or "), best.Rows, short(columns))
}

func short(columns []string) string {
	const most = 12
	if len(columns) <= most {
		return strings.Join(columns, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(columns[:most], ", "), len(columns)-most)
}

// Choose finds the built-in mapping for a file by its columns.
func Choose(base string, columns []string) (Mapping, error) {
	all, err := Presets()
	if err != nil {
		return Mapping{}, err
	}
	for _, m := range all {
		if _, ok := m.FileFor(base, columns); ok && m.knows(columns) {
			return m, nil
		}
	}
	if all[0].Claims(base) {
		return Mapping{}, all[0].Explain(base, columns)
	}
	return Mapping{}, fmt.Errorf("%s: %w (%s); `tiermix mapping guess FILE` prints one to start from", base, ErrUnknown, short(columns))
}

// ErrUnknown marks a file that is none of any known source.
var ErrUnknown = errors.New("no built-in mapping knows these columns")

// knows says whether the columns by which the source is told from others are all there.
func (m Mapping) knows(columns []string) bool {
	_, ok := Column{Names: m.KnownBy, Join: true}.find(columns)
	return ok || len(m.KnownBy) == 0
}

// Override replaces the columns of fields, given as "field=column"; a fixed value of the field is dropped. "field=" leaves
// the field unread.
func (m Mapping) Override(settings []string) (Mapping, error) {
	for _, setting := range settings {
		name, column, ok := strings.Cut(setting, "=")
		if !ok {
			return m, fmt.Errorf("column %q: write FIELD=COLUMN, for example team=Group", setting)
		}
		used := false
		for i, f := range m.Files {
			if _, known := fieldsOf[f.Rows][name]; known {
				m.Files[i].set(name, column)
				used = true
			}
		}
		if !used {
			return m, fmt.Errorf("column %q: mapping %s has no field %s", setting, m.Name, name)
		}
	}
	return m, nil
}

func (f File) set(name, column string) {
	delete(f.Fixed, name)
	delete(f.Columns, name)
	if column != "" {
		f.Columns[name] = Column{Names: []string{column}}
	}
}

// Claims says whether the mapping expects a file of this name.
func (m Mapping) Claims(base string) bool {
	return slices.ContainsFunc(m.Files, func(f File) bool { return len(f.Names) > 0 && f.named(base) })
}
