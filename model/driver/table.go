package driver

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tiermix/model/origin"
)

// Table is tickets counted by their combination of levels, so that a million tickets are as many rows as there are combinations.
type Table struct {
	Factors []Factor
	Rows    []Row
	LeftOut int         // tickets that 1st level held and that are not counted, because a team that held them has no tier
	Absent  origin.Text // why there is no ticket at all, where that is known
}

// Factor is one thing known of a ticket when it comes in.
type Factor struct {
	Name    string
	Levels  []string // its values; "" = not known
	Ordered bool     // the order of the levels is one of their own, such as that of weekdays
}

// Row is a combination. The same one may stand in several rows.
type Row struct {
	Levels             []int32 // for each factor, which of its levels
	Tickets, Escalated int
}

// Check returns every fault of the table at once, the first of each kind of row.
func (t Table) Check() error {
	var faults []error
	if len(t.Factors) == 0 {
		faults = append(faults, errors.New("drivers: the table has no factor; name at least one, such as the category"))
	}
	for i, r := range t.Rows {
		if fault := t.checkRow(r); fault != "" {
			faults = append(faults, fmt.Errorf("drivers: row %d %s", i+1, fault))
		}
		if len(faults) >= mostFaults {
			break
		}
	}
	return errors.Join(faults...)
}

const mostFaults = 10

func (t Table) checkRow(r Row) string {
	switch {
	case len(r.Levels) != len(t.Factors):
		return fmt.Sprintf("has %d levels for %d factors", len(r.Levels), len(t.Factors))
	case r.Tickets < 0 || r.Escalated < 0 || r.Escalated > r.Tickets:
		return fmt.Sprintf("says that %d of %d tickets were escalated; the first lies in 0 to the second", r.Escalated, r.Tickets)
	}
	for k, l := range r.Levels {
		if l < 0 || int(l) >= len(t.Factors[k].Levels) {
			return fmt.Sprintf("names level %d of factor %s, which has %d", l, t.Factors[k].Name, len(t.Factors[k].Levels))
		}
	}
	return ""
}

// factor is a factor of the design: its levels, after rare ones are joined, are the columns from first on.
type factor struct {
	name   string
	first  int
	levels []Level
}

// design is the table as the regression takes it.
type design struct {
	factors            []factor
	single             []string // factors of one level
	columns            int      // with the intercept, which is column 0
	absent             origin.Text
	at                 []int32 // for each pattern in turn, one column for each factor
	n, hits            []float64
	tickets, escalated int
}

// designOf joins rare levels and counts the patterns that are left.
func designOf(t Table) *design {
	d := &design{columns: 1, absent: t.Absent}
	var column [][]int32 // factor, level of the table -> column
	var from []int       // factor of the design -> of the table
	for k, f := range t.Factors {
		levels, to := joined(f, t.Rows, k)
		if len(levels) < 2 {
			d.single = append(d.single, f.Name)
			continue
		}
		for i := range to {
			to[i] += int32(d.columns)
		}
		d.factors = append(d.factors, factor{f.Name, d.columns, levels})
		column, from = append(column, to), append(from, k)
		d.columns += len(levels)
	}
	d.count(t.Rows, column, from)
	return d
}

// count puts rows of the same columns together, in the order in which they first come.
func (d *design) count(rows []Row, column [][]int32, from []int) {
	known := map[string]int{}
	key := make([]byte, 2*len(from))
	for _, r := range rows {
		d.tickets, d.escalated = d.tickets+r.Tickets, d.escalated+r.Escalated
		if r.Tickets == 0 {
			continue
		}
		for i, k := range from {
			c := column[i][r.Levels[k]]
			key[2*i], key[2*i+1] = byte(c), byte(c>>8)
		}
		i, ok := known[string(key)]
		if !ok {
			i = len(d.n)
			known[string(key)] = i
			d.n, d.hits = append(d.n, 0), append(d.hits, 0)
			for j, k := range from {
				d.at = append(d.at, column[j][r.Levels[k]])
			}
		}
		d.n[i] += float64(r.Tickets)
		d.hits[i] += float64(r.Escalated)
	}
}

// joined are the levels of factor k that have tickets, rare ones as one, and which of them each level of the table became.
func joined(f Factor, rows []Row, k int) (levels []Level, to []int32) {
	counts := make([]Level, len(f.Levels))
	for _, r := range rows {
		c := &counts[r.Levels[k]]
		c.Tickets, c.Escalated = c.Tickets+r.Tickets, c.Escalated+r.Escalated
	}
	order := make([]int, 0, len(counts))
	for i := range counts {
		if counts[i].Name = f.Levels[i]; counts[i].Tickets > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(counts[b].Tickets, counts[a].Tickets), cmp.Compare(counts[a].Name, counts[b].Name))
	})
	keep := kept(order, counts)
	named, rest := order[:keep], order[keep:]
	if f.Ordered {
		named = slices.Clone(named)
		slices.Sort(named)
	}
	to = make([]int32, len(counts))
	for _, i := range named {
		to[i] = int32(len(levels))
		levels = append(levels, counts[i])
	}
	if len(rest) == 0 {
		return levels, to
	}
	other := Level{Joined: len(rest)}
	for _, i := range rest {
		to[i] = int32(len(levels))
		other.Tickets, other.Escalated = other.Tickets+counts[i].Tickets, other.Escalated+counts[i].Escalated
	}
	return append(levels, other), to
}

// kept is how many levels, the most frequent first, stand for themselves. One alone is not joined with others.
func kept(order []int, counts []Level) int {
	keep := 0
	for keep < len(order) && keep < MostLevels && counts[order[keep]].Tickets >= LeastTickets {
		keep++
	}
	if keep == len(order)-1 {
		keep++
	}
	return keep
}

// enough says why nothing can be explained.
func (d *design) enough() error {
	rest := d.tickets - d.escalated
	switch {
	case d.tickets == 0 && d.absent.EN != "":
		return origin.Fault{Said: d.absent}
	case d.tickets == 0:
		return origin.Faultf(origin.Text{
			EN: "no ticket that 1st level held: there is nothing to explain; choose another period or fewer filters",
			DE: "kein Ticket, das der 1st Level hielt: es gibt nichts zu erklären; einen anderen Zeitraum oder weniger Filter wählen",
		})
	case d.escalated == 0:
		return origin.Faultf(origin.Text{
			EN: "none of %d tickets was escalated: there is nothing to explain",
			DE: "von %d Tickets wurde keines eskaliert: es gibt nichts zu erklären",
		}, d.tickets)
	case rest == 0:
		return origin.Faultf(origin.Text{
			EN: "all %d tickets were escalated: nothing tells escalated tickets from others",
			DE: "alle %d Tickets wurden eskaliert: nichts unterscheidet eskalierte Tickets von anderen",
		}, d.tickets)
	case d.escalated < LeastEach || rest < LeastEach:
		return origin.Faultf(origin.Text{
			EN: "%d of %d tickets were escalated; at least %d escalated ones and %d others are needed to tell what goes with escalation",
			DE: "%d von %d Tickets wurden eskaliert; es braucht mindestens %d eskalierte und %d andere, um zu sagen, was mit Eskalation einhergeht",
		}, d.escalated, d.tickets, LeastEach, LeastEach)
	case len(d.factors) == 0:
		return origin.Faultf(origin.Text{
			EN: "no factor has two values with at least %d tickets in one of them: nothing can be compared",
			DE: "kein Merkmal hat zwei Werte mit mindestens %d Tickets in einem davon: es gibt nichts zu vergleichen",
		}, LeastTickets)
	}
	return nil
}

// within are the factors that determine factor i: each of their levels comes with one level of i only.
func (d *design) within(i int) []string {
	var all []string
	for j, f := range d.factors {
		if j != i && d.determines(j, i) {
			all = append(all, f.name)
		}
	}
	return all
}

func (d *design) determines(j, i int) bool {
	only := make([]int32, len(d.factors[j].levels)) // column of i, 0: none yet
	for at := d.at; len(at) > 0; at = at[len(d.factors):] {
		level := at[j] - int32(d.factors[j].first)
		if only[level] != 0 && only[level] != at[i] {
			return false
		}
		only[level] = at[i]
	}
	return true
}
