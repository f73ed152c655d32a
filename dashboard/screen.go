package dashboard

import (
	"context"
	"fmt"
	"html/template"
	"io/fs"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/api"
	"tiermix/dashboard/page/data"
	"tiermix/dashboard/page/escalation"
	"tiermix/dashboard/page/firstcontact"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/knowledge"
	"tiermix/dashboard/page/notes"
	"tiermix/dashboard/page/oversight"
	"tiermix/dashboard/page/overview"
	"tiermix/dashboard/page/people"
	"tiermix/dashboard/page/reports"
	"tiermix/dashboard/page/salaries"
	"tiermix/dashboard/page/scenarios"
	"tiermix/dashboard/page/staffing"
	"tiermix/dashboard/page/tickets"
	"tiermix/dashboard/page/tiers"
	"tiermix/dashboard/page/tradeoff"
	"tiermix/dashboard/page/workload"
	"tiermix/model/access"
)

// screen is one page: where it is, what it loads, and how it is put together.
type screen struct {
	id, path  string
	needs     access.Permission // to see it
	tiles     []page.TileSpec
	headline  func(context.Context, page.Ask) (page.Headline, error) // nil: the tiles
	planned   bool                                                   // a plan has no period and no filters to choose
	bare      bool                                                   // no filters either, and no form
	hidden    bool                                                   // no page of the navigation: others lead to it
	title     func(page.Ask) string                                  // nil: that of the navigation
	known     func(context.Context, page.Ask) error                  // flow.ErrNoTicket when there is nothing to show; nil: there always is
	widgets   []page.Widget
	plan      page.Plan
	build     func(page.Frame, []page.Tile, page.Cards) any
	files     fs.FS
	templates map[string]*template.Template // by language
}

// addScreens lists the pages in the order of the navigation.
func (s *server) addScreens() error {
	s.screens = []*screen{
		{id: "overview", needs: access.Figures, path: overview.Path, tiles: overview.Tiles, widgets: overview.Widgets(), plan: overview.Plan(), build: overview.New, files: overview.Files},
		{id: "firstcontact", needs: access.Figures, path: firstcontact.Path, tiles: firstcontact.Tiles, widgets: firstcontact.Widgets(), build: firstcontact.New, files: firstcontact.Files},
		{id: "escalation", needs: access.Figures, path: escalation.Path, tiles: escalation.Tiles, widgets: escalation.Widgets(), plan: escalation.Plan(), build: escalation.New, files: escalation.Files},
		{id: "tiers", needs: access.Figures, path: tiers.Path, tiles: tiers.Tiles, widgets: tiers.Widgets(), build: tiers.New, files: tiers.Files},
		{id: "knowledge", needs: access.Figures, path: knowledge.Path, headline: knowledge.Tiles, widgets: knowledge.Widgets(), build: knowledge.New, files: knowledge.Files},
		{id: "workload", needs: access.Figures, path: workload.Path, headline: workload.Tiles, widgets: workload.Widgets(), build: workload.New, files: workload.Files},
		{id: "staffing", needs: access.Plans, path: staffing.Path, headline: staffing.Tiles, planned: true, widgets: staffing.Widgets(), build: staffing.New, files: staffing.Files},
		{id: "salaries", needs: access.Plans, path: salaries.Path, headline: salaries.Tiles, planned: true, widgets: salaries.Widgets(), build: salaries.New, files: salaries.Files},
		{id: "tradeoff", needs: access.Plans, path: tradeoff.Path, headline: tradeoff.Tiles, planned: true, widgets: tradeoff.Widgets(), build: tradeoff.New, files: tradeoff.Files},
		{id: "headcount", needs: access.Plans, path: headcount.Path, headline: headcount.Tiles, planned: true, widgets: headcount.Widgets(), build: headcount.New, files: headcount.Files},
		{id: "scenarios", needs: access.Plans, path: scenarios.Path, headline: scenarios.Tiles, planned: true, widgets: scenarios.Widgets(), build: scenarios.New, files: scenarios.Files},
		{id: "reports", needs: access.Schedules, path: reports.Path, tiles: []page.TileSpec{}, widgets: reports.Widgets(), build: reports.New, files: reports.Files},
		{id: "data", needs: access.Figures, path: data.Path, bare: true, headline: data.Tiles, widgets: data.Widgets(), build: data.New, files: data.Files},
		{id: "users", needs: access.Users, path: people.Path, bare: true, tiles: []page.TileSpec{}, widgets: people.Widgets(s.users()), build: people.New, files: people.Files},
		{id: "oversight", needs: access.Settings, path: oversight.Path, bare: true, tiles: []page.TileSpec{}, widgets: oversight.Widgets(s.entries()), build: oversight.New, files: oversight.Files},
		{id: "roster", needs: access.Records, path: data.RosterPath, hidden: true, bare: true, tiles: []page.TileSpec{}, widgets: data.RosterWidgets(), build: data.NewRoster, files: data.RosterFiles},
		{id: "job", needs: access.Records, path: data.JobPath, title: data.JobTitle, hidden: true, bare: true, tiles: []page.TileSpec{}, widgets: data.JobWidgets(), build: data.NewJob, files: data.JobFiles},
		{id: "notebook", needs: access.Figures, path: notes.Path, hidden: true, bare: true, tiles: []page.TileSpec{}, widgets: notes.Widgets(), build: notes.New, files: notes.Files},
		{id: "tickets", needs: access.Rows, path: tickets.Path, hidden: true, tiles: []page.TileSpec{}, widgets: tickets.Widgets(), build: tickets.New, files: tickets.Files},
		{id: "api", needs: access.Catalogue, path: api.Path, hidden: true, bare: true, tiles: []page.TileSpec{}, widgets: []page.Widget{{ID: "api-list", Fresh: true, Load: s.described}}, build: api.New, files: api.Files},
		{id: "ticket", needs: access.Rows, path: tickets.OnePath, hidden: true, bare: true, headline: tickets.OneTiles, title: tickets.Title, known: tickets.Known, widgets: tickets.OneWidgets(),
			build: tickets.NewOne, files: tickets.OneFiles},
	}
	for _, screen := range s.screens {
		if err := s.read(screen); err != nil {
			return err
		}
		for _, w := range screen.widgets {
			s.parts[w.ID] = part{w, screen}
		}
	}
	return nil
}

// users lists who may log in; nil where nobody has to.
func (s *server) users() func(context.Context) ([]access.User, error) {
	if s.options.Users == nil {
		return nil
	}
	return s.options.Users.Users
}

// entries are those of the access log; nil where there is none.
func (s *server) entries() oversight.Entries {
	if s.options.Journal == nil {
		return nil
	}
	return s.options.Journal.Entries
}

func (s *server) read(screen *screen) error {
	screen.templates = map[string]*template.Template{}
	for _, l := range s.words.All() {
		t, err := page.Template(l, screen.files)
		if err != nil {
			return fmt.Errorf("page %s: %w", screen.id, err)
		}
		screen.templates[l.Code] = t
	}
	return nil
}
