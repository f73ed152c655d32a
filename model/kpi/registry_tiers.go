package kpi

var tierFigures = []Spec{
	{
		ID: "contained_first_level", Unit: Fraction, Direction: Higher, View: created, Tiered: true,
		Hit:   "max_tier = 1 and returns = 0",
		Needs: []Need{needTiers},
		Row:   Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Tickets that tier 1 held and that never left it, resolved or not, among tickets.",
			DE: "Tickets, die Stufe 1 hielt und die sie nie verließen, gelöst oder nicht, unter allen Tickets.",
		},
	},
	{
		ID: "escalation_rate", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Of: "held_by_1", Hit: "escalations > 0",
		Needs: []Need{needTiers},
		Row:   Text{"ticket that tier 1 held", "Ticket, das Stufe 1 hielt"},
		Definition: Text{
			EN: "Tickets with at least one escalation (move to a higher tier), among tickets that tier 1 held.",
			DE: "Tickets mit mindestens einer Eskalation (Übergabe an eine höhere Stufe), unter Tickets, die Stufe 1 hielt.",
		},
	},
	{
		ID: "escalation_rate_2", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Of: "held_by_2", Hit: "escalations_from_2 > 0",
		Needs: []Need{needTiers},
		Row:   Text{"ticket that tier 2 held", "Ticket, das Stufe 2 hielt"},
		Definition: Text{
			EN: "Tickets with at least one move from tier 2 upwards, among tickets that tier 2 held.",
			DE: "Tickets mit mindestens einer Übergabe von Stufe 2 nach oben, unter Tickets, die Stufe 2 hielt.",
		},
	},
	{
		ID: "any_escalation", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Hit:   "escalations > 0",
		Needs: []Need{needTiers},
		Row:   Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Tickets with at least one escalation from any tier, among tickets.",
			DE: "Tickets mit mindestens einer Eskalation aus irgendeiner Stufe, unter allen Tickets.",
		},
	},
	{
		ID: "direct_second_level", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Hit:   "first_tier >= 2",
		Needs: []Need{needTiers},
		Row:   Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Tickets whose first stint was in tier 2 or above, among tickets.",
			DE: "Tickets, deren erste Haltezeit in Stufe 2 oder höher lag, unter allen Tickets.",
		},
	},
	{
		ID: "return_rate", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Of: "escalations > 0 or first_tier > 1", Hit: "returns > 0",
		Needs: []Need{needTiers},
		Row:   Text{"ticket with an escalation or a start above tier 1", "Ticket mit Eskalation oder Beginn über Stufe 1"},
		Definition: Text{
			EN: "Tickets with at least one return (move to a lower tier), among tickets with an escalation or a start above tier 1.",
			DE: "Tickets mit mindestens einer Rückgabe (Übergabe an eine niedrigere Stufe), unter Tickets mit Eskalation oder Beginn über Stufe 1.",
		},
	},
	{
		ID: "any_return", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Hit:   "returns > 0",
		Needs: []Need{needTiers},
		Row:   Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Tickets with at least one move to a lower tier, among tickets.",
			DE: "Tickets mit mindestens einer Übergabe an eine niedrigere Stufe, unter allen Tickets.",
		},
	},
	{
		ID: "ping_pong_rate", Unit: Fraction, Direction: Lower, View: created,
		Hit: "ping_pong",
		Row: Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Tickets with A-B-A somewhere in the sequence of teams that held them (equal neighbours collapsed), among tickets.",
			DE: "Tickets mit A-B-A irgendwo in der Folge der Teams, die sie hielten (gleiche Nachbarn zusammengefasst), unter allen Tickets.",
		},
		Source: "BPI Challenge 2013 (Volvo IT), ping-pong behaviour",
	},
	{
		ID: "tier_ping_pong_rate", Unit: Fraction, Direction: Lower, View: created, Tiered: true,
		Hit:   "tier_ping_pong",
		Needs: []Need{needTiers},
		Row:   Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Tickets with A-B-A somewhere in the sequence of tiers that held them (equal neighbours collapsed), among tickets.",
			DE: "Tickets mit A-B-A irgendwo in der Folge der Stufen, die sie hielten (gleiche Nachbarn zusammengefasst), unter allen Tickets.",
		},
		Source: "BPI Challenge 2013 (Volvo IT), ping-pong behaviour, by support line",
	},
	{
		ID: "handovers", Unit: Mean, Direction: Lower, View: created,
		Value: "moves",
		Parts: []Part{
			{ID: "0", Value: "count_if(moves = 0)", About: Text{"tickets without a move", "Tickets ohne Übergabe"}},
			{ID: "1", Value: "count_if(moves = 1)", About: Text{"tickets with one move", "Tickets mit einer Übergabe"}},
			{ID: "2", Value: "count_if(moves = 2)", About: Text{"tickets with two moves", "Tickets mit zwei Übergaben"}},
			{ID: "3+", Value: "count_if(moves >= 3)", About: Text{"tickets with three moves or more", "Tickets mit drei oder mehr Übergaben"}},
		},
		Row: Text{"ticket", "Ticket"},
		Definition: Text{
			EN: "Moves (changes of team) after intake, per ticket: mean, and the number of tickets with 0, 1, 2 and 3 or more.",
			DE: "Übergaben (Wechsel des Teams) nach dem Eingang je Ticket: Mittelwert und Zahl der Tickets mit 0, 1, 2 und 3 oder mehr.",
		},
	},
}
