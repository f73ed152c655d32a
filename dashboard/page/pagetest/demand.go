package pagetest

import (
	"time"

	"tiermix/model/clock"
	"tiermix/model/effort"
	"tiermix/model/plan"
)

// demand is what the invented desk's plan rests on: ten weeks, open Monday to Friday from 8 to 18, half of the tickets by
// phone. Eight people of 1st level have a salary, and three of 2nd level: too few to show what they earn.
func demand() plan.Demand {
	d := plan.Demand{
		From: day(2026, 8, 24), To: day(2026, 11, 1), Weeks: 10, Calendar: clock.Calendar{Zone: time.UTC}, Set: true,
		People: map[int]int{1: 9, 2: 7}, Logged: map[effort.Key][]float64{},
		Salaries: []plan.Salary{
			{Tier: 1, Currency: "EUR", People: 8, Mean: 38_123, Lowest: 33_000, Highest: 44_000},
			{Tier: 2, Currency: "EUR", People: 3, Mean: 47_777, Lowest: 45_000, Highest: 52_000},
		},
	}
	var week plan.Week
	for weekday := range 5 {
		d.Calendar.Week[weekday+1] = []clock.Span{{Opens: 8 * time.Hour, Closes: 18 * time.Hour}}
		for slot := 16; slot < 36; slot++ {
			week[weekday][slot] = 4
		}
	}
	d.Channels = []plan.Channel{{Name: "phone", Tickets: 4000, Typical: week, Peak: week}, {Name: "e-mail", Tickets: 4000, Typical: week, Peak: week}}
	d.Categories = []plan.Category{
		{Key: "Permissions", Tickets: 4000, Tried: 4000, Solved: 3800, Second: 200, Returned: 20},
		{Key: "ERP booking errors", Tickets: 3997, Tried: 3997, Solved: 400, Second: 3597, Returned: 300},
		{Key: "", Tickets: 3, Tried: 3, Solved: 1, Second: 2},
	}
	return d
}
