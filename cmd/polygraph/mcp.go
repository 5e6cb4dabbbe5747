package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/mcp"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
)

func newMCP() *cobra.Command {
	var flags dataFlags
	var listen, site string
	options := mcp.DefaultOptions()
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Let assistants ask, over the Model Context Protocol",
		Long: `Mcp offers the questions of the tour as tools to assistants that speak the Model Context
Protocol, on standard input and output, or with --listen over streamable HTTP at /mcp. Answers
cite document and line. With --store they are of the newest generation. Logs go to standard error.
Over HTTP it is for this machine and those that are trusted: polygraph serve --mcp has the same with
all the limits, tokens and TLS of a server.`,
		Example: "  polygraph mcp\n  polygraph mcp --store bbolt:graph.db\n  polygraph mcp --listen 127.0.0.1:8081",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if listen != "" {
				if err := checkAddress(listen); err != nil {
					return err
				}
			}
			if err := checkDescription(site, ""); err != nil {
				return err
			}
			if options.Time < 10*time.Millisecond || options.Time > time.Hour {
				return usageError{errors.New("--timeout is out of bounds: give 10ms to 1h, such as 10s")}
			}
			if flags.quads == "-" && listen == "" {
				return usageError{errors.New("--quads - would read from standard input, on which the client speaks; name a file, or --listen")}
			}
			options.Site, options.Version = strings.TrimSuffix(site, "/"), build.Read().Version
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			go newWatch(&flags, store, log).followStore(cmd.Context())
			if listen == "" {
				go store.View().Prepare()
				log.Info("polygraph listens to a client of the Model Context Protocol on standard input", "claims", len(store.View().Claims()))
				return mcp.ServeStream(cmd.Context(), mcp.New(store, options, log), cmd.InOrStdin(), cmd.OutOrStdout())
			}
			listener, err := net.Listen("tcp", listen)
			if err != nil {
				return fmt.Errorf("cannot listen on %s; choose another address with --listen: %w", listen, err)
			}
			first := store.View().Generation()
			go prepare(cmd.Context(), store, func(time.Duration) {}, func(view *graph.View) {
				if view.Generation() == first {
					return
				}
				log.Info("answers are of another generation of the store", "generation", view.Generation(), "claims", len(view.Claims()))
			})
			log.Info("polygraph is ready", "mcp", strings.TrimSuffix(pageOn(listener.Addr(), false), "/")+mcp.Path, "claims", len(store.View().Claims()))
			mux := http.NewServeMux()
			mux.Handle(mcp.Path, mcp.Handler(store, options, log))
			return server.Serve(cmd.Context(), listener, mux, server.Serving{
				Time: options.Time, Connections: server.DefaultLimits().Connections, Patience: options.Time, Lifecycle: new(server.Lifecycle),
			}, log)
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&listen, "listen", "", "speak over HTTP on this address, as HOST:PORT, in place of standard input and output")
	cmd.Flags().DurationVar(&options.Time, "timeout", options.Time, "time for an answer, at most")
	cmd.Flags().StringVar(&site, "site", "", "address at which polygraph serve is found, such as https://graph.example.org; things and claims in answers then have theirs")
	return cmd
}
