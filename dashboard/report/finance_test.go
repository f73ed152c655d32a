package report_test

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/planner"
	"tiermix/dashboard/report"
	"tiermix/model/plan"
)

// financed is the headcount plan of the invented desk, and its workbook.
func financed(t *testing.T, lang string) (*plan.Headcount, *excelize.File) {
	t.Helper()
	ask := pagetest.Ask(t, pagetest.New(), lang, "")
	h, why, err := planner.Headcount(t.Context(), ask)
	if err != nil || h == nil {
		t.Fatalf("%s %v", why, err)
	}
	var out bytes.Buffer
	if err := report.Finance(&out, ask.L, *h); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return h, f
}

// calculated is what a formula comes to.
func calculated(t *testing.T, f *excelize.File, sheet, at string) float64 {
	t.Helper()
	text, err := f.CalcCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatalf("%s %s: %v", sheet, at, err)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%s %s holds %q", sheet, at, text)
	}
	return v
}

// The formulas come to the money and the people of the plan, month by month and in total; a changed assumption moves them.
func TestFinanceCalculates(t *testing.T) {
	h, f := financed(t, "en")
	const sheet = "Headcount plan"
	course := h.Ways.Free.Course
	for m, month := range course.Months {
		row := strconv.Itoa(m + 2)
		for column, want := range map[string]float64{
			"F": month.Tiers[0].Headcount(), "N": month.Tiers[1].Headcount(), "I": month.Tiers[0].Short(), "R": month.Tiers[1].Short(), "S": month.Cost.Pay[0] + month.Cost.Rises[0],
			"T": month.Cost.Pay[1] + month.Cost.Rises[1], "U": month.Cost.Hiring[0] + month.Cost.Hiring[1], "V": month.Cost.Promotion, "W": month.Cost.Leaving[0] + month.Cost.Leaving[1], "Y": month.Cost.Total(),
		} {
			if got := calculated(t, f, sheet, column+row); math.Abs(got-want) > 1e-6*max(1, want) {
				t.Errorf("%s%s comes to %v, the plan has %v", column, row, got, want)
			}
		}
	}
	total := "Y" + strconv.Itoa(len(course.Months)+2)
	if got, want := calculated(t, f, sheet, total), course.Total.Total(); math.Abs(got-want) > 1e-6*want {
		t.Errorf("the total comes to %v, the plan has %v", got, want)
	}
	before := calculated(t, f, sheet, total)
	if err := f.SetCellFloat("Assumptions", "H2", 2*h.Question.Tiers[0].Cost[0], -1, 64); err != nil {
		t.Fatal(err)
	}
	if err := f.UpdateLinkedValue(); err != nil {
		t.Fatal(err)
	}
	people := course.Months[0].Tiers[0].Headcount()
	if got, want := calculated(t, f, sheet, total)-before, people*h.Question.Tiers[0].Cost[0]; math.Abs(got-want) > 1e-6*want {
		t.Errorf("a dearer first month moves the total by %v, want %v", got, want)
	}
}

// Bands rise in the month in which all salaries do.
func TestFinanceRaisesBands(t *testing.T) {
	h, f := financed(t, "de")
	m := h.Plan.Input.Moves
	rises := 0
	for i := range h.Question.Months {
		if i > 0 && h.First(i).Month() == m.RiseMonth {
			rises++
		}
		want := h.Plan.Input.Bands[0].Min * math.Pow(1+m.Rise, float64(rises))
		if got := calculated(t, f, "Gehaltsbänder", "C"+strconv.Itoa(i+2)); math.Abs(got-want) > 1e-6*want {
			t.Errorf("month %d: %v, want %v", i, got, want)
		}
	}
	if rises == 0 {
		t.Error("nothing rose")
	}
}
