package export

import (
	"slices"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Type is what the values of a column are.
type Type string

// The types of columns. Formats without lists write the items of one with "; "
// between them.
const (
	Text     Type = "text"     // string
	Integer  Type = "integer"  // int64
	Number   Type = "number"   // float64
	Boolean  Type = "boolean"  // bool
	Texts    Type = "texts"    // []string
	Integers Type = "integers" // []int64
)

// Column is one attribute of nodes or of edges; the same in every format.
type Column struct {
	Name        string
	Type        Type
	Description string
}

type nodeColumn struct {
	Column
	of func(g *propertyGraph, n *node) any // nil where the node has no such value
}

type edgeColumn struct {
	Column
	of func(g *propertyGraph, e *edge) any
}

// NodeColumns are the attributes of nodes beside their ID and label.
func NodeColumns() []Column {
	return columnsOf(nodeColumns, func(c nodeColumn) Column { return c.Column })
}

// EdgeColumns are the attributes of edges beside their ends.
func EdgeColumns() []Column {
	return columnsOf(edgeColumns, func(c edgeColumn) Column { return c.Column })
}

func columnsOf[C any](table []C, column func(C) Column) []Column {
	list := make([]Column, len(table))
	for i, row := range table {
		list[i] = column(row)
	}
	return list
}

var nodeColumns = []nodeColumn{
	{Column{"kind", Text, "Place, Industry, Claim …"}, func(_ *propertyGraph, n *node) any { return string(n.kind) }},
	{Column{"labelEn", Text, "its name in English"}, label(graph.English)},
	{Column{"labelZhHans", Text, "in Chinese, simplified"}, label(graph.Simplified)},
	{Column{"labelZhHant", Text, "in Chinese, traditional, where a source writes so"}, label(graph.Traditional)},
	{Column{"labelPinyin", Text, "in pinyin"}, label(graph.Pinyin)},
	{Column{"aliases", Texts, "other names, mistranslations included"}, ofThing(aliases)},
	{Column{"region", Text, "ID of the place in or of which it is"}, func(_ *propertyGraph, n *node) any { return text(n.region) }},
	{Column{"level", Text, "of a place: province, city, district …"}, ofThing(func(t *graph.Thing) any { return text(t.Level) })},
	{Column{"codes", Texts, "official codes, GB/T 2260 or GB/T 4754"}, ofThing(codes)},
	{Column{"form", Text, "of a programme: STRATEGY, PLAN, SLOGAN …"}, ofThing(func(t *graph.Thing) any { return text(t.Form) })},
	{Column{"formula", Text, "of a programme: 2+4"}, ofThing(func(t *graph.Thing) any { return text(t.Formula) })},
	{Column{"unit", Text, "of a metric, or of the value"}, func(g *propertyGraph, n *node) any {
		if n.claim == nil && n.thing.Unit != "" {
			return text(n.thing.Unit)
		}
		return ofQuantity(g, n, func(q *graph.Quantity) any { return text(q.Unit) })
	}},
	{Column{"scope", Text, "of a target or figure: to what it is restricted"}, ofMeasure(func(m *graph.Measure) any { return text(m.Scope) })},
	{Column{"from", Text, "first day, month or year: of a tenure, target, figure or claim"}, func(_ *propertyGraph, n *node) any { return text(n.time().from) }},
	{Column{"by", Text, "of a target, figure or claim: by when"}, func(_ *propertyGraph, n *node) any { return text(n.time().by) }},
	{Column{"until", Text, "of a tenure or claim: the day on which it had ended"}, func(_ *propertyGraph, n *node) any { return text(n.time().until) }},
	{Column{"within", Text, "of a target or claim: a length of time, such as P5Y"}, func(_ *propertyGraph, n *node) any { return text(n.time().within) }},
	{Column{"stretch", Boolean, "of a target: the higher of two that are named together"}, ofMeasure(func(m *graph.Measure) any {
		if m.Stretch {
			return true
		}
		return nil
	})},
	{Column{"sourceFile", Text, "of a document: its file in the folder of sources"}, ofSource(func(s *graph.Source) any { return text(s.File) })},
	{Column{"publisher", Text, "of a document"}, ofSource(func(s *graph.Source) any { return text(s.Publisher) })},
	{Column{"language", Text, "of a document"}, ofSource(func(s *graph.Source) any { return text(s.Language) })},
	{Column{"earliest", Text, "of a document: when it was written, at the earliest"}, ofSource(func(s *graph.Source) any { return text(s.Date.Earliest) })},
	{Column{"latest", Text, "of a document: when it was written, at the latest"}, ofSource(func(s *graph.Source) any { return text(s.Date.Latest) })},
	{Column{"sameAs", Texts, "IRIs of the same thing in other datasets"}, ofThing(func(t *graph.Thing) any { return texts(t.SameAs) })},
	{Column{"note", Text, "how curated knowledge is known"}, ofThing(func(t *graph.Thing) any { return text(t.Note) })},
	{Column{"claims", Integer, "how many claims there are about it in the whole graph"}, func(g *propertyGraph, n *node) any {
		if n.claim != nil {
			return nil
		}
		return int64(len(g.view.ClaimsAbout(n.thing.ID)))
	}},
	{Column{"document", Text, "of a claim: ID of the document that states it"}, ofClaim(func(c *graph.Claim) any { return text(c.Document) })},
	{Column{"line", Integer, "of a claim: line of the document's file, from 1"}, ofClaim(func(c *graph.Claim) any { return int64(c.Line) })},
	{Column{"predicate", Text, "of a claim: the relation that it states"}, ofClaim(func(c *graph.Claim) any { return c.Predicate })},
	{Column{"stance", Text, "of a claim: LEAD, GROW, NURTURE, UPGRADE, LIMIT or UNSTATED"}, ofClaim(func(c *graph.Claim) any { return text(c.Stance) })},
	{Column{"mentions", Texts, "of a claim: words on that line"}, ofClaim(func(c *graph.Claim) any { return texts(c.Mentions) })},
	{Column{"comparator", Text, "how the value bounds the amount: = > < ~ …"}, func(g *propertyGraph, n *node) any {
		return ofQuantity(g, n, func(q *graph.Quantity) any { return text(q.Comparator) })
	}},
	{Column{"value", Number, "of a claim, or of a target or figure of which all claims say the same, in its unit: 2000亿元 is 2e11"}, func(g *propertyGraph, n *node) any {
		return ofQuantity(g, n, func(q *graph.Quantity) any { return q.Value })
	}},
	{Column{"valueMax", Number, "upper end, where the amount is a range"}, func(g *propertyGraph, n *node) any {
		return ofQuantity(g, n, func(q *graph.Quantity) any {
			if q.ValueMax == nil {
				return nil
			}
			return *q.ValueMax
		})
	}},
	{Column{"scaleClass", Text, "of the value: a class such as 千亿级, which is no amount"}, func(g *propertyGraph, n *node) any {
		return ofQuantity(g, n, func(q *graph.Quantity) any { return text(q.ScaleClass) })
	}},
	{Column{"recurrence", Text, "of a claim: how often its amount is meant again, such as P1Y"}, ofClaim(func(c *graph.Claim) any { return text(c.Recurrence) })},
	{Column{"baseline", Text, "of a claim: what its growth is counted from"}, ofClaim(func(c *graph.Claim) any { return text(c.Baseline) })},
	{Column{"part", Integer, "of a claim: which number of a formula"}, ofClaim(func(c *graph.Claim) any {
		if c.Part == 0 {
			return nil
		}
		return int64(c.Part)
	})},
	{Column{"reading", Text, "of a claim: how a bad translation was understood"}, ofClaim(func(c *graph.Claim) any { return text(c.Reading) })},
}

// Lists of what claims say hold one item for each claim, in one order, so that they
// can be read side by side.
var edgeColumns = []edgeColumn{
	{Column{"predicate", Text, "prioritises, partOf, hasTarget …; subject, object and document lead from a claim"}, func(_ *propertyGraph, e *edge) any { return e.predicate }},
	{Column{"curated", Boolean, "whether it is known without a document too: from maps, codes, taxonomy"}, func(_ *propertyGraph, e *edge) any {
		if e.edge == (graph.Edge{}) {
			return nil
		}
		return e.edge.Curated()
	}},
	{Column{"claims", Integer, "how many claims state it"}, func(_ *propertyGraph, e *edge) any {
		if e.edge == (graph.Edge{}) {
			return nil
		}
		return int64(len(e.claims))
	}},
	{Column{"document", Texts, "of each claim: the document that states it"}, ofClaims(func(_ *propertyGraph, c *graph.Claim) string { return string(c.Document) })},
	{Column{"line", Integers, "of each claim: the line of the document's file, from 1"}, func(_ *propertyGraph, e *edge) any {
		if len(e.claims) == 0 {
			return nil
		}
		lines := make([]int64, len(e.claims))
		for i, c := range e.claims {
			lines[i] = int64(c.Line)
		}
		return lines
	}},
	{Column{"stance", Texts, "of each claim: LEAD, GROW, NURTURE, UPGRADE, LIMIT or UNSTATED"}, ofClaims(func(_ *propertyGraph, c *graph.Claim) string { return string(c.Stance) })},
	{Column{"amount", Texts, "of each claim: its amount, such as > 200 billion CNY"}, ofClaims(func(_ *propertyGraph, c *graph.Claim) string {
		if c.Quantity == nil {
			return ""
		}
		return c.Quantity.String()
	})},
	{Column{"evidence", Texts, "of each claim: source file, line, stance and words on that line"}, ofClaims((*propertyGraph).evidence)},
	{Column{"claim", Texts, "of each claim: its ID"}, ofClaims(func(_ *propertyGraph, c *graph.Claim) string { return string(c.ID) })},
	{Column{"from", Text, "first day, month or year on which it holds: by its curated time or by a claim, else since when a document may have said it"}, func(_ *propertyGraph, e *edge) any { return text(first(e.spells).From) }},
	{Column{"until", Text, "the day from which it no longer holds, or, of a tenure, is no longer proved"}, func(_ *propertyGraph, e *edge) any { return text(first(e.spells).Until) }},
}

// text is nil for an empty text: the value is not there.
func text[T ~string](value T) any {
	if value == "" {
		return nil
	}
	return string(value)
}

func texts(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

func label(language string) func(*propertyGraph, *node) any {
	return ofThing(func(t *graph.Thing) any { return text(t.Labels[language]) })
}

func ofThing(of func(*graph.Thing) any) func(*propertyGraph, *node) any {
	return func(_ *propertyGraph, n *node) any {
		if n.claim != nil {
			return nil
		}
		return of(n.thing)
	}
}

func ofClaim(of func(*graph.Claim) any) func(*propertyGraph, *node) any {
	return func(_ *propertyGraph, n *node) any {
		if n.claim == nil {
			return nil
		}
		return of(n.claim)
	}
}

func ofMeasure(of func(*graph.Measure) any) func(*propertyGraph, *node) any {
	return ofThing(func(t *graph.Thing) any {
		if t.Measure == nil {
			return nil
		}
		return of(t.Measure)
	})
}

func ofSource(of func(*graph.Source) any) func(*propertyGraph, *node) any {
	return ofThing(func(t *graph.Thing) any {
		if t.Source == nil {
			return nil
		}
		return of(t.Source)
	})
}

// ofQuantity is a value of the amount that a claim states, or that all claims on a target
// or figure do.
func ofQuantity(g *propertyGraph, n *node, of func(*graph.Quantity) any) any {
	if n.claim != nil {
		if n.claim.Quantity == nil {
			return nil
		}
		return of(n.claim.Quantity)
	}
	if n.thing.Measure == nil {
		return nil
	}
	var value any
	for _, c := range g.view.ClaimsOn(n.thing.ID) {
		if c.Quantity == nil || value != nil && of(c.Quantity) != value {
			return nil
		}
		value = of(c.Quantity)
	}
	return value
}

// ofClaims is a list with one item for each claim of an edge; nil where no claim has one.
func ofClaims(of func(*propertyGraph, *graph.Claim) string) func(*propertyGraph, *edge) any {
	return func(g *propertyGraph, e *edge) any {
		list := make([]string, len(e.claims))
		said := false
		for i, c := range e.claims {
			list[i] = of(g, c)
			said = said || list[i] != ""
		}
		if !said {
			return nil
		}
		return list
	}
}

func aliases(t *graph.Thing) any {
	var list []string
	for _, name := range t.Names() {
		if !name.Preferred && !slices.Contains(list, name.Text) {
			list = append(list, name.Text)
		}
	}
	return texts(list)
}

func codes(t *graph.Thing) any {
	var list []string
	for _, code := range t.Codes {
		if !slices.Contains(list, code.Value) {
			list = append(list, code.Value)
		}
	}
	return texts(list)
}

// evidence is a claim as a person cites it: file:line, stance, and words on the line.
func (g *propertyGraph) evidence(c *graph.Claim) string {
	file := string(c.Document)
	if document := g.view.Thing(c.Document); document != nil && document.Source != nil {
		file = document.Source.File
	}
	cited := file + ":" + strconv.Itoa(c.Line)
	if c.Stance != "" {
		cited += " " + string(c.Stance)
	}
	if len(c.Mentions) > 0 {
		cited += " “" + strings.Join(c.Mentions, "” “") + "”"
	}
	return cited
}

// plain writes a value for formats that know texts alone: the items of a list with
// "; " between them, numbers so that they read back as the same. A nil value is empty.
func plain(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case int64:
		return strconv.FormatInt(value, 10)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(value)
	case []string:
		return strings.Join(value, "; ")
	case []int64:
		items := make([]string, len(value))
		for i, n := range value {
			items[i] = strconv.FormatInt(n, 10)
		}
		return strings.Join(items, "; ")
	}
	return ""
}
