package model

import "github.com/polygraph-kg/polygraph/graph"

// Statistics are the graph in numbers.
type Statistics struct {
	Generation int
	Quads      int
	Edges      int
	Claims     int
	Documents  int
	Kinds      []KindCount
}

// NewStatistics counts the graph.
func NewStatistics(c graph.Counts) *Statistics {
	s := &Statistics{Generation: int(c.Generation), Quads: c.Quads, Edges: c.Edges, Claims: c.Claims, Documents: c.Documents}
	for _, info := range graph.Kinds() {
		s.Kinds = append(s.Kinds, KindCount{info.Kind, c.Kinds[info.Kind]})
	}
	return s
}
