package observe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"runtime/debug"
	"time"
)

// debugHeaderTime is how long a client of the debug port may take to say what it wants. What it
// is answered may take as long as a profile does.
const debugHeaderTime = 5 * time.Second

// CheckDebugAddress refuses addresses that other machines could reach: a profile tells what
// is in memory, and costs time.
func CheckDebugAddress(address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil || port == "" {
		return fmt.Errorf("--debug-listen %q is no address; write HOST:PORT, such as 127.0.0.1:6060", address)
	}
	if !isLoopback(host) {
		return fmt.Errorf("--debug-listen %q can be reached from other machines, which must not read profiles; give a port of this one, such as 127.0.0.1:6060, and reach it through ssh -L or kubectl port-forward", address)
	}
	return nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// debugHandler answers /debug/pprof/ and /debug/build, to clients that call this machine by
// a name of its own: a page of another site could have its name lead here.
func debugHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /debug/build", buildPage)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !isLoopback(host) {
			http.Error(w, "the debug port answers to 127.0.0.1, [::1] and localhost alone", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// buildPage tells what the program is made of.
func buildPage(w http.ResponseWriter, _ *http.Request) {
	info, known := debug.ReadBuildInfo()
	if !known {
		http.Error(w, "the program was built without modules", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(info)
}

// ServeDebug listens on an address that CheckDebugAddress allows, until the context ends; it
// returns once it listens.
func ServeDebug(ctx context.Context, address string) (net.Addr, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s; choose another address with --debug-listen: %w", address, err)
	}
	if at, is := listener.Addr().(*net.TCPAddr); !is || !at.IP.IsLoopback() { // whatever localhost is here
		return nil, errors.Join(fmt.Errorf("--debug-listen %q leads to %s, which other machines can reach", address, listener.Addr()), listener.Close())
	}
	server := &http.Server{Handler: debugHandler(), ReadHeaderTimeout: debugHeaderTime}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { _ = server.Serve(listener) }()
	return listener.Addr(), nil
}
