package vector

import "image/color"

// Picture is a drawn chart: as SVG, and as the marks that it is made of, in the order in which they are painted.
type Picture struct {
	SVG           string
	Width, Height float64 // CSS pixels
	Marks         []Mark
}

// Mark is a shape or a label. Coordinates are CSS pixels from the top left corner, y downwards.
type Mark struct {
	Shape *Shape
	Label *Label
	Clip  *Box // outside of it nothing is seen; nil: everything is
}

// Shape is a path that is filled, then stroked.
type Shape struct {
	Path   []Step
	Fill   color.NRGBA // alpha 0: not filled
	Stroke color.NRGBA // alpha 0: not stroked
	Width  float64     // of the stroke
	Dash   []float64   // lengths of lines and gaps; none: solid
}

// Step is a part of a path.
type Step struct {
	Kind    Kind
	To      Point
	Control [2]Point // of Curve
}

// Kind is that of a step.
type Kind int

// Kinds of steps.
const (
	Move Kind = iota
	Line
	Curve // cubic Bézier
	Close
)

// Point is a place.
type Point struct{ X, Y float64 }

// Label is a line of text.
type Label struct {
	Text  string
	At    Point // left end of the base line
	Size  float64
	Bold  bool
	Fill  color.NRGBA
	Halo  color.NRGBA // around the letters; alpha 0: none
	Rim   float64     // width of the halo on both sides together
	Angle float64     // degrees, clockwise
}

// Box is a rectangle.
type Box struct{ Left, Top, Right, Bottom float64 }

// cut is what two boxes have in common; nil has everything.
func (b *Box) cut(other *Box) *Box {
	switch {
	case b == nil:
		return other
	case other == nil:
		return b
	}
	return &Box{max(b.Left, other.Left), max(b.Top, other.Top), min(b.Right, other.Right), min(b.Bottom, other.Bottom)}
}

// boxOf is the smallest box around a path.
func boxOf(path []Step) *Box {
	var b *Box
	for _, s := range path {
		if s.Kind == Close {
			continue
		}
		if b == nil {
			b = &Box{s.To.X, s.To.Y, s.To.X, s.To.Y}
		}
		b.Left, b.Right = min(b.Left, s.To.X), max(b.Right, s.To.X)
		b.Top, b.Bottom = min(b.Top, s.To.Y), max(b.Bottom, s.To.Y)
	}
	return b
}
