package listing

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"tiermix/model/plan"
)

type jsonReplay struct {
	People           string           `json:"people"`
	From             string           `json:"from"`
	To               string           `json:"to"`
	FilledDays       int              `json:"filled_days"`
	Seed             uint64           `json:"seed"`
	Seeds            int              `json:"seeds"`
	LiveTickets      int              `json:"live_tickets"`
	TargetSeconds    float64          `json:"live_target_seconds"`
	TargetHours      [2]float64       `json:"deferred_target_open_hours"`
	Promises         []jsonKept       `json:"promises"`
	FormulaAbandoned *float64         `json:"formula_live_abandoned"`
	Abandoned        jsonEstimate     `json:"live_abandoned"`
	AnswerSeconds    jsonEstimate     `json:"mean_answer_seconds"`
	Tiers            []jsonReplayTier `json:"tiers"`
	Records          jsonHappened     `json:"records"`
	Weeks            []jsonReplaySpan `json:"weeks"`
	WorstWeek        *jsonReplaySpan  `json:"worst_week"`
	WorstDay         *jsonReplaySpan  `json:"worst_day"`
	Notes            []string         `json:"notes"`
}

type jsonReplayTier struct {
	Name        string       `json:"name"`
	People      float64      `json:"people_on_duty"`
	Tries       jsonEstimate `json:"tries"`
	Occupancy   jsonEstimate `json:"occupancy"`
	WaitSeconds jsonEstimate `json:"mean_deferred_wait_seconds"`
	Median      jsonEstimate `json:"median_wait_seconds"`
	P90         jsonEstimate `json:"p90_wait_seconds"`
	Solved      jsonEstimate `json:"solved_share"`
	SentBack    jsonEstimate `json:"sent_back_share"`
	Backlog     jsonEstimate `json:"backlog_end"`
}

type jsonHappened struct {
	Tickets  int `json:"tickets"`
	Direct   int `json:"direct"`
	Tried    int `json:"tried_1st"`
	Solved   int `json:"solved_1st"`
	Second   int `json:"reached_2nd"`
	Returned int `json:"sent_back"`
}

type jsonReplaySpan struct {
	From       string       `json:"from"`
	To         string       `json:"to"`
	Tickets    int          `json:"tickets"`
	Live       jsonEstimate `json:"live_tickets"`
	InTime     jsonEstimate `json:"live_in_time"`
	Abandoned  jsonEstimate `json:"live_abandoned"`
	Waiting    jsonEstimate `json:"mean_deferred_wait_seconds"`
	SecondWait jsonEstimate `json:"mean_second_wait_seconds"`
}

// ReplayJSON writes a replay for programs; what has nothing to divide by is null.
func ReplayJSON(w io.Writer, r plan.Replay) error {
	out := jsonReplay{
		People: r.Rota, From: r.From.Format(time.DateOnly), To: r.To.Format(time.DateOnly), FilledDays: r.FilledDays, Seed: r.Seed, Seeds: r.Seeds,
		LiveTickets: r.Live, TargetSeconds: r.TargetSeconds, TargetHours: r.TargetHours, Promises: keptRows(r.Promises),
		Abandoned: estimate(r.Abandoned), AnswerSeconds: estimate(r.AnswerSeconds),
		Records: jsonHappened(r.Happened), WorstWeek: replaySpan(r.WorstWeek), WorstDay: replaySpan(r.WorstDay), Notes: []string{},
	}
	if r.FormulaGaveUp.OK {
		out.FormulaAbandoned = &r.FormulaGaveUp.Amount
	}
	for _, t := range r.Tiers {
		out.Tiers = append(out.Tiers, jsonReplayTier{t.Name, t.People, estimate(t.Tries), estimate(t.Occupancy), estimate(t.WaitSeconds), estimate(t.Median), estimate(t.P90),
			estimate(t.Solved), estimate(t.SentBack), estimate(t.Backlog)})
	}
	for _, s := range r.Weeks {
		out.Weeks = append(out.Weeks, *replaySpan(&s))
	}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, n.EN)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write replay: %w", err)
	}
	return nil
}

func replaySpan(s *plan.ReplaySpan) *jsonReplaySpan {
	if s == nil {
		return nil
	}
	return &jsonReplaySpan{s.From.Format(time.DateOnly), s.To.Format(time.DateOnly), s.Tickets, estimate(s.Live), estimate(s.InTime), estimate(s.Abandoned), estimate(s.Waiting), estimate(s.SecondWait)}
}
