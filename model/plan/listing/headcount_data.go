package listing

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"tiermix/model/hiring"
	"tiermix/model/plan"
)

// HeadcountJSON writes headcount plans for programs.
func HeadcountJSON(w io.Writer, sides []plan.HeadcountSide) error {
	out := jsonHeadcounts{Plans: []jsonHeadcount{}}
	for i, s := range sides {
		out.Plans = append(out.Plans, headcountOf(s, sides[0], i > 0))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("write headcount plan: %w", err)
	}
	return nil
}

type jsonHeadcounts struct {
	Plans []jsonHeadcount `json:"plans"`
}

type jsonHeadcount struct {
	Scenario    string             `json:"scenario"`
	Faults      []string           `json:"faults"` // why it cannot be planned
	Currency    string             `json:"currency,omitempty"`
	Outlook     string             `json:"outlook,omitempty"`
	Months      []jsonMonth        `json:"months"`
	Total       map[string]float64 `json:"total"`
	Exact       bool               `json:"exact"`
	Gap         float64            `json:"gap"`         // share
	MetFrom     *string            `json:"met_from"`    // first month from which on nobody is missing; null: none
	CanBeMet    []jsonLack         `json:"can_be_met"`  // whatever is done, by tier
	Ways        []jsonWay          `json:"ways"`        // to 2nd level
	Differences []jsonCostPart     `json:"differences"` // of the cost from the first plan's; they add up
	Notes       []string           `json:"notes"`
	Assumptions []jsonTrace        `json:"assumptions"`
}

type jsonMonth struct {
	Month    string             `json:"month"`
	Growth   float64            `json:"growth"`
	Promoted float64            `json:"promoted"`
	Tiers    []jsonStock        `json:"tiers"`
	Cost     map[string]float64 `json:"cost"`
}

type jsonStock struct {
	Tier      int     `json:"tier"`
	Need      float64 `json:"need_fte"`
	Effective float64 `json:"effective_fte"`
	Gap       float64 `json:"gap_fte"`
	Risk      float64 `json:"gap_risk"`
	Headcount float64 `json:"headcount"`
	InRamp    float64 `json:"in_ramp"`
	Hired     float64 `json:"hired"`
	Ordered   float64 `json:"ordered"`
	Left      float64 `json:"left"`
}

type jsonLack struct {
	Tier    int     `json:"tier"`
	Met     bool    `json:"met"`
	From    *string `json:"from"`
	Missing float64 `json:"missing_fte_months"`
}

type jsonWay struct {
	Way        string             `json:"way"`
	Total      map[string]float64 `json:"total"`
	Hires      [2]float64         `json:"hires"`
	Promotions float64            `json:"promotions"`
	Missing    [2]float64         `json:"missing_fte_months"`
	Deepest    [2]float64         `json:"deepest_gap_fte"`
	Risk       [2]float64         `json:"mean_gap_risk"`
	Gap        float64            `json:"gap"`
	ByMonth    []float64          `json:"cost_by_month"`
}

type jsonCostPart struct {
	Part   string  `json:"part"`
	Amount float64 `json:"amount"`
}

func headcountOf(s, first plan.HeadcountSide, later bool) jsonHeadcount {
	out := jsonHeadcount{Scenario: s.Scenario.Name, Faults: texts(s.Why), Months: []jsonMonth{}, CanBeMet: []jsonLack{}, Ways: []jsonWay{}, Differences: []jsonCostPart{}, Notes: []string{}, Assumptions: []jsonTrace{}}
	if s.Headcount == nil {
		return out
	}
	h := *s.Headcount
	best := h.Ways.Free
	out.Currency, out.Outlook, out.Total, out.Exact, out.Gap, out.Notes = h.Currency(), h.Outlook.Source.EN, parts(best.Course.Total), best.Exact(), best.Gap(), texts(h.Notes)
	for m, month := range best.Course.Months {
		out.Months = append(out.Months, monthData(h, m, month))
	}
	if from := best.Course.Met(); from < len(best.Course.Months) {
		out.MetFrom = monthWord(h, from)
	}
	for i, l := range h.Lacks {
		if h.LacksKnown {
			lack := jsonLack{Tier: i + 1, Met: l.Met, Missing: l.Missing}
			if l.Met {
				lack.From = monthWord(h, l.From)
			}
			out.CanBeMet = append(out.CanBeMet, lack)
		}
	}
	out.Ways = []jsonWay{wayData("both", h.Ways.Free), wayData("promotion", h.Ways.Promote), wayData("outside", h.Ways.Outside)}
	if later {
		for _, p := range s.Against(first).Parts {
			out.Differences = append(out.Differences, jsonCostPart{p.Key, p.Amount})
		}
	}
	for _, t := range h.Traces {
		out.Assumptions = append(out.Assumptions, jsonTrace{t.Key, t.Value.Amount, t.Value.Unit, string(t.Value.Kind), t.Value.Source, t.Value.Year})
	}
	return out
}

func monthWord(h plan.Headcount, m int) *string {
	word := monthOf(h, m)
	return &word
}

func monthData(h plan.Headcount, m int, month hiring.Month) jsonMonth {
	out := jsonMonth{Month: monthOf(h, m), Growth: h.Outlook.Months[m].Growth, Promoted: month.Promoted, Cost: parts(month.Cost)}
	for i, s := range month.Tiers {
		out.Tiers = append(out.Tiers, jsonStock{i + 1, s.Need, s.Effective, s.Gap(), s.Risk(), s.Headcount(), s.InRamp, s.Hired, s.Ordered, s.Left})
	}
	return out
}

// parts are the parts of a cost by name, and "total".
func parts(c hiring.Cost) map[string]float64 {
	all := map[string]float64{"total": c.Total()}
	for _, p := range c.Parts() {
		all[p.Key] = p.Amount
	}
	return all
}

func wayData(name string, p hiring.Plan) jsonWay {
	out := jsonWay{Way: name, Total: parts(p.Course.Total), Promotions: p.Course.Promotions(), Gap: p.Gap(), ByMonth: []float64{}}
	for tier := range out.Hires {
		g := p.Course.Gaps(tier)
		out.Hires[tier], out.Missing[tier], out.Deepest[tier], out.Risk[tier] = p.Course.Hires(tier), g.Missing, g.Deepest, g.Risk
	}
	for _, m := range p.Course.Months {
		out.ByMonth = append(out.ByMonth, m.Cost.Total())
	}
	return out
}

// HeadcountCSV writes one row for each scenario, month and tier; money is that of the month, of both tiers where it stands for both.
func HeadcountCSV(w io.Writer, sides []plan.HeadcountSide) error {
	rows := [][]string{{"scenario", "month", "tier", "need_fte", "effective_fte", "gap_fte", "gap_risk", "headcount", "in_ramp", "hired", "ordered", "left", "promoted", "pay", "rises", "hiring", "leaving", "missing", "promotion", "currency"}}
	for _, s := range sides {
		if s.Headcount == nil {
			return fmt.Errorf("%s cannot be planned: %s", s.Scenario.Name, s.Why[0].EN)
		}
		for m, month := range s.Headcount.Ways.Free.Course.Months {
			for i, k := range month.Tiers {
				row := []string{guarded(s.Scenario.Name), monthOf(*s.Headcount, m), strconv.Itoa(i + 1)}
				c, once := month.Cost, 0.0
				if i == 1 {
					once = c.Promotion
				}
				for _, x := range []float64{k.Need, k.Effective, k.Gap(), k.Risk(), k.Headcount(), k.InRamp, k.Hired, k.Ordered, k.Left, month.Promoted, c.Pay[i], c.Rises[i], c.Hiring[i], c.Leaving[i], c.Missing[i], once} {
					row = append(row, strconv.FormatFloat(x, 'f', -1, 64))
				}
				rows = append(rows, append(row, s.Headcount.Currency()))
			}
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write headcount plan: %w", err)
	}
	return nil
}
