package tiermix_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Longest file and function, in lines; tests apart.
const (
	longestFile     = 400
	longestFunction = 60
)

// file is one parsed file of Go.
type file struct {
	path  string // from the root, with slashes
	tree  *ast.File
	set   *token.FileSet
	lines int
}

func (f file) imports() []string {
	var all []string
	for _, spec := range f.tree.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// at is where a node stands: file:line.
func (f file) at(n ast.Node) string { return f.path + ":" + strconv.Itoa(f.set.Position(n.Pos()).Line) }

// height is how many lines a node covers.
func (f file) height(n ast.Node) int {
	return f.set.Position(n.End()).Line - f.set.Position(n.Pos()).Line + 1
}

var foreignFolders = []string{".git", "bin", "build", "node_modules", "testdata"}

// walk lists the project's files with an ending.
func walk(t *testing.T, ending string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(foreignFolders, d.Name()):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ending):
			all = append(all, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var parsed sync.Map // path -> file

func parse(t *testing.T, wanted func(name string) bool) []file {
	t.Helper()
	var all []file
	for _, name := range walk(t, ".go") {
		if !wanted(name) {
			continue
		}
		if known, ok := parsed.Load(name); ok {
			all = append(all, known.(file))
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		f := file{path: name, tree: tree, set: set, lines: bytes.Count(text, []byte("\n"))}
		parsed.Store(name, f)
		all = append(all, f)
	}
	if len(all) == 0 {
		t.Fatal("no file of Go was found; the tests must run in the root folder")
	}
	return all
}

// sources are the files of the program, tests those of its tests.
func sources(t *testing.T) []file {
	t.Helper()
	return parse(t, func(name string) bool { return !strings.HasSuffix(name, "_test.go") })
}

func tests(t *testing.T) []file {
	t.Helper()
	return parse(t, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	var heights, lines []int
	for _, f := range sources(t) {
		lines = append(lines, f.lines)
		if f.lines > longestFile {
			t.Errorf("%s: %d lines, at most %d", f.path, f.lines, longestFile)
		}
		for _, d := range f.tree.Decls {
			function, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			heights = append(heights, f.height(function))
			if h := f.height(function); h > longestFunction {
				t.Errorf("%s: %s has %d lines, at most %d", f.at(function), function.Name.Name, h, longestFunction)
			}
		}
	}
	slices.Sort(heights)
	slices.Sort(lines)
	t.Logf("median: %d lines a function, %d a file", heights[len(heights)/2], lines[len(lines)/2])
}

func TestPackagesAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range sources(t) {
		folder := path.Dir(f.path)
		documented[folder] = documented[folder] || f.tree.Doc != nil
	}
	for folder, ok := range documented {
		if !ok {
			t.Errorf("%s: the package has no comment", folder)
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	for _, f := range sources(t) {
		for _, d := range f.tree.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no comment", f.at(name), name.Name)
			}
		}
	}
}

// undocumented are the exported names of a declaration without a comment of their own or of their group. Methods of
// unexported types cannot be seen and need none.
func undocumented(d ast.Decl) []*ast.Ident {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || receiver(d).IsExported()) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		var all []*ast.Ident
		for _, s := range d.Specs {
			all = append(all, bare(s, d)...)
		}
		return all
	}
	return nil
}

func receiver(d *ast.FuncDecl) *ast.Ident {
	kind := d.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.IndexListExpr:
			kind = k.X
		case *ast.Ident:
			return k
		default:
			return ast.NewIdent("_")
		}
	}
}

func bare(s ast.Spec, group *ast.GenDecl) []*ast.Ident {
	var all []*ast.Ident
	switch s := s.(type) {
	case *ast.TypeSpec:
		if s.Doc == nil && (group.Doc == nil || len(group.Specs) > 1) {
			all = append(all, s.Name)
		}
	case *ast.ValueSpec:
		if s.Doc == nil && s.Comment == nil && group.Doc == nil {
			all = append(all, s.Names...)
		}
	}
	return slices.DeleteFunc(all, func(n *ast.Ident) bool { return !n.IsExported() })
}

// The laws themselves must be able to fail.
func TestUndocumentedIsFound(t *testing.T) {
	const text = `package p

func Open() {}
func open() {}
// Close closes.
func Close() {}
type Thing struct{}
func (t *Thing) Do() {}
func (t *other[K]) Do() {}
const Bare = 1
// Group of names.
const (
	One = 1
	Two = 2
)
var (
	Left  = 1 // has a comment
	Right = 2
)
`
	tree, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range tree.Decls {
		for _, name := range undocumented(d) {
			got = append(got, name.Name)
		}
	}
	if want := []string{"Open", "Thing", "Do", "Bare", "Right"}; !slices.Equal(got, want) {
		t.Errorf("undocumented: got %v, want %v", got, want)
	}
}
