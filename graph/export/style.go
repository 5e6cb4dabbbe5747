package export

import (
	"fmt"

	"github.com/polygraph-kg/polygraph/graph"
)

// style is how nodes of a kind are drawn, in every format that can say so.
type style struct {
	color rgb
	size  float64 // of a node without relations
	shape string  // as Graphviz names it
}

type rgb struct{ r, g, b uint8 }

// hex is the color as CSS writes it.
func (c rgb) hex() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// text is the color in which a label on this one can be read: black or white, by the
// relative luminance of WCAG 2.
func (c rgb) text() string {
	if 0.2126*float64(c.r)+0.7152*float64(c.g)+0.0722*float64(c.b) > 140 {
		return "#000000"
	}
	return "#ffffff"
}

// The colors of the main kinds are those of Okabe and Ito (2008), which people who
// do not see red and green apart can tell too; kinds beside them have a paler one of
// the same family.
var styles = map[graph.Kind]style{
	graph.Place:        {rgb{0, 114, 178}, 10, "box"},
	graph.Industry:     {rgb{230, 159, 0}, 8, "ellipse"},
	graph.Cluster:      {rgb{213, 94, 0}, 8, "hexagon"},
	graph.Enterprise:   {rgb{0, 158, 115}, 6, "ellipse"},
	graph.Organisation: {rgb{102, 194, 165}, 6, "ellipse"},
	graph.Programme:    {rgb{204, 121, 167}, 6, "note"},
	graph.Project:      {rgb{240, 228, 66}, 5, "component"},
	graph.Platform:     {rgb{86, 180, 233}, 5, "component"},
	graph.Official:     {rgb{106, 81, 163}, 6, "ellipse"},
	graph.Tenure:       {rgb{188, 171, 220}, 4, "ellipse"},
	graph.Post:         {rgb{158, 134, 200}, 4, "ellipse"},
	graph.Target:       {rgb{165, 15, 21}, 4, "octagon"},
	graph.Figure:       {rgb{251, 154, 153}, 4, "octagon"},
	graph.Metric:       {rgb{153, 112, 84}, 4, "ellipse"},
	graph.Document:     {rgb{64, 64, 64}, 6, "folder"},
	graph.ClaimKind:    {rgb{189, 189, 189}, 3, "plaintext"},
}

func styleOf(kind graph.Kind) style {
	if s, known := styles[kind]; known {
		return s
	}
	return style{rgb{127, 127, 127}, 4, "ellipse"}
}
