package plain

import (
	"cmp"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// official is a person under one's name without spaces, in lower case.
type official struct {
	name  string
	thing int32
}

func folded(text string) string { return strings.ToLower(strings.ReplaceAll(text, " ", "")) }

func (x *Index) indexOfficials() {
	for i := range x.things {
		if t := &x.things[i]; t.kind == graph.Official {
			x.officials = append(x.officials, official{folded(t.label), int32(i)})
		}
	}
	slices.SortFunc(x.officials, func(a, b official) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.thing, b.thing))
	})
}

// begins are the officials whose names begin with a text.
func (x *Index) begins(text string) []official {
	byName := func(o official, text string) int { return strings.Compare(o.name, text) }
	from, _ := slices.BinarySearchFunc(x.officials, text, byName)
	to, _ := slices.BinarySearchFunc(x.officials[from:], text+"\xff", byName)
	return x.officials[from : from+to]
}

// found is an official with what orders the answer, the best first.
type found struct {
	score  float64
	claims int
	thing  int32
}

// Officials are those whose name begins with a text. Best is of whose name it is the
// greatest part; who is named in many claims comes a little sooner.
func (x *Index) Officials(text string, first int) []found {
	text = folded(text)
	var list []found
	for _, o := range x.begins(text) {
		claims := len(x.things[o.thing].claims)
		score := 0.7 + 0.12*(float64(len(text))/float64(len(o.name)))
		score += 0.03 * float64(claims) / float64(claims+20)
		list = append(list, found{score, claims, o.thing})
	}
	slices.SortFunc(list, func(a, b found) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Or(cmp.Compare(b.claims, a.claims), cmp.Compare(len(x.things[a.thing].label), len(x.things[b.thing].label)), cmp.Compare(a.thing, b.thing))
	})
	return list[:min(first, len(list))]
}

// AppendOfficials answers which officials' names begin with a text.
func (x *Index) AppendOfficials(b []byte, text string, first int) []byte {
	b = append(b, `{"data":{"search":{"nodes":`...)
	b = appendList(b, x.Officials(text, first), func(b []byte, f found) []byte {
		t := &x.things[f.thing]
		b = append(b, `{"thing":{"id":`...)
		b = appendText(b, t.id)
		b = append(b, `,"kind":"OFFICIAL","label":`...)
		b = appendText(b, t.label)
		return append(b, `},"how":"BEGINNING"}`...)
	})
	return append(b, `}}}`...)
}
