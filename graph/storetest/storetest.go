// Package storetest holds what every graph.Journal must keep to, sentence by sentence, as one
// suite of tests.
package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// Open opens a place once more, as another process would.
type Open func() (graph.Journal, error)

// Run tests a kind of journal. Each test gets a fresh place.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for _, c := range Checks() {
		t.Run(c.Name, func(t *testing.T) {
			if err := c.Run(t.Context(), fresh(t)); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Check is one sentence of the contract. It fails by its error, so that the suite can be shown
// to find journals that break it.
type Check struct {
	Name string
	run  func(context.Context, *place) error
}

// Run runs the check on a fresh place.
func (c Check) Run(ctx context.Context, open Open) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	p := &place{open: open}
	return errOr(p.closing(func() error { return c.run(ctx, p) }))
}

// Checks are all of them.
func Checks() []Check {
	return []Check{
		{"a new place has no commit and no quad", isNew},
		{"quads come back as they were given", comeBack},
		{"a load on top of another adds to it", overlay},
		{"what says the same again is no commit", idempotent},
		{"a quad that was removed can come again", removedAndAgain},
		{"a quad that is there, or is not, is refused", refused},
		{"of two that follow the same generation one wins", behind},
		{"generations are numbered without gaps, and tell who made them", remembered},
		{"every generation that is kept can be read", everyGeneration},
		{"any state becomes any other, and an earlier one again", thereAndBack},
		{"what others changed is told in order", since},
		{"what is not kept is said to be forgotten", forgotten},
		{"compacting changes no state that is kept", compacted},
		{"a cancelled commit was not made", cancelled},
		{"whoever waits is woken by the next commit", woken},
		{"readers meet whole generations alone", readers},
		{"writers leave each other's commits", writers},
		{"a very large commit is one like any other", large},
		{"times and names come back as they were given", clock},
	}
}

// place opens journals, and closes them in the end.
type place struct {
	open   Open
	opened []graph.Journal
}

func (p *place) closing(run func() error) (run1, closed error) {
	run1 = run()
	for _, j := range p.opened {
		if err := j.Close(); err != nil && closed == nil {
			closed = fmt.Errorf("closing: %w", err)
		}
	}
	return run1, closed
}

func errOr(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

func (p *place) journal() (graph.Journal, error) {
	j, err := p.open()
	if err == nil {
		p.opened = append(p.opened, j)
	}
	return j, err
}

// store is a Store of its own on the place.
func (p *place) store(ctx context.Context) (*graph.Store, error) {
	j, err := p.open()
	if err != nil {
		return nil, err
	}
	s, err := graph.OpenStore(ctx, j, graph.StoreOptions{By: "tester"})
	if err == nil {
		p.opened = append(p.opened, j)
	}
	return s, err
}

// quads are small and strange ones.
func quads() []graph.Quad {
	edge := func(subject, predicate, object, in string) graph.Quad {
		return graph.Quad{Subject: graph.IRI(subject), Predicate: graph.IRI("vocabulary#" + predicate), Object: graph.IRI(object), Graph: graph.IRI(in)}
	}
	text := func(subject string, object graph.Term) graph.Quad {
		return graph.Quad{Subject: graph.IRI(subject), Predicate: graph.IRI("http://www.w3.org/2004/02/skos/core#prefLabel"), Object: object, Graph: graph.IRI(graph.GraphCurated)}
	}
	return []graph.Quad{
		edge("place/jinan", "prioritises", "industry/steel", "document/000"),
		edge("place/jinan", "prioritises", "industry/steel", "document/001"), // the same triple in two documents
		edge("place/rizhao", "prioritises", "industry/steel", "document/000"),
		edge("place/Jinan", "prioritises", "industry/steel", "document/000"), // other case
		edge("place/jinan", "prioritises", "place/jinan", "document/000"),
		text("place/jinan", graph.Text("Jinan")),
		text("place/jinan", graph.Text("jinan")),
		text("place/jinan", graph.Text("Ｊｉｎａｎ")),       // other width
		text("place/jinan", graph.Text("Ji\u0300nan")), // composed otherwise
		text("place/jinan", graph.Text("J\u00ecnan")),  // than this
		text("place/jinan", graph.LanguageText("Jinan", "en")),
		text("place/jinan", graph.LanguageText("济南", "zh-Hans")),
		text("place/jinan", graph.LanguageText("濟南", "zh-Hant")), // other script
		text("place/jinan", graph.LanguageText("济南", "zh-hans")), // another tag, by its bytes
		text("place/jinan", graph.Typed("5", "http://www.w3.org/2001/XMLSchema#integer")),
		text("place/jinan", graph.Typed("5.0", "http://www.w3.org/2001/XMLSchema#double")),
		text("place/jinan", graph.Typed("005", "http://www.w3.org/2001/XMLSchema#integer")),
		text("place/jinan", graph.Text("5")),
		text("place/jinan", graph.Text("")),
		text("place/jinan", graph.Text("a \"quoted\"\tline\nand \\ another\u0000")),
		text("place/jinan", graph.Text("place/jinan")), // a text that looks like an IRI
		text("place/jinan", graph.Text(string(make([]byte, 100_000)))),
	}
}

// numbered are many quads that differ from each other.
func numbered(from, to int) []graph.Quad {
	list := make([]graph.Quad, 0, to-from)
	for i := from; i < to; i++ {
		list = append(list, graph.Quad{Subject: graph.IRI(fmt.Sprintf("place/p%d", i)), Predicate: graph.IRI("vocabulary#partOf"),
			Object: graph.IRI(fmt.Sprintf("place/p%d", i/2)), Graph: graph.IRI(fmt.Sprintf("document/d%d", i%7))})
	}
	return list
}

// load commits what makes the graph hold exactly some quads.
func load(ctx context.Context, s *graph.Store, wanted []graph.Quad) error {
	wanted = slices.Collect(graph.NewView(wanted).Quads())
	_, err := s.Update(ctx, "a test", func(current *graph.View) (graph.Changeset, error) { return graph.Diff(current, wanted), nil })
	return err
}

// expect compares a View with quads in any order.
func expect(v *graph.View, generation uint64, wanted []graph.Quad) error {
	if v.Generation() != generation {
		return fmt.Errorf("generation %d in place of %d", v.Generation(), generation)
	}
	if want := graph.NewView(wanted); want.Fingerprint() != v.Fingerprint() || want.Size() != v.Size() {
		return fmt.Errorf("generation %d has %d quads that are not the %d wanted ones", generation, v.Size(), want.Size())
	}
	return nil
}
