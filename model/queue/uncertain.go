package queue

import (
	"errors"
	"fmt"
	"math"
)

// Numerical choices of the mean over a gamma law.
const (
	factorPanels = 24   // of 15 points each, on the logarithm of the day's factor
	factorDown   = 40.0 // e^-40 of the largest weight is cut off
	mostCV       = 3.0  // of the day factor; real desks have 0.05 to 0.4
)

// Uncertain is Live on days that differ: the arrival rate of a day is the mean rate × a gamma factor of mean 1. Within
// the day arrivals are Poisson. Someone must give up: else busy days would have no balance.
type Uncertain struct {
	Live
	CV float64 // coefficient of variation of the day's factor: 0 (every day alike) up to 3
}

// Dispersion is the variance of the arrivals in some hours over their mean, 1 for a Poisson stream: 1 + mean × CV².
func (u Uncertain) Dispersion(hours float64) float64 {
	return 1 + u.ArrivalsPerHour*hours*u.CV*u.CV
}

func (u Uncertain) check() error {
	err := errors.Join(u.Live.check(), inRange("coefficient of variation of the day factor", u.CV, 0, mostCV))
	if u.patient() && u.CV > 0 {
		err = errors.Join(err, errors.New("patience is +Inf: on busy days the queue of an uncertain rate would grow without end; "+
			"give the mean patience in seconds"))
	}
	return err
}

// With returns what a number of agents reach over many days. Shares and waits are means over tickets, not over days:
// busy days count with all their tickets, so that E[X] = ∫ g X(g λ) f(g) dg with f the gamma density of shape 1/CV².
//
// Source: G. Jongbloed and G. Koole, Managing uncertainty in call centres using Poisson mixtures, Appl. Stoch. Models
// Bus. Ind. 17 (2001).
func (u Uncertain) With(agents int, targetSeconds float64) (Result, error) {
	err := errors.Join(u.check(), checkAgents(agents), inRange("target seconds", targetSeconds, 0, MaxSeconds))
	if err != nil {
		return Result{}, err
	}
	if u.CV == 0 {
		return u.with(agents, targetSeconds)
	}
	return u.mix(agents, u.days(), func(l Live) Result {
		r, _ := l.with(agents, targetSeconds) // fails only when nobody gives up
		return r
	}), nil
}

// Required returns the smallest number of agents that keeps a promise over many days, as Live.Required does for one.
func (u Uncertain) Required(p Promise) (Staff, error) {
	if err := errors.Join(u.check(), p.check(u.patient())); err != nil {
		return Staff{}, err
	}
	if u.CV == 0 || u.LoadErlang() == 0 {
		return u.Live.Required(p)
	}
	days, known := u.days(), map[int]Result{}
	staff := needed(u.LoadErlang(), p, func(n int) Result {
		r, ok := known[n]
		if !ok {
			r = u.mix(n, days, func(l Live) Result { return newSearch(l, p).with(n) })
			if n == 0 {
				r.Occupancy = 1 // as search.with has it
			}
			known[n] = r
		}
		return r
	}).staff()
	if staff.Agents > MaxAgents {
		return Staff{}, tooMany()
	}
	var err error
	staff.Result, err = u.With(staff.Agents, p.TargetSeconds)
	return staff, err
}

// day is a factor on the rate and its share of all tickets.
type day struct{ factor, share float64 }

// days are the points of the integral over g = (1 + CV²) eˣ, whose weight g f(g) dg is proportional to e^(-κ ψ(-x)) dx with
// κ = 1 + 1/CV²: smooth and with one peak, at x = 0.
func (u Uncertain) days() []day {
	kappa := 1 + 1/(u.CV*u.CV)
	above := func(x float64) bool { return kappa*psi(-x) < factorDown }
	low, high := -bisect(0, factorDown/kappa+10, func(x float64) bool { return above(-x) }), bisect(0, 100, above)
	half := (high - low) / factorPanels / 2
	var days []day
	var all float64
	for k := range factorPanels {
		middle := low + half*float64(2*k+1)
		for i, at := range nodeAt {
			x := middle + half*at
			w := nodeWeight[i] * math.Exp(-kappa*psi(-x))
			days = append(days, day{factor: (1 + u.CV*u.CV) * math.Exp(x), share: w})
			all += w
		}
	}
	for i := range days {
		days[i].share /= all
	}
	return days
}

// mix adds up what becomes of the tickets of all days and makes the figures of it.
func (u Uncertain) mix(agents int, days []day, with func(Live) Result) Result {
	var sum Result
	var answerWait float64
	for _, d := range days {
		l := u.Live
		l.ArrivalsPerHour *= d.factor
		r := with(l)
		sum.WaitProbability += d.share * r.WaitProbability
		sum.AbandonProbability += d.share * r.AbandonProbability
		sum.MeanWaitSeconds += d.share * r.MeanWaitSeconds
		sum.LaterProbability += d.share * r.LaterProbability
		sum.ServedOfOffered += d.share * r.ServedOfOffered
		sum.ServedAndEarlyOfOffered += d.share * r.ServedAndEarlyOfOffered
		answerWait += d.share * (1 - r.AbandonProbability) * r.MeanServedWaitSeconds
	}
	sum.LoadErlang = u.LoadErlang()
	sum.QueueLength = u.ArrivalsPerHour / secondsPerHour * sum.MeanWaitSeconds
	answered := 1 - sum.AbandonProbability
	if answered > 0 {
		sum.MeanServedWaitSeconds, sum.ServedOfAnswered = answerWait/answered, sum.ServedOfOffered/answered
	}
	if notEarly := 1 - (sum.ServedAndEarlyOfOffered - sum.ServedOfOffered); notEarly > 0 {
		sum.ServedOfOfferedLessEarly = sum.ServedOfOffered / notEarly
	}
	if agents > 0 {
		sum.Occupancy = sum.LoadErlang * answered / float64(agents)
	}
	return sum.bounded()
}

// DayFactor is what a history of counts says of the factor that busy and quiet days share.
type DayFactor struct {
	CV         float64 // coefficient of variation of the factor; 0 when the counts vary no more than by chance
	Dispersion float64 // variance of the day totals over their mean; 1 by chance alone
	Days       int
}

// fewestDays is the number of days below which no day factor is estimated: with fewer than 8 its standard error is
// larger than itself.
const fewestDays = 8

// EstimateDayFactor estimates the common factor of days from counts by day and period. The days must be comparable (for
// example Tuesdays without holidays). With Nᵢⱼ Poisson with mean Gᵢ mⱼ on day i, counts of two different periods vary
// together only through Gᵢ: cov(Nⱼ, Nₖ) = CV² mⱼ mₖ, so
//
//	CV² = (var(Σⱼ Nⱼ) - Σⱼ var(Nⱼ)) / ((Σⱼ mⱼ)² - Σⱼ mⱼ²)
//
// which chance within a period does not disturb. With one period it is (variance - mean) / mean².
//
// Special cases: fewer than 8 days, days of unequal length, negative counts or no arrivals at all are errors.
//
// Source: A. N. Avramidis, A. Deslauriers and P. L'Ecuyer, Modeling daily arrivals to a telephone call center,
// Management Science 50 (2004); the estimator is the method of moments.
func EstimateDayFactor(counts [][]float64) (DayFactor, error) {
	if err := checkCounts(counts); err != nil {
		return DayFactor{}, err
	}
	periods := len(counts[0])
	totals, column := make([]float64, len(counts)), make([]float64, len(counts))
	var variances, squares float64
	for j := range periods {
		for i, day := range counts {
			column[i] = day[j]
			totals[i] += day[j]
		}
		mean, variance := meanAndVariance(column)
		variances += variance
		squares += mean * mean
	}
	mean, variance := meanAndVariance(totals)
	if mean == 0 {
		return DayFactor{}, errors.New("counts are all 0; a day factor needs arrivals")
	}
	square := (variance - mean) / (mean * mean)
	if apart := mean*mean - squares; apart > forgiven*mean*mean {
		square = (variance - variances) / apart
	}
	return DayFactor{CV: math.Sqrt(math.Max(0, square)), Dispersion: variance / mean, Days: len(counts)}, nil
}

func checkCounts(counts [][]float64) error {
	if len(counts) < fewestDays {
		return fmt.Errorf("%d days are too few for a day factor; it needs %d", len(counts), fewestDays)
	}
	var err error
	for i, day := range counts {
		if len(day) != len(counts[0]) || len(day) == 0 {
			err = errors.Join(err, fmt.Errorf("day %d has %d periods; every day needs as many as the first, %d, and at least one", i+1, len(day), len(counts[0])))
		}
		for j, n := range day {
			err = errors.Join(err, inRange(fmt.Sprintf("count of day %d, period %d,", i+1, j+1), n, 0, 1e12))
		}
	}
	return err
}

func meanAndVariance(x []float64) (mean, variance float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, variance
}
