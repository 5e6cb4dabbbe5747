// Package execute answers operations by plans. A plan says once for all requests which
// fields an operation selects of which type; generated code walks it over the values of
// the model and appends their JSON to one buffer, so that an element of a list costs
// neither a goroutine nor a context nor a value of its own in memory.
package execute

import "github.com/vektah/gqlparser/v2/ast"

// Object is a type whose fields the generated code answers. A field's number is its
// place in the list.
type Object struct {
	Name   string
	Fields []Origin
}

// Origin is where a field's value comes from.
type Origin struct {
	Name       string
	IsMethod   bool
	IsResolver bool
}

// Schema is what plans are made from.
type Schema struct {
	objects map[string]*object
	// possible are the objects that a value of a type can be, in the order in which the
	// generated code numbers them.
	possible map[string][]*object
}

type object struct {
	name      string
	satisfies map[string]bool // the conditions of fragments that hold for it
	members   map[string]member
}

type member struct {
	Origin
	number         int
	takesArguments bool
	nonNull        bool
	returns        string
}

// NewSchema describes what generated code can answer. Each abstract type comes with the
// objects that it can be.
func NewSchema(definitions *ast.Schema, objects []Object, abstract map[string][]string) *Schema {
	s := &Schema{objects: map[string]*object{}, possible: map[string][]*object{}}
	for _, o := range objects {
		definition := definitions.Types[o.Name]
		made := &object{name: o.Name, satisfies: map[string]bool{"": true, o.Name: true}, members: map[string]member{}}
		for _, implemented := range definitions.GetImplements(definition) {
			made.satisfies[implemented.Name] = true
		}
		for number, origin := range o.Fields {
			field := definition.Fields.ForName(origin.Name)
			made.members[origin.Name] = member{
				Origin: origin, number: number, takesArguments: len(field.Arguments) > 0,
				nonNull: field.Type.NonNull, returns: field.Type.Name(),
			}
		}
		s.objects[o.Name] = made
		s.possible[o.Name] = []*object{made}
	}
	for name, list := range abstract {
		for _, possible := range list {
			s.possible[name] = append(s.possible[name], s.objects[possible])
		}
	}
	return s
}
