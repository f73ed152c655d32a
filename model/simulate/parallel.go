package simulate

import (
	"context"
	"errors"
	"sync"
)

// ahead is how many finished replications per worker may wait for a slower one before them.
const ahead = 2

// finished is a replication that is ready to be added up.
type finished struct {
	replication int
	tally       *tally
	err         error
}

// simulate runs the replications on the wanted number of workers and adds them up in their order, so that sums round
// the same way whoever was faster. A worker takes an empty tally before it takes a replication; therefore the oldest
// replication that is missing always has one, and nobody waits for ever.
func (p *plan) simulate(ctx context.Context, o Options) (Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := min(o.Workers, o.Replications)
	empty, done := make(chan *tally, ahead*workers), make(chan finished)
	for range ahead * workers {
		empty <- p.newTally()
	}
	jobs, engines := make(chan int), make([]*engine, workers)
	var running sync.WaitGroup
	for i := range engines {
		engines[i] = p.newEngine()
		running.Go(func() { engines[i].work(ctx, o.Seed, empty, jobs, done) })
	}
	go func() {
		defer close(done)
		defer running.Wait()
		defer close(jobs)
		for r := range o.Replications {
			select {
			case jobs <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	s := p.newSummary()
	err := s.collect(done, empty, cancel)
	if err == nil {
		err = ctx.Err() // stopped between two replications
	}
	if err != nil {
		return Result{}, err
	}
	for _, e := range engines[1:] {
		engines[0].hist.add(e.hist)
	}
	return s.result(engines[0].hist, o), nil
}

// work runs replications until there are no more.
func (e *engine) work(ctx context.Context, seed uint64, empty <-chan *tally, jobs <-chan int, done chan<- finished) {
	for {
		var t *tally
		select {
		case t = <-empty:
		case <-ctx.Done():
			return
		}
		r, ok := <-jobs
		if !ok {
			return
		}
		err := e.run(ctx, seed, r, t)
		done <- finished{r, t, err}
	}
}

// collect adds finished replications up in their order until all workers are gone, and returns what went wrong: the first
// replication that failed by itself, else the end of the context.
func (s *summary) collect(done <-chan finished, empty chan<- *tally, cancel func()) error {
	waiting, next := map[int]*tally{}, 0
	var failed *finished
	for f := range done {
		if f.err != nil {
			if failed == nil || f.before(failed) {
				failed = &f
			}
			cancel()
			continue
		}
		waiting[f.replication] = f.tally
		for t := waiting[next]; t != nil; t = waiting[next] {
			s.add(t)
			delete(waiting, next)
			next++
			empty <- t
		}
	}
	if failed != nil {
		return failed.err
	}
	return nil
}

// before says which of two failures is told.
func (f *finished) before(g *finished) bool {
	if stopped := errors.Is(f.err, context.Canceled); stopped != errors.Is(g.err, context.Canceled) {
		return !stopped
	}
	return f.replication < g.replication
}
