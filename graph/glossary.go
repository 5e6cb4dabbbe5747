package graph

import (
	"hash/maphash"
	"math"
)

// number stands for a term of a View. Numbers follow the order of compareTerms, so that
// comparing two of them compares their terms, and the things of one kind have neighbouring
// ones. They hold for one View alone.
type number = uint32

// noNumber is no term's.
const noNumber number = math.MaxUint32

// glossary numbers the terms of a graph. Their values lie in one text, one behind the
// other, so that a term takes no pointer and the garbage collector nothing to follow.
type glossary struct {
	text  string   // the values
	ends  []uint32 // where each ends
	sorts []uint16 // what each is beside its value
	forms termForms
	seed  maphash.Seed
	slots []uint32 // a hash table with open addressing; number + 1, or 0

	iri     uint16 // the form of IRIs, which are asked for most
	hasIRIs bool
}

// termForms are what terms are beside their values: an IRI, or a literal with its language or
// datatype. There are few.
type termForms struct {
	list  []Term
	known map[Term]uint16
}

func (f *termForms) find(t Term) (uint16, bool) {
	t.Value = ""
	n, known := f.known[t]
	return n, known
}

// number is that of a form, which is new where it has none. See tooManyForms.
func (f *termForms) number(t Term) uint16 {
	t.Value = ""
	n, known := f.known[t]
	if !known {
		if f.known == nil {
			f.known = make(map[Term]uint16)
		}
		n = uint16(len(f.list))
		f.list, f.known[t] = append(f.list, t), n
	}
	return n
}

// count is how many terms there are.
func (d *glossary) count() int { return len(d.ends) }

// value is a term's text.
func (d *glossary) value(n number) string {
	start := uint32(0)
	if n > 0 {
		start = d.ends[n-1]
	}
	return d.text[start:d.ends[n]]
}

// term is the term itself. It takes no memory of its own.
func (d *glossary) term(n number) Term {
	t := d.forms.list[d.sorts[n]]
	t.Value = d.value(n)
	return t
}

func (d *glossary) isIRI(n number) bool { return d.forms.list[d.sorts[n]].IRI }

// find is a term's number.
func (d *glossary) find(t Term) (number, bool) {
	form, known := d.forms.find(t)
	if !known {
		return 0, false
	}
	return d.findValue(t.Value, form)
}

func (d *glossary) findValue(value string, form uint16) (number, bool) {
	mask := uint64(len(d.slots) - 1)
	for at := withForm(maphash.String(d.seed, value), form) & mask; ; at = (at + 1) & mask {
		slot := d.slots[at]
		if slot == 0 {
			return 0, false
		}
		if n := slot - 1; d.sorts[n] == form && d.value(n) == value {
			return n, true
		}
	}
}

// findIRI is the number of an IRI; noNumber where there is none.
func (d *glossary) findIRI(iri string) number {
	if !d.hasIRIs {
		return noNumber
	}
	if n, found := d.findValue(iri, d.iri); found {
		return n
	}
	return noNumber
}

// index makes the hash table, at most four fifths full.
func (d *glossary) index() {
	d.iri, d.hasIRIs = d.forms.find(IRI(""))
	d.seed = maphash.MakeSeed()
	size := 1
	for size*4 < d.count()*5+5 {
		size *= 2
	}
	d.slots = make([]uint32, size)
	mask := uint64(size - 1)
	for n := range d.count() {
		at := withForm(maphash.String(d.seed, d.value(number(n))), d.sorts[n]) & mask
		for d.slots[at] != 0 {
			at = (at + 1) & mask
		}
		d.slots[at] = uint32(n) + 1
	}
}

// maxText bounds the values of all terms together, in bytes: ends are 32 bits wide.
const maxText = math.MaxUint32
