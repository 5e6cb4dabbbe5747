package graph

import "slices"

// Thing is what is known of an entity apart from what documents claim: its
// identity. Fields that only some kinds have say so; they are empty elsewhere.
// Things handed out by a View are shared and must not be changed.
type Thing struct {
	ID      ID
	Kind    Kind
	Labels  map[string]string   // by language; one each
	Aliases map[string][]string // by language; other names, mistranslations
	Note    string              // how curated knowledge is known, in our words
	SameAs  []string            // IRIs of the same thing elsewhere, where that is certain; sorted

	Broader     []ID       // Industry
	PartOf      []DatedID  // larger things it belongs to
	SucceededBy []DatedID  // Place, Organisation, Enterprise
	InIndustry  []ID       // Cluster, Enterprise, Project, Platform …
	Codes       []DatedTag // Place: GB/T 2260; Industry: GB/T 4754-2017
	Level       string     // Place: one of Levels
	Form        string     // Programme: one of Forms
	Formula     string     // Programme: "2+4", "1+5+N"
	Unit        Unit       // Metric
	Single      bool       // Post: held by one person at a time
	Source      *Source    // Document
	Measure     *Measure   // Target, Figure
	Holding     *Holding   // Tenure
}

// Undescribed is a thing of which the ID is known and nothing else.
func Undescribed(id ID) *Thing {
	t := &Thing{ID: id, Kind: id.Kind(), Labels: map[string]string{}, Aliases: map[string][]string{}}
	switch t.Kind {
	case Document:
		t.Source = &Source{}
	case Target, Figure:
		t.Measure = &Measure{}
	case Tenure:
		t.Holding = &Holding{}
	}
	return t
}

// DatedID is a relation to another thing over a time.
type DatedID struct {
	ID ID
	Span
}

// DatedTag is a code over a time.
type DatedTag struct {
	Value string
	Span
}

// Source describes a document. File is its name in the folder of sources.
type Source struct {
	File      string
	Publisher string
	Language  string
	Date      DocumentDate
	Sections  []Section // in the order of the text
	Reviewed  []Review  // in the order of the text
}

// Section is a part of a document, up to where the next one begins.
type Section struct {
	Line   int               // on which it begins
	Begins string            // words on that line with which it begins; empty at the line's begin
	Title  map[string]string // our own, by language
}

// Review is curated: it says that someone read a line, or the sentence of it on which the
// mentions stand, and found no fact in it, and why.
type Review struct {
	Line     int
	Mentions []string // none for the whole line
	Reason   string
}

// Names are all labels and aliases, in a fixed order.
func (t *Thing) Names() []Name {
	var names []Name
	for _, language := range sortedKeys(t.Labels) {
		names = append(names, Name{Text: t.Labels[language], Language: language, Preferred: true})
	}
	for _, language := range sortedKeys(t.Aliases) {
		for _, alias := range t.Aliases[language] {
			names = append(names, Name{Text: alias, Language: language})
		}
	}
	return names
}

// Name is one name of a thing; the preferred one of a language is its label.
type Name struct {
	Text      string
	Language  string
	Preferred bool
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
