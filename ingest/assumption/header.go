package assumption

import (
	"strings"

	"tiermix/model/plan"
)

// header begins a table.
func (r *reader) header(line int, path []string, list bool) {
	name := dotted(path)
	what := "[" + clipKey(name) + "]"
	r.table, r.skip = path, false
	before, stood := r.headers[name]
	stood = stood && !list
	if !list {
		r.headers[name] = line
	}
	switch {
	case name == "band" && list:
		r.band(line)
	case name == "band":
		r.skip = true
		r.wrong(line, what, "bands stand in double brackets, one after the other: [[band]]")
	case list:
		r.skip = true
		r.wrong(line, "["+what+"]", "a table stands in single brackets here: %s", what)
	case stood:
		r.wrong(line, what, "this table begins in line %d already; write its values there", before)
	case path[0] == "category" && len(path) > 2:
		r.skip = true
		r.wrong(line, what, "a name with dots stands in quotes: [category.%s]", quoted(strings.Join(path[1:], ".")))
	case path[0] != "category" && !isTable(name):
		r.skip = true
		r.wrong(line, what, "this table is not known; the nearest is [%s]", nearest(name, tables()))
	}
}

// tables are the names of all tables but those of single categories.
func tables() []string {
	all := []string{"category", "band"}
	for _, f := range plan.Fields() {
		if name, _, ok := strings.Cut(f.Key, "."); ok && name != all[len(all)-1] {
			all = append(all, name)
		}
	}
	return all
}

func isTable(name string) bool {
	for _, known := range tables() {
		if known == name {
			return true
		}
	}
	return false
}
