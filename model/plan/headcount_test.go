package plan_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"tiermix/model/hiring"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// headcount plans a month more than a year of the desk of these tests.
func headcount(t *testing.T, typed map[string]float64, growth float64) (plan.Headcount, error) {
	t.Helper()
	a := plan.Unsaid()
	for key, amount := range map[string]float64{"tier1.people": 9, "tier2.people": 6} {
		if _, ok := typed[key]; !ok {
			a.Values[key] = origin.Type(amount, "people")
		}
	}
	for key, amount := range typed {
		f, err := plan.FieldOf(key)
		if err != nil {
			t.Fatal(err)
		}
		a.Values[key] = origin.Type(amount, f.Unit)
	}
	in := built(t, office(), a)
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	return r.Headcount(context.Background(), in.Steady(growth, origin.Typed, 13), 13)
}

// What is typed about people's moves reaches the search: chances of leaving are a twelfth of a year's, ramps rise evenly, and the price
// of a missing FTE follows from the cost of a person.
func TestQuestionIsWhatIsTyped(t *testing.T) {
	h, err := headcount(t, map[string]float64{
		"tier1.attrition_first_year": 0.6, "tier1.attrition_later": 0.24, "tier1.ramp_months": 2, "tier1.ramp_start": 0.5, "tier1.lead_months": 4,
		"tier1.most_hires": 0, "tier2.shortage_price": 777, "shortage_factor": 2, "promotion.raise": 0, "promotion.share": 0.5, "yearly_rise": 0.1, "rise_month": 3,
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	first, second := h.Question.Tiers[0], h.Question.Tiers[1]
	if len(first.Leave) != 13 || math.Abs(first.Leave[0]-0.05) > 1e-12 || math.Abs(first.Leave[12]-0.02) > 1e-12 {
		t.Errorf("leave %v", first.Leave)
	}
	if !slices.Equal(first.Ramp, []float64{0.5, 0.75}) || first.Lead != 4 || !first.Most.OK || first.Most.Most != 0 || second.Most.OK {
		t.Errorf("ramp %v, lead %d, most %+v %+v", first.Ramp, first.Lead, first.Most, second.Most)
	}
	if math.Abs(first.Missing-2*first.Cost[0]) > 1e-9 || second.Missing != 777 {
		t.Errorf("prices of missing people %v (a person costs %v), %v", first.Missing, first.Cost[0], second.Missing)
	}
	loaded := h.Plan.Input.Costs.Tiers[0].Loaded
	if math.Abs(first.Cost[0]-loaded.PerYear/12) > 1e-6 || h.Question.Promotion.Cost[0] >= second.Cost[0] {
		t.Errorf("cost %v of %v a year; promoted %v, hired %v", first.Cost[0], loaded.PerYear, h.Question.Promotion.Cost[0], second.Cost[0])
	}
	for m, cost := range first.Cost[:h.Question.Months] {
		steps := 0 // salaries rise in March, a rise in the first month is in the salary already
		for k := 1; k <= m; k++ {
			if h.First(k).Month() == 3 {
				steps++
			}
		}
		if risen := cost > first.Cost[0]+1; risen != (steps > 0) {
			t.Errorf("%s: cost %v, at first %v, after %d rises", h.First(m).Format("2006-01"), cost, first.Cost[0], steps)
		}
	}
}

// Every field about people's moves at both of its bounds gives a plan that holds nothing but numbers, or a sentence.
func TestMovesAtTheirBounds(t *testing.T) {
	var moves []plan.Field
	for _, f := range plan.Fields() {
		if plan.OfMoves(f.Key) {
			moves = append(moves, f)
		}
	}
	if len(moves) < 29 {
		t.Errorf("%d fields only", len(moves))
	}
	for _, f := range moves {
		for _, bound := range []float64{f.Low, f.High} {
			h, err := headcount(t, map[string]float64{f.Key: bound}, 0)
			if err != nil {
				if len(origin.Sentences(err)) == 0 || strings.Contains(err.Error(), "NaN") {
					t.Errorf("%s = %v: %v", f.Key, bound, err)
				}
				continue
			}
			for m, of := range h.Ways.Free.Course.Months { // a NaN or an infinity anywhere makes the sum one
				sum := of.Cost.Total() + of.Promoted
				for _, s := range of.Tiers {
					sum += s.Need + s.Effective + s.Headcount() + s.InRamp + s.Hired + s.Ordered + s.Left + s.Risk()
				}
				if math.IsNaN(sum) || math.IsInf(sum, 0) {
					t.Errorf("%s = %v, month %d: %+v", f.Key, bound, m, of)
				}
			}
		}
	}
}

// The need of a month is that of a plan with that month's growth typed, under the same policy.
func TestNeedIsThatOfThePlan(t *testing.T) {
	h, err := headcount(t, nil, 0.3)
	if err != nil {
		t.Fatal(err)
	}
	last := h.Outlook.Months[12].Growth
	if last < 0.3 || h.Outlook.Months[0].Growth >= last {
		t.Errorf("growths %+v", h.Outlook.Months)
	}
	a := plan.Unsaid()
	a.Values["growth"] = origin.Type(last, origin.Share)
	r, err := built(t, office(), a).Weigh()
	if err != nil {
		t.Fatal(err)
	}
	if r.Best.Policy.String() != h.Plan.Best.Policy.String() {
		t.Skip("with so many tickets another policy is the best")
	}
	for tier := range 2 {
		if got, want := h.Question.Need[tier][12], r.Best.Tiers[tier].Gross; math.Abs(got-want) > 1e-9 {
			t.Errorf("tier %d: need %v, the plan says %v", tier+1, got, want)
		}
	}
}

// Equal sides differ in nothing, and the parts of others add up, whole units too.
func TestWaterfall(t *testing.T) {
	one, err := headcount(t, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	two, err := headcount(t, map[string]float64{"tier2.people": 3, "tier2.hiring_cost": 12345.6}, 0)
	if err != nil {
		t.Fatal(err)
	}
	a, b := plan.HeadcountSide{Headcount: &one}, plan.HeadcountSide{Headcount: &two}
	for _, w := range []plan.Waterfall{a.Against(a), b.Against(a), b.Against(a).Whole()} {
		sum := w.From
		for _, p := range w.Parts {
			sum += p.Amount
			if name := plan.PartName(p.Key); name.EN == "" || name.DE == name.EN {
				t.Errorf("%s is called %+v", p.Key, name)
			}
		}
		if !w.Known || math.Abs(sum-w.To) > 1e-6 {
			t.Errorf("from %v parts lead to %v, not to %v", w.From, sum, w.To)
		}
	}
	if b.Against(plan.HeadcountSide{}).Known {
		t.Error("a side that cannot be planned is compared")
	}
}

func TestHeadcountFaults(t *testing.T) {
	in := built(t, office(), plan.Unsaid())
	in.People = [2]plan.Known{}
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	for want, ask := range map[string][2]int{"40 months; 12 to 36": {40, 40}, "the outlook has 12 months, and 24": {12, 24}, "tier2.people is neither measured nor typed": {12, 12}} {
		_, err := r.Headcount(context.Background(), in.Steady(0, origin.Typed, ask[0]), ask[1])
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// People of whom it is known since when they are there count by their tenure, all others as settled; where their number is typed, all do.
func TestTenureOfToday(t *testing.T) {
	d := office()
	d.People, d.FullTime = map[int]int{1: 4, 2: 3}, nil
	d.Hired = map[int][]plan.Hired{1: {{Months: 2, FTE: 1}, {Months: 40, FTE: 0.5}}}
	for typed, want := range map[bool][]hiring.Cohort{
		false: {{Tenure: 2, People: 1}, {Tenure: 40, People: 0.5}, {Tenure: hiring.MostMonths, People: 2.5}},
		true:  {{Tenure: hiring.MostMonths, People: 4}},
	} {
		a := plan.Unsaid()
		if typed {
			a.Values["tier1.people"] = origin.Type(4, "people")
		}
		r, err := built(t, d, a).Weigh()
		if err != nil {
			t.Fatal(err)
		}
		h, err := r.Headcount(context.Background(), r.Input.Steady(0, origin.Typed, 12), 12)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(h.Question.Tiers[0].People, want) {
			t.Errorf("typed %t: people %+v, want %+v", typed, h.Question.Tiers[0].People, want)
		}
		if said := strings.HasPrefix(h.Notes[0].EN, "1st level: of 2 of 4 people hired_on says"); said == typed {
			t.Errorf("typed %t: %q", typed, h.Notes[0].EN)
		}
	}
}

// The longest lead time and ramp after the longest plan are still searched to their end.
func TestLongestHeadcount(t *testing.T) {
	typed := map[string]float64{"tier1.people": 10, "tier2.people": 6}
	for _, tier := range []string{"tier1.", "tier2."} {
		typed[tier+"lead_months"], typed[tier+"ramp_months"] = 36, 36
	}
	in := built(t, office(), assumed(t, typed))
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	h, err := r.Headcount(t.Context(), in.Steady(0, origin.Default, plan.MostMonths), plan.MostMonths)
	if err != nil || h.Question.Tail != 72 || h.Question.Months != 36 {
		t.Errorf("%d months and %d behind them, %v; want 36 and 72", h.Question.Months, h.Question.Tail, err)
	}
}
