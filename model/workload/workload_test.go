package workload_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/forecast"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/workload"
)

var monday = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// busy is a series of days with a chance of its own around a mean for workdays; weekends are quiet.
func busy(key string, mean float64, days int) workload.Series {
	rng := rand.New(rand.NewPCG(uint64(mean), uint64(days)))
	s := workload.Series{Key: key}
	for i := range days {
		n := 0.0
		if i%7 < 5 {
			n = max(0, math.Round(mean+math.Sqrt(mean)*rng.NormFloat64()))
		}
		s.Counts = append(s.Counts, n)
		s.Hours[(i+1)%7][9] += n
	}
	return s
}

// history adds its parts up.
func history(by string, parts ...workload.Series) workload.History {
	h := workload.History{First: monday, By: by, Parts: parts}
	h.All.Counts = make([]float64, len(parts[0].Counts))
	for _, p := range parts {
		for i, n := range p.Counts {
			h.All.Counts[i] += n
		}
	}
	h.Last = monday.AddDate(0, 0, len(h.All.Counts)-1)
	return h
}

func expect(t *testing.T, h workload.History, days int) workload.Expected {
	t.Helper()
	e, err := workload.Expect(context.Background(), h, days, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Parts add up to the total at every step, weeks and months are the sums of their days, and intervals hold their mean's place.
func TestPartsAddUp(t *testing.T) {
	e := expect(t, history("channel", busy("phone", 40, 400), busy("e-mail", 90, 400), busy("", 3, 400)), 120)
	for _, step := range []forecast.Step{forecast.Day, forecast.Week, forecast.Month} {
		for i, total := range e.All.At(step) {
			sum := 0.0
			for _, p := range e.Parts {
				sum += p.At(step)[i].Mean
			}
			if math.Abs(sum-total.Mean) > 1e-6*(1+total.Mean) {
				t.Errorf("%s %d: parts are %v, the total %v", step, i, sum, total.Mean)
			}
		}
	}
	for _, p := range e.Parts {
		for _, w := range p.Weeks.Points {
			sum := 0.0
			for _, day := range p.Points {
				if !day.First.Before(w.First) && day.First.Before(w.First.AddDate(0, 0, 7)) {
					sum += day.Mean
				}
			}
			if math.Abs(sum-w.Mean) > 1e-6*(1+sum) {
				t.Errorf("%s: week %s is %v, its days %v", p.Series.Key, w.First, w.Mean, sum)
			}
		}
	}
	if text := said(e.Notes); !strings.Contains(text, "add up to the forecast of the total") || !strings.Contains(text, "no holidays are known") {
		t.Errorf("notes: %s", text)
	}
}

func said(all []origin.Text) string {
	var words []string
	for _, t := range all {
		words = append(words, t.EN)
	}
	return strings.Join(words, "; ")
}

// A ticket comes to several tiers: nothing is scaled, and that is said.
func TestTiersDoNotAddUp(t *testing.T) {
	h := history("tier", busy("1", 40, 200), busy("2", 20, 200))
	h.All = busy("", 45, 200)
	h.LeftOut, h.Missing = 3, []int{199}
	e := expect(t, h, 30)
	alone, err := forecast.ForecastDaily(h.Daily(h.Parts[0]), forecast.Options{Horizon: 30, Levels: []float64{0.8, 0.95}, Seed: 1})
	if err != nil || e.Parts[0].Points[0].Mean != alone.Points[0].Mean {
		t.Errorf("tier 1 is %v, alone %v, %v", e.Parts[0].Points[0].Mean, alone.Points[0].Mean, err)
	}
	text := said(e.Notes)
	for _, want := range []string{"do not add up", "3 arrivals at teams without a tier", "2024-07-18 is not counted"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
}

func TestShortAndEmptyHistories(t *testing.T) {
	if _, err := workload.Expect(context.Background(), history("", busy("", 40, 7)), 30, 1, 1); err == nil || !strings.Contains(err.Error(), "too short to forecast from: 7 days") {
		t.Errorf("a week: %v", err)
	}
	e := expect(t, history("", workload.Series{Counts: make([]float64, 100)}), 30)
	if p := e.All.Points[0]; p.Mean != 0 || p.Ranges[1].High != 0 || !strings.Contains(said(e.All.Notes), "no ticket at all") {
		t.Errorf("zeros: %+v, %s", p, said(e.All.Notes))
	}
	same := workload.Series{Counts: make([]float64, 100)}
	for i := range same.Counts {
		same.Counts[i] = 4
	}
	if e = expect(t, history("", same), 30); math.Abs(e.All.Points[9].Mean-4) > 1e-9 {
		t.Errorf("a constant series: %+v", e.All.Points[9])
	}
}

// A log of which all but a week is thin tells nothing.
func TestCutLog(t *testing.T) {
	s := workload.Series{Counts: make([]float64, 300)}
	for i := range 7 {
		s.Counts[287+i] = 700
	}
	e := expect(t, history("", s), 30)
	if err := e.All.Err(); err == nil || !strings.Contains(err.Error(), "of the history only") {
		t.Errorf("got %v, used %v", err, e.All.Used)
	}
	for _, n := range e.All.Notes { // what was forecast is taken back with all that is said of it
		if !strings.HasPrefix(n.EN, "the log ") {
			t.Errorf("a note about a forecast that is none: %s", n.EN)
		}
	}
	if len(e.All.Notes) != 2 {
		t.Errorf("what is said of the history is gone: %v", e.All.Notes)
	}
	o := workload.Outlook(demand(1000), history("", s), origin.Value{}, 3)
	if o.Months[0].Kind != origin.Default || o.Months[2].Growth != 0 || !strings.HasPrefix(o.Source.DE, "keine Vorhersage: ") {
		t.Errorf("outlook %+v", o)
	}
}

func demand(tickets int) plan.Demand {
	return plan.Demand{Weeks: 10, Categories: []plan.Category{{Key: "VPN", Tickets: tickets - 100}}, LeftOut: 100}
}

// By hand: 4 tickets a day are 28 a week; the period had 20 a week: growth is 0.4, in months of any length.
func TestOutlookOfAConstantDesk(t *testing.T) {
	same := workload.Series{Counts: make([]float64, 100)}
	for i := range same.Counts {
		same.Counts[i] = 4
	}
	o := workload.Outlook(demand(200), history("", same), origin.Value{}, 3)
	if len(o.Months) != 3 || !strings.HasPrefix(o.Source.EN, "forecast: ") || o.Level != 0.8 {
		t.Fatalf("outlook %+v", o)
	}
	for _, m := range o.Months { // the history ends on 9 April
		if math.Abs(m.Growth-0.4) > 1e-9 || m.Low > m.Growth || m.High < m.Growth || m.Kind != origin.Measured {
			t.Errorf("month %+v", m)
		}
	}
	if got := o.Months[0].First; got.Month() != time.May || got.Day() != 1 {
		t.Errorf("the first month is %s", got)
	}
	typed := workload.Outlook(demand(200), history("", same), origin.Type(0.25, origin.Share), 2)
	want := plan.Month{First: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), Growth: 0.25, Low: 0.25, High: 0.25, Kind: origin.Typed}
	if diff := cmp.Diff(want, typed.Months[0]); diff != "" || len(typed.Months) != 2 {
		t.Errorf("typed (-want +got):\n%s", diff)
	}
	if none := workload.Outlook(plan.Demand{}, history("", same), origin.Value{}, 2); none.Months[0].Kind != origin.Default || !strings.Contains(none.Source.EN, "no ticket to compare with") {
		t.Errorf("without a period: %+v", none)
	}
}

// By hand: 10 tickets on each Monday to Friday, none at weekends, and 20 on those of the forecast: whatever weekdays a month has, and however many of its
// days are holidays, it is growth by 1.
func TestOutlookIsOfDaysLikeThese(t *testing.T) {
	s := workload.Series{Counts: make([]float64, 140)}
	for i := range s.Counts {
		if day := monday.AddDate(0, 0, i).Weekday(); day != time.Saturday && day != time.Sunday {
			s.Counts[i] = 20
		}
	}
	h := history("", s)
	for day := h.Last; day.Before(h.Last.AddDate(0, 4, 0)); day = day.AddDate(0, 0, 11) {
		h.Closed = append(h.Closed, workload.Closed{Day: time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)})
	}
	d := plan.Demand{Weeks: 10, Categories: []plan.Category{{Key: "VPN", Tickets: 500}}, Channels: []plan.Channel{{Name: "phone", Tickets: 500}}}
	for i := range 5 {
		d.Channels[0].Typical[i][20] = 10
	}
	o := workload.Outlook(d, h, origin.Value{}, 3)
	for _, m := range o.Months {
		if math.Abs(m.Growth-1) > 0.02 { // the mean over drawn paths, cut at 0
			t.Errorf("month %+v", m)
		}
	}
	if len(o.Months) != 3 {
		t.Errorf("%d months: %s", len(o.Months), o.Source.EN)
	}
}

// A month of which every day is a holiday is compared with all of its days.
func TestOutlookOfAMonthWithoutWorkingDays(t *testing.T) {
	same := workload.Series{Counts: make([]float64, 100)}
	for i := range same.Counts {
		same.Counts[i] = 4
	}
	h := history("", same)
	for day := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC); day.Month() == time.May; day = day.AddDate(0, 0, 1) {
		h.Closed = append(h.Closed, workload.Closed{Day: day})
	}
	if o := workload.Outlook(demand(200), h, origin.Value{}, 2); len(o.Months) != 2 || math.IsNaN(o.Months[0].Growth) || o.Months[0].Growth < -1 {
		t.Errorf("outlook %+v", o)
	}
}

func TestHorizons(t *testing.T) {
	last := time.Date(2025, 12, 30, 0, 0, 0, 0, time.UTC) // a Tuesday
	for text, days := range map[string]int{"90d": 90, "1w": 5 + 7, "2m": 1 + 31 + 28, "1y": 1 + 365} {
		h, err := workload.ParseHorizon(text)
		if err != nil || h.Days(last) != days {
			t.Errorf("%s: %d days, %v, want %d", text, h.Days(last), err, days)
		}
	}
	for _, text := range []string{"", "m", "0m", "-1m", "abc", "1.5m", "12", "999999999999999999999d", "１２m"} {
		if _, err := workload.ParseHorizon(text); err == nil || !strings.HasPrefix(err.Error(), "horizon ") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := workload.ParseHorizon("999y"); err == nil || !strings.Contains(err.Error(), "5 years ahead at most") {
		t.Errorf("999y: %v", err)
	}
}

func TestHorizonHoldsWholeSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := monday.AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "last"))
		n := rapid.IntRange(1, 5).Draw(t, "n")
		if end := last.AddDate(0, 0, workload.Horizon{N: n, Unit: 'm'}.Days(last)+1); end.Day() != 1 {
			t.Fatalf("%d months behind %s end before %s", n, last, end)
		}
		days := workload.Horizon{N: n, Unit: 'w'}.Days(last)
		if end := last.AddDate(0, 0, days+1); end.Weekday() != time.Monday || days < 7*n || days >= 7*n+7 {
			t.Fatalf("%d weeks behind %s end before %s", n, last, end)
		}
	})
}

// By hand: 10 open, 5 came, 7 open: 8 left. A jump that no arrival explains is no throughput below 0.
func TestThroughput(t *testing.T) {
	if diff := cmp.Diff([]float64{8, 0}, workload.Throughput([]float64{10, 7, 90}, []float64{5, 6})); diff != "" {
		t.Error(diff)
	}
}

// 28 tickets come a week and 20 leave: 8 more each week; with 40 leaving the backlog ends at 0 and stays there.
func TestBacklogByHand(t *testing.T) {
	same := workload.Series{Counts: make([]float64, 100)}
	for i := range same.Counts {
		same.Counts[i] = 4
	}
	e := expect(t, history("", same), 40)
	grow, err := workload.Project(e.All, 50, []float64{20, 20, 20, 20}, 5, 1)
	if err != nil || math.Abs(grow.Weeks[4].Mean-90) > 1e-6 || grow.Throughput != 20 {
		t.Errorf("got %+v, %v", grow, err)
	}
	fall, err := workload.Project(e.All, 50, []float64{40, 40, 40, 40}, 5, 1)
	if err != nil || math.Abs(fall.Weeks[3].Mean-2) > 1e-6 || fall.Weeks[4].Mean != 0 || fall.Weeks[4].Low != 0 {
		t.Errorf("got %+v, %v", fall, err)
	}
	wide, err := workload.Project(e.All, 50, []float64{10, 30, 10, 30}, 5, 1)
	if err != nil || !(wide.Weeks[4].Low < wide.Weeks[4].Mean && wide.Weeks[4].Mean < wide.Weeks[4].High) {
		t.Errorf("got %+v, %v", wide, err)
	}
	if again, err := workload.Project(e.All, 50, []float64{10, 30, 10, 30}, 5, 1); err != nil || !cmp.Equal(wide, again) {
		t.Error("the same seed gives other numbers")
	}
}

func TestBacklogThatCannotBeTold(t *testing.T) {
	e := expect(t, history("", busy("", 40, 100)), 20)
	for _, c := range []struct {
		left  []float64
		weeks int
		want  string
	}{{[]float64{1, 2, 3}, 2, "known for 3 whole weeks only; a projection needs 4"}, {[]float64{1, 2, 3, 4}, 3, "the forecast holds 20 days and 3 weeks are asked for"}} {
		if _, err := workload.Project(e.All, 0, c.left, c.weeks, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestUntil(t *testing.T) {
	h := history("channel", busy("phone", 40, 100))
	h.Missing = []int{0, 99}
	got := h.Until(30)
	if got.Days() != 70 || len(got.Parts[0].Counts) != 70 || !got.Last.Equal(monday.AddDate(0, 0, 69)) || !cmp.Equal(got.Missing, []int{0}) || h.Days() != 100 {
		t.Errorf("got %d days to %s, missing %v", got.Days(), got.Last, got.Missing)
	}
}

// A desk whose tickets fall to nothing within the months ahead: nobody plans for that, and the outlook says so.
func TestOutlookOfATrendToNothing(t *testing.T) {
	s := busy("", 200, 7*40)
	for i := range s.Counts {
		s.Counts[i] *= 1 - 0.95*float64(i)/float64(len(s.Counts))
	}
	o := workload.Outlook(demand(1000), history("", s), origin.Value{}, 12)
	if !strings.HasPrefix(o.Source.EN, "no forecast: the trend of the records would fall to less than 5 % of the tickets by ") ||
		!strings.Contains(o.Source.DE, "womit sich nicht planen lässt; geben Sie ein Wachstum ein") || o.Months[11].Growth != 0 {
		t.Errorf("outlook %+v", o)
	}
}

// An extract of 13 weeks with 40 weeks of stragglers behind: a plan is about the busy weeks, and its growth is about none, not nearly everything lost.
func TestOutlookBehindAThinTail(t *testing.T) {
	s := busy("", 200, 7*53)
	for i := 7 * 13; i < len(s.Counts); i++ {
		s.Counts[i] = float64(i % 3 / 2 * 2)
	}
	h := history("", s)
	o := workload.Outlook(demand(1000), h, origin.Value{}, 3) // five days of 200
	if len(o.Months) != 3 || !strings.HasPrefix(o.Source.EN, "forecast: ") ||
		!strings.Contains(o.Source.EN, "from the 91 days up to 2024-03-31. After them the log is thin: its last 280 days are left out") ||
		!strings.Contains(o.Source.DE, "aus den 91 Tagen bis zum 31.03.2024. Danach ist das Protokoll dünn") {
		t.Fatalf("outlook %+v", o)
	}
	for _, m := range o.Months {
		if !(m.Low <= m.Growth && m.Growth <= m.High) {
			t.Errorf("month %+v is not in order", m)
		}
	}
	e := expect(t, h, 120)
	for _, m := range e.All.Months.Points {
		if m.Mean < 3500 || m.Mean > 5000 || m.Ranges[1].High > 6000 {
			t.Errorf("month %+v, usual are 4,300", m)
		}
	}
}

// Scaled parts keep their intervals around their means, in days, weeks and months, and add up in each.
func TestScaledPartsKeepTheirOrder(t *testing.T) {
	e := expect(t, history("channel", busy("phone", 60, 200), busy("mail", 25, 200), busy("chat", 4, 200)), 70)
	for _, at := range []forecast.Step{forecast.Day, forecast.Week, forecast.Month} {
		for i, all := range e.All.At(at) {
			sum := 0.0
			for _, p := range e.Parts {
				x := p.At(at)[i]
				sum += x.Mean
				for _, r := range x.Ranges {
					if r.Low > x.Mean+1e-9 || r.High < x.Mean-1e-9 || r.Low < 0 {
						t.Errorf("%s %d, %s: %+v", at, i, p.Series.Key, x)
					}
				}
			}
			if math.Abs(sum-all.Mean) > 1e-6*math.Max(1, all.Mean) {
				t.Errorf("%s %d: parts have %v, all %v", at, i, sum, all.Mean)
			}
		}
	}
}
