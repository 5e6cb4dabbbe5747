package model

// GraphChange is a state of the graph that has become current.
type GraphChange struct{ reader *Reader }

// NewGraphChange tells of a state of the graph.
func NewGraphChange(r *Reader) *GraphChange { return &GraphChange{r} }

// Generation counts the commits.
func (c GraphChange) Generation() int { return int(c.reader.Generation()) }

// Statistics are the state in numbers.
func (c GraphChange) Statistics() *Statistics { return NewStatistics(c.reader.Counts()) }
