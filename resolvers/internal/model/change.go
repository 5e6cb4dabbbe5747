package model

import "github.com/polygraph-kg/polygraph/graph"

// GraphChange is a state of the graph that has become current.
type GraphChange struct{ view *graph.View }

// NewGraphChange tells of a state of the graph.
func NewGraphChange(v *graph.View) *GraphChange { return &GraphChange{view: v} }

// Generation counts the commits.
func (c GraphChange) Generation() int { return int(c.view.Generation()) }

// Statistics are the state in numbers.
func (c GraphChange) Statistics() *Statistics { return NewStatistics(c.view.Counts()) }
