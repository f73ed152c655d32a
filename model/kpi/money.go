package kpi

// Prices are what work on tickets costs, for figures in money. They come from the plan (plan.Input.Prices), which is the only place that
// works out costs.
type Prices struct {
	Currency  string
	Minute    [2]float64 // a minute of recorded work at tier 1, and at tiers 2 and 3
	FailedTry float64    // beside the time, for every time that tier 1 passes a ticket on
	Visits    []VisitPrice
	Elsewhere VisitPrice // for categories that Visits does not name
	Origin    string     // the weakest of what went in: measured, typed, default
	About     Text       // what the prices rest on
}

// VisitPrice is what a ticket's stay at a tier costs where the source records no minutes for it, in money a visit.
type VisitPrice struct {
	Category string  `json:"category"`
	Solved   float64 `json:"solved"` // tier 1, which solves it or gives it back
	Passed   float64 `json:"passed"` // tier 1, which passes it on
	Second   float64 `json:"second"` // tiers 2 and 3
}

// noPrices says why a figure in money is not there: prices take a look at the whole desk, so they are worked out when asked for.
var noPrices = lacks("prices are worked out only when the figure is named or assumptions are given: tiermix kpi cost_per_ticket",
	"Preise werden nur ermittelt, wenn die Kennzahl genannt oder Annahmen gegeben werden: tiermix kpi cost_per_ticket")

// Priced says whether a figure among the ids is in money; no id asks for none.
func Priced(ids []string) bool {
	for _, id := range ids {
		if s, err := Lookup(id); err == nil && s.Unit == Money {
			return true
		}
	}
	return false
}

// costed: resolved tickets with what they cost.
var costed = View{
	ID: "costed", Rows: "path", Time: resolved.Time, Keep: resolved.Keep, Team: resolved.Team, Tier: resolved.Tier, Priced: true,
	placed: "placed", unplaced: "not placed", leftOut: ticketsLeftOut,
	Whose: resolved.Whose, About: resolved.About,
}

// way puts a ticket on its way through the tiers; each is on exactly one.
const (
	wayReturned = "returns > 0"
	wayFirst    = "returns = 0 and max_tier = 1"
	wayPassed   = "returns = 0 and max_tier > 1 and held_by_1"
	wayDirect   = "returns = 0 and max_tier > 1 and not held_by_1"
	waySelf     = "returns = 0 and max_tier < 1"
)

var moneyFigures = []Spec{
	{
		ID: "cost_per_ticket", Unit: Money, Direction: Lower, View: costed, Tiered: true,
		Value: "cost",
		Needs: []Need{needTiers, needStates},
		Parts: []Part{
			{ID: "first_level", Value: "sum(case when {of} then first_cost end)", About: Text{"money of all tickets at tier 1", "Geld aller Tickets in Stufe 1"}},
			{ID: "second_level", Value: "sum(case when {of} then second_cost end)", About: Text{"money of all tickets at tiers 2 and 3", "Geld aller Tickets in den Stufen 2 und 3"}},
			{ID: "from_minutes", Value: "count_if({of} and by_minutes)", About: Text{"tickets priced by recorded minutes alone", "nur nach erfassten Minuten bewertete Tickets"}},
			{ID: "from_visits", Value: "count_if({of} and not by_minutes)", About: Text{"tickets with a visit priced by its mean, for want of minutes", "Tickets mit einem Aufenthalt, der mangels Minuten zum mittleren Preis zählt"}},
			{ID: "unpriced_visits", Value: "coalesce(sum(case when {of} then unpriced end), 0)", About: Text{"visits to tiers without a price (0, 4 and above): they count as free", "Aufenthalte in Stufen ohne Preis (0, 4 und höher): sie zählen als kostenlos"}},
		},
		Row: Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "What resolved tickets cost, mean. Cumulative: every tier that held a ticket is paid, so one that 1st level logged for 22 and 2nd level solved for 62 costs 84. At each tier it is the recorded minutes times the cost of a minute there; where the source has no minutes, visits times the price of a visit in the ticket's category. Prices are those of tiermix salary.",
			DE: "Was gelöste Tickets kosten, Mittelwert. Aufsummiert: jede Stufe, die ein Ticket hielt, wird bezahlt; eines, das der 1st Level für 22 aufnahm und der 2nd Level für 62 löste, kostet 84. Je Stufe gelten die erfassten Minuten mal den Kosten einer Minute dort; ohne Minuten in der Quelle die Zahl der Aufenthalte mal dem Preis eines Aufenthalts in der Kategorie. Die Preise sind die von tiermix salary.",
		},
	},
	{
		ID: "cost_by_path", Unit: Money, Direction: Lower, View: costed, Tiered: true,
		Value: "cost",
		Needs: []Need{needTiers, needStates},
		Parts: ways(),
		Row:   Text{"resolved ticket", "gelöstes Ticket"},
		Definition: Text{
			EN: "The cost of cost_per_ticket by the way through the tiers: 1st level alone, tried and passed on, straight to 2nd level, given back at least once, self-service alone. The mean and the number of tickets of each way stand as parts; number times mean, added up, is the sum.",
			DE: "Die Kosten von cost_per_ticket nach dem Weg durch die Stufen: 1st Level allein, versucht und weitergegeben, direkt zum 2nd Level, mindestens einmal zurückgegeben, Selbsthilfe allein. Mittelwert und Zahl der Tickets jedes Wegs stehen als Teile; Zahl mal Mittelwert ergibt zusammen die Summe.",
		},
	},
	{
		ID: "escalation_cost", Unit: Money, Direction: Lower, View: costed, Tiered: true, Signed: true,
		Of: "escalations > 0", Value: "cost - solved_price",
		Needs: []Need{needTiers, needStates},
		Row:   Text{"resolved ticket with an escalation", "gelöstes Ticket mit Eskalation"},
		Definition: Text{
			EN: "What the path of a resolved ticket with at least one escalation cost more than a ticket of the same category costs when 1st level solves it, mean. Below 0: passing on was the cheaper way.",
			DE: "Was der Weg eines gelösten Tickets mit mindestens einer Eskalation mehr kostete als ein Ticket derselben Kategorie, das der 1st Level löst, Mittelwert. Unter 0: das Weitergeben war der günstigere Weg.",
		},
	},
}

// ways are the parts of cost_by_path.
func ways() []Part {
	var parts []Part
	for _, w := range []struct {
		id, where string
		about     Text
	}{
		{"first_level", wayFirst, Text{"1st level alone", "1st Level allein"}},
		{"passed", wayPassed, Text{"held by 1st level and passed on", "vom 1st Level gehalten und weitergegeben"}},
		{"direct", wayDirect, Text{"straight to tier 2 or above", "direkt zu Stufe 2 oder höher"}},
		{"returned", wayReturned, Text{"given back at least once", "mindestens einmal zurückgegeben"}},
		{"self_service", waySelf, Text{"self-service alone", "Selbsthilfe allein"}},
	} {
		where := "{of} and " + w.where
		parts = append(parts,
			Part{w.id, "avg(case when " + where + " then cost end)", Text{w.about.EN + ": mean", w.about.DE + ": Mittelwert"}},
			Part{w.id + "_tickets", "count_if(" + where + ")", Text{w.about.EN + ": tickets", w.about.DE + ": Tickets"}})
	}
	return parts
}

// priced says in which currency the figure is and what its prices rest on.
func (f *Figure) priced(p Plan) {
	f.Currency, f.Origin = p.Prices.Currency, p.Prices.Origin
	if !f.Available {
		return
	}
	if f.Reason != "" {
		f.Reason += "; "
	}
	f.Reason += p.Prices.About.In(p.Lang)
}
