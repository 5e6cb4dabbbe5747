package graph

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A View of quads that our own data could not have reads what it can, and fails at nothing.
func TestAViewTakesAnyQuads(t *testing.T) {
	text := rapid.SampledFrom([]string{
		"", "place/jinan", "place/a", "industry/steel", "claim/0123456789abcdef", "target/a", "document/a", "_:b0", "claims", "curated", rdfType, rdfSubject,
		rdfPredicate, rdfObject, prefLabel, primarySource, partOf, termStatement, termLine, termValue, termComparator, ownVocabulary + "Place", ownVocabulary + "Claim",
		ownVocabulary + "Target", ownVocabulary + "prioritises", "5", "2018-03",
	})
	term := rapid.Custom(func(t *rapid.T) Term {
		value := text.Draw(t, "value")
		return rapid.SampledFrom([]Term{IRI(value), IRI(value), IRI(value), Text(value), LanguageText(value, "en"), Typed(value, xsdInteger)}).Draw(t, "term")
	})
	quads := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Quad {
		return Quad{term.Draw(t, "subject"), term.Draw(t, "predicate"), term.Draw(t, "object"), rapid.OneOf(term, rapid.Just(Term{})).Draw(t, "graph")}
	}), 0, 30)
	rapid.Check(t, func(t *rapid.T) {
		v := NewView(quads.Draw(t, "quads"))
		v.Prepare()
		_, _, _ = v.AllEdges(), v.Counts(), v.conflicts()
		for _, thing := range v.AllThings() {
			v.Label(thing.ID, English)
		}
		for _, claim := range v.Claims() {
			v.ClaimName(claim, Fallback(English))
		}
		// A commit that adds them makes the same of them.
		all := slices.Collect(v.Quads())
		first := rapid.IntRange(0, len(all)).Draw(t, "first")
		if next := NewView(all[:first]).after(Changeset{Add: all[first:]}, 1); !slices.Equal(slices.Collect(next.Quads()), all) || next.Fingerprint() != v.Fingerprint() {
			t.Fatalf("added to %d, they are %v", first, slices.Collect(next.Quads()))
		}
	})
}
