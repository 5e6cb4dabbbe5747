package graph

import (
	"context"
	"reflect"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
)

// recursion is what Path.FollowRecursive reaches. Cayley's own iterator, when it is asked
// whether it reaches a node, may tell the tags of the node that it was asked for before;
// whether it does depends on the order in which a store has its quads. This one walks to the
// end once, and then knows what belongs to which node.
type recursion struct{ graph.IteratorShape }

// pathPackage is where the shape of FollowRecursive is from, whose type has no public name.
var pathPackage = reflect.TypeFor[path.Path]().PkgPath()

// mended makes a recursion of a shape that is one.
func mended(s shape.Shape) (shape.Shape, bool) {
	if s == nil || reflect.TypeOf(s).PkgPath() != pathPackage {
		return s, false
	}
	return mendedShape{s}, true
}

type mendedShape struct{ shape.Shape }

func (m mendedShape) BuildIterator(qs graph.QuadStore) graph.Iterator {
	it := m.Shape.BuildIterator(qs)
	if _, recursive := it.(*iterator.Recursive); recursive {
		return graph.AsLegacy(recursion{graph.AsShape(it)})
	}
	return it
}

func (m mendedShape) Optimize(shape.Optimizer) (shape.Shape, bool) { return m, false }

func (r recursion) Lookup() graph.Index { return &recursionIndex{Scanner: r.Iterate()} }

func (r recursion) Optimize(ctx context.Context) (graph.IteratorShape, bool) {
	better, changed := r.IteratorShape.Optimize(ctx)
	return recursion{better}, changed
}

// reached is one way in which a node is reached.
type reached struct {
	node graph.Ref
	tags map[string]graph.Ref
}

type recursionIndex struct {
	graph.Scanner
	ways  map[any][]reached // of each node
	found []reached         // of the node that was asked for, those that are left
}

func (r *recursionIndex) Contains(ctx context.Context, ref graph.Ref) bool {
	if r.ways == nil {
		r.walk(ctx)
	}
	r.found = r.ways[graph.ToKey(ref)]
	return len(r.found) > 0
}

func (r *recursionIndex) walk(ctx context.Context) {
	r.ways = make(map[any][]reached)
	for r.Next(ctx) {
		for more := true; more && ctx.Err() == nil; more = r.Scanner.NextPath(ctx) {
			tags := make(map[string]graph.Ref)
			r.Scanner.TagResults(tags)
			key := graph.ToKey(r.Scanner.Result())
			r.ways[key] = append(r.ways[key], reached{r.Scanner.Result(), tags})
		}
	}
}

func (r *recursionIndex) Result() graph.Ref {
	if len(r.found) == 0 {
		return nil
	}
	return r.found[0].node
}

func (r *recursionIndex) NextPath(context.Context) bool {
	if len(r.found) < 2 {
		return false
	}
	r.found = r.found[1:]
	return true
}

func (r *recursionIndex) TagResults(into map[string]graph.Ref) {
	if len(r.found) > 0 {
		for tag, ref := range r.found[0].tags {
			into[tag] = ref
		}
	}
}
