package dashboard

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
	"tiermix/model/flow"
)

const languageCookie = "tiermix_lang"

// language is the reader's: the address first, then the choice kept in a cookie, then the browser's wish. A choice
// in the address is kept.
func (s *server) language(c *gin.Context) *locale.Locale {
	asked := c.Query("lang")
	saved, err := c.Cookie(languageCookie)
	if err != nil {
		saved = ""
	}
	l := s.words.Choose(asked, saved, c.GetHeader("Accept-Language"))
	if asked == l.Code {
		http.SetCookie(c.Writer, &http.Cookie{
			Name: languageCookie, Value: l.Code, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		})
	}
	return l
}

// reading is everything about one request: the question, the choices of the filter bar, and what is wrong with it.
type reading struct {
	page.Ask
	choices  map[string][]string
	problems []state.Problem
	notices  []page.Notice
	status   int    // HTTP
	mark     string // of the answer, where it is known before; "": that of its content
	blocked  bool   // there is nothing to answer
}

// understand reads a request for a page or a part of it. The error is the source's.
func (s *server) understand(c *gin.Context, screen *screen) (*reading, error) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PageLimit)
	defer cancel()
	l := s.language(c)
	status, err := s.source.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("read status: %w", err)
	}
	book, err := s.source.Notebook(ctx)
	if err != nil {
		return nil, fmt.Errorf("read notebook: %w", err)
	}
	st, problems := state.Parse(c.Request.URL.Query(), status.First, status.Last)
	r := &reading{Ask: s.asking(status, book, st, l, screen, visitor(c)), problems: problems, status: http.StatusOK}
	r.Token = s.tokenOf(c)
	r.choices = s.choices(ctx, status)
	r.judge()
	if settled(screen) && len(r.notices) == 0 && len(r.choices) == len(state.Dims) && c.Request.Method == http.MethodGet {
		r.mark = mark(s.edition(c, status, book), l.Code, c.Request)
	}
	return r, nil
}

// choices are the values of the dimensions; one that cannot be read is left out of the filter bar.
func (s *server) choices(ctx context.Context, status flow.Status) map[string][]string {
	out := map[string][]string{}
	for _, dim := range state.Dims {
		values, err := s.cache.get(ctx, "values|"+status.Version+"|"+dim, func(ctx context.Context) (any, error) {
			return s.source.Values(ctx, dim)
		})
		if err != nil {
			s.options.Log.Warn("values of a dimension", "dim", dim, "err", err)
			continue
		}
		out[dim] = values.([]string)
	}
	return out
}

// judge turns what is wrong into sentences with a way out.
func (r *reading) judge() {
	for _, p := range r.problems {
		n := page.Notice{Text: r.L.T(p.Key, clip(p.Args)...)}
		if p.Fix != nil {
			n.FixText, n.FixLink, n.Blocking = r.L.T("problem.swap"), r.Link(*p.Fix), true
		}
		r.notices = append(r.notices, n)
	}
	r.judgeValues()
	if len(r.notices) > 0 {
		r.status = http.StatusBadRequest
	}
	r.judgePeriod()
	r.blocked = slices.ContainsFunc(r.notices, func(n page.Notice) bool { return n.Blocking })
}

// clip shortens what the reader typed, so that a sentence stays one.
func clip(args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		if text, ok := a.(string); ok {
			out[i] = chart.Short(text, 80)
		}
	}
	return out
}

func (r *reading) judgeValues() {
	for _, f := range r.State.Where {
		known, ok := r.choices[f.Dim]
		if !ok {
			continue
		}
		for _, v := range f.Values {
			if v == "" || slices.Contains(known, v) { // "not known" is always a fair question
				continue
			}
			r.notices = append(r.notices, page.Notice{
				Text:    r.L.T("problem.value", r.L.T("dim."+f.Dim), chart.Short(v, 80)),
				FixText: r.L.T("problem.drop"), FixLink: r.Link(r.State.Without(f.Dim, v)), Blocking: true,
			})
		}
	}
}

func (r *reading) judgePeriod() {
	first, last, p := r.Status.First, r.Status.Last, r.State.Period
	switch {
	case r.Status.Tickets == 0:
		r.notices = append(r.notices, page.Notice{Text: r.L.T("problem.nodata"), Blocking: true})
	case p.From.After(last) || p.To.Before(first.Truncate(24*60*60*1e9)):
		r.notices = append(r.notices, page.Notice{
			Text:    r.L.T("problem.outside", r.L.Date(first), r.L.Date(last)),
			FixText: r.L.T("problem.whole"), FixLink: r.Link(r.State.Named("all", first, last)), Blocking: true,
		})
	}
}
