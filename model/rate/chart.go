package rate

import "math"

// Sigmas is the distance of the control limits from the centre, as Shewhart set it.
const Sigmas = 3

// Chart is a p-chart: shares in time order against the limits that chance alone would keep.
type Chart struct {
	Centre float64 // all hits over all trials; NaN without trials
	Spread float64 // Laney's σz: how many times as far the shares wander as chance alone would let them; NaN with fewer than two judged points
	Points []Point
	Runs   []Run
}

// Point is one bucket of a Chart. A bucket without trials has NaN for all numbers and is not outside.
type Point struct {
	Value     float64
	Z         float64 // distance from the centre in standard deviations of chance alone
	Low, High float64 // control limits for this bucket's own number of trials, cut to 0 .. 1
	Outside   int     // -1 below Low, +1 above High, 0 inside
	Few       bool    // too few trials to be judged; then it is never outside
}

// Run is a stretch of neighbouring points outside the same limit.
type Run struct {
	First, Last int // indices of Points, both included
	Outside     int // -1 or +1
}

// PChart returns the p-chart of shares: the centre is the pooled share p, the limits of a bucket with n trials are
// p ± 3√(p(1-p)/n). A bucket without trials ends a run. A bucket is judged only when n·p and n·(1-p) are both at least 5, the
// textbook rule for taking a binomial for a normal distribution.
//
// Source: D. C. Montgomery, Introduction to Statistical Quality Control, 8th ed. (2019), section 7.2. The rule of 5: R. Larson, B. Farber,
// Elementary Statistics: Picturing the World, 6th ed., section 5.5; T. Emura, Y.-S. Lin, A comparison of normal approximation rules for
// attribute control charts, MPRA paper 51029 (2013), weigh it. Spread: D. B. Laney, Improved control charts for attributes, Quality
// Engineering 14 (2002), 531-537: the mean of the moving ranges of z = (share - p)/√(p(1-p)/n), over 1.128.
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
	chart.Spread = spread(chart.Points)
	return chart
}

func point(s Share, centre float64) Point {
	if !s.valid() {
		return Point{Value: math.NaN(), Z: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
	deviation := math.Sqrt(centre * (1 - centre) / float64(s.Total))
	half := Sigmas * deviation
	p := Point{Value: s.Value(), Low: math.Max(0, centre-half), High: math.Min(1, centre+half)}
	p.Z = (p.Value - centre) / deviation
	switch n := float64(s.Total); {
	case min(n*centre, n*(1-centre)) < expected:
		p.Few = true
	case p.Value < p.Low:
		p.Outside = -1
	case p.Value > p.High:
		p.Outside = 1
	}
	return p
}

// expected is the least number of hits and of misses that limits of three standard deviations need.
const expected = 5

// d2 is the expected range of two standard normal values.
const d2 = 1.128

// spread compares the moves between judged neighbours with those of chance.
func spread(points []Point) float64 {
	sum, moves, last := 0.0, 0, math.NaN()
	for _, p := range points {
		if p.Few || math.IsNaN(p.Value) {
			last = math.NaN()
			continue
		}
		if !math.IsNaN(last) {
			sum, moves = sum+math.Abs(p.Z-last), moves+1
		}
		last = p.Z
	}
	if moves == 0 {
		return math.NaN()
	}
	return sum / float64(moves) / d2
}

// Wide says whether the shares wander clearly more than chance alone would let them, judged by enough buckets to say so.
func (c Chart) Wide() bool {
	judged := 0
	for _, p := range c.Points {
		if !p.Few && !math.IsNaN(p.Value) {
			judged++
		}
	}
	return judged >= leastBuckets && c.Spread > wandering
}

// Below a dozen buckets the spread itself is known to about a quarter only; 1.5 lies two such errors above 1.
const (
	leastBuckets = 12
	wandering    = 1.5
)

// Outside counts the points outside the limits of chance alone, and those outside limits that are Spread times as wide: Laney's p'-chart.
func (c Chart) Outside() (alone, wide int) {
	for _, p := range c.Points {
		if p.Outside == 0 {
			continue
		}
		alone++
		wider := 1.0 // as long as too few points tell a spread
		if c.Spread > 1 {
			wider = c.Spread
		}
		if math.Abs(p.Z) > Sigmas*wider {
			wide++
		}
	}
	return alone, wide
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
