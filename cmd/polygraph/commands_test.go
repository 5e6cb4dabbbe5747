package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
)

// These cases read a tiny folder in place of the embedded dataset, which takes
// its time. The county, its plan and the text of the plan are invented.
const (
	tinyThings = `entities:
- id: place/linghe
  labels: {en: Linghe County, zh-Hans: 菱河县, zh-Latn-pinyin: Línghé Xiàn}
  level: county
- id: industry/steel
  labels: {en: steel, zh-Hans: 钢铁}
- id: industry/lenses
  labels: {en: lenses}
  aliases: {en: [glasses of steel frames]}
- id: enterprise/linghe-steel
  labels: {en: Linghe Steel}
`
	tinyDocument = `document:
  id: document/plan
  sourceFile: plan.txt
  title: {en: A plan}
  language: en
`
	tinyClaims = `claims:
- claim: place/linghe prioritises industry/steel
  line: 2
  stance: GROW
  mentions: [grow steel]
- claim: place/linghe prioritises industry/lenses
  line: 2
  stance: NURTURE
  mentions: [lenses]
`
	tinyText = "A plan\nLinghe is to grow steel, and to try lenses.\n"
)

func tiny(t *testing.T) string {
	t.Helper()
	return files(t, map[string]string{"mine.yaml": tinyThings + tinyDocument + tinyClaims})
}

// alone makes a command read this folder and nothing else.
func alone(dir string, args ...string) []string {
	return append(args, "--no-embedded", "--data", dir)
}

func TestNewWritesAnEntryToStandardOutput(t *testing.T) {
	for _, row := range []struct {
		name string
		args []string
		want string
	}{
		{
			"a document", []string{"document", "document/plan", "sourceFile=plan.txt", "title.en=A plan: the first", "language=en", "--brief"},
			"document:\n  id: document/plan\n  sourceFile: plan.txt\n  title: {en: 'A plan: the first'}\n  language: en\n",
		},
		{
			"an entity that lacks what is required", []string{"entity", "place/linghe", "labels.en=Linghe", "--brief"},
			"entities:\n- id: place/linghe\n  labels: {en: Linghe}\n  level:  # required, such as county\n",
		},
		{
			"a claim, its mentions a list", []string{"claim", "place/linghe", "prioritises", "industry/steel", "line=2", "mentions=grow steel|Linghe", "stance=GROW", "--brief"},
			"claims:\n- claim: place/linghe prioritises industry/steel\n  line: 2\n  stance: GROW\n  mentions: [grow steel, Linghe]\n",
		},
		{
			"values that YAML would take for something else", []string{"entity", "enterprise/x", "labels.en=null", "labels.zh-Hans=# 1: [a]", "note=a=b", "--brief"},
			"entities:\n- id: enterprise/x\n  labels: {en: \"null\", zh-Hans: '# 1: [a]'}\n  note: a=b\n",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, out, errOut := call(t, "", append([]string{"new"}, row.args...)...)
			if status != 0 || out != row.want || errOut != "" {
				t.Errorf("status %d\n%s%s\nwant\n%s", status, out, errOut, row.want)
			}
		})
	}
}

func TestNewShowsEveryOptionalKeyUnlessBrief(t *testing.T) {
	_, brief, _ := call(t, "", "new", "claim", "place/linghe", "prioritises", "industry/steel", "--brief")
	_, whole, _ := call(t, "", "new", "claim", "place/linghe", "prioritises", "industry/steel")
	if strings.Contains(brief, "# stance:") || !strings.Contains(whole, "  # stance: ") || !strings.Contains(whole, "  # by: ") {
		t.Errorf("brief is\n%s, whole\n%s", brief, whole)
	}
	if strings.Contains(whole, "of:") || strings.Contains(whole, "amount:") {
		t.Errorf("a priority is offered what only others have:\n%s", whole)
	}
}

func TestNewRefusesWhatWouldBeAFault(t *testing.T) {
	checkRuns(t, []programRun{
		{"nothing", []string{"new"}, "", 0, "polygraph new [command]", ""},
		{"no such entry", []string{"new", "thing", "place/a"}, "", 2, "", "unknown command"},
		{"no ID", []string{"new", "entity"}, "", 2, "", "give an ID"},
		{"a claim without an object", []string{"new", "claim", "place/a", "prioritises"}, "", 2, "", "give a subject"},
		{"a wrong key", []string{"new", "entity", "place/a", "lvel=county"}, "", 2, "", `"lvel" is no key of a thing of kind Place: did you mean "level"?`},
		{"a key of another kind", []string{"new", "entity", "official/a", "level=county"}, "", 2, "", `"level" is no key of a thing of kind Official`},
		{"a language that is none", []string{"new", "entity", "place/a", "labels.fr=A"}, "", 2, "", `"labels.fr" is no key`},
		{"a key twice", []string{"new", "entity", "place/a", "level=county", "level=city"}, "", 2, "", `"level" is given twice`},
		{"a key without =", []string{"new", "entity", "place/a", "level"}, "", 2, "", `"level" is no key=value; quote a value that holds spaces`},
		{"a value that fell apart", []string{"new", "entity", "place/a", "labels.en=Linghe", "County"}, "", 2, "", `"County" is no key=value`},
		{"no key", []string{"new", "entity", "place/a", "=county"}, "", 2, "", `"" is no key`},
		{"no value", []string{"new", "entity", "place/a", "level="}, "", 2, "", `"level" has no value`},
		{"a document as an entity", []string{"new", "entity", "document/a"}, "", 2, "", "use polygraph new document"},
		{"an entity as a document", []string{"new", "document", "place/a"}, "", 2, "", `"place/a" is not the ID of a document; write document/name`},
		{"a document whose name is malformed", []string{"new", "document", "document/A b"}, "", 2, "", "malformed name"},
		{"a kind that is none", []string{"new", "entity", "town/a"}, "", 2, "", "begins with no known kind"},
		{"what claims make", []string{"new", "entity", "target/a"}, "", 2, "", "write a claim instead"},
		{"a claim as an entity", []string{"new", "entity", "claim/2d9d1e31970dbfbe"}, "", 2, "", "write a claim instead"},
		{"a wrong predicate", []string{"new", "claim", "place/a", "prioritizes", "industry/a"}, "", 2, "", `"prioritizes" is no predicate: did you mean "prioritises"?`},
		{"a predicate that no claim has", []string{"new", "claim", "industry/a", "broader", "industry/b"}, "", 2, "", `"broader" is no predicate`},
		{"a subject of a wrong kind", []string{"new", "claim", "industry/a", "prioritises", "industry/b"}, "", 2, "", `the subject of prioritises is "industry/a": name a thing of kind Place`},
		{"an object of a wrong kind", []string{"new", "claim", "place/a", "prioritises", "place/b"}, "", 2, "", `the object of prioritises is "place/b": name a thing of kind Industry`},
		{"an object that claims make", []string{"new", "claim", "place/a", "hasTarget", "target/b"}, "", 2, "", "name a thing of kind Metric"},
		{"a key that the predicate does not take", []string{"new", "claim", "place/a", "prioritises", "industry/b", "of=place/c"}, "", 2, "", `a claim of prioritises takes no "of"`},
		{"another document", []string{"new", "claim", "place/a", "prioritises", "industry/b", "document=document/c"}, "", 2, "", "the document is that of the file"},
		{"a file that is not YAML", []string{"new", "entity", "place/a", "--into", filepath.Join(t.TempDir(), "a.csv")}, "", 2, "", "is no YAML file; give it a name that ends in .yaml"},
	})
}

func TestNewBeginsAFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "new/folder/plan.yaml")
	status, out, errOut := call(t, "", "new", "entity", "place/linghe", "labels.en=Linghe", "--brief", "--into", name)
	if want := "Added to entities in " + name + ".\nTo be filled in: level.\n"; status != 0 || out != want || errOut != "" {
		t.Errorf("status %d, %q %q; want %q", status, out, errOut, want)
	}
	want := "# yaml-language-server: $schema=polygraph.schema.json\nentities:\n- id: place/linghe\n  labels: {en: Linghe}\n  level:  # required, such as county\n"
	if got := read(t, name); got != want {
		t.Errorf("the file is\n%s, want\n%s", got, want)
	}
	if read(t, filepath.Join(dir, "new/folder", schemaName)) != string(data.Schema) {
		t.Error("the schema beside it is another")
	}
	holds(t, filepath.Join(dir, "new/folder"), "plan.yaml", schemaName)
}

func TestNewAddsToAFile(t *testing.T) {
	dir := files(t, map[string]string{"plan.yaml": "# mine\n" + tinyThings + "# the plan\n" + tinyDocument + tinyClaims + "# the end\n"})
	name := filepath.Join(dir, "plan.yaml")
	for _, args := range [][]string{
		{"entity", "industry/silk", "labels.en=silk"},
		{"claim", "place/linghe", "prioritises", "industry/silk", "line=1", "mentions=A plan"},
	} {
		if status, _, errOut := call(t, "", append(append([]string{"new"}, args...), "--brief", "--into", name)...); status != 0 {
			t.Fatalf("status %d: %s", status, errOut)
		}
	}
	want := "# mine\n" + tinyThings + "- id: industry/silk\n  labels: {en: silk}\n# the plan\n" + tinyDocument + tinyClaims +
		"# the end\n- claim: place/linghe prioritises industry/silk\n  line: 1\n  mentions: [A plan]\n"
	if got := read(t, name); got != want {
		t.Errorf("the file is\n%s, want\n%s", got, want)
	}
	if status, out, errOut := call(t, "", alone(dir, "load")...); status != 0 || !strings.Contains(out, "1 document, 5 entities, 3 claims") {
		t.Errorf("it is loaded with status %d\n%s%s", status, out, errOut)
	}
	holds(t, dir, "plan.yaml") // who has no schema beside the file may not want one
}

func TestNewLeavesAFileThatItCannotReadAsItWas(t *testing.T) {
	for name, row := range map[string]struct{ text, wrong string }{
		"a list":                       {"- a\n- b\n", "the file is no data file"},
		"a word":                       {"hello\n", "the file is no data file"},
		"no YAML":                      {"entities: [\n", "YAML"},
		"a part that is no list":       {"entities: {a: b}\n", "add the entry by hand"},
		"a list on one line":           {"entities: [{id: place/a}]\n", "add the entry by hand"},
		"two documents of YAML in one": {"entities:\n- id: place/a\n---\nentities:\n- id: place/b\n", "document"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := files(t, map[string]string{"a.yaml": row.text})
			status, _, errOut := call(t, "", "new", "entity", "place/linghe", "--brief", "--into", filepath.Join(dir, "a.yaml"))
			if status != 1 || !strings.Contains(errOut, row.wrong) || !strings.Contains(errOut, "a.yaml") {
				t.Errorf("status %d: %s", status, errOut)
			}
			if got := read(t, filepath.Join(dir, "a.yaml")); got != row.text {
				t.Errorf("the file becomes\n%s", got)
			}
			holds(t, dir, "a.yaml")
		})
	}
	t.Run("a second document", func(t *testing.T) {
		dir := files(t, map[string]string{"a.yaml": tinyDocument})
		status, _, errOut := call(t, "", "new", "document", "document/other", "--brief", "--into", filepath.Join(dir, "a.yaml"))
		if status != 1 || !strings.Contains(errOut, "the file has a document already") || read(t, filepath.Join(dir, "a.yaml")) != tinyDocument {
			t.Errorf("status %d: %s", status, errOut)
		}
	})
	t.Run("a folder", func(t *testing.T) {
		dir := files(t, map[string]string{"a.yaml/b.yaml": ""})
		if status, _, errOut := call(t, "", "new", "entity", "place/a", "--into", filepath.Join(dir, "a.yaml")); status != 1 || !strings.Contains(errOut, "a.yaml") {
			t.Errorf("status %d: %s", status, errOut)
		}
		holds(t, dir, "a.yaml")
	})
}

func TestFind(t *testing.T) {
	dir := tiny(t)
	for _, row := range []struct {
		name string
		args []string
		want string
	}{
		{"by English", []string{"steel"}, "industry/steel\tsteel\tsteel\tlabel, whole\nenterprise/linghe-steel\tLinghe Steel\tLinghe Steel\tlabel, words\nindustry/lenses\tlenses\tglasses of steel frames\talias, words\n"},
		{"of one kind", []string{"steel", "--kind", "Enterprise"}, "enterprise/linghe-steel\tLinghe Steel\tLinghe Steel\tlabel, words\n"},
		{"of two kinds", []string{"linghe", "--kind", "Enterprise", "--kind", "Place"}, "place/linghe\tLinghe County\tLinghe County\tlabel, whole\nenterprise/linghe-steel\tLinghe Steel\tLinghe Steel\tlabel, beginning\n"},
		{"the best one", []string{"steel", "--limit", "1"}, "industry/steel\tsteel\tsteel\tlabel, whole\n"},
		{"by characters", []string{"菱河"}, "place/linghe\tLinghe County\t菱河县\tlabel, whole\n"},
		{"by pinyin", []string{"linghe xian"}, "place/linghe\tLinghe County\t菱河县\tpinyin, whole\n"},
		{"by initials", []string{"lhx"}, "place/linghe\tLinghe County\t菱河县\tinitials, whole\n"},
		{"despite a slip", []string{"Lignhe Coutny"}, "place/linghe\tLinghe County\tLinghe County\tlabel, typo\n"},
		{"a document by its title", []string{"a plan", "--kind", "Document"}, "document/plan\tA plan\tA plan\tlabel, whole\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if status, out, errOut := call(t, "", alone(dir, append([]string{"find"}, row.args...)...)...); status != 0 || out != row.want {
				t.Errorf("status %d\n%s%s\nwant\n%s", status, out, errOut, row.want)
			}
		})
	}
	checkRuns(t, []programRun{
		{"nothing of that name", alone(dir, "find", "porcelain"), "", 1, "", `nothing has a name like "porcelain"`},
		{"nothing of that kind", alone(dir, "find", "steel", "--kind", "Official"), "", 1, "", "nothing has a name like"},
		{"a kind that is none", alone(dir, "find", "steel", "--kind", "Town"), "", 2, "", "--kind Town is no kind; the kinds are Place, "},
		{"a kind in small letters", alone(dir, "find", "steel", "--kind", "place"), "", 2, "", "the kinds are"},
		{"no kind", alone(dir, "find", "steel", "--kind", ""), "", 2, "", "the kinds are"},
		{"a limit of none", alone(dir, "find", "steel", "--limit", "0"), "", 2, "", "give 1 or more"},
		{"a limit below none", alone(dir, "find", "steel", "--limit", "-1"), "", 2, "", "give 1 or more"},
		{"no text", alone(dir, "find", ""), "", 2, "", "at least one letter or digit"},
		{"no argument", alone(dir, "find"), "", 2, "", "accepts 1 arg"},
		{"a text that fell apart", alone(dir, "find", "linghe", "steel"), "", 2, "", "accepts 1 arg"},
		{"a text that is too long", alone(dir, "find", strings.Repeat("a", graph.MaxQueryLength+1)), "", 2, "", "more than 200 characters"},
	})
}

func TestLocate(t *testing.T) {
	sources := files(t, map[string]string{"plan.txt": tinyText})
	elsewhere := files(t, map[string]string{"plan.txt": "A plan\nLinghe is to grow silk.\n"})
	dir := tiny(t)
	before := read(t, filepath.Join(dir, "mine.yaml"))
	checkRuns(t, []programRun{
		{"without sources", alone(dir, "locate", "--sources", ""), "", 2, "", "--sources DIR"},
		{"with sources that are not there", alone(dir, "locate", "--sources", "/nowhere"), "", 2, "", "is no folder that can be read"},
		{"with faulty data", alone(folder(t, faultyData), "locate", "--sources", sources), "", 1, "", "1 fault; nothing was loaded."},
		{"all", alone(dir, "locate", "--sources", sources), "", 0, "2 claims: 0 where they were, 2 new, 0 moved (to write: add --write), 0 not located\n", ""},
		{"all, as JSON", alone(dir, "locate", "--sources", sources, "--json"), "", 0, `"problems": []`, ""},
		{"not all", alone(dir, "locate", "--sources", elsewhere), "", 1, "2 claims: 0 where they were, 0 new, 0 moved (nothing to write), 2 not located\n", `plan.txt:2: the mention "grow steel" does not stand on the line`},
		{"not all, as JSON", alone(dir, "locate", "--sources", elsewhere, "--json"), "", 1, `"source": "plan.txt:2"`, ""},
		{"nothing, for want of the text", alone(dir, "locate", "--sources", dir), "", 1, "1 not located", "the source file is not in the folder"},
		{"the embedded data, without their sources", []string{"locate", "--sources", sources, "--write"}, "", 1, "nothing to write", "the source file is not in the folder"},
	})
	if read(t, filepath.Join(dir, "mine.yaml")) != before {
		t.Error("the data change although --write was not given")
	}
}

func TestLocateAsJSON(t *testing.T) {
	dir := tiny(t)
	_, out, errOut := call(t, "", alone(dir, "locate", "--sources", files(t, map[string]string{"plan.txt": "A plan\nsteel, lenses and lenses\n"}), "--json")...)
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil || errOut != "" {
		t.Fatalf("%v: %s%s", err, out, errOut)
	}
	for key, want := range map[string]any{"claims": 2.0, "kept": 0.0, "new": 0.0, "moved": 0.0} {
		if got[key] != want {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
	problems, _ := got["problems"].([]any)
	if len(problems) != 2 {
		t.Fatalf("problems: %v", got["problems"])
	}
	first, _ := problems[0].(map[string]any)
	if first["file"] != filepath.Join(dir, "mine.yaml") || first["line"] != 18.0 || first["remedy"] == "" || !strings.Contains(first["wrong"].(string), "grow steel") {
		t.Errorf("the first problem is %v", first)
	}
}

// A user's folder and the files in it may be links; they stay so.
func TestLocateWritesBehindLinks(t *testing.T) {
	sources := files(t, map[string]string{"plan.txt": tinyText})
	dir := files(t, map[string]string{"real/things.yaml": tinyThings, "elsewhere/claims.yaml": tinyDocument + tinyClaims})
	link(t, "../elsewhere/claims.yaml", filepath.Join(dir, "real/claims.yaml"))
	link(t, "real", filepath.Join(dir, "linked"))
	linked := filepath.Join(dir, "linked")
	status, out, errOut := call(t, "", alone(linked, "locate", "--sources", sources, "--write")...)
	if want := "2 claims: 0 where they were, 2 new, 0 moved (written), 0 not located\n"; status != 0 || out != want {
		t.Fatalf("status %d\n%s%s", status, out, errOut)
	}
	want := tinyDocument + strings.NewReplacer(
		"  line: 2\n  stance: GROW\n", "  line: 2\n  span: 13-23 "+graph.HashText("grow steel")+"\n  stance: GROW\n",
		"  line: 2\n  stance: NURTURE\n", "  line: 2\n  span: 36-42 "+graph.HashText("lenses")+"\n  stance: NURTURE\n").Replace(tinyClaims)
	if got := read(t, filepath.Join(dir, "elsewhere/claims.yaml")); got != want {
		t.Errorf("the file is\n%s, want\n%s", got, want)
	}
	for _, name := range []string{"linked", "real/claims.yaml"} {
		if info, err := os.Lstat(filepath.Join(dir, name)); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is a link no more", name)
		}
	}
	if read(t, filepath.Join(dir, "real/things.yaml")) != tinyThings {
		t.Error("a file without claims changes")
	}
	checkRuns(t, []programRun{
		{"again", alone(linked, "locate", "--sources", sources, "--write"), "", 0, "2 claims: 2 where they were, 0 new, 0 moved (nothing to write), 0 not located\n", ""},
		{"and checked", alone(linked, "verify", "--sources", sources), "", 0, "1 document, 2 claims with 2 spans and 2 mentions checked: 0 discrepancies\n", ""},
		{
			"and checked against another text", alone(linked, "verify", "--sources", files(t, map[string]string{"plan.txt": "A plan\nLinghe is to trim steel, and to try lenses.\n"})), "", 1,
			"1 document, 2 claims with 2 spans and 2 mentions checked: 1 discrepancy\n", "the characters 13-23 do not read as they did",
		},
	})
}

func TestVerifyCountsInWords(t *testing.T) {
	claim := strings.Join(strings.SplitAfter(tinyClaims, "\n")[:5], "")
	one := files(t, map[string]string{"mine.yaml": tinyThings + tinyDocument + claim})
	located := files(t, map[string]string{"mine.yaml": tinyThings + tinyDocument + claim + "  span: 13-23 " + graph.HashText("grow steel") + "\n"})
	checkRuns(t, []programRun{
		{"one of each", alone(one, "verify", "--sources", files(t, map[string]string{"plan.txt": tinyText})), "", 0, "1 document, 1 claim with 0 spans and 1 mention checked: 0 discrepancies\n", ""},
		{"more of some", alone(tiny(t), "verify", "--sources", files(t, map[string]string{"plan.txt": "A plan\nof lenses\n"})), "", 1, "1 document, 2 claims with 0 spans and 2 mentions checked: 1 discrepancy\n", `the mention "grow steel" does not stand on the line`},
		{"one span", alone(located, "verify", "--sources", files(t, map[string]string{"plan.txt": tinyText})), "", 0, "1 claim with 1 span and 1 mention checked: 0 discrepancies\n", ""},
		{"a folder without any source", alone(one, "verify", "--sources", one), "", 2, "", "holds the source file of no document"},
		{"none", alone(one, "verify", "--sources", one, "--document", "document/plan"), "", 1, "0 documents, 0 claims with 0 spans and 0 mentions checked: 1 discrepancy\n", "the source file is not in the folder"},
		{"as JSON", alone(one, "verify", "--json", "--sources", files(t, map[string]string{"plan.txt": tinyText})), "", 0, `"discrepancies": []`, ""},
	})
}

func TestCoverage(t *testing.T) {
	dir := tiny(t)
	covered := files(t, map[string]string{"plan.txt": "\nLinghe is to grow steel, and to try lenses.\n"})
	gap := files(t, map[string]string{"plan.txt": tinyText + "It thanks nobody. It has begun.\n"})
	reviewed := files(t, map[string]string{"mine.yaml": tinyThings + tinyDocument + "  reviewed: [{line: 1, reason: headline}]\n" + tinyClaims})
	shortened := files(t, map[string]string{"mine.yaml": tinyThings + tinyDocument + "  reviewed: [{line: 9, reason: thanks}]\n" + tinyClaims})
	checkRuns(t, []programRun{
		{"without sources", alone(dir, "coverage", "--sources", ""), "", 2, "", "--sources DIR"},
		{"a folder without any source", alone(dir, "coverage", "--sources", dir), "", 2, "", "holds the source file of no document"},
		{"an unknown document", alone(dir, "coverage", "--sources", gap, "--document", "document/plam"), "", 2, "", `did you mean "document/plan"?; the documents are document/plan`},
		{"what is no document", alone(dir, "coverage", "--sources", gap, "--document", "place/linghe"), "", 2, "", "wanted here is Document"},
		{"a document without its source", alone(dir, "coverage", "--sources", dir, "--document", "document/plan"), "", 1, "PROBLEM: the source file is not in the folder", ""},
		{"all covered", alone(dir, "coverage", "--sources", covered), "", 0, "document/plan (plan.txt): claims on 1 of 1 lines with text; of 1 sentence 1 carry claims, 0 reviewed, 0 gaps\n  (no section): 2 claims on line 2\n", ""},
		{"a gap", alone(dir, "coverage", "--sources", files(t, map[string]string{"plan.txt": tinyText})), "", 1, "of 2 sentences 1 carry claims, 0 reviewed, 1 gap\n", ""},
		{"gaps", alone(dir, "coverage", "--sources", gap), "", 1, "of 4 sentences 1 carry claims, 0 reviewed, 3 gaps\n  (no section): 2 claims on line 2; none on 1, 3\n    GAP 1:0-6 \"A plan\"\n    GAP 3:0-17 \"It thanks nobody.\"\n    GAP 3:18-31 \"It has begun.\"\n", ""},
		{"a gap that was reviewed", alone(reviewed, "coverage", "--sources", files(t, map[string]string{"plan.txt": tinyText})), "", 0, "1 reviewed, 0 gaps\n  (no section): 2 claims on line 2; none on 1\n    reviewed 1:0-6 \"A plan\": headline\n", ""},
		{"a review of a line that is not there", alone(shortened, "coverage", "--sources", covered), "", 1, "  PROBLEM: line 9 is reviewed, and the source has only 2 lines\n", ""},
	})
}

func TestCoverageAsJSON(t *testing.T) {
	status, out, errOut := call(t, "", alone(tiny(t), "coverage", "--json", "--sources", files(t, map[string]string{"plan.txt": tinyText}))...)
	var got any
	if err := json.Unmarshal([]byte(out), &got); err != nil || errOut != "" || status != 1 {
		t.Fatalf("status %d, %v: %s%s", status, err, out, errOut)
	}
	text, _ := json.Marshal(got)
	want := `[{"document":"document/plan","file":"plan.txt","problems":[],"sections":[{"firstLine":1,"lastLine":2,"lines":[` +
		`{"claimed":0,"claims":0,"gaps":[{"begins":"A plan","end":6,"start":0}],"line":1,"sentences":1},` +
		`{"claimed":1,"claims":2,"line":2,"sentences":1}],"title":""}]}]`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestServeRefusesToWatchNothing(t *testing.T) {
	checkRuns(t, []programRun{
		{"the embedded data", []string{"serve", "--watch"}, "", 2, "", "--watch has nothing to watch; name a folder with --data"},
		{"no data", []string{"serve", "--watch", "--no-embedded"}, "", 2, "", "--data"},
		{"a folder that is not there", []string{"serve", "--watch", "--listen", "127.0.0.1:0", "--no-embedded", "--data", "/nowhere"}, "", 2, "", "/nowhere"},
	})
}

func TestABaseStandsBeforeOurIRIs(t *testing.T) {
	quads := func(base string) string {
		return files(t, map[string]string{"a.nq": strings.ReplaceAll(`<BASEplace/linghe> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <BASEvocabulary#Place> <BASEcurated> .
<BASEplace/linghe> <http://www.w3.org/2004/02/skos/core#prefLabel> "Linghe"@en <BASEcurated> .
<BASEplace/linghe> <BASEvocabulary#level> "county" <BASEcurated> .
`, "BASE", base)})
	}
	const other = "https://graph.linghe.example/"
	checkRuns(t, []programRun{
		{"the one that we have", alone(quads(graph.DefaultBase), "load"), "", 0, "1 entity", ""},
		{"one's own", alone(quads(other), "load", "--base", other), "", 0, "1 entity", ""},
		{"one's own for other commands", alone(quads(other), "find", "linghe", "--base", other), "", 0, "place/linghe\tLinghe", ""},
		{"one's own, unsaid", alone(quads(other), "load"), "", 1, "", "says nothing that polygraph keeps"},
		{"ours where another is said", alone(quads(graph.DefaultBase), "load", "--base", other), "", 1, "", "says nothing that polygraph keeps"},
		{"none said", alone(quads(graph.DefaultBase), "load", "--base", ""), "", 0, "1 entity", ""},
	})
}
