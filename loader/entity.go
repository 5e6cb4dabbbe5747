package loader

import (
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
	// only takes a key that belongs to some kinds; the check waits until the ID,
	// which tells the kind, has been read.
	type use struct {
		key   string
		kinds []graph.Kind
		at    *yaml.Node
	}
	var uses []use
	only := func(key string, read func(*yaml.Node), kinds ...graph.Kind) func(*yaml.Node) {
		return func(n *yaml.Node) {
			uses = append(uses, use{key, kinds, n})
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
		"note": func(n *yaml.Node) { t.Note = r.text(n, "note") },
		"broader": only("broader", func(n *yaml.Node) {
			t.Broader = c.refers(r, n, "broader", graph.Industry)
		}, graph.Industry),
		"inIndustry": only("inIndustry", func(n *yaml.Node) {
			t.InIndustry = c.refers(r, n, "inIndustry", graph.Industry)
		}, subjects("inIndustry")...),
		"partOf": only("partOf", func(n *yaml.Node) {
			t.PartOf = c.datedIDs(r, n, "partOf", objects("partOf")...)
		}, subjects("partOf")...),
		"succeededBy": only("succeededBy", func(n *yaml.Node) {
			t.SucceededBy = c.datedIDs(r, n, "succeededBy", objects("succeededBy")...)
		}, subjects("succeededBy")...),
		"code": only("code", func(n *yaml.Node) { t.Codes = c.codes(r, n) }, graph.Place, graph.Industry),
		"level": only("level", func(n *yaml.Node) {
			t.Level = r.choice(n, "level", graph.Levels())
		}, graph.Place),
		"form": only("form", func(n *yaml.Node) {
			t.Form = r.choice(n, "form", graph.Forms())
		}, graph.Programme),
		"formula": only("formula", func(n *yaml.Node) { t.Formula = r.text(n, "formula") }, graph.Programme),
		"unit": only("unit", func(n *yaml.Node) {
			unit, known := graph.ParseUnit(n.Value)
			if !known {
				r.fault(n, suggestion(n.Value, unitNames()), "%q is no unit", n.Value)
			}
			t.Unit = unit
		}, graph.Metric),
		"single": only("single", func(n *yaml.Node) { t.Single = r.flag(n, "single") }, graph.Post),
	})
	if id == nil && n.Kind == yaml.MappingNode {
		r.fault(n, "add id: kind/name", "the entity has no id")
	}
	if t.ID == "" {
		return
	}
	for _, use := range uses {
		if !slices.Contains(use.kinds, t.Kind) {
			r.fault(use.at, "delete it; it belongs to "+strings.Join(kindNames(use.kinds), ", "), "a thing of kind %s has no %q", t.Kind, use.key)
		}
	}
	if t.Kind == graph.Document {
		r.fault(id, "write document: beside the claims that it makes", "%q is a document, which is no entry of entities", t.ID)
		return
	}
	if !given["labels"] {
		r.fault(id, "add labels: {en: …, zh-Hans: …}", "%q has no label", t.ID)
	}
	for _, required := range []struct {
		kind   graph.Kind
		key    string
		values []string
	}{{graph.Metric, "unit", unitNames()}, {graph.Place, "level", graph.Levels()}, {graph.Programme, "form", graph.Forms()}} {
		if t.Kind == required.kind && !given[required.key] {
			r.fault(id, "add "+required.key+": one of "+strings.Join(required.values, ", "), "%q has no %s", t.ID, required.key)
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

func (c *contents) codes(r reader, n *yaml.Node) []graph.DatedTag {
	var list []graph.DatedTag
	c.dated(r, n, "code", "code", func(of *yaml.Node, span graph.Span) {
		if value := r.text(of, "code"); value != "" {
			list = append(list, graph.DatedTag{Value: value, Span: span})
		}
	})
	return list
}

// MaxTitleWords bounds a document's title: it is our own description of it.
const MaxTitleWords = 8

func (c *contents) document(r reader, n *yaml.Node) graph.ID {
	t := &graph.Thing{Kind: graph.Document, Labels: map[string]string{}, Aliases: map[string][]string{}, Source: &graph.Source{}}
	var id *yaml.Node
	given := r.fields(n, "the document", map[string]func(*yaml.Node){
		"id": func(n *yaml.Node) {
			id = n
			if t.ID = c.id(r, n); t.ID != "" && t.ID.Kind() != graph.Document {
				r.fault(n, "write document/name", "%q is not the ID of a document", t.ID)
			}
		},
		"sourceFile": func(n *yaml.Node) {
			if t.Source.File = r.text(n, "sourceFile"); strings.ContainsAny(t.Source.File, `/\`) || t.Source.File == "." || t.Source.File == ".." {
				r.fault(n, "give the file's name alone; verify --sources names its folder", "sourceFile %q is a path", t.Source.File)
			}
		},
		"title": func(n *yaml.Node) {
			r.byLanguage(n, "title", func(language string, value *yaml.Node) {
				t.Labels[language] = r.text(value, "a title")
				if len(strings.Fields(t.Labels[language])) > MaxTitleWords {
					r.fault(value, "describe the document in your own words, eight at most", "the title has %d words", len(strings.Fields(t.Labels[language])))
				}
			})
		},
		"publisher": func(n *yaml.Node) { t.Source.Publisher = r.text(n, "publisher") },
		"language":  func(n *yaml.Node) { t.Source.Language = r.choice(n, "language", languages) },
		"note":      func(n *yaml.Node) { t.Note = r.text(n, "note") },
		"date":      func(n *yaml.Node) { t.Source.Date = r.documentDate(n) },
	})
	if n.Kind != yaml.MappingNode {
		return ""
	}
	if id == nil {
		r.fault(n, "add id: document/name", "the document has no id")
		return ""
	}
	for _, required := range []string{"sourceFile", "title", "language"} {
		if !given[required] {
			r.fault(id, "add "+required+":", "the document has no %s", required)
		}
	}
	if t.ID != "" {
		c.things = append(c.things, &entry{thing: t, at: r.position(id)})
	}
	return t.ID
}

// documentDate reads a known date, or the bounds of one with what they were
// concluded from.
func (r reader) documentDate(n *yaml.Node) graph.DocumentDate {
	if n.Kind == yaml.ScalarNode {
		date := r.date(n, "date")
		return graph.DocumentDate{Earliest: date, Latest: date}
	}
	var d graph.DocumentDate
	given := r.fields(n, "date", map[string]func(*yaml.Node){
		"earliest": func(n *yaml.Node) { d.Earliest = r.date(n, "earliest") },
		"latest":   func(n *yaml.Node) { d.Latest = r.date(n, "latest") },
		"inferred": func(n *yaml.Node) { d.Inferred = r.text(n, "inferred") },
	})
	switch {
	case n.Kind != yaml.MappingNode:
	case !given["earliest"] || !given["latest"]:
		r.fault(n, "give both earliest and latest, or one date", "the date has one end only")
	case d.Earliest != "" && d.Latest != "" && d.Earliest.Start() > d.Latest.End():
		r.fault(n, "swap them", "the date's earliest day is after its latest")
	}
	return d
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
