package dashboard_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

// The page Headcount plan searches and draws for a second, and for ten under the race detector, which runs with -short: tests that open every page many
// times leave it to the tests of its own folder then. make test runs them all.
func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		heavy := func(name string) bool { return strings.Contains(name, "headcount") }
		paths, charts, planners = slices.DeleteFunc(slices.Clone(paths), heavy), slices.DeleteFunc(slices.Clone(charts), heavy), slices.DeleteFunc(slices.Clone(planners), heavy)
	}
	os.Exit(m.Run())
}
