package resolvers

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"
)

func TestWrongVariablesAreToldWhatThereIsToo(t *testing.T) {
	for message, want := range map[string]string{
		"TOWN is not a valid OrderDirection":  ": it has ASC, DESC.",
		"TOWN is not a valid Nothing":         "",
		"TOWN is not a valid String":          "",
		"Cannot query field \"a\" on type b.": "",
	} {
		if got := choicesFor(forClients, message); got != want {
			t.Errorf("%s: %q, want %q", message, got, want)
		}
	}
}

func TestErrorsNameNothingWhereSuggestionsAreOff(t *testing.T) {
	options := DefaultOptions()
	options.Suggestions = false
	exec := executor.New(Schema())
	Configure(exec, steelTown(t), options, slog.New(slog.DiscardHandler))
	for _, query := range []string{
		`{ places(filter: {level: CITI}) { totalCount } }`, `{ places(filter: {level: TOWN}) { totalCount } }`,
		`{ promises(year: 2025) { totalCount } }`, `{ places { nodes { lable } } }`, `{ places(filter: {xyzzy: 1}) { totalCount } }`,
		`{ promises(dues: {to: "2025"}) { totalCount } }`, `query($a: PlaceFiltr) { __typename }`, `{ places(filter: {levels: CITY}) { totalCount } }`, `{ statistics }`,
	} {
		_, errors := answerOf(t, exec, "", query)
		message := errors[0]["message"].(string)
		for _, tells := range []string{"Did you mean", "It has", "It takes"} {
			if strings.Contains(message, tells) {
				t.Errorf("%s: %s", query, message)
			}
		}
	}
}
