package server

import (
	"math"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// Memory keeps the memory of the process in bounds. Of garbage it lets as much lie about as the
// graph takes, or garbageAtLeast, whatever else is in use meanwhile; and when more than the
// limit is in use it makes requests come again later.
type Memory struct {
	idle  atomic.Int64 // bytes in use when nothing is asked
	limit atomic.Int64 // bytes that may be; 0 for none
	asked int64        // the limit that was asked for; 0 for one that follows from idle
	fixed bool         // the collector is set by somebody who knows better
	quads int          // of the graph when idle was measured
	shed  atomic.Uint64

	loads  atomic.Int32 // that go on
	looked atomic.Int64 // when it was last asked how much is live, in nanoseconds of Unix
	short  atomic.Bool  // what came of it
}

// memoryTime is how often it is asked, at most.
const memoryTime = 20 * time.Millisecond

// garbageAtLeast is how much garbage may lie about, in bytes: around a small graph it would
// otherwise be collected many times a second.
const garbageAtLeast = 128 << 20

// NewMemory makes one. The limit is in bytes; 0 is for twice what is in use when nothing is
// asked, and 160 MiB more.
func NewMemory(limit int) *Memory {
	return &Memory{asked: int64(limit), fixed: os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != ""}
}

// Measure reckons anew what is in use when nothing is asked. It is called by one goroutine, when the
// graph has become another one, of so many quads, and takes a collection of garbage.
func (m *Memory) Measure(quads int) {
	runtime.GC()
	m.reckon(inUse(), quads)
	if m.fixed {
		return
	}
	if m.loads.Load() == 0 {
		m.setLimit(m.limit.Load())
	}
	m.tune()
}

// reckon takes what is in use now for what is when nothing is asked. Answers on their way and those
// that are kept are in it, too, so that it becomes more only as the graph does.
func (m *Memory) reckon(now int64, quads int) {
	if before := m.idle.Load(); before > 0 {
		grown := max(1, float64(quads)/float64(max(1, m.quads)))
		now = int64(min(float64(now), float64(before)*grown))
	}
	m.quads = quads
	m.idle.Store(now)
	limit := m.asked
	if limit == 0 {
		limit = 2*now + 160<<20
	}
	m.limit.Store(limit)
}

// Loading tells that data are being loaded, until done is called. A load takes what it takes, for a
// while, and nobody is refused for it, unless a limit was asked for.
func (m *Memory) Loading() (done func()) {
	if m == nil || m.asked > 0 {
		return func() {}
	}
	m.loads.Add(1)
	m.setLimit(math.MaxInt64)
	return func() {
		if m.loads.Add(-1) == 0 {
			m.setLimit(m.limit.Load())
		}
	}
}

// setLimit tells the collector how hard it has to work; 0 is not known yet.
func (m *Memory) setLimit(limit int64) {
	if !m.fixed && limit > 0 {
		debug.SetMemoryLimit(limit)
	}
}

// Follow sets, after each collection, when the next one is due. The percentage that the runtime
// keeps to is of what was in use then: left as it was set for an idle server, it would let a busy
// one have many times as much garbage.
func (m *Memory) Follow() {
	if m.fixed {
		return
	}
	type cycle struct{ _ [16]byte }
	var again func(*cycle)
	again = func(*cycle) {
		m.tune()
		runtime.SetFinalizer(&cycle{}, again)
	}
	runtime.SetFinalizer(&cycle{}, again)
}

func (m *Memory) tune() {
	live := max(sample("/gc/heap/live:bytes"), 1)
	allowed := max(garbageAtLeast, min(live, m.idle.Load()))
	debug.SetGCPercent(int(max(10, 100*allowed/live)))
}

// inUse is what the runtime has of the system and has not given back.
func inUse() int64 {
	return sample("/memory/classes/total:bytes") - sample("/memory/classes/heap/released:bytes")
}

func sample(name string) int64 {
	samples := []metrics.Sample{{Name: name}}
	metrics.Read(samples)
	if samples[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(samples[0].Value.Uint64())
}

// isShort tells whether more is in use than leaves room for another request: what is live, not
// what is garbage.
func (m *Memory) isShort() bool {
	if m.loads.Load() > 0 {
		return false
	}
	now := time.Now().UnixNano()
	if last := m.looked.Load(); now-last > int64(memoryTime) && m.looked.CompareAndSwap(last, now) {
		limit := m.limit.Load()
		m.short.Store(limit > 0 && sample("/gc/heap/live:bytes") > limit/10*9)
	}
	return m.short.Load()
}

// around refuses requests while memory is short.
func (m *Memory) around(next http.Handler) http.Handler {
	if m == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m.isShort() {
			m.shed.Add(1)
			refuse(w, r, &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: "the server is short of memory; try again", retry: 2})
			return
		}
		next.ServeHTTP(w, r)
	})
}
