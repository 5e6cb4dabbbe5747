package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Bounds of connections.
const (
	headerTime     = 5 * time.Second
	idleTime       = 2 * time.Minute
	headerBytes    = 32 << 10
	streamsOfOne   = 100 // requests at once over one connection of HTTP/2
	frameBytes     = 64 << 10
	windowOfStream = 256 << 10
)

// Serving is how a server deals with connections, and how it ends.
type Serving struct {
	Time        time.Duration // of an answer, at most
	Connections int           // that are open at once
	Certificate *Certificate  // nil for plain HTTP
	Delay       time.Duration // for which requests are still taken once the end has begun, until nobody sends any here
	Patience    time.Duration // for requests that run to end after that
	Lifecycle   *Lifecycle
}

// errorLines tells panics from what clients do to their connections, which is of no interest.
type errorLines struct{ log *slog.Logger }

func (l errorLines) Write(line []byte) (int, error) {
	level := slog.LevelDebug
	if bytes.Contains(line, []byte("panic")) {
		level = slog.LevelError
	}
	l.log.Log(context.Background(), level, string(bytes.TrimSpace(line)))
	return len(line), nil
}

// Lifecycle tells whether the end of a server has begun. It may be asked at any time.
type Lifecycle struct {
	stopping    atomic.Bool
	connections atomic.Pointer[connections]
}

// Stopping tells whether the end has begun.
func (l *Lifecycle) Stopping() bool { return l.stopping.Load() }

// Connections tells how many are open, and how many were closed because there were too many.
func (l *Lifecycle) Connections() (open int, closed uint64) {
	if c := l.connections.Load(); c != nil {
		return c.count(), c.closed.Load()
	}
	return 0, 0
}

// parting has clients of a server that stops come anew for what they ask next.
func (l *Lifecycle) parting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.stopping.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// Serve answers on the listener until the context ends. Then it says that it stops, goes on for
// the delay, takes no more requests, finishes those that it has begun, and ends the streams.
func Serve(ctx context.Context, listener net.Listener, h http.Handler, serving Serving, log *slog.Logger) error {
	stopping, stop := context.WithCancel(context.Background())
	defer stop()
	open := newConnections(serving.Connections)
	serving.Lifecycle.connections.Store(open)
	server := &http.Server{
		Handler: serving.Lifecycle.parting(answering(h)), ReadHeaderTimeout: headerTime, ReadTimeout: headerTime + serving.Time, WriteTimeout: headerTime + 2*serving.Time, IdleTimeout: idleTime,
		MaxHeaderBytes: headerBytes,
		ErrorLog:       stdlog.New(errorLines{log}, "", 0),
		BaseContext:    func(net.Listener) context.Context { return withStopping(context.Background(), stopping) },
		ConnContext:    open.begin,
		ConnState:      open.changed,
		HTTP2:          &http.HTTP2Config{MaxConcurrentStreams: streamsOfOne, MaxReadFrameSize: frameBytes, MaxReceiveBufferPerStream: windowOfStream, MaxReceiveBufferPerConnection: 2 * windowOfStream},
	}
	server.RegisterOnShutdown(stop)
	failed := make(chan error, 1)
	go func() {
		if serving.Certificate != nil {
			server.TLSConfig = serving.Certificate.config()
			failed <- server.ServeTLS(listener, "", "")
			return
		}
		failed <- server.Serve(listener)
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	serving.Lifecycle.stopping.Store(true)
	log.Info("polygraph stops", "taking requests for", serving.Delay.String(), "finishing them within", serving.Patience.String())
	select {
	case err := <-failed:
		return err
	case <-time.After(serving.Delay):
	}
	// The requests that run get some time although ctx has ended.
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), serving.Patience)
	defer cancel()
	if err := server.Shutdown(closing); err != nil {
		_ = server.Close()
		return fmt.Errorf("some requests did not end within %s and were cut off; --shutdown-timeout gives them longer", serving.Patience)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
