package main

const code = `
{{ reserveImport "context" }}
{{ reserveImport "encoding/json" }}
{{ reserveImport "fmt" }}
{{ reserveImport "github.com/polygraph-kg/polygraph/resolvers/internal/execute" }}

// Planned is what plans are made from.
var Planned = execute.NewSchema(parsedSchema, []execute.Object{
{{- range .Objects }}
	{Name: {{ .Name|quote }}, Fields: []execute.Origin{
	{{- range .Fields }}
		{Name: {{ .Name|quote }}{{ if or .IsMethod .IsResolver }}, IsMethod: true{{ end }}{{ if .IsResolver }}, IsResolver: true{{ end }}},
	{{- end }}
	}},
{{- end }}
}, map[string][]string{
{{- range .Abstract }}
	{{ .Name|quote }}: { {{- range $i, $name := .Objects }}{{ if $i }}, {{ end }}{{ $name|quote }}{{ end -}} },
{{- end }}
})

// Execute answers an operation by its plan, in no more bytes than are allowed.
func Execute(ctx context.Context, resolvers ResolverRoot, plan *execute.Plan, allowed *execute.Allowance) json.RawMessage {
	x := executor{execute.Begin(ctx, plan, allowed), resolvers.Query()}
	x.appendQuery(plan.Root().On(0))
	return x.End()
}

type executor struct {
	*execute.Execution
	resolvers QueryResolver
}


{{ range .Arguments }}
type {{ .Name }} struct {
{{- range .Arguments }}
	{{ .VarName }} {{ .TypeReference.GO | ref }}
{{- end }}
}

func (x *executor) {{ .Name }}(f *execute.Field) *{{ .Name }} {
	return execute.Arguments(x.Execution, f, (*executionContext).{{ .Read }}, func(read map[string]any) {{ .Name }} {
		return {{ .Name }}{ {{- range $i, $a := .Arguments }}{{ if $i }}, {{ end }}read[{{ .Name|quote }}].({{ .TypeReference.GO | ref }}){{ end -}} }
	})
}
{{ end }}

{{ range .Objects }}
func (x *executor) append{{ .Name }}(fields []execute.Field{{ if not .Root }}, o {{ .Reference | ref }}{{ end }}) bool {
	x.OpenObject(fields)
	for !x.fieldsOf{{ .Name }}({{ if not .Root }}o{{ end }}) {
	}
	return x.CloseObject()
}

func (x *executor) fieldsOf{{ .Name }}({{ if not .Root }}o {{ .Reference | ref }}{{ end }}) (all bool) {
	defer x.Recover(x.Depth())
	for f := x.Next(); f != nil; f = x.Next() {
		switch f.Number {
		{{- range $number, $field := .Fields }}
		case {{ $number }}: // {{ .Name }}
			{{- if .Arguments }}
			a := x.{{ .Arguments }}(f)
			if a == nil {
				x.Put(x.Null())
				continue
			}
			{{- end }}
			{{- if .CanFail }}
			v, err := {{ .Call }}
			if err != nil {
				x.Put(x.Fail(err))
				continue
			}
			x.Put(x.{{ .Value.Append }}(f, v))
			{{- else if .VOkFunc }}
			v, ok := {{ .Call }}
			if !ok {
				x.Put(x.{{ if .Value.GQL.NonNull }}InvalidNull({{ .Value.GQL.String|quote }}){{ else }}Null(){{ end }})
				continue
			}
			x.Put(x.{{ .Value.Append }}(f, v))
			{{- else if and .Based .Value.IsSlice }}
			x.OpenList()
			i := 0
			for base := range {{ .Based }} {
				if !x.Element(i) {
					break
				}
				x.Must({{ .Value.Elem.AppendBased }})
				i++
			}
			x.Put(x.CloseList())
			{{- else if .Based }}
			base := {{ .Based }}()
			x.Put({{ .Value.AppendBased }})
			{{- else }}
			x.Put(x.{{ .Value.Append }}(f, {{ .Call }}))
			{{- end }}
		{{- end }}
		}
	}
	return true
}
{{ end }}

{{ range $abstract := .Abstract }}
func (x *executor) append{{ .Name }}(f *execute.Field, o {{ .Type | ref }}) bool {
	switch o := o.(type) {
	{{- range .Cases }}
	case {{ .Type | ref }}:
		{{- if .CanBeNil }}
		if o == nil {
			return x.Null()
		}
		{{- end }}
		return x.append{{ .Name }}(f.On({{ $abstract.Number .Name }}), {{ if .TakeRef }}&{{ end }}o)
	{{- end }}
	case nil:
		return x.Null()
	default:
		panic(fmt.Errorf("unexpected type %T of {{ $abstract.Name }}", o))
	}
}
{{ end }}

{{ range $abstract := .Based }}
func (x *executor) append{{ .Name }}Base(f *execute.Field, base {{ .Base | ref }}) bool {
	switch base.Kind() {
	{{- range .Based }}
	case {{ .Name|quote }}:
		return x.append{{ .Name }}(f.On({{ $abstract.Number .Name }}), &{{ .Type | ref }}{Base: base})
	{{- end }}
	}
	if o := base.{{ .Name }}(); o != nil {
		return x.append{{ .Name }}(f, o)
	}
	return x.InvalidNull({{ printf "%s!" .Name | quote }})
}
{{ end }}

{{ range .Values }}
func (x *executor) {{ .Append }}(f *execute.Field, v {{ .GO | ref }}) bool {
	{{- if or .IsPtrToSlice .IsPtrToIntf }}
	if v == nil {
		return x.Null()
	}
	return x.{{ .Elem.Append }}(f, *v)
	{{- else if .IsSlice }}
	{{- if not .GQL.NonNull }}
	if v == nil {
		return x.Null()
	}
	{{- end }}
	x.OpenList()
	for i := range v {
		if !x.Element(i) {
			break
		}
		{{- if .Elem.GQL.NonNull }}
		x.Must(x.{{ .Elem.Append }}(f, v[i]))
		{{- else }}
		x.{{ .Elem.Append }}(f, v[i])
		{{- end }}
	}
	return x.CloseList()
	{{- else }}
	{{- if .IsNilable }}
	if v == nil {
		return x.{{ if .GQL.NonNull }}InvalidNull({{ .GQL.String|quote }}){{ else }}Null(){{ end }}
	}
	{{- end }}
	{{- if .IsFloat }}
	return x.Float({{ .Scalar }})
	{{- else if .Appender }}
	x.Buffer = {{ .Appender }}(x.Buffer, {{ .Scalar }})
	{{- if and .GQL.NonNull .CanBeNull }}
	return x.NotNull({{ .GQL.String|quote }})
	{{- else }}
	return true
	{{- end }}
	{{- else if .Marshaler }}
	{{ .Marshaler | call }}({{ .Scalar }}).MarshalGQL(x)
	return {{ if .GQL.NonNull }}x.NotNull({{ .GQL.String|quote }}){{ else }}true{{ end }}
	{{- else if .IsObject }}
	return x.append{{ .Definition.Name }}(f.On(0), {{ if not .IsNilable }}&{{ end }}v)
	{{- else if .IsAbstract }}
	return x.append{{ .Definition.Name }}(f, v)
	{{- end }}
	{{- end }}
}
{{ end }}
`
