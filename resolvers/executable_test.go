package resolvers

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// curated is the dataset of this repository.
var curated = sync.OnceValues(func() (*graph.Store, error) {
	store := graph.NewStore(nil)
	_, err := loader.Load(context.Background(), store, []loader.Source{{Name: "data", Files: data.Files}}, nil)
	return store, err
})

func dataset(t testing.TB) *graph.Store {
	t.Helper()
	store, err := curated()
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// byPlans answers as the server does.
func byPlans(views Views) *executor.Executor {
	exec := executor.New(Schema())
	options := DefaultOptions()
	options.Limits = Limits{Tokens: 1 << 20, Depth: 100, Fields: 1 << 20, RootFields: 100, Aliases: 1000, Directives: 1000, Cost: 1 << 40, AnswerBytes: 1 << 30, Errors: 1 << 20}
	Configure(exec, views, options, slog.New(slog.DiscardHandler))
	return exec
}

// byGqlgen leaves all to gqlgen, as something is installed around fields.
func byGqlgen(views Views) *executor.Executor {
	exec := byPlans(views)
	exec.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) })
	return exec
}

type request struct {
	query     string
	variables map[string]any
	within    func(context.Context) context.Context // what the request runs in, if anything special
}

func respond(exec *executor.Executor, r request) *graphql.Response {
	ctx := graphql.StartOperationTrace(context.Background())
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: r.query, Variables: r.variables})
	if errs != nil {
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), errs)
	}
	if r.within != nil {
		ctx = r.within(ctx)
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	return responses(ctx)
}

// told are errors without their order, which is left to chance where fields are answered
// side by side.
func told(errs gqlerror.List) []string {
	list := make([]string, len(errs))
	for i, err := range errs {
		text, _ := json.Marshal(err)
		list[i] = string(text)
	}
	slices.Sort(list)
	return list
}

// alike fails where a request is answered otherwise by plans than by gqlgen.
func alike(t rapid.TB, planned, stock *executor.Executor, r request) (data string, errors []string) {
	t.Helper()
	got, want := respond(planned, r), respond(stock, r)
	if string(got.Data) != string(want.Data) {
		t.Errorf("%s\ngot  %s\nwant %s", r.query, got.Data, want.Data)
	}
	if got, want := told(got.Errors), told(want.Errors); !slices.Equal(got, want) {
		t.Errorf("%s\ngot  the errors %v\nwant %v", r.query, got, want)
	}
	if got.Data != nil && !json.Valid(got.Data) {
		t.Errorf("%s\nis answered with what is no JSON: %s", r.query, got.Data)
	}
	return string(got.Data), told(got.Errors)
}

func TestPlansAnswerTheExamplesAsGqlgenDoes(t *testing.T) {
	files, err := filepath.Glob("../examples/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	planned, stock := byPlans(dataset(t)), byGqlgen(dataset(t))
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "subscription") {
				t.Skip("a subscription is not planned")
			}
			alike(t, planned, stock, request{query: string(text)})
		})
	}
}

func TestPlansAnswerWhateverIsAskedAsGqlgenDoes(t *testing.T) {
	planned, stock := byPlans(dataset(t)), byGqlgen(dataset(t))
	for _, row := range []struct {
		name, query string
		variables   map[string]any
	}{
		{"nothing but the type", `{ __typename }`, nil},
		{"the type everywhere", `{ __typename t: __typename thing(id: "place/jinan") { __typename ... on Place { __typename t: __typename } } places(first: 1) { __typename nodes { __typename claims(first: 1) { edges { __typename node { __typename subject { __typename } } } } } } }`, nil},
		{"aliases", `{ a: place(id: "place/jinan") { x: id y: id z: label(lang: "zh") label } b: place(id: "place/laiwu") { x: label } }`, nil},
		{"a field that is asked twice", `{ place(id: "place/jinan") { id id label label } place(id: "place/jinan") { label level } }`, nil},
		{"fields that are one", `{ places(first: 2) { nodes { id } } places(first: 2) { nodes { label } totalCount } places(first: 2) { nodes { id level } } }`, nil},
		{"fragments within fragments", `{ place(id: "place/gangcheng") { ...a ...b } } fragment a on Place { id ...b prioritises(first: 2) { ...c } } fragment b on Place { label prioritises(first: 2) { totalCount } } fragment c on IndustryRelationConnection { nodes { ...d } } fragment d on Thing { id ...e } fragment e on Node { id ... on Industry { label } }`, nil},
		{"a fragment that is spread twice", `{ place(id: "place/gangcheng") { ...a ...a x: label ...a } } fragment a on Place { id label }`, nil},
		{"fragments on interfaces and types", `{ search(text: "steel", first: 20) { nodes { thing { id ... on Thing { label } ... on Place { level } ... on Industry { counts { places { own } } } ... on Node { id } ... on Claim { line } ... on Enterprise { inIndustry(first: 1) { totalCount } } ... { kind } } } } }`, nil},
		{"all kinds of thing", `{ things(first: 100) { nodes { id kind label name { text language } labels { text } aliases { text language } note sameAs ... on Document { sourceFile date { earliest latest inferred } } ... on Metric { unit } ... on Programme { form formula expansion { parts { position size } } } ... on Target { scope from by within stretch due { earliest latest reckoned } } } } }`, nil},
		{"things by their IDs, with nothing between", `{ nodes(ids: ["place/jinan", "place/nowhere", "industry/steel", "x"]) { id ... on Place { level } ... on Industry { codes { value } } } }`, nil},
		{"what is not there", `{ node(id: "x") { id } thing(id: "x") { id } place(id: "industry/steel") { id } claim(id: "claim/x") { line } }`, nil},
		{"skip and include as they stand", `{ place(id: "place/jinan") { id @skip(if: true) label @skip(if: false) level @include(if: false) kind @include(if: true) note @skip(if: false) @include(if: true) sameAs @skip(if: true) @include(if: true) ... @include(if: false) { aliases { text } } ...f @skip(if: true) } } fragment f on Place { labels { text } }`, nil},
		{"nothing left", `{ place(id: "place/jinan") @skip(if: true) { id } }`, nil},
		{"an object with nothing left", `{ place(id: "place/jinan") { id @skip(if: true) } }`, nil},
		{"skip and include by variables", `query($yes: Boolean!, $no: Boolean = false) { place(id: "place/jinan") { id @skip(if: $yes) label @skip(if: $no) level @include(if: $no) kind @include(if: $yes) ...f @include(if: $yes) } } fragment f on Place { labels @skip(if: $no) { text @include(if: $yes) } }`, map[string]any{"yes": true}},
		{"the same the other way", `query($yes: Boolean!, $no: Boolean = false) { place(id: "place/jinan") { id @skip(if: $yes) label @skip(if: $no) level @include(if: $no) kind @include(if: $yes) ...f @include(if: $yes) } } fragment f on Place { labels @skip(if: $no) { text @include(if: $yes) } }`, map[string]any{"yes": false, "no": true}},
		{"variables with defaults", `query($id: ID! = "place/jinan", $first: Int = 2, $lang: String) { place(id: $id) { label(lang: $lang) prioritises(first: $first) { totalCount nodes { label } } } }`, nil},
		{"variables that are given", `query($id: ID! = "place/jinan", $first: Int = 2, $lang: String) { place(id: $id) { label(lang: $lang) prioritises(first: $first) { totalCount nodes { label } } } }`, map[string]any{"id": "place/gangcheng", "first": 1, "lang": "zh"}},
		{"variables that are null", `query($first: Int = 2, $f: ThingFilter, $lang: String) { places(first: $first, filter: $f) { nodes { label(lang: $lang) } } }`, map[string]any{"first": nil, "f": nil, "lang": nil}},
		{"arguments that are null", `{ places(first: null, filter: null, after: null, orderBy: null) { totalCount } claims(asOf: null, first: 1) { nodes { label(lang: null) } } }`, nil},
		{"filters", `query($f: ClaimFilter) { claims(first: 5, filter: $f) { totalCount nodes { id line stance } } }`, map[string]any{"f": map[string]any{"stance": []any{"GROW"}, "language": "zh-Hans"}}},
		{"pages", `{ a: places(first: 3) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } } b: places(last: 2) { nodes { id } pageInfo { hasPreviousPage } } c: places(first: 0) { nodes { id } totalCount } }`, nil},
		{"facets", `{ claims { facets { kinds { kind count } years { year count } stances { stance count } predicates { predicate count } industries(first: 3) { industry { label } count } places(first: 3) { place { label } count } documents(first: 2) { document { id } count } } } }`, nil},
		{"numbers", `{ alike(place: "place/gangcheng", first: 5) { nodes { score terms { weight } } } claims(first: 50, filter: {value: {min: 1}}) { nodes { quantity { value valueMax text comparator unit scaleClass } } } }`, nil},
		{"statistics", `{ statistics { generation quads edges claims documents kinds { kind count } } }`, nil},
		{"exports", `{ places(first: 2) { exports { format url title mediaType } nodes { prioritises { exports(formats: [GEXF]) { url } } } } place(id: "place/jinan") { prioritises(filter: {claim: {stance: GROW}}) { exports(formats: [CSV]) { url } } } node(id: "place/jinan") { ... on Place { hasPart { exports(formats: [CSV]) { url } } } } profile(place: "place/jinan") { exports(formats: [CSV]) { url } } compare(places: ["place/jinan", "place/gangcheng"]) { exports(formats: [CSV]) { url } } neighbourhood(of: ["place/jinan"]) { exports(formats: [CSV]) { url } } }`, nil},
		{"deferred, in one piece", `{ place(id: "place/gangcheng") { id ... @defer { prioritises(first: 2) { totalCount } } ...more @defer(label: "more") } } fragment more on Place { claims(first: 1) { totalCount } }`, nil},

		{"introspection", `{ __schema { queryType { name } } __type(name: "Place") { name } }`, nil},
		{"introspection beside a question", `{ place(id: "place/jinan") { id } ...f } fragment f on Query { __type(name: "Place") { fields { name } } }`, nil},
		{"what a router asks", `query($r: [_Any!]!) { _entities(representations: $r) { ... on Place { id label } } }`, map[string]any{"r": []any{map[string]any{"__typename": "Place", "id": "place/jinan"}}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for range 2 { // the second time by a plan that was kept
				if _, errors := alike(t, planned, stock, request{query: row.query, variables: row.variables}); len(errors) > 0 {
					t.Errorf("it fails: %v", errors)
				}
			}
		})
	}
}

func TestPlansFailAsGqlgenDoes(t *testing.T) {
	planned, stock := byPlans(dataset(t)), byGqlgen(dataset(t))
	for _, row := range []struct {
		name, query string
		variables   map[string]any
	}{
		{"an error in place of an object", `{ alike(place: "industry/steel") { totalCount } place(id: "place/jinan") { id } }`, nil},
		{"an error in an object", `{ place(id: "place/jinan") { id label(lang: "!") } other: place(id: "place/jinan") { id } }`, nil},
		{"errors in a list", `{ places(first: 3) { nodes { id label(lang: "!") } } }`, nil},
		{"several errors in each", `{ places(first: 3) { nodes { a: label(lang: "!") b: label(lang: "?") name(lang: "!") { text } } } }`, nil},
		{"errors in a list whose elements may be null", `{ nodes(ids: ["place/jinan", "place/nowhere", "industry/steel", "place/laiwu"]) { id ... on Place { label(lang: "!") } } }`, nil},
		{"errors where null may stand", `{ things(first: 100, filter: {kind: TARGET}) { nodes { id ... on Target { scopeLabel(lang: "!") scope } } } }`, nil},
		{"arguments that cannot be read", `{ claims(asOf: "March") { totalCount } place(id: "place/jinan") { claims(asOf: "2019-40") { totalCount } } places(first: 3) { nodes { claims(asOf: "x") { totalCount } } } }`, nil},
		{"arguments of variables that cannot be read", `query($d: Date, $i: ID!) { place(id: $i) { id } places(first: 2) { nodes { a: claims(asOf: $d) { totalCount } b: relations(asOf: $d) { totalCount } } } }`, map[string]any{"d": "March", "i": ""}},
		{"pages that cannot be had", `{ places(first: 101) { totalCount } place(id: "place/jinan") { hasPart(first: -1) { totalCount } } claims(first: 2) { nodes { subject { claims(after: "x") { totalCount } } } } }`, nil},
		{"counts that cannot be had", `{ claims { facets { industries(first: -1) { count } documents(first: 1) { count } } totalCount } }`, nil},
		{"questions that are none", `{ place(id: 1, x: 2) { nothing } }`, nil},
		{"a format that is none", `query($f: [ExportFormat!]) { places(first: 2) { exports(formats: $f) { url } } }`, map[string]any{"f": []any{"NONE"}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for range 2 {
				if _, errors := alike(t, planned, stock, request{query: row.query, variables: row.variables}); len(errors) == 0 {
					t.Error("it does not fail")
				}
			}
		})
	}
}

// A graph of which the loader would find fault: a claim of what is no document, and a
// date of which only one end is known.
func TestWhatIsNullWhereItMustNotBe(t *testing.T) {
	store := steelTown(t, "industry/steel")
	claim := &graph.Claim{Document: "nobody", Line: 1, Mentions: []string{"tea"}, Subject: "place/gangcheng", Predicate: "prioritises", Object: "industry/tea", Stance: graph.Grow}
	claim.ID = graph.ClaimID(claim)
	apply(t, store, append(steelTownQuads("industry/steel"), graph.Encode(nil, []*graph.Claim{claim})...))
	store.View().Thing("document/a").Source.Date.Latest = ""
	for name, query := range map[string]string{
		"an object that is none":   `{ claims { nodes { id object { id } document { id } } totalCount } }`,
		"below the elements":       `{ nodes(ids: ["` + string(claim.ID) + `", "place/jinan"]) { id ... on Claim { a: document { id } b: document { label } subject { id } } } }`,
		"a scalar that is none":    `{ documents { nodes { id date { earliest latest } label } } }`,
		"the same where it may be": `{ node(id: "document/a") { ... on Document { date { latest } id } } }`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, errors := alike(t, byPlans(store), byGqlgen(store), request{query: query}); len(errors) == 0 {
				t.Error("nothing is null")
			}
		})
	}
}

func TestPanicsAreErrorsOfTheirFields(t *testing.T) {
	store := steelTown(t, "industry/steel")
	store.View().Thing("document/a").Source = nil // which no loader lets happen
	for name, query := range map[string]string{
		"in an object":                  `{ document(id: "document/a") { id sourceFile label } place(id: "place/jinan") { id } }`,
		"where null may stand":          `{ document(id: "document/a") { id publisher label } }`,
		"in lists":                      `{ documents { nodes { a: publisher b: publisher label } } places { nodes { label } } }`,
		"where elements may be null":    `{ nodes(ids: ["document/a", "place/jinan"]) { id ... on Document { sourceFile publisher } } }`,
		"where elements must not be so": `{ documents { nodes { sourceFile } edges { node { language } } totalCount } }`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, errors := alike(t, byPlans(store), byGqlgen(store), request{query: query}); len(errors) == 0 {
				t.Error("nothing panicked")
			}
		})
	}
	t.Run("of a question", func(t *testing.T) {
		if _, errors := alike(t, byPlans(noViews{}), byGqlgen(noViews{}), request{query: `{ a: places { totalCount } b: statistics { claims } c: __typename }`}); len(errors) == 0 {
			t.Error("nothing panicked")
		}
	})
}

// Once nobody waits, what is left of an answer fails. Of a list that is null for that
// already, plans look at no more elements, so that the errors are some of gqlgen's.
func TestPlansStopWhenNobodyWaits(t *testing.T) {
	store := steelTown(t, "industry/steel", "industry/hydrogen", "industry/tea")
	store.View().Thing("document/a").Source = nil // so that a field of it panics, at which the client leaves
	for name, query := range map[string]string{
		"in an object":                  `{ document(id: "document/a") { id publisher note sameAs } }`,
		"in a list":                     `{ documents { nodes { publisher } edges { node { label } } totalCount } }`,
		"in an object that may be null": `{ nodes(ids: ["document/a"]) { id ... on Document { publisher note a: note } } }`,
		"before a list":                 `{ document(id: "document/a") { publisher claims { nodes { id line } } } }`,
	} {
		t.Run(name, func(t *testing.T) {
			answer := func(exec *executor.Executor) *graphql.Response {
				leave := func() {}
				exec.SetRecoverFunc(func(context.Context, any) error {
					leave()
					return errors.New("it panicked")
				})
				return respond(exec, request{query: query, within: func(ctx context.Context) context.Context {
					ctx, leave = context.WithCancel(ctx)
					return ctx
				}})
			}
			got, want := answer(byPlans(store)), answer(byGqlgen(store))
			if string(got.Data) != string(want.Data) {
				t.Errorf("got  %s\nwant %s", got.Data, want.Data)
			}
			for _, err := range told(got.Errors) {
				if !slices.Contains(told(want.Errors), err) {
					t.Errorf("gqlgen has no error %s, but %v", err, told(want.Errors))
				}
			}
			if len(got.Errors) < 2 {
				t.Errorf("it is not told that the request was given up: %v", got.Errors)
			}
		})
	}
}

func TestNothingIsAnsweredWhenNobodyWaitedFromTheBeginning(t *testing.T) {
	left := func(ctx context.Context) context.Context {
		ctx, leave := context.WithCancel(ctx)
		leave()
		return ctx
	}
	if data, errors := alike(t, byPlans(dataset(t)), byGqlgen(dataset(t)), request{query: `{ a: places { totalCount } statistics { claims } }`, within: left}); data != "" || len(errors) != 1 {
		t.Errorf("%s %v", data, errors)
	}
}

func TestWhatIsInstalledAroundFieldsRuns(t *testing.T) {
	seen := 0
	exec := byPlans(steelTown(t, "industry/steel"))
	exec.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) {
		seen++
		return next(ctx)
	})
	respond(exec, request{query: `{ place(id: "place/jinan") { id label } }`})
	if seen != 3 {
		t.Errorf("it ran around %d fields, want 3", seen)
	}
}

func TestNothingIsInstalledAroundFieldsUnlessSomebodyDoes(t *testing.T) {
	for name, row := range map[string]struct {
		exec *executor.Executor
		want bool
	}{"by plans": {byPlans(noViews{}), true}, "by gqlgen": {byGqlgen(noViews{}), false}} {
		operation, errs := row.exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: "{ __typename }"})
		if errs != nil {
			t.Fatal(errs)
		}
		if got := fieldsAreBare(operation); got != row.want {
			t.Errorf("%s: fields are bare: %v", name, got)
		}
	}
}

func TestAnAnswerComesOnceAndStays(t *testing.T) {
	exec := byPlans(dataset(t))
	ctx := graphql.StartOperationTrace(t.Context())
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: `{ places(first: 1) { nodes { id } } }`})
	if errs != nil {
		t.Fatal(errs)
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	first := responses(ctx)
	kept := string(first.Data)
	if second := responses(ctx); second != nil {
		t.Errorf("it comes again: %s", second.Data)
	}
	respond(exec, request{query: `{ statistics { claims quads edges documents generation } }`}) // in the same memory, if it were shared
	if string(first.Data) != kept {
		t.Errorf("it was %s and became %s", kept, first.Data)
	}
}

// Plans are made while they are used, by all requests at the same time.
func TestRequestsShareAPlan(t *testing.T) {
	const query = `query($yes: Boolean!) { claims(first: 3, filter: {or: [{stance: GROW}, {industry: ["industry/steel", "industry/hydrogen"]}]}, orderBy: {by: KIND}) { nodes { line } } search(text: "steel", first: 20) { nodes { thing { id label @include(if: $yes) relations(first: 3) { nodes { id ... on Place { level } claims(first: 1) { nodes { line } } } } } } } }`
	planned, stock := byPlans(dataset(t)), byGqlgen(dataset(t))
	want := map[bool]string{}
	for _, yes := range []bool{true, false} {
		response := respond(stock, request{query: query, variables: map[string]any{"yes": yes}})
		if len(response.Errors) > 0 {
			t.Fatal(response.Errors)
		}
		want[yes] = string(response.Data)
	}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			yes := i%2 == 0
			if got := respond(planned, request{query: query, variables: map[string]any{"yes": yes}}); string(got.Data) != want[yes] {
				t.Errorf("got  %s\nwant %s", got.Data, want[yes])
			}
		})
	}
	all.Wait()
}
