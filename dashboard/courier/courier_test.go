package courier_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	netmail "net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"tiermix/dashboard/courier"
	"tiermix/model/schedule"
)

// office is a mail server on the loopback interface: a real one, with TLS and a login.
type office struct {
	mu      sync.Mutex
	refuse  error // of every letter; nil: none
	letters []string
	to      [][]string
	port    string
	roots   *x509.CertPool
}

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &visit{office: o}, nil }

// visit is one connection to the office.
type visit struct {
	office *office
	known  bool
	to     []string
}

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain} }

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "reports" || password != "secret" {
			return &smtp.SMTPError{Code: 535, Message: "wrong password"}
		}
		v.known = true
		return nil
	}), nil
}

func (v *visit) Mail(string, *smtp.MailOptions) error {
	if !v.known {
		return smtp.ErrAuthRequired
	}
	return v.office.refuse
}

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.to = append(v.to, to)
	return nil
}

func (v *visit) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	v.office.mu.Lock()
	defer v.office.mu.Unlock()
	v.office.letters, v.office.to = append(v.office.letters, string(content)), append(v.office.to, v.to)
	return err
}

func (v *visit) Reset()        { v.to = nil }
func (v *visit) Logout() error { return nil }

// newOffice starts a mail server that is reached by TLS from the first byte, or by STARTTLS.
func newOffice(t *testing.T, security string) *office {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{roots: x509.NewCertPool()}
	o.roots.AddCert(certificate)
	server := smtp.NewServer(o)
	server.Domain, server.TLSConfig = "localhost", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, o.port, err = net.SplitHostPort(listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if security == schedule.TLS {
		listener = tls.NewListener(listener, server.TLSConfig)
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
	return o
}

// desk keeps schedules in memory.
type desk struct {
	all    []schedule.Schedule
	sent   []schedule.Sent
	held   bool // nothing can be kept
	server schedule.Server
}

func (d *desk) Schedules(context.Context) ([]schedule.Schedule, error) { return d.all, nil }
func (d *desk) LastSent(context.Context) ([]schedule.Sent, error) {
	var out []schedule.Sent
	for _, s := range d.sent {
		if !slices.ContainsFunc(d.sent, func(o schedule.Sent) bool { return o.Name == s.Name && o.Due.After(s.Due) }) {
			out = append(out, s)
		}
	}
	return out, nil
}
func (d *desk) KeepSent(_ context.Context, s schedule.Sent) error {
	if d.held {
		return errors.New("another process has the file open")
	}
	d.sent = append(d.sent, s)
	return nil
}
func (d *desk) MailServer(context.Context) (schedule.Server, error) { return d.server, nil }

// monthly is due on the first of every month at seven in Berlin.
func monthly(saved time.Time) schedule.Schedule {
	return schedule.Schedule{Name: "Board", Cron: "0 7 1 * *", Zone: "Europe/Berlin", To: []string{"board@example.org", "ceo@example.org"}, Formats: []string{"pdf"}, Lang: "de", Period: "last-month", Saved: saved}
}

// carrier is a courier between a desk and an office, with a clock of its own.
func carrier(o *office, d *desk, now *time.Time) *courier.Courier {
	return &courier.Courier{
		Desk: d, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return *now },
		Box: func(s schedule.Server) courier.Box { return courier.Box{Server: s, Password: "secret", Roots: o.roots} },
		Write: func(_ context.Context, s schedule.Schedule, due time.Time) (courier.Letter, error) {
			return courier.Letter{
				To: s.To, Subject: "Supportbericht für Größen, " + due.Format(time.DateOnly), Text: "45,4 %", HTML: `<p>45,4&nbsp;%</p><img src="cid:a.png" alt="">`,
				Files: []courier.File{{Name: "report.pdf", Content: []byte("%PDF-1.4 test")}}, Inline: []courier.File{{Name: "a.png", Content: []byte("\x89PNG")}},
			}, nil
		},
	}
}

func date(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

// A report goes out when it is due, once, with its files, over either kind of TLS.
func TestSendsWhenDue(t *testing.T) {
	for _, security := range []string{schedule.StartTLS, schedule.TLS} {
		t.Run(security, func(t *testing.T) {
			o, now := newOffice(t, security), date("2026-10-20 12:00")
			d := &desk{all: []schedule.Schedule{monthly(now)}, server: schedule.Server{Host: "localhost", Port: o.port, Security: security, User: "reports", From: "reports@example.org"}}
			c := carrier(o, d, &now)
			round := func(at string) {
				t.Helper()
				now = date(at)
				if err := c.Round(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			round("2026-11-01 05:59") // seven in Berlin is six in UTC by then
			if len(o.letters) != 0 {
				t.Fatal("it was sent too early")
			}
			round("2026-11-01 06:00")
			round("2026-11-01 06:01")
			if len(o.letters) != 1 || !slices.Equal(o.to[0], []string{"board@example.org", "ceo@example.org"}) {
				t.Fatalf("%d letters to %v: %+v", len(o.letters), o.to, d.sent)
			}
			m, err := netmail.ReadMessage(strings.NewReader(o.letters[0]))
			if err != nil {
				t.Fatal(err)
			}
			if from := m.Header.Get("From"); !strings.Contains(from, "reports@example.org") || !strings.HasPrefix(m.Header.Get("Content-Type"), "multipart/mixed") {
				t.Errorf("from %s, %s", from, m.Header.Get("Content-Type"))
			}
			for _, want := range []string{`filename="report.pdf"`, "Content-ID: <a.png>", "text/html", "text/plain"} {
				if !strings.Contains(strings.ToLower(o.letters[0]), strings.ToLower(want)) {
					t.Errorf("no %s in the letter", want)
				}
			}
			if s := d.sent[0]; len(d.sent) != 1 || !s.OK || !s.Final || !s.Due.Equal(date("2026-11-01 06:00")) || !strings.Contains(s.Detail, "report.pdf") {
				t.Errorf("on record: %+v", d.sent)
			}
		})
	}
}

// Of several times that were missed while nothing ran, the newest one is made up for.
func TestMakesUpForTheNewest(t *testing.T) {
	o, now := newOffice(t, schedule.StartTLS), date("2026-12-15 12:00")
	d := &desk{all: []schedule.Schedule{monthly(date("2026-08-15 12:00"))}, server: schedule.Server{Host: "localhost", Port: o.port, User: "reports", From: "reports@example.org"}}
	c := carrier(o, d, &now)
	for range 3 {
		if err := c.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.sent) != 1 || !d.sent[0].Due.Equal(date("2026-12-01 06:00")) {
		t.Errorf("on record: %+v", d.sent)
	}
}

// What a server cannot take now is tried again, three times and ever later; what it refuses for good is not; both say what it said.
func TestTriesAgain(t *testing.T) {
	o, now := newOffice(t, schedule.StartTLS), date("2026-11-01 06:00")
	d := &desk{all: []schedule.Schedule{monthly(date("2026-10-20 12:00"))}, server: schedule.Server{Host: "localhost", Port: o.port, User: "reports", From: "reports@example.org"}}
	c := carrier(o, d, &now)
	o.refuse = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come again later"}
	for _, after := range []time.Duration{0, 30 * time.Second, 30 * time.Second, 4 * time.Minute, time.Minute, 31 * time.Minute, 31 * time.Minute, time.Hour} {
		now = now.Add(after)
		if err := c.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.sent) != 4 || !d.sent[3].Final || d.sent[2].Final || d.sent[3].Attempt != 4 || !strings.Contains(d.sent[0].Detail, "come again later") {
		t.Errorf("on record: %+v", d.sent)
	}
	d.sent, o.refuse = nil, &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "not from you"}
	for range 3 {
		now = now.Add(time.Hour)
		if err := c.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.sent) != 1 || !d.sent[0].Final || !strings.Contains(d.sent[0].Detail, "not from you") {
		t.Errorf("on record: %+v", d.sent)
	}
	d.sent, o.refuse = nil, nil
	if err := c.Round(t.Context()); err != nil || len(o.letters) != 1 {
		t.Errorf("%d letters after all, %v", len(o.letters), err)
	}
}

// What was sent and cannot be put on record is not sent again, and is put on record as soon as that can be.
func TestSendsOnceWhileTheFileIsHeld(t *testing.T) {
	o, now := newOffice(t, schedule.StartTLS), date("2026-11-01 06:00")
	d := &desk{all: []schedule.Schedule{monthly(date("2026-10-20 12:00"))}, server: schedule.Server{Host: "localhost", Port: o.port, User: "reports", From: "reports@example.org"}, held: true}
	c := carrier(o, d, &now)
	for range 4 {
		if err := c.Round(t.Context()); err == nil {
			t.Error("nothing is said of the record")
		}
		now = now.Add(time.Minute)
	}
	d.held = false
	if err := c.Round(t.Context()); err != nil || len(o.letters) != 1 || len(d.sent) != 1 || !d.sent[0].OK {
		t.Errorf("%d letters, %d on record: %v", len(o.letters), len(d.sent), err)
	}
}

// A server that is not there, is not who it says, wants no such password or is not set at all is told in words.
func TestServersThatWillNot(t *testing.T) {
	o := newOffice(t, schedule.StartTLS)
	right := courier.Box{Server: schedule.Server{Host: "localhost", Port: o.port, User: "reports", From: "reports@example.org"}, Password: "secret", Roots: o.roots}
	letter := courier.Letter{To: []string{"a@example.org"}, Subject: "x", Text: "x", HTML: "x"}
	if err := right.Post(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		change func(*courier.Box)
		want   string
	}{
		"closed port": {func(b *courier.Box) { b.Port = "1" }, "refused"}, "stranger": {func(b *courier.Box) { b.Roots = x509.NewCertPool() }, "certificate"},
		"password": {func(b *courier.Box) { b.Password = "wrong" }, "wrong password"}, "not set": {func(b *courier.Box) { b.Server = schedule.Server{} }, "no mail server is set"},
		"plain to others": {func(b *courier.Box) { b.Host, b.Security = "mail.example.org", schedule.Plain }, "this computer only"},
		"sender":          {func(b *courier.Box) { b.From = "nobody" }, "sender"},
	} {
		box := right
		test.change(&box)
		if err := box.Post(t.Context(), letter); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(o.letters) != 1 {
		t.Errorf("%d letters", len(o.letters))
	}
}

func TestCheck(t *testing.T) {
	good := monthly(time.Now())
	if err := courier.Check(good); err != nil {
		t.Error(err)
	}
	bad := good
	bad.Cron, bad.Zone, bad.To = "every day", "Mars/Olympus", []string{"nobody", "Name <a@example.org>"}
	err := courier.Check(bad)
	for _, want := range []string{`"every day" is no time of a schedule`, `time zone "Mars/Olympus"`, `"nobody" is no address`, `"Name <a@example.org>" is no address`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("not said: %s in %v", want, err)
		}
	}
	bad = good
	if bad.Cron = "0 0 31 2 *"; courier.Check(bad) == nil {
		t.Error("the 31st of February is taken")
	}
}

// The clock of a zone is put forward: half past two stays half past two, and on the night without one nothing is due.
func TestTimesAcrossClockChanges(t *testing.T) {
	s := monthly(time.Time{})
	s.Cron = "30 2 * * *"
	times, err := courier.ReadTimes(s)
	if err != nil {
		t.Fatal(err)
	}
	at, seen := date("2026-03-27 12:00"), []string{}
	for range 4 {
		at = times.After(at)
		seen = append(seen, at.Format("01-02 15:04"))
	}
	if want := []string{"03-28 01:30", "03-30 00:30", "03-31 00:30", "04-01 00:30"}; !slices.Equal(seen, want) {
		t.Errorf("got %v, want %v: on the 29th there is no half past two", seen, want)
	}
}
