package chart_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/page/pagetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a figure with the committed one; the files are written by go test ./dashboard/chart -update.
func golden(t *testing.T, name string, fig chart.Figure, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(fig, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run go test ./dashboard/chart -update)", err)
	}
	if diff := cmp.Diff(decode(t, want), decode(t, got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func decode(t *testing.T, raw []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return v
}

func english(t *testing.T) *locale.Locale {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return words.Choose("en")
}

func number(v float64) *float64 { return &v }

func TestScriptIsECharts(t *testing.T) {
	packed, err := chart.Script()
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Apache Software Foundation", "echarts"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("the embedded script does not mention %q", want)
		}
	}
	if len(packed) > 600_000 {
		t.Errorf("%d bytes compressed; a first page must stay well under 1 MB", len(packed))
	}
}

func TestSankey(t *testing.T) {
	links := chart.Acyclic(pagetest.New().Ways)
	fig, err := chart.Sankey("flow", links, english(t), func(stage string) string { return "<" + stage + ">" })
	golden(t, "sankey", fig, err)
}

func TestControl(t *testing.T) {
	points := []chart.Point{
		{Label: "W1", Tip: "one", Share: number(0.21), Lower: 0.15, Upper: 0.27},
		{Label: "W2", Tip: "two", Share: number(0.31), Lower: 0.14, Upper: 0.28, Signal: true},
		{Label: "W3", Tip: "no tickets"},
		{Label: "W4", Tip: "four", Share: number(0.2), Lower: 0.15, Upper: 0.27},
	}
	fig, err := chart.Control("trend", 2, 0.21, points, chart.Ends{Upper: "upper", Centre: "mean", Lower: "lower", Together: "all"})
	golden(t, "control", fig, err)
}

func TestBacklog(t *testing.T) {
	loads := []chart.Load{
		{Label: "W1", Tip: "one", Created: number(10), Solved: number(8), Stock: number(40)},
		{Label: "W2", Tip: "two", Created: number(12)},
	}
	fig, err := chart.Backlog("backlog", loads, chart.LoadWords{Created: "Created", Solved: "Solved", Stock: "Open"})
	golden(t, "backlog", fig, err)
}

func TestMatrix(t *testing.T) {
	g := chart.Grid{Names: []string{"A", "B"}, Cells: [][]int{{0, 3}, {1, 0}}}
	fig, err := chart.Matrix("matrix", g, func(r, c, n int) string { return fmt.Sprint(r, c, n) })
	golden(t, "matrix", fig, err)
}

func TestHorizontal(t *testing.T) {
	rows := chart.Rows{
		Names: []string{"1st", "2nd", "none"}, Tiers: []*int{pagetest.Tier(1), pagetest.Tier(2), nil}, Links: []string{"/a", "/b", "/c"},
	}
	fig, err := chart.Horizontal("bars", rows, "h", true,
		chart.Bars{Name: "by tier", Values: []*float64{number(1), number(2), nil}, Tips: []string{"x", "y", "z"}},
		chart.Bars{Name: "grey", Colour: chart.NeutralColour, Values: []*float64{number(3), nil, number(1)}, Tips: []string{"x", "y", "z"}})
	golden(t, "horizontal", fig, err)
}

// Names from the data are data in the option: nothing of them can end a script or become markup.
func TestHostileNamesStayData(t *testing.T) {
	rows := chart.Rows{Names: pagetest.Hostile, Tiers: make([]*int, len(pagetest.Hostile))}
	values := make([]*float64, len(rows.Names))
	fig, err := chart.Horizontal("bars", rows, "", true, chart.Bars{Name: pagetest.Hostile[0], Values: values, Tips: pagetest.Hostile})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(fig)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(raw), "<>") {
		t.Errorf("the JSON holds < or >: %.300s", raw)
	}
	if strings.Contains(string(fig.Option), strings.Repeat("x", 100)) {
		t.Error("a name of 10,000 characters is drawn at full length")
	}
}

// Colours are purposes of the style sheet, so that light, dark and print need no other option.
func TestColoursArePurposes(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("golden files: %v, %v", files, err)
	}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{`"#`, "rgb(", "rgba("} {
			if bytes.Contains(raw, []byte(bad)) {
				t.Errorf("%s holds the fixed colour %s…", path, bad)
			}
		}
	}
}

func TestShort(t *testing.T) {
	for _, test := range []struct {
		text string
		n    int
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"äöüß", 3, "äö…"}, {"", 3, ""}} {
		if got := chart.Short(test.text, test.n); got != test.want {
			t.Errorf("Short(%q, %d) = %q, want %q", test.text, test.n, got, test.want)
		}
	}
}
