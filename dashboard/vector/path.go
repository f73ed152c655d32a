package vector

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// pathReader reads the data of an SVG path (SVG 2, chapter 9) into absolute steps.
type pathReader struct {
	data     string
	at       int
	from     Point // where the pen is
	begin    Point // of the subpath
	control  Point // last one, for the smooth commands
	previous byte
	steps    []Step
}

// parsePath reads the data of a path.
func parsePath(data string) ([]Step, error) {
	p := &pathReader{data: data}
	for {
		p.skip()
		if p.at == len(p.data) {
			return p.steps, nil
		}
		command := p.data[p.at]
		if !strings.ContainsRune("MmLlHhVvCcSsQqTtAaZz", rune(command)) {
			return nil, fmt.Errorf("path %.60q: %q at %d is no command", data, command, p.at)
		}
		if p.steps == nil && command != 'M' && command != 'm' {
			return nil, fmt.Errorf("path %.60q begins without a place", data)
		}
		p.at++
		if err := p.run(command); err != nil {
			return nil, fmt.Errorf("path %.60q: %w", data, err)
		}
	}
}

func (p *pathReader) skip() {
	for p.at < len(p.data) && strings.IndexByte(" ,\t\r\n", p.data[p.at]) >= 0 {
		p.at++
	}
}

// counts are how many numbers a command takes.
var counts = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'A': 7, 'Z': 0}

// run does a command as often as there are numbers for it.
func (p *pathReader) run(command byte) error {
	upper, relative := command, false
	if command >= 'a' {
		upper, relative = command-'a'+'A', true
	}
	for first := true; ; first = false {
		p.skip()
		if !first && (counts[upper] == 0 || p.at == len(p.data) || !strings.ContainsRune("+-.0123456789", rune(p.data[p.at]))) {
			return nil
		}
		n, err := p.numbers(upper)
		if err != nil {
			return err
		}
		if upper == 'M' && !first {
			p.step('L', n, relative)
			continue
		}
		p.step(upper, n, relative)
	}
}

func (p *pathReader) numbers(command byte) ([]float64, error) {
	all := make([]float64, counts[command])
	for i := range all {
		p.skip()
		if command == 'A' && (i == 3 || i == 4) {
			if p.at == len(p.data) || p.data[p.at] != '0' && p.data[p.at] != '1' {
				return nil, fmt.Errorf("there is no flag at %d", p.at)
			}
			all[i] = float64(p.data[p.at] - '0') // flags may stand without a space behind them
			p.at++
			continue
		}
		begin := p.at
		for p.at < len(p.data) && p.within(begin) {
			p.at++
		}
		v, err := strconv.ParseFloat(p.data[begin:p.at], 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%q at %d is no number", p.data[begin:p.at], begin)
		}
		all[i] = v
	}
	return all, nil
}

// within says whether the sign at the pen belongs to the number that begins at begin.
func (p *pathReader) within(begin int) bool {
	c := p.data[p.at]
	switch {
	case c >= '0' && c <= '9', c == 'e' || c == 'E':
		return true
	case c == '.':
		return !strings.ContainsAny(p.data[begin:p.at], ".eE")
	case c == '-' || c == '+':
		return p.at == begin || p.data[p.at-1] == 'e' || p.data[p.at-1] == 'E'
	}
	return false
}

func (p *pathReader) step(command byte, n []float64, relative bool) {
	base := Point{}
	if relative {
		base = p.from
	}
	at := func(i int) Point { return Point{base.X + n[i], base.Y + n[i+1]} }
	smooth := p.from
	switch command {
	case 'M':
		p.from = at(0)
		p.begin = p.from
		p.steps = append(p.steps, Step{Kind: Move, To: p.from})
	case 'L':
		p.line(at(0))
	case 'H':
		p.line(Point{base.X + n[0], p.from.Y})
	case 'V':
		p.line(Point{p.from.X, base.Y + n[0]})
	case 'C':
		p.curve(at(0), at(2), at(4))
	case 'S':
		if strings.IndexByte("CS", p.previous) >= 0 && p.previous != 0 {
			smooth = Point{2*p.from.X - p.control.X, 2*p.from.Y - p.control.Y}
		}
		p.curve(smooth, at(0), at(2))
	case 'Q':
		p.quadratic(at(0), at(2))
	case 'T':
		if strings.IndexByte("QT", p.previous) >= 0 && p.previous != 0 {
			smooth = Point{2*p.from.X - p.control.X, 2*p.from.Y - p.control.Y}
		}
		p.quadratic(smooth, at(0))
	case 'A':
		p.arc(n[0], n[1], n[2], n[3] != 0, n[4] != 0, at(5))
	case 'Z':
		p.steps = append(p.steps, Step{Kind: Close})
		p.from = p.begin
	}
	p.previous = command
}

func (p *pathReader) line(to Point) {
	p.steps = append(p.steps, Step{Kind: Line, To: to})
	p.from = to
}

func (p *pathReader) curve(a, b, to Point) {
	p.steps = append(p.steps, Step{Kind: Curve, Control: [2]Point{a, b}, To: to})
	p.from, p.control = to, b
}

// quadratic draws a quadratic curve as the cubic one that is the same.
func (p *pathReader) quadratic(c, to Point) {
	a := Point{p.from.X + 2*(c.X-p.from.X)/3, p.from.Y + 2*(c.Y-p.from.Y)/3}
	b := Point{to.X + 2*(c.X-to.X)/3, to.Y + 2*(c.Y-to.Y)/3}
	p.curve(a, b, to)
	p.control = c
}

// arc draws an elliptic arc by curves of at most a quarter turn; from end points to centre as in SVG 2, appendix B.2.4.
func (p *pathReader) arc(rx, ry, turn float64, large, sweep bool, to Point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || p.from == to {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	dx, dy := (p.from.X-to.X)/2, (p.from.Y-to.Y)/2
	x, y := cos*dx+sin*dy, -sin*dx+cos*dy
	if l := x*x/(rx*rx) + y*y/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	f := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		f = -f
	}
	cx, cy := f*rx*y/ry, -f*ry*x/rx
	centre := Point{cos*cx - sin*cy + (p.from.X+to.X)/2, sin*cx + cos*cy + (p.from.Y+to.Y)/2}
	begin := math.Atan2((y-cy)/ry, (x-cx)/rx)
	angle := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - begin
	if sweep && angle < 0 {
		angle += 2 * math.Pi
	} else if !sweep && angle > 0 {
		angle -= 2 * math.Pi
	}
	pieces := int(math.Ceil(math.Abs(angle) / (math.Pi/2 + 1e-9)))
	place := func(a, b float64) Point { // a along the one axis, b along the other
		return Point{centre.X + cos*rx*a - sin*ry*b, centre.Y + sin*rx*a + cos*ry*b}
	}
	part := angle / float64(pieces)
	k := 4.0 / 3 * math.Tan(part/4)
	for i := range pieces {
		s0, c0 := math.Sincos(begin + float64(i)*part)
		s1, c1 := math.Sincos(begin + float64(i+1)*part)
		end := place(c1, s1)
		if i == pieces-1 {
			end = to
		}
		p.curve(place(c0-k*s0, s0+k*c0), place(c1+k*s1, s1-k*c1), end)
	}
}
