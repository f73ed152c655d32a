package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"syscall"

	"tiermix/dashboard"
	"tiermix/ingest/user"
)

// place is where a dashboard listens, and how safely.
type place struct {
	address, certificate, key string
	proxied                   bool
}

// open says that other computers can reach it.
func (p place) open() bool {
	host, _, err := net.SplitHostPort(p.address)
	return err == nil && !dashboard.Loopback(host) || p.proxied
}

// secure says that readers come by TLS.
func (p place) secure() bool { return p.certificate != "" || p.proxied }

// link is the address for people.
func (p place) link(l net.Listener) string {
	if p.certificate != "" {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}

// listen listens. The error says what to do.
func (p place) listen(ctx context.Context, users *user.File) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(p.address); err != nil {
		return nil, fmt.Errorf("listen on %s: want host:port, for example 127.0.0.1:8080", p.address)
	}
	if (p.certificate == "") != (p.key == "") {
		return nil, errors.New("TLS needs both --tls-cert and --tls-key")
	}
	if p.certificate != "" && p.proxied {
		return nil, errors.New("either --tls-cert and --tls-key, or --proxied: TLS ends in one place")
	}
	if err := p.guarded(ctx, users); err != nil {
		return nil, err
	}
	var config *tls.Config
	if p.certificate != "" {
		pair, err := tls.LoadX509KeyPair(p.certificate, p.key)
		if err != nil {
			return nil, fmt.Errorf("read the certificate of the server: %w", err)
		}
		config = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}
	}
	var plain net.ListenConfig
	listener, err := plain.Listen(ctx, "tcp", p.address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("listen on %s: another program uses this port; choose another one, or --listen 127.0.0.1:0 for any free one", p.address)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", p.address, err)
	}
	if config != nil {
		return tls.NewListener(listener, config), nil
	}
	return listener, nil
}

// guarded refuses to be reachable for other computers without users, or without TLS.
func (p place) guarded(ctx context.Context, users *user.File) error {
	if !p.open() {
		return nil
	}
	all, err := users.Users(ctx)
	switch {
	case err != nil:
		return err
	case len(all) == 0:
		return fmt.Errorf("listen on %s: other computers could reach a desk that has no users; add an admin first (tiermix user add NAME --role admin), or listen on loopback, for example 127.0.0.1:8080", p.address)
	case !p.secure():
		return fmt.Errorf("listen on %s: passwords would go over the network in clear; give --tls-cert and --tls-key, or --proxied where another program receives TLS", p.address)
	}
	return nil
}
