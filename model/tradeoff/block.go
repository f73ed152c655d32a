package tradeoff

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// band is a matrix with entries on and beside the diagonal: row k holds low at k-1, mid at k, high at k+1.
type band struct{ low, mid, high []float64 }

func newBand(n int) band {
	all := make([]float64, 3*n)
	return band{low: all[:n], mid: all[n : 2*n], high: all[2*n:]}
}

func (b band) row(k int) float64 { return b.low[k] + b.mid[k] + b.high[k] }

// addTo adds the band, times a factor, to a matrix.
func (b band) addTo(m *mat.Dense, factor float64) {
	for k := range b.mid {
		row := m.RawRowView(k)
		row[k] += factor * b.mid[k]
		if k > 0 {
			row[k-1] += factor * b.low[k]
		}
		if k+1 < len(row) {
			row[k+1] += factor * b.high[k]
		}
	}
}

// times is band · m.
func (b band) times(m *mat.Dense) *mat.Dense {
	n := len(b.mid)
	out := mat.NewDense(n, n, nil)
	for k := range n {
		row := out.RawRowView(k)
		for d, f := range [...]float64{b.low[k], b.mid[k], b.high[k]} {
			if f == 0 {
				continue
			}
			for c, x := range m.RawRowView(k + d - 1) {
				row[c] += f * x
			}
		}
	}
	return out
}

// after is m · band.
func (b band) after(m *mat.Dense) *mat.Dense {
	n := len(b.mid)
	out := mat.NewDense(n, n, nil)
	for k := range n {
		from, row := m.RawRowView(k), out.RawRowView(k)
		for c := range n {
			row[c] = from[c] * b.mid[c]
			if c > 0 {
				row[c] += from[c-1] * b.high[c-1]
			}
			if c+1 < n {
				row[c] += from[c+1] * b.low[c+1]
			}
		}
	}
	return out
}

// inverse ignores the estimate of the condition: the matrices are diagonally dominant M-matrices, for which elimination is
// stable. Their inverses have no negative entries; what rounding puts below 0 is cut.
func inverse(m *mat.Dense) *mat.Dense {
	var out mat.Dense
	_ = out.Inverse(m)
	data := out.RawMatrix().Data
	for i, x := range data {
		if x < 0 {
			data[i] = 0
		}
	}
	return &out
}

// ratios returns R_l with π_l = π_{l-1} R_l for the levels above 0, and the generator of level 0 watched only while the chain
// is there:
//
//	R_l = U_{l-1} N_l, N_l = (-L_l - R_{l+1} D_{l+1})⁻¹,  watched = L_0 + R_1 D_1
//
// with U, L, D the blocks up, within, down. From the last level downwards; endless levels begin with the R of the repeating
// blocks, which then is the last one returned.
//
// Source: G. Latouche and V. Ramaswami, Introduction to matrix analytic methods in stochastic modeling (1999), chapters 6, 8
// and 12.
func (c chain) ratios() (r []*mat.Dense, watched *mat.Dense, err error) {
	r = make([]*mat.Dense, c.levels)
	top := c.levels - 1
	if c.endless {
		last, err := repeating(c.blocks(top))
		if err != nil {
			return nil, nil, err
		}
		r = append(r, last)
	}
	for l := top; l >= 0; l-- {
		_, local, _ := c.blocks(l)
		m := mat.NewDense(c.phases, c.phases, nil)
		if l+1 < len(r) {
			_, _, down := c.blocks(l + 1)
			m = down.after(r[l+1])
		}
		local.addTo(m, 1)
		if l == 0 {
			return r, m, nil
		}
		m.Scale(-1, m)
		up, _, _ := c.blocks(l - 1)
		r[l] = up.times(inverse(m))
	}
	return r, watched, nil
}

// Limits of the logarithmic reduction. It doubles the levels looked at with each step.
const (
	mostReductions = 60
	reductionEnd   = 1e-17 // of the probability of still being on the way down
)

// repeating is the R of endless levels with equal blocks, by logarithmic reduction of G, the phase on first coming down one
// level: R = U (-L - U G)⁻¹.
//
// Source: G. Latouche and V. Ramaswami, A logarithmic reduction algorithm for quasi-birth-death processes, J. Appl.
// Probab. 30 (1993).
func repeating(up, local, down band) (*mat.Dense, error) {
	n := len(local.mid)
	stay := mat.NewDense(n, n, nil)
	local.addTo(stay, -1)
	away := inverse(stay)
	high, low := up.after(away), down.after(away)
	g, t := mat.DenseCopyOf(low), mat.DenseCopyOf(high)
	var hl, lh, next, step mat.Dense
	for range mostReductions {
		hl.Mul(high, low)
		lh.Mul(low, high)
		hl.Add(&hl, &lh)
		hl.Scale(-1, &hl)
		for k := range n {
			hl.Set(k, k, 1+hl.At(k, k))
		}
		back := inverse(&hl)
		next.Mul(high, high)
		high.Mul(back, &next)
		next.Mul(low, low)
		low.Mul(back, &next)
		step.Mul(t, low)
		g.Add(g, &step)
		next.Mul(t, high)
		t.Copy(&next)
		if size := largest(&step); size <= reductionEnd {
			last := up.times(g)
			local.addTo(last, 1)
			last.Scale(-1, last)
			return up.times(inverse(last)), nil
		} else if math.IsNaN(size) {
			break
		}
	}
	return nil, errNoReduction
}

func largest(m *mat.Dense) float64 {
	most := 0.0
	for _, x := range m.RawMatrix().Data {
		if math.IsNaN(x) {
			return x
		}
		most = math.Max(most, math.Abs(x))
	}
	return most
}

// stationary solves x·q = 0 for a generator q, with the largest entry 1, by elimination of states from the last to the first
// (Grassmann, Taksar and Heyman). It uses the rates between states alone and subtracts nothing.
//
// Source: W. K. Grassmann, M. I. Taksar and D. P. Heyman, Regenerative analysis and steady state distributions for Markov
// chains, Oper. Res. 33 (1985).
func stationary(q *mat.Dense) []float64 {
	n, _ := q.Dims()
	a := mat.DenseCopyOf(q)
	for k := n - 1; k > 0; k-- {
		row := a.RawRowView(k)
		out := 0.0
		for _, x := range row[:k] {
			out += x
		}
		for i := range k {
			from := a.RawRowView(i)
			if from[k] /= out; from[k] == 0 {
				continue
			}
			for j := range k {
				from[j] += from[k] * row[j]
			}
		}
	}
	x := make([]float64, n)
	x[0] = 1
	for k := 1; k < n; k++ {
		for i := range k {
			x[k] += x[i] * a.At(i, k)
		}
		if x[k] > 1e100 { // far from overflow
			for i := range k + 1 {
				x[i] /= 1e100
			}
		}
	}
	return x
}
