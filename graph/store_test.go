package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestANewStoreIsEmpty(t *testing.T) {
	store := NewStore(nil)
	if v := store.View(); v.Generation() != 0 || v.Size() != 0 || len(v.Claims()) != 0 {
		t.Errorf("a new store is at generation %d with %v", v.Generation(), slices.Collect(v.Quads()))
	}
}

// edge makes a quad with an IRI as its object.
func edge(subject, predicate, object, graph string) Quad {
	return Quad{IRI(subject), IRI(predicate), IRI(object), IRI(graph)}
}

// literal makes a quad with any object.
func literal(object Term) Quad {
	return Quad{IRI("place/a"), IRI("note"), object, IRI(GraphCurated)}
}

func apply(t *testing.T, s *Store, c Changeset) *View {
	t.Helper()
	view, err := s.Apply(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if s.View() != view {
		t.Error("the View that a commit returns is not the current one")
	}
	return view
}

func TestAChangeIsMadeWholeOrNotAtAll(t *testing.T) {
	there := edge("place/a", "p", "place/b", "document/a")
	fresh := edge("place/a", "p", "place/c", "document/a")
	other := edge("place/a", "p", "place/d", "document/a")
	with := func(change func(*Quad)) Quad {
		q := fresh
		change(&q)
		return q
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, row := range map[string]struct {
		ctx    context.Context
		change Changeset
		code   Code
		says   string
	}{
		"a quad to add that is there": {change: Changeset{Add: []Quad{fresh, there}}, code: CodeConflict, says: there.String() + " is in the graph already"},
		"a quad to remove that is not there": {
			change: Changeset{Add: []Quad{fresh}, Remove: []Quad{there, other}}, code: CodeConflict, says: other.String() + " is not in the graph",
		},
		"a quad to remove that is there in another document": {
			change: Changeset{Remove: []Quad{edge("place/a", "p", "place/b", "document/b")}}, code: CodeConflict, says: "is not in the graph",
		},
		"a quad in both lists":           {change: Changeset{Add: []Quad{there}, Remove: []Quad{there}}, code: CodeConflict, says: "is in the graph already"},
		"a fresh quad in both lists":     {change: Changeset{Add: []Quad{fresh}, Remove: []Quad{fresh}}, code: CodeConflict, says: "is not in the graph"},
		"a quad twice among the added":   {change: Changeset{Add: []Quad{fresh, fresh}}, code: CodeConflict, says: "stands twice"},
		"a quad twice among the removed": {change: Changeset{Remove: []Quad{there, there}}, code: CodeConflict, says: "stands twice"},
		"a cancelled context":            {ctx: cancelled, change: Changeset{Add: []Quad{fresh}}, code: CodeUnavailable, says: "nothing was changed"},
		"a literal as subject":           {change: Changeset{Add: []Quad{other, with(func(q *Quad) { q.Subject = Text("x") })}}, code: CodeInvalid, says: "must be IRIs"},
		"a literal as predicate":         {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Predicate = Text("x") })}}, code: CodeInvalid, says: "must be IRIs"},
		"a literal as graph":             {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Graph = Text("x") })}}, code: CodeInvalid, says: "must be IRIs"},
		"no graph":                       {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Graph = Term{} })}}, code: CodeInvalid, says: "must be IRIs"},
		"an empty IRI":                   {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Object = IRI("") })}}, code: CodeInvalid, says: "is not an IRI"},
		"an IRI with a space":            {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Object = IRI("place/a b") })}}, code: CodeInvalid, says: "is not an IRI"},
		"an IRI in angle brackets":       {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Object = IRI("<place/a>") })}}, code: CodeInvalid, says: "is not an IRI"},
		"an IRI with a line break":       {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Predicate = IRI("p\n") })}}, code: CodeInvalid, says: "is not an IRI"},
		"an IRI with a control character": {
			change: Changeset{Add: []Quad{with(func(q *Quad) { q.Graph = IRI("document/\x00") })}}, code: CodeInvalid, says: "is not an IRI",
		},
		"a bad IRI among the removed":    {change: Changeset{Add: []Quad{fresh}, Remove: []Quad{with(func(q *Quad) { q.Object = IRI("") })}}, code: CodeInvalid, says: "is not an IRI"},
		"an IRI with a language":         {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Object.Language = "en" })}}, code: CodeInvalid, says: "neither language nor datatype"},
		"an IRI with a datatype":         {change: Changeset{Add: []Quad{with(func(q *Quad) { q.Subject.Datatype = xsdInteger })}}, code: CodeInvalid, says: "neither language nor datatype"},
		"a language and a datatype":      {change: Changeset{Add: []Quad{literal(Term{Value: "5", Language: "en", Datatype: xsdInteger})}}, code: CodeInvalid, says: "language or a datatype"},
		"a datatype that is no IRI":      {change: Changeset{Add: []Quad{literal(Typed("5", "an integer"))}}, code: CodeInvalid, says: "is not an IRI"},
		"a language that is no tag":      {change: Changeset{Add: []Quad{literal(LanguageText("5", "Standard Chinese"))}}, code: CodeInvalid, says: "is not a language tag"},
		"a language that ends in a dash": {change: Changeset{Add: []Quad{literal(LanguageText("5", "zh-"))}}, code: CodeInvalid, says: "is not a language tag"},
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t, "")
			before := apply(t, store, Changeset{Add: []Quad{there}})
			ctx := row.ctx
			if ctx == nil {
				ctx = context.Background()
			}
			view, err := store.Apply(ctx, row.change)
			refused(t, err, row.code, row.says)
			if view != nil || store.View() != before || before.Generation() != 1 {
				t.Error("the refused change made another View")
			}
			// What the refused change left behind would show in the next View.
			listed(t, slices.Collect(apply(t, store, Changeset{Remove: []Quad{there}}).Quads()), Quad.String, ``)
		})
	}
}

func TestACancelledCommitTellsWhy(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := open(t, "").Apply(ctx, Changeset{Add: []Quad{literal(Text("x"))}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause of %v is not context.Canceled", err)
	}
}

func TestEachCommitIsOneGeneration(t *testing.T) {
	store := open(t, "")
	one := literal(Text("one"))
	for i, change := range []Changeset{
		{Add: []Quad{one}},
		{Remove: []Quad{one}},
		{Add: []Quad{one}}, // what was removed can be added again
		{Remove: []Quad{one}, Add: []Quad{literal(Text("two"))}},
	} {
		if view := apply(t, store, change); view.Generation() != uint64(i+1) {
			t.Errorf("commit %d made generation %d", i+1, view.Generation())
		}
	}
	listed(t, slices.Collect(store.View().Quads()), Quad.String, `<place/a> <note> "two" <curated>`)
	if before := store.View(); apply(t, store, Changeset{}) != before {
		t.Error("what changes nothing made another View")
	}
}

func TestATripleInTwoDocumentsIsTwoQuads(t *testing.T) {
	store := open(t, "")
	inA, inB := edge("place/a", "p", "place/b", "document/a"), edge("place/a", "p", "place/b", "document/b")
	apply(t, store, Changeset{Add: []Quad{inA, inB}})
	listed(t, slices.Collect(apply(t, store, Changeset{Remove: []Quad{inA}}).Quads()), Quad.String, `
		<place/a> <p> <place/b> <document/b>`)
	listed(t, slices.Collect(apply(t, store, Changeset{Remove: []Quad{inB}, Add: []Quad{inA}}).Quads()), Quad.String, `
		<place/a> <p> <place/b> <document/a>`)
}

// differentTerms are all different, however alike they look.
var differentTerms = []Term{
	Text("5"), Typed("5", xsdInteger), Typed("5", xsdDouble), Typed("05", xsdInteger), LanguageText("5", English), IRI("5"),
	Text("５"), Text(" 5"), Text("5 "),
	Text("steel"), Text("Steel"), LanguageText("steel", English), LanguageText("steel", "EN"), LanguageText("steel", "en-GB"), LanguageText("steel", Simplified),
	LanguageText("钢城区", Simplified), LanguageText("钢城区", Traditional), LanguageText("鋼城區", Traditional),
	Text("\u00e9"), Text("e\u0301"), // é composed and decomposed
	Text(""), Text(" "), LanguageText("", English), Typed("", xsdInteger),
	Text("place/a"), IRI("place/a"), Text("<place/a>"), Text("_:a"),
	IRI("memnode1"), Text("memnode1"), Text("_:memnode1"), // as Cayley's memory store names its nodes
	Text(`"steel"@en`), Text(`steel"@en`), Text("a\nb"), Text(`a\nb`), Text(`a\`), Text("a\tb"),
	Typed("true", xsdBoolean), Typed("2e11", xsdDouble), Typed("200000000000", xsdDouble), Typed("2018-03-05", expand("xsd:date")),
}

func TestLiteralsThatDifferInAnythingAreDifferent(t *testing.T) {
	store := open(t, "")
	var quads []Quad
	for _, term := range differentTerms {
		quads = append(quads, literal(term))
	}
	if view := apply(t, store, Changeset{Add: quads}); view.Size() != len(quads) {
		t.Fatalf("%d of %d quads are there", view.Size(), len(quads))
	}
	for i, q := range quads {
		view := apply(t, store, Changeset{Remove: []Quad{q}})
		if slices.Contains(slices.Collect(view.Quads()), q) || view.Size() != len(quads)-i-1 {
			t.Fatalf("without %s there are %v", q, slices.Collect(view.Quads()))
		}
		for _, rest := range quads[i+1:] {
			if !slices.Contains(slices.Collect(view.Quads()), rest) {
				t.Fatalf("%s went with %s", rest, q)
			}
		}
	}
}

func TestAnIRILikeANodeOfCayleyIsAnIRI(t *testing.T) {
	store := open(t, "")
	quads := []Quad{edge("memnode1", "memnode2", "memnode3", "memnode4"), edge("place/a", "p", "memnode1", "document/a")}
	apply(t, store, Changeset{Add: quads})
	listed(t, slices.Collect(apply(t, store, Changeset{Remove: quads[1:]}).Quads()), Quad.String, `<memnode1> <memnode2> <memnode3> <memnode4>`)
}

func TestTheStoreHoldsWhatAPlainSetWouldHold(t *testing.T) {
	terms := []Term{IRI("5"), Text("5"), Typed("5", xsdInteger), LanguageText("5", English), IRI("place/a"), Text("place/a"), Text("Place/a")}
	iris := slices.DeleteFunc(slices.Clone(terms), func(t Term) bool { return !t.IRI })
	drawQuad := rapid.Custom(func(t *rapid.T) Quad {
		return Quad{
			IRI("place/a"), IRI("note"),
			rapid.SampledFrom(terms).Draw(t, "object"), rapid.SampledFrom(iris).Draw(t, "graph"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		store, model := open(t, ""), map[Quad]bool{}
		for range rapid.IntRange(1, 5).Draw(t, "commits") {
			change := Changeset{
				Add:    rapid.SliceOfN(drawQuad, 0, 6).Draw(t, "add"),
				Remove: rapid.SliceOfN(drawQuad, 0, 2).Draw(t, "remove"),
			}
			for q := range model {
				if rapid.Bool().Draw(t, "remove one that is there") {
					change.Remove = append(change.Remove, q)
				}
			}
			possible, seen := true, map[Quad]bool{}
			for i, q := range slices.Concat(change.Add, change.Remove) {
				adds := i < len(change.Add)
				possible = possible && !seen[q] && model[q] != adds
				seen[q] = true
			}
			before := store.View()
			after, err := store.Apply(context.Background(), change)
			if (err == nil) != possible {
				t.Fatalf("the change %v is possible = %v, but the store says %v", change, possible, err)
			}
			if err != nil {
				if CodeOf(err) != CodeConflict || store.View() != before {
					t.Fatalf("the refused change %v: %v", change, err)
				}
				continue
			}
			for _, q := range change.Add {
				model[q] = true
			}
			for _, q := range change.Remove {
				delete(model, q)
			}
			if after.Size() != len(model) || !slices.IsSortedFunc(slices.Collect(after.Quads()), compareQuads) {
				t.Fatalf("the store holds %v, want %v in order", slices.Collect(after.Quads()), model)
			}
			for q := range after.Quads() {
				if !model[q] {
					t.Fatalf("the store holds %v, want %v", slices.Collect(after.Quads()), model)
				}
			}
		}
	})
}

func TestDiffIsTheChangeThatMakesOneGraphTheOther(t *testing.T) {
	one, two, three := literal(Text("place/one")), literal(Text("two")), literal(IRI("place/one"))
	store := open(t, "")
	apply(t, store, Changeset{Add: []Quad{one, two}})
	change := Diff(store.View(), []Quad{three, two}) // an IRI for a text of the same letters
	listed(t, change.Add, Quad.String, `<place/a> <note> <place/one> <curated>`)
	listed(t, change.Remove, Quad.String, `<place/a> <note> "place/one" <curated>`)
	if view := apply(t, store, change); !Diff(view, []Quad{three, two}).Empty() {
		t.Errorf("after it %v is left to do", Diff(view, []Quad{three, two}))
	}
}

func TestApplyingADiffMakesAnyGraphAnyOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		store := open(t, "")
		for range 2 {
			wanted := Encode(drawGraph(t))
			view, err := store.Apply(context.Background(), Diff(store.View(), wanted))
			if err != nil || !slices.Equal(slices.Collect(view.Quads()), wanted) {
				t.Fatalf("the graph became %v, want %v, %v", view, wanted, err)
			}
		}
	})
}

func TestReadersSeeEachCommitWholeAndKeepTheirView(t *testing.T) {
	const commits, readers = 50, 4
	steel, iron := edge("place/a", "vocabulary#prioritises", "industry/steel", "document/a"), edge("place/a", "vocabulary#prioritises", "industry/iron", "document/a")
	store := open(t, "")
	first := apply(t, store, Changeset{Add: []Quad{steel}})
	kept := slices.Collect(first.Quads())

	done := make(chan struct{})
	var reading sync.WaitGroup
	for range readers {
		reading.Go(func() {
			mine, last := store.View(), uint64(0)
			want := mine.Out("place/a", "prioritises")[0].Object()
			for rounds := 0; ; rounds++ {
				view := store.View()
				// The edge moves with every commit, so the generation tells where it is.
				object := ID("industry/steel")
				if view.Generation()%2 == 0 {
					object = "industry/iron"
				}
				if edges := view.Out("place/a", "prioritises"); len(edges) != 1 || edges[0].Object() != object || view.Size() != 1 {
					t.Errorf("generation %d holds %v", view.Generation(), slices.Collect(view.Quads()))
					return
				}
				if view.Generation() < last {
					t.Errorf("generation %d came after %d", view.Generation(), last)
				}
				last = view.Generation()
				if edges := mine.Out("place/a", "prioritises"); len(edges) != 1 || edges[0].Object() != want {
					t.Errorf("a kept View came to hold %v", slices.Collect(mine.Quads()))
					return
				}
				select {
				case <-done:
					if rounds > 0 {
						return
					}
				default:
				}
			}
		})
	}
	for i := range commits {
		change := Changeset{Add: []Quad{iron}, Remove: []Quad{steel}}
		if i%2 == 1 {
			change = Changeset{Add: []Quad{steel}, Remove: []Quad{iron}}
		}
		apply(t, store, change)
	}
	close(done)
	reading.Wait()
	if store.View().Generation() != commits+1 {
		t.Errorf("after %d commits the generation is %d", commits+1, store.View().Generation())
	}
	if !slices.Equal(slices.Collect(first.Quads()), kept) || first.Generation() != 1 {
		t.Errorf("the first View came to hold %v", slices.Collect(first.Quads()))
	}
}

func TestWritersWaitForEachOther(t *testing.T) {
	const writers = 20
	store := open(t, "")
	taken := edge("place/a", "p", "place/only-once", "document/a")
	var won, lost, writing = make(chan int, writers), make(chan int, writers), sync.WaitGroup{}
	for i := range writers {
		writing.Go(func() {
			own := edge("place/a", "p", fmt.Sprintf("place/%d", i), "document/a")
			if _, err := store.Apply(context.Background(), Changeset{Add: []Quad{own, taken}}); err == nil {
				won <- i
			} else if CodeOf(err) == CodeConflict {
				lost <- i
			}
		})
	}
	writing.Wait()
	if len(won) != 1 || len(lost) != writers-1 || store.View().Size() != 2 || store.View().Generation() != 1 {
		t.Errorf("%d won and %d lost, and the graph holds %v", len(won), len(lost), slices.Collect(store.View().Quads()))
	}
}

func TestAViewOutlivesItsStore(t *testing.T) {
	store := open(t, `place/a en=A`)
	view := store.View()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if view.Label("place/a", English) != "A" {
		t.Errorf("the place is called %q", view.Label("place/a", English))
	}
}

// Languages and datatypes are numbered, and there is an end of numbers: those that went make
// room for others.
func TestFormsOfTermsGoWithTheirLastTerm(t *testing.T) {
	store := open(t, "")
	before := literal(LanguageText("steel", "de-0"))
	apply(t, store, Changeset{Add: []Quad{literal(Text("steel")), before}})
	for i := range 5 {
		next := literal(LanguageText("steel", fmt.Sprintf("de-%d", i+1)))
		apply(t, store, Changeset{Add: []Quad{next}, Remove: []Quad{before}})
		before = next
	}
	if forms := store.View().forms.list; len(forms) != 3 { // IRIs, texts, and those of one language
		t.Errorf("the forms are %v", forms)
	}
}

func TestTextCountsOnceForTheRoomThatAChangeTakes(t *testing.T) {
	v := NewView([]Quad{literal(Text("steel"))})
	if got := v.newText([]Quad{literal(Text("steel")), literal(Text("iron")), literal(LanguageText("iron", "en")), edge("place/a", "note", "iron", "iron")}); got != 3*len("iron") {
		t.Errorf("%d bytes are new", got)
	}
}
