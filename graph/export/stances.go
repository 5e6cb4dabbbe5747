package export

import (
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// stroke is how an edge is drawn: dashed where an industry is to shrink, so that it is
// told apart in black and white too.
type stroke struct {
	color rgb
	style string // solid, dashed or dotted, as Graphviz, Cytoscape and CX2 all name them
}

// The colors are dark enough to be read as a label's on white, 4.5:1 by WCAG 2.
var strokes = map[graph.Stance]stroke{
	graph.Lead:     {rgb{0, 90, 156}, "solid"},
	graph.Grow:     {rgb{0, 122, 88}, "solid"},
	graph.Nurture:  {rgb{125, 60, 152}, "dotted"},
	graph.Upgrade:  {rgb{168, 84, 0}, "solid"},
	graph.Limit:    {rgb{192, 20, 40}, "dashed"},
	graph.Unstated: {rgb{105, 105, 105}, "solid"},
}

// strokeOf is how edges of a stance, or of none, are drawn.
func strokeOf(stance graph.Stance) stroke {
	if l, known := strokes[stance]; known {
		return l
	}
	return stroke{rgb{118, 118, 118}, "solid"}
}

// stances are those of the claims on the edge, each once, in the order of the table of
// stances.
func (e *edge) stances() []graph.Stance { return graph.StancesOf(e.claims) }

// drawn is the stance that gives an edge its color. Where documents disagree it is
// LIMIT before all others, which a reader must not miss, and else the first of the
// table. It is empty for relations that are no priority.
func (e *edge) drawn() graph.Stance {
	stances := e.stances()
	switch {
	case len(stances) == 0:
		return ""
	case slices.Contains(stances, graph.Limit):
		return graph.Limit
	}
	return stances[0]
}

// caption is what a drawing writes beside an edge: its reading, and the stances.
func (g *propertyGraph) caption(e *edge) string {
	var words []string
	for _, info := range graph.Stances() {
		if info.Stance != graph.Unstated && slices.Contains(e.stances(), info.Stance) {
			words = append(words, g.reading(info.Label, info.LabelZH))
		}
	}
	if len(words) == 0 {
		return e.label
	}
	return e.label + " (" + strings.Join(words, ", ") + ")"
}
