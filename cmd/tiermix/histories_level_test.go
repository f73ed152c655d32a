package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/level"
	"tiermix/model/level/listing"
)

// What the README shows of inferred levels is what Volvo's history gives, spaces apart.
func TestReadmeShowsVolvosLevels(t *testing.T) {
	h := histories["bpic2013"]
	path := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(h.file))
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		t.Skipf("the real history %s is not beside the repository; sample-data/README.md says where it comes from", h.file)
	}
	s, _ := importInto(t, ingest.Request{Paths: []string{path}, Roster: filepath.Join("..", "..", "sample-data", h.roster)})
	d, err := tier.Levels(context.Background(), s.DB(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := level.Infer(d)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := listing.Table(&out, l, level.Compare(l, levelSeed)); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(readme), "$ tiermix roster compare --db volvo.duckdb\n")
	shown, _, _ = strings.Cut(shown, "   The agreement")
	printed, lines := strings.Join(strings.Fields(out.String()), " "), 0
	for line := range strings.Lines(shown) {
		line = strings.Join(strings.Fields(line), " ")
		if line != "" && line != "..." {
			lines++
			if !strings.Contains(printed, line) {
				t.Errorf("README.md shows a line that Volvo's history does not give: %s", line)
			}
		}
	}
	if lines < 7 {
		t.Errorf("the README shows %d lines", lines)
	}
}
