package model

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

// How values of the graph are written in GraphQL and read from it.

// MarshalID writes the ID as it is.
func MarshalID(id graph.ID) graphql.Marshaler { return word(string(id)) }

// UnmarshalID takes any text that is short enough to be an ID. Whether a thing
// has it is for the question to say; an empty one is a client's slip and must
// not be taken for an absent argument.
func UnmarshalID(value any) (graph.ID, error) {
	text, isText := value.(string)
	switch {
	case !isText:
		return "", &graph.Error{Code: graph.CodeInvalid, Message: "an ID is written as text, such as \"place/jinan\""}
	case text == "":
		return "", &graph.Error{Code: graph.CodeInvalid, Message: "an ID is empty; leave the argument out instead"}
	case len(text) > graph.MaxIDLength:
		return "", &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("an ID has %d characters at most", graph.MaxIDLength)}
	}
	return graph.ID(text), nil
}

// MarshalKind writes the kind in capitals.
func MarshalKind(k graph.Kind) graphql.Marshaler { return word(strings.ToUpper(k.Info().Prefix)) }

// UnmarshalKind reads it back.
func UnmarshalKind(value any) (graph.Kind, error) {
	text, _ := value.(string)
	if kind, known := graph.KindOf(strings.ToLower(text)); known {
		return kind, nil
	}
	return "", fmt.Errorf("%q is no kind", text)
}

// MarshalPredicate writes the name of a relation in capitals.
func MarshalPredicate(name string) graphql.Marshaler { return word(graph.Constant(name)) }

// UnmarshalPredicate reads it back.
func UnmarshalPredicate(value any) (string, error) {
	names := make([]string, 0, len(graph.Vocabulary()))
	for _, p := range graph.Vocabulary() {
		names = append(names, p.Name)
	}
	return unconstant(value, names)
}

// MarshalPlaceLevel writes the level of a place in capitals.
func MarshalPlaceLevel(name string) graphql.Marshaler { return word(graph.Constant(name)) }

// UnmarshalPlaceLevel reads it back.
func UnmarshalPlaceLevel(value any) (string, error) { return unconstant(value, graph.Levels()) }

// MarshalScaleClass writes a class of sizes in capitals.
func MarshalScaleClass(name string) graphql.Marshaler { return word(graph.Constant(name)) }

// UnmarshalScaleClass reads it back.
func UnmarshalScaleClass(value any) (string, error) { return unconstant(value, graph.ScaleClasses()) }

// MarshalExportFormat writes the name of a format in capitals.
func MarshalExportFormat(name string) graphql.Marshaler { return word(graph.Constant(name)) }

// UnmarshalExportFormat reads it back.
func UnmarshalExportFormat(value any) (string, error) { return unconstant(value, export.Names()) }

// unconstant finds the name that is written in capitals.
func unconstant(value any, names []string) (string, error) {
	for _, name := range names {
		if graph.Constant(name) == value {
			return name, nil
		}
	}
	return "", fmt.Errorf("%v is none of them", value)
}

// MarshalMatchMode writes whether all must match.
func MarshalMatchMode(all bool) graphql.Marshaler {
	if all {
		return word("ALL")
	}
	return word("ANY")
}

// UnmarshalMatchMode reads it back.
func UnmarshalMatchMode(value any) (all bool, err error) { return value == "ALL", nil }

// MarshalUnit writes the unit's name in capitals.
func MarshalUnit(u graph.Unit) graphql.Marshaler { return word(graph.UnitConstant(u)) }

// UnmarshalUnit reads it back.
func UnmarshalUnit(value any) (graph.Unit, error) {
	for _, unit := range graph.Units() {
		if unit.Constant == value {
			return unit.Unit, nil
		}
	}
	return "", fmt.Errorf("%v is no unit", value)
}

var comparators = map[graph.Comparator]string{
	graph.Equal: "EQUAL", graph.AtLeast: "AT_LEAST", graph.MoreThan: "MORE_THAN",
	graph.AtMost: "AT_MOST", graph.LessThan: "LESS_THAN", graph.Approximately: "APPROXIMATELY",
}

// MarshalComparator writes the comparator's name.
func MarshalComparator(c graph.Comparator) graphql.Marshaler { return word(comparators[c]) }

// UnmarshalComparator reads it back.
func UnmarshalComparator(value any) (graph.Comparator, error) {
	for comparator, name := range comparators {
		if name == value {
			return comparator, nil
		}
	}
	return "", fmt.Errorf("%v is no comparator", value)
}

// MarshalDate writes the date as it is; an unknown one is null.
func MarshalDate(d graph.Date) graphql.Marshaler {
	if d == "" {
		return graphql.Null
	}
	return word(string(d))
}

// UnmarshalDate reads a year, a month or a day.
func UnmarshalDate(value any) (graph.Date, error) {
	text, ok := value.(string)
	if !ok {
		return "", &graph.Error{Code: graph.CodeInvalid, Message: "a date is written as text, such as \"2018-03\""}
	}
	return graph.ParseDate(text)
}

// MarshalDuration writes the duration as it is.
func MarshalDuration(d graph.Duration) graphql.Marshaler { return word(string(d)) }

// UnmarshalDuration reads it back.
func UnmarshalDuration(value any) (graph.Duration, error) {
	text, _ := value.(string)
	return graph.ParseDuration(text)
}

func word(text string) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(text)) })
}
