// Package integer finds the cheapest whole numbers that meet linear needs, and proves how good they are: the dual simplex method for the
// relaxation, branch and bound for what must be whole.
package integer

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// programme is: make Σ cost·x smallest with Σ weight·x ≥ need in every row and 0 ≤ x ≤ most.
// Every Most is finite.
type Program struct {
	Columns []Column
	Need    []float64 // per row; below 0 the row limits
	Whole   int       // the first columns that must be whole numbers
}

// Column is one quantity that is looked for: 0 to Most, at a cost for each, with its weights in some rows.
type Column struct {
	Cost   float64
	Most   float64
	Rows   []int
	Weight []float64
}

// dot is the product of a row vector with the column.
func (c Column) dot(y []float64) float64 {
	sum := 0.0
	for k, i := range c.Rows {
		sum += y[i] * c.Weight[k]
	}
	return sum
}

// Tolerances of the simplex method, for coefficients near 1 and values up to a few thousand.
const (
	feasible = 1e-7 // how far a value may lie outside its bounds
	pivotal  = 1e-7 // the smallest number to divide by; smaller ones are noise of the inverse
)

// refresh is the number of steps after which the inverse is computed afresh; below it its error stays under 1e-9.
const refresh = 150

// jitter is the relative change of costs that keeps the dual method from standing still on equal costs. The bound is
// worked out with the true costs, so that it stays a bound.
const jitter = 1e-6

const (
	atLow = iota
	atMost
	inBasis
)

// simplex is the bounded dual simplex method with an explicit inverse. It begins with all surplus variables in the
// basis, which is dual feasible since costs are not negative, and stays dual feasible when bounds change, so that
// branching costs few steps.
//
// Source: A. Koberstein, The dual simplex method, techniques for a fast and stable implementation (2005), section 3.1.
type simplex struct {
	Program
	m, n    int
	low, up []float64 // bounds of the n columns and m surplus variables
	price   []float64 // costs with jitter
	state   []int8
	basis   []int // row -> variable
	inverse *mat.Dense
	x       []float64 // all variables
	reduced []float64
	row     []float64 // scratch: a row of the tableau
	steps   int       // since the inverse was fresh
	work    float64   // multiplications so far, the measure of effort that does not depend on the machine
}

func newSimplex(p Program) *simplex {
	m, n := len(p.Need), len(p.Columns)
	s := &simplex{
		Program: p, m: m, n: n, low: make([]float64, n+m), up: make([]float64, n+m), price: make([]float64, n+m),
		state: make([]int8, n+m), basis: make([]int, m), x: make([]float64, n+m), reduced: make([]float64, n+m), row: make([]float64, n+m),
		inverse: mat.NewDense(m, m, nil),
	}
	for j, c := range p.Columns {
		s.up[j] = c.Most
		s.price[j] = c.Cost * (1 + jitter*float64((j*7919+13)%1009)/1009)
	}
	for i := range m {
		s.up[n+i] = math.Inf(1)
	}
	s.reset()
	return s
}

// reset goes back to the basis of surplus variables.
func (s *simplex) reset() {
	clear(s.state)
	s.inverse.Zero()
	for i := range s.m {
		s.state[s.n+i], s.basis[i] = inBasis, s.n+i
		s.inverse.Set(i, i, -1)
	}
	s.steps = 0
	s.values()
}

// restrict sets the bounds of a column.
func (s *simplex) restrict(j int, low, up float64) { s.low[j], s.up[j] = low, up }

// values works out all variables and reduced costs from the basis and the bounds. A column that was fixed may have a reduced
// cost of either sign; it is moved to the bound that suits it.
func (s *simplex) values() {
	y := s.duals(s.price)
	for j := range s.n {
		s.reduced[j] = s.price[j] - s.Columns[j].dot(y)
		switch {
		case s.state[j] == inBasis:
			s.reduced[j] = 0
		case s.reduced[j] < 0:
			s.state[j] = atMost
		case s.reduced[j] > 0:
			s.state[j] = atLow
		}
	}
	copy(s.reduced[s.n:], y)
	left := append([]float64(nil), s.Need...)
	for j := range s.n + s.m {
		switch s.state[j] {
		case atLow:
			s.x[j] = s.low[j]
		case atMost:
			s.x[j] = s.up[j]
		default:
			continue
		}
		s.subtract(left, j, s.x[j])
	}
	value := mat.NewVecDense(s.m, nil)
	value.MulVec(s.inverse, mat.NewVecDense(s.m, left))
	for i, j := range s.basis {
		s.x[j], s.reduced[j] = value.AtVec(i), 0
	}
	s.work += 2*float64(s.m*s.m) + 16*float64(s.n)
}

// subtract takes x times a variable's column off a vector.
func (s *simplex) subtract(left []float64, j int, x float64) {
	if j >= s.n {
		left[j-s.n] += x
		return
	}
	for k, i := range s.Columns[j].Rows {
		left[i] -= x * s.Columns[j].Weight[k]
	}
}

// duals are the row prices that costs imply.
func (s *simplex) duals(cost []float64) []float64 {
	y := make([]float64, s.m)
	for i, j := range s.basis {
		if j < s.n && cost[j] != 0 {
			floats.AddScaled(y, cost[j], s.inverse.RawRowView(i))
		}
	}
	return y
}

type verdict int

const (
	solved verdict = iota
	impossible
	tired
)

// run takes steps until every variable lies inside its bounds, none can help, or the work is used up.
func (s *simplex) run(limit float64) verdict {
	s.values()
	for {
		r := s.worst()
		if r < 0 {
			return solved
		}
		if s.work > limit {
			return tired
		}
		q := s.entering(r)
		if q < 0 {
			if s.steps == 0 {
				return impossible
			}
			if !s.invert() {
				return tired
			}
			continue
		}
		if !s.pivot(r, q) {
			return tired
		}
	}
}

// worst is the row whose variable lies farthest outside its bounds, measured in the length of the row of the inverse.
func (s *simplex) worst() int {
	at, most := -1, 0.0
	for i, j := range s.basis {
		out := math.Max(s.low[j]-s.x[j], s.x[j]-s.up[j])
		if out > feasible && out > most {
			at, most = i, out
		}
	}
	return at
}

// entering is the variable that enters for row r: the smallest reduced cost over its entry in the row, so that all
// reduced costs keep their sign; -1 when no variable can bring the row inside its bounds.
func (s *simplex) entering(r int) int {
	rho, j := s.inverse.RawRowView(r), s.basis[r]
	rising := s.x[j] < s.low[j]
	best, at, size := math.Inf(1), -1, 0.0
	for k := range s.n + s.m {
		s.row[k] = 0
		if s.state[k] == inBasis {
			continue
		}
		if k < s.n {
			s.row[k] = s.Columns[k].dot(rho)
		} else {
			s.row[k] = -rho[k-s.n]
		}
		a := s.row[k]
		if math.Abs(a) < pivotal || s.low[k] == s.up[k] || (s.state[k] == atLow) != (a < 0 == rising) {
			continue
		}
		ratio := math.Abs(s.reduced[k]) / math.Abs(a)
		if ratio < best-1e-12 || ratio < best+1e-12 && math.Abs(a) > size {
			best, at, size = ratio, k, math.Abs(a)
		}
	}
	s.work += 8 * float64(s.n)
	return at
}

// pivot exchanges the variable of row r for q; false when the inverse cannot be kept.
func (s *simplex) pivot(r, q int) bool {
	j := s.basis[r]
	w := make([]float64, s.m)
	for i := range s.m {
		row := s.inverse.RawRowView(i)
		if q < s.n {
			w[i] = s.Columns[q].dot(row)
		} else {
			w[i] = -row[q-s.n]
		}
	}
	bound, state := s.low[j], int8(atLow)
	if s.x[j] > s.up[j] {
		bound, state = s.up[j], atMost
	}
	move := (s.x[j] - bound) / w[r]
	for i, b := range s.basis {
		s.x[b] -= move * w[i]
	}
	s.x[q] += move
	s.x[j] = bound
	dual := s.reduced[q] / s.row[q]
	for k := range s.n + s.m {
		if s.row[k] != 0 {
			s.reduced[k] -= dual * s.row[k]
		}
	}
	s.reduced[q], s.reduced[j] = 0, -dual
	s.state[j], s.state[q], s.basis[r] = state, inBasis, q
	floats.Scale(1/w[r], s.inverse.RawRowView(r))
	for i := range s.m {
		if i != r && w[i] != 0 {
			floats.AddScaled(s.inverse.RawRowView(i), -w[i], s.inverse.RawRowView(r))
			s.work += float64(s.m)
		}
	}
	s.work += float64(s.n + 16*s.m)
	if s.steps++; s.steps >= refresh {
		return s.invert()
	}
	return true
}

// invert computes the inverse of the basis afresh.
func (s *simplex) invert() bool {
	b := mat.NewDense(s.m, s.m, nil)
	for i, j := range s.basis {
		if j >= s.n {
			b.Set(j-s.n, i, -1)
			continue
		}
		for k, r := range s.Columns[j].Rows {
			b.Set(r, i, s.Columns[j].Weight[k])
		}
	}
	s.steps = 0
	s.work += float64(s.m) * float64(s.m) * float64(s.m)
	if err := s.inverse.Inverse(b); err != nil {
		s.reset()
		return false
	}
	s.values()
	return true
}

// bound is a value that no x within the bounds lies below, by weak duality with the true costs:
// Σ y·need + Σ min over low ≤ x ≤ up of (cost - y·column)·x, for any y ≥ 0.
func (s *simplex) bound() float64 {
	cost := make([]float64, s.n)
	for j, c := range s.Columns {
		cost[j] = c.Cost
	}
	y := s.duals(cost)
	for i := range y {
		y[i] = math.Max(0, y[i])
	}
	sum := floats.Dot(y, s.Need)
	for j, c := range s.Columns {
		d := c.Cost - c.dot(y)
		sum += math.Min(d*s.low[j], d*s.up[j])
	}
	return sum
}
