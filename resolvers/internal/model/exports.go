package model

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

// ExportLink leads to a file of an answer.
type ExportLink struct {
	format export.Format
	URL    string
}

// MediaType is what the file is.
func (l ExportLink) MediaType() string { return l.format.MediaType }

// Title is the format's name to people.
func (l ExportLink) Title() string { return l.format.Title }

// Exports leads to files of the whole list, in all formats or in those wanted.
func (l listed) Exports(ctx context.Context, formats []string) ([]ExportLink, error) {
	return l.reader.links(ctx, formats)
}

// links lead to files of what has a field for them; none where no question leads to it.
func (r *Reader) links(ctx context.Context, wanted []string) ([]ExportLink, error) {
	if r.apart {
		return nil, nil
	}
	asked := r.asked(graphql.GetFieldContext(ctx).Parent, graphql.GetOperationContext(ctx).Variables)
	if asked == nil {
		return nil, nil
	}
	var list []ExportLink
	if wanted == nil {
		wanted = export.Names()
	}
	query := asked.Encode()
	for i, name := range wanted {
		if slices.Contains(wanted[:i], name) {
			continue
		}
		f, err := export.LookupFormat(name)
		if err != nil {
			return nil, err
		}
		list = append(list, ExportLink{f, "/export/" + f.Name + "?" + query})
	}
	return list, nil
}

// Format is its name.
func (l ExportLink) Format() string { return l.format.Name }

// asked is what a field asks, as exports take it: a root field with its arguments, and
// the fields that lead on from there to this one. It is nil for a field below the items
// of a list, to which no question leads.
func (r *Reader) asked(field *graphql.FieldContext, variables map[string]any) url.Values {
	var text, below string
	for ; field != nil; field = field.Parent {
		if field.Index != nil {
			return nil
		}
		if field.Field.Field != nil {
			definition := field.Field.Field
			if returned := r.schema.Types[definition.Definition.Type.Name()]; text != "" && returned != nil && returned.IsAbstractType() {
				text = "... on " + below + " { " + text + " }" // only some of its types have the field
			}
			if text != "" {
				text = " { " + text + " }"
			}
			text = definition.Name + r.arguments(definition, variables) + text
			below = definition.ObjectDefinition.Name
		}
	}
	asked := url.Values{"question": {text}}
	if first := r.languages.order[0]; first != graph.English {
		asked.Set("language", first)
	}
	return asked
}

// paging are the arguments of lists that choose a page, while exports are of all pages.
var paging = []string{"first", "after", "last", "before", "orderBy"}

// arguments are those of a field, with variables by their values.
func (r *Reader) arguments(field *ast.Field, variables map[string]any) string {
	var list []string
	for _, argument := range field.Arguments {
		if strings.HasSuffix(field.Definition.Type.Name(), "Connection") && slices.Contains(paging, argument.Name) {
			continue
		}
		if value := r.literal(argument.Value, variables); value != "" {
			list = append(list, argument.Name+": "+value)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "(" + strings.Join(list, ", ") + ")"
}

// literal writes a value of a document without variables; empty for a variable that
// was not given.
func (r *Reader) literal(v *ast.Value, variables map[string]any) string {
	switch v.Kind {
	case ast.Variable:
		value, given := variables[v.Raw]
		if !given || v.ExpectedType == nil {
			return ""
		}
		return r.constant(value, v.ExpectedType)
	case ast.ListValue, ast.ObjectValue:
		var list []string
		for _, child := range v.Children {
			value := r.literal(child.Value, variables)
			switch {
			case value == "":
			case v.Kind == ast.ListValue:
				list = append(list, value)
			default:
				list = append(list, child.Name+": "+value)
			}
		}
		if v.Kind == ast.ListValue {
			return "[" + strings.Join(list, ", ") + "]"
		}
		return "{" + strings.Join(list, ", ") + "}"
	}
	return v.String()
}

// constant writes the value of a variable as a literal of its type.
func (r *Reader) constant(value any, of *ast.Type) string {
	definition := r.schema.Types[of.Name()]
	switch value := value.(type) {
	case nil:
		return "null"
	case []any:
		element := of
		if of.Elem != nil {
			element = of.Elem
		}
		list := make([]string, len(value))
		for i, item := range value {
			list[i] = r.constant(item, element)
		}
		return "[" + strings.Join(list, ", ") + "]"
	case map[string]any:
		var list []string
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if field := definition.Fields.ForName(name); field != nil {
				list = append(list, name+": "+r.constant(value[name], field.Type))
			}
		}
		return "{" + strings.Join(list, ", ") + "}"
	case string:
		if definition != nil && definition.Kind == ast.Enum {
			return value
		}
		return (&ast.Value{Kind: ast.StringValue, Raw: value}).String()
	}
	text, _ := json.Marshal(value) // a number or a boolean
	return string(text)
}
