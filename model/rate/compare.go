package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/combin"
	"gonum.org/v1/gonum/stat/distuv"
)

// smallCell is the expected count below which the normal approximation of a fourfold table is not used
// (W. G. Cochran, Some methods for strengthening the common χ² tests, Biometrics 10, 1954).
const smallCell = 5

// sameProbability is the relative slack within which two tables count as equally likely; without it rounding
// would drop the mirror image of the observed table. R's fisher.test uses the same value.
const sameProbability = 1e-7

// CompareShares returns the two-sided p value that two independent shares have one true value.
//
// When every expected count of the fourfold table is at least 5 it is the pooled two-proportion test,
// z = (p₁-p₂)/√(p(1-p)(1/n₁+1/n₂)); otherwise Fisher's exact test, the sum over all tables with the same margins
// that are no more likely than the observed one.
//
// Special cases: an empty or impossible share gives NaN; when all trials or none are hits the result is 1.
//
// Source: A. Agresti, Categorical Data Analysis, 3rd ed. (2013), sections 3.2 and 3.5.
func CompareShares(a, b Share) float64 {
	if !a.valid() || !b.valid() {
		return math.NaN()
	}
	hits, total := a.Hits+b.Hits, a.Total+b.Total
	if hits == 0 || hits == total {
		return 1
	}
	rarest := float64(min(a.Total, b.Total)) * float64(min(hits, total-hits)) / float64(total)
	if rarest < smallCell {
		return fisher(a, b)
	}
	p := float64(hits) / float64(total)
	spread := math.Sqrt(p * (1 - p) * (1/float64(a.Total) + 1/float64(b.Total)))
	return twoSided((a.Value() - b.Value()) / spread)
}

// fisher sums the hypergeometric probabilities of all tables that are no more likely than the observed one.
func fisher(a, b Share) float64 {
	hits := a.Hits + b.Hits
	table := func(k int) float64 {
		return math.Exp(logChoose(a.Total, k) + logChoose(b.Total, hits-k) - logChoose(a.Total+b.Total, hits))
	}
	limit := table(a.Hits) * (1 + sameProbability)
	sum := 0.0
	for k := max(0, hits-b.Total); k <= min(hits, a.Total); k++ {
		if p := table(k); p <= limit {
			sum += p
		}
	}
	return math.Min(1, sum)
}

func logChoose(n, k int) float64 {
	return combin.LogGeneralizedBinomial(float64(n), float64(k))
}

// twoSided returns the probability that a standard normal value lies as far from 0 as z, on either side.
func twoSided(z float64) float64 {
	return math.Erfc(math.Abs(z) / math.Sqrt2)
}

// manyEvents is the number of events from which the normal approximation replaces the binomial sum; at 1,000
// the two differ by less than 0.001 for shares of exposure between 0.1 and 0.9.
const manyEvents = 1000

// Count is a number of events seen over an exposure.
type Count struct {
	Events   int
	Exposure float64 // for example days; any unit, the same for both counts that are compared
}

// CompareCounts returns the two-sided p value that two counts come from Poisson processes of one rate.
//
// Given the sum n of both counts, the first is binomial with n trials and p = t₁/(t₁+t₂). Up to 1,000 events the
// result is twice the smaller exact tail, at most 1; above it is the normal approximation with continuity
// correction, z = (|x₁-np|-½)/√(np(1-p)).
//
// Special cases: a negative count or an exposure that is not positive gives NaN; no events at all give 1.
//
// Source: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series,
// Biometrika 31 (1940).
func CompareCounts(a, b Count) float64 {
	if a.Events < 0 || b.Events < 0 || !(a.Exposure > 0) || !(b.Exposure > 0) {
		return math.NaN()
	}
	n, p := float64(a.Events+b.Events), a.Exposure/(a.Exposure+b.Exposure)
	switch {
	case n == 0:
		return 1
	case n > manyEvents:
		distance := math.Max(0, math.Abs(float64(a.Events)-n*p)-0.5)
		return twoSided(distance / math.Sqrt(n*p*(1-p)))
	}
	law := distuv.Binomial{N: n, P: p}
	below := law.CDF(float64(a.Events))
	above := 1.0
	if a.Events > 0 {
		above = 1 - law.CDF(float64(a.Events-1))
	}
	return math.Min(1, 2*math.Min(below, above))
}
