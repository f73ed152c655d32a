package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tiermix/model/driver"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/rate"
)

// DriversTable writes what goes with escalation for people to read.
func DriversTable(w io.Writer, scope kpi.Scope, r driver.Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", heading(kpi.Answer{Period: scope.Period, Where: scope.Where}))
	fmt.Fprintf(&b, "%d tickets that 1st level held, %d escalated (%s); %d patterns\n", r.Tickets, r.Escalated,
		percentOf(rate.Share{Hits: r.Escalated, Total: r.Tickets}.Value()), r.Patterns)
	fmt.Fprintf(&b, "share of variation explained (McFadden) %s, Tjur %s, AUC %.3f (%.3f to %.3f)\n\n",
		percentOf(r.McFadden), percentOf(r.Tjur), r.AUC.Value, r.AUC.Low, r.AUC.High)
	factors := [][]string{{"FACTOR", "LOST WITHOUT IT", "LEVELS", "P", ""}}
	levels := [][]string{{"LEVEL", "TICKETS", "ESCALATED", "RATE", "95 % INTERVAL", "ODDS RATIO", "95 % INTERVAL", "P"}}
	for _, f := range r.Factors {
		factors = append(factors, factorRow(f))
		for i, l := range f.Levels {
			if i == 0 {
				levels = append(levels, append([]string{f.Factor}, make([]string, 7)...))
			}
			levels = append(levels, levelRow(f.Factor, l))
		}
	}
	b.WriteString(align(factors) + "\n" + align(levels) + "\n" + align(calibrationRows(r)) + "\n")
	for _, n := range slices.Concat(r.Notes, r.Method) {
		b.WriteString(n.EN + "\n")
	}
	return written(w, "drivers", b.String())
}

func written(w io.Writer, what, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

func percentOf(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func factorRow(f driver.Effect) []string {
	if !f.Used {
		return []string{f.Factor, "-", "1", "-", f.Why.EN}
	}
	why := ""
	if len(f.Within) > 0 {
		why = "follows from " + strings.Join(f.Within, ", ")
	}
	return []string{f.Factor, fmt.Sprintf("%.2f %%", 100*f.Share), strconv.Itoa(len(f.Levels)), chanceText(f.P), why}
}

func levelRow(factor string, l driver.Level) []string {
	low, high := l.Share().Interval(rate.Level)
	odds := fmt.Sprintf("%s to %s", ratio(l.Low), ratio(l.High))
	switch l.Bound {
	case driver.AtMost:
		odds = "at most " + ratio(l.High)
	case driver.AtLeast:
		odds = "at least " + ratio(l.Low)
	case driver.Unknown:
		odds += ", rests on the ridge"
	}
	return []string{
		"  " + levelName(factor, l), strconv.Itoa(l.Tickets), strconv.Itoa(l.Escalated), percentOf(l.Share().Value()),
		percentOf(low) + " to " + percentOf(high), ratio(&l.OddsRatio), odds, chanceText(l.P),
	}
}

var dayNames = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

func levelName(factor string, l driver.Level) string {
	if day, err := strconv.Atoi(l.Name); factor == "weekday" && err == nil && day >= 1 && day <= len(dayNames) {
		return dayNames[day-1]
	}
	switch {
	case l.Joined > 0:
		return fmt.Sprintf("(other, %d levels)", l.Joined)
	case l.Name == "":
		return "(not known)"
	}
	return clean(l.Name)
}

// clean keeps words of the source on one line.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// ratio has three significant digits, as an odds ratio has no unit.
func ratio(v *float64) string {
	if v == nil {
		return "-"
	}
	decimals := 2 - int(math.Floor(math.Log10(*v)))
	return strconv.FormatFloat(*v, 'f', min(6, max(0, decimals)), 64)
}

func chanceText(p float64) string {
	if p < 0.0001 {
		return "< 0.0001"
	}
	return fmt.Sprintf("%.4f", p)
}

func calibrationRows(r driver.Result) [][]string {
	rows := [][]string{{"FITTED, IN TENTHS", "TICKETS", "ESCALATED"}}
	for _, g := range r.Calibration {
		rows = append(rows, []string{percentOf(g.Expected), strconv.Itoa(g.Tickets), percentOf(g.Observed)})
	}
	return rows
}

type jsonDrivers struct {
	Period      Period              `json:"period"`
	Where       map[string][]string `json:"where"`
	Tickets     int                 `json:"tickets"`
	Escalated   int                 `json:"escalated"`
	LeftOut     int                 `json:"left_out"`
	Patterns    int                 `json:"patterns"`
	McFadden    float64             `json:"mcfadden"`
	Tjur        float64             `json:"tjur"`
	AUC         jsonAUC             `json:"auc"`
	Ridge       float64             `json:"ridge"`
	Factors     []jsonFactor        `json:"factors"`
	Calibration []jsonGroupOfFitted `json:"calibration"`
	Notes       []map[string]string `json:"notes"`
	Method      []map[string]string `json:"method"`
}

type jsonAUC struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

type jsonFactor struct {
	Factor      string      `json:"factor"`
	Used        bool        `json:"used"`
	Reason      string      `json:"reason"`
	Share       *float64    `json:"share"`
	P           *float64    `json:"p"`
	FollowsFrom []string    `json:"follows_from"`
	Levels      []jsonLevel `json:"levels"`
}

type jsonLevel struct {
	Level     string   `json:"level"`
	Joined    int      `json:"joined"`
	Tickets   int      `json:"tickets"`
	Escalated int      `json:"escalated"`
	Rate      float64  `json:"rate"`
	RateLow   float64  `json:"rate_low"`
	RateHigh  float64  `json:"rate_high"`
	OddsRatio float64  `json:"odds_ratio"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Bound     string   `json:"bound"`
	P         float64  `json:"p"`
}

type jsonGroupOfFitted struct {
	Tickets  int     `json:"tickets"`
	Expected float64 `json:"expected"`
	Observed float64 `json:"observed"`
}

// DriversJSON writes what goes with escalation as one JSON object. Shares are 0 to 1; an end of an interval that the data do not bound is
// null, and bound says which.
func DriversJSON(w io.Writer, scope kpi.Scope, r driver.Result) error {
	out := jsonDrivers{
		Period: jsonDays(scope.Period), Where: whereOf(scope.Where), Tickets: r.Tickets, Escalated: r.Escalated, LeftOut: r.LeftOut, Patterns: r.Patterns,
		McFadden: r.McFadden, Tjur: r.Tjur, AUC: jsonAUC(r.AUC), Ridge: r.Ridge, Factors: []jsonFactor{}, Calibration: []jsonGroupOfFitted{},
		Notes: textsOf(r.Notes), Method: textsOf(r.Method),
	}
	for _, f := range r.Factors {
		out.Factors = append(out.Factors, factorOf(f))
	}
	for _, g := range r.Calibration {
		out.Calibration = append(out.Calibration, jsonGroupOfFitted(g))
	}
	return encoded(w, "drivers", out)
}

func textsOf(notes []origin.Text) []map[string]string {
	out := []map[string]string{}
	for _, n := range notes {
		out = append(out, map[string]string{"en": n.EN, "de": n.DE})
	}
	return out
}

func factorOf(f driver.Effect) jsonFactor {
	out := jsonFactor{Factor: f.Factor, Used: f.Used, Reason: f.Why.EN, FollowsFrom: append([]string{}, f.Within...), Levels: []jsonLevel{}}
	if f.Used {
		out.Share, out.P = &f.Share, &f.P
	}
	for _, l := range f.Levels {
		low, high := l.Share().Interval(rate.Level)
		out.Levels = append(out.Levels, jsonLevel{
			Level: l.Name, Joined: l.Joined, Tickets: l.Tickets, Escalated: l.Escalated, Rate: l.Share().Value(), RateLow: low, RateHigh: high,
			OddsRatio: l.OddsRatio, Low: l.Low, High: l.High, Bound: string(l.Bound), P: l.P,
		})
	}
	return out
}

// DriversCSV writes one row per level, and one per factor, which scope tells apart.
func DriversCSV(w io.Writer, _ kpi.Scope, r driver.Result) error {
	rows := [][]string{{"scope", "factor", "level", "joined", "tickets", "escalated", "rate", "rate_low", "rate_high", "odds_ratio", "low", "high", "bound", "p", "share"}}
	for _, f := range r.Factors {
		share, p := "", ""
		if f.Used {
			share, p = number(&f.Share), number(&f.P)
		}
		rows = append(rows, []string{"factor", f.Factor, "", "", "", "", "", "", "", "", "", "", "", p, share})
		for _, l := range factorOf(f).Levels {
			rows = append(rows, []string{
				"level", f.Factor, harmless(l.Level), strconv.Itoa(l.Joined), strconv.Itoa(l.Tickets), strconv.Itoa(l.Escalated), number(&l.Rate),
				number(&l.RateLow), number(&l.RateHigh), number(&l.OddsRatio), number(l.Low), number(l.High), l.Bound, number(&l.P), "",
			})
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write drivers as CSV: %w", err)
	}
	return nil
}
