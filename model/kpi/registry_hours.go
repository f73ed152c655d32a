package kpi

// teamWeek: weeks of teams for which hours were paid.
var teamWeek = View{
	ID: "team week", Rows: "stint", Time: "week", Keep: "true", Team: "team", Tier: "tier", Weekly: true,
	placed: "whole and tier is not null and paid_hours > 0", unplaced: "not (whole and tier is not null and paid_hours > 0)",
	leftOut: [2]Text{{
		EN: "1 week of a team left out: it lies only in part within the period or the data, or the team has no tier, or 0 hours were paid",
		DE: "1 Woche eines Teams nicht gezählt: sie liegt nur zum Teil im Zeitraum oder in den Daten, oder das Team hat keine Stufe, oder es wurden 0 Stunden bezahlt",
	}, {
		EN: "{n} weeks of teams left out: they lie only in part within the period or the data, or the team has no tier, or 0 hours were paid",
		DE: "{n} Wochen von Teams nicht gezählt: sie liegen nur zum Teil im Zeitraum oder in den Daten, oder das Team hat keine Stufe, oder es wurden 0 Stunden bezahlt",
	}},
	Whose: "the paid team for weeks",
	About: Text{
		EN: "week of a team with paid hours that lies wholly within the period, on its Monday",
		DE: "Woche eines Teams mit bezahlten Stunden, die ganz im Zeitraum liegt, an ihrem Montag",
	},
}

var (
	needPaidHours = Need{ID: "paid hours", Rows: "paid_hours", Desk: "paid_hours is not null",
		Missing: lacks("the source has no paid hours", "die Quelle enthält keine bezahlten Stunden")}
	needMinutes = Need{ID: "minutes", Rows: "path", Desk: "effort_minutes is not null",
		Missing: lacks("the source has no minutes of work", "die Quelle enthält keine Arbeitsminuten")}
	needWaiting = Need{ID: "waiting for work", Rows: "path", Desk: "false",
		Missing: lacks("no source says how long agents wait for work; agent_utilisation stands on paid hours", "keine Quelle sagt, wie lange Agenten auf Arbeit warten; agent_utilisation beruht auf bezahlten Stunden")}
)

var hourFigures = []Spec{
	{
		ID: "agent_utilisation", Unit: Ratio, Direction: None, View: teamWeek, Tiered: true,
		Value: "handled_hours", Over: "paid_hours",
		Needs: []Need{needStintTiers, needPaidHours, needMinutes},
		Row:   Text{"whole week of a team with paid hours", "ganze Woche eines Teams mit bezahlten Stunden"},
		Definition: Text{
			EN: "Contacts times handling time, over paid hours. Above the line are the minutes that the team recorded in the week (contacts times their mean is the same sum); minutes that stand with a ticket alone count where one team held it, in the week of its resolution. Only weeks wholly within the period. By month a week belongs to that of its Monday.",
			DE: "Kontakte mal Bearbeitungszeit, geteilt durch bezahlte Stunden. Über dem Bruchstrich stehen die Minuten, die das Team in der Woche erfasst hat (Kontakte mal ihr Mittel ist dieselbe Summe); Minuten, die nur am Ticket stehen, zählen, wo es ein Team allein hielt, in der Woche der Lösung. Nur Wochen, die ganz im Zeitraum liegen. Nach Monat gehört eine Woche zu dem ihres Montags.",
		},
		Source: "MetricNet, agent utilisation",
	},
	{
		ID: "occupancy", Unit: Ratio, Direction: None, View: teamWeek, Tiered: true,
		Value: "handled_hours", Over: "handled_hours + waiting_hours",
		Needs: []Need{needStintTiers, needMinutes, needWaiting},
		Row:   Text{"whole week of a team with paid hours", "ganze Woche eines Teams mit bezahlten Stunden"},
		Definition: Text{
			EN: "Handling time over handling time and time waiting for work. It differs from agent_utilisation, whose paid hours hold breaks, training and meetings too. No input of tiermix holds the waiting time, so it is not available.",
			DE: "Bearbeitungszeit, geteilt durch Bearbeitungszeit und Wartezeit auf Arbeit. Anders als agent_utilisation, dessen bezahlte Stunden auch Pausen, Schulungen und Besprechungen enthalten. Keine Quelle von tiermix enthält die Wartezeit, daher ist sie nicht verfügbar.",
		},
	},
}
