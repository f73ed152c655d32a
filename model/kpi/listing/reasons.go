package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// ReasonsTable writes why tickets were escalated for people to read, the most frequent reason first.
func ReasonsTable(w io.Writer, scope kpi.Scope, r flow.Reasons) error {
	p := r.Pareto()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", heading(kpi.Answer{Period: scope.Period, Where: scope.Where}), reasonsHead(p))
	if len(p.Causes) > 0 {
		rows := [][]string{{"REASON", "ESCALATIONS", "TICKETS", "SHARE", "CUMULATED"}}
		for _, c := range p.Causes {
			rows = append(rows, []string{clean(c.Reason.Reason), strconv.Itoa(c.Moves), strconv.Itoa(c.Tickets), percentOf(c.Share), percentOf(c.Cumulated)})
		}
		b.WriteString("\n" + align(rows))
	}
	if r.LeftOut > 0 {
		fmt.Fprintf(&b, "\nnot counted: %d moves of which one team has no tier\n", r.LeftOut)
	}
	return written(w, "reasons", b.String())
}

func reasonsHead(p flow.Pareto) string {
	switch given := p.Moves - p.NotGiven; {
	case p.Moves == 0:
		return "no ticket was escalated"
	case given == 0:
		return fmt.Sprintf("%d escalations, none with a reason: the source gives no reasons for them", p.Moves)
	default:
		return fmt.Sprintf("%d escalations, %d without a reason; %d of %d reasons make up %s of those with one",
			p.Moves, p.NotGiven, p.Few, len(p.Causes), percentOf(p.Causes[p.Few-1].Cumulated))
	}
}

type jsonReasons struct {
	Period   Period              `json:"period"`
	Where    map[string][]string `json:"where"`
	Moves    int                 `json:"escalations"`
	NotGiven int                 `json:"not_given"`
	LeftOut  int                 `json:"left_out"`
	Few      int                 `json:"vital_few"`
	Reasons  []jsonReason        `json:"reasons"`
}

type jsonReason struct {
	Reason    string  `json:"reason"`
	Moves     int     `json:"escalations"`
	Tickets   int     `json:"tickets"`
	Share     float64 `json:"share"`
	Cumulated float64 `json:"cumulated"`
	Vital     bool    `json:"vital"`
}

// ReasonsJSON writes the same as one JSON object.
func ReasonsJSON(w io.Writer, scope kpi.Scope, r flow.Reasons) error {
	p := r.Pareto()
	out := jsonReasons{
		Period: jsonDays(scope.Period), Where: whereOf(scope.Where), Moves: p.Moves, NotGiven: p.NotGiven, LeftOut: r.LeftOut, Few: p.Few, Reasons: []jsonReason{},
	}
	for _, c := range p.Causes {
		out.Reasons = append(out.Reasons, jsonReason{c.Reason.Reason, c.Moves, c.Tickets, c.Share, c.Cumulated, c.Vital})
	}
	return encoded(w, "reasons", out)
}

// ReasonsCSV writes one row per reason; escalations without one have none, and no share.
func ReasonsCSV(w io.Writer, _ kpi.Scope, r flow.Reasons) error {
	rows := [][]string{{"reason", "escalations", "tickets", "share", "cumulated", "vital"}}
	for _, c := range r.Pareto().Causes {
		rows = append(rows, []string{harmless(c.Reason.Reason), strconv.Itoa(c.Moves), strconv.Itoa(c.Tickets), number(&c.Share), number(&c.Cumulated), strconv.FormatBool(c.Vital)})
	}
	for _, one := range r.All {
		if one.Reason == "" {
			rows = append(rows, []string{"", strconv.Itoa(one.Moves), strconv.Itoa(one.Tickets), "", "", ""})
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write reasons as CSV: %w", err)
	}
	return nil
}
