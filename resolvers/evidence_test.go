package resolvers

import (
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// evidence is a graph of two documents, one with all that can be told of where its
// claims stand and one with none of it.
func evidence(t *testing.T) *graph.Store {
	t.Helper()
	store := graph.NewStore(nil)
	claim := func(document graph.ID, line int, span graph.TextSpan, mentions ...string) *graph.Claim {
		c := &graph.Claim{Document: document, Line: line, TextSpan: span, Mentions: mentions, Subject: "place/jinan", Predicate: "prioritises", Object: "industry/steel", Stance: graph.Lead}
		c.ID = graph.ClaimID(c)
		return c
	}
	apply(t, store, graph.Encode([]*graph.Thing{
		{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan", "zh-Hans": "济南市", "zh-Hant": "濟南市", "zh-Latn-pinyin": "Jǐnán Shì"}, Aliases: map[string][]string{"zh-Latn-pinyin": {"Jǐnán"}}, Level: "city"},
		{ID: "industry/steel", Kind: graph.Industry, Labels: map[string]string{"en": "steel", "zh-Hans": "钢铁"}},
		{ID: "industry/iron", Kind: graph.Industry, Labels: map[string]string{"zh-Hans": "铁"}},
		{ID: "document/full", Kind: graph.Document, Labels: map[string]string{"en": "Full"}, Source: &graph.Source{
			File: "full.txt", Language: "en",
			Sections: []graph.Section{{Line: 1, Title: map[string]string{"en": "Begin", "zh-Hans": "开头"}}, {Line: 1, Begins: "As to steel", Title: map[string]string{"en": "Steel"}}},
			Reviewed: []graph.Review{{Line: 2, Reason: "thanks"}, {Line: 2, Mentions: []string{"guests"}, Reason: "names nobody"}},
		}},
		{ID: "document/bare", Kind: graph.Document, Labels: map[string]string{"en": "Bare"}, Source: &graph.Source{File: "bare.txt", Language: "en"}},
	}, []*graph.Claim{
		claim("document/full", 1, graph.TextSpan{Start: 0, End: 5, Hash: "9f86d081884c7d65"}, "steel"),
		claim("document/full", 3, graph.TextSpan{Start: 119, End: 168}, "steel"),
		claim("document/bare", 1, graph.TextSpan{}),
	}))
	return store
}

func TestEvidence(t *testing.T) {
	store := evidence(t)
	for _, row := range []struct{ name, query, want string }{
		{
			"the span of a claim, null where nobody located it, and its hash where it was computed",
			`{ thing(id: "place/jinan") { claims { nodes { document { id } line mentions span { start end hash } } } } }`,
			`{"thing":{"claims":{"nodes":[` +
				`{"document":{"id":"document/bare"},"line":1,"mentions":[],"span":null},` +
				`{"document":{"id":"document/full"},"line":1,"mentions":["steel"],"span":{"end":5,"hash":"9f86d081884c7d65","start":0}},` +
				`{"document":{"id":"document/full"},"line":3,"mentions":["steel"],"span":{"end":168,"hash":null,"start":119}}]}}}`,
		},
		{
			"the sections of a document in the order of the text",
			`{ document(id: "document/full") { sections { line begins title { text language } } } }`,
			`{"document":{"sections":[{"begins":null,"line":1,"title":[{"language":"en","text":"Begin"},{"language":"zh-Hans","text":"开头"}]},` +
				`{"begins":"As to steel","line":1,"title":[{"language":"en","text":"Steel"}]}]}}`,
		},
		{
			"what was read without a fact; no mentions mean the whole line",
			`{ document(id: "document/full") { reviewed { line mentions reason } } }`,
			`{"document":{"reviewed":[{"line":2,"mentions":[],"reason":"thanks"},{"line":2,"mentions":["guests"],"reason":"names nobody"}]}}`,
		},
		{
			"empty lists where nobody named sections or reviewed a line",
			`{ document(id: "document/bare") { sections { line } reviewed { line } } }`,
			`{"document":{"reviewed":[],"sections":[]}}`,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			data, errors := ask(t, store, row.query)
			if errors != nil {
				t.Fatal(errors)
			}
			if got := pretty(data); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestALabelIsGivenInTheLanguageThatIsAskedFor(t *testing.T) {
	store := evidence(t)
	for _, row := range []struct{ id, language, want string }{
		{"place/jinan", "zh-Latn-pinyin", "Jǐnán Shì"},
		{"place/jinan", "zh-latn-PINYIN", "Jǐnán Shì"}, // tags know no case
		{"place/jinan", "zh-Latn", "Jǐnán Shì"},
		{"place/jinan", "zh-Latn-CN-pinyin", "Jǐnán Shì"},
		{"place/jinan", "zh-Hans", "济南市"},
		{"place/jinan", "zh-Hans-CN", "济南市"},
		{"place/jinan", "zh", "济南市"},
		{"place/jinan", "zh-CN", "济南市"},
		{"place/jinan", "zh-Hant", "濟南市"},
		{"place/jinan", "zh-Hant-TW", "濟南市"},
		{"place/jinan", "zh-TW", "濟南市"},
		{"place/jinan", "zh-HK", "濟南市"},
		{"place/jinan", "zh-MO", "濟南市"},
		{"place/jinan", "en-GB", "Jinan"},
		{"place/jinan", "tlh", "Jinan"},
		{"industry/steel", "zh-Latn-pinyin", "steel"},
		{"industry/iron", "zh-Latn-pinyin", "铁"},
		{"document/full", "zh-Latn-pinyin", "Full"},
	} {
		t.Run(row.id+" in "+row.language, func(t *testing.T) {
			data, errors := ask(t, store, `{ thing(id: "`+row.id+`") { label(lang: "`+row.language+`") } }`)
			if got, want := pretty(data), `{"thing":{"label":"`+row.want+`"}}`; errors != nil || got != want {
				t.Errorf("got %s, want %s, %v", got, want, errors)
			}
		})
	}
}

func TestAClaimReadsInTheLettersOfItsNames(t *testing.T) {
	data, errors := ask(t, evidence(t), `{ claims(first: 1) { nodes { label(lang: "zh-Latn-pinyin") } } }`)
	if got, want := pretty(data), `{"claims":{"nodes":[{"label":"Jǐnán Shì prioritises steel (lead)"}]}}`; errors != nil || got != want {
		t.Errorf("got %s, want %s, %v", got, want, errors)
	}
}

func TestNamesTellEachTheirLanguage(t *testing.T) {
	data, errors := ask(t, evidence(t), `{ place(id: "place/jinan") { labels { text language } aliases { text language } } search(text: "jinan shi") { nodes { by name { text language } } } }`)
	want := `{"place":{"aliases":[{"language":"zh-Latn-pinyin","text":"Jǐnán"}],` +
		`"labels":[{"language":"en","text":"Jinan"},{"language":"zh-Hans","text":"济南市"},{"language":"zh-Hant","text":"濟南市"},{"language":"zh-Latn-pinyin","text":"Jǐnán Shì"}]},"search":{"nodes":[{"by":"PINYIN","name":{"language":"zh-Hans","text":"济南市"}}]}}`
	if got := pretty(data); errors != nil || got != want {
		t.Errorf("got  %s\nwant %s\n%v", got, want, errors)
	}
}
