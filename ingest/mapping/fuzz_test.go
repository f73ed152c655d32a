package mapping_test

import (
	"os"
	"path/filepath"
	"testing"

	"tiermix/ingest/mapping"
)

// A mapping is read or refused in words, whatever stands in it; one that is read takes columns without a panic.
func FuzzMapping(f *testing.F) {
	presets, err := filepath.Glob("preset/*.toml")
	if err != nil || len(presets) == 0 {
		f.Fatalf("%q: %v", presets, err)
	}
	for _, name := range presets {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), "id", "team=Group")
	}
	f.Add("[[file]]\nrows = \"tickets\"", "", "=")
	f.Fuzz(func(t *testing.T, text, column, override string) {
		m, err := mapping.Parse("fuzz.toml", []byte(text))
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		if m, err = m.Override([]string{override}); err != nil {
			return
		}
		columns := []string{column, "id", "created"}
		if file, ok := m.FileFor("fuzz.csv", columns); ok {
			m.Compile(file, columns, "read_csv('x')")
		}
	})
}
