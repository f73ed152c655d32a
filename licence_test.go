package tiermix_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

// permissive are the licences (SPDX) that what is linked into the program may have.
var permissive = []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "0BSD", "OFL-1.1", "Zlib"}

// chosen are modules that leave the choice between licences to who links them, with the file of the one that is chosen.
var chosen = map[string]string{"github.com/golang/freetype": "licenses/ftl.txt"}

// linked are the modules that the program is made of, each with the folder of its source.
func linked(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./cmd/tiermix").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if module, dir, ok := strings.Cut(lines.Text(), "\t"); ok {
			all[module] = dir
		}
	}
	if len(all) < 30 {
		t.Fatalf("only %d modules found: the search is broken", len(all))
	}
	return all
}

// licences are the names of those that stand in a module's folder.
func licences(t *testing.T, dir string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	is := regexp.MustCompile(`(?i)^(un)?(licen[sc]e|copying)`)
	for _, e := range entries {
		if e.IsDir() || !is.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range licensecheck.Scan(text).Match {
			if !m.IsURL {
				found = append(found, m.ID)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func TestLicencesArePermissive(t *testing.T) {
	for module, dir := range linked(t) {
		if file, ok := chosen[module]; ok {
			if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
				t.Errorf("%s: the licence that was chosen: %v", module, err)
			}
			continue
		}
		found := licences(t, dir)
		if len(found) == 0 {
			t.Errorf("%s: no licence was found", module)
		}
		for _, l := range found {
			if !slices.Contains(permissive, l) {
				t.Errorf("%s: %s is not among the licences that may be linked", module, l)
			}
		}
	}
}

// The README names every module that go.mod asks for directly.
func TestLicencesAreListed(t *testing.T) {
	_, table, _ := strings.Cut(read(t, readme), "## Sources and licences")
	table, _, _ = strings.Cut(table, "\n## ")
	table = strings.ToLower(table)
	direct := regexp.MustCompile(`(?m)^\t([^\s/]+\.[^\s/]+/\S+) v\S+$`)
	for _, m := range direct.FindAllStringSubmatch(read(t, "go.mod"), -1) {
		name := path.Base(m[1])
		if regexp.MustCompile(`^v\d+$`).MatchString(name) {
			name = path.Base(path.Dir(m[1]))
		}
		if !strings.Contains(table, strings.ToLower(name)) {
			t.Errorf("the README lists no licence of %s", m[1])
		}
	}
}
