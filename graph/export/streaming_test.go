package export_test

import (
	"slices"
	"testing"

	"github.com/polygraph-kg/polygraph/bench/measure"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

func invented(t testing.TB, quads int) *graph.View {
	t.Helper()
	made, err := policy.New(1, quads)
	if err != nil {
		t.Fatal(err)
	}
	v := graph.NewView(slices.Collect(made.Quads()))
	measure.Ready(v)
	return v
}

// An export that collects nodes, claims among them, or edges before it writes them holds more of the larger
// graph, which has 80,000 quads more, or 30,000 nodes and edges: a few bytes of each are
// enough to fail. Both are too large to be laid out, which takes long.
const (
	smallGraph, largeGraph = 70_000, 150_000 // quads
	mostGrowth             = 4 << 20         // bytes in use beyond the View, in a format that writes as it reads
	noise                  = 512 << 10       // how much less one look may find than another
)

// parquet holds the pages and a group of rows, which the smaller graph does not fill.
var mostGrowthOf = map[string]int64{"parquet": 32 << 20}

func TestStreamingFormatsNeedConstantMemory(t *testing.T) {
	small, large := invented(t, smallGraph), invented(t, largeGraph)
	for _, f := range export.Formats() {
		if !f.Streams() {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			grows := func(v *graph.View) int64 {
				e, err := measure.Of(t.Context(), f, v.All(), 4)
				if err != nil {
					t.Fatal(err)
				}
				if e.Looks < 2 {
					t.Fatalf("the memory was looked at %d times", e.Looks)
				}
				return e.Growth
			}
			ofSmall, ofLarge := grows(small), grows(large)
			if most, special := mostGrowthOf[f.Name]; special {
				if ofLarge > most {
					t.Errorf("the export holds %d bytes, and may hold %d", ofLarge, most)
				}
				return
			}
			if ofLarge > mostGrowth || ofLarge > ofSmall+noise {
				t.Errorf("the export holds %d bytes of a graph of %d quads, and %d of one of %d", ofSmall, smallGraph, ofLarge, largeGraph)
			}
		})
	}
}

// BenchmarkExport writes 200,000 quads, of which 10,000 claims are nodes.
func BenchmarkExport(b *testing.B) {
	piece := invented(b, 200_000).All()
	for _, f := range export.Formats() {
		if !f.Streams() {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			var bytes int64
			items := 0
			for b.Loop() {
				w := &written{}
				last := 0
				if err := f.Write(b.Context(), w, piece, export.Options{Progress: func(done, total int) { last, items = done, total }}); err != nil {
					b.Fatal(err)
				}
				switch {
				case items-last >= 512: // told after every 512 items
					b.Fatalf("%d of %d items were written", last, items)
				case bytes != 0 && bytes != w.bytes:
					b.Fatalf("%d bytes were written, and %d before", w.bytes, bytes)
				}
				bytes = w.bytes
			}
			b.SetBytes(bytes)
			b.ReportMetric(float64(items)/(b.Elapsed().Seconds()/float64(b.N)), "items/s")
		})
	}
}

type written struct{ bytes int64 }

func (w *written) Write(p []byte) (int, error) {
	w.bytes += int64(len(p))
	return len(p), nil
}
