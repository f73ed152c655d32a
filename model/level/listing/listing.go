// Package listing prints inferred support levels: how they agree with a roster, as a table and as JSON, and a suggested roster as JSON.
package listing

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"text/tabwriter"
	"unicode"

	"tiermix/model/level"
)

// Table prints how levels agree with the roster.
func Table(w io.Writer, l level.Ladder, a level.Agreement) error {
	fmt.Fprintln(w, Heading(l))
	fmt.Fprintf(w, "compared: %d teams; left out: %d with fewer than %d moves, %d in smaller groups, %d without a tier\n\n",
		a.Teams, a.TooFew, level.MinMoves, a.Elsewhere, a.Unplaced)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "AGREEMENT\tteams\teach team once (95 % interval)\tby moves (95 % interval)")
	fmt.Fprintf(t, "rank correlation (Spearman)\t%d\t%s\t%s\n", a.Teams, estimate(a.Spearman), estimate(a.Weighted))
	for _, s := range a.Separations {
		fmt.Fprintf(t, "tier %s stands above tier %s (AUC)\t%d and %d\t%s\t%s\n", s.Upper, s.Lower, s.UpperTeams, s.LowerTeams, estimate(s.AUC), estimate(s.Weighted))
	}
	fmt.Fprintln(t, "\nDECLARED TIER\tteams\tmean level, by moves")
	for _, c := range a.Centres {
		fmt.Fprintf(t, "%d\t%d\t%.2f\n", c.Tier, c.Teams, c.Level)
	}
	hidden(t, a)
	return t.Flush()
}

// Heading is one line on the graph of handovers as a whole.
func Heading(l level.Ladder) string {
	if l.Moves == 0 {
		return "no ticket was moved between two teams, so that no level can be inferred"
	}
	return fmt.Sprintf("%d moves between teams; trophic incoherence %.2f (0: every move climbs one step; 1: moves have no direction)", l.Moves, l.Incoherence)
}

func estimate(e level.Estimate) string {
	switch {
	case e.Value == nil:
		return "cannot be told"
	case e.Low == nil:
		return fmt.Sprintf("%.2f (no interval: few teams, or all in order)", *e.Value)
	}
	return fmt.Sprintf("%.2f (%.2f to %.2f)", *e.Value, *e.Low, *e.High)
}

func hidden(w io.Writer, a level.Agreement) {
	if len(a.Hidden) == 0 {
		fmt.Fprintln(w, "\nno hidden support lines: no team's interval lies nearer to the teams of another tier")
		return
	}
	fmt.Fprintln(w, "\nHIDDEN SUPPORT LINE\tdeclared\tacts like\tlevel (95 % interval)\tothers of its tier\tthat tier\tmoves in\tmoves out\ttickets\tentered here")
	for _, h := range a.Hidden {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.2f (%.2f to %.2f)\t%.2f\t%.2f\t%d\t%d\t%d\t%.0f %%\n", plain(h.Name()), *h.Tier, h.Acts,
			h.Level, h.Low, h.High, h.Own, h.Centre, h.In, h.Out, h.Tickets, 100*h.Intake())
	}
}

// plain is a name that cannot break a line or a column.
func plain(name string) string {
	out := []rune(name)
	for i, r := range out {
		if unicode.IsControl(r) {
			out[i] = ' '
		}
	}
	return string(out)
}

type jsonTeam struct {
	Team      string   `json:"team"`
	Declared  *int     `json:"declared_tier"`
	Component int      `json:"component"`
	Level     *float64 `json:"level"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Sure      bool     `json:"enough_moves"`
	In        int      `json:"moves_in"`
	Out       int      `json:"moves_out"`
	Tickets   int      `json:"tickets"`
	Entered   int      `json:"entered"`
}

func team(t level.Team) jsonTeam {
	out := jsonTeam{t.Name(), t.Tier, t.Component, nil, nil, nil, t.Sure(), t.In, t.Out, t.Tickets, t.Entered}
	if t.Component > 0 {
		out.Level, out.Low, out.High = &t.Level, &t.Low, &t.High
	}
	return out
}

type jsonComponent struct {
	Teams       int     `json:"teams"`
	Moves       int     `json:"moves"`
	Incoherence float64 `json:"incoherence"`
}

type jsonGraph struct {
	Moves       int             `json:"moves"`
	Incoherence *float64        `json:"incoherence"`
	MinMoves    int             `json:"min_moves"`
	Components  []jsonComponent `json:"components"`
}

func graph(l level.Ladder) jsonGraph {
	out := jsonGraph{Moves: l.Moves, MinMoves: level.MinMoves, Components: []jsonComponent{}}
	if !math.IsNaN(l.Incoherence) {
		out.Incoherence = &l.Incoherence
	}
	for _, c := range l.Components {
		out.Components = append(out.Components, jsonComponent(c))
	}
	return out
}

type jsonSuggested struct {
	Tier *int   `json:"tier"`
	By   string `json:"by"`
	jsonTeam
}

type jsonRoster struct {
	jsonGraph
	Notes []string        `json:"notes"`
	Teams []jsonSuggested `json:"teams"`
}

// RosterJSON writes a suggested roster; a team without a suggestion has tier null.
func RosterJSON(w io.Writer, r level.Roster) error {
	out := jsonRoster{jsonGraph: graph(r.Ladder), Notes: []string{}, Teams: []jsonSuggested{}}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, n.EN)
	}
	for _, s := range r.Suggestions {
		line := jsonSuggested{By: s.By, jsonTeam: team(s.Team)}
		if s.By != level.TooFew {
			line.Tier = &s.Suggested
		}
		out.Teams = append(out.Teams, line)
	}
	return write(w, out)
}

func write(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

type jsonSeparation struct {
	Lower      string         `json:"lower"`
	Upper      string         `json:"upper"`
	LowerTeams int            `json:"lower_teams"`
	UpperTeams int            `json:"upper_teams"`
	AUC        level.Estimate `json:"auc"`
	Weighted   level.Estimate `json:"auc_by_moves"`
}

type jsonCentre struct {
	Tier  int     `json:"tier"`
	Teams int     `json:"teams"`
	Level float64 `json:"level"`
}

type jsonHidden struct {
	jsonTeam
	Acts   int     `json:"acts_like"`
	Own    float64 `json:"own_tier_level"`
	Centre float64 `json:"acts_like_level"`
}

type jsonAgreement struct {
	jsonGraph
	Compared    int              `json:"compared"`
	TooFew      int              `json:"too_few_moves"`
	Elsewhere   int              `json:"in_smaller_components"`
	Unplaced    int              `json:"without_tier"`
	Spearman    level.Estimate   `json:"spearman"`
	Weighted    level.Estimate   `json:"spearman_by_moves"`
	Separations []jsonSeparation `json:"separations"`
	Centres     []jsonCentre     `json:"tiers"`
	Hidden      []jsonHidden     `json:"hidden"`
	Teams       []jsonTeam       `json:"teams"`
}

// JSON writes how levels agree with the roster, and every team's level.
func JSON(w io.Writer, l level.Ladder, a level.Agreement) error {
	out := jsonAgreement{
		jsonGraph: graph(l), Compared: a.Teams, TooFew: a.TooFew, Elsewhere: a.Elsewhere, Unplaced: a.Unplaced, Spearman: a.Spearman, Weighted: a.Weighted,
		Separations: []jsonSeparation{}, Centres: []jsonCentre{}, Hidden: []jsonHidden{}, Teams: []jsonTeam{},
	}
	for _, s := range a.Separations {
		out.Separations = append(out.Separations, jsonSeparation(s))
	}
	for _, c := range a.Centres {
		out.Centres = append(out.Centres, jsonCentre(c))
	}
	for _, h := range a.Hidden {
		out.Hidden = append(out.Hidden, jsonHidden{team(h.Team), h.Acts, h.Own, h.Centre})
	}
	for _, t := range l.Teams {
		out.Teams = append(out.Teams, team(t))
	}
	return write(w, out)
}
