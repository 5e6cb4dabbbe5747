package resolvers

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
)

// mostChoices is how many names an error lists.
const mostChoices = 20

// choice is a message of the executor about a name that the schema does not have. Its
// groups are the type and, where there is a second one, the field.
type choice struct {
	message *regexp.Regexp
	ask     string
	names   func(of *ast.Definition, field string) []string
}

var choices = []choice{
	{regexp.MustCompile(`^Value "[^"]*" does not exist in "\[*(\w+)[]!]*" enum\.$`), " It has", values},
	{regexp.MustCompile(`^\S+ is not a valid (\w+)$`), ": it has", values},
	{regexp.MustCompile(`^Unknown argument "[^"]*" on field "(\w+)\.(\w+)"\.$`), " It takes", arguments},
	{regexp.MustCompile(`^Cannot query field "[^"]*" on type "(\w+)"\.$`), " It has", fields},
	{regexp.MustCompile(`^Field "[^"]*" is not defined by type "(\w+)"\.$`), " It has", fields},
}

// tellChoices ends errors about unknown names with the names that there are, where the
// executor found none that is near.
func tellChoices(schema *ast.Schema) graphql.ResponseMiddleware {
	return reword(func(message string) string { return message + choicesFor(schema, message) })
}

// hideChoices leaves out what may have been meant. The executor does so for two of its
// rules only.
func hideChoices() graphql.ResponseMiddleware {
	return reword(func(message string) string {
		message, _, _ = strings.Cut(message, " Did you mean ")
		return message
	})
}

// reword changes what the executor says of documents that are not valid.
func reword(say func(string) string) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		response := next(ctx)
		if response == nil {
			return nil
		}
		for i, err := range response.Errors {
			if err.Extensions["code"] == errcode.ValidationFailed {
				told := *err
				told.Message = say(err.Message)
				response.Errors[i] = &told
			}
		}
		return response
	}
}

func choicesFor(schema *ast.Schema, message string) string {
	for _, c := range choices {
		groups := c.message.FindStringSubmatch(message)
		if groups == nil {
			continue
		}
		of := schema.Types[groups[1]]
		if of == nil || of.BuiltIn {
			return ""
		}
		names := c.names(of, groups[len(groups)-1])
		if len(names) == 0 {
			return ""
		}
		more := ""
		if n := len(names) - mostChoices; n > 0 {
			names, more = names[:mostChoices], fmt.Sprintf(" and %d more", n)
		}
		return c.ask + " " + strings.Join(names, ", ") + more + "."
	}
	return ""
}

func values(of *ast.Definition, _ string) []string {
	var names []string
	for _, value := range of.EnumValues {
		names = append(names, value.Name)
	}
	return names
}

func arguments(of *ast.Definition, field string) []string {
	var names []string
	if f := of.Fields.ForName(field); f != nil {
		for _, argument := range f.Arguments {
			names = append(names, argument.Name)
		}
	}
	return names
}

func fields(of *ast.Definition, _ string) []string {
	var names []string
	for _, f := range of.Fields {
		if !strings.HasPrefix(f.Name, "_") {
			names = append(names, f.Name)
		}
	}
	return names
}
