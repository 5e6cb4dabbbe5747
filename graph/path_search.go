package graph

import (
	"cmp"
	"context"
	"slices"
)

// pathSearch looks for the shortest paths from both ends at once: each step goes on from the
// side that has fewer relations to follow, until the sides meet.
type pathSearch struct {
	view     *View
	follows  func(e Edge, from ID) bool // nil where all are followed
	from, to number
	length   int // relations, at most
	*pathMarks
}

// pathMarks tell how far each thing is from both ends, + 1; 0 where it was not reached. They
// are as many as there are terms, so they are lent from one search to the next.
type pathMarks struct {
	distances [2][]uint8
	sides     [2]pathSide
}

// pathSide is what was reached from one end.
type pathSide struct {
	reached []number // all, nearest first, to clear the marks of
	last    int      // where among them the farthest begin, from which the next step goes on
	depth   uint8
}

// The sides of a search.
const (
	fromSide = iota
	toSide
)

func (v *View) newPathSearch(q PathQuestion, follows func(e Edge, from ID) bool) *pathSearch {
	w := &pathSearch{view: v, follows: follows, from: v.numberOf(q.From), to: v.numberOf(q.To), length: q.Length}
	if q.Filter == nil && q.AsOf == "" {
		w.follows = nil
	}
	marks, lent := v.pathMarks.Get().(*pathMarks)
	if !lent {
		marks = &pathMarks{distances: [2][]uint8{make([]uint8, v.glossary.count()), make([]uint8, v.glossary.count())}}
	}
	w.pathMarks = marks
	for side, end := range [2]number{w.from, w.to} {
		w.reach(side, end, 1)
	}
	return w
}

// done gives the marks back, clear.
func (w *pathSearch) done() {
	for side := range w.sides {
		for _, n := range w.sides[side].reached {
			w.distances[side][n] = 0
		}
		w.sides[side] = pathSide{reached: w.sides[side].reached[:0]}
	}
	w.view.pathMarks.Put(w.pathMarks)
}

func (w *pathSearch) reach(side int, n number, mark uint8) {
	w.distances[side][n] = mark
	w.sides[side].reached = append(w.sides[side].reached, n)
}

// meet goes on until something is reached from both sides, or nothing more can be.
func (w *pathSearch) meet(ctx context.Context) error {
	for met := false; !met && int(w.sides[fromSide].depth+w.sides[toSide].depth) < w.length; {
		side := fromSide
		if w.work(toSide) < w.work(fromSide) {
			side = toSide
		}
		if len(w.farthest(side)) == 0 {
			return nil
		}
		var err error
		if met, err = w.step(ctx, side); err != nil {
			return err
		}
	}
	return nil
}

// farthest are the things from which the next step goes on.
func (w *pathSearch) farthest(side int) []number {
	return w.sides[side].reached[w.sides[side].last:]
}

// work is how many relations the next step of a side looks at.
func (w *pathSearch) work(side int) int {
	total := 0
	for _, n := range w.farthest(side) {
		total += w.view.degreeOf(n)
	}
	return total
}

// step goes one relation further on a side.
func (w *pathSearch) step(ctx context.Context, side int) (met bool, err error) {
	s, from := &w.sides[side], w.farthest(side)
	s.depth++
	s.last = len(s.reached)
	for i, n := range from {
		if err := given(ctx, i); err != nil {
			return false, err
		}
		w.view.eachEdgeOf(n, func(edge uint32, other number) {
			if w.distances[side][other] != 0 || !w.leads(side, edge, n, other) {
				return
			}
			w.reach(side, other, s.depth+1)
			met = met || w.distances[1-side][other] != 0
		})
	}
	return met, nil
}

// leads tells whether a path may go along an edge to another thing. Posts and metrics join
// everything with everything, so a path may only begin or end there.
func (w *pathSearch) leads(side int, edge uint32, n, other number) bool {
	if other != w.from && other != w.to && w.view.isHub(other) {
		return false
	}
	if w.follows == nil {
		return true
	}
	nearer := n // to where the path begins
	if side == toSide {
		nearer = other
	}
	return w.follows(Edge{w.view, edge}, w.view.idOf(nearer))
}

// paths are the shortest ones, those first that come first from their end backwards, by the
// things, then the edges, on their way.
func (w *pathSearch) paths(limit int) [][]Edge {
	w.goOn()
	if w.distances[fromSide][w.to] == 0 {
		return nil
	}
	var paths [][]Edge
	var walk func(at number, tail []Edge)
	walk = func(at number, tail []Edge) {
		if at == w.from {
			path := slices.Clone(tail)
			slices.Reverse(path)
			paths = append(paths, path)
			return
		}
		for _, arrival := range w.arrivals(at) {
			if len(paths) < limit {
				walk(arrival.from, append(tail, Edge{w.view, arrival.edge}))
			}
		}
	}
	walk(w.to, nil)
	return paths
}

// goOn goes from where the sides met to the end, so that everything on a shortest path
// knows how far from the beginning it is.
func (w *pathSearch) goOn() {
	var line []number
	for _, n := range w.sides[fromSide].reached {
		if w.distances[toSide][n] != 0 && w.distances[fromSide][n] == w.sides[fromSide].depth+1 {
			line = append(line, n)
		}
	}
	for len(line) > 0 {
		var next []number
		for _, n := range line {
			nearer := w.distances[toSide][n] - 1 // 0 at the end itself, which is of no thing
			w.view.eachEdgeOf(n, func(edge uint32, other number) {
				if nearer != 0 && w.distances[toSide][other] == nearer && w.distances[fromSide][other] == 0 && w.leads(fromSide, edge, n, other) {
					w.reach(fromSide, other, w.distances[fromSide][n]+1)
					next = append(next, other)
				}
			})
		}
		line = next
	}
}

// arrival is an edge by which a shortest path comes to a thing, and from where.
type arrival struct {
	from number
	edge uint32
}

func (w *pathSearch) arrivals(at number) []arrival {
	var list []arrival
	before := w.distances[fromSide][at] - 1
	w.view.eachEdgeOf(at, func(edge uint32, other number) {
		if w.distances[fromSide][other] == before && before != 0 && w.leads(fromSide, edge, other, at) {
			list = append(list, arrival{other, edge})
		}
	})
	a := &w.view.edges
	slices.SortFunc(list, func(x, y arrival) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(a.predicates[x.edge], a.predicates[y.edge]), cmp.Compare(a.subjects[x.edge], a.subjects[y.edge]))
	})
	return list
}

// eachEdgeOf visits all edges of a thing with their other ends.
func (v *View) eachEdgeOf(n number, visit func(edge uint32, other number)) {
	for edge := v.edges.outStarts[n]; edge < v.edges.outStarts[n+1]; edge++ {
		visit(edge, v.edges.objects[edge])
	}
	for _, edge := range v.edges.incoming[v.edges.inStarts[n]:v.edges.inStarts[n+1]] {
		visit(edge, v.edges.subjects[edge])
	}
}

// degreeOf is how many edges a thing has, in both directions.
func (v *View) degreeOf(n number) int {
	return int(v.edges.outStarts[n+1] - v.edges.outStarts[n] + v.edges.inStarts[n+1] - v.edges.inStarts[n])
}

func (v *View) isHub(n number) bool {
	kind := kinds[v.kinds[n]].Kind
	return kind == Post || kind == Metric
}
