package dashboard

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/api"
)

// Where the API and its description lie.
const apiRoot = "/api/v1"

// addAPI serves what the pages show as JSON, and its description, which is generated from the types below.
func (s *server) addAPI(r *gin.Engine) huma.API {
	config := huma.DefaultConfig("tiermix", "1")
	config.Info.Description = "What the pages of a tiermix dashboard show, as JSON. Every address takes the period, the comparison, the clock and the filters of the pages, " +
		"in the same words. Durations are seconds, shares go from 0 to 1, and what does not exist is null. An answer carries a mark (ETag) of the data's version."
	config.Info.License = &huma.License{Name: "MIT"}
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = apiRoot+"/openapi", "", apiRoot+"/schemas"
	config.CreateHooks = nil // answers are the data alone, without links to their schema
	config.Servers = []*huma.Server{{URL: "/"}}
	a := humagin.New(r, config)
	a.UseMiddleware(s.marked)
	s.describeDesk(a)
	s.describeFigures(a)
	s.describePages(a)
	s.describeTickets(a)
	s.describeScenarios(a)
	return a
}

// marked gives an answer the mark of what it rests on, and says at once when the reader's copy is still right.
func (s *server) marked(ctx huma.Context, next func(huma.Context)) {
	c := humagin.Unwrap(ctx)
	ctx.SetHeader("Cache-Control", "private, no-cache")
	ctx.SetHeader("Vary", "Accept-Language, Cookie")
	status, err := s.source.Status(c.Request.Context())
	book, failed := s.source.Notebook(c.Request.Context())
	if err == nil && failed == nil && c.Request.Method == http.MethodGet && !s.changing(c) {
		tag := mark(s.edition(c, status, book), s.language(c).Code, c.Request)
		ctx.SetHeader("ETag", tag)
		if strings.Contains(c.GetHeader("If-None-Match"), tag) {
			ctx.SetStatus(http.StatusNotModified)
			return
		}
	}
	next(ctx)
}

// changing says whether an answer can change while the data stay: scenarios are saved beside them.
func (s *server) changing(c *gin.Context) bool {
	switch strings.TrimPrefix(c.FullPath(), apiRoot) {
	case "/scenarios":
		return true
	case "/pages/:page":
		return slices.ContainsFunc(s.screens, func(x *screen) bool { return x.id == c.Param("page") && !settled(x) })
	case "/cards/:card":
		return s.parts[c.Param("card")].widget.Fresh
	}
	return false
}

// scope is what every address takes: the words of the pages' own addresses.
type scope struct {
	Period      string   `query:"period" doc:"named period: 4w, 13w (the default), 52w, month, lastmonth, quarter, lastquarter, year, lastyear, all"`
	From        string   `query:"from" format:"date" doc:"first day, instead of a named period"`
	To          string   `query:"to" format:"date" doc:"last day, included"`
	Compare     []string `query:"compare,explode" doc:"previous (the default), year, custom, none; two of them compare with two periods on tiles"`
	CompareFrom string   `query:"compare_from" format:"date" doc:"first day to compare with, for custom"`
	CompareTo   string   `query:"compare_to" format:"date" doc:"last day to compare with"`
	Hours       string   `query:"hours" doc:"calendar (the default) or business: the clock of durations"`
	Tier        []string `query:"tier,explode" doc:"filter; several values are alternatives, an empty one is not known"`
	Team        []string `query:"team,explode" doc:"filter"`
	Channel     []string `query:"channel,explode" doc:"filter"`
	Category    []string `query:"category,explode" doc:"filter"`
	Product     []string `query:"product,explode" doc:"filter"`
	Priority    []string `query:"priority,explode" doc:"filter"`
	Region      []string `query:"region,explode" doc:"filter"`
	Lang        string   `query:"lang" doc:"en or de: language of words"`

	gin *gin.Context
}

// Resolve keeps the request, whose address is read as that of a page.
func (q *scope) Resolve(ctx huma.Context) []error {
	q.gin = humagin.Unwrap(ctx)
	return nil
}

// asked reads the address as a page does. The error is the answer: what is wrong with the address in sentences.
func (s *server) asked(q *scope, screen *screen) (*reading, error) {
	r, err := s.understand(q.gin, screen)
	if err != nil {
		s.options.Log.Error("api", "route", q.gin.FullPath(), "err", err)
		return nil, huma.Error500InternalServerError(s.language(q.gin).T("error.status"))
	}
	if len(r.notices) == 0 {
		return r, nil
	}
	var faults []error
	for _, n := range r.notices {
		faults = append(faults, &huma.ErrorDetail{Message: n.Text, Location: "query"})
	}
	return nil, huma.Error400BadRequest(r.notices[0].Text, faults...)
}

// failed is the answer to an error of the source or a model.
func (s *server) failed(ctx context.Context, r *reading, part string, err error) error {
	if ctx.Err() != nil {
		return huma.Error503ServiceUnavailable(r.L.T("card.slow"))
	}
	return huma.Error500InternalServerError(s.trouble(r.Ask, part, err))
}

// operation describes an address that is read.
func operation(id, path, summary, about string, tag string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: apiRoot + path, Summary: summary, Description: about, Tags: []string{tag},
		Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusInternalServerError}}
}

// described lists the API for the page to try it.
func (s *server) described(context.Context, page.Ask) (page.Content, error) {
	return api.List(s.api.OpenAPI()), nil
}
