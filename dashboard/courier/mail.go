package courier

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"tiermix/model/origin"
	"tiermix/model/schedule"
)

// mailTime is how long a mail server may take.
const mailTime = time.Minute

// Letter is a mail with files.
type Letter struct {
	To            []string
	Subject       string
	Text, HTML    string
	Files, Inline []File // Inline: pictures that the HTML names by cid:Name
}

// File is a part of a letter.
type File struct {
	Name    string
	Content []byte
}

// Box is where letters are posted.
type Box struct {
	schedule.Server
	Password string
	Roots    *x509.CertPool // nil: those of the system
}

// CheckAddress says what is wrong with an address of mail.
func CheckAddress(text string) error {
	a, err := netmail.ParseAddress(text)
	if err != nil || a.Address != text {
		return origin.Faultf(origin.Text{EN: "%q is no address of mail; write it as name@example.org", DE: "%q ist keine Mailadresse; schreiben Sie sie als name@example.org"}, text)
	}
	return nil
}

// Post sends a letter. The error says what the server said.
func (b Box) Post(ctx context.Context, l Letter) error {
	server := b.Complete()
	if err := server.Check(); err != nil {
		return err
	}
	message, err := l.message(server.From)
	if err != nil {
		return err
	}
	client, err := b.client(server)
	if err != nil {
		return fmt.Errorf("mail server %s: %w", server.Host, err)
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, message); err != nil {
		return fmt.Errorf("mail server %s: %w", server.Host, err)
	}
	return nil
}

func (b Box) client(server schedule.Server) (*mail.Client, error) {
	port, err := strconv.Atoi(server.Port)
	if err != nil {
		return nil, fmt.Errorf("port %q: %w", server.Port, err)
	}
	options := []mail.Option{
		mail.WithPort(port), mail.WithTimeout(mailTime), mail.WithTLSConfig(&tls.Config{ServerName: server.Host, RootCAs: b.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch server.Security {
	case schedule.TLS:
		options = append(options, mail.WithSSL())
	case schedule.Plain:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if server.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(server.User), mail.WithPassword(b.Password))
	}
	return mail.NewClient(server.Host, options...)
}

// message is the letter as it is sent.
func (l Letter) message(from string) (*mail.Msg, error) {
	m := mail.NewMsg()
	if err := m.From(from); err != nil {
		return nil, fmt.Errorf("address of the sender: %w", err)
	}
	if err := m.To(l.To...); err != nil {
		return nil, fmt.Errorf("addresses: %w", err)
	}
	m.Subject(l.Subject)
	m.SetDate()
	m.SetMessageID()
	m.SetBodyString(mail.TypeTextPlain, l.Text)
	m.AddAlternativeString(mail.TypeTextHTML, l.HTML)
	for _, f := range l.Inline {
		if err := m.EmbedReader(f.Name, bytes.NewReader(f.Content), mail.WithFileContentID("<"+f.Name+">")); err != nil {
			return nil, fmt.Errorf("picture %s: %w", f.Name, err)
		}
	}
	for _, f := range l.Files {
		if err := m.AttachReader(f.Name, bytes.NewReader(f.Content)); err != nil {
			return nil, fmt.Errorf("file %s: %w", f.Name, err)
		}
	}
	return m, nil
}

// lasting says that another try would come to the same: the server has refused the letter for good.
func lasting(err error) bool {
	var sent *mail.SendError
	return errors.As(err, &sent) && !sent.IsTemp() && sent.ErrorCode() >= 500 || errors.As(err, new(permanent))
}

// permanent marks an error that another try would not mend.
type permanent struct{ error }

// Unwrap returns the error.
func (p permanent) Unwrap() error { return p.error }
