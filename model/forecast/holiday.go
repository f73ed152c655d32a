package forecast

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
)

// past is a history as the methods are fitted to it. Holidays that fall on working days are another kind of day: most methods know nothing of the
// calendar, so for them such days are filled from the same weekdays beside, and what a holiday does to a day is put on top of what they forecast.
type past struct {
	all  history // as it was; the calendar method sees to holidays itself
	open history // without holidays
	off  holidays
}

// holidays is what is known of holidays on working days.
type holidays struct {
	cal     calendarFit // what a working day is
	factor  float64     // tickets of a holiday over those of the same weekday beside it
	ratios  []float64   // the same of each holiday, pulled so that their mean is the factor
	days    int         // that the factor rests on
	unclear bool        // there were some, but too few to tell their factor
	next    int         // index of the first day to come
}

// past looks at what holidays did in a history. The factor is a ratio of sums, so that busy holidays weigh more.
func (h history) past() past {
	p := past{all: h, open: h, off: holidays{factor: 1, next: len(h.y)}}
	if h.cal == nil || len(h.cal.holiday) == 0 || len(h.y) < fewestWeeks*week {
		return p
	}
	p.off.cal = calendarFit{cal: h.cal, holiday: 1}
	p.off.cal.weekdays(h)
	days := p.off.cal.holidays(h)
	p.off.unclear = days > 0 && days < fewestHolidays
	if days < fewestHolidays {
		return p
	}
	p.off.factor, p.off.days = p.off.cal.holiday, days
	p.open.y, p.open.known = slices.Clone(h.y), slices.Clone(h.known)
	for i, v := range h.y {
		if !p.off.cal.off(h.cal.day(i)) {
			continue
		}
		if mean, ok := p.off.cal.beside(h, i); ok {
			p.open.y[i], p.open.known[i] = mean, false
			if h.known[i] && mean > 0 {
				p.off.ratios = append(p.off.ratios, v/mean)
			}
		}
	}
	if mean := stat.Mean(p.off.ratios, nil); mean > 0 {
		floats.Scale(p.off.factor/mean, p.off.ratios)
	}
	return p
}

// fit fits a method.
func (p past) fit(m Method) (fitted, bool) {
	if m == Calendar || p.off.days == 0 {
		return fits[m](p.all)
	}
	f, ok := fits[m](p.open)
	return openFit{f, p.off}, ok
}

// openFit is a method that was fitted to days without holidays, with holidays put on top.
type openFit struct {
	fitted
	off holidays
}

func (f openFit) mean(steps int) []float64 {
	out := f.fitted.mean(steps)
	f.off.onto(out, func() float64 { return f.off.factor })
	return out
}

// path draws for each holiday one of the past, for they differ more among themselves than other days do.
func (f openFit) path(rng *rand.Rand, out []float64) {
	f.fitted.path(rng, out)
	f.off.onto(out, func() float64 { return f.off.ratios[rng.IntN(len(f.off.ratios))] })
}

// onto multiplies days to come by a factor where they are holidays.
func (o holidays) onto(days []float64, factor func() float64) {
	for k := range days {
		if o.cal.off(o.cal.cal.day(o.next + k)) {
			days[k] *= factor()
		}
	}
}

// beside is the mean of the same weekday in the two weeks before and after a day, holidays left out; not ok where none was recorded.
func (f calendarFit) beside(h history, i int) (mean float64, ok bool) {
	var sum, of float64
	for _, j := range []int{i - 2*week, i - week, i + week, i + 2*week} {
		if j >= 0 && j < len(h.y) && h.known[j] && !f.off(h.cal.day(j)) {
			sum, of = sum+h.y[j], of+1
		}
	}
	return sum / math.Max(1, of), of > 0
}

// sayHolidays says what holidays did to the history, or that it cannot be told.
func (p *planned) sayHolidays() {
	off, percent := p.past.off, math.Round(100*p.past.off.factor)
	switch {
	case off.unclear:
		p.note(origin.Text{
			EN: sprint("fewer than %d holidays fell on working days of the history: what a holiday does cannot be told, and holidays are forecast like other days", fewestHolidays),
			DE: sprint("weniger als %d Feiertage fielen im Verlauf auf Arbeitstage: was ein Feiertag bewirkt, lässt sich nicht sagen, und Feiertage sind wie andere Tage vorhergesagt", fewestHolidays),
		})
	case off.days > 0:
		p.note(origin.Text{
			EN: sprint("the %d holidays on working days of the history had %.0f %% of the tickets of the same weekdays beside them, and so do those to come", off.days, percent),
			DE: sprint("die %d Feiertage auf Arbeitstagen im Verlauf hatten %.0f %% der Tickets derselben Wochentage daneben, und so auch die kommenden", off.days, percent),
		})
	}
}
