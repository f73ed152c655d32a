package vector

import (
	"fmt"
	"image/color"
	"regexp"
	"strconv"
	"strings"
)

var (
	root      = regexp.MustCompile(`(?s):root\s*\{(.*?)\n\}`)
	variable  = regexp.MustCompile(`(--[a-z0-9-]+)\s*:\s*([^;]+);`)
	reference = regexp.MustCompile(`^var\((--[a-z0-9-]+)\)$`)
	numberOf  = regexp.MustCompile(`[0-9.]+`)
)

// Palette reads the colours that a style sheet gives to light screens and paper: the variables of its first :root block, each as a colour of its own.
func Palette(css []byte) (map[string]string, error) {
	block := root.FindSubmatch(css)
	if block == nil {
		return nil, fmt.Errorf("read colours: the style sheet has no :root")
	}
	all := map[string]string{}
	for _, found := range variable.FindAllStringSubmatch(string(block[1]), -1) {
		all[found[1]] = strings.TrimSpace(found[2])
	}
	for name, value := range all {
		for range len(all) {
			found := reference.FindStringSubmatch(value)
			if found == nil {
				break
			}
			value = all[found[1]]
		}
		all[name] = value
	}
	return all, nil
}

// ParseColour reads a colour as CSS writes it: #rgb, #rrggbb, rgb(), rgba(), none and transparent.
func ParseColour(text string) (color.NRGBA, error) {
	var none color.NRGBA
	switch {
	case text == "none" || text == "transparent":
		return none, nil
	case text == "black":
		return color.NRGBA{A: 255}, nil
	case text == "white":
		return color.NRGBA{255, 255, 255, 255}, nil
	case strings.HasPrefix(text, "rgb"):
		return functional(text)
	case strings.HasPrefix(text, "#") && len(text) == 4:
		text = "#" + strings.Repeat(text[1:2], 2) + strings.Repeat(text[2:3], 2) + strings.Repeat(text[3:4], 2)
	}
	v, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 16, 32)
	if err != nil || len(text) != 7 || text[0] != '#' {
		return none, fmt.Errorf("%q is no colour; write it as #1f6fb2", text)
	}
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, nil
}

func functional(text string) (color.NRGBA, error) {
	parts := numberOf.FindAllString(text, -1)
	out := color.NRGBA{A: 255}
	if len(parts) < 3 || len(parts) > 4 {
		return out, fmt.Errorf("%q is no colour; rgb takes three numbers, rgba four", text)
	}
	for i, part := range parts {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return out, fmt.Errorf("%q is no colour: %q is no number", text, part)
		}
		if i == 3 {
			v *= 255
		}
		*[]*uint8{&out.R, &out.G, &out.B, &out.A}[i] = uint8(min(255, max(0, v)) + 0.5)
	}
	return out, nil
}
