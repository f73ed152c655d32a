package dashboard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"tiermix/dashboard/page/data"
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

// uploadLimit is more than any file of a desk has, in bytes.
const uploadLimit = 64 << 30

// bounded limits the body of every request: uploads alone may be large.
func bounded(h http.Handler) http.Handler {
	small, large := http.MaxBytesHandler(h, bodyLimit), http.MaxBytesHandler(h, uploadLimit)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == data.UploadPath {
			large.ServeHTTP(w, r)
			return
		}
		small.ServeHTTP(w, r)
	})
}

// Serve answers on the listener until the context ends, and then lets the requests under way finish. It closes the
// listener. The error is nil after an orderly end.
func Serve(ctx context.Context, handler http.Handler, listener net.Listener) error {
	srv := &http.Server{
		Handler:           bounded(handler),
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
