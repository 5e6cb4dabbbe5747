package server

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/gizmo"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// Limits bound what a client can ask of the server.
type Limits struct {
	resolvers.Limits
	Body     int           // bytes of a request
	Batch    int           // requests in one; 0 for none
	Time     time.Duration // for an answer, waiting included
	Requests int           // that run at once, others wait; 0 for one a processor
	Waiting  int           // that wait, of all clients
	// OfAClient is how many requests of one client run or wait.
	OfAClient int
	Rate      float64 // requests a second of one client; 0 for any number
	Burst     int     // that it may send at once; 0 for twice the rate
	// Connections is how many are open at once.
	Connections int
	Streams     int // subscriptions at once
	Exports     int // that are written at once; 0 for none
	// ExportTime is for an export; Time is for each piece of it to be taken.
	ExportTime time.Duration
	Scripts    int          // Gizmo queries that run at once; others wait
	Gizmo      gizmo.Limits // of one of them; its time is Time
}

// DefaultLimits are what a server holds to unless told otherwise.
func DefaultLimits() Limits {
	return Limits{Limits: resolvers.DefaultLimits(), Body: 256 << 10, Batch: 5, Time: 10 * time.Second, Waiting: 2000, OfAClient: 500, Connections: 2048, Streams: 100, Exports: 4, ExportTime: 5 * time.Minute, Scripts: 2, Gizmo: gizmo.DefaultLimits()}
}

// Check refuses limits that nothing could keep.
func (l Limits) Check() error {
	for _, one := range []struct {
		name         string
		value, least int
	}{
		{"max-tokens", l.Tokens, 1},
		{"max-depth", l.Depth, 1},
		{"max-fields", l.Fields, 1},
		{"max-root-fields", l.RootFields, 1},
		{"max-aliases", l.Aliases, 0},
		{"max-directives", l.Directives, 0},
		{"max-cost", l.Cost, 1},
		{"max-answer", l.AnswerBytes, 1},
		{"max-errors", l.Errors, 1},
		{"max-past", l.Past, 0},
		{"max-body", l.Body, 1},
		{"max-batch", l.Batch, 0},
		{"max-requests", l.Requests, 0},
		{"max-waiting", l.Waiting, 1},
		{"max-client-requests", l.OfAClient, 1},
		{"max-connections", l.Connections, 1},
		{"burst", l.Burst, 0},
		{"max-streams", l.Streams, 0},
		{"max-exports", l.Exports, 0},
		{"gizmo-requests", l.Scripts, 1},
		{"gizmo-limit", l.Gizmo.Results, 1},
		{"gizmo-steps", l.Gizmo.Steps, 1},
		{"gizmo-memory", l.Gizmo.Memory, 1},
	} {
		if one.value < one.least || one.value > 1<<30 {
			return fmt.Errorf("--%s is out of bounds: give a number of %d to %d", one.name, one.least, 1<<30)
		}
	}
	if l.Rate < 0 || l.Rate > 1e6 || l.Rate > 0 && l.Rate < 0.01 || math.IsNaN(l.Rate) {
		return errors.New("--rate is out of bounds: give requests a second, such as 50, or 0 for no limit")
	}
	if l.Time < 10*time.Millisecond || l.Time > time.Hour {
		return errors.New("--timeout is out of bounds: give 10ms to 1h, such as 10s")
	}
	if l.ExportTime < 10*time.Millisecond || l.ExportTime > 24*time.Hour {
		return errors.New("--export-timeout is out of bounds: give 10ms to 24h, such as 5m")
	}
	return nil
}
