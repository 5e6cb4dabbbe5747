package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// A server that stops says so first, goes on for the delay, and then takes no more.
func TestServersSayThatTheyStop(t *testing.T) {
	store := graph.NewStore(nil)
	addPlace(t, store, "place/jinan", "Jinan")
	lifecycle, options := new(Lifecycle), DefaultOptions()
	options.Lifecycle, options.Stopping = lifecycle, lifecycle.Stopping
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- Serve(ctx, listener, Handler(store, options, func() DataStatus { return DataStatus{} }, slog.New(slog.DiscardHandler)), Serving{
			Time: time.Second, Connections: 10, Delay: time.Second, Patience: 5 * time.Second, Lifecycle: lifecycle,
		}, slog.New(slog.DiscardHandler))
	}()
	base := "http://" + listener.Addr().String()
	if response, _ := exchange(t, "GET", base+"/readyz", ""); response.StatusCode != 200 {
		t.Errorf("before: status %d", response.StatusCode)
	}
	stop()
	for !lifecycle.Stopping() {
		time.Sleep(time.Millisecond)
	}
	if response, text := exchange(t, "GET", base+"/readyz", ""); response.StatusCode != 503 || !strings.Contains(text, "stopping") {
		t.Errorf("while it stops: status %d: %s", response.StatusCode, text)
	}
	for _, path := range []string{"/healthz", "/graphql?query={__typename}"} {
		if response, _ := exchange(t, "GET", base+path, ""); response.StatusCode != 200 {
			t.Errorf("%s while it stops: status %d", path, response.StatusCode)
		}
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		t.Error("it still listens")
	}
}

// What does not end in time is cut off, and said to be.
func TestServersDoNotWaitForEver(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	began := make(chan struct{})
	endless := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(began)
		<-r.Context().Done()
	})
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- Serve(ctx, listener, endless, Serving{Time: time.Minute, Connections: 10, Patience: 50 * time.Millisecond, Lifecycle: new(Lifecycle)}, slog.New(slog.DiscardHandler))
	}()
	cut := make(chan error, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String())
		if err == nil {
			_ = response.Body.Close()
		}
		cut <- err
	}()
	<-began
	stop()
	if err := <-served; err == nil || !strings.Contains(err.Error(), "--shutdown-timeout") {
		t.Errorf("it ended with %v", err)
	}
	if err := <-cut; err == nil {
		t.Error("the endless request was answered")
	}
}
