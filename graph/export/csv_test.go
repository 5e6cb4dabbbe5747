package export

import (
	"archive/zip"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// unpacked are the files of a .zip by their names.
func unpacked(t *testing.T, packed string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		opened, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

// csvRows are the rows of a table by the names of its columns.
func csvRows(t *testing.T, text string) (header []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestCSV(t *testing.T) {
	files := unpacked(t, written(t, "csv", awkward(t).All().WithClaims(false), Options{}))
	golden(t, "csv.golden/nodes.csv", files["nodes.csv"])
	golden(t, "csv.golden/edges.csv", files["edges.csv"])
}

// What a spreadsheet would take for a formula stays as it is.
func TestCSVKeepsTextsAsTheyAre(t *testing.T) {
	files := unpacked(t, written(t, "csv", awkward(t).All().WithClaims(true), Options{}))
	_, rows := csvRows(t, files["nodes.csv"])
	labels := map[string]string{}
	for _, row := range rows {
		labels[row["Id"]] = row["Label"]
	}
	for id, want := range map[string]string{
		"place/heir":          "@heir",
		"industry/all":        "+all%s ${x} `code`",
		"place/lines":         "first line\nsecond line",
		"place/quotes":        `He said "no" & 'yes' <b>bold</b>`,
		"industry/directions": "\u202eright-to-left\u202c \u200f عربي עברית",
	} {
		if labels[id] != want {
			t.Errorf("%s is named %q, want %q", id, labels[id], want)
		}
	}
}

func TestCSVSaysWhichEdgesHaveADirection(t *testing.T) {
	files := unpacked(t, written(t, "csv", awkward(t).All(), Options{}))
	_, rows := csvRows(t, files["edges.csv"])
	for _, row := range rows {
		want := "Directed"
		if row["predicate"] == "cooperatesWith" {
			want = "Undirected"
		}
		if row["Type"] != want {
			t.Errorf("%s is %s, want %s", row["Id"], row["Type"], want)
		}
	}
}

func TestTablesSpeakTheLanguageAskedFor(t *testing.T) {
	files := unpacked(t, written(t, "csv", awkward(t).All(), Options{Languages: graph.Fallback(graph.Simplified)}))
	if !strings.Contains(files["nodes.csv"], "official/li,李丽,Official") {
		t.Error("official/li is not named 李丽")
	}
}
