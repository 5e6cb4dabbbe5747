package export

import "strings"

// writeGraphML writes GraphML 1.0 with its attributes (http://graphml.graphdrawing.org,
// namespace http://graphml.graphdrawing.org/xmlns). GraphML has no lists: their items
// stand in one text. All edges are directed, those that read the same in both directions
// too, since NetworkX and igraph refuse graphs that mix edges.
//
// Gephi takes the attributes label, weight, x, y, size, r, g and b for what it draws.
// yEd shows labels once its Properties Mapper is told to take them from label.
func writeGraphML(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	g := j.properties()
	x := newXML(w)
	x.begin("graphml", "xmlns", "http://graphml.graphdrawing.org/xmlns", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
		"xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd")
	x.text("desc", "By polygraph. "+provenance)
	graphMLKeys(x, "node", append([]Column{
		{"identifier", Text, "ID of the node as it is outside of this file: with a slash for the colon"},
		{"label", Text, "name of the node"},
		{"x", Number, "where it is drawn, from the left"}, {"y", Number, "where it is drawn, from below"}, {"size", Number, "how large it is drawn"},
		{"r", small, "red part of its color, 0 to 255"}, {"g", small, "green part"}, {"b", small, "blue part"},
	}, NodeColumns()...))
	graphMLKeys(x, "edge", append([]Column{
		{"label", Text, "the relation in words"}, {"weight", Number, "how many claims state it, but 1 at least"},
	}, EdgeColumns()...))
	x.begin("graph", "id", "polygraph", "edgedefault", "directed")

	places := g.layout()
	for n := range g.nodes() {
		x.begin("node", "id", nameToken(string(n.id)))
		of := graphMLData{x, "node."}
		of.value("identifier", string(n.id))
		of.value("label", n.label)
		if at, placed := places[n.id]; placed {
			of.value("x", at.x)
			of.value("y", at.y)
		}
		of.value("size", n.size())
		color := styleOf(n.kind).color
		of.value("r", int64(color.r))
		of.value("g", int64(color.g))
		of.value("b", int64(color.b))
		for i, value := range g.valuesOfNode(n) {
			of.value(nodeColumns[i].Name, value)
		}
		x.end()
	}
	for e := range g.edges() {
		x.begin("edge", "id", nameToken(e.id), "source", nameToken(string(e.source)), "target", nameToken(string(e.target)))
		of := graphMLData{x, "edge."}
		of.value("label", e.label)
		of.value("weight", float64(e.weight()))
		for i, value := range g.valuesOfEdge(e) {
			of.value(edgeColumns[i].Name, value)
		}
		x.end()
	}
	return x.close()
}

// small is a type of GraphML alone: Gephi reads the parts of colors as int.
const small Type = "int"

func graphMLKeys(x *xmlWriter, of string, columns []Column) {
	for _, column := range columns {
		x.begin("key", "id", of+"."+column.Name, "for", of, "attr.name", column.Name, "attr.type", graphMLType(column.Type))
		x.text("desc", column.Description)
		x.end()
	}
}

func graphMLType(t Type) string {
	switch t {
	case Integer:
		return "long"
	case Number:
		return "double"
	case Boolean:
		return "boolean"
	case small:
		return "int"
	}
	return "string"
}

// graphMLData writes values. The IDs of their keys begin with what they are of: readers
// want them to differ between nodes and edges.
type graphMLData struct {
	x  *xmlWriter
	of string
}

func (d graphMLData) value(name string, value any) {
	if written := plain(value); written != "" {
		d.x.text("data", written, "key", d.of+name)
	}
}

// nameToken writes an ID of a node or an edge as the schema wants it: as an NMTOKEN of
// XML, which has no slashes and no spaces. Our IDs have neither colons nor low lines, so
// that the change can be undone.
func nameToken(id string) string { return nameTokens.Replace(id) }

var nameTokens = strings.NewReplacer("/", ":", " ", "_")
