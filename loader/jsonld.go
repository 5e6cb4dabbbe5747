package loader

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/piprate/json-gold/ld"

	"github.com/polygraph-kg/polygraph/graph"
)

// jsonld reads a file of JSON-LD 1.1. Its context stands in the file, or is ours
// (context.json, behind the base); no other is fetched, as a file that makes the
// loader open addresses of its choice could reach what its writer cannot.
func (c *contents) jsonld(r reader, text []byte) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	var document any
	if err := decoder.Decode(&document); err != nil {
		c.unread = true
		r.faultAt(jsonPosition(r.file, text, err), "mend the JSON; often a comma, a quote or a bracket is amiss", "the file is not JSON: %v", err)
		return
	}
	if _, err := decoder.Token(); err != io.EOF {
		c.unread = true
		r.faultAt(Position{File: r.file, Line: lineOf(text, int(decoder.InputOffset())), Column: 1}, "delete what follows the first value", "the file holds more than one JSON value")
		return
	}
	if !r.checkShape(document) {
		c.unread = true
		return
	}
	found, lines := jsonTexts(text)
	for _, key := range found {
		if key.again {
			r.faultAt(Position{r.file, key.line, 1}, "keep one of them, or write a list", "an object has the key %q twice", key.name)
		}
	}
	options := ld.NewJsonLdOptions(r.base)
	options.DocumentLoader = onlyOurContext{r.base}
	options.SafeMode = true // a property that no context explains is an error, not silence
	expanded, all, err := expand(document, options)
	if err != nil {
		c.unread = true
		before := len(*r.faults)
		if e, ok := errors.AsType[*ld.JsonLdError](err); ok && e.Code == ld.InvalidProperty {
			r.unknownTerms(document, found, options)
		}
		if len(*r.faults) == before {
			r.faultAt(Position{File: r.file}, "use the terms of "+graph.ContextName+", or explain others in the context of the file", "the file is no JSON-LD that can be read: %v", err)
		}
		return
	}
	wrong := make(map[string]bool)
	for _, word := range wrongWords(expanded, map[string]bool{}) {
		wrong[word] = true
		at := Position{File: r.file}
		if at.Line = lines[word]; at.Line > 0 {
			at.Column = 1
		}
		r.faultAt(at, "write IRIs in full or behind the base, and languages as in zh-Hans", "%q is neither an IRI nor a language", word)
	}
	var statements []placed
	all.each(func(s ldStatement) {
		if slices.ContainsFunc(s.words(), func(word string) bool { return wrong[word] }) {
			return // it is a fault already
		}
		at := Position{File: r.file}
		if line := cmp.Or(lines[s.subject], lines[r.relative(s.subject)]); line > 0 {
			at.Line, at.Column = line, 1
		}
		quad, wrong := r.ldQuad(s)
		if wrong != "" {
			r.faultAt(at, "name it, and put it into the graph of a document, or of "+graph.GraphCurated+" or "+graph.GraphClaims, "%s", wrong)
			return
		}
		statements = append(statements, placed{quad, at})
	})
	c.quads(r, statements)
}

// wrongWords are IRIs that are relative to nothing or malformed, and languages that
// are none.
func wrongWords(expanded any, seen map[string]bool) []string {
	var words []string
	iri := func(word any) {
		text, _ := word.(string)
		if seen[text] {
			return // to look at an IRI takes the library long
		}
		seen[text] = true
		node := ld.NewIRI(text)
		if !ld.IsKeyword(text) && (!ld.IsAbsoluteIri(text) || !ld.NewQuad(node, node, node, "").Valid()) {
			words = append(words, text)
		}
	}
	switch value := expanded.(type) {
	case []any:
		for _, item := range value {
			words = append(words, wrongWords(item, seen)...)
		}
	case map[string]any:
		for _, key := range keys(value) {
			switch inner := value[key]; key {
			case "@value", "@index":
			case "@id":
				iri(inner)
			case "@type":
				for _, class := range ld.Arrayify(inner) {
					iri(class)
				}
			case "@language":
				node := ld.NewIRI("a:b")
				if language, _ := inner.(string); !ld.NewQuad(node, node, ld.NewLiteral("", ld.RDFLangString, language), "").Valid() {
					words = append(words, language)
				}
			default:
				iri(key)
				words = append(words, wrongWords(inner, seen)...)
			}
		}
	}
	return words
}

// unknownTerms names the keys that the context of the file does not explain; the
// library says only that there is one.
func (r reader) unknownTerms(document any, found []jsonKey, options *ld.JsonLdOptions) {
	entry, _ := document.(map[string]any)
	context, err := ld.NewContext(nil, options).Parse(entry["@context"])
	if err != nil {
		return
	}
	ours := graph.JSONLDContext(r.base).Names()
	slices.Sort(ours)
	for _, key := range found {
		if full, err := context.ExpandIri(key.name, false, true, nil, nil); err == nil && !strings.Contains(full, ":") && !ld.IsKeyword(full) && !slices.Contains(graph.Languages(), key.name) {
			r.faultAt(Position{r.file, key.line, 1}, suggestion(key.name, ours), "no context explains the key %q", key.name)
		}
	}
}

// onlyOurContext answers for our own context, and for nothing else.
type onlyOurContext struct{ base string }

func (o onlyOurContext) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != o.base+graph.ContextName {
		return nil, ld.NewJsonLdError(ld.LoadingRemoteContextFailed, errors.New("contexts from elsewhere are not fetched; write it into the file, or use "+graph.ContextName))
	}
	// The library changes what it is given, so each call gets its own.
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": plainJSON(graph.JSONLDContext(o.base))}}, nil
}

// plainJSON makes a value what a JSON parser would have made of it.
func plainJSON(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		panic("the context is no JSON: " + err.Error())
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		panic("the context is no JSON: " + err.Error())
	}
	return plain
}

func jsonPosition(file string, text []byte, err error) Position {
	offset := len(text)
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = int(e.Offset) - 1 // before the character that is wrong
	} else if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = int(e.Offset) - 1
	}
	return Position{File: file, Line: lineOf(text, offset), Column: 1}
}

func lineOf(text []byte, offset int) int {
	return 1 + bytes.Count(text[:min(len(text), max(0, offset))], []byte("\n"))
}

// jsonKey is a key of an object in the text.
type jsonKey struct {
	name  string
	line  int
	again bool // the object has had it before
}

// jsonTexts are the keys in the order of the text, and the lines on which texts, keys
// or not, first stand. Of two equal keys of an object a parser keeps the last, and does
// not tell; the JSON-LD library tells no places.
func jsonTexts(text []byte) (found []jsonKey, lines map[string]int) {
	type level struct {
		seen  map[string]bool // nil in a list
		inKey bool            // a key comes next
	}
	lines = make(map[string]int)
	levels := []level{{}}
	decoder := json.NewDecoder(bytes.NewReader(text))
	line, counted := 1, 0 // the line of a byte; to count from the begin for each text would take hours
	for {
		token, err := decoder.Token()
		if err != nil {
			return found, lines
		}
		offset := int(decoder.InputOffset())
		line, counted = line+bytes.Count(text[counted:offset], []byte("\n")), offset
		last := &levels[len(levels)-1]
		word, isText := token.(string)
		if isText && lines[word] == 0 {
			lines[word] = line
		}
		switch {
		case token == json.Delim('{'):
			last.inKey = true // once it is closed
			levels = append(levels, level{map[string]bool{}, true})
		case token == json.Delim('['):
			last.inKey = true
			levels = append(levels, level{})
		case token == json.Delim('}'), token == json.Delim(']'):
			levels = levels[:len(levels)-1]
		case isText && last.seen != nil && last.inKey:
			found = append(found, jsonKey{word, line, last.seen[word]})
			last.seen[word], last.inKey = true, false
		default:
			last.inKey = true
		}
	}
}
