package dashboard

import (
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
)

// most is how many requests are answered at once; who comes on top is asked to come again. A page of 50 viewers with all its charts is
// about as much.
const most = 512

// watched counts a request and writes it to the access log: the route and not the address, for that can name people, teams and tickets,
// and nothing of who asked.
func (s *server) watched(c *gin.Context) {
	started := time.Now()
	s.meter.running.Inc()
	defer func() {
		s.meter.running.Dec()
		took, route := time.Since(started), c.FullPath()
		if route == "" {
			route = "none"
		}
		method, status := methodOf(c.Request.Method), c.Writer.Status()
		s.meter.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
		s.meter.seconds.WithLabelValues(route).Observe(took.Seconds())
		if s.options.Access != nil {
			s.options.Access.LogAttrs(c.Request.Context(), slog.LevelInfo, "request", slog.String("method", method), slog.String("route", route),
				slog.Int("status", status), slog.Int("bytes", max(0, c.Writer.Size())), slog.Duration("took", took.Round(time.Microsecond)))
		}
	}()
	c.Next()
}

// methodOf keeps the method of a request, or says that it is one that nobody knows: a label takes few values.
func methodOf(method string) string {
	known := []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}
	if slices.Contains(known, method) {
		return method
	}
	return "other"
}

// crowded refuses a request while too many are under way.
func (s *server) crowded(c *gin.Context) {
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
		c.Next()
	default:
		c.Header("Retry-After", "1")
		s.fail(c, http.StatusServiceUnavailable, "error.crowded")
		c.Abort()
	}
}

// packed compresses answers for clients that take it. What is compressed already stays as it is.
func packed(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper()
	if err != nil {
		return nil, err
	}
	return wrap(h), nil
}
