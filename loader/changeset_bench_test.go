package loader_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// The benchmarks of this file go the whole way from the bytes of files to a
// changeset (parse, check, mint, encode, diff), in each format that data may have.

// datasetCopies makes the dataset big enough to measure: each of its documents
// stands in it so many times, under other names.
const datasetCopies = 10

// BenchmarkLoadYAML reads the dataset's own files.
func BenchmarkLoadYAML(b *testing.B) { benchmarkChangeset(b, enlarged(b)) }

// BenchmarkLoadCSV reads the claims as tables, one a document.
func BenchmarkLoadCSV(b *testing.B) { benchmarkChangeset(b, tabulated(b, enlarged(b))) }

// BenchmarkLoadNQuads and BenchmarkLoadJSONLD read what polygraph export writes.
func BenchmarkLoadNQuads(b *testing.B) { benchmarkChangeset(b, exportedWhole(b, "nquads")) }

func BenchmarkLoadJSONLD(b *testing.B) { benchmarkChangeset(b, exportedWhole(b, "jsonld")) }

func benchmarkChangeset(b *testing.B, source loader.Source) {
	b.ReportAllocs()
	claims := datasetCopies * len(dataset(b).Claims())
	empty := openStore(b).View()
	for b.Loop() {
		g := &uncommitted{view: empty}
		report, err := loader.Load(b.Context(), g, []loader.Source{source}, nil)
		if err != nil {
			b.Fatalf("%.2000s", err.Error())
		}
		if read := report.Sources[0].Claims; read != claims || len(g.change.Add) < claims {
			b.Fatalf("%d claims were read as %d quads, want %d claims", read, len(g.change.Add), claims)
		}
	}
	b.ReportMetric(float64(claims)/(b.Elapsed().Seconds()/float64(b.N)), "claims/s")
}

// uncommitted is a graph that measures a load without its commit: it takes a
// changeset and does nothing with it.
type uncommitted struct {
	view   *graph.View
	change graph.Changeset
}

func (u *uncommitted) Update(_ context.Context, _ string, changing func(*graph.View) (graph.Changeset, error)) (view *graph.View, err error) {
	u.change, err = changing(u.view)
	return u.view, err
}

// enlarged is the dataset with copies of its documents.
func enlarged(b *testing.B) loader.Source {
	b.Helper()
	files := make(fstest.MapFS)
	err := fs.WalkDir(data.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(data.Files, name)
		if err != nil {
			return err
		}
		files[name] = &fstest.MapFile{Data: text}
		if path.Dir(name) == "claims" {
			for number := range datasetCopies - 1 {
				other := fmt.Sprintf("copy-%d-", number)
				copied := strings.NewReplacer("\n  id: document/", "\n  id: document/"+other, "\n  sourceFile: ", "\n  sourceFile: "+other).Replace(string(text))
				files["claims/"+other+path.Base(name)] = &fstest.MapFile{Data: []byte(copied)}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return loader.Source{Name: "enlarged", Files: files}
}

func exportedWhole(b *testing.B, format string) loader.Source {
	b.Helper()
	return exported(b, format, "", loadOne(b, enlarged(b)).All())
}

// tabulated writes the claims of each file as a table in a folder of its own, and
// leaves the entities and documents in YAML.
func tabulated(b *testing.B, source loader.Source) loader.Source {
	b.Helper()
	columns := loader.TableColumns(graph.ClaimKind)
	files := make(fstest.MapFS)
	for name, file := range source.Files.(fstest.MapFS) {
		var written struct {
			Document map[string]yaml.Node
			Claims   []map[string]yaml.Node
		}
		if err := yaml.Load(file.Data, &written); err != nil {
			b.Fatal(err)
		}
		if len(written.Claims) == 0 {
			files[name] = file
			continue
		}
		document, _, _ := bytes.Cut(file.Data, []byte("\nclaims:\n"))
		files[name] = &fstest.MapFile{Data: document}
		var table bytes.Buffer
		rows := csv.NewWriter(&table)
		rows.Write(columns)
		for _, claim := range written.Claims {
			edge := strings.Fields(claim["claim"].Value)
			cells := map[string]string{"document": written.Document["id"].Value, "subject": edge[0], "predicate": edge[1], "object": edge[2]}
			for key, value := range claim {
				cells[key] = value.Value
				for i, item := range value.Content {
					if i > 0 {
						cells[key] += "|"
					}
					cells[key] += item.Value
				}
			}
			var row []string
			for _, column := range columns {
				row = append(row, cells[column])
			}
			rows.Write(row)
		}
		rows.Flush()
		files[strings.TrimSuffix(name, ".yaml")+"/claims.csv"] = &fstest.MapFile{Data: table.Bytes()}
	}
	return loader.Source{Name: "tables", Files: files}
}
