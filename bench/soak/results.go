package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/bench/page"
	"github.com/polygraph-kg/polygraph/bench/target"
)

// results are those of a run, as the file that it writes.
type results struct {
	Command, Date string
	Peak          float64 // requests a second
	PerSecond     int     // that were asked
	Seconds       float64
	Visits        target.Visits
	Changes       int // of the data
	Events        int // that all subscriptions were told
	WrongEvents   int // those with errors beside
	Subscriptions int
	Streams       int // of them, that were open at the end
	Samples       []sample
	Broken        []string
}

// sample is what the server takes at one time.
type sample struct {
	Second              float64
	Memory, Heap        int64 // bytes
	Goroutines, Handles int64
}

// watch looks at the server every so often until the context ends.
func watch(ctx context.Context, server *target.Server, every time.Duration) (list []sample) {
	begun, ticker := time.Now(), time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return list
		case <-ticker.C:
			if inside, err := server.Inside(); err == nil {
				list = append(list, sample{time.Since(begun).Seconds(), server.Memory(), inside.Heap, int64(inside.Goroutines), int64(server.Handles())})
			}
		}
	}
}

// How much the last third of a run may differ from the middle one, and how long a run must be
// for that to say anything: shorter ones end before what is kept has filled.
const (
	growth    = 1.10
	fewMore   = 20 // goroutines and handles
	longRun   = 10 * 60
	leastSeen = 9
)

func (r *results) judge(stopped error, log string) {
	broken := func(format string, args ...any) { r.Broken = append(r.Broken, fmt.Sprintf(format, args...)) }
	if r.Visits.Failed > 0 || r.Visits.Asked == 0 {
		broken("%d of %d answers were wrong: %v", r.Visits.Failed, r.Visits.Asked, r.Visits.Failures)
	}
	if stopped != nil {
		broken("the server did not end well: %v", stopped)
	}
	if strings.Contains(log, "panic") || strings.Contains(log, "fatal error") {
		broken("its log has a panic")
	}
	if r.Events == 0 {
		broken("no subscription was told of a change")
	}
	if r.WrongEvents > 0 {
		broken("%d events had errors", r.WrongEvents)
	}
	if r.Streams < r.Subscriptions {
		broken("%d of %d subscriptions ended", r.Subscriptions-r.Streams, r.Subscriptions)
	}
	if r.Seconds < longRun || len(r.Samples) < leastSeen {
		return
	}
	for _, m := range measures {
		_, middle, last := r.thirds(m.of)
		if m.bytes && float64(last) > growth*float64(middle) || !m.bytes && last > middle+fewMore {
			broken("%s grew from %s to %s", m.name, m.text(middle), m.text(last))
		}
	}
}

// measure is one figure of a sample.
type measure struct {
	name  string
	bytes bool
	of    func(sample) int64
}

var measures = []measure{
	{"memory", true, func(s sample) int64 { return s.Memory }}, {"heap, garbage included", true, func(s sample) int64 { return s.Heap }},
	{"goroutines", false, func(s sample) int64 { return s.Goroutines }}, {"handles", false, func(s sample) int64 { return s.Handles }},
}

func (m measure) text(n int64) string {
	if m.bytes {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprint(n)
}

// thirds are the medians of the three thirds of a run.
func (r *results) thirds(of func(sample) int64) (first, middle, last int64) {
	n := len(r.Samples)
	return median(r.Samples[:n/3], of), median(r.Samples[n/3:2*n/3], of), median(r.Samples[2*n/3:], of)
}

func median(samples []sample, of func(sample) int64) int64 {
	if len(samples) == 0 {
		return 0
	}
	var list []int64
	for _, s := range samples {
		list = append(list, of(s))
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// slope is by how much a figure grows in an hour: the line through all samples but those of the
// first third, by least squares.
func (r *results) slope(of func(sample) int64) float64 {
	samples := r.Samples[len(r.Samples)/3:]
	var n, x, y, xx, xy float64
	for _, s := range samples {
		at, value := s.Second/3600, float64(of(s))
		n, x, y, xx, xy = n+1, x+at, y+value, xx+at*at, xy+at*value
	}
	if d := n*xx - x*x; d > 0 {
		return (n*xy - x*y) / d
	}
	return 0
}

// growthTable has the medians of thirds, and the slope.
func (r *results) growthTable() string {
	t := page.NewTable("", ":first third", ":second", ":last", ":growth an hour")
	for _, m := range measures {
		first, middle, last := r.thirds(m.of)
		slope := fmt.Sprintf("%+.1f", r.slope(m.of))
		switch {
		case r.Seconds < longRun:
			slope = "the run is too short"
		case m.bytes:
			slope = fmt.Sprintf("%+.1f MB", r.slope(m.of)/(1<<20))
		}
		t.Row(m.name, m.text(first), m.text(middle), m.text(last), slope)
	}
	return t.String()
}

// text tells of a run in a few lines.
func (r *results) text() string {
	failures := ""
	for _, why := range slices.Sorted(maps.Keys(r.Visits.Failures)) {
		failures += fmt.Sprintf("\n- %d x %s", r.Visits.Failures[why], why)
	}
	peak := ""
	if r.Peak > 0 {
		peak = fmt.Sprintf(" of a peak of %.0f", r.Peak)
	}
	return fmt.Sprintf("%d requests in %.0f s, %d a second%s; %d wrong answers; p50 %.1f ms, p99 %.1f ms, longest %.0f ms; %d changes of the data, %d events, %d of %d subscriptions open at the end.%s\n\n%s",
		r.Visits.Asked, r.Seconds, r.PerSecond, peak, r.Visits.Failed, r.Visits.P50, r.Visits.P99, r.Visits.Longest, r.Changes, r.Events, r.Streams, r.Subscriptions, failures, r.growthTable())
}

func (r *results) write(name string) error {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { // after all that work it shall not be lost
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o644)
}

// publish writes the results of a file into a page.
func publish(found, into string) error {
	text, err := os.ReadFile(found)
	if err != nil {
		return fmt.Errorf("there is nothing to publish: %w", err)
	}
	var r results
	if err := json.Unmarshal(text, &r); err != nil {
		return err
	}
	return page.FillFile(into, map[string]string{"soak": fmt.Sprintf("%s (`soak %s`): %s", r.Date, r.Command, r.text())}, "siege", "heaviest", "attacks")
}
