// Package vector draws the dashboard's charts without a browser: ECharts' own server-side rendering runs the very option of the screen and writes SVG; the SVG becomes shapes and
// labels that a PDF or a picture takes up.
package vector

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/dop251/goja"

	"tiermix/dashboard/chart"
)

// Limits of one drawing. ECharts keeps what it draws in memory, so what goes in and what comes out is bounded, as are the number of machines and the charts that one of them draws
// before it is let go.
const (
	timeLimit   = 20 * time.Second
	figureLimit = 8 << 20  // bytes of a figure as JSON
	svgLimit    = 16 << 20 // bytes of a picture
	drawsEach   = 200
	stackLimit  = 2000
	smallest    = 80 // CSS pixels
	largest     = 4000
)

// Errors of a drawing.
var (
	ErrTooLarge = errors.New("the chart is too large to be drawn on paper")
	ErrTooLong  = errors.New("drawing the chart took too long")
)

//go:embed draw.js
var drawScript string

// Look is what a drawing depends on besides its figure.
type Look struct {
	Width, Height int                    // CSS pixels; Height 0: that of the figure, else 300
	Colours       map[string]string      // CSS variable -> colour, see Palette
	Number        func(v float64) string // with at most two decimals, in the reader's language
	Fine          func(v float64) string // with three significant digits
}

// Engine draws charts. It is safe for concurrent use; as many charts are drawn at once as there are processors.
type Engine struct {
	scripts []*goja.Program
	idle    chan *machine
	places  chan struct{}
}

// machine is one JavaScript engine with ECharts in it.
type machine struct {
	vm    *goja.Runtime
	draw  goja.Callable
	fonts *fonts
	drawn int
}

// compiled are the scripts of every machine.
var compiled = sync.OnceValues(func() ([]*goja.Program, error) {
	packed, err := chart.Script()
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack ECharts: %w", err)
	}
	echarts, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("unpack ECharts: %w", err)
	}
	var all []*goja.Program
	for _, s := range []struct{ name, text string }{{"echarts.min.js", string(echarts)}, {"option.js", string(chart.Option)}, {"draw.js", drawScript}} {
		p, err := goja.Compile(s.name, s.text, false)
		if err != nil {
			return nil, fmt.Errorf("compile %s: %w", s.name, err)
		}
		all = append(all, p)
	}
	return all, nil
})

// New makes an engine. The first one compiles ECharts, which takes a third of a second.
func New() (*Engine, error) {
	scripts, err := compiled()
	if err != nil {
		return nil, err
	}
	n := runtime.GOMAXPROCS(0)
	return &Engine{scripts: scripts, idle: make(chan *machine, n), places: make(chan struct{}, n)}, nil
}

// Draw draws a figure.
//
// Errors: ErrTooLarge, ErrTooLong; that of the context; a figure that ECharts refuses.
func (e *Engine) Draw(ctx context.Context, figure chart.Figure, look Look) (Picture, error) {
	raw, err := json.Marshal(figure)
	if err != nil {
		return Picture{}, fmt.Errorf("encode chart: %w", err)
	}
	if look.Height == 0 {
		look.Height = max(figure.Height, 300)
	}
	if len(raw) > figureLimit || look.Width < smallest || look.Width > largest || look.Height < smallest || look.Height > largest {
		return Picture{}, ErrTooLarge
	}
	select {
	case e.places <- struct{}{}:
	case <-ctx.Done():
		return Picture{}, ctx.Err()
	}
	defer func() { <-e.places }()
	m, err := e.machine()
	if err != nil {
		return Picture{}, err
	}
	svg, err := m.run(ctx, string(raw), look)
	if err != nil {
		return Picture{}, err // what the machine holds now is not known: it is let go
	}
	picture, err := read(svg, m.fonts)
	if m.drawn++; m.drawn < drawsEach {
		e.idle <- m // last, its fonts are used until here; there are no more machines than places, so there is room
	}
	return picture, err
}

// machine is an idle one, or a new one. The caller has a place.
func (e *Engine) machine() (*machine, error) {
	select {
	case m := <-e.idle:
		return m, nil
	default:
	}
	fonts, err := newFonts()
	if err != nil {
		return nil, err
	}
	m := &machine{vm: goja.New(), fonts: fonts}
	m.vm.SetMaxCallStackSize(stackLimit)
	if err := m.vm.Set("setTimeout", func() int { return 0 }); err != nil {
		return nil, fmt.Errorf("prepare ECharts: %w", err)
	}
	if err := m.vm.Set("tiermixMeasure", m.fonts.cssWidth); err != nil {
		return nil, fmt.Errorf("prepare ECharts: %w", err)
	}
	for _, p := range e.scripts {
		if _, err := m.vm.RunProgram(p); err != nil {
			return nil, fmt.Errorf("prepare ECharts: %w", err)
		}
	}
	draw, ok := goja.AssertFunction(m.vm.Get("tiermixDraw"))
	if !ok {
		return nil, errors.New("prepare ECharts: draw.js has no tiermixDraw")
	}
	m.draw = draw
	return m, nil
}

// run draws with a time limit.
func (m *machine) run(ctx context.Context, figure string, look Look) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, timeLimit, ErrTooLong)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { m.vm.Interrupt(context.Cause(ctx)) })
	colour := func(name string) string { return look.Colours[name] }
	out, err := m.draw(goja.Undefined(), m.vm.ToValue(figure), m.vm.ToValue(look.Width), m.vm.ToValue(look.Height), m.vm.ToValue(Family), m.vm.ToValue(colour),
		m.vm.ToValue(look.Number), m.vm.ToValue(look.Fine))
	if !stop() { // an interrupt that comes late would meet the machine's next figure
		return "", fmt.Errorf("draw chart: %w", context.Cause(ctx))
	}
	if err != nil {
		return "", fmt.Errorf("draw chart: %w", err)
	}
	svg := out.String()
	if len(svg) > svgLimit {
		return "", ErrTooLarge
	}
	return svg, nil
}
