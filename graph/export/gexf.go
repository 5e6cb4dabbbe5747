package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// gexfVersion is what differs between the versions of GEXF (https://gexf.net).
//
// Their schemas put the elements for looks (color, size, position) into the namespace
// of the others, while the examples of their primers give them one of their own. Here
// the prefix viz stands for the namespace of the schemas: so the files are valid, and
// Gephi and graphology, which go by the name or the prefix, find the looks.
type gexfVersion struct {
	namespace, schema string
	number            string
	lists             bool // has attributes that are lists of integers too, and says how to write lists
	kinds             bool // has a kind on edges, by which parallel edges stay apart
	mixed             bool // what reads it takes directed and undirected edges together
}

var (
	// gexf13 is GEXF 1.3, which Gephi reads from 0.9.3 on.
	gexf13 = gexfVersion{namespace: "http://gexf.net/1.3", schema: "http://gexf.net/1.3/gexf.xsd", number: "1.3", lists: true, kinds: true, mixed: true}
	// gexf12 is GEXF 1.2draft, the newest that NetworkX reads. NetworkX
	// refuses a graph that has undirected edges beside directed ones.
	gexf12 = gexfVersion{namespace: "http://www.gexf.net/1.2draft", schema: "http://www.gexf.net/1.2draft/gexf.xsd", number: "1.2"}
)

func writeGEXF(j *job) error   { return gexf13.write(j) }
func writeGEXF12(j *job) error { return gexf12.write(j) }

// provenance describes the graph to those who open a file of it.
const provenance = "A piece of a knowledge graph whose relations are stated by documents. " +
	"Claims are the provenance: each relation lists the documents and lines that state it; " +
	"a relation that none states is curated, which means known from maps, codes or taxonomies."

// write writes a dynamic graph: nodes and edges come and go with their spells, while
// their attributes are static, as Gephi would else ask for the times of each value.
func (v gexfVersion) write(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	g := j.properties()
	x := newXML(w)
	x.begin("gexf", "xmlns", v.namespace, "xmlns:viz", v.namespace, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
		"xsi:schemaLocation", v.namespace+" "+v.schema, "version", v.number)
	x.begin("meta")
	x.text("creator", "polygraph")
	x.text("keywords", "knowledge graph, claims, provenance")
	x.text("description", provenance)
	x.end()
	x.begin("graph", "mode", "dynamic", "timeformat", "date", "defaultedgetype", "directed", "idtype", "string")
	ofNodes, ofEdges := NodeColumns(), EdgeColumns()
	v.attributes(x, "node", ofNodes)
	v.attributes(x, "edge", ofEdges)

	places := g.layout()
	x.begin("nodes")
	for n := range g.nodes() {
		x.begin("node", "id", string(n.id), "label", n.label)
		v.values(x, ofNodes, g.valuesOfNode(n))
		v.spells(x, n.spells)
		color := styleOf(n.kind).color
		x.empty("viz:color", "r", decimal(color.r), "g", decimal(color.g), "b", decimal(color.b))
		x.empty("viz:size", "value", plain(n.size()))
		if at, placed := places[n.id]; placed {
			x.empty("viz:position", "x", plain(at.x), "y", plain(at.y), "z", "0")
		}
		x.end()
	}
	x.end()

	x.begin("edges")
	for e := range g.edges() {
		var direction, kind string
		if predicate, known := graph.LookupPredicate(e.predicate); v.mixed && known && predicate.Symmetric() {
			direction = "undirected"
		}
		if v.kinds {
			kind = e.predicate
		}
		x.begin("edge", "id", e.id, "source", string(e.source), "target", string(e.target), "type", direction, "kind", kind,
			"label", e.label, "weight", strconv.Itoa(e.weight()))
		v.values(x, ofEdges, g.valuesOfEdge(e))
		v.spells(x, e.spells)
		x.end()
	}
	return x.close()
}

// attributes declares the columns. Their names are their IDs too, since some programs
// show the one and some the other.
func (v gexfVersion) attributes(x *xmlWriter, of string, columns []Column) {
	x.begin("attributes", "class", of, "mode", "static")
	for _, column := range columns {
		x.empty("attribute", "id", column.Name, "title", column.Name, "type", v.typeOf(column.Type))
	}
	x.end()
}

func (v gexfVersion) typeOf(t Type) string {
	switch {
	case t == Integer:
		return "long"
	case t == Number:
		return "double"
	case t == Boolean:
		return "boolean"
	case t == Texts && v.lists:
		return "liststring"
	case t == Integers && v.lists:
		return "listlong"
	}
	return "string"
}

func (v gexfVersion) values(x *xmlWriter, columns []Column, values []any) {
	begun := false
	for i, value := range values {
		written := plain(value)
		if v.lists {
			written = listed(value)
		}
		if written == "" {
			continue
		}
		if !begun {
			x.begin("attvalues")
			begun = true
		}
		x.empty("attvalue", "for", columns[i].Name, "value", written)
	}
	if begun {
		x.end()
	}
}

// listed is plain but for lists, which it writes as GEXF 1.3 does: in brackets, with
// commas between the items. Texts stand in quotation marks, and those and backslashes
// in them behind a backslash; nothing else is escaped, as Gephi knows no other escapes.
func listed(value any) string {
	switch value := value.(type) {
	case []string:
		items := make([]string, len(value))
		for i, item := range value {
			items[i] = `"` + quoting.Replace(item) + `"`
		}
		return "[" + strings.Join(items, ", ") + "]"
	case []int64:
		return "[" + strings.ReplaceAll(plain(value), ";", ",") + "]"
	}
	return plain(value)
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// spells writes when a node was there or an edge held; nothing for always.
func (v gexfVersion) spells(x *xmlWriter, spells []graph.Span) {
	if len(spells) == 0 {
		return
	}
	x.begin("spells")
	for _, spell := range spells {
		start, end := days(spell)
		x.empty("spell", "start", start, "end", end)
	}
	x.end()
}

// days are the first and the last day of a span, the latter being the one before it
// holds no longer; empty where that is open. Where dates are known too roughly to leave
// a day between them, the first is the last.
func days(span graph.Span) (start, end string) {
	if span.From != "" {
		start = span.From.Start()
	}
	if span.Until != "" {
		end = dayBefore(span.Until)
	}
	if start != "" && end != "" {
		end = max(start, end)
	}
	return start, end
}

// dayBefore is the day before the first that the date may mean.
func dayBefore(d graph.Date) string {
	day, err := time.Parse(time.DateOnly, d.Start())
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, -1).Format(time.DateOnly)
}

func decimal(n uint8) string { return strconv.Itoa(int(n)) }
