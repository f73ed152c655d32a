package vector

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"
)

// Markup is the picture as SVG of its own making, to stand in a page: no style, no script, every text escaped. name is what it shows.
func (p Picture) Markup(name string) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" aria-label="%s">`, p.Width, p.Height, escaped(name))
	for _, m := range p.Marks {
		if m.Clip != nil {
			// A nested drawing cuts off what leaves it, and needs no names that would have to be unique in a page.
			b := *m.Clip
			wide, high := max(0, b.Right-b.Left), max(0, b.Bottom-b.Top)
			fmt.Fprintf(&out, `<svg x="%[1]s" y="%[2]s" width="%[3]s" height="%[4]s" viewBox="%[1]s %[2]s %[3]s %[4]s">`, short(b.Left), short(b.Top), short(wide), short(high))
		}
		switch {
		case m.Shape != nil:
			m.Shape.markup(&out)
		case m.Label != nil:
			m.Label.markup(&out)
		}
		if m.Clip != nil {
			out.WriteString("</svg>")
		}
	}
	out.WriteString("</svg>")
	return out.String()
}

func escaped(text string) string {
	var out strings.Builder
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		return "" // a strings.Builder takes everything
	}
	return out.String()
}

// short is a number with at most two decimals.
func short(v float64) string {
	text := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
	if text == "-0" {
		return "0"
	}
	return text
}

func paint(name string, c color.NRGBA) string {
	if c.A == 0 {
		return fmt.Sprintf(` %s="none"`, name)
	}
	text := fmt.Sprintf(` %s="#%02x%02x%02x"`, name, c.R, c.G, c.B)
	if c.A < 255 {
		text += fmt.Sprintf(` %s-opacity="%s"`, name, short(float64(c.A)/255))
	}
	return text
}

func (s *Shape) markup(out *strings.Builder) {
	out.WriteString(`<path d="`)
	for _, step := range s.Path {
		switch step.Kind {
		case Move:
			fmt.Fprintf(out, "M%s %s", short(step.To.X), short(step.To.Y))
		case Line:
			fmt.Fprintf(out, "L%s %s", short(step.To.X), short(step.To.Y))
		case Curve:
			fmt.Fprintf(out, "C%s %s %s %s %s %s", short(step.Control[0].X), short(step.Control[0].Y), short(step.Control[1].X), short(step.Control[1].Y), short(step.To.X), short(step.To.Y))
		case Close:
			out.WriteString("Z")
		}
	}
	out.WriteString(`"` + paint("fill", s.Fill))
	if s.Stroke.A > 0 {
		fmt.Fprintf(out, `%s stroke-width="%s"`, paint("stroke", s.Stroke), short(s.Width))
		var dash []string
		for _, d := range s.Dash {
			dash = append(dash, short(d))
		}
		if len(dash) > 0 {
			fmt.Fprintf(out, ` stroke-dasharray="%s"`, strings.Join(dash, " "))
		}
	}
	out.WriteString("/>")
}

func (l *Label) markup(out *strings.Builder) {
	fmt.Fprintf(out, `<text x="%s" y="%s" font-size="%s"%s`, short(l.At.X), short(l.At.Y), short(l.Size), paint("fill", l.Fill))
	if l.Bold {
		out.WriteString(` font-weight="bold"`)
	}
	if l.Halo.A > 0 {
		fmt.Fprintf(out, `%s stroke-width="%s" paint-order="stroke"`, paint("stroke", l.Halo), short(l.Rim))
	}
	if l.Angle != 0 {
		fmt.Fprintf(out, ` transform="rotate(%s %s %s)"`, short(l.Angle), short(l.At.X), short(l.At.Y))
	}
	out.WriteString(">" + escaped(l.Text) + "</text>")
}
