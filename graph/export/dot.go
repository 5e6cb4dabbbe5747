package export

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
	"golang.org/x/text/width"
)

// fonts are looked for in this order; the first has Chinese characters.
const fonts = "Noto Sans CJK SC, Noto Sans, Helvetica, Arial, sans-serif"

// writeDOT writes the DOT language of Graphviz 2.30 and later. What lies in a place, or
// belongs to it, stands in the place's box. The columns are attributes beside those
// that Graphviz knows; it leaves them alone, and gvpr reads them. In them, as in labels,
// a backslash is written \\ and a line break \n; a carriage return is \r in them.
func writeDOT(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	return j.properties().dot(w)
}

// The largest graphs that are drawn in layers, from left to right, and those with words
// on their edges. Layers of more nodes make pictures many screens high (141 nodes were
// 7,350 pixels of 96 an inch) and take long (1,222 nodes were not laid out after 50
// seconds of computing). A layout by forces, which has no boxes, has that graph drawn
// after 3 seconds, and the smaller on 2,290 by 2,070 pixels. Words on more edges than
// that lie on each other.
var (
	layered = Limit{Nodes: 100, Edges: 250}
	worded  = Limit{Edges: 400}
)

// holds tells whether so many nodes and edges are within the bound.
func (l Limit) holds(nodes, edges int) bool {
	return (l.Nodes == 0 || nodes <= l.Nodes) && (l.Edges == 0 || edges <= l.Edges)
}

// dot writes node by node, but keeps the nodes of places until their boxes are written.
func (g *propertyGraph) dot(w io.Writer) error {
	things, edges, claims := g.piece.Size()
	nodes := things + claims
	edges += claimLinks * claims
	d := &dotWriter{propertyGraph: g, w: bufio.NewWriter(w), inside: map[graph.ID][]*node{}, kinds: map[graph.Kind]bool{}, stances: map[graph.Stance]bool{}, wordless: !worded.holds(nodes, edges)}
	d.w.WriteString("digraph polygraph {\n")
	layout := dotAttributes{{"layout", "dot"}, {"rankdir", "LR"}, {"ranksep", "0.9"}, {"nodesep", "0.12"}, {"newrank", "true"}}
	if !layered.holds(nodes, edges) {
		layout = dotAttributes{{"layout", "sfdp"}, {"overlap", "prism"}, {"splines", "line"}, {"outputorder", "edgesfirst"}}
	}
	d.statement("  graph", append(layout, dotAttributes{{"bgcolor", "white"}, {"fontname", fonts}, {"fontsize", "11"}, {"tooltip", " "}}...))
	d.statement("  node", dotAttributes{{"style", "filled,rounded"}, {"penwidth", "0"}, {"fontname", fonts}, {"fontsize", "10"}, {"height", "0.3"}, {"margin", "0.1,0.05"}})
	d.statement("  edge", dotAttributes{{"fontname", fonts}, {"fontsize", "8"}, {"arrowsize", "0.6"}})
	d.nodes()
	for e := range g.edges() {
		d.edge(e)
	}
	d.legend()
	d.w.WriteString("}\n")
	return d.w.Flush()
}

// dotWriter leaves errors to its buffer, which keeps the first.
type dotWriter struct {
	*propertyGraph
	w       *bufio.Writer
	inside  map[graph.ID][]*node // by the place in whose box they stand
	kinds   map[graph.Kind]bool  // those that occur
	stances map[graph.Stance]bool

	wordless bool // whether edges are too many for words on them
}

type dotAttribute struct{ name, value string }

type dotAttributes []dotAttribute

func (d *dotWriter) statement(what string, attributes dotAttributes) {
	d.w.WriteString(what)
	d.w.WriteString(" [")
	for i, a := range attributes {
		if i > 0 {
			d.w.WriteString(", ")
		}
		d.w.WriteString(a.name)
		d.w.WriteByte('=')
		d.w.WriteString(dotQuoted(a.value))
	}
	d.w.WriteString("];\n")
}

// nodes writes those without a box as they come, then the boxes. A place stands in its
// own box where it has one.
func (d *dotWriter) nodes() {
	places := map[graph.ID]*node{}
	for n := range d.propertyGraph.nodes() {
		d.kinds[n.kind] = true
		switch {
		case n.kind == graph.Place:
			places[n.id] = n // whether it has a box is known at the end
		case n.region != "":
			d.inside[n.region] = append(d.inside[n.region], n)
		default:
			d.node("  ", n)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(places)) {
		if _, boxed := d.inside[id]; !boxed {
			d.node("  ", places[id])
		}
	}
	for i, id := range slices.Sorted(maps.Keys(d.inside)) {
		fmt.Fprintf(d.w, "  subgraph cluster_%d {\n", i+1)
		d.statement("    graph", dotAttributes{
			{"label", dotLabel(d.view.NameOf(id, d.Languages).Text)}, {"region", dotText(string(id))}, {"style", "filled,rounded"}, {"color", "#c9d6df"}, {"fillcolor", "#f3f7fa"}, {"fontcolor", "#33505f"},
			{"tooltip", dotLabel(string(id))},
		})
		if place := places[id]; place != nil {
			d.node("    ", place)
		}
		for _, n := range d.inside[id] {
			d.node("    ", n)
		}
		d.w.WriteString("  }\n")
	}
}

func (d *dotWriter) node(indent string, n *node) {
	s := styleOf(n.kind)
	attributes := dotAttributes{
		{"label", dotLabel(wrapped(n.label, 28))}, {"shape", s.shape}, {"fillcolor", s.color.hex()}, {"fontcolor", s.color.text()},
		{"fontsize", strconv.Itoa(int(min(18, 8+n.size()/6)))},
		{"id", dotLabel(string(n.id))}, {"URL", dotLabel(fragment(n.id))}, {"tooltip", dotLabel(string(n.id))}, {"plainLabel", dotText(n.label)},
	}
	d.statement(indent+dotQuoted(dotText(string(n.id))), append(attributes, dotColumns(NodeColumns(), d.valuesOfNode(n))...))
}

// fragment is a link that leads to the node in its own picture, and nowhere else.
func fragment(id graph.ID) string { return (&url.URL{Fragment: string(id)}).String() }

func (d *dotWriter) edge(e *edge) {
	for _, stance := range e.stances() {
		d.stances[stance] = true
	}
	l := strokeOf(e.drawn())
	tooltip := string(e.source) + " " + e.predicate + " " + string(e.target)
	for _, c := range e.claims {
		tooltip += "\n" + d.evidence(c)
	}
	if e.edge != (graph.Edge{}) && e.edge.Curated() {
		tooltip += "\n(curated)"
	}
	attributes := dotAttributes{}
	if !d.wordless {
		attributes = append(attributes, dotAttribute{"label", dotLabel(d.caption(e))})
	}
	attributes = append(attributes, dotAttributes{
		{"color", l.color.hex()}, {"fontcolor", l.color.hex()}, {"style", l.style},
		{"penwidth", strconv.FormatFloat(min(6, 0.5+0.5*float64(e.weight())), 'f', -1, 64)},
		{"tooltip", dotLabel(tooltip)}, {"labeltooltip", dotLabel(tooltip)}, {"plainLabel", dotText(e.label)},
	}...)
	d.statement("  "+dotQuoted(dotText(string(e.source)))+" -> "+dotQuoted(dotText(string(e.target))), append(attributes, dotColumns(EdgeColumns(), d.valuesOfEdge(e))...))
}

// dotColumns are the values that are there.
func dotColumns(columns []Column, values []any) dotAttributes {
	var list dotAttributes
	for i, value := range values {
		if value != nil {
			list = append(list, dotAttribute{columns[i].Name, dotText(plain(value))})
		}
	}
	return list
}

// legend says below the picture what the colors mean. It is the label of the whole
// graph: as nodes it would be counted among those of the graph.
func (d *dotWriter) legend() {
	var cells strings.Builder
	for _, info := range graph.Kinds() {
		if d.kinds[info.Kind] {
			s := styleOf(info.Kind)
			fmt.Fprintf(&cells, `<TD BGCOLOR="%s"><FONT COLOR="%s">%s</FONT></TD>`, s.color.hex(), s.color.text(), html.EscapeString(d.reading(string(info.Kind), info.LabelZH)))
		}
	}
	for _, info := range graph.Stances() {
		if d.stances[info.Stance] {
			l := strokeOf(info.Stance)
			fmt.Fprintf(&cells, `<TD><FONT COLOR="%s">%s %s</FONT></TD>`, l.color.hex(), map[string]string{"solid": "──▸", "dashed": "╌╌▸", "dotted": "┈┈▸"}[l.style],
				html.EscapeString(d.reading(info.Label, info.LabelZH)))
		}
	}
	if cells.Len() > 0 {
		fmt.Fprintf(d.w, "  labelloc=b; label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"4\"><TR>%s</TR></TABLE>>;\n", cells.String())
	}
}

// dotQuoted writes a text between quotation marks, where the language knows no other
// escape than that of the mark.
func dotQuoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

// dotText escapes what is no label, and not shown: exactly, so that it can be read back.
func dotText(text string) string { return dotEscapes.Replace(text) }

// dotLabel escapes a text that Graphviz shows, in which it would replace \N, \G and the
// like by names, and entities by what they stand for. Lines are centred.
func dotLabel(text string) string {
	text = entity.ReplaceAllString(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "&amp;$1")
	return dotEscapes.Replace(text)
}

var (
	dotEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\x00", "\uFFFD")
	entity     = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
)

// wrapped breaks a text at spaces into lines of so many columns, and between Chinese
// characters, which are two columns wide, too.
func wrapped(text string, columns int) string {
	var out strings.Builder
	used, word, wide := 0, 0, 0 // columns of the line before the word, where the word begins, its columns
	flush := func(end int) {
		if used > 0 && used+wide > columns {
			trimmed := strings.TrimRight(out.String(), " ")
			out.Reset()
			out.WriteString(trimmed + "\n")
			used = 0
		}
		out.WriteString(text[word:end])
		used += wide
		word, wide = end, 0
	}
	for i, r := range text {
		size := len(string(r))
		switch kind := width.LookupRune(r).Kind(); {
		case r == '\n':
			flush(i + size)
			used = 0
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			flush(i)
			wide += 2
			flush(i + size)
		case r == ' ':
			wide++
			flush(i + size)
		default:
			wide++
		}
	}
	flush(len(text))
	return out.String()
}
