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
	return Limits{Limits: resolvers.DefaultLimits(), Body: 1 << 20, Batch: 5, Time: 10 * time.Second, Waiting: 2000, OfAClient: 500, Connections: 2048, Streams: 100, Exports: 4, ExportTime: 5 * time.Minute, Scripts: 2, Gizmo: gizmo.DefaultLimits()}
}

// Check refuses limits that nothing could keep.
func (l Limits) Check() error {
	for name, value := range map[string]int{
		"max-tokens": l.Tokens, "max-depth": l.Depth, "max-fields": l.Fields, "max-root-fields": l.RootFields, "max-aliases": l.Aliases + 1,
		"max-directives": l.Directives + 1, "max-cost": l.Cost, "max-answer": l.AnswerBytes, "max-errors": l.Errors, "max-past": l.Past + 1, "max-body": l.Body, "max-batch": l.Batch + 1,
		"max-requests": l.Requests + 1, "max-waiting": l.Waiting, "max-client-requests": l.OfAClient, "max-connections": l.Connections, "burst": l.Burst + 1, "max-streams": l.Streams + 1, "max-exports": l.Exports + 1,
		"gizmo-requests": l.Scripts, "gizmo-limit": l.Gizmo.Results, "gizmo-steps": l.Gizmo.Steps, "gizmo-memory": l.Gizmo.Memory,
	} {
		if value < 1 || value > 1<<30 {
			return fmt.Errorf("--%s is out of bounds: give a number of 1 or more, or 0 where that means something, at most %d", name, 1<<30)
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
