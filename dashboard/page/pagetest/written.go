package pagetest

import (
	"context"
	"slices"

	"tiermix/dashboard/page"
	"tiermix/model/knowledge"
	"tiermix/model/shiftleft"
)

// solved is what the invented desk's 2nd level solved in a quarter: some of it marked, some quick and alone, some never tried.
func solved() shiftleft.Solved {
	minutes := func(n int, each float64) []float64 { return slices.Repeat([]float64{each}, n) }
	return shiftleft.Solved{From: day(2026, 8, 1), To: day(2026, 10, 31), Days: 92, Groups: []shiftleft.Group{
		{Category: "Permissions", Tried: true, Marked: true, Alone: true, Unlinked: true, Tickets: 60, Judged: 60, Known: 60, Minutes: minutes(60, 30), Examples: []string{"T-secret"}},
		{Category: "Permissions", Tried: true, Tickets: 90, Judged: 90, Known: 90, Minutes: minutes(90, 40)},
		{Category: "Permissions", Tickets: 25, Known: 25, Minutes: minutes(25, 45)},
		{Category: "ERP booking errors", Tried: true, Marked: true, Unlinked: true, Tickets: 12, Judged: 12, Known: 12, Minutes: minutes(12, 55)},
		{Category: "", Tried: true, Tickets: 2, Known: 2},
		{Category: "Web shop", Tried: true, Marked: true, Tickets: 4, Judged: 4, Known: 4},
	}}
}

// written is a history in which an article for permissions is followed by fewer escalations, and one for backups comes too late to tell.
func written() knowledge.History {
	h := knowledge.History{First: day(2025, 9, 1), Last: day(2026, 10, 31)}
	launch := day(2026, 5, 4)
	h.Uses = []knowledge.Use{
		{Category: "Permissions", Article: "KB-12", First: launch, Tickets: 210}, {Category: "Backup", Article: "KB-90", First: day(2026, 10, 20), Tickets: 30},
		{Category: "Phone", Article: "KB-13", First: launch, Tickets: 1},
	}
	for at := h.First; !at.After(h.Last); at = at.AddDate(0, 0, 1) {
		for _, c := range []string{"Permissions", "Backup", "Phone"} {
			d := knowledge.Day{Category: c, Day: at, Held: 10, Escalated: 3}
			if c == "Permissions" && at.Before(launch) {
				d.Escalated = 5
			}
			h.Days = append(h.Days, d)
		}
	}
	return h
}

// Settings implements page.Source.
func (d *Desk) Settings(context.Context) ([]page.Setting, error) {
	return []page.Setting{{Name: "desk_name", Value: "Invented desk"}, {Name: "mail_security", Default: "starttls"}, {Name: "accent"}}, nil
}
