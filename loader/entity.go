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

// entityEntry is an entity whose keys are being read.
type entityEntry struct {
	c *contents
	r reader
	t *graph.Thing
}

// entityFields read the keys of an entity.
var entityFields = map[string]func(entityEntry, *yaml.Node){
	"id": func(e entityEntry, n *yaml.Node) {
		e.t.ID = e.c.id(e.r, n)
		e.t.Kind = e.t.ID.Kind()
	},
	"labels": func(e entityEntry, n *yaml.Node) {
		e.r.byLanguage(n, "labels", func(language string, value *yaml.Node) { e.t.Labels[language] = e.r.text(value, "a label") })
	},
	"aliases": func(e entityEntry, n *yaml.Node) {
		e.r.byLanguage(n, "aliases", func(language string, value *yaml.Node) { e.t.Aliases[language] = e.r.texts(value, "aliases") })
	},
	"note":       func(e entityEntry, n *yaml.Node) { e.t.Note = e.r.text(n, "note") },
	"sameAs":     func(e entityEntry, n *yaml.Node) { e.t.SameAs = e.r.iris(n, "sameAs") },
	"broader":    func(e entityEntry, n *yaml.Node) { e.t.Broader = e.c.refers(e.r, n, "broader", graph.Industry) },
	"inIndustry": func(e entityEntry, n *yaml.Node) { e.t.InIndustry = e.c.refers(e.r, n, "inIndustry", graph.Industry) },
	"partOf":     func(e entityEntry, n *yaml.Node) { e.t.PartOf = e.c.datedIDs(e.r, n, "partOf", objects("partOf")...) },
	"succeededBy": func(e entityEntry, n *yaml.Node) {
		e.t.SucceededBy = e.c.datedIDs(e.r, n, "succeededBy", objects("succeededBy")...)
	},
	"code":    func(e entityEntry, n *yaml.Node) { e.t.Codes = e.c.codes(e.r, n) },
	"level":   func(e entityEntry, n *yaml.Node) { e.t.Level = e.r.choice(n, "level", graph.Levels()) },
	"form":    func(e entityEntry, n *yaml.Node) { e.t.Form = e.r.choice(n, "form", graph.Forms()) },
	"formula": func(e entityEntry, n *yaml.Node) { e.t.Formula = e.r.text(n, "formula") },
	"unit": func(e entityEntry, n *yaml.Node) {
		unit, known := graph.ParseUnit(n.Value)
		if !known {
			e.r.fault(n, suggestion(n.Value, unitNames()), "%q is no unit", n.Value)
		}
		e.t.Unit = unit
	},
	"single": func(e entityEntry, n *yaml.Node) { e.t.Single = e.r.flag(n, "single") },
}

// entity reads one entry of a list of entities: who or what something is, apart
// from what documents claim.
func (c *contents) entity(r reader, n *yaml.Node) {
	t := &graph.Thing{Labels: map[string]string{}, Aliases: map[string][]string{}}
	given := keyed(r, n, "an entity", entityFields, func(read func(entityEntry, *yaml.Node), value *yaml.Node) {
		read(entityEntry{c, r, t}, value)
	})
	id := given["id"]
	if id == nil && n.Kind == yaml.MappingNode {
		r.fault(n, "add id: kind/name", "the entity has no id")
	}
	if t.ID == "" {
		return
	}
	// Whether a key belongs to the kind shows once the ID, which tells it, is read.
	for _, key := range given.values(entityKeys, func(k Key) bool { return !k.on(t.Kind) }) {
		r.fault(given[key.Name], "delete it; it belongs to "+strings.Join(kindNames(key.Kinds), ", "), "a thing of kind %s has no %q", t.Kind, key.Name)
	}
	if t.Kind == graph.Document {
		r.fault(id, "write document: beside the claims that it makes", "%q is a document, which is no entry of entities", t.ID)
		return
	}
	if !given.has("labels") {
		r.fault(id, "add labels: {en: …, zh-Hans: …}", "%q has no label", t.ID)
	}
	for _, key := range KeysOf(t.Kind) {
		if key.Required && key.Choices != nil && !given.has(key.Name) {
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
