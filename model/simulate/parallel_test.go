package simulate

import (
	"context"
	"errors"
	"testing"
)

// A failure of a replication is told before the cancellations that it causes; of several the first replication's.
func TestWhichFailureIsTold(t *testing.T) {
	own, other := errors.New("own"), errors.New("other")
	for _, c := range []struct {
		name string
		all  []finished
		want error
	}{
		{"none", nil, nil},
		{"cancelled after", []finished{{7, nil, own}, {3, nil, context.Canceled}}, own},
		{"cancelled before", []finished{{3, nil, context.Canceled}, {7, nil, own}}, own},
		{"two", []finished{{7, nil, other}, {3, nil, own}}, own},
		{"cancelled only", []finished{{7, nil, context.Canceled}}, context.Canceled},
		{"late", []finished{{1, nil, context.DeadlineExceeded}, {0, nil, context.Canceled}}, context.DeadlineExceeded},
	} {
		done, cancelled := make(chan finished, len(c.all)), false
		for _, f := range c.all {
			done <- f
		}
		close(done)
		var s summary
		err := s.collect(done, nil, func() { cancelled = true })
		if !errors.Is(err, c.want) || (err != nil) != cancelled {
			t.Errorf("%s: got %v (cancelled: %t), want %v", c.name, err, cancelled, c.want)
		}
	}
}

// Replications are added up in their order, whatever the order in which they come.
func TestReplicationsAreAddedInOrder(t *testing.T) {
	d := Desk{
		Tiers: []string{"1st"}, Periods: []float64{1}, AfterClose: Stop,
		Groups:     []Group{{Agents: []int{1}}},
		Categories: []Category{{Steps: []Step{{Solve: 1, Solved: Law{Kind: Deterministic, Mean: 1}}}}},
		Channels:   []Channel{{Terms: []Terms{{Patience: Patience{Kind: Endless}}}}},
	}
	p := newPlan(d, Options{})
	sums := func(order ...int) moments {
		done, empty := make(chan finished, len(order)), make(chan *tally, len(order))
		for _, r := range order {
			tally := p.newTally()
			tally.cells[0].offered = 1 / float64(r+3) // sums of these round differently in another order
			done <- finished{r, tally, nil}
		}
		close(done)
		s := p.newSummary()
		if err := s.collect(done, empty, func() {}); err != nil {
			t.Fatal(err)
		}
		if s.n != len(order) || len(empty) != len(order) {
			t.Errorf("order %v: %d added, %d tallies given back", order, s.n, len(empty))
		}
		return s.tiers[0].all[offered]
	}
	want := sums(0, 1, 2, 3, 4, 5)
	for _, order := range [][]int{{5, 4, 3, 2, 1, 0}, {2, 0, 1, 5, 3, 4}} {
		if got := sums(order...); got != want {
			t.Errorf("order %v: got %+v, want %+v", order, got, want)
		}
	}
}
