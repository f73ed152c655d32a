package effort

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// The likelihood by its factors against the formula as it is written, with every matrix in full:
// -2 ln L = ln|V| + ln|ZᵀV⁻¹Z| + (N-G) ln(yᵀPy) - 2 Σ ln κ, P = V⁻¹ - V⁻¹Z(ZᵀV⁻¹Z)⁻¹ZᵀV⁻¹. Both leave the same constant out.
func TestLikelihoodAgreesWithItsFormula(t *testing.T) {
	m := smallMixed(t)
	l := m.likelihood()
	for _, theta := range [][]float64{{1e-4, 1e-4}, {1e-3, 1e-5}, {1e-5, 1e-3}} {
		got, variance := l.at(theta)
		want, direct := m.written(t, theta)
		if math.Abs(got-want) > 1e-7*math.Abs(want) || math.Abs(variance/direct-1) > 1e-9 {
			t.Errorf("θ %v: got %v and σ² %v, want %v and %v", theta, got, variance, want, direct)
		}
	}
}

// The chosen θ is the best of its grid, and moving a group away from it does not help.
func TestRemlIsAMaximum(t *testing.T) {
	m := smallMixed(t)
	theta, _, degrees := m.reml()
	l := m.likelihood()
	best, _ := l.at(theta)
	for g := range theta {
		for _, factor := range []float64{0.01, 0.1, 1 / math.Sqrt(10), math.Sqrt(10), 10, 100} {
			other := []float64{theta[0], theta[1]}
			other[g] *= factor
			if value, _ := l.at(other); value < best-1e-9 {
				t.Errorf("θ %v is better than %v", other, theta)
			}
		}
	}
	if degrees != 30-2 {
		t.Errorf("got %d degrees of freedom, want 28", degrees)
	}
}

// smallMixed has 30 weeks, two tiers of three categories each.
func smallMixed(t *testing.T) *mixed {
	t.Helper()
	h := Hours{Occupancy: 1, Basis: "typed"}
	for w := range 30 {
		week := Week{Label: fmt.Sprint(w), Paid: float64(w*w*37%11) / 3, Tickets: map[Key]int{}}
		for c := range 6 {
			n := 5 + (w+2)*(c+3)*(w+c)%29
			week.Tickets[Key{Tier: 1 + c/3, Category: fmt.Sprint(c)}] = n
			week.Paid += float64(n*(10+5*c)) / 60
		}
		h.Weeks = append(h.Weeks, week)
	}
	d := h.design()
	p := d.pool()
	if len(p.groups) != 2 {
		t.Fatalf("got %+v, want a group for each tier", p)
	}
	m := &mixed{d: d, p: p, free: map[int]bool{}, joined: map[int]string{}}
	for j := range d.keys {
		m.free[j] = true
	}
	return m
}

// written is the likelihood with V, its inverse and P.
func (m *mixed) written(t *testing.T, theta []float64) (value, variance float64) {
	t.Helper()
	rows := len(m.d.minutes)
	v := mat.NewDense(rows, rows, nil)
	for i := range rows {
		v.Set(i, i, 1)
		for k := range rows {
			for g, group := range m.p.groups {
				for _, j := range group.keys {
					v.Set(i, k, v.At(i, k)+theta[g]*group.mean*group.mean*m.d.weight[i]*m.d.weight[k]*m.d.tickets.At(i, j)*m.d.tickets.At(k, j))
				}
			}
		}
	}
	var inverse, zv, zvz, back, part, p mat.Dense
	if err := inverse.Inverse(v); err != nil {
		t.Fatal(err)
	}
	z, y := m.d.pooled(m.p.groups), mat.NewVecDense(rows, m.d.weighted())
	zv.Mul(z.T(), &inverse)
	zvz.Mul(&zv, z)
	if err := back.Inverse(&zvz); err != nil {
		t.Fatal(err)
	}
	part.Product(zv.T(), &back, &zv)
	p.Sub(&inverse, &part)
	left := mat.Inner(y, &p, y)
	degrees := float64(rows - len(m.p.groups))
	first, _ := mat.LogDet(v)
	second, _ := mat.LogDet(&zvz)
	value = first + second + degrees*math.Log(left)
	for _, th := range theta {
		value -= math.Log(th * left / degrees)
	}
	return value, left / degrees
}
