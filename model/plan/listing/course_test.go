package listing

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/risk"
)

// followed is a headcount plan of the small desk with courses around it, in a year whose demand is uncertain.
func followed(t *testing.T, names ...string) []DrawnCourse {
	t.Helper()
	r := madeWith(t, 1, map[int]int{1: 14, 2: 8})
	o := r.Input.Steady(0, origin.Measured, 12)
	o.Level = 0.8
	for i := range o.Months {
		o.Months[i].Low, o.Months[i].High = -0.1, 0.2
	}
	h, err := r.Headcount(t.Context(), o, 12)
	if err != nil {
		t.Fatal(err)
	}
	options := risk.Options{Draws: 200, Seed: 1, Workers: 1}
	course, err := risk.Follow(t.Context(), h, options)
	if err != nil {
		t.Fatal(err)
	}
	var all []DrawnCourse
	for _, name := range names {
		all = append(all, DrawnCourse{Name: name, Plan: h, Course: course, Options: options})
	}
	return all
}

func TestCourseTable(t *testing.T) {
	var out bytes.Buffer
	all := followed(t, "", "=1+1\n")
	if err := CourseTable(&out, all); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"Risk of the headcount plan from ", "Risk of =1+1  from ", ": 200 courses drawn, seed 1, money in EUR\n", "\n  cost of all months, missing people priced ", "\n  people in the last month, tier 1 ",
		"\n  FTE-months missing, tier 2 ", "Nobody is ever missing in ", "\n  growth ", "\n  leavers ", "\n  tier2.cost_per_hour ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("there is %q in\n%s", bad, text)
		}
	}
	if got := strings.Count(text, all[0].Plan.First(11).Format("2006-01")); got != 4 { // each plan's heading and last month
		t.Errorf("the last month stands %d times", got)
	}
}

func TestCourseJSON(t *testing.T) {
	var raw bytes.Buffer
	all := followed(t, "one")
	if err := CourseJSON(&raw, all); err != nil {
		t.Fatal(err)
	}
	var out []jsonCourse
	if err := json.Unmarshal(raw.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	one, c := out[0], all[0]
	if len(out) != 1 || one.Name != "one" || one.Draws != 200 || len(one.Months) != 12 || len(one.Moves) != len(c.Course.Moves) || len(one.Figures) != 5 {
		t.Fatalf("got %+v", one)
	}
	if *one.Figures[0].Planned != c.Plan.Ways.Free.Course.Total.Total() || one.Figures[0].P90.Value != c.Course.Cost.P90.Value || one.Enough.Of != 200 {
		t.Errorf("cost %+v, want that of the plan and its courses", one.Figures[0])
	}
	if one.Months[11].Missing[1].Tier != 2 || one.Months[11].People[0].Unit != plan.PeopleUnit || one.Moves[0].Origin == "" {
		t.Errorf("last month %+v, first move %+v", one.Months[11], one.Moves[0])
	}
}

func TestCourseCSV(t *testing.T) {
	var out bytes.Buffer
	if err := CourseCSV(&out, followed(t, "=1+1")); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 1+5+12*5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		if row[0] != "'=1+1" {
			t.Errorf("the name of the scenario is a formula: %q", row[0])
		}
		for _, cell := range row[5:] {
			if v, err := strconv.ParseFloat(cell, 64); err != nil || math.IsNaN(v) {
				t.Errorf("%v: %q is no number", row, cell)
			}
		}
	}
}
