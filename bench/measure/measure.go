// Package measure tells how long an export takes, and how much more memory is in use
// while it runs.
package measure

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

// Export is how an export went.
type Export struct {
	Items  int // nodes and edges, or quads, that were written
	Bytes  int64
	Time   time.Duration // without the looks at the memory
	Growth int64         // bytes in use beyond those before the export, the most of all looks
	Looks  int
}

// Of writes a piece of the graph in a format, and throws away what is written. It looks at
// the memory so many times: whenever another part of the items is done, which is while
// everything that the export holds is held. Whoever else uses memory meanwhile is counted too.
func Of(ctx context.Context, f export.Format, piece *graph.Selection, looks int) (Export, error) {
	var e Export
	var looked time.Duration
	runtime.GC() // twice in all, which empties the pools that exports before have filled
	before := inUse()
	look := func() {
		begun := time.Now()
		e.Growth = max(e.Growth, inUse()-before)
		e.Looks++
		looked += time.Since(begun)
	}
	var next, items int
	progress := func(done, total int) {
		items = total
		e.Items = done
		if next == 0 {
			next = min(patience, total) // at the begin
		}
		if done >= next {
			next = done + max(1, total/looks)
			look()
		}
	}
	begun := time.Now()
	w := &counter{}
	err := f.Write(ctx, w, piece, export.Options{Progress: progress})
	e.Time, e.Bytes = time.Since(begun)-looked, w.bytes
	runtime.KeepAlive(piece)
	switch {
	case err != nil:
		return e, err
	case piece.HasClaims() && e.Items+patience < items:
		return e, fmt.Errorf("%s wrote %d of %d items", f.Name, e.Items, items)
	}
	return e, nil
}

// patience is after how many items an export tells its progress, at most.
const patience = 512

// inUse is how many bytes the program holds that it can still reach.
func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

type counter struct{ bytes int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}

// Ready makes what exports ask of a View once and that it keeps, so that no export is
// blamed for it.
func Ready(v *graph.View) {
	v.AllThings()
	v.Fingerprint()
}
