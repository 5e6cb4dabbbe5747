package graph

import (
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"sync"
	"unsafe"
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
	for at := maphash.String(d.seed, value) & mask; ; at = (at + 1) & mask {
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
		at := maphash.String(d.seed, d.value(number(n))) & mask
		for d.slots[at] != 0 {
			at = (at + 1) & mask
		}
		d.slots[at] = uint32(n) + 1
	}
}

// maxText bounds the values of all terms together, in bytes: ends are 32 bits wide.
const maxText = math.MaxUint32

// chunkLength is how long the pieces are in which values are collected, so that nothing has
// to be copied while they grow.
const chunkLength = 1 << 20

// collector gathers terms in the order in which they are met.
type collector struct {
	chunks [][]byte
	terms  []collected
	forms  termForms
	bytes  int
	seed   maphash.Seed
	slots  []uint64 // the upper half of the hash and the place + 1, or 0
}

// collected is one term that was met.
type collected struct {
	chunk, start, length uint32
	form                 uint16
}

func newCollector() *collector {
	return &collector{seed: maphash.MakeSeed(), slots: make([]uint64, 1024)}
}

func (c *collector) value(t collected) []byte {
	return c.chunks[t.chunk][t.start : t.start+t.length : t.start+t.length]
}

// text is a value as a string that shares its bytes, which never change.
func (c *collector) text(t collected) string {
	value := c.value(t)
	return unsafe.String(unsafe.SliceData(value), len(value))
}

// look finds where a term was met, or the slot and the hash with which it would be kept.
func (c *collector) look(value []byte, form uint16) (free slot, place uint32, known bool) {
	hash := maphash.Bytes(c.seed, value)
	mask := uint64(len(c.slots) - 1)
	at := hash & mask
	for ; c.slots[at] != 0; at = (at + 1) & mask {
		if slot := c.slots[at]; slot>>32 == hash>>32 {
			place := uint32(slot) - 1
			if t := c.terms[place]; t.form == form && int(t.length) == len(value) && string(c.value(t)) == string(value) {
				return free, place, true
			}
		}
	}
	return slot{at, hash}, 0, false
}

// slot is a free place in the hash table, for a hash.
type slot struct{ at, hash uint64 }

// place is where a term was first met. The value is copied.
func (c *collector) place(value []byte, form uint16) uint32 {
	free, place, known := c.look(value, form)
	if known {
		return place
	}
	last := len(c.chunks) - 1
	if last < 0 || cap(c.chunks[last])-len(c.chunks[last]) < len(value) {
		c.chunks = append(c.chunks, make([]byte, 0, max(chunkLength, len(value))))
		last++
	}
	start := len(c.chunks[last])
	c.chunks[last] = append(c.chunks[last], value...)
	c.bytes += len(value)
	c.terms = append(c.terms, collected{uint32(last), uint32(start), uint32(len(value)), form})
	c.slots[free.at] = free.hash>>32<<32 | uint64(len(c.terms))
	if len(c.terms)*3 > len(c.slots)*2 {
		c.grow()
	}
	return uint32(len(c.terms) - 1)
}

func (c *collector) grow() {
	slots := make([]uint64, 2*len(c.slots))
	mask := uint64(len(slots) - 1)
	for place, t := range c.terms {
		hash := maphash.Bytes(c.seed, c.value(t))
		at := hash & mask
		for slots[at] != 0 {
			at = (at + 1) & mask
		}
		slots[at] = hash>>32<<32 | uint64(place+1)
	}
	c.slots = slots
}

// ordered is a term with the first bytes of its value, by which most are told apart
// without looking at the value.
type ordered struct {
	begin uint64
	place uint32
}

// glossary numbers the collected terms in their order; numbers tells the number of each
// place. The collector lets go of what it held.
func (c *collector) glossary() (d *glossary, numbers []number) {
	c.slots = nil
	list := c.inOrder()
	d = &glossary{forms: c.forms, ends: make([]uint32, len(list)), sorts: make([]uint16, len(list))}
	numbers = make([]number, len(list))
	var text strings.Builder
	text.Grow(c.bytes)
	for n, o := range list {
		t := c.terms[o.place]
		text.Write(c.value(t))
		d.ends[n], d.sorts[n], numbers[o.place] = uint32(text.Len()), t.form, number(n)
	}
	d.text = text.String()
	*c = collector{}
	d.index()
	return d, numbers
}

// inOrder sorts the terms, the halves of them side by side.
func (c *collector) inOrder() []ordered {
	list := make([]ordered, len(c.terms))
	for place, t := range c.terms {
		// What terms share is mostly their kind and its slash: the bytes behind tell more, and
		// still order those that begin alike.
		list[place] = ordered{beginning(c.value(t)), uint32(place)}
	}
	compare := func(a, b ordered) int {
		if a.begin != b.begin {
			return cmp.Compare(a.begin, b.begin)
		}
		first, second := c.terms[a.place], c.terms[b.place]
		if o := strings.Compare(c.text(first), c.text(second)); o != 0 || first.form == second.form {
			return o
		}
		x, y := c.forms.list[first.form], c.forms.list[second.form]
		return compareTerms(x, y)
	}
	sortSideBySide(list, compare)
	return list
}

// beginning is the first eight bytes of a text, as a number in their order.
func beginning(text []byte) uint64 {
	if len(text) >= 8 {
		return binary.BigEndian.Uint64(text)
	}
	var padded [8]byte
	copy(padded[:], text)
	return binary.BigEndian.Uint64(padded[:])
}

// smallSort is for how many items sorting side by side is not worth it.
const smallSort = 1 << 14

// sortSideBySide sorts a list in its place: what is less than its middle, about, and the
// rest at once.
func sortSideBySide[T any](list []T, compare func(a, b T) int) {
	if len(list) < smallSort {
		slices.SortFunc(list, compare)
		return
	}
	some := make([]T, 0, 101)
	for i := range cap(some) {
		some = append(some, list[i*(len(list)-1)/(cap(some)-1)])
	}
	slices.SortFunc(some, compare)
	middle := some[len(some)/2]
	less := 0
	for i, item := range list {
		if compare(item, middle) < 0 {
			list[i], list[less] = list[less], item
			less++
		}
	}
	var both sync.WaitGroup
	both.Go(func() { slices.SortFunc(list[:less], compare) })
	slices.SortFunc(list[less:], compare)
	both.Wait()
}
