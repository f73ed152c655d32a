package driver

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/rate"
)

// levels are the odds ratios of a factor against its average ticket.
func (d *design) levels(full *fit, i int, ridge float64) []Level {
	f := d.factors[i]
	weights := make([]float64, len(f.levels))
	for k, l := range f.levels {
		weights[k] = float64(l.Tickets) / float64(d.tickets)
	}
	mean, spread, square := 0.0, 0.0, 0.0
	with := make([]float64, len(weights)) // covariance of each level with the mean
	for k := range weights {
		mean += weights[k] * full.beta[f.first+k]
		for j := range weights {
			with[k] += weights[j] * full.covariance.At(f.first+k, f.first+j)
		}
		spread += weights[k] * with[k]
		square += weights[k] * weights[k]
	}
	out := slices.Clone(f.levels)
	for k := range out {
		beta, variance := full.beta[f.first+k], max(0, full.covariance.At(f.first+k, f.first+k)-2*with[k]+spread)
		before := (1 - 2*weights[k] + square) / ridge // of the same deviation, by the ridge alone
		out[k].judge(beta-mean, math.Sqrt(variance), variance/before)
		if l := &out[k]; l.Escalated == 0 || l.Escalated == l.Tickets {
			l.bound(d.logOdds(full, i, f.first+k), beta, mean, weights[k])
		}
	}
	return out
}

// judge sets odds ratio and interval; told is the part of its variance that the tickets leave.
func (l *Level) judge(beta, deviation, told float64) {
	half := distuv.UnitNormal.Quantile((1+rate.Level)/2) * deviation
	low, high := math.Exp(beta-half), math.Exp(beta+half)
	l.OddsRatio, l.Low, l.High, l.P = math.Exp(beta), &low, &high, 1
	if deviation > 0 {
		l.P = math.Erfc(math.Abs(beta) / deviation / math.Sqrt2)
	}
	if told > weak {
		l.Bound = Unknown
	}
}

// tickets of one fitted log odds.
type tickets struct{ n, eta float64 }

// logOdds are those of the tickets of a level.
func (d *design) logOdds(full *fit, i, column int) []tickets {
	var all []tickets
	width := len(d.factors)
	for k, n := range d.n {
		at := d.at[k*width : (k+1)*width]
		if int(at[i]) != column {
			continue
		}
		eta := full.beta[0]
		for _, c := range at {
			eta += full.beta[c]
		}
		all = append(all, tickets{n, eta})
	}
	return all
}

// bound sets the one end that is known of a level of which none or all tickets were escalated: the log odds at which that happens by
// chance in half of what the interval leaves out. Its p value is twice the chance of it at an odds ratio of 1.
func (l *Level) bound(all []tickets, beta, mean, weight float64) {
	sign := 1.0
	if l.Escalated > 0 {
		sign = -1
	}
	surprise := func(b float64) float64 { // -ln of the chance when the level has log odds b
		sum := 0.0
		for _, t := range all {
			sum += t.n * softplus(sign*(t.eta-beta+b))
		}
		return sum
	}
	b := beta + sign*rising(func(x float64) float64 { return surprise(beta + sign*x) }, -math.Log((1-rate.Level)/2))
	end := math.Exp((b - mean) - weight*(b-beta)) // the mean moves with the level
	l.P = 1
	if weight < 1 {
		l.P = min(1, 2*math.Exp(-surprise((mean-weight*beta)/(1-weight))))
	}
	if sign > 0 {
		l.Bound, l.Low, l.High = AtMost, nil, &end
	} else {
		l.Bound, l.Low, l.High = AtLeast, &end, nil
	}
}

// rising is where a function that rises from below to above a value on -60 .. 60 reaches it.
func rising(f func(float64) float64, value float64) float64 {
	low, high := -60.0, 60.0
	for range 60 {
		if middle := (low + high) / 2; f(middle) < value {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}
