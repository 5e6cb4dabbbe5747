package model

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// How values of the graph are written in GraphQL and read from it. What appends a value
// is for answers by plans, the Marshal beside it for those of gqlgen.

// AppendID writes the ID as it is.
func AppendID(buffer []byte, id graph.ID) []byte { return appendWord(buffer, string(id)) }

// MarshalID does the same.
func MarshalID(id graph.ID) graphql.Marshaler { return appended(AppendID, id) }

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

// AppendKind writes the kind in capitals.
func AppendKind(buffer []byte, k graph.Kind) []byte { return appendWord(buffer, kindConstants[k]) }

// MarshalKind does the same.
func MarshalKind(k graph.Kind) graphql.Marshaler { return appended(AppendKind, k) }

// UnmarshalKind reads it back.
func UnmarshalKind(value any) (graph.Kind, error) {
	text, _ := value.(string)
	if kind, known := graph.KindOf(strings.ToLower(text)); known {
		return kind, nil
	}
	return "", fmt.Errorf("%q is no kind", text)
}

// AppendPredicate writes the name of a relation in capitals.
func AppendPredicate(buffer []byte, name string) []byte { return appendConstant(buffer, name) }

// MarshalPredicate does the same.
func MarshalPredicate(name string) graphql.Marshaler { return appended(AppendPredicate, name) }

// UnmarshalPredicate reads it back.
func UnmarshalPredicate(value any) (string, error) {
	return unconstant(value, predicateNames)
}

var predicateNames = func() []string {
	names := make([]string, 0, len(graph.Vocabulary()))
	for _, p := range graph.Vocabulary() {
		names = append(names, p.Name)
	}
	return names
}()

// AppendPlaceLevel writes the level of a place in capitals.
func AppendPlaceLevel(buffer []byte, name string) []byte {
	for i, level := range levels { // they are few
		if level == name {
			return appendWord(buffer, levelConstants[i])
		}
	}
	return appendConstant(buffer, name)
}

var levels, levelConstants = graph.Levels(), each(graph.Levels(), graph.Constant)

// MarshalPlaceLevel does the same.
func MarshalPlaceLevel(name string) graphql.Marshaler { return appended(AppendPlaceLevel, name) }

// UnmarshalPlaceLevel reads it back.
func UnmarshalPlaceLevel(value any) (string, error) { return unconstant(value, graph.Levels()) }

// AppendScaleClass writes a class of sizes in capitals.
func AppendScaleClass(buffer []byte, name string) []byte { return appendConstant(buffer, name) }

// MarshalScaleClass does the same.
func MarshalScaleClass(name string) graphql.Marshaler { return appended(AppendScaleClass, name) }

// UnmarshalScaleClass reads it back.
func UnmarshalScaleClass(value any) (string, error) { return unconstant(value, graph.ScaleClasses()) }

// AppendExportFormat writes the name of a format in capitals.
func AppendExportFormat(buffer []byte, name string) []byte { return appendConstant(buffer, name) }

// MarshalExportFormat does the same.
func MarshalExportFormat(name string) graphql.Marshaler { return appended(AppendExportFormat, name) }

// UnmarshalExportFormat reads it back.
func UnmarshalExportFormat(value any) (string, error) { return unconstant(value, export.Names()) }

// unconstant finds the name that is written in capitals.
func unconstant(value any, names []string) (string, error) {
	for _, name := range names {
		if constants[name] == value {
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

// AppendUnit writes the unit's name in capitals.
func AppendUnit(buffer []byte, u graph.Unit) []byte { return appendWord(buffer, graph.UnitConstant(u)) }

// MarshalUnit does the same.
func MarshalUnit(u graph.Unit) graphql.Marshaler { return appended(AppendUnit, u) }

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

// AppendComparator writes the comparator's name.
func AppendComparator(buffer []byte, c graph.Comparator) []byte {
	return appendWord(buffer, comparators[c])
}

// MarshalComparator does the same.
func MarshalComparator(c graph.Comparator) graphql.Marshaler { return appended(AppendComparator, c) }

// UnmarshalComparator reads it back.
func UnmarshalComparator(value any) (graph.Comparator, error) {
	for comparator, name := range comparators {
		if name == value {
			return comparator, nil
		}
	}
	return "", fmt.Errorf("%v is no comparator", value)
}

// AppendDate writes the date as it is; an unknown one is null.
func AppendDate(buffer []byte, d graph.Date) []byte {
	if d == "" {
		return append(buffer, "null"...)
	}
	return appendWord(buffer, string(d))
}

// MarshalDate does the same.
func MarshalDate(d graph.Date) graphql.Marshaler {
	if d == "" {
		return graphql.Null
	}
	return appended(AppendDate, d)
}

// UnmarshalDate reads a year, a month or a day.
func UnmarshalDate(value any) (graph.Date, error) {
	if value == nil { // in a filter it is as good as absent
		return "", nil
	}
	text, ok := value.(string)
	if !ok {
		return "", &graph.Error{Code: graph.CodeInvalid, Message: "a date is written as text, such as \"2018-03\""}
	}
	return graph.ParseDate(text)
}

// AppendDuration writes the duration as it is.
func AppendDuration(buffer []byte, d graph.Duration) []byte { return appendWord(buffer, string(d)) }

// MarshalDuration does the same.
func MarshalDuration(d graph.Duration) graphql.Marshaler { return appended(AppendDuration, d) }

// UnmarshalDuration reads it back.
func UnmarshalDuration(value any) (graph.Duration, error) {
	text, _ := value.(string)
	return graph.ParseDuration(text)
}

func word(text string) graphql.Marshaler { return appended(appendWord, text) }

func appended[T any](to func([]byte, T) []byte, value T) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = w.Write(to(nil, value)) })
}

// appendWord writes text that hardly ever needs escapes in JSON, such as a date.
func appendWord(buffer []byte, text string) []byte {
	if !execute.PlainASCII(text) {
		escaped, _ := json.Marshal(text) // a text cannot fail
		return append(buffer, escaped...)
	}
	return append(append(append(buffer, '"'), text...), '"')
}

// constants are the names of the vocabulary in capitals.
var constants = func() map[string]string {
	names := slices.Concat(graph.Levels(), graph.ScaleClasses(), export.Names())
	for _, p := range graph.Vocabulary() {
		names = append(names, p.Name)
	}
	constants := map[string]string{}
	for _, name := range names {
		constants[name] = graph.Constant(name)
	}
	return constants
}()

func appendConstant(buffer []byte, name string) []byte {
	if known, is := constants[name]; is {
		return appendWord(buffer, known)
	}
	return appendWord(buffer, graph.Constant(name))
}

var kindConstants = func() map[graph.Kind]string {
	constants := map[graph.Kind]string{}
	for _, info := range graph.Kinds() {
		constants[info.Kind] = strings.ToUpper(info.Prefix)
	}
	return constants
}()
