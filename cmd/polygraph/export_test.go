package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/resolvers"
)

func TestExport(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	checkRuns(t, []programRun{
		{"to standard output", []string{"export", "--format", "nquads", "--kind", "Place", "--out", "-"}, "", 0, "<https://polygraph.example/id/place/jinan>", ""},
		{"behind another base", []string{"export", "--format", "nquads", "--kind", "Place", "--base", "https://example.org/", "--out", "-"}, "", 0, "<https://example.org/place/jinan>", ""},
		{"by the ending of the file", []string{"export", "--out", in("a.graphml")}, "", 0, "", "graphml: "},
		{"in the names of the schema", []string{"export", "--format", "JSONLD_FRAMED", "--predicate", "HAS_FIGURE", "--kind", "place, Figure", "--out", "-"}, "", 0, `"hasFigure"`, ""},
		{"a folder of two files", []string{"export", "--format", "csv", "--out", in("tables")}, "", 0, "", "csv: "},
		{"an archive of two files", []string{"export", "--format", "parquet", "--out", in("tables.zip")}, "", 0, "", "parquet: "},
		{"packed", []string{"export", "--out", in("all.nq.gz")}, "", 0, "", "nquads: "},
		{"packed otherwise, and named", []string{"export", "--format", "nquads", "--out", in("all.zst")}, "", 0, "", "nquads: "},
		{"and read back", []string{"stats", "--quads", in("all.nq.gz")}, "", 0, "claims", ""},
		{"and the other", []string{"stats", "--quads", in("all.zst")}, "", 0, "claims", ""},
		{"two files, packed", []string{"export", "--format", "csv", "--out", in("tables.gz")}, "", 2, "", "ends in .zip in place of"},
		{"packed twice", []string{"export", "--format", "nquads", "--out", in("all.nq.zst.gz")}, "", 2, "", "all.nq.gz"},
		{"another ending, packed", []string{"export", "--format", "svg", "--out", in("a.graphml.gz")}, "", 2, "", "a.graphml.gz ends as a file of graphml"},

		{"a question", []string{"export", "--format", "mermaid", "--question", `formulas(formula: "2+4")`, "--out", "-"}, "", 0, "flowchart LR", ""},
		{"a question that nothing answers", []string{"export", "--format", "dot", "--question", `claims(filter: {stance: LIMIT, date: {to: "1990"}})`, "--out", "-"}, "", 0, "digraph", "dot: 0 things"},
		{"a claim", []string{"export", "--format", "jgf", "--question", `claims(filter: {about: "industry/hydrogen"}, first: 1)`, "--language", "zh", "--out", "-"}, "", 0, "钢城区", ""},
		{"what a document says", []string{"export", "--format", "csv", "--around", "document/gangcheng-three-towns", "--out", in("document.zip")}, "", 0, "", "csv: "},

		{"nowhere", []string{"export", "--format", "gexf"}, "", 2, "", "give --out"},
		{"an ending that tells nothing", []string{"export", "--out", in("a.json")}, "", 2, "", "the ending of"},
		{"an ending that tells another format", []string{"export", "--format", "svg", "--out", in("a.png")}, "", 2, "", "--format says svg"},
		{"two files under one name", []string{"export", "--format", "csv", "--out", in("a.csv")}, "", 2, "", "nodes.csv and edges.csv"},
		{"two files in the place of one", []string{"export", "--format", "csv", "--out", in("a.graphml")}, "", 2, "", "ends as a file of graphml"},
		{"a format that there is not", []string{"export", "--format", "gefx", "--out", "-"}, "", 2, "", "the formats are nquads"},
		{"an empty question, as of a variable that is not set", []string{"export", "--format", "gexf", "--question", "", "--out", "-"}, "", 2, "", "--question is empty"},
		{"an empty kind", []string{"export", "--format", "gexf", "--kind", "", "--out", "-"}, "", 2, "", "--kind is empty"},
		{"a thing that there is not", []string{"export", "--format", "gexf", "--around", "industry/stel", "--out", "-"}, "", 2, "", "industry/steel"},
		{"too much for the format", []string{"export", "--format", "mermaid", "--out", "-"}, "", 1, "", "holds 300 nodes at most"},
		{"a folder that is not there", []string{"export", "--format", "gexf", "--out", in("none/a.gexf")}, "", 1, "", "no such file or directory"},
		{"a folder in the place of a file", []string{"export", "--format", "gexf", "--out", in("tables")}, "", 1, "", "it is a folder"},
		{"a base that names could not follow", []string{"export", "--format", "gexf", "--base", "https://example.org/x#", "--out", "-"}, "", 2, "", "must end in /"},

		{"the dataset", []string{"describe", "dataset"}, "", 0, "dcterms:license <https://creativecommons.org/licenses/by/4.0/>", ""},
		{"the dataset at its site", []string{"describe", "dataset", "--site", "https://graph.example.org/"}, "", 0, "void:dataDump <https://graph.example.org/export/nquads>", ""},
		{"a licence that is none", []string{"describe", "dataset", "--licence", "x> ; <y"}, "", 2, "", "no absolute address"},
		{"shapes", []string{"describe", "shapes"}, "", 0, "sh:targetClass vocab:Claim", ""},
		{"columns", []string{"describe", "columns"}, "", 0, "evidence", ""},
		{"something else", []string{"describe", "weather"}, "", 2, "", "invalid argument"},
	})
	if left, _ := filepath.Glob(in(".polygraph-*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
	for _, name := range []string{"tables/nodes.csv", "tables/edges.csv", "tables.zip", "a.graphml"} {
		if info, err := os.Stat(in(name)); err != nil || info.Size() == 0 {
			t.Errorf("%s was not written: %v", name, err)
		}
	}
}

// Whatever piece of the dataset is chosen, what it says holds together: its edges join
// its things, are curated or have claims of it, and RDF and tables say the same.
func TestPiecesHoldTogether(t *testing.T) {
	flags := dataFlags{store: inMemory}
	store, _, err := flags.load(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	v := store.View()
	ask := resolvers.Asker(resolvers.DefaultOptions(), slog.New(slog.DiscardHandler))
	nquads, _ := export.LookupFormat("nquads")
	for _, asked := range []export.Request{
		{}, {Kinds: []string{"Place", "Industry"}}, {Kinds: []string{"Target", "Figure"}}, {Predicates: []string{"prioritises", "anchors"}}, {Around: []string{"place/gangcheng"}, Depth: 2},
		{Around: []string{"document/changchun-industry-2022"}},
		{Question: `sharedPriorities(industries: ["industry/steel"], includeNarrower: true, rollUp: true)`}, {Question: `compare(places: ["place/jinan", "place/rizhao"])`},
		{Question: `anchors`}, {Question: `alike(place: "place/jinan")`}, {Question: `officeHolders`}, {Question: `promises`}, {Question: `tracks`}, {Question: `industryTree`},
		{Question: `formulas`}, {Question: `conflicts`}, {Question: `profile(place: "place/jinan", includeParts: true)`}, {Question: `search(text: "steel")`},
		{Question: `paths(from: "place/jinan", to: "place/changchun")`}, {Question: `neighbourhood(of: ["industry/steel"], depth: 2)`},
		{Question: `things(filter: {kind: [PROGRAMME]})`}, {Question: `relations(filter: {predicate: [PRIORITISES]})`},
		{Question: `claims(filter: {document: ["document/gangcheng-strong-east"]})`}, {Question: `targets`}, {Question: `tenures`},
	} {
		for _, date := range []string{"", "2018", "2020-10", "1950"} {
			asked.AsOf = date
			t.Run(strings.Join(append(append(append([]string{asked.Question, date}, asked.Kinds...), asked.Predicates...), asked.Around...), " "), func(t *testing.T) {
				piece, err := asked.Select(t.Context(), v, nquads, ask)
				if err != nil {
					t.Fatal(err)
				}
				things, claims, relations := map[graph.ID]bool{}, map[graph.ID]bool{}, map[string]bool{}
				for thing := range piece.Things() {
					things[thing.ID] = true
				}
				for claim := range piece.Claims() {
					claims[claim.ID] = true
					if !things[claim.Subject] || !things[claim.Object] || !things[claim.Document] {
						t.Errorf("%s joins what the piece does not have", claim.ID)
					}
					if !v.WrittenBy(claim, graph.Date(date)) {
						t.Errorf("%s was written later", claim.ID)
					}
				}
				for edge, stated := range piece.Edges() {
					if !things[edge.Subject()] || !things[edge.Object()] {
						t.Errorf("%s joins what the piece does not have", edge.Key())
					}
					if len(stated) == 0 && !edge.Curated() {
						t.Errorf("nobody states %s", edge.Key())
					}
					relations[edge.Key()] = true
				}
				inRDF := map[string]bool{}
				iris := map[string]string{}
				for _, p := range graph.Vocabulary() {
					iris[p.IRI()] = p.Name
				}
				for q := range piece.Quads() {
					graphOf := q.Graph.Value
					if graphOf != graph.GraphClaims && graphOf != graph.GraphCurated && !things[graph.ID(graphOf)] && len(asked.Kinds) == 0 {
						t.Errorf("%s lies in the graph of a document that the piece does not have", q)
					}
					if graphOf == graph.GraphClaims && !claims[graph.ID(q.Subject.Value)] {
						t.Errorf("%s is of a claim that the piece does not have", q)
					}
					if name, relates := iris[q.Predicate.Value]; relates && q.Object.IRI && !strings.HasPrefix(q.Subject.Value, "part/") {
						inRDF[q.Subject.Value+" "+name+" "+q.Object.Value] = true
					}
				}
				for key := range relations {
					if !inRDF[key] {
						t.Errorf("RDF does not have %s", key)
					}
				}
				for key := range inRDF {
					if !relations[key] {
						t.Errorf("RDF alone has %s", key)
					}
				}
			})
		}
	}
}
