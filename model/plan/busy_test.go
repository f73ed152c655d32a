package plan_test

import (
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/plan"
)

func TestBusyWeeks(t *testing.T) {
	for _, c := range []struct {
		name     string
		tickets  []int
		most     int
		from, to int
	}{
		{"even", []int{10, 11, 9, 10}, 26, 0, 4},
		{"the latest", []int{10, 11, 9, 10, 12}, 3, 2, 5},
		{"a small desk", []int{0, 9, 0, 0}, 3, 1, 4},
		{"a log with thin ends", []int{1, 2, 100, 110, 90, 105, 3, 1, 0, 1}, 26, 2, 6},
		{"a holiday between", []int{100, 110, 5, 90, 105}, 26, 0, 5},
		{"a holiday where the span would begin", []int{100, 110, 5, 90, 105}, 3, 3, 5},
		{"a desk that halves", []int{100, 110, 50, 55, 45}, 26, 0, 5},
		{"one week holds all", []int{0, 0, 500, 0}, 26, 2, 3},
		{"no tickets", []int{0, 0, 0}, 26, 0, 3},
		{"no weeks", nil, 26, 0, 0},
	} {
		if from, to := plan.BusyWeeks(c.tickets, c.most); from != c.from || to != c.to {
			t.Errorf("%s: got %d to %d, want %d to %d", c.name, from, to, c.from, c.to)
		}
	}
}

// The span lies within the weeks and is no longer than asked; in a desk that is not small it holds tickets.
func TestBusyWeeksHoldTickets(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tickets := rapid.SliceOfN(rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 50), rapid.IntRange(0, 400)), 1, 40).Draw(rt, "tickets")
		most := rapid.IntRange(1, 30).Draw(rt, "most")
		from, to := plan.BusyWeeks(tickets, most)
		all, within, large := 0, 0, 0
		for i, n := range tickets {
			all += n
			if n >= 30 {
				large += n
			}
			if i >= from && i < to {
				within += n
			}
		}
		small := 2*large < all // less than half of the tickets came in weeks with 30 or more
		if from < 0 || to > len(tickets) || from >= to || to-from > most || within == 0 && all > 0 && !small {
			rt.Errorf("%d to %d of %v, at most %d", from, to, tickets, most)
		}
	})
}
