package graph

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Graphs that the loader would refuse come by --quads all the same: relations between
// anything, also to itself and in circles, ends that nothing describes, claims that say what
// no edge does, and IDs of claims where others belong.

// strangeIDs are two of each kind.
var strangeIDs = func() []ID {
	var ids []ID
	for _, kind := range kinds {
		ids = append(ids, ID(kind.Prefix+"/a"), ID(kind.Prefix+"/b"))
	}
	return ids
}()

func drawStrange(t *rapid.T) []Quad {
	id := rapid.Map(rapid.SampledFrom(strangeIDs), func(id ID) Term { return IRI(string(id)) })
	few := rapid.Map(rapid.SampledFrom([]ID{"place/a", "place/b", "industry/a", "industry/b", "target/a", "tenure/a", "claim/a"}), func(id ID) Term { return IRI(string(id)) })
	end := rapid.OneOf(id, few)
	relation := rapid.Map(rapid.SampledFrom(vocabulary), func(p Predicate) Term { return IRI(p.IRI()) })
	graphs := rapid.SampledFrom([]Term{IRI(GraphCurated), IRI("document/a"), IRI("document/b"), IRI(GraphClaims), IRI("place/a"), {}})
	value := rapid.SampledFrom([]string{"", "5", "-3", "NaN", "Inf", "1e999", "99999999999999999999", "2018", "2018-03", "2018-13", "2018-03-05", "0000", "P5Y", "P99999999999999Y", "≥", ">", "~", "CNY", "LEAD", "true", "1+1", "city", "industry/a", "target/a", "place/"})
	var quads []Quad
	for _, id := range strangeIDs {
		if graph := rapid.SampledFrom([]string{GraphCurated, GraphCurated, "document/a", GraphClaims, ""}).Draw(t, "described in"); graph != "" {
			quads = append(quads, edge(string(id), rdfType, ownVocabulary+string(id.Kind()), graph))
		}
	}
	for range rapid.IntRange(0, 40).Draw(t, "relations") {
		quads = append(quads, Quad{end.Draw(t, "subject"), relation.Draw(t, "relation"), end.Draw(t, "object"), graphs.Draw(t, "graph")})
	}
	for range rapid.IntRange(0, 20).Draw(t, "claims") {
		claim := rapid.SampledFrom([]Term{IRI("claim/a"), IRI("claim/b"), IRI("claim/c"), IRI("claim/d")}).Draw(t, "claim")
		graph := IRI(GraphClaims)
		quads = append(quads, Quad{claim, IRI(rdfSubject), end.Draw(t, "subject"), graph}, Quad{claim, IRI(rdfPredicate), relation.Draw(t, "relation"), graph},
			Quad{claim, IRI(rdfObject), end.Draw(t, "object"), graph}, Quad{claim, IRI(primarySource), end.Draw(t, "document"), graph})
		for range rapid.IntRange(0, 3).Draw(t, "values") {
			quads = append(quads, Quad{claim, IRI(rapid.SampledFrom([]string{termLine, termPart, termSpanStart, termSpanEnd, termValue, termValueMax, termComparator, termUnit, termStance, termFrom, termBy, termWithin}).Draw(t, "says")), Text(value.Draw(t, "value")), graph})
		}
	}
	says := rapid.SampledFrom([]string{termLine, termPart, termValue, termValueMax, termComparator, termUnit, termStance, termFrom, termUntil, termBy, termWithin, termStart, termRecurrence,
		termScope, termStretch, termEarliest, termLatest, termLevel, termFormula, termSingle, termCode, termSpanStart, prefLabel, altLabel, termSourceFile, termMention})
	for range rapid.IntRange(0, 40).Draw(t, "values") {
		quads = append(quads, Quad{end.Draw(t, "of"), IRI(says.Draw(t, "says")), Text(value.Draw(t, "value")), graphs.Draw(t, "graph")})
	}
	return quads
}

func TestEveryQuestionOfAStrangeGraphHasAnAnswer(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := NewView(drawStrange(r))
		v.Prepare()
		askEverything(r, v)
	})
}

// Circles and self-relations that each question must leave again.
func TestEveryQuestionOfAGraphInCirclesHasAnAnswer(t *testing.T) {
	var quads []Quad
	for _, id := range strangeIDs {
		quads = append(quads, edge(string(id), rdfType, ownVocabulary+string(id.Kind()), GraphCurated))
		for _, p := range vocabulary {
			quads = append(quads, edge(string(id), p.IRI(), string(id), GraphCurated), edge(string(id), p.IRI(), string(id.Kind().Info().Prefix+"/a"), "document/a"),
				edge(id.Kind().Info().Prefix+"/a", p.IRI(), string(id), GraphCurated))
		}
	}
	askEverything(t, NewView(quads))
}

// In a ladder each industry lies in two of the step above, so there are 2^40 ways up.
func TestATaxonomyOfManyWaysIsRefusedInShortTime(t *testing.T) {
	facts := ""
	for step := range 40 {
		for _, side := range []string{"left", "right"} {
			facts += fmt.Sprintf("industry/%s-%d broader=industry/left-%d broader=industry/right-%d\n", side, step+1, step, step)
		}
	}
	v := build(t, facts)
	_, err := v.IndustryTree(t.Context(), TreeQuestion{})
	refused(t, err, CodeInvalid, "more than 50000 branches", "fewer levels")
	two := 2
	if branches, err := v.IndustryTree(t.Context(), TreeQuestion{Root: "industry/left-0", Depth: &two}); err != nil || len(branches) != 1+2+4 {
		t.Errorf("below one industry are %d branches, %v", len(branches), err)
	}
	if counts := v.IndustryCounts("industry/left-0"); counts == nil {
		t.Error("an industry with many ways down is not counted")
	}
}

// checkList compares what a list gives of its front, page by page and in another order with
// the whole of it.
func checkList[T any](t failer, what string, l List[T], key func(T) string) {
	t.Helper()
	keys := func(items []T) []string {
		list := make([]string, len(items))
		for i, item := range items {
			list[i] = key(item)
		}
		return list
	}
	all := keys(l.All())
	if l.Count() != len(all) {
		t.Fatalf("%s: %d items are counted, and %d there", what, l.Count(), len(all))
	}
	for n := range min(len(all)+2, 8) {
		if got := keys(l.First(n)); !slices.Equal(got, all[:min(n, len(all))]) {
			t.Fatalf("%s: the first %d are %v, of %v", what, n, got, all)
		}
	}
	for _, orders := range [][]Order{nil, {{By: OrderByClaims, Direction: Descending}, {By: OrderByValue, Direction: Ascending}}} {
		var paged []string
		two := 2
		page := Page{First: &two, OrderBy: orders}
		for len(paged) <= len(all) {
			slice, err := l.Page(context.Background(), page)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			paged = append(paged, keys(slice.Items)...)
			if !slice.HasNext() {
				break
			}
			after := slice.Cursor(len(slice.Items) - 1)
			page.After = &after
		}
		if orders != nil {
			whole, _ := l.Page(context.Background(), Page{First: &[]int{MaxPage}[0], OrderBy: orders})
			all = keys(whole.Items)
		}
		if len(all) < MaxPage && !slices.Equal(paged, all) {
			t.Fatalf("%s: the pages are %v, of %v", what, paged, all)
		}
	}
	ctx := context.Background()
	f := l.Facets()
	_, err1 := f.Kinds(ctx)
	_, err2 := f.Industries(ctx, MaxPage)
	_, err3 := f.Places(ctx)
	_, err4 := f.Years(ctx)
	_, err5 := f.Stances(ctx)
	_, err6 := f.Predicates(ctx)
	_, err7 := f.Documents(ctx)
	for _, err := range []error{err1, err2, err3, err4, err5, err6, err7} {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	slow, _ := tally(ctx, f, l.View.industries)
	for _, most := range []int{0, 1, 2, len(slow) + 1} {
		counts, _ := f.Industries(ctx, most)
		fast := make([]Tally[ID], len(counts))
		for i, count := range counts {
			fast[i] = Tally[ID]{count.Value.ID(), count.Count}
		}
		if want := slow[:min(most, len(slow))]; !slices.Equal(fast, want) {
			t.Fatalf("%s are of industries %v, want %v", what, fast, want)
		}
	}
}

// sameView tells in what a View that commits made differs from one that was made at once.
func sameView(t failer, got, want *View) {
	t.Helper()
	terms := func(v *View) []Term {
		list := make([]Term, v.glossary.count())
		for n := range list {
			list[n] = v.term(number(n))
			if found, known := v.glossary.find(list[n]); !known || found != number(n) {
				t.Fatalf("%s is number %d, found as %d", list[n], n, found)
			}
		}
		return list
	}
	for _, part := range []struct {
		name      string
		got, want any
	}{
		{"terms", terms(got), terms(want)},
		{"rows", got.rows, want.rows},
		{"rows by subject", got.subjects, want.subjects},
		{"rows by predicate", got.predicates, want.predicates},
		{"rows by object", got.objects, want.objects},
		{"kinds", got.kinds, want.kinds},
		{"edges", got.edges, want.edges},
		{"numbers of things", got.thingNumbers, want.thingNumbers},
		{"places of things", got.thingPlaces, want.thingPlaces},
		{"things", got.AllThings(), want.AllThings()},
		{"claims", got.claims, want.claims},
		{"claims by what they are about", got.about, want.about},
		{"times of codes", got.codeTimes, want.codeTimes},
		{"fingerprint", got.Fingerprint(), want.Fingerprint()},
	} {
		if !reflect.DeepEqual(part.got, part.want) {
			t.Fatalf("the %s are %v, want %v", part.name, part.got, part.want)
		}
	}
}

func TestCommitsMakeTheViewThatAllQuadsAtOnceMake(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, there := NewView(nil), map[Quad]bool{}
		for range rapid.IntRange(1, 4).Draw(t, "commits") {
			var change Changeset
			for _, q := range slices.SortedFunc(maps.Keys(there), compareQuads) {
				if rapid.IntRange(0, 2).Draw(t, "stays") == 0 {
					change.Remove = append(change.Remove, q)
				}
			}
			for _, q := range drawStrange(t) {
				if q.Graph == (Term{}) && rapid.Bool().Draw(t, "literal") {
					q.Object = Typed(q.Object.Value, rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "datatype"))
				}
				if !there[q] && !slices.Contains(change.Add, q) {
					change.Add = append(change.Add, q)
				}
			}
			if rapid.IntRange(0, 5).Draw(t, "nothing is left") == 0 {
				change = Changeset{Remove: slices.Collect(maps.Keys(there))}
			}
			for _, q := range change.Remove {
				delete(there, q)
			}
			for _, q := range change.Add {
				there[q] = true
			}
			v = v.after(change, v.Generation()+1)
			sameView(t, v, NewView(slices.Collect(maps.Keys(there))))
		}
	})
}

// A search for paths from both ends at once finds what a plain one from one end does.
func TestPathsOfAStrangeGraphAreThoseOfAPlainSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := NewView(drawStrange(t))
		things := v.AllThings()
		if len(things) < 2 {
			return
		}
		q := PathQuestion{From: rapid.SampledFrom(things).Draw(t, "from").ID, To: rapid.SampledFrom(things).Draw(t, "to").ID,
			Length: rapid.IntRange(1, 5).Draw(t, "length"), Paths: rapid.SampledFrom([]int{1, 2, 3, MaxPaths}).Draw(t, "paths"),
			AsOf: rapid.SampledFrom([]Date{"", "2018"}).Draw(t, "as of")}
		switch rapid.IntRange(0, 3).Draw(t, "filter") {
		case 1:
			q.Filter = &RelationFilter{Predicates: []string{"partOf", "supports", "cooperatesWith", "prioritises", "at"}}
		case 2:
			q.Filter = &RelationFilter{Node: &ThingFilter{Kinds: []Kind{q.To.Kind(), Place, Industry, Enterprise}}}
		case 3:
			q.Filter = &RelationFilter{Curated: new(bool)}
		}
		if q.From == q.To {
			return
		}
		follows, err := v.edgeTest(context.Background(), q.Filter, q.AsOf)
		if err != nil {
			t.Fatal(err)
		}
		// All ways of one more step, until some arrive.
		type way struct {
			at    ID
			edges []Edge
		}
		ways := []way{{at: q.From}}
		var want [][]Edge
		reached := map[ID]bool{q.From: true}
		for length := 0; length < q.Length && want == nil; length++ {
			var next []way
			for _, w := range ways {
				if w.at != q.From && isHub(w.at) {
					continue
				}
				for _, e := range v.AllEdges() {
					other := e.Other(w.at)
					if e.Subject() != w.at && e.Object() != w.at || reached[other] || !follows(e, w.at) {
						continue
					}
					further := way{other, append(slices.Clone(w.edges), e)}
					if next = append(next, further); other == q.To {
						want = append(want, further.edges)
					}
				}
			}
			for _, w := range next {
				reached[w.at] = true
			}
			ways = next
		}
		// From the end backwards: by the things on the way, then by the relations.
		backwards := func(path []Edge) (steps []string) {
			at := q.To
			for _, e := range slices.Backward(path) {
				at = e.Other(at)
				steps = append(steps, string(at)+" "+e.Predicate()+" "+string(e.Subject()))
			}
			return steps
		}
		slices.SortFunc(want, func(a, b []Edge) int { return slices.Compare(backwards(a), backwards(b)) })
		want = want[:min(len(want), q.Paths)]
		got, err := v.Paths(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
			write := pathLine(q.From)
			t.Fatalf("%+v: the paths are %v, want %v", q, mapped(got, write), mapped(want, write))
		}
	})
}

func mapped[A, B any](list []A, of func(A) B) []B {
	var made []B
	for _, item := range list {
		made = append(made, of(item))
	}
	return made
}

// In a strange graph others than places prioritise, and lie in a place by other ways than
// places do.
func TestWhatAPlaceHostsLiesWithinIt(t *testing.T) {
	v := NewView([]Quad{
		edge("place/a", rdfType, ownVocabulary+"Place", GraphCurated),
		edge("enterprise/a", rdfType, ownVocabulary+"Enterprise", GraphCurated),
		edge("industry/a", rdfType, ownVocabulary+"Industry", GraphCurated),
		edge("place/a", ownVocabulary+"hosts", "enterprise/a", "document/a"),
		edge("enterprise/a", ownVocabulary+"prioritises", "industry/a", "document/a"),
	})
	got, err := v.RelationsWhere(t.Context(), &RelationFilter{Predicates: []string{"prioritises"}, Subject: &ThingFilter{Within: []ID{"place/a"}}}, "")
	if err != nil {
		t.Fatal(err)
	}
	listed(t, got.All(), edgeLine, `enterprise/a prioritises industry/a`)
}
