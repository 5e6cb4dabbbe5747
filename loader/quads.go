package loader

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph"
)

// QuadReport tells what a file of quads held.
type QuadReport struct {
	Quads    int   `json:"quads"`
	Repeated int   `json:"repeated"` // that stood in the file before
	Bytes    int64 `json:"bytes"`    // of N-Quads, when unpacked
}

// QuadFile is a whole graph as one file of N-Quads: plain, or packed by gzip or zstd.
type QuadFile struct {
	Name string // stands in faults
	Base string // stands before our own IRIs; graph.DefaultBase when empty
	// Progress is told now and then how far the file is read, in quads and in bytes when
	// unpacked; it may be nil.
	Progress func(quads int, bytes int64)
}

// mostQuadFaults is after how many faults a file of quads is read no further.
const mostQuadFaults = 100

// Read reads the file straight into a View. Unlike Load it takes the quads as they are: what
// is no N-Quad is a fault, and nothing else is. Terms are kept as they are written, apart
// from what RDF calls equal. Nothing is made where there are Faults.
func (f QuadFile) Read(ctx context.Context, text io.Reader) (*graph.View, QuadReport, error) {
	unpacked, err := unpack(text)
	if err != nil {
		return nil, QuadReport{}, fmt.Errorf("%s: %w", f.Name, err)
	}
	defer unpacked.Close()
	p, err := newQuadParser(f)
	if err != nil {
		return nil, QuadReport{}, err
	}
	var report QuadReport
	err = inBlocks(ctx, unpacked, func(block []byte) error {
		report.Bytes += int64(len(block))
		if err := p.lines(block); err != nil {
			return err
		}
		if f.Progress != nil {
			f.Progress(p.builder.Len(), report.Bytes)
		}
		return nil
	})
	if len(p.faults) > 0 {
		return nil, report, p.faults
	}
	if err != nil {
		return nil, report, fmt.Errorf("%s: %w", f.Name, err)
	}
	view, again := p.builder.View()
	report.Quads, report.Repeated = view.Size(), again
	return view, report, nil
}

// quadParser reads lines of N-Quads. What a term is, is looked at when it is met first; after
// that its bytes are found again.
type quadParser struct {
	builder *graph.Builder
	name    string
	base    []byte
	line    int
	faults  Faults
	iri     uint16
	plain   uint16
	forms   map[string]uint16 // of literals, by how their language or datatype is written
	before  [4]writtenTerm    // the terms of the line before, by position
	scratch []byte
}

// writtenTerm is a term as it was written, and its place.
type writtenTerm struct {
	text  []byte
	place uint32
}

func newQuadParser(f QuadFile) (*quadParser, error) {
	p := &quadParser{builder: graph.NewBuilder(), name: f.Name, base: []byte(f.Base), forms: map[string]uint16{}}
	if f.Base == "" {
		p.base = []byte(graph.DefaultBase)
	}
	var err error
	if p.plain, err = p.builder.Form(graph.Term{}); err == nil {
		p.iri, err = p.builder.Form(graph.IRI(""))
	}
	return p, err
}

// lines reads whole lines.
func (p *quadParser) lines(text []byte) error {
	for i := range p.before { // they stand in a block that is gone
		p.before[i].text = nil
	}
	for len(text) > 0 {
		line := text
		if end := bytes.IndexByte(text, '\n'); end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			text = nil
		}
		p.line++
		s := scanner{parser: p, line: line}
		if s.quad() {
			continue
		}
		if len(p.faults) == 0 && p.builder.Len() == 0 && isBinary(line) {
			p.faults = Faults{{Position{File: p.name}, "the file is no text", quadsRemedy}}
			return p.faults
		}
		p.faults = append(p.faults, Fault{Position{p.name, p.line, s.at + 1}, brief(s.wrong), s.remedy})
		if len(p.faults) == mostQuadFaults {
			if p.builder.Len() == 0 {
				p.faults = Faults{{Position{File: p.name}, fmt.Sprintf("the file is no N-Quads: none of its first %d lines is a quad", mostQuadFaults), quadsRemedy}}
			}
			return p.faults
		}
	}
	return nil
}

// quadsRemedy is for a file of something else.
const quadsRemedy = "name a file of N-Quads, plain or packed by gzip or zstd; --data names a folder of YAML, tables and JSON-LD"

// isBinary tells what no text holds.
func isBinary(line []byte) bool {
	return bytes.ContainsFunc(line, func(c rune) bool { return unicode.IsControl(c) && c != '\t' && c != '\r' })
}

// scanner reads one line from left to right.
type scanner struct {
	parser        *quadParser
	line          []byte
	at            int
	wrong, remedy string
}

const lineRemedy = "write <subject> <predicate> object <graph> ."

func (s *scanner) fail(remedy, format string, args ...any) bool {
	s.wrong, s.remedy = fmt.Sprintf(format, args...), remedy
	return false
}

// space skips spaces and tells what stands behind them; 0 at the end of the line.
func (s *scanner) space() byte {
	for ; s.at < len(s.line); s.at++ {
		switch c := s.line[s.at]; c {
		case ' ', '\t', '\r':
		default:
			return c
		}
	}
	return 0
}

// The terms of a quad by their places in quadParser.before.
const (
	subjectTerm = iota
	predicateTerm
	objectTerm
	graphTerm
)

// quad reads the line; false where it is no N-Quad.
func (s *scanner) quad() bool {
	var places [4]uint32
	switch s.space() {
	case 0, '#':
		return true
	}
	for i := subjectTerm; i <= objectTerm; i++ {
		if !s.term(i, &places[i]) {
			return false
		}
	}
	if s.space() != '.' {
		if !s.term(graphTerm, &places[graphTerm]) {
			return false
		}
	} else if !s.keep(nil, s.parser.plain, &places[graphTerm]) {
		return false
	}
	if s.space() != '.' {
		return s.fail(lineRemedy, "the quad does not end in a full stop")
	}
	s.at++
	if c := s.space(); c != 0 && c != '#' {
		return s.fail("write one quad a line", "something stands behind the full stop")
	}
	if err := s.parser.builder.AddRow(places[subjectTerm], places[predicateTerm], places[objectTerm], places[graphTerm]); err != nil {
		return s.fail("split it", "%v", err)
	}
	return true
}

// term reads the next term, and keeps its place.
func (s *scanner) term(position int, place *uint32) bool {
	c := s.space()
	before := &s.parser.before[position]
	if n := len(before.text); n > 0 && len(s.line)-s.at > n && string(s.line[s.at:s.at+n]) == string(before.text) {
		*place = before.place
		s.at += n
		return true
	}
	start, read := s.at, false
	switch {
	case c == '<':
		read = s.readIRI(place)
	case c == '_' && position != predicateTerm:
		read = s.readBlank(place)
	case c == '"' && position == objectTerm:
		read = s.readLiteral(place)
	default:
		return s.fail(lineRemedy, "there is no %s", [...]string{"subject", "predicate", "object", "graph"}[position])
	}
	if read && c == '<' { // what ends in a bracket is no beginning of another term
		*before = writtenTerm{s.line[start:s.at], *place}
	}
	return read
}

// keep finds the place of a term that needs no look.
func (s *scanner) keep(value []byte, form uint16, place *uint32) bool {
	*place = s.parser.builder.Term(value, form)
	return true
}

func (s *scanner) readIRI(place *uint32) bool {
	length := bytes.IndexByte(s.line[s.at:], '>')
	if length < 0 {
		return s.fail("write > behind the IRI", "an IRI does not end")
	}
	text := s.line[s.at+1 : s.at+length]
	s.at += length + 1
	return s.knowIRI(text, place)
}

// knowIRI keeps an IRI as it stands between the brackets.
func (s *scanner) knowIRI(text []byte, place *uint32) bool {
	p := s.parser
	value, absolute := p.relative(text)
	if absolute {
		known := false
		if *place, known = p.builder.Known(value, p.iri); known {
			return true
		}
	}
	if bytes.IndexByte(text, '\\') >= 0 {
		var ok bool
		if p.scratch, ok = unescape(p.scratch[:0], text, false); !ok {
			return s.fail("write the character itself", "an escape in an IRI names no character")
		}
		text = p.scratch
		value, absolute = p.relative(text)
	}
	if !utf8.Valid(value) {
		return s.fail("save the file as UTF-8", "an IRI is not UTF-8")
	}
	if bytes.HasPrefix(text, []byte("_:")) || len(value) == 0 || bytes.ContainsFunc(value, notInIRI) {
		return s.fail("write the IRI of what is meant", "%.100q is no IRI", text)
	}
	if !absolute {
		return s.fail("write "+string(p.base)+" before it, or the --base that stands there", "<%.100s> is relative", text)
	}
	return s.keep(value, p.iri, place)
}

// relative takes the base from an IRI of our own, which has no colon behind it; others, and the
// base itself, stay as they are. It also tells IRIs that have a scheme: nothing else may stand
// in a file, although we keep it.
func (p *quadParser) relative(text []byte) (value []byte, absolute bool) {
	if rest, own := bytes.CutPrefix(text, p.base); own && len(rest) > 0 && bytes.IndexByte(rest, ':') < 0 {
		return rest, true
	}
	return text, bytes.IndexByte(text, ':') > 0 && text[0] != '_'
}

func notInIRI(r rune) bool {
	switch r {
	case '<', '>', '"', '{', '}', '|', '\\', '^', '`':
		return true
	}
	return r <= ' '
}

// readBlank reads a blank node, which keeps its label.
func (s *scanner) readBlank(place *uint32) bool {
	text := s.line[s.at:]
	if end := bytes.IndexAny(text, " \t\r"); end >= 0 {
		text = text[:end]
	}
	if len(text) < 3 || text[1] != ':' || !utf8.Valid(text) || bytes.ContainsFunc(text, notInIRI) {
		return s.fail("write _:label", "%.100q is no blank node", text)
	}
	s.at += len(text)
	return s.keep(text, s.parser.iri, place)
}

func (s *scanner) readLiteral(place *uint32) bool {
	p := s.parser
	s.at++
	text, escaped := s.line[s.at:], false
	length := bytes.IndexByte(text, '"')
	if length >= 0 && bytes.IndexByte(text[:length], '\\') >= 0 {
		escaped = true
		for length = 0; length < len(text) && text[length] != '"'; length++ {
			if text[length] == '\\' {
				length++
			}
		}
	}
	if length < 0 || length >= len(text) {
		return s.fail(`write " behind the text`, "a text does not end")
	}
	value := text[:length]
	s.at += length + 1
	form, ok := s.readForm()
	if !ok {
		return false
	}
	if !escaped {
		known := false
		if *place, known = p.builder.Known(value, form); known {
			return true
		}
	} else if p.scratch, ok = unescape(p.scratch[:0], value, true); ok {
		value = p.scratch
	} else {
		return s.fail("write the character itself", "an escape in a text names no character")
	}
	if !utf8.Valid(value) {
		return s.fail("save the file as UTF-8", "a text is not UTF-8")
	}
	return s.keep(value, form, place)
}

// readForm reads the language or the datatype of a literal.
func (s *scanner) readForm() (form uint16, ok bool) {
	p, rest := s.parser, s.line[s.at:]
	length := 0
	switch {
	case len(rest) > 0 && rest[0] == '@':
		for length = 1; length < len(rest) && !bytes.ContainsRune([]byte(" \t\r.<#"), rune(rest[length])); {
			length++
		}
	case len(rest) > 2 && string(rest[:3]) == "^^<":
		if length = bytes.IndexByte(rest, '>') + 1; length == 0 {
			return 0, s.fail("write > behind the IRI", "a datatype does not end")
		}
	default:
		return p.plain, true
	}
	s.at += length
	form, ok = p.forms[string(rest[:length])]
	if !ok {
		form, ok = s.newForm(rest[:length])
	}
	return form, ok
}

func (s *scanner) newForm(text []byte) (uint16, bool) {
	p := s.parser
	var term graph.Term
	if len(text) == 1 {
		return 0, s.fail("write the language behind the @", "a text has an @, but no language")
	}
	if text[0] == '@' {
		term = literal("", string(text[1:]), "")
	} else {
		iri, _ := p.relative(text[3 : len(text)-1])
		if term = graph.Typed("", string(iri)); string(iri) == xsdString {
			term = graph.Term{}
		}
	}
	if err := graph.CheckTerm(term); err != nil {
		return 0, s.fail("write "+`"text"@language or "text"^^<datatype>`, "%v", err)
	}
	form, err := p.builder.Form(term)
	if err != nil {
		return 0, s.fail("split the file", "%v", err)
	}
	p.forms[string(text)] = form
	return form, true
}

const xsdString = "http://www.w3.org/2001/XMLSchema#string"

// unescape writes what escapes stand for; in IRIs those of numbers alone are allowed.
func unescape(into, text []byte, short bool) ([]byte, bool) {
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			into = append(into, text[i])
			continue
		}
		if i++; i == len(text) {
			return into, false
		}
		digits := 0
		switch c := text[i]; c {
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		default:
			which := bytes.IndexByte([]byte(`tbnrf"'\`), c)
			if which < 0 || !short {
				return into, false
			}
			into = append(into, "\t\b\n\r\f\"'\\"[which])
			continue
		}
		if i+digits >= len(text) {
			return into, false
		}
		number, err := strconv.ParseUint(string(text[i+1:i+1+digits]), 16, 32)
		if err != nil || !utf8.ValidRune(rune(number)) {
			return into, false
		}
		into = utf8.AppendRune(into, rune(number))
		i += digits
	}
	return into, true
}
