package export

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/polygraph-kg/polygraph/graph"
)

// mermaidText is how many characters Mermaid 11 reads, as UTF-16 counts them: the
// default of its setting maxTextSize, which GitHub and GitLab keep. (The number of
// edges, maxEdges, is in the table of formats.)
const mermaidText = 50_000

// writeMermaid writes a flowchart for Mermaid 10 and later. What belongs to a place
// stands in its box. A comment before each node has its ID, and one before each edge
// the document, line and stance of each claim; on the edge itself stand the first two.
func writeMermaid(j *job) error {
	m := &mermaidWriter{propertyGraph: j.properties(), names: map[graph.ID]string{}}
	m.write()
	if err := j.ended(); err != nil {
		return err
	}
	text := m.text.String()
	if size := len(utf16.Encode([]rune(text))); size > mermaidText {
		return invalid("mermaid draws no more than %d characters of text, and this piece of the graph takes %d; choose less of it, or a format without such a bound, as svg is", mermaidText, size)
	}
	w, err := j.create("")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

type mermaidWriter struct {
	*propertyGraph
	text  strings.Builder
	names map[graph.ID]string // of nodes in the text, as IDs have characters that Mermaid reads otherwise
}

func (m *mermaidWriter) write() {
	m.text.WriteString("flowchart LR\n")
	inside := map[graph.ID][]*node{}
	kinds := map[graph.Kind]bool{}
	var outside []*node
	for n := range m.nodes() {
		m.names[n.id] = "n" + strconv.Itoa(len(m.names)+1)
		kinds[n.kind] = true
		if n.kind != graph.Place && n.region != "" {
			inside[n.region] = append(inside[n.region], n)
		} else {
			outside = append(outside, n)
		}
	}
	for _, n := range outside {
		if len(inside[n.id]) > 0 {
			inside[n.id] = slices.Insert(inside[n.id], 0, n) // a place stands in its own box
		} else {
			m.node("  ", n)
		}
	}
	for i, id := range slices.Sorted(maps.Keys(inside)) {
		fmt.Fprintf(&m.text, "  subgraph r%d[\"%s\"]\n", i+1, mermaidLabel(m.view.NameOf(id, m.Languages).Text))
		for _, n := range inside[id] {
			m.node("    ", n)
		}
		m.text.WriteString("  end\n")
	}
	drawn := map[graph.Stance][]string{}
	count := 0
	for e := range m.edges() {
		m.edge(e)
		drawn[e.drawn()] = append(drawn[e.drawn()], strconv.Itoa(count))
		count++
	}
	for _, info := range graph.Kinds() {
		if kinds[info.Kind] {
			s := styleOf(info.Kind)
			fmt.Fprintf(&m.text, "  classDef %s fill:%s,color:%s,stroke:none\n", info.Kind, s.color.hex(), s.color.text())
		}
	}
	for _, info := range graph.Stances() {
		if edges := drawn[info.Stance]; len(edges) > 0 {
			l := strokeOf(info.Stance)
			fmt.Fprintf(&m.text, "  linkStyle %s stroke:%s,color:%s%s\n", strings.Join(edges, ","), l.color.hex(), l.color.hex(),
				map[string]string{"dashed": ",stroke-dasharray:6", "dotted": ",stroke-dasharray:2"}[l.style])
		}
	}
}

// mermaidShapes are the brackets of nodes that look like Graphviz's shapes.
var mermaidShapes = map[string][2]string{
	"box": {"[", "]"}, "ellipse": {"([", "])"}, "hexagon": {"{{", "}}"}, "note": {"[", "]"}, "component": {"[[", "]]"},
	"octagon": {">", "]"}, "folder": {"[/", "\\]"}, "plaintext": {"(", ")"},
}

func (m *mermaidWriter) node(indent string, n *node) {
	brackets := mermaidShapes[styleOf(n.kind).shape]
	fmt.Fprintf(&m.text, "%s%%%% %s\n%s%s%s\"%s\"%s:::%s\n", indent, mermaidComment(string(n.id)), indent, m.names[n.id], brackets[0], mermaidLabel(n.label), brackets[1], n.kind)
}

// cited is how many claims are cited on an edge; the comment has them all.
const cited = 2

func (m *mermaidWriter) edge(e *edge) {
	label := mermaidLabel(m.caption(e))
	var sources []string
	for i, c := range e.claims {
		source := string(c.Document) + ":" + strconv.Itoa(c.Line)
		if c.Stance != "" {
			source += " " + string(c.Stance)
		}
		sources = append(sources, source)
		if i < cited {
			label += "<br>" + mermaidLabel(m.source(c))
		}
	}
	if more := len(e.claims) - cited; more > 0 {
		label += fmt.Sprintf("<br>+ %d", more)
	}
	if len(sources) > 0 {
		fmt.Fprintf(&m.text, "  %%%% %s\n", mermaidComment(strings.Join(sources, "; ")))
	}
	fmt.Fprintf(&m.text, "  %s -->|\"%s\"| %s\n", m.names[e.source], label, m.names[e.target])
}

// source is where a claim stands, as short as a drawing wants it: file:line.
func (g *propertyGraph) source(c *graph.Claim) string {
	file := string(c.Document)
	if document := g.view.Thing(c.Document); document != nil && document.Source != nil {
		file = document.Source.File
	}
	return file + ":" + strconv.Itoa(c.Line)
}

// mermaidLabel escapes a text that stands between quotation marks. Mermaid reads it as
// Markdown, and as HTML, before it puts characters in the place of their numbers: what is
// neither letter, digit nor space is written as a number, but for signs within a word,
// as in 2+4 or a.txt:6, which mean nothing there.
func mermaidLabel(text string) string {
	var out strings.Builder
	runes := []rune(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
	for i, r := range runes {
		switch {
		case r == '\n':
			out.WriteString("<br>")
		case r == ' ' || r == ',' || r == '(' || r == ')' || isWord(r) || r >= 0x80,
			strings.ContainsRune("+-._:/", r) && i > 0 && i+1 < len(runes) && isWord(runes[i-1]) && isWord(runes[i+1]):
			out.WriteRune(r)
		default:
			fmt.Fprintf(&out, "#%d;", r)
		}
	}
	return out.String()
}

// isWord tells letters and digits of ASCII.
func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// mermaidComment is a text that stays on its line.
func mermaidComment(text string) string {
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(text)
}
