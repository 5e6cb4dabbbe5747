package loader_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// nquads writes quads as a file of N-Quads would have them.
func nquads(quads []graph.Quad) string {
	iri := func(value string) string {
		if !strings.Contains(value, "://") {
			value = graph.DefaultBase + value
		}
		return "<" + value + ">"
	}
	var b strings.Builder
	for _, q := range quads {
		object := iri(q.Object.Value)
		if !q.Object.IRI {
			object = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(q.Object.Value) + `"`
			if q.Object.Language != "" {
				object += "@" + q.Object.Language
			} else if q.Object.Datatype != "" {
				object += "^^" + iri(q.Object.Datatype)
			}
		}
		fmt.Fprintf(&b, "%s %s %s %s .\n", iri(q.Subject.Value), iri(q.Predicate.Value), object, iri(q.Graph.Value))
	}
	return b.String()
}

// expandedJSONLD writes quads as JSON-LD without a context.
func expandedJSONLD(t *testing.T, quads []graph.Quad) string {
	t.Helper()
	graphs := map[string]map[string]map[string]any{}
	for _, q := range quads {
		if graphs[q.Graph.Value] == nil {
			graphs[q.Graph.Value] = map[string]map[string]any{}
		}
		node := graphs[q.Graph.Value][q.Subject.Value]
		if node == nil {
			node = map[string]any{"@id": graph.DefaultBase + q.Subject.Value}
			graphs[q.Graph.Value][q.Subject.Value] = node
		}
		predicate := q.Predicate.Value
		if !strings.Contains(predicate, "://") {
			predicate = graph.DefaultBase + predicate
		}
		value := map[string]any{"@value": q.Object.Value}
		switch {
		case q.Object.IRI && strings.Contains(q.Object.Value, "://"):
			value = map[string]any{"@id": q.Object.Value}
		case q.Object.IRI:
			value = map[string]any{"@id": graph.DefaultBase + q.Object.Value}
		case q.Object.Language != "":
			value["@language"] = q.Object.Language
		case q.Object.Datatype != "":
			value["@type"] = q.Object.Datatype
		}
		if strings.HasSuffix(predicate, "#type") {
			types, _ := node["@type"].([]any)
			node["@type"] = append(types, value["@id"])
			continue
		}
		values, _ := node[predicate].([]any)
		node[predicate] = append(values, value)
	}
	var document []any
	for name, nodes := range graphs {
		var list []any
		for _, node := range nodes {
			list = append(list, node)
		}
		document = append(document, map[string]any{"@id": graph.DefaultBase + name, "@graph": list})
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What comes in as RDF is the same graph to the last quad.
func TestTheDatasetComesBackFromRDF(t *testing.T) {
	want := loadOne(t, loader.Source{Name: "data", Files: data.Files}).Quads()
	for name, text := range map[string]string{"all.nq": nquads(want), "all.jsonld": expandedJSONLD(t, want)} {
		t.Run(name, func(t *testing.T) {
			got := loadOne(t, loader.Source{Name: "mine", Files: fstest.MapFS{name: {Data: []byte(text)}}}).Quads()
			if slices.Equal(got, want) {
				return
			}
			for i := range want {
				if i >= len(got) || got[i] != want[i] {
					t.Fatalf("quad %d of %d is %v, want %v (%d in all)", i, len(want), got[min(i, len(got)-1)], want[i], len(got))
				}
			}
		})
	}
}

func loadOne(t *testing.T, source loader.Source) *graph.View {
	t.Helper()
	store, err := graph.OpenStore("memory:")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := loader.Load(context.Background(), store, []loader.Source{source}, nil); err != nil {
		message := err.Error()
		t.Fatalf("%.2000s", message)
	}
	return store.View()
}
