package model

import (
	"context"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// Path is a chain of relations.
type Path struct{ Steps []PathStep }

// Length is the number of relations.
func (p Path) Length() int { return len(p.Steps) }

// PathStep is one relation on a path.
type PathStep struct {
	Statement
	from graph.Node
}

// Paths answers how two things are connected.
func Paths(ctx context.Context, r *Reader, q graph.PathQuestion) ([]Path, error) {
	answers, err := r.View.Paths(ctx, q)
	r.note(func(a *graph.Answers) { a.Edges(slices.Concat(answers...)...) })
	return each(answers, func(edges []graph.Edge) Path {
		var path Path
		at, _ := r.Node(q.From)
		for _, edge := range edges {
			path.Steps = append(path.Steps, PathStep{Statement{r, edge}, at})
			at = edge.Far(at)
		}
		return path
	}), err
}

// From is where the step begins.
func (s PathStep) From() Thing { return one[Thing](s.reader, s.from) }

// Relation is how it reads in the step's direction.
func (s PathStep) Relation() string { return reading(s.edge.Predicate(), s.Forwards()) }

// Forwards tells whether the step runs from subject to object.
func (s PathStep) Forwards() bool { return s.edge.SubjectNode() == s.from }

// To is where the step ends.
func (s PathStep) To() Thing { return one[Thing](s.reader, s.edge.Far(s.from)) }

// Subgraph is a piece of the graph, ready to draw.
type Subgraph struct {
	reader *Reader
	answer *graph.Subgraph
}

// Neighbourhood answers what lies around things.
func Neighbourhood(ctx context.Context, r *Reader, q graph.NeighbourhoodQuestion) (*Subgraph, error) {
	answer, err := r.View.Neighbourhood(ctx, q)
	if err != nil {
		return nil, err
	}
	noteSubgraph(r, answer)
	return &Subgraph{r, answer}, nil
}

// Exports leads to files of the drawing.
func (s Subgraph) Exports(ctx context.Context, formats []string) ([]ExportLink, error) {
	return s.reader.links(ctx, formats)
}

// Nodes are the things.
func (s Subgraph) Nodes() []SubgraphNode {
	return each(s.answer.Nodes, func(n graph.SubgraphNode) SubgraphNode { return SubgraphNode{s.reader, n} })
}

// Edges are the relations between them.
func (s Subgraph) Edges() []SubgraphEdge {
	return each(s.answer.Edges, func(e graph.Edge) SubgraphEdge { return SubgraphEdge{Statement{s.reader, e}} })
}

// OmittedNodes were found and left out.
func (s Subgraph) OmittedNodes() int { return s.answer.OmittedNodes }

// OmittedEdges were found and left out.
func (s Subgraph) OmittedEdges() int { return s.answer.OmittedEdges }

// SubgraphNode is a node of a drawing.
type SubgraphNode struct {
	reader *Reader
	node   graph.SubgraphNode
}

// Key is the thing's ID. It is not called so, since clients such as Relay keep all
// objects by their field id, and would take the node and the thing for one.
func (n SubgraphNode) Key() graph.ID { return n.node.Thing }

// Distance is how many relations lead to it.
func (n SubgraphNode) Distance() int { return n.node.Distance }

// Thing is what is drawn.
func (n SubgraphNode) Thing() Thing { return of[Thing](n.reader, n.node.Thing) }

// SubgraphEdge is an edge of a drawing.
type SubgraphEdge struct{ Statement }

// Source is where it begins.
func (e SubgraphEdge) Source() graph.ID { return e.edge.Subject() }

// Target is where it ends.
func (e SubgraphEdge) Target() graph.ID { return e.edge.Object() }

// Label is how it reads.
func (e SubgraphEdge) Label() string { return reading(e.edge.Predicate(), true) }

// Weight is how many claims state it.
func (e SubgraphEdge) Weight() int { return len(e.edge.Claims()) }
