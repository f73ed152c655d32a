package dashboard

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/reports"
	"tiermix/model/access"
)

// Journal is the access log: who was let in to what. It must be safe for concurrent use.
type Journal interface {
	Note(ctx context.Context, e access.Entry) error
	// Entries are the newest entries, newest first; with an error, those that could be read.
	Entries(ctx context.Context, most int) ([]access.Entry, error)
}

// noted writes a request into the access log before it is answered. On a desk with users everything that takes a permission is; on one that is its
// owner's, salaries, plans and what is carried away. The error says that it could not be written: a desk with users shows nothing then.
func (s *server) noted(c *gin.Context, who access.Visitor, n need) error {
	if s.options.Journal == nil || n == anybody || n == member || n == nobody || c.FullPath() == metricsPath { // metrics show nothing of the desk but how much it is asked
		return nil
	}
	carried := strings.HasPrefix(c.FullPath(), "/card/") || strings.HasPrefix(c.FullPath(), reports.FilePath+"/") || c.FullPath() == headcount.FilePath
	if who.Owner && n != need(access.Plans) && !carried {
		return nil
	}
	e := access.Entry{At: s.options.Now().UTC(), Who: who.Name, Token: who.Token, Role: who.Role, Method: c.Request.Method, Path: c.Request.URL.Path, Query: c.Request.URL.Query().Encode()}
	if c.FullPath() == "/chart/:id" && s.shown.lately(s.pageOf(c.Param("id")), e) {
		return nil // it belongs to the page that was noted
	}
	err := s.options.Journal.Note(c.Request.Context(), e)
	if err == nil && c.Request.Method == http.MethodGet {
		s.shown.note(e)
	}
	if who.Owner && err != nil { // it is the owner's own file, perhaps in a folder that cannot be written
		s.options.Log.Warn("access log", "err", err)
		return nil
	}
	return err
}

// pageOf is the address of the page that a part stands on.
func (s *server) pageOf(part string) string {
	if p, known := s.parts[part]; known {
		return p.screen.path
	}
	return ""
}

// shown remembers which pages were noted in the last minutes.
type shown struct {
	mu   sync.Mutex
	when map[string]time.Time
}

const (
	lately     = 10 * time.Minute
	mostLately = 10_000
)

func shownKey(path string, e access.Entry) string {
	return e.Who + " " + e.Token + " " + path + "?" + withoutLanguage(e.Query)
}

// withoutLanguage is a query as pages and their charts have it in common.
func withoutLanguage(query string) string {
	var kept []string
	for _, pair := range strings.Split(query, "&") {
		if !strings.HasPrefix(pair, "lang=") {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func (s *shown) lately(path string, e access.Entry) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.when[shownKey(path, e)]
	return ok && e.At.Sub(at) < lately && !e.At.Before(at) // a clock that was set back remembers nothing
}

func (s *shown) note(e access.Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.when == nil || len(s.when) >= mostLately {
		s.when = map[string]time.Time{}
	}
	s.when[shownKey(e.Path, e)] = e.At
}
