package vector

import (
	"fmt"
	"image/color"
	"io"
	"math"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// canvas paints a picture on a canvas whose unit is the CSS pixel and whose origin lies at the bottom.
type canvas struct {
	vg.Canvas
	height float64
	faces  [2]font.Face
}

// PNG writes the picture on a ground, scale dots for each CSS pixel. What is cut off on screens where a shape leaves its chart is not cut off here.
func (p Picture) PNG(w io.Writer, ground color.NRGBA, scale float64) error {
	both, err := parsed()
	if err != nil {
		return err
	}
	img := vgimg.NewWith(vgimg.UseWH(vg.Length(p.Width), vg.Length(p.Height)), vgimg.UseDPI(int(math.Round(72*scale))), vgimg.UseBackgroundColor(ground))
	c := canvas{Canvas: img, height: p.Height}
	for i, face := range both {
		c.faces[i] = font.Face{Font: font.Font{Typeface: Family, Weight: stdfont.Weight(3 * i)}, Face: face}
	}
	for _, m := range p.Marks {
		switch {
		case m.Shape != nil:
			c.shape(m.Shape)
		case m.Label != nil:
			c.label(m.Label)
		}
	}
	if _, err := (vgimg.PngCanvas{Canvas: img}).WriteTo(w); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return nil
}

func (c canvas) point(p Point) vg.Point {
	return vg.Point{X: vg.Length(p.X), Y: vg.Length(c.height - p.Y)}
}

func (c canvas) shape(s *Shape) {
	var path vg.Path
	for _, step := range s.Path {
		switch step.Kind {
		case Move:
			path.Move(c.point(step.To))
		case Line:
			path.Line(c.point(step.To))
		case Curve:
			path.CubeTo(c.point(step.Control[0]), c.point(step.Control[1]), c.point(step.To))
		case Close:
			path.Close()
		}
	}
	if s.Fill.A > 0 {
		c.SetColor(s.Fill)
		c.Fill(path)
	}
	if s.Stroke.A > 0 {
		dash := make([]vg.Length, len(s.Dash))
		for i, d := range s.Dash {
			dash[i] = vg.Length(d)
		}
		c.SetLineDash(dash, 0)
		c.SetLineWidth(vg.Length(s.Width))
		c.SetColor(s.Stroke)
		c.Stroke(path)
	}
}

func (c canvas) label(l *Label) {
	face := c.faces[weight(l.Bold)]
	face.Font.Size = vg.Length(l.Size)
	c.Push()
	defer c.Pop()
	c.Translate(c.point(l.At))
	c.Rotate(-l.Angle * math.Pi / 180)
	if l.Halo.A > 0 {
		c.SetColor(l.Halo)
		const turns = 12 // copies around the text stand for its outline
		for i := range turns {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / turns)
			c.FillString(face, vg.Point{X: vg.Length(cos * l.Rim / 2), Y: vg.Length(sin * l.Rim / 2)}, l.Text)
		}
	}
	c.SetColor(l.Fill)
	c.FillString(face, vg.Point{}, l.Text)
}
