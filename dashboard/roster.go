package dashboard

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/data"
	"tiermix/model/origin"
)

// sheetLimit is more than the form of any roster sends, in bytes.
const sheetLimit = 4 << 20

// showRoster is the form of the roster; with a job, as it was typed for that.
func (s *server) showRoster(c *gin.Context) {
	var typed *page.Job
	if id := c.Query("job"); id != "" {
		job, err := s.changes.find(id)
		if err != nil || job.Kind != page.JobRoster {
			s.fail(c, http.StatusNotFound, "data.nojob")
			return
		}
		job.Fault = nil
		typed = &job
	}
	s.showSheet(c, typed, http.StatusOK)
}

// showSheet answers with the form, with what was typed where something was.
func (s *server) showSheet(c *gin.Context, typed *page.Job, status int) {
	screen := s.screenAt(data.RosterPath)
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("page", "path", screen.path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	r.Job, r.blocked = typed, false // an empty desk can have a roster, too
	if status != http.StatusOK {
		r.status = status
	}
	s.show(c, r, screen)
}

// tryRoster begins to work out what the roster that was sent would do. With a fault the form is the answer, as it was typed.
func (s *server) tryRoster(c *gin.Context) {
	sent, stale, ok := s.form(c, sheetLimit)
	if !ok {
		return
	}
	sheet, faults := data.ReadSheet(sent)
	faults = append(faults, origin.Sentences(s.source.CheckRoster(sheet))...)
	status := http.StatusBadRequest
	if stale {
		status = http.StatusForbidden
		faults = []origin.Text{{EN: s.words.All()[0].T("scenarios.stale"), DE: s.words.All()[1].T("scenarios.stale")}}
	}
	if len(faults) == 0 {
		c.Redirect(http.StatusSeeOther, data.JobLink(s.changes.place(sheet, sent.Get("begun"))))
		return
	}
	s.showSheet(c, &page.Job{Kind: page.JobRoster, Sheet: sheet, Begun: sent.Get("begun"), Fault: faults}, status)
}
