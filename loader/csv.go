package loader

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// csv reads a table of things of one kind, or of claims: the file is named after
// the kind's plural (places.csv, claims.csv), the columns after the keys of the
// YAML files. A dot leads into a key (labels.en), a bar parts the items of a list
// (Qufu|Confucius town), and a time follows what it belongs to (place/laiwu until
// 2019-01|place/jinan from 2019-01). Each row becomes the tree that the same entry
// in YAML would be, so that all rules hold for both.
func (c *contents) csv(r reader, text []byte) {
	kind, known := tableKind(r.file)
	if !known {
		c.unread = true
		r.faultAt(Position{File: r.file}, "name the file after what it holds: "+strings.Join(tableNames(), ", "), "%q is no table of a kind", path.Base(r.file))
		return
	}
	if !utf8.Valid(text) {
		c.unread = true
		r.faultAt(r.broken(text), "save the table as UTF-8", "the file is not UTF-8")
		return
	}
	t := newTable(text)
	header, err := t.Read()
	if err == io.EOF {
		return
	}
	if err != nil {
		c.unread = true
		r.tableFault(t, err)
		return
	}
	if strings.HasPrefix(strings.TrimSpace(header[0]), "sep=") {
		c.unread = true
		r.faultAt(Position{File: r.file, Line: 1, Column: 1}, "delete it; the separator is found without it", "the first line names the separator, and not the columns")
		return
	}
	if len(header) > mostColumns {
		c.unread = true
		r.faultAt(Position{File: r.file, Line: 1, Column: 1}, "delete those that stand for nothing", "the first row has %d columns, of which a table can have %d at most", len(header), mostColumns)
		return
	}
	columns := r.columns(t, header, kind)
	for {
		row, err := t.Read()
		switch {
		case err == io.EOF:
			return
		case blank(row, err):
			continue
		case err != nil:
			r.tableFault(t, err)
			if !errors.Is(err, csv.ErrFieldCount) {
				c.unread = true
				return // where a quote is lost, the next row may be anything
			}
			continue
		}
		for i, cell := range row {
			if column := &columns[i]; column.nameless && strings.TrimSpace(cell) != "" {
				column.nameless = false // told once
				line, at := t.place(i)
				r.faultAt(Position{File: r.file, Line: line, Column: at}, "name its column in the first row", "the cell %q stands in a column without a name", strings.TrimSpace(cell))
			}
		}
		c.row(r, kind, t.tree(columns, row))
	}
}

// mostColumns is more than any kind has keys, with what spreadsheets leave behind them. To
// tell where a cell stands, its row is read from its begin.
const mostColumns = 256

// blank tells whether a row that was read with the error holds spaces at most; it
// may then have any number of cells.
func blank(row []string, err error) bool {
	return strings.TrimSpace(strings.Join(row, "")) == "" && (err == nil || errors.Is(err, csv.ErrFieldCount))
}

// row reads the tree of one row.
func (c *contents) row(r reader, kind graph.Kind, entry *yaml.Node) {
	switch kind {
	case graph.Document:
		c.document(r, entry)
	case graph.ClaimKind:
		document := graph.ID("")
		if of := take(entry, "document"); of == nil {
			r.fault(entry, "give the ID of the document that says so", "the claim has no document")
		} else {
			document = c.refer(r, of, "document", graph.Document)
		}
		edge := &yaml.Node{Kind: yaml.SequenceNode, Tag: cellsTag, Line: entry.Line, Column: entry.Column}
		for _, name := range edgeColumns {
			if word := take(entry, name); word != nil {
				edge.Content = append(edge.Content, word)
			} else {
				r.fault(entry, "fill the column "+name, "the claim has no %s", name)
			}
		}
		if len(edge.Content) == len(edgeColumns) {
			put(entry, []string{"claim"}, edge)
			c.claim(r, entry, document)
		}
	default:
		before := len(c.things)
		c.entity(r, entry)
		if len(c.things) > before && c.things[before].thing.Kind != kind {
			r.fault(entry, "move it to "+c.things[before].thing.Kind.Info().Plural+".csv", "%q stands in the table of %s", c.things[before].thing.ID, kind.Info().Plural)
		}
	}
}

// cellsTag marks an edge whose three words stand in three cells. In YAML they are
// one text.
const cellsTag = "!cells"

// edgeColumns are the columns of claims.csv that make the key claim.
var edgeColumns = []string{"subject", "predicate", "object"}

// TableColumns are the columns that the table of a kind may have.
func TableColumns(kind graph.Kind) []string {
	var list []string
	keys := KeysOf(kind)
	switch kind {
	case graph.Document:
		keys = documentKeys
	case graph.ClaimKind:
		keys = claimKeys
		list = append(list, "document")
	}
	for _, key := range keys {
		switch key.Shape {
		case ShapeNames, ShapeNameLists:
			for _, language := range graph.Languages() {
				list = append(list, key.Name+"."+language)
			}
		case ShapeWritten:
			list = append(list, key.Name, key.Name+".earliest", key.Name+".latest", key.Name+".inferred")
		case ShapeEdge:
			list = append(list, edgeColumns...)
		case ShapeSections, ShapeReviews: // lists of entries, for which a cell is too small
		default:
			list = append(list, key.Name)
		}
	}
	return list
}

// TableKinds are the kinds that have tables.
func TableKinds() []graph.Kind {
	var list []graph.Kind
	for _, info := range graph.Kinds() {
		if !info.Minted || info.Kind == graph.ClaimKind {
			list = append(list, info.Kind)
		}
	}
	return list
}

func tableNames() []string {
	var list []string
	for _, kind := range TableKinds() {
		list = append(list, kind.Info().Plural+".csv")
	}
	return list
}

func tableKind(file string) (graph.Kind, bool) {
	for _, kind := range TableKinds() {
		if strings.EqualFold(path.Base(file), kind.Info().Plural+".csv") {
			return kind, true
		}
	}
	return "", false
}

// table reads rows and remembers where their cells stand.
type table struct {
	*csv.Reader
	lines [][]byte
}

func newTable(text []byte) table {
	t := table{csv.NewReader(bytes.NewReader(text)), bytes.Split(text, []byte("\n"))}
	t.Comma = separator(text)
	return t
}

// place is the line and column of a cell of the row that was read last.
func (t table) place(cell int) (line, column int) {
	line, column = t.FieldPos(cell)
	return line, t.characters(line, column)
}

// characters makes a column in bytes, as encoding/csv counts, one in characters.
func (t table) characters(line, column int) int {
	if line < 1 || line > len(t.lines) {
		return max(1, column)
	}
	text := t.lines[line-1]
	return 1 + utf8.RuneCount(text[:min(len(text), max(0, column-1))])
}

// separator is whichever of comma, semicolon and tab the header has most of:
// spreadsheets choose it by the language of the system.
func separator(text []byte) rune {
	header, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
	best := ','
	for _, candidate := range ";\t" {
		if strings.Count(string(header), string(candidate)) > strings.Count(string(header), string(best)) {
			best = candidate
		}
	}
	return best
}

func (r reader) tableFault(t table, err error) {
	at := Position{File: r.file}
	remedy := "close every quote, and double a quote within quotes"
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		at.Line, at.Column, err = e.Line, t.characters(e.Line, e.Column), e.Err
	}
	if errors.Is(err, csv.ErrFieldCount) {
		remedy = "give each row a cell for each column; quote a cell that holds the separator"
	}
	r.faultAt(at, remedy, "the row cannot be read: %v", err)
}

// column is a heading: the path of the key that it stands for.
type column struct {
	path     []string
	shape    Shape
	nameless bool
}

// columns reads the header. A heading that nothing knows is a fault, once.
func (r reader) columns(t table, header []string, kind graph.Kind) []column {
	allowed := TableColumns(kind)
	columns := make([]column, len(header))
	seen := make(map[string]bool)
	for i, name := range header {
		name = strings.TrimSpace(name)
		line, at := t.place(i)
		position := Position{File: r.file, Line: line, Column: at}
		switch {
		case name == "":
			columns[i].nameless = true // spreadsheets write empty columns behind the last one
			continue
		case !slices.Contains(allowed, name):
			r.faultAt(position, suggestion(name, allowed), "%q is no column of %s", name, kind.Info().Plural)
			continue
		case seen[name]:
			r.faultAt(position, "keep one of them", "the column %q stands twice", name)
			continue
		}
		seen[name] = true
		path := strings.SplitN(name, ".", 2)
		columns[i] = column{path: path, shape: shapeOf(kind, path[0])}
	}
	return columns
}

func shapeOf(kind graph.Kind, name string) Shape {
	keys := entityKeys
	switch kind {
	case graph.Document:
		keys = documentKeys
	case graph.ClaimKind:
		keys = claimKeys
	}
	for _, key := range keys {
		if key.Name == name {
			return key.Shape
		}
	}
	return ShapeText
}

// tree makes the row what the same entry is in YAML. Empty cells say nothing.
func (t table) tree(columns []column, row []string) *yaml.Node {
	entry := &yaml.Node{Kind: yaml.MappingNode}
	entry.Line, entry.Column = t.place(0)
	for i, cell := range row {
		text := strings.TrimSpace(cell)
		if text == "" || columns[i].path == nil {
			continue
		}
		value := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
		value.Line, value.Column = t.place(i)
		put(entry, columns[i].path, cellValue(columns[i].shape, value))
	}
	return entry
}

// cellValue gives the text of a cell the shape of its key.
func cellValue(shape Shape, cell *yaml.Node) *yaml.Node {
	switch shape {
	case ShapeFlag:
		cell.Value, cell.Tag = strings.ToLower(cell.Value), "!!bool" // spreadsheets write TRUE
	case ShapeNumber, ShapeDate, ShapeWritten, ShapeBaseline:
		if _, err := strconv.Atoi(cell.Value); err == nil {
			cell.Tag = "!!int"
		}
	case ShapeNameLists, ShapeMentions:
		return items(cell, func(item *yaml.Node) *yaml.Node { return item })
	case ShapeIDs, ShapeIRIs:
		return alone(items(cell, func(item *yaml.Node) *yaml.Node { return item }))
	case ShapeDatedIDs:
		return alone(items(cell, func(item *yaml.Node) *yaml.Node { return dated(item, "id") }))
	case ShapeCodes:
		return alone(items(cell, func(item *yaml.Node) *yaml.Node { return dated(item, "code") }))
	}
	return cell
}

// alone takes the only value out of a list, as people write it.
func alone(list *yaml.Node) *yaml.Node {
	if len(list.Content) == 1 && list.Content[0].Kind == yaml.ScalarNode {
		return list.Content[0]
	}
	return list
}

// items parts a cell at its bars.
func items(cell *yaml.Node, item func(*yaml.Node) *yaml.Node) *yaml.Node {
	all := &yaml.Node{Kind: yaml.SequenceNode, Line: cell.Line, Column: cell.Column}
	for text := range strings.SplitSeq(cell.Value, "|") {
		all.Content = append(all.Content, item(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: strings.TrimSpace(text), Line: cell.Line, Column: cell.Column}))
	}
	return all
}

// dated reads "place/laiwu until 2019-01": a value and pairs of from or until and a
// date.
func dated(item *yaml.Node, key string) *yaml.Node {
	words := strings.Fields(item.Value)
	if len(words) < 2 {
		return item
	}
	entry := &yaml.Node{Kind: yaml.MappingNode, Line: item.Line, Column: item.Column}
	words = append([]string{key}, words...)
	for len(words) > 0 {
		value := ""
		if len(words) > 1 {
			value = words[1]
		}
		put(entry, []string{words[0]}, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Line: item.Line, Column: item.Column})
		words = words[min(2, len(words)):]
	}
	return entry
}
