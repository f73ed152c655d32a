package hiring_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/hiring"
)

// small draws a question with few people, so that every decision can be tried.
func small(t *rapid.T, months int) hiring.Input {
	in, _ := drawn(t, months)
	for tier := range in.Tiers {
		in.Tiers[tier].Lead = min(in.Tiers[tier].Lead, 1)
		in.Tiers[tier].Most = hiring.Limit{Most: rapid.IntRange(0, 2).Draw(t, "most"), OK: true}
		for m := range in.Need[tier] {
			in.Need[tier][m] = min(in.Need[tier][m], 4)
		}
	}
	in.Promotion.Share = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "share")
	return in
}

// every tries all decisions of some months.
func every(in hiring.Input) float64 {
	best := math.Inf(1)
	d := hiring.Decisions{Hire: [hiring.Tiers][]int{make([]int, in.Months), make([]int, in.Months)}, Promote: make([]int, in.Months)}
	var try func(k int)
	try = func(k int) {
		if k == 3*in.Months {
			if course, err := hiring.Follow(in, d); err == nil {
				best = min(best, course.Total.Total())
			}
			return
		}
		list, m := [][]int{d.Hire[0], d.Hire[1], d.Promote}[k/in.Months], k%in.Months
		for n := range 3 {
			list[m] = n
			try(k + 1)
		}
		list[m] = 0
	}
	try(0)
	return best
}

// The plan of least cost costs what trying every decision finds, and its bound does not lie above.
func TestSolveAgainstEveryDecision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := small(t, rapid.IntRange(1, 2).Draw(t, "months"))
		plan, err := hiring.Solve(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range plan.Decisions.Promote {
			if n > 2 {
				t.Skip("more are promoted than are tried")
			}
		}
		want := every(in)
		if math.Abs(plan.Searched-want) > 1e-5*(1+want) || plan.Bound > want*(1+1e-9)+1e-9 {
			t.Fatalf("%+v\ndecisions %+v cost %v (bound %v), the cheapest of all cost %v", in, plan.Decisions, plan.Searched, plan.Bound, want)
		}
		course, err := hiring.Follow(in, plan.Decisions)
		if err != nil || math.Abs(course.Total.Total()-plan.Course.Total.Total()) > 1e-9*(1+want) {
			t.Fatalf("Follow says %v, %v; the plan %v", course.Total.Total(), err, plan.Course.Total.Total())
		}
	})
}

// desk is 6 + 4 people who are enough, without leavers.
func desk(months int) hiring.Input {
	in := hiring.Input{Months: months}
	for tier, people := range []float64{6, 4} {
		in.Tiers[tier] = hiring.Tier{
			People: []hiring.Cohort{{Tenure: 50, People: people}}, Lead: 2, Ramp: []float64{0.5, 0.5}, Leave: []float64{0}, Cost: flat(4000+1000*float64(tier), months),
			Hiring: 3000, Leaving: 1000, Missing: 8000,
		}
		in.Need[tier] = flat(people, months)
	}
	in.Promotion = hiring.Promotion{Ramp: []float64{0.5}, Cost: in.Tiers[1].Cost, Once: 1000, Share: 0.5}
	return in
}

func solved(t *testing.T, in hiring.Input) hiring.Plan {
	t.Helper()
	plan, err := hiring.Solve(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, month := range plan.Course.Months {
		for _, p := range append(month.Cost.Parts(), hiring.Part{Amount: month.Tiers[0].Risk()}, hiring.Part{Amount: month.Tiers[1].Risk()}) {
			if math.IsNaN(p.Amount) || math.IsInf(p.Amount, 0) {
				t.Fatalf("%s is %v", p.Key, p.Amount)
			}
		}
	}
	return plan
}

// Enough people: nobody is hired, and nothing is missing.
func TestNothingToDo(t *testing.T) {
	plan := solved(t, desk(12))
	if !plan.Exact() || plan.Course.Hires(0)+plan.Course.Hires(1)+plan.Course.Promotions() != 0 || plan.Course.Met() != 0 {
		t.Errorf("%+v", plan)
	}
}

// Closing a way never makes the plan cheaper.
func TestWaysCostMoreThanBoth(t *testing.T) {
	in := desk(18)
	for m := 6; m < 18; m++ {
		in.Need[1][m] = 6
	}
	w, err := hiring.Compare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if w.Promote.Course.Hires(1) != 0 || w.Outside.Course.Promotions() != 0 {
		t.Errorf("a closed way is taken: %v hires, %v promotions", w.Promote.Course.Hires(1), w.Outside.Course.Promotions())
	}
	if w.Promote.Course.Promotions() == 0 || w.Outside.Course.Hires(1) == 0 {
		t.Errorf("%v promotions, %v hires; both levels lack two", w.Promote.Course.Promotions(), w.Outside.Course.Hires(1))
	}
	if least := min(w.Promote.Searched, w.Outside.Searched); w.Free.Searched > least+1e-6 {
		t.Errorf("both ways %v, one way %v", w.Free.Searched, least)
	}
}

// What stands at the edges of what can be typed is planned, and says what is missing.
func TestEdges(t *testing.T) {
	edges := map[string]struct {
		change  func(*hiring.Input)
		missing bool // at 1st level
	}{
		"all leave every month":     {func(in *hiring.Input) { in.Tiers[0].Leave = []float64{1} }, true},
		"ramp beyond the horizon":   {func(in *hiring.Input) { in.Tiers[0].Ramp = flat(0, 40); in.Need[0] = flat(7, 12) }, true},
		"lead beyond the horizon":   {func(in *hiring.Input) { in.Tiers[0].Lead = 30; in.Need[0] = flat(7, 12) }, true},
		"no hires allowed":          {func(in *hiring.Input) { in.Tiers[0].Most.OK = true; in.Need[0] = flat(7, 12) }, true},
		"nobody is there":           {func(in *hiring.Input) { in.Tiers[0].People, in.Tiers[1].People = nil, nil }, true},
		"need of 0":                 {func(in *hiring.Input) { in.Need[0], in.Need[1] = flat(0, 12), flat(0, 12) }, false},
		"need and people of 0":      {func(in *hiring.Input) { in.Need[0] = flat(0, 12); in.Tiers[0].People = nil }, false},
		"missing people are free":   {func(in *hiring.Input) { in.Tiers[0].Missing, in.Need[0] = 0, flat(9, 12) }, true},
		"nobody is ever productive": {func(in *hiring.Input) { in.Tiers[0].Ramp, in.Tiers[0].Mentor, in.Need[0] = flat(0, 12), 1, flat(9, 12) }, true},
	}
	for name, c := range edges {
		in := desk(12)
		c.change(&in)
		plan := solved(t, in)
		if got := plan.Course.Gaps(0).Missing > 0.01; got != c.missing {
			t.Errorf("%s: %v FTE-months are missing", name, plan.Course.Gaps(0).Missing)
		}
		if plan.Gap() > 0.01 {
			t.Errorf("%s: gap %v", name, plan.Gap())
		}
	}
}

// A lead of two months and half productivity at first: a lack from the first month on can be met from the third month on, with twice the
// people. With one hire a month it takes longer, and with none it is never met.
func TestUnavoidable(t *testing.T) {
	in := desk(12)
	in.Need[0] = flat(8, 12)
	for name, c := range map[string]struct {
		most hiring.Limit
		want hiring.Lack
	}{
		"any number": {hiring.Limit{}, hiring.Lack{Met: true, From: 2, Missing: 4}},
		// One begins in month 2, 3 and 4: 6.5, 7, then 8 = 6 + 1 + 0.5 + 0.5.
		"one a month": {hiring.Limit{Most: 1, OK: true}, hiring.Lack{Met: true, From: 4, Missing: 4 + 1.5 + 1}},
		"none":        {hiring.Limit{OK: true}, hiring.Lack{From: 12, Missing: 24}},
	} {
		in.Tiers[0].Most = c.most
		got, known, err := hiring.Unavoidable(in)
		if err != nil || !known || got[0].Met != c.want.Met || got[0].From != c.want.From || math.Abs(got[0].Missing-c.want.Missing) > 1e-3 {
			t.Errorf("%s: %+v, %t, %v; want %+v", name, got[0], known, err, c.want)
		}
		if got[1] != (hiring.Lack{Met: true}) {
			t.Errorf("%s: 2nd level lacks nothing, got %+v", name, got[1])
		}
	}
}
