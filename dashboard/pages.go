package dashboard

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/tickets"
	"tiermix/model/access"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// servePage answers with a whole page, tables included.
func (s *server) servePage(c *gin.Context, screen *screen) {
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("page", "path", screen.path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	if unchanged(c, r.mark) {
		return
	}
	if err := s.missing(c, r, screen); err != nil {
		s.options.Log.Error("page", "path", screen.path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	s.show(c, r, screen)
}

// missing says that what the address names is not there, with a way on.
func (s *server) missing(c *gin.Context, r *reading, screen *screen) error {
	if screen.known == nil || r.blocked {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.options.PageLimit)
	defer cancel()
	err := screen.known(ctx, r.Ask)
	if !errors.Is(err, flow.ErrNoTicket) {
		return err
	}
	r.status, r.blocked = http.StatusNotFound, true
	r.notices = append(r.notices, page.Notice{Text: r.L.T("problem.noticket", chart.Short(r.State.Drill.Ticket, 80)), FixText: r.L.T("problem.tolist"),
		FixLink: r.State.Undrilled().Link(tickets.Path), Blocking: true})
	return nil
}

// show answers with the page of a reading.
func (s *server) show(c *gin.Context, r *reading, screen *screen) {
	frame := s.frame(c, r, screen)
	if r.blocked {
		r.mark = ""
		s.render(c, r, screen, "blocked", frame)
		return
	}
	tiles, cards := s.load(c.Request.Context(), r.Ask, screen)
	if tiles.failed || cards.Failed() { // the next try may do better
		r.mark = ""
	}
	frame.Notices = append(frame.Notices, tiles.notices...)
	s.render(c, r, screen, "body", screen.build(frame, tiles.tiles, cards))
}

// headline is what became of the tiles.
type headline struct {
	tiles   []page.Tile
	notices []page.Notice
	failed  bool
}

// load fills the tiles and all cards at the same time, each within the page's patience.
func (s *server) load(ctx context.Context, ask page.Ask, screen *screen) (headline, page.Cards) {
	ctx, cancel := context.WithTimeout(ctx, s.options.PageLimit)
	defer cancel()
	var wg sync.WaitGroup
	var top headline
	wg.Go(func() { top = s.headline(ctx, ask, screen) })
	cards := make([]page.Card, len(screen.widgets))
	for i, w := range screen.widgets {
		wg.Go(func() { cards[i] = s.card(ctx, ask, w) })
	}
	wg.Wait()
	byID := page.Cards{}
	for _, card := range cards {
		byID[card.ID] = card
	}
	return top, byID
}

func (s *server) headline(ctx context.Context, ask page.Ask, screen *screen) headline {
	tiles, err := s.cache.get(ctx, s.key(ask, "tiles-"+screen.id), func(ctx context.Context) (any, error) {
		if screen.headline != nil {
			return screen.headline(ctx, ask)
		}
		return page.Tiles(ctx, ask, screen.tiles)
	})
	if err != nil {
		return headline{notices: []page.Notice{{Text: s.trouble(ask, "tiles-"+screen.id, err)}}, failed: true}
	}
	top := tiles.(page.Headline)
	top.Tiles = ask.Targeted(top.Tiles)
	if top.Note == "" {
		return headline{tiles: top.Tiles}
	}
	return headline{tiles: top.Tiles, notices: []page.Notice{{Text: top.Note}}}
}

func (s *server) card(ctx context.Context, ask page.Ask, w page.Widget) page.Card {
	card := page.Card{ID: w.ID, Title: ask.L.T("card." + w.ID + ".title"), Definition: ask.L.T("card." + w.ID + ".about")}
	if w.Chart {
		card.Chart = partAddress(ask, "/chart/"+w.ID)
	}
	if card.CSV = partAddress(ask, "/card/"+w.ID+".csv"); w.Figure != "" && ask.Visitor.May(access.Rows) {
		card.Rows = ask.Rows(w.Figure, kpi.AllRows)
	}
	content, err := s.content(ctx, ask, w)
	if err != nil {
		card.Problem = s.trouble(ask, w.ID, err)
		return card
	}
	card.Content = content
	return card
}

// partAddress is the address of a part of a page with the reader's state and language.
func partAddress(ask page.Ask, path string) string {
	values := ask.State.Values()
	values.Set("lang", ask.L.Code)
	return path + "?" + values.Encode()
}

func (s *server) content(ctx context.Context, ask page.Ask, w page.Widget) (page.Content, error) {
	if w.Fresh {
		value, err := contained(ctx, func(ctx context.Context) (any, error) { return w.Load(ctx, ask) })
		if err != nil {
			return page.Content{}, err
		}
		return value.(page.Content), nil
	}
	value, err := s.cache.get(ctx, s.key(ask, w.ID), func(ctx context.Context) (any, error) {
		defer prometheus.NewTimer(s.meter.parts.WithLabelValues(w.ID)).ObserveDuration()
		return w.Load(ctx, ask)
	})
	if err != nil {
		return page.Content{}, err
	}
	return ask.Annotated(value.(page.Content)), nil
}

// rights keep what was made for one reader apart from what is made for another who may see less.
func rights(who access.Visitor) string {
	var all strings.Builder
	for _, p := range access.Permissions() {
		if who.May(p) {
			all.WriteString(string(p) + ",")
		}
	}
	return all.String()
}

func (s *server) key(ask page.Ask, id string) string {
	return strings.Join([]string{rights(ask.Visitor), ask.Status.Version, ask.L.Code, id, ask.State.Key()}, "|")
}

// trouble logs what went wrong and says it to the reader.
func (s *server) trouble(ask page.Ask, id string, err error) string {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		s.options.Log.Warn("part of a page is slow", "part", id, "err", err)
		return ask.L.T("card.slow")
	}
	s.options.Log.Error("part of a page", "part", id, "err", err)
	return ask.L.T("card.broken")
}
