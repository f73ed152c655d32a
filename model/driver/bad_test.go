package driver_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/driver"
	"tiermix/model/origin"
)

func TestRefusals(t *testing.T) {
	one := func(n, hits int) driver.Table {
		return tableOf([]string{"category"}, []row{{[]string{"a"}, n / 2, hits / 2}, {[]string{"b"}, n - n/2, hits - hits/2}})
	}
	for _, c := range []struct {
		table  driver.Table
		en, de string
	}{
		{driver.Table{Factors: []driver.Factor{{Name: "x"}}}, "no ticket that 1st level held: there is nothing to explain; choose another period or fewer filters", "es gibt nichts zu erklären"},
		{one(400, 0), "none of 400 tickets was escalated: there is nothing to explain", "von 400 Tickets wurde keines eskaliert"},
		{one(400, 400), "all 400 tickets were escalated: nothing tells escalated tickets from others", "alle 400 Tickets wurden eskaliert"},
		{one(3, 1), "1 of 3 tickets were escalated; at least 20 escalated ones and 20 others are needed to tell what goes with escalation", "1 von 3 Tickets wurden eskaliert"},
		{one(400, 390), "390 of 400 tickets were escalated; at least 20 escalated ones", "390 von 400"},
		{tableOf([]string{"x"}, []row{{[]string{"only"}, 400, 100}}), "no factor has two values with at least 30 tickets in one of them: nothing can be compared", "kein Merkmal hat zwei Werte"},
	} {
		_, err := driver.Explain(c.table)
		var fault origin.Fault
		if !errors.As(err, &fault) || !strings.HasPrefix(fault.Said.EN, c.en) || !strings.Contains(fault.Said.DE, c.de) {
			t.Errorf("got %v, want %s", err, c.en)
		}
	}
}

func TestCheckNamesEveryFault(t *testing.T) {
	table := driver.Table{
		Factors: []driver.Factor{{Name: "category", Levels: []string{"a"}}},
		Rows:    []driver.Row{{}, {Levels: []int32{0}, Tickets: 2, Escalated: 3}, {Levels: []int32{0}, Tickets: 2}, {Levels: []int32{7}}, {Levels: []int32{-1}}},
	}
	_, err := driver.Explain(table)
	want := `drivers: row 1 has 0 levels for 1 factors
drivers: row 2 says that 3 of 2 tickets were escalated; the first lies in 0 to the second
drivers: row 4 names level 7 of factor category, which has 1
drivers: row 5 names level -1 of factor category, which has 1`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, err := driver.Explain(driver.Table{}); err == nil || !strings.Contains(err.Error(), "has no factor") {
		t.Errorf("a table without factors: %v", err)
	}
}

// separated is a category of which none or all are escalated, beside one of which a third is.
func separated(n, hits int) driver.Table {
	return tableOf([]string{"category"}, []row{{[]string{"usual"}, 3000, 1000}, {[]string{"odd"}, n, hits}})
}

// Perfect separation: the estimate is finite, the open end is said to be open, and the other is the exact one.
func TestSeparationIsBoundedOnOneSide(t *testing.T) {
	for _, n := range []int{30, 100, 300, 3000} {
		exact := distuv.Beta{Alpha: 1, Beta: float64(n)}.Quantile(0.975) // Clopper-Pearson of 0 of n
		average := 1000.0 / 2000
		for _, c := range []struct {
			hits  int
			bound driver.Bound
		}{{0, driver.AtMost}, {n, driver.AtLeast}} {
			r, err := driver.Explain(separated(n, c.hits))
			if err != nil {
				t.Fatal(err)
			}
			l := level(t, r, "category", "odd")
			if l.Bound != c.bound || (l.Low == nil) != (c.bound == driver.AtMost) || (l.High == nil) != (c.bound == driver.AtLeast) {
				t.Errorf("%d of %d: %+v", c.hits, n, l)
			}
			share := float64(n) / float64(n+3000) // the average holds the level itself
			odds := math.Pow(exact/(1-exact)/average, 1-share)
			if l.High != nil {
				near(t, fmt.Sprint("at most, of ", n), *l.High, odds, 0.01*odds)
			} else {
				odds := math.Pow((1-exact)/exact/average, 1-share)
				near(t, fmt.Sprint("at least, of ", n), *l.Low, odds, 0.01*odds)
			}
			if !said(r, "known on one side only") || !said(r, "nur nach einer Seite bekannt") {
				t.Errorf("%v", r.Notes)
			}
		}
	}
}

func said(r driver.Result, part string) bool {
	for _, n := range r.Notes {
		if strings.Contains(n.EN, part) || strings.Contains(n.DE, part) {
			return true
		}
	}
	return false
}

// The product follows from the category: both are shown, and that it cannot be told which.
func TestCollinearFactors(t *testing.T) {
	r, err := driver.Explain(tableOf([]string{"category", "product"}, []row{
		{[]string{"a", "x"}, 500, 100}, {[]string{"b", "y"}, 500, 300}, {[]string{"c", "y"}, 500, 50},
	}))
	if err != nil {
		t.Fatal(err)
	}
	if product := effect(t, r, "product"); len(product.Within) != 1 || product.Within[0] != "category" || product.Share > 1e-3 {
		t.Errorf("product: %+v", product)
	}
	if category := effect(t, r, "category"); len(category.Within) != 0 || category.Share < 0.01 {
		t.Errorf("category: %+v", category)
	}
	if !said(r, "hardly tell apart") || level(t, r, "product", "x").Bound != driver.Unknown {
		t.Errorf("notes %v, %+v", r.Notes, level(t, r, "product", "x"))
	}
}

func TestOneLevelTellsNothing(t *testing.T) {
	r, err := driver.Explain(tableOf([]string{"region", "category"}, []row{{[]string{"", "a"}, 500, 100}, {[]string{"", ""}, 500, 300}}))
	if err != nil {
		t.Fatal(err)
	}
	if region := effect(t, r, "region"); region.Used || region.Why.EN == "" || region.Why.DE == "" || len(region.Levels) > 0 {
		t.Errorf("region: %+v", region)
	}
	if unknown := level(t, r, "category", ""); unknown.Tickets != 500 || unknown.OddsRatio < 1 {
		t.Errorf("what is not known is a level of its own: %+v", unknown)
	}
}

// Thousands of levels: the 40 most frequent by name, the others and rare ones as one; every ticket stays in.
func TestThousandsOfLevels(t *testing.T) {
	var rows []row
	for i := range 5000 {
		rows = append(rows, row{[]string{fmt.Sprint(i)}, 60 - i%50, i % 10})
	}
	r, err := driver.Explain(tableOf([]string{"category"}, rows))
	if err != nil {
		t.Fatal(err)
	}
	levels := effect(t, r, "category").Levels
	if other := levels[len(levels)-1]; len(levels) != driver.MostLevels+1 || other.Joined != 5000-driver.MostLevels {
		t.Errorf("%d levels, the last one is %+v", len(levels), other)
	}
}

func TestRareLevelsAreJoined(t *testing.T) {
	r, err := driver.Explain(tableOf([]string{"category"}, []row{
		{[]string{"a"}, 100, 30}, {[]string{"b"}, 30, 20}, {[]string{"c"}, 29, 5}, {[]string{"d"}, 1, 1}, {[]string{"e"}, 0, 0},
	}))
	if err != nil {
		t.Fatal(err)
	}
	levels := effect(t, r, "category").Levels
	if other := levels[len(levels)-1]; len(levels) != 3 || other.Joined != 2 || other.Tickets != 30 || other.Escalated != 6 {
		t.Errorf("levels %+v", levels)
	}
	alone, err := driver.Explain(tableOf([]string{"category"}, []row{{[]string{"a"}, 100, 30}, {[]string{"b"}, 30, 20}, {[]string{"c"}, 4, 1}}))
	if err != nil || level(t, alone, "category", "c").Joined != 0 {
		t.Errorf("one rare level keeps its name: %+v, %v", alone.Factors, err)
	}
}

// Levels with an order of their own keep it; others come with the most frequent first.
func TestOrderOfLevels(t *testing.T) {
	table := tableOf([]string{"weekday", "channel"}, []row{{[]string{"1", "mail"}, 50, 10}, {[]string{"2", "phone"}, 90, 40}, {[]string{"3", "phone"}, 70, 10}})
	table.Factors[0].Ordered = true
	r, err := driver.Explain(table)
	if err != nil {
		t.Fatal(err)
	}
	names := func(e driver.Effect) (s string) {
		for _, l := range e.Levels {
			s += l.Name + " "
		}
		return s
	}
	if got := names(effect(t, r, "weekday")) + names(effect(t, r, "channel")); got != "1 2 3 phone mail " {
		t.Errorf("order %q", got)
	}
}

func TestFewTicketsForManyLevels(t *testing.T) {
	rows := []row{}
	for i := range 9 {
		rows = append(rows, row{[]string{fmt.Sprint(i)}, 40, 5})
	}
	r, err := driver.Explain(tableOf([]string{"category"}, rows))
	if err != nil || !said(r, "45 tickets of the rarer kind for 8 free levels") {
		t.Errorf("%v: %v", err, r.Notes)
	}
}
