package effort

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/rate"
)

// fence is how many interquartile ranges of ln(minutes) above the upper quartile a value lies too far out. Three is
// Tukey's "far out"; on the log scale because handling times are close to log-normal, so that of honest values fewer
// than 2 in a million are lost (J. W. Tukey, Exploratory Data Analysis, 1977, section 2; L. Brown et al., Statistical
// analysis of a telephone call center, JASA 100, 2005, section 4.3).
const fence = 3

// fenceFrom is the number of values from which the quartiles are steady enough to draw the fence.
const fenceFrom = 20

// narrowest is the least interquartile range of ln(minutes) that the fence uses, 10 %: when most values are one round
// number the quartiles meet, and the fence would throw out everything else.
const narrowest = 0.1

// LeftOut counts the recorded values that were not used, by reason.
type LeftOut struct {
	Impossible int     // negative, NaN or infinite
	Empty      int     // 0 minutes: nothing was booked
	FarOut     int     // above Fence
	Fence      float64 // minutes; 0 when no fence was drawn
	MeanWith   float64 // minutes per ticket with the far-out values
}

// FromRecorded describes recorded effort, minutes per ticket. The mean is that of the values that are left when
// impossible ones, empty ones and those above the fence exp(Q3 + 3·IQR) of ln(minutes) are put aside; the
// interval is Student's at 95 %, cut at 0. Median and p90 are linear between order statistics.
//
// Special cases: ok is false when nothing is left; one value has no interval; below 20 values no fence is drawn.
func FromRecorded(k Key, minutes []float64) (h Handling, ok bool) {
	used, left := sift(minutes)
	h = Handling{Key: k, Source: Recorded, N: len(used), LeftOut: left}
	if len(used) == 0 {
		return h, false
	}
	h.Mean = stat.Mean(used, nil)
	h.Median = quantile(used, 0.5)
	h.P90 = quantile(used, 0.9)
	if len(used) > 1 {
		sample := rate.Sample{N: len(used), Mean: h.Mean, Variance: stat.Variance(used, nil)}
		h.Low, h.High = sample.Interval(rate.Level)
		h.Low, h.Interval = math.Max(0, h.Low), true
	}
	h.Notes = recordedNotes(h)
	return h, true
}

// sift returns the usable values in rising order.
func sift(minutes []float64) (used []float64, left LeftOut) {
	for _, m := range minutes {
		switch {
		case !finite(m) || m < 0:
			left.Impossible++
		case m == 0:
			left.Empty++
		default:
			used = append(used, m)
		}
	}
	slices.Sort(used)
	if len(used) > 0 {
		left.MeanWith = mean(used)
	}
	if len(used) < fenceFrom {
		return used, left
	}
	low := math.Log(quantile(used, 0.25))
	high := math.Log(quantile(used, 0.75))
	left.Fence = math.Exp(math.Min(high+fence*math.Max(high-low, narrowest), logLargest))
	kept := len(used)
	for kept > 0 && used[kept-1] > left.Fence {
		kept--
	}
	left.FarOut = len(used) - kept
	return used[:kept], left
}

// quantile is linear between the order statistics of rising values: x₍h₎ at h = (n-1)q, counted from 0.
//
// Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, Am. Stat. 50 (1996), definition 7.
func quantile(rising []float64, q float64) float64 {
	at := float64(len(rising)-1) * q
	i := min(int(at), len(rising)-1)
	if i == len(rising)-1 {
		return rising[i]
	}
	part := at - float64(i)
	return (1-part)*rising[i] + part*rising[i+1]
}

// logLargest keeps the fence finite.
const logLargest = 700

// mean adds parts, so that values near the largest float do not overflow.
func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v / float64(len(x))
	}
	return sum
}

func recordedNotes(h Handling) []string {
	var notes []string
	say := func(format string, a ...any) { notes = append(notes, fmt.Sprintf(format, a...)) }
	if h.N < Few {
		say("rests on %d tickets, fewer than %d", h.N, Few)
	}
	if h.LeftOut.Impossible > 0 {
		say("%d values left out: negative or not a number", h.LeftOut.Impossible)
	}
	if h.LeftOut.Empty > 0 {
		say("%d tickets left out: 0 minutes booked", h.LeftOut.Empty)
	}
	if h.LeftOut.FarOut > 0 {
		say("%d values above %.0f minutes left out; with them the mean is %.1f instead of %.1f minutes",
			h.LeftOut.FarOut, h.LeftOut.Fence, h.LeftOut.MeanWith, h.Mean)
	}
	return notes
}

// Quantile is the q-quantile of recorded effort, minutes per ticket, of the values that FromRecorded uses, with their number.
//
// Special cases: 0 when nothing is left.
func Quantile(minutes []float64, q float64) (value float64, n int) {
	used, _ := sift(minutes)
	if len(used) == 0 {
		return 0, 0
	}
	return quantile(used, q), len(used)
}
