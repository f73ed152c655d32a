package tiermix_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

var update = flag.Bool("update", false, "write what the registry says into the README")

// The definitions of the figures stand between these lines.
const (
	readme = "README.md"
	begin  = "<!-- definitions: written by make docs -->\n"
	end    = "<!-- end of definitions -->\n"
)

// The README's definitions are those of the registry, the very text of `tiermix kpi docs` one heading deeper.
func TestDefinitionsAreInStep(t *testing.T) {
	text := read(t, readme)
	before, rest, ok := strings.Cut(text, begin)
	got, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s: the lines %q and %q are missing", readme, begin, end)
	}
	want := definitions(t)
	if *update && got != want {
		if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the definitions are not those of the registry; run make docs (-want +got)\n%s", readme, diff)
	}
}

// definitions are the registry's, as a part of a section.
func definitions(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	if err := listing.Docs(&b, kpi.English); err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(b.String(), "\n")
	if !ok {
		t.Fatal("kpi docs has no line after its title")
	}
	return strings.ReplaceAll(text, "\n## ", "\n### ") + "\n"
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	link     = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	anchor   = regexp.MustCompile(`\]\(#([^)]+)\)`)
	target   = regexp.MustCompile("`make ([a-z-]+)")
	codePath = regexp.MustCompile("`((?:cmd|dashboard|ingest|model|sample-data)/[A-Za-z0-9_./-]*)`")
	heading  = regexp.MustCompile(`(?m)^#+ (.+)$`)
	dropped  = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// What the documents point at is there: files, sections, targets of make.
func TestDocumentsPointAtWhatExists(t *testing.T) {
	makefile := read(t, "Makefile")
	for _, name := range []string{readme, "DECISIONS.md", "CHANGELOG.md"} {
		text := read(t, name)
		for _, m := range append(link.FindAllStringSubmatch(text, -1), codePath.FindAllStringSubmatch(text, -1)...) {
			if _, err := os.Stat(filepath.FromSlash(m[1])); err != nil {
				t.Errorf("%s names %s: %v", name, m[1], err)
			}
		}
		for _, m := range target.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s names make %s: there is no such target", name, m[1])
			}
		}
		known := map[string]bool{}
		for _, m := range heading.FindAllStringSubmatch(text, -1) {
			known[strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")] = true
		}
		for _, m := range anchor.FindAllStringSubmatch(text, -1) {
			if !known[m[1]] {
				t.Errorf("%s points at section #%s: there is none", name, m[1])
			}
		}
	}
}
