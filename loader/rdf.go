package loader

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// placed is a quad with the place where a file states it.
type placed struct {
	graph.Quad
	at Position
}

// quads reads quads of the shape that docs/vocabulary.md describes. They become
// things and claims, and those the trees that the same entries in YAML would be. A
// quad that says nothing of that shape is a fault: nothing is lost in silence.
// Names of claims and of the nodes that they make are made anew.
func (c *contents) quads(r reader, statements []placed) {
	at := make(map[string]Position) // where each subject is first spoken of
	plain := make([]graph.Quad, len(statements))
	for i, s := range statements {
		plain[i] = s.Quad
		if i > 0 && s.Subject == statements[i-1].Subject {
			continue
		}
		if _, known := at[s.Subject.Value]; !known {
			at[s.Subject.Value] = s.at
		}
	}
	things, claims := graph.Decode(plain)
	understood := graph.Encode(things, claims)
	if !slices.Equal(plain, understood) { // as they are in an export of the whole
		r.unkept(statements, understood)
	}
	made := make(map[graph.ID]*graph.Thing)
	for _, thing := range things {
		entry := tree{at[string(thing.ID)]}
		switch {
		case thing.Kind == graph.Document:
			c.document(r, entry.document(thing))
		case thing.Kind.Info().Minted:
			made[thing.ID] = thing
		default:
			c.entity(r, entry.entity(thing))
		}
	}
	for _, claim := range claims {
		entry := tree{at[string(claim.ID)]}
		if !r.readable(claim, made[claim.Object], entry.at) {
			continue
		}
		document := c.refer(r, entry.scalar(string(claim.Document)), "document", graph.Document)
		c.claim(r, entry.claim(claim, made[claim.Object]), document)
	}
}

// readable tells whether the entry of the claim can say all that the claim says.
func (r reader) readable(claim *graph.Claim, object *graph.Thing, at Position) bool {
	p, _ := graph.LookupPredicate(claim.Predicate)
	if p.Mints != "" && (object == nil || object.Kind != p.Mints) {
		r.faultAt(at, fmt.Sprintf("describe a node of kind %s in the graph of the document, and name that", p.Mints),
			"the object of %s is %q, which no document describes as a %s", p.Name, claim.Object, p.Mints)
		return false
	}
	if q := claim.Quantity; q != nil {
		// Other faults of an amount are those of its words.
		if back, err := graph.ParseQuantity(q.String()); err == nil && (back.Comparator != q.Comparator || back.Value != q.Value || back.ScaleClass != q.ScaleClass) {
			r.faultAt(at, "write = with a range, and ~ with the lower bound of a scale class", "the amount is %s %v, and reads as %s %v", q.Comparator, q.Value, q, back.Value)
			return false
		}
	}
	return true
}

// relative takes the base from an IRI of our own; others stay as they are.
func (r reader) relative(iri string) string { return strings.TrimPrefix(iri, r.base) }

// literal makes what RDF tools write in several ways the way that we write it.
func literal(value, language, datatype string) graph.Term {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	switch {
	case language != "":
		for _, ours := range graph.Languages() { // tags know no case
			if strings.EqualFold(ours, language) {
				language = ours
			}
		}
		return graph.LanguageText(value, language)
	case datatype == xsd+"string" || datatype == "":
		return graph.Text(value)
	case datatype == xsd+"boolean":
		if value == "1" {
			value = "true"
		}
	case datatype == xsd+"double" || datatype == xsd+"decimal" || datatype == xsd+"float":
		if number, err := strconv.ParseFloat(value, 64); err == nil {
			return graph.Double(number)
		}
		datatype = xsd + "double"
	case datatype == xsd+"integer" || datatype == xsd+"int" || datatype == xsd+"long":
		if number, err := strconv.ParseInt(value, 10, 64); err == nil {
			value = strconv.FormatInt(number, 10)
		}
		datatype = xsd + "integer"
	}
	return graph.Typed(value, datatype)
}
