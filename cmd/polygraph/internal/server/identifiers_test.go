package server

import (
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestIdentifiersResolve(t *testing.T) {
	quads := steelTown()
	server, store := holding(t, DefaultOptions(), quads)
	claim := string(store.View().Claims()[0].ID)
	for _, row := range []struct {
		name, path, accept  string
		mediaType, contains string
	}{
		{"a page for a browser", "place/jinan", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", "<h1 lang=\"en\"><bdi>Jinan &lt;city&gt;</bdi></h1>"},
		{"the claims behind a relation", "place/jinan", "text/html", "text/html", `<a href="/id/` + claim + `"><bdi>a.txt:6 GROW “steel”</bdi></a>`},
		{"the relation from its other end", "industry/steel", "text/html", "text/html", "<h2>is prioritised by</h2>"},
		{"a claim", claim, "text/html", "text/html", `Stated in <a href="/id/document/a">`},
		{"a document, with its claims", "document/a", "text/html", "text/html", "/export/xlsx?question=claims"},
		{"Turtle for who takes anything", "place/jinan", "*/*", "text/turtle", "place:jinan a vocab:Place"},
		{"Turtle for who says nothing", "place/jinan", "", "text/turtle", "vocab:line 6"},
		{"JSON-LD", "place/jinan", "application/ld+json", "application/ld+json", `"stance": "GROW"`},
		{"N-Quads", "place/jinan", "application/n-quads", "application/n-quads", "<https://polygraph.example/id/document/a> ."},
		{"JSON for who asks for it", "place/jinan", "application/json", "application/json", `"stance": "GROW"`},
		{"the claims of a document", "document/a", "application/ld+json", "application/ld+json", `"sourceFile": "a.txt"`},
		{"what is wanted more", "place/jinan", "text/html;q=0.3, application/n-quads;q=0.9", "application/n-quads", "."},
		{"by the address", "place/jinan?format=trig", "text/html", "application/trig", "document:a {"},
		{"the dataset", "dataset", "", "text/turtle", "void:triples "},
		{"shapes", "shapes", "", "text/turtle", "sh:targetClass vocab:Place"},
		{"the vocabulary", "vocabulary", "", "text/turtle", "vocab:prioritises a rdf:Property"},
		{"the context", "context.json", "", "application/ld+json", `"@context"`},
		{"the frame", "frame.json", "", "application/ld+json", `"@context"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			header := []string{}
			if row.accept != "" {
				header = []string{"Accept", row.accept}
			}
			response, body := get(t, server.URL+"/id/"+row.path, header...)
			if got, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";"); response.StatusCode != 200 || got != row.mediaType {
				t.Fatalf("%d %s: %s", response.StatusCode, got, body)
			}
			if !strings.Contains(body, row.contains) {
				t.Errorf("it has no %s:\n%s", row.contains, body)
			}
			if response, _ := get(t, server.URL+"/id/"+row.path, append(header, "If-None-Match", response.Header.Get("ETag"))...); response.StatusCode != 304 {
				t.Errorf("asked again, the status is %d", response.StatusCode)
			}
		})
	}
}

func TestWhatEveryIRILeadsTo(t *testing.T) {
	server, store := holding(t, DefaultOptions(), steelTown())
	seen := map[string]bool{}
	for q := range store.View().Quads() {
		for _, term := range []graph.Term{q.Subject, q.Predicate, q.Object, q.Graph} {
			if !term.IRI || !graph.IsOwn(term.Value) || seen[term.Value] {
				continue
			}
			seen[term.Value] = true
			path, _, _ := strings.Cut(term.Value, "#") // a client keeps the fragment
			if response, body := get(t, server.URL+"/id/"+path); response.StatusCode != 200 && response.StatusCode != 303 {
				t.Errorf("<%s> leads to %d %s", term.Value, response.StatusCode, body)
			}
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d IRIs were tried", len(seen))
	}
}

func TestDescriptionsThatCannotBeHad(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	for _, row := range []struct {
		name, path, accept string
		status             int
		says               string
	}{
		{"an ID of nothing, with the nearest", "place/jinann", "", 404, `did you mean \"place/jinan\"`},
		{"no ID", "jinan", "", 404, "kind/name"},
		{"a media type that there is not", "place/jinan", "image/png", 406, "text/turtle"},
		{"a format that there is not", "place/jinan?format=rdfxml", "", 400, "html, turtle, jsonld"},
		{"nothing", "", "", 404, "there is no"},
		{"a page for a browser", "place/jinann", "text/html,*/*;q=0.8", 404, "<p>there is no"},
		{"a parameter that there is not", "place/jinan?asOf=2018", "", 400, "format is the only one"},
		{"a picture of the dataset", "dataset", "image/png", 406, "text/turtle"},
		{"a form that the shapes do not have", "shapes?format=jsonld", "", 406, "text/turtle"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if response, body := get(t, server.URL+"/id/"+row.path, "Accept", row.accept); response.StatusCode != row.status || !strings.Contains(body, row.says) {
				t.Errorf("%d %s", response.StatusCode, body)
			}
		})
	}
}

func TestDescriptionsInTheLanguageOfTheReader(t *testing.T) {
	server, _ := holding(t, DefaultOptions(), steelTown())
	if _, body := get(t, server.URL+"/id/place/jinan", "Accept", "text/html", "Accept-Language", "zh-CN"); !strings.Contains(body, `<h1 lang="zh-Hans"><bdi>济南市</bdi></h1>`) {
		t.Error(body)
	}
}
