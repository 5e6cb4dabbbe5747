package loader

import (
	"fmt"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

const rdfSyntax = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

// unkept reports the statements that the graph would not keep, being none of the
// quads that were understood, each with the reason that can be told. Where one
// quad is why all others about its subject say nothing, it alone is reported.
func (r reader) unkept(statements []placed, quads []graph.Quad) {
	understood := make(map[graph.Quad]bool, len(quads))
	for _, q := range quads {
		understood[q] = true
	}
	if !slices.ContainsFunc(statements, func(s placed) bool { return !understood[s.Quad] }) {
		return
	}
	groups := make(map[[2]string][]placed) // by graph and subject
	var order [][2]string
	for _, s := range statements {
		key := [2]string{s.Graph.Value, s.Subject.Value}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], s)
	}
	// Edges whose claim is reported already, and nodes that it would have made.
	excused, nodes := make(map[[2]string]bool), make(map[string]bool)
	for _, key := range order {
		group := groups[key]
		kept := func(s placed) bool { return understood[s.Quad] }
		if slices.ContainsFunc(group, kept) {
			continue
		}
		if at, remedy, wrong := r.wholeGroup(key[0], key[1], group); wrong != "" {
			r.faultAt(at, remedy, "%s", wrong)
			subject, object := one(group, rdfSyntax+"subject"), one(group, rdfSyntax+"object")
			excused[[2]string{subject, object}] = true
			nodes[object] = graph.ID(object).Kind().Info().Minted
			groups[key] = nil
		}
	}
	for _, key := range order {
		if nodes[key[1]] {
			continue
		}
		for _, s := range groups[key] {
			relation, known := relationOf(s.Predicate.Value)
			switch {
			case understood[s.Quad]:
			case known && !relation.Structural && graph.ID(s.Graph.Value).Kind() == graph.Document:
				if !excused[[2]string{s.Subject.Value, s.Object.Value}] {
					r.faultAt(s.at, "describe a claim of it in the graph <"+graph.GraphClaims+">", "no claim supports %s %s %s", s.Subject, s.Predicate, s.Object)
				}
			default:
				r.faultAt(s.at, "delete it, or write it as docs/vocabulary.md shows", "the quad %s says nothing that polygraph keeps", s.Quad)
			}
		}
	}
}

// wholeGroup finds what keeps everything that a graph says of a subject from being
// understood; no words where it is no one thing.
func (r reader) wholeGroup(name, subject string, group []placed) (at Position, remedy, wrong string) {
	id, err := graph.ParseID(subject)
	switch {
	case name == graph.GraphClaims && (err != nil || id.Kind() != graph.ClaimKind):
		return group[0].at, "name it claim/ and any name", fmt.Sprintf("%s is no ID of a claim, and the graph of claims holds nothing else", group[0].Subject)
	case name == graph.GraphClaims:
		predicate := one(group, rdfSyntax+"predicate")
		if predicate == "" {
			return group[0].at, "add its rdf:predicate", fmt.Sprintf("the claim %s names no predicate", group[0].Subject)
		}
		if _, known := relationOf(predicate); !known {
			remedy := suggestion(predicate, relationIRIs())
			if ours := "vocabulary#" + predicate; slices.Contains(relationIRIs(), ours) {
				remedy = fmt.Sprintf("did you mean <%s>?", ours)
			}
			return group[0].at, remedy, fmt.Sprintf("the predicate of the claim %s is <%s>, which is none", group[0].Subject, predicate)
		}
	case name == graph.GraphCurated && err == nil && one(group, rdfSyntax+"type") == "":
		return group[0].at, fmt.Sprintf("add its rdf:type, <vocabulary#%s>", id.Kind()), fmt.Sprintf("nothing says what %s is", group[0].Subject)
	}
	return Position{}, "", ""
}

// one is the first value of a property.
func one(group []placed, predicate string) string {
	for _, s := range group {
		if s.Predicate.Value == predicate {
			return s.Object.Value
		}
	}
	return ""
}

func relationOf(iri string) (graph.Predicate, bool) {
	for _, p := range graph.Vocabulary() {
		if p.IRI() == iri {
			return p, true
		}
	}
	return graph.Predicate{}, false
}

func relationIRIs() []string {
	var list []string
	for _, p := range ClaimedPredicates() {
		list = append(list, p.IRI())
	}
	return list
}
