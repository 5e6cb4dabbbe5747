package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAnEdgeLiesInItsDocumentAndItsClaimBesideIt(t *testing.T) {
	things, claims := parseFacts(t, `
		place/gangcheng en=Gangcheng zh-Hans=钢城区 level=district partOf=place/jinan[2019-01..]
		place/gangcheng prioritises industry/steel @document/a:6 stance=UPGRADE mentions=steel`)
	listed(t, Encode(slices.DeleteFunc(things, func(t *Thing) bool { return t.ID != "place/gangcheng" }), claims), Quad.String, `
		<claim/2d9d1e31970dbfbe> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <industry/steel> <claims>
		<claim/2d9d1e31970dbfbe> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <vocabulary#prioritises> <claims>
		<claim/2d9d1e31970dbfbe> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <place/gangcheng> <claims>
		<claim/2d9d1e31970dbfbe> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#Claim> <claims>
		<claim/2d9d1e31970dbfbe> <http://www.w3.org/ns/prov#hadPrimarySource> <document/a> <claims>
		<claim/2d9d1e31970dbfbe> <vocabulary#line> "6"^^<http://www.w3.org/2001/XMLSchema#integer> <claims>
		<claim/2d9d1e31970dbfbe> <vocabulary#mention> "steel" <claims>
		<claim/2d9d1e31970dbfbe> <vocabulary#stance> "UPGRADE" <claims>
		<place/gangcheng> <http://purl.org/dc/terms/isPartOf> <place/jinan> <curated>
		<place/gangcheng> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#Place> <curated>
		<place/gangcheng> <http://www.w3.org/2004/02/skos/core#prefLabel> "Gangcheng"@en <curated>
		<place/gangcheng> <http://www.w3.org/2004/02/skos/core#prefLabel> "钢城区"@zh-Hans <curated>
		<place/gangcheng> <vocabulary#level> "district" <curated>
		<statement/a3aa601bd45b2528> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <place/jinan> <curated>
		<statement/a3aa601bd45b2528> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <http://purl.org/dc/terms/isPartOf> <curated>
		<statement/a3aa601bd45b2528> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <place/gangcheng> <curated>
		<statement/a3aa601bd45b2528> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#CuratedStatement> <curated>
		<statement/a3aa601bd45b2528> <vocabulary#from> "2019-01" <curated>
		<place/gangcheng> <vocabulary#prioritises> <industry/steel> <document/a>`)
}

func TestWhatTwoClaimsOfADocumentStateIsOneQuad(t *testing.T) {
	things, claims := parseFacts(t, `
		place/gangcheng prioritises industry/steel @document/a:6
		place/gangcheng prioritises industry/steel @document/a:9
		place/gangcheng prioritises industry/steel @document/b:1`)
	edges := 0
	for _, q := range Encode(things, claims) {
		if q.Predicate.Value == "vocabulary#prioritises" {
			edges++
		}
	}
	if edges != 2 {
		t.Errorf("two documents state the edge in %d quads, want 2", edges)
	}
}

func TestAMintedNodeWithoutAClaimIsNotWritten(t *testing.T) {
	things, _ := parseFacts(t, `place/a hasTarget metric/output @document/a:1 amount="7" by=2025`)
	for _, q := range Encode(things, nil) {
		if ID(q.Subject.Value).Kind() == Target {
			t.Errorf("%s is written", q)
		}
	}
}

// These cases have more than one value where most things have one.
func TestThingsComeBackWhole(t *testing.T) {
	for name, facts := range map[string]string{
		"a district that changed its city":       `place/a partOf=place/b[..2019-01] partOf=place/c[2019-01..]`,
		"a district that came back to its city":  `place/a partOf=place/b[..1993] partOf=place/b[2019-01..]`,
		"a code that was given again":            `place/a code=371200[1993..2000] code=371200[2010..2019-01]`,
		"a code that was replaced":               `place/a code=370117[2019-01..] code=371203[..2019-01]`,
		"a code without a time beside one":       `place/a code=370117 code=371203[..2019-01]`,
		"a name in both scripts":                 `place/a zh-Hans=钢城区 zh-Hant=鋼城區 alias-zh-Hant=鋼城 alias-zh-Hant=鋼都`,
		"a document dated between days":          `document/a date=2020-09..2020-12 language=zh-Hant`,
		"a cluster in two industries of a place": `cluster/a in=industry/x in=industry/y partOf=place/a`,
		"a post for one":                         `post/mayor single`,
		"a metric in its unit":                   `metric/output unit=CNY note="as the yearbook has it"`,
		"a formula":                              `programme/a formula=1+5+N form=STRATEGY`,
		"a place with an heir":                   `place/a succeededBy=place/b[2019-01..] succeededBy=place/c`,
		"a name in pinyin":                       `place/a zh-Hans=东阿县 zh-Latn-pinyin="Dōng'ē Xiàn" alias-zh-Latn-pinyin=Dōng'ē`,
		"a claim that is located":                `place/a prioritises industry/x @document/a:1 span="3-9 9f86d081884c7d65"`,
		"a claim at the begin of its line":       `place/a prioritises industry/x @document/a:1 span=0-1`,
		"a claim located without a hash":         `place/a prioritises industry/x @document/a:1 span=119-168`,
		"sections in the order of the text":      `document/a section="2=Begin" section="10=Middle" section="11=End"`,
		"many sections of one line":              `document/a section="1=Whole" section="1:zinc=First" section="1:coal=Second" section="1:amber=Third"`,
		"two documents with the same sections":   "document/a section=\"1:zinc=Zinc\" section=\"1:coal=Coal\"\ndocument/b section=\"1:coal=Coal\" section=\"1:zinc=Zinc\"",
		"more sections than fingers":             `document/a section="1=1" section="2=2" section="3=3" section="4=4" section="5=5" section="6=6" section="7=7" section="8=8" section="9=9" section="10=10" section="11=11"`,
		"a line that was read without a fact":    `document/a reviewed="3=thanks"`,
		"words that were read without a fact":    `document/a reviewed="3:guests,thanks=thanks" reviewed="12:applause=no statement"`,
		"many reviews of one line":               `document/a reviewed="3=line" reviewed="3:a=1" reviewed="3:b=2" reviewed="3:c=3" reviewed="3:d=4" reviewed="3:d,e=5"`,
		"a section and a review of one line":     `document/a section="3:thanks=Thanks" reviewed="3:thanks=thanks"`,
	} {
		t.Run(name, func(t *testing.T) {
			things, claims := parseFacts(t, facts)
			view := build(t, facts)
			comesBack(t, view, things, claims)
		})
	}
}

// comesBack compares a View with what was encoded, as sets where order is free.
func comesBack(t testing.TB, view *View, things []*Thing, claims []*Claim) {
	t.Helper()
	for _, want := range things {
		got := view.Thing(want.ID)
		if got == nil {
			t.Fatalf("%s is lost", want.ID)
		}
		if g, w := inOrder(*got), inOrder(*want); !reflect.DeepEqual(g, w) {
			t.Fatalf("a thing comes back as\n%s, want\n%s", written(g), written(w))
		}
	}
	for _, want := range claims {
		got := view.Claim(want.ID)
		if got == nil {
			t.Fatalf("the claim %s is lost", want.ID)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("a claim comes back as\n%s, want\n%s", written(got), written(want))
		}
	}
	count := 0
	for _, info := range Kinds() {
		count += len(view.Things(info.Kind))
	}
	if count != len(things) || len(view.Claims()) != len(claims) {
		t.Fatalf("%d things and %d claims come back, want %d and %d", count, len(view.Claims()), len(things), len(claims))
	}
}

func written(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}

// inOrder sorts what the graph holds as sets, and leaves out the labels of
// minted things, which are made of other names.
func inOrder(t Thing) Thing {
	compareDated := func(a, b DatedID) int { return cmp.Or(cmp.Compare(a.ID, b.ID), compareSpans(a.Span, b.Span)) }
	t.Broader, t.InIndustry = slices.Sorted(slices.Values(t.Broader)), slices.Sorted(slices.Values(t.InIndustry))
	t.PartOf, t.SucceededBy = slices.Clone(t.PartOf), slices.Clone(t.SucceededBy)
	slices.SortFunc(t.PartOf, compareDated)
	slices.SortFunc(t.SucceededBy, compareDated)
	t.Codes = slices.Clone(t.Codes)
	slices.SortFunc(t.Codes, func(a, b DatedTag) int { return cmp.Or(cmp.Compare(a.Value, b.Value), compareSpans(a.Span, b.Span)) })
	t.Aliases = maps.Clone(t.Aliases)
	for language, list := range t.Aliases {
		t.Aliases[language] = slices.Sorted(slices.Values(list))
	}
	if t.Kind.Info().Minted {
		t.Labels = map[string]string{}
	}
	return t
}

func TestAnyThingsAndClaimsComeBackFromTheGraph(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things, claims := drawGraph(rt)
		quads := Encode(things, claims)
		store := open(rt, "")
		view, err := store.Apply(context.Background(), Changeset{Add: quads})
		if err != nil {
			rt.Fatal(err)
		}
		comesBack(rapidTB{t, rt}, view, things, claims)
		if change := Diff(view, quads); !change.Empty() {
			rt.Fatalf("loading the same again would add %v and remove %v", change.Add, change.Remove)
		}
		if !slices.Equal(slices.Collect(view.Quads()), quads) {
			rt.Fatalf("the View holds %v, want %v", slices.Collect(view.Quads()), quads)
		}
	})
}

func TestTheOrderOfInputDoesNotShowInQuads(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things, claims := drawGraph(rt)
		want := Encode(things, claims)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		random.Shuffle(len(things), func(i, j int) { things[i], things[j] = things[j], things[i] })
		random.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		for _, thing := range things {
			slices.Reverse(thing.Broader)
			slices.Reverse(thing.PartOf)
			slices.Reverse(thing.Codes)
			for _, aliases := range thing.Aliases {
				slices.Reverse(aliases)
			}
			if thing.Source != nil { // the order of sections is that of the text, and must show
				slices.Reverse(thing.Source.Reviewed)
				for _, review := range thing.Source.Reviewed {
					slices.Reverse(review.Mentions)
				}
			}
		}
		for _, claim := range claims {
			slices.Reverse(claim.Mentions)
		}
		if got := Encode(things, claims); !slices.Equal(got, want) {
			rt.Fatalf("in another order it is %v, want %v", got, want)
		}
	})
}

// Decode takes quads as a file holds them: in any order, some twice, and among
// others that say nothing of ours.
func TestQuadsAreDecodedInAnyOrder(t *testing.T) {
	foreign := slices.Concat(slices.Collect(maps.Values(foreignQuads))...)
	rapid.Check(t, func(rt *rapid.T) {
		quads := Encode(drawGraph(rt))
		wantThings, wantClaims := Decode(quads)
		if got := Encode(wantThings, wantClaims); !slices.Equal(got, quads) {
			rt.Fatalf("decoded and encoded again it is %v, want %v", got, quads)
		}
		mixed := slices.Concat(quads, rapid.SliceOf(rapid.SampledFrom(foreign)).Draw(rt, "foreign"))
		if len(quads) > 0 {
			mixed = append(mixed, rapid.SliceOf(rapid.SampledFrom(quads)).Draw(rt, "twice")...)
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		things, claims := Decode(mixed)
		if !reflect.DeepEqual(things, wantThings) || !reflect.DeepEqual(claims, wantClaims) {
			rt.Fatalf("from %v come\n%s\n%s, want\n%s\n%s", mixed, written(things), written(claims), written(wantThings), written(wantClaims))
		}
	})
}

func TestDecodeLeavesItsQuadsAlone(t *testing.T) {
	things, claims := parseFacts(t, `place/a prioritises industry/x @document/a:1`)
	sorted := Encode(things, claims)
	slices.Reverse(sorted)
	twice := slices.Concat(sorted, sorted)
	for name, quads := range map[string][]Quad{"in another order": sorted, "in order, each twice": slices.SortedFunc(slices.Values(twice), compareQuads)} {
		before := slices.Clone(quads)
		Decode(quads)
		if !slices.Equal(quads, before) {
			t.Errorf("quads %s become %v", name, quads)
		}
	}
}

// Quads of others, and such as nobody can mean: alone, none of them says anything.
// None has a subject that drawGraph draws.
var foreignQuads = map[string][]Quad{
	"a public vocabulary":                  {{IRI("https://example.org/x"), IRI("https://example.org/knows"), IRI("https://example.org/y"), IRI("https://example.org/g")}},
	"a term that we do not have":           {{IRI("place/q"), IRI(ownVocabulary + "colour"), Text("red"), IRI(GraphCurated)}},
	"a thing of no kind":                   {{IRI("person/q"), IRI(rdfType), IRI(ownVocabulary + "Place"), IRI(GraphCurated)}},
	"a thing of two kinds":                 {{IRI("place/q"), IRI(rdfType), IRI(ownVocabulary + "Industry"), IRI(GraphCurated)}},
	"a name that is none":                  {{IRI("place/Q"), IRI(rdfType), IRI(ownVocabulary + "Place"), IRI(GraphCurated)}},
	"a kind as text":                       {{IRI("place/q"), IRI(rdfType), Text("Place"), IRI(GraphCurated)}},
	"a thing that a document describes":    {{IRI("place/q"), IRI(rdfType), IRI(ownVocabulary + "Place"), IRI("document/a")}},
	"a label of nothing":                   {{IRI("place/q"), IRI(prefLabel), LanguageText("Q", English), IRI(GraphCurated)}},
	"an edge that ends in text":            {{IRI("place/q"), IRI(partOf), Text("place/a"), IRI(GraphCurated)}},
	"an edge to what has no ID":            {{IRI("place/q"), IRI(partOf), IRI("https://example.org/x"), IRI(GraphCurated)}},
	"a claim node that no claim graph has": {{IRI("claim/q"), IRI(rdfType), IRI(ownVocabulary + "Claim"), IRI(GraphCurated)}},
	"a claim without a relation":           {{IRI("claim/q"), IRI(rdfType), IRI(ownVocabulary + "Claim"), IRI(GraphClaims)}, {IRI("claim/q"), IRI(termLine), Typed("1", xsdInteger), IRI(GraphClaims)}},
	"a claim with a relation of others":    {{IRI("claim/q"), IRI(rdfPredicate), IRI("https://example.org/knows"), IRI(GraphClaims)}},
	"a claim of another name":              {{IRI("place/q"), IRI(rdfPredicate), IRI(ownVocabulary + "prioritises"), IRI(GraphClaims)}},
	"a section of nothing":                 {{IRI("part/q"), IRI(rdfType), IRI(termSection), IRI(GraphCurated)}},
	"a section of a place":                 {{IRI("part/q2"), IRI(rdfType), IRI(termSection), IRI(GraphCurated)}, {IRI("part/q2"), IRI(partOf), IRI("place/a"), IRI(GraphCurated)}},
	"a review of a document that is not":   {{IRI("part/q3"), IRI(rdfType), IRI(termReview), IRI(GraphCurated)}, {IRI("part/q3"), IRI(partOf), IRI("document/q"), IRI(GraphCurated)}},
	"a statement about a relation that is not": {
		{IRI("statement/q"), IRI(rdfType), IRI(termStatement), IRI(GraphCurated)}, {IRI("statement/q"), IRI(rdfSubject), IRI("place/q"), IRI(GraphCurated)},
		{IRI("statement/q"), IRI(rdfPredicate), IRI(partOf), IRI(GraphCurated)}, {IRI("statement/q"), IRI(rdfObject), IRI("place/b"), IRI(GraphCurated)},
		{IRI("statement/q"), IRI(termFrom), Text("2019"), IRI(GraphCurated)},
	},
	"a statement about a code that is not": {
		{IRI("statement/q2"), IRI(rdfType), IRI(termStatement), IRI(GraphCurated)}, {IRI("statement/q2"), IRI(rdfSubject), IRI("place/q"), IRI(GraphCurated)},
		{IRI("statement/q2"), IRI(rdfPredicate), IRI(termCode), IRI(GraphCurated)}, {IRI("statement/q2"), IRI(rdfObject), Text("370100"), IRI(GraphCurated)},
	},
	"nothing at all": {{}},
}

func TestQuadsOfAnotherShapeAreLeftOut(t *testing.T) {
	for name, quads := range foreignQuads {
		t.Run(name, func(t *testing.T) {
			if things, claims := Decode(quads); len(things) > 0 || len(claims) > 0 {
				t.Errorf("%v are decoded as %s %s", quads, written(things), written(claims))
			}
		})
	}
}

// rapidTB lets a helper for *testing.T fail a case of rapid, which then looks for
// a smaller one.
type rapidTB struct {
	testing.TB
	t *rapid.T
}

func (r rapidTB) Helper()                           {}
func (r rapidTB) Errorf(format string, args ...any) { r.t.Fatalf(format, args...) }
func (r rapidTB) Fatalf(format string, args ...any) { r.t.Fatalf(format, args...) }

// Texts hold what a careless writer of quads would break.
var drawText = rapid.OneOf(
	rapid.SampledFrom([]string{"steel", "钢城区", "鋼城區", "２＋４", `"quoted"`, `back\slash`, "two\nlines", "é", "e\u0301", "5", "<place/a>", "_:b", "😀", "x@en", "\t"}),
	rapid.StringN(1, 6, -1),
)

var drawDate = rapid.Custom(func(t *rapid.T) Date {
	text := fmt.Sprintf("%04d-%02d-%02d", rapid.IntRange(1949, 2035).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	return Date(text[:rapid.SampledFrom([]int{4, 7, 10}).Draw(t, "precision")])
})

func optional[T any](g *rapid.Generator[T]) *rapid.Generator[T] {
	var none T
	return rapid.OneOf(rapid.Just(none), g)
}

var drawSpan = rapid.Custom(func(t *rapid.T) Span {
	return Span{From: optional(drawDate).Draw(t, "from"), Until: optional(drawDate).Draw(t, "until")}
})

var drawDuration = rapid.SampledFrom([]Duration{"P1Y", "P5Y", "P6M", "P1Y6M"})

var drawPeriod = rapid.Custom(func(t *rapid.T) Period {
	return Period{From: optional(drawDate).Draw(t, "from"), By: optional(drawDate).Draw(t, "by"), Within: optional(drawDuration).Draw(t, "within")}
})

var drawQuantity = rapid.Custom(func(t *rapid.T) *Quantity {
	q := &Quantity{
		Comparator: rapid.SampledFrom([]Comparator{Equal, AtLeast, MoreThan, AtMost, LessThan, Approximately}).Draw(t, "comparator"),
		Value:      rapid.OneOf(rapid.Float64Range(-1e15, 1e15), rapid.Map(rapid.IntRange(-10, 1000), func(n int) float64 { return float64(n) })).Draw(t, "value"),
		Unit:       rapid.SampledFrom(Units()).Draw(t, "unit").Unit,
		ScaleClass: optional(rapid.Just("hundred-billion-yuan")).Draw(t, "class"),
	}
	if rapid.Bool().Draw(t, "range") {
		upper := q.Value + 1
		q.ValueMax = &upper
	}
	return q
})

// drawID draws one of few IDs of the kinds, so that things meet in edges.
func drawID(kinds ...Kind) *rapid.Generator[ID] {
	return rapid.Custom(func(t *rapid.T) ID {
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		return ID(kind.Info().Prefix + "/" + rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name"))
	})
}

func drawIDs(kinds ...Kind) *rapid.Generator[[]ID] {
	return rapid.SliceOfNDistinct(drawID(kinds...), 0, 2, rapid.ID[ID])
}

// drawSpans draws the times of one relation: none, or one or two that differ.
var drawSpans = rapid.Custom(func(t *rapid.T) []Span {
	spans := rapid.SliceOfNDistinct(drawSpan, 1, 2, rapid.ID[Span]).Draw(t, "spans")
	if slices.Contains(spans, Span{}) { // always holds, so no other time adds to it
		return []Span{{}}
	}
	return spans
})

func drawDatedIDs(kinds ...Kind) *rapid.Generator[[]DatedID] {
	return rapid.Custom(func(t *rapid.T) []DatedID {
		var list []DatedID
		for _, id := range drawIDs(kinds...).Draw(t, "ids") {
			for _, span := range drawSpans.Draw(t, "spans") {
				list = append(list, DatedID{id, span})
			}
		}
		return list
	})
}

// drawSections draws sections in the order of the text; no two begin with the same
// words of one line.
var drawSections = rapid.Custom(func(t *rapid.T) []Section {
	section := rapid.Custom(func(t *rapid.T) Section {
		return Section{
			Line: rapid.IntRange(1, 12).Draw(t, "line"), Begins: optional(drawText).Draw(t, "begins"),
			Title: rapid.MapOfN(rapid.SampledFrom(Languages()), drawText, 0, 2).Draw(t, "title"),
		}
	})
	var list []Section
	for _, s := range rapid.SliceOfN(section, 0, 4).Draw(t, "list") {
		if !slices.ContainsFunc(list, func(o Section) bool { return o.Line == s.Line && o.Begins == s.Begins }) {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b Section) int { return cmp.Compare(a.Line, b.Line) })
	return list
})

// drawReviews draws reviews by line and words, each words of a line once.
var drawReviews = rapid.Custom(func(t *rapid.T) []Review {
	review := rapid.Custom(func(t *rapid.T) Review {
		r := Review{Line: rapid.IntRange(1, 3).Draw(t, "line"), Reason: drawText.Draw(t, "reason")}
		if mentions := rapid.SliceOfNDistinct(drawText, 0, 3, rapid.ID[string]).Draw(t, "mentions"); len(mentions) > 0 {
			r.Mentions = slices.Sorted(slices.Values(mentions)) // a set in the graph
		}
		return r
	})
	var list []Review
	for _, r := range rapid.SliceOfN(review, 0, 4).Draw(t, "list") {
		if !slices.ContainsFunc(list, func(o Review) bool { return o.Line == r.Line && slices.Equal(o.Mentions, r.Mentions) }) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b Review) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), slices.Compare(a.Mentions, b.Mentions))
	})
	return list
})

func drawThing(t *rapid.T, id ID) *Thing {
	thing := &Thing{ID: id, Kind: id.Kind(), Labels: map[string]string{}, Aliases: map[string][]string{}}
	for _, language := range Languages() {
		if rapid.Bool().Draw(t, "has label") {
			thing.Labels[language] = drawText.Draw(t, "label")
		}
		if aliases := rapid.SliceOfNDistinct(drawText, 0, 3, rapid.ID[string]).Draw(t, "aliases"); len(aliases) > 0 {
			thing.Aliases[language] = aliases
		}
	}
	thing.Note = optional(drawText).Draw(t, "note")
	takes := func(predicate string) bool {
		p, _ := LookupPredicate(predicate)
		return slices.Contains(p.Subjects, thing.Kind)
	}
	if takes("broader") {
		thing.Broader = drawIDs(Industry).Draw(t, "broader")
	}
	if takes("inIndustry") {
		thing.InIndustry = drawIDs(Industry).Draw(t, "inIndustry")
	}
	if takes("partOf") {
		thing.PartOf = drawDatedIDs(located...).Draw(t, "partOf")
	}
	if takes("succeededBy") {
		thing.SucceededBy = drawDatedIDs(agents...).Draw(t, "succeededBy")
	}
	switch thing.Kind {
	case Place:
		thing.Level = optional(rapid.SampledFrom(Levels())).Draw(t, "level")
		for _, code := range rapid.SliceOfNDistinct(rapid.StringMatching(`37[0-9]{4}`), 0, 2, rapid.ID[string]).Draw(t, "codes") {
			for _, span := range drawSpans.Draw(t, "spans") {
				thing.Codes = append(thing.Codes, DatedTag{code, span})
			}
		}
	case Programme:
		thing.Form = optional(rapid.SampledFrom(Forms())).Draw(t, "form")
		thing.Formula = optional(rapid.SampledFrom([]string{"2+4", "1+5+N"})).Draw(t, "formula")
	case Metric:
		thing.Unit = rapid.SampledFrom(Units()).Draw(t, "unit").Unit
	case Post:
		thing.Single = rapid.Bool().Draw(t, "single")
	case Document:
		thing.Source = &Source{
			File: optional(drawText).Draw(t, "file"), Publisher: optional(drawText).Draw(t, "publisher"),
			Language: optional(rapid.SampledFrom([]string{English, Traditional})).Draw(t, "language"),
			Date:     DocumentDate{optional(drawDate).Draw(t, "earliest"), optional(drawDate).Draw(t, "latest"), optional(drawText).Draw(t, "inferred")},
			Sections: drawSections.Draw(t, "sections"), Reviewed: drawReviews.Draw(t, "reviewed"),
		}
	}
	return thing
}

// drawClaim draws a claim of any predicate with any qualifiers, and the node that
// it mints, if it mints one.
func drawClaim(t *rapid.T) (*Claim, *Thing) {
	var claimed []Predicate
	for _, p := range Vocabulary() {
		if !p.Structural {
			claimed = append(claimed, p)
		}
	}
	p := rapid.SampledFrom(claimed).Draw(t, "predicate")
	c := &Claim{
		Document: drawID(Document).Draw(t, "document"), Line: rapid.IntRange(1, 20).Draw(t, "line"), Predicate: p.Name,
		TextSpan: optional(drawTextSpan).Draw(t, "text span"),
		Subject:  drawID(p.Subjects...).Draw(t, "subject"), Quantity: optional(drawQuantity).Draw(t, "quantity"),
		Stance: optional(rapid.Just(Lead)).Draw(t, "stance"), Part: rapid.IntRange(0, 3).Draw(t, "part"),
		Reading: optional(drawText).Draw(t, "reading"), Recurrence: optional(drawDuration).Draw(t, "recurrence"),
		Baseline: string(optional(drawDate).Draw(t, "baseline")), Span: drawSpan.Draw(t, "span"), Period: drawPeriod.Draw(t, "period"),
	}
	if mentions := rapid.SliceOfNDistinct(drawText, 0, 3, rapid.ID[string]).Draw(t, "mentions"); len(mentions) > 0 {
		c.Mentions = slices.Sorted(slices.Values(mentions)) // a set in the graph
	}
	var minted *Thing
	switch p.Mints {
	case Tenure:
		minted = &Thing{Holding: &Holding{Official: c.Subject, Post: drawID(Post).Draw(t, "post"), At: drawID(agents...).Draw(t, "at"), Span: c.Span}}
		c.Object = TenureID(minted.Holding)
	case Target, Figure:
		minted = &Thing{Measure: &Measure{
			Of: c.Subject, Metric: drawID(Metric).Draw(t, "metric"), Period: drawPeriod.Draw(t, "period of the node"),
			Scope: optional(rapid.SampledFrom([]string{"core", "industry/steel"})).Draw(t, "scope"), Stretch: rapid.Bool().Draw(t, "stretch"),
		}}
		c.Object = MeasureID(p.Mints, minted.Measure)
	default:
		c.Object = drawID(p.Objects...).Draw(t, "object")
	}
	if minted != nil {
		minted.ID, minted.Kind, minted.Labels, minted.Aliases = c.Object, p.Mints, map[string]string{}, map[string][]string{}
	}
	c.ID = ClaimID(c)
	return c, minted
}

func drawGraph(t *rapid.T) (things []*Thing, claims []*Claim) {
	seen := map[ID]bool{}
	for _, info := range Kinds() {
		if !info.Minted {
			for _, id := range drawIDs(info.Kind).Draw(t, "things") {
				things = append(things, drawThing(t, id))
			}
		}
	}
	for range rapid.IntRange(0, 8).Draw(t, "claims") {
		claim, minted := drawClaim(t)
		if seen[claim.ID] {
			continue
		}
		seen[claim.ID] = true
		claims = append(claims, claim)
		if minted == nil {
			continue
		}
		first := slices.IndexFunc(things, func(t *Thing) bool { return t.ID == minted.ID })
		if first < 0 {
			things = append(things, minted)
		} else if minted.Holding != nil {
			claim.Span = things[first].Holding.Span // ends that differ have a test of their own
		}
	}
	return things, claims
}

// A file may have more languages and datatypes than a graph can keep.
func TestDecodingLeavesOutWhatNoGraphHasRoomFor(t *testing.T) {
	quads := Encode(parseFacts(t, `place/jinan en=Jinan`))
	for i := range math.MaxUint16 + 10 {
		quads = append(quads, literal(Typed("7", fmt.Sprintf("x:%d", i))))
	}
	if things, _ := Decode(quads); len(things) != 1 || things[0].Labels[English] != "Jinan" {
		t.Errorf("%v", things)
	}
}
