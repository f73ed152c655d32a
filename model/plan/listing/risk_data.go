package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"tiermix/model/rate"
	"tiermix/model/risk"
)

type jsonRisk struct {
	Draws     int             `json:"draws"`
	Seed      uint64          `json:"seed"`
	Scenarios []jsonRiskCase  `json:"scenarios"`
	Against   []jsonRiskApart `json:"against_first"` // of the second scenario and all after it
}

type jsonRiskCase struct {
	Name      string          `json:"name"`
	Currency  string          `json:"currency"`
	Figures   []jsonSpread    `json:"figures"`
	Promises  []jsonKeeping   `json:"promises"`
	AllKept   jsonYears       `json:"all_promises_kept"`
	Tornado   []jsonRiskSwing `json:"tornado"`
	Converges []jsonRiskStep  `json:"convergence"`
	Inputs    []jsonUncertain `json:"inputs"`
	LeftOut   []string        `json:"not_modelled"`
}

type jsonSpread struct {
	Figure  string       `json:"figure"`
	Tier    int          `json:"tier,omitempty"`
	Unit    string       `json:"unit"`
	Planned *float64     `json:"planned,omitempty"`
	P10     jsonQuantile `json:"p10"`
	P50     jsonQuantile `json:"p50"`
	P90     jsonQuantile `json:"p90"`
	Mean    float64      `json:"mean"`
	Error   float64      `json:"standard_error"`
}

type jsonQuantile struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"` // 95 % interval
	High  float64 `json:"high"`
}

type jsonYears struct {
	Years int     `json:"years"`
	Of    int     `json:"of"`
	Share float64 `json:"share"`
	Low   float64 `json:"low"` // 95 % interval
	High  float64 `json:"high"`
}

type jsonKeeping struct {
	Tier     int        `json:"tier"`
	Work     string     `json:"work"`
	Promised float64    `json:"promised"`
	Seconds  float64    `json:"target_seconds,omitempty"`
	Hours    float64    `json:"target_hours,omitempty"`
	InTime   jsonSpread `json:"in_time"`
	Kept     jsonYears  `json:"kept"`
}

type jsonRiskSwing struct {
	Input   string     `json:"input"`
	Low     float64    `json:"input_p10"`
	High    float64    `json:"input_p90"`
	Needed  [2]float64 `json:"cost_needed"` // with the input at its P10 and P90
	Service [2]float64 `json:"in_time"`
}

type jsonRiskStep struct {
	Draws  int        `json:"draws"`
	Needed [3]float64 `json:"cost_needed_p10_p50_p90"`
	Kept   float64    `json:"all_promises_kept"`
}

type jsonUncertain struct {
	Key     string  `json:"key"`
	Unit    string  `json:"unit"`
	Planned float64 `json:"planned"`
	P10     float64 `json:"p10"`
	P50     float64 `json:"p50"`
	P90     float64 `json:"p90"`
	Origin  string  `json:"spread_origin"`
	Source  string  `json:"spread_source"`
	Year    int     `json:"spread_year,omitempty"`
}

type jsonRiskApart struct {
	Name    string       `json:"name"`
	Figures []jsonSpread `json:"figures"`
	Cheaper jsonYears    `json:"cheaper"`
	Better  jsonYears    `json:"more_in_time"`
}

// RiskJSON writes what may come for programs, at full precision.
func RiskJSON(w io.Writer, r risk.Result) error {
	out := jsonRisk{Draws: r.Options.Draws, Seed: r.Options.Seed, Scenarios: []jsonRiskCase{}, Against: []jsonRiskApart{}}
	for _, s := range r.Scenarios {
		out.Scenarios = append(out.Scenarios, riskCase(s))
	}
	for i, d := range r.Against {
		out.Against = append(out.Against, jsonRiskApart{Name: r.Scenarios[i+1].Name, Figures: apart(d, r.Scenarios[i+1].Currency), Cheaper: years(d.Cheaper), Better: years(d.Better)})
	}
	return encode(w, out)
}

func riskCase(s risk.Summary) jsonRiskCase {
	out := jsonRiskCase{Name: s.Name, Currency: s.Currency, Figures: riskFigures(s), AllKept: years(s.All),
		Promises: []jsonKeeping{}, Tornado: []jsonRiskSwing{}, Inputs: []jsonUncertain{}}
	for i, k := range s.Kept {
		out.Promises = append(out.Promises, jsonKeeping{Tier: k.Tier, Work: map[bool]string{true: "live", false: "deferred"}[k.Live], Promised: k.Promised,
			Seconds: k.Seconds, Hours: k.Hours, InTime: spreadJSON("in_time", k.Tier, "share", &s.Plan.Kept[i], k.Share), Kept: years(k.Years)})
	}
	for _, t := range s.Tornado {
		out.Tornado = append(out.Tornado, jsonRiskSwing{t.Input.Key, t.Low, t.High, t.Needed, t.Service})
	}
	for _, t := range s.Steps {
		out.Converges = append(out.Converges, jsonRiskStep{t.Draws, t.Needed, t.AllPromises})
	}
	for _, in := range s.Inputs {
		out.Inputs = append(out.Inputs, jsonUncertain{in.Key, in.Center.Unit, in.Center.Amount, in.Law.Quantile(0.1), in.Law.Quantile(0.5), in.Law.Quantile(0.9),
			string(in.Spread.Kind), in.Spread.Source, in.Spread.Year})
	}
	for _, n := range s.Unmodelled() {
		out.LeftOut = append(out.LeftOut, n.EN)
	}
	return out
}

// riskFigures are the figures of a scenario, promises apart.
func riskFigures(s risk.Summary) []jsonSpread {
	yearly := s.Currency + "/year"
	return []jsonSpread{
		spreadJSON("cost_needed", 0, yearly, &s.Plan.Needed, s.Needed), spreadJSON("cost_planned_people", 0, yearly, &s.Plan.Paid, s.Paid),
		spreadJSON("fte_needed", 1, "people", &s.Plan.FTE[0], s.FTE[0]), spreadJSON("fte_needed", 2, "people", &s.Plan.FTE[1], s.FTE[1]),
		spreadJSON("in_time", 0, "share", &s.Plan.Service, s.Service),
	}
}

func apart(d risk.Difference, currency string) []jsonSpread {
	yearly := currency + "/year"
	return []jsonSpread{spreadJSON("cost_needed", 0, yearly, nil, d.Needed), spreadJSON("cost_planned_people", 0, yearly, nil, d.Paid), spreadJSON("in_time", 0, "share", nil, d.Service)}
}

func spreadJSON(figure string, tier int, unit string, planned *float64, x risk.Spread) jsonSpread {
	return jsonSpread{figure, tier, unit, planned, jsonQuantile(x.P10), jsonQuantile(x.P50), jsonQuantile(x.P90), x.Mean, x.Error}
}

func years(s rate.Share) jsonYears {
	low, high := s.Interval(rate.Level)
	return jsonYears{s.Hits, s.Total, s.Value(), low, high}
}

// RiskCSV writes the quantiles as a list: the figures and promises of every scenario, then its differences from the first.
func RiskCSV(w io.Writer, r risk.Result) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"scenario", "against", "figure", "tier", "work", "unit", "planned", "p10", "p50", "p90", "mean", "standard_error", "kept_share"}}
	for i, s := range r.Scenarios {
		for _, f := range riskFigures(s) {
			rows = append(rows, riskRow(guarded(s.Name), "", f, "", ""))
		}
		for _, k := range riskCase(s).Promises {
			rows = append(rows, riskRow(guarded(s.Name), "", k.InTime, k.Work, plainNumber(k.Kept.Share)))
		}
		if i > 0 {
			for _, f := range apart(r.Against[i-1], s.Currency) {
				rows = append(rows, riskRow(guarded(s.Name), guarded(r.Scenarios[0].Name), f, "", ""))
			}
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func riskRow(name, against string, f jsonSpread, work, kept string) []string {
	tier, planned := "", ""
	if f.Tier > 0 {
		tier = strconv.Itoa(f.Tier)
	}
	if f.Planned != nil {
		planned = plainNumber(*f.Planned)
	}
	return []string{name, against, f.Figure, tier, work, f.Unit, planned, plainNumber(f.P10.Value), plainNumber(f.P50.Value), plainNumber(f.P90.Value), plainNumber(f.Mean), plainNumber(f.Error), kept}
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
