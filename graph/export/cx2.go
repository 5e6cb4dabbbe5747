package export

import (
	"iter"

	"github.com/polygraph-kg/polygraph/graph"
)

// cx2Types are the names of CX2 for the types of columns. An integer has 32 bits there;
// counts, lines and parts are far from that.
var cx2Types = map[Type]string{
	Text: "string", Integer: "integer", Number: "double", Boolean: "boolean", Texts: "list_of_string", Integers: "list_of_integer",
}

// writeCX2 writes the Cytoscape exchange format, version 2.0, as cytoscape.org/cx
// specifies it: an array of aspects, attributes declared before they are used, nodes
// and edges numbered. The visual properties are those of "CX2 Visual Styles" there.
func writeCX2(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	g := j.properties()
	numbers, edges := g.numbered()
	if err := j.ended(); err != nil {
		return err
	}
	s := &jsonStream{w: w}
	s.raw("[{\"CXVersion\":\"2.0\",\"hasFragments\":false},\n{\"metaData\":")
	s.value([]fields{
		{{"name", "attributeDeclarations"}, {"elementCount", 1}},
		{{"name", "networkAttributes"}, {"elementCount", 1}},
		{{"name", "nodes"}, {"elementCount", len(numbers)}},
		{{"name", "edges"}, {"elementCount", edges}},
		{{"name", "visualProperties"}, {"elementCount", 1}},
	})
	s.raw("},\n{\"attributeDeclarations\":")
	s.value([]fields{cx2Declarations()})
	s.raw("},\n{\"networkAttributes\":")
	s.value([]fields{{{"name", networkName}, {"description", networkDescription}, {"base", j.Base}}})
	s.raw("},\n{\"nodes\":")
	s.list(g.cx2Nodes(numbers, g.layout()))
	s.raw("},\n{\"edges\":")
	s.list(g.cx2Edges(numbers))
	s.raw("},\n{\"visualProperties\":")
	s.value([]fields{cx2Style()})
	s.raw("},\n{\"status\":")
	s.value([]fields{{{"success", true}}})
	s.raw("}]\n")
	return s.err
}

// numbered gives each node its number, from 0, and tells how many edges there are: both
// stand before the nodes and edges themselves.
func (g *propertyGraph) numbered() (numbers map[graph.ID]int, edges int) {
	numbers = make(map[graph.ID]int)
	for n := range g.nodes() {
		numbers[n.id] = len(numbers)
	}
	for range g.edges() {
		edges++
	}
	g.done = 0 // progress counts what is written
	return numbers, edges
}

// cx2Declarations declare the attributes. name and represents are what Cytoscape and
// NDEx know nodes by; interaction is their name for what an edge says. style and width
// are those of drawing alone.
func cx2Declarations() fields {
	declared := func(columns []Column, more ...field) fields {
		list := fields(more)
		for _, column := range columns {
			list = append(list, field{column.Name, fields{{"d", cx2Types[column.Type]}}})
		}
		return list
	}
	text, integer, number := fields{{"d", "string"}}, fields{{"d", "integer"}}, fields{{"d", "double"}}
	return fields{
		{"networkAttributes", fields{{"name", text}, {"description", text}, {"base", text}}},
		{"nodes", declared(NodeColumns(), field{"name", text}, field{"represents", text}, field{"size", number})},
		{"edges", declared(EdgeColumns(), field{"name", text}, field{"interaction", text}, field{"caption", text}, field{"weight", integer}, field{"drawn", text})},
	}
}

func (g *propertyGraph) cx2Nodes(numbers map[graph.ID]int, places map[graph.ID]point) iter.Seq[any] {
	columns := NodeColumns()
	return func(yield func(any) bool) {
		for n := range g.nodes() {
			element := fields{{"id", numbers[n.id]}}
			if p, placed := places[n.id]; placed {
				element = append(element, field{"x", hundredths(p.x)}, field{"y", hundredths(-p.y)}) // y grows downwards there
			}
			values := append(fields{{"name", n.label}, {"represents", n.id}, {"size", n.size()}}, columnFields(columns, g.valuesOfNode(n))...)
			if !yield(append(element, field{"v", values})) {
				return
			}
		}
	}
}

func (g *propertyGraph) cx2Edges(numbers map[graph.ID]int) iter.Seq[any] {
	columns := EdgeColumns()
	return func(yield func(any) bool) {
		count := 0
		for e := range g.edges() {
			values := append(fields{{"name", e.id}, {"interaction", e.label}, {"caption", g.caption(e)}, {"weight", e.weight()}, {"drawn", e.drawn()}},
				columnFields(columns, g.valuesOfEdge(e))...)
			if !yield(fields{{"id", count}, {"s", numbers[e.source]}, {"t", numbers[e.target]}, {"v", values}}) {
				return
			}
			count++
		}
	}
}

// cx2Style is how the network is drawn: kinds have colors and shapes, stances colors
// and kinds of lines. Opacity is 0 to 1, sizes are pixels.
func cx2Style() fields {
	none := strokeOf("").color.hex()
	kind := func(of func(graph.Kind) any) fields {
		var list []fields
		for _, info := range graph.Kinds() {
			list = append(list, fields{{"v", info.Kind}, {"vp", of(info.Kind)}})
		}
		return discrete("kind", list)
	}
	stance := func(of func(stroke) string) fields {
		var list []fields
		for _, info := range graph.Stances() {
			list = append(list, fields{{"v", info.Stance}, {"vp", of(strokeOf(info.Stance))}})
		}
		return discrete("drawn", list)
	}
	passed := func(attribute, kind string) fields {
		return fields{{"type", "PASSTHROUGH"}, {"definition", fields{{"attribute", attribute}, {"type", kind}}}}
	}
	color := func(l stroke) string { return l.color.hex() }
	return fields{
		{"default", fields{
			{"network", fields{{"NETWORK_BACKGROUND_COLOR", "#FFFFFF"}}},
			{"node", fields{
				{"NODE_SHAPE", "ellipse"}, {"NODE_BACKGROUND_COLOR", styleOf("").color.hex()}, {"NODE_BACKGROUND_OPACITY", 1},
				{"NODE_WIDTH", 20}, {"NODE_HEIGHT", 20}, {"NODE_BORDER_WIDTH", 0}, {"NODE_LABEL_COLOR", "#000000"}, {"NODE_LABEL_FONT_SIZE", 4.5}, {"NODE_LABEL_MAX_WIDTH", 60},
			}},
			{"edge", fields{
				{"EDGE_WIDTH", 0.5}, {"EDGE_LINE_COLOR", none}, {"EDGE_LINE_STYLE", "solid"}, {"EDGE_OPACITY", 0.8},
				{"EDGE_SOURCE_ARROW_SHAPE", "none"}, {"EDGE_TARGET_ARROW_SHAPE", "triangle"}, {"EDGE_TARGET_ARROW_COLOR", none}, {"EDGE_TARGET_ARROW_SIZE", 3},
				{"EDGE_LABEL_COLOR", none}, {"EDGE_LABEL_FONT_SIZE", 3},
			}},
		}},
		{"nodeMapping", fields{
			{"NODE_LABEL", passed("name", "string")},
			{"NODE_BACKGROUND_COLOR", kind(func(k graph.Kind) any { return styleOf(k).color.hex() })},
			{"NODE_SHAPE", kind(func(k graph.Kind) any { return cytoscapeShapes[styleOf(k).shape] })},
			{"NODE_WIDTH", passed("size", "double")},
			{"NODE_HEIGHT", passed("size", "double")},
		}},
		{"edgeMapping", fields{
			{"EDGE_LABEL", passed("caption", "string")},
			{"EDGE_LINE_COLOR", stance(color)},
			{"EDGE_TARGET_ARROW_COLOR", stance(color)},
			{"EDGE_LABEL_COLOR", stance(color)},
			{"EDGE_LINE_STYLE", stance(func(l stroke) string { return l.style })},
			{"EDGE_WIDTH", widening()},
		}},
	}
}

func discrete(attribute string, list []fields) fields {
	return fields{{"type", "DISCRETE"}, {"definition", fields{{"attribute", attribute}, {"type", "string"}, {"map", list}}}}
}

// widening draws an edge of ten claims or more six times as wide as one of
// a single claim.
func widening() fields {
	return fields{{"type", "CONTINUOUS"}, {"definition", fields{{"attribute", "weight"}, {"type", "integer"}, {"map", []fields{
		{{"max", 1}, {"maxVPValue", 0.5}, {"includeMax", false}, {"includeMin", false}},
		{{"min", 1}, {"max", 10}, {"minVPValue", 0.5}, {"maxVPValue", 3}, {"includeMin", true}, {"includeMax", true}},
		{{"min", 10}, {"minVPValue", 3}, {"includeMin", false}, {"includeMax", false}},
	}}}}}
}
