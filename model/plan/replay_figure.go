package plan

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/effort"
	"tiermix/model/rate"
	"tiermix/model/simulate"
)

// outcome is what one seed says. The simulation has intervals by level, category and channel; a day is a sum over categories and
// periods, and a replay of few seeds has no other spread, so that all intervals are taken over the seeds.
type outcome struct {
	live, waiting queued    // at the level that answers customers: live work, and work that can wait
	levels        [2]queued // all work
	days          []daily
	solved        [2]float64 // share of the tickets from outside that the first try solves
	tiers         [2]simulate.Tier
}

type daily struct{ live, waiting, second queued }

// queued are tickets, and seconds of wait.
type queued struct{ offered, served, inTime, abandoned, wait, servedWait float64 }

func (t *queued) add(q simulate.Queue) {
	t.offered += q.Offered.Value
	t.served += q.Served.Value
	t.inTime += q.ServiceLevel.InTime.Value
	t.abandoned += q.Abandoned.Value
	t.wait += q.TotalWaitSeconds.Value
	t.servedWait += q.ServedWaitSeconds.Value * q.Served.Value
}

func (t *queued) sum(u queued) {
	t.offered += u.offered
	t.served += u.served
	t.inTime += u.inTime
	t.abandoned += u.abandoned
	t.wait += u.wait
	t.servedWait += u.servedWait
}

// quotient divides; what has nothing to divide by is not a number and makes its estimate not defined.
func quotient(part, whole float64) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return part / whole
}

func (q queued) meanWait() float64 { return quotient(q.wait, q.served+q.abandoned) }

// outcome adds up the cells of a seed.
func (d *replayed) outcome(r simulate.Result) outcome {
	o := outcome{days: make([]daily, d.days[len(d.days)-1]+1), tiers: [2]simulate.Tier(r.Tiers)}
	o.live.add(r.Tiers[d.answering].Channels[liveChannel])
	o.waiting.add(r.Tiers[d.answering].Channels[deferredChannel])
	for k, kind := range d.kinds {
		for p, q := range r.Tiers[d.answering].Cells[k] {
			if day := &o.days[d.days[p]]; kind.live {
				day.live.add(q)
			} else {
				day.waiting.add(q)
			}
		}
	}
	for i := range o.levels {
		o.levels[i].add(r.Tiers[i].All)
		o.solved[i] = d.solved(r.Tiers[i], i)
	}
	for p, q := range r.Tiers[1].Periods {
		o.days[d.days[p]].second.add(q)
	}
	for i := range o.tiers { // hundreds of megabytes that are added up by now
		o.tiers[i].Cells, o.tiers[i].Periods, o.tiers[i].Categories = nil, nil, nil
	}
	return o
}

// solved is the share of tickets that the first try of a level solves: each category's share of all of its tries, which first and later ones have in
// common, weighted by the tickets that came from outside. The share of all tries would be lower, for hard tickets come twice.
func (d *replayed) solved(t simulate.Tier, level int) float64 {
	good, all := 0.0, 0.0
	for k, entered := range d.entered[level] {
		if q := t.Categories[k]; q.Served.Value > 0 {
			good += entered * (1 - q.Escalated.Value/q.Served.Value)
			all += entered
		}
	}
	return quotient(good, all)
}

// span adds up days.
func (o outcome) span(from, to int) (s daily) {
	for _, d := range o.days[from : to+1] {
		s.live.sum(d.live)
		s.waiting.sum(d.waiting)
		s.second.sum(d.second)
	}
	return s
}

// over is the mean over seeds with its Student t interval, cut at 0 and at most; not defined where a seed has no value.
func over[T any](all []T, most float64, of func(T) float64) simulate.Estimate {
	values := make([]float64, len(all))
	for i, one := range all {
		if values[i] = of(one); math.IsNaN(values[i]) {
			return simulate.Estimate{}
		}
	}
	n := float64(len(values))
	mean, spread := stat.MeanStdDev(values, nil)
	e := simulate.Estimate{Value: mean, StdErr: spread / math.Sqrt(n), Defined: true}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile((1 + rate.Level) / 2)
	e.Low, e.High = max(0, mean-t*e.StdErr), min(most, mean+t*e.StdErr)
	return e
}

var endlessly = math.Inf(1) // an amount has no upper bound

// fill turns outcomes into estimates.
func (r *Replay) fill(d *replayed, all []outcome) {
	r.Abandoned = over(all, 1, func(o outcome) float64 { return quotient(o.live.abandoned, o.live.offered) })
	r.AnswerSeconds = over(all, endlessly, func(o outcome) float64 { return quotient(o.live.servedWait, o.live.served) })
	for i := range r.Tiers {
		r.Tiers[i] = d.tier(i, all)
	}
	last := d.days[len(d.days)-1]
	for from := d.filled; from <= last; {
		to := min(last, from+6-(int(d.day(from).Weekday())+6)%7)
		r.Weeks = append(r.Weeks, d.span(from, to, all))
		from = to + 1
	}
	var days []ReplaySpan
	for i := d.filled; i <= last; i++ {
		days = append(days, d.span(i, i, all))
	}
	r.WorstWeek, r.WorstDay = worst(r.Weeks), worst(days)
}

func (d *replayed) day(i int) time.Time { return d.since.AddDate(0, 0, i) }

// span is the estimate of some days, by their index.
func (d *replayed) span(from, to int, all []outcome) ReplaySpan {
	parts := make([]daily, len(all))
	for i, o := range all {
		parts[i] = o.span(from, to)
	}
	tickets := 0
	for _, n := range d.perDay[from : to+1] {
		tickets += n
	}
	return ReplaySpan{
		From: d.day(from), To: d.day(to), Tickets: tickets,
		Live:       over(parts, endlessly, func(p daily) float64 { return p.live.offered }),
		InTime:     over(parts, 1, func(p daily) float64 { return quotient(p.live.inTime, p.live.offered) }),
		Abandoned:  over(parts, 1, func(p daily) float64 { return quotient(p.live.abandoned, p.live.offered) }),
		Waiting:    over(parts, endlessly, func(p daily) float64 { return p.waiting.meanWait() }),
		SecondWait: over(parts, endlessly, func(p daily) float64 { return p.second.meanWait() }),
	}
}

// worst is the span with the smallest share of live work in time, of those with enough live tickets to tell; of equals the earliest.
func worst(all []ReplaySpan) *ReplaySpan {
	var found *ReplaySpan
	for i, s := range all {
		if s.InTime.Defined && s.Live.Value >= effort.Few && (found == nil || s.InTime.Value < found.InTime.Value) {
			found = &all[i]
		}
	}
	return found
}

// together is the part of a simulation's result that promises are held against, with estimates over the seeds.
func together(all []outcome) simulate.Result {
	r := simulate.Result{Tiers: make([]simulate.Tier, 2)}
	for i := range r.Tiers {
		level := func(of func(simulate.Tier) simulate.Queue) (q simulate.Queue) {
			q.ServiceLevel.ServedOfOffered = shareOver(all, func(o outcome) simulate.Estimate { return of(o.tiers[i]).ServiceLevel.ServedOfOffered })
			q.ServiceLevel.DoneOfOffered = shareOver(all, func(o outcome) simulate.Estimate { return of(o.tiers[i]).ServiceLevel.DoneOfOffered })
			return q
		}
		r.Tiers[i].All = level(func(t simulate.Tier) simulate.Queue { return t.All })
		for ch := range []int{liveChannel, deferredChannel} {
			r.Tiers[i].Channels = append(r.Tiers[i].Channels, level(func(t simulate.Tier) simulate.Queue { return t.Channels[ch] }))
		}
	}
	return r
}

// shareOver is the mean over seeds of a share that the simulation estimates for each.
func shareOver(all []outcome, of func(outcome) simulate.Estimate) simulate.Estimate {
	return over(all, 1, func(o outcome) float64 { return valueOf(of(o)) })
}

// valueOf is not a number where there was nothing to divide by.
func valueOf(e simulate.Estimate) float64 {
	if !e.Defined {
		return math.NaN()
	}
	return e.Value
}

// tier is one level.
func (d *replayed) tier(i int, all []outcome) ReplayTier {
	wait := func(o outcome) float64 { return o.waiting.meanWait() }
	if i != d.answering {
		wait = func(o outcome) float64 { return o.levels[i].meanWait() }
	}
	served := func(o outcome) float64 { return o.levels[i].served }
	quantile := func(value func(simulate.Quantiles) float64) simulate.Estimate {
		return over(all, endlessly, func(o outcome) float64 {
			if served(o) == 0 {
				return math.NaN()
			}
			return value(o.tiers[i].All.ServedWait)
		})
	}
	t := ReplayTier{Name: d.desk.Tiers[i], People: d.people[i], Tries: over(all, endlessly, served), WaitSeconds: over(all, endlessly, wait)}
	t.Median = quantile(func(q simulate.Quantiles) float64 { return q.Median })
	t.P90 = quantile(func(q simulate.Quantiles) float64 { return q.P90 })
	t.Solved = over(all, 1, func(o outcome) float64 { return o.solved[i] })
	t.SentBack = over(all, 1, func(o outcome) float64 { return quotient(o.tiers[i].All.Returned.Value, served(o)) })
	t.Occupancy = shareOver(all, func(o outcome) simulate.Estimate { return o.tiers[i].Staff.Occupancy })
	t.Backlog = over(all, endlessly, func(o outcome) float64 { return o.tiers[i].Backlog.End.Value })
	return t
}
