package plan

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Measured is what the desk's records say about the fields of Fields and, by CategoryKey, of CategoryFields. A field that
// they cannot answer is not in it. Every source tells how many cases it rests on, every year is that in which the
// period ends.
//
//   - tier1.salary, tier2.salary: the mean of the tier's salaries, when all are in one currency;
//   - tier1.people, tier2.people: the fte of the agents of the tier who worked in the period, 1 where it is not known;
//   - minutes: the mean of recorded effort, see effort.FromRecorded. Of all categories together from the first ticket on, of
//     one category from effort.FewestRecorded tickets on. Where there are fewer, paid hours with the default occupancy and hours of
//     work, see effort.FromHours;
//   - return_share: tickets given back over tickets held by 2nd level. Of one category from effort.Few tickets on;
//   - solve of a category: the posterior mean of effort.SolveShareOf, from the first ticket tried on.
//
// An amount outside the bounds of its field is held at the bound, and its source says so.
func Measured(d Demand) map[string]origin.Value {
	m := measured{values: map[string]origin.Value{}, year: d.year()}
	for tier := 1; tier <= 2; tier++ {
		m.salary(d, tier)
		if n := d.People[tier]; n > 0 {
			m.people(fmt.Sprintf("tier%d.people", tier), n, d.FullTime[tier])
		}
	}
	m.minutes("tier1.solved_minutes", pooled(d, 1, effort.Solved), 1)
	m.minutes("tier1.passed_minutes", pooled(d, 1, effort.Passed), 1)
	m.minutes("tier2.minutes", pooled(d, 2, effort.Any), 1)
	second, returned := 0, 0
	for _, c := range d.Categories {
		second, returned = second+c.Second, returned+c.Returned
		m.category(d, c)
	}
	m.returns("return_share", returned, second, 1)
	m.paidMinutes(d)
	return m.values
}

// measured are the values on their way.
type measured struct {
	values map[string]origin.Value
	year   int
}

// year is that in which the period ends, 0 where it is not known.
func (d Demand) year() int {
	if d.To.IsZero() {
		return 0
	}
	return d.To.Year()
}

func (m measured) put(key string, amount float64, source string) {
	f, err := FieldOf(key)
	if err != nil || math.IsNaN(amount) {
		return
	}
	if held := min(max(amount, f.Low), f.High); held != amount {
		amount, source = held, source+fmt.Sprintf("; held at %s, the bound of what a plan takes", plain(held))
	}
	m.values[key] = origin.Measure(amount, f.Unit, source, m.year)
}

// people are the fte of those who worked in the period; who has none counts as full-time.
func (m measured) people(key string, heads int, f FullTime) {
	switch unknown := heads - f.Known; {
	case f.Known == 0:
		m.put(key, float64(heads), "agents who worked on tickets, taken as full-time")
	case unknown == 0:
		m.put(key, f.Sum, fmt.Sprintf("sum of fte of %s who worked on tickets", counted(heads, "agent", "agents")))
	default:
		m.put(key, f.Sum+float64(unknown), fmt.Sprintf("sum of fte of %s who worked on tickets; %d without fte taken as full-time", counted(heads, "agent", "agents"), unknown))
	}
}

func (m measured) salary(d Demand, tier int) {
	of := SalariesOf(d, tier)
	if len(of) != 1 || of[0].People <= 0 {
		return
	}
	key := fmt.Sprintf("tier%d.salary", tier)
	m.put(key, of[0].Mean, fmt.Sprintf("mean of %s in %s", counted(of[0].People, "salary", "salaries"), of[0].Currency))
	if v, ok := m.values[key]; ok {
		v.Unit = salary.PerYear(of[0].Currency)
		m.values[key] = v
	}
}

// SalariesOf are the salaries of a tier, one for each currency, by currency.
func SalariesOf(d Demand, tier int) []Salary {
	of := slices.DeleteFunc(slices.Clone(d.Salaries), func(s Salary) bool { return s.Tier != tier })
	slices.SortStableFunc(of, func(a, b Salary) int { return cmp.Compare(a.Currency, b.Currency) })
	return of
}

// pooled are the minutes of all categories, in no order: effort.FromRecorded sorts them.
func pooled(d Demand, tier int, outcome effort.Outcome) []float64 {
	var all []float64
	for k, minutes := range d.Logged {
		if k.Tier == tier && k.Outcome == outcome {
			all = append(all, minutes...)
		}
	}
	return all
}

func (m measured) minutes(key string, recorded []float64, fewest int) {
	h, ok := effort.FromRecorded(effort.Key{}, recorded)
	if ok && h.N >= fewest {
		m.put(key, h.Mean, recordedSource(h))
	}
}

func (m measured) returns(key string, returned, second, fewest int) {
	if second >= fewest {
		m.put(key, float64(returned)/float64(second), fmt.Sprintf("%d of %s at 2nd level", returned, counted(second, "ticket", "tickets")))
	}
}

func (m measured) category(d Demand, c Category) {
	if s, err := effort.SolveShareOf(c.Solved, c.Tried); err == nil && c.Tried > 0 {
		m.put(CategoryKey(c.Key, "solve"), s.Mean, fmt.Sprintf("%d of %s solved", c.Solved, counted(c.Tried, "tried ticket", "tried tickets")))
	}
	for field, k := range map[string]effort.Key{
		"solved_minutes": {Tier: 1, Category: c.Key, Outcome: effort.Solved},
		"passed_minutes": {Tier: 1, Category: c.Key, Outcome: effort.Passed},
		"second_minutes": {Tier: 2, Category: c.Key},
	} {
		m.minutes(CategoryKey(c.Key, field), d.Logged[k], effort.FewestRecorded)
	}
	m.returns(CategoryKey(c.Key, "return_share"), c.Returned, c.Second, effort.Few)
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
