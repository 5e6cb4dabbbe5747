package loader_test

import (
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// From packed bytes to a View that can be asked, and to one with everything that the first
// questions would wait for. docs/performance.md has larger graphs.
func BenchmarkReadQuads(b *testing.B) {
	view := loadOne(b, generated())
	var text strings.Builder
	for q := range view.Quads() {
		text.Write(graph.AppendNQuad(nil, q, graph.DefaultBase))
	}
	packed := gzipped(b, text.String())
	for _, row := range []struct {
		name  string
		ready func(*graph.View)
	}{{"to-a-View", func(*graph.View) {}}, {"to-all-indexes", (*graph.View).Prepare}} {
		b.Run(row.name, func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				read, _, err := loader.QuadFile{Name: "all.nq.gz"}.Read(b.Context(), strings.NewReader(packed))
				if err != nil || read.Size() != view.Size() {
					b.Fatal(err)
				}
				row.ready(read)
			}
			b.ReportMetric(float64(view.Size())*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}
