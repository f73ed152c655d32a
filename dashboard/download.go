package dashboard

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/planner"
	"tiermix/dashboard/page/reports"
	"tiermix/dashboard/report"
)

// reportLimit is how long a report may take; reportsAtOnce how many are made at the same time.
const (
	reportLimit   = 5 * time.Minute
	reportsAtOnce = 2
)

// kindsOf are the media types of reports.
var kindsOf = map[string]string{
	"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "html": htmlKind, "json": jsonKind, "csv": "text/csv; charset=utf-8",
	"parquet": "application/vnd.apache.parquet",
}

// download answers with a report of the filters in the address.
func (s *server) download(c *gin.Context) {
	_, format, ok := strings.Cut(c.Param("file"), "report.")
	kind, known := kindsOf[format]
	if !ok || !known {
		s.fail(c, http.StatusNotFound, "error.notfound")
		return
	}
	r, err := s.understand(c, s.screenAt(reports.Path))
	if err != nil {
		s.options.Log.Error("report", "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	if len(r.notices) > 0 { // the page says what is wrong
		c.Redirect(http.StatusSeeOther, (&url.URL{Path: reports.Path, RawQuery: c.Request.URL.RawQuery}).String())
		return
	}
	select {
	case s.reports <- struct{}{}:
		defer func() { <-s.reports }()
	case <-c.Request.Context().Done():
		return
	}
	edition := (&Dashboard{server: s}).Edition(r.Visitor, r.State, r.L.Code)
	if err := s.sendReport(c, edition, format, kind); err != nil {
		s.options.Log.Error("report", "format", format, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.internal")
	}
}

// sendReport writes a report to a file of its own and sends it. With an error nothing has been sent.
func (s *server) sendReport(c *gin.Context, e *Edition, format, kind string) (err error) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), reportLimit)
	defer cancel()
	deadline := time.Now().Add(reportLimit + time.Minute)
	if err := http.NewResponseController(c.Writer).SetWriteDeadline(deadline); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	f, err := os.CreateTemp("", "tiermix-report-*."+format)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if err := e.Write(ctx, f, format); err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+e.Name(format)+`"`)
	h.Set("Cache-Control", "private, no-store")
	c.File(f.Name())
	return nil
}

// finance answers with the headcount plan of what is typed as a workbook.
func (s *server) finance(c *gin.Context) {
	r, err := s.understand(c, s.screenAt(headcount.Path))
	if err != nil {
		s.options.Log.Error("headcount plan", "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PartLimit)
	defer cancel()
	h, why, err := planner.Headcount(ctx, r.Ask)
	if len(r.notices) > 0 || why != "" || planner.Misread(r.Ask) { // the page says what is wrong
		c.Redirect(http.StatusSeeOther, (&url.URL{Path: headcount.Path, RawQuery: c.Request.URL.RawQuery}).String())
		return
	}
	var out bytes.Buffer
	if err == nil {
		err = report.Finance(&out, r.L, *h)
	}
	if err != nil {
		s.options.Log.Error("headcount plan", "err", err)
		s.fail(c, http.StatusInternalServerError, "error.internal")
		return
	}
	c.Header("Content-Disposition", `attachment; filename="`+report.FinanceName(h.First(0))+`"`)
	c.Header("Cache-Control", "private, no-store")
	c.Data(http.StatusOK, kindsOf["xlsx"], out.Bytes())
}
