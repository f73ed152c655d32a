package dashboard

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/dashboard/report"
	"tiermix/dashboard/state"
	"tiermix/dashboard/vector"
	"tiermix/model/access"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/model/notebook"
)

// heads are the headline figures of a report; where the first of a place is not available the next one stands for it.
var heads = []page.TileSpec{
	{"first_contact_resolution", "first_level_resolution", "sla_met"}, {"escalation_rate", "handovers"}, {"handover_wait", "resolution_time"}, {"backlog", "tickets_created"}, {"cost_per_ticket", "reopen_rate", "tickets_resolved"},
}

// chapter is a part of a report: headline figures of a page, and cards of any.
type chapter struct {
	id, screen string
	parts      []string
}

var chapters = []chapter{
	{"flow", "tiers", []string{"overview-flow", "overview-backlog", "overview-changes", "tiers-time", "tiers-holding", "escalation-waits"}},
	{"firstcontact", "firstcontact", []string{"firstcontact-trend", "firstcontact-matrix", "firstcontact-categories"}},
	{"escalation", "escalation", []string{"escalation-trend", "escalation-categories", "escalation-changes", "escalation-reasons", "escalation-returns"}},
	{"workload", "workload", []string{"workload-hours", "workload-forecast", "workload-backlog"}},
	{"staffing", "salaries", []string{"staffing-first", "staffing-second", "staffing-service", "salaries-bands", "salaries-paths"}},
	{"plan", "headcount", []string{"tradeoff-frontier", "headcount-first", "headcount-second", "headcount-flows", "headcount-cost", "headcount-course"}},
}

// Report puts together what a report says of a reader's choices to this reader, in a language. A part that cannot be computed says so in its place.
//
// Errors: those of the source.
func (d *Dashboard) Report(ctx context.Context, who access.Visitor, st state.State, lang string) (report.Book, error) {
	s := d.server
	status, err := s.source.Status(ctx)
	if err != nil {
		return report.Book{}, fmt.Errorf("read status: %w", err)
	}
	notes, err := s.source.Notebook(ctx)
	if err != nil {
		return report.Book{}, fmt.Errorf("read notebook: %w", err)
	}
	ask := s.asking(status, notes, st, s.words.Choose(lang), &screen{path: "/"}, who)
	book, err := s.firstPage(ctx, ask)
	if err != nil {
		return book, err
	}
	seen := s.chaptersFor(who)
	book.Chapters = make([]report.Chapter, len(seen))
	var wg sync.WaitGroup
	for i, c := range seen {
		wg.Go(func() { book.Chapters[i] = s.chapter(ctx, ask, c.id, c.screen, c.parts).Joined() })
	}
	wg.Wait()
	return book, ctx.Err()
}

// chaptersFor are those whose pages a reader may see.
func (s *server) chaptersFor(who access.Visitor) (seen []chapter) {
	for _, c := range chapters {
		if n := s.ofScreen(func(x *screen) bool { return x.id == c.screen }, nobody); who.May(access.Permission(n)) {
			seen = append(seen, c)
		}
	}
	return seen
}

// Tickets writes the tickets created in the reader's period, those that pass the filters, to a file: csv or parquet. It returns how many there are.
//
// Errors: those of the source.
func (d *Dashboard) Tickets(ctx context.Context, who access.Visitor, st state.State, format, path string) (int64, error) {
	s := d.server
	status, err := s.source.Status(ctx)
	if err != nil {
		return 0, fmt.Errorf("read status: %w", err)
	}
	ask := s.asking(status, notebook.Book{}, st, s.words.All()[0], &screen{path: "/"}, who)
	prices, _, err := prices(ctx, ask)
	if err != nil {
		return 0, err
	}
	return s.source.Export(ctx, ask.State.Scope(), prices, format, path)
}

// prices are those of a plan with what the reader typed; nil with the reason where there can be none.
func prices(ctx context.Context, ask page.Ask) (p *kpi.Prices, why string, err error) {
	in, why, err := planner.Settle(ctx, ask)
	if err != nil || in == nil {
		return nil, why, err
	}
	priced, err := in.Prices()
	if err != nil {
		return nil, "", fmt.Errorf("price tickets: %w", err)
	}
	return &priced, "", nil
}

// asking is the question of a reader on a page.
func (s *server) asking(status flow.Status, book notebook.Book, st state.State, l *locale.Locale, screen *screen, who access.Visitor) page.Ask {
	source := shared{Source: s.source, answers: s.answers, version: status.Version, unpaid: !who.May(access.Plans)}
	if source.unpaid {
		source.version += "|unpaid"
	}
	ask := page.Ask{Source: source, Status: status, State: st, L: l, Path: screen.path, Plan: screen.plan, Share: source.share, Token: s.token, Visitor: who, Book: book, Jobs: s.changes.recent}
	ask.State = planner.Plain(ask)
	return ask
}

// firstPage is a report without its chapters.
func (s *server) firstPage(ctx context.Context, ask page.Ask) (report.Book, error) {
	l := ask.L
	b := report.Book{L: l, Desk: ask.Status.Name, Span: l.Span(ask.State.Period.From, ask.State.Period.To), AsOf: ask.Status.Last, Assembled: s.options.Now(), Look: s.look(l)}
	query := ask.Compared(nil, ids()...)
	look, err := ask.Source.Brand(ctx)
	if err != nil {
		return b, fmt.Errorf("read how reports look: %w", err)
	}
	if b.Logo = look.Logo; look.Accent != "" {
		if b.Accent, err = vector.ParseColour(look.Accent); err != nil {
			return b, fmt.Errorf("read how reports look: %w", err)
		}
	}
	var why string
	if query.Prices, why, err = prices(ctx, ask); err != nil {
		return b, err
	}
	if why != "" {
		b.Notes = append(b.Notes, page.Whole(why))
	}
	if b.Answer, err = ask.Source.Answer(ctx, query); err != nil {
		return b, fmt.Errorf("answer figures: %w", err)
	}
	for i, f := range b.Answer.Figures {
		if f.Unit == kpi.Money && why != "" {
			b.Answer.Figures[i].Reason = why
		}
	}
	if c := b.Answer.Compared; c != nil {
		b.Against = l.Span(c.From, c.To)
	}
	if note := page.Uncovered(ask, b.Answer.Compared); note != "" {
		b.Notes = append(b.Notes, note)
	}
	b.Facts = about(ask, b)
	if created, _ := page.Figure(b.Answer, "tickets_created"); created.N == 0 {
		b.Notes = append(b.Notes, l.T("report.empty"))
	}
	return b, s.headlines(ctx, ask, query, &b)
}

func ids() (all []string) {
	for _, spec := range kpi.All() {
		all = append(all, spec.ID)
	}
	return all
}

// headlines fills the headline figures with what is said about them.
func (s *server) headlines(ctx context.Context, ask page.Ask, query kpi.Query, b *report.Book) error {
	var chosen []string
	for _, spec := range heads {
		chosen = append(chosen, page.Pick(b.Answer, spec).ID)
	}
	query.By, query.IDs = []string{"category"}, chosen
	by, err := ask.Source.Answer(ctx, query)
	if err != nil {
		return fmt.Errorf("answer headline figures by category: %w", err)
	}
	for _, id := range chosen {
		f, _ := page.Figure(by, id)
		tiles := ask.Targeted([]page.Tile{page.NewTile(ask, f)})
		b.Heads = append(b.Heads, report.Head{Tile: tiles[0], Sentences: report.Sentences(ask, f, b.Against)})
	}
	return nil
}

// about is what a report is about.
func about(ask page.Ask, b report.Book) []report.Line {
	l := ask.L
	lines := []report.Line{{Name: l.T("report.period"), Text: b.Span}}
	if b.Against != "" {
		lines = append(lines, report.Line{Name: l.T("report.against"), Text: b.Against})
	}
	filters := page.Filters(ask)
	if len(filters) == 0 {
		lines = append(lines, report.Line{Name: l.T("report.filter"), Text: l.T("report.nofilter")})
	}
	for _, f := range filters {
		lines = append(lines, report.Line{Name: l.T("report.filter"), Text: f})
	}
	return append(lines, report.Line{Name: l.T("report.asof"), Text: l.DateTime(ask.Status.Last)})
}

// look is how charts are drawn on paper: in the colours of the light theme.
func (s *server) look(l *locale.Locale) vector.Look {
	return vector.Look{Width: report.ChartWidth, Colours: s.static.colours, Number: func(v float64) string { return l.Number(v, 2) }, Fine: l.Fine}
}

// chapter fills a chapter with headline figures of a page and with cards.
func (s *server) chapter(ctx context.Context, base page.Ask, id, screenID string, parts []string) report.Chapter {
	c := report.Chapter{ID: id, Title: base.L.T("report.chapter." + id)}
	on := s.screens[slices.IndexFunc(s.screens, func(other *screen) bool { return other.id == screenID })]
	top := s.headline(ctx, s.on(base, on), on)
	c.Tiles = top.tiles
	if len(top.notices) > 0 {
		c.Note = top.notices[0].Text
	}
	for _, partID := range parts {
		p := s.parts[partID]
		c.Cards = append(c.Cards, s.card(ctx, s.on(base, p.screen), p.widget))
	}
	return c
}

// on is a question on another page.
func (s *server) on(ask page.Ask, screen *screen) page.Ask {
	ask.Path, ask.Plan = screen.path, screen.plan
	return ask
}
