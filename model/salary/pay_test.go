package salary_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

func euros(amount float64) origin.Value { return origin.Type(amount, "EUR/year") }

func factor(r float64) origin.Value { return origin.Type(r, salary.Factor) }

// By hand: 40 % of the way from 37,200 to 42,200 is 2,000, in a region that pays 10 % more 2,200.
func TestOffer(t *testing.T) {
	certificates := []salary.Extra{{Name: "ITIL 4", Annual: euros(600)}, {Name: "CCNA", Annual: euros(900)}}
	for _, c := range []struct {
		region       float64
		step         int
		certificates []salary.Extra
		want         float64
	}{
		{1, 0, nil, 37_200},
		{1, 1, nil, 39_200},
		{1, 2, nil, 41_200},
		{1.1, 0, nil, 40_920},
		{1.1, 1, nil, 43_120},
		{0.9, 2, certificates, 38_580},
	} {
		p := salary.Pay{
			Currency: "EUR", Benchmark: euros(37_200), Next: euros(42_200), Region: factor(c.region), Step: c.step, Certificates: c.certificates,
		}
		if got, err := p.Offer(); err != nil || math.Abs(got.Salary-c.want) > slack {
			t.Errorf("region %v, step %d: got %v, %v, want %v", c.region, c.step, got.Salary, err, c.want)
		}
	}
}

func TestPayInTakesTheNextGradeOfTheTier(t *testing.T) {
	p, err := salary.PayIn(desk(), 1, "junior", factor(1), 2)
	if err != nil || p.Benchmark.Amount != 37_200 || p.Next.Amount != 42_200 || p.Currency != "EUR" {
		t.Errorf("got %+v, %v", p, err)
	}
	last, err := salary.PayIn(desk(), 1, "senior", factor(1), 0)
	if err != nil || last.Next.Given() {
		t.Errorf("the last grade has no next one: got %+v, %v", last, err)
	}
	_, err = salary.PayIn(desk(), 3, "junior", factor(1), 0)
	if want := `no band for tier 3, grade "junior"; there are tier 1, junior; tier 1, senior; tier 2, junior; tier 2, senior`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err = salary.PayIn(nil, 1, "junior", factor(1), 0); err == nil {
		t.Error("no bands: got no error")
	}
	if _, err = salary.PayIn([]salary.Band{{}}, 0, "", factor(1), 0); err == nil {
		t.Error("an empty band: got no error")
	}
}

func TestOfferReportsAllFaults(t *testing.T) {
	_, err := salary.Pay{
		Currency: "EUR", Benchmark: euros(-1), Next: origin.Type(5, "USD/year"), Region: factor(110), Step: 3,
		Certificates: []salary.Extra{{Annual: euros(-1)}},
	}.Offer()
	want := `benchmark: annual salary -1 EUR must be above 0
region factor: 110 factor must lie within 0.1 and 10
experience step: 3 must be 0, 1 or 2; a third step would pass the next grade
certificate number 1 has no name
certificate "": -1 EUR/year must lie within 0 and 10,000,000
benchmark of the next grade: unit "USD/year" must be "EUR/year"`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	_, err = salary.Pay{Currency: "EUR", Benchmark: euros(9e6), Region: factor(1), Step: 1}.Offer()
	if want := "experience step: 1 needs the benchmark of a next grade, and this grade is the last; take step 0"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err = (salary.Pay{Currency: "EUR", Benchmark: euros(9e6), Region: factor(2)}).Offer(); err == nil {
		t.Error("a salary that only becomes absurd: got no error")
	}
	if _, err = (salary.Pay{}).Offer(); err == nil {
		t.Error("no pay at all: got no error")
	}
}

// The parts add up to the salary; the origin is the weakest of them; more of anything is never paid less.
func TestOfferLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.Float64Range(20_000, 90_000).Draw(t, "benchmark")
		p := salary.Pay{
			Currency: "EUR", Benchmark: euros(b), Next: origin.Assume(b+rapid.Float64Range(0, 20_000).Draw(t, "way"), "EUR/year", "survey", 2024),
			Region: factor(rapid.Float64Range(0.5, 2).Draw(t, "region")), Step: rapid.IntRange(0, 1).Draw(t, "step"),
			Certificates: []salary.Extra{{Name: "any", Annual: euros(rapid.Float64Range(0, 5_000).Draw(t, "certificate"))}},
		}
		o, err := p.Offer()
		if err != nil {
			t.Fatal(err)
		}
		if sum := o.Benchmark + o.Region + o.Experience + o.Certificates; math.Abs(sum-o.Salary) > slack {
			t.Fatalf("%+v adds up to %v", o, sum)
		}
		if want := map[int]origin.Kind{0: origin.Typed, 1: origin.Default}[p.Step]; o.Weakest != want {
			t.Fatalf("step %d rests on %s, want %s", p.Step, o.Weakest, want)
		}
		p.Step++
		next, err := p.Offer()
		top := p.Next.Amount*p.Region.Amount + o.Certificates
		if err != nil || next.Salary < o.Salary-slack || next.Salary > top+slack {
			t.Fatalf("step %d: %v after %v, next grade %v, %v", p.Step, next.Salary, o.Salary, top, err)
		}
	})
}

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

func raise(share float64, first string) salary.Raise {
	return salary.Raise{Share: origin.Type(share, origin.Share), First: day(first)}
}

func TestRaiseByDate(t *testing.T) {
	for _, c := range []struct {
		first, day string
		want       float64
	}{
		{"2026-04-01", "2020-01-01", 40_000},
		{"2026-04-01", "2026-03-31", 40_000},
		{"2026-04-01", "2026-04-01", 42_000},
		{"2026-04-01", "2027-03-31", 42_000},
		{"2026-04-01", "2027-04-01", 44_100},
		{"2026-04-01", "2028-12-31", 46_305},
		{"2024-02-29", "2025-02-28", 42_000},
		{"2024-02-29", "2025-03-01", 44_100},
		{"2024-02-29", "2028-02-28", 48_620.25},
		{"2024-02-29", "2028-02-29", 51_051.2625},
	} {
		if got, err := raise(0.05, c.first).At(40_000, "EUR", day(c.day)); err != nil || math.Abs(got-c.want) > slack {
			t.Errorf("from %s on %s: got %v, %v, want %v", c.first, c.day, got, err, c.want)
		}
	}
}

// By hand: 2026 has 90 days before April and 275 from then on.
func TestAverageWeighsDays(t *testing.T) {
	got, err := raise(0.05, "2026-04-01").Average(40_000, "EUR", day("2026-01-01"), day("2026-12-31"))
	if want := (90*40_000 + 275*42_000) / 365.0; err != nil || math.Abs(got-want) > slack {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	got, err = raise(0, "1970-01-01").Average(40_000, "EUR", day("1000-01-01"), day("2900-12-31"))
	if err != nil || math.Abs(got-40_000) > slack {
		t.Errorf("1,900 years without a raise: got %v, %v, want 40000", got, err)
	}
}

// The average is the mean over the days, counted one by one.
func TestAverageIsTheMeanOverDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := raise(rapid.Float64Range(0, 0.2).Draw(t, "share"), "2024-02-29")
		r.First = r.First.AddDate(0, 0, rapid.IntRange(-400, 400).Draw(t, "first"))
		from := day("2024-01-01").AddDate(0, 0, rapid.IntRange(-500, 500).Draw(t, "from"))
		n := rapid.IntRange(1, 1_200).Draw(t, "days")
		sum := 0.0
		for i := range n {
			at, err := r.At(50_000, "EUR", from.AddDate(0, 0, i))
			if err != nil {
				t.Fatal(err)
			}
			sum += at
		}
		got, err := r.Average(50_000, "EUR", from, from.AddDate(0, 0, n-1))
		if err != nil || math.Abs(got-sum/float64(n)) > slack {
			t.Fatalf("got %v, %v, want %v", got, err, sum/float64(n))
		}
	})
}

func TestRaiseRefuses(t *testing.T) {
	if _, err := (salary.Raise{Share: origin.Type(3, origin.Share)}).At(0, "EUR", day("2026-01-01")); err == nil || err.Error() !=
		"yearly raise: 3 share must lie within 0 and 0.5\nyearly raise: no first day; give the day from which it holds\nraise: annual salary 0 EUR must be above 0" {
		t.Errorf("got %v", err)
	}
	if got, err := raise(0.5, "1900-01-01").At(40_000, "EUR", day("9000-01-01")); err == nil {
		t.Errorf("seven thousand raises: got %v, want an error", got)
	}
	if _, err := raise(0.5, "1900-01-01").Average(40_000, "EUR", day("2026-01-02"), day("2026-01-01")); err == nil {
		t.Error("an end before its beginning: got no error")
	}
}

func ExamplePay_Offer() {
	p := salary.Pay{
		Currency: "EUR", Benchmark: origin.Assume(37_200, "EUR/year", "Compensation Partner, Germany", 2019),
		Next: origin.Type(42_200, "EUR/year"), Region: origin.Type(1.05, salary.Factor), Step: 1,
		Certificates: []salary.Extra{{Name: "ITIL 4", Annual: origin.Type(600, "EUR/year")}},
	}
	o, err := p.Offer()
	fmt.Printf("%.0f + %.0f region + %.0f experience + %.0f certificates = %.0f EUR, %s, %v\n",
		o.Benchmark, o.Region, o.Experience, o.Certificates, o.Salary, o.Weakest, err)
	// Output: 37200 + 1860 region + 2100 experience + 600 certificates = 41760 EUR, default, <nil>
}
