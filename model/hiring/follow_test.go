package hiring_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/hiring"
)

// reference reads a file of ../shared/reference, made with code that shares nothing with this package.
func reference(t *testing.T, name string) []map[string]float64 {
	t.Helper()
	file, err := os.Open("../../../shared/reference/" + name)
	if err != nil {
		t.Skipf("the reference values are not at hand, nothing is compared: %v", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]float64
	for _, row := range rows[1:] {
		values := map[string]float64{}
		for k, text := range row {
			if values[rows[0][k]], err = strconv.ParseFloat(text, 64); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, values)
	}
	return all
}

func flat(x float64, months int) []float64 {
	all := make([]float64, months)
	for m := range all {
		all[m] = x
	}
	return all
}

// idle is a tier without people, need and cost.
func idle(months int) hiring.Tier {
	return hiring.Tier{Leave: []float64{0}, Cost: flat(0, months)}
}

// The parameters that the numbers of hiring_cohort_recursion.csv give away: 40 settled people; 2 % leave in a month, 6 % after each of the
// first three months; productivity 0, 0.4, 0.7, 0.9 and then 1; 4,114 a person and month (3,400 and 21 % on-cost), 4,500 a hire in the
// month in which it begins; two months from order to first day. People leave before hires begin.
func cohortRecursion(rows []map[string]float64) (hiring.Input, hiring.Decisions) {
	in, d := hiring.Input{Months: len(rows)}, hiring.Decisions{}
	first := hiring.Tier{
		People: []hiring.Cohort{{Tenure: 60, People: 40}}, Lead: 2, Ramp: []float64{0, 0.4, 0.7, 0.9},
		Leave: []float64{0.06, 0.06, 0.06, 0.02}, Cost: flat(4114, len(rows)), Hiring: 4500,
	}
	in.Tiers = [hiring.Tiers]hiring.Tier{first, idle(len(rows))}
	in.Need = [hiring.Tiers][]float64{nil, flat(0, len(rows))}
	for _, row := range rows {
		in.Need[0] = append(in.Need[0], row["needed_effective_fte"])
		d.Hire[0] = append(d.Hire[0], int(row["hires_starting"]))
	}
	for _, row := range rows[len(rows)-2:] { // orders whose people begin after the last row
		d.Hire[0] = append(d.Hire[0], int(row["hires_ordered(start month+2)"]))
	}
	return in, d
}

func TestCohortRecursion(t *testing.T) {
	rows := reference(t, "hiring_cohort_recursion.csv")
	in, d := cohortRecursion(rows)
	course, err := hiring.Follow(in, d)
	if err != nil {
		t.Fatal(err)
	}
	for m, row := range rows {
		month := course.Months[m]
		s := month.Tiers[0]
		for name, got := range map[string]float64{
			"headcount": s.Headcount(), "effective_fte": s.Effective, "gap": s.Gap(), "cost": month.Cost.Total(),
			"hires_ordered(start month+2)": s.Ordered, "hires_starting": s.Hired,
		} {
			places := 1e8
			if name == "cost" {
				places = 1e4
			}
			if math.Round(got*places) != math.Round(row[name]*places) {
				t.Errorf("month %d: %s is %.10f, the reference has %v", m, name, got, row[name])
			}
		}
	}
}

// Two people, one a hire in ramp, by hand: leaving, promotion, mentoring, a rise and shortage.
func TestMonthByHand(t *testing.T) {
	in := hiring.Input{Months: 2}
	in.Need = [hiring.Tiers][]float64{{3, 3}, {1, 2}}
	in.Tiers[0] = hiring.Tier{People: []hiring.Cohort{{Tenure: 12, People: 4}}, Ramp: []float64{0.5}, Leave: []float64{0.5, 0.25}, Mentor: 0.1, Cost: []float64{100, 110}, Hiring: 30, Leaving: 20, Missing: 1000}
	in.Tiers[1] = hiring.Tier{People: []hiring.Cohort{{Tenure: 12, People: 1}}, Ramp: []float64{0.2}, Leave: []float64{0}, Cost: []float64{200, 200}, Hiring: 60, Leaving: 40, Missing: 2000}
	in.Promotion = hiring.Promotion{Ramp: []float64{0.5}, Cost: []float64{150, 160}, Once: 7, Share: 1}
	course, err := hiring.Follow(in, hiring.Decisions{Hire: [hiring.Tiers][]int{{2}, {0, 1}}, Promote: []int{1}})
	if err != nil {
		t.Fatal(err)
	}
	// Month 1: 3 of 4 stay, 1 is promoted, 2 begin: 2·1 + 2·(0.5-0.1) = 2.8 at 1st level, 1 + 0.5 at 2nd.
	// Month 2: 2·0.75 + 2·0.5 = 2.5 all ramped at 1st level; 2nd level has 1 + 1 + 0.2.
	want := []struct{ head1, effective1, left1, head2, effective2, total float64 }{
		{4, 2.8, 1, 2, 1.5, 4*100 + 200 + 150 + 2*30 + 20 + 7 + 0.2*1000},
		{2.5, 2.5, 1.5, 3, 2.2, 2.5*110 + 2*200 + 160 + 60 + 1.5*20 + 0.5*1000},
	}
	for m, w := range want {
		month := course.Months[m]
		first, second := month.Tiers[0], month.Tiers[1]
		for k, pair := range [][2]float64{
			{first.Headcount(), w.head1}, {first.Effective, w.effective1}, {first.Left, w.left1},
			{second.Headcount(), w.head2}, {second.Effective, w.effective2}, {month.Cost.Total(), w.total},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("month %d, number %d: got %v, want %v", m+1, k+1, pair[0], pair[1])
			}
		}
	}
	if got := course.Total.Rises; math.Abs(got[0]-25) > 1e-9 || math.Abs(got[1]-10) > 1e-9 {
		t.Errorf("rises %v, want 25 and 10", got)
	}
	if len(course.Total.Parts()) != 11 {
		t.Errorf("parts %v", course.Total.Parts())
	}
}

// Whatever is decided: nobody appears or vanishes, parts add up to the total, and productivity is never above heads.
func TestPeopleAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, d := drawn(t, 12)
		course := hiring.FollowDrawn(in, d, func(people, chance float64) float64 { return people * chance })
		before := [hiring.Tiers]float64{}
		for tier, x := range in.Tiers {
			for _, c := range x.People {
				before[tier] += c.People
			}
		}
		sum := 0.0
		for m, month := range course.Months {
			moved := [hiring.Tiers]float64{-month.Promoted, month.Promoted}
			for tier, s := range month.Tiers {
				if want := before[tier] + s.Hired - s.Left + moved[tier]; math.Abs(s.Headcount()-want) > 1e-9 {
					t.Fatalf("month %d, tier %d: %v people, and %v are left of those before", m+1, tier+1, s.Headcount(), want)
				}
				if s.Effective > s.Headcount()+1e-9 || s.Headcount() < -1e-9 || s.Risk() < 0 || s.Risk() > 1 {
					t.Fatalf("month %d, tier %d: %+v", m+1, tier+1, s)
				}
				before[tier] = s.Headcount()
			}
			sum += month.Cost.Total()
			parts := 0.0
			for _, p := range month.Cost.Parts() {
				parts += p.Amount
			}
			if math.Abs(parts-month.Cost.Total()) > 1e-6 {
				t.Fatalf("month %d: parts %v, total %v", m+1, parts, month.Cost.Total())
			}
		}
		if math.Abs(sum-course.Total.Total()) > 1e-6*(1+sum) {
			t.Fatalf("months %v, total %v", sum, course.Total.Total())
		}
	})
}

// drawn is any possible question of some months, and decisions that it allows.
func drawn(t *rapid.T, months int) (hiring.Input, hiring.Decisions) {
	in, d := hiring.Input{Months: months}, hiring.Decisions{}
	share := rapid.SampledFrom([]float64{0, 0.02, 0.1, 0.25, 0.5, 1})
	for tier := range hiring.Tiers {
		x := hiring.Tier{
			Lead: rapid.IntRange(0, 3).Draw(t, "lead"), Cost: flat(rapid.Float64Range(1, 9).Draw(t, "cost"), months),
			Leave: rapid.SliceOfN(share, 1, 4).Draw(t, "leave"), Ramp: rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 4).Draw(t, "ramp"),
			Hiring: rapid.Float64Range(0, 9).Draw(t, "hiring"), Leaving: rapid.Float64Range(0, 9).Draw(t, "leaving"), Missing: rapid.Float64Range(0, 30).Draw(t, "missing"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "cohorts") {
			x.People = append(x.People, hiring.Cohort{Tenure: rapid.IntRange(0, 9).Draw(t, "tenure"), People: rapid.Float64Range(0, 4).Draw(t, "people")})
		}
		in.Tiers[tier] = x
		for m := range months {
			in.Need[tier] = append(in.Need[tier], rapid.Float64Range(0, 6).Draw(t, "need"))
			hires := 0
			if m >= x.Lead {
				hires = rapid.IntRange(0, 3).Draw(t, "hires")
			}
			d.Hire[tier] = append(d.Hire[tier], hires)
		}
	}
	in.Promotion = hiring.Promotion{Ramp: rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 3).Draw(t, "promoted"), Cost: flat(rapid.Float64Range(1, 9).Draw(t, "pay"), months), Once: 2, Share: share.Draw(t, "share")}
	for range months {
		d.Promote = append(d.Promote, rapid.IntRange(0, 2).Draw(t, "promote"))
	}
	return in, d
}
