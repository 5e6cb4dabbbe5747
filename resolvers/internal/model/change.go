package model

import "github.com/polygraph-kg/polygraph/graph"

// GraphChange is a state of the graph that has become current.
type GraphChange struct {
	reader   *Reader
	previous *Reader // nil at first
	change   graph.Change
}

// NewGraphChange tells of a state of the graph, and how it differs from the one
// before, if any.
func NewGraphChange(now, previous *Reader) *GraphChange {
	c := &GraphChange{reader: now, previous: previous}
	if previous != nil {
		c.change = now.Since(previous.View)
	}
	return c
}

// Generation counts the commits.
func (c GraphChange) Generation() int { return int(c.reader.Generation()) }

// Previous is the generation before.
func (c GraphChange) Previous() *int {
	if c.previous == nil {
		return nil
	}
	generation := int(c.previous.Generation())
	return &generation
}

// Statistics are the state in numbers.
func (c GraphChange) Statistics() *Statistics { return NewStatistics(c.reader.Counts()) }

// ClaimsAdded counts the new claims.
func (c GraphChange) ClaimsAdded() int { return len(c.change.ClaimsAdded) }

// ClaimsChanged counts those of which something else is stated now.
func (c GraphChange) ClaimsChanged() int { return len(c.change.ClaimsChanged) }

// ClaimsRemoved counts those that are no longer there.
func (c GraphChange) ClaimsRemoved() int { return c.change.ClaimsRemoved }

// ThingsAdded counts the new things.
func (c GraphChange) ThingsAdded() int { return c.change.ThingsAdded }

// ThingsChanged counts those of which something else is known now.
func (c GraphChange) ThingsChanged() int { return c.change.ThingsChanged }

// ThingsRemoved counts those that are no longer there.
func (c GraphChange) ThingsRemoved() int { return c.change.ThingsRemoved }

// NewClaims are the first of the new claims.
func (c GraphChange) NewClaims(first int) ([]Claim, error) {
	list, err := graph.First(c.change.ClaimsAdded, first)
	return claims(c.reader, list), err
}

// ChangedClaims are the first of the changed claims.
func (c GraphChange) ChangedClaims(first int) ([]Claim, error) {
	list, err := graph.First(c.change.ClaimsChanged, first)
	return claims(c.reader, list), err
}
