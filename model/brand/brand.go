// Package brand is how a desk's reports look: an accent colour and a logo.
package brand

import (
	"bytes"
	"image"
	_ "image/jpeg" // kinds of pictures that a logo may be
	_ "image/png"
	"regexp"

	"tiermix/model/origin"
)

// Limits of a logo.
const (
	MostBytes = 1 << 20
	MostDots  = 4000 // along either edge
)

// Brand is the zero value where nothing is chosen.
type Brand struct {
	Accent string // #1f6fb2; "": the colour of tiermix
	Logo   []byte // PNG or JPEG; nil: none
}

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// CheckAccent says what is wrong with a colour; "" chooses none.
func CheckAccent(text string) error {
	if text == "" || colour.MatchString(text) {
		return nil
	}
	return origin.Faultf(origin.Text{EN: "%q is no colour; write it as #1f6fb2", DE: "%q ist keine Farbe; schreiben Sie sie als #1f6fb2"}, text)
}

// CheckLogo says what is wrong with a logo; nothing at all chooses none.
func CheckLogo(content []byte) error {
	if len(content) == 0 {
		return nil
	}
	if len(content) > MostBytes {
		return origin.Faultf(origin.Text{EN: "the logo has %d KiB; at most %d are taken", DE: "das Logo hat %d KiB; höchstens %d sind erlaubt"}, len(content)>>10, MostBytes>>10)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return origin.Faultf(origin.Text{EN: "this is no picture that can be a logo; take a PNG or a JPEG", DE: "das ist kein Bild, das ein Logo sein kann; nehmen Sie PNG oder JPEG"})
	}
	if config.Width < 1 || config.Height < 1 || config.Width > MostDots || config.Height > MostDots {
		return origin.Faultf(origin.Text{EN: "the logo has %d x %d dots; at most %d along an edge are taken", DE: "das Logo hat %d x %d Punkte; höchstens %d je Kante sind erlaubt"}, config.Width, config.Height, MostDots)
	}
	if _, _, err := image.Decode(bytes.NewReader(content)); err != nil {
		return origin.Faultf(origin.Text{EN: "the picture is damaged (%v); export it again", DE: "das Bild ist beschädigt (%v); exportieren Sie es noch einmal"}, err)
	}
	return nil
}
