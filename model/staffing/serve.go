package staffing

import (
	"errors"
	"math"

	"tiermix/model/integer"
	"tiermix/model/queue"
)

// keptSlack forgives the rounding of a level that the requirement met exactly.
const keptSlack = 1e-9

// keeps says whether an interval keeps every part of the promise.
func keeps(p queue.Promise, h LiveHour) bool {
	return h.ServiceLevel >= p.TargetShare-keptSlack && h.Occupancy <= p.MaxOccupancy+keptSlack && h.Abandon <= p.MaxAbandon+keptSlack
}

// with is what whole agents reach; an overload keeps nothing and is always busy.
func (l Live) with(load, agents float64) (queue.Result, error) {
	result, err := l.at(load).With(int(agents), l.Promise.TargetSeconds)
	var over queue.OverloadError
	if errors.As(err, &over) {
		return queue.Result{LoadErlang: load, Occupancy: 1, WaitProbability: 1}, nil
	}
	return result, err
}

// overload is an interval that begins with a line or makes one: work flows in and out evenly, oldest first.
func (l Live) overload(one LiveHour, load, waiting float64, v Interval) LiveHour {
	rate := (load - one.People) / l.HandlingSeconds // tickets per second by which the line grows
	length := v.Length.Seconds()
	one.Waiting = math.Max(0, waiting+rate*length)
	one.Overload, one.Occupancy = true, 1
	if one.People <= 0 {
		one.Occupancy = 0
		one.MeanWait = length
		return one
	}
	one.MeanWait = math.Max(waiting, one.Waiting) * l.HandlingSeconds / one.People
	if one.Waiting == 0 && rate < 0 { // the line is gone before the end; after that the queue is as it always is
		rest := 1 - waiting/(-rate*length)
		if after, err := l.with(load, math.Floor(one.People+integer.NearWhole)); err == nil {
			one.ServiceLevel = rest * after.ServiceLevel(l.Promise.By)
			one.Occupancy = 1 - rest + rest*load/one.People
		}
	}
	return one
}
