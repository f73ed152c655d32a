package tradeoff

import (
	"errors"
	"fmt"
	"math"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/queue"
)

// mostCategories bounds the search: every prefix of the categories is staffed.
const mostCategories = 500

// Tier is one level of support.
type Tier struct {
	Cost            Estimate      // PerHour(currency): what one agent on duty costs (salary.Loaded.PerProductiveHour), above 0
	Promise         queue.Promise // what its staff must keep
	PatienceSeconds float64       // mean time until a waiting customer gives up, above 0; +Inf when nobody does
	PatientShare    float64       // share of the arrivals whose customers do not wait in line, 0..1: of those who give up in the queue, so many go on to 2nd level all the same
}

// goesOn is the share of what comes to the tier that does not leave by giving up.
func (t Tier) goesOn(r queue.Result) float64 { return 1 - r.AbandonProbability*(1-t.PatientShare) }

// Alone is 2nd level without a 1st level in front of it: it answers the customers itself.
type Alone struct {
	Promise         queue.Promise
	PatienceSeconds float64 // mean time until a waiting customer gives up, above 0; +Inf when nobody does
}

func (a *Alone) check() error {
	if a == nil {
		return nil
	}
	_, err := queue.Live{HandlingSeconds: 1, PatienceSeconds: a.PatienceSeconds}.Required(a.Promise)
	return placed("2nd level alone", err)
}

// Load is a level of demand that lasts for some hours of the year, such as the busy hours of Mondays. The tiers are staffed
// for each by itself.
type Load struct {
	Name         string
	Factor       float64 // times the volume of every category, 0 or more
	HoursPerYear float64 // above 0; all loads together no more than a year
}

// Desk is a helpdesk with two levels and the prices of their work.
type Desk struct {
	Currency   string
	Categories []Category
	First      Tier
	Second     Tier
	Alone      *Alone   // what 2nd level keeps where there is no 1st level; nil: the same as with one
	FailedTry  Estimate // PerTry(currency): m, what a failed try costs beside time, such as the customer's extra wait; 0 or more
	Loads      []Load
}

// Check returns every fault of the desk at once.
func (d Desk) Check() error {
	faults := []error{d.checkLoads(), d.First.check("1st level", d.Currency), d.Second.check("2nd level", d.Currency), d.Alone.check()}
	if d.Currency == "" {
		faults = append(faults, errors.New("currency is not given; it must be a code such as EUR"))
	}
	faults = append(faults, d.FailedTry.check("cost of a failed try", PerTry(d.Currency), 0, mostMoney))
	if n := len(d.Categories); n == 0 || n > mostCategories {
		faults = append(faults, fmt.Errorf("there are %d categories; there must be 1 to %d", n, mostCategories))
	}
	seen := map[string]bool{}
	for i, c := range d.Categories {
		switch {
		case c.Key == "":
			faults = append(faults, fmt.Errorf("category %d has no key", i+1))
		case seen[c.Key]:
			faults = append(faults, fmt.Errorf("category %s is given twice", c.Key))
		}
		seen[c.Key] = true
		faults = append(faults, c.check())
	}
	return errors.Join(faults...)
}

func (d Desk) checkLoads() error {
	if len(d.Loads) == 0 {
		return errors.New("no load is given; at least one, with its hours a year, is needed")
	}
	var faults []error
	hours := 0.0
	for _, l := range d.Loads {
		faults = append(faults, placed("load "+l.Name, errors.Join(
			inRange("factor", l.Factor, 0, mostFactor), above("hours per year", l.HoursPerYear, hoursPerYear),
		)))
		hours += l.HoursPerYear
	}
	if hours > hoursPerYear {
		faults = append(faults, fmt.Errorf("the loads last %g hours together; a year has at most %d", hours, hoursPerYear))
	}
	return errors.Join(faults...)
}

const mostFactor = 1e6 // times the usual volume

func (t Tier) check(name, currency string) error {
	err := t.Cost.check("cost per productive hour", PerHour(currency), 0, mostMoney)
	if err == nil && t.Cost.Low <= 0 {
		err = fmt.Errorf("cost per productive hour is %g (low end %g); it must be above 0: with a tier that costs nothing there is nothing to weigh", t.Cost.Amount, t.Cost.Low)
	}
	_, promise := queue.Live{HandlingSeconds: 1, PatienceSeconds: t.PatienceSeconds}.Required(t.Promise)
	return placed(name, errors.Join(err, promise, inRange("share that never gives up", t.PatientShare, 0, 1)))
}

func (d Desk) prices() prices {
	return prices{d.First.Cost.Amount / minutesPerHour, d.Second.Cost.Amount / minutesPerHour, d.FailedTry.Amount}
}

// yearly is the number of hours a year at factor 1 that bring the same tickets.
func (d Desk) yearly() float64 {
	sum := 0.0
	for _, l := range d.Loads {
		sum += l.Factor * l.HoursPerYear
	}
	return sum
}

// warnings are what may be meant so.
func (d Desk) warnings() []origin.Text {
	var all []origin.Text
	if one, two := d.First.Cost.Amount, d.Second.Cost.Amount; two < one {
		all = append(all, origin.Text{
			EN: fmt.Sprintf("An hour of tier 2 costs %.2f %s, less than one of tier 1 (%.2f): is that meant, or are the two swapped?", two, d.Currency, one),
			DE: fmt.Sprintf("Eine Stunde von Stufe 2 kostet %s %s, weniger als eine von Stufe 1 (%s): ist das gewollt, oder sind beide vertauscht?",
				cents(two).DE, d.Currency, cents(one).DE),
		})
	}
	if few := d.few(); few > 0 {
		all = append(all, origin.Text{
			EN: fmt.Sprintf("In %d of %d categories the solve share rests on fewer than %d tickets.", few, len(d.Categories), effort.Few),
			DE: fmt.Sprintf("In %d von %d Kategorien beruht die Lösungsquote auf weniger als %d Tickets.", few, len(d.Categories), effort.Few),
		})
	}
	if d.yearly() == 0 || d.volume() == 0 {
		all = append(all, origin.Text{EN: "No tickets arrive: nobody is needed.", DE: "Es kommen keine Tickets: niemand wird gebraucht."})
	}
	return all
}

// cents is an amount in print, to hundredths; model/salary writes the same sentence, so that a plan says it once.
func cents(amount float64) origin.Text { return origin.Number(math.Round(100*amount) / 100) }

// few is the number of categories whose solve share was counted from too few tickets.
func (d Desk) few() int {
	n := 0
	for _, c := range d.Categories {
		if c.Solve.few() {
			n++
		}
	}
	return n
}

// volume is the number of new tickets per hour at factor 1.
func (d Desk) volume() float64 {
	sum := 0.0
	for _, c := range d.Categories {
		sum += c.Volume.Amount
	}
	return sum
}

// FCR is the share of all new tickets that 1st level would solve if it tried every category: Σ volume p / Σ volume. Without
// tickets it is 0.
func (d Desk) FCR() float64 {
	solved, all := 0.0, d.volume()
	for _, c := range d.Categories {
		solved += c.Volume.Amount * c.Solve.Amount
	}
	if all == 0 {
		return 0
	}
	return math.Min(1, solved/all)
}
