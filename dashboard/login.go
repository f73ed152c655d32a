package dashboard

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/door"
	"tiermix/model/access"
)

// entrance is what a server with users has beside one without.
type entrance struct {
	templates map[string]*template.Template // by language
	key       string                        // of the link by which the first admin is made
	tries     tries
}

func (s *server) newEntrance() (*entrance, error) {
	e := &entrance{templates: map[string]*template.Template{}, key: rand.Text(), tries: tries{by: map[string]*rate.Limiter{}}}
	for _, l := range s.words.All() {
		t, err := page.Template(l, door.Files)
		if err != nil {
			return nil, err
		}
		e.templates[l.Code] = t
	}
	return e, nil
}

// First is the address at which the first admin is made, once; "" where there are users already or nobody has to log in.
//
// Errors: those of the users.
func (d *Dashboard) First(ctx context.Context) (string, error) {
	s := d.server
	if s.options.Users == nil {
		return "", nil
	}
	users, err := s.options.Users.Users(ctx)
	if err != nil || len(users) > 0 {
		return "", err
	}
	return door.StartPath + "?" + url.Values{"key": {s.entrance.key}}.Encode(), nil
}

// showDoor answers with a form.
func (s *server) showDoor(c *gin.Context, name string, status int, f door.Form) {
	l := s.language(c)
	title := l.T("door.login.title")
	if name == "start" {
		title = l.T("door.start.title")
	}
	f.Lang, f.Title, f.Assets, f.Token, f.Shortest = l.Code, title, s.static.addresses(), s.tokenOf(c), access.ShortestPassword
	for _, other := range s.words.All() {
		values := url.Values{"lang": {other.Code}}
		if f.To != "" {
			values.Set("to", f.To)
		}
		if f.Key != "" {
			values.Set("key", f.Key)
		}
		f.Langs = append(f.Langs, page.Option{Text: l.T("language." + other.Code), Link: c.Request.URL.Path + "?" + values.Encode(), Lang: other.Code, Current: other == l})
	}
	var out bytes.Buffer
	if err := s.entrance.templates[l.Code].ExecuteTemplate(&out, name, f); err != nil {
		s.options.Log.Error("render", "page", name, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.internal")
		return
	}
	c.Header("Cache-Control", "private, no-store")
	c.Data(status, htmlKind, out.Bytes())
}

// local is an address of this server to go to after a login, without a host that somebody has put there.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

func (s *server) showLogin(c *gin.Context) {
	if visitor(c).In() {
		c.Redirect(http.StatusSeeOther, local(c.Query("to")))
		return
	}
	s.showDoor(c, "login", http.StatusOK, door.Form{To: local(c.Query("to"))})
}

func (s *server) login(c *gin.Context) {
	sent, stale, ok := s.form(c, formLimit)
	if !ok {
		return
	}
	l, again := s.language(c), door.Form{To: local(sent.Get("to")), Name: chart.Short(sent.Get("name"), access.LongestName)}
	refuse := func(status int, key string) {
		again.Fault = l.T(key)
		s.showDoor(c, "login", status, again)
	}
	if stale {
		refuse(http.StatusForbidden, "door.stale")
		return
	}
	if !s.entrance.tries.allow(sent.Get("name"), c.Request.RemoteAddr) {
		c.Header("Retry-After", strconv.Itoa(int(waitEach.Seconds())))
		refuse(http.StatusTooManyRequests, "door.often")
		return
	}
	u, err := s.options.Users.Login(c.Request.Context(), sent.Get("name"), sent.Get("password"))
	switch {
	case errors.Is(err, access.ErrWrong):
		s.options.Log.Warn("login refused", "from", c.Request.RemoteAddr)
		refuse(http.StatusUnauthorized, "door.wrong")
		return
	case err == nil:
		err = s.letIn(c.Request.Context(), u)
	}
	if err != nil {
		s.options.Log.Error("login", "err", err)
		s.fail(c, http.StatusInternalServerError, "error.users")
		return
	}
	c.Redirect(http.StatusSeeOther, again.To)
}

func (s *server) logout(c *gin.Context) {
	_, stale, ok := s.form(c, formLimit)
	switch {
	case !ok:
		return
	case stale:
		s.fail(c, http.StatusForbidden, "scenarios.stale")
		return
	}
	if err := s.sessions.Destroy(c.Request.Context()); err != nil {
		s.options.Log.Error("logout", "err", err)
	}
	c.Redirect(http.StatusSeeOther, door.LoginPath)
}

// begun says whether the link by which the first admin is made still leads there.
func (s *server) begun(c *gin.Context, key string) bool {
	users, err := s.options.Users.Users(c.Request.Context())
	return err == nil && len(users) == 0 && subtle.ConstantTimeCompare([]byte(key), []byte(s.entrance.key)) == 1
}

func (s *server) showStart(c *gin.Context) {
	if !s.begun(c, c.Query("key")) {
		s.fail(c, http.StatusNotFound, "door.nolink")
		return
	}
	s.showDoor(c, "start", http.StatusOK, door.Form{Key: c.Query("key")})
}

func (s *server) start(c *gin.Context) {
	sent, stale, ok := s.form(c, formLimit)
	if !ok {
		return
	}
	if !s.begun(c, sent.Get("key")) {
		s.fail(c, http.StatusNotFound, "door.nolink")
		return
	}
	l, again := s.language(c), door.Form{Key: sent.Get("key"), Name: chart.Short(sent.Get("name"), access.LongestName)}
	first := access.User{Name: sent.Get("name"), Role: access.Admin}
	err := errStale
	if !stale {
		err = s.options.Users.Add(c.Request.Context(), first, sent.Get("password"), true)
	}
	if err != nil {
		again.Fault = strings.Join(s.whyNoUser(l, err), " ")
		s.showDoor(c, "start", http.StatusBadRequest, again)
		return
	}
	first.Stamp = 1
	if err := s.letIn(c.Request.Context(), first); err != nil {
		s.options.Log.Error("login", "err", err)
	}
	c.Redirect(http.StatusSeeOther, "/")
}

// tries limits how often a login is tried: under a name, and from an address.
type tries struct {
	mu sync.Mutex
	by map[string]*rate.Limiter
}

// A name can be tried five times at once and then every ten seconds, an address thirty times and then every second.
const (
	waitEach  = 10 * time.Second
	mostKnown = 10_000
)

func (t *tries) allow(name, address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.by) > mostKnown { // those who have not tried for long are as good as new
		for key, l := range t.by {
			if l.Tokens() >= float64(l.Burst()) {
				delete(t.by, key)
			}
		}
	}
	if !t.limiter("address "+host, rate.Every(time.Second), 30).Allow() { // first, so that who is slowed down cannot fill the memory with names, nor use up the tries of others
		return false
	}
	return t.limiter("name "+strings.ToLower(chart.Short(name, access.LongestName)), rate.Every(waitEach), 5).Allow()
}

func (t *tries) limiter(key string, every rate.Limit, burst int) *rate.Limiter {
	l, known := t.by[key]
	if !known {
		l = rate.NewLimiter(every, burst)
		t.by[key] = l
	}
	return l
}
