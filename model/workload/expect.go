package workload

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"tiermix/model/forecast"
	"tiermix/model/origin"
)

// Expected is what is expected of a history: of its total, and of each part.
type Expected struct {
	History History
	Days    int // ahead
	All     Line
	Parts   []Line
	Notes   []origin.Text // about the history and how parts and total go together
}

// Line is what is expected of one series.
type Line struct {
	Series Series
	forecast.DailyResult
	Fault []origin.Text // why nothing can be forecast; then there is nothing else
}

// Told says whether the line was forecast.
func (l Line) Told() bool { return len(l.Fault) == 0 }

// At are the expected tickets by day, week or month.
func (l Line) At(s forecast.Step) []forecast.Point {
	switch s {
	case forecast.Week:
		return l.Weeks.Points
	case forecast.Month:
		return l.Months.Points
	}
	return l.Points
}

// Expect forecasts a history so many days ahead, its series independently of each other. Where parts add up to the total in the history, each day's expectations
// are then scaled by one factor so that they do in the future too, for the total, being the steadiest series, is forecast best; weeks, months and intervals follow
// (top-down with forecast proportions: G. Athanasopoulos, R. Ahmed, R. Hyndman, Hierarchical forecasts for Australian domestic
// tourism, Int. J. Forecasting 25 (2009), 146-166).
//
// Errors: those of the total, which is nothing without a history; a cancelled context. A part that cannot be forecast has its own Fault.
func Expect(ctx context.Context, h History, days, workers int, seed uint64) (Expected, error) {
	e := Expected{History: h, Days: days, Parts: make([]Line, len(h.Parts))}
	o := forecast.Options{Horizon: days, Levels: []float64{narrow, wide}, Seed: seed}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, workers))
	g.Go(func() (err error) {
		e.All.Series = h.All
		e.All.DailyResult, err = forecast.ForecastDaily(h.Daily(h.All), o)
		e.All.refuse(thin(h, e.All.DailyResult))
		return err
	})
	for i, s := range h.Parts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := forecast.ForecastDaily(h.Daily(s), o)
			e.Parts[i] = Line{Series: s, DailyResult: r, Fault: origin.Sentences(err)}
			if err == nil {
				e.Parts[i].refuse(thin(h, r))
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Expected{}, err
	}
	e.note()
	e.reconcile()
	return e, nil
}

// fewestUsed is the number of days that a forecast has to rest on: each weekday twice.
const fewestUsed = 14

// refuse takes a forecast back; what is said of the history stays.
func (l *Line) refuse(why []origin.Text) {
	if len(why) > 0 {
		l.Fault, l.Notes = why, l.Past
	}
}

// thin says that a forecast rests on too little of the history to be shown.
func thin(h History, r forecast.DailyResult) []origin.Text {
	used := r.Used.To - r.Used.From
	if r.Method == "" || used >= fewestUsed {
		return nil
	}
	from, to := h.First.AddDate(0, 0, r.Used.From), h.First.AddDate(0, 0, r.Used.To-1)
	return []origin.Text{origin.Faultf(origin.Text{
		EN: "of the history only %d days can be used (%s to %s), and a forecast needs %d: before and behind, the records are thin, as in a log that was cut out by a time window, or missing",
		DE: "vom Verlauf sind nur %d Tage brauchbar (%s bis %s), und eine Vorhersage braucht %d: davor und danach sind die Daten dünn, wie in einem nach Zeit ausgeschnittenen Protokoll, oder fehlen",
	}, used, from, to, fewestUsed).Said}
}

// Err is why nothing can be forecast; nil where the line was forecast.
func (l Line) Err() error {
	var all []error
	for _, t := range l.Fault {
		all = append(all, origin.Fault{Said: t})
	}
	return errors.Join(all...)
}

// note says what the history leaves out.
func (e *Expected) note() {
	for _, i := range e.History.Missing {
		day := e.History.First.AddDate(0, 0, i)
		e.Notes = append(e.Notes, origin.Faultf(origin.Text{
			EN: "%s is not counted: the records begin or end within it", DE: "%s zählt nicht: die Daten beginnen oder enden an diesem Tag",
		}, day).Said)
	}
	last, known := e.lastHoliday()
	if known && last.Before(e.All.end()) {
		e.Notes = append(e.Notes, origin.Faultf(origin.Text{
			EN: "no holidays are known after %s, so that none is forecast there; a region in the desk's calendar, such as DE-BY, brings more",
			DE: "nach dem %s sind keine Feiertage bekannt, also auch keine vorhergesagt; eine Region im Kalender des Desks, etwa DE-BY, bringt weitere",
		}, last).Said)
	}
	if !known {
		e.Notes = append(e.Notes, origin.Text{
			EN: "no holidays are known, so that none is forecast; a region in the desk's calendar, such as DE-BY, brings them",
			DE: "es sind keine Feiertage bekannt, also auch keine vorhergesagt; eine Region im Kalender des Desks, etwa DE-BY, bringt sie",
		})
	}
	if e.History.LeftOut > 0 {
		e.Notes = append(e.Notes, origin.Faultf(origin.Text{
			EN: "%d arrivals at teams without a tier are in no part", DE: "%d Eingänge bei Teams ohne Stufe sind in keinem Teil",
		}, e.History.LeftOut).Said)
	}
}

// lastHoliday is the last day on which the desk is known to be closed.
func (e *Expected) lastHoliday() (last time.Time, known bool) {
	if n := len(e.History.Closed); n > 0 {
		return e.History.Closed[n-1].Day, true
	}
	return last, false
}

// end is the last day that is looked at, less a quarter, in which every region has a holiday or two.
func (l Line) end() time.Time {
	if len(l.Points) == 0 {
		return time.Time{}
	}
	return l.Points[len(l.Points)-1].First.AddDate(0, -3, 0)
}

// reconcile scales the parts to the total, day by day.
func (e *Expected) reconcile() {
	switch {
	case len(e.Parts) == 0:
		return
	case !e.History.AddsUp():
		e.Notes = append(e.Notes, origin.Text{
			EN: "tiers and teams do not add up to the tickets created: a ticket counts at each that it comes to; they are forecast each on its own",
			DE: "Stufen und Teams ergeben zusammen nicht die erstellten Tickets: ein Ticket zählt überall, wohin es kommt; jede Reihe ist für sich vorhergesagt",
		})
		return
	}
	for _, p := range e.Parts {
		if !p.Told() {
			e.Notes = append(e.Notes, origin.Text{
				EN: "not every part can be forecast, so that the parts are not fitted to the total",
				DE: "nicht jeder Teil lässt sich vorhersagen, also sind die Teile nicht an die Summe angepasst",
			})
			return
		}
	}
	e.scale()
	e.Notes = append(e.Notes, origin.Text{
		EN: "parts are forecast each on its own and then scaled day by day to add up to the forecast of the total; intervals are scaled with them",
		DE: "die Teile sind jeder für sich vorhergesagt und dann Tag für Tag so skaliert, dass sie die Vorhersage der Summe ergeben; die Intervalle mit ihnen",
	})
}

func (e *Expected) scale() {
	factors := make([]float64, len(e.All.Points))
	for day := range factors {
		sum := 0.0
		for _, p := range e.Parts {
			sum += p.Points[day].Mean
		}
		factors[day] = 1
		if sum > 0 {
			factors[day] = e.All.Points[day].Mean / sum
		}
	}
	for i := range e.Parts {
		e.Parts[i].scale(factors)
	}
}

// scale multiplies days by their factors, and weeks and months by what that makes of their sums.
func (l *Line) scale(factors []float64) {
	l.scaleSums(l.Weeks.Points, factors, 0, 7)
	l.scaleSums(l.Months.Points, factors, 1, 0)
	for day, p := range l.Points {
		l.Points[day] = times(p, factors[day])
	}
}

// scaleSums scales sums of days that last so many months and days.
func (l *Line) scaleSums(sums []forecast.Point, factors []float64, months, days int) {
	for i, sum := range sums {
		until, mean := sum.First.AddDate(0, months, days), 0.0
		for day, p := range l.Points {
			if !p.First.Before(sum.First) && p.First.Before(until) {
				mean += factors[day] * p.Mean
			}
		}
		if sum.Mean > 0 {
			sums[i] = times(sum, mean/sum.Mean)
		}
	}
}

func times(p forecast.Point, factor float64) forecast.Point {
	p.Mean *= factor
	ranges := make([]forecast.Range, len(p.Ranges))
	for i, r := range p.Ranges {
		ranges[i] = forecast.Range{Level: r.Level, Low: factor * r.Low, High: factor * r.High}
	}
	p.Ranges = ranges
	return p
}
