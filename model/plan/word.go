package plan

import (
	"fmt"
	"strings"
	"time"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Word is something that went into a plan and is no number: channels, a table, opening hours, a period.
type Word struct {
	Key   string
	Text  origin.Text
	Kind  origin.Kind
	About origin.Text
}

// words are all of a plan.
func words(d Demand, a Assumptions, t salary.Table) []Word {
	same := func(text string) origin.Text { return origin.Text{EN: text, DE: text} }
	set := origin.Default
	if d.Set {
		set = origin.Typed
	}
	live := same(strings.Join(a.Live, ", "))
	if len(a.Live) == 0 {
		live = origin.Text{EN: "none", DE: "keine"}
	}
	days := origin.Faultf(origin.Text{EN: "%s – %s", DE: "%s – %s"}, d.From, d.To).Said
	return []Word{
		{"period", days, origin.Measured, origin.Text{EN: "measured period; tickets, shares and times are from its records", DE: "gemessener Zeitraum; Tickets, Anteile und Zeiten stammen aus seinen Aufzeichnungen"}},
		{"arrivals", origin.Text{EN: "an average week of the period, by half hour", DE: "eine mittlere Woche des Zeitraums, je halbe Stunde"}, origin.Measured, origin.Text{EN: "when tickets come; the peak week is the one with most tickets", DE: "wann Tickets kommen; die Spitzenwoche ist die mit den meisten Tickets"}},
		{"opening_hours", openText(d), set, origin.Text{EN: "opening hours and time zone; `tiermix calendar set` sets them", DE: "Öffnungszeiten und Zeitzone; `tiermix calendar set` setzt sie"}},
		{LiveKey, live, a.Kind(LiveKey), origin.Text{EN: "channels on which customers wait in line; all others can wait", DE: "Kanäle, auf denen Kunden warten; alle anderen sind aufschiebbar"}},
		{CountryKey, same(t.Country), a.Kind(CountryKey), origin.Text{EN: "country of the employer's on-cost, and so the currency", DE: "Land der Lohnnebenkosten und damit die Währung"}},
		{TableKey, same(t.Name() + ": " + t.Source), a.Kind(TableKey), origin.Text{EN: "on-cost table and its source", DE: "Tabelle der Lohnnebenkosten und ihre Quelle"}},
	}
}

// openText writes opening hours by weekday, from Monday on: Mon 08:00-18:00, ...
func openText(d Demand) origin.Text {
	german := [...]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}
	var en, de []string
	for i := range 7 {
		day := (i + 1) % 7
		var spans []string
		for _, s := range d.Calendar.Week[day] {
			spans = append(spans, clockText(s.Opens)+"-"+clockText(s.Closes))
		}
		if len(spans) > 0 {
			en = append(en, time.Weekday(day).String()[:3]+" "+strings.Join(spans, " "))
			de = append(de, german[day]+" "+strings.Join(spans, " "))
		}
	}
	zone := ""
	if d.Calendar.Zone != nil {
		zone = "; " + d.Calendar.Zone.String()
	}
	return origin.Text{EN: strings.Join(en, ", ") + zone, DE: strings.Join(de, ", ") + zone}
}

// clockText is a time of day.
func clockText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
