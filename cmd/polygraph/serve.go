package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// serveCommand is what a server is told: each of its flags is a setting.
type serveCommand struct {
	data                    dataFlags
	seen                    observeFlags
	options                 server.Options
	listen                  string
	watched, onlyTrusted    bool
	manifest, site, licence string
	answers, memory         string // sizes
	tokens                  string // a file
	certificate, key        string
	proxies                 []string
	delay, patience         time.Duration
}

func newServe() *cobra.Command {
	s := &serveCommand{options: server.DefaultOptions()}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve GraphQL, the explorer and exports over HTTP",
		Long: `Serve answers GraphQL at /graphql, shows the explorer at / and GraphiQL with a tour of questions at /graphiql, gives files out
at /export/, and answers 200 at /healthz once the data are loaded. With --watch it loads the --data folders anew when
something in them changes; faulty data leave the answers as they were, and the faults stand in the log and at
/healthz?verbose.

Each flag is also a variable of the environment (--max-cost is POLYGRAPH_MAX_COST; lists have commas) and a key of the
file of --config (max-cost: 500000). The command line beats the environment, which beats the file, which beats the
default; polygraph config print tells what holds, and from where. What is no setting is an error.`,
		Example: "  polygraph serve --listen 127.0.0.1:8080\n  polygraph serve --data ./mydata --watch\n  POLYGRAPH_STORE=bbolt:graph.db polygraph serve --config polygraph.yaml",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.run(cmd) },
	}
	s.add(cmd)
	return cmd
}

// add gives a command all settings of a server.
func (s *serveCommand) add(cmd *cobra.Command) {
	settings(cmd, "Data", func(flags *pflag.FlagSet) {
		s.data.add(cmd)
		s.data.commit.add(cmd)
		s.data.served = true
		flags.Lookup("no-embedded").Usage += "; a --store is served as it is, and what is loaded over HTTP comes into it without the embedded dataset"
		flags.BoolVar(&s.data.create, "create", false, "make the store where it is not there yet, with the embedded dataset, as polygraph load --store would; with --no-embedded it is empty until the first load")
		flags.BoolVar(&s.watched, "watch", false, "load the --data folders anew when something in them changes")
		addDescription(cmd, &s.site, &s.licence)
	})
	settings(cmd, "Answering", func(flags *pflag.FlagSet) {
		flags.StringVar(&s.listen, "listen", "127.0.0.1:8080", "address to serve on, as HOST:PORT")
		flags.BoolVar(&s.options.Introspection, "introspection", s.options.Introspection, "let clients read the schema; GraphiQL needs it")
		flags.BoolVar(&s.options.Suggestions, "suggestions", s.options.Suggestions, "name in errors what may have been meant, or what there is")
		flags.BoolVar(&s.options.Gizmo, "gizmo", false, "answer queries in Gizmo, the language of Cayley, at /gizmo")
		flags.BoolVar(&s.options.MCP, "mcp", false, "let assistants ask at /mcp, over the Model Context Protocol")
		flags.StringVar(&s.manifest, "trusted-documents", "", "manifest of documents that clients ask for by ID, as a JSON file")
		flags.BoolVar(&s.onlyTrusted, "trusted-only", false, "run no documents but those of the manifest")
		flags.StringVar(&s.answers, "answer-cache", "64MiB", "bytes of answers that are kept for whoever asks the same, such as 1GiB; 0 for none")
		flags.DurationVar(&s.options.MaxAge, "max-age", 0, "for how long browsers and proxies may keep answers to GET without asking again")
	})
	settings(cmd, "Who may do what", func(flags *pflag.FlagSet) {
		flags.StringVar(&s.tokens, "tokens", "", "file of tokens, which polygraph token makes; their holders may load data and administer over HTTP")
		flags.BoolVar(&s.options.Closed, "closed", false, "answer holders of tokens alone")
		flags.StringSliceVar((*[]string)(&s.options.Origins), "cors-origins", nil, "sites whose pages may ask here, such as https://app.example.org; * for all")
		flags.StringSliceVar(&s.proxies, "trusted-proxies", nil, "addresses or networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8")
		flags.StringVar(&s.certificate, "tls-certificate", "", "certificate to serve HTTPS with, and those above it, as a file of PEM; a change is taken over")
		flags.StringVar(&s.key, "tls-key", "", "its private key, as a file of PEM")
	})
	settings(cmd, "Limits", func(*pflag.FlagSet) { addLimits(cmd, &s.options.Limits) })
	settings(cmd, "Resources", func(flags *pflag.FlagSet) {
		flags.StringVar(&s.memory, "max-memory", "0", "bytes of memory above which requests have to come again, such as 2GiB; 0 for "+ownLimit)
		flags.IntVar(&s.options.Limits.Connections, "max-connections", s.options.Limits.Connections, "connections that are open at once, at most; of one too many, one is closed of who has the most")
		flags.DurationVar(&s.delay, "shutdown-delay", 200*time.Millisecond, "for how long requests are still taken after SIGTERM, while /readyz tells that it stops")
		flags.DurationVar(&s.patience, "shutdown-timeout", 30*time.Second, "for how long requests that run may go on after that")
	})
	settings(cmd, "Observing", func(*pflag.FlagSet) { addObserve(cmd, &s.seen) })
	groupFlags(cmd)
}

// check refuses settings that cannot hold, and reads what stands in files.
func (s *serveCommand) check() error {
	if err := checkAddress(s.listen); err != nil {
		return err
	}
	if err := s.checkData(); err != nil {
		return err
	}
	if err := s.options.Limits.Check(); err != nil {
		return usageError{err}
	}
	if s.options.Gizmo && s.onlyTrusted {
		return usageError{errors.New("--gizmo runs what clients send, which --trusted-only forbids; leave one of them out")}
	}
	var err error
	if s.options.AnswerCache, err = readSize("answer-cache", s.answers, "none"); err != nil {
		return usageError{err}
	}
	if s.options.MaxAge < 0 || s.options.MaxAge > 365*24*time.Hour {
		return usageError{errors.New("--max-age is out of bounds: give 0s to a year, such as 60s")}
	}
	if s.options.Trusted, err = readTrusted(s.manifest, s.onlyTrusted); err != nil {
		return usageError{err}
	}
	for name, takes := range map[string]time.Duration{"shutdown-delay": s.delay, "shutdown-timeout": s.patience} {
		if takes < 0 || takes > time.Hour {
			return usageError{fmt.Errorf("--%s is out of bounds: give 0s to 1h, such as 5s", name)}
		}
	}
	if err := s.seen.check(); err != nil {
		return err
	}
	return s.checkAccess()
}

// checkFiles refuses files that cannot be read as what they are to be. What a start alone shows,
// such as whether the port is free, is not looked at.
func (s *serveCommand) checkFiles() error {
	if s.data.store == inMemory && s.data.quads == "" || s.watched {
		if _, err := s.data.sources(); err != nil {
			return err
		}
	}
	if s.data.quads != "" && s.data.quads != "-" {
		if _, err := os.Stat(s.data.quads); err != nil {
			return usageError{fmt.Errorf("--quads: %w", err)}
		}
	}
	if _, err := s.openTokens(slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	_, err := s.openCertificate(slog.New(slog.DiscardHandler))
	return err
}

// openTokens reads the file of tokens, if there is one.
func (s *serveCommand) openTokens(log *slog.Logger) (*access.File, error) {
	if s.tokens == "" {
		return nil, nil
	}
	tokens, err := access.Open(s.tokens, func(known int, err error) {
		if err != nil {
			log.Error("the changed tokens were not taken over; those from before hold", "error", err)
			return
		}
		log.Info("the changed tokens were taken over", "tokens", known)
	})
	if err != nil {
		return nil, usageError{fmt.Errorf("--tokens: %w", err)}
	}
	return tokens, nil
}

// openCertificate reads the certificate and its key, if there is one.
func (s *serveCommand) openCertificate(log *slog.Logger) (*server.Certificate, error) {
	if s.certificate == "" {
		return nil, nil
	}
	certificate, err := server.OpenCertificate(s.certificate, s.key, log)
	if err != nil {
		return nil, usageError{fmt.Errorf("--tls-certificate, --tls-key: %w", err)}
	}
	return certificate, nil
}

// checkData refuses data that would not be served as one means.
func (s *serveCommand) checkData() error {
	flags := &s.data
	switch {
	case s.watched && flags.quads == "" && len(flags.folders) == 0:
		return usageError{errors.New("--watch has nothing to watch; name a folder with --data")}
	case s.watched && flags.quads != "":
		return usageError{errors.New("--watch follows folders of --data; a graph of --quads is read once")}
	case flags.store != inMemory && flags.quads != "":
		return usageError{errors.New("--quads would replace what is in the store at each start; bring it in once with polygraph load --quads FILE --store …")}
	case flags.store != inMemory && len(flags.folders) > 0 && !s.watched:
		return usageError{errors.New("--data would replace what is in the store at each start; bring it in once with polygraph load DIR --store …, or let --watch load it whenever it changes")}
	}
	if err := flags.commit.check(); err != nil {
		return err
	}
	if flags.create && flags.store == inMemory {
		return usageError{errors.New("--create is of a store, and none is given; name one, such as --store bbolt:graph.db")}
	}
	if err := flags.checkBase(); err != nil {
		return err
	}
	if err := flags.checkStore(); err != nil {
		return err
	}
	return checkDescription(s.site, s.licence)
}

// checkAccess refuses what would let in others than one means.
func (s *serveCommand) checkAccess() error {
	switch {
	case s.options.Closed && s.tokens == "":
		return usageError{errors.New("--closed lets nobody in without --tokens FILE; make one with polygraph token")}
	case (s.certificate == "") != (s.key == ""):
		return usageError{errors.New("--tls-certificate and --tls-key belong together; give both")}
	}
	if err := server.CheckOrigins(s.options.Origins); err != nil {
		return usageError{fmt.Errorf("--cors-origins: %w", err)}
	}
	s.options.Proxies = nil
	for _, text := range s.proxies {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			address, bad := netip.ParseAddr(text)
			if bad != nil {
				return usageError{fmt.Errorf("--trusted-proxies: %.60q is no address and no network, such as 10.0.0.7 or 10.0.0.0/8", text)}
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		s.options.Proxies = append(s.options.Proxies, network.Masked())
	}
	limit, err := readSize("max-memory", s.memory, ownLimit)
	if err != nil {
		return usageError{err}
	}
	if limit != 0 && limit < 64<<20 {
		return usageError{errors.New("--max-memory is out of bounds: give 64MiB at least, or 0 for " + ownLimit)}
	}
	s.options.Memory = server.NewMemory(limit)
	return nil
}

// run serves until the context ends.
func (s *serveCommand) run(cmd *cobra.Command) error {
	if err := s.check(); err != nil {
		return err
	}
	flags, options, ctx := &s.data, &s.options, cmd.Context()
	flags.loads = len(flags.folders) > 0 // else a store is served as it is
	options.Base, options.Version, options.Site, options.Licence = flags.base, build.Read().String(), strings.TrimSuffix(s.site, "/"), flags.licenceOf(s.licence)
	log, stop, err := s.seen.start(ctx, cmd.ErrOrStderr(), options)
	if err != nil {
		return err
	}
	defer stop()
	var certificate *server.Certificate
	if certificate, err = s.openCertificate(log); err != nil {
		return err
	}
	if certificate != nil {
		options.Secure = true
		options.Observe.Metrics.Gauge("tls_certificate_expiry_seconds", "How long the certificate is still good for.", func() float64 { return time.Until(certificate.Ends()).Seconds() })
	}
	if tokens, err := s.openTokens(log); err != nil {
		return err
	} else if tokens != nil {
		options.Tokens = tokens
	}
	begun := time.Now()
	loading, loaded := s.seen.tracing.Root(ctx, "load")
	store, report, err := flags.open(loading, cmd.ErrOrStderr())
	if flags.create && graph.CodeOf(err) == graph.CodeNotFound {
		flags.loads = true
		store, report, err = flags.open(loading, cmd.ErrOrStderr())
	}
	loaded(err)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	metrics := options.Observe.Metrics
	metrics.Loaded(outcomeOf(report, nil), time.Since(begun))
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s; choose another address with --listen: %w", s.listen, err)
	}
	status := newWatch(flags, store, log)
	status.loads, status.tracing, status.memory = metrics, s.seen.tracing, options.Memory
	if status.status.Watched = s.watched; s.watched {
		if err := status.start(ctx); err != nil {
			_ = listener.Close()
			return err
		}
	}
	server.Share()
	options.Memory.Follow()
	go prepare(ctx, store, metrics.Prepared, func(view *graph.View) {
		options.Memory.Measure(view.Size())
		if flags.store != inMemory && view.Generation() != report.Generation {
			log.Info("answers are of another generation of the store", "generation", view.Generation(), "quads", view.Size(), "claims", len(view.Claims()))
		}
	})
	s.warn(ctx, listener, log)
	go status.followStore(ctx)
	s.tellReady(listener, store, report, time.Since(begun), log)
	options.Lifecycle = new(server.Lifecycle)
	options.Stopping = options.Lifecycle.Stopping
	options.Administration = &administration{serving: s, store: store, watch: status}
	return server.Serve(ctx, listener, server.Handler(store, *options, status.Status, log), server.Serving{
		Time: options.Limits.Time, Connections: options.Limits.Connections, Certificate: certificate, Delay: s.delay, Patience: s.patience, Lifecycle: options.Lifecycle,
	}, log)
}

// warn tells of what who serves should know before others do.
func (s *serveCommand) warn(ctx context.Context, listener net.Listener, log *slog.Logger) {
	for _, warning := range warnings(ctx, s.data.store) {
		log.Warn(warning, "store", shown(s.data.store))
	}
	local := false
	if address, err := netip.ParseAddrPort(listener.Addr().String()); err == nil {
		local = address.Addr().IsLoopback()
	}
	if s.tokens != "" && s.certificate == "" && len(s.proxies) == 0 && !local {
		log.Warn("tokens travel unencrypted; serve HTTPS with --tls-certificate and --tls-key, or behind a proxy that does, which --trusted-proxies names")
	}
}

// tellReady tells where the server is, and what it has.
func (s *serveCommand) tellReady(listener net.Listener, store *graph.Store, report *loader.Report, took time.Duration, log *slog.Logger) {
	flags := &s.data
	ready := []any{"open", pageOn(listener.Addr(), s.certificate != ""), "claims", len(store.View().Claims()), "took", took.Round(time.Millisecond).String()}
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
}

// prepare keeps each new state of the graph from making its first reader wait, and tells of it.
func prepare(ctx context.Context, store *graph.Store, timed func(time.Duration), tell func(*graph.View)) {
	view := store.View()
	for {
		begun := time.Now()
		view.Prepare()
		timed(time.Since(begun))
		tell(view)
		next, err := store.Await(ctx, view)
		if err != nil {
			return
		}
		view = next
	}
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
	flags.IntVar(&limits.AnswerBytes, "max-answer", limits.AnswerBytes, "bytes of an answer, or of all answers to a batch, at most")
	flags.IntVar(&limits.Errors, "max-errors", limits.Errors, "errors told of one request, at most")
	flags.IntVar(&limits.Past, "max-past", limits.Past, "quads of an earlier generation that is read for an answer, at most; 0 for none")
	flags.IntVar(&limits.Requests, "max-requests", limits.Requests, "requests that have a turn of the processors at once, others wait; 0 for as many as there are processors")
	flags.IntVar(&limits.Waiting, "max-waiting", limits.Waiting, "requests that wait for their turn, at most")
	flags.IntVar(&limits.OfAClient, "max-client-requests", limits.OfAClient, "requests of one client that run or wait, at most")
	flags.Float64Var(&limits.Rate, "rate", limits.Rate, "requests a second of one client, at most; 0 for any number")
	flags.IntVar(&limits.Burst, "burst", limits.Burst, "requests that a client may send at once within its rate; 0 for twice the rate")
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

// ownLimit is what --max-memory is unless it is told.
const ownLimit = "what an idle server takes, doubled, and 160MiB"

// readSize reads a number of bytes, with or without a unit, of which 0 means something else.
func readSize(flag, text, zero string) (int, error) {
	size, err := humanize.ParseBytes(text)
	if err != nil || size > mostKept {
		return 0, fmt.Errorf("--%s %q is no size; give bytes, such as 64MiB, 1TiB at most, or 0 for %s", flag, text, zero)
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
func pageOn(address net.Addr, secure bool) string {
	host, port, _ := net.SplitHostPort(address.String())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	scheme := "http"
	if secure {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/"
}
