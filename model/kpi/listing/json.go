package listing

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"tiermix/model/kpi"
	"tiermix/model/rate"
)

type jsonAnswer struct {
	Period   jsonPeriod          `json:"period"`
	Compared *jsonPeriod         `json:"compared,omitempty"`
	Hours    kpi.Hours           `json:"hours"`
	Where    map[string][]string `json:"where"`
	KPIs     []jsonFigure        `json:"kpis"`
}

type jsonPeriod struct {
	From *string `json:"from"`
	To   *string `json:"to"`
}

type jsonFigure struct {
	ID        string    `json:"id"`
	Unit      string    `json:"unit"`
	Currency  string    `json:"currency,omitempty"`
	Origin    string    `json:"origin,omitempty"`
	Direction string    `json:"direction"`
	Hours     kpi.Hours `json:"hours,omitempty"`
	jsonMeasure
	Definition string       `json:"definition"`
	Control    *jsonControl `json:"control,omitempty"`
	Groups     []jsonGroup  `json:"groups"`
}

// jsonControl is the p-chart of a share in time.
type jsonControl struct {
	Chart  string   `json:"chart"`
	Centre float64  `json:"centre"`
	Sigmas float64  `json:"sigmas"`
	SigmaZ *float64 `json:"sigma_z"`
}

type jsonGroup struct {
	Key map[string]string `json:"key"`
	jsonMeasure
	Control *jsonLimits `json:"control,omitempty"`
}

type jsonLimits struct {
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Outside int     `json:"outside"`
	Few     bool    `json:"few"`
}

type jsonMeasure struct {
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
	Finished    *jsonFinished      `json:"finished,omitempty"`
	Change      *jsonChange        `json:"change,omitempty"`
}

type jsonFinished struct {
	N     int      `json:"n"`
	Value *float64 `json:"value"`
	P90   *float64 `json:"p90"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

type jsonChange struct {
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
func JSON(w io.Writer, a kpi.Answer) error {
	out := jsonAnswer{Period: jsonDays(a.Period), Hours: a.Hours, Where: whereOf(a.Where), KPIs: []jsonFigure{}}
	if a.Compared != nil {
		compared := jsonDays(*a.Compared)
		out.Compared = &compared
	}
	for _, f := range a.Figures {
		out.KPIs = append(out.KPIs, figure(f))
	}
	return encoded(w, "figures", out)
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

func jsonDays(p kpi.Period) jsonPeriod {
	return jsonPeriod{From: jsonDay(p.From), To: jsonDay(p.To)}
}

func jsonDay(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Format(time.DateOnly)
	return &text
}

func figure(f kpi.Figure) jsonFigure {
	out := jsonFigure{
		ID: f.ID, Unit: f.Unit, Currency: f.Currency, Origin: f.Origin, Direction: f.Direction, Hours: f.Hours, Definition: f.Definition,
		jsonMeasure: measure(f.Measure), Groups: []jsonGroup{},
	}
	if f.Control != nil {
		out.Control = &jsonControl{Chart: "p", Centre: f.Control.Centre, Sigmas: rate.Sigmas, SigmaZ: f.Control.Spread}
	}
	for _, g := range f.Groups {
		group := jsonGroup{Key: g.Key, jsonMeasure: measure(g.Measure)}
		if p := g.Control; p != nil {
			group.Control = &jsonLimits{Low: p.Low, High: p.High, Outside: p.Outside, Few: p.Few}
		}
		out.Groups = append(out.Groups, group)
	}
	return out
}

func measure(m kpi.Measure) jsonMeasure {
	out := jsonMeasure{
		Value: m.Value, Numerator: m.Numerator, Denominator: m.Denominator, Low: m.Low, High: m.High, N: m.N,
		Available: m.Available, Reason: m.Reason, P90: m.P90, Mean: m.Mean, Sum: m.Sum, Parts: m.Parts,
		Censored: m.Censored,
	}
	if m.Finished != nil {
		finished := jsonFinished(*m.Finished)
		out.Finished = &finished
	}
	if m.Change != nil {
		change := jsonChange(*m.Change)
		out.Change = &change
	}
	return out
}
