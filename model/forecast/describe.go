package forecast

import (
	"math"
	"time"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
)

// Rules of a level shift: two levels explain at least this much more than a line, lie this far apart, and by so many standard errors.
const (
	shiftGain   = 0.25
	shiftShare  = 0.15
	shiftErrors = 5.0
	yearDays    = 365
)

var stepWords = map[Step][2]origin.Text{
	Day:   {{EN: "day", DE: "Tag"}, {EN: "days", DE: "Tage"}},
	Week:  {{EN: "week", DE: "Woche"}, {EN: "weeks", DE: "Wochen"}},
	Month: {{EN: "month", DE: "Monat"}, {EN: "months", DE: "Monate"}},
}

// words is the step as a word, for so many of them.
func (s Step) words(n int) origin.Text {
	if n == 1 {
		return stepWords[s][0]
	}
	return stepWords[s][1]
}

// describe says what is peculiar about the history.
func (p *planned) describe() {
	h := p.history
	switch {
	case len(h.y) == 0:
	case floats.Max(h.y) == 0:
		p.note(origin.Text{EN: "there was no ticket at all: none is forecast", DE: "es gab kein einziges Ticket: vorhergesagt wird keines"})
	case floats.Max(h.y) == floats.Min(h.y):
		p.note(origin.Text{
			EN: "every count of the history is the same: intervals have no width, and MASE is not defined",
			DE: "alle Anzahlen des Verlaufs sind gleich: die Intervalle haben keine Breite, und MASE ist nicht bestimmt",
		})
	}
	if p.series.Step == Day && len(h.y) < 2*yearDays {
		p.note(origin.Text{
			EN: sprint("%d days are less than two years: a season of the year cannot be told and is not in the forecast", len(h.y)),
			DE: sprint("%d Tage sind weniger als zwei Jahre: eine Jahreszeit lässt sich nicht erkennen und steckt nicht in der Vorhersage", len(h.y)),
		})
	}
	p.sayShift()
}

// sayShift looks for one change of level that a line does not explain.
func (p *planned) sayShift() {
	at, before, after, ok := p.history.shift()
	if !ok {
		return
	}
	unit := p.series.Step.words(1)
	p.note(origin.Text{
		EN: sprint("the level shifts about %s: from %s to %s tickets a %s; methods that follow the level are tried beside those that do not",
			p.day(p.used.From+at), short(before).EN, short(after).EN, unit.EN),
		DE: sprint("das Niveau springt etwa am %s: von %s auf %s Tickets (je %s); Verfahren, die dem Niveau folgen, werden neben denen erprobt, die es nicht tun",
			p.day(p.used.From+at), short(before).DE, short(after).DE, unit.DE),
	})
}

// shift is the split into two levels with the least squared error over whole seasons.
func (h history) shift() (at int, before, after float64, ok bool) {
	width := max(1, h.m)
	means := h.seasonMeans(width)
	n := len(means)
	if n < 8 {
		return 0, 0, 0, false
	}
	best := math.Inf(1)
	for k := 3; k <= n-3; k++ {
		a, b := stat.Mean(means[:k], nil), stat.Mean(means[k:], nil)
		if e := squared(means[:k], a) + squared(means[k:], b); e < best {
			best, at, before, after = e, k, a, b
		}
	}
	height, slope := line(means)
	var byLine float64
	for i, v := range means {
		byLine += math.Pow(v-height-slope*float64(i+1), 2)
	}
	error := math.Sqrt(best / float64(n-2) * (1/float64(at) + 1/float64(n-at)))
	apart := math.Abs(after - before)
	ok = best < (1-shiftGain)*byLine && apart > shiftShare*math.Max(before, after) && apart > shiftErrors*error
	return at*width + len(h.y)%width, before, after, ok
}

// seasonMeans are the means of whole seasons up to the end.
func (h history) seasonMeans(width int) []float64 {
	var means []float64
	for i := len(h.y) % width; i < len(h.y); i += width {
		means = append(means, stat.Mean(h.y[i:i+width], nil))
	}
	return means
}

func squared(x []float64, mean float64) float64 {
	var sum float64
	for _, v := range x {
		sum += (v - mean) * (v - mean)
	}
	return sum
}

// sayCoverage says how often the intervals held and what was done about it.
func (p *planned) sayCoverage(all []held, spread float64) {
	if len(all) == 0 || spread == 1 {
		return
	}
	before, after := coverage(all, calibrated, 1), coverage(all, calibrated, spread)
	p.note(origin.Text{
		EN: sprint("intervals of 80 %% as the method has them held %.0f %% of %d forecasts in the backtest: they are stretched by %s from the errors of the backtest, with which %.0f %% would have held",
			100*before.Share, before.Of, short(spread).EN, 100*after.Share),
		DE: sprint("Intervalle zu 80 %%, wie das Verfahren sie angibt, trafen im Rückvergleich %.0f %% von %d Vorhersagen: sie werden nach den Fehlern des Rückvergleichs mit %s gestreckt, womit %.0f %% getroffen hätten",
			100*before.Share, before.Of, short(spread).DE, 100*after.Share),
	})
}

// warn says what is peculiar about the forecast: a trend that would end below 0.
func (p *planned) warn(r Result) {
	for k, v := range r.fit.mean(r.lead + p.options.Horizon) {
		if v < 0 {
			at := p.series.Step.at(p.series.First, p.used.To+k).Format(time.DateOnly)
			p.note(origin.Text{
				EN: sprint("the trend would fall below 0 from %s on; it is held at 0", at),
				DE: sprint("der Trend fiele ab dem %s unter 0; er wird bei 0 gehalten", at),
			})
			return
		}
	}
}
