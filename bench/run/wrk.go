package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/bench/results"
)

// counted is what wrk counts in one round.
type counted struct {
	Requests     int
	Microseconds int
	Bytes        int
	Errors       int
	P50, P99     float64

	processor map[string]float64 // microseconds of a request, by program
	kernel    float64            // the part of it in the kernel, of all programs
}

func (c counted) rate() float64 { return float64(c.Requests) / (float64(c.Microseconds) / 1e6) }

// wrk sends the requests of a file in turn over so many connections.
func (s *sizeRun) wrk(ctx context.Context, server *server, requests string, connections int) (counted, error) {
	cmd := exec.CommandContext(ctx, "wrk", "-t1", fmt.Sprintf("-c%d", connections), fmt.Sprintf("-d%.0fs", s.round.Seconds()),
		"--timeout", "30s", "-s", "bench/run/cycle.lua", server.url, "--", requests)
	before := server.processorTimes()
	out, err := cmd.CombinedOutput()
	after := server.processorTimes()
	if err != nil {
		return counted{}, fmt.Errorf("wrk: %w: %s", err, out)
	}
	_, text, found := bytes.Cut(out, []byte("JSON "))
	if !found {
		return counted{}, fmt.Errorf("wrk has counted nothing: %s", out)
	}
	var c counted
	if err := json.Unmarshal(text, &c); err != nil {
		return counted{}, err
	}
	switch {
	case c.Errors > 0:
		return c, fmt.Errorf("%s: %d of %d requests failed", server.name, c.Errors, c.Requests)
	case c.Requests == 0:
		return c, fmt.Errorf("%s answered no request", server.name)
	}
	c.processor = make(map[string]float64)
	var all, kernel time.Duration
	for program, took := range after {
		spent := took.all - before[program].all
		c.processor[program] = float64(spent.Microseconds()) / float64(c.Requests)
		all += spent
		kernel += took.kernel - before[program].kernel
	}
	if all > 0 {
		c.kernel = float64(kernel) / float64(all)
	}
	return c, nil
}

// processorTimes are those of the server's processes, by program.
func (s *server) processorTimes() map[string]onProcessor {
	times := make(map[string]onProcessor)
	for program, pid := range s.pids {
		times[program] = processorTime(pid)
	}
	return times
}

// writeRequests writes what wrk sends to a server.
func (s *sizeRun) writeRequests(server *server, a asked) (string, error) {
	var text strings.Builder
	for i, v := range a.variables {
		fmt.Fprintf(&text, "%s\n%s\n", server.path(a.Question, i), server.request(a.Question, v))
	}
	name := filepath.Join(s.folder, server.name+"-"+a.Name+".requests")
	return name, os.WriteFile(name, []byte(text.String()), 0o644)
}

// measure measures all servers with a question, by turns: what else the machine does at a
// time troubles all of them.
func (s *sizeRun) measure(ctx context.Context, servers []*server, a asked) error {
	files := make([]string, len(servers))
	for i, server := range servers {
		var err error
		if files[i], err = s.writeRequests(server, a); err != nil {
			return err
		}
		if _, err := s.wrk(ctx, server, files[i], 16); err != nil { // warms it
			return fmt.Errorf("%s: %w", a.Name, err)
		}
	}
	for _, connections := range []int{1, 16} {
		rounds := make([][]counted, len(servers))
		for round := range s.rounds {
			for i := range servers {
				i = (i + round) % len(servers) // each begins once
				c, err := s.wrk(ctx, servers[i], files[i], connections)
				if err != nil {
					return fmt.Errorf("%s: %w", a.Name, err)
				}
				rounds[i] = append(rounds[i], c)
			}
		}
		for i, server := range servers {
			h := results.HTTP{Question: a.Name, System: server.name, Connections: connections,
				Rate: spread(rounds[i], counted.rate), Bytes: server.bytes[a.Name],
				P50: spread(rounds[i], func(c counted) float64 { return c.P50 }), P99: spread(rounds[i], func(c counted) float64 { return c.P99 })}
			h.Kernel = spread(rounds[i], func(c counted) float64 { return c.kernel })
			h.Processor = make(map[string]results.Spread)
			for program := range server.pids {
				h.Processor[program] = spread(rounds[i], func(c counted) float64 { return c.processor[program] })
			}
			if sent := float64(rounds[i][0].Bytes) / float64(rounds[i][0].Requests); sent < h.Bytes {
				return fmt.Errorf("%s: %s sent %.0f bytes an answer, where answers have %.0f", a.Name, server.name, sent, h.Bytes)
			}
			s.size.HTTP = append(s.size.HTTP, h)
			say("%-18s %-22s %2d connections %8.0f requests/s, p50 %6.0f µs, p99 %7.0f µs", a.Name, server.name, connections, h.Rate.Median, h.P50.Median, h.P99.Median)
		}
	}
	return nil
}

// spread is the median of the rounds with the least and the most.
func spread[T any](rounds []T, of func(T) float64) results.Spread {
	values := make([]float64, 0, len(rounds))
	for _, round := range rounds {
		values = append(values, of(round))
	}
	return results.SpreadOf(values)
}

// post asks a server once.
func post(ctx context.Context, url string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer bytes.Buffer
	if _, err := answer.ReadFrom(response.Body); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %.500s", response.Status, answer.Bytes())
	}
	return answer.Bytes(), nil
}
