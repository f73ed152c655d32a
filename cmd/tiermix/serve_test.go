package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// output is a buffer that a running command writes and a test reads.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// runServe runs the command over an invented desk; closed is counted up when the file is closed.
func runServe(ctx context.Context, out io.Writer, closed *int, failing error, args ...string) error {
	cmd := serveCommand(func(context.Context, string) (dashboard.Source, func() error, error) {
		return pagetest.New(), func() error { *closed++; return nil }, failing
	})
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	cmd.SetOut(out)
	cmd.SetErr(out)
	cmd.SetArgs(args)
	return cmd.ExecuteContext(ctx)
}

func TestServePrintsTheAddressItListensOn(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out, closed, ended := &output{}, 0, make(chan error, 1)
	go func() { ended <- runServe(ctx, out, &closed, nil, "--db", "desk.duckdb", "--listen", "127.0.0.1:0") }()
	address := ""
	for range 100 {
		if address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(out.String()); address != "" {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	answer, err := http.Get(address + "/tiers")
	if err != nil {
		t.Fatalf("output %q: %v", out, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || strings.HasSuffix(address, ":0") {
		t.Errorf("%s: status %d", address, answer.StatusCode)
	}
	if !strings.Contains(out.String(), "method=GET route=/tiers status=200") {
		t.Errorf("the access log says nothing of it: %s", out)
	}
	cancel()
	if err := <-ended; err != nil || closed != 1 {
		t.Errorf("end: %v, file closed %d times, want once", err, closed)
	}
}

func TestServeRefusals(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for listen, want := range map[string]string{
		"0.0.0.0:8080":        "listen on 0.0.0.0:8080: other computers could reach a desk that has no users; add an admin first (tiermix user add NAME --role admin), or listen on loopback, for example 127.0.0.1:8080",
		":8080":               "listen on :8080: other computers could reach a desk that has no users; add an admin first (tiermix user add NAME --role admin), or listen on loopback, for example 127.0.0.1:8080",
		"192.168.1.5:8080":    "listen on 192.168.1.5:8080: other computers could reach a desk that has no users; add an admin first (tiermix user add NAME --role admin), or listen on loopback, for example 127.0.0.1:8080",
		"8080":                "listen on 8080: want host:port, for example 127.0.0.1:8080",
		taken.Addr().String(): "listen on " + taken.Addr().String() + ": another program uses this port; choose another one, or --listen 127.0.0.1:0 for any free one",
	} {
		closed := 0
		err := runServe(context.Background(), io.Discard, &closed, nil, "--db", "desk.duckdb", "--listen", listen)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", listen, err, want)
		}
		if closed != 0 {
			t.Errorf("%s: the file was opened", listen)
		}
	}
}

func TestServeLogs(t *testing.T) {
	for format, want := range map[string]string{"text": "level=INFO msg=hello\n", "json": `"msg":"hello"}` + "\n", "off": ""} {
		var out bytes.Buffer
		log, err := accessLog(&out, format)
		if err != nil {
			t.Fatal(err)
		}
		if log != nil {
			log.Info("hello")
		}
		if got := out.String(); !strings.HasSuffix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q at the end", format, got, want)
		}
	}
	if _, err := accessLog(io.Discard, "xml"); err == nil || err.Error() != `log "xml" is not known; choose text, json or off` {
		t.Errorf("err = %v", err)
	}
}

func TestServeWithoutAFile(t *testing.T) {
	closed := 0
	bad := errors.New("open desk.duckdb: is it a tiermix file?")
	if err := runServe(context.Background(), io.Discard, &closed, bad, "--db", "desk.duckdb", "--listen", "127.0.0.1:0"); !errors.Is(err, bad) {
		t.Errorf("err = %v, want %v", err, bad)
	}
	if err := runServe(context.Background(), io.Discard, &closed, nil); err == nil || !strings.Contains(err.Error(), `"db"`) {
		t.Errorf("err = %v, want the missing flag", err)
	}
}
