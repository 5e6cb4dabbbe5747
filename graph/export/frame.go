package export

import (
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// Frame is a JSON-LD 1.1 frame (W3C Recommendation "JSON-LD 1.1 Framing" of 16 July
// 2020): what of a graph is wanted, as trees.
type Frame struct {
	context   graph.Context
	kinds     []graph.Kind
	relations []graph.ContextTerm // to things, of which the label is wanted
	claims    []graph.ContextTerm // what is wanted of claims
}

// JSONLDFrame is the frame of the export as trees: each thing with what is said of it,
// the things that it is related to by their names, and the claims of which it is the
// subject. Who frames the N-Quads or the JSON-LD by it gets the same.
func JSONLDFrame(base string) Frame {
	f := Frame{context: graph.JSONLDContext(base)}
	for _, info := range graph.Kinds() {
		if info.Kind != graph.ClaimKind {
			f.kinds = append(f.kinds, info.Kind)
		}
	}
	wanted := make(map[string]bool)
	for _, p := range graph.Properties() {
		// Its subject is what a claim stands under in the tree.
		wanted[p.IRI] = wanted[p.IRI] || p.Name != "subject" && slices.Contains(p.Classes, graph.ClaimKind.Class())
	}
	for _, term := range f.context.Terms {
		switch _, relates := graph.LookupPredicate(term.Name); {
		case relates:
			f.relations = append(f.relations, term)
		case wanted[term.IRI] && !term.Reverse:
			f.claims = append(f.claims, term)
		}
	}
	return f
}

// MarshalJSON writes the frame. Each part says anew that what is missing is left out,
// and that a thing is shown wherever it is named: frames do not pass such settings on.
func (f Frame) MarshalJSON() ([]byte, error) {
	wanted := fields{{"@omitDefault", true}}
	shown := fields{{"@embed", "@always"}, {"@explicit", true}, {"@omitDefault", true}}
	end := func(more ...field) fields {
		list := append(fields{{"id", fields{}}}, shown...) // any thing
		for _, term := range f.context.Terms {
			if term.Name == "label" { // by its IRI: as the word, what stands there would be read as languages
				list = append(list, field{graph.CompactIRI(term.IRI), wanted})
			}
		}
		return append(list, more...)
	}
	claims := append(fields{{"type", graph.ClaimKind}}, shown...)
	for _, term := range f.claims {
		switch term.Name {
		case "object":
			claims = append(claims, field{term.Name, end()})
		case "document":
			claims = append(claims, field{term.Name, end(field{"sourceFile", wanted})})
		default:
			claims = append(claims, field{term.Name, wanted})
		}
	}
	frame := fields{{"@context", f.context}, {"type", f.kinds}, {"claims", claims}}
	for _, term := range f.relations {
		frame = append(frame, field{term.Name, end()})
	}
	return frame.MarshalJSON()
}
