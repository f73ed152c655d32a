package effort_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"tiermix/model/effort"
)

// By hand: without the sign the answer would be (-1, 2); with it x₁ = 0 and x₂ = (1·0+1·2+1·1)/3 = 1.
func TestNNLSByHand(t *testing.T) {
	a := mat.NewDense(3, 2, []float64{1, 1, 0, 1, 1, 1})
	got, err := effort.NNLS(a, []float64{0, 2, 1})
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != 0 || math.Abs(got[1]-1) > 1e-12 {
		t.Errorf("got %v, want [0 1]", got)
	}
}

// Every set of columns is tried: the best least-squares point with no negative value is the answer.
func TestNNLSAgainstAllSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 7).Draw(t, "rows"), rapid.IntRange(1, 5).Draw(t, "columns")
		a := mat.NewDense(m, n, rapid.SliceOfN(whole(9), m*n, m*n).Draw(t, "a"))
		b := rapid.SliceOfN(whole(20), m, m).Draw(t, "b")
		x, err := effort.NNLS(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := distance(a, x, b), bestSubset(a, b); got > want+1e-8*(1+want) {
			t.Fatalf("distance %v, but %v is possible", got, want)
		}
		kkt(t, a, x, b)
	})
}

func whole(most int) *rapid.Generator[float64] {
	return rapid.Map(rapid.IntRange(-most, most), func(i int) float64 { return float64(i) })
}

func distance(a *mat.Dense, x, b []float64) float64 {
	var left mat.VecDense
	left.MulVec(a, mat.NewVecDense(len(x), x))
	left.SubVec(mat.NewVecDense(len(b), b), &left)
	return mat.Norm(&left, 2)
}

func bestSubset(a *mat.Dense, b []float64) float64 {
	m, n := a.Dims()
	best := mat.Norm(mat.NewVecDense(m, b), 2)
	for set := 1; set < 1<<n; set++ {
		var columns []int
		for j := range n {
			if set>>j&1 == 1 {
				columns = append(columns, j)
			}
		}
		part := mat.NewDense(m, len(columns), nil)
		for c, j := range columns {
			part.SetCol(c, mat.Col(nil, j, a))
		}
		var svd mat.SVD
		svd.Factorize(part, mat.SVDThin)
		if svd.Rank(1e-10) < len(columns) {
			continue
		}
		var z mat.VecDense
		svd.SolveVecTo(&z, mat.NewVecDense(m, b), len(columns))
		if mat.Min(&z) >= -1e-9 {
			best = math.Min(best, distance(part, z.RawVector().Data, b))
		}
	}
	return best
}

// kkt holds the conditions x ≥ 0, Aᵀ(b - Ax) ≤ 0, and = 0 where x > 0.
func kkt(t *rapid.T, a *mat.Dense, x, b []float64) {
	var left, g mat.VecDense
	left.MulVec(a, mat.NewVecDense(len(x), x))
	left.SubVec(mat.NewVecDense(len(b), b), &left)
	g.MulVec(a.T(), &left)
	room := 1e-8 * mat.Norm(a, 2) * (1 + mat.Norm(mat.NewVecDense(len(b), b), 2))
	for j, v := range x {
		if v < 0 || g.AtVec(j) > room || v > 0 && math.Abs(g.AtVec(j)) > room {
			t.Fatalf("column %d: x %v, gradient %v", j, v, g.AtVec(j))
		}
	}
}

func TestNNLSWithDependentColumns(t *testing.T) {
	a := mat.NewDense(3, 3, []float64{1, 2, 0, 2, 4, 0, 3, 6, 0})
	x, err := effort.NNLS(a, []float64{5, 10, 15})
	if err != nil || math.Abs(x[0]+2*x[1]-5) > 1e-9 || x[2] != 0 {
		t.Errorf("got %v, %v; want x₀ + 2 x₁ = 5, x₂ = 0", x, err)
	}
}

func TestNNLSRefuses(t *testing.T) {
	a := mat.NewDense(1, 1, []float64{1})
	for _, b := range [][]float64{nil, {1, 2}, {math.NaN()}, {math.Inf(1)}} {
		if _, err := effort.NNLS(a, b); err == nil {
			t.Errorf("%v: want an error", b)
		}
	}
}

func ExampleNNLS() {
	tickets := mat.NewDense(3, 2, []float64{10, 5, 8, 8, 12, 2})
	x, _ := effort.NNLS(tickets, []float64{200, 240, 160})
	fmt.Printf("%.0f and %.0f minutes\n", x[0], x[1])
	// Output: 10 and 20 minutes
}
