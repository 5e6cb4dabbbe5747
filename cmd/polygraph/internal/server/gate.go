package server

import (
	"net/http"
	"os"
	"runtime"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
)

// gate is what requests pass: bounds that hold for all of them together, and for those of each
// client.
type gate struct {
	limits    Limits
	rates     *rates
	memory    *Memory
	lifecycle *Lifecycle
	turns     queue   // of the processors
	exports   queue   // of exports that are written
	long      queue   // of answers that have become long, while they are made
	scripts   queue   // of Gizmo queries
	bodies    *bodies // what is sent
	answers   onTheWay
	open      *tally // subscriptions
	sockets   *tally
}

// slice is how long a request has its turn before others may go first: long beside what most
// need, and short beside what people notice.
const slice = 3 * time.Millisecond

// processors is how many there are for this process.
var processors = runtime.GOMAXPROCS(0)

// Share lets the system itself share the processors among more threads than there are of them:
// when all are at work for a while, it lets one that was asleep go first, sooner than Go lets a
// request. Whoever sets GOMAXPROCS knows better.
func Share() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(2 * processors)
	}
}

func newGate(options Options) *gate {
	limits := options.Limits
	running := limits.Requests
	if running == 0 {
		running = processors
	}
	g := &gate{
		limits: limits, rates: newRates(limits), memory: options.Memory, lifecycle: options.Lifecycle,
		turns:   queue{turns.New(turns.Limits{Running: running, Spare: running, Waiting: limits.Waiting, OfAClient: limits.OfAClient, Slice: slice, Patience: limits.Time})},
		exports: queue{turns.New(turns.Limits{Running: max(1, limits.Exports), Waiting: limits.Waiting, OfAClient: limits.OfAClient, TurnsEach: half(max(1, limits.Exports)), Slice: limits.ExportTime, Patience: limits.Time})},
		long:    queue{turns.New(turns.Limits{Running: longAtOnce, Waiting: longWaiting, OfAClient: limits.OfAClient, TurnsEach: half(longAtOnce), Slice: limits.Time, Patience: limits.Time})},
		scripts: queue{turns.New(turns.Limits{Running: max(1, limits.Scripts), Waiting: limits.Waiting, OfAClient: limits.OfAClient, TurnsEach: half(limits.Scripts), Slice: limits.Time, Patience: limits.Time})},
		bodies:  newBodies(limits), answers: newOnTheWay(),
		open: newTally(limits.Streams, half(limits.Streams)), sockets: newTally(limits.Streams, half(limits.Streams)),
	}
	return g
}

// half is what one client may have of what there are few of; of one or two all.
func half(all int) int {
	if all <= 2 {
		return all
	}
	return (all + 1) / 2
}

// around refuses what comes too fast, and all while memory is short.
func (g *gate) around(next http.Handler) http.Handler {
	return g.rates.around(g.memory.around(next))
}

// tell tells how full all of it is.
func (g *gate) tell(metrics *observe.Metrics) {
	for _, one := range []struct {
		name, running, waiting string
		queue                  queue
	}{
		{"requests", "Requests of /graphql, /id/, /export/ and /mcp that have a turn of the processors.", "Those that wait for a turn of the processors.", g.turns},
		{"exports", "Exports that are being written, also while they wait for a turn of the processors.", "Exports that wait until fewer are written.", g.exports},
		{"long_answers", "Answers of more than 128 KiB that are being made.", "Answers that have become so long, and wait until fewer are made.", g.long},
		{"gizmo", "Gizmo queries that run.", "Gizmo queries that wait until fewer run.", g.scripts},
	} {
		metrics.Gauge(one.name+"_running", one.running, func() float64 { return float64(one.queue.Standing().Running) })
		metrics.Gauge(one.name+"_waiting", one.waiting, func() float64 { return float64(one.queue.Standing().Waiting) })
	}
	metrics.Gauge("streams_open", "Subscriptions that are open.", func() float64 { return float64(g.open.count()) })
	metrics.Gauge("sockets_open", "WebSockets that are open.", func() float64 { return float64(g.sockets.count()) })
	metrics.Gauge("bodies_bytes", "Bytes of requests of more than 16 KiB that are held.", func() float64 { return float64(g.bodies.inUse()) })
	metrics.Gauge("answers_bytes", "Bytes of answers of more than 16 KiB that are on their way, kept ones left out.", func() float64 { return float64(g.answers.inUse()) })
	if g.rates != nil {
		metrics.Counter("rate_limited_total", "Requests that came too fast.", g.rates.refused.Load)
	}
	if g.memory != nil {
		metrics.Gauge("memory_limit_bytes", "Bytes of memory above which requests are refused.", func() float64 { return float64(g.memory.limit.Load()) })
		metrics.Counter("memory_refused_total", "Requests that were refused because memory was short.", g.memory.shed.Load)
	}
	if g.lifecycle != nil {
		metrics.Gauge("connections_open", "Connections that are open.", func() float64 { open, _ := g.lifecycle.Connections(); return float64(open) })
		metrics.Counter("connections_closed_total", "Connections that were closed because there were too many.", func() uint64 { _, closed := g.lifecycle.Connections(); return closed })
	}
}
