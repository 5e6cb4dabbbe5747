package loader

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// tree writes things and claims as the trees that their entries in YAML would be,
// so that what comes in another format goes through the same rules.
type tree struct{ at Position }

func (t tree) scalar(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Line: t.at.Line, Column: t.at.Column}
}

// edge is subject, predicate and object, each with the place of the entry: where in a
// text they would stand in YAML is no place in the file.
func (t tree) edge(words ...string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: cellsTag, Line: t.at.Line, Column: t.at.Column}
	for _, word := range words {
		if word == "" || strings.ContainsFunc(word, unicode.IsSpace) {
			return t.scalar(strings.Join(words, " "))
		}
		n.Content = append(n.Content, t.scalar(word))
	}
	return n
}

func (t tree) mapping() *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: t.at.Line, Column: t.at.Column}
}

func (t tree) list(values []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: t.at.Line, Column: t.at.Column}
	for _, value := range values {
		n.Content = append(n.Content, t.scalar(value))
	}
	return n
}

// add puts a value under a key unless it is empty.
func (t tree) add(n *yaml.Node, key, value string) {
	if value != "" {
		put(n, []string{key}, t.scalar(value))
	}
}

func (t tree) addList(n *yaml.Node, key string, values []string) {
	if len(values) > 0 {
		put(n, []string{key}, t.list(values))
	}
}

func (t tree) names(labels map[string]string) *yaml.Node {
	n := t.mapping()
	for _, language := range keys(labels) {
		put(n, []string{language}, t.scalar(labels[language])) // an empty one too, which is a fault
	}
	return n
}

func (t tree) spanned(key, value string, span graph.Span) *yaml.Node {
	n := t.mapping()
	t.add(n, key, value)
	t.add(n, "from", string(span.From))
	t.add(n, "until", string(span.Until))
	return n
}

func (t tree) addDated(n *yaml.Node, key string, dated []graph.DatedID) {
	if len(dated) == 0 {
		return
	}
	all := t.list(nil)
	for _, d := range dated {
		all.Content = append(all.Content, t.spanned("id", string(d.ID), d.Span))
	}
	put(n, []string{key}, all)
}

func (t tree) addPeriod(n *yaml.Node, period graph.Period) {
	t.add(n, "from", string(period.From))
	t.add(n, "by", string(period.By))
	t.add(n, "within", string(period.Within))
}

// entity is the entry of a thing that is no document.
func (t tree) entity(thing *graph.Thing) *yaml.Node {
	n := t.mapping()
	t.add(n, "id", string(thing.ID))
	if len(thing.Labels) > 0 {
		put(n, []string{"labels"}, t.names(thing.Labels))
	}
	if len(thing.Aliases) > 0 {
		aliases := t.mapping()
		for _, language := range keys(thing.Aliases) {
			t.addList(aliases, language, thing.Aliases[language])
		}
		put(n, []string{"aliases"}, aliases)
	}
	t.add(n, "note", thing.Note)
	t.addList(n, "sameAs", thing.SameAs)
	t.add(n, "level", thing.Level)
	t.add(n, "form", thing.Form)
	t.add(n, "formula", thing.Formula)
	t.add(n, "unit", string(thing.Unit))
	if thing.Single {
		t.add(n, "single", "true")
	}
	if len(thing.Codes) > 0 {
		codes := t.list(nil)
		for _, code := range thing.Codes {
			codes.Content = append(codes.Content, t.spanned("code", code.Value, code.Span))
		}
		put(n, []string{"code"}, codes)
	}
	t.addList(n, "broader", texted(thing.Broader))
	t.addList(n, "inIndustry", texted(thing.InIndustry))
	t.addDated(n, "partOf", thing.PartOf)
	t.addDated(n, "succeededBy", thing.SucceededBy)
	return n
}

func texted(ids []graph.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}

// document is the entry of a document. What only other things have goes along, so
// that the rules refuse it.
func (t tree) document(thing *graph.Thing) *yaml.Node {
	n, s := t.entity(thing), thing.Source
	if title := take(n, "labels"); title != nil {
		put(n, []string{"title"}, title)
	}
	t.add(n, "sourceFile", s.File)
	t.add(n, "publisher", s.Publisher)
	t.add(n, "language", s.Language)
	if s.Date != (graph.DocumentDate{}) {
		date := t.mapping()
		t.add(date, "earliest", string(s.Date.Earliest))
		t.add(date, "latest", string(s.Date.Latest))
		t.add(date, "inferred", s.Date.Inferred)
		put(n, []string{"date"}, date)
	}
	if len(s.Sections) > 0 {
		sections := t.list(nil)
		for _, section := range s.Sections {
			entry := t.mapping()
			t.add(entry, "line", strconv.Itoa(section.Line))
			t.add(entry, "begins", section.Begins)
			put(entry, []string{"title"}, t.names(section.Title))
			sections.Content = append(sections.Content, entry)
		}
		put(n, []string{"sections"}, sections)
	}
	if len(s.Reviewed) > 0 {
		reviewed := t.list(nil)
		for _, review := range s.Reviewed {
			entry := t.mapping()
			t.add(entry, "line", strconv.Itoa(review.Line))
			t.addList(entry, "mentions", review.Mentions)
			t.add(entry, "reason", review.Reason)
			reviewed.Content = append(reviewed.Content, entry)
		}
		put(n, []string{"reviewed"}, reviewed)
	}
	return n
}

// claim is the entry of a claim. Object is the node that the claim makes, if it
// makes one.
func (t tree) claim(c *graph.Claim, object *graph.Thing) *yaml.Node {
	n := t.mapping()
	to, quantity := c.Object, "scale"
	switch {
	case object != nil && object.Holding != nil:
		to = object.Holding.Post
		t.add(n, "of", string(object.Holding.At))
	case object != nil && object.Measure != nil:
		to, quantity = object.Measure.Metric, "amount"
		t.addPeriod(n, object.Measure.Period)
		t.add(n, "scope", object.Measure.Scope)
		if object.Measure.Stretch {
			t.add(n, "stretch", "true")
		}
	}
	put(n, []string{"claim"}, t.edge(string(c.Subject), c.Predicate, string(to)))
	t.add(n, "line", strconv.Itoa(c.Line))
	if c.TextSpan.Known() {
		t.add(n, "span", c.TextSpan.String())
	}
	t.addList(n, "mentions", c.Mentions)
	t.add(n, "reading", c.Reading)
	t.add(n, "stance", string(c.Stance))
	if c.Part != 0 {
		t.add(n, "part", strconv.Itoa(c.Part))
	}
	if c.Quantity != nil {
		t.add(n, quantity, c.Quantity.String())
	}
	t.add(n, "from", string(c.Span.From))
	t.add(n, "until", string(c.Span.Until))
	t.addPeriod(n, c.Period) // a key that stands twice is a fault
	t.add(n, "recurrence", string(c.Recurrence))
	t.add(n, "baseline", c.Baseline)
	return n
}

// put adds a value under a path of keys.
func put(entry *yaml.Node, path []string, value *yaml.Node) {
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: path[0], Line: value.Line, Column: value.Column}
	if len(path) == 1 {
		entry.Content = append(entry.Content, key, value)
		return
	}
	for i := 0; i+1 < len(entry.Content); i += 2 {
		if entry.Content[i].Value == path[0] && entry.Content[i+1].Kind == yaml.MappingNode {
			put(entry.Content[i+1], path[1:], value)
			return
		}
	}
	inner := &yaml.Node{Kind: yaml.MappingNode, Line: value.Line, Column: value.Column}
	put(inner, path[1:], value)
	entry.Content = append(entry.Content, key, inner)
}

// take removes a key and returns its value; nil when it is not there.
func take(entry *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(entry.Content); i += 2 {
		if entry.Content[i].Value == name {
			value := entry.Content[i+1]
			entry.Content = slices.Delete(entry.Content, i, i+2)
			return value
		}
	}
	return nil
}
