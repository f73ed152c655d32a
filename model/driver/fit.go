package driver

import (
	"errors"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Newton's method. It has settled when the step at hand would gain less log likelihood than this.
const (
	settled   = 1e-12
	roughly   = 1e-3 // where the likelihood is all that is wanted: a likelihood ratio changes by 0.002
	mostSteps = 100
	halvings  = 30
	blocks    = 8 // of patterns that are summed on their own, so that the sum does not depend on the number of processors
)

// fit is the maximum of the penalised likelihood.
type fit struct {
	beta       []float64
	likelihood float64       // without the penalty
	covariance *mat.SymDense // inverse of the penalised information; nil when a factor was left out
}

// sums are what one pass over the patterns gives.
type sums struct {
	likelihood float64
	gradient   []float64
	hessian    []float64 // minus the second derivatives, columns × columns, upper half
}

// fit maximises the penalised likelihood by Newton's method, which the ridge makes strictly concave, from the given coefficients on;
// without factor out, -1: with all.
func (d *design) fit(ridge float64, out int, beta []float64) (*fit, error) {
	enough := settled
	if out >= 0 {
		enough = roughly
	}
	s, value := d.evaluate(beta, ridge, out)
	for range mostSteps {
		var c mat.Cholesky
		if !c.Factorize(mat.NewSymDense(d.columns, s.hessian)) {
			return nil, errors.New("drivers: the information of the regression is not positive definite")
		}
		step := mat.NewVecDense(d.columns, nil)
		if err := c.SolveVecTo(step, mat.NewVecDense(d.columns, s.gradient)); err != nil && !poor(err) {
			return nil, errors.Join(errors.New("drivers: solve for the step of the regression"), err)
		}
		gain := floats.Dot(step.RawVector().Data, s.gradient) / 2
		next, better, gained := beta, s, value
		if gain > enough {
			next, better, gained = d.advance(beta, step.RawVector().Data, value, ridge, out)
		}
		if gained <= value {
			return d.done(beta, s, &c, out)
		}
		beta, s, value = next, better, gained
	}
	return nil, errors.New("drivers: the regression did not settle")
}

// poor says that a system was solved, but is ill-conditioned; with a small ridge the levels of a factor are so by design.
func poor(err error) bool {
	var condition mat.Condition
	return errors.As(err, &condition)
}

// start is one rate for all.
func (d *design) start() []float64 {
	beta := make([]float64, d.columns)
	beta[0] = math.Log(float64(d.escalated) / float64(d.tickets-d.escalated))
	return beta
}

// startWithout is where the maximum without factor i would lie if the likelihood were the parabola that it is near the full fit:
// β - V[,i] V[i,i]⁻¹ β[i], with V the covariance.
func (d *design) startWithout(full *fit, i int) ([]float64, error) {
	f, n := d.factors[i], len(d.factors[i].levels)
	block := full.covariance.SliceSym(f.first, f.first+n)
	var c mat.Cholesky
	if !c.Factorize(block) {
		return nil, errors.New("drivers: the covariance of a factor is not positive definite")
	}
	pull := mat.NewVecDense(n, nil)
	if err := c.SolveVecTo(pull, mat.NewVecDense(n, full.beta[f.first:f.first+n])); err != nil && !poor(err) {
		return nil, errors.Join(errors.New("drivers: solve for the regression without a factor"), err)
	}
	beta := slices.Clone(full.beta)
	for k := range beta {
		for j := range n {
			beta[k] -= full.covariance.At(k, f.first+j) * pull.AtVec(j)
		}
	}
	clear(beta[f.first : f.first+n])
	return beta, nil
}

// advance goes a step, or a part of it when all of it would lose.
func (d *design) advance(beta, step []float64, value, ridge float64, out int) ([]float64, sums, float64) {
	for part := 1.0; ; part /= 2 {
		next := slices.Clone(beta)
		floats.AddScaled(next, part, step)
		s, gained := d.evaluate(next, ridge, out)
		if gained >= value || part < math.Pow(2, -halvings) {
			return next, s, gained
		}
	}
}

func (d *design) done(beta []float64, s sums, c *mat.Cholesky, out int) (*fit, error) {
	f := &fit{beta: beta, likelihood: s.likelihood}
	if out >= 0 {
		return f, nil
	}
	f.covariance = mat.NewSymDense(d.columns, nil)
	if err := c.InverseTo(f.covariance); err != nil && !poor(err) {
		return nil, errors.Join(errors.New("drivers: invert the information of the regression"), err)
	}
	return f, nil
}

// evaluate is one pass over the patterns: the sums with the penalty in gradient and hessian, and the penalised likelihood.
func (d *design) evaluate(beta []float64, ridge float64, out int) (sums, float64) {
	parts := make([]sums, blocks)
	var g sync.WaitGroup
	for b := range parts {
		g.Go(func() { parts[b] = d.pass(beta, out, b*len(d.n)/blocks, (b+1)*len(d.n)/blocks) })
	}
	g.Wait()
	total := parts[0]
	for _, p := range parts[1:] {
		total.likelihood += p.likelihood
		floats.Add(total.gradient, p.gradient)
		floats.Add(total.hessian, p.hessian)
	}
	return total, total.likelihood + d.penalise(total, beta, ridge)
}

// penalise adds the ridge to gradient and hessian, and returns what it takes from the likelihood. An indicator is its own square, so that
// the row of the intercept is the diagonal.
func (d *design) penalise(s sums, beta []float64, ridge float64) float64 {
	lost := 0.0
	for k := 1; k < d.columns; k++ {
		s.hessian[k] = s.hessian[k*d.columns+k]
		s.hessian[k*d.columns+k] += ridge
		s.gradient[k] -= ridge * beta[k]
		lost -= ridge / 2 * beta[k] * beta[k]
	}
	return lost
}

func (d *design) pass(beta []float64, out, from, to int) sums {
	width, columns := len(d.factors), d.columns
	s := sums{gradient: make([]float64, columns), hessian: make([]float64, columns*columns)}
	used := make([]int, 0, width)
	for i := from; i < to; i++ {
		used = used[:0]
		eta := beta[0]
		for k, c := range d.at[i*width : (i+1)*width] {
			if k != out {
				used = append(used, int(c))
				eta += beta[c]
			}
		}
		small := math.Exp(-math.Abs(eta))
		p := 1 / (1 + small)
		weight := d.n[i] * p * p * small
		if eta < 0 {
			p *= small
		}
		residual := d.hits[i] - d.n[i]*p
		s.likelihood += d.hits[i]*eta - d.n[i]*(max(eta, 0)+math.Log1p(small))
		s.gradient[0] += residual
		s.hessian[0] += weight
		for k, c := range used {
			s.gradient[c] += residual
			row := s.hessian[c*columns : (c+1)*columns]
			for _, other := range used[k:] {
				row[other] += weight
			}
		}
	}
	return s
}

func logistic(eta float64) float64 { return 1 / (1 + math.Exp(-eta)) }

// softplus is ln(1 + exp η) without overflow.
func softplus(eta float64) float64 { return max(eta, 0) + math.Log1p(math.Exp(-math.Abs(eta))) }

// null is the log likelihood of one rate for all.
func (d *design) null() float64 {
	hits, misses, all := float64(d.escalated), float64(d.tickets-d.escalated), float64(d.tickets)
	return hits*math.Log(hits/all) + misses*math.Log(misses/all)
}

// leaveOut is the log likelihood without each factor in turn.
func (d *design) leaveOut(full *fit, ridge float64) ([]float64, error) {
	out := make([]float64, len(d.factors))
	for i := range d.factors {
		start, err := d.startWithout(full, i)
		if err != nil {
			return nil, err
		}
		f, err := d.fit(ridge, i, start)
		if err != nil {
			return nil, err
		}
		out[i] = f.likelihood
	}
	return out, nil
}
