package driver_test

import (
	"math"
	"slices"
	"testing"

	"tiermix/model/driver"
)

// almostNone is a ridge too small to be seen in five digits.
const almostNone = 1e-7

// table makes a table of named rows: the level of each factor, tickets, escalated.
type row struct {
	levels             []string
	tickets, escalated int
}

func tableOf(factors []string, rows []row) driver.Table {
	t := driver.Table{}
	for _, f := range factors {
		t.Factors = append(t.Factors, driver.Factor{Name: f})
	}
	for _, r := range rows {
		out := driver.Row{Tickets: r.tickets, Escalated: r.escalated}
		for k, name := range r.levels {
			f := &t.Factors[k]
			i := slices.Index(f.Levels, name)
			if i < 0 {
				i, f.Levels = len(f.Levels), append(f.Levels, name)
			}
			out.Levels = append(out.Levels, int32(i))
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

func effect(t *testing.T, r driver.Result, factor string) driver.Effect {
	t.Helper()
	i := slices.IndexFunc(r.Factors, func(e driver.Effect) bool { return e.Factor == factor })
	if i < 0 {
		t.Fatalf("no factor %s in %+v", factor, r.Factors)
	}
	return r.Factors[i]
}

func level(t *testing.T, r driver.Result, factor, name string) driver.Level {
	t.Helper()
	e := effect(t, r, factor)
	i := slices.IndexFunc(e.Levels, func(l driver.Level) bool { return l.Name == name && l.Joined == 0 })
	if i < 0 {
		t.Fatalf("no level %q of %s in %+v", name, factor, e.Levels)
	}
	return e.Levels[i]
}

// contrast is the log odds ratio of one level against another of the same factor.
func contrast(t *testing.T, r driver.Result, factor, a, b string) float64 {
	t.Helper()
	return math.Log(level(t, r, factor, a).OddsRatio / level(t, r, factor, b).OddsRatio)
}

// deviation is the standard error of the contrast of a factor with two levels: against the average of the tickets a level lies away by
// the other's part of the contrast.
func deviation(t *testing.T, r driver.Result, factor, a, b string) float64 {
	t.Helper()
	la, lb := level(t, r, factor, a), level(t, r, factor, b)
	return math.Log(*la.High / *la.Low) / 2 / 1.959963985 * float64(la.Tickets+lb.Tickets) / float64(lb.Tickets)
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %.6f, want %v ± %v", what, got, want, within)
	}
}

// Veterans with AIDS symptoms by immediate use of AZT and by race: logit = -1.0738 - 0.7195 AZT + 0.0555 white, standard error of
// AZT 0.2790, of race 0.2886. A. Agresti, An Introduction to Categorical Data Analysis, 2nd ed. (2007), section 4.3.2.
func TestAgrestiAZT(t *testing.T) {
	r, err := driver.ExplainWith(tableOf([]string{"azt", "race"}, []row{
		{[]string{"yes", "white"}, 107, 14}, {[]string{"no", "white"}, 113, 32}, {[]string{"yes", "black"}, 63, 11}, {[]string{"no", "black"}, 55, 12},
	}), almostNone)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "AZT", contrast(t, r, "azt", "yes", "no"), -0.7195, 0.00006)
	near(t, "white", contrast(t, r, "race", "white", "black"), 0.0555, 0.00006)
	near(t, "standard error of AZT", deviation(t, r, "azt", "yes", "no"), 0.2790, 0.00006)
	near(t, "standard error of race", deviation(t, r, "race", "white", "black"), 0.2886, 0.00006)
	near(t, "p of AZT, likelihood ratio 6.87", effect(t, r, "azt").P, 0.0088, 0.0002)
}

// Admissions at Berkeley, data of P. J. Bickel, E. A. Hammel and J. W. O'Connell, Sex bias in graduate admissions, Science 187 (1975), as R
// has them (UCBAdmissions). Coefficients, standard error and deviances as glm(Admit ~ Gender + Dept, binomial) of R prints them.
func berkeley() driver.Table {
	var rows []row
	for i, d := range [][4]int{{512, 313, 89, 19}, {353, 207, 17, 8}, {120, 205, 202, 391}, {138, 279, 131, 244}, {53, 138, 94, 299}, {22, 351, 24, 317}} {
		name := string(rune('A' + i))
		rows = append(rows, row{[]string{"male", name}, d[0] + d[1], d[1]}, row{[]string{"female", name}, d[2] + d[3], d[3]})
	}
	return tableOf([]string{"gender", "department"}, rows)
}

func TestBerkeley(t *testing.T) {
	r, err := driver.ExplainWith(berkeley(), almostNone)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "female", contrast(t, r, "gender", "female", "male"), -0.09987, 6e-6)
	near(t, "standard error of female", deviation(t, r, "gender", "female", "male"), 0.08085, 6e-6)
	for department, want := range map[string]float64{"B": 0.04340, "C": 1.26260, "D": 1.29461, "E": 1.73931, "F": 3.30648} {
		near(t, department, contrast(t, r, "department", department, "A"), want, 6e-6)
	}
	near(t, "McFadden, of the deviances 6044.3 and 5187.5", r.McFadden, 1-5187.5/6044.3, 2e-5)
	if r.Tickets != 4526 || r.Escalated != 2771 || r.Patterns != 12 || effect(t, r, "department").Freedom != 5 {
		t.Errorf("counts: %+v", r)
	}
	if r.Factors[0].Factor != "department" || effect(t, r, "gender").P < 0.2 || effect(t, r, "department").P > 1e-100 {
		t.Errorf("the department explains, the gender does not: %+v", r.Factors)
	}
}

// The ridge of tiermix moves none of these odds ratios by more than a tenth of its own standard error.
func TestRidgeIsSmallAgainstTickets(t *testing.T) {
	with, err := driver.Explain(berkeley())
	if err != nil {
		t.Fatal(err)
	}
	without, err := driver.ExplainWith(berkeley(), almostNone)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range without.Factors {
		for _, l := range e.Levels {
			se := math.Log(*l.High / *l.Low) / 2 / 1.96
			near(t, e.Factor+" "+l.Name, math.Log(level(t, with, e.Factor, l.Name).OddsRatio), math.Log(l.OddsRatio), se/10)
		}
	}
}
