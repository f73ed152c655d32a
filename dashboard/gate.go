package dashboard

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page/data"
	"tiermix/dashboard/page/door"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/notes"
	"tiermix/dashboard/page/people"
	"tiermix/dashboard/page/reports"
	"tiermix/dashboard/page/scenarios"
	"tiermix/model/access"
)

// Users knows who may log in. It must be safe for concurrent use, and cheap to ask: that is done on every request.
type Users interface {
	Users(ctx context.Context) ([]access.User, error)
	// Login is the user of a name and a password. Errors: access.ErrWrong.
	Login(ctx context.Context, name, password string) (access.User, error)
	// Bearer is who a program comes as that sends the word of a token. Errors: access.ErrToken.
	Bearer(ctx context.Context, word string, now time.Time) (access.Visitor, error)
	// Add adds a user; first says that there must be none yet. Errors: access.ErrName, ErrPassword, ErrTaken.
	Add(ctx context.Context, u access.User, password string, first bool) error
	// Change changes a user. Errors: access.ErrNone, ErrLast, ErrPassword.
	Change(ctx context.Context, name string, c access.Change) error
}

// need is what a route asks of its visitor: a permission, or one of these.
type need string

const (
	anybody need = "anybody" // logged in or not
	member  need = "member"  // logged in
	nobody  need = ""        // a route that nobody has thought of: refused
)

// metricsPath is where Prometheus asks.
const metricsPath = "/metrics"

// needs says what each route needs that is no page and no part of one.
var needs = map[string]need{
	"GET " + door.LoginPath: anybody, "POST " + door.LoginPath: anybody, "GET " + door.StartPath: anybody, "POST " + door.StartPath: anybody,
	"POST " + door.LogoutPath: member,
	"GET /static/:hash/:name": anybody, "GET /favicon.svg": anybody, "GET /healthz": anybody, "GET /readyz": anybody,
	"GET " + metricsPath: need(access.Log),

	"GET " + reports.FilePath + "/:file": need(access.Figures), // tables of tickets: see ofFile
	"GET " + headcount.FilePath:          need(access.Plans),
	"POST " + scenarios.Path:             need(access.Plans), "POST " + scenarios.DropPath: need(access.Plans),
	"POST " + reports.Path: need(access.Schedules), "POST " + reports.DropPath: need(access.Schedules),
	"POST " + notes.Path: need(access.Notes), "POST " + notes.DropPath: need(access.Notes),
	"POST " + data.UploadPath: need(access.Records), "POST " + data.RosterPath: need(access.Records),
	"POST " + data.StartPath: need(access.Records), "POST " + data.StopPath: need(access.Records),
	"POST " + people.AddPath: need(access.Users), "POST " + people.ChangePath: need(access.Users),

	"GET " + apiRoot + "/openapi.json": member, "GET " + apiRoot + "/openapi.yaml": member,
	"GET " + apiRoot + "/openapi-3.0.json": member, "GET " + apiRoot + "/openapi-3.0.yaml": member,
	"GET " + apiRoot + "/schemas/:schema":   member,
	"GET " + apiRoot + "/pages":             member,
	"GET " + apiRoot + "/desk":              need(access.Figures),
	"GET " + apiRoot + "/values/:dimension": need(access.Figures),
	"GET " + apiRoot + "/figures":           need(access.Catalogue),
	"GET " + apiRoot + "/figures/:id":       need(access.Figures),
	"GET " + apiRoot + "/tickets":           need(access.Rows), "GET " + apiRoot + "/tickets/:id": need(access.Rows),
	"GET " + apiRoot + "/scenarios": need(access.Plans),
}

// needOf is what a request needs.
func (s *server) needOf(c *gin.Context) need {
	method := c.Request.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	route := c.FullPath()
	if n, listed := needs[method+" "+route]; listed {
		if route == reports.FilePath+"/:file" {
			return ofFile(c.Param("file"))
		}
		return n
	}
	switch route {
	case "": // no page: whoever is logged in is told so
		return member
	case "/chart/:id":
		return s.ofPart(c.Param("id"))
	case "/card/:file":
		return s.ofPart(strings.TrimSuffix(c.Param("file"), ".csv"))
	case apiRoot + "/cards/:card":
		return s.ofPart(c.Param("card"))
	case apiRoot + "/pages/:page":
		return s.ofScreen(func(x *screen) bool { return x.id == c.Param("page") }, member)
	}
	if method != http.MethodGet {
		return nobody
	}
	return s.ofScreen(func(x *screen) bool { return x.path == route }, nobody)
}

// ofScreen is what a page needs; otherwise what is asked where there is no such page.
func (s *server) ofScreen(is func(*screen) bool, otherwise need) need {
	if i := slices.IndexFunc(s.screens, is); i >= 0 {
		return need(s.screens[i].needs)
	}
	return otherwise
}

// ofPart is what the page of a part needs. A part that does not exist is said to be none.
func (s *server) ofPart(id string) need {
	if p, known := s.parts[id]; known {
		return need(p.screen.needs)
	}
	return member
}

// ofFile is what a report's file needs: one with a row per ticket, to see tickets.
func ofFile(name string) need {
	if _, format, _ := strings.Cut(name, "."); tables(format) {
		return need(access.Rows)
	}
	return need(access.Figures)
}

const (
	visitorKey = "visitor" // of the request's context
	nameKey    = "name"    // of the session
	stampKey   = "stamp"
	tokenKey   = "token"
)

// newSessions keeps who is logged in, in the memory of the server: whoever starts it anew, logs everybody out.
func newSessions(secure bool) *scs.SessionManager {
	m := scs.New()
	m.Lifetime, m.IdleTimeout = 12*time.Hour, 2*time.Hour
	m.HashTokenInStore = true
	m.Cookie.Name, m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Secure, m.Cookie.Persist = "tiermix_session", true, http.SameSiteLaxMode, secure, false
	return m
}

// visitorOf is who asks. Without users, a desk on one's own computer belongs to whoever can reach it.
func (s *server) visitorOf(ctx context.Context) (access.Visitor, error) {
	if s.options.Users == nil {
		return access.Visitor{Owner: true}, nil
	}
	users, err := s.options.Users.Users(ctx)
	if err != nil {
		return access.Visitor{}, err
	}
	if len(users) > 0 {
		s.closed.Store(true)
	} else if !s.options.Open && !s.closed.Load() {
		return access.Visitor{Owner: true}, nil
	}
	name, stamp := s.sessions.GetString(ctx, nameKey), s.sessions.GetInt(ctx, stampKey)
	for _, u := range users {
		if access.Same(u.Name, name) && u.Stamp == stamp && !u.Disabled {
			return access.Visitor{User: u}, nil
		}
	}
	return access.Visitor{}, nil
}

// comer is who a request comes from: a program with a token, or a reader with a session. A program only looks.
func (s *server) comer(c *gin.Context) (access.Visitor, error) {
	word, bears := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if !bears || s.options.Users == nil {
		return s.visitorOf(c.Request.Context())
	}
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return access.Visitor{}, access.ErrToken
	}
	return s.options.Users.Bearer(c.Request.Context(), word, s.options.Now())
}

// gate lets a request in whose visitor has what its route needs.
func (s *server) gate(c *gin.Context) {
	who, err := s.comer(c)
	if errors.Is(err, access.ErrToken) {
		s.turnAway(c, http.StatusUnauthorized, "error.token")
		return
	}
	if err != nil {
		s.options.Log.Error("users", "err", err)
		s.turnAway(c, http.StatusInternalServerError, "error.users")
		return
	}
	c.Set(visitorKey, who)
	switch n := s.needOf(c); {
	case n == anybody, n == member && who.In(), n != member && who.May(access.Permission(n)):
		if err := s.noted(c, who, n); err != nil {
			s.options.Log.Error("access log", "err", err)
			s.turnAway(c, http.StatusInternalServerError, "error.journal")
			return
		}
		c.Next()
	case !who.In():
		s.toLogin(c)
	case c.FullPath() == "/" && s.homeOf(who) != "":
		c.Redirect(http.StatusSeeOther, s.homeOf(who))
		c.Abort()
	default:
		s.turnAway(c, http.StatusForbidden, "error.permission")
	}
}

// homeOf is the first page that a visitor may see.
func (s *server) homeOf(who access.Visitor) string {
	i := slices.IndexFunc(s.screens, func(x *screen) bool { return !x.hidden && who.May(x.needs) })
	if i < 0 {
		return ""
	}
	return s.screens[i].path
}

// visitor is who asks, as the gate has found.
func visitor(c *gin.Context) access.Visitor {
	who, _ := c.Get(visitorKey)
	v, _ := who.(access.Visitor) // before the gate: nobody
	return v
}

// turnAway answers instead of the route, in the form that is read there.
func (s *server) turnAway(c *gin.Context, status int, key string) {
	switch {
	case strings.HasPrefix(c.Request.URL.Path, apiRoot):
		s.noRoute(c, status, key)
	case strings.HasPrefix(c.Request.URL.Path, "/chart/"):
		s.failJSON(c, status, key)
	default:
		s.fail(c, status, key)
	}
	c.Abort()
}

// toLogin sends a reader of pages to the form, and says to everything else that a login is missing.
func (s *server) toLogin(c *gin.Context) {
	page := c.Request.Method == http.MethodGet && !strings.HasPrefix(c.Request.URL.Path, apiRoot) && !strings.HasPrefix(c.Request.URL.Path, "/chart/") && c.FullPath() != metricsPath
	if !page {
		s.turnAway(c, http.StatusUnauthorized, "error.login")
		return
	}
	c.Redirect(http.StatusSeeOther, door.LoginPath+"?"+url.Values{"to": {c.Request.URL.RequestURI()}}.Encode())
	c.Abort()
}

// tokenOf is what a form of this visitor sends back.
func (s *server) tokenOf(c *gin.Context) string {
	if s.sessions != nil {
		if token := s.sessions.GetString(c.Request.Context(), tokenKey); token != "" {
			return token
		}
	}
	return s.token
}

// named says whether a form brought the token it was given.
func (s *server) named(c *gin.Context, token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.tokenOf(c))) == 1
}

// letIn begins a session.
func (s *server) letIn(ctx context.Context, u access.User) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, nameKey, u.Name)
	s.sessions.Put(ctx, stampKey, u.Stamp)
	s.sessions.Put(ctx, tokenKey, rand.Text())
	return nil
}
