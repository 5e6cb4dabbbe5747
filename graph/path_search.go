package graph

import (
	"cmp"
	"context"
	"slices"
)

// pathSearch looks for the shortest paths from both ends at once: each step goes on from the
// side that has fewer relations to follow, until the sides meet.
type pathSearch struct {
	watch    // nothing leads on where nobody waits any more
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

// quick is how many edges are followed as quickly as a step of other work is done.
const quick = 16

// pathSide is what was reached from one end.
type pathSide struct {
	reached []number // all, nearest first
	levels  []int    // where among them those of each distance begin
}

// level are the things at a distance.
func (s *pathSide) level(distance int) []number {
	if distance == len(s.levels)-1 {
		return s.reached[s.levels[distance]:]
	}
	return s.reached[s.levels[distance]:s.levels[distance+1]]
}

// depth is the distance of the farthest, from which the next step goes on.
func (s *pathSide) depth() int { return len(s.levels) - 1 }

// The sides of a search.
const (
	fromSide = iota
	toSide
)

func (v *View) newPathSearch(ctx context.Context, q PathQuestion, follows func(e Edge, from ID) bool) *pathSearch {
	w := &pathSearch{watch: watch{ctx: ctx}, view: v, follows: follows, from: v.numberOf(q.From), to: v.numberOf(q.To), length: q.Length}
	if q.Filter == nil && q.AsOf == "" {
		w.follows = nil
	}
	marks, lent := v.pathMarks.Get().(*pathMarks)
	if !lent {
		marks = &pathMarks{distances: [2][]uint8{make([]uint8, v.glossary.count()), make([]uint8, v.glossary.count())}}
	}
	w.pathMarks = marks
	for side, end := range [2]number{w.from, w.to} {
		w.begin(side)
		w.reach(side, end)
	}
	return w
}

// done gives the marks back, clear.
func (w *pathSearch) done() {
	for side := range w.sides {
		for _, n := range w.sides[side].reached {
			w.distances[side][n] = 0
		}
		w.sides[side] = pathSide{w.sides[side].reached[:0], w.sides[side].levels[:0]}
	}
	w.view.pathMarks.Put(w.pathMarks)
}

// begin begins the next distance of a side.
func (w *pathSearch) begin(side int) {
	w.sides[side].levels = append(w.sides[side].levels, len(w.sides[side].reached))
}

func (w *pathSearch) reach(side int, n number) {
	w.distances[side][n] = uint8(len(w.sides[side].levels))
	w.sides[side].reached = append(w.sides[side].reached, n)
}

// meet goes on until something is reached from both sides, or nothing more can be.
func (w *pathSearch) meet() {
	for left := w.length; left > 0; left-- {
		side := fromSide
		if w.work(w.farthest(toSide)) < w.work(w.farthest(fromSide)) {
			side = toSide
		}
		if len(w.farthest(side)) == 0 || w.step(side, left == 1) {
			return
		}
	}
}

func (w *pathSearch) farthest(side int) []number {
	return w.sides[side].level(w.sides[side].depth())
}

// work is how many relations it takes to go on from things.
func (w *pathSearch) work(things []number) int {
	total := 0
	for _, n := range things {
		total += w.view.degreeOf(n)
	}
	return total
}

// step goes one relation further on a side. The last one takes note of nothing but where the
// sides meet.
func (w *pathSearch) step(side int, last bool) (met bool) {
	from, here, there := w.farthest(side), w.distances[side], w.distances[1-side]
	w.begin(side)
	look := func(n, other number, edge uint32) {
		if here[other] == 0 && (!last || there[other] != 0) && w.leads(side, edge, n, other) {
			w.reach(side, other)
			met = met || there[other] != 0
		}
	}
	a := &w.view.edges
	for _, n := range from {
		if w.isGivenUpBefore(w.view.degreeOf(n) / quick) {
			return false
		}
		for edge := a.outStarts[n]; edge < a.outStarts[n+1]; edge++ {
			look(n, a.objects[edge], edge)
		}
		for _, edge := range a.incoming[a.inStarts[n]:a.inStarts[n+1]] {
			look(n, a.subjects[edge], edge)
		}
	}
	return met
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
	if w.isGivenUp() {
		return false
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
		if w.isGivenUpBefore(1 + w.view.degreeOf(at)/quick) {
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
	here, there := w.distances[fromSide], w.distances[toSide]
	var line []number
	for _, n := range w.farthest(fromSide) {
		if there[n] != 0 {
			line = append(line, n)
		}
	}
	for len(line) > 0 && there[line[0]] > 1 {
		at := here[line[0]]
		nearer := there[line[0]] - 1
		w.begin(fromSide)
		if next := w.sides[toSide].level(int(nearer) - 1); w.work(next) < w.work(line) {
			for _, n := range next {
				if w.isGivenUpBefore(w.view.degreeOf(n) / quick) {
					return
				}
				w.view.eachEdgeOf(n, func(edge uint32, other number) {
					if here[n] == 0 && here[other] == at && there[other] == nearer+1 && w.leads(fromSide, edge, other, n) {
						w.reach(fromSide, n)
					}
				})
			}
		} else {
			for _, n := range line {
				if w.isGivenUpBefore(w.view.degreeOf(n) / quick) {
					return
				}
				w.view.eachEdgeOf(n, func(edge uint32, other number) {
					if there[other] == nearer && here[other] == 0 && w.leads(fromSide, edge, n, other) {
						w.reach(fromSide, other)
					}
				})
			}
		}
		line = w.farthest(fromSide)
	}
}

// arrival is an edge by which a shortest path comes to a thing, and from where.
type arrival struct {
	from number
	edge uint32
}

func (w *pathSearch) arrivals(at number) []arrival {
	before := w.distances[fromSide][at] - 1
	if before == 0 {
		return nil
	}
	var list []arrival
	// Of many relations of a thing few lead back, and there may be fewer from there.
	if level := w.sides[fromSide].level(int(before) - 1); len(level) < w.view.degreeOf(at) && w.work(level) < w.view.degreeOf(at) {
		for _, from := range level {
			w.view.eachEdgeOf(from, func(edge uint32, other number) {
				if other == at && w.leads(fromSide, edge, from, at) {
					list = append(list, arrival{from, edge})
				}
			})
		}
	} else {
		w.view.eachEdgeOf(at, func(edge uint32, other number) {
			if w.distances[fromSide][other] == before && w.leads(fromSide, edge, other, at) {
				list = append(list, arrival{other, edge})
			}
		})
	}
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
	return v.kinds[n] == postKindNumber || v.kinds[n] == metricKindNumber
}
