package loader

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// contents is what files hold, before anything is checked across files.
type contents struct {
	things     []*entry
	claims     []*draft
	references []reference
	unread     bool // a file could not be read, or not to its end
}

// entry is a thing with the place of its definition.
type entry struct {
	thing *graph.Thing
	at    Position
}

// reference is an ID that must exist.
type reference struct {
	id   graph.ID
	what string // the role, as in "the object of prioritises"
	at   Position
}

// formats are the readers of data files, by the file's extension.
var formats = map[string]func(*contents, reader, []byte){
	".yaml": (*contents).yaml, ".yml": (*contents).yaml,
	".csv": (*contents).csv,
	".nq":  (*contents).nquads, ".nquads": (*contents).nquads, ".jsonld": (*contents).jsonld,
}

// yaml reads a YAML file: entities, and a document with its claims.
func (c *contents) yaml(r reader, text []byte) {
	before := len(*r.faults)
	r.aliases = aliasesOf(text)
	defer func() { c.unread = c.unread || r.exhausted() }()
	root := r.parse(text)
	if root == nil {
		c.unread = c.unread || len(*r.faults) > before
		return
	}
	var document graph.ID
	given := r.fields(root, "the file", map[string]func(*yaml.Node){
		"entities": func(n *yaml.Node) {
			r.each(n, "entities", func(item *yaml.Node) { c.entity(r, item) })
		},
		"document": func(n *yaml.Node) { document = c.document(r, n) },
		"claims":   func(*yaml.Node) {}, // once the document is known
	})
	claims := given["claims"]
	if claims == nil {
		return
	}
	if !given.has("document") {
		r.fault(claims, "add document: with its id, sourceFile, title, language and date to this file", "the file has claims but no document that makes them")
	}
	r.each(claims, "claims", func(item *yaml.Node) { c.claim(r, item, document) })
}

// id reads the ID that an entry defines.
func (c *contents) id(r reader, n *yaml.Node) graph.ID {
	text := r.text(n, "id")
	if text == "" {
		return ""
	}
	id, err := graph.ParseID(text)
	if err != nil {
		r.invalid(n, err)
		return ""
	}
	if id.Kind().Info().Minted {
		r.fault(n, "delete the entry; write a claim instead", "%q is of a kind that claims make by themselves", text)
		return ""
	}
	return id
}

// refer reads an ID that something else defines.
func (c *contents) refer(r reader, n *yaml.Node, what string, kinds ...graph.Kind) graph.ID {
	text := r.text(n, what)
	if text == "" {
		return ""
	}
	return c.referText(r, text, r.position(n), what, kinds...)
}

func (c *contents) referText(r reader, text string, at Position, what string, kinds ...graph.Kind) graph.ID {
	id, err := graph.ParseID(text)
	if err != nil {
		wrong, remedy := explain(err)
		r.faultAt(at, remedy, "%s: %s", what, wrong)
		return ""
	}
	if len(kinds) > 0 && !slices.Contains(kinds, id.Kind()) {
		r.faultAt(at, "name a thing of kind "+strings.Join(kindNames(kinds), " or "), "%s is %q, a thing of kind %s", what, id, id.Kind())
		return ""
	}
	c.references = append(c.references, reference{id: id, what: what, at: at})
	return id
}

func (c *contents) refers(r reader, n *yaml.Node, what string, kinds ...graph.Kind) []graph.ID {
	if n.Kind == yaml.ScalarNode {
		if id := c.refer(r, n, what, kinds...); id != "" {
			return []graph.ID{id}
		}
		return nil
	}
	var list []graph.ID
	r.each(n, what, func(item *yaml.Node) {
		if id := c.refer(r, item, what, kinds...); id != "" {
			list = append(list, id)
		}
	})
	return list
}
