package salary

import (
	"errors"
	"fmt"

	"tiermix/model/origin"
)

// Of the way from a grade's benchmark to the next grade's, how much one experience step is, and how many steps there are: a third
// would pass the next grade.
const (
	stepShare = 0.4
	lastStep  = 2
)

// Factor is the unit of a region factor: a pure number, 1 for the region of the benchmark.
const Factor = "factor"

// Factors outside of these are taken for percentages or slips of the keyboard.
const (
	lowestFactor  = 0.1
	highestFactor = 10
)

// Extra is a named amount a year: pay for a certificate, or overhead such as a workplace.
type Extra struct {
	Name   string
	Annual origin.Value // PerYear(currency), 0 or more
}

// Pay is what makes a full-time salary.
type Pay struct {
	Currency     string
	Benchmark    origin.Value // PerYear(Currency): the middle of the grade's band
	Next         origin.Value // PerYear(Currency): that of the next grade of the tier; the zero value when this is the last
	Region       origin.Value // Factor
	Step         int          // experience, 0 .. 2
	Certificates []Extra
}

// Offer is a salary with what makes it, in currency a year. Benchmark + Region + Experience + Certificates = Salary.
type Offer struct {
	Currency     string
	Benchmark    float64
	Region       float64 // what the region adds to the benchmark, negative where it pays less
	Experience   float64 // what the experience steps add, in the region's pay
	Certificates float64
	Salary       float64
	StepFactor   float64     // 1 for step 0
	Weakest      origin.Kind // of all numbers that went in
}

// Offer returns the salary
//
//	s = b·r·(1 + 0.4·k·(b'/b - 1)) + Σ certificates
//
// with b the benchmark of the grade, b' that of the next one, r the region factor and k = 0, 1, 2 the experience step: every
// step is 40 % of the whole way from b to b', so step 2 lies at 80 % of it.
//
// Errors, all at once: values without origin, in another unit or currency or out of range; a step that is not 0, 1 or 2; a
// step above 0 in a grade that has no next one.
func (p Pay) Offer() (Offer, error) {
	if err := p.check(); err != nil {
		return Offer{}, err
	}
	b, r := p.Benchmark.Amount, p.Region.Amount
	o := Offer{Currency: p.Currency, Benchmark: b, Region: b*r - b, StepFactor: 1}
	values := []origin.Value{p.Benchmark, p.Region}
	if p.Step > 0 {
		o.StepFactor = 1 + stepShare*float64(p.Step)*(p.Next.Amount/b-1)
		values = append(values, p.Next)
	}
	o.Experience = b * r * (o.StepFactor - 1)
	for _, c := range p.Certificates {
		o.Certificates += c.Annual.Amount
		values = append(values, c.Annual)
	}
	o.Salary = b*r*o.StepFactor + o.Certificates
	o.Weakest = origin.Weakest(values...)
	return o, checkSalary("salary", o.Salary, p.Currency)
}

func (p Pay) check() error {
	faults := []error{
		checkCurrency("pay", p.Currency),
		checkPay("benchmark", p.Benchmark, p.Currency),
		checkUnit("region factor", p.Region, Factor, lowestFactor, highestFactor), p.checkStep(),
		checkExtras("certificate", p.Certificates, p.Currency),
	}
	if p.Next.Given() {
		faults = append(faults, checkPay("benchmark of the next grade", p.Next, p.Currency))
	}
	return errors.Join(faults...)
}

func (p Pay) checkStep() error {
	switch {
	case p.Step < 0 || p.Step > lastStep:
		return fmt.Errorf("experience step: %d must be 0, 1 or 2; a third step would pass the next grade", p.Step)
	case p.Step > 0 && !p.Next.Given():
		return fmt.Errorf("experience step: %d needs the benchmark of a next grade, and this grade is the last; take step 0", p.Step)
	}
	return nil
}

func checkExtras(what string, extras []Extra, currency string) error {
	var faults []error
	for i, e := range extras {
		name := fmt.Sprintf("%s %q", what, e.Name)
		if e.Name == "" {
			faults = append(faults, fmt.Errorf("%s number %d has no name", what, i+1))
		}
		faults = append(faults, checkUnit(name, e.Annual, PerYear(currency), 0, limit(currency)))
	}
	return errors.Join(faults...)
}

// PayIn returns the pay of a grade of the bands: its benchmark and that of the next grade of its tier, at region factor r and
// an experience step. Errors are those of CheckBands, and a tier and grade that have no band.
func PayIn(bands []Band, tier int, grade string, r origin.Value, step int) (Pay, error) {
	if _, err := CheckBands(bands); err != nil {
		return Pay{}, err
	}
	own := ofTier(bands, tier)
	i := find(own, tier, grade)
	if i < 0 {
		return Pay{}, fmt.Errorf("no band for tier %d, grade %q; there are %s", tier, grade, listed(bands))
	}
	p := Pay{Currency: own[i].Currency, Benchmark: own[i].Benchmark(), Region: r, Step: step}
	if i+1 < len(own) {
		p.Next = own[i+1].Benchmark()
	}
	return p, nil
}

func listed(bands []Band) string {
	if len(bands) == 0 {
		return "none"
	}
	text := ""
	for i, b := range bands {
		if i > 0 {
			text += "; "
		}
		text += fmt.Sprintf("tier %d, %s", b.Tier, b.Grade)
	}
	return text
}
