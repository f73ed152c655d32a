package effort

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// slack is how far the gradient of a column of length 1, relative to ‖b‖, may lie on the wrong side of 0: rounding of a
// QR factorisation of a few hundred rows with condition numbers up to 1e5 stays below it.
const slack = 1e-9

// roundsPerColumn bounds the work: Lawson and Hanson end after about one half of a round per column in practice, and three is
// their own limit; ten leaves room for designs that are nearly rank deficient.
const roundsPerColumn = 10

// NNLS returns the x ≥ 0 that makes ‖Ax - b‖ smallest, by the active-set method of Lawson and Hanson: columns enter one by
// one by the steepest gradient of Aᵀ(b - Ax); a step that would make one negative is cut short and that one leaves.
// The result is checked against the Karush-Kuhn-Tucker conditions before it is given out.
//
// Special cases: among the solutions of a rank-deficient A one is returned; a column of zeros gets 0.
// Errors: sizes that do not fit, values that are no numbers, conditions not met.
//
// Source: C. L. Lawson, R. J. Hanson, Solving Least Squares Problems (1974), chapter 23, algorithm NNLS.
func NNLS(a *mat.Dense, b []float64) ([]float64, error) {
	m, n := a.Dims()
	if len(b) != m {
		return nil, fmt.Errorf("least squares: %d rows but %d values", m, len(b))
	}
	for _, v := range append(a.RawMatrix().Data[:m*n:m*n], b...) {
		if !finite(v) {
			return nil, fmt.Errorf("least squares: %v is no number to calculate with", v)
		}
	}
	s := newActive(a, b)
	for range roundsPerColumn * (n + 1) {
		j := s.steepest()
		if j < 0 {
			break
		}
		s.enter(j)
	}
	if gap := s.violation(); gap > slack {
		return nil, fmt.Errorf("least squares: the optimality conditions are missed by %.2g; the design is too ill-conditioned", gap)
	}
	for j := range s.x {
		s.x[j] /= s.norms[j]
	}
	return s.x, nil
}

// active is the state of the method, over columns of length 1.
type active struct {
	a       *mat.Dense
	b       []float64
	norms   []float64 // lengths that the columns had; 1 for columns of zeros
	x       []float64
	in      []bool // the column may be positive
	barred  []bool // the column could not enter since x last changed
	scale   float64
	rows, n int
}

func newActive(a *mat.Dense, b []float64) *active {
	m, n := a.Dims()
	s := &active{a: mat.DenseCopyOf(a), b: b, x: make([]float64, n), in: make([]bool, n), barred: make([]bool, n), rows: m, n: n}
	s.norms, s.scale = scaleColumns(s.a), mat.Norm(mat.NewVecDense(m, b), 2)
	return s
}

// scaleColumns divides every column by its length and returns the lengths; columns of zeros stay as they are.
func scaleColumns(a *mat.Dense) []float64 {
	m, n := a.Dims()
	norms := make([]float64, n)
	for j := range norms {
		norms[j] = mat.Norm(a.ColView(j), 2)
		if norms[j] == 0 {
			norms[j] = 1
		}
		for i := range m {
			a.Set(i, j, a.At(i, j)/norms[j])
		}
	}
	return norms
}

// gradient is Aᵀ(b - Ax).
func (s *active) gradient() []float64 {
	left := mat.NewVecDense(s.rows, nil)
	left.MulVec(s.a, mat.NewVecDense(s.n, s.x))
	left.SubVec(mat.NewVecDense(s.rows, s.b), left)
	g := mat.NewVecDense(s.n, nil)
	g.MulVec(s.a.T(), left)
	return g.RawVector().Data
}

// steepest is the column outside the set that lowers the distance fastest, -1 when none does.
func (s *active) steepest() int {
	best, at := slack*s.scale, -1
	for j, g := range s.gradient() {
		if !s.in[j] && !s.barred[j] && g > best {
			best, at = g, j
		}
	}
	return at
}

// enter lets a column in and walks to the least-squares point of the set, dropping columns that would turn negative.
func (s *active) enter(j int) {
	s.in[j] = true
	z, err := s.solve()
	if err != nil || z[j] <= 0 {
		s.in[j], s.barred[j] = false, true
		return
	}
	clear(s.barred)
	for err == nil {
		step, first := s.step(z)
		for i := range s.x {
			s.x[i] += step * (z[i] - s.x[i])
		}
		if first < 0 {
			return
		}
		s.in[first], s.x[first] = false, 0
		z, err = s.solve()
	}
}

// step is how far one can walk from x to z, as a share, and which column reaches 0 first; -1 when none does.
func (s *active) step(z []float64) (length float64, first int) {
	length, first = 1, -1
	for i, in := range s.in {
		if !in || z[i] > 0 {
			continue
		}
		if share := s.x[i] / (s.x[i] - z[i]); first < 0 || share < length {
			length, first = share, i
		}
	}
	return length, first
}

var errSingular = errors.New("columns depend on each other")

// worstCondition is the condition number of a set of columns beyond which the newest is taken to depend on the others.
const worstCondition = 1e11

// solve is the least-squares point over the columns of the set, 0 elsewhere.
func (s *active) solve() ([]float64, error) {
	var columns []int
	for j, in := range s.in {
		if in {
			columns = append(columns, j)
		}
	}
	z := make([]float64, s.n)
	if len(columns) == 0 {
		return z, nil
	}
	if len(columns) > s.rows {
		return nil, errSingular
	}
	part := mat.NewDense(s.rows, len(columns), nil)
	for c, j := range columns {
		part.SetCol(c, mat.Col(nil, j, s.a))
	}
	var qr mat.QR
	qr.Factorize(part)
	if !(qr.Cond() < worstCondition) {
		return nil, errSingular
	}
	var x mat.VecDense
	if err := qr.SolveVecTo(&x, false, mat.NewVecDense(s.rows, s.b)); err != nil {
		return nil, errSingular
	}
	for c, j := range columns {
		z[j] = x.AtVec(c)
	}
	return z, nil
}

// violation is how far x misses the Karush-Kuhn-Tucker conditions x ≥ 0, Aᵀ(b - Ax) ≤ 0, and 0 where x > 0, relative to
// ‖b‖.
func (s *active) violation() float64 {
	if s.scale == 0 {
		return 0
	}
	worst := 0.0
	for j, g := range s.gradient() {
		if s.x[j] > 0 {
			g = math.Abs(g)
		}
		worst = math.Max(worst, g/s.scale)
	}
	return worst
}
