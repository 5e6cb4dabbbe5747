package resolvers

import "testing"

// What every list can do is tested in package graph; here, that clients can ask for it.
func TestListsAreFilteredOrderedPagedAndCounted(t *testing.T) {
	store := steelTown(t, "industry/steel", "industry/hydrogen")
	for _, row := range []struct{ name, query, want string }{
		{
			"a filter with values in place of lists", `{ things(filter: { kind: PLACE, within: "place/jinan", not: { level: CITY } }) { totalCount nodes { id } } }`,
			`{"things":{"nodes":[{"id":"place/gangcheng"}],"totalCount":1}}`,
		},
		{
			"an empty list, which chooses nothing", `{ things(filter: { kind: [] }) { totalCount pageInfo { hasNextPage startCursor } } }`,
			`{"things":{"pageInfo":{"hasNextPage":false,"startCursor":null},"totalCount":0}}`,
		},
		{
			"null, which is no condition", `{ places(filter: { kind: null, or: null, within: null }) { totalCount } }`, `{"places":{"totalCount":2}}`,
		},
		{
			"an order of two keys", `{ industries(orderBy: [{ by: CLAIMS, direction: DESC }, { by: LABEL, direction: DESC }]) { nodes { id } } }`,
			`{"industries":{"nodes":[{"id":"industry/steel"},{"id":"industry/hydrogen"}]}}`,
		},
		{
			"facets of the whole list, whatever the page", `{ relations(filter: { predicate: PRIORITISES }, first: 0) { totalCount nodes { key } facets { industries { industry { id } count } years { year count } stances { stance count } predicates { predicate count } } } }`,
			`{"relations":{"facets":{"industries":[{"count":1,"industry":{"id":"industry/hydrogen"}},{"count":1,"industry":{"id":"industry/steel"}}],"predicates":[{"count":2,"predicate":"PRIORITISES"}],"stances":[{"count":2,"stance":"GROW"}],"years":[{"count":2,"year":2020}]},"nodes":[],"totalCount":2}}`,
		},
		{
			"a relation as of a date", `{ place(id: "place/gangcheng") { then: partOf(asOf: "2018-03") { nodes { id } } now: partOf(asOf: "2019-01") { nodes { id } } } }`,
			`{"place":{"now":{"nodes":[{"id":"place/jinan"}]},"then":{"nodes":[]}}}`,
		},
		{
			"claims as of a date", `{ then: claims(asOf: "2020-08") { totalCount } now: claims(asOf: "2020-09") { totalCount } }`, `{"now":{"totalCount":2},"then":{"totalCount":0}}`,
		},
		{
			"all relations of a thing, and how each reads from there", `{ thing(id: "place/gangcheng") { relations { edges { predicate relation forwards node { id } } } } }`,
			`{"thing":{"relations":{"edges":[{"forwards":true,"node":{"id":"place/jinan"},"predicate":"PART_OF","relation":"is part of"},` +
				`{"forwards":true,"node":{"id":"industry/hydrogen"},"predicate":"PRIORITISES","relation":"prioritises"},{"forwards":true,"node":{"id":"industry/steel"},"predicate":"PRIORITISES","relation":"prioritises"}]}}}`,
		},
		{
			"two industries, both of which a place must have", `{ sharedPriorities(industries: ["industry/steel", "industry/hydrogen"], match: ALL) { totalCount nodes { place { id } industries { id } } } }`,
			`{"sharedPriorities":{"nodes":[{"industries":[{"id":"industry/steel"},{"id":"industry/hydrogen"}],"place":{"id":"place/gangcheng"}}],"totalCount":1}}`,
		},
		{
			"a drawing, each end of whose edges is a node", `{ neighbourhood(of: "place/gangcheng", maxNodes: 3) { nodes { key distance } edges { source target label weight } omittedNodes } }`,
			`{"neighbourhood":{"edges":[{"label":"prioritises","source":"place/gangcheng","target":"industry/hydrogen","weight":1},{"label":"prioritises","source":"place/gangcheng","target":"industry/steel","weight":1}],` +
				`"nodes":[{"distance":0,"key":"place/gangcheng"},{"distance":1,"key":"industry/hydrogen"},{"distance":1,"key":"industry/steel"}],"omittedNodes":1}}`,
		},
		{
			"what can only be one, without a list", `{ tenures { nodes { heldBy { id } post { id } at { id } } } }`, `{"tenures":{"nodes":[]}}`,
		},
		{
			"the tree, with what is narrower", `{ industryTree(depth: 0) { nodes { industry { id counts { places { own total } } } depth parent { id } } } }`,
			`{"industryTree":{"nodes":[{"depth":0,"industry":{"counts":{"places":{"own":1,"total":1}},"id":"industry/hydrogen"},"parent":null},{"depth":0,"industry":{"counts":{"places":{"own":1,"total":1}},"id":"industry/steel"},"parent":null}]}}`,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			data, errors := ask(t, store, row.query)
			if got := pretty(data); errors != nil || got != row.want {
				t.Errorf("got  %s\nwant %s\n%v", got, row.want, errors)
			}
		})
	}
}

// One question that fails does not take the answers of the others with it.
func TestAFailedQuestionLeavesTheOthers(t *testing.T) {
	data, errors := ask(t, steelTown(t, "industry/steel"), `{ alike(place: "place/jinnan") { totalCount } places { totalCount } }`)
	if got := pretty(data); got != `{"alike":null,"places":{"totalCount":2}}` || code(t, errors) != "NOT_FOUND" {
		t.Errorf("got %s, %v", got, errors)
	}
}

func TestLabelsAreInTheLanguageThatIsAccepted(t *testing.T) {
	store := evidence(t)
	const query = `{ jinan: place(id: "place/jinan") { label name { text language } en: label(lang: "en") } iron: industry(id: "industry/iron") { name { text language } } steel: industry(id: "industry/steel") { name(lang: "zh-Hant") { text language } } }`
	const (
		iron  = `"iron":{"name":{"language":"zh-Hans","text":"铁"}}`
		steel = `"steel":{"name":{"language":"zh-Hans","text":"钢铁"}}`
	)
	jinan := func(text, language string) string {
		return `{` + iron + `,"jinan":{"en":"Jinan","label":"` + text + `","name":{"language":"` + language + `","text":"` + text + `"}},` + steel + `}`
	}
	for _, row := range []struct{ header, want string }{
		{"", jinan("Jinan", "en")},
		{"zh-CN,zh;q=0.9,en;q=0.8", jinan("济南市", "zh-Hans")},
		{"zh-TW", jinan("濟南市", "zh-Hant")},
		{"en;q=0.1, zh-Hant;q=0.9", jinan("濟南市", "zh-Hant")},
		{"fr, de;q=0.5", jinan("Jinan", "en")},
		{"zh-Hans;q=0, en", jinan("Jinan", "en")},
		{"*", jinan("Jinan", "en")},
		{";;;q=nonsense", jinan("Jinan", "en")},
	} {
		t.Run(row.header, func(t *testing.T) {
			data, errors := askIn(t, store, row.header, query)
			if got := pretty(data); errors != nil || got != row.want {
				t.Errorf("got  %s\nwant %s\n%v", got, row.want, errors)
			}
		})
	}
	_, errors := ask(t, store, `{ place(id: "place/jinan") { label(lang: "not a language!") } }`)
	if code(t, errors) != "INVALID_ARGUMENT" {
		t.Error(errors)
	}
}

func TestAFederationsRouterFindsEntitiesByID(t *testing.T) {
	store := steelTown(t, "industry/steel")
	claim := string(store.View().Claims()[0].ID)
	data, errors := ask(t, store, `{ _entities(representations: [{ __typename: "Place", id: "place/jinan" }, { __typename: "Industry", id: "industry/steel" }, { __typename: "Claim", id: "`+claim+`" }, { __typename: "Place", id: "place/nowhere" }]) { __typename ... on Thing { id } } }`)
	want := `{"_entities":[{"__typename":"Place","id":"place/jinan"},{"__typename":"Industry","id":"industry/steel"},{"__typename":"Claim","id":"` + claim + `"},null]}`
	if got := pretty(data); errors != nil || got != want {
		t.Errorf("got  %s\nwant %s\n%v", got, want, errors)
	}
}
