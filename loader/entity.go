package loader

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

var (
	placeCode    = regexp.MustCompile(`^[0-9]{6}$`)
	industryCode = regexp.MustCompile(`^[A-T][0-9]{0,4}$`)
)

// entity reads one entry of a list of entities: who or what something is, apart
// from what documents claim.
func (c *contents) entity(r reader, n *yaml.Node) {
	t := &graph.Thing{Labels: map[string]string{}, Aliases: map[string][]string{}}
	// Whether a key belongs to the kind shows once the ID, which tells it, is read.
	used := make(map[string]*yaml.Node)
	only := func(key string, read func(*yaml.Node)) func(*yaml.Node) {
		return func(n *yaml.Node) {
			used[key] = n
			read(n)
		}
	}
	var id *yaml.Node
	given := r.fields(n, "an entity", map[string]func(*yaml.Node){
		"id": func(n *yaml.Node) {
			id = n
			t.ID = c.id(r, n)
			t.Kind = t.ID.Kind()
		},
		"labels": func(n *yaml.Node) {
			r.byLanguage(n, "labels", func(language string, value *yaml.Node) { t.Labels[language] = r.text(value, "a label") })
		},
		"aliases": func(n *yaml.Node) {
			r.byLanguage(n, "aliases", func(language string, value *yaml.Node) { t.Aliases[language] = r.texts(value, "aliases") })
		},
		"note":   func(n *yaml.Node) { t.Note = r.text(n, "note") },
		"sameAs": func(n *yaml.Node) { t.SameAs = r.iris(n, "sameAs") },
		"broader": only("broader", func(n *yaml.Node) {
			t.Broader = c.refers(r, n, "broader", graph.Industry)
		}),
		"inIndustry": only("inIndustry", func(n *yaml.Node) {
			t.InIndustry = c.refers(r, n, "inIndustry", graph.Industry)
		}),
		"partOf": only("partOf", func(n *yaml.Node) {
			t.PartOf = c.datedIDs(r, n, "partOf", objects("partOf")...)
		}),
		"succeededBy": only("succeededBy", func(n *yaml.Node) {
			t.SucceededBy = c.datedIDs(r, n, "succeededBy", objects("succeededBy")...)
		}),
		"code": only("code", func(n *yaml.Node) { t.Codes = c.codes(r, n) }),
		"level": only("level", func(n *yaml.Node) {
			t.Level = r.choice(n, "level", graph.Levels())
		}),
		"form": only("form", func(n *yaml.Node) {
			t.Form = r.choice(n, "form", graph.Forms())
		}),
		"formula": only("formula", func(n *yaml.Node) { t.Formula = r.text(n, "formula") }),
		"unit": only("unit", func(n *yaml.Node) {
			unit, known := graph.ParseUnit(n.Value)
			if !known {
				r.fault(n, suggestion(n.Value, unitNames()), "%q is no unit", n.Value)
			}
			t.Unit = unit
		}),
		"single": only("single", func(n *yaml.Node) { t.Single = r.flag(n, "single") }),
	})
	if id == nil && n.Kind == yaml.MappingNode {
		r.fault(n, "add id: kind/name", "the entity has no id")
	}
	if t.ID == "" {
		return
	}
	for _, name := range keys(used) {
		if key := lookup(entityKeys, name); !key.on(t.Kind) {
			r.fault(used[name], "delete it; it belongs to "+strings.Join(kindNames(key.Kinds), ", "), "a thing of kind %s has no %q", t.Kind, name)
		}
	}
	if t.Kind == graph.Document {
		r.fault(id, "write document: beside the claims that it makes", "%q is a document, which is no entry of entities", t.ID)
		return
	}
	if !given["labels"] {
		r.fault(id, "add labels: {en: …, zh-Hans: …}", "%q has no label", t.ID)
	}
	for _, key := range KeysOf(t.Kind) {
		if key.Required && key.Choices != nil && !given[key.Name] {
			r.fault(id, "add "+key.Name+": one of "+strings.Join(key.Choices(), ", "), "%q has no %s", t.ID, key.Name)
		}
	}
	pattern, shape := placeCode, "six digits of GB/T 2260"
	if t.Kind == graph.Industry {
		pattern, shape = industryCode, "a letter and up to four digits of GB/T 4754"
	}
	for _, code := range t.Codes {
		if !pattern.MatchString(code.Value) {
			r.fault(id, "write "+shape+", in quotes", "%q has the malformed code %q", t.ID, code.Value)
		}
	}
	c.things = append(c.things, &entry{thing: t, at: r.position(id)})
}

// dated reads a value, or a list of values each over a time:
//
//	partOf: place/jinan
//	partOf: [{id: place/laiwu, until: 2019-01}, {id: place/jinan, from: 2019-01}]
func (c *contents) dated(r reader, n *yaml.Node, key, what string, value func(*yaml.Node, graph.Span)) {
	if n.Kind == yaml.ScalarNode {
		value(n, graph.Span{})
		return
	}
	r.each(n, what, func(item *yaml.Node) {
		if item.Kind == yaml.ScalarNode {
			value(item, graph.Span{})
			return
		}
		var of *yaml.Node
		var span graph.Span
		r.fields(item, what, map[string]func(*yaml.Node){
			key:     func(n *yaml.Node) { of = n },
			"from":  func(n *yaml.Node) { span.From = r.date(n, "from") },
			"until": func(n *yaml.Node) { span.Until = r.date(n, "until") },
		})
		if of == nil {
			r.fault(item, "add "+key+":", "an entry of %s has no %s", what, key)
			return
		}
		r.checkSpan(item, span)
		value(of, span)
	})
}

func (r reader) checkSpan(n *yaml.Node, span graph.Span) {
	if span.From != "" && span.Until != "" && span.From.Start() >= span.Until.Start() {
		r.fault(n, "swap or correct the dates", "the time from %s until %s ends before it begins", span.From, span.Until)
	}
}

func (c *contents) datedIDs(r reader, n *yaml.Node, what string, kinds ...graph.Kind) []graph.DatedID {
	var list []graph.DatedID
	c.dated(r, n, "id", what, func(of *yaml.Node, span graph.Span) {
		if id := c.refer(r, of, what, kinds...); id != "" {
			list = append(list, graph.DatedID{ID: id, Span: span})
		}
	})
	return list
}

// iris reads what other datasets call the thing. Of our own there is no need to say so.
func (r reader) iris(n *yaml.Node, what string) []string {
	list := r.texts(n, what)
	for _, text := range list {
		iri, err := url.Parse(text)
		switch {
		case err != nil || !iri.IsAbs() || iri.Host == "" || strings.ContainsAny(text, " <>\"{}|\\^`"):
			r.fault(n, "write it in full, such as http://www.wikidata.org/entity/Q43407", "%q in %s is no absolute IRI", text, what)
		case strings.HasPrefix(text, r.base):
			r.fault(n, "delete it, or put the two things into one entry", "%q in %s is an IRI of this graph", text, what)
		}
	}
	slices.Sort(list)
	return list
}

func (c *contents) codes(r reader, n *yaml.Node) []graph.DatedTag {
	var list []graph.DatedTag
	c.dated(r, n, "code", "code", func(of *yaml.Node, span graph.Span) {
		if value := r.text(of, "code"); value != "" {
			list = append(list, graph.DatedTag{Value: value, Span: span})
		}
	})
	return list
}

func subjects(predicate string) []graph.Kind {
	p, _ := graph.LookupPredicate(predicate)
	return p.Subjects
}

func objects(predicate string) []graph.Kind {
	p, _ := graph.LookupPredicate(predicate)
	return p.Objects
}

func unitNames() []string {
	var names []string
	for _, unit := range graph.Units() {
		names = append(names, string(unit.Unit))
	}
	return names
}

func kindNames(kinds []graph.Kind) []string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	return names
}
