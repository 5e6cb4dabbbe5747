package loader

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// Scaffold is an entry of a data file in the making.
type Scaffold struct {
	Part string   // of the file: entities, document or claims
	Text string   // as YAML, ending in a line break
	Open []string // required keys that have no value yet
}

// Cell is a value for a column of the kind's CSV table (labels.en, mentions).
type Cell struct{ Column, Value string }

// NewEntity scaffolds the entry of an entity or a document. What is required and
// not given stands there without a value, which polygraph load points out; what is
// optional stands there as a comment, unless brief.
func NewEntity(id string, cells []Cell, brief bool) (*Scaffold, error) {
	parsed, err := graph.ParseID(id)
	if err != nil {
		return nil, err
	}
	kind := parsed.Kind()
	if kind.Info().Minted {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q is of a kind that claims make by themselves: write a claim instead", id)}
	}
	part, keys := "entities", KeysOf(kind)
	if kind == graph.Document {
		part, keys = "document", documentKeys
	}
	entry, err := rowTree(kind, append([]Cell{{"id", id}}, cells...))
	if err == nil {
		err = checkGiven(func(c *contents, r reader) {
			if kind == graph.Document {
				c.document(r, entry)
			} else {
				c.entity(r, entry)
			}
		})
	}
	if err != nil {
		return nil, err
	}
	return scaffold(part, keys, entry, brief, func(k Key) bool { return k.Required }), nil
}

// NewClaim scaffolds the entry of a claim, with the keys that its predicate takes.
func NewClaim(subject, predicate, object string, cells []Cell, brief bool) (*Scaffold, error) {
	p, known := graph.LookupPredicate(predicate)
	if !known || p.Structural {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q is no predicate: %s", predicate, suggestion(predicate, predicateNames()))}
	}
	for _, end := range []struct {
		role, id string
		kinds    []graph.Kind
	}{{"subject", subject, p.Subjects}, {"object", object, Written(p)}} {
		id, err := graph.ParseID(end.id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(end.kinds, id.Kind()) {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("the %s of %s is %q: name a thing of kind %s", end.role, p.Name, id, strings.Join(kindNames(end.kinds), " or "))}
		}
	}
	for _, cell := range cells {
		if slices.Contains([]string{"document", "subject", "predicate", "object"}, cell.Column) {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q is no key of a claim: the document is that of the file", cell.Column)}
		}
		if i := slices.IndexFunc(claimKeys, func(k Key) bool { return k.Name == cell.Column }); i >= 0 && !claimKeys[i].In(p) {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("a claim of %s takes no %q: %s", p.Name, cell.Column, claimKeys[i].takers())}
		}
	}
	entry, err := rowTree(graph.ClaimKind, cells)
	if err != nil {
		return nil, err
	}
	edge := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: subject + " " + predicate + " " + object}
	put(entry, []string{"claim"}, edge)
	if err := checkGiven(func(c *contents, r reader) { c.claim(r, entry, "") }); err != nil {
		return nil, err
	}
	return scaffold("claims", KeysIn(p), entry, brief, func(k Key) bool { return k.RequiredIn(p) }), nil
}

// rowTree makes cells the tree of an entry, as a row of a table would be.
func rowTree(kind graph.Kind, cells []Cell) (*yaml.Node, error) {
	entry := &yaml.Node{Kind: yaml.MappingNode}
	seen := make(map[string]string) // columns, and what stands before their dots
	for i, cell := range cells {
		allowed := TableColumns(kind)
		switch {
		case !slices.Contains(allowed, cell.Column):
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q is no key of a thing of kind %s: %s", cell.Column, kind, suggestion(cell.Column, allowed))}
		case seen[cell.Column] == cell.Column:
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q is given twice: keep one", cell.Column)}
		case strings.TrimSpace(cell.Value) == "":
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q has no value: give one or leave it out", cell.Column)}
		case strings.ContainsFunc(cell.Value, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError }):
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q holds a control or broken character: write it on one line, in UTF-8", cell.Column)}
		}
		path := strings.SplitN(cell.Column, ".", 2)
		if other, both := seen[path[0]]; both && (len(path) == 1 || other == path[0]) {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q stands beside %q: keep one", cell.Column, other)}
		}
		seen[cell.Column], seen[path[0]] = cell.Column, cell.Column
		value := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: strings.TrimSpace(cell.Value), Line: i + 1}
		if cell.Column == "id" {
			value.Line = 0 // faults of the whole entry are told at its id
		}
		put(entry, path, cellValue(shapeOf(kind, path[0]), value))
	}
	return entry, nil
}

// checkGiven reads the entry as a load would, and returns the first fault of a
// value that was given; what is missing is still to be filled in.
func checkGiven(read func(*contents, reader)) error {
	var faults Faults
	read(&contents{}, reader{faults: &faults})
	for _, fault := range faults {
		if fault.Line > 0 {
			return &graph.Error{Code: graph.CodeInvalid, Message: fault.Wrong + ": " + fault.Remedy}
		}
	}
	return nil
}

// scaffold writes the keys in the order of their table.
func scaffold(part string, keys []Key, entry *yaml.Node, brief bool, required func(Key) bool) *Scaffold {
	s := &Scaffold{Part: part}
	indent, dash := "  ", "- "
	if part == "document" {
		dash = indent
	}
	var b strings.Builder
	for _, key := range keys {
		lead := indent
		if b.Len() == 0 {
			lead = dash
		}
		switch value := take(entry, key.Name); {
		case value != nil:
			fmt.Fprintf(&b, "%s%s: %s\n", lead, key.Name, inline(value))
		case required(key):
			s.Open = append(s.Open, key.Name)
			fmt.Fprintf(&b, "%s%s:  # required, such as %s\n", lead, key.Name, key.Example)
		case !brief:
			fmt.Fprintf(&b, "%s# %s: %s  # %s\n", lead, key.Name, key.Example, key.Description)
		}
	}
	s.Text = b.String()
	return s
}

// inline writes a value on one line.
func inline(value *yaml.Node) string {
	flow(value)
	text, err := yaml.Marshal(value)
	if err != nil {
		panic("a tree of texts cannot be written: " + err.Error())
	}
	return strings.TrimSuffix(string(text), "\n")
}

func flow(n *yaml.Node) {
	if n.Kind != yaml.ScalarNode {
		n.Style |= yaml.FlowStyle
	}
	for _, inner := range n.Content {
		flow(inner)
	}
}

// Insert puts the entry at the end of its part of a data file, which it adds where
// the file has none, and leaves every other byte alone.
func (s *Scaffold) Insert(text []byte) ([]byte, error) {
	root, err := readable(text)
	if err != nil {
		return nil, err
	}
	entries := 0
	if list := part(root, s.Part); list != nil {
		if s.Part == "document" {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: "the file has a document already: write another file for another document"}
		}
		if list.Kind != yaml.SequenceNode || list.Style&yaml.FlowStyle != 0 {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%s is no list of entries each after a hyphen: add the entry by hand", s.Part)}
		}
		entries = len(list.Content)
	}
	written := []byte(s.insert(string(text), root))
	// What the file may hold besides is much: a mapping in braces, a line that ends
	// the document, line breaks of other sorts. What comes out is therefore read.
	after, err := readable(written)
	if list := part(after, s.Part); err != nil || list == nil || s.Part != "document" && len(list.Content) != entries+1 {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: "the file is written in a way that leaves no place for the entry: add it by hand"}
	}
	return written, nil
}

// readable parses a data file; nil when it holds nothing.
func readable(text []byte) (*yaml.Node, error) {
	var faults Faults
	root := reader{file: "the file", faults: &faults}.parse(text)
	switch {
	case len(faults) > 0:
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: faults.Error()}
	case root != nil && root.Kind != yaml.MappingNode:
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: "the file is no data file: it holds no keys and values"}
	}
	return root, nil
}

// part is what stands under a key of the file; nil when there is no such key.
func part(root *yaml.Node, name string) *yaml.Node {
	if root != nil {
		for i := 0; i+1 < len(root.Content); i += 2 {
			if root.Content[i].Value == name {
				return root.Content[i+1]
			}
		}
	}
	return nil
}

func (s *Scaffold) insert(text string, root *yaml.Node) string {
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	write := func(text string) string { return strings.ReplaceAll(text, "\n", newline) }
	list := part(root, s.Part)
	last := root == nil || list == nil || root.Content[len(root.Content)-1] == list
	if last && text != "" && !strings.HasSuffix(text, "\n") {
		text += newline
	}
	if list == nil {
		if bare := strings.TrimSpace(strings.TrimPrefix(text, string(byteOrderMark))); root != nil || bare != "" && !strings.HasPrefix(bare, "#") {
			text += newline
		}
		return text + write(s.Part+":\n"+s.Text)
	}
	lines := strings.SplitAfter(text, "\n")
	end := len(lines) - 1 // behind the last line break
	for i := 2; i < len(root.Content); i += 2 {
		if root.Content[i-1] == list {
			end = min(end, root.Content[i].Line-1)
		}
	}
	for end > 0 && (strings.TrimSpace(lines[end-1]) == "" || strings.HasPrefix(lines[end-1], "#") && !last) {
		end-- // blank lines and comments before a key belong to it
	}
	indent := strings.Repeat(" ", max(0, list.Column-1))
	var entry strings.Builder
	for line := range strings.Lines(s.Text) {
		entry.WriteString(indent + line)
	}
	return strings.Join(lines[:end], "") + write(entry.String()) + strings.Join(lines[end:], "")
}
