package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"

	"github.com/spf13/cobra"

	"tiermix/dashboard"
)

// serveCommand shows a desk's dashboard. Open opens the desk's file and returns what the dashboard asks, and a
// function that closes the file.
func serveCommand(open func(ctx context.Context, path string) (dashboard.Source, func() error, error)) *cobra.Command {
	var db, listen string
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Show the dashboard in a browser",
		Long:    "Show the dashboard in a browser, until Ctrl-C. Only this computer can reach it.",
		Example: "  tiermix serve --db desk.duckdb\n  tiermix serve --db desk.duckdb --listen 127.0.0.1:0",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			listener, err := listenLocally(listen)
			if err != nil {
				return err
			}
			return serve(cmd, listener, db, open)
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	return cmd
}

// serve opens the file, says where the dashboard is, and shows it until the command's context ends.
func serve(cmd *cobra.Command, listener net.Listener, db string,
	open func(ctx context.Context, path string) (dashboard.Source, func() error, error)) (err error) {
	ctx := cmd.Context()
	source, closeFile, err := open(ctx, db)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, closeFile()) }()
	handler, err := dashboard.New(source, dashboard.Options{})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "The dashboard of %s is at http://%s (Ctrl-C ends it)\n", db, listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	return dashboard.Serve(ctx, handler, listener)
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
