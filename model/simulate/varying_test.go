package simulate_test

import (
	"math"
	"testing"

	"tiermix/model/simulate"
)

// schedule is one case and rule of mt_m_st_exact.csv: staff by period and the exact figures of the whole cycle.
type schedule struct {
	row            map[string]string // of its first period
	staff          []int
	delay          float64 // arrival weighted
	queue          float64 // time average
	work, capacity float64 // mean agents at work and on duty
	arrivals       float64
}

func schedules(t *testing.T) map[string]*schedule {
	t.Helper()
	all := map[string]*schedule{}
	for _, row := range reference(t, "mt_m_st_exact.csv") {
		name := row["case"] + ", " + row["rule"]
		if all[name] == nil {
			all[name] = &schedule{row: row}
		}
		s, arrivals, staff := all[name], number(t, row["E_arrivals"]), whole(t, row["staff"])
		s.staff = append(s.staff, staff)
		s.delay += arrivals * number(t, row["P_delay_arrival_weighted"])
		s.arrivals += arrivals
		s.queue += number(t, row["mean_queue"])
		s.work += float64(staff) * number(t, row["occupancy"])
		s.capacity += float64(staff)
	}
	return all
}

// pieces is into how many periods of constant rate an hour of the sine wave is cut.
const pieces = 12

// desk is the case over three cycles: arrivals at rate mean + amplitude·sin(2πt/cycle).
func (s *schedule) desk(t *testing.T) simulate.Desk {
	t.Helper()
	n := func(column string) float64 { return number(t, s.row[column]) }
	patience := endless()
	if theta := n("abandon_rate_per_h"); theta > 0 {
		patience = memoryless(3600 / theta)
	}
	d := single(1, 0, 1, exponential(3600*n("mean_service_h")), patience, 0)
	d.Periods, d.Groups[0].Agents, d.Streams[0].Arrivals = nil, nil, nil
	cycle, length := n("period_h"), n("period_h")/float64(len(s.staff)*pieces)
	integral := func(hours float64) float64 {
		return n("lambda_bar")*hours - n("amplitude")*cycle/(2*math.Pi)*math.Cos(2*math.Pi*hours/cycle)
	}
	for i := range 3 * len(s.staff) * pieces {
		from := float64(i) * length
		d.Periods = append(d.Periods, 3600*length)
		d.Groups[0].Agents = append(d.Groups[0].Agents, s.staff[i/pieces%len(s.staff)])
		d.Streams[0].Arrivals = append(d.Streams[0].Arrivals, integral(from+length)-integral(from))
	}
	return d
}

// Time-varying demand and staff against the exact chain, over the last two of three cycles. The chain takes a running ticket
// back when its agent goes and the simulation lets him finish it; with short tickets that is less than the tolerance.
func TestTimeVaryingDemand(t *testing.T) {
	const finishing = 0.03 // relative
	for name, s := range schedules(t) {
		if number(t, s.row["mean_service_h"]) > 0.2 {
			continue
		}
		d, o := s.desk(t), options(40)
		o.WarmUpSeconds = 3600 * number(t, s.row["period_h"])
		r := run(t, d, o)
		all := r.Tiers[0].All
		agree(t, name+": arrivals", over(all.Offered, 2), s.arrivals)
		agreeWithin(t, name+": P(delay)", all.DelayedShare, s.delay/s.arrivals, finishing*s.delay/s.arrivals/farOff)
		agreeWithin(t, name+": queue", all.QueueLength, s.queue/float64(len(s.staff)), finishing*s.queue/float64(len(s.staff))/farOff)
		agreeWithin(t, name+": occupancy", r.Groups[0].Occupancy, s.work/s.capacity, finishing*s.work/s.capacity/farOff)
		t.Logf("%s: P(delay) %.4f ± %.4f, exact %.4f; queue %.3f ± %.3f, exact %.3f; occupancy %.4f, exact %.4f", name, all.DelayedShare.Value, all.DelayedShare.StdErr, s.delay/s.arrivals,
			all.QueueLength.Value, all.QueueLength.StdErr, s.queue/float64(len(s.staff)), r.Groups[0].Occupancy.Value, s.work/s.capacity)
	}
}
