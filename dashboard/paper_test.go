package dashboard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/vector"
)

// look is a drawing of some width in a language, in the colours of the dashboard.
func look(t *testing.T, lang string, width int) vector.Look {
	t.Helper()
	css, err := os.ReadFile(filepath.Join("static", "style.css"))
	if err != nil {
		t.Fatal(err)
	}
	colours, err := vector.Palette(css)
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := words.Choose(lang)
	return vector.Look{Width: width, Colours: colours, Number: func(v float64) string { return l.Number(v, 2) }, Fine: l.Fine}
}

// figureOf is a chart as the dashboard's script gets it.
func figureOf(t *testing.T, h http.Handler, address string) (f chart.Figure) {
	t.Helper()
	w := get(t, h, address)
	if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, w.Code, err)
	}
	return f
}

// Every chart of the dashboard is drawn without a browser, as vectors and as a picture that is not blank.
func TestEveryChartOnPaper(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	engine, err := vector.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range charts {
		t.Run(id, func(t *testing.T) {
			p, err := engine.Draw(t.Context(), figureOf(t, h, "/chart/"+id+"?lang=de"), look(t, "de", 680))
			if err != nil {
				t.Fatal(err)
			}
			shapes, labels := 0, 0
			for _, m := range p.Marks {
				if m.Label != nil {
					labels++
				} else {
					shapes++
				}
			}
			if shapes < 3 || labels < 3 {
				t.Errorf("%d shapes and %d labels", shapes, labels)
			}
			var out bytes.Buffer
			if err := p.PNG(&out, color.NRGBA{255, 255, 255, 255}, 1.5); err != nil {
				t.Fatal(err)
			}
			img, err := png.DecodeConfig(bytes.NewReader(out.Bytes()))
			if err != nil || img.Width != 1020 {
				t.Errorf("a picture of %d dots, want 1020: %v", img.Width, err)
			}
			keep(t, id+".png", out.Bytes())
		})
	}
}

// onScreen is a chart as it stands in the browser: its address, its size, and what is drawn as SVG.
type onScreen struct {
	Address       string
	Width, Height int
	SVG           string
}

const screens = `[...document.querySelectorAll(".chart")].filter(el => echarts.getInstanceByDom(el)).map(el => {
	const c = echarts.getInstanceByDom(el), width = c.getWidth(), height = c.getHeight();
	const copy = echarts.init(null, null, {renderer: "svg", ssr: true, width, height});
	copy.setOption(Object.assign({}, c.getOption(), {animation: false}));
	const svg = copy.renderToSVGString();
	copy.dispose();
	return {Address: el.dataset.chart, Width: width, Height: height, SVG: svg};
})`

const inPaperFont = `[...document.querySelectorAll(".chart")].every(el => { const c = echarts.getInstanceByDom(el); return !c || c.getOption().textStyle.fontFamily.includes("Liberation") && c.getWidth() === el.clientWidth })`

// told are the labels of a picture, and its colours, each once and in order.
func told(p vector.Picture) (labels, colours []string) {
	for _, m := range p.Marks {
		if m.Label != nil {
			text := m.Label.Text
			if cut, ok := strings.CutSuffix(text, "..."); ok { // a browser sets letters a hair closer, so that one more may fit
				text = string([]rune(cut)[:min(30, len([]rune(cut)))]) + "..."
			}
			labels = append(labels, text)
			colours = append(colours, fmt.Sprint(m.Label.Fill))
			continue
		}
		for _, c := range []color.NRGBA{m.Shape.Fill, m.Shape.Stroke} {
			if c.A > 0 {
				colours = append(colours, fmt.Sprint(c))
			}
		}
	}
	slices.Sort(labels)
	slices.Sort(colours)
	return labels, slices.Compact(colours)
}

// What stands on paper is what stands on the screen: every label, so every number, and every colour.
func TestBrowserDrawsWhatPaperShows(t *testing.T) {
	desk := pagetest.New()
	b := open(t, desk)
	h := newHandler(t, desk, dashboard.Options{})
	engine, err := vector.New()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, path := range paths {
		b.Size(1440)
		b.Visit(path + "?lang=de")
		b.Until(path, allDrawn)
		browsertest.Eval[bool](b, `(document.body.style.fontFamily = "Liberation Sans", true)`)
		b.Size(1400) // drawn anew
		b.Until("the font of paper on "+path, inPaperFont)
		for _, s := range browsertest.Eval[[]onScreen](b, screens) {
			seen, err := vector.Read(s.SVG)
			if err != nil {
				t.Errorf("%s: %v", s.Address, err)
				continue
			}
			l := look(t, "de", s.Width)
			l.Height = s.Height
			drawn, err := engine.Draw(t.Context(), figureOf(t, h, s.Address), l)
			if err != nil {
				t.Errorf("%s: %v", s.Address, err)
				continue
			}
			labels, colours := told(seen)
			onPaper, painted := told(drawn)
			if diff := cmp.Diff(labels, onPaper); diff != "" {
				t.Errorf("%s: labels (-screen +paper):\n%s", s.Address, diff)
			}
			if diff := cmp.Diff(colours, painted); diff != "" {
				t.Errorf("%s: colours (-screen +paper):\n%s", s.Address, diff)
			}
			compared++
		}
	}
	if compared != len(charts) {
		t.Errorf("%d charts were compared, want %d", compared, len(charts))
	}
	b.Calm()
}

// keep puts a picture where a person can look at it: in the folder that TIERMIX_PICTURES names.
func keep(t *testing.T, name string, content []byte) {
	t.Helper()
	folder := os.Getenv("TIERMIX_PICTURES")
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
		t.Fatal(err)
	}
}
