package graph

import (
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
)

// OptimizeShape replaces the parts of a query that the table answers at once: the quads that
// have known nodes in several positions, and what stands in another position of those.
// Cayley would intersect a list for each node.
func (s quadStore) OptimizeShape(of shape.Shape) (shape.Shape, bool) {
	switch of := of.(type) {
	case shape.QuadsAction:
		return s.endsOf(of), true
	case shape.Quads:
		return s.quadsOf(of)
	case shape.Intersect:
		return mendAll(of)
	case shape.Union:
		some := slices.DeleteFunc(slices.Clone(of), shape.IsNull) // Cayley would build them
		return some, len(some) < len(of)
	case shape.Except:
		if shape.IsNull(of.Exclude) {
			of.Exclude = shape.Null{}
			return of, true
		}
	}
	return of, false
}

// mendAll mends the recursions in an intersection.
func mendAll(all shape.Intersect) (shape.Shape, bool) {
	for i, one := range all {
		if better, changed := mended(one); changed {
			all = slices.Clone(all)
			all[i] = better
			rest, _ := mendAll(all)
			return rest, true
		}
	}
	return all, false
}

func (s quadStore) endsOf(action shape.QuadsAction) shape.Shape {
	pattern, any := anyRow, true
	for direction, ref := range action.Filter {
		if pattern, any = s.asking(pattern, positionOf(direction), ref); !any {
			return shape.Null{}
		}
	}
	ends := &someEnds{leaf: leaf{s}, rows: s.choose(pattern), position: positionOf(action.Result)}
	for direction, tags := range action.Save {
		if ends.tags == nil {
			ends.tags = make(map[Position][]string)
		}
		ends.tags[positionOf(direction)] = tags
	}
	return found{ends}
}

// found is what has been looked up already.
type found struct{ graph.IteratorShape }

func (f found) BuildIterator(graph.QuadStore) graph.Iterator { return graph.AsLegacy(f.IteratorShape) }

func (f found) Optimize(shape.Optimizer) (shape.Shape, bool) { return f, false }

// quadsOf joins the filters that ask for one known node each.
func (s quadStore) quadsOf(filters shape.Quads) (shape.Shape, bool) {
	pattern, rest, anyMended := anyRow, shape.Quads{}, false
	for _, f := range filters {
		ref, one := shape.One(f.Values)
		position := positionOf(f.Dir)
		if !one || pattern.at(position) != noNumber {
			better, changed := mended(f.Values)
			rest = append(rest, shape.QuadFilter{Dir: f.Dir, Values: better})
			anyMended = anyMended || changed
			continue
		}
		var any bool
		if pattern, any = s.asking(pattern, position, ref); !any {
			return shape.Null{}, true
		}
	}
	if pattern.asked() < 2 && !anyMended {
		return filters, false
	}
	return &knownEnds{s, pattern, rest}, true
}

// knownEnds are the quads that have known nodes in some positions and pass further filters.
type knownEnds struct {
	store   quadStore
	pattern row
	rest    shape.Quads
}

func (j *knownEnds) BuildIterator(qs graph.QuadStore) graph.Iterator {
	var all []graph.Iterator
	if j.pattern != anyRow {
		all = append(all, j.store.quadsLike(j.pattern))
	}
	for _, f := range j.rest {
		all = append(all, shape.Quads{f}.BuildIterator(qs))
	}
	if len(all) == 1 {
		return all[0]
	}
	return iterator.NewAnd(all...)
}

func (j *knownEnds) Optimize(shape.Optimizer) (shape.Shape, bool) { return j, false }
