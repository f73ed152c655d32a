package dashboard

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/door"
	"tiermix/dashboard/page/people"
	"tiermix/dashboard/page/reports"
	"tiermix/dashboard/state"
)

// frame is what stands around the page.
func (s *server) frame(c *gin.Context, r *reading, screen *screen) page.Frame {
	f := page.Frame{
		ID: screen.id, Lang: r.L.Code, Title: r.L.T("nav." + screen.id),
		Notices: r.notices, Local: r.Visitor.Owner && !s.options.Open, Planned: screen.planned,
		Assets: s.static.addresses(), Facts: facts(r.Ask),
	}
	if screen.title != nil {
		f.Title = screen.title(r.Ask)
	}
	if !screen.planned && !screen.bare {
		f.Filter, f.Keys = page.NewFilterBar(r.Ask, r.choices), page.NewKeys(r.Ask)
		f.Filter.Views = views(r)
		f.Filter.Reports = reports.Menu(r.Ask)
	}
	for _, other := range s.screens {
		if !other.hidden && r.Visitor.May(other.needs) && (other.path != people.Path || s.options.Users != nil) {
			f.Nav = append(f.Nav, page.NavItem{Text: r.L.T("nav." + other.id), Link: r.State.Undrilled().Link(other.path), Current: other == screen || strings.HasPrefix(screen.path, other.path+"/")})
		}
	}
	for _, l := range s.words.All() {
		f.Langs = append(f.Langs, page.Option{
			Text: r.L.T("language." + l.Code), Link: withLanguage(c.Request.URL, r.State, l.Code), Lang: l.Code, Current: l == r.L,
		})
	}
	if r.Visitor.Name != "" {
		f.Visitor, f.Token, f.Logout = r.L.T("frame.visitor", r.Visitor.Name, r.L.T("role."+string(r.Visitor.Role))), r.Token, door.LogoutPath
	}
	if r.Status.Unplaced > 0 {
		f.Unplaced = r.L.Plural("frame.unplaced", r.Status.Unplaced)
	}
	return f
}

func facts(ask page.Ask) []string {
	l := ask.L
	out := []string{}
	if ask.Status.Name != "" {
		out = append(out, chart.Short(ask.Status.Name, 60))
	}
	return append(out,
		l.Plural("frame.tickets", ask.Status.Tickets), l.T("frame.asof", l.DateTime(ask.Status.Last)),
		l.T("frame.zone", ask.Status.Zone), l.T("hours."+string(ask.State.Hours)))
}

// withLanguage is the same address in another language; what is typed stands in it as addresses carry it.
func withLanguage(u *url.URL, st state.State, code string) string {
	values := u.Query()
	for _, t := range st.Typed {
		values.Del(t.Key)
	}
	for _, t := range st.Typed {
		values.Add(t.Key, t.Text)
	}
	values.Set("lang", code)
	return u.Path + "?" + values.Encode()
}
