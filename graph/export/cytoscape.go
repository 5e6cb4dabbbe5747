package export

import (
	"iter"
	"math"

	"github.com/polygraph-kg/polygraph/graph"
)

// writeCytoscape writes what cytoscape(JSON.parse(text)) of Cytoscape.js 3 opens as it
// is: elements, style and layout. Cytoscape reads the same file as .cyjs, where a node
// is called by its member "name".
func writeCytoscape(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	g := j.properties()
	places := g.layout()
	layout := fields{{"name", "preset"}, {"padding", 30}}
	if places == nil {
		layout = fields{{"name", "cose"}, {"animate", false}, {"padding", 30}}
	}
	s := &jsonStream{w: w}
	s.raw("{\"format_version\":\"1.0\",\"generated_by\":\"polygraph\",\"target_cytoscapejs_version\":\"~3\",\n\"data\":")
	s.value(fields{{"name", networkName}, {"description", networkDescription}})
	s.raw(",\n\"elements\":{\"nodes\":")
	s.list(g.cytoscapeNodes(places))
	s.raw(",\n\"edges\":")
	s.list(g.cytoscapeEdges())
	s.raw("},\n\"style\":")
	s.list(cytoscapeStyle())
	s.raw(",\n\"layout\":")
	s.value(layout)
	s.raw("}\n")
	return s.err
}

func (g *propertyGraph) cytoscapeNodes(places map[graph.ID]point) iter.Seq[any] {
	columns := NodeColumns()
	return func(yield func(any) bool) {
		for n := range g.nodes() {
			data := append(fields{{"id", n.id}, {"label", n.label}, {"name", n.label}, {"size", n.size()}}, columnFields(columns, g.valuesOfNode(n))...)
			element := fields{{"data", data}}
			if p, placed := places[n.id]; placed {
				element = append(element, field{"position", fields{{"x", hundredths(p.x)}, {"y", hundredths(-p.y)}}}) // y grows downwards there
			}
			if !yield(element) {
				return
			}
		}
	}
}

func (g *propertyGraph) cytoscapeEdges() iter.Seq[any] {
	columns := EdgeColumns()
	return func(yield func(any) bool) {
		for e := range g.edges() {
			data := append(fields{
				{"id", e.id}, {"source", e.source}, {"target", e.target}, {"label", e.label}, {"name", e.id}, {"interaction", e.predicate},
				{"caption", g.caption(e)}, {"weight", e.weight()}, {"drawn", e.drawn()},
			}, columnFields(columns, g.valuesOfEdge(e))...)
			if !yield(fields{{"data", data}}) {
				return
			}
		}
	}
}

// hundredths is as exact as a position needs to be: that many parts of a pixel.
func hundredths(x float64) float64 {
	return math.Round(100*x)/100 + 0 // never -0, which JSON writes as such
}

// cytoscapeShapes are the shapes of Cytoscape.js and of CX2 that stand for Graphviz's.
var cytoscapeShapes = map[string]string{
	"box": "round-rectangle", "ellipse": "ellipse", "hexagon": "hexagon", "note": "rectangle", "component": "octagon",
	"octagon": "vee", "folder": "diamond", "plaintext": "triangle",
}

// cytoscapeStyle is the stylesheet: general rules first, then one for each kind and
// stance, as later rules win.
func cytoscapeStyle() iter.Seq[any] {
	return func(yield func(any) bool) {
		rule := func(selector string, style fields) bool {
			return yield(fields{{"selector", selector}, {"style", style}})
		}
		if !rule("node", fields{
			{"label", "data(label)"}, {"width", "data(size)"}, {"height", "data(size)"}, {"background-color", styleOf("").color.hex()},
			{"font-family", fonts}, {"font-size", 4.5}, {"color", "#000000"}, {"text-valign", "bottom"}, {"text-margin-y", 1},
			{"text-wrap", "wrap"}, {"text-max-width", 60}, {"text-outline-color", "#ffffff"}, {"text-outline-width", 0.5}, {"min-zoomed-font-size", 5},
		}) {
			return
		}
		for _, info := range graph.Kinds() {
			s := styleOf(info.Kind)
			if !rule(`node[kind = "`+string(info.Kind)+`"]`, fields{{"background-color", s.color.hex()}, {"shape", cytoscapeShapes[s.shape]}}) {
				return
			}
		}
		none := strokeOf("").color.hex()
		if !rule("edge", fields{
			{"label", "data(caption)"}, {"width", "mapData(weight, 1, 10, 0.5, 3)"}, {"line-color", none}, {"target-arrow-color", none}, {"target-arrow-shape", "triangle"},
			{"arrow-scale", 0.4}, {"curve-style", "bezier"}, {"font-family", fonts}, {"font-size", 3}, {"color", none}, {"text-rotation", "autorotate"},
			{"text-outline-color", "#ffffff"}, {"text-outline-width", 0.5}, {"min-zoomed-font-size", 6},
		}) {
			return
		}
		for _, info := range graph.Stances() {
			l := strokeOf(info.Stance)
			if !rule(`edge[drawn = "`+string(info.Stance)+`"]`, fields{
				{"line-color", l.color.hex()}, {"target-arrow-color", l.color.hex()}, {"color", l.color.hex()}, {"line-style", l.style},
			}) {
				return
			}
		}
		rule(":selected", fields{{"border-width", 2}, {"border-color", "#000000"}, {"line-color", "#000000"}, {"target-arrow-color", "#000000"}})
	}
}
