package resolvers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever valid query is asked, a plan answers it as gqlgen does.
func TestPlansAnswerRandomQueriesAsGqlgenDoes(t *testing.T) {
	view := dataset(t).View()
	planned, stock := byPlans(dataset(t)), byGqlgen(dataset(t))
	rapid.Check(t, func(t *rapid.T) {
		w := &writer{T: t, view: view, variables: map[string]any{}}
		r := request{query: w.document(), variables: w.variables}
		t.Logf("%s\n%v", r.query, r.variables)
		alike(t, planned, stock, r)
	})
}

// writer writes a random query over the schema.
type writer struct {
	*rapid.T
	view      *graph.View
	fragments []string
	declared  []string // variables
	variables map[string]any
	names     int // given so far
}

func (w *writer) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(w.T, "chance") <= percent
}

func (w *writer) number(most int) int { return rapid.IntRange(0, most).Draw(w.T, "number") }

func pick[T any](w *writer, list []T) T { return rapid.SampledFrom(list).Draw(w.T, "pick") }

func (w *writer) name(prefix string) string {
	w.names++
	return fmt.Sprint(prefix, w.names)
}

func (w *writer) document() string {
	selections := w.selections(forClients.Query, 1+w.number(4))
	head := "query"
	if len(w.declared) > 0 {
		head += "(" + strings.Join(w.declared, ", ") + ")"
	}
	return head + " " + selections + "\n" + strings.Join(w.fragments, "\n")
}

// selections write what is selected of a type, to a depth.
func (w *writer) selections(of *ast.Definition, depth int) string {
	var written, heads []string
	var asked []*ast.FieldDefinition
	for range 1 + w.number(3) {
		switch kind := w.number(9); {
		case kind == 0:
			written = append(written, pick(w, []string{"__typename", "type: __typename"})+w.condition())
		case kind == 1 && of != forClients.Query:
			written = append(written, "... on "+w.narrower(of, func(narrower *ast.Definition) string {
				return narrower.Name + w.condition() + " " + w.selections(narrower, depth)
			}))
		case kind == 2 && len(w.fragments) < 10:
			name := w.name("fragment")
			w.fragments = append(w.fragments, "") // so that those within count
			at := len(w.fragments) - 1
			w.fragments[at] = "fragment " + name + " on " + w.narrower(of, func(narrower *ast.Definition) string { return narrower.Name + " " + w.selections(narrower, depth) })
			written = append(written, "..."+name+w.condition())
			if w.chance(30) {
				written = append(written, "..."+name)
			}
		case kind == 3 && len(heads) > 0: // once more, to be made one
			again := w.number(len(heads) - 1)
			written = append(written, heads[again]+w.below(asked[again], depth))
		default:
			if field := w.field(of, depth); field != nil {
				head := w.head(field)
				heads, asked = append(heads, head), append(asked, field)
				written = append(written, head+w.condition()+w.below(field, depth))
			}
		}
	}
	if len(written) == 0 {
		written = []string{"__typename"}
	}
	return "{ " + strings.Join(written, " ") + " }"
}

// narrower is a type that some values of a type have.
func (w *writer) narrower(of *ast.Definition, write func(*ast.Definition) string) string {
	names := append([]string{of.Name}, of.Interfaces...)
	for _, possible := range forClients.PossibleTypes[of.Name] {
		names = append(names, possible.Name)
	}
	return write(forClients.Types[pick(w, names)])
}

func (w *writer) field(of *ast.Definition, depth int) *ast.FieldDefinition {
	var may []*ast.FieldDefinition
	for _, field := range of.Fields {
		if composite := forClients.Types[field.Type.Name()].IsCompositeType(); !strings.HasPrefix(field.Name, "__") && (depth > 0 || !composite) {
			may = append(may, field)
		}
	}
	if len(may) == 0 {
		return nil
	}
	return pick(w, may)
}

// head is a field with its arguments. Where it has some, it has a name of its own too, as
// two of them could not be one.
func (w *writer) head(field *ast.FieldDefinition) string {
	var arguments []string
	for _, argument := range field.Arguments {
		cursor := argument.Name == "after" || argument.Name == "before" // there is none to be had
		if required := argument.Type.NonNull && argument.DefaultValue == nil; required || argument.Name == "first" || w.chance(15) && !cursor || w.chance(1) {
			about := argument.Name
			if about == "id" {
				about = field.Name // as in place(id:)
			}
			arguments = append(arguments, argument.Name+": "+w.argument(about, argument))
		}
	}
	if len(arguments) == 0 {
		return field.Name
	}
	return w.name("a") + ": " + field.Name + "(" + strings.Join(arguments, ", ") + ")"
}

func (w *writer) below(field *ast.FieldDefinition, depth int) string {
	of := forClients.Types[field.Type.Name()]
	if !of.IsCompositeType() {
		return ""
	}
	return " " + w.selections(of, depth-1)
}

func (w *writer) condition() string {
	if !w.chance(15) {
		return ""
	}
	value := pick(w, []string{"true", "false"})
	if w.chance(50) {
		name := w.name("v")
		w.declared = append(w.declared, "$"+name+": Boolean!")
		w.variables[name] = value == "true"
		value = "$" + name
	}
	return " @" + pick(w, []string{"skip", "include"}) + "(if: " + value + ")"
}

// constant is a value of an enum.
type constant string

func (w *writer) argument(about string, argument *ast.ArgumentDefinition) string {
	value := w.value(about, argument.Type, 2)
	if w.chance(20) {
		name := w.name("v")
		w.declared = append(w.declared, "$"+name+": "+argument.Type.String())
		w.variables[name] = plain(value)
		return "$" + name
	}
	return literal(value)
}

func (w *writer) value(name string, of *ast.Type, depth int) any {
	if !of.NonNull && w.chance(10) {
		return nil
	}
	if of.Elem != nil {
		list := []any{}
		for range w.number(2) {
			list = append(list, w.value(name, of.Elem, depth))
		}
		return list
	}
	definition := forClients.Types[of.Name()]
	switch {
	case name == "first" && w.chance(95):
		return w.number(3)
	case definition.Kind == ast.Enum:
		return constant(pick(w, definition.EnumValues).Name)
	case definition.Kind == ast.InputObject:
		object := map[string]any{}
		for _, field := range definition.Fields {
			if required := field.Type.NonNull && field.DefaultValue == nil; required || depth > 0 && w.chance(12) {
				object[field.Name] = w.value(field.Name, field.Type, depth-1)
			}
		}
		return object
	}
	switch of.Name() {
	case "ID":
		if w.chance(5) {
			return pick(w, []string{"", "place/nowhere", "x"})
		}
		return string(pick(w, w.things(name)).ID)
	case "Int":
		return w.number(102) - 1
	case "Float":
		return float64(w.number(1000)) / 8
	case "Boolean":
		return w.chance(50)
	case "Date":
		if w.chance(5) {
			return "March"
		}
		return pick(w, []string{"2018", "2019-01", "2020-10-01"})
	}
	return pick(w, []string{"zh", "en", "zh-Hant", "steel", "氢", "gang", "2+4", "!"})
}

// things are those of the kind that a name tells.
func (w *writer) things(name string) []*graph.Thing {
	kinds := map[string]graph.Kind{"places": graph.Place, "within": graph.Place, "at": graph.Place, "industries": graph.Industry, "root": graph.Industry}
	for _, info := range graph.Kinds() {
		kinds[info.Prefix] = info.Kind
	}
	if things := w.view.Things(kinds[name]); len(things) > 0 {
		return things
	}
	return w.view.AllThings()
}

func literal(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case constant:
		return string(value)
	case []any:
		var list []string
		for _, item := range value {
			list = append(list, literal(item))
		}
		return "[" + strings.Join(list, ", ") + "]"
	case map[string]any:
		var list []string
		for _, name := range slices.Sorted(maps.Keys(value)) {
			list = append(list, name+": "+literal(value[name]))
		}
		return "{" + strings.Join(list, ", ") + "}"
	case string:
		return (&ast.Value{Kind: ast.StringValue, Raw: value}).String()
	}
	return fmt.Sprint(value)
}

// plain is the value as a variable.
func plain(value any) any {
	switch value := value.(type) {
	case constant:
		return string(value)
	case []any:
		list := []any{}
		for _, item := range value {
			list = append(list, plain(item))
		}
		return list
	case map[string]any:
		object := map[string]any{}
		for name, item := range value {
			object[name] = plain(item)
		}
		return object
	}
	return value
}
