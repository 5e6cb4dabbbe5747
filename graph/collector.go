package graph

import (
	"cmp"
	"hash/maphash"
	"strings"
	"unsafe"
)

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
	hash := withForm(maphash.Bytes(c.seed, value), form)
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

// withForm is the hash of a term, from that of its value. Were the form left out, a file that
// gives one value in each of 65,000 datatypes would make each be compared with all others.
func withForm(hash uint64, form uint16) uint64 { return hash ^ uint64(form)*0x9e3779b97f4a7c15 }

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
		hash := withForm(maphash.Bytes(c.seed, c.value(t)), t.form)
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

// inOrder sorts the terms.
func (c *collector) inOrder() []ordered {
	list := make([]ordered, len(c.terms))
	for place, t := range c.terms {
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
