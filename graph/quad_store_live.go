package graph

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

// QuadStoreName is the name of this store in Cayley's registry: cayley.NewGraph takes it, with
// no path and no options, and makes an empty graph in memory.
const QuadStoreName = "polygraph"

func init() {
	graph.RegisterQuadStore(QuadStoreName, graph.QuadStoreRegistration{
		NewFunc: func(string, graph.Options) (graph.QuadStore, error) {
			store := NewStore(nil)
			return store.QuadStore(), nil
		},
	})
}

// QuadStore is the graph as a quad store of Cayley's: reads see the View that is current when
// they are made, and each ApplyDeltas is one commit. What an iterator has begun to read, and
// the refs that it returns, stay of one generation; in a later one, refs are looked up by
// what they stand for. So a query during which somebody commits may join two generations: a
// query that must not is put to View.QuadStore.
//
// Any quad can be stored, with literals anywhere and with no label. That edges have claims,
// and all else that makes data ours, is the loader's concern.
func (s *Store) QuadStore() graph.QuadStore { return liveStore{s} }

type liveStore struct{ store *Store }

func (s liveStore) now() quadStore { return quadStore{table: &s.store.View().table, live: true} }

func (s liveStore) ValueOf(v quad.Value) graph.Ref   { return s.now().ValueOf(v) }
func (s liveStore) NameOf(ref graph.Ref) quad.Value  { return s.now().NameOf(ref) }
func (s liveStore) Quad(ref graph.Ref) quad.Quad     { return s.now().Quad(ref) }
func (s liveStore) NodesAllIterator() graph.Iterator { return s.now().NodesAllIterator() }
func (s liveStore) QuadsAllIterator() graph.Iterator { return s.now().QuadsAllIterator() }
func (s liveStore) NewQuadWriter() (quad.WriteCloser, error) {
	return &quadWriter{s.store, NewBuilder()}, nil
}

func (s liveStore) QuadDirection(ref graph.Ref, d quad.Direction) graph.Ref {
	return s.now().QuadDirection(ref, d)
}

func (s liveStore) QuadIterator(d quad.Direction, ref graph.Ref) graph.Iterator {
	return s.now().QuadIterator(d, ref)
}

func (s liveStore) QuadIteratorSize(ctx context.Context, d quad.Direction, ref graph.Ref) (graph.Size, error) {
	return s.now().QuadIteratorSize(ctx, d, ref)
}

func (s liveStore) Stats(ctx context.Context, exact bool) (graph.Stats, error) {
	return s.now().Stats(ctx, exact)
}

func (s liveStore) OptimizeShape(of shape.Shape) (shape.Shape, bool) {
	return s.now().OptimizeShape(of)
}

// Close does nothing: the Store is closed by who opened it, and one in memory needs no closing.
func (s liveStore) Close() error { return nil }
