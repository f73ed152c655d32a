package dashboard

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// serveChart answers with the data of one chart.
func (s *server) serveChart(c *gin.Context) {
	p, ok := s.parts[c.Param("id")]
	if !ok || !p.widget.Chart {
		s.failJSON(c, http.StatusNotFound, "error.notfound")
		return
	}
	if r, content, ok := s.part(c, p); ok {
		s.sendChart(c, content, r.mark)
	}
}

// part loads one part of a page within its own time limit; not ok when the answer is given already.
func (s *server) part(c *gin.Context, p part) (r *reading, content page.Content, ok bool) {
	r, err := s.understand(c, p.screen)
	if err != nil {
		s.options.Log.Error("part of a page", "part", p.widget.ID, "err", err)
		s.failJSON(c, http.StatusInternalServerError, "error.status")
		return nil, content, false
	}
	if len(r.notices) > 0 {
		c.JSON(http.StatusBadRequest, gin.H{"error": r.notices[0].Text})
		return nil, content, false
	}
	if p.widget.Fresh {
		r.mark = ""
	}
	if unchanged(c, r.mark) {
		return nil, content, false
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PartLimit)
	defer cancel()
	content, err = s.content(ctx, r.Ask, p.widget)
	if errors.Is(err, flow.ErrNoTicket) {
		c.JSON(http.StatusNotFound, gin.H{"error": r.L.T("problem.noticket", chart.Short(r.State.Drill.Ticket, 80))})
		return nil, content, false
	}
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": s.trouble(r.Ask, p.widget.ID, err)})
		return nil, content, false
	}
	return r, content, true
}

// serveCSV answers with the table of a card as a file, in the notation of the reader's language.
func (s *server) serveCSV(c *gin.Context) {
	id, isCSV := strings.CutSuffix(c.Param("file"), ".csv")
	p, ok := s.parts[id]
	if !ok || !isCSV {
		s.failJSON(c, http.StatusNotFound, "error.notfound")
		return
	}
	r, content, ok := s.part(c, p)
	if !ok {
		return
	}
	var out bytes.Buffer
	if err := content.Table.CSV(&out, r.L.Code); err != nil {
		s.options.Log.Error("write a table", "part", id, "err", err)
		s.failJSON(c, http.StatusInternalServerError, "error.internal")
		return
	}
	c.Header("Content-Disposition", `attachment; filename="`+id+`.csv"`)
	sendMarked(c, http.StatusOK, "text/csv; charset=utf-8", out.Bytes(), r.mark)
}

func (s *server) sendChart(c *gin.Context, content page.Content, mark string) {
	answer := any(content.Figure)
	if content.Figure == nil {
		answer = gin.H{"empty": content.Empty}
	}
	raw, err := json.Marshal(answer)
	if err != nil {
		s.options.Log.Error("encode chart", "err", err)
		s.failJSON(c, http.StatusInternalServerError, "error.internal")
		return
	}
	sendMarked(c, http.StatusOK, jsonKind, raw, mark)
}
