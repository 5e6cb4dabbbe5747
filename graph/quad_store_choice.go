package graph

import (
	"sort"

	"github.com/cayleygraph/cayley/graph"
)

// anyRow is the pattern that all rows match: noNumber stands for any term.
var anyRow = row{noNumber, noNumber, noNumber, noNumber}

// with is the pattern that asks for a term in a position too.
func (r row) with(p Position, n number) row {
	switch p {
	case AsSubject:
		r.subject = n
	case AsPredicate:
		r.predicate = n
	case AsObject:
		r.object = n
	case AsGraph:
		r.graph = n
	}
	return r
}

// matches tells whether a row is as a pattern asks.
func (r row) matches(pattern row) bool {
	return (pattern.graph == noNumber || pattern.graph == r.graph) && (pattern.subject == noNumber || pattern.subject == r.subject) &&
		(pattern.predicate == noNumber || pattern.predicate == r.predicate) && (pattern.object == noNumber || pattern.object == r.object)
}

// asked counts the terms that a pattern asks for.
func (r row) asked() int {
	count := 0
	for _, n := range [4]number{r.graph, r.subject, r.predicate, r.object} {
		if n != noNumber {
			count++
		}
	}
	return count
}

// choice is the rows that match a pattern, by where to look for them: in the shortest list of
// places that holds them all, or in a stretch of the table.
type choice struct {
	pattern    row
	places     []uint32 // in order; nil for the stretch
	first, end uint32
	exact      bool // whether all that is there matches
}

// choose finds where the fewest rows are to be looked at.
func (t *table) choose(pattern row) choice {
	c := t.stretch(pattern)
	for _, list := range [3]struct {
		postings *postings
		term     number
	}{{&t.subjects, pattern.subject}, {&t.predicates, pattern.predicate}, {&t.objects, pattern.object}} {
		if list.term == noNumber {
			continue
		}
		if places := list.postings.of(list.term); len(places) < c.length() || len(places) == c.length() && !c.exact {
			c.places, c.exact = places, pattern.asked() == 1
		}
	}
	return c
}

// stretch is where the rows lie that have the graph of a pattern, and so far as it asks for
// them too, the subject, predicate and object: the table is in that order.
func (t *table) stretch(pattern row) choice {
	low, high, asked := row{}, anyRow, 0
	for _, p := range [4]Position{AsGraph, AsSubject, AsPredicate, AsObject} {
		n := pattern.at(p)
		if n == noNumber {
			break
		}
		low, high, asked = low.with(p, n), high.with(p, n), asked+1
	}
	c := choice{pattern: pattern, end: uint32(len(t.rows)), exact: asked == pattern.asked()}
	if asked > 0 {
		c.first = uint32(sort.Search(len(t.rows), func(i int) bool { return compareRows(t.rows[i], low) >= 0 }))
		rest := t.rows[c.first:]
		c.end = c.first + uint32(sort.Search(len(rest), func(i int) bool { return compareRows(rest[i], high) > 0 }))
	}
	return c
}

// length is how many rows are to be looked at.
func (c *choice) length() int {
	if c.places != nil {
		return len(c.places)
	}
	return int(c.end - c.first)
}

// size is how many rows match, or at most match.
func (c *choice) size() graph.Size { return graph.Size{Size: int64(c.length()), Exact: c.exact} }

// next is the place of the first row that matches from a step on, and the step behind it;
// false behind the last.
func (c *choice) next(t *table, step int) (place uint32, after int, found bool) {
	for ; step < c.length(); step++ {
		place := c.first + uint32(step)
		if c.places != nil {
			place = c.places[step]
		}
		if c.exact || t.rows[place].matches(c.pattern) {
			return place, step + 1, true
		}
	}
	return 0, step, false
}
