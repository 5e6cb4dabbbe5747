package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// visitors share out requests among several addresses, as those of many people come.
type visitors struct {
	transports []*http.Transport
	next       atomic.Uint64
}

func spread(addresses, connections int) *visitors {
	v := &visitors{}
	for i := range addresses {
		v.transports = append(v.transports, target.From(fmt.Sprintf("127.0.1.%d", i+1), max(1, connections/addresses)))
	}
	return v
}

// RoundTrip sends a request from the address whose turn it is.
func (v *visitors) RoundTrip(r *http.Request) (*http.Response, error) {
	return v.transports[v.next.Add(1)%uint64(len(v.transports))].RoundTrip(r)
}

func (v *visitors) close() {
	for _, transport := range v.transports {
		transport.CloseIdleConnections()
	}
}

// peak is how many requests a second are answered when each connection asks as soon as it has
// an answer. Wrong answers end the search.
func peak(ctx context.Context, v *visitors, m *mix, c config) (float64, error) {
	client := &http.Client{Transport: v}
	timed, cancel := context.WithTimeout(ctx, c.find)
	defer cancel()
	var asked atomic.Int64
	var first error
	var once sync.Once
	var workers sync.WaitGroup
	begun := time.Now()
	for range c.connections {
		workers.Go(func() {
			for timed.Err() == nil {
				request, check := m.next(int(asked.Add(1)))
				if err := target.Ask(client, request, check); err != nil {
					once.Do(func() { first = fmt.Errorf("at the peak: %w", err) })
					cancel()
				}
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	return float64(asked.Load()) / time.Since(begun).Seconds(), first
}

// subscribe keeps subscriptions open until the returned function is called, which tells how
// many events came, how many had errors, and how many subscriptions were still open.
func subscribe(ctx context.Context, base string, n int) func() (events, wrong, open int) {
	ctx, cancel := context.WithCancel(ctx)
	var told, failed, going atomic.Int64
	var readers sync.WaitGroup
	for range n {
		going.Add(1)
		readers.Go(func() {
			request := target.Question(base, "subscription { graphChanged { generation claimsAdded claimsRemoved } }", nil).WithContext(ctx)
			request.Header.Set("Accept", "text/event-stream")
			response, err := (&http.Client{Transport: &http.Transport{}}).Do(request)
			if err != nil {
				going.Add(-1)
				return
			}
			defer func() { _ = response.Body.Close() }()
			for lines := bufio.NewReader(response.Body); ; {
				line, err := lines.ReadString('\n')
				switch {
				case strings.Contains(line, `"errors"`): // whose path names the field, too
					failed.Add(1)
				case strings.Contains(line, `"graphChanged"`):
					told.Add(1)
				}
				if err == nil {
					continue
				}
				if err == io.EOF || ctx.Err() == nil {
					going.Add(-1) // the server ended it
				}
				return
			}
		})
	}
	return func() (events, wrong, open int) {
		open = int(going.Load())
		cancel()
		readers.Wait()
		return int(told.Load()), int(failed.Load()), open
	}
}
