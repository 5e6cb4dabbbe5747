package pages_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/internal/pages"
)

func packed(quads []graph.Quad) [][]byte { return slices.Collect(pages.Pack(slices.Values(quads))) }

// anyQuad is one that a store can have, which is more than our own data can.
func anyQuad(t *rapid.T) graph.Quad {
	term := rapid.Custom(func(t *rapid.T) graph.Term {
		value := rapid.SampledFrom([]string{"", "place/jinan", "place/jinang", "济南", "a\x00b", "_:b"}).Draw(t, "value") + rapid.StringN(0, 3, 9).Draw(t, "more")
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			return graph.IRI(value)
		case 1:
			return graph.LanguageText(value, rapid.SampledFrom([]string{"en", "zh-Hans"}).Draw(t, "language"))
		case 2:
			return graph.Typed(value, rapid.SampledFrom([]string{"http://a/b", "http://a/c"}).Draw(t, "datatype"))
		}
		return graph.Text(value)
	})
	return graph.Quad{Subject: term.Draw(t, "subject"), Predicate: term.Draw(t, "predicate"), Object: term.Draw(t, "object"), Graph: term.Draw(t, "graph")}
}

func TestPagesGiveBackWhatWasPacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quads := rapid.SliceOfN(rapid.Custom(anyQuad), 0, 40).Draw(t, "quads")
		without := map[graph.Quad]bool{}
		for _, q := range quads {
			if rapid.IntRange(0, 4).Draw(t, "left out") == 0 {
				without[q] = true
			}
		}
		var back []graph.Quad
		all, some := graph.NewBuilder(), graph.NewBuilder()
		for _, page := range packed(quads) {
			list, err := pages.Unpack(page)
			if err != nil {
				t.Fatal(err)
			}
			back = append(back, list...)
			for b, left := range map[*graph.Builder]map[graph.Quad]bool{all: nil, some: without} {
				if n, err := pages.Into(b, page, left); err != nil || n != len(list) {
					t.Fatalf("%d quads, %v", n, err)
				}
			}
		}
		if !slices.Equal(back, quads) {
			t.Fatalf("%v came back as %v", quads, back)
		}
		same := func(b *graph.Builder, want []graph.Quad) {
			v, _ := b.View()
			if got, want := slices.Collect(v.Quads()), slices.Collect(graph.NewView(want).Quads()); !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v", got, want)
			}
		}
		same(all, quads)
		same(some, slices.DeleteFunc(slices.Clone(quads), func(q graph.Quad) bool { return without[q] }))
	})
}

func TestManyQuadsTakeSeveralPages(t *testing.T) {
	var quads []graph.Quad
	for i := range 2*pages.Most + 1 {
		quads = append(quads, graph.Quad{Subject: graph.IRI(fmt.Sprintf("place/p%d", i)), Predicate: graph.IRI("p"), Object: graph.IRI("place/whole"), Graph: graph.IRI("g")})
	}
	list := packed(quads)
	if len(list) != 3 {
		t.Fatalf("%d pages", len(list))
	}
	bytes := 0
	for _, page := range list {
		bytes += len(page)
	}
	if bytes > 20*len(quads) {
		t.Errorf("%d bytes a quad", bytes/len(quads))
	}
}

// Any change of any byte is noticed.
func TestADamagedPageIsRefused(t *testing.T) {
	page := packed([]graph.Quad{{Subject: graph.IRI("place/a"), Predicate: graph.IRI("p"), Object: graph.Text("b"), Graph: graph.IRI("g")}})[0]
	for i := range page {
		damaged := slices.Clone(page)
		damaged[i] ^= 1
		if _, err := pages.Unpack(damaged); err == nil {
			t.Errorf("byte %d may change", i)
		}
		if _, err := pages.Unpack(page[:i]); err == nil {
			t.Errorf("a page of %d bytes is one", i)
		}
	}
}

// What has a right checksum and is no page is an error, and stops nobody.
func FuzzUnpack(f *testing.F) {
	for _, page := range packed([]graph.Quad{
		{Subject: graph.IRI("place/a"), Predicate: graph.IRI("p"), Object: graph.LanguageText("b", "en"), Graph: graph.IRI("g")},
		{Subject: graph.IRI("place/ab"), Predicate: graph.IRI("p"), Object: graph.Typed("5", "http://a/b")},
	}) {
		f.Add(pages.Unframe(page))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		page := pages.Frame(text)
		list, err := pages.Unpack(page)
		n, into := pages.Into(graph.NewBuilder(), page, nil)
		if (err == nil) != (into == nil) || err == nil && n != len(list) {
			t.Fatalf("%d quads, %v; %d quads, %v", len(list), err, n, into)
		}
	})
}
