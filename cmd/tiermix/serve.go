package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"tiermix/cmd/tiermix/handover"
	"tiermix/dashboard"
)

// serveCommand shows a desk's dashboard. Open opens the desk's file and returns what the dashboard asks, and a
// function that closes the file.
func serveCommand(open func(ctx context.Context, path string) (dashboard.Source, func() error, error)) *cobra.Command {
	var db, listen, log string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the dashboard in a browser",
		Long: `Show the dashboard in a browser, until Ctrl-C. Only this computer can reach it. Each request is a line on standard error: method, route, status,
bytes and time, but neither the filters in the address nor who asked. /healthz says that the server runs, /readyz that the desk's file can be read, and
/metrics what was asked and how long it took, for Prometheus.`,
		Example: "  tiermix serve --db desk.duckdb\n  tiermix serve --db desk.duckdb --listen 127.0.0.1:0 --log json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			access, err := accessLog(cmd.ErrOrStderr(), log)
			if err != nil {
				return err
			}
			listener, err := listenLocally(listen)
			if err != nil {
				return err
			}
			return serve(cmd, listener, db, access, open)
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&log, "log", "text", "how requests are logged on standard error: text, json, or off")
	return cmd
}

// accessLog writes requests as lines; nil writes none.
func accessLog(w io.Writer, format string) (*slog.Logger, error) {
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(w, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, nil)), nil
	case "off":
		return nil, nil
	}
	return nil, fmt.Errorf("log %q is not known; choose text, json or off", format)
}

// serve opens the file, says where the dashboard is, and shows it until the command's context ends.
func serve(cmd *cobra.Command, listener net.Listener, db string, access *slog.Logger,
	open func(ctx context.Context, path string) (dashboard.Source, func() error, error)) (err error) {
	ctx := cmd.Context()
	source, closeFile, err := open(ctx, db)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, closeFile()) }()
	shut, err := openDoor(cmd, db, listener, source)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, shut()) }()
	uploads := db + ".uploads"
	handler, err := dashboard.New(source, dashboard.Options{Access: access, Uploads: uploads})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() {
		handler.Close()
		err = errors.Join(err, os.RemoveAll(uploads))
	}()
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "The dashboard of %s is at http://%s (Ctrl-C ends it)\n", db, listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	ctx, end := context.WithCancel(ctx)
	var mails sync.WaitGroup
	mails.Go(func() { handler.Courier(os.Getenv(passwordVariable)).Run(ctx) })
	err = dashboard.Serve(ctx, handler, listener)
	end()
	mails.Wait()
	return err
}

// openDoor takes work from other commands, and keeps a second dashboard away. A desk in a folder that nothing can be put into is shown
// without that: nothing can be changed in it.
func openDoor(cmd *cobra.Command, db string, listener net.Listener, source dashboard.Source) (shut func() error, err error) {
	desk, ok := source.(handover.Desk)
	if !ok {
		return func() error { return nil }, nil
	}
	door, err := handover.Open(cmd.Context(), db, "http://"+listener.Addr().String(), desk)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, err
	}
	return door.Close, nil
}

// listenLocally listens on an address of this computer. The error says what to do.
func listenLocally(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: want host:port, for example 127.0.0.1:8080", address)
	}
	if !dashboard.Loopback(host) {
		return nil, fmt.Errorf("listen on %s: access control comes with users; listen on loopback, for example 127.0.0.1:8080", address)
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("listen on %s: another program uses this port; choose another one, or --listen 127.0.0.1:0 for any free one", address)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return listener, nil
}
