package workload

import (
	"fmt"
	"time"

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
//	growth(month) = 7 · expected tickets of the month / its days / (tickets of the period / its weeks) - 1,
//
// with the 80 % interval of the month's tickets, by the total of a history without filters. What is typed comes before a forecast and stands for all months. A
// history of which nothing can be forecast gives a growth of 0 as a default, and the Source says why; it is never an error.
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
	return OutlookOf(d, r)
}

// OutlookOf is the outlook of a forecast that was made of all tickets of the desk. Errors: a period without tickets; no whole month ahead.
func OutlookOf(d plan.Demand, r forecast.DailyResult) (plan.Outlook, error) {
	weekly := weeklyTickets(d)
	if !(weekly > 0) {
		return plan.Outlook{}, origin.Faultf(origin.Text{EN: "the measured period has no ticket to compare with", DE: "der gemessene Zeitraum hat kein Ticket zum Vergleich"})
	}
	if len(r.Months.Points) == 0 {
		return plan.Outlook{}, origin.Faultf(origin.Text{EN: "the forecast holds no whole month", DE: "die Vorhersage enthält keinen ganzen Monat"})
	}
	out := plan.Outlook{Level: narrow, Source: source(r)}
	for _, p := range r.Months.Points {
		growth := func(tickets float64) float64 { return 7*tickets/daysOf(p.First)/weekly - 1 }
		m := plan.Month{First: p.First, Growth: growth(p.Mean), Low: growth(p.Mean), High: growth(p.Mean), Kind: origin.Measured}
		for _, i := range p.Ranges {
			if i.Level == narrow { // the mean of a skew count may lie outside of its interval
				m.Low, m.High = min(growth(i.Low), m.Growth), max(growth(i.High), m.Growth)
			}
		}
		out.Months = append(out.Months, m)
	}
	return out, nil
}

// source names the method and what it rests on.
func source(r forecast.DailyResult) origin.Text {
	name, days := r.Method.Text(), r.Used.To-r.Used.From
	return origin.Text{
		EN: fmt.Sprintf("forecast: %s, from %d days", name.EN, days),
		DE: fmt.Sprintf("Vorhersage: %s, aus %d Tagen", name.DE, days),
	}
}

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

func daysOf(month time.Time) float64 {
	return float64(time.Date(month.Year(), month.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day())
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
