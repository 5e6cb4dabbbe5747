package export

import (
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// What is held in memory before it is written, and all that is: so the memory of an
// export does not depend on how large the graph is.
const (
	// rowGroup is how many rows are compressed and wait for each other; readers skip and
	// share out work by groups.
	rowGroup = 10_000
	// pageBuffer is how many bytes of a column are compressed together. There are some
	// fifty columns: with this an export holds 20 MB, with the 256 KiB that the library
	// takes by itself 70 MB, for a file that is smaller by 8 %.
	pageBuffer = 64 << 10
)

// writeParquet writes two files of Apache Parquet, format version 2, compressed with
// Zstandard. Lists are LIST groups in the three levels of the specification
// (LogicalTypes.md, "Lists"), so that readers show lists: optional group, repeated
// group list, required element. What each column means stands in the file's key-value
// metadata under "columns", as a JSON object.
func writeParquet(j *job) error {
	g := j.properties()
	first := []Column{{"id", Text, "its identifier"}, {"label", Text, "its name in the language that was asked for"}}
	if err := j.parquet("nodes.parquet", first, NodeColumns(), func(yield func([]any, []any) bool) {
		for n := range g.nodes() {
			if !yield([]any{string(n.id), n.label}, g.valuesOfNode(n)) {
				return
			}
		}
	}); err != nil {
		return err
	}
	first = []Column{
		{"id", Text, "its identifier, which stays the same from export to export"},
		{"source", Text, "ID of the node from which it leads"},
		{"target", Text, "ID of the node to which it leads"},
		{"label", Text, "its predicate in words"},
		{"weight", Integer, "how many claims state it, and 1 where none does"},
	}
	return j.parquet("edges.parquet", first, EdgeColumns(), func(yield func([]any, []any) bool) {
		for e := range g.edges() {
			if !yield([]any{e.id, string(e.source), string(e.target), e.label, int64(e.weight())}, g.valuesOfEdge(e)) {
				return
			}
		}
	})
}

// parquet writes one file. A row is the values of the columns that every row has, and
// those of the others.
func (j *job) parquet(name string, required, optional []Column, rows iter.Seq2[[]any, []any]) error {
	file, err := j.create(name)
	if err != nil {
		return err
	}
	w := parquet.NewWriter(file, parquetSchema(required, optional), parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowGroup), parquet.PageBufferSize(pageBuffer),
		parquet.CreatedBy("polygraph", "1", "0"), parquet.KeyValueMetadata("columns", descriptions(required, optional)))
	if err := writeRows(w, rows); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func writeRows(w parquet.RowWriter, rows iter.Seq2[[]any, []any]) error {
	var row parquet.Row
	for required, optional := range rows {
		row = row[:0]
		for column, value := range required {
			row = append(row, parquet.ValueOf(value).Level(0, 0, column))
		}
		for i, value := range optional {
			row = appendOptional(row, value, len(required)+i)
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	return nil
}

// appendOptional appends what a column has in a row, with the levels of the Dremel
// encoding: an item of a list is defined twice, by its list and by itself, and all but
// the first repeat.
func appendOptional(row parquet.Row, value any, column int) parquet.Row {
	switch value := value.(type) {
	case nil:
		return append(row, parquet.NullValue().Level(0, 0, column))
	case []string:
		return appendList(row, value, column)
	case []int64:
		return appendList(row, value, column)
	}
	return append(row, parquet.ValueOf(value).Level(0, 1, column))
}

func appendList[T any](row parquet.Row, list []T, column int) parquet.Row {
	if len(list) == 0 {
		return append(row, parquet.NullValue().Level(0, 1, column))
	}
	for i, item := range list {
		row = append(row, parquet.ValueOf(item).Level(min(i, 1), 2, column))
	}
	return row
}

func parquetSchema(required, optional []Column) *parquet.Schema {
	var root inOrder
	for _, c := range required {
		root.fields = append(root.fields, named{parquetNode(c.Type), c.Name})
	}
	for _, c := range optional {
		root.fields = append(root.fields, named{parquet.Optional(parquetNode(c.Type)), c.Name})
	}
	return parquet.NewSchema("polygraph", root)
}

func parquetNode(t Type) parquet.Node {
	switch t {
	case Integer:
		return parquet.Leaf(parquet.Int64Type)
	case Number:
		return parquet.Leaf(parquet.DoubleType)
	case Boolean:
		return parquet.Leaf(parquet.BooleanType)
	case Texts:
		return parquet.List(parquet.String())
	case Integers:
		return parquet.List(parquet.Leaf(parquet.Int64Type))
	}
	return parquet.String()
}

// inOrder is a group of columns in the order given; parquet.Group has them by name.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

func (o inOrder) Fields() []parquet.Field { return o.fields }

type named struct {
	parquet.Node
	name string
}

func (n named) Name() string { return n.name }

// Value is for rows that are Go structs; those here are not.
func (n named) Value(row reflect.Value) reflect.Value { return row.FieldByName(n.name) }

func descriptions(required, optional []Column) string {
	byName := map[string]string{}
	for _, c := range slices.Concat(required, optional) {
		byName[c.Name] = c.Description
	}
	text, _ := json.Marshal(byName) // texts alone cannot fail; keys are in order
	return string(text)
}
