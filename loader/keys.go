package loader

import (
	"cmp"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Key is one key of an entry in a data file. The tables of keys say what may stand
// where: the readers refuse other keys, CSV columns are named after them, and the
// JSON Schema, the scaffolds and the data dictionary are written from them.
type Key struct {
	Name        string
	Shape       Shape
	Required    bool
	Kinds       []graph.Kind    // of the things that have it; none for all
	Qualifier   graph.Qualifier // of the predicates that take it; empty for all
	Objects     []graph.Kind    // what the IDs in it may be
	Choices     func() []string // the words that it may be
	Description string
	Example     string                // as YAML
	Examples    map[graph.Kind]string // where a value of the kind looks otherwise
}

// Shape is how the value of a key is written.
type Shape string

// The shapes.
const (
	ShapeID        Shape = "ID"
	ShapeIDs       Shape = "ID or list of IDs"
	ShapeIRIs      Shape = "IRI or list of IRIs"
	ShapeDatedIDs  Shape = "ID, or list of {id, from, until}"
	ShapeCodes     Shape = "code, or list of {code, from, until}"
	ShapeText      Shape = "text"
	ShapeNames     Shape = "text by language"
	ShapeNameLists Shape = "text or list, by language"
	ShapeMentions  Shape = "words or list of words"
	ShapeChoice    Shape = "one of the words"
	ShapeFlag      Shape = "true or false"
	ShapeNumber    Shape = "whole number from 1"
	ShapeDate      Shape = "date"
	ShapeDuration  Shape = "length of time"
	ShapeWritten   Shape = "date, or {earliest, latest, inferred}"
	ShapeAmount    Shape = "amount"
	ShapeSpan      Shape = "span"
	ShapeEdge      Shape = "subject predicate object"
	ShapeScope     Shape = "ID or plain words"
	ShapeBaseline  Shape = "date or length of time"
	ShapeSections  Shape = "list of sections"
	ShapeReviews   Shape = "list of reviews"
)

// EntityKeys are the keys of an entry of entities.
func EntityKeys() []Key { return entityKeys }

// DocumentKeys are the keys of document.
func DocumentKeys() []Key { return documentKeys }

// SectionKeys are the keys of an entry of a document's sections.
func SectionKeys() []Key { return sectionKeys }

// ReviewKeys are the keys of an entry of what was reviewed in a document.
func ReviewKeys() []Key { return reviewKeys }

// ClaimKeys are the keys of an entry of claims.
func ClaimKeys() []Key { return claimKeys }

var entityKeys = []Key{
	{Name: "id", Shape: ShapeID, Required: true, Description: "Kind and readable name, in lower case; it never changes.", Example: "place/qufu"},
	{Name: "labels", Shape: ShapeNames, Required: true, Description: "The name in each language; en for all, zh-Hans where it is certain, zh-Latn-pinyin for places and people.", Example: "{en: Qufu, zh-Hans: 曲阜市, zh-Latn-pinyin: Qūfù Shì}"},
	{Name: "aliases", Shape: ShapeNameLists, Description: "Other names: short forms, older names, and how a machine translation put it.", Example: "{zh-Hans: [曲阜]}"},
	{Name: "level", Shape: ShapeChoice, Required: true, Kinds: []graph.Kind{graph.Place}, Choices: graph.Levels, Description: "What sort of place it is.", Example: "county"},
	{Name: "form", Shape: ShapeChoice, Required: true, Kinds: []graph.Kind{graph.Programme}, Choices: graph.Forms, Description: "What sort of policy it is.", Example: "STRATEGY"},
	{Name: "unit", Shape: ShapeChoice, Required: true, Kinds: []graph.Kind{graph.Metric}, Choices: unitNames, Description: "The unit of every amount of the metric.", Example: "CNY"},
	{Name: "code", Shape: ShapeCodes, Kinds: []graph.Kind{graph.Place, graph.Industry}, Description: "The code of a place in GB/T 2260, or of an industry in GB/T 4754-2017 where the industry is that division, group or class.", Example: `"370881"`, Examples: map[graph.Kind]string{graph.Industry: "C3311"}},
	{Name: "partOf", Shape: ShapeDatedIDs, Kinds: subjects("partOf"), Objects: objects("partOf"), Description: "The larger thing that it belongs to, over a time where that changed.", Example: "place/jining"},
	{Name: "succeededBy", Shape: ShapeDatedIDs, Kinds: subjects("succeededBy"), Objects: objects("succeededBy"), Description: "What took its place when it ceased to exist.", Example: "[{id: place/jinan, from: 2019-01}]"},
	{Name: "broader", Shape: ShapeIDs, Kinds: []graph.Kind{graph.Industry}, Objects: []graph.Kind{graph.Industry}, Description: "The wider industries within which it lies.", Example: "industry/steel"},
	{Name: "inIndustry", Shape: ShapeIDs, Kinds: subjects("inIndustry"), Objects: objects("inIndustry"), Description: "The industries in which it works.", Example: "industry/hydrogen"},
	{Name: "formula", Shape: ShapeText, Kinds: []graph.Kind{graph.Programme}, Description: "The numbers that are its name; what the first counts is part 1.", Example: "1+5+N"},
	{Name: "single", Shape: ShapeFlag, Kinds: []graph.Kind{graph.Post}, Description: "Whether one person holds the post at a time.", Example: "true"},
	{Name: "sameAs", Shape: ShapeIRIs, Description: "IRIs of the same thing in other datasets, only where that is certain: what is like it is not the same.", Example: "http://www.wikidata.org/entity/Q43407"},
	{Name: "note", Shape: ShapeText, Description: "How curated knowledge is known, in our own words.", Example: "The State Council approved the change in December 2018."},
}

var documentKeys = []Key{
	{Name: "id", Shape: ShapeID, Required: true, Objects: []graph.Kind{graph.Document}, Description: "The document's ID.", Example: "document/qufu-plan"},
	{Name: "sourceFile", Shape: ShapeText, Required: true, Description: "The file's name in the folder of sources, without the folder.", Example: "qufu.txt"},
	{Name: "title", Shape: ShapeNames, Required: true, Description: "Our own description of the document, eight words at most.", Example: `{en: "Qufu's industrial plan"}`},
	{Name: "language", Shape: ShapeChoice, Required: true, Choices: graph.DocumentLanguages, Description: "The language of the text.", Example: "en"},
	{Name: "date", Shape: ShapeWritten, Description: "When it was written; where the text does not say so, between when and when, and from what that is inferred.", Example: "2024-05"},
	{Name: "publisher", Shape: ShapeText, Description: "Who published it.", Example: "Qufu Daily"},
	{Name: "note", Shape: ShapeText, Description: "What else one should know of it.", Example: "Machine translation of a Chinese article."},
	{Name: "sections", Shape: ShapeSections, Description: "Its parts in the order of the text, for the overview that polygraph coverage gives.", Example: "[{line: 1, title: {en: Headline}}]"},
	{Name: "reviewed", Shape: ShapeReviews, Description: "What someone read without finding a fact in it.", Example: "[{line: 2, reason: a greeting}]"},
}

var sectionKeys = []Key{
	{Name: "line", Shape: ShapeNumber, Required: true, Description: "The line on which the section begins.", Example: "10"},
	{Name: "begins", Shape: ShapeText, Description: "The words with which it begins, where that is not the line's begin; four at most.", Example: "In the coming year"},
	{Name: "title", Shape: ShapeNames, Required: true, Description: "Our own title, eight words at most.", Example: "{en: Outlook}"},
}

var reviewKeys = []Key{
	{Name: "line", Shape: ShapeNumber, Required: true, Description: "The line that states no fact.", Example: "2"},
	{Name: "mentions", Shape: ShapeMentions, Description: "Words of the sentence that is meant, where other sentences of the line state facts.", Example: "[good morning]"},
	{Name: "reason", Shape: ShapeText, Required: true, Description: "Why it states no fact.", Example: "a greeting"},
}

var claimKeys = []Key{
	{Name: "claim", Shape: ShapeEdge, Required: true, Description: "Subject, predicate and object. The object of holds is a post, that of hasTarget and hasFigure a metric; their nodes are made from the claim.", Example: "place/qufu prioritises industry/hydrogen"},
	{Name: "line", Shape: ShapeNumber, Required: true, Description: "Line of the source file, counted from 1.", Example: "3"},
	{Name: "span", Shape: ShapeSpan, Description: "Where on the line it stands, with a hash; polygraph locate writes it.", Example: "119-168 9f86d081884c7d65"},
	{Name: "stance", Shape: ShapeChoice, Qualifier: graph.QualifierStance, Choices: stanceNames, Description: "How the place treats the industry; UNSTATED for a priority when none is given.", Example: "GROW"},
	{Name: "scale", Shape: ShapeAmount, Qualifier: graph.QualifierScale, Description: "A class of scale (千亿级, or hundred-billion-level), or an amount in yuan, of what is built or prioritised.", Example: "千亿级"},
	{Name: "part", Shape: ShapeNumber, Qualifier: graph.QualifierPart, Description: "Which number of the programme's formula the member is counted in, from 1.", Example: "1"},
	{Name: "of", Shape: ShapeID, Qualifier: graph.QualifierOf, Objects: objects("at"), Description: "Where the post is held; required with holds.", Example: "place/qufu"},
	{Name: "amount", Shape: ShapeAmount, Qualifier: graph.QualifierAmount, Description: "Comparator, number or range, and unit; required with hasTarget and hasFigure.", Example: `"> 200亿元"`},
	{Name: "from", Shape: ShapeDate, Description: "When it begins to hold, or begin of the time in which it is to be done or was measured.", Example: "2021"},
	{Name: "until", Shape: ShapeDate, Qualifier: graph.QualifierSpan, Description: "The first day on which it no longer holds.", Example: "2019-01"},
	{Name: "by", Shape: ShapeDate, Qualifier: graph.QualifierPeriod, Description: "The deadline, or end of the time that was measured.", Example: "2030"},
	{Name: "in", Shape: ShapeDate, Qualifier: graph.QualifierPeriod, Description: "The year, month or day in which all of it lies: from and by in one.", Example: "2021"},
	{Name: "within", Shape: ShapeDuration, Qualifier: graph.QualifierPeriod, Description: "The deadline where the text gives no year, counted from the document's date.", Example: "P5Y"},
	{Name: "scope", Shape: ShapeScope, Qualifier: graph.QualifierAmount, Description: "What the amount is restricted to: the ID of a thing, or up to six plain words in lower case (a-z, 0-9). Targets meet where their scopes are the same, so look for one with polygraph find.", Example: "from outside"},
	{Name: "stretch", Shape: ShapeFlag, Qualifier: graph.QualifierAmount, Description: "Whether it is the higher of two targets that are named together.", Example: "true"},
	{Name: "recurrence", Shape: ShapeDuration, Qualifier: graph.QualifierAmount, Description: "How often the amount is meant again; P1Y for every year.", Example: "P1Y"},
	{Name: "baseline", Shape: ShapeBaseline, Qualifier: graph.QualifierAmount, Description: "What growth is counted from: a year, or P1Y for year on year.", Example: "P1Y"},
	{Name: "mentions", Shape: ShapeMentions, Required: true, Description: "Words that stand there, letter by letter, each at most four words or eight Chinese characters.", Example: "[hydrogen, lay out]"},
	{Name: "reading", Shape: ShapeText, Description: "How a bad translation was understood.", Example: "Growth drivers (动能)."},
}

// on tells whether things of the kind have the key.
func (k Key) on(kind graph.Kind) bool { return len(k.Kinds) == 0 || slices.Contains(k.Kinds, kind) }

// In tells whether a claim of the predicate takes the key.
func (k Key) In(p graph.Predicate) bool {
	switch k.Name {
	case "from": // of a period or of the time over which a relation holds
		return p.Allows(graph.QualifierPeriod) || p.Allows(graph.QualifierSpan)
	case "stretch":
		return p.Mints == graph.Target
	}
	return k.Qualifier == "" || p.Allows(k.Qualifier)
}

// RequiredIn tells whether a claim of the predicate must have the key.
func (k Key) RequiredIn(p graph.Predicate) bool {
	return k.Required || k.Name == "amount" && p.Allows(graph.QualifierAmount) || k.Name == "of" && p.Allows(graph.QualifierOf)
}

// KeysOf are the keys of an entity of the kind, with its examples.
func KeysOf(kind graph.Kind) []Key {
	list := filter(entityKeys, func(k Key) bool { return k.on(kind) })
	for i, key := range list {
		list[i].Example = cmp.Or(key.Examples[kind], key.Example)
	}
	return list
}

// KeysIn are the keys of a claim of the predicate.
func KeysIn(p graph.Predicate) []Key {
	return filter(claimKeys, func(k Key) bool { return k.In(p) })
}

func filter(keys []Key, wanted func(Key) bool) []Key {
	var list []Key
	for _, key := range keys {
		if wanted(key) {
			list = append(list, key)
		}
	}
	return list
}

// ClaimedPredicates are those that a claim can be made of.
func ClaimedPredicates() []graph.Predicate {
	var list []graph.Predicate
	for _, p := range graph.Vocabulary() {
		if !p.Structural {
			list = append(list, p)
		}
	}
	return list
}

// Written are the kinds of the object as it is written: the post or metric of
// which a node is made.
func Written(p graph.Predicate) []graph.Kind {
	switch p.Mints {
	case graph.Tenure:
		return []graph.Kind{graph.Post}
	case graph.Target, graph.Figure:
		return []graph.Kind{graph.Metric}
	}
	return p.Objects
}

// takers say which predicates take a key.
func (k Key) takers() string {
	var names []string
	for _, p := range ClaimedPredicates() {
		if k.In(p) {
			names = append(names, p.Name)
		}
	}
	return "it belongs to " + strings.Join(names, ", ")
}
