package dashboard

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/notes"
	"tiermix/model/access"
	"tiermix/model/notebook"
	"tiermix/model/origin"
)

// keepEntry writes what was sent into the notebook. Afterwards the reader is back on the view that was saved, or on the notebook; after a refusal the
// notebook is the answer, with what was typed.
func (s *server) keepEntry(c *gin.Context) {
	s.written(c, func(ctx context.Context, r *reading, sent url.Values) (string, error) {
		e, err := notes.Read(r.Ask, sent)
		r.Draft.Entry = &e
		if err != nil {
			return "", err
		}
		back := notes.Path + "#notebook-" + string(e.Kind) + "s"
		switch e.Kind {
		case notebook.View:
			if e.Text, err = s.address(e.Text); err != nil {
				return "", err
			}
			back = e.Text
		case notebook.Annotation:
			e.Key = rand.Text()
		}
		e.Saved = time.Now()
		return back, s.source.KeepEntry(ctx, e)
	})
}

// dropEntry forgets an entry.
func (s *server) dropEntry(c *gin.Context) {
	s.written(c, func(ctx context.Context, _ *reading, sent url.Values) (string, error) {
		kind := notebook.Kind(sent.Get("kind"))
		return notes.Path + "#notebook-" + string(kind) + "s", s.source.DropEntry(ctx, kind, sent.Get("key"))
	})
}

// address is one of a page of this server, with its question as this server writes it.
func (s *server) address(text string) (string, error) {
	u, err := url.Parse(text)
	known := err == nil && u.Host == "" && u.Scheme == "" && u.User == nil &&
		slices.ContainsFunc(s.screens, func(x *screen) bool { return x.path == u.Path && !x.bare })
	if !known {
		return "", origin.Faultf(origin.Text{EN: "%q is no address of a page of this dashboard", DE: "%q ist keine Adresse einer Seite dieses Dashboards"}, chart.Short(text, 80))
	}
	if values := u.Query(); len(values) > 0 {
		values.Del("lang")
		return u.Path + "?" + values.Encode(), nil
	}
	return u.Path, nil
}

// written handles a form of the notebook.
func (s *server) written(c *gin.Context, work func(context.Context, *reading, url.Values) (back string, err error)) {
	sent, stale, ok := s.form(c, formLimit)
	if !ok {
		return
	}
	screen := s.screenAt(notes.Path)
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("form", "path", c.Request.URL.Path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	back, no := "", &refused{http.StatusForbidden, r.L.T("scenarios.stale")}
	if !stale {
		ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PartLimit)
		defer cancel()
		back, err = work(ctx, r, sent)
		no = s.whyNot(r, err)
	}
	if no == nil {
		c.Redirect(http.StatusSeeOther, back)
		return
	}
	if r.Draft.Entry == nil {
		r.Draft.Entry = &notebook.Entry{Kind: notebook.Kind(sent.Get("kind")), Name: sent.Get("name"), Text: sent.Get("text"), Key: sent.Get("figure")}
	}
	r.Draft.Fault, r.Draft.Day, r.Draft.Amount = no.text, chart.Short(sent.Get("day"), 40), chart.Short(sent.Get("amount"), 40)
	r.status = no.status
	if k := r.Draft.Entry.Kind; k != notebook.Annotation && k != notebook.Target || sent.Has("key") {
		r.notices = append(r.notices, page.Notice{Text: no.text})
	}
	s.show(c, r, screen)
}

// whyNot turns an error of the notebook into an answer; nil when there is none.
func (s *server) whyNot(r *reading, err error) *refused {
	var fault origin.Fault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &fault):
		text := fault.Said.EN
		if r.L.Code == "de" {
			text = fault.Said.DE
		}
		return &refused{http.StatusBadRequest, page.Whole(text)}
	case errors.Is(err, notebook.ErrTaken):
		return &refused{http.StatusConflict, r.L.T("notebook.taken")}
	case errors.Is(err, notebook.ErrNone):
		return &refused{http.StatusNotFound, r.L.T("notebook.gone")}
	case errors.Is(err, notebook.ErrFull):
		return &refused{http.StatusConflict, r.L.T("notebook.full", r.L.Count(notebook.Most))}
	case errors.Is(err, page.ErrHeld):
		return &refused{http.StatusServiceUnavailable, r.L.T("scenarios.held")}
	}
	s.options.Log.Error("write into the notebook", "err", err)
	return &refused{http.StatusInternalServerError, r.L.T("notebook.broken")}
}

// views are the saved views for the filter bar, and the form that saves the one that is shown.
func views(r *reading) page.Views {
	v := page.Views{Action: notes.Path, Token: r.Token, Address: r.State.Link(r.Path), Notebook: notes.Path, Longest: notebook.LongestName}
	if !r.Visitor.May(access.Notes) {
		v.Action = ""
	}
	for _, e := range r.Book.Of(notebook.View) {
		v.Saved = append(v.Saved, page.Option{Text: chart.Short(e.Name, 60), Link: e.Text, Current: e.Text == v.Address})
	}
	return v
}
