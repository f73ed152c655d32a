package dashboard

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page"
)

const (
	htmlKind = "text/html; charset=utf-8"
	jsonKind = "application/json; charset=utf-8"
)

// render writes a template; a page that cannot be made is one clear sentence, never half a page.
func (s *server) render(c *gin.Context, r *reading, screen *screen, name string, data any) {
	var out bytes.Buffer
	if err := screen.templates[r.L.Code].ExecuteTemplate(&out, name, data); err != nil {
		s.options.Log.Error("render", "page", screen.id, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.internal")
		return
	}
	sendMarked(c, r.status, htmlKind, out.Bytes(), r.mark)
}

// fail answers with a page that holds one sentence.
func (s *server) fail(c *gin.Context, status int, key string) {
	l := s.language(c)
	data := struct {
		Lang, Title, Text, Status string
		Assets                    page.Assets
	}{l.Code, l.T("error.title"), l.T(key), strconv.Itoa(status), s.static.addresses()}
	var out bytes.Buffer
	if err := s.screens[0].templates[l.Code].ExecuteTemplate(&out, "failure", data); err != nil {
		out.Reset()
		fmt.Fprint(&out, l.T(key))
	}
	send(c, status, htmlKind, out.Bytes())
}

// noRoute answers to an address that is none: as JSON below the API, else as a page.
func (s *server) noRoute(c *gin.Context, status int, key string) {
	if !strings.HasPrefix(c.Request.URL.Path, apiRoot) {
		s.fail(c, status, key)
		return
	}
	c.Header("Content-Type", "application/problem+json")
	c.JSON(status, gin.H{"title": http.StatusText(status), "status": status, "detail": s.language(c).T(key)})
}

func (s *server) failJSON(c *gin.Context, status int, key string) {
	c.JSON(status, gin.H{"error": s.language(c).T(key)})
}
