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
	"tiermix/ingest/user"
)

// serveCommand shows a desk's dashboard. Open opens the desk's file and returns what the dashboard asks, and a
// function that closes the file.
func serveCommand(open func(ctx context.Context, path string) (dashboard.Source, func() error, error)) *cobra.Command {
	var db, log string
	var at place
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the dashboard in a browser",
		Long: `Show the dashboard in a browser, until Ctrl-C. Only this computer can reach it, unless --listen says otherwise; then there must be users
(tiermix user), and TLS: either --tls-cert and --tls-key, or --proxied where another program receives TLS and passes on what it gets. Each request is a line on standard error: method, route, status,
bytes and time, but neither the filters in the address nor who asked. /healthz says that the server runs, /readyz that the desk's file can be read, and
/metrics what was asked and how long it took, for Prometheus.`,
		Example: "  tiermix serve --db desk.duckdb\n  tiermix serve --db desk.duckdb --listen 127.0.0.1:0 --log json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			access, err := accessLog(cmd.ErrOrStderr(), log)
			if err != nil {
				return err
			}
			listener, err := at.listen(cmd.Context(), user.Of(db))
			if err != nil {
				return err
			}
			return serve(cmd, at, listener, db, access, open)
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().StringVar(&at.address, "listen", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&at.certificate, "tls-cert", "", "PEM `file` with the certificate of the server")
	cmd.Flags().StringVar(&at.key, "tls-key", "", "PEM `file` with its key")
	cmd.Flags().BoolVar(&at.proxied, "proxied", false, "another program receives TLS and passes requests on")
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
func serve(cmd *cobra.Command, at place, listener net.Listener, db string, access *slog.Logger,
	open func(ctx context.Context, path string) (dashboard.Source, func() error, error)) (err error) {
	ctx := cmd.Context()
	source, closeFile, err := open(ctx, db)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, closeFile()) }()
	shut, err := openDoor(cmd, db, at.link(listener), source)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, shut()) }()
	uploads := db + ".uploads"
	handler, err := dashboard.New(source, dashboard.Options{Access: access, Uploads: uploads, Users: user.Of(db), Journal: user.JournalOf(db), Open: at.open(), Secure: at.secure()})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() {
		handler.Close()
		err = errors.Join(err, os.RemoveAll(uploads))
	}()
	if err := tellPlace(cmd, handler, db, at.link(listener)); err != nil {
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
func openDoor(cmd *cobra.Command, db, link string, source dashboard.Source) (shut func() error, err error) {
	desk, ok := source.(handover.Desk)
	if !ok {
		return func() error { return nil }, nil
	}
	door, err := handover.Open(cmd.Context(), db, link, desk)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, err
	}
	return door.Close, nil
}

// tellPlace says where the dashboard is, and how it gets its first user.
func tellPlace(cmd *cobra.Command, handler *dashboard.Dashboard, db, link string) error {
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "The dashboard of %s is at %s (Ctrl-C ends it)\n", db, link); err != nil {
		return err
	}
	first, err := handler.First(cmd.Context())
	if err != nil || first == "" {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "Everybody at this computer can open it. To have people log in, make the first admin, once: %s%s\n", link, first)
	return err
}
