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

// Visit asks requests by turns, so many a second over so many connections, until the context
// ends. A request is due at its time, whatever became of those before, and is reckoned from
// then: one that waits for a free connection is slow. Next is called for one after the other.
func Visit(ctx context.Context, transport http.RoundTripper, perSecond int, next func(i int) (*http.Request, func(status int, body []byte) error)) Visits {
	client := &http.Client{Transport: transport, Timeout: visitTime}
	v := Visits{Failures: make(map[string]int)}
	var mu sync.Mutex
	var asking sync.WaitGroup
	begun := time.Now()
	for i := 0; ; i++ {
		due := begun.Add(time.Duration(i) * time.Second / time.Duration(perSecond))
		select {
		case <-ctx.Done():
			asking.Wait()
			return v.reckon()
		case <-time.After(time.Until(due)):
		}
		if ctx.Err() != nil {
			continue // where both came true, select may choose either
		}
		request, check := next(i)
		asking.Go(func() {
			err := Ask(client, request, check)
			took := time.Since(due)
			mu.Lock()
			defer mu.Unlock()
			v.Asked++
			v.latencies = append(v.latencies, took)
			if err != nil {
				v.Failed++
				v.Failures[err.Error()]++
			}
		})
	}
}

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
		return errors.New("no answer in time")
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
