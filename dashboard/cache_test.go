package dashboard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestCacheComputesOnceForManyReaders(t *testing.T) {
	c := newCache(10, 2, time.Second, func(outcome) {})
	var calls atomic.Int32
	gate := make(chan struct{})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			v, err := c.get(context.Background(), "k", func(context.Context) (any, error) {
				calls.Add(1)
				<-gate
				return 42, nil
			})
			if v != 42 || err != nil {
				t.Errorf("got %v, %v", v, err)
			}
		})
	}
	time.Sleep(10 * time.Millisecond)
	close(gate)
	wg.Wait()
	if got := calls.Load(); got != 1 {
		t.Errorf("%d computations, want 1", got)
	}
}

func TestCacheForgetsTheOneUnusedForLongest(t *testing.T) {
	c := newCache(2, 1, time.Second, func(outcome) {})
	calls := map[string]int{}
	ask := func(key string) {
		if _, err := c.get(context.Background(), key, func(context.Context) (any, error) { calls[key]++; return key, nil }); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"a", "b", "a", "c", "a", "b"} {
		ask(key)
	}
	if calls["a"] != 1 || calls["b"] != 2 || calls["c"] != 1 {
		t.Errorf("computations %v, want a once, b twice, c once", calls)
	}
}

func TestCacheDoesNotKeepErrors(t *testing.T) {
	c := newCache(2, 1, time.Second, func(outcome) {})
	bad := errors.New("disk on fire")
	if _, err := c.get(context.Background(), "k", func(context.Context) (any, error) { return nil, bad }); !errors.Is(err, bad) {
		t.Errorf("err = %v", err)
	}
	if v, err := c.get(context.Background(), "k", func(context.Context) (any, error) { return 1, nil }); v != 1 || err != nil {
		t.Errorf("the second time: %v, %v", v, err)
	}
}

func TestCacheContainsPanics(t *testing.T) {
	c := newCache(2, 1, time.Second, func(outcome) {})
	_, err := c.get(context.Background(), "k", func(context.Context) (any, error) { panic("a mistake") })
	if err == nil || !strings.HasPrefix(err.Error(), "panic: a mistake") {
		t.Errorf("err = %v", err)
	}
}

func TestCacheGoesOnWhenTheReaderLeaves(t *testing.T) {
	c := newCache(2, 1, time.Minute, func(outcome) {})
	started, release := make(chan struct{}), make(chan struct{})
	slow := func(ctx context.Context) (any, error) {
		close(started)
		select {
		case <-release:
			return "done", nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	ctx, leave := context.WithCancel(context.Background())
	go func() { <-started; leave() }()
	if _, err := c.get(ctx, "k", slow); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want that the reader has left", err)
	}
	go close(release)
	v, err := c.get(context.Background(), "k", func(context.Context) (any, error) { return "again", nil })
	if v != "done" || err != nil {
		t.Errorf("got %v, %v, want the answer of the first computation", v, err)
	}
}

func TestCacheLimitsEachComputation(t *testing.T) {
	c := newCache(2, 1, 20*time.Millisecond, func(outcome) {})
	stuck := func(ctx context.Context) (any, error) { <-ctx.Done(); return nil, ctx.Err() }
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			if _, err := c.get(context.Background(), fmt.Sprint(i), stuck); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%d: err = %v, want the limit", i, err)
			}
		})
	}
	wg.Wait()
}
