package dashboard

import (
	"container/list"
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// cache keeps the newest answers by key and computes each one once, however many readers ask at the same time. A
// computation goes on when its reader has left; what failed is not kept. Keys hold the version of the data, so an
// answer is never stale.
type cache struct {
	mu      sync.Mutex
	kept    map[string]*list.Element // of kept
	order   *list.List               // newest first
	running map[string]*run
	size    int
	heavy   chan struct{} // one place per computation at a time
	limit   time.Duration // of one computation
	told    func(outcome) // what became of a question
}

// outcome is what became of a question to a cache.
type outcome string

// Outcomes of a question to a cache.
const (
	wasKept  outcome = "kept"
	computes outcome = "computed"
	waits    outcome = "waited"
)

type kept struct {
	key   string
	value any
}

// run is a computation under way; value and err are set when done is closed.
type run struct {
	done  chan struct{}
	value any
	err   error
}

func newCache(size, heavy int, limit time.Duration, told func(outcome)) *cache {
	return &cache{
		kept: map[string]*list.Element{}, order: list.New(), running: map[string]*run{},
		size: size, heavy: make(chan struct{}, heavy), limit: limit, told: told,
	}
}

// get returns the kept answer or waits for its computation, as long as the context allows.
func (c *cache) get(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
	c.mu.Lock()
	if e, ok := c.kept[key]; ok {
		c.order.MoveToFront(e)
		c.mu.Unlock()
		c.told(wasKept)
		return e.Value.(kept).value, nil
	}
	r, ok := c.running[key]
	became := waits
	if !ok {
		became = computes
		r = &run{done: make(chan struct{})}
		c.running[key] = r
		go c.work(context.WithoutCancel(ctx), key, r, compute)
	}
	c.mu.Unlock()
	c.told(became)
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *cache) work(ctx context.Context, key string, r *run, compute func(context.Context) (any, error)) {
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	select {
	case c.heavy <- struct{}{}:
		r.value, r.err = contained(ctx, compute)
		<-c.heavy
	case <-ctx.Done():
		r.err = fmt.Errorf("wait for a free place: %w", ctx.Err())
	}
	c.mu.Lock()
	delete(c.running, key)
	if r.err == nil {
		c.keep(key, r.value)
	}
	c.mu.Unlock()
	close(r.done)
}

// contained turns a panic of a computation into an error.
func contained(ctx context.Context, compute func(context.Context) (any, error)) (value any, err error) {
	defer func() {
		if p := recover(); p != nil {
			value, err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return compute(ctx)
}

// keep stores an answer and lets go of the one unused for longest. The lock is held.
func (c *cache) keep(key string, value any) {
	c.kept[key] = c.order.PushFront(kept{key, value})
	for c.order.Len() > c.size {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.kept, last.Value.(kept).key)
	}
}
