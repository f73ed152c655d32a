package effort

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"tiermix/model/rate"
)

// draws is the number of bootstrap samples; B. Efron, R. J. Tibshirani (1993), section 12.5, ask for 1,000 for the ends of
// a 95 % interval.
const draws = 1000

// stream separates this use of a seed from others.
const stream = 0x6566666f7274

// bootstrap fills the intervals of the shares that are told.
func (f *Fit) bootstrap(d design, minutes []float64, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, stream))
	samples := make([][]float64, len(d.keys))
	for range draws {
		x, err := d.redraw(random)
		if err != nil {
			continue // an ill-conditioned draw; Draws says how many were used
		}
		f.Draws++
		for j, v := range x {
			samples[j] = append(samples[j], v)
		}
	}
	if f.Draws < draws/2 {
		return fmt.Errorf("paid hours: only %d of %d bootstrap samples could be fitted; the categories are too much alike", f.Draws, draws)
	}
	wider := widening(len(d.weeks), len(d.keys))
	for j := range f.Shares {
		if !f.Shares[j].Told {
			continue
		}
		slices.Sort(samples[j])
		low := quantile(samples[j], (1-rate.Level)/2)
		high := quantile(samples[j], (1+rate.Level)/2)
		f.Shares[j].Low = math.Max(0, minutes[j]-wider*math.Max(0, minutes[j]-low))
		f.Shares[j].High = minutes[j] + wider*math.Max(0, high-minutes[j])
	}
	return nil
}

// redraw fits as many weeks as there are, drawn with replacement.
func (d design) redraw(random *rand.Rand) ([]float64, error) {
	var rows []int
	for range d.weeks {
		rows = append(rows, d.weeks[random.IntN(len(d.weeks))]...)
	}
	a := mat.NewDense(len(rows), len(d.keys), nil)
	b := make([]float64, len(rows))
	for i, r := range rows {
		a.SetRow(i, mat.Row(nil, r, d.tickets))
		b[i] = d.minutes[r]
	}
	return NNLS(a, b)
}
