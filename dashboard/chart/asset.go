package chart

import (
	"embed"
	"fmt"
)

// The pattern is a set of characters followed by *, so it matches echarts.min.js.gz. It is written this way because
// the compiler prints it when the file is missing, and then it says what to do.
//
//go:embed "asset/[echarts.min.js.gz is missing: run make assets]*"
var assets embed.FS

// Option is a script that makes the option ECharts draws out of a figure, in a browser and on the server.
//
//go:embed option.js
var Option []byte

// Script returns Apache ECharts' own file, gzip-compressed, as npm delivered it to the build.
func Script() ([]byte, error) {
	raw, err := assets.ReadFile("asset/echarts.min.js.gz")
	if err != nil {
		return nil, fmt.Errorf("read embedded echarts.min.js.gz (run make assets and build again): %w", err)
	}
	return raw, nil
}
