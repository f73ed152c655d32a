package risk

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Law is the distribution of an uncertain number. It is drawn from by its quantiles, so that the same luck is good or bad luck
// in every scenario. distuv.Beta and others of gonum are laws.
type Law interface {
	// Quantile is the value that lies above the share u of all values, 0 < u < 1; it does not fall with u.
	Quantile(u float64) float64
}

// Exactly is a number that is taken as known.
type Exactly float64

// Quantile is the number.
func (e Exactly) Quantile(float64) float64 { return float64(e) }

// Split is two halves of normal laws that meet in the median, one for each end of an interval:
//
//	x(u) = median + z(u) (median - low)/z  below the median, median + z(u) (high - median)/z above
//
// with z = z((1 + level)/2). Half of all values lie on either side whatever the ends are, and the ends of the interval are met exactly.
//
// Special cases: no value lies below Least; without an interval every value is the median.
//
// Source: the joined half-Gaussians of J. F. Kenney and E. S. Keeping, Mathematics of statistics (1951), with equal mass on both sides.
type Split struct {
	Median    float64
	Low, High float64 // ends of the interval
	Level     float64 // its coverage, above 0 and below 1
	Least     float64 // nothing below it; -Inf where there is no such bound
}

// Quantile is that of the law.
func (s Split) Quantile(u float64) float64 {
	z := distuv.UnitNormal.Quantile(u)
	half := s.High - s.Median
	if z < 0 {
		half = s.Median - s.Low
	}
	if half == 0 {
		return math.Max(s.Least, s.Median)
	}
	return math.Max(s.Least, s.Median+z*half/distuv.UnitNormal.Quantile((1+s.Level)/2))
}

// Resampled is the law of a mean by the bootstrap: the means of resamples, in rising order.
//
// Source: B. Efron, Bootstrap methods: another look at the jackknife, Ann. Stat. 7 (1979).
type Resampled []float64

// Bounds of the bootstrap.
const (
	resamples    = 1000
	mostResample = 2000 // values; the mean of more is as good as normal
)

// Bootstrap is the law of the mean of values. That of more than 2,000 values is taken as normal with the standard error of the mean, which
// is what the bootstrap tends to; a single value tells no spread and stands as it is.
func Bootstrap(values []float64, luck *rand.Rand) Law {
	mean := stat.Mean(values, nil)
	switch n := len(values); {
	case n < 2:
		return Exactly(mean)
	case n > mostResample:
		return distuv.Normal{Mu: mean, Sigma: stat.StdErr(stat.StdDev(values, nil), float64(n))}
	}
	means := make(Resampled, resamples)
	for i := range means {
		for range values {
			means[i] += values[luck.IntN(len(values))]
		}
		means[i] /= float64(len(values))
	}
	slices.Sort(means)
	return means
}

// Quantile is linear between the means; see quantile.
func (r Resampled) Quantile(u float64) float64 { return quantile(r, u) }

// Leavers is the number of people who leave in so many months: each of them with the same chance in each month, and whoever
// leaves is followed by somebody who may leave as well. It is binomial over people and months.
type Leavers struct {
	People, Months int
	Monthly        float64 // chance of one person in one month, 0..1
}

// Quantile is that of Binomial(People × Months, Monthly).
func (l Leavers) Quantile(u float64) float64 {
	n := l.People * l.Months
	law := distuv.Binomial{N: float64(n), P: l.Monthly}
	switch {
	case l.Monthly <= 0 || n == 0:
		return 0
	case l.Monthly >= 1:
		return float64(n)
	}
	return float64(sort.Search(n, func(k int) bool { return law.CDF(float64(k)) >= u }))
}

// quantile is linear between the order statistics of rising values: x₍h₎ at h = (n-1)u, counted from 0.
//
// Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, Am. Stat. 50 (1996), definition 7.
func quantile(rising []float64, u float64) float64 {
	at := float64(len(rising)-1) * u
	i := min(int(at), len(rising)-1)
	if part := at - float64(i); part > 0 {
		return rising[i] + part*(rising[i+1]-rising[i])
	}
	return rising[i]
}
