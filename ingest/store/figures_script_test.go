package store_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

var update = flag.Bool("update", false, "write what the figure scripts give into the scripts; read the difference before you keep it")

// TestFigureScripts runs testdata/figures/*.txt. A script is named after its figure and holds, after a comment of
// intent:
//
//	path COLUMN... or stint COLUMN...   then one row per line: "-" is null, unnamed columns get a plain ticket's values
//	prices M1 M2 FAILED then CATEGORY SOLVED PASSED SECOND, one per line; "*" stands for all others; in EUR
//	paid                                then TEAM TIER MONDAY HOURS, one per line; tier "-" is none
//	booked                              then TICKET TEAM INSTANT MINUTES, one per line
//	set NAME VALUE                      a setting of the desk
//	kpi [from=D] [to=D] [by=DIM,...] [where=DIM=VALUE]... [compare=...] [hours=...]
//	    one expected line for the total and one for each group
//
// created, resolved, entered, left and touched stand for the pairs of UTC and wall-clock columns; the desk is in UTC.
func TestFigureScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/figures/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(id, func(t *testing.T) { runScript(t, file, id) })
	}
}

func TestEveryFigureHasItsScript(t *testing.T) {
	var figures, scripts []string
	for _, s := range kpi.All() {
		figures = append(figures, s.ID)
	}
	files, err := filepath.Glob("testdata/figures/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		scripts = append(scripts, strings.TrimSuffix(filepath.Base(file), ".txt"))
	}
	for _, id := range figures {
		if !slices.Contains(scripts, id) {
			t.Errorf("figure %s has no script testdata/figures/%[1]s.txt", id)
		}
	}
	for _, id := range scripts {
		if !slices.Contains(figures, id) {
			t.Errorf("script testdata/figures/%s.txt names no figure", id)
		}
	}
}

func openMemory(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), "", store.Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func exec(t testing.TB, q store.Querier, statement string, args ...any) {
	t.Helper()
	if _, err := q.ExecContext(context.Background(), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func runScript(t *testing.T, file, id string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "# ") {
		t.Errorf("%s does not begin with a comment of intent", file)
	}
	s := script{t: t, id: id, q: openMemory(t).DB()}
	for block := range strings.SplitSeq(strings.TrimRight(string(text), "\n"), "\n\n") {
		s.block(block)
	}
	if !s.asked {
		t.Error("the script asks nothing")
	}
	if got := strings.Join(s.out, "\n\n") + "\n"; *update && got != string(text) {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// script is a run of one file: blocks between empty lines.
type script struct {
	t      *testing.T
	id     string
	q      store.Querier
	out    []string
	asked  bool
	prices *kpi.Prices
}

func (s *script) block(text string) {
	lines := strings.Split(text, "\n")
	first := slices.IndexFunc(lines, func(l string) bool { return !strings.HasPrefix(l, "#") })
	if first < 0 {
		s.out = append(s.out, text)
		return
	}
	switch words := strings.Fields(lines[first]); words[0] {
	case "path", "stint":
		for _, row := range lines[first+1:] {
			insertRow(s.t, s.q, words[0], words[1:], strings.Fields(row))
		}
	case "prices":
		s.prices = prices(s.t, words[1:], lines[first+1:])
	case "booked":
		book(s.t, s.q, lines[first+1:])
	case "paid":
		pay(s.t, s.q, lines[first+1:])
	case "set":
		exec(s.t, s.q, "delete from desk.setting where name = $1", words[1])
		exec(s.t, s.q, "insert into desk.setting values ($1, $2)", words[1], words[2])
	case "kpi":
		s.asked = true
		got := s.ask(words[1:])
		if want := lines[first+1:]; !slices.Equal(got, want) && !*update {
			s.t.Errorf("%s\ngot:\n%s\nwant:\n%s", lines[first], strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		lines = append(lines[:first+1], got...)
	default:
		s.t.Fatalf("unknown block %q", lines[first])
	}
	s.out = append(s.out, strings.Join(lines, "\n"))
}

func (s *script) ask(words []string) []string {
	query := parseQuery(s.t, s.id, words)
	query.Prices = s.prices
	answer, err := store.Answer(context.Background(), s.q, query)
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	f := answer.Figures[0]
	lines := []string{"total " + describe(f.Unit, f.Measure)}
	for _, g := range f.Groups {
		lines = append(lines, describeKey(g.Key)+" "+describe(f.Unit, g.Measure))
	}
	return lines
}

func parseQuery(t *testing.T, id string, words []string) kpi.Query {
	q := kpi.Query{IDs: []string{id}}
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "from":
			q.Period.From = date(t, value)
		case "to":
			q.Period.To = date(t, value)
		case "by":
			q.By = strings.Split(value, ",")
		case "where":
			dim, values, _ := strings.Cut(value, "=")
			q.Where = append(q.Where, kpi.Filter{Dim: dim, Values: strings.Split(values, "|")})
		case "hours":
			q.Hours = kpi.Hours(value)
		case "compare":
			q.Compare = kpi.Compare{Mode: value}
			if from, to, ok := strings.Cut(value, ".."); ok {
				q.Compare = kpi.Compare{Mode: "custom", Custom: kpi.Period{From: date(t, from), To: date(t, to)}}
			}
		default:
			t.Fatalf("unknown word %q", word)
		}
	}
	return q
}

func mustDay(text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return day
}

func date(t *testing.T, text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func describeKey(key map[string]string) string {
	var parts []string
	for dim, value := range key {
		parts = append(parts, dim+"="+value)
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// describe writes a measure as one line, numbers with six digits.
func describe(unit string, m kpi.Measure) string {
	var b strings.Builder
	if m.Value != nil {
		fmt.Fprintf(&b, "= %.6g", *m.Value)
	}
	switch {
	case unit == kpi.Fraction && m.Value != nil:
		fmt.Fprintf(&b, " (%g/%g)", *m.Numerator, *m.Denominator)
	case unit != kpi.Number && m.Value != nil:
		fmt.Fprintf(&b, " n %d", m.N)
	}
	number := func(name string, v *float64) {
		if v != nil {
			fmt.Fprintf(&b, " %s %.6g", name, *v)
		}
	}
	if unit == kpi.Duration {
		number("p90", m.P90)
		number("mean", m.Mean)
	}
	if unit != kpi.Fraction {
		number("sum", m.Sum)
	}
	for _, id := range slices.Sorted(mapKeys(m.Parts)) {
		fmt.Fprintf(&b, " %s:%.6g", id, m.Parts[id])
	}
	if m.Censored > 0 {
		fmt.Fprintf(&b, " censored %d", m.Censored)
	}
	if f := m.Finished; f != nil {
		fmt.Fprintf(&b, " finished %d", f.N)
		number("value", f.Value)
		number("p90", f.P90)
	}
	if !m.Available {
		b.WriteString(" absent")
	}
	if m.Reason != "" {
		b.WriteString(" - " + m.Reason)
	}
	if m.Change != nil {
		b.WriteString(describeChange(*m.Change))
	}
	return strings.TrimSpace(b.String())
}

func describeChange(c kpi.Change) string {
	text := " before: none"
	if c.Value != nil {
		text = fmt.Sprintf(" before: %.6g n %d", *c.Value, c.N)
	}
	if c.P != nil {
		text += fmt.Sprintf(" p %.3f", *c.P)
	}
	if c.Better != nil {
		text += fmt.Sprintf(" better %t", *c.Better)
	}
	if c.Reason != "" {
		text += " (" + c.Reason + ")"
	}
	return text
}
