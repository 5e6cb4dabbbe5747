package graph

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// once reports a value that was seen before under another owner.
type once map[string]string

func (o once) add(t *testing.T, value, owner string) {
	t.Helper()
	if first, twice := o[value]; twice {
		t.Errorf("%q belongs to %s and to %s", value, first, owner)
	}
	o[value] = owner
}

func chinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func TestEveryKindIsDescribedInBothLanguages(t *testing.T) {
	names := once{}
	for _, k := range Kinds() {
		names.add(t, k.Prefix, "prefix of "+string(k.Kind))
		names.add(t, k.Plural, "plural of "+string(k.Kind))
		names.add(t, string(k.Kind), "name of "+string(k.Kind))
		if k.Label == "" || k.Description == "" || chinese(k.Label) || !chinese(k.LabelZH) {
			t.Errorf("%s: label %q, Chinese label %q, description %q", k.Kind, k.Label, k.LabelZH, k.Description)
		}
		if kind, known := KindOf(k.Prefix); !known || kind != k.Kind || kind.Info() != k {
			t.Errorf("the prefix %q leads to %q", k.Prefix, kind)
		}
		standard(t, k.Standard)
	}
	for _, prefix := range []string{"", "Place", "places", "region"} {
		if kind, known := KindOf(prefix); known {
			t.Errorf("the prefix %q leads to %s", prefix, kind)
		}
	}
	if info := Kind("Region").Info(); info != (KindInfo{}) {
		t.Errorf("an unknown kind is %+v", info)
	}
}

// standard tests that a compact IRI is of a public vocabulary that we declare.
func standard(t *testing.T, compact string) {
	t.Helper()
	prefix, local, _ := strings.Cut(compact, ":")
	if namespaces[prefix] == "" || local == "" {
		t.Errorf("%q is no term of the vocabularies that are used", compact)
	}
}

func TestEveryPredicateIsDescribedInBothLanguagesAndDirections(t *testing.T) {
	for _, p := range Vocabulary() {
		for _, text := range []string{p.Label, p.InverseLabel, p.Description} {
			if text == "" || chinese(text) {
				t.Errorf("%s has the English text %q", p.Name, text)
			}
		}
		for _, text := range []string{p.LabelZH, p.InverseLabelZH} {
			if !chinese(text) {
				t.Errorf("%s has the Chinese text %q", p.Name, text)
			}
		}
		if found, known := LookupPredicate(p.Name); !known || found.IRI() != p.IRI() {
			t.Errorf("%s is looked up as %s", p.Name, found.Name)
		}
		if p.Standard != "" {
			standard(t, p.Standard)
		}
		if p.Symmetric() && (!slices.Equal(p.Subjects, p.Objects) || p.Label != p.InverseLabel || p.LabelZH != p.InverseLabelZH) {
			t.Errorf("%s reads the same in both directions, but its ends or labels differ", p.Name)
		}
	}
	for _, name := range []string{"", "hasPart", "PartOf", "prioritizes"} { // inverses are no predicates
		if p, known := LookupPredicate(name); known {
			t.Errorf("%q is looked up as %s", name, p.Name)
		}
	}
}

// The API gives each kind a field for every relation that it can be seen from.
func TestNoKindSeesTwoRelationsUnderOneName(t *testing.T) {
	fields := map[Kind]once{}
	for _, k := range Kinds() {
		fields[k.Kind] = once{}
	}
	for _, p := range Vocabulary() {
		for _, kind := range p.Subjects {
			fields[kind].add(t, p.Name, string(kind)+" → "+p.Name)
		}
		for _, kind := range p.Objects {
			if !p.Symmetric() {
				fields[kind].add(t, p.Inverse, string(kind)+" ← "+p.Name)
			}
		}
	}
}

func TestPredicatesJoinKnownKinds(t *testing.T) {
	for _, p := range Vocabulary() {
		for _, kinds := range [][]Kind{p.Subjects, p.Objects} {
			if len(kinds) == 0 {
				t.Errorf("%s has an end without kinds", p.Name)
			}
			for i, kind := range kinds {
				if kind.Info().Kind != kind || kind == ClaimKind || kind == Document {
					t.Errorf("%s joins %q", p.Name, kind)
				}
				if slices.Contains(kinds[:i], kind) {
					t.Errorf("%s joins %s twice", p.Name, kind)
				}
			}
		}
	}
}

func TestMintedKindsComeFromClaimsOnly(t *testing.T) {
	made := map[Kind]bool{ClaimKind: true}
	for _, p := range Vocabulary() {
		if p.Mints != "" {
			made[p.Mints] = true
			if !slices.Equal(p.Objects, []Kind{p.Mints}) || !p.Mints.Info().Minted || p.Structural {
				t.Errorf("%s makes a %s, and joins %v", p.Name, p.Mints, p.Objects)
			}
		}
		for _, kind := range slices.Concat(p.Subjects, p.Objects) {
			if kind.Info().Minted && p.Mints != kind && !p.Structural {
				t.Errorf("a claim of %s could be written about a %s, which has no ID before it", p.Name, kind)
			}
		}
		if p.Structural && len(p.Qualifiers) > 0 {
			t.Errorf("%s is never claimed, and has qualifiers", p.Name)
		}
		if p.Allows(QualifierOf) != (p.Mints == Tenure) || p.Allows(QualifierAmount) != (p.Mints == Target || p.Mints == Figure) {
			t.Errorf("%s makes a %q, and takes %v", p.Name, p.Mints, p.Qualifiers)
		}
		// "from" stands in both, and could not be told apart.
		if p.Allows(QualifierPeriod) && p.Allows(QualifierSpan) {
			t.Errorf("%s takes a period and a span", p.Name)
		}
	}
	for _, k := range Kinds() {
		if k.Minted != made[k.Kind] {
			t.Errorf("%s is minted = %v, but made by a claim = %v", k.Kind, k.Minted, made[k.Kind])
		}
	}
}

func TestNoTwoTermsShareAnIRI(t *testing.T) {
	iris := once{}
	for _, k := range Kinds() {
		iris.add(t, ownVocabulary+string(k.Kind), "kind "+string(k.Kind))
	}
	for _, p := range Vocabulary() {
		iris.add(t, p.IRI(), "predicate "+p.Name)
	}
	for _, term := range []string{
		rdfType, rdfSubject, rdfPredicate, rdfObject, prefLabel, altLabel, skosNote, primarySource, publisher, dctLanguage,
		termStatement, termCode, termLevel, termForm, termFormula, termUnit, termSingle, termSourceFile, termEarliest, termLatest,
		termInferred, termLine, termMention, termStance, termComparator, termValue, termValueMax, termScaleClass, termPart,
		termReading, termScope, termFrom, termUntil, termStart, termBy, termWithin, termRecurrence, termBaseline, termStretch,
	} {
		iris.add(t, term, "a term")
	}
	for iri, owner := range iris {
		if err := (Quad{IRI(iri), IRI(iri), IRI(iri), IRI(iri)}).check(); err != nil {
			t.Errorf("%s: %v", owner, err)
		}
	}
}

func TestEveryStanceIsDescribedAndDecidedByItsOwnPhrases(t *testing.T) {
	phrases, names := once{}, once{}
	for _, s := range Stances() {
		names.add(t, string(s.Stance), "a stance")
		if s.Label == "" || !chinese(s.LabelZH) || s.Description == "" {
			t.Errorf("%s: label %q, Chinese label %q, description %q", s.Stance, s.Label, s.LabelZH, s.Description)
		}
		if (len(s.Phrases) == 0) != (s.Stance == Unstated) {
			t.Errorf("%s is decided by %q", s.Stance, s.Phrases)
		}
		for _, phrase := range s.Phrases {
			phrases.add(t, phrase, string(s.Stance))
		}
	}
}

func TestEveryUnitIsDescribedAndReadByEachOfItsSpellings(t *testing.T) {
	spellings, constants := once{}, once{}
	for _, u := range Units() {
		constants.add(t, u.Constant, string(u.Unit))
		if !regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`).MatchString(u.Constant) || UnitConstant(u.Unit) != u.Constant || u.Description == "" {
			t.Errorf("%s: constant %q, found as %q, description %q", u.Unit, u.Constant, UnitConstant(u.Unit), u.Description)
		}
		if !slices.Contains(u.Spellings, string(u.Unit)) {
			t.Errorf("%s is not among its own spellings, so what is written cannot be read back", u.Unit)
		}
		for _, spelling := range u.Spellings {
			spellings.add(t, spelling, string(u.Unit))
			if unit, known := ParseUnit(spelling); !known || unit != u.Unit {
				t.Errorf("%q is read as %q, want %s", spelling, unit, u.Unit)
			}
			if q, err := ParseQuantity("7 " + spelling); err != nil || q.Value != 7 || q.Unit != u.Unit {
				t.Errorf("7 %s is read as %v, %v", spelling, q, err)
			}
			if q, err := ParseQuantity("7万" + spelling); err != nil || q.Value != 70000 || q.Unit != u.Unit {
				t.Errorf("7万%s is read as %v, %v", spelling, q, err)
			}
		}
	}
	for _, text := range []string{"", "cny", "USD", "亿元", "瓦时", "lb"} {
		if unit, known := ParseUnit(text); known {
			t.Errorf("%q is read as %s", text, unit)
		}
	}
	if UnitConstant("USD") != "" {
		t.Errorf("an unknown unit has the constant %q", UnitConstant("USD"))
	}
}

func TestEveryErrorCodeIsListedOnce(t *testing.T) {
	codes := once{}
	for _, code := range Codes() {
		codes.add(t, string(code), "a code")
	}
	for _, code := range []Code{CodeNotFound, CodeInvalid, CodeConflict, CodeUnavailable, CodeInternal} {
		if codes[string(code)] == "" {
			t.Errorf("%s is not listed", code)
		}
	}
}
