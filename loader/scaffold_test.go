package loader_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

var (
	openKey     = regexp.MustCompile(`(?m)^((?:  |- )\w+:)  # required, such as (.*)$`)
	optionalKey = regexp.MustCompile(`(?m)^  # (\w+: .*?)  # .*$`)
)

// filled gives the open keys of a scaffold their examples.
func filled(s *loader.Scaffold) string { return openKey.ReplaceAllString(s.Text, "$1 $2") }

// insert puts an entry into a file that is expected to take it.
func insert(t *testing.T, s *loader.Scaffold, text string) string {
	t.Helper()
	written, err := s.Insert([]byte(text))
	if err != nil {
		t.Fatalf("the entry\n%s\ncannot be put into\n%s\n%v", s.Text, text, err)
	}
	return string(written)
}

// examples holds what the examples of keys name, and two things of each kind.
func examples(t *testing.T) loader.Source {
	t.Helper()
	text := `
entities:
- {id: place/jinan, labels: {en: Jinan}, level: city}
- {id: place/jining, labels: {en: Jining}, level: city}
- {id: place/qufu, labels: {en: Qufu}, level: county}
- {id: industry/steel, labels: {en: steel}}
- {id: industry/hydrogen, labels: {en: hydrogen}}
`
	for _, info := range graph.Kinds() {
		if info.Minted || info.Kind == graph.Document {
			continue
		}
		for _, name := range []string{"subject", "object"} {
			var cells []loader.Cell
			if info.Kind == graph.Programme { // so that it can have parts
				cells = append(cells, loader.Cell{Column: "formula", Value: "1+5+N"})
			}
			s, err := loader.NewEntity(info.Prefix+"/"+name, cells, true)
			if err != nil {
				t.Fatal(err)
			}
			s.Text = filled(s)
			text = insert(t, s, text)
		}
	}
	source := folder(map[string]string{"examples.yaml": text})
	source.Name = "examples"
	return source
}

// checkFilled loads a scaffold with its required keys filled in, and then with each
// of the optional ones besides. As it stands, each open key is a fault.
func checkFilled(t *testing.T, base loader.Source, s *loader.Scaffold, before string) {
	t.Helper()
	check := func(entry string) {
		t.Helper()
		store := openStore(t)
		text := insert(t, &loader.Scaffold{Part: s.Part, Text: entry}, before)
		if _, err := loader.Load(t.Context(), store, []loader.Source{base, folder(map[string]string{"new.yaml": text})}, nil); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
	whole := filled(s)
	check(whole)
	for _, m := range optionalKey.FindAllStringSubmatch(whole, -1) {
		check(strings.Replace(whole, m[0], "  "+m[1], 1))
	}
	if strings.Count(whole, "\n  #") != len(optionalKey.FindAllString(whole, -1)) {
		t.Errorf("not every comment is a key with its example:\n%s", whole)
	}
	_, err := loader.Load(t.Context(), openStore(t), []loader.Source{base, folder(map[string]string{"new.yaml": insert(t, s, before)})}, nil)
	for _, key := range s.Open {
		if err == nil || !strings.Contains(err.Error(), `the key "`+key+`" has no value`) {
			t.Errorf("the open key %s is not pointed out: %v", key, err)
		}
	}
}

func TestAnEntryOfEveryKindLoadsOnceItIsFilledIn(t *testing.T) {
	base := examples(t)
	for _, info := range graph.Kinds() {
		t.Run(string(info.Kind), func(t *testing.T) {
			s, err := loader.NewEntity(info.Prefix+"/new", nil, false)
			if info.Minted {
				if s != nil || graph.CodeOf(err) != graph.CodeInvalid {
					t.Errorf("got %+v, %v", s, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			checkFilled(t, base, s, "")
		})
	}
}

func TestAClaimOfEveryPredicateLoadsOnceItIsFilledIn(t *testing.T) {
	base := examples(t)
	for _, p := range loader.ClaimedPredicates() {
		for _, subject := range p.Subjects {
			s, err := loader.NewClaim(subject.Info().Prefix+"/subject", p.Name, loader.Written(p)[0].Info().Prefix+"/object", nil, false)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(p.Name+" of "+string(subject), func(t *testing.T) { checkFilled(t, base, s, documentD) })
		}
	}
}

func TestABriefScaffoldHoldsOnlyWhatIsNeeded(t *testing.T) {
	s, err := loader.NewClaim("place/jinan", "hasTarget", "metric/output-value", []loader.Cell{{Column: "by", Value: "2030"}, {Column: "line", Value: "4"}}, true)
	if err != nil {
		t.Fatal(err)
	}
	// In the order of the table of keys, whatever the order of the cells.
	const want = `- claim: place/jinan hasTarget metric/output-value
  line: 4
  amount:  # required, such as "> 200亿元"
  by: 2030
  mentions:  # required, such as [hydrogen, lay out]
`
	if s.Part != "claims" || s.Text != want || !slices.Equal(s.Open, []string{"amount", "mentions"}) {
		t.Errorf("got %s, open %v\n%s", s.Part, s.Open, s.Text)
	}
}

func TestValuesComeBackAsTheyWereGiven(t *testing.T) {
	for _, value := range []string{
		"a: b", `say "so"`, "it's", "# no comment", "a #b", "- no item", "? no key", "{no: map}", "[no list]", "*no alias", "&no anchor", "!no tag", "%no", "@no", "`no`",
		"yes", "null", "~", "1.0", "0x10", "2020-01-01", "曲阜市：一、二", "two  spaces", "a　b", "a\u00a0b", `back\slash`, "—", "a\u2028b", "\u200bzero", "é", "e\u0301", "😀",
		strings.Repeat("long words ", 40) + "end", "|", ">", "a|b", "=", "<<", "key:", ":", ",", "a, b", "}", "]",
	} {
		for _, column := range []string{"note", "labels.en"} { // in block and in flow style
			s, err := loader.NewEntity("industry/glass", []loader.Cell{{Column: "labels.zh-Hans", Value: "玻璃"}, {Column: column, Value: value}}, false)
			if err != nil {
				t.Errorf("%q: %v", value, err)
				continue
			}
			s.Text = filled(s)
			thing := loadOne(t, folder(map[string]string{"a.yaml": insert(t, s, "")})).Thing("industry/glass")
			if got := map[string]string{"note": thing.Note, "labels.en": thing.Labels["en"]}[column]; got != value {
				t.Errorf("%s %q came back as %q from\n%s", column, value, got, s.Text)
			}
		}
	}
}

func TestInsertKeepsEveryOtherByte(t *testing.T) {
	const entry = "- id: place/zibo\n  labels: {en: Zibo}\n  level: city\n"
	s, err := loader.NewEntity("place/zibo", []loader.Cell{{Column: "labels.en", Value: "Zibo"}, {Column: "level", Value: "city"}}, true)
	if err != nil {
		t.Fatal(err)
	}
	if s.Text != entry {
		t.Fatalf("the entry is\n%s", s.Text)
	}
	indented := "  " + strings.ReplaceAll(strings.TrimSuffix(entry, "\n"), "\n", "\n  ") + "\n"
	const a, b, claims = "- {id: industry/a, labels: {en: A}}\n", "- {id: industry/b, labels: {en: B}}\n", "document: {id: document/d, sourceFile: d.txt, title: {en: D}, language: en}\n"
	for _, c := range []struct{ name, before, want string }{
		{"an empty file", "", "entities:\n" + entry},
		{"blank lines", "\n\n", "\n\nentities:\n" + entry},
		{"a byte order mark", "\ufeff", "\ufeff\nentities:\n" + entry},
		{"comments only", "# mine\n", "# mine\nentities:\n" + entry},
		{"a comment without a line end", "# mine", "# mine\nentities:\n" + entry},
		{"a byte order mark and a comment", "\ufeff# mine\n", "\ufeff# mine\nentities:\n" + entry},
		{"a document's beginning alone", "---\n", "---\n\nentities:\n" + entry},
		{"no such part", claims, claims + "\nentities:\n" + entry},
		{"no such part, no line end at the end", strings.TrimSuffix(claims, "\n"), claims + "\nentities:\n" + entry},
		{"the part at the end", claims + "entities:\n" + a, claims + "entities:\n" + a + entry},
		{"the part at the end, no line end", "entities:\n" + strings.TrimSuffix(a, "\n"), "entities:\n" + a + entry},
		{"the part at the end, blank lines and comments behind", "entities:\n" + a + "# more\n\n\n", "entities:\n" + a + "# more\n" + entry + "\n\n"},
		{"the part before another", "entities:\n" + a + claims, "entities:\n" + a + entry + claims},
		{"the part before another, no line end at the end", "entities:\n" + a + strings.TrimSuffix(claims, "\n"), "entities:\n" + a + entry + strings.TrimSuffix(claims, "\n")},
		{"the part before another with its comment", "entities:\n" + a + "\n# of D\n\n# so\n" + claims, "entities:\n" + a + entry + "\n# of D\n\n# so\n" + claims},
		{"a list that is indented", "entities:\n  " + a + "  " + b + claims, "entities:\n  " + a + "  " + b + indented + claims},
		{"comments between and within entries", "# x\nentities:  # y\n" + a + "# z\n" + b + "  # of b\n" + claims, "# x\nentities:  # y\n" + a + "# z\n" + b + "  # of b\n" + entry + claims},
		{"Windows line ends", "entities:\r\n- {id: industry/a, labels: {en: A}}\r\n\r\n", "entities:\r\n- {id: industry/a, labels: {en: A}}\r\n" + strings.ReplaceAll(entry, "\n", "\r\n") + "\r\n"},
		{"Windows line ends, no such part", strings.ReplaceAll(claims, "\n", "\r\n"), strings.ReplaceAll(claims+"\nentities:\n"+entry, "\n", "\r\n")},
		{"a text of many lines", "entities:\n- id: industry/a\n  labels: {en: A}\n  note: >\n    one\n\n    # two\n" + claims, "entities:\n- id: industry/a\n  labels: {en: A}\n  note: >\n    one\n\n    # two\n" + entry + claims},
		{"a quoted key", "\"entities\":\n" + a, "\"entities\":\n" + a + entry},
		{"odd spaces", "entities :   \n" + a + "   \n" + claims, "entities :   \n" + a + entry + "   \n" + claims},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := insert(t, s, c.before); got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestFilesThatTakeNoEntry(t *testing.T) {
	const byHand = "the file is written in a way that leaves no place for the entry: add it by hand"
	entity, err := loader.NewEntity("place/zibo", nil, true)
	if err != nil {
		t.Fatal(err)
	}
	document, err := loader.NewEntity("document/e", nil, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		entry *loader.Scaffold
		text  string
		want  string
	}{
		{"a list in brackets", entity, "entities: []\n", "entities is no list of entries each after a hyphen: add the entry by hand"},
		{"a list in brackets over lines", entity, "entities: [\n{id: industry/a, labels: {en: A}},\n]\n", "entities is no list of entries each after a hyphen: add the entry by hand"},
		{"no list", entity, "entities:\n", "entities is no list of entries each after a hyphen: add the entry by hand"},
		{"an alias of a list", entity, "claims: &a\n- a\nentities: *a\n", "entities is no list of entries each after a hyphen: add the entry by hand"},
		{"a second document", document, documentD, "the file has a document already: write another file for another document"},
		{"broken YAML", entity, "entities:\n- {id: a\n", "the file:3:1: the file is not YAML: "},
		{"a tab", entity, "entities:\n\t- a\n", "the file:2:1: the file is not YAML: "},
		{"two YAML documents", entity, "a: 1\n---\nb: 2\n", "the file:2:1: the file holds a second YAML document; split the file at the line ---"},
		{"a list", entity, "- a\n", "the file is no data file: it holds no keys and values"},
		{"a text", entity, "entities\n", "the file is no data file: it holds no keys and values"},
		{"a mapping in braces", entity, "{claims: []}\n", byHand},
		{"an end of the document", entity, "claims: []\n...\n", byHand},
		{"keys that are indented", entity, "  claims: []\n", byHand},
		{"line ends of old", entity, "entities:\r- {id: industry/a, labels: {en: A}}\rclaims:\r- a\r- b\r", byHand},
		{"line breaks that only YAML counts", entity, "entities:\n- {id: industry/a, labels: {en: \"A\u2028B\"}}\nclaims:\n- a\n", byHand},
		{"another encoding", entity, "entities:\n- {id: industry/a, labels: {en: \"\xb8\xd6\"}}\n", "the file:2:34: the file is not YAML: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			written, err := c.entry.Insert([]byte(c.text))
			if written != nil || graph.CodeOf(err) != graph.CodeInvalid || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %q, %v\nwant %s", written, err, c.want)
			}
		})
	}
}

func TestEntriesThatCannotBeScaffolded(t *testing.T) {
	cell := func(column, value string) []loader.Cell { return []loader.Cell{{Column: column, Value: value}} }
	entity := func(id string, cells ...loader.Cell) func() (*loader.Scaffold, error) {
		return func() (*loader.Scaffold, error) { return loader.NewEntity(id, cells, false) }
	}
	claim := func(subject, predicate, object string, cells ...loader.Cell) func() (*loader.Scaffold, error) {
		return func() (*loader.Scaffold, error) { return loader.NewClaim(subject, predicate, object, cells, false) }
	}
	for _, c := range []struct {
		name string
		make func() (*loader.Scaffold, error)
		want string
	}{
		{"no ID", entity("zibo"), `"zibo" is not an ID: write kind/name, such as place/jinan`},
		{"what claims make", entity("target/a"), `"target/a" is of a kind that claims make by themselves: write a claim instead`},
		{"an unknown key", entity("place/zibo", cell("lable.en", "Zibo")...), `"lable.en" is no key of a thing of kind Place: did you mean "labels.en"?`},
		{"a key of another kind", entity("post/mayor", cell("level", "city")...), `"level" is no key of a thing of kind Post: use one of id, labels.en, `},
		{"labels without a language", entity("post/mayor", cell("labels", "mayor")...), `"labels" is no key of a thing of kind Post: use one of id, labels.en, `},
		{"a key twice", entity("post/mayor", append(cell("note", "a"), cell("note", "b")...)...), `"note" is given twice: keep one`},
		{"the ID twice", entity("post/mayor", cell("id", "post/mayor")...), `"id" is given twice: keep one`},
		{"a date and its bounds", entity("document/d", append(cell("date", "2020"), cell("date.latest", "2021")...)...), `"date.latest" stands beside "date": keep one`},
		{"bounds and a date", entity("document/d", append(cell("date.earliest", "2020"), cell("date", "2021")...)...), `"date" stands beside "date.earliest": keep one`},
		{"an empty value", entity("post/mayor", cell("note", " ")...), `"note" has no value: give one or leave it out`},
		{"two lines", entity("post/mayor", cell("note", "a\nb")...), `"note" holds a control or broken character: write it on one line, in UTF-8`},
		{"another encoding", entity("post/mayor", cell("note", "\xb8\xd6")...), `"note" holds a control or broken character: write it on one line, in UTF-8`},
		{"no predicate", claim("place/a", "prioritizes", "industry/b"), `"prioritizes" is no predicate: did you mean "prioritises"?`},
		{"a relation that nobody claims", claim("industry/a", "broader", "industry/b"), `"broader" is no predicate: `},
		{"a subject that is no ID", claim("a", "prioritises", "industry/b"), `"a" is not an ID: write kind/name, such as place/jinan`},
		{"a subject of another kind", claim("industry/a", "prioritises", "industry/b"), `the subject of prioritises is "industry/a": name a thing of kind Place`},
		{"the node in place of the metric", claim("place/a", "hasTarget", "target/b"), `the object of hasTarget is "target/b": name a thing of kind Metric`},
		{"a key of another predicate", claim("place/a", "hosts", "project/b", cell("stance", "GROW")...), `a claim of hosts takes no "stance": it belongs to prioritises, covers`},
		{"a document", claim("place/a", "hosts", "project/b", cell("document", "document/d")...), `"document" is no key of a claim: the document is that of the file`},
		{"an unknown key of a claim", claim("place/a", "hosts", "project/b", cell("mention", "a")...), `"mention" is no key of a thing of kind Claim: did you mean "mentions"?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := c.make()
			if s != nil || graph.CodeOf(err) != graph.CodeInvalid || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %+v, %v\nwant %s", s, err, c.want)
			}
		})
	}
}
