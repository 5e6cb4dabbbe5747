package graph

import "slices"

// Property is one row of the table of what describes things and claims beside their
// relations: the key of JSON-LD, the term of RDF, and what may stand there. The shapes
// of the graph (SHACL) are made from it.
type Property struct {
	Name      string
	IRI       string   // as in the graph: relative where it is our own
	Classes   []string // IRIs of the classes that have it
	Datatype  string   // IRI; empty for plain text
	IDs       bool     // its values are IRIs of nodes
	Objects   []Kind   // what those nodes are; none for any
	Any       bool     // its values are IRIs or texts
	Languages []string // of its texts; none for texts in no language
	UniqueIn  bool     // one text a language, at most
	Required  bool
	Many      bool
	Choices   []string // the words that it may be
	Pattern   string   // regular expression that its texts match
	Least     string   // smallest number; empty for no bound
	// Qualifiers are those of which a claim's relation must allow one.
	Qualifiers  []Qualifier
	Description string
}

// The patterns of texts, as regular expressions of XML Schema and of Go alike.
const (
	patternDate     = `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`
	patternDuration = `^P([0-9]+Y)?([0-9]+M)?([0-9]+D)?$`
	patternHash     = `^[0-9a-f]+$`
)

// Class is the IRI of the class of a kind.
func (k Kind) Class() string { return ownVocabulary + string(k) }

// ClaimQualifiers are the properties of claims that only claims of some relations have.
func ClaimQualifiers() []Property {
	return slices.DeleteFunc(slices.Clone(propertyTable), func(p Property) bool { return p.Qualifiers == nil })
}

// PartClass is a class of nodes that are no things: they have no entry of their own.
type PartClass struct {
	IRI         string
	Prefix      string // of its IDs
	Description string
}

// PartClasses is the table of those classes.
func PartClasses() []PartClass {
	return []PartClass{
		{termSection, "part/", "A section of a document."},
		{termReview, "part/", "Words of a document that someone read without finding a fact."},
		{termStatement, "statement/", "The time over which something curated holds."},
	}
}

// Properties is the table of properties.
func Properties() []Property { return propertyTable }

var propertyTable = func() []Property {
	var named, entities []string // what has names of its own, and what has an entry of its own
	for _, k := range kinds {
		if !k.Minted {
			named = append(named, k.Kind.Class())
			if k.Kind != Document {
				entities = append(entities, k.Kind.Class())
			}
		}
	}
	of := func(list ...Kind) []string {
		classes := make([]string, len(list))
		for i, k := range list {
			classes[i] = k.Class()
		}
		return classes
	}
	claim, document := of(ClaimKind), of(Document)
	measures := of(Target, Figure)
	parts := []string{termSection, termReview}
	unitNames := make([]string, len(units))
	for i, u := range units {
		unitNames[i] = string(u.Unit)
	}
	var stanceNames []string
	for _, s := range stances {
		stanceNames = append(stanceNames, string(s.Stance))
	}
	comparators := []string{string(Equal), string(AtLeast), string(MoreThan), string(AtMost), string(LessThan), string(Approximately)}
	languages := Languages()
	return []Property{
		{Name: "label", IRI: prefLabel, Classes: append(slices.Clone(named), termSection), Languages: languages, UniqueIn: true, Required: true, Many: true, Description: "The name in each language."},
		{Name: "alias", IRI: altLabel, Classes: named, Languages: languages, Many: true, Description: "Other names, mistranslations included."},
		{Name: "note", IRI: skosNote, Classes: named, Description: "How curated knowledge is known."},
		{Name: "level", IRI: termLevel, Classes: of(Place), Required: true, Choices: Levels(), Description: "What sort of place it is."},
		{Name: "code", IRI: termCode, Classes: of(Place, Industry), Many: true, Pattern: `^([0-9]{6}|[A-T][0-9]{0,4})$`, Description: "Code of GB/T 2260 or GB/T 4754-2017."},
		{Name: "sameAs", IRI: owlSameAs, Classes: entities, IDs: true, Many: true, Description: "The same thing elsewhere."},
		{Name: "form", IRI: termForm, Classes: of(Programme), Required: true, Choices: Forms(), Description: "What sort of policy it is."},
		{Name: "formula", IRI: termFormula, Classes: of(Programme), Description: "The numbers that are its name."},
		{Name: "single", IRI: termSingle, Classes: of(Post), Datatype: xsdBoolean, Description: "Whether one person holds the post at a time."},
		{Name: "unit", IRI: termUnit, Classes: of(Metric), Required: true, Choices: unitNames, Description: "The unit of every amount of the metric."},
		{Name: "sourceFile", IRI: termSourceFile, Classes: document, Required: true, Description: "The file's name in the folder of sources."},
		{Name: "publisher", IRI: publisher, Classes: document, Description: "Who published it."},
		{Name: "language", IRI: dctLanguage, Classes: document, Required: true, Choices: DocumentLanguages(), Description: "The language of the text."},
		{Name: "earliest", IRI: termEarliest, Classes: document, Pattern: patternDate, Description: "When it was written, at the earliest."},
		{Name: "latest", IRI: termLatest, Classes: document, Pattern: patternDate, Description: "When it was written, at the latest."},
		{Name: "inferredFrom", IRI: termInferred, Classes: document, Description: "From what the date is inferred, where the text does not say it."},
		{Name: "partOf", IRI: partOf, Classes: parts, IDs: true, Objects: []Kind{Document}, Required: true, Description: "The document."},
		{Name: "line", IRI: termLine, Classes: append(slices.Clone(parts), claim...), Datatype: xsdInteger, Required: true, Least: "1", Description: "Line of the document's file, from 1."},
		{Name: "number", IRI: termNumber, Classes: parts[:1], Datatype: xsdInteger, Required: true, Least: "1", Description: "Which section of the document it is."},
		{Name: "begins", IRI: termBegins, Classes: parts[:1], Description: "Words with which the section begins."},
		{Name: "reason", IRI: termReason, Classes: parts[1:], Required: true, Description: "Why what was read states no fact."},
		{Name: "mention", IRI: termMention, Classes: append(slices.Clone(parts[1:]), claim...), Many: true, Description: "Words that stand there."},

		{Name: "subject", IRI: rdfSubject, Classes: append(slices.Clone(claim), termStatement), IDs: true, Required: true, Description: "Of what something is said."},
		{Name: "predicate", IRI: rdfPredicate, Classes: append(slices.Clone(claim), termStatement), IDs: true, Required: true, Description: "The relation that is stated."},
		{Name: "object", IRI: rdfObject, Classes: []string{termStatement}, Any: true, Required: true, Description: "What the subject is related to, or its code."},
		{Name: "object", IRI: rdfObject, Classes: claim, IDs: true, Required: true, Description: "What the subject is related to."},
		{Name: "document", IRI: primarySource, Classes: claim, IDs: true, Objects: []Kind{Document}, Required: true, Description: "The document that states it."},
		{Name: "spanStart", IRI: termSpanStart, Classes: claim, Datatype: xsdInteger, Least: "0", Description: "Where on the line it begins, in characters."},
		{Name: "spanEnd", IRI: termSpanEnd, Classes: claim, Datatype: xsdInteger, Least: "1", Description: "Where on the line it ends."},
		{Name: "spanHash", IRI: termSpanHash, Classes: claim, Pattern: patternHash, Description: "Hash of what stands there."},
		{Name: "stance", IRI: termStance, Classes: claim, Choices: stanceNames, Qualifiers: []Qualifier{QualifierStance}, Description: "How the place treats the industry."},
		{Name: "comparator", IRI: termComparator, Classes: claim, Choices: comparators, Qualifiers: []Qualifier{QualifierAmount, QualifierScale}, Description: "How the value bounds the amount."},
		{Name: "value", IRI: termValue, Classes: claim, Datatype: xsdDouble, Qualifiers: []Qualifier{QualifierAmount, QualifierScale}, Description: "The amount in base units."},
		{Name: "valueMax", IRI: termValueMax, Classes: claim, Datatype: xsdDouble, Qualifiers: []Qualifier{QualifierAmount, QualifierScale}, Description: "The upper end of a range."},
		{Name: "unit", IRI: termUnit, Classes: claim, Choices: unitNames, Qualifiers: []Qualifier{QualifierAmount, QualifierScale}, Description: "The unit of the value."},
		{Name: "scaleClass", IRI: termScaleClass, Classes: claim, Choices: ScaleClasses(), Qualifiers: []Qualifier{QualifierScale, QualifierAmount}, Description: "A class of sizes, which is no amount."},
		{Name: "part", IRI: termPart, Classes: claim, Datatype: xsdInteger, Least: "1", Qualifiers: []Qualifier{QualifierPart}, Description: "Which number of a formula."},
		{Name: "reading", IRI: termReading, Classes: claim, Description: "How a bad translation was understood."},
		{Name: "recurrence", IRI: termRecurrence, Classes: claim, Pattern: patternDuration, Qualifiers: []Qualifier{QualifierAmount}, Description: "How often the amount is meant again."},
		{Name: "baseline", IRI: termBaseline, Classes: claim, Qualifiers: []Qualifier{QualifierAmount}, Description: "What growth is counted from."},

		{Name: "scope", IRI: termScope, Classes: measures, Description: "To what the amount is restricted."},
		{Name: "stretch", IRI: termStretch, Classes: of(Target), Datatype: xsdBoolean, Description: "The higher of two targets that are named together."},
		{Name: "periodFrom", IRI: termStart, Classes: append(slices.Clone(measures), claim...), Pattern: patternDate, Qualifiers: []Qualifier{QualifierPeriod}, Description: "Begin of the time in which it is to be done or was measured."},
		{Name: "by", IRI: termBy, Classes: append(slices.Clone(measures), claim...), Pattern: patternDate, Qualifiers: []Qualifier{QualifierPeriod}, Description: "The deadline, or end of the time that was measured."},
		{Name: "within", IRI: termWithin, Classes: append(slices.Clone(measures), claim...), Pattern: patternDuration, Qualifiers: []Qualifier{QualifierPeriod}, Description: "The deadline where the text gives no year."},
		{Name: "from", IRI: termFrom, Classes: append(append(of(Tenure), claim...), termStatement), Pattern: patternDate, Many: true, Qualifiers: []Qualifier{QualifierSpan}, Description: "The first day on which it holds."},
		{Name: "until", IRI: termUntil, Classes: append(append(of(Tenure), claim...), termStatement), Pattern: patternDate, Many: true, Qualifiers: []Qualifier{QualifierSpan}, Description: "The first day on which it no longer holds."},
	}
}()
