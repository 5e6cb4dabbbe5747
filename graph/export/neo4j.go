package export

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// unitSeparator stands between the items of an array and between the labels of a node.
// It is a control character made for this, which no name contains; "; | ," all stand
// in names. neo4j-admin must be told of it.
const unitSeparator = "\u001f"

// writeNeo4j writes two tables with the headers of "neo4j-admin database import", as
// the Operations Manual of Neo4j 5 and later has them under "CSV header format":
//
//	neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv \
//	    --array-delimiter=U+001F --multiline-fields=true
//
// Both options are needed: the one for arrays and labels, the other since names may
// have line breaks. All others are as they are by default: --delimiter=, --quote=",
// --trim-strings=false, --legacy-style-quoting=false (a backslash is a backslash),
// --id-type=string.
//
// Integers are long, for those of this package have 64 bits. A value that is not there
// is an empty field, of which no property is made; no value is an empty text, so
// --ignore-empty-strings makes no difference. Within an array an empty item says that
// this claim has no such value: Neo4j has no null in arrays.
func writeNeo4j(j *job) error {
	g := j.properties()
	header := slices.Concat([]string{"id:ID", ":LABEL", "name"}, neo4jProperties(NodeColumns()))
	if err := j.table("nodes.csv", header, g.neo4jNodes()); err != nil {
		return err
	}
	header = slices.Concat([]string{":START_ID", ":END_ID", ":TYPE", "id", "label", "weight:long"}, neo4jProperties(EdgeColumns()))
	return j.table("relationships.csv", header, g.neo4jRelationships())
}

func (g *propertyGraph) neo4jNodes() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for n := range g.nodes() {
			if !yield(neo4jRow([]string{string(n.id), neo4jLabels(n), n.label}, g.valuesOfNode(n))) {
				return
			}
		}
	}
}

func (g *propertyGraph) neo4jRelationships() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for e := range g.edges() {
			first := []string{string(e.source), string(e.target), graph.Constant(e.predicate), e.id, e.label, strconv.Itoa(e.weight())}
			if !yield(neo4jRow(first, g.valuesOfEdge(e))) {
				return
			}
		}
	}
}

// neo4jLabels are the kind of a node and, for all but claims, Thing: so that one index
// finds a thing whatever its kind.
func neo4jLabels(n *node) string {
	if n.claim != nil {
		return string(n.kind)
	}
	return string(n.kind) + unitSeparator + "Thing"
}

// neo4jTypes are the names of types of properties; text is what has none.
var neo4jTypes = map[Type]string{Integer: ":long", Number: ":double", Boolean: ":boolean", Texts: ":string[]", Integers: ":long[]"}

func neo4jProperties(columns []Column) []string {
	header := namesOf(columns)
	for i, c := range columns {
		header[i] += neo4jTypes[c.Type]
	}
	return header
}

func neo4jRow(row []string, values []any) []string {
	for _, value := range values {
		switch list := value.(type) {
		case []string:
			row = append(row, neo4jArray(list))
		case []int64:
			items := make([]string, len(list))
			for i, n := range list {
				items[i] = strconv.FormatInt(n, 10)
			}
			row = append(row, neo4jArray(items))
		default:
			row = append(row, plain(value))
		}
	}
	return row
}

// neo4jArray joins the items of an array. Should one contain the separator, it becomes
// U+FFFD there, so that the number of items stays right.
func neo4jArray(items []string) string {
	clean := make([]string, len(items))
	for i, item := range items {
		clean[i] = strings.ReplaceAll(item, unitSeparator, "\ufffd")
	}
	return strings.Join(clean, unitSeparator)
}
