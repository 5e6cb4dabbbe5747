package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// result is what became of the server under one attack.
type result struct {
	Name       string
	Legal      bool `json:",omitempty"`
	tally      `json:"Tally"`
	Visits     target.Visits // of the clients that behave well, meanwhile
	Memory     figures       // RSS in bytes
	Heap       figures       // bytes
	Goroutines figures
	Handles    figures
	Processor  float64  // seconds that the server was busy during the attack
	IdleAfter  float64  // seconds from the attack's end until it was idle
	Broken     []string `json:",omitempty"`
}

// figures are a measure before, at most during, and after an attack.
type figures struct{ Before, Most, After int64 }

// The promises.
const (
	memoryFactor  = 2
	memoryBeside  = 200 << 20
	refusalTime   = 100.0 // milliseconds, of a request that meets an idle server
	refusalBytes  = 50_000
	slowdown      = 5
	leastP99      = 10.0 // milliseconds; below, the machine's own moods are measured
	idleTime      = 1.0  // seconds
	fewGoroutines = 10   // more than before are no leak: connections of the clients that are about to close
	fewHandles    = 10
)

// leaks tells whether there is more than there was before.
func (r *result) leaks() bool {
	return r.Goroutines.After > r.Goroutines.Before+fewGoroutines || r.Handles.After > r.Handles.Before+fewHandles
}

// memoryLimit is what is promised of RSS.
func (r *result) memoryLimit() int64 { return memoryFactor*r.Memory.Before + memoryBeside }

// judge fills Broken.
func (r *result) judge(s *session, a attack, log string, stopped error) {
	broken := func(format string, args ...any) { r.Broken = append(r.Broken, fmt.Sprintf(format, args...)) }
	if stopped != nil {
		broken("the server did not end well: %v", stopped)
	}
	if line := panicIn(log); line != "" {
		broken("its log has a panic: %s", line)
	}
	for _, what := range slices.Sorted(maps.Keys(r.Unwanted)) {
		broken("%d x %s", r.Unwanted[what], what)
	}
	if r.Memory.Most > r.memoryLimit() {
		broken("memory rose to %s; %s are promised", mega(r.Memory.Most), mega(r.memoryLimit()))
	}
	if r.leaks() {
		broken("goroutines %d, were %d; handles %d, were %d", r.Goroutines.After, r.Goroutines.Before, r.Handles.After, r.Handles.Before)
	}
	if !a.legal && r.Alone.Bytes > refusalBytes {
		broken("%d bytes of refusal", r.Alone.Bytes)
	}
	if s.hard {
		return
	}
	if !a.legal && r.Alone.Millis > refusalTime {
		broken("refused after %.0f ms", r.Alone.Millis)
	}
	if r.IdleAfter > idleTime {
		broken("idle only after %.1f s", r.IdleAfter)
	}
	if limit := slowdown * max(s.quietP99, leastP99/slowdown); r.Visits.P99 > limit {
		broken("p99 of others %.0f ms; %.0f promised", r.Visits.P99, limit)
	}
	if r.Visits.Failed > 0 {
		broken("%d of %d requests of others failed: %s", r.Visits.Failed, r.Visits.Asked, counted(r.Visits.Failures))
	}
}

// panicIn is the line of a log that tells of a panic.
func panicIn(log string) string {
	for line := range strings.Lines(log) {
		for _, sign := range []string{"panic", "fatal error:", "DATA RACE", "runtime error"} {
			if strings.Contains(line, sign) {
				return strings.TrimSpace(line[:min(len(line), 300)])
			}
		}
	}
	return ""
}

const headLine = `
attack                                                       sent  ms CPU/req  p99 ms | alone: answer, ms, ms CPU, bytes                | memory MB       | others p50   p99   failed | idle s | answers`

// line is the result as a line of a table.
func (r *result) line() string {
	first := strings.Repeat(" ", 47)
	if r.Alone.Answer != "" {
		first = fmt.Sprintf("%-25.25s %6.0f %5.0f %8d", r.Alone.Answer, r.Alone.Millis, r.Alone.Processor, r.Alone.Bytes)
	}
	text := fmt.Sprintf("%-57.57s %7d %10.2f %8.1f | %s | %4d→%4d→%4d | %8.1f %7.1f %5d/%d | %5.1f | %s", r.Name, r.Sent, r.perRequest(), r.P99, first,
		r.Memory.Before>>20, r.Memory.Most>>20, r.Memory.After>>20, r.Visits.P50, r.Visits.P99, r.Visits.Failed, r.Visits.Asked, r.IdleAfter, counted(r.Answers))
	for _, why := range r.Broken {
		text += "\n    BROKEN " + why
	}
	return text
}

// perRequest is how many milliseconds a request of the attack kept processors busy, those of the
// clients that behave well included.
func (r *result) perRequest() float64 {
	if r.Sent == 0 {
		return 0
	}
	return 1000 * r.Processor / float64(r.Sent)
}

// counted lists counts, the highest first.
func counted(counts map[string]int) string {
	var list []string
	for _, name := range byCount(counts) {
		list = append(list, fmt.Sprintf("%d x %s", counts[name], name))
	}
	return strings.Join(list, ", ")
}

// byCount are the names of counts, that of the highest first.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func mega(bytes int64) string { return fmt.Sprintf("%d MB", bytes>>20) }
