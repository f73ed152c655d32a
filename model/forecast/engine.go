package forecast

import (
	"errors"
	"math/rand/v2"
	"time"

	"tiermix/model/origin"
)

// fewestSteps is the length below which no history is taken.
const fewestSteps = 4

// Defaults of Options.
const defaultOrigins = 6

var defaultLevels = []float64{0.8, 0.95}

// Forecast chooses the method that would have done best in the past and says with it what is to be expected.
//
// Errors name all faults at once, in both languages: a horizon below 1 or beyond five years, counts that are none, a history that is
// too short for any method. What is peculiar about the history is no error but stands in Result.Notes.
func Forecast(s Series, o Options) (Result, error) {
	p, err := prepare(s, o, nil)
	if err != nil {
		return Result{}, err
	}
	return p.result()
}

// Backtest is how all methods would have done, best first.
func Backtest(s Series, o Options) ([]Score, error) {
	r, err := Forecast(s, o)
	return r.Backtest, err
}

// planned is a forecast in the making.
type planned struct {
	series  Series
	options Options
	history history
	past    past // of the whole history
	used    Span
	notes   []origin.Text
	about   int // how many of the notes are about the history alone
	trial   trial
	futures [][][]float64 // of the chosen method, by origin of the trial and path
}

func prepare(s Series, o Options, cal *calendar) (*planned, error) {
	if err := errors.Join(s.check(), o.check(s.Step)); err != nil {
		return nil, err
	}
	p := &planned{series: s, options: o.filled()}
	p.clean()
	if have := len(p.history.y); have < fewestSteps {
		return nil, tooShort(s.Step, have, fewestSteps)
	}
	if cal != nil {
		p.history.cal = cal.from(p.used.From)
	}
	p.history.ahead = p.lead() + p.options.Horizon
	p.history.warm = &warmth{guesses: map[warmKey]guess{}}
	p.past = p.history.past()
	p.sayHolidays()
	return p, nil
}

// lead is the number of steps dropped at the end.
func (p *planned) lead() int { return len(p.series.Values) - p.used.To }

func (p *planned) result() (Result, error) {
	r := Result{Used: p.used, Scale: p.history.scale(), lead: p.lead()}
	p.trial = p.history.trial(p.options)
	r.Backtest = p.trial.scores(r.Scale)
	r.Method = p.choose(&r)
	var ok bool
	if r.fit, ok = p.past.fit(r.Method); !ok {
		return Result{}, origin.Faultf(origin.Text{
			EN: "no method can be fitted to the history of %d %s", DE: "kein Verfahren lässt sich an den Verlauf von %d %s anpassen",
		}, len(p.history.y), p.series.Step.words(len(p.history.y)).EN)
	}
	r.Model = r.fit.model()
	r.Spreads = p.calibrate(&r)
	r.Points = p.points(r)
	p.warn(r)
	r.Notes, r.Past = p.notes, p.notes[:p.about:p.about]
	return r, nil
}

func tooShort(s Step, have, need int) error {
	words := s.words(have)
	return origin.Fault{Said: origin.Text{
		EN: sprint("the history is too short to forecast from: %d %s of counts that can be used, at least %d are needed", have, words.EN, need),
		DE: sprint("der Verlauf ist zu kurz für eine Vorhersage: %d %s mit brauchbaren Anzahlen, mindestens %d sind nötig", have, words.DE, need),
	}}
}

func (o Options) filled() Options {
	if len(o.Levels) == 0 {
		o.Levels = defaultLevels
	}
	if len(o.Methods) == 0 {
		o.Methods = order
	}
	if o.Origins == 0 {
		o.Origins = defaultOrigins
	}
	return o
}

// points are those behind the end of the series: what was dropped at its end is stepped over.
func (p *planned) points(r Result) []Point {
	steps := r.lead + p.options.Horizon
	all := draw(rand.New(rand.NewPCG(p.options.Seed, seedStream)), r.fit, steps, paths, 1)
	mean := floored(r.fit.mean(steps))
	out := make([]Point, p.options.Horizon)
	for k := range out {
		at := r.lead + k
		out[k] = Point{First: p.series.Step.at(p.series.First, p.used.To+at), Mean: mean[at], Ranges: ranges(all, at, mean[at], p.options.Levels, r.Spreads)}
	}
	return out
}

// calendar says of days by index what they are.
type calendar struct {
	first   time.Time
	holiday map[string]bool
}

func newCalendar(d Daily) *calendar {
	c := &calendar{first: d.First, holiday: map[string]bool{}}
	for _, day := range d.Holidays {
		c.holiday[day.Format(time.DateOnly)] = true
	}
	return c
}

// from is the calendar whose first day is the one with an index.
func (c *calendar) from(i int) *calendar {
	return &calendar{first: c.first.AddDate(0, 0, i), holiday: c.holiday}
}

func (c *calendar) day(i int) time.Time { return c.first.AddDate(0, 0, i) }
