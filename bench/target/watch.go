package target

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Memory is how much of the server lies in memory now (RSS), in bytes; 0 once it has ended.
func (s *Server) Memory() int64 {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", s.PID))
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if rest, found := strings.CutPrefix(lines.Text(), "VmRSS:"); found {
			kilobytes, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(rest, "kB")), 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// tick is the unit in which the kernel tells time on a processor; on Linux it always is.
const tick = 10 * time.Millisecond

// Processor is how long the server has kept processors busy, its children that have ended
// included.
func (s *Server) Processor() time.Duration { return Processor(s.PID) }

// Processor is that of any process; 0 where there is none.
func Processor(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name of the program, in brackets, is ours
	fields := strings.Fields(rest)
	const first, last = 11, 14 // in user mode and in the kernel, then those of its children
	if len(fields) <= last {
		return 0
	}
	var ticks int64
	for _, field := range fields[first : last+1] {
		n, _ := strconv.ParseInt(field, 10, 64)
		ticks += n
	}
	return time.Duration(ticks) * tick
}

// Handles is how many files and sockets the server has open.
func (s *Server) Handles() int {
	list, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.PID))
	return len(list)
}

// Inside is what the server tells of itself.
type Inside struct {
	Goroutines int
	Heap       int64 // bytes of live objects and of garbage
}

// asker is for questions about the server. Each has a connection of its own, so that none
// stands among what is counted.
var asker = &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// Inside asks the server for its metrics, and has it collect its garbage before.
func (s *Server) Inside() (Inside, error) {
	if response, err := asker.Get(s.Debug + "/debug/pprof/heap?gc=1"); err == nil {
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
	response, err := asker.Get(s.URL + "/metrics")
	if err != nil {
		return Inside{}, err
	}
	text, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	goroutines, known := metric(string(text), "go_goroutines")
	if !known {
		return Inside{}, fmt.Errorf("GET /metrics answers %s and tells no go_goroutines", response.Status)
	}
	heap, _ := metric(string(text), "go_memstats_heap_alloc_bytes")
	return Inside{int(goroutines), int64(heap)}, nil
}

func metric(text, name string) (float64, bool) {
	for line := range strings.Lines(text) {
		if rest, found := strings.CutPrefix(line, name+" "); found {
			value, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
			return value, err == nil
		}
	}
	return 0, false
}

// lookTime is how often the memory is looked at.
const lookTime = 50 * time.Millisecond

// PeakMemory watches the memory until the returned function is called, which gives the most.
func (s *Server) PeakMemory() (stop func() int64) {
	stopped, result := make(chan struct{}), make(chan int64, 1)
	go func() {
		ticker := time.NewTicker(lookTime)
		defer ticker.Stop()
		most := s.Memory()
		for {
			select {
			case <-ticker.C:
				most = max(most, s.Memory())
			case <-stopped:
				result <- max(most, s.Memory())
				return
			}
		}
	}()
	return sync.OnceValue(func() int64 {
		close(stopped)
		return <-result
	})
}

// Idle is how long the server goes on working from now on: until it wants less than a tenth
// of a processor. It stops looking after some time, which is then the answer.
func (s *Server) Idle(patience time.Duration) time.Duration {
	const window = 100 * time.Millisecond
	begun := time.Now()
	for {
		before, from := s.wanted(), time.Now()
		time.Sleep(window)
		worked := s.wanted() - before
		if since := from.Sub(begun); worked <= window/10 || since >= patience {
			return min(since, patience)
		}
	}
}

// wanted is for how long the server's threads were on a processor or waited for one: on a
// busy machine, one that gets none is not idle.
func (s *Server) wanted() time.Duration {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.PID))
	var sum time.Duration
	for _, name := range threads {
		text, _ := os.ReadFile(name)
		var ran, waited int64
		if _, err := fmt.Sscan(string(text), &ran, &waited); err == nil {
			sum += time.Duration(ran + waited)
		}
	}
	return sum
}
