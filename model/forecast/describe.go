package forecast

import (
	"math"

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
	farShare    = 2 // times the steps ahead that were tried, beyond which a forecast is said to reach far
)

// A shift is great when one level is more than shiftTimes the other; it is left behind with so many seasons, or weeks of days, after it.
const (
	shiftTimes   = 2.0
	shiftWeeks   = 8
	shiftSeasons = 3
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

// datives are the steps behind a German preposition.
func (s Step) datives() string {
	return map[Step]string{Day: "Tagen", Week: "Wochen", Month: "Monaten"}[s]
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
}

// leaveShift looks for one change of level that a line does not explain. What lies before a great one is left out, where enough comes after: its errors are
// those of another desk, and intervals made from them would be nonsense.
func (p *planned) leaveShift() {
	at, before, after, ok := p.history.shift()
	if !ok {
		return
	}
	unit, day := p.series.Step.words(1), p.day(p.used.From+at)
	seasons := shiftSeasons
	if p.series.Step == Day {
		seasons = shiftWeeks
	}
	if math.Max(before, after) > shiftTimes*math.Min(before, after) && len(p.history.y)-at >= seasons*p.history.m {
		p.note(origin.Text{
			EN: sprint("the level shifts about %s: from %s to %s tickets a %s; what lies before is left out, so that the forecast and its intervals are those of the new level",
				day.EN, short(before).EN, short(after).EN, unit.EN),
			DE: sprint("das Niveau springt etwa am %s: von %s auf %s Tickets (je %s); was davor liegt, bleibt weg, damit Vorhersage und Intervalle die des neuen Niveaus sind",
				day.DE, short(before).DE, short(after).DE, unit.DE),
		})
		p.cut(at, len(p.history.y))
		return
	}
	p.note(origin.Text{
		EN: sprint("the level shifts about %s: from %s to %s tickets a %s; methods that follow the level are tried beside those that do not",
			day.EN, short(before).EN, short(after).EN, unit.EN),
		DE: sprint("das Niveau springt etwa am %s: von %s auf %s Tickets (je %s); Verfahren, die dem Niveau folgen, werden neben denen erprobt, die es nicht tun",
			day.DE, short(before).DE, short(after).DE, unit.DE),
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
func (p *planned) sayCoverage(all []Coverage, factors []float64) {
	for i, c := range all {
		if c.Judged == 0 || factors[i] == 1 {
			continue
		}
		p.note(origin.Text{
			EN: sprint("intervals of %.0f %% by %s as the method has them held %.0f %% of %d forecasts in the backtest: they are pulled by %s, which errors of the backtest ask for; judged at steps that the factor did not see, such intervals held %.0f %% of %d",
				100*c.Level, p.series.Step.words(1).EN, 100*c.Share, c.Of, short(factors[i]).EN, 100*c.Calibrated, c.Judged),
			DE: sprint("Intervalle zu %.0f %% (je %s), wie das Verfahren sie angibt, trafen im Rückvergleich %.0f %% von %d Vorhersagen: sie werden um %s gestreckt, wie es die Fehler des Rückvergleichs verlangen; an Schritten, die der Faktor nicht kannte, trafen solche Intervalle %.0f %% von %d",
				100*c.Level, p.series.Step.words(1).DE, 100*c.Share, c.Of, short(factors[i]).DE, 100*c.Calibrated, c.Judged),
		})
	}
}

// sayReach says that intervals were checked less far ahead than the forecast looks.
func (p *planned) sayReach(r Result) {
	far := r.lead + p.options.Horizon
	if len(r.Backtest) == 0 || far <= farShare*p.trial.steps {
		return
	}
	unit, n := p.series.Step.words(far), len(p.history.y)
	p.note(origin.Text{
		EN: sprint("the forecast rests on %d %s and looks %d %s beyond them, but could be tried only %d ahead: what changes more slowly is not in it, and intervals may be too narrow",
			n, unit.EN, far, unit.EN, p.trial.steps),
		DE: sprint("die Vorhersage ruht auf %d %s und reicht %d %s darüber hinaus, erprobt werden konnte sie nur %d voraus: was sich langsamer ändert, steckt nicht darin, und die Intervalle können zu schmal sein",
			n, p.series.Step.datives(), far, unit.DE, p.trial.steps),
	})
}

// warn says what is peculiar about the forecast: a reach beyond what was tried, a trend that would end below 0.
func (p *planned) warn(r Result) {
	p.sayReach(r)
	for k, v := range r.fit.mean(r.lead + p.options.Horizon) {
		if v < 0 {
			at := origin.Day(p.series.Step.at(p.series.First, p.used.To+k))
			p.note(origin.Text{
				EN: sprint("the trend would fall below 0 from %s on; it is held at 0", at.EN),
				DE: sprint("der Trend fiele ab dem %s unter 0; er wird bei 0 gehalten", at.DE),
			})
			return
		}
	}
}
