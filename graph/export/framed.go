package export

import (
	"maps"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// writeFramed writes the graph as trees, one for each thing, in the form that
// JSONLDFrame describes: the same that a JSON-LD library makes of the graph with
// that frame, but for the order of keys. Times of curated relations, and the sections of
// documents, are not in it. All it says is in the other RDF formats.
func writeFramed(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	t := newTrees(j)
	text, err := t.words.begin()
	if err != nil {
		return err
	}
	separator := "\n"
	for group := range bySubject(j.triples()) {
		root := graph.ID(group[0].Subject.Value)
		if !slices.ContainsFunc(group, t.isThing) {
			continue
		}
		text = t.appendRoot(append(text, separator...), root, group)
		if _, err := w.Write(text); err != nil {
			return err
		}
		text, separator = text[:0], ",\n"
	}
	_, err = w.Write(append(text, "\n]}\n"...))
	return err
}

// trees writes things with their claims.
type trees struct {
	view    *graph.View
	words   *plainWords
	classes map[string]bool // of things: all kinds but that of claims
	wanted  map[string]bool // what claims are described by
	claims  map[graph.ID][]*graph.Claim
}

func newTrees(j *job) *trees {
	frame := JSONLDFrame(j.Base)
	t := &trees{view: j.piece.View(), words: newPlainWords(j.Base), classes: make(map[string]bool),
		wanted: map[string]bool{graph.TypeIRI: true}, claims: make(map[graph.ID][]*graph.Claim)}
	for _, kind := range frame.kinds {
		t.classes[kind.Class()] = true
	}
	for _, term := range frame.claims {
		t.wanted[term.IRI] = true
	}
	if j.piece.HasClaims() {
		for claim := range j.piece.Claims() {
			t.claims[claim.Subject] = append(t.claims[claim.Subject], claim)
		}
	}
	return t
}

func (t *trees) isThing(q graph.Quad) bool {
	return q.Predicate.Value == graph.TypeIRI && q.Object.IRI && t.classes[q.Object.Value]
}

func (t *trees) appendRoot(text []byte, root graph.ID, quads []graph.Quad) []byte {
	text = t.appendTree(text, root, quads)
	separator := ", \"claims\": ["
	for _, claim := range t.claims[root] {
		text = append(text, separator...)
		text = append(t.appendClaim(append(text, "\n  "...), root, claim), '}')
		separator = ","
	}
	if len(t.claims[root]) > 0 {
		text = append(text, "\n]"...)
	}
	return append(text, '}')
}

func (t *trees) appendClaim(text []byte, root graph.ID, claim *graph.Claim) []byte {
	var quads []graph.Quad
	for _, q := range graph.Encode(nil, []*graph.Claim{claim}) {
		if q.Subject.Value == string(claim.ID) && t.wanted[q.Predicate.Value] {
			quads = append(quads, q)
		}
	}
	return t.appendTree(text, root, quads)
}

// appendTree appends an object whose last brace is left to the caller.
func (t *trees) appendTree(text []byte, root graph.ID, quads []graph.Quad) []byte {
	t.words.order.sort(quads)
	text = appendJSON(append(text, `{"id": `...), t.words.reference(quads[0].Subject.Value))
	for run := range byPredicate(quads) {
		term, _ := t.words.term(run[0].Predicate.Value)
		if term.Type != "@id" || !slices.ContainsFunc(run, func(q graph.Quad) bool { return q.Object.IRI }) {
			text = t.words.appendProperty(text, run)
			continue
		}
		var ends []graph.Term
		for _, q := range run {
			if q.Object.IRI {
				ends = append(ends, q.Object)
			}
		}
		text = append(appendJSON(append(text, ", "...), term.Name), ": "...)
		text = appendValues(text, ends, term.Many, func(text []byte, end graph.Term) []byte { return t.appendEnd(text, root, term, end) })
	}
	return text
}

// appendEnd appends the far end of a relation by its names; what is not described in
// the graph, and the root of the tree itself, by the ID alone.
func (t *trees) appendEnd(text []byte, root graph.ID, term graph.ContextTerm, end graph.Term) []byte {
	thing := t.view.Thing(graph.ID(end.Value))
	if thing == nil || thing.ID == root {
		return appendJSON(text, t.words.reference(end.Value))
	}
	quads := []graph.Quad{{Subject: end, Predicate: graph.IRI(graph.TypeIRI), Object: graph.IRI(thing.Kind.Class())}}
	add := func(word string, value graph.Term) {
		quads = append(quads, graph.Quad{Subject: end, Predicate: graph.IRI(t.words.iris[word]), Object: value})
	}
	if !thing.Kind.Info().Minted { // whose labels are made of others, and are not in the graph
		for _, language := range slices.Sorted(maps.Keys(thing.Labels)) {
			add("label", graph.LanguageText(thing.Labels[language], language))
		}
	}
	if term.Name == "document" && thing.Source != nil && thing.Source.File != "" {
		add("sourceFile", graph.Text(thing.Source.File))
	}
	return append(t.words.appendThing(text, quads), '}')
}
