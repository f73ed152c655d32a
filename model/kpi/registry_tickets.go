package kpi

// notReopened is true when a ticket stayed resolved for the desk's window. A reopening without a known time, from a
// source that only counts them, is taken as inside the window.
const notReopened = "(reopens = 0 or coalesce(reopen_gap_seconds, 0) > $window)"

var volumeFigures = []Spec{
	{
		ID: "tickets_created", Unit: Number, Direction: None, View: created,
		Row: Text{"ticket created", "erstelltes Ticket"},
		Definition: Text{
			EN: "Tickets created in the period, without merged and spam tickets.",
			DE: "Im Zeitraum erstellte Tickets, ohne zusammengeführte und Spam-Tickets.",
		},
	},
	{
		ID: "tier_arrivals", Unit: Number, Direction: None, View: arrived, Tiered: true,
		Needs: []Need{needStintTiers},
		Row:   Text{"ticket that came to a tier", "Ticket, das zu einer Stufe kam"},
		Definition: Text{
			EN: "Tickets that came to a tier: created there, first assigned to it, escalated to it or given back to it. A ticket counts each time it comes from another tier; moves inside a tier and reopenings do not count.",
			DE: "Tickets, die zu einer Stufe kamen: dort eingegangen, ihr zuerst zugewiesen, zu ihr eskaliert oder an sie zurückgegeben. Ein Ticket zählt jedes Mal, wenn es aus einer anderen Stufe kommt; Übergaben innerhalb einer Stufe und Wiederöffnungen zählen nicht.",
		},
	},
	{
		ID: "tickets_resolved", Unit: Number, Direction: None, View: resolved,
		Needs: []Need{needStates},
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "Tickets whose last resolution lies in the period and that are still resolved. Automatic closing after a resolution is not a second resolution.",
			DE: "Tickets, deren letzte Lösung im Zeitraum liegt und die noch gelöst sind. Automatisches Schließen nach einer Lösung ist keine zweite Lösung.",
		},
	},
	{
		ID: "tickets_merged", Unit: Number, Direction: None, View: apart, Of: "excluded = 'merged'",
		Row: Text{"merged ticket", "zusammengeführtes Ticket"},
		Definition: Text{
			EN: "Tickets created in the period that were merged into another one. They are in no other figure.",
			DE: "Im Zeitraum erstellte Tickets, die mit einem anderen zusammengeführt wurden. Sie zählen in keiner anderen Kennzahl.",
		},
	},
	{
		ID: "tickets_spam", Unit: Number, Direction: None, View: apart, Of: "excluded = 'spam'",
		Row: Text{"spam ticket", "Spam-Ticket"},
		Definition: Text{
			EN: "Tickets created in the period that were marked as spam. They are in no other figure.",
			DE: "Im Zeitraum erstellte Tickets, die als Spam markiert wurden. Sie zählen in keiner anderen Kennzahl.",
		},
	},
	{
		ID: "backlog", Unit: Number, Direction: Lower, View: open,
		Needs: []Need{needStates},
		Row:   Text{"open ticket", "offenes Ticket"},
		Definition: Text{
			EN: "Tickets open at the end of the period; with time buckets, at the end of each bucket.",
			DE: "Am Ende des Zeitraums offene Tickets; mit Zeitabschnitten am Ende jedes Abschnitts.",
		},
	},
	{
		ID: "backlog_age", Unit: Duration, Direction: Lower, View: open,
		Value: "date_diff('second', created_at, at_instant)",
		Needs: []Need{needStates},
		Row:   Text{"open ticket", "offenes Ticket"},
		Definition: Text{
			EN: "Time since creation of the tickets open at the end of the period, or of each bucket: median and p90. On the last day of the data it runs to the last record.",
			DE: "Zeit seit der Erstellung der am Ende des Zeitraums oder Abschnitts offenen Tickets: Median und p90. Am letzten Tag der Daten bis zum letzten Eintrag.",
		},
	},
}

var contactFigures = []Spec{
	{
		ID: "first_contact_resolution", Unit: Fraction, Direction: Higher, View: resolved, Tiered: true,
		Hit:   "contacts = 1 and max_tier = 1 and " + notReopened,
		Needs: []Need{needStates, needContacts, needReopens, needTiers},
		Row:   Text{"resolved ticket with known contacts", "gelöstes Ticket mit bekannten Kontakten"},
		Definition: Text{
			EN: "Resolved tickets with exactly one contact, highest tier 1 and no reopening within the desk's window (reopen_window_days, default 7), among resolved tickets with known contacts.",
			DE: "Gelöste Tickets mit genau einem Kontakt, höchster Stufe 1 und ohne Wiederöffnung innerhalb der Frist des Desks (reopen_window_days, Vorgabe 7), unter gelösten Tickets mit bekannten Kontakten.",
		},
		Source: "MetricNet, Metric of the Month: First Contact Resolution Rate (gross)",
	},
	{
		ID: "fcr_net", Unit: Fraction, Direction: Higher, View: resolved, Tiered: true,
		Of:    "first_level_possible",
		Hit:   "contacts = 1 and max_tier = 1 and " + notReopened,
		Needs: []Need{needStates, needContacts, needReopens, needPossible, needTiers},
		Row:   Text{"resolved ticket that 1st level could have solved", "gelöstes Ticket, das der 1st Level hätte lösen können"},
		Definition: Text{
			EN: "First contact resolution among resolved tickets that 1st level could have solved: categories marked as beyond 1st level (field work, hardware swap) are left out.",
			DE: "Lösung beim ersten Kontakt unter gelösten Tickets, die der 1st Level hätte lösen können: Kategorien außerhalb des 1st Levels (Außendienst, Hardwaretausch) bleiben außen vor.",
		},
		Source: "MetricNet, Metric of the Month: First Contact Resolution Rate (net)",
	},
	{
		ID: "fcr_one_team", Unit: Fraction, Direction: Higher, View: resolved, Tiered: true,
		Hit:   "teams = 1 and max_tier = 1 and reopens = 0",
		Needs: []Need{needStates, needReopens, needTiers},
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "Resolved tickets that one team alone held, with highest tier 1 and never reopened, among resolved tickets.",
			DE: "Gelöste Tickets, die nur ein Team hielt, mit höchster Stufe 1 und nie wieder geöffnet, unter gelösten Tickets.",
		},
		Source: "ServiceNow, resolved by the first assignment group",
	},
	{
		ID: "fcr_one_agent", Unit: Fraction, Direction: Higher, View: resolved, Tiered: true,
		Hit:   "agents = 1 and max_tier = 1 and reopens = 0",
		Needs: []Need{needStates, needAgents, needReopens, needTiers},
		Row:   Text{"resolved ticket with known agents", "gelöstes Ticket mit bekannten Agenten"},
		Definition: Text{
			EN: "Resolved tickets on which one human agent alone acted, with highest tier 1 and never reopened, among resolved tickets.",
			DE: "Gelöste Tickets, an denen nur ein Mensch gearbeitet hat, mit höchster Stufe 1 und nie wieder geöffnet, unter gelösten Tickets.",
		},
	},
	{
		ID: "one_touch", Unit: Fraction, Direction: Higher, View: resolved,
		Hit:   "replies = 1 and reopens = 0",
		Needs: []Need{needStates, needContacts, needReplies, needReopens},
		Row:   Text{"resolved ticket with known contacts", "gelöstes Ticket mit bekannten Kontakten"},
		Definition: Text{
			EN: "Resolved tickets with exactly one public reply of an agent and no reopening, among resolved tickets with known contacts.",
			DE: "Gelöste Tickets mit genau einer öffentlichen Antwort eines Agenten und ohne Wiederöffnung, unter gelösten Tickets mit bekannten Kontakten.",
		},
		Source: "Zendesk, one-touch tickets",
	},
	{
		ID: "first_level_resolution", Unit: Fraction, Direction: Higher, View: resolved, Tiered: true,
		Hit:   "max_tier = 1",
		Needs: []Need{needStates, needTiers},
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "Resolved tickets whose highest tier ever reached is 1, whatever the number of contacts, among resolved tickets. This is the figure of cost; first contact resolution is the figure of quality.",
			DE: "Gelöste Tickets, deren höchste je erreichte Stufe 1 ist, gleich mit wie vielen Kontakten, unter gelösten Tickets. Dies ist die Kennzahl der Kosten; die Lösung beim ersten Kontakt ist die der Qualität.",
		},
		Source: "MetricNet, Metric of the Month: First Level Resolution Rate",
	},
}

var qualityFigures = []Spec{
	{
		ID: "reopen_rate", Unit: Fraction, Direction: Lower, View: handled,
		Of: "ever_resolved", Hit: "reopens > 0",
		Needs: []Need{needStates, needReopens},
		Row:   Text{"ticket resolved at least once", "mindestens einmal gelöstes Ticket"},
		Definition: Text{
			EN: "Tickets that left the resolved state at least once, among tickets resolved at least once.",
			DE: "Tickets, die den gelösten Zustand mindestens einmal verließen, unter mindestens einmal gelösten Tickets.",
		},
	},
	{
		ID: "sla_met", Unit: Fraction, Direction: Higher, View: handled,
		Of: "sla_met is not null", Hit: "sla_met",
		Needs: []Need{needTargets},
		Parts: []Part{{
			ID: "open_past_target", Value: "count_if(is_open and sla_met is null and sla_due_at < $asof)",
			About: Text{"open tickets past their target, not yet decided", "offene Tickets nach ihrem Ziel, noch nicht entschieden"},
		}},
		Row: Text{"ticket with a decided target", "Ticket mit entschiedenem Ziel"},
		Definition: Text{
			EN: "Tickets that met their target, among those where it is decided. Open tickets past their target are shown apart. The target is the one of the priority in force when it was set. Where the source gives a due time and no verdict, a ticket that is done met it when its first resolution was in time.",
			DE: "Tickets, die ihr Ziel eingehalten haben, unter den entschiedenen. Offene Tickets nach ihrem Ziel stehen daneben. Es gilt das Ziel der Priorität, die beim Setzen galt. Nennt die Quelle eine Frist und kein Ergebnis, hat ein erledigtes Ticket sie eingehalten, wenn seine erste Lösung rechtzeitig war.",
		},
	},
	{
		ID: "csat", Unit: Fraction, Direction: Higher, View: handled,
		Hit:   "csat >= 0.5",
		Needs: []Need{needRatings},
		Parts: []Part{
			{ID: "asked", Value: "count_if(ever_resolved or csat is not null)",
				About: Text{"tickets resolved at least once, or rated", "mindestens einmal gelöste oder bewertete Tickets"}},
			{ID: "response_rate", Value: "count(csat) / nullif(count_if(ever_resolved or csat is not null), 0)",
				About: Text{"rated tickets among those", "bewertete Tickets unter diesen"}},
		},
		Row: Text{"rated ticket", "bewertetes Ticket"},
		Definition: Text{
			EN: "Rated tickets with a positive rating, among rated tickets. The response rate stands beside it: rated tickets among those resolved at least once.",
			DE: "Bewertete Tickets mit positiver Bewertung, unter bewerteten Tickets. Daneben die Rücklaufquote: bewertete unter mindestens einmal gelösten Tickets.",
		},
		Source: "Zendesk, customer satisfaction score",
	},
	{
		ID: "knowledge_rate", Unit: Fraction, Direction: Higher, View: resolved,
		Hit:   "has_knowledge",
		Needs: []Need{needStates, needArticles},
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "Resolved tickets linked to a knowledge article, among resolved tickets.",
			DE: "Gelöste Tickets mit Verweis auf einen Wissensartikel, unter gelösten Tickets.",
		},
		Source: "Consortium for Service Innovation, KCS v6: link rate",
	},
	{
		ID: "level1_capable", Unit: Fraction, Direction: Lower, View: resolved, Tiered: true,
		Of: "last_tier = 2", Hit: "level1_capable",
		Needs: []Need{needStates, needCapable, needTiers},
		Parts: []Part{{
			ID: "without_mark", Value: "count_if({of} and level1_capable is null)",
			About: Text{"of these, tickets without a mark either way", "davon Tickets ohne Angabe"},
		}},
		Row: Text{"ticket resolved by tier 2", "von Stufe 2 gelöstes Ticket"},
		Definition: Text{
			EN: "Tickets marked \"1st level could have solved it\", among tickets resolved by tier 2. Tickets without a mark count as not marked and are shown beside it.",
			DE: "Tickets mit der Markierung „1st Level hätte es lösen können“, unter von Stufe 2 gelösten Tickets. Tickets ohne Angabe gelten als nicht markiert und stehen daneben.",
		},
		Source: "HDI, shift-left analysis",
	},
}
