package dashboard

import (
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/gin-gonic/gin"
)

// policy lets a page load files of this server and nothing else; no script and no style stands in a page.
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// headers sets what every answer carries.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	c.Next()
}

// strict has browsers come by TLS alone from now on, where readers do.
func (s *server) strict(c *gin.Context) {
	if s.options.Secure {
		c.Writer.Header().Set("Strict-Transport-Security", "max-age=31536000")
	}
	c.Next()
}

// contain turns a panic into a clear page and a line in the log.
func (s *server) contain(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			s.options.Log.Error("page panicked", "path", c.Request.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			if !c.Writer.Written() {
				s.fail(c, http.StatusInternalServerError, "error.internal")
			}
			c.Abort()
		}
	}()
	c.Next()
}

// known refuses names of other hosts on a desk of one's own: a web page elsewhere could give its own name this
// computer's address (DNS rebinding) and read the figures.
func (s *server) known(c *gin.Context) {
	if s.options.Open || Loopback(c.Request.Host) {
		c.Next()
		return
	}
	s.fail(c, http.StatusForbidden, "error.host")
	c.Abort()
}

// Loopback says whether an address, with or without a port, can only be reached from this computer.
func Loopback(address string) bool {
	host := address
	if h, _, err := net.SplitHostPort(address); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
