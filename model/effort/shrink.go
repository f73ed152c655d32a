package effort

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// LeastWeight is how much a key's own tickets must count for its minutes to be its own: below a fifth they are the mean of its
// group in all but name.
const LeastWeight = 0.2

// mostFree is the number of keys that may have minutes of their own: the commonest. It bounds the work, which grows with the
// cube; the others are too rare beside them for paid hours to tell.
const mostFree = 60

// shrink settles every share and returns the minutes of every column, which are 0 where nothing is told.
func (f *Fit) shrink(d design, p pools) ([]float64, error) {
	minutes := make([]float64, len(d.keys))
	for j, why := range p.untold {
		f.Shares[j].Reason = why
	}
	if len(p.groups) == 0 {
		return minutes, nil
	}
	free, joined := f.candidates(p)
	m := newMixed(d, p, free, joined)
	for {
		if err := m.solve(); err != nil {
			return nil, err
		}
		barred := m.barred()
		if len(barred) == 0 {
			break
		}
		for j, why := range barred {
			delete(m.free, j)
			m.joined[j] = why
		}
	}
	for g, group := range m.p.groups {
		for _, j := range group.keys {
			f.Shares[j] = m.share(f.Shares[j], g, j)
			minutes[j] = f.Shares[j].Minutes
		}
	}
	return minutes, nil
}

// candidates are the columns that may have minutes of their own, and why others may not.
func (f *Fit) candidates(p pools) (free map[int]bool, joined map[int]string) {
	free, joined = map[int]bool{}, map[int]string{}
	var common []int
	for _, g := range p.groups {
		for _, j := range g.keys {
			switch {
			case f.Weeks < FewestWeeks:
				joined[j] = fmt.Sprintf("%d weeks are too few to tell categories apart, at least %d are needed", f.Weeks, FewestWeeks)
			case len(g.keys) == 1:
				free[j] = true
			case f.Shares[j].Tickets < Few:
				noun := "tickets"
				if f.Shares[j].Tickets == 1 {
					noun = "ticket"
				}
				joined[j] = fmt.Sprintf("only %d %s of it, fewer than %d", f.Shares[j].Tickets, noun, Few)
			default:
				common = append(common, j)
			}
		}
	}
	slices.SortStableFunc(common, func(a, b int) int { return f.Shares[b].Tickets - f.Shares[a].Tickets })
	for i, j := range common {
		if i < mostFree {
			free[j] = true
		} else {
			joined[j] = fmt.Sprintf("not among the %d commonest", mostFree)
		}
	}
	return free, joined
}

// mixed is the model minutes = μ(1 + κz) on its way: which columns are free, and what the last solution says.
type mixed struct {
	d        design
	p        pools
	free     map[int]bool
	joined   map[int]string // why a column has the mean of its group
	theta    []float64      // κ²/σ² of each group; 0 where it has one key only
	variance float64        // σ², of the weighted minutes of a team week
	degrees  int
	order    []int     // free columns, in the order of x
	x        []float64 // minutes of the free columns
	factor   factor    // of the whole system
}

func newMixed(d design, p pools, free map[int]bool, joined map[int]string) *mixed {
	m := &mixed{d: d, p: p, free: free, joined: joined}
	m.theta, m.variance, m.degrees = m.reml()
	return m
}

// solve minimises ‖y - Xm‖² + Σ (ln m - ln μ)²/θ over the free m > 0, with the mean μ of a group for all others and no second sum
// for a key that is alone in its group, by the method of Gauss and Newton: each step is a least-squares problem with
// ln m ≈ ln m₀ + (m - m₀)/m₀, and goes to half or double of m₀ at most.
func (m *mixed) solve() error {
	m.order, m.x = nil, nil
	for j := range m.d.keys {
		if m.free[j] {
			m.order, m.x = append(m.order, j), append(m.x, m.p.groups[m.groupOf(j)].mean)
		}
	}
	for range steps {
		if len(m.order) == 0 {
			break
		}
		a, b := reduced(m.system())
		next, err := NNLS(a, b)
		if err != nil {
			return err
		}
		m.factor = factorise(a)
		moved := 0.0
		for c, now := range m.x {
			m.x[c] = min(max(next[c], now/2), 2*now)
			moved = math.Max(moved, math.Abs(m.x[c]/now-1))
		}
		if moved < settled {
			break
		}
	}
	return nil
}

// steps and settled end the search: a step that moves no time by more than a millionth is the last, and forty halvings lead from a
// day to less than a microsecond.
const (
	steps   = 40
	settled = 1e-9
)

// system are the rows of the data, then one row for every free column.
func (m *mixed) system() (*mat.Dense, []float64) {
	rows, k := len(m.d.minutes), len(m.order)
	a := mat.NewDense(rows+k, k, nil)
	b := append(m.d.weighted(), make([]float64, k)...)
	for c, j := range m.order {
		for i := range rows {
			a.Set(i, c, m.d.tickets.At(i, j)*m.d.weight[i])
		}
		if g := m.groupOf(j); m.theta[g] > 0 {
			root := math.Sqrt(m.theta[g])
			a.Set(rows+c, c, 1/(root*m.x[c]))
			b[rows+c] = (1 + math.Log(m.p.groups[g].mean/m.x[c])) / root
		}
	}
	for _, g := range m.p.groups {
		for _, j := range g.keys {
			for i := range rows {
				if !m.free[j] {
					b[i] -= m.d.tickets.At(i, j) * m.d.weight[i] * g.mean
				}
			}
		}
	}
	return a, b
}

func (m *mixed) groupOf(j int) int {
	return slices.IndexFunc(m.p.groups, func(g group) bool { return slices.Contains(g.keys, j) })
}

// reduced is a system of as many rows as columns and one, with the same distances: the triangle of a QR factorisation of [A b].
func reduced(a *mat.Dense, b []float64) (*mat.Dense, []float64) {
	rows, n := a.Dims()
	if rows <= n {
		return a, b
	}
	var whole, r mat.Dense
	whole.Augment(a, mat.NewDense(rows, 1, b))
	var qr mat.QR
	qr.Factorize(&whole)
	qr.RTo(&r)
	return mat.DenseCopyOf(r.Slice(0, n+1, 0, n)), mat.Col(nil, n, r.Slice(0, n+1, 0, n+1))
}

// barred are free columns that may not keep minutes of their own, with the reason.
func (m *mixed) barred() map[int]string {
	out := map[int]string{}
	for c, j := range m.order {
		switch mean := m.p.groups[m.groupOf(j)].mean; {
		case m.x[c] < leastPart*mean:
			out[j] = NextToNothing
		case m.weight(c) < LeastWeight:
			out[j] = HardlyCounts
		}
	}
	return out
}

// Reasons for which a key has the mean of its group.
const (
	NextToNothing = "least squares give it next to 0 min, which no ticket takes"
	HardlyCounts  = "its own tickets hardly count beside the mean"
	SameMix       = "its tickets always come in the same proportion to others"
	NoSuchTickets = "the paid hours name no such tickets"
)

// leastPart is the part of the mean of its group below which a time counts as 0: with the largest scatter the law of the times
// has one in a hundred below it.
const leastPart = 0.1

// weight is 1 - variance / variance that the scatter alone gives, of a free column: what its own tickets tell.
func (m *mixed) weight(c int) float64 {
	g := m.groupOf(m.order[c])
	if m.theta[g] == 0 {
		return 1
	}
	scatter := m.theta[g] * m.p.groups[g].mean * m.p.groups[g].mean
	return min(max(1-m.own(c)/scatter, 0), 1)
}

// own is the variance of a free column for known means, in units of σ².
func (m *mixed) own(c int) float64 {
	pick := make([]float64, len(m.x))
	pick[c] = 1
	return m.factor.quadratic(pick)
}

// groupOf is what is told of a group.
func (d design) groupOf(g group, scatter float64) Group {
	categories, outcomes := map[string]bool{}, map[Outcome]bool{}
	for _, j := range g.keys {
		categories[d.keys[j].Category], outcomes[d.keys[j].Outcome] = true, true
	}
	return Group{Name: g.name, Categories: len(categories), Alike: len(outcomes) > 1, Minutes: g.mean, Spread: g.spread, Scatter: scatter}
}

// share is what the solution says about a column of group g. Intervals are those of ln m.
func (m *mixed) share(s Share, g, j int) Share {
	group := m.p.groups[g]
	factor, scatter := student(m.degrees), math.Sqrt(m.theta[g]*m.variance)
	s.Group = m.d.groupOf(group, scatter)
	s.Reason, s.Joined = m.joined[j], !m.free[j]
	s.Told, s.Minutes = !s.Joined, group.mean
	spread := math.Hypot(group.spread/group.mean, factor*scatter)
	if c := slices.Index(m.order, j); c >= 0 {
		s.Minutes, s.Weight = m.x[c], m.weight(c)
		spread = math.Hypot((1-s.Weight)*group.spread/group.mean, factor*math.Sqrt(m.variance*m.own(c))/s.Minutes)
	}
	s.Low, s.High = around(s.Minutes, spread)
	return s
}
