package vector

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"
)

// element is a node of the SVG tree.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// get is an attribute, or the property of that name in the attribute style.
func (e element) get(name string) string {
	for _, part := range strings.Split(e.attr("style"), ";") {
		if key, value, ok := strings.Cut(part, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return e.attr(name)
}

// number is an attribute in CSS pixels; what is not there is nothing.
func (e element) number(name string, nothing float64) (float64, error) {
	text := strings.TrimSuffix(e.get(name), "px")
	if text == "" {
		return nothing, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("%s: %s %q is no number", e.XMLName.Local, name, text)
	}
	return v, nil
}

// svgReader turns the tree into marks.
type svgReader struct {
	fonts *fonts
	clips map[string][]Step
	marks []Mark
}

// Read makes a picture of SVG text as ECharts writes it.
//
// Errors: those of read.
func Read(svg string) (Picture, error) {
	fonts, err := newFonts()
	if err != nil {
		return Picture{}, err
	}
	return read(svg, fonts)
}

// read makes a picture of SVG text. What it does not know is an error, so that nothing is left out unsaid.
func read(svg string, fonts *fonts) (Picture, error) {
	svg = strings.Map(legal, svg)
	var root element
	if err := xml.NewDecoder(strings.NewReader(svg)).Decode(&root); err != nil && !errors.Is(err, io.EOF) {
		return Picture{}, fmt.Errorf("read the drawn chart: %w", err)
	}
	width, err := root.number("width", 0)
	if err != nil {
		return Picture{}, fmt.Errorf("read the drawn chart: %w", err)
	}
	height, err := root.number("height", 0)
	if err != nil {
		return Picture{}, fmt.Errorf("read the drawn chart: %w", err)
	}
	r := &svgReader{fonts: fonts, clips: map[string][]Step{}}
	if err := r.define(root); err != nil {
		return Picture{}, fmt.Errorf("read the drawn chart: %w", err)
	}
	if err := r.children(root, identity, nil); err != nil {
		return Picture{}, fmt.Errorf("read the drawn chart: %w", err)
	}
	return Picture{SVG: svg, Width: width, Height: height, Marks: r.marks}, nil
}

// legal leaves out what no XML text may hold (XML 1.0, 2.2): names from the data may.
func legal(r rune) rune {
	switch {
	case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
		return -1
	}
	return r
}

// define takes up the clip paths, which stand at the end.
func (r *svgReader) define(e element) error {
	if e.XMLName.Local == "clipPath" {
		var all []Step
		for _, child := range e.Children {
			path, err := outline(child)
			if err != nil {
				return err
			}
			m, err := parseTransform(child.attr("transform"))
			if err != nil {
				return err
			}
			all = append(all, m.path(path)...)
		}
		r.clips[e.attr("id")] = all
		return nil
	}
	for _, child := range e.Children {
		if err := r.define(child); err != nil {
			return err
		}
	}
	return nil
}

func (r *svgReader) children(e element, m matrix, clip *Box) error {
	for _, child := range e.Children {
		if err := r.take(child, m, clip); err != nil {
			return err
		}
	}
	return nil
}

func (r *svgReader) take(e element, m matrix, clip *Box) error {
	own, err := parseTransform(e.attr("transform"))
	if err != nil {
		return err
	}
	m = m.times(own)
	if id, ok := strings.CutPrefix(strings.TrimSuffix(e.get("clip-path"), ")"), "url(#"); ok {
		clip = clip.cut(boxOf(m.path(r.clips[id])))
	}
	switch e.XMLName.Local {
	case "g":
		return r.children(e, m, clip)
	case "defs", "style", "title":
		return nil
	case "text":
		return r.label(e, m, clip)
	}
	return r.shape(e, m, clip)
}

func (r *svgReader) shape(e element, m matrix, clip *Box) error {
	path, err := outline(e)
	if err != nil {
		return err
	}
	s := &Shape{Path: m.path(path)}
	if s.Fill, err = e.paint("fill", "#000"); err != nil {
		return err
	}
	if s.Stroke, err = e.paint("stroke", "none"); err != nil {
		return err
	}
	if s.Width, err = e.number("stroke-width", 1); err != nil {
		return err
	}
	s.Width *= m.scale()
	for _, part := range strings.FieldsFunc(e.get("stroke-dasharray"), func(r rune) bool { return r == ',' || r == ' ' }) {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return fmt.Errorf("stroke-dasharray: %q is no number", part)
		}
		s.Dash = append(s.Dash, v*m.scale())
	}
	if s.Width <= 0 {
		s.Stroke.A = 0
	}
	if len(path) > 0 && (s.Fill.A > 0 || s.Stroke.A > 0) {
		r.marks = append(r.marks, Mark{Shape: s, Clip: clip})
	}
	return nil
}

// outline is the path of an element.
func outline(e element) ([]Step, error) {
	switch e.XMLName.Local {
	case "path":
		return parsePath(e.attr("d"))
	case "rect":
		return rectangle(e)
	case "polygon":
		path, err := parsePath("M" + e.attr("points"))
		return append(path, Step{Kind: Close}), err
	case "polyline":
		return parsePath("M" + e.attr("points"))
	case "circle":
		return circle(e)
	}
	return nil, fmt.Errorf("element <%s> is not known", e.XMLName.Local)
}

func numbers(e element, names ...string) ([]float64, error) {
	all := make([]float64, len(names))
	for i, name := range names {
		v, err := e.number(name, 0)
		if err != nil {
			return nil, err
		}
		all[i] = v
	}
	return all, nil
}

func rectangle(e element) ([]Step, error) {
	n, err := numbers(e, "x", "y", "width", "height")
	if err != nil {
		return nil, err
	}
	return parsePath(fmt.Sprintf("M%g %gh%gv%gh%gZ", n[0], n[1], n[2], n[3], -n[2]))
}

func circle(e element) ([]Step, error) {
	n, err := numbers(e, "cx", "cy", "r")
	if err != nil {
		return nil, err
	}
	return parsePath(fmt.Sprintf("M%[1]g %[2]gA%[3]g %[3]g 0 1 1 %[4]g %[2]gA%[3]g %[3]g 0 1 1 %[1]g %[2]gZ", n[0]-n[2], n[1], n[2], n[0]+n[2]))
}

// paint is a colour with its opacity.
func (e element) paint(name, nothing string) (color.NRGBA, error) {
	text := e.get(name)
	if text == "" {
		text = nothing
	}
	c, err := ParseColour(text)
	if err != nil {
		return c, fmt.Errorf("%s: %w", e.XMLName.Local, err)
	}
	for _, opacity := range []string{name + "-opacity", "opacity"} {
		o, err := e.number(opacity, 1)
		if err != nil {
			return c, err
		}
		c.A = uint8(float64(c.A)*min(1, max(0, o)) + 0.5)
	}
	return c, nil
}

// Where the base line lies under the middle of a line of text, its top and its bottom, in sizes of the font (ascent 0.905, descent 0.212).
var baselines = map[string]float64{"central": 0.3465, "middle": 0.26, "hanging": 0.72, "text-before-edge": 0.905, "text-after-edge": -0.212, "ideographic": -0.212}

func (r *svgReader) label(e element, m matrix, clip *Box) error {
	if len(e.Children) > 0 {
		return errors.New("text with parts of its own is not known")
	}
	n, err := numbers(e, "x", "y")
	if err != nil {
		return err
	}
	l := &Label{Text: e.Text, Bold: e.get("font-weight") == "bold" || e.get("font-weight") == "600", Angle: m.angle()}
	if l.Size, err = e.number("font-size", 12); err != nil {
		return err
	}
	if l.Fill, err = e.paint("fill", "#000"); err != nil {
		return err
	}
	if l.Halo, err = e.paint("stroke", "none"); err != nil {
		return err
	}
	if l.Rim, err = e.number("stroke-width", 1); err != nil {
		return err
	}
	at := Point{n[0], n[1] + l.Size*baselines[e.get("dominant-baseline")]}
	width := r.fonts.width(l.Text, l.Size, l.Bold)
	switch e.get("text-anchor") {
	case "middle":
		at.X -= width / 2
	case "end":
		at.X -= width
	}
	l.At = m.point(at)
	l.Size *= m.scale()
	if strings.TrimSpace(l.Text) != "" && l.Fill.A > 0 {
		r.marks = append(r.marks, Mark{Label: l, Clip: clip})
	}
	return nil
}
