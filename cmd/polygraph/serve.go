package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
)

func newServe() *cobra.Command {
	var flags dataFlags
	var listen string
	var watched, onlyTrusted bool
	var manifest, site, licence, answers string
	options := server.DefaultOptions()
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve GraphQL, with GraphiQL to explore it",
		Long: `Serve answers GraphQL at /graphql, by POST and GET, shows GraphiQL with a tour of
questions at /graphiql, and answers 200 at /healthz once the data is loaded. With --gizmo it
answers Cayley's queries at /gizmo, each in a process of its own. Subscriptions are told over server-sent events and
WebSockets. Requests are bounded by the limits below. With --watch it
loads the --data folders anew when something in them changes; faulty data leave the answers
as they were, and the faults stand in the log and at /healthz?verbose.`,
		Example: "  polygraph serve --listen 127.0.0.1:8080\n  polygraph serve --data ./mydata --watch",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkAddress(listen); err != nil {
				return err
			}
			if watched && flags.quads == "" && len(flags.folders) == 0 {
				return usageError{errors.New("--watch has nothing to watch; name a folder with --data")}
			}
			if watched && flags.quads != "" {
				return usageError{errors.New("--watch follows folders of --data; a graph of --quads is read once")}
			}
			if flags.store != inMemory && flags.quads != "" {
				return usageError{errors.New("--quads would replace what is in the store at each start; bring it in once with polygraph load --quads FILE --store …")}
			}
			if flags.store != inMemory && len(flags.folders) > 0 && !watched {
				return usageError{errors.New("--data would replace what is in the store at each start; bring it in once with polygraph load DIR --store …, or let --watch load it whenever it changes")}
			}
			if err := flags.commit.check(); err != nil {
				return err
			}
			if err := checkDescription(site, licence); err != nil {
				return err
			}
			if err := options.Limits.Check(); err != nil {
				return usageError{err}
			}
			if options.Gizmo && onlyTrusted {
				return usageError{errors.New("--gizmo runs what clients send, which --trusted-only forbids; leave one of them out")}
			}
			var err error
			if options.AnswerCache, err = readSize("answer-cache", answers); err != nil {
				return usageError{err}
			}
			if options.MaxAge < 0 || options.MaxAge > 365*24*time.Hour {
				return usageError{errors.New("--max-age is out of bounds: give 0s to a year, such as 60s")}
			}
			if options.Trusted, err = readTrusted(manifest, onlyTrusted); err != nil {
				return usageError{err}
			}
			flags.loads = len(flags.folders) > 0 // else a store is served as it is
			options.Base, options.Version, options.Site, options.Licence = flags.base, build.Read().String(), strings.TrimSuffix(site, "/"), flags.licenceOf(licence)
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
			go prepare(cmd.Context(), store, func(view *graph.View) {
				if flags.store != inMemory {
					log.Info("answers are of another generation of the store", "generation", view.Generation(), "quads", view.Size(), "claims", len(view.Claims()))
				}
			})
			for _, warning := range warnings(cmd.Context(), flags.store) {
				log.Warn(warning, "store", shown(flags.store))
			}
			go status.followStore(cmd.Context())
			ready := []any{"open", pageOn(listener.Addr()), "claims", len(store.View().Claims()), "took", time.Since(begun).Round(time.Millisecond).String()}
			if flags.quads != "" {
				ready = append(ready, "quads", flags.quads)
			}
			if flags.store != inMemory {
				ready = append(ready, "store", shown(flags.store), "generation", store.View().Generation())
			}
			log.Info("polygraph is ready", ready...)
			if loaded := report.Quads.Added + report.Quads.Removed; flags.loads && flags.store != inMemory && loaded > 0 {
				log.Info("the data were loaded into the store", "generation", report.Generation, "claims added", report.Claims.Added, "claims changed", report.Claims.Changed,
					"claims removed", report.Claims.Removed, "quads added", report.Quads.Added, "quads removed", report.Quads.Removed)
			}
			return server.Serve(cmd.Context(), listener, server.Handler(store, options, status.Status, log), options.Limits.Time, log)
		},
	}
	flags.add(cmd)
	flags.commit.add(cmd)
	cmd.Flags().BoolVar(&watched, "watch", false, "load the --data folders anew when something in them changes")
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "address to serve on, as HOST:PORT")
	cmd.Flags().StringVar(&manifest, "trusted-documents", "", "manifest of documents that clients ask for by ID, as a JSON file")
	cmd.Flags().BoolVar(&onlyTrusted, "trusted-only", false, "run no documents but those of the manifest")
	cmd.Flags().BoolVar(&options.Introspection, "introspection", options.Introspection, "let clients read the schema; GraphiQL needs it")
	cmd.Flags().BoolVar(&options.Suggestions, "suggestions", options.Suggestions, "name in errors what may have been meant, or what there is")
	cmd.Flags().BoolVar(&options.Gizmo, "gizmo", false, "answer queries in Gizmo, the language of Cayley, at /gizmo")
	cmd.Flags().StringVar(&answers, "answer-cache", "64MiB", "bytes of answers that are kept for whoever asks the same, such as 1GiB; 0 for none")
	cmd.Flags().DurationVar(&options.MaxAge, "max-age", 0, "for how long browsers and proxies may keep answers to GET without asking again")
	addDescription(cmd, &site, &licence)
	addLimits(cmd, &options.Limits)
	return cmd
}

// prepare keeps each new state of the graph from making its first reader wait, and tells of it.
func prepare(ctx context.Context, store *graph.Store, tell func(*graph.View)) {
	view := store.View()
	for {
		view.Prepare()
		allowGarbage()
		next, err := store.Await(ctx, view)
		if err != nil {
			return
		}
		view = next
		tell(view)
	}
}

// garbageAtLeast is how much garbage the answers of a server may leave lying about, in bytes:
// around a small graph it would otherwise be collected many times a second.
const garbageAtLeast = 256 << 20

// allowGarbage lets there be as much garbage as there is in use, as usual, or garbageAtLeast.
// Whoever sets GOGC knows better.
func allowGarbage() {
	if os.Getenv("GOGC") != "" {
		return
	}
	runtime.GC() // what making the View left is gone before it is reckoned
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	debug.SetGCPercent(int(max(100, 100*garbageAtLeast/max(memory.HeapAlloc, 1))))
}

// addLimits lets each limit be set.
func addLimits(cmd *cobra.Command, limits *server.Limits) {
	flags := cmd.Flags()
	flags.IntVar(&limits.Body, "max-body", limits.Body, "bytes of a request, at most")
	flags.IntVar(&limits.Batch, "max-batch", limits.Batch, "requests in one batch, at most; 0 for no batches")
	flags.IntVar(&limits.Tokens, "max-tokens", limits.Tokens, "tokens of a document, at most")
	flags.IntVar(&limits.Depth, "max-depth", limits.Depth, "levels of nested fields, at most")
	flags.IntVar(&limits.Fields, "max-fields", limits.Fields, "fields that a request selects, at most")
	flags.IntVar(&limits.RootFields, "max-root-fields", limits.RootFields, "questions in one request, at most")
	flags.IntVar(&limits.Aliases, "max-aliases", limits.Aliases, "aliases, at most")
	flags.IntVar(&limits.Directives, "max-directives", limits.Directives, "directives, at most")
	flags.IntVar(&limits.Cost, "max-cost", limits.Cost, "fields that an answer can hold, at most; pages multiply")
	flags.IntVar(&limits.Errors, "max-errors", limits.Errors, "errors told of one request, at most")
	flags.IntVar(&limits.Past, "max-past", limits.Past, "quads of an earlier generation that is read for an answer, at most; 0 for none")
	flags.IntVar(&limits.Requests, "max-requests", limits.Requests, "requests that run at once, at most; others wait")
	flags.IntVar(&limits.Streams, "max-streams", limits.Streams, "subscriptions at once, at most; 0 for none")
	flags.IntVar(&limits.Exports, "max-exports", limits.Exports, "exports that are written at once, at most; 0 for none")
	flags.DurationVar(&limits.ExportTime, "export-timeout", limits.ExportTime, "time for an export, at most")
	flags.IntVar(&limits.Scripts, "gizmo-requests", limits.Scripts, "Gizmo queries that run at once, at most; others wait")
	addGizmoLimits(flags, "gizmo-", &limits.Gizmo)
	flags.DurationVar(&limits.Time, "timeout", limits.Time, "time for an answer, at most")
}

// readTrusted reads the manifest of documents, if there is one.
func readTrusted(file string, only bool) (*server.Trusted, error) {
	if file == "" {
		if only {
			return nil, errors.New("--trusted-only runs nothing without --trusted-documents FILE")
		}
		return nil, nil
	}
	manifest, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	trusted, err := server.ReadTrusted(manifest, only)
	if err != nil {
		return nil, fmt.Errorf("--trusted-documents %s: %w", file, err)
	}
	return trusted, nil
}

// mostKept bounds sizes of what is kept in memory, in bytes.
const mostKept = 1 << 40

// readSize reads a number of bytes, with or without a unit.
func readSize(flag, text string) (int, error) {
	size, err := humanize.ParseBytes(text)
	if err != nil || size > mostKept {
		return 0, fmt.Errorf("--%s %q is no size; give bytes, such as 64MiB, 1TiB at most, or 0 for none", flag, text)
	}
	return int(size), nil
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
	return "http://" + net.JoinHostPort(host, port) + "/"
}
