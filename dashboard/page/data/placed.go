package data

import (
	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/roster"
)

// mostSaid is how many ways stand as sentences above the tables.
const mostSaid = 6

// placed shows what another roster would do to the tickets of the desk.
func placed(ask page.Ask, j page.Job, s *Shown) {
	l := ask.L
	if j.Step != page.JobDone && j.Step != page.JobRunning {
		s.Edit = RosterPath + "?job=" + j.ID
	}
	if j.Effect == nil {
		return
	}
	e := *j.Effect
	if s.Counts = l.T("roster.same", l.Count(e.Tickets)); e.Changed > 0 {
		s.Counts = l.Plural("roster.moves", e.Changed, l.Count(e.Tickets))
	}
	for _, w := range e.Ways[:min(mostSaid, len(e.Ways))] {
		s.Says = append(s.Says, l.Plural("roster.way", w.Tickets, l.T("roster.class."+w.From), l.T("roster.class."+w.To)))
	}
	s.Tables = append(s.Tables, shares(ask, e))
	if len(e.Ways) > 0 {
		s.Tables = append(s.Tables, ways(ask, e))
	}
	if len(e.Teams) > 0 {
		s.Tables = append(s.Tables, shifted(ask, e))
	}
}

func ways(ask page.Ask, e roster.Effect) page.Card {
	l := ask.L
	card := page.Card{ID: "roster-ways", Title: l.T("roster.ways"), Definition: l.T("roster.waysabout")}
	card.Table.Head = []page.Cell{page.Num(l.T("roster.tickets")), page.Text(l.T("roster.was")), page.Text(l.T("roster.becomes"))}
	for _, w := range e.Ways {
		card.Table.Rows = append(card.Table.Rows, []page.Cell{page.Num(l.Count(w.Tickets)), page.Text(l.T("roster.class." + w.From)), page.Text(l.T("roster.class." + w.To))})
	}
	return card
}

// shares sets figures before and after side by side.
func shares(ask page.Ask, e roster.Effect) page.Card {
	l := ask.L
	card := page.Card{ID: "roster-shares", Title: l.T("roster.shares"), Definition: l.T("roster.sharesabout")}
	card.Table.Head = []page.Cell{page.Text(l.T("roster.figure")), page.Num(l.T("roster.was")), page.Num(l.T("roster.becomes"))}
	add := func(figure string, was, whole, is, all int) {
		card.Table.Rows = append(card.Table.Rows, []page.Cell{page.Text(page.FigureName(l, figure)), page.Num(share(ask, was, whole)), page.Num(share(ask, is, all))})
	}
	b, a := e.Before, e.After
	add("contained_first_level", b.Contained, b.Placed, a.Contained, a.Placed)
	add("escalation_rate", b.Escalated, b.Held, a.Escalated, a.Held)
	add("first_level_resolution", b.First, b.Resolved, a.First, a.Resolved)
	return card
}

func share(ask page.Ask, hits, total int) string {
	l := ask.L
	if total == 0 {
		return l.T("roster.none")
	}
	return l.T("roster.of", l.Percent(float64(hits)/float64(total)), l.Count(hits), l.Count(total))
}

func shifted(ask page.Ask, e roster.Effect) page.Card {
	const most = 100
	l := ask.L
	card := page.Card{ID: "roster-teams", Title: l.T("roster.shifts"), Definition: l.T("roster.shiftsabout")}
	card.Table.Head = []page.Cell{page.Text(l.T("roster.team")), page.Text(l.T("roster.was")), page.Text(l.T("roster.becomes")), page.Num(l.T("roster.tickets"))}
	for _, t := range e.Teams[:min(most, len(e.Teams))] {
		card.Table.Rows = append(card.Table.Rows, []page.Cell{page.Text(chart.Short(t.Team, 80)), page.Text(ask.TierName(t.Was)), page.Text(ask.TierName(t.Is)), page.Num(l.Count(t.Tickets))})
	}
	if len(e.Teams) > most {
		card.Notes = []string{l.T("rates.more", l.Count(most), l.Count(len(e.Teams)))}
	}
	return card
}
