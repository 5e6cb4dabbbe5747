package graph

import (
	"strings"
	"sync/atomic"
)

// Filters compare texts folded and without spaces. The names of a thing, and the mentions of
// a claim, are so packed when a filter first asks for them, and then kept with the View: as
// one text, with an end behind each that is in none of them.

const packedEnd = "\x00"

func appendPacked(b *strings.Builder, text string) {
	b.WriteString(pack(fold(text)))
	b.WriteString(packedEnd)
}

// packedNames are the names of a thing, in the order of Thing.Names.
func (v *View) packedNames(t *Thing) string {
	packed := func() string {
		var b strings.Builder
		for _, name := range t.Names() {
			appendPacked(&b, name.Text)
		}
		return b.String()
	}
	if n := v.numberOf(t.ID); v.isThing(n) && v.thing(n) == t {
		return keptOr(&v.namesPacked()[v.thingPlaces[n]-1], packed)
	}
	return packed() // it is of another generation
}

// packedMentions are those of a claim.
func (v *View) packedMentions(c *Claim) string {
	packed := func() string {
		var b strings.Builder
		for _, mention := range c.Mentions {
			appendPacked(&b, mention)
		}
		return b.String()
	}
	if n := v.numberOf(c.ID); n != noNumber && v.kinds[n] == claimKindNumber && v.thingPlaces[n] != 0 && v.claims[v.thingPlaces[n]-1] == c {
		return keptOr(&v.mentionsPacked()[v.thingPlaces[n]-1], packed)
	}
	return packed()
}

func keptOr(kept *atomic.Pointer[string], find func() string) string {
	if text := kept.Load(); text != nil {
		return *text
	}
	text := find()
	kept.Store(&text)
	return text
}

// packedTest tells which packed texts are chosen.
type packedTest struct{ equals, starts, contains string }

func (p packedTest) matches(text string) bool {
	return (p.equals == "" || text == p.equals) && strings.HasPrefix(text, p.starts) && strings.Contains(text, p.contains)
}

// any tells whether one of several texts is chosen that may be, by its place.
func (p packedTest) any(texts string, may func(place int) bool) bool {
	if !strings.Contains(texts, p.contains) || !strings.Contains(texts, p.starts) || !strings.Contains(texts, p.equals) {
		return false // as most are
	}
	for place := 0; texts != ""; place++ {
		var text string
		if text, texts, _ = strings.Cut(texts, packedEnd); p.matches(text) && may(place) {
			return true
		}
	}
	return false
}

// inHand is what conditions of a filter ask of an item, found out once for all of them: they
// look at one item after the other.
type inHand[T comparable, V any] struct {
	item  T
	value V
}

func (h *inHand[T, V]) of(item T, find func(T) V) V {
	if item != h.item {
		h.value = find(item)
		h.item = item
	}
	return h.value
}
