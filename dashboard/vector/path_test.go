package vector

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePath(t *testing.T) {
	for _, test := range []struct {
		data string
		want []Step
	}{
		{"M1 2L3 4Z", []Step{{Kind: Move, To: Point{1, 2}}, {Kind: Line, To: Point{3, 4}}, {Kind: Close}}},
		{"m1,2 3,4h-1v1", []Step{{Kind: Move, To: Point{1, 2}}, {Kind: Line, To: Point{4, 6}}, {Kind: Line, To: Point{3, 6}}, {Kind: Line, To: Point{3, 7}}}},
		{"M0 0L.5.5-1e1 2", []Step{{Kind: Move}, {Kind: Line, To: Point{.5, .5}}, {Kind: Line, To: Point{-10, 2}}}},
		{"M0 0C1 1 2 2 3 0S5 1 6 0", []Step{{Kind: Move}, {Kind: Curve, Control: [2]Point{{1, 1}, {2, 2}}, To: Point{3, 0}}, {Kind: Curve, Control: [2]Point{{4, -2}, {5, 1}}, To: Point{6, 0}}}},
		{"M0 0Q3 3 6 0", []Step{{Kind: Move}, {Kind: Curve, Control: [2]Point{{2, 2}, {4, 2}}, To: Point{6, 0}}}},
		{"M0 0A0 5 0 0 1 6 0", []Step{{Kind: Move}, {Kind: Line, To: Point{6, 0}}}},
		{"M1 1l1 1zl2 0", []Step{{Kind: Move, To: Point{1, 1}}, {Kind: Line, To: Point{2, 2}}, {Kind: Close}, {Kind: Line, To: Point{3, 1}}}},
	} {
		got, err := parsePath(test.data)
		if err != nil || len(got) != len(test.want) {
			t.Errorf("%s: %v, %v", test.data, got, err)
			continue
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%s, step %d: %v, want %v", test.data, i, got[i], test.want[i])
			}
		}
	}
	for _, data := range []string{"1 2", "M1", "M1 x", "MNaN 1", "M1e999 1", "L1 2", "M1 2 3", "M0 0A1 1 0 2 0 1 1"} {
		if got, err := parsePath(data); err == nil {
			t.Errorf("%s is taken for a path: %v", data, got)
		}
	}
}

// at is a place on a cubic curve.
func at(from Point, s Step, u float64) Point {
	v := 1 - u
	f := func(a, b, c, d float64) float64 { return v*v*v*a + 3*v*v*u*b + 3*v*u*u*c + u*u*u*d }
	return Point{f(from.X, s.Control[0].X, s.Control[1].X, s.To.X), f(from.Y, s.Control[0].Y, s.Control[1].Y, s.To.Y)}
}

// An arc of a circle by curves leaves the circle by less than 0.03 % of its radius, whichever way it goes.
func TestArcIsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Float64Range(0.5, 500).Draw(t, "r")
		begin, turn := rapid.Float64Range(-math.Pi, math.Pi).Draw(t, "begin"), rapid.Float64Range(0.05, 6.2).Draw(t, "turn")
		sweep := rapid.Bool().Draw(t, "sweep")
		if !sweep {
			turn = -turn
		}
		place := func(angle float64) Point { return Point{7 + r*math.Cos(angle), 3 + r*math.Sin(angle)} }
		p := &pathReader{from: place(begin)}
		p.arc(r, r, 0, math.Abs(turn) > math.Pi, sweep, place(begin+turn))
		from := place(begin)
		for _, s := range p.steps {
			for _, u := range []float64{0.1, 0.5, 0.8, 1} {
				q := at(from, s, u)
				if d := math.Hypot(q.X-7, q.Y-3); math.Abs(d-r) > 3e-4*r {
					t.Fatalf("%v lies %v from the centre, want %v", q, d, r)
				}
			}
			from = s.To
		}
		if from != place(begin+turn) {
			t.Fatalf("it ends at %v", from)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"M1 2L3 4Z", "m1,2 3,4h-1v1", "M0 0A5 3 10 1 0 6 2", "M0 0C1 1 2 2 3 0S5 1 6 0T9 9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		steps, err := parsePath(data)
		if err == nil && len(steps) > len(data)*4 {
			t.Errorf("%d steps from %d signs", len(steps), len(data))
		}
	})
}

func TestParseTransform(t *testing.T) {
	m, err := parseTransform("translate(10 20) rotate(90) scale(2,3)")
	if err != nil {
		t.Fatal(err)
	}
	if p := m.point(Point{1, 1}); math.Abs(p.X-7) > 1e-9 || math.Abs(p.Y-22) > 1e-9 || math.Abs(m.angle()-90) > 1e-9 || math.Abs(m.scale()-math.Sqrt(6)) > 1e-9 {
		t.Errorf("got %v, %v degrees, %v", p, m.angle(), m.scale())
	}
	for _, text := range []string{"skewX(3)", "translate(a)", "matrix(1 2)"} {
		if _, err := parseTransform(text); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}

func TestReadKnowsWhatItReads(t *testing.T) {
	fonts, err := newFonts()
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(`<svg width="10" height="20"><g clip-path="url(#c)"><circle cx="5" cy="5" r="2" fill="#f00"/><polygon points="1,1 2,2 3,1" opacity="0.5"/></g>
		<text x="5" y="5" text-anchor="end" style="font-size:10px;font-weight:bold" fill="#000">ab</text><defs><clipPath id="c"><rect x="1" y="2" width="3" height="4"/></clipPath></defs></svg>`, fonts)
	if err != nil || len(p.Marks) != 3 || p.Width != 10 || p.Height != 20 {
		t.Fatalf("%+v, %v", p, err)
	}
	if c := p.Marks[0].Clip; c == nil || *c != (Box{1, 2, 4, 6}) {
		t.Errorf("clipped to %v", c)
	}
	if a := p.Marks[1].Shape.Fill.A; a != 128 {
		t.Errorf("half opaque is %d", a)
	}
	if l := p.Marks[2].Label; !l.Bold || l.At.Y != 5 || math.Abs(l.At.X-(5-fonts.width("ab", 10, true))) > 1e-9 {
		t.Errorf("label %+v", l)
	}
	for _, svg := range []string{`<svg width="x"/>`, `<svg><foreignObject/></svg>`, `<svg><path d="K"/></svg>`, `<svg><text>a<tspan>b</tspan></text></svg>`, `<svg><rect fill="url(#g)"/></svg>`, "no svg <"} {
		if _, err := read(svg, fonts); err == nil {
			t.Errorf("%s: nothing is said", svg)
		}
	}
}
