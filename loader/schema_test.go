package loader_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/data"
)

// dataSchema is the JSON Schema that editors use.
func dataSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("../data/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return schema.Validate(withoutTimes(value))
}

// withoutTimes undoes what YAML 1.1 makes of dates: editors read YAML 1.2, where
// they are texts.
func withoutTimes(value any) any {
	switch value := value.(type) {
	case time.Time:
		return value.Format(time.DateOnly)
	case map[string]any:
		for key := range value {
			value[key] = withoutTimes(value[key])
		}
	case []any:
		for i := range value {
			value[i] = withoutTimes(value[i])
		}
	}
	return value
}

func TestTheDatasetIsValidByItsJSONSchema(t *testing.T) {
	schema := dataSchema(t)
	err := fs.WalkDir(data.Files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(p) != ".yaml" {
			return err
		}
		text, err := fs.ReadFile(data.Files, p)
		if err != nil {
			return err
		}
		if err := validate(t, schema, string(text)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What the loader refuses for its shape, an editor marks while one types.
func TestTheJSONSchemaMarksFaults(t *testing.T) {
	schema := dataSchema(t)
	const document = "document: {id: document/a, sourceFile: a.txt, title: {en: A}, language: en}\nclaims:\n"
	for name, row := range map[string]struct{ text, marks string }{
		"an unknown part":                  {"entitys: []", "entitys"},
		"an unknown key":                   {"entities: [{id: place/a, labels: {en: A}, level: city, lable: A}]", "lable"},
		"an ID of no kind":                 {"entities: [{id: plce/a, labels: {en: A}}]", "id"},
		"a place without a level":          {"entities: [{id: place/a, labels: {en: A}}]", "level"},
		"a key of another kind":            {"entities: [{id: place/a, labels: {en: A}, level: city, form: PLAN}]", "form"},
		"an unknown language":              {"entities: [{id: industry/a, labels: {zh: 甲}}]", "zh"},
		"a level that is none":             {"entities: [{id: place/a, labels: {en: A}, level: town}]", "level"},
		"a relation to a wrong kind":       {"entities: [{id: industry/a, labels: {en: A}, broader: place/b}]", "broader"},
		"claims without a document":        {"claims: []", "document"},
		"a claim without mentions":         {document + "- {claim: place/a prioritises industry/b, line: 1}", "mentions"},
		"a predicate that is none":         {document + "- {claim: place/a prefers industry/b, line: 1, mentions: b}", "claim"},
		"an object of a wrong kind":        {document + "- {claim: place/a prioritises place/b, line: 1, mentions: b}", "claim"},
		"a key of another predicate":       {document + "- {claim: place/a hosts place/b, line: 1, mentions: b, stance: GROW}", "stance"},
		"a target without an amount":       {document + "- {claim: place/a hasTarget metric/b, line: 1, mentions: b}", "amount"},
		"a date that is none":              {document + "- {claim: place/a hasTarget metric/b, line: 1, mentions: b, amount: 3, by: soon}", "by"},
		"a span in words":                  {document + "- {claim: place/a hosts place/b, line: 1, mentions: b, span: first}", "span"},
		"a post without where it is held":  {document + "- {claim: official/a holds post/b, line: 1, mentions: b}", "of"},
		"a line that counts from nothing":  {document + "- {claim: place/a hosts place/b, line: 0, mentions: b}", "line"},
		"a section without a title":        {"document: {id: document/a, sourceFile: a.txt, title: {en: A}, language: en, sections: [{line: 1}]}", "title"},
		"a review that gives no reason":    {"document: {id: document/a, sourceFile: a.txt, title: {en: A}, language: en, reviewed: [{line: 1}]}", "reason"},
		"a document in a foreign language": {"document: {id: document/a, sourceFile: a.txt, title: {en: A}, language: fr}", "language"},
	} {
		t.Run(name, func(t *testing.T) {
			err := validate(t, schema, row.text)
			if err == nil {
				t.Fatal("nothing is marked")
			}
			if !strings.Contains(err.Error(), row.marks) {
				t.Errorf("%v does not point at %q", err, row.marks)
			}
		})
	}
}
