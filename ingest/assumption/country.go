package assumption

import (
	"path/filepath"
	"slices"
	"strings"

	"tiermix/model/plan"
	"tiermix/model/salary"
)

// settleTable finds the on-cost table of what was typed, or says which there are.
func (r *reader) settleTable() {
	if r.out.Typed[plan.FileKey] {
		r.settleFile()
		return
	}
	_, stood := r.keys[plan.CountryKey]
	country, table := r.out.Typed[plan.CountryKey], r.out.Typed[plan.TableKey]
	if !country && !table || stood && !country {
		return
	}
	var names []string
	var newest salary.Table
	for _, t := range salary.Tables() {
		names = append(names, t.Name())
		own, err := salary.Lookup(r.out.Country, string(t.Year))
		if err == nil && own.Name() == t.Name() && t.Year > newest.Year {
			newest = t
		}
	}
	slices.Sort(names)
	there := strings.Join(names, ", ")
	if newest.Country == "" {
		r.wrong(r.keys[plan.CountryKey], r.shown[plan.CountryKey], "there is no on-cost table for this country; there are %s", there)
		return
	}
	if table {
		t, err := salary.Lookup(r.out.Country, r.out.Table)
		if err != nil {
			r.wrong(r.keys[plan.TableKey], r.shown[plan.TableKey], "there is no such on-cost table for %s; there are %s", newest.Country, there)
			return
		}
		newest = t
	}
	r.out.Country, r.out.Table = newest.Country, string(newest.Year)
}

// settleFile takes the on-cost table of the user's own. Country and year are its own then; who types them too has to mean the same.
func (r *reader) settleFile() {
	path := r.file
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.folder, path)
	}
	line, shown := r.keys[plan.FileKey], r.shown[plan.FileKey]
	if r.file == "" {
		r.wrong(line, shown, "there is no name of a file; `tiermix on-cost show DE` writes a table to start from")
		return
	}
	own, err := ReadTable(path)
	if err != nil {
		r.wrong(line, shown, "this table cannot be used: %v", err)
		return
	}
	for _, key := range []string{plan.CountryKey, plan.TableKey} {
		if r.out.Typed[key] {
			r.agrees(key, own)
		}
	}
	r.out.Tables, r.out.Country, r.out.Table = []salary.Table{own}, own.Country, string(own.Year)
}

// agrees finds a typed country or year that is not that of the user's own table.
func (r *reader) agrees(key string, own salary.Table) {
	country, year := own.Country, string(own.Year)
	if key == plan.CountryKey {
		country = r.out.Country
	} else {
		year = r.out.Table
	}
	if t, err := salary.Lookup(country, year, own); err != nil || t.Name() != own.Name() {
		r.wrong(r.keys[key], r.shown[key], "the table of %s is of %s; take one of the two lines out", r.shown[plan.FileKey], own.Name())
	}
}
