package schedule

import (
	"errors"
	"strconv"
	"strings"

	"tiermix/model/origin"
)

// Ways to reach a mail server.
const (
	StartTLS = "starttls" // a connection that is made secure before anything is said
	TLS      = "tls"      // secure from the first byte
	Plain    = "plain"    // not secure: to a server on the same computer only
)

// Server is the mail server that reports go out by. Its password is no setting: it comes from the environment.
type Server struct {
	Host     string // "": none is set
	Port     string // "": 587, or 465 with TLS
	Security string // "": StartTLS
	User     string // "": without a login
	From     string // address that reports come from
}

// Complete is the server with what is not set filled in.
func (s Server) Complete() Server {
	if s.Security == "" {
		s.Security = StartTLS
	}
	if s.Port == "" {
		s.Port = map[string]string{StartTLS: "587", TLS: "465", Plain: "25"}[s.Security]
	}
	return s
}

// Check says why no mail can be sent by the server. Each error is an origin.Fault.
func (s Server) Check() error {
	var faults []error
	if s.Host == "" || s.From == "" {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "no mail server is set: tiermix settings mail_host=smtp.example.org mail_from=reports@example.org",
			DE: "kein Mailserver ist eingestellt: tiermix settings mail_host=smtp.example.org mail_from=reports@example.org",
		}))
	}
	if s.Security == Plain && s.Host != "" && !strings.HasPrefix(s.Host, "127.") && s.Host != "localhost" && s.Host != "::1" {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "mail_security=plain is for a server on this computer only; %s is reached by starttls or tls", DE: "mail_security=plain gilt nur für einen Server auf diesem Rechner; %s erreicht man mit starttls oder tls",
		}, s.Host))
	}
	return errors.Join(faults...)
}

// CheckSecurity says what is wrong with a way to reach a server; "" chooses the default.
func CheckSecurity(text string) error {
	if text == "" || text == StartTLS || text == TLS || text == Plain {
		return nil
	}
	return origin.Faultf(origin.Text{EN: "%q is not known; there are starttls, tls and plain", DE: "%q ist nicht bekannt; es gibt starttls, tls und plain"}, text)
}

// CheckPort says what is wrong with a port; "" chooses the default.
func CheckPort(text string) error {
	if n, err := strconv.Atoi(text); text == "" || err == nil && n > 0 && n < 65536 {
		return nil
	}
	return origin.Faultf(origin.Text{EN: "%q is no port; it is a number from 1 to 65535", DE: "%q ist kein Port; er ist eine Zahl von 1 bis 65535"}, text)
}

// CheckLine says what is wrong with a word of a setting: it stands on one line.
func CheckLine(text string) error {
	if strings.ContainsAny(text, "\r\n\x00") || len(text) > 320 {
		return origin.Faultf(origin.Text{EN: "%q is too long, or has signs that cannot be printed", DE: "%q ist zu lang oder hat Zeichen, die sich nicht drucken lassen"}, text)
	}
	return nil
}
