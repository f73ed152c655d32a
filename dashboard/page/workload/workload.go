// Package workload is the page about the tickets that come: when in the week, how many to expect, what becomes of the backlog, and how far
// the forecast can be trusted.
package workload

import (
	"context"
	"embed"
	"errors"
	"fmt"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/forecast"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/workload"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/workload"

// How far the page looks.
const (
	monthsAhead = 12
	weeksShown  = 52 // of the history
	weeksAhead  = 26 // in the chart
	heldOut     = 8  // weeks that the forecast is shown against
	backlogSpan = 12 // weeks of the backlog ahead
	seed        = 1
	workers     = 2
)

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                    []page.Tile
	Forecast, Hours, Backlog, Held, Backtest page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "workload-forecast", Chart: true, Load: expected},
		{ID: "workload-hours", Figure: "tickets_created", Chart: true, Load: hours},
		{ID: "workload-backlog", Chart: true, Load: backlog},
		{ID: "workload-held", Chart: true, Load: held},
		{ID: "workload-backtest", Load: backtest},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, Forecast: cards["workload-forecast"], Hours: cards["workload-hours"], Backlog: cards["workload-backlog"],
		Held: cards["workload-held"], Backtest: cards["workload-backtest"],
	}
}

// found is the forecast of the reader's filters, over all data.
type found struct {
	workload.Expected
	held *workload.Expected // of the last weeks, from what lay before them; nil: too short
}

// thin says whether the last weeks of the records are left out of the forecast, as the end of a log that was cut out of a longer one.
func (f *found) thin() bool { return f.History.Days()-f.All.Used.To >= workload.ThinEnd }

// load forecasts once for all parts of the page. A period is not looked at: a forecast rests on all records. When nothing can be forecast, why is a
// sentence.
func load(ctx context.Context, ask page.Ask) (f *found, why string, err error) {
	made, err := ask.Shared(ctx, "workload|"+ask.State.Key(), func(ctx context.Context) (any, error) {
		h, err := ask.Source.History(ctx, kpi.Scope{Where: ask.State.Where}, "")
		if err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		days := workload.Horizon{N: monthsAhead, Unit: 'm'}.Days(h.Last)
		all, err := workload.Expect(ctx, h, days, workers, seed)
		if err != nil {
			return nil, err
		}
		f := &found{Expected: all}
		if past, err := workload.Expect(ctx, h.Until(7*heldOut), 7*heldOut, workers, seed); err == nil && past.All.Told() {
			f.held = &past
		}
		return f, nil
	})
	var fault origin.Fault
	switch {
	case errors.As(err, &fault):
		return nil, planner.Say(ask, fault.Said), nil
	case err != nil:
		return nil, "", err
	}
	f = made.(*found)
	if !f.All.Told() {
		return nil, page.Sentences(planner.Sayings(ask, f.All.Fault)), nil
	}
	return f, "", nil
}

// Tiles are the headline figures.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	ids := []string{"nextmonth", "nextweek", "wape", "stock", "dayfactor", "peakhour"}
	f, why, err := load(ctx, ask)
	if err != nil {
		return page.Headline{}, err
	}
	var top page.Headline
	if f == nil {
		for _, id := range ids {
			top.Tiles = append(top.Tiles, missing(ask, id, why))
		}
		return top, nil
	}
	stock, err := f.stockTile(ctx, ask)
	top.Tiles = []page.Tile{f.monthTile(ask), f.weekTile(ask), f.errorTile(ask), stock, f.factorTile(ask), f.peakTile(ask)}
	return top, err
}

func missing(ask page.Ask, id, why string) page.Tile {
	return page.Tile{ID: id, Name: ask.L.T("plantile." + id + ".name"), Reason: why, Definition: ask.L.T("plantile." + id + ".about")}
}

// monthTile is the first whole month ahead, beside what its days would hold as the last 13 weeks were.
func (f *found) monthTile(ask page.Ask) page.Tile {
	l := ask.L
	if len(f.All.Months.Points) == 0 {
		return missing(ask, "nextmonth", l.T("workload.nomonth"))
	}
	m := f.All.Months.Points[0]
	t := planner.Tile(ask, "nextmonth", tickets(ask, m.Mean), l.Month(m.First), "")
	t.Interval = l.T("workload.interval80", span(ask, m.Ranges[0]))
	if recent, days := f.recent(), daysOf(m); recent > 0 {
		t.Change = page.Change{Words: l.T("workload.against", l.Number(100*(m.Mean/days/recent-1), 1))}
	}
	return t
}

// weekTile is the first whole week ahead.
func (f *found) weekTile(ask page.Ask) page.Tile {
	if len(f.All.Weeks.Points) == 0 {
		return missing(ask, "nextweek", ask.L.T("workload.nomonth"))
	}
	w := f.All.Weeks.Points[0]
	t := planner.Tile(ask, "nextweek", tickets(ask, w.Mean), ask.L.T("workload.weekof", ask.L.Date(w.First)), "")
	t.Interval = ask.L.T("workload.interval80", span(ask, w.Ranges[0]))
	return t
}

// peakTile is the busiest hour of the week, over all records.
func (f *found) peakTile(ask page.Ask) page.Tile {
	profile, err := f.History.Profile(f.History.All)
	if err != nil {
		return missing(ask, "peakhour", ask.L.T("card.nothing"))
	}
	day, hour := 0, 0
	for d := range profile.Shares {
		for h, share := range profile.Shares[d] {
			if share > profile.Shares[day][hour] {
				day, hour = d, h
			}
		}
	}
	name := ask.L.T("workload.hour", ask.L.T(fmt.Sprintf("weekday.%d", day)), fmt.Sprintf("%02d", hour))
	return planner.Tile(ask, "peakhour", name, "", ask.L.T("workload.ofweek", ask.L.Percent(profile.Shares[day][hour])))
}

// errorTile is the error of the method that was chosen, beside that of repeating the last week.
func (f *found) errorTile(ask page.Ask) page.Tile {
	chosen, naive := f.score(func(s forecast.Score) bool { return s.Chosen }), f.score(func(s forecast.Score) bool { return s.Method == forecast.SeasonalNaive })
	if chosen == nil {
		return missing(ask, "wape", ask.L.T("workload.untried"))
	}
	words := ""
	if naive != nil {
		words = ask.L.T("workload.naive", ask.L.Percent(naive.WAPE))
	}
	return planner.Tile(ask, "wape", ask.L.Percent(chosen.WAPE), planner.Say(ask, chosen.Method.Text()), words)
}

func (f *found) factorTile(ask page.Ask) page.Tile {
	d := f.All.Factor
	if d.Days == 0 {
		return missing(ask, "dayfactor", ask.L.T("workload.nofactor"))
	}
	t := planner.Tile(ask, "dayfactor", ask.L.Percent(d.CV), "", ask.L.T("workload.factordays", ask.L.Count(d.Days)))
	t.Interval = ask.L.T("tile.interval", ask.L.Fixed(100*d.Low, 1)+" – "+ask.L.Percent(d.High))
	return t
}

func (f *found) score(is func(forecast.Score) bool) *forecast.Score {
	for _, s := range f.All.Backtest {
		if is(s) {
			return &s
		}
	}
	return nil
}

// recent is the mean of tickets a day over the last 13 weeks.
func (f *found) recent() float64 {
	counts := f.All.Series.Counts[:f.All.Used.To]
	counts = counts[max(0, len(counts)-7*workload.UsualWeeks):]
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	return sum / float64(max(1, len(counts)))
}

func daysOf(m forecast.Point) float64 { return m.First.AddDate(0, 1, 0).Sub(m.First).Hours() / 24 }

// tickets is an expected number of tickets: small ones with a decimal.
func tickets(ask page.Ask, n float64) string {
	if n < 20 {
		return ask.L.Number(n, 1)
	}
	return ask.L.Number(n, 0)
}

func span(ask page.Ask, r forecast.Range) string {
	return tickets(ask, r.Low) + " – " + tickets(ask, r.High)
}
