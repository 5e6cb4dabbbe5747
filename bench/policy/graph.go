package policy

import (
	"fmt"
	"iter"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// The sizes for which a graph can be made: one that holds a country at least, and no
// more than the names of places last for.
const (
	MinQuads = 5_000
	MaxQuads = 100_000_000
)

// Graph is a graph of invented policy that is made anew whenever it is read.
type Graph struct {
	seed      uint64
	quads     int
	edgesOnly bool
}

// New is the graph of a seed with as many quads as are wanted, to within 2 %.
func New(seed uint64, quads int) (*Graph, error) {
	if quads < MinQuads || quads > MaxQuads {
		return nil, fmt.Errorf("a graph of %d quads cannot be made: from %d to %d can", quads, MinQuads, MaxQuads)
	}
	return &Graph{seed: seed, quads: quads}, nil
}

// NewEdges is a graph of the same kind without what makes it checkable: each quad is an
// edge of a document or of curated knowledge, or the kind or the English label of a thing.
// The documents, and nothing else of their claims, are the graphs of the edges.
func NewEdges(seed uint64, quads int) (*Graph, error) {
	g, err := New(seed, quads)
	if err == nil {
		g.edgesOnly = true
	}
	return g, err
}

// Piece is what belongs to one place: its things, the documents that are written there
// and their claims. It may name things of earlier pieces, never of later ones. Pieces
// share no quad; the same target may be among the things of two pieces whose documents
// both state it.
type Piece struct {
	Things []*graph.Thing
	Claims []*graph.Claim
	Quads  []graph.Quad // what graph.Encode makes of both
}

// Pieces are all pieces, always the same and in the same order.
func (g *Graph) Pieces() iter.Seq[Piece] {
	return func(yield func(Piece) bool) {
		left := g.quads
		same := make(words)
		newCountry(g.seed, g.quads).places(func(things []*graph.Thing, claims []*graph.Claim) bool {
			p, last := g.fitting(things, claims, left)
			left -= len(p.Quads)
			same.share(p.Quads)
			return (len(p.Quads) == 0 || yield(p)) && !last
		})
	}
}

// Quads are all quads, each once, in the order of the pieces.
func (g *Graph) Quads() iter.Seq[graph.Quad] {
	return func(yield func(graph.Quad) bool) {
		for piece := range g.Pieces() {
			for _, q := range piece.Quads {
				if !yield(q) {
					return
				}
			}
		}
	}
}

// fitting leaves out the last claims where a piece would be too large, and says so.
func (g *Graph) fitting(things []*graph.Thing, claims []*graph.Claim, most int) (p Piece, last bool) {
	for {
		p = Piece{things, claims, graph.Encode(things, claims)}
		if g.edgesOnly {
			p.Quads = slices.DeleteFunc(p.Quads, func(q graph.Quad) bool { return !ofEdge(q) })
		}
		if len(p.Quads) <= most {
			return p, last
		}
		last = true
		if len(claims) == 0 { // nearer by leaving the things out than by keeping them?
			if len(p.Quads)-most > most {
				return Piece{}, last
			}
			return p, last
		}
		surplus := 1 + (len(p.Quads)-most)/18 // about as many quads as a claim has at most
		claims = claims[:max(0, len(claims)-surplus)]
		things = stated(things, claims)
	}
}

// ofEdge tells the quads that a graph of edges has.
func ofEdge(q graph.Quad) bool {
	switch {
	case q.Graph.Value == graph.GraphClaims:
		return false
	case q.Predicate.Value == prefLabel:
		return q.Object.Language == graph.English && isThing(q.Subject)
	case q.Predicate.Value == rdfType:
		return isThing(q.Subject)
	}
	return isThing(q.Subject) && isThing(q.Object) && q.Object.IRI
}

// isThing leaves out statements of times, and sections and reviews of documents.
func isThing(t graph.Term) bool {
	_, err := graph.ParseID(t.Value)
	return err == nil
}

// stated are the things without the documents that make no claim any more, and without
// the nodes that none makes.
func stated(things []*graph.Thing, claims []*graph.Claim) []*graph.Thing {
	used := make(map[graph.ID]bool)
	for _, c := range claims {
		used[c.Document], used[c.Object] = true, true
	}
	var kept []*graph.Thing
	for _, t := range things {
		if t.Kind != graph.Document && !t.Kind.Info().Minted || used[t.ID] {
			kept = append(kept, t)
		}
	}
	return kept
}

// words are the texts that stand in very many quads. They are kept in memory once, as
// a store keeps them.
type words map[string]string

func (w words) share(quads []graph.Quad) {
	one := func(text string) string {
		if same, known := w[text]; known {
			return same
		}
		w[text] = text
		return text
	}
	for i := range quads {
		quads[i].Predicate.Value = one(quads[i].Predicate.Value)
		if q := &quads[i]; q.Predicate.Value == rdfType || q.Predicate.Value == rdfPredicate {
			q.Object.Value = one(q.Object.Value)
		}
	}
}

const (
	rdfType      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	rdfPredicate = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
	prefLabel    = "http://www.w3.org/2004/02/skos/core#prefLabel"
)
