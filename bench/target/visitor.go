package target

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// From is a transport whose connections come from an address, such as 127.0.0.2.
func From(address string, connections int) *http.Transport {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}, Timeout: 10 * time.Second}
	return &http.Transport{DialContext: dialer.DialContext, MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections, DisableCompression: true}
}

// Visits are how well-behaved clients fared.
type Visits struct {
	Asked     int
	Failed    int
	Failures  map[string]int  `json:",omitempty"` // by what went wrong
	P50, P99  float64         // milliseconds, from when a request was due
	Longest   float64         // the same
	latencies []time.Duration // all of them
}

// Visit asks requests by turns, so many a second, until the context ends. A request is due at its
// time, whatever became of those before, and is reckoned from then: one that waits until one of
// the connections is free is slow, and one that waits for visitTime is given up. Next is called
// for one after the other.
func Visit(ctx context.Context, transport http.RoundTripper, perSecond, connections int, next func(i int) (*http.Request, func(status int, body []byte) error)) Visits {
	client := &http.Client{Transport: transport, Timeout: visitTime}
	v := Visits{Failures: make(map[string]int)}
	var counting, waiting sync.Mutex // of those that are free one waits for what is due next
	var asking sync.WaitGroup
	begun, i := time.Now(), 0
	for range connections {
		asking.Go(func() {
			for {
				waiting.Lock()
				due := begun.Add(time.Duration(i) * time.Second / time.Duration(perSecond))
				if !until(ctx, due) {
					waiting.Unlock()
					return
				}
				err := errLate
				if time.Since(due) < visitTime {
					request, check := next(i)
					i++
					waiting.Unlock()
					err = Ask(client, request, check)
				} else {
					i++
					waiting.Unlock()
				}
				took := time.Since(due)
				counting.Lock()
				v.Asked++
				v.latencies = append(v.latencies, took)
				if err != nil {
					v.Failed++
					v.Failures[err.Error()]++
				}
				counting.Unlock()
			}
		})
	}
	asking.Wait()
	return v.reckon()
}

// until waits for a time, and tells whether the context has not ended by then.
func until(ctx context.Context, due time.Time) bool {
	if wait := time.Until(due); wait > 0 {
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	return ctx.Err() == nil
}

var errLate = errors.New("no answer in time")

// visitTime is after how long a client gives up.
const visitTime = 15 * time.Second

// Ask asks a request and lets a function judge the answer.
func Ask(client *http.Client, request *http.Request, check func(int, []byte) error) error {
	response, err := client.Do(request)
	if err != nil {
		return cause(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return cause(err)
	}
	return check(response.StatusCode, body)
}

// cause is an error without the addresses in it, so that errors alike can be counted.
func cause(err error) error {
	if timeout, is := errors.AsType[net.Error](err); is && timeout.Timeout() {
		return errLate
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// Answered accepts a whole answer of GraphQL without errors.
func Answered(status int, body []byte) error {
	switch {
	case status != http.StatusOK:
		return fmt.Errorf("%d %s", status, Code(body))
	case !bytes.Contains(body, []byte(`"data"`)) || Code(body) != "":
		return fmt.Errorf("%d with an error %s", status, Code(body))
	}
	return nil
}

// Code is the first extensions.code of an answer; empty when there is none.
func Code(body []byte) string {
	_, rest, found := bytes.Cut(body, []byte(`"code":"`))
	code, _, closed := bytes.Cut(rest, []byte(`"`))
	if !found || !closed {
		return ""
	}
	return string(code)
}

func (v Visits) reckon() Visits {
	v.P50, v.P99, v.Longest = Percentile(v.latencies, 50), Percentile(v.latencies, 99), Percentile(v.latencies, 100)
	return v
}

// Percentile is that of times, in milliseconds; 0 of none.
func Percentile(times []time.Duration, percent int) float64 {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Seconds() * 1000
}
