// Package pages packs quads into pieces of bytes, each of which can be read alone and tells
// when it is damaged. Journals that keep bytes keep these.
//
// A page is a CRC-32C (Castagnoli, little endian) of the rest, and a frame of zstd (RFC 8878). In
// the frame, numbers are unsigned varints and texts have their length before them:
//
//	forms   their number; of each, what it is (0 IRI, 1 text, 2 text in a language, 3 of
//	        a datatype) and, of the last two, the language or datatype
//	terms   their number; of each, how many bytes its value has in common with the
//	        beginning of the one before, the rest, and the number of its form
//	quads   their number; of each, the numbers of graph, subject, predicate and object
package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/polygraph-kg/polygraph/graph"
)

// Most is how many quads a page has at most: some 100 kB.
const Most = 1 << 14

// largest bounds a page that is unpacked, in bytes: a quad has no bounds of its own, a
// damaged page must have.
const largest = 1 << 30

const (
	formIRI = iota
	formText
	formLanguage
	formDatatype
)

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	encoder    = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false))
		if err != nil {
			panic(err) // the options are constants
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(largest))
		if err != nil {
			panic(err)
		}
		return d
	})
)

// Pack packs quads in their order. Neighbours that are alike take least room.
func Pack(quads iter.Seq[graph.Quad]) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		w := newWriter()
		for q := range quads {
			w.add(q)
			if w.quads == Most {
				if !yield(w.page()) {
					return
				}
				w = newWriter()
			}
		}
		if w.quads > 0 {
			yield(w.page())
		}
	}
}

// writer writes one page.
type writer struct {
	forms, terms, rows []byte
	formNumbers        map[graph.Term]uint64
	termNumbers        map[graph.Term]uint64
	before             string // the value of the last term
	quads              int
}

func newWriter() *writer {
	return &writer{formNumbers: map[graph.Term]uint64{}, termNumbers: map[graph.Term]uint64{}}
}

func (w *writer) add(q graph.Quad) {
	for _, t := range [...]graph.Term{q.Graph, q.Subject, q.Predicate, q.Object} {
		w.rows = binary.AppendUvarint(w.rows, w.term(t))
	}
	w.quads++
}

func (w *writer) term(t graph.Term) uint64 {
	if n, known := w.termNumbers[t]; known {
		return n
	}
	n := uint64(len(w.termNumbers))
	w.termNumbers[t] = n
	shared := 0
	for shared < min(len(w.before), len(t.Value)) && w.before[shared] == t.Value[shared] {
		shared++
	}
	w.before = t.Value
	w.terms = binary.AppendUvarint(w.terms, uint64(shared))
	w.terms = appendText(w.terms, t.Value[shared:])
	w.terms = binary.AppendUvarint(w.terms, w.form(t))
	return n
}

func (w *writer) form(t graph.Term) uint64 {
	t.Value = ""
	if n, known := w.formNumbers[t]; known {
		return n
	}
	n := uint64(len(w.formNumbers))
	w.formNumbers[t] = n
	switch {
	case t.IRI:
		w.forms = append(w.forms, formIRI)
	case t.Language != "":
		w.forms = appendText(append(w.forms, formLanguage), t.Language)
	case t.Datatype != "":
		w.forms = appendText(append(w.forms, formDatatype), t.Datatype)
	default:
		w.forms = append(w.forms, formText)
	}
	return n
}

func (w *writer) page() []byte {
	text := binary.AppendUvarint(nil, uint64(len(w.formNumbers)))
	text = append(text, w.forms...)
	text = binary.AppendUvarint(text, uint64(len(w.termNumbers)))
	text = append(text, w.terms...)
	text = binary.AppendUvarint(text, uint64(w.quads))
	return frame(append(text, w.rows...))
}

func frame(text []byte) []byte {
	page := encoder().EncodeAll(text, make([]byte, 4, len(text)/4+64))
	binary.LittleEndian.PutUint32(page, crc32.Checksum(page[4:], castagnoli))
	return page
}

func appendText(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

// Into adds the quads of a page to a Builder, but those to be left out, and tells how many
// the page has with them.
func Into(b *graph.Builder, page []byte, without map[graph.Quad]bool) (int, error) {
	r, err := open(page)
	if err != nil {
		return 0, err
	}
	if len(without) > 0 {
		quads := 0
		for q := range r.each() {
			if quads++; !without[q] {
				if err := b.AddAny(q); err != nil {
					return 0, err
				}
			}
		}
		return quads, r.err
	}
	forms := make([]uint16, len(r.forms))
	for i, f := range r.forms {
		if forms[i], err = b.Form(f); err != nil {
			return 0, err
		}
	}
	places := make([]uint32, r.terms)
	for i := range places {
		value, form := r.term()
		if r.err != nil {
			return 0, r.err
		}
		places[i] = b.Term(value, forms[form])
	}
	quads := r.count(4)
	for range quads {
		in, subject, predicate, object := r.below(r.terms), r.below(r.terms), r.below(r.terms), r.below(r.terms)
		if r.err != nil {
			return 0, r.err
		}
		if err := b.AddRow(places[subject], places[predicate], places[object], places[in]); err != nil {
			return 0, err
		}
	}
	return quads, r.end()
}

// Unpack are the quads of a page.
func Unpack(page []byte) ([]graph.Quad, error) {
	r, err := open(page)
	if err != nil {
		return nil, err
	}
	quads := make([]graph.Quad, 0, Most)
	for q := range r.each() {
		quads = append(quads, q)
	}
	return quads, r.err
}

// reader reads a page. The first error stays, and all that follows is zero.
type reader struct {
	text  []byte
	forms []graph.Term
	terms int    // how many there are
	value []byte // of the last term
	err   error
}

var errDamaged = errors.New("a page of quads is damaged")

func open(page []byte) (*reader, error) {
	if len(page) < 4 || crc32.Checksum(page[4:], castagnoli) != binary.LittleEndian.Uint32(page) {
		return nil, fmt.Errorf("%w: its checksum is another one", errDamaged)
	}
	text, err := decoder().DecodeAll(page[4:], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	r := &reader{text: text}
	r.forms = make([]graph.Term, r.count(1))
	for i := range r.forms {
		switch kind := r.number(); kind {
		case formIRI:
			r.forms[i].IRI = true
		case formText:
		case formLanguage:
			r.forms[i].Language = string(r.bytes())
		case formDatatype:
			r.forms[i].Datatype = string(r.bytes())
		default:
			r.fail()
		}
	}
	r.terms = r.count(3)
	return r, r.err
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = errDamaged
	}
	r.text = nil
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.text)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.text = r.text[size:]
	return n
}

// count is a number of things that take some bytes each, at least.
func (r *reader) count(each int) int {
	n := r.number()
	if n > uint64(len(r.text)/each) {
		r.fail()
		return 0
	}
	return int(n)
}

// below is a number of one of several things.
func (r *reader) below(end int) int {
	n := r.number()
	if n >= uint64(end) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) bytes() []byte {
	n := r.count(1)
	text := r.text[:n]
	r.text = r.text[n:]
	return text
}

// term is the next term: its value, which is good until the next one, and its form.
func (r *reader) term() (value []byte, form int) {
	shared := r.below(len(r.value) + 1)
	r.value = append(r.value[:shared], r.bytes()...)
	return r.value, r.below(len(r.forms))
}

// end tells whether the page ends here.
func (r *reader) end() error {
	if len(r.text) > 0 {
		r.fail()
	}
	return r.err
}

// each are the quads; the error of the reader is good behind them.
func (r *reader) each() iter.Seq[graph.Quad] {
	return func(yield func(graph.Quad) bool) {
		terms := make([]graph.Term, r.terms)
		for i := range terms {
			value, form := r.term()
			if r.err != nil {
				return
			}
			terms[i] = r.forms[form]
			terms[i].Value = string(value)
		}
		for range r.count(4) {
			in, subject, predicate, object := r.below(r.terms), r.below(r.terms), r.below(r.terms), r.below(r.terms)
			if r.err != nil || !yield(graph.Quad{Subject: terms[subject], Predicate: terms[predicate], Object: terms[object], Graph: terms[in]}) {
				return
			}
		}
		_ = r.end()
	}
}
