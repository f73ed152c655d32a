package listing

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"tiermix/model/kpi"
	"tiermix/model/rate"
)

// Answer is an answer as JSON writes it. Durations are seconds, shares 0 to 1, what does not exist is null.
type Answer struct {
	Period   Period              `json:"period"`
	Compared *Period             `json:"compared,omitempty"`
	Hours    kpi.Hours           `json:"hours"`
	Where    map[string][]string `json:"where"`
	KPIs     []Figure            `json:"kpis"`
}

// Period is a period of whole days, both ends included.
type Period struct {
	From *string `json:"from"`
	To   *string `json:"to"`
}

// Figure is one figure with its groups.
type Figure struct {
	ID        string    `json:"id"`
	Unit      string    `json:"unit"`
	Currency  string    `json:"currency,omitempty"`
	Origin    string    `json:"origin,omitempty"`
	Direction string    `json:"direction"`
	Hours     kpi.Hours `json:"hours,omitempty"`
	Measure
	Definition string   `json:"definition"`
	Control    *Control `json:"control,omitempty"`
	Groups     []Group  `json:"groups"`
}

// Control is the p-chart of a share in time.
type Control struct {
	Chart  string   `json:"chart"`
	Centre float64  `json:"centre"`
	Sigmas float64  `json:"sigmas"`
	SigmaZ *float64 `json:"sigma_z"`
}

// Group is a figure for one combination of dimensions.
type Group struct {
	Key map[string]string `json:"key"`
	Measure
	Control *Limits `json:"control,omitempty"`
}

// Limits is the place of a group on a p-chart.
type Limits struct {
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Outside int     `json:"outside"`
	Few     bool    `json:"few"`
}

// Measure is a value with what says how far it can be trusted.
type Measure struct {
	Value       *float64           `json:"value"`
	Numerator   *float64           `json:"numerator"`
	Denominator *float64           `json:"denominator"`
	Low         *float64           `json:"low"`
	High        *float64           `json:"high"`
	N           int                `json:"n"`
	Available   bool               `json:"available"`
	Reason      string             `json:"reason"`
	P90         *float64           `json:"p90,omitempty"`
	Mean        *float64           `json:"mean,omitempty"`
	Sum         *float64           `json:"sum,omitempty"`
	Parts       map[string]float64 `json:"parts,omitempty"`
	Censored    int                `json:"censored,omitempty"`
	Finished    *Finished          `json:"finished,omitempty"`
	Change      *Change            `json:"change,omitempty"`
}

// Finished is what the rows of a duration say that have ended.
type Finished struct {
	N     int      `json:"n"`
	Value *float64 `json:"value"`
	P90   *float64 `json:"p90"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// Change is the difference from the compared period.
type Change struct {
	Value         *float64 `json:"value"`
	N             int      `json:"n"`
	Difference    *float64 `json:"difference"`
	P             *float64 `json:"p"`
	MoreThanNoise bool     `json:"more_than_noise"`
	Better        *bool    `json:"better"`
	Reason        string   `json:"reason"`
}

// JSON writes the answer as one indented JSON object. Durations are seconds, shares 0 to 1, what does not exist is
// null; keys of maps are sorted, so equal answers give equal bytes.
func JSON(w io.Writer, a kpi.Answer) error { return encoded(w, "figures", Data(a)) }

// Data is the answer as JSON writes it.
func Data(a kpi.Answer) Answer {
	out := Answer{Period: jsonDays(a.Period), Hours: a.Hours, Where: whereOf(a.Where), KPIs: []Figure{}}
	if a.Compared != nil {
		compared := jsonDays(*a.Compared)
		out.Compared = &compared
	}
	for _, f := range a.Figures {
		out.KPIs = append(out.KPIs, figure(f))
	}
	return out
}

func whereOf(filters []kpi.Filter) map[string][]string {
	where := map[string][]string{}
	for _, f := range filters {
		where[f.Dim] = append(where[f.Dim], f.Values...)
	}
	return where
}

func encoded(w io.Writer, what string, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write %s as JSON: %w", what, err)
	}
	return nil
}

func jsonDays(p kpi.Period) Period {
	return Period{From: jsonDay(p.From), To: jsonDay(p.To)}
}

func jsonDay(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Format(time.DateOnly)
	return &text
}

func figure(f kpi.Figure) Figure {
	out := Figure{
		ID: f.ID, Unit: f.Unit, Currency: f.Currency, Origin: f.Origin, Direction: f.Direction, Hours: f.Hours, Definition: f.Definition,
		Measure: measure(f.Measure), Groups: []Group{},
	}
	if f.Control != nil {
		out.Control = &Control{Chart: "p", Centre: f.Control.Centre, Sigmas: rate.Sigmas, SigmaZ: f.Control.Spread}
	}
	for _, g := range f.Groups {
		group := Group{Key: g.Key, Measure: measure(g.Measure)}
		if p := g.Control; p != nil {
			group.Control = &Limits{Low: p.Low, High: p.High, Outside: p.Outside, Few: p.Few}
		}
		out.Groups = append(out.Groups, group)
	}
	return out
}

func measure(m kpi.Measure) Measure {
	out := Measure{
		Value: m.Value, Numerator: m.Numerator, Denominator: m.Denominator, Low: m.Low, High: m.High, N: m.N,
		Available: m.Available, Reason: m.Reason, P90: m.P90, Mean: m.Mean, Sum: m.Sum, Parts: m.Parts,
		Censored: m.Censored,
	}
	if m.Finished != nil {
		finished := Finished(*m.Finished)
		out.Finished = &finished
	}
	if m.Change != nil {
		change := Change(*m.Change)
		out.Change = &change
	}
	return out
}
