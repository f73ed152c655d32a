package dashboard_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page/escalation"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/knowledge"
	"tiermix/dashboard/page/overview"
	"tiermix/dashboard/page/salaries"
	"tiermix/dashboard/page/scenarios"
	"tiermix/dashboard/page/staffing"
	"tiermix/dashboard/page/tiers"
	"tiermix/dashboard/page/tradeoff"
	"tiermix/dashboard/page/workload"
	"tiermix/dashboard/state"
	"tiermix/model/kpi"
)

var (
	inTemplate = regexp.MustCompile(`\{\{t "([a-z0-9.\-_]+\.[a-z0-9.\-_]+)"`)
	inCode     = regexp.MustCompile(`\b(T|Plural|Or|outside|fail|failJSON)\((?:c, http\.\w+, )?"([a-z0-9.\-_]+)"`)
	literal    = regexp.MustCompile(`"((?:door|users|problem|trend|error|change|compare|changes|tile|unit)\.[a-z]+(?:\.[a-z]+)?)"`)
)

// words lists the keys that templates and code use, and the beginnings of keys that are put together.
func words(t *testing.T) (keys, beginnings []string) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		k, b := wordsOf(string(raw))
		keys, beginnings = append(keys, k...), append(beginnings, b...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys, beginnings
}

func wordsOf(text string) (keys, beginnings []string) {
	for _, m := range inTemplate.FindAllStringSubmatch(text, -1) {
		keys = append(keys, m[1])
	}
	for _, m := range literal.FindAllStringSubmatch(text, -1) {
		keys = append(keys, m[1])
	}
	for _, m := range inCode.FindAllStringSubmatch(text, -1) {
		switch key := m[2]; {
		case strings.HasSuffix(key, "."):
			beginnings = append(beginnings, key)
		case m[1] == "Plural":
			keys = append(keys, key+".one", key+".other")
		default:
			keys = append(keys, key)
		}
	}
	return keys, beginnings
}

func english(t *testing.T) *locale.Locale {
	t.Helper()
	c, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.All()[0]
}

func TestEveryWordUsedExists(t *testing.T) {
	l := english(t)
	keys, _ := words(t)
	if len(keys) < 100 {
		t.Fatalf("only %d words found: the search is broken", len(keys))
	}
	for _, key := range keys {
		if !l.Has(key) {
			t.Errorf("the catalogue has no %s", key)
		}
	}
}

func TestEveryWordIsUsed(t *testing.T) {
	keys, beginnings := words(t)
	for _, key := range english(t).Keys() {
		used := slices.Contains(keys, key) || slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(key, b) })
		if !used {
			t.Errorf("nothing uses %s", key)
		}
	}
}

// Keys that code puts together exist for everything they are put together from.
func TestWordsThatArePutTogether(t *testing.T) {
	l, want := english(t), []string{}
	for _, spec := range kpi.All() {
		want = append(want, "kpi."+spec.ID)
	}
	for _, dim := range state.Dims {
		want = append(want, "dim."+dim)
	}
	for _, p := range state.Presets {
		want = append(want, "period."+p)
	}
	for _, w := range slices.Concat(overview.Widgets(), escalation.Widgets(), tiers.Widgets(), tradeoff.Widgets(), salaries.Widgets(), staffing.Widgets(), scenarios.Widgets(), headcount.Widgets(), knowledge.Widgets(), workload.Widgets()) {
		want = append(want, "card."+w.ID+".title", "card."+w.ID+".about")
	}
	want = append(want, "compare.none", "compare.previous", "compare.year", "hours.calendar", "hours.business", "unknown.value", "unknown.team",
		"unknown.tier", "bucket.day", "bucket.week", "bucket.month", "time.queue", "time.work", "time.wait", "flow.back", "flow.again",
		"flow.solved", "flow.open", "nav.overview", "nav.escalation", "nav.tiers", "language.en", "language.de")
	for _, key := range want {
		if !l.Has(key) {
			t.Errorf("the catalogue has no %s", key)
		}
	}
}

// Every figure that a page shows is declared.
func TestTilesAreDeclared(t *testing.T) {
	for _, spec := range slices.Concat(overview.Tiles, escalation.Tiles, tiers.Tiles) {
		for _, id := range spec {
			if _, err := kpi.Lookup(id); err != nil {
				t.Error(err)
			}
		}
	}
}
