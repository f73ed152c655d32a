package forecast

import (
	"gonum.org/v1/gonum/stat"
)

// startSteps is the fewest steps that level and slope at the start are read from.
const startSteps = 10

// begin is a start for a model: effects from the classical decomposition, level and slope from a line through the first
// steps less season (Hyndman et al. 2008, section 2.6.1).
func (p spec) begin(y []float64, m int) state {
	s := state{}
	adjusted := y
	if p.season != none {
		s.season = effects(y, m, p.season)
		adjusted = deseasoned(y, s.season, p.season)
	}
	n := min(len(y), max(startSteps, 2*m))
	if p.trend == none {
		s.level = stat.Mean(adjusted[:n], nil)
		return s
	}
	s.level, s.slope = line(adjusted[:n])
	return s
}

// line is the least squares line through values at 1, 2, …: its height at 0 and its slope.
func line(y []float64) (height, slope float64) {
	x := make([]float64, len(y))
	for i := range x {
		x[i] = float64(i + 1)
	}
	return stat.LinearRegression(x, y, nil, false)
}

// effects are those of the classical decomposition: the mean by position of the values less (or over) their centred moving average, set to mean
// 0 (or 1). At least two seasons are needed.
func effects(y []float64, m int, kind part) []float64 {
	trend, from := movingAverage(y, m)
	sum, of := make([]float64, m), make([]float64, m)
	for i, t := range trend {
		at := (from + i) % m
		if kind == multiplicative {
			sum[at] += y[from+i] / away(t)
		} else {
			sum[at] += y[from+i] - t
		}
		of[at]++
	}
	for i := range sum {
		sum[i] /= max(1, of[i])
	}
	mean := stat.Mean(sum, nil)
	for i := range sum {
		if kind == multiplicative {
			sum[i] /= away(mean)
		} else {
			sum[i] -= mean
		}
	}
	return sum
}

// deseasoned takes effects out of a series whose first value has the first of them.
func deseasoned(y, season []float64, kind part) []float64 {
	out := make([]float64, len(y))
	for i, v := range y {
		if kind == multiplicative {
			out[i] = v / away(season[i%len(season)])
		} else {
			out[i] = v - season[i%len(season)]
		}
	}
	return out
}

// movingAverage is the centred average over a season, over m+1 steps with half weight at both ends when m is even; from is the index of
// its first value.
func movingAverage(y []float64, m int) (trend []float64, from int) {
	from = m / 2
	for i := from; i+from < len(y); i++ {
		var sum float64
		for j := i - from; j <= i+from; j++ {
			weight := 1.0
			if m%2 == 0 && (j == i-from || j == i+from) {
				weight = 0.5
			}
			sum += weight * y[j]
		}
		trend = append(trend, sum/float64(m))
	}
	return trend, from
}
