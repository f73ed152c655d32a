package effort

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/rate"
)

// factor is the triangle R of a QR factorisation of a matrix A whose columns were brought to length 1.
type factor struct {
	r     mat.Dense
	norms []float64
}

// factorise takes a matrix of at least as many rows as columns.
func factorise(a *mat.Dense) factor {
	scaled := mat.DenseCopyOf(a)
	f := factor{norms: scaleColumns(scaled)}
	var qr mat.QR
	qr.Factorize(scaled)
	qr.RTo(&f.r)
	return f
}

// quadratic is vᵀ(AᵀA)⁻¹v; +Inf when columns depend on each other.
func (f factor) quadratic(v []float64) float64 {
	u, sum := make([]float64, len(v)), 0.0
	for i := range v { // Rᵀu = v, from the top
		left := v[i] / f.norms[i]
		for k := range i {
			left -= f.r.At(k, i) * u[k]
		}
		if left == 0 {
			continue
		}
		if math.Abs(f.r.At(i, i)) < 1/worstCondition {
			return math.Inf(1)
		}
		u[i] = left / f.r.At(i, i)
		sum += u[i] * u[i]
	}
	return sum
}

// spreads are half widths of 95 % intervals of the coefficients of b ≈ Ax by Student's law; +Inf where there is no row to spare,
// or columns depend on each other.
func spreads(a *mat.Dense, b, x []float64) []float64 {
	rows, n := a.Dims()
	out := make([]float64, n)
	for j := range out {
		out[j] = math.Inf(1)
	}
	if rows <= n {
		return out
	}
	f, variance := factorise(a), squares(a, b, x)/float64(rows-n)
	for j := range out {
		pick := make([]float64, n)
		pick[j] = 1
		out[j] = student(rows-n) * math.Sqrt(variance*f.quadratic(pick))
	}
	return out
}

// student is the factor of a 95 % interval.
func student(degrees int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(degrees)}.Quantile((1 + rate.Level) / 2)
}

// squares is ‖b - Ax‖².
func squares(a *mat.Dense, b, x []float64) float64 {
	left := mat.NewVecDense(len(b), nil)
	left.MulVec(a, mat.NewVecDense(len(x), x))
	left.SubVec(mat.NewVecDense(len(b), b), left)
	return mat.Dot(left, left)
}
