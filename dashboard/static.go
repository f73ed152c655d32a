package dashboard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/vector"
)

//go:embed static
var staticFiles embed.FS

// static holds the files a page loads, by name. Their addresses carry a hash of the content, so browsers may keep
// them for ever.
type static struct {
	files   map[string]*file
	picture []byte
	colours map[string]string // of the light theme, by CSS variable
}

type file struct {
	hash, kind string
	packed     []byte                 // gzip
	plain      func() ([]byte, error) // for the rare client that takes no gzip
}

var kinds = map[string]string{
	"style.css": "text/css; charset=utf-8", "theme.js": "text/javascript; charset=utf-8",
	"charts.js": "text/javascript; charset=utf-8", "planner.js": "text/javascript; charset=utf-8",
	"try.js": "text/javascript; charset=utf-8",
}

// Files that the package chart brings.
const (
	echarts = "echarts.min.js"
	option  = "option.js"
)

func loadStatic() (*static, error) {
	s := &static{files: map[string]*file{}}
	for name, kind := range kinds {
		raw, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		packed, err := pack(raw)
		if err != nil {
			return nil, fmt.Errorf("compress %s: %w", name, err)
		}
		s.files[name] = newFile(kind, packed)
	}
	style, err := staticFiles.ReadFile("static/style.css")
	if err != nil {
		return nil, fmt.Errorf("read style.css: %w", err)
	}
	if s.colours, err = vector.Palette(style); err != nil {
		return nil, err
	}
	packed, err := pack(chart.Option)
	if err != nil {
		return nil, fmt.Errorf("compress %s: %w", option, err)
	}
	s.files[option] = newFile("text/javascript; charset=utf-8", packed)
	packed, err = chart.Script()
	if err != nil {
		return nil, err
	}
	s.files[echarts] = newFile("text/javascript; charset=utf-8", packed)
	s.picture, err = staticFiles.ReadFile("static/favicon.svg")
	return s, err
}

func newFile(kind string, packed []byte) *file {
	sum := sha256.Sum256(packed)
	return &file{
		hash: hex.EncodeToString(sum[:8]), kind: kind, packed: packed,
		plain: sync.OnceValues(func() ([]byte, error) { return unpack(packed) }),
	}
}

func pack(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func (s *static) address(name string) string {
	return "/static/" + s.files[name].hash + "/" + name
}

func (s *static) addresses() page.Assets {
	return page.Assets{
		Style: s.address("style.css"), Theme: s.address("theme.js"),
		Script: s.address("charts.js"), Option: s.address(option), Planner: s.address("planner.js"), Try: s.address("try.js"), ECharts: s.address(echarts),
	}
}

func (s *static) serve(c *gin.Context) {
	f, ok := s.files[c.Param("name")]
	if !ok || f.hash != c.Param("hash") {
		c.String(http.StatusNotFound, "no such file")
		return
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		c.Data(http.StatusOK, f.kind, f.packed)
		return
	}
	raw, err := f.plain()
	if err != nil {
		c.String(http.StatusInternalServerError, "the file is damaged")
		return
	}
	c.Data(http.StatusOK, f.kind, raw)
}

func (s *static) icon(c *gin.Context) {
	c.Header("Cache-Control", "public, max-age=86400")
	c.Data(http.StatusOK, "image/svg+xml", s.picture)
}
