package dashboard

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/dashboard/page/scenarios"
	"tiermix/model/plan"
)

// formLimit is more than any form but that of the roster sends, in bytes.
const formLimit = 16 << 10

// form reads what a form sends. It is refused, with an answer already given, when it comes from another site or has more bytes than most: browsers
// say where a request comes from (Sec-Fetch-Site, else Origin), and one that says neither is none of a form of this server. Stale says
// that its token is not that of this server: the page was made before the server started, or by somebody else.
func (s *server) form(c *gin.Context, most int64) (sent url.Values, stale, ok bool) {
	if !s.ours(c) {
		return nil, false, false
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, most)
	if err := c.Request.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			s.fail(c, http.StatusRequestEntityTooLarge, "error.large")
		} else {
			s.fail(c, http.StatusBadRequest, "error.form")
		}
		return nil, false, false
	}
	sent = c.Request.PostForm
	stale = !s.named(c, sent.Get("token"))
	return sent, stale, true
}

// refused is why a form was not kept.
type refused struct {
	status int
	text   string
}

// posted handles a form of the page of scenarios: work keeps what was sent. Afterwards the reader is sent to the page; after a refusal the
// page is the answer, with what was typed in its form.
func (s *server) posted(c *gin.Context, draft func(url.Values) page.Draft, work func(context.Context, *reading, url.Values) error) {
	sent, stale, ok := s.form(c, formLimit)
	if !ok {
		return
	}
	screen := s.screenAt(scenarios.Path)
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("form", "path", c.Request.URL.Path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	no := &refused{http.StatusForbidden, r.L.T("scenarios.stale")}
	if !stale {
		ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PartLimit)
		defer cancel()
		no = s.why(r, work(ctx, r, sent))
	}
	if no == nil {
		c.Redirect(http.StatusSeeOther, r.State.Link(scenarios.Path)+"#scenarios-list")
		return
	}
	r.Draft, r.status = draft(sent), no.status
	if r.Draft.Fault = no.text; r.Draft.Name == "" && r.Draft.Note == "" {
		r.notices = append(r.notices, page.Notice{Text: no.text})
	}
	s.show(c, r, screen)
}

func (s *server) screenAt(path string) *screen {
	for _, screen := range s.screens {
		if screen.path == path {
			return screen
		}
	}
	return s.screens[0]
}

// saveScenario keeps what the reader typed under a name.
func (s *server) saveScenario(c *gin.Context) {
	draft := func(sent url.Values) page.Draft {
		return page.Draft{Name: chart.Short(sent.Get("name"), 2*plan.LongestName), Note: chart.Short(sent.Get("note"), 2*plan.LongestNote), Replace: sent.Has("replace")}
	}
	s.posted(c, draft, func(ctx context.Context, r *reading, sent url.Values) error {
		for _, t := range planner.Read(r.Ask) {
			if t.Fault != "" {
				return mistyped{t}
			}
		}
		no, err := planner.Refused(ctx, r.Ask)
		if err != nil {
			return err
		}
		if no != "" {
			return unplannable{no}
		}
		x, err := plan.NewScenario(sent.Get("name"), sent.Get("note"), time.Now().UTC(), planner.Assumed(r.Ask))
		if err != nil {
			return err
		}
		return s.source.SaveScenario(ctx, x, sent.Has("replace"))
	})
}

// dropScenario forgets a scenario.
func (s *server) dropScenario(c *gin.Context) {
	none := func(url.Values) page.Draft { return page.Draft{} }
	s.posted(c, none, func(ctx context.Context, r *reading, sent url.Values) error {
		return s.source.DropScenario(ctx, sent.Get("name"))
	})
}

// unplannable is what cannot be planned with; the sentence is in the reader's language.
type unplannable struct{ sentence string }

func (u unplannable) Error() string { return u.sentence }

// mistyped is a number that cannot be planned with.
type mistyped struct{ typed planner.Typed }

func (m mistyped) Error() string { return m.typed.Key + ": " + m.typed.Fault }

// why turns an error into an answer; nil when there is none.
func (s *server) why(r *reading, err error) *refused {
	var number mistyped
	var hopeless unplannable
	switch {
	case err == nil:
		return nil
	case len(nameFaults(err)) > 0:
		var text []string
		for _, f := range nameFaults(err) {
			text = append(text, s.nameFault(r, f))
		}
		return &refused{http.StatusBadRequest, strings.Join(text, " ")}
	case errors.As(err, &hopeless):
		return &refused{http.StatusBadRequest, hopeless.sentence}
	case errors.As(err, &number):
		return &refused{http.StatusBadRequest, r.L.T("scenarios.mistyped", chart.Short(number.Error(), 300))}
	case errors.Is(err, plan.ErrTaken):
		return &refused{http.StatusConflict, r.L.T("scenarios.taken")}
	case errors.Is(err, plan.ErrNoScenario):
		return &refused{http.StatusNotFound, r.L.T("scenarios.gone")}
	case errors.Is(err, page.ErrHeld):
		return &refused{http.StatusServiceUnavailable, r.L.T("scenarios.held")}
	}
	s.options.Log.Error("keep a scenario", "err", err)
	return &refused{http.StatusInternalServerError, r.L.T("scenarios.broken")}
}

// nameFaults are all faults of name and note in an error.
func nameFaults(err error) (all []plan.NameFault) {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range several.Unwrap() {
			all = append(all, nameFaults(one)...)
		}
		return all
	}
	var f plan.NameFault
	if errors.As(err, &f) {
		all = append(all, f)
	}
	return all
}

func (s *server) nameFault(r *reading, f plan.NameFault) string {
	most := plan.LongestName
	if f.Kind == plan.NoteLong {
		most = plan.LongestNote
	}
	return r.L.T("scenarios.fault."+string(f.Kind), chart.Short(f.Text, 40), most)
}
