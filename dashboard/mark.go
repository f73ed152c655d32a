package dashboard

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page"
	"tiermix/model/flow"
	"tiermix/model/notebook"
)

// A mark (ETag) names an answer, so that a reader's copy of it need not be sent again. What rests on the data and the notebook alone has a mark that
// is known before anything is computed; else it is made from the answer. Marks are weak: they are the same whether the answer is compressed or not.

// edition names everything that an answer of this server rests on beside its address and language: who asks, too.
func (s *server) edition(c *gin.Context, status flow.Status, book notebook.Book) string {
	who := visitor(c)
	return fmt.Sprintf("%s|%s|%s|%v|%+v|%v", s.tokenOf(c), who.Name, who.Role, who.Owner, status, book)
}

// mark is that of an answer to an address in a language.
func mark(edition, language string, r *http.Request) string {
	return markOf([]byte(edition + "|" + language + "|" + r.URL.RequestURI()))
}

func markOf(content []byte) string {
	sum := sha256.Sum256(content)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// unchanged answers that the reader's copy is still right, when it is.
func unchanged(c *gin.Context, mark string) bool {
	if mark == "" || c.Request.Method != http.MethodGet || !strings.Contains(c.GetHeader("If-None-Match"), mark) {
		return false
	}
	revalidated(c, mark)
	c.Status(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
	return true
}

// revalidated says that a copy may be kept and has to be asked about each time.
func revalidated(c *gin.Context, mark string) {
	h := c.Writer.Header()
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Accept-Language, Cookie")
	if mark != "" {
		h.Set("ETag", mark)
	}
}

// send writes an answer with a mark of its content, or says that the reader's copy is still right.
func send(c *gin.Context, status int, kind string, body []byte) {
	sendMarked(c, status, kind, body, "")
}

// sendMarked is send with a mark that is known; "": that of the content.
func sendMarked(c *gin.Context, status int, kind string, body []byte, mark string) {
	if mark == "" {
		mark = markOf(body)
	}
	if status != http.StatusOK {
		mark = ""
	}
	if unchanged(c, mark) {
		return
	}
	revalidated(c, mark)
	c.Data(status, kind, body)
}

// settled says that what a screen shows changes with the data and the notebook only.
func settled(x *screen) bool {
	return !slices.ContainsFunc(x.widgets, func(w page.Widget) bool { return w.Fresh })
}
