package export

import (
	"encoding/csv"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/polygraph-kg/polygraph/graph"
)

// writeCSV writes two tables as RFC 4180 has them, in UTF-8 without a byte order mark
// and with bare line feeds. Their first columns have the names by which the spreadsheet
// import of Gephi 0.10 knows them (Id, Label; Source, Target, Type, Id, Label, Weight);
// the others are attributes. A value that is not there is an empty field; no value is
// an empty text.
//
// Texts are written as they are, those too that begin with = + - or @, which a
// spreadsheet may take for a formula: programs that read tables would find a guarding
// apostrophe in their data. The format xlsx marks texts as texts and is the one for
// spreadsheets.
func writeCSV(j *job) error {
	g := j.properties()
	header := slices.Concat([]string{"Id", "Label"}, namesOf(NodeColumns()))
	if err := j.table("nodes.csv", header, g.plainNodes()); err != nil {
		return err
	}
	header = slices.Concat([]string{"Source", "Target", "Type", "Id", "Label", "Weight"}, namesOf(EdgeColumns()))
	return j.table("edges.csv", header, g.plainEdges())
}

func (g *propertyGraph) plainNodes() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for n := range g.nodes() {
			if !yield(plainRow([]string{string(n.id), n.label}, g.valuesOfNode(n))) {
				return
			}
		}
	}
}

func (g *propertyGraph) plainEdges() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for e := range g.edges() {
			first := []string{string(e.source), string(e.target), gephiType(e), e.id, e.label, strconv.Itoa(e.weight())}
			if !yield(plainRow(first, g.valuesOfEdge(e))) {
				return
			}
		}
	}
}

func plainRow(row []string, values []any) []string {
	for _, value := range values {
		row = append(row, plain(value))
	}
	return row
}

// gephiType tells whether an edge has a direction, in the words of Gephi.
func gephiType(e *edge) string {
	if predicate, known := graph.LookupPredicate(e.predicate); known && predicate.Symmetric() {
		return "Undirected"
	}
	return "Directed"
}

// table writes one file of comma-separated values.
func (j *job) table(name string, header []string, rows iter.Seq[[]string]) error {
	file, err := j.create(name)
	if err != nil {
		return err
	}
	w := csv.NewWriter(file)
	if err := w.Write(header); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for row := range rows {
		if err := w.Write(row); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if w.Flush(); w.Error() != nil {
		return fmt.Errorf("%s: %w", name, w.Error())
	}
	return nil
}

func namesOf(columns []Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return names
}
