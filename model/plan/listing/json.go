package listing

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"tiermix/model/plan"
	"tiermix/model/simulate"
	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

type jsonPlan struct {
	Period      jsonPeriod     `json:"period"`
	Currency    string         `json:"currency"`
	LeftOut     int            `json:"left_out"`
	Today       jsonSide       `json:"today"`
	Best        jsonSide       `json:"best"`
	People      *jsonPeople    `json:"todays_people"`
	Policy      []jsonDecision `json:"policy"`
	BreakEven   jsonBreakEven  `json:"break_even"`
	Tornado     []jsonSwing    `json:"tornado"`
	Frontier    []jsonPoint    `json:"frontier"`
	OnDuty      *jsonPoint     `json:"frontier_today"` // today's people on duty at once; null when they are not known
	Simulation  *jsonCheck     `json:"simulation"`
	Enough      *jsonEnough    `json:"enough"` // people with whom every promise is kept for certain; null when the best mix is certain, or none were found
	Notes       []string       `json:"notes"`
	Assumptions []jsonTrace    `json:"assumptions"`
	Words       []jsonWord     `json:"words"` // what went in beside numbers
}

type jsonWord struct {
	Key    string `json:"key"`
	Text   string `json:"text"`
	Origin string `json:"origin"`
}

type jsonPeriod struct {
	From  string  `json:"from"`
	To    string  `json:"to"`
	Weeks float64 `json:"weeks"`
}

type jsonSide struct {
	NoFirstLevel bool       `json:"no_first_level"`
	Tried        int        `json:"categories_tried"`
	CostPerYear  float64    `json:"cost_per_year"`
	Tiers        []jsonTeam `json:"tiers"`
}

type jsonTeam struct {
	Tier          int      `json:"tier"`
	FTE           float64  `json:"fte"`
	GrossFTE      float64  `json:"gross_fte"`
	Headcount     int      `json:"headcount"`
	PeakHeadcount *int     `json:"peak_headcount"` // null when no whole week is measured
	CostPerYear   float64  `json:"cost_per_year"`
	Binds         string   `json:"binds"`
	ServiceLevel  *float64 `json:"service_level"`
	InTime        *float64 `json:"deferred_in_time"`
	Occupancy     float64  `json:"occupancy"`
	UnmetHours    float64  `json:"unmet_hours"`
}

type jsonPeople struct {
	People       []float64  `json:"people"`
	CostPerYear  float64    `json:"cost_per_year"`
	ServiceLevel []*float64 `json:"service_level"`
	InTime       []*float64 `json:"deferred_in_time"`
	Occupancy    []float64  `json:"occupancy"`
}

type jsonDecision struct {
	Category       string  `json:"category"`
	Action         string  `json:"action"`
	TicketsPerYear float64 `json:"tickets_per_year"`
	Solve          float64 `json:"solve"`
	Low            float64 `json:"low"`
	High           float64 `json:"high"`
	N              int     `json:"n"`
	Threshold      float64 `json:"threshold"`
	Certain        bool    `json:"certain"`
	Few            bool    `json:"few"`
	TryPerTicket   float64 `json:"try_per_ticket"`
	PassPerTicket  float64 `json:"pass_per_ticket"`
	SavingPerYear  float64 `json:"saving_per_year"`
	TrainingSaves  float64 `json:"training_saving_per_year"`
	TrainingMonths float64 `json:"training_payback_months"`
}

type jsonBreakEven struct {
	FCR              float64  `json:"fcr"`
	BreakEvenFCR     *float64 `json:"break_even_fcr"`
	SalaryRatio      float64  `json:"salary_ratio"`
	BreakEvenRatio   *float64 `json:"break_even_salary_ratio"`
	PointPerYear     float64  `json:"one_point_per_year"`
	LostPointPerYear float64  `json:"one_point_lost_per_year"`
}

type jsonSwing struct {
	Input    string  `json:"input"`
	Category string  `json:"category,omitempty"`
	Low      float64 `json:"cost_at_low"`
	High     float64 `json:"cost_at_high"`
	Swing    float64 `json:"swing"`
}

type jsonPoint struct {
	Agents1     int     `json:"agents1"`
	Agents2     int     `json:"agents2"`
	CostPerHour float64 `json:"cost_per_hour"`
	Service     float64 `json:"service"`
	Overload    string  `json:"overload,omitempty"` // why the mix cannot last; its service is then 0
}

type jsonCheck struct {
	Weeks     int        `json:"weeks"`
	Seed      uint64     `json:"seed"`
	Promises  []jsonKept `json:"promises"`
	Agrees    bool       `json:"agrees"` // every promise
	Occupancy []float64  `json:"occupancy"`
	Notes     []string   `json:"notes"`
}

type jsonEnough struct {
	Headcount   []int      `json:"headcount"`
	CostPerYear float64    `json:"cost_per_year"`
	Promises    []jsonKept `json:"promises"`
}

type jsonKept struct {
	Tier      int          `json:"tier"`
	Work      string       `json:"work"` // live: answered in time; deferred: done in time
	Promised  float64      `json:"promised"`
	Formula   float64      `json:"formula"`
	Simulated jsonEstimate `json:"simulated"`
	Agrees    *bool        `json:"agrees"`  // the formula lies inside the interval; null where there is none, or it is about other weeks
	Verdict   string       `json:"verdict"` // kept, not certain, broken, not told
}

type jsonTrace struct {
	Key    string  `json:"key"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Origin string  `json:"origin"`
	Source string  `json:"source"`
	Year   int     `json:"year,omitempty"`
}

// JSON writes a plan for programs: shares in 0..1, money in the plan's currency, tiers 1 and 2 in order.
func JSON(w io.Writer, r plan.Result) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document(r)); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}

func document(r plan.Result) jsonPlan {
	d := r.Input.Demand
	out := jsonPlan{
		Period: jsonPeriod{d.From.Format(time.DateOnly), d.To.Format(time.DateOnly), d.Weeks}, Currency: r.Input.Currency, LeftOut: d.LeftOut,
		Today: side(d, r.Today), Best: side(d, r.Best), BreakEven: breakEven(r),
	}
	if r.People.Known {
		out.People = people(r.People)
	}
	for _, p := range r.Search.Policy {
		s := p.Category.Solve
		out.Policy = append(out.Policy, jsonDecision{p.Category.Key, string(p.Action), p.TicketsPerYear, s.Amount, s.Low, s.High, s.N, p.Threshold, p.Certain, p.Few,
			p.TryPerTicket, p.PassPerTicket, p.SavingPerYear, p.Training.SavingPerYear, p.Training.PaybackMonths})
	}
	for _, s := range r.Tornado.Swings {
		out.Tornado = append(out.Tornado, jsonSwing{string(s.Field), s.Category, s.LowFraction, s.HighFraction, s.Fraction})
	}
	for _, i := range r.Frontier.Pareto {
		out.Frontier = append(out.Frontier, point(r.Frontier.Points[i]))
	}
	if r.OnDuty[0].OK && r.OnDuty[1].OK {
		today := point(r.Frontier.Today)
		out.OnDuty = &today
	}
	out.Notes = notesOf(r)
	for _, word := range r.Input.Words {
		out.Words = append(out.Words, jsonWord{word.Key, word.Text.EN, string(word.Kind)})
	}
	for _, t := range r.Input.Traces {
		out.Assumptions = append(out.Assumptions, jsonTrace{t.Key, t.Value.Amount, t.Value.Unit, string(t.Value.Kind), t.Value.Source, t.Value.Year})
	}
	out.Simulation = check(r.Check)
	if e := r.Enough; e != nil {
		out.Enough = &jsonEnough{[]int{e.Side.Tiers[0].Heads, e.Side.Tiers[1].Heads}, e.Side.PerYear, check(&e.Check).Promises}
	}
	return out
}

func point(p tradeoff.Point) jsonPoint {
	return jsonPoint{p.Agents1, p.Agents2, p.CostPerHour, p.Service, p.Overload}
}

func side(d plan.Demand, s plan.Side) jsonSide {
	out := jsonSide{NoFirstLevel: s.Policy.Direct, Tried: s.Policy.Count(), CostPerYear: s.PerYear}
	for i, t := range s.Tiers {
		typical := s.Typical.Tiers[i]
		unmet := 0.0
		for _, u := range typical.Cover.Unmet {
			unmet += u.People * u.Interval.Hours()
		}
		out.Tiers = append(out.Tiers, jsonTeam{i + 1, t.FTE, t.Gross, t.Heads, peakHeads(d, t), t.PerYear, t.Binds, live(typical.Reach), inTime(typical.Reach), typical.Reach.Occupancy, unmet})
	}
	return out
}

func peakHeads(d plan.Demand, t plan.Team) *int {
	if !d.HasPeak() {
		return nil
	}
	return &t.PeakHeads
}

func live(r staffing.TierReach) *float64 {
	if len(r.Live) == 0 {
		return nil
	}
	return &r.Live[0].ServiceLevel
}

func inTime(r staffing.TierReach) *float64 {
	if len(r.Deferred) == 0 {
		return nil
	}
	return &r.Deferred[0].InTime
}

func people(s plan.Staffed) *jsonPeople {
	out := &jsonPeople{People: s.People[:], CostPerYear: s.PerYear}
	for _, t := range s.Reached.Tiers {
		out.ServiceLevel, out.InTime, out.Occupancy = append(out.ServiceLevel, live(t)), append(out.InTime, inTime(t)), append(out.Occupancy, t.Occupancy)
	}
	return out
}

func breakEven(r plan.Result) jsonBreakEven {
	b := r.BreakEven
	out := jsonBreakEven{FCR: b.FCR, SalaryRatio: b.SalaryRatioToday, PointPerYear: b.PointPerYear, LostPointPerYear: b.LostPointPerYear}
	if b.WholeFound {
		out.BreakEvenFCR = &b.WholeFCR
	}
	if b.SalaryFound {
		out.BreakEvenRatio = &b.SalaryRatio
	}
	return out
}

// keptRows are promises without a word on whether formula and simulation agree.
func keptRows(all []plan.Kept) []jsonKept {
	rows := []jsonKept{}
	for _, k := range all {
		rows = append(rows, keptRow(k))
	}
	return rows
}

func keptRow(k plan.Kept) jsonKept {
	return jsonKept{k.Tier, workOf(k), k.Promised, k.Formula, estimate(k.Simulated), nil, string(k.Verdict())}
}

func check(c *plan.Check) *jsonCheck {
	if c == nil {
		return nil
	}
	out := &jsonCheck{Weeks: c.Weeks, Seed: c.Seed, Agrees: true, Notes: append([]string{}, c.Notes...)}
	for _, k := range c.Promises {
		row := keptRow(k)
		if agrees := k.Agrees(); k.Simulated.Defined {
			row.Agrees = &agrees
		}
		out.Promises = append(out.Promises, row)
		out.Agrees = out.Agrees && k.Agrees()
	}
	for _, t := range c.Tiers {
		out.Occupancy = append(out.Occupancy, value(t.Staff.Occupancy))
	}
	return out
}

func value(e simulate.Estimate) float64 { return e.Value }

// CSV writes one row per category: what to do with it and what that is worth.
func CSV(w io.Writer, r plan.Result) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"category", "action", "tickets_per_year", "solve", "low", "high", "n", "threshold", "certain", "try_per_ticket", "pass_per_ticket", "saving_per_year", "training_cost", "training_saving_per_year", "training_payback_months", "currency"}}
	full := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for _, p := range r.Search.Policy {
		s := p.Category.Solve
		rows = append(rows, []string{guarded(p.Category.Key), string(p.Action), full(p.TicketsPerYear), full(s.Amount), full(s.Low), full(s.High), strconv.Itoa(s.N), full(p.Threshold),
			strconv.FormatBool(p.Certain && !p.Few), full(p.TryPerTicket), full(p.PassPerTicket), full(p.SavingPerYear), full(p.Category.Training.Cost), full(p.Training.SavingPerYear), full(p.Training.PaybackMonths), r.Input.Currency})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}

// guarded keeps a spreadsheet from taking a name for a formula.
func guarded(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@') {
		return "'" + text
	}
	return text
}
