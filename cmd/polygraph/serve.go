package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
)

func newServe() *cobra.Command {
	var flags dataFlags
	var listen string
	var watched bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve GraphQL, with GraphiQL to explore it",
		Long: `Serve answers GraphQL at /graphql, by POST and GET, shows GraphiQL with a tour of
questions at /graphiql, and answers 200 at /healthz once the data is loaded. With --watch it
loads the --data folders anew when something in them changes; faulty data leave the answers
as they were, and the faults stand in the log and at /healthz?verbose.`,
		Example: "  polygraph serve --listen 127.0.0.1:8080\n  polygraph serve --data ./mydata --watch",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkAddress(listen); err != nil {
				return err
			}
			if watched && len(flags.folders) == 0 {
				return usageError{errors.New("--watch has nothing to watch; name a folder with --data")}
			}
			begun := time.Now()
			store, report, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			listener, err := net.Listen("tcp", listen)
			if err != nil {
				return fmt.Errorf("cannot listen on %s; choose another address with --listen: %w", listen, err)
			}
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			status := newWatch(&flags, store, log)
			if status.status.Watched = watched; watched {
				if err := status.start(cmd.Context()); err != nil {
					_ = listener.Close()
					return err
				}
			}
			log.Info("polygraph is ready", "open", pageOn(listener.Addr()), "claims", report.Claims.Added,
				"took", time.Since(begun).Round(time.Millisecond).String())
			return server.Serve(cmd.Context(), listener, server.Handler(store, status.Status, log), log)
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&watched, "watch", false, "load the --data folders anew when something in them changes")
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "address to serve on, as HOST:PORT")
	return cmd
}

// checkAddress refuses what net.Listen would refuse late, or take for a random
// port on every interface.
func checkAddress(listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if number, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || host == "" && number == 0 {
		return usageError{fmt.Errorf("--listen %q is no address; write HOST:PORT, such as 127.0.0.1:8080", listen)}
	}
	return nil
}

// pageOn is the address of the page as a browser on this machine can open it.
func pageOn(address net.Addr) string {
	host, port, _ := net.SplitHostPort(address.String())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/graphiql/"
}
