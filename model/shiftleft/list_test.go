package shiftleft_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/clock"
	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
	"tiermix/model/shiftleft"
)

// many is a list of equal minutes.
func many(n int, minutes float64) []float64 { return slices.Repeat([]float64{minutes}, n) }

// demand is ten weeks of a desk: Password is nearly always solved at 1st level, in 10 minutes, Printer seldom, and Server was never tried.
func demand() plan.Demand {
	d := plan.Demand{
		From: time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 3, 16, 0, 0, 0, 0, time.UTC), Weeks: 10,
		Calendar: clock.Calendar{Zone: time.UTC}, Set: true, People: map[int]int{1: 10, 2: 5},
		Categories: []plan.Category{
			{Key: "Password", Tickets: 1000, Tried: 1000, Solved: 900, Second: 100},
			{Key: "Printer", Tickets: 400, Direct: 100, Tried: 300, Solved: 30, Second: 370},
			{Key: "Server", Tickets: 50, Direct: 50, Second: 50},
		},
		Logged: map[effort.Key][]float64{
			{Tier: 1, Category: "Password", Outcome: effort.Solved}: many(900, 10), {Tier: 1, Category: "Password", Outcome: effort.Passed}: many(100, 5),
			{Tier: 1, Category: "Printer", Outcome: effort.Solved}: many(29, 11), {Tier: 1, Category: "Printer", Outcome: effort.Passed}: many(200, 8),
			{Tier: 2, Category: "Password"}: many(100, 40), {Tier: 2, Category: "Printer"}: many(300, 40), {Tier: 2, Category: "Server"}: many(50, 60),
		},
	}
	var week plan.Week
	for day := range 5 {
		d.Calendar.Week[day+1] = []clock.Span{{Opens: 8 * time.Hour, Closes: 18 * time.Hour}}
		for slot := 16; slot < 36; slot++ {
			week[day][slot] = 1.45
		}
	}
	d.Channels = []plan.Channel{{Name: "phone", Tickets: 1450, Typical: week, Peak: week}}
	return d
}

func input(t testing.TB, typed map[string]float64) plan.Input {
	t.Helper()
	a := plan.Unsaid()
	for key, amount := range typed {
		f, err := plan.FieldOf(key)
		if err != nil {
			t.Fatal(err)
		}
		a.Values[key] = origin.Type(amount, f.Unit)
	}
	in, err := plan.Build(demand(), a)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func list(t testing.TB, in plan.Input, quick float64, groups ...shiftleft.Group) shiftleft.List {
	t.Helper()
	l, err := shiftleft.Make(in, shiftleft.Solved{From: in.Demand.From, To: in.Demand.To, Days: 70, Groups: groups}, quick)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9*(1+math.Abs(want)) }

// A year has 52.1775 weeks; 70 days are ten.
const aYear = salary.WeeksPerYear / 10

// By hand: 100 quick tickets of 8 minutes that 1st level had passed on after 5 minutes; it solves 900 of 1,000 such in 10 minutes.
func TestQuickTicketsByHand(t *testing.T) {
	in := input(t, nil)
	first, second := in.Costs.Tiers[0].Loaded.PerOccupiedMinute, in.Costs.Tiers[1].Loaded.PerOccupiedMinute
	l := list(t, in, 0, shiftleft.Group{Category: "Password", Tried: true, Alone: true, Tickets: 130, Minutes: append(many(100, 8), many(30, 60)...)})
	if len(l.Categories) != 1 || l.Second != 130 || l.Tickets != 100 || len(l.Reasons) != 1 {
		t.Fatalf("got %+v", l)
	}
	c, p := l.Categories[0], 900.5/1001
	if c.Quick.Amount != 10 || c.Quick.Whole || c.Quick.Kind != origin.Measured {
		t.Errorf("threshold %+v, want the 10 minutes of the category", c.Quick)
	}
	each := p * (5*first + 8*second - 10*first)
	if !near(c.PerTicket(), each) || !near(c.Money.Value, 100*aYear*each) || !near(l.Money.Value, c.Money.Value) {
		t.Errorf("money %+v, a ticket %v; want %v and %v", c.Money, c.PerTicket(), 100*aYear*each, each)
	}
	if r := c.Reasons[0]; !near(r.Now, 5*first+8*second) || !near(r.Then, p*10*first+(1-p)*(5*first+8*second)) || !near(r.Now-r.Then, each) {
		t.Errorf("now %v, then %v", r.Now, r.Then)
	}
	if !(c.Money.Low < c.Money.Value && c.Money.Value < c.Money.High) {
		t.Errorf("interval %+v", c.Money)
	}
}

// Tickets that 1st level never held cost no try today; a failed one is paid on top.
func TestElsewhereByHand(t *testing.T) {
	in := input(t, map[string]float64{"failed_try_cost": 1})
	first, second := in.Costs.Tiers[0].Loaded.PerOccupiedMinute, in.Costs.Tiers[1].Loaded.PerOccupiedMinute
	g := shiftleft.Group{Category: "Password", Tickets: 40}
	c := list(t, in, 0, g).Categories[0]
	p := 900.5 / 1001
	want := 40*second - p*10*first - (1-p)*(5*first+1+40*second)
	if !near(c.PerTicket(), want) || c.Of(shiftleft.Elsewhere).Tickets != 40 {
		t.Errorf("got %v, want %v", c.PerTicket(), want)
	}
	g.Tried = true
	l := list(t, in, 0, g)
	if len(l.Categories) != 0 || !strings.Contains(l.Notes[len(l.Notes)-1].EN, "it was tried") {
		t.Errorf("tickets that 1st level tried and passed on count: %+v, %v", l.Categories, l.Notes)
	}
}

// A ticket with every reason counts by the strongest. Seven that two teams of 2nd level held are not quick, however short; they and
// 15 without minutes are what 1st level could have solved as it solves others.
func TestStrongestReason(t *testing.T) {
	c := list(t, input(t, nil), 32,
		shiftleft.Group{Category: "Password", Marked: true, Alone: true, Tickets: 50, Judged: 50, Minutes: many(50, 30)},
		shiftleft.Group{Category: "Password", Alone: true, Tickets: 60, Judged: 60, Minutes: many(45, 30)},
		shiftleft.Group{Category: "Password", Tickets: 7, Judged: 7, Minutes: many(7, 30)}).Categories[0]
	got := map[shiftleft.Why]int{}
	for _, r := range c.Reasons {
		got[r.Why] = r.Tickets
	}
	if diff := cmp.Diff(map[shiftleft.Why]int{shiftleft.Marked: 50, shiftleft.Quick2nd: 45, shiftleft.Elsewhere: 22}, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

func TestThresholdOfAllCategories(t *testing.T) {
	// 29 solutions of Printer are too few; p75 of 900 tens and 29 elevens is 10
	c := list(t, input(t, nil), 0, shiftleft.Group{Category: "Printer", Tried: true, Alone: true, Tickets: 40, Minutes: many(40, 10)}).Categories[0]
	if c.Quick.Amount != 10 || !c.Quick.Whole || !strings.Contains(c.Quick.Source, "929 tickets of all categories") {
		t.Errorf("got %+v", c.Quick)
	}
}

func TestWithoutEvidence(t *testing.T) {
	in := input(t, nil)
	in.Demand.Logged = nil
	for name, c := range map[string]struct {
		in     plan.Input
		groups []shiftleft.Group
		want   string
	}{
		"nothing solved at 2nd level": {in, nil, "No ticket was solved at 2nd level"},
		"no marks":                    {in, []shiftleft.Group{{Category: "Password", Tickets: 3}}, "marks no ticket"},
		"no minutes":                  {in, []shiftleft.Group{{Category: "Password", Tickets: 3}}, "records no minutes at 2nd level"},
		"minutes of 0":                {in, []shiftleft.Group{{Category: "Password", Alone: true, Tickets: 3, Minutes: many(3, 0)}}, "records no minutes at 2nd level"},
		"no threshold":                {in, []shiftleft.Group{{Category: "Password", Alone: true, Tickets: 3, Minutes: many(3, 5)}}, "type the minutes"},
		"some minutes":                {input(t, nil), []shiftleft.Group{{Category: "Password", Alone: true, Tickets: 3, Minutes: many(2, 5)}}, "2 of 3 tickets have recorded minutes"},
		"few":                         {in, []shiftleft.Group{{Category: "Password", Marked: true, Tickets: 1}}, "rests on few tickets: 1, fewer than 30"},
		"unknown category":            {in, []shiftleft.Group{{Category: "Coffee", Marked: true, Tickets: 1}}, "nothing tells what they cost"},
		"a backlog":                   {in, []shiftleft.Group{{Category: "Password", Tried: true, Tickets: 900}}, "solved 90 tickets a week, but of those created in the plan's period 52 a week reached it"},
		"no gain":                     {input(t, nil), []shiftleft.Group{{Category: "Printer", Tickets: 40}}, "costs more than it saves"},
	} {
		l := list(t, c.in, 0, c.groups...)
		if !slices.ContainsFunc(l.Notes, func(n origin.Text) bool { return strings.Contains(n.EN, c.want) && n.DE != "" && n.DE != n.EN }) {
			t.Errorf("%s: notes %q, want %q", name, l.Notes, c.want)
		}
		if l.Money.Value != 0 && name != "few" && name != "some minutes" && !strings.HasPrefix(name, "no ") && name != "minutes of 0" {
			t.Errorf("%s: money %+v", name, l.Money)
		}
	}
}

// What 1st level never tried has no share to count on, but for marked and quick tickets the default of the plan stands, and is said to be one.
func TestNeverTried(t *testing.T) {
	l := list(t, input(t, nil), 0, shiftleft.Group{Category: "Server", Tickets: 30}, shiftleft.Group{Category: "Server", Marked: true, Tickets: 30, Minutes: many(30, 50)})
	c := l.Categories[0]
	if c.Tickets != 30 || c.Of(shiftleft.Elsewhere).Tickets != 0 || c.Solve.Kind != origin.Default || c.Kind != origin.Default {
		t.Errorf("got %+v", c)
	}
	if c.Money.Low > 0.2*c.Money.Value {
		t.Errorf("an unknown share, and the interval %+v", c.Money)
	}
}

func TestTypedMinutesStand(t *testing.T) {
	in := input(t, map[string]float64{"category.Password.second_minutes": 30})
	second := in.Costs.Tiers[1].Loaded.PerOccupiedMinute
	c := list(t, in, 10, shiftleft.Group{Category: "Password", Tried: true, Alone: true, Tickets: 50, Minutes: many(50, 8)}).Categories[0]
	first := in.Costs.Tiers[0].Loaded.PerOccupiedMinute
	if want := 5*first + 30*second; !near(c.Reasons[0].Now, want) {
		t.Errorf("now %v, want %v with the typed 30 minutes", c.Reasons[0].Now, want)
	}
}

func TestAbsurdThresholds(t *testing.T) {
	for _, minutes := range []float64{-1, 0, math.NaN(), math.Inf(1), effort.LongestMinutes + 1} {
		if err := shiftleft.CheckQuick(minutes); err == nil || !strings.Contains(err.Error(), "must lie above 0 and not above 9600") {
			t.Errorf("%v: got %v", minutes, err)
		}
	}
	if _, err := shiftleft.Make(input(t, nil), shiftleft.Solved{}, -3); err == nil {
		t.Error("a negative threshold was taken")
	}
	if err := shiftleft.CheckQuick(15); err != nil {
		t.Errorf("15 minutes: %v", err)
	}
}

// Whatever the tickets: each counts once at most, sums agree, and amounts are numbers.
func TestListLaws(t *testing.T) {
	in := input(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		var groups []shiftleft.Group
		for range rapid.IntRange(0, 8).Draw(t, "groups") {
			g := shiftleft.Group{
				Category: rapid.SampledFrom([]string{"Password", "Printer", "Server", "Coffee", ""}).Draw(t, "category"),
				Tried:    rapid.Bool().Draw(t, "tried"), Marked: rapid.Bool().Draw(t, "marked"), Alone: rapid.Bool().Draw(t, "alone"), Unlinked: rapid.Bool().Draw(t, "unlinked"),
				Minutes: rapid.SliceOfN(rapid.Float64Range(-1, 500), 0, 40).Draw(t, "minutes"),
			}
			g.Tickets = len(g.Minutes) + rapid.IntRange(0, 40).Draw(t, "without minutes")
			groups = append(groups, g)
		}
		l, err := shiftleft.Make(in, shiftleft.Solved{From: in.Demand.From, To: in.Demand.To, Days: 70, Groups: groups}, rapid.SampledFrom([]float64{0, 1, 15, 200}).Draw(t, "quick"))
		if err != nil {
			t.Fatal(err)
		}
		money, tickets := 0.0, 0
		for _, c := range l.Categories {
			money += c.Money.Value
			if c.Priced {
				tickets += c.Tickets
			}
			if c.Tickets+c.Costly > c.Second || c.Unlinked > c.Tickets || c.Money.Value < 0 || !(c.Money.Low <= c.Money.Value && c.Money.Value <= c.Money.High) || !(c.Articles.Value <= c.Money.Value+1e-9) {
				t.Fatalf("%+v", c)
			}
		}
		byReason := 0.0
		for _, r := range l.Reasons {
			byReason += r.Money.Value
			tickets -= r.Tickets
		}
		if l.Kind == "" && len(l.Reasons) > 0 {
			t.Fatalf("money without origin: %+v", l.Categories)
		}
		if !near(money, l.Money.Value) || !near(byReason, l.Money.Value) || tickets != 0 || math.IsNaN(l.Money.Low) || math.IsNaN(l.Money.High) {
			t.Fatalf("categories %v, reasons %v, all %+v, %d tickets over", money, byReason, l.Money, tickets)
		}
		if !slices.IsSortedFunc(l.Categories, func(a, b shiftleft.Category) int { return int(math.Copysign(1, b.Money.Value-a.Money.Value)) }) {
			t.Fatal("the categories are not in the order of money")
		}
	})
}
