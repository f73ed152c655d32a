package vector

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Family is the font of everything on paper: Liberation Sans, SIL Open Font Licence.
const Family = "Liberation Sans"

// Font are the bytes of the font, to be embedded.
func Font(bold bool) []byte {
	if bold {
		return liberationsansbold.TTF
	}
	return liberationsansregular.TTF
}

// parsed are the two weights.
var parsed = sync.OnceValues(func() (both [2]*sfnt.Font, err error) {
	for i, bold := range []bool{false, true} {
		if both[i], err = opentype.Parse(Font(bold)); err != nil {
			return both, fmt.Errorf("read font: %w", err)
		}
	}
	return both, nil
})

// fonts measures text. It is not safe for concurrent use.
type fonts struct {
	both   [2]*sfnt.Font
	buffer sfnt.Buffer
	widths [2]map[rune]float64 // of a font of size 1
}

func newFonts() (*fonts, error) {
	both, err := parsed()
	return &fonts{both: both, widths: [2]map[rune]float64{{}, {}}}, err
}

func weight(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// width is how wide a text is, in the unit of size.
func (f *fonts) width(text string, size float64, bold bool) (sum float64) {
	for _, r := range text {
		w, known := f.widths[weight(bold)][r]
		if !known {
			w = f.advance(r, bold)
			f.widths[weight(bold)][r] = w
		}
		sum += w
	}
	return sum * size
}

func (f *fonts) advance(r rune, bold bool) float64 {
	face := f.both[weight(bold)]
	em := face.UnitsPerEm()
	glyph, err := face.GlyphIndex(&f.buffer, r)
	if err != nil {
		return 0
	}
	w, err := face.GlyphAdvance(&f.buffer, glyph, fixed.I(int(em)), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(w) / 64 / float64(em)
}

var sizeOf = regexp.MustCompile(`([0-9.]+)px`)

// cssWidth is how wide a text is in a font as CSS names it, in CSS pixels.
func (f *fonts) cssWidth(text, css string) float64 {
	size := 12.0
	if found := sizeOf.FindStringSubmatch(css); found != nil {
		if v, err := strconv.ParseFloat(found[1], 64); err == nil {
			size = v
		}
	}
	return f.width(text, size, strings.Contains(css, "bold"))
}

// Glyphs says which signs of a text the font does not have.
func Glyphs(text string) (missing []rune, err error) {
	both, err := parsed()
	if err != nil {
		return nil, err
	}
	var buffer sfnt.Buffer
	for _, r := range text {
		glyph, err := both[0].GlyphIndex(&buffer, r)
		if err != nil {
			return nil, fmt.Errorf("look for a sign: %w", err)
		}
		if glyph == 0 {
			missing = append(missing, r)
		}
	}
	return missing, nil
}
