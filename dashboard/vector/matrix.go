package vector

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// matrix is an affine map: x' = a x + c y + e, y' = b x + d y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) point(p Point) Point {
	return Point{m.a*p.X + m.c*p.Y + m.e, m.b*p.X + m.d*p.Y + m.f}
}

// times is the map that does other first.
func (m matrix) times(o matrix) matrix {
	return matrix{
		m.a*o.a + m.c*o.b, m.b*o.a + m.d*o.b, m.a*o.c + m.c*o.d, m.b*o.c + m.d*o.d,
		m.a*o.e + m.c*o.f + m.e, m.b*o.e + m.d*o.f + m.f,
	}
}

// scale is by how much lengths grow in the mean.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// angle is by how much the map turns, in degrees clockwise.
func (m matrix) angle() float64 { return math.Atan2(m.b, m.a) * 180 / math.Pi }

func (m matrix) path(path []Step) []Step {
	out := make([]Step, len(path))
	for i, s := range path {
		out[i] = Step{Kind: s.Kind, To: m.point(s.To), Control: [2]Point{m.point(s.Control[0]), m.point(s.Control[1])}}
	}
	return out
}

var functions = regexp.MustCompile(`([a-zA-Z]+)\(([^)]*)\)`)

// parseTransform reads an attribute transform.
func parseTransform(text string) (matrix, error) {
	m := identity
	for _, found := range functions.FindAllStringSubmatch(text, -1) {
		var n []float64
		for _, part := range strings.FieldsFunc(found[2], func(r rune) bool { return r == ' ' || r == ',' }) {
			v, err := strconv.ParseFloat(part, 64)
			if err != nil {
				return m, fmt.Errorf("transform %q: %q is no number", text, part)
			}
			n = append(n, v)
		}
		one, ok := function(found[1], n)
		if !ok {
			return m, fmt.Errorf("transform %q: %s with %d numbers is not known", text, found[1], len(n))
		}
		m = m.times(one)
	}
	return m, nil
}

func function(name string, n []float64) (matrix, bool) {
	switch {
	case name == "translate" && len(n) == 1:
		return matrix{1, 0, 0, 1, n[0], 0}, true
	case name == "translate" && len(n) == 2:
		return matrix{1, 0, 0, 1, n[0], n[1]}, true
	case name == "scale" && len(n) == 1:
		return matrix{n[0], 0, 0, n[0], 0, 0}, true
	case name == "scale" && len(n) == 2:
		return matrix{n[0], 0, 0, n[1], 0, 0}, true
	case name == "rotate" && len(n) == 1:
		sin, cos := math.Sincos(n[0] * math.Pi / 180)
		return matrix{cos, sin, -sin, cos, 0, 0}, true
	case name == "matrix" && len(n) == 6:
		return matrix{n[0], n[1], n[2], n[3], n[4], n[5]}, true
	}
	return identity, false
}
