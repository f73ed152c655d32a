package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// postOffice is a mail server on this computer that takes everything.
type postOffice struct {
	mu      sync.Mutex
	letters []string
}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return o, nil }
func (o *postOffice) Mail(string, *smtp.MailOptions) error        { return nil }
func (o *postOffice) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (o *postOffice) Reset()                                      {}
func (o *postOffice) Logout() error                               { return nil }

func (o *postOffice) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.letters = append(o.letters, string(content))
	return err
}

// openPost starts it and returns its port.
func openPost(t *testing.T) (*postOffice, string) {
	t.Helper()
	o := &postOffice{}
	server := smtp.NewServer(o)
	server.Domain = "localhost"
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	}()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		<-done
	})
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return o, port
}

// From a desk's file to a mailbox: a schedule that is kept is sent with its report, and that is on record.
func TestScheduleReachesTheMailbox(t *testing.T) {
	o, port := openPost(t)
	db := filepath.Join(t.TempDir(), "desk.duckdb")
	do := func(args ...string) string {
		t.Helper()
		var out, failed bytes.Buffer
		if code := run(args, strings.NewReader(""), &out, &failed); code != 0 {
			t.Fatalf("tiermix %s: %s", strings.Join(args, " "), failed.String())
		}
		return out.String()
	}
	do("import", "--db", db, filepath.Join("..", "..", "sample-data", "small"))
	do("settings", "--db", db, "mail_host=127.0.0.1", "mail_port="+port, "mail_security=plain", "mail_from=reports@example.org")
	do("schedule", "add", "Board", "--db", db, "--cron", "@monthly", "--to", "board@example.org", "--format", "pdf,xlsx", "--period", "all", "--lang", "de")
	if said := do("schedule", "send", "Board", "--db", db); !strings.Contains(said, ".pdf") || !strings.Contains(said, "to board@example.org") {
		t.Errorf("it says %s", said)
	}
	if len(o.letters) != 1 {
		t.Fatalf("%d letters", len(o.letters))
	}
	for _, want := range []string{"Subject: =?UTF-8?q?Supportbericht", "application/pdf", ".xlsx", "Content-Id: <overview-flow.png>"} {
		if !strings.Contains(strings.ToLower(o.letters[0]), strings.ToLower(want)) {
			t.Errorf("no %q in the letter: %.600s", want, o.letters[0])
		}
	}
	if said := do("schedule", "log", "--db", db); !strings.Contains(said, " sent ") {
		t.Errorf("on record: %s", said)
	}
}
