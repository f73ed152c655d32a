package shiftleft

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// List is the shift-left list.
type List struct {
	Solved     // what it is made of
	Currency   string
	Categories []Category // by money, most first; those without a ticket that 1st level could solve are not in it
	Money      rate.Bounds
	Tickets    int // that 1st level could try with gain, in the period
	Second     int // that 2nd level solved in the period
	PerYear    float64
	Reasons    []Reason // over all categories, in the order of Whys; those that no ticket has are not in it
	Kind       origin.Kind
	Few        bool // Money rests on fewer than effort.Few tickets
	Notes      []origin.Text
}

// Category is what 1st level could save in one category.
type Category struct {
	Key      string
	Second   int // tickets that 2nd level solved in the period
	Solve    tradeoff.Estimate
	Quick    Quick
	Reasons  []Reason
	Tickets  int     // that 1st level could try with gain
	Unlinked int     // of these the marked and quick ones without an article, where the source links articles
	PerYear  float64 // Tickets, a year
	Money    rate.Bounds
	Articles rate.Bounds // of Money what is of Unlinked tickets
	Examples []string    // names of unlinked tickets
	Costly   int         // tickets with a reason whose try costs more than it saves
	Kind     origin.Kind // the weakest of what priced them; "" without price
	Few      bool        // Money rests on fewer than effort.Few tickets
	Priced   bool        // false: the plan has no such category, so that nothing tells what they cost
}

// PerTicket is the money of one ticket that 1st level tries.
func (c Category) PerTicket() float64 {
	sum := 0.0
	for _, r := range c.Reasons { // and not Money, which Whole rounds
		sum += r.Money.Value
	}
	return per(sum, c.PerYear)
}

// Reason is the part of the tickets that one reason speaks for.
type Reason struct {
	Why       Why
	Tickets   int // that 1st level could try with gain
	Unlinked  int
	PerYear   float64
	Money     rate.Bounds
	Now, Then float64 // what one costs today, and if 1st level tries it: means over the tickets
}

func per(sum, n float64) float64 {
	if n <= 0 {
		return 0
	}
	return sum / n
}

// mostExamples are named in a category.
const mostExamples = 3

// Make prices what 2nd level solved with the costs of a plan. A ticket counts once, by its strongest reason. quick is the typed number
// of minutes at 2nd level up to which a ticket is quick, 0 where none is typed.
//
// For n tickets of a category a year, of which 1st level solves a share p when it tries (the plan's posterior), with the costs
// S of a ticket solved at 1st level, P of one tried and passed on, and D of one that 2nd level alone had:
//
//	1st level held them before: n (P - (p S + (1-p) P)) = n p (P - S)
//	it never held them:         n (D - (p S + (1-p) P))
//
// P and D have these tickets' own minutes at 2nd level. Where the second is not above 0 the tickets are Costly and count nowhere else.
//
// Errors: a threshold outside of CheckQuick, those of the plan.
func Make(in plan.Input, s Solved, quick float64) (List, error) {
	if quick != 0 {
		if err := CheckQuick(quick); err != nil {
			return List{}, err
		}
	}
	l := List{Solved: s, Currency: in.Currency}
	limits := thresholdsOf(in.Demand, quick)
	known := map[string]tradeoff.Category{}
	for _, c := range in.Desk.Categories {
		known[c.Key] = c
	}
	var all []priced
	groups := byCategory(s.Groups)
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		c, worth, err := l.category(in, key, groups[key], limits.of(key), known)
		if err != nil {
			return List{}, fmt.Errorf("shift-left list, category %s: %w", key, err)
		}
		l.Second += c.Second
		all = append(all, worth...)
		if c.Tickets+c.Costly > 0 {
			l.Categories = append(l.Categories, c)
		}
	}
	l.sum(all)
	l.say(in.Demand, limits)
	return l, nil
}

func byCategory(groups []Group) map[string][]Group {
	all := map[string][]Group{}
	for _, g := range groups {
		all[g.Category] = append(all[g.Category], g)
	}
	return all
}

func (l List) yearly() float64 {
	if l.Days <= 0 {
		return 0
	}
	return salary.WeeksPerYear * 7 / float64(l.Days)
}

// category prices the tickets of one; worth are the heaps whose tries pay.
func (l List) category(in plan.Input, key string, groups []Group, quick Quick, known map[string]tradeoff.Category) (c Category, worth []priced, err error) {
	c = Category{Key: named(key), Quick: quick}
	for _, g := range groups {
		c.Second += g.Tickets
	}
	desk, ok := known[c.Key]
	c.Priced, c.Solve = ok, desk.Solve
	for _, h := range heaps(key, groups, quick, ok && !plan.NeverTried(desk.Solve)) {
		if !ok {
			c.Tickets += h.tickets
			continue
		}
		p, err := price(in, desk, h, l.yearly())
		if err != nil {
			return c, nil, err
		}
		c.Kind = weaker(c.Kind, p.kind)
		if !p.worth() {
			c.Costly += p.tickets
			continue
		}
		worth = append(worth, p)
	}
	c.fill(worth)
	return c, worth, nil
}

// named is the plan's name of a category.
func named(key string) string {
	if key == "" {
		return plan.Unnamed
	}
	return key
}

func weaker(a, b origin.Kind) origin.Kind {
	if a == "" {
		return b
	}
	return origin.Weakest(origin.Value{Kind: a}, origin.Value{Kind: b})
}

func (c *Category) fill(worth []priced) {
	if !c.Priced {
		return
	}
	var unlinked []priced
	for _, p := range worth {
		c.Tickets += p.tickets
		c.PerYear += float64(p.tickets) * p.perYear
		c.Examples = append(c.Examples, p.examples...)
		if p.unlinked > 0 && p.why != Elsewhere {
			c.Unlinked += p.unlinked
			p.tickets = p.unlinked
			unlinked = append(unlinked, p)
		}
	}
	c.Examples = c.Examples[:min(mostExamples, len(c.Examples))]
	c.Reasons, c.Money, c.Articles = reasons(worth), bounds(worth), bounds(unlinked)
	c.Few = c.Tickets < effort.Few
}

// reasons sums heaps up by their reason; those of a category stand beside each other. The interval of a sum over categories takes them
// as independent.
func reasons(all []priced) []Reason {
	var out []Reason
	for _, why := range Whys() {
		r := Reason{Why: why}
		var one []priced // of one category
		for i, p := range all {
			if p.why == why {
				r.add(p)
				one = append(one, p)
			}
			if i == len(all)-1 || all[i+1].category != p.category {
				r.Money, one = r.Money.Plus(bounds(one)), nil
			}
		}
		r.Now, r.Then = per(r.Now, r.PerYear), per(r.Then, r.PerYear)
		if r.Tickets > 0 {
			out = append(out, r)
		}
	}
	return out
}

func (r *Reason) add(p priced) {
	n := float64(p.tickets) * p.perYear
	r.Tickets, r.Unlinked, r.PerYear = r.Tickets+p.tickets, r.Unlinked+p.unlinked, r.PerYear+n
	r.Now, r.Then = r.Now+n*p.now(p.mid), r.Then+n*p.then(p.mid, p.solveShare.Amount)
}

// sum orders the categories and adds them up.
func (l *List) sum(worth []priced) {
	slices.SortFunc(l.Categories, func(a, b Category) int {
		return cmp.Or(cmp.Compare(b.Money.Value, a.Money.Value), cmp.Compare(b.Tickets, a.Tickets), cmp.Compare(a.Key, b.Key))
	})
	for _, c := range l.Categories {
		l.Money = l.Money.Plus(c.Money)
		l.PerYear += c.PerYear
		if c.Priced {
			l.Kind = weaker(l.Kind, c.Kind)
			l.Tickets += c.Tickets
		}
	}
	l.Reasons, l.Few = reasons(worth), l.Tickets < effort.Few
}

// Of is the part of a reason; nothing where it has none.
func (c Category) Of(why Why) Reason {
	for _, r := range c.Reasons {
		if r.Why == why {
			return r
		}
	}
	return Reason{Why: why}
}
