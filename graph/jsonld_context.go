package graph

import "strings"

// DefaultBase stands before all IRIs of our own where an operator has chosen no
// other base: the name of a reserved domain, which nobody else can mean.
const DefaultBase = "https://polygraph.example/id/"

// ContextName is the name, behind the base, of the JSON-LD context.
const ContextName = "context.json"

// JSONLDContext is the JSON-LD 1.1 context by which things and claims are written
// with plain words: the kinds and relations of the vocabulary, and the keys by
// which things and claims are described. Our own IRIs stand behind the base.
func JSONLDContext(base string) map[string]any {
	full := func(name string) string {
		if strings.HasPrefix(name, ownVocabulary) {
			return base + name
		}
		return name
	}
	iri := func(name string) map[string]any { return map[string]any{"@id": full(name), "@type": "@id"} }
	typed := func(name, datatype string) map[string]any {
		return map[string]any{"@id": full(name), "@type": datatype}
	}
	byLanguage := func(name string) map[string]any { return map[string]any{"@id": name, "@container": "@language"} }
	context := map[string]any{
		"@version": 1.1,
		"id":       "@id", "type": "@type", "graph": "@graph",
		"label": byLanguage(prefLabel), "alias": byLanguage(altLabel), "note": skosNote,
		"subject": iri(rdfSubject), "predicate": map[string]any{"@id": rdfPredicate, "@type": "@vocab"}, "object": iri(rdfObject), "document": iri(primarySource),
		"publisher": publisher, "language": dctLanguage,
		"CuratedStatement": full(termStatement), "Section": full(termSection), "Review": full(termReview),
		"line": typed(termLine, xsdInteger), "number": typed(termNumber, xsdInteger), "part": typed(termPart, xsdInteger),
		"spanStart": typed(termSpanStart, xsdInteger), "spanEnd": typed(termSpanEnd, xsdInteger),
		"value": typed(termValue, xsdDouble), "valueMax": typed(termValueMax, xsdDouble),
		"single": typed(termSingle, xsdBoolean), "stretch": typed(termStretch, xsdBoolean),
	}
	for _, term := range []string{termCode, termLevel, termForm, termFormula, termUnit, termSourceFile, termEarliest, termLatest, termInferred,
		termBegins, termReason, termSpanHash, termMention, termStance, termComparator, termScaleClass, termReading, termScope,
		termFrom, termUntil, termStart, termBy, termWithin, termRecurrence, termBaseline} {
		context[term[len(ownVocabulary):]] = full(term)
	}
	for _, k := range kinds {
		context[string(k.Kind)] = full(ownVocabulary + string(k.Kind))
	}
	for _, p := range vocabulary {
		context[p.Name] = iri(p.IRI())
	}
	return context
}
