// Package dashboard shows a desk's figures in a browser: pages, charts and what is needed to serve them safely.
//
// The server asks a Source and nothing else; it never sees a database. Every page is complete without JavaScript
// (tables), and every chart loads by itself with its own time limit and its own error. Nothing is ever requested
// from a foreign host.
package dashboard

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/data"
	"tiermix/dashboard/page/door"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/notes"
	"tiermix/dashboard/page/people"
	"tiermix/dashboard/page/reports"
	"tiermix/dashboard/page/scenarios"
	"tiermix/dashboard/vector"
)

// Source is what the dashboard needs to know; see page.Source.
type Source = page.Source

// Options are the settings of a server. The zero value is right for a desk on one's own computer.
type Options struct {
	Log *slog.Logger // nil: slog.Default()
	// Access takes a line per request, without the address and without who asked; nil: none.
	Access *slog.Logger
	// Open says that the server is reachable from other computers. Otherwise it answers to the names of this
	// computer only, so that no foreign web page can read the desk through the reader's browser, and every page
	// says that nobody has to log in.
	Open bool
	// PageLimit is how long a page waits for one of its parts; zero: 6 s. The part goes on and is kept.
	PageLimit time.Duration
	// PartLimit is how long a part may take at all; zero: 60 s.
	PartLimit time.Duration
	// Heavy is how many parts are computed at once; zero: 4.
	Heavy int
	// Kept is how many answers are kept; zero: 1000.
	Kept int
	// Uploads is the folder that uploaded files lie in while they are imported; "": that of the system for temporary files.
	Uploads string
	// Now tells the time; nil: the system's clock.
	Now func() time.Time
	// Users may log in, and where there are any, everybody has to; nil: nobody has to log in, and the server must not be reachable from elsewhere.
	Users Users
	// Journal takes what visitors were let in to; nil: nothing is noted.
	Journal Journal
	// Secure says that readers reach the server by TLS, so that cookies need not go any other way.
	Secure bool
	// Most is how many requests are answered at once; zero: 512.
	Most int
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.PageLimit == 0 {
		o.PageLimit = 6 * time.Second
	}
	if o.PartLimit == 0 {
		o.PartLimit = time.Minute
	}
	if o.Heavy == 0 {
		o.Heavy = 4
	}
	if o.Kept == 0 {
		o.Kept = 1000
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Most == 0 {
		o.Most = most
	}
	return o
}

// server is one dashboard over one source.
type server struct {
	source   Source
	options  Options
	words    *locale.Catalogue
	screens  []*screen
	parts    map[string]part // widget id -> its place
	static   *static
	token    string // what a form of this server sends back
	foreign  *http.CrossOriginProtection
	cache    *cache // contents of parts, and values of dimensions
	changes  *changes
	engine   func() (*vector.Engine, error) // draws charts without a browser
	reports  chan struct{}                  // one per report being made
	meter    *meter
	api      huma.API            // nil until the routes are laid
	places   chan struct{}       // one per request being answered
	sessions *scs.SessionManager // nil: nobody has to log in
	router   *gin.Engine
	entrance *entrance // nil: as above
	shown    shown
	closed   atomic.Bool // there have been users: without any, the desk is nobody's
	answers  *cache      // what several parts ask; it has places of its own, for who waits for it holds one of the other
}

// part is a widget and the page it stands on.
type part struct {
	widget page.Widget
	screen *screen
}

// Dashboard answers requests until it is closed.
type Dashboard struct {
	http.Handler
	server *server
}

// Close cancels imports that run, waits for them, and removes the files that were uploaded.
func (d *Dashboard) Close() { d.server.changes.close() }

// Routes are all addresses that the server answers to.
func (d *Dashboard) Routes() gin.RoutesInfo { return d.server.router.Routes() }

// New builds the dashboard over a source. The error says what of the embedded files is broken.
func New(source Source, options Options) (*Dashboard, error) {
	options = options.withDefaults()
	s := &server{source: source, options: options, parts: map[string]part{}, token: rand.Text(), foreign: http.NewCrossOriginProtection()}
	s.engine, s.reports = sync.OnceValues(vector.New), make(chan struct{}, reportsAtOnce)
	s.changes = &changes{source: source, folder: options.Uploads}
	s.meter, s.places = newMeter(source), make(chan struct{}, options.Most)
	s.cache = newCache(options.Kept, options.Heavy, options.PartLimit, s.meter.told("parts"))
	s.answers = newCache(sharedAnswers, options.Heavy, options.PartLimit, s.meter.told("shared"))
	var err error
	if s.words, err = locale.Load(); err != nil {
		return nil, fmt.Errorf("load words: %w", err)
	}
	if s.static, err = loadStatic(); err != nil {
		return nil, fmt.Errorf("load static files: %w", err)
	}
	if err := s.addScreens(); err != nil {
		return nil, err
	}
	if options.Users != nil {
		s.sessions = newSessions(options.Secure)
		if s.entrance, err = s.newEntrance(); err != nil {
			return nil, err
		}
	}
	s.router = s.routes()
	var handler http.Handler = s.router
	if s.sessions != nil {
		handler = s.sessions.LoadAndSave(handler)
	}
	handler, err = packed(handler)
	return &Dashboard{handler, s}, err
}

func (s *server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = true
	r.Use(s.watched, s.contain, headers, s.strict)
	s.get(r, "/healthz", healthy)
	s.get(r, "/readyz", s.known, s.ready)
	s.get(r, metricsPath, s.known, s.gate, gin.WrapH(s.meter.handler))
	r.Use(s.crowded, s.known, s.gate)
	if s.options.Users != nil {
		s.get(r, door.LoginPath, s.showLogin)
		r.POST(door.LoginPath, s.login)
		r.POST(door.LogoutPath, s.logout)
		s.get(r, door.StartPath, s.showStart)
		r.POST(door.StartPath, s.start)
		r.POST(people.AddPath, s.addUser)
		r.POST(people.ChangePath, s.changeUser)
	}
	for _, screen := range s.screens {
		switch screen.path {
		case data.JobPath:
			s.get(r, screen.path, s.showJob)
		case data.RosterPath:
			s.get(r, screen.path, s.showRoster)
		default:
			s.get(r, screen.path, func(c *gin.Context) { s.servePage(c, screen) })
		}
	}
	s.get(r, "/chart/:id", s.serveChart)
	s.get(r, "/card/:file", s.serveCSV)
	r.GET(reports.FilePath+"/:file", s.download)
	r.GET(headcount.FilePath, s.finance)
	r.POST(scenarios.Path, s.saveScenario)
	r.POST(scenarios.DropPath, s.dropScenario)
	r.POST(reports.Path, s.keepSchedule)
	r.POST(reports.DropPath, s.dropSchedule)
	r.POST(notes.Path, s.keepEntry)
	r.POST(notes.DropPath, s.dropEntry)
	r.POST(data.UploadPath, s.upload)
	r.POST(data.RosterPath, s.tryRoster)
	r.POST(data.StartPath, s.startJob)
	r.POST(data.StopPath, s.stopJob)
	s.api = s.addAPI(r)
	s.get(r, "/static/:hash/:name", s.static.serve)
	s.get(r, "/favicon.svg", s.static.icon)
	r.NoRoute(func(c *gin.Context) { s.noRoute(c, http.StatusNotFound, "error.notfound") })
	r.NoMethod(func(c *gin.Context) { s.noRoute(c, http.StatusMethodNotAllowed, "error.method") })
	return r
}

func (s *server) get(r *gin.Engine, path string, h ...gin.HandlerFunc) {
	r.GET(path, h...)
	r.HEAD(path, h...)
}
