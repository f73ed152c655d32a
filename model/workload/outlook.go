package workload

import (
	"time"

	"gonum.org/v1/gonum/floats"

	"tiermix/model/forecast"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// Coverages of the intervals.
const (
	narrow = 0.8
	wide   = 0.95
)

// Options are those of a forecast that looks so many whole months ahead; a month that has begun is looked at beside them.
func Options(h History, months int) forecast.Options {
	return forecast.Options{Horizon: forecast.DaysAhead(h.Last.AddDate(0, 0, 1), months), Levels: []float64{narrow, wide}, Seed: 1}
}

// Outlook is what is expected of the months behind the records, as growth against the average week of the measured period:
//
//	growth(month) = expected tickets of the month's days / tickets that these days have in that week - 1,
//
// day by day over the days of the month that are no holidays, so that a month of five Mondays is no growth, and neither are the holidays of May a
// decline: people are staffed for days like these. It comes with the 80 % interval of the month's tickets, by the total of a history without filters.
// What is typed comes before a forecast and stands for all months. A history of which nothing can be forecast gives a growth of 0 as a default, and
// the Source says why; it is never an error.
func Outlook(d plan.Demand, h History, typed origin.Value, months int) plan.Outlook {
	if typed.Given() && typed.Kind == origin.Typed {
		return flat(h, typed.Amount, origin.Typed, months, origin.Text{EN: "growth as it was typed, for all months", DE: "Wachstum wie eingegeben, für alle Monate"})
	}
	out, err := forecastOutlook(d, h, months)
	if err != nil {
		why := said(err)
		return flat(h, 0, origin.Default, months, origin.Text{
			EN: "no forecast: " + why.EN + "; the demand of the measured period is taken to stay as it is",
			DE: "keine Vorhersage: " + why.DE + "; der Bedarf des gemessenen Zeitraums soll bleiben, wie er ist",
		})
	}
	return out
}

func forecastOutlook(d plan.Demand, h History, months int) (plan.Outlook, error) {
	r, err := forecast.ForecastDaily(h.Daily(h.All), Options(h, months))
	if err != nil {
		return plan.Outlook{}, err
	}
	if fault := thin(h, r); fault != nil {
		return plan.Outlook{}, origin.Fault{Said: fault[0]}
	}
	return outlookOf(d, h, r)
}

// outlookOf is the outlook of a forecast that was made of all tickets of the desk. Errors: a period without tickets; no whole month ahead.
func outlookOf(d plan.Demand, h History, r forecast.DailyResult) (plan.Outlook, error) {
	usual := weekdays(d)
	if !(floats.Sum(usual[:]) > 0) {
		return plan.Outlook{}, origin.Faultf(origin.Text{EN: "the measured period has no ticket to compare with", DE: "der gemessene Zeitraum hat kein Ticket zum Vergleich"})
	}
	if len(r.Months.Points) == 0 {
		return plan.Outlook{}, origin.Faultf(origin.Text{EN: "the forecast holds no whole month", DE: "die Vorhersage enthält keinen ganzen Monat"})
	}
	out, open := plan.Outlook{Level: narrow, Source: source(h, r)}, openDays(h, r)
	for _, p := range r.Months.Points {
		times := open.against(p.First, usual)
		if times < leastLeft {
			return plan.Outlook{}, origin.Faultf(origin.Text{
				EN: "the trend of the records would fall to less than %[1]d %% of the tickets by %[2]s, which nobody can plan for; type a growth",
				DE: "der Trend der Daten fiele bis %[2]s auf weniger als %[1]d %% der Tickets, womit sich nicht planen lässt; geben Sie ein Wachstum ein",
			}, int(100*leastLeft), p.First)
		}
		m := plan.Month{First: p.First, Growth: times - 1, Low: times - 1, High: times - 1, Kind: origin.Measured}
		for _, i := range p.Ranges {
			if i.Level == narrow && p.Mean > 0 { // the mean of a skew count may lie outside of its interval
				m.Low, m.High = min(times*i.Low/p.Mean-1, m.Growth), max(times*i.High/p.Mean-1, m.Growth)
			}
		}
		out.Months = append(out.Months, m)
	}
	return out, nil
}

// leastLeft is the share of the usual tickets below which a month is no forecast but a trend drawn out too far.
const leastLeft = 0.05

// weekdays are the tickets of an average week of the measured period, by time.Weekday. Tickets without a tier came like the others; where nothing says how
// they came, each day has a seventh.
func weekdays(d plan.Demand) (usual [7]float64) {
	weekly := weeklyTickets(d)
	for _, c := range d.Channels {
		for i, day := range c.Typical {
			usual[(i+1)%7] += floats.Sum(day[:])
		}
	}
	known := floats.Sum(usual[:])
	for i := range usual {
		if known > 0 {
			usual[i] *= weekly / known
		} else {
			usual[i] = weekly / 7
		}
	}
	return usual
}

// ahead are the expected tickets of days to come, without holidays; where a month has nothing else, with them.
type ahead map[time.Month]map[int][]forecast.Point

// openDays are the days ahead, by month and year.
func openDays(h History, r forecast.DailyResult) ahead {
	closed := map[string]bool{}
	for _, c := range h.Closed {
		closed[c.Day.Format(time.DateOnly)] = true
	}
	all, open := ahead{}, ahead{}
	for _, p := range r.Points {
		all.add(p)
		if !closed[p.First.Format(time.DateOnly)] {
			open.add(p)
		}
	}
	for month, years := range all {
		for year, days := range years {
			if len(open[month][year]) == 0 {
				for _, p := range days {
					open.add(p)
				}
			}
		}
	}
	return open
}

func (a ahead) add(p forecast.Point) {
	month, year := p.First.Month(), p.First.Year()
	if a[month] == nil {
		a[month] = map[int][]forecast.Point{}
	}
	a[month][year] = append(a[month][year], p)
}

// against is how many times the usual tickets of its days a month is expected to have.
func (a ahead) against(month time.Time, usual [7]float64) float64 {
	expected, before := 0.0, 0.0
	for _, p := range a[month.Month()][month.Year()] {
		expected += p.Mean
		before += usual[p.First.Weekday()]
	}
	if before == 0 { // days on which nothing came in the measured period
		return 1
	}
	return expected / before
}

// source names the method and what it rests on, and the thin end of a log that it looks over.
func source(h History, r forecast.DailyResult) origin.Text {
	days, behind := r.Used.To-r.Used.From, h.Days()-r.Used.To
	if behind < ThinEnd {
		return origin.Faultf(origin.Text{EN: "forecast: %s, from %d days", DE: "Vorhersage: %s, aus %d Tagen"}, r.Method.Text(), days).Said
	}
	return origin.Faultf(origin.Text{
		EN: "forecast: %s, from the %d days up to %s. After them the log is thin: its last %d days are left out, and the tickets are taken to come as they did before",
		DE: "Vorhersage: %s, aus den %d Tagen bis zum %s. Danach ist das Protokoll dünn: seine letzten %d Tage bleiben weg, und die Tickets kommen weiter wie davor",
	}, r.Method.Text(), days, h.First.AddDate(0, 0, r.Used.To-1), behind).Said
}

// ThinEnd is the number of days left out at the end of a history from which on it is said wherever the forecast is used.
const ThinEnd = 28

func weeklyTickets(d plan.Demand) float64 {
	tickets := d.LeftOut
	for _, c := range d.Categories {
		tickets += c.Tickets
	}
	if !(d.Weeks > 0) {
		return 0
	}
	return float64(tickets) / d.Weeks
}

// flat is the same growth for every month behind the records, known for certain.
func flat(h History, growth float64, kind origin.Kind, months int, why origin.Text) plan.Outlook {
	out := plan.Outlook{Level: narrow, Source: why}
	next := h.Last.AddDate(0, 0, 1)
	if next.Day() != 1 {
		next = time.Date(next.Year(), next.Month()+1, 1, 0, 0, 0, 0, next.Location())
	}
	for i := range months {
		out.Months = append(out.Months, plan.Month{First: next.AddDate(0, i, 0), Growth: growth, Low: growth, High: growth, Kind: kind})
	}
	return out
}

// said is an error in both languages.
func said(err error) origin.Text {
	var all origin.Text
	for i, t := range origin.Sentences(err) {
		if i > 0 {
			all.EN, all.DE = all.EN+"; ", all.DE+"; "
		}
		all.EN, all.DE = all.EN+t.EN, all.DE+t.DE
	}
	return all
}
