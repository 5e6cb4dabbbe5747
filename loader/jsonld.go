package loader

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/piprate/json-gold/ld"

	"github.com/polygraph-kg/polygraph/graph"
)

// jsonld reads a file of JSON-LD 1.1. Its context stands in the file, or is ours
// (context.jsonld, behind the base); no other is fetched, as a file that makes the
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
		r.faultAt(Position{File: r.file, Line: lineOf(text, int(decoder.InputOffset())), Column: 1}, "delete what follows the first value", "the file holds more than one JSON value")
		return
	}
	options := ld.NewJsonLdOptions(r.base)
	options.DocumentLoader = onlyOurContext{r.base}
	options.SafeMode = true // a property that no context explains is an error, not silence
	result, err := ld.NewJsonLdProcessor().ToRDF(document, options)
	if err != nil {
		c.unread = true
		r.faultAt(Position{File: r.file}, "use the terms of "+graph.ContextName+", or explain others in the context of the file", "the file is no JSON-LD that can be read: %v", err)
		return
	}
	dataset, _ := result.(*ld.RDFDataset)
	var statements []placed
	lines := jsonLines(text)
	for _, name := range graphNames(dataset) {
		for _, q := range dataset.Graphs[name] {
			at := Position{File: r.file}
			full := q.Subject.GetValue()
			if line := cmp.Or(lines[full], lines[r.relative(full)]); line > 0 {
				at.Line, at.Column = line, 1
			}
			quad, wrong := r.ldQuad(q, name)
			if wrong != "" {
				r.faultAt(at, "name it, and put it into the graph of a document, or of "+graph.GraphCurated+" or "+graph.GraphClaims, "%s", wrong)
				continue
			}
			statements = append(statements, placed{quad, at})
		}
	}
	c.quads(r, statements)
}

func graphNames(dataset *ld.RDFDataset) []string {
	names := make([]string, 0, len(dataset.Graphs))
	for name := range dataset.Graphs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ldQuad turns a quad of the JSON-LD library into one of ours, or tells what is
// wrong with it.
func (r reader) ldQuad(q *ld.Quad, name string) (graph.Quad, string) {
	if name == "@default" {
		return graph.Quad{}, fmt.Sprintf("a statement about <%s> lies in no named graph", r.relative(q.Subject.GetValue()))
	}
	for _, node := range []ld.Node{q.Subject, q.Predicate, q.Object} {
		if ld.IsBlankNode(node) {
			return graph.Quad{}, fmt.Sprintf("a statement about <%s> has a blank node", r.relative(q.Subject.GetValue()))
		}
	}
	object := graph.IRI(r.relative(q.Object.GetValue()))
	if l, is := q.Object.(ld.Literal); is {
		datatype := l.Datatype
		if l.Language != "" {
			datatype = ""
		}
		object = literal(l.Value, l.Language, datatype)
	}
	return graph.Quad{Subject: graph.IRI(r.relative(q.Subject.GetValue())), Predicate: graph.IRI(r.relative(q.Predicate.GetValue())), Object: object,
		Graph: graph.IRI(r.relative(name))}, ""
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
		offset = int(e.Offset)
	}
	return Position{File: file, Line: lineOf(text, offset), Column: 1}
}

func lineOf(text []byte, offset int) int {
	return 1 + bytes.Count(text[:min(len(text), max(0, offset))], []byte("\n"))
}

var jsonText = regexp.MustCompile(`"[^"\\\n]*"|\n`)

// jsonLines are the lines on which texts first stand. The JSON-LD library tells no
// places, and IDs are texts without escapes.
func jsonLines(text []byte) map[string]int {
	lines := make(map[string]int)
	number := 1
	for _, found := range jsonText.FindAll(text, -1) {
		if found[0] == '\n' {
			number++
		} else if word := string(found[1 : len(found)-1]); lines[word] == 0 {
			lines[word] = number
		}
	}
	return lines
}
