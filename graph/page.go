package graph

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// The bounds of a page.
const (
	DefaultPage = 50
	MaxPage     = 100
)

// Page asks for a piece of an ordered list, as Relay's cursor connections do:
// First forwards from After, or Last backwards from Before. OrderBy replaces the
// list's own order; items that it finds equal stay in that one.
type Page struct {
	First, Last   *int
	After, Before *string
	OrderBy       []Order
	Languages     []string // in which labels are ordered, best first
}

// Slice is the piece, with where it stands in the whole.
type Slice[T any] struct {
	Items     []T
	list      List[T]
	from, to  int // where in the order it stands
	orderBy   []Order
	languages []string
}

// Len is how many items there are.
func (s *Slice[T]) Len() int { return len(s.Items) }

// HasPrevious tells whether there are items before it.
func (s *Slice[T]) HasPrevious() bool { return s.from > 0 }

// HasNext tells whether there are items behind it. Whether a long list has one more may take
// as long to find out as what the first ones are, so it is looked for when it is asked for.
func (s *Slice[T]) HasNext() bool { return len(s.list.First(s.to+1)) > s.to }

// Total is how many items the whole has.
func (s *Slice[T]) Total() int { return s.list.Count() }

// Cursor is that of an item, by its place among Items.
func (s *Slice[T]) Cursor(i int) string {
	order, _ := s.list.order(Page{OrderBy: s.orderBy, Languages: s.languages}) // only what is asked for can be wrong, and that was seen
	return order.cursor(s.Items[i])
}

// Facets count the whole list.
func (s *Slice[T]) Facets() Facets { return s.list.Facets() }

// size checks what is asked for and says which way to count.
func (p *Page) size() (size int, backwards bool, err error) {
	size = DefaultPage
	switch {
	case p.First != nil && p.Last != nil:
		return 0, false, invalid("first and last exclude each other; give one")
	case p.First != nil:
		size = *p.First
	case p.Last != nil:
		size, backwards = *p.Last, true
	}
	if size < 0 || size > MaxPage {
		return 0, false, invalid("a page of %d is asked for; 0 to %d can be had", size, MaxPage)
	}
	return size, backwards, nil
}

// cursor is the place of an item in an order, made opaque.
type cursor struct {
	Order string    `json:"o,omitempty"` // which order; empty for the list's own
	At    []sortKey `json:"a"`
}

// maxCursor bounds cursors, in bytes: some labels are long, none so long.
const maxCursor = 4000

func (c cursor) String() string {
	text, _ := json.Marshal(c) // texts and numbers cannot fail
	return base64.RawURLEncoding.EncodeToString(text)
}

func parseCursor(text string) (cursor, error) {
	var c cursor
	foreign := invalid("a cursor is not one that this server gave out; begin without it")
	if len(text) > maxCursor {
		return c, foreign
	}
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return c, foreign
	}
	decoder := json.NewDecoder(strings.NewReader(string(plain)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil || decoder.More() || len(c.At) == 0 {
		return c, foreign
	}
	return c, nil
}
