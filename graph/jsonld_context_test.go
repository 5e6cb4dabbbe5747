package graph

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
)

// Each word has one meaning, and each meaning one word.
func TestWordsOfTheContext(t *testing.T) {
	words, meanings := map[string]bool{}, map[string]string{}
	for _, n := range Namespaces() {
		words[n.Prefix] = true
	}
	for _, term := range JSONLDContext(DefaultBase).Terms {
		if words[term.Name] {
			t.Errorf("the word %q is there twice", term.Name)
		}
		words[term.Name] = true
		if term.Reverse {
			continue
		}
		if other := meanings[term.IRI]; other != "" {
			t.Errorf("%s is both %q and %q", term.IRI, other, term.Name)
		}
		meanings[term.IRI] = term.Name
	}
	for _, p := range Vocabulary() {
		if meanings[p.IRI()] != p.Name {
			t.Errorf("the relation %s is called %q", p.Name, meanings[p.IRI()])
		}
	}
	for _, p := range Properties() {
		if p.IRI != partOf && meanings[p.IRI] != p.Name { // also a relation
			t.Errorf("the property %s is called %q", p.Name, meanings[p.IRI])
		}
	}
	for _, k := range Kinds() {
		if meanings[k.Kind.Class()] != string(k.Kind) {
			t.Errorf("the kind %s is called %q", k.Kind, meanings[k.Kind.Class()])
		}
	}
}

// A library makes of each word what the table says, behind the base.
func TestTheContextIsJSONLD(t *testing.T) {
	const base = "http://localhost:8080/a/"
	c := JSONLDContext(base)
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), DefaultBase) {
		t.Error("the context names the default base")
	}
	lines, err := c.AppendLines(nil)
	if err != nil {
		t.Fatal(err)
	}
	var plain, fromLines any
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(lines, &fromLines); err != nil {
		t.Fatal(err)
	}
	if want := len(c.Terms) + len(c.Prefixes) + 4; strings.Count(string(lines), "\n")+1 != want {
		t.Errorf("the context has %d lines, want %d", strings.Count(string(lines), "\n")+1, want)
	}
	for name, value := range map[string]any{"at once": plain, "line by line": fromLines} {
		active, err := ld.NewContext(nil, ld.NewJsonLdOptions("")).Parse(value)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, term := range c.Terms {
			full, err := active.ExpandIri(term.Name, false, true, nil, nil)
			if want := term.IRI; err != nil || !strings.HasPrefix(want, "@") && full != FullIRI(want, base) {
				t.Errorf("%s: %s is <%s> (%v), want <%s>", name, term.Name, full, err, FullIRI(want, base))
			}
			if got := active.GetTypeMapping(term.Name); got != term.Type {
				t.Errorf("%s: values of %s are of type %q, want %q", name, term.Name, got, term.Type)
			}
			if got := active.IsReverseProperty(term.Name); got != term.Reverse {
				t.Errorf("%s: %s is read backwards: %v", name, term.Name, got)
			}
			if got := active.HasContainerMapping(term.Name, "@language"); got != term.Languages {
				t.Errorf("%s: %s is by language: %v", name, term.Name, got)
			}
			if got := active.HasContainerMapping(term.Name, "@set"); got != term.Many {
				t.Errorf("%s: %s is a list: %v", name, term.Name, got)
			}
		}
	}
}

func TestCompactIRI(t *testing.T) {
	for iri, want := range map[string]string{
		"vocabulary#prioritises":                      "vocab:prioritises",
		"http://www.w3.org/2004/02/skos/core#broader": "skos:broader",
		"http://www.w3.org/2004/02/skos/core#":        "http://www.w3.org/2004/02/skos/core#",
		"http://example.org/a":                        "http://example.org/a",
		"place/jinan":                                 "place/jinan",
		"@id":                                         "@id",
	} {
		if got := CompactIRI(iri); got != want {
			t.Errorf("%s is %s, want %s", iri, got, want)
		}
	}
}
