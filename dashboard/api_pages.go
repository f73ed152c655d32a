package dashboard

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"tiermix/dashboard/page"
)

// apiPage is a page of the dashboard.
type apiPage struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Path  string   `json:"path"`
	Cards []string `json:"cards" doc:"ids of its cards"`
}

// apiContent is what a page shows.
type apiContent struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Tiles   []apiTile `json:"tiles"`
	Cards   []apiCard `json:"cards"`
	Notices []string  `json:"notices"`
}

// apiTile is a headline figure as the page words it; its numbers are at /figures/{id}.
type apiTile struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Value      string   `json:"value"`
	Available  bool     `json:"available"`
	Reason     string   `json:"reason"`
	Changes    []string `json:"changes"`
	Interval   string   `json:"interval"`
	Sample     string   `json:"sample"`
	Definition string   `json:"definition"`
}

// apiCard is one card: its table as text in the reader's language, and the option of its chart for ECharts.
type apiCard struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Sub        string          `json:"sub"`
	Definition string          `json:"definition"`
	Head       []string        `json:"head"`
	Rows       [][]string      `json:"rows"`
	Points     []string        `json:"points"`
	Notes      []string        `json:"notes"`
	Empty      string          `json:"empty" doc:"why there is nothing"`
	Problem    string          `json:"problem" doc:"why it could not be computed"`
	Option     json.RawMessage `json:"option,omitempty" doc:"ECharts option"`
}

func (s *server) describePages(a huma.API) {
	huma.Register(a, operation("pages", "/pages", "All pages with their cards", "", "Pages"),
		func(_ context.Context, q *struct{ scope }) (*struct{ Body []apiPage }, error) {
			l, out := s.language(q.gin), []apiPage{}
			for _, screen := range s.screens {
				if screen.hidden {
					continue
				}
				one := apiPage{ID: screen.id, Name: l.T("nav." + screen.id), Path: screen.path, Cards: []string{}}
				for _, w := range screen.widgets {
					one.Cards = append(one.Cards, w.ID)
				}
				out = append(out, one)
			}
			return &struct{ Body []apiPage }{out}, nil
		})
	huma.Register(a, operation("page", "/pages/{page}", "What a page shows", "Tiles and cards. The pages that plan take assumptions by their keys, such as tier1.salary=40000.", "Pages"), s.apiPage)
	huma.Register(a, operation("card", "/cards/{card}", "One card", "Its table, and the option of its chart.", "Pages"), s.apiCard)
}

type pageQuery struct {
	scope
	Page string `path:"page" doc:"id of a page, see /pages"`
}

func (s *server) apiPage(ctx context.Context, q *pageQuery) (*struct{ Body apiContent }, error) {
	i := slices.IndexFunc(s.screens, func(x *screen) bool { return x.id == q.Page && !x.hidden })
	if i < 0 {
		return nil, huma.Error404NotFound("there is no page " + q.Page + "; /api/v1/pages lists them")
	}
	r, err := s.asked(&q.scope, s.screens[i])
	if err != nil {
		return nil, err
	}
	top, cards := s.load(ctx, r.Ask, s.screens[i])
	out := apiContent{ID: q.Page, Title: r.L.T("nav." + q.Page), Tiles: []apiTile{}, Cards: []apiCard{}, Notices: []string{}}
	for _, n := range top.notices {
		out.Notices = append(out.Notices, n.Text)
	}
	for _, t := range top.tiles {
		out.Tiles = append(out.Tiles, tileOf(t))
	}
	for _, w := range s.screens[i].widgets {
		out.Cards = append(out.Cards, cardOf(cards[w.ID], false))
	}
	return &struct{ Body apiContent }{out}, nil
}

type cardQuery struct {
	scope
	Card string `path:"card" doc:"id of a card, see /pages"`
}

func (s *server) apiCard(ctx context.Context, q *cardQuery) (*struct{ Body apiCard }, error) {
	p, ok := s.parts[q.Card]
	if !ok || p.screen.hidden {
		return nil, huma.Error404NotFound("there is no card " + q.Card + "; /api/v1/pages lists them")
	}
	r, err := s.asked(&q.scope, p.screen)
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, s.options.PartLimit)
	defer cancel()
	return &struct{ Body apiCard }{cardOf(s.card(limited, r.Ask, p.widget), true)}, nil
}

func tileOf(t page.Tile) apiTile {
	out := apiTile{ID: t.ID, Name: t.Name, Value: t.Value, Available: t.Available, Reason: t.Reason, Changes: []string{}, Interval: t.Interval, Sample: t.Sample, Definition: t.Definition}
	for _, c := range []page.Change{t.Change, t.Second} {
		if c.Words != "" {
			out.Changes = append(out.Changes, c.Text())
		}
	}
	return out
}

func cardOf(c page.Card, option bool) apiCard {
	out := apiCard{ID: c.ID, Title: c.Title, Sub: c.Sub, Definition: c.Definition, Head: c.Table.Lines()[0], Rows: c.Table.Lines()[1:], Points: []string{}, Notes: append([]string{}, c.Notes...),
		Empty: c.Empty, Problem: c.Problem}
	for _, p := range c.Points {
		out.Points = append(out.Points, p.Head+" "+p.Text)
	}
	if option && c.Figure != nil {
		out.Option = c.Figure.Option
	}
	return out
}
