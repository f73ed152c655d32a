// Package tiermix_test holds the laws that the code base as a whole keeps: which way imports point, where SQL stands, how
// long files and functions may be, and what is documented.
package tiermix_test

import (
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// area is a part of the tree with what its code may import: packages of its own module, and of others.
type area struct {
	folder  string
	own     []string // folders of this module, beside its own
	foreign []string // other modules; nil: any
	banned  []string // packages it may not import although the lines above allow them
}

// areas: imports point inwards, cmd -> dashboard -> model <- ingest <- cmd.
var areas = []area{
	{
		folder: "model", foreign: []string{"gonum.org/v1/gonum", "golang.org/x/sync/errgroup"},
		banned: []string{"database", "embed", "io/fs", "io/ioutil", "log", "math/rand", "net", "os", "path/filepath", "plugin", "syscall", "testing"},
	},
	{folder: "dashboard", own: []string{"model"}, banned: []string{"database", "github.com/duckdb"}},
	{folder: "ingest/store", own: []string{"model"}},
	{folder: "ingest/reader", own: []string{"ingest/store"}},
	{folder: "ingest/mapping", own: []string{"ingest/reader"}},
	{folder: "ingest/tier", own: []string{"ingest/holiday", "ingest/store", "model"}},
	{folder: "ingest", own: []string{"model"}, banned: []string{"net/http"}},
	{folder: "sample-data/desk", foreign: []string{}},
	{folder: "cmd", own: []string{"dashboard", "ingest", "model", "sample-data/desk"}},
}

// areaOf is the area that names a file's folder, or one above it, first.
func areaOf(f file) (area, bool) {
	i := slices.IndexFunc(areas, func(a area) bool { return within(f.path, a.folder) })
	if i < 0 {
		return area{}, false
	}
	return areas[i], true
}

// within says whether a path is a folder or lies in it.
func within(path, folder string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }

func (a area) allows(path string) bool {
	if folder, own := strings.CutPrefix(path, "tiermix/"); own {
		return slices.ContainsFunc(append(a.own, a.folder), func(f string) bool { return within(folder, f) })
	}
	if slices.ContainsFunc(a.banned, func(b string) bool { return within(path, b) }) {
		return path == "math/rand/v2" // seeded; see TestModelIsPure
	}
	domain, _, _ := strings.Cut(path, "/")
	standard := !strings.Contains(domain, ".")
	return standard || a.foreign == nil || slices.ContainsFunc(a.foreign, func(f string) bool { return within(path, f) })
}

func TestImportsPointInwards(t *testing.T) {
	for _, f := range sources(t) {
		a, ok := areaOf(f)
		if !ok {
			t.Errorf("%s: this folder is in no area; give it one in imports_test.go", f.path)
			continue
		}
		for _, path := range f.imports() {
			if !a.allows(path) {
				t.Errorf("%s: %s may not import %s", f.path, a.folder, path)
			}
		}
	}
}

// Tests may use any tool, but dashboard and ingest do not see each other in tests either, and model sees neither. Those of ingest may ask model what is said in German.
func TestTestsImportInwards(t *testing.T) {
	for _, f := range tests(t) {
		a, ok := areaOf(f)
		if !ok {
			continue
		}
		for _, path := range f.imports() {
			if strings.HasPrefix(path, "tiermix/") && !a.allows(path) && !strings.HasPrefix(path, "tiermix/sample-data/desk") && !(within(f.path, "ingest") && path == "tiermix/model/records") {
				t.Errorf("%s: tests of %s may not import %s", f.path, a.folder, path)
			}
		}
	}
}

// hidden are functions whose result depends on more than their arguments.
var hidden = map[string][]string{
	"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local"},
	"rand": {
		"Int", "IntN", "Int32", "Int32N", "Int64", "Int64N", "Uint", "UintN", "Uint32", "Uint32N", "Uint64", "Uint64N", "N", "Float32",
		"Float64", "ExpFloat64", "NormFloat64", "Perm", "Shuffle",
	},
}

// Same input, same result: model knows no clock and no randomness that was not handed in.
func TestModelIsPure(t *testing.T) {
	for _, f := range sources(t) {
		if !within(f.path, "model") {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if p, ok := s.X.(*ast.Ident); ok && p.Obj == nil && slices.Contains(hidden[p.Name], s.Sel.Name) {
				t.Errorf("%s: model may not use %s.%s", f.at(n), p.Name, s.Sel.Name)
			}
			return true
		})
	}
}

var (
	table = regexp.MustCompile(`(?i)\b(from|join|into|update|table|using)\s+(if\s+(not\s+)?exists\s+)?(desk|tier)\.[a-z_]+`)
	store = []string{"ingest/store", "ingest/tier"}
)

// Only the store and the tier-tracking store contain SQL over tables.
func TestSQLStandsInTheStores(t *testing.T) {
	for _, f := range sources(t) {
		if slices.ContainsFunc(store, func(folder string) bool { return within(f.path, folder) }) {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err == nil && table.MatchString(text) {
				t.Errorf("%s: SQL over tables stands in %s only, not here: %q", f.at(n), strings.Join(store, " and "), table.FindString(text))
			}
			return true
		})
	}
	for _, path := range walk(t, ".sql") {
		if !slices.ContainsFunc(store, func(folder string) bool { return within(path, folder) }) {
			t.Errorf("%s: SQL files stand in %s only", path, strings.Join(store, " and "))
		}
	}
}

// The laws themselves must be able to fail.
func TestAreaRefuses(t *testing.T) {
	for _, c := range []struct {
		path, imports string
		want          bool
	}{
		{"model/kpi/cell.go", "tiermix/ingest/store", false},
		{"model/kpi/cell.go", "tiermix/model/rate", true},
		{"model/kpi/cell.go", "os/exec", false},
		{"model/kpi/cell.go", "net", false},
		{"model/kpi/cell.go", "database/sql", false},
		{"model/kpi/cell.go", "math/rand", false},
		{"model/kpi/cell.go", "math/rand/v2", true},
		{"model/kpi/cell.go", "gonum.org/v1/gonum/stat", true},
		{"model/kpi/cell.go", "github.com/gin-gonic/gin", false},
		{"dashboard/page/tile.go", "tiermix/ingest/store", false},
		{"dashboard/page/tile.go", "tiermix/cmd/tiermix", false},
		{"dashboard/page/tile.go", "tiermix/model/kpi", true},
		{"dashboard/page/tile.go", "database/sql", false},
		{"ingest/import.go", "tiermix/dashboard", false},
		{"ingest/import.go", "tiermix/ingest/store", true},
		{"ingest/store/store.go", "tiermix/ingest/tier", false},
		{"sample-data/desk/desk.go", "gonum.org/v1/gonum/stat", false},
		{"sample-data/desk/desk.go", "tiermix/model/kpi", false},
		{"sample-data/desk/desk.go", "math/rand/v2", true},
		{"cmd/tiermix/main.go", "tiermix/ingest", true},
	} {
		a, ok := areaOf(file{path: c.path})
		if !ok {
			t.Fatalf("%s: in no area", c.path)
		}
		if got := a.allows(c.imports); got != c.want {
			t.Errorf("%s imports %s: got %t, want %t", c.path, c.imports, got, c.want)
		}
	}
	for text, want := range map[string]bool{
		"select 1 from desk.ticket": true, "JOIN tier.stint using (x)": true, "insert into\n desk.event": true,
		"from desk.duckdb by hand": true, "read from the desk": false, "desk.duckdb": false,
	} {
		if got := table.MatchString(text); got != want {
			t.Errorf("SQL in %q: got %t, want %t", text, got, want)
		}
	}
}
