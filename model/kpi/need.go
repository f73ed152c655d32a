package kpi

// Need is something the source must provide before a figure exists.
type Need struct {
	ID      string
	Rows    string // path, stint or paid_hours: where to look
	Row     string // condition on each counted row; empty: the row counts without it
	Desk    string // condition that at least one row of the desk meets when the need is met
	Missing Text   // sentence when the whole desk lacks it
}

func lacks(en, de string) Text {
	return Text{EN: "not available: " + en, DE: "nicht verfügbar: " + de}
}

var noTiers = lacks("no team has a tier yet; see tiermix roster set", "noch kein Team hat eine Stufe; siehe tiermix roster set")

var noOpening = lacks("the desk has no opening hours", "für den Desk sind keine Öffnungszeiten hinterlegt")

// What figures need. Row conditions speak of the rows of the view.
var (
	needTiers = Need{ID: "tiers", Rows: "path", Desk: "placed", Missing: noTiers}

	needStintTiers = Need{ID: "tiers of stints", Rows: "stint", Desk: "tier is not null", Missing: noTiers}

	needStates = Need{ID: "states", Rows: "path", Desk: "ever_resolved",
		Missing: lacks("the source shows no ticket as resolved", "die Quelle zeigt kein Ticket als gelöst")}

	needReopens = Need{ID: "reopenings", Rows: "path", Row: "reopens is not null", Desk: "reopens is not null",
		Missing: lacks("the source does not say whether tickets were reopened", "die Quelle sagt nicht, ob Tickets wieder geöffnet wurden")}

	needContacts = Need{ID: "contacts", Rows: "path", Row: "contacts is not null", Desk: "contacts is not null",
		Missing: lacks("the source has no contact records", "die Quelle enthält keine Kontakte")}

	needResponses = Need{ID: "first contacts", Rows: "path", Desk: "first_response_seconds is not null",
		Missing: lacks("the source has no contact records", "die Quelle enthält keine Kontakte")}

	needReplies = Need{ID: "replies", Rows: "path", Row: "replies is not null", Desk: "replies is not null",
		Missing: lacks("the source has no public replies of agents", "die Quelle enthält keine öffentlichen Antworten von Agenten")}

	needAgents = Need{ID: "agents", Rows: "path", Row: "agents is not null", Desk: "agents is not null",
		Missing: lacks("the source names no agents", "die Quelle nennt keine Agenten")}

	needRatings = Need{ID: "ratings", Rows: "path", Row: "csat is not null", Desk: "csat is not null",
		Missing: lacks("the source has no customer ratings", "die Quelle enthält keine Kundenbewertungen")}

	needTargets = Need{ID: "targets", Rows: "path", Desk: "sla_met is not null or sla_due_at is not null",
		Missing: lacks("the source has no SLA targets", "die Quelle enthält keine SLA-Ziele")}

	needArticles = Need{ID: "articles", Rows: "path", Row: "has_knowledge is not null", Desk: "has_knowledge is not null",
		Missing: lacks("the source has no links to articles", "die Quelle enthält keine Verweise auf Wissensartikel")}

	needCapable = Need{ID: "level 1 mark", Rows: "path", Desk: "level1_capable is not null",
		Missing: lacks("no ticket is marked whether 1st level could have solved it", "kein Ticket ist markiert, ob der 1st Level es hätte lösen können")}

	needPossible = Need{ID: "category marks", Rows: "path", Row: "first_level_possible is not null", Desk: "first_level_possible is not null",
		Missing: lacks("no category is marked as beyond 1st level", "keine Kategorie ist als außerhalb des 1st Levels markiert")}

	needTouches = Need{ID: "touches", Rows: "stint", Desk: "first_touch_at is not null",
		Missing: lacks("the source does not show who acted on a ticket after a handover", "die Quelle zeigt nicht, wer nach einer Übergabe am Ticket gearbeitet hat")}

	needWork = Need{ID: "work inside stints", Rows: "stint", Desk: "queue_seconds is not null",
		Missing: lacks("the source does not show what happened while a team held a ticket", "die Quelle zeigt nicht, was geschah, während ein Team ein Ticket hielt")}

	needAfter = Need{ID: "time after resolution", Rows: "stint", Desk: "after_seconds is not null",
		Missing: lacks("the source does not show what followed a resolution", "die Quelle zeigt nicht, was auf eine Lösung folgte")}

	needOpening = Need{ID: "opening hours", Rows: "path",
		Desk:    "resolution_business_seconds is not null or first_response_business_seconds is not null",
		Missing: noOpening}

	needStintOpening = Need{ID: "opening hours of stints", Rows: "stint",
		Desk:    "business_seconds is not null or touch_business_seconds is not null",
		Missing: noOpening}
)
