package dashboard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Limits of a connection.
const (
	headerLimit = 64 << 10 // bytes of a request's head
	bodyLimit   = 1 << 20  // bytes of a request's body; no page takes one today
	readTime    = 10 * time.Second
	writeTime   = 90 * time.Second
	idleTime    = 2 * time.Minute
	goodbye     = 10 * time.Second // for requests under way at the end
)

// Serve answers on the listener until the context ends, and then lets the requests under way finish. It closes the
// listener. The error is nil after an orderly end.
func Serve(ctx context.Context, handler http.Handler, listener net.Listener) error {
	srv := &http.Server{
		Handler:           http.MaxBytesHandler(handler, bodyLimit),
		ReadHeaderTimeout: readTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: headerLimit,
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve the dashboard: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
	defer cancel()
	if err := srv.Shutdown(end); err != nil {
		return fmt.Errorf("end the dashboard: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the dashboard: %w", err)
	}
	return nil
}
