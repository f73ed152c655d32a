package plan

import (
	"slices"

	"tiermix/model/effort"
)

// quietShare is the part of a usual week's tickets below which a week counts as the thin end of a log and not as demand.
const quietShare = 0.25

// BusyWeeks finds, among the tickets of successive weeks, the last span of at most so many weeks that a plan can be made from: it
// neither ends nor begins with quiet weeks, which logs that were cut out by a time window have at both ends. A usual week is the
// one in which half of all tickets come in weeks with at least as many; quiet ones have less than a quarter of that. Quiet
// weeks between, such as holidays, stay.
//
// It returns the index of the first week and that behind the last. Where a usual week has fewer than effort.Few tickets, quiet ones tell
// nothing, and it is the last weeks as they are.
func BusyWeeks(tickets []int, most int) (from, to int) {
	if usual(tickets) < effort.Few {
		return max(0, len(tickets)-most), len(tickets)
	}
	busy := func(week int) bool { return float64(tickets[week]) >= quietShare*float64(usual(tickets)) }
	to = len(tickets)
	for to > 0 && !busy(to-1) {
		to--
	}
	from = max(0, to-most)
	for from < to && !busy(from) {
		from++
	}
	return from, to
}

// usual is the number of tickets of a usual week.
func usual(tickets []int) int {
	sorted := slices.Clone(tickets)
	slices.Sort(sorted)
	slices.Reverse(sorted)
	all := 0
	for _, n := range sorted {
		all += n
	}
	seen := 0
	for _, n := range sorted {
		if seen += n; 2*seen >= all {
			return n
		}
	}
	return 0
}
