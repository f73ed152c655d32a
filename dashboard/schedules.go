package dashboard

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/courier"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/reports"
	"tiermix/model/access"
	"tiermix/model/schedule"
)

// keepSchedule keeps a new schedule. After a refusal the page is the answer, with what was typed.
func (s *server) keepSchedule(c *gin.Context) {
	s.planned(c, func(ctx context.Context, r *reading, sent url.Values) error {
		typed := reports.Read(r.Ask, sent)
		r.Draft.Schedule = &typed
		if len(r.notices) > 0 { // the filters of the address are not those of the data
			return errors.New(r.notices[0].Text)
		}
		if err := courier.Check(typed); err != nil {
			return err
		}
		if typed.Owner = r.Visitor.Name; slices.ContainsFunc(typed.Formats, tables) && !r.Visitor.May(access.Rows) {
			return errors.New(r.L.T("reports.norows"))
		}
		typed.Saved = time.Now().UTC().Truncate(time.Microsecond)
		return s.source.SaveSchedule(ctx, typed)
	})
}

// dropSchedule forgets a schedule.
func (s *server) dropSchedule(c *gin.Context) {
	s.planned(c, func(ctx context.Context, _ *reading, sent url.Values) error {
		return s.source.DropSchedule(ctx, sent.Get("name"))
	})
}

// planned handles a form of the schedules.
func (s *server) planned(c *gin.Context, work func(context.Context, *reading, url.Values) error) {
	sent, stale, ok := s.form(c, formLimit)
	if !ok {
		return
	}
	screen := s.screenAt(reports.Path)
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("form", "path", c.Request.URL.Path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	if stale {
		typed := reports.Read(r.Ask, sent)
		r.Draft.Schedule, r.Draft.Faults, r.status = &typed, []string{r.L.T("scenarios.stale")}, http.StatusForbidden
		s.show(c, r, screen)
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PartLimit)
	defer cancel()
	if err = work(ctx, r, sent); err == nil {
		c.Redirect(http.StatusSeeOther, r.State.Link(reports.Path)+"#reports-schedules")
		return
	}
	r.Draft.Faults, r.status = s.whyNotScheduled(r, err)
	if r.Draft.Schedule == nil {
		r.notices = append(r.notices, page.Notice{Text: r.Draft.Faults[0]})
	}
	s.show(c, r, screen)
}

// whyNotScheduled turns an error into sentences and an answer.
func (s *server) whyNotScheduled(r *reading, err error) ([]string, int) {
	switch {
	case errors.Is(err, schedule.ErrTaken):
		return []string{r.L.T("reports.taken")}, http.StatusConflict
	case errors.Is(err, schedule.ErrNone):
		return []string{r.L.T("reports.gone")}, http.StatusConflict
	case errors.Is(err, schedule.ErrFull):
		return []string{r.L.T("reports.full")}, http.StatusConflict
	case errors.Is(err, page.ErrHeld):
		return []string{r.L.T("scenarios.held")}, http.StatusServiceUnavailable
	}
	return page.Faults(r.Ask, err), http.StatusBadRequest
}
