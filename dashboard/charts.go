package dashboard

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page"
)

// serveChart answers with the data of one chart.
func (s *server) serveChart(c *gin.Context) {
	p, ok := s.parts[c.Param("id")]
	if !ok || !p.widget.Chart {
		s.failJSON(c, http.StatusNotFound, "error.notfound")
		return
	}
	r, err := s.understand(c, p.screen)
	if err != nil {
		s.options.Log.Error("chart", "id", p.widget.ID, "err", err)
		s.failJSON(c, http.StatusInternalServerError, "error.status")
		return
	}
	if len(r.notices) > 0 {
		c.JSON(http.StatusBadRequest, gin.H{"error": r.notices[0].Text})
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PartLimit)
	defer cancel()
	content, err := s.content(ctx, r.Ask, p.widget)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": s.trouble(r.Ask, p.widget.ID, err)})
		return
	}
	s.sendChart(c, content)
}

func (s *server) sendChart(c *gin.Context, content page.Content) {
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
	send(c, http.StatusOK, jsonKind, raw)
}
