package brand_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"tiermix/model/brand"
)

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCheckLogo(t *testing.T) {
	good := picture(t, 40, 20)
	for name, test := range map[string]struct {
		content []byte
		want    string // part of the fault; "": none
	}{
		"none": {nil, ""}, "good": {good, ""}, "text": {[]byte("logo"), "no picture"}, "cut off": {good[:len(good)/2], "damaged"}, "wide": {picture(t, 5000, 2), "5000 x 2 dots"},
		"huge": {make([]byte, brand.MostBytes+1), "1024 KiB"}, "GIF": {[]byte("GIF89a\x01\x00\x01\x00"), "no picture"},
	} {
		err := brand.CheckLogo(test.content)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckAccent(t *testing.T) {
	for text, good := range map[string]bool{"": true, "#1f6fb2": true, "#1F6FB2": true, "blue": false, "#fff": false, "1f6fb2": false, "#1f6fb2;": false} {
		if err := brand.CheckAccent(text); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
	}
}
