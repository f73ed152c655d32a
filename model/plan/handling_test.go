package plan_test

import (
	"fmt"
	"maps"
	"math"
	"strings"
	"testing"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/tradeoff"
)

// paidOffice is the office without recorded effort, but with paid hours of so many weeks: of each kind of ticket some, paid at 75 % of
// 60 minutes times (1 - shrinkage) for password and three times that for database. Of "rare" there are three tickets.
func paidOffice(weeks int) plan.Demand {
	d := office()
	d.Logged = map[effort.Key][]float64{}
	minutes := map[effort.Key]float64{}
	for c, name := range []string{"password", "database", "rare"} {
		minutes[effort.Key{Tier: 1, Category: name, Outcome: effort.Solved}] = float64(5 + 10*c)
		minutes[effort.Key{Tier: 1, Category: name, Outcome: effort.Passed}] = float64(4 + 6*c)
		minutes[effort.Key{Tier: 2, Category: name}] = float64(20 + 30*c)
	}
	for w := range weeks {
		for tier := 1; tier <= 2; tier++ {
			week := effort.Week{Label: fmt.Sprint(w), Team: fmt.Sprint(tier), Tickets: map[effort.Key]int{}}
			i := 0
			for _, k := range sortedKeys(minutes) {
				if i++; k.Tier == tier && k.Category != "rare" {
					week.Tickets[k] = 40 + (w+1)*(7*i+3)%53 + (w*w*i)%17
				}
			}
			if w == 0 && tier == 2 {
				week.Tickets[effort.Key{Tier: 2, Category: "rare"}] = 3
			}
			for k, n := range week.Tickets {
				week.Paid += float64(n) * minutes[k] / 60
			}
			d.Paid = append(d.Paid, week)
		}
	}
	return d
}

func sortedKeys(m map[effort.Key]float64) []effort.Key {
	var all []effort.Key
	for _, name := range []string{"password", "database", "rare"} {
		for _, k := range []effort.Key{{Tier: 1, Category: name, Outcome: effort.Solved}, {Tier: 1, Category: name, Outcome: effort.Passed}, {Tier: 2, Category: name}} {
			if _, ok := m[k]; ok {
				all = append(all, k)
			}
		}
	}
	return all
}

func traced(t *testing.T, in plan.Input, key string) origin.Value {
	t.Helper()
	for _, trace := range in.Traces {
		if trace.Key == key {
			return trace.Value
		}
	}
	t.Fatalf("no trace of %s", key)
	return origin.Value{}
}

// Without recorded effort paid hours tell each time, with its interval, R2 and what was done for it; and every such source has German.
func TestPaidHoursAreNamed(t *testing.T) {
	for _, c := range []struct {
		weeks int
		key   string
		want  []string
	}{
		{26, "category.password.second_minutes", []string{"paid hours of 52 team weeks by least squares (R2 1, 95 % ", "its own tickets count 100 % beside the mean of "}},
		{26, "category.rare.second_minutes", []string{"one mean for 3 categories: only 3 tickets of it, fewer than 30"}},
		{26, "category.rare.solved_minutes", []string{"one mean for 2 categories: the paid hours name no such tickets"}},
		{6, "category.password.second_minutes", []string{"paid hours of 12 team weeks by least squares (R2 0.", "one mean for 3 categories: 6 weeks are too few to tell categories apart, at least 8 are needed"}},
	} {
		v := traced(t, build(t, paidOffice(c.weeks), nil), c.key)
		if v.Kind != origin.Measured || !(v.Amount > 0) {
			t.Errorf("%s: got %+v", c.key, v)
		}
		for _, want := range c.want {
			if !strings.Contains(v.Source, want) {
				t.Errorf("%s: got %q, want %q in it", c.key, v.Source, want)
			}
		}
		if de := plan.SourceText(v.Source).DE; !strings.HasPrefix(de, "bezahlte Stunden aus ") || strings.Contains(de, "mean") || strings.Contains(de, " to ") {
			t.Errorf("%s: German of %q is %q", c.key, v.Source, de)
		}
	}
}

// The planted proportion of the times comes out: database takes three times as much as password when solved, within 2 %.
func TestPaidHoursTellPlantedTimes(t *testing.T) {
	in := build(t, paidOffice(26), nil)
	password, database := traced(t, in, "category.password.solved_minutes"), traced(t, in, "category.database.solved_minutes")
	if ratio := database.Amount / password.Amount; math.Abs(ratio/3-1) > 0.02 {
		t.Errorf("got %v and %v", password, database)
	}
}

// What is told of one mean stands for the whole desk too, in a plan and in a file to begin with; a typed occupancy scales it, and the map
// of measured values stays as it was.
func TestPaidHoursOfTheWholeDesk(t *testing.T) {
	d := paidOffice(26)
	known := plan.Measured(d)
	kept := maps.Clone(known)
	before := known["tier2.minutes"]
	if !strings.HasSuffix(before.Source, "min), one mean") || !strings.HasSuffix(plan.SourceText(before.Source).DE, "min), ein Mittel") {
		t.Errorf("got %+v", before)
	}
	if v := known["category.password.second_minutes"]; v.Kind != origin.Measured || !strings.HasPrefix(v.Source, "paid hours of 52 team weeks") {
		t.Errorf("got %+v", v)
	}
	a := plan.Unsaid()
	a.Values = map[string]origin.Value{"tier2.occupancy": origin.Type(0.375, origin.Share)}
	in, err := plan.BuildFrom(d, known, a)
	if err != nil {
		t.Fatal(err)
	}
	key := "category.password.second_minutes"
	if got, want := traced(t, in, key).Amount, known[key].Amount/2; math.Abs(got/want-1) > 1e-6 {
		t.Errorf("half the occupancy: got %v, want %v", got, want)
	}
	if key := "category.password.solved_minutes"; math.Abs(traced(t, in, key).Amount/known[key].Amount-1) > 1e-6 {
		t.Errorf("the occupancy of tier 2 changes %s: got %v, want %v", key, traced(t, in, key), known[key])
	}
	if !maps.Equal(kept, known) {
		t.Error("measured values were changed")
	}
}

// without takes the tickets out of the paid weeks.
func without(d plan.Demand) plan.Demand {
	for i := range d.Paid {
		d.Paid[i].Tickets = nil
	}
	return d
}

// One sentence says how many times come from where, in both languages.
func TestSourcesOfTimesAreCounted(t *testing.T) {
	mixed := paidOffice(26)
	mixed.Logged[effort.Key{Tier: 2, Category: "password"}] = []float64{20, 25, 30, 35, 40, 30}
	for _, c := range []struct {
		demand plan.Demand
		typed  map[string]origin.Value
		en, de string
	}{
		{office(), nil, "there come 6 from recorded effort, 3 from the number for all categories.", "kommen 6 aus erfasstem Aufwand, 3 aus der Zahl für alle Kategorien."},
		{paidOffice(3), nil, "there come 9 from the number for all categories; paid hours do not tell the last: 3 weeks of paid hours are too few to tell anything, at least 4 are needed.",
			"3 Wochen bezahlter Stunden sind zu wenige, um etwas zu sagen, mindestens 4 sind nötig."},
		{without(paidOffice(26)), nil, "paid hours do not tell the last: no team finished a ticket in a week that was paid.", "kein Team hat in einer bezahlten Woche ein Ticket beendet."},
		{mixed, map[string]origin.Value{"category.rare.solved_minutes": origin.Type(7, "min")},
			"there come 1 from recorded effort, 5 from paid hours for the category itself, 2 from paid hours as one mean of several categories, 1 from what is typed; R2 of the paid hours is 1.",
			"1 aus Eingaben; R2 der bezahlten Stunden ist 1."},
	} {
		in := build(t, c.demand, c.typed)
		if !strings.HasSuffix(in.Handling.EN, c.en) || !strings.HasSuffix(in.Handling.DE, c.de) {
			t.Errorf("got %+v, want %s", in.Handling, c.en)
		}
	}
}

// A category that 1st level never held has a prior and no measurement.
func TestNeverTriedIsNoMeasurement(t *testing.T) {
	d := office()
	d.Categories = append(d.Categories, plan.Category{Key: "direct", Tickets: 50, Direct: 50, Second: 50})
	in := build(t, d, nil)
	v := traced(t, in, "category.direct.solve")
	if want := "50 % (default: Jeffreys' prior: 1st level never held such a ticket, 1946)"; v.String() != want {
		t.Errorf("got %q, want %q", v.String(), want)
	}
	if de := plan.SourceText(v.Source).DE; de == v.Source {
		t.Errorf("%q has no German", v.Source)
	}
	never := map[string]bool{}
	for _, c := range in.Desk.Categories {
		never[c.Key] = plan.NeverTried(c.Solve)
	}
	if want := map[string]bool{"password": false, "database": false, "rare": false, "direct": true}; !maps.Equal(never, want) {
		t.Errorf("got %v, want %v", never, want)
	}
	if plan.NeverTried(tradeoff.Exactly(origin.Type(0.5, origin.Share))) {
		t.Error("a typed share is no prior")
	}
}
