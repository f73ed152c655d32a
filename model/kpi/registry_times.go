package kpi

var timeFigures = []Spec{
	{
		ID: "first_response_time", Unit: Duration, Direction: Lower, View: created,
		Value: "first_response_seconds", Business: "first_response_business_seconds",
		Running: "is_open and first_response_seconds is null", Seen: "date_diff('second', created_at, $asof)", SeenHours: "running_business",
		Needs: []Need{needResponses},
		Row:   Text{"ticket with a contact", "Ticket mit Kontakt"},
		Definition: Text{
			EN: "From creation to the first contact: median and p90. For a ticket that an agent created it is the second contact. Open tickets still without a contact are censored at the end of the data (Kaplan-Meier); those resolved without one are left out.",
			DE: "Von der Erstellung bis zum ersten Kontakt: Median und p90. Hat ein Agent das Ticket erstellt, zählt der zweite Kontakt. Offene Tickets noch ohne Kontakt sind am Ende der Daten zensiert (Kaplan-Meier); ohne Kontakt gelöste bleiben außen vor.",
		},
	},
	{
		ID: "first_resolution_time", Unit: Duration, Direction: Lower, View: handled,
		Value: "first_resolution_seconds", Business: "first_resolution_business_seconds",
		Running: "not ever_resolved and closed_at is null", Seen: "date_diff('second', created_at, $asof)", SeenHours: "running_business",
		Needs: []Need{needStates},
		Row:   Text{"ticket resolved at least once", "mindestens einmal gelöstes Ticket"},
		Definition: Text{
			EN: "From creation to the first resolution, for tickets created in the period: median and p90. Tickets never resolved yet are censored at the end of the data (Kaplan-Meier).",
			DE: "Von der Erstellung bis zur ersten Lösung, für im Zeitraum erstellte Tickets: Median und p90. Noch nie gelöste sind am Ende der Daten zensiert (Kaplan-Meier).",
		},
	},
	{
		ID: "resolution_time", Unit: Duration, Direction: Lower, View: resolved,
		Value: "resolution_seconds", Business: "resolution_business_seconds",
		Needs: []Need{needStates},
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "From creation to the last resolution, for tickets whose last resolution lies in the period: median and p90. Open tickets are left out, so the true figure is longer while old tickets stay open, and shorter while they are being cleared; time_to_resolution counts them in.",
			DE: "Von der Erstellung bis zur letzten Lösung, für Tickets, deren letzte Lösung im Zeitraum liegt: Median und p90. Offene Tickets bleiben außen vor, der wahre Wert ist also länger, solange alte Tickets offen bleiben, und kürzer, während sie abgebaut werden; time_to_resolution zählt sie mit.",
		},
	},
	{
		ID: "time_to_resolution", Unit: Duration, Direction: Lower, View: handled,
		Of:    "not is_open",
		Value: "resolution_seconds", Business: "resolution_business_seconds",
		Running: "is_open", Seen: "date_diff('second', created_at, $asof)", SeenHours: "running_business",
		Needs: []Need{needStates},
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "From creation to the last resolution, for tickets created in the period: median and p90. Tickets that are open, reopened ones too, are censored at the end of the data (Kaplan-Meier).",
			DE: "Von der Erstellung bis zur letzten Lösung, für im Zeitraum erstellte Tickets: Median und p90. Offene Tickets, auch wieder geöffnete, sind am Ende der Daten zensiert (Kaplan-Meier).",
		},
	},
}

// inTier is the finished stint's time in its tier.
const inTier = "date_diff('second', entered_at, left_at)"

var stintFigures = []Spec{
	{
		ID: "time_in_tier", Unit: Duration, Direction: Lower, View: stint, Tiered: true,
		Value: inTier, Business: "business_seconds",
		Needs: []Need{needStintTiers},
		Parts: []Part{
			{ID: "queue", Value: "sum(case when {of} then queue_seconds end)", About: Text{"seconds before the first touch", "Sekunden bis zur ersten Bearbeitung"}},
			{ID: "work", Value: "sum(case when {of} then work_seconds end)", About: Text{"seconds in work", "Sekunden in Arbeit"}},
			{ID: "wait", Value: "sum(case when {of} then wait_seconds end)", About: Text{"seconds in a waiting state", "Sekunden in einem Wartezustand"}},
			{ID: "after", Value: "sum(case when {of} then after_seconds end)", About: Text{"seconds between resolution and closing, not part of the stint", "Sekunden zwischen Lösung und Schließen, kein Teil der Haltezeit"}},
		},
		Row: Text{"finished stint", "beendete Haltezeit"},
		Definition: Text{
			EN: "How long a tier held an open ticket: left minus entered, over finished stints: sum, median and p90. Parts are sums of calendar seconds. Stints that still run are left out, so the true figure is longer: those that last longest are among them; time_to_leave_tier counts them in.",
			DE: "Wie lange eine Stufe ein offenes Ticket hielt: Ende minus Beginn, über beendete Haltezeiten: Summe, Median und p90. Die Teile sind Summen von Kalendersekunden. Laufende Haltezeiten bleiben außen vor, der wahre Wert ist also länger: die längsten sind unter ihnen; time_to_leave_tier zählt sie mit.",
		},
	},
	{
		ID: "time_to_leave_tier", Unit: Duration, Direction: Lower, View: held, Tiered: true,
		Of:    "left_at is not null",
		Value: inTier, Business: "business_seconds",
		Running: "left_at is null", Seen: "date_diff('second', entered_at, $asof)", SeenHours: "running_business",
		Needs: []Need{needStintTiers},
		Row:   Text{"finished stint", "beendete Haltezeit"},
		Definition: Text{
			EN: "How long a tier holds an open ticket, for stints that began in the period: median and p90. Stints that still run are censored at the end of the data (Kaplan-Meier).",
			DE: "Wie lange eine Stufe ein offenes Ticket hält, für im Zeitraum begonnene Haltezeiten: Median und p90. Laufende sind am Ende der Daten zensiert (Kaplan-Meier).",
		},
	},
	{
		ID: "queue_time_in_tier", Unit: Duration, Direction: Lower, View: stint, Tiered: true,
		Value: "queue_seconds", Business: "coalesce(touch_business_seconds, business_seconds)",
		Needs: []Need{needStintTiers, needWork},
		Row:   Text{"finished stint", "beendete Haltezeit"},
		Definition: Text{
			EN: "The part of a finished stint before anyone of the team touched the ticket; the whole stint when nobody did.",
			DE: "Der Teil einer beendeten Haltezeit, bevor jemand aus dem Team das Ticket anfasste; die ganze Haltezeit, wenn es niemand tat.",
		},
	},
	{
		ID: "work_time_in_tier", Unit: Duration, Direction: Lower, View: stint, Tiered: true,
		Value: "work_seconds",
		Needs: []Need{needStintTiers, needWork},
		Row:   Text{"finished stint", "beendete Haltezeit"},
		Definition: Text{
			EN: "The part of a finished stint after the first touch that was spent in no waiting state. Calendar time only.",
			DE: "Der Teil einer beendeten Haltezeit nach der ersten Bearbeitung, der in keinem Wartezustand lag. Nur in Kalenderzeit.",
		},
	},
	{
		ID: "wait_time_in_tier", Unit: Duration, Direction: Lower, View: stint, Tiered: true,
		Value: "wait_seconds",
		Needs: []Need{needStintTiers, needWork},
		Row:   Text{"finished stint", "beendete Haltezeit"},
		Definition: Text{
			EN: "The part of a finished stint after the first touch that was spent in a waiting state. Calendar time only.",
			DE: "Der Teil einer beendeten Haltezeit nach der ersten Bearbeitung, der in einem Wartezustand lag. Nur in Kalenderzeit.",
		},
	},
	{
		ID: "after_time_in_tier", Unit: Duration, Direction: None, View: stint, Tiered: true,
		Value: "after_seconds",
		Needs: []Need{needStintTiers, needAfter},
		Row:   Text{"stint that ended with a resolution", "Haltezeit, die mit einer Lösung endete"},
		Definition: Text{
			EN: "From a resolution to the closing or reopening after it (cool-down), laid to the tier that resolved. Not part of the time in tier. Calendar time only.",
			DE: "Von einer Lösung bis zum folgenden Schließen oder Wiederöffnen (Nachlauf), bei der Stufe, die gelöst hat. Kein Teil der Zeit in der Stufe. Nur in Kalenderzeit.",
		},
	},
	{
		ID: "handover_wait", Unit: Duration, Direction: Lower, View: handover,
		Of:    "first_touch_at is not null",
		Value: "date_diff('second', entered_at, first_touch_at)", Business: "touch_business_seconds",
		Running: "first_touch_at is null and left_at is null", Seen: "date_diff('second', entered_at, $asof)", SeenHours: "running_business",
		Needs: []Need{needTouches},
		Parts: []Part{{
			ID: "untouched", Value: "count_if(first_touch_at is null)",
			About: Text{"handovers that nobody of the receiving team has touched", "Übergaben, die niemand im empfangenden Team angefasst hat"},
		}},
		Row: Text{"handover that was touched", "bearbeitete Übergabe"},
		Definition: Text{
			EN: "From a move to the first touch by the receiving team or one of its agents: median and p90; by from_tier and tier. Those still waiting are censored at the end of the data (Kaplan-Meier); those that the team gave away or that ended untouched are left out; untouched counts both.",
			DE: "Von der Übergabe bis zur ersten Bearbeitung durch das empfangende Team oder einen seiner Agenten: Median und p90; nach from_tier und tier. Noch wartende sind am Ende der Daten zensiert (Kaplan-Meier); unbearbeitet weitergegebene oder beendete bleiben außen vor; untouched zählt beide.",
		},
	},
}
