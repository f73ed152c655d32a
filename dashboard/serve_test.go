package dashboard_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// start serves the handler on a free port and returns its address and what Serve returns.
func start(t *testing.T, ctx context.Context, h http.Handler) (string, <-chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- dashboard.Serve(ctx, h, l) }()
	return "http://" + l.Addr().String(), ended
}

func TestServeFinishesWhatRuns(t *testing.T) {
	desk := pagetest.New()
	desk.Slow["flow"] = 200 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	address, ended := start(t, ctx, newHandler(t, desk, dashboard.Options{}))
	time.AfterFunc(50*time.Millisecond, cancel)
	answer, err := http.Get(address + "/chart/overview-flow")
	if err != nil {
		t.Fatalf("a request under way was cut off: %v", err)
	}
	defer answer.Body.Close()
	if _, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("status %d, %v", answer.StatusCode, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve = %v, want an orderly end", err)
	}
}

func TestServeSaysWhyItCannot(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := dashboard.Serve(context.Background(), http.NotFoundHandler(), l); err == nil || !strings.HasPrefix(err.Error(), "serve the dashboard: ") {
		t.Errorf("err = %v", err)
	}
}

func TestHugeHeadIsRefused(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	address, _ := start(t, ctx, newHandler(t, pagetest.New(), dashboard.Options{}))
	answer, err := http.Get(address + "/?team=" + strings.Repeat("x", 100_000))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d, want 431", answer.StatusCode)
	}
}
