package plain

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// WriteTables writes the graph as tables for PostgreSQL's COPY, a file each: things,
// documents, relations and claims.
func (x *Index) WriteTables(folder string) error {
	for _, table := range []struct {
		name string
		rows func(w io.Writer)
	}{
		{"thing", x.writeThings}, {"document", x.writeDocuments}, {"relation", x.writeRelations}, {"claim", x.writeClaims},
	} {
		if err := writeTable(filepath.Join(folder, table.name+".tsv"), table.rows); err != nil {
			return err
		}
	}
	return nil
}

func writeTable(name string, rows func(io.Writer)) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(file, 1<<16)
	rows(w)
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// null is how COPY writes that there is no value.
const null = `\N`

func orNull(text string) string {
	if text == "" {
		return null
	}
	return strings.ReplaceAll(text, `\`, `\\`)
}

func (x *Index) writeThings(w io.Writer) {
	for i := range x.things {
		t := &x.things[i]
		whole := null
		if len(t.whole) > 0 && !t.gone {
			whole = fmt.Sprint(t.whole[0])
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%d\n", i, t.id, t.kind, orNull(t.label), orNull(t.level), whole, len(t.claims))
	}
}

func (x *Index) writeDocuments(w io.Writer) {
	for i := range x.things {
		if t := &x.things[i]; t.kind == graph.Document {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", i, t.id, t.date.earliest, t.date.latest, t.date.begin)
		}
	}
}

// relations visits all relations with their numbers.
func (x *Index) relations(visit func(number int, r *relation)) {
	number := 0
	for i := range x.things {
		for _, r := range x.things[i].out {
			visit(number, r)
			number++
		}
	}
}

func (x *Index) writeRelations(w io.Writer) {
	x.relations(func(number int, r *relation) {
		fmt.Fprintf(w, "%d\t%d\t%s\t%d\n", number, r.subject, r.predicate, r.object)
	})
}

func (x *Index) writeClaims(w io.Writer) {
	count := 0
	x.relations(func(number int, r *relation) {
		for _, c := range r.claims {
			fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%s\n", count, number, c.document, c.line, orNull(string(c.stance)))
			count++
		}
	})
}
