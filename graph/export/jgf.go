package export

import (
	"iter"
)

// writeJGF writes the JSON Graph Format, version 2: json-graph-schema_v2.json of
// jsongraphformat.info. Nodes are members of one object by their ID. The schema allows
// no members but its own, so the columns are in metadata.
func writeJGF(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	g := j.properties()
	s := &jsonStream{w: w}
	s.raw(`{"graph":{"directed":true,"type":"knowledge graph","label":`)
	s.value(networkName)
	s.raw(`,"metadata":`)
	s.value(fields{{"description", networkDescription}, {"base", j.Base}})
	s.raw(`,"nodes":`)
	s.items("{", g.jgfNodes(), "}")
	s.raw(`,"edges":`)
	s.list(g.jgfEdges())
	s.raw("}}\n")
	return s.err
}

// What programs show of a graph as a whole.
const (
	networkName        = "polygraph"
	networkDescription = "A piece of a knowledge graph. On each edge, document, line, stance and evidence have one item for each claim that states it, in one order."
)

func (g *propertyGraph) jgfNodes() iter.Seq[any] {
	columns := NodeColumns()
	return func(yield func(any) bool) {
		for n := range g.nodes() {
			if !yield(field{string(n.id), fields{{"label", n.label}, {"metadata", columnFields(columns, g.valuesOfNode(n))}}}) {
				return
			}
		}
	}
}

func (g *propertyGraph) jgfEdges() iter.Seq[any] {
	columns := EdgeColumns()
	return func(yield func(any) bool) {
		for e := range g.edges() {
			if !yield(fields{
				{"id", e.id}, {"source", e.source}, {"target", e.target}, {"relation", e.predicate}, {"directed", true}, {"label", e.label},
				{"metadata", columnFields(columns, g.valuesOfEdge(e))},
			}) {
				return
			}
		}
	}
}
