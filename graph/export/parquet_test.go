package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

func openParquet(t *testing.T, text string) *parquet.File {
	t.Helper()
	file, err := parquet.OpenFile(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// The columns of both files, with their types as Parquet's own notation has them.
func TestParquetSchema(t *testing.T) {
	files := unpacked(t, written(t, "parquet", awkward(t).All(), Options{}))
	golden(t, "parquet.golden/nodes.schema", openParquet(t, files["nodes.parquet"]).Schema().String()+"\n")
	golden(t, "parquet.golden/edges.schema", openParquet(t, files["edges.parquet"]).Schema().String()+"\n")
}

func TestParquetDescribesItsColumns(t *testing.T) {
	files := unpacked(t, written(t, "parquet", awkward(t).All(), Options{}))
	about, _ := openParquet(t, files["nodes.parquet"]).Lookup("columns")
	for _, column := range NodeColumns() {
		if !strings.Contains(about, fmt.Sprintf("%q:", column.Name)) {
			t.Errorf("%s is not described in %s", column.Name, about)
		}
	}
}

// Lists, lists with nothing in them and no lists at all are three things.
func TestParquetRows(t *testing.T) {
	columns := []Column{{Name: "n", Type: Integer}, {Name: "words", Type: Texts}, {Name: "lines", Type: Integers}, {Name: "sure", Type: Boolean}, {Name: "share", Type: Number}}
	rows := [][]any{
		{int64(7), []string{"a;b", "", "汉字\r\n"}, []int64{1, 12}, false, 0.1},
		{nil, []string{}, []int64{}, true, nil},
		{nil, nil, nil, nil, nil},
	}
	var out strings.Builder
	j := &job{archive: single{&out}}
	if err := j.parquet("t.parquet", []Column{{Name: "id", Type: Text}}, columns, func(yield func([]any, []any) bool) {
		for i, row := range rows {
			if !yield([]any{fmt.Sprint("row ", i)}, row) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	type record struct {
		ID    string   `parquet:"id"`
		N     *int64   `parquet:"n,optional"`
		Words []string `parquet:"words,list,optional"`
		Lines []int64  `parquet:"lines,list,optional"`
		Sure  *bool    `parquet:"sure,optional"`
		Share *float64 `parquet:"share,optional"`
	}
	got, err := parquet.Read[record](strings.NewReader(out.String()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("%d rows, want 3", len(got))
	}
	full := got[0]
	if full.ID != "row 0" || *full.N != 7 || !slices.Equal(full.Words, rows[0][1].([]string)) || !slices.Equal(full.Lines, []int64{1, 12}) || *full.Sure || *full.Share != 0.1 {
		t.Errorf("the first row is %+v", full)
	}
	if empty := got[1]; empty.N != nil || empty.Words == nil || len(empty.Words) != 0 || !*empty.Sure || empty.Share != nil {
		t.Errorf("the second row is %+v", empty)
	}
	if none := got[2]; none.ID != "row 2" || none.N != nil || len(none.Words) != 0 || none.Sure != nil {
		t.Errorf("the third row is %+v", none)
	}
}

// A file of many rows has groups of a fixed size; no more than one is in memory.
func TestParquetWritesGroups(t *testing.T) {
	var out strings.Builder
	j := &job{archive: single{&out}}
	if err := j.parquet("t.parquet", []Column{{Name: "id", Type: Text}}, nil, func(yield func([]any, []any) bool) {
		for i := range 2*rowGroup + 1 {
			if !yield([]any{fmt.Sprint(i)}, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	var sizes []int64
	for _, group := range openParquet(t, out.String()).RowGroups() {
		sizes = append(sizes, group.NumRows())
	}
	if !slices.Equal(sizes, []int64{rowGroup, rowGroup, 1}) {
		t.Errorf("groups of %v rows", sizes)
	}
}
