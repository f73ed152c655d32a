package rate

import "math"

// sigmas is the distance of the control limits from the centre, as Shewhart set it.
const sigmas = 3

// Chart is a p-chart: shares in time order against the limits that chance alone would keep.
type Chart struct {
	Centre float64 // all hits over all trials; NaN without trials
	Points []Point
	Runs   []Run
}

// Point is one bucket of a Chart. A bucket without trials has NaN for all three numbers and is not outside.
type Point struct {
	Value     float64
	Low, High float64 // control limits for this bucket's own number of trials, cut to 0 .. 1
	Outside   int     // -1 below Low, +1 above High, 0 inside
}

// Run is a stretch of neighbouring points outside the same limit.
type Run struct {
	First, Last int // indices of Points, both included
	Outside     int // -1 or +1
}

// PChart returns the p-chart of shares: the centre is the pooled share p, the limits of a bucket with n trials are
// p ± 3√(p(1-p)/n). A bucket without trials ends a run.
//
// Source: D. C. Montgomery, Introduction to Statistical Quality Control, 8th ed. (2019), section 7.2.
func PChart(shares []Share) Chart {
	var all Share
	for _, s := range shares {
		if s.valid() {
			all.Hits, all.Total = all.Hits+s.Hits, all.Total+s.Total
		}
	}
	chart := Chart{Centre: all.Value(), Points: make([]Point, len(shares))}
	for i, s := range shares {
		chart.Points[i] = point(s, chart.Centre)
	}
	chart.Runs = runs(chart.Points)
	return chart
}

func point(s Share, centre float64) Point {
	if !s.valid() {
		return Point{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
	half := sigmas * math.Sqrt(centre*(1-centre)/float64(s.Total))
	p := Point{Value: s.Value(), Low: math.Max(0, centre-half), High: math.Min(1, centre+half)}
	switch {
	case p.Value < p.Low:
		p.Outside = -1
	case p.Value > p.High:
		p.Outside = 1
	}
	return p
}

func runs(points []Point) []Run {
	var found []Run
	for i, p := range points {
		switch n := len(found); {
		case p.Outside == 0:
		case n > 0 && found[n-1].Last == i-1 && found[n-1].Outside == p.Outside:
			found[n-1].Last = i
		default:
			found = append(found, Run{First: i, Last: i, Outside: p.Outside})
		}
	}
	return found
}
