package vector_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/color"
	"strings"
	"sync"
	"testing"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/vector"
)

// figure is a small chart of names and values.
func figure(t *testing.T, names []string, values []float64) chart.Figure {
	t.Helper()
	option, err := json.Marshal(map[string]any{
		"xAxis": []any{map[string]any{"type": "category", "data": names}}, "yAxis": []any{map[string]any{"type": "value"}},
		"series": []any{map[string]any{"type": "bar", "data": values, "itemStyle": map[string]any{"color": "var(--tier-1)"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return chart.Figure{Option: option, Unit: "€"}
}

func look() vector.Look {
	say := func(v float64) string { return strings.ReplaceAll(fmt.Sprint(v), ".", ",") }
	return vector.Look{Width: 600, Height: 300, Colours: map[string]string{"--tier-1": "#1f6fb2", "--text-soft": "#3a4250"}, Number: say, Fine: say}
}

func engine(t *testing.T) *vector.Engine {
	t.Helper()
	e, err := vector.New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// texts are the labels of a picture.
func texts(p vector.Picture) (all []string) {
	for _, m := range p.Marks {
		if m.Label != nil {
			all = append(all, m.Label.Text)
		}
	}
	return all
}

func TestDrawSaysNamesAndNumbers(t *testing.T) {
	p, err := engine(t).Draw(t.Context(), figure(t, []string{"Größe <b>", "Ω"}, []float64{0.5, 1}), look())
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(texts(p), "|")
	for _, want := range []string{"Größe <b>", "Ω", "0,2\u00a0€"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q among %q", want, all)
		}
	}
	bars := 0
	for _, m := range p.Marks {
		if m.Shape != nil && m.Shape.Fill == (color.NRGBA{0x1f, 0x6f, 0xb2, 255}) {
			bars++
		}
	}
	if bars != 2 || p.Width != 600 || p.Height != 300 {
		t.Errorf("%d bars on %v x %v", bars, p.Width, p.Height)
	}
}

// The same figure gives the same marks, whoever draws it and how many draw at once.
func TestDrawAtOnce(t *testing.T) {
	e := engine(t)
	f := figure(t, []string{"a", "b", "c"}, []float64{1, 2, 3})
	first, err := e.Draw(t.Context(), f, look())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			p, err := e.Draw(t.Context(), f, look())
			if err != nil || strings.Join(texts(p), "|") != strings.Join(texts(first), "|") || len(p.Marks) != len(first.Marks) {
				t.Errorf("%d marks, want %d: %v", len(p.Marks), len(first.Marks), err)
			}
		})
	}
	wg.Wait()
}

func TestDrawHasLimits(t *testing.T) {
	e := engine(t)
	small := figure(t, []string{"a"}, []float64{1})
	wide := look()
	wide.Width = 100_000
	if _, err := e.Draw(t.Context(), small, wide); !errors.Is(err, vector.ErrTooLarge) {
		t.Errorf("a chart of 100,000 pixels: %v", err)
	}
	huge := figure(t, []string{strings.Repeat("x", 9<<20)}, []float64{1})
	if _, err := e.Draw(t.Context(), huge, look()); !errors.Is(err, vector.ErrTooLarge) {
		t.Errorf("a chart of 9 MiB: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Draw(gone, small, look()); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader who is gone: %v", err)
	}
	many := make([]string, 20_000)
	values := make([]float64, len(many))
	for i := range many {
		many[i], values[i] = fmt.Sprint("name ", i), float64(i)
	}
	slow, cancel := context.WithTimeoutCause(t.Context(), 1, vector.ErrTooLong)
	defer cancel()
	if _, err := e.Draw(slow, figure(t, many, values), look()); !errors.Is(err, vector.ErrTooLong) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a chart that takes too long: %v", err)
	}
	if _, err := e.Draw(t.Context(), small, look()); err != nil {
		t.Errorf("after all of these: %v", err)
	}
}

func TestDrawRefusesWhatIsNoOption(t *testing.T) {
	if _, err := engine(t).Draw(t.Context(), chart.Figure{Option: json.RawMessage(`{"series": 7}`)}, look()); err == nil {
		t.Error("nothing is said of an option that is none")
	}
}

func TestPalette(t *testing.T) {
	all, err := vector.Palette([]byte(":root {\n  --blue: #1f6fb2; --accent: var(--blue);\n  --tier-1: var(--accent);\n}\n@media screen {\n:root { --blue: #000; }\n}"))
	if err != nil || all["--tier-1"] != "#1f6fb2" {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := vector.Palette([]byte("body {}")); err == nil {
		t.Error("a style sheet without colours is taken")
	}
}

func TestParseColour(t *testing.T) {
	for text, want := range map[string]color.NRGBA{
		"#1f6fb2": {0x1f, 0x6f, 0xb2, 255}, "#fff": {255, 255, 255, 255}, "rgba(31, 111, 178, .10)": {31, 111, 178, 26}, "rgb(0,0,0)": {0, 0, 0, 255}, "none": {},
	} {
		if got, err := vector.ParseColour(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "blue-ish", "#12", "#12345g", "rgb(1,2)", "rgb(1,2,3,4,5)"} {
		if _, err := vector.ParseColour(text); err == nil {
			t.Errorf("%q is taken for a colour", text)
		}
	}
}

func TestGlyphs(t *testing.T) {
	missing, err := vector.Glyphs("Käufer € Ωж – 漢🙂")
	if err != nil || string(missing) != "漢🙂" {
		t.Errorf("missing %q, %v", string(missing), err)
	}
}

func BenchmarkDraw(b *testing.B) {
	e, err := vector.New()
	if err != nil {
		b.Fatal(err)
	}
	names, values := make([]string, 30), make([]float64, 30)
	for i := range names {
		names[i], values[i] = fmt.Sprint("week ", i), float64(i)
	}
	option, err := json.Marshal(map[string]any{
		"xAxis": []any{map[string]any{"type": "category", "data": names}}, "yAxis": []any{map[string]any{"type": "value"}},
		"series": []any{map[string]any{"type": "line", "data": values}},
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.Draw(b.Context(), chart.Figure{Option: option}, look()); err != nil {
			b.Fatal(err)
		}
	}
}
