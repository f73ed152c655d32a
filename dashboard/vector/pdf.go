package vector

import (
	"image/color"

	"codeberg.org/go-pdf/fpdf"
)

// sheet paints a picture on a page of a document.
type sheet struct {
	doc       *fpdf.Fpdf
	left, top float64 // in the document's unit
	unit      float64 // of the document in a CSS pixel
}

// PDF paints the picture on the current page of a document as vectors, from a place and as wide as is said, in the document's unit. The document must have the font Family in both
// weights, see Font.
func (p Picture) PDF(doc *fpdf.Fpdf, left, top, width float64) {
	s := sheet{doc: doc, left: left, top: top, unit: width / p.Width}
	for _, m := range p.Marks {
		if m.Clip != nil {
			doc.ClipRect(s.x(m.Clip.Left), s.y(m.Clip.Top), max(0, m.Clip.Right-m.Clip.Left)*s.unit, max(0, m.Clip.Bottom-m.Clip.Top)*s.unit, false)
		}
		switch {
		case m.Shape != nil:
			s.shape(m.Shape)
		case m.Label != nil:
			s.label(m.Label)
		}
		if m.Clip != nil {
			doc.ClipEnd()
		}
	}
	doc.SetAlpha(1, "Normal")
	doc.SetDashPattern(nil, 0)
}

func (s sheet) x(x float64) float64 { return s.left + x*s.unit }
func (s sheet) y(y float64) float64 { return s.top + y*s.unit }

func (s sheet) shape(shape *Shape) {
	if shape.Fill.A > 0 {
		s.doc.SetFillColor(int(shape.Fill.R), int(shape.Fill.G), int(shape.Fill.B))
		s.path(shape.Path, shape.Fill, "F")
	}
	if shape.Stroke.A > 0 {
		dash := make([]float64, len(shape.Dash))
		for i, d := range shape.Dash {
			dash[i] = d * s.unit
		}
		s.doc.SetDashPattern(dash, 0)
		s.doc.SetLineWidth(shape.Width * s.unit)
		s.doc.SetDrawColor(int(shape.Stroke.R), int(shape.Stroke.G), int(shape.Stroke.B))
		s.path(shape.Path, shape.Stroke, "D")
	}
}

func (s sheet) path(path []Step, colour color.NRGBA, style string) {
	s.doc.SetAlpha(float64(colour.A)/255, "Normal")
	for _, step := range path {
		switch step.Kind {
		case Move:
			s.doc.MoveTo(s.x(step.To.X), s.y(step.To.Y))
		case Line:
			s.doc.LineTo(s.x(step.To.X), s.y(step.To.Y))
		case Curve:
			s.doc.CurveBezierCubicTo(s.x(step.Control[0].X), s.y(step.Control[0].Y), s.x(step.Control[1].X), s.y(step.Control[1].Y), s.x(step.To.X), s.y(step.To.Y))
		case Close:
			s.doc.ClosePath()
		}
	}
	s.doc.DrawPath(style)
}

// Ways in which a PDF paints letters.
const (
	fillLetters   = 0
	strokeLetters = 1
)

func (s sheet) label(l *Label) {
	style := ""
	if l.Bold {
		style = "B"
	}
	s.doc.SetFont(Family, style, 0)
	s.doc.SetFontUnitSize(l.Size * s.unit)
	if l.Angle != 0 {
		s.doc.TransformBegin()
		s.doc.TransformRotate(-l.Angle, s.x(l.At.X), s.y(l.At.Y))
		defer s.doc.TransformEnd()
	}
	if l.Halo.A > 0 {
		s.doc.SetAlpha(float64(l.Halo.A)/255, "Normal")
		s.doc.SetDrawColor(int(l.Halo.R), int(l.Halo.G), int(l.Halo.B))
		s.doc.SetDashPattern(nil, 0)
		s.doc.SetLineWidth(l.Rim * s.unit)
		s.doc.SetTextRenderingMode(strokeLetters)
		s.doc.Text(s.x(l.At.X), s.y(l.At.Y), l.Text)
		s.doc.SetTextRenderingMode(fillLetters)
	}
	s.doc.SetAlpha(float64(l.Fill.A)/255, "Normal")
	s.doc.SetTextColor(int(l.Fill.R), int(l.Fill.G), int(l.Fill.B))
	s.doc.Text(s.x(l.At.X), s.y(l.At.Y), l.Text)
}
