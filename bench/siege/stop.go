package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// stopName is what --only and --list call this; it is no attack, and comes last.
const stopName = "stop: under load"

// stopResult is how the server stopped while it had work to do.
type stopResult struct {
	InFlight, Answered int     // requests that had begun before SIGTERM
	Seconds            float64 // from SIGTERM to the end
	Broken             []string
}

func (r stopResult) line() string {
	text := fmt.Sprintf("%s: %d of %d requests in flight were answered, it ended after %.1f s", stopName, r.Answered, r.InFlight, r.Seconds)
	for _, why := range r.Broken {
		text += "\n    BROKEN " + why
	}
	return text
}

// begunBefore is by how much a request must have begun before SIGTERM to count as in flight:
// until then it may lie unread in the kernel.
const begunBefore = 20 * time.Millisecond

// stopUnderLoad stops a server while clients ask what takes long, and looks whether those get
// their answers.
func (s *session) stopUnderLoad(ctx context.Context) (stopResult, error) {
	var r stopResult
	l, err := s.lend(ctx, s.flagsOf(attack{}))
	if err != nil {
		return r, err
	}
	server := l.server
	defer server.Close()
	type outcome struct {
		begun, ended time.Time
		err          error
	}
	var mu sync.Mutex
	var outcomes []outcome
	var clients sync.WaitGroup
	timed, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for worker := range 8 {
		clients.Go(func() {
			transport := target.From(visitorsAddress, 1)
			defer transport.CloseIdleConnections()
			client := &http.Client{Transport: transport}
			for i := 0; timed.Err() == nil; i++ {
				o := outcome{begun: time.Now()}
				o.err = target.Ask(client, slow(server.URL, worker*1000+i), target.Answered)
				o.ended = time.Now()
				mu.Lock()
				outcomes = append(outcomes, o)
				mu.Unlock()
				if o.err != nil {
					return // it stops
				}
			}
		})
	}
	time.Sleep(time.Second)
	signalled := time.Now()
	if err := server.Terminate(); err != nil {
		return r, err
	}
	err = server.Wait(3 * settled)
	r.Seconds = time.Since(signalled).Seconds()
	cancel()
	clients.Wait()
	if err != nil {
		r.Broken = append(r.Broken, fmt.Sprintf("the server did not end well: %v", err))
	}
	for _, o := range outcomes {
		if o.begun.Before(signalled.Add(-begunBefore)) && o.ended.After(signalled) {
			r.InFlight++
			if o.err == nil {
				r.Answered++
			} else {
				r.Broken = append(r.Broken, fmt.Sprintf("a request in flight failed: %v", o.err))
			}
		}
	}
	if r.InFlight == 0 {
		r.Broken = append(r.Broken, "nothing was in flight; the machine is too fast for this test")
	}
	return r, nil
}

// slow is a request that takes some time however quick the graph is: it reads the whole schema.
func slow(base string, i int) *http.Request {
	return target.Question(base, wholeSchema(i), nil)
}
