package listing

import (
	"io"
	"time"

	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/rate"
)

type jsonKnowledge struct {
	From       string          `json:"from"`
	To         string          `json:"to"`
	LinkRate   jsonLinkRate    `json:"link_rate"`
	Currency   string          `json:"currency"`
	Candidates []jsonCandidate `json:"candidates"`
	WhyNone    string          `json:"why_no_candidates,omitempty"`
	Weeks      int             `json:"window_weeks"`
	Effects    []jsonEffect    `json:"article_effects"`
	Notes      []string        `json:"notes"`
}

type jsonLinkRate struct {
	jsonShare
	Reason     string             `json:"reason,omitempty"`
	Categories []jsonCategoryRate `json:"categories"`
}

type jsonCategoryRate struct {
	Category string `json:"category"`
	jsonShare
}

type jsonShare struct {
	Hits  int      `json:"hits"`
	Total int      `json:"total"`
	Share *float64 `json:"share"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

type jsonCandidate struct {
	Category string     `json:"category"`
	Tickets  int        `json:"tickets"`
	PerYear  float64    `json:"tickets_per_year"`
	Money    jsonBounds `json:"saving_per_year"`
	Few      bool       `json:"few"`
	Examples []string   `json:"examples"`
	Origin   string     `json:"origin"`
}

type jsonEffect struct {
	Article      string      `json:"article"`
	Category     string      `json:"category"`
	First        string      `json:"first_used"`
	Tickets      int         `json:"tickets"`
	Verdict      string      `json:"verdict"`
	Before       jsonShare   `json:"before"`
	After        jsonShare   `json:"after"`
	Change       *jsonBounds `json:"change"`
	Others       int         `json:"other_categories"`
	OthersBefore jsonShare   `json:"others_before"`
	OthersAfter  jsonShare   `json:"others_after"`
	Relative     *jsonBounds `json:"change_against_others"`
	Beside       int         `json:"articles_beside"`
	Also         []string    `json:"beside"`
	Trend        bool        `json:"moved_before"`
	Beyond       bool        `json:"more_than_linked"`
}

// KnowledgeJSON writes the report for programs: shares and changes of shares in 0..1, money a year; what is not known is null.
func KnowledgeJSON(w io.Writer, in plan.Input, r knowledge.Report) error {
	out := jsonKnowledge{
		From: day(r.Period.From), To: day(r.Period.To), Currency: r.List.Currency, Weeks: r.Weeks, LinkRate: jsonLinkRate{jsonShare: measuredShare(r.LinkRate.Measure), Reason: r.LinkRate.Reason,
			Categories: []jsonCategoryRate{}}, Candidates: []jsonCandidate{}, Effects: []jsonEffect{}, Notes: []string{},
	}
	for _, g := range r.LinkRate.Groups {
		out.LinkRate.Categories = append(out.LinkRate.Categories, jsonCategoryRate{category(g.Key["category"]), measuredShare(g.Measure)})
	}
	for _, c := range r.Candidates {
		out.Candidates = append(out.Candidates, jsonCandidate{c.Category, c.Tickets, c.PerYear, bounded(c.Money), c.Few, notNone(c.Examples), string(c.Kind)})
	}
	if len(r.Candidates) == 0 {
		out.WhyNone = knowledge.NoCandidates(r.List).EN
	}
	for _, e := range r.Effects {
		out.Effects = append(out.Effects, jsonEffectOf(e))
	}
	for _, n := range append(r.Notes, in.Notes...) {
		out.Notes = append(out.Notes, n.EN)
	}
	return encode(w, out)
}

func measuredShare(m kpi.Measure) jsonShare {
	if m.Numerator == nil || m.Denominator == nil {
		return jsonShare{}
	}
	return jsonShare{int(*m.Numerator), int(*m.Denominator), m.Value, m.Low, m.High}
}

func jsonEffectOf(e knowledge.Effect) jsonEffect {
	out := jsonEffect{
		Article: e.Article, Category: category(e.Category), First: e.First.Format(time.DateOnly), Tickets: e.Tickets, Verdict: string(e.Verdict), Before: shareOf(e.Before),
		After: shareOf(e.After), Others: e.Others, OthersBefore: shareOf(e.OthersBefore), OthersAfter: shareOf(e.OthersAfter), Beside: e.Beside, Also: notNone(e.Also), Trend: e.Trend, Beyond: e.Beyond,
	}
	if e.Verdict == knowledge.Measured {
		change := bounded(e.Change)
		out.Change = &change
	}
	if e.Compared() {
		relative := bounded(e.Relative)
		out.Relative = &relative
	}
	return out
}

func shareOf(s rate.Share) jsonShare {
	out := jsonShare{Hits: s.Hits, Total: s.Total}
	if s.Total > 0 {
		b := s.Bounds(rate.Level)
		out.Share, out.Low, out.High = &b.Value, &b.Low, &b.High
	}
	return out
}

// notNone is a list that is written as empty and not as null.
func notNone(all []string) []string {
	if all == nil {
		return []string{}
	}
	return all
}
