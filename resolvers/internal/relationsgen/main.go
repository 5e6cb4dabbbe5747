// Command relationsgen writes what follows from the vocabulary table: the part
// of the GraphQL schema that has one type a kind and one field a relation, the
// enums, the connections of all lists, and the Go code that answers for them. It
// runs from the resolvers folder.
package main

import (
	"bytes"
	"go/format"
	"log"
	"os"
	"slices"
	"strings"
	"text/template"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

// field is one relation, seen from one kind.
type field struct {
	Name        string
	Method      string
	Predicate   string
	Forward     bool
	Single      bool   // there is one far end, always
	Node        string // the kind at the far end, or Thing where there are several
	Description string
}

type kind struct {
	graph.KindInfo
	Singular string
	Method   string // of the list
	Fields   []field
}

// connection is a type of list that the schema has.
type connection struct {
	Type  string // of the nodes
	Label string // of one of them
	Plain string // of several
}

// answers are the lists that questions are answered with.
var answers = []connection{
	{"Thing", "thing", "things"},
	{"Relation", "relation", "relations"},
	{"SharedPriority", "answer", "answers to sharedPriorities"},
	{"Anchor", "answer", "answers to anchors"},
	{"Likeness", "answer", "answers to alike"},
	{"OfficeHolder", "answer", "answers to officeHolders"},
	{"PromisedTarget", "answer", "answers to promises"},
	{"Track", "answer", "answers to tracks"},
	{"Formula", "answer", "answers to formulas"},
	{"Conflict", "disagreement", "disagreements"},
	{"Branch", "industry in the taxonomy", "industries in the taxonomy"},
	{"SearchHit", "thing that was found", "things that were found"},
}

func main() {
	log.SetFlags(0)
	kinds := table()
	all := slices.Clone(answers)
	for _, k := range kinds {
		all = append(all, connection{string(k.Kind), k.Label, k.Plural})
	}
	vocabulary := struct {
		Kinds      []graph.KindInfo
		Stances    []graph.StanceInfo
		Units      []graph.UnitInfo
		Predicates []graph.Predicate
		Orders     []graph.OrderKeyInfo
		Levels     []graph.Described
		Forms      []graph.Described
		Classes    []string
		Reasons    []graph.MatchReasonInfo
		Qualities  []graph.MatchQualityInfo
		Formats    []export.Format
	}{graph.Kinds(), graph.Stances(), graph.Units(), graph.Vocabulary(), graph.OrderKeys(), graph.LevelTable(), graph.FormTable(), graph.ScaleClasses(), graph.MatchReasons(), graph.MatchQualities(), export.Formats()}
	write("../schema/relations.graphqls", relationsSDL, kinds)
	write("../schema/connections.graphqls", connectionsSDL, struct {
		Lists []connection
		Ends  []string
	}{all, ends(kinds)})
	write("../schema/vocabulary.graphqls", vocabularySDL, vocabulary)
	write("internal/model/relations_gen.go", relationsGo, kinds)
	write("internal/model/connections_gen.go", connectionsGo, struct {
		Lists []connection
		Ends  []string
	}{all, ends(kinds)})
}

// table arranges the vocabulary by the kinds that relations start from.
func table() []kind {
	var kinds []kind
	for _, info := range graph.Kinds() {
		k := kind{KindInfo: info, Singular: info.Prefix, Method: upper(info.Plural)}
		for _, p := range graph.Vocabulary() {
			if slices.Contains(p.Subjects, info.Kind) {
				k.Fields = append(k.Fields, field{p.Name, upper(p.Name), p.Name, true, info.Minted && p.Structural, node(p.Objects), p.Description})
			}
			if slices.Contains(p.Objects, info.Kind) && !p.Symmetric() {
				k.Fields = append(k.Fields, field{p.Inverse, upper(p.Inverse), p.Name, false, p.Mints == info.Kind, node(p.Subjects), "The other way round: " + p.InverseLabel + ". " + p.Description})
			}
		}
		kinds = append(kinds, k)
	}
	return kinds
}

// ends are the types that relations lead to.
func ends(kinds []kind) []string {
	list := []string{"Thing"}
	for _, k := range kinds {
		for _, from := range kinds {
			if slices.ContainsFunc(from.Fields, func(f field) bool { return f.Node == string(k.Kind) && !f.Single }) {
				list = append(list, string(k.Kind))
				break
			}
		}
	}
	return list
}

func node(kinds []graph.Kind) string {
	if len(kinds) == 1 {
		return string(kinds[0])
	}
	return "Thing"
}

func upper(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func write(file, text string, data any) {
	functions := template.FuncMap{
		"constant": graph.Constant,
		"sentence": func(text string) string { return upper(text) + "." },
		"words":    func(name string) string { return strings.ReplaceAll(name, "-", " ") },
		"join":     func(list []string) string { return strings.Join(list, ", ") },
	}
	var b bytes.Buffer
	if err := template.Must(template.New(file).Funcs(functions).Parse(text)).Execute(&b, data); err != nil {
		log.Fatal(err)
	}
	out := b.Bytes()
	if strings.HasSuffix(file, ".go") {
		formatted, err := format.Source(out)
		if err != nil {
			log.Fatalf("%s: %v\n%s", file, err, out)
		}
		out = formatted
	}
	if err := os.WriteFile(file, out, 0o644); err != nil {
		log.Fatal(err)
	}
}
