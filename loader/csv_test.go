package loader_test

import (
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// Each table says with all of its columns what the YAML beside it says.
var tables = map[string]struct{ csv, yaml string }{
	"places.csv": {`
id,labels.en,labels.zh-Hans,labels.zh-Hant,labels.zh-Latn-pinyin,aliases.en,aliases.zh-Hans,level,code,partOf,succeededBy,inIndustry,note,sameAs
place/laiwu,Laiwu,莱芜市,萊蕪市,Láiwú Shì,Laiwu City|Lai Wu,莱芜,city,371200 until 2019-01|370116 from 2019-01,place/gangcheng until 2019-01|place/jinan from 2019-01,place/jinan from 2019-01,industry/steel|industry/hydrogen,"One, not two: ""merged""",http://example.org/laiwu|http://example.com/a#laiwu
place/zibo,Zibo,,,,,,city,370300,place/jinan,,industry/steel,,http://example.org/zibo
`, `
entities:
- id: place/laiwu
  labels: {en: Laiwu, zh-Hans: 莱芜市, zh-Hant: 萊蕪市, zh-Latn-pinyin: Láiwú Shì}
  aliases: {en: [Laiwu City, Lai Wu], zh-Hans: 莱芜}
  level: city
  code: [{code: "371200", until: 2019-01}, {code: "370116", from: 2019-01}]
  partOf: [{id: place/gangcheng, until: 2019-01}, {id: place/jinan, from: 2019-01}]
  succeededBy: [{id: place/jinan, from: 2019-01}]
  inIndustry: [industry/steel, industry/hydrogen]
  note: 'One, not two: "merged"'
  sameAs: [http://example.com/a#laiwu, http://example.org/laiwu]
- {id: place/zibo, labels: {en: Zibo}, level: city, code: "370300", partOf: place/jinan, inIndustry: industry/steel, sameAs: http://example.org/zibo}
`},
	"officials.csv": {`
id,labels.en,note
official/li-hua,Li Hua,invented
`, `entities: [{id: official/li-hua, labels: {en: Li Hua}, note: invented}]`},
	"posts.csv": {`
id,labels.en,single
post/mayor,mayor,TRUE
post/party-secretary,party secretary,true
post/deputy,deputy,FALSE
post/adviser,adviser,
`, `
entities:
- {id: post/mayor, labels: {en: mayor}, single: true}
- {id: post/party-secretary, labels: {en: party secretary}, single: true}
- {id: post/deputy, labels: {en: deputy}, single: false}
- {id: post/adviser, labels: {en: adviser}}
`},
	"organisations.csv": {`
id,labels.en,partOf
organisation/bureau,Bureau,place/jinan
`, `entities: [{id: organisation/bureau, labels: {en: Bureau}, partOf: place/jinan}]`},
	"enterprises.csv": {`
id,labels.en,succeededBy,partOf
enterprise/old-works,Old Works,enterprise/laigang-group from 1999-01-01,
enterprise/new-works,New Works,,enterprise/laigang-group from 2001 until 2003|enterprise/laigang-group from 2010
`, `
entities:
- {id: enterprise/old-works, labels: {en: Old Works}, succeededBy: [{id: enterprise/laigang-group, from: 1999-01-01}]}
- id: enterprise/new-works
  labels: {en: New Works}
  partOf: [{id: enterprise/laigang-group, from: 2001, until: 2003}, {id: enterprise/laigang-group, from: 2010}]
`},
	"industries.csv": {`
id,labels.en,broader,code
industry/fine-steel,fine steel,industry/steel,C313
industry/green-steel,green steel,industry/steel|industry/hydrogen,
`, `
entities:
- {id: industry/fine-steel, labels: {en: fine steel}, broader: industry/steel, code: C313}
- {id: industry/green-steel, labels: {en: green steel}, broader: [industry/steel, industry/hydrogen]}
`},
	"clusters.csv": {`
id,labels.en,partOf,inIndustry
cluster/plate,plate cluster,place/jinan,industry/steel
`, `entities: [{id: cluster/plate, labels: {en: plate cluster}, partOf: place/jinan, inIndustry: industry/steel}]`},
	"programmes.csv": {`
id,labels.en,form,formula,inIndustry
programme/one-five-n,One five N,PLAN,1+5+N,industry/steel
`, `entities: [{id: programme/one-five-n, labels: {en: One five N}, form: PLAN, formula: 1+5+N, inIndustry: industry/steel}]`},
	"projects.csv": {`
id,labels.en,partOf
project/mill,mill,cluster/fine-steel
`, `entities: [{id: project/mill, labels: {en: mill}, partOf: cluster/fine-steel}]`},
	"platforms.csv": {`
id,labels.en,labels.zh-Hans
platform/fair,fair,博览会
`, `entities: [{id: platform/fair, labels: {en: fair, zh-Hans: 博览会}}]`},
	"metrics.csv": {`
id,labels.en,unit
metric/share,share,percent
`, `entities: [{id: metric/share, labels: {en: share}, unit: percent}]`},
	"documents.csv": {`
id,sourceFile,title.en,title.zh-Hans,language,date,date.earliest,date.latest,date.inferred,publisher,note
document/a,a.txt,A plan,计划,zh-Hans,2020-05,,,,Daily,ours
document/b,b.txt,B,,en,,2020,2021-06,what it names,,
document/c,c.txt,C,,en,2020,,,,,
`, `
document: {id: document/a, sourceFile: a.txt, title: {en: A plan, zh-Hans: 计划}, language: zh-Hans, date: 2020-05, publisher: Daily, note: ours}
---
document: {id: document/b, sourceFile: b.txt, title: {en: B}, language: en, date: {earliest: 2020, latest: 2021-06, inferred: what it names}}
---
document: {id: document/c, sourceFile: c.txt, title: {en: C}, language: en, date: 2020}
`},
	"claims.csv": {`
document,subject,predicate,object,line,span,stance,scale,part,of,amount,from,until,by,in,within,scope,stretch,recurrence,baseline,mentions,reading
document/d,place/jinan,prioritises,industry/steel,1,3-9 0123456789abcdef,UPGRADE,千亿级,,,,2019,,,,,,,,,steel|iron and steel,iron
document/d,programme/two-plus-four,covers,industry/hydrogen,2,,,,1,,,,,,,,,,,,hydrogen,
document/d,official/zhi-song,holds,post/district-mayor,3,,,,,place/gangcheng,,2019,2020-02,,,,,,,,Zhi Song,
document/d,place/gangcheng,hasTarget,metric/output-value,4,,,,,,> 2000亿元,,,2025,,,industry/steel,TRUE,P1Y,2018,2000,
document/d,place/gangcheng,hasFigure,metric/output-value,5,,,,,,20..50 billion CNY,,,,2019,,above designated size,,,P1Y,"20,50",
document/d,place/gangcheng,builds,cluster/fine-steel,6,,,,,,,,,,,P5Y,,,,,cluster,
`, `
document: {id: document/d, sourceFile: d.txt, title: {en: D}, language: en}
claims:
- {claim: place/jinan prioritises industry/steel, line: 1, span: 3-9 0123456789abcdef, stance: UPGRADE, scale: 千亿级, from: 2019, mentions: [steel, iron and steel], reading: iron}
- {claim: programme/two-plus-four covers industry/hydrogen, line: 2, part: 1, mentions: hydrogen}
- {claim: official/zhi-song holds post/district-mayor, line: 3, of: place/gangcheng, from: 2019, until: 2020-02, mentions: Zhi Song}
- {claim: place/gangcheng hasTarget metric/output-value, line: 4, amount: "> 2000亿元", by: 2025, scope: industry/steel, stretch: true, recurrence: P1Y, baseline: 2018, mentions: "2000"}
- {claim: place/gangcheng hasFigure metric/output-value, line: 5, amount: 20..50 billion CNY, in: 2019, scope: above designated size, baseline: P1Y, mentions: "20,50"}
- {claim: place/gangcheng builds cluster/fine-steel, line: 6, within: P5Y, mentions: cluster}
`},
}

// of d, whose claims stand in a table.
const documentD = "document: {id: document/d, sourceFile: d.txt, title: {en: D}, language: en}\n"

func TestATableSaysWhatTheSameEntriesInYAMLSay(t *testing.T) {
	for _, kind := range loader.TableKinds() {
		name := kind.Info().Plural + ".csv"
		t.Run(name, func(t *testing.T) {
			table, there := tables[name]
			if !there {
				t.Fatal("no case shows this table")
			}
			wanted := map[string]string{}
			for i, file := range strings.Split(table.yaml, "---\n") {
				wanted[string(rune('a'+i))+".yaml"] = file
			}
			files := map[string]string{name: table.csv}
			if kind == graph.ClaimKind {
				files["d.yaml"] = documentD
			}
			got, want := openStore(t), openStore(t)
			load(t, got, worldSource, folder(files))
			load(t, want, worldSource, folder(wanted))
			if want.View().Size() == loadOne(t, worldSource).Size() {
				t.Fatal("the entries in YAML say nothing")
			}
			sameQuads(t, got.View(), want.View())
		})
	}
}

// A column that the cases above leave out could be read wrongly unseen.
func TestTheTablesOfTheTestShowEveryColumn(t *testing.T) {
	shown := make(map[string]bool)
	for _, table := range tables {
		header, _, _ := strings.Cut(strings.TrimPrefix(table.csv, "\n"), "\n")
		for column := range strings.SplitSeq(header, ",") {
			name, _, _ := strings.Cut(column, ".")
			shown[name] = true
		}
	}
	for _, kind := range loader.TableKinds() {
		for _, column := range loader.TableColumns(kind) {
			if name, _, _ := strings.Cut(column, "."); !shown[name] {
				t.Errorf("no table shows the column %s of %s", column, kind.Info().Plural)
			}
		}
	}
}

func TestHowATableIsWrittenDoesNotMatter(t *testing.T) {
	plain := "id,labels.en,level,partOf\nplace/zibo,Zibo,city,place/jinan\nplace/laiwu,Laiwu,city,\n"
	want := openStore(t)
	load(t, want, worldSource, folder(map[string]string{"places.csv": plain}))
	for name, file := range map[string]struct{ name, text string }{
		"a byte order mark":         {"places.csv", "\ufeff" + plain},
		"Windows line ends":         {"places.csv", strings.ReplaceAll(plain, "\n", "\r\n")},
		"no line end at the end":    {"places.csv", strings.TrimSpace(plain)},
		"semicolons":                {"places.csv", strings.ReplaceAll(plain, ",", ";")},
		"tabs":                      {"places.csv", strings.ReplaceAll(plain, ",", "\t")},
		"semicolons after a blank":  {"places.csv", "\r\n\n" + strings.ReplaceAll(plain, ",", ";")},
		"quoted cells":              {"places.csv", `"` + strings.NewReplacer(",", `","`, "\n", "\"\n\"").Replace(strings.TrimSpace(plain)) + `"`},
		"a byte order mark, quoted": {"places.csv", "\ufeff\"id\",\"labels.en\",level,partOf\nplace/zibo,Zibo,city,place/jinan\nplace/laiwu,Laiwu,city,\n"},
		"spaces around cells":       {"places.csv", strings.ReplaceAll(plain, ",", " , ")},
		"full-width spaces":         {"places.csv", strings.ReplaceAll(plain, ",", "\u3000,\u00a0")},
		"blank rows":                {"places.csv", strings.ReplaceAll(plain, "\n", "\n\n,,,\n  ,\t,,\n")},
		"rows of spaces alone":      {"places.csv", strings.ReplaceAll(plain, "\n", "\n  \n\t\n")},
		"another order of columns":  {"places.csv", "partOf,level,id,labels.en\nplace/jinan,city,place/zibo,Zibo\n,city,place/laiwu,Laiwu\n"},
		"more columns, all empty":   {"places.csv", "note,id,labels.en,level,partOf,code\n,place/zibo,Zibo,city,place/jinan,\n,place/laiwu,Laiwu,city,,\n"},
		"a file in capitals":        {"PLACES.CSV", plain},
		"a sub-folder":              {"2020/Places.csv", plain},
	} {
		t.Run(name, func(t *testing.T) {
			got := openStore(t)
			load(t, got, worldSource, folder(map[string]string{file.name: file.text}))
			sameQuads(t, got.View(), want.View())
		})
	}
}

func TestTablesWithoutRowsHoldNothing(t *testing.T) {
	for name, text := range map[string]string{"nothing": "", "a byte order mark": "\ufeff", "blank lines": "\n\r\n", "a header": "id,labels.en,level\n"} {
		store := openStore(t)
		if load(t, store, worldSource, folder(map[string]string{"places.csv": text})); store.View().Size() != loadOne(t, worldSource).Size() {
			t.Errorf("%s: something was loaded", name)
		}
	}
}

func TestQuotedCellsHoldSeparators(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"places.csv": "id;labels.en;level;note\nplace/zibo;\"Zibo; \"\"the city\"\"\";city;\"a,b;c\"\n"}))
	if thing := store.View().Thing("place/zibo"); thing == nil || thing.Labels["en"] != `Zibo; "the city"` || thing.Note != "a,b;c" {
		t.Errorf("got %+v", thing)
	}
}

func TestFaultsOfTables(t *testing.T) {
	const levels = "country, region, province, city, county, district, new-area, development-zone, park, township, site"
	for _, c := range []struct{ name, file, text, want string }{
		{
			"a file that is named after no kind", "townships.csv", "id,labels.en\nplace/zibo,Zibo\n",
			`townships.csv: "townships.csv" is no table of a kind; name the file after what it holds: places.csv, officials.csv, posts.csv, organisations.csv, enterprises.csv, industries.csv, clusters.csv, programmes.csv, projects.csv, platforms.csv, metrics.csv, documents.csv, claims.csv`,
		},
		{
			"a file of things that claims make", "targets.csv", "id\ntarget/a\n",
			`targets.csv: "targets.csv" is no table of a kind; name the file after what it holds: places.csv, officials.csv, posts.csv, organisations.csv, enterprises.csv, industries.csv, clusters.csv, programmes.csv, projects.csv, platforms.csv, metrics.csv, documents.csv, claims.csv`,
		},
		{
			"a cell in a column without a name, once", "metrics.csv", "id,labels.en,unit,,\nmetric/a,A,CNY,,\nmetric/b,B,CNY,note,\nmetric/c,C,CNY,note,\n",
			`metrics.csv:3:16: the cell "note" stands in a column without a name; name its column in the first row`,
		},
		{
			"a first line that names the separator", "metrics.csv", "sep=;\nid;labels.en;unit\nmetric/a;A;CNY\n",
			`metrics.csv:1:1: the first line names the separator, and not the columns; delete it; the separator is found without it`,
		},
		{
			"an unknown column, once", "metrics.csv", "id,lables.en,unit\nmetric/a,A,CNY\nmetric/b,B,CNY\n", `
metrics.csv:1:4: "lables.en" is no column of metrics; did you mean "labels.en"?
metrics.csv:2:1: "metric/a" has no label; add labels: {en: …, zh-Hans: …}
metrics.csv:3:1: "metric/b" has no label; add labels: {en: …, zh-Hans: …}`,
		},
		{
			"a column of another kind", "metrics.csv", "id,labels.en,unit,level\nmetric/a,A,CNY,city\n",
			`metrics.csv:1:19: "level" is no column of metrics; use one of id, labels.en, labels.zh-Hans, labels.zh-Hant, labels.zh-Latn-pinyin, aliases.en, aliases.zh-Hans, aliases.zh-Hant, aliases.zh-Latn-pinyin, unit, sameAs, note`,
		},
		{
			"a column that stands twice, with spaces around it", "metrics.csv", "id,unit,labels.en, unit \nmetric/a,CNY,A,percent\n",
			`metrics.csv:1:19: the column "unit" stands twice; keep one of them`,
		},
		{
			"no column of IDs", "metrics.csv", "labels.en,unit\nA,CNY\n",
			`metrics.csv:2:1: the entity has no id; add id: kind/name`,
		},
		{
			"a row without an ID", "metrics.csv", "id,labels.en,unit\n,A,CNY\n",
			`metrics.csv:2:1: the entity has no id; add id: kind/name`,
		},
		{
			"rows too short and too long, between which the others are checked", "places.csv", "id,labels.en,level\nplace/a,A\nplace/b,B,town\nplace/c,C,city,\n\nplace/d,D,towns\n", `
places.csv:2:1: the row cannot be read: wrong number of fields; give each row a cell for each column; quote a cell that holds the separator
places.csv:3:11: "town" is no level; use one of ` + levels + `
places.csv:4:1: the row cannot be read: wrong number of fields; give each row a cell for each column; quote a cell that holds the separator
places.csv:6:11: "towns" is no level; use one of ` + levels,
		},
		{
			"a quote that does not end", "metrics.csv", "id,labels.en,unit\nmetric/a,\"A,CNY\nmetric/b,B,CNY\n",
			`metrics.csv:3:15: the row cannot be read: extraneous or missing " in quoted-field; close every quote, and double a quote within quotes`,
		},
		{
			"a quote within a cell", "metrics.csv", "id,labels.en,unit\nmetric/a,A \"B\",CNY\n",
			`metrics.csv:2:12: the row cannot be read: bare " in non-quoted-field; close every quote, and double a quote within quotes`,
		},
		{
			"columns are counted in characters", "places.csv", "id,labels.zh-Hans,level\nplace/jinan-shi,济南市,town\n",
			`places.csv:2:21: "town" is no level; use one of ` + levels,
		},
		{
			"lines after a cell of two lines", "places.csv", "id,labels.en,level\nplace/a,\"A\r\nB\",city\nplace/b,B,town\n", `
places.csv:2:9: a label holds a control or broken character; write it on one line, in UTF-8
places.csv:4:11: "town" is no level; use one of ` + levels,
		},
		{
			"a cell behind a cell of two lines", "places.csv", "id,labels.en,note,level\nplace/a,A,\"市\n市\",town\n", `
places.csv:2:11: note holds a control or broken character; write it on one line, in UTF-8
places.csv:3:4: "town" is no level; use one of ` + levels,
		},
		{
			"another encoding", "places.csv", "id,labels.zh-Hans,level\nplace/a,\xbc\xc3\xc4\xcf,city\n",
			`places.csv:2:9: the file is not UTF-8; save the table as UTF-8`,
		},
		{
			"UTF-16", "places.csv", "\xff\xfei\x00d\x00\n\x00",
			`places.csv:1:1: the file is not UTF-8; save the table as UTF-8`,
		},
		{
			"a thing of another kind", "metrics.csv", "id,labels.en,unit\npost/mayor,mayor,\n",
			`metrics.csv:2:1: "post/mayor" stands in the table of metrics; move it to posts.csv`,
		},
		{
			"a document among things", "metrics.csv", "id,labels.en\ndocument/a,A\n",
			`metrics.csv:2:1: "document/a" is a document, which is no entry of entities; write document: beside the claims that it makes`,
		},
		{
			"a thing among documents", "documents.csv", "id,sourceFile,title.en,language\nplace/zibo,a.txt,A,en\n",
			`documents.csv:2:1: "place/zibo" is not the ID of a document; write document/name`,
		},
		{
			"a thing that claims make", "metrics.csv", "id,labels.en,unit\nfigure/a.b,A,CNY\n",
			`metrics.csv:2:1: "figure/a.b" is of a kind that claims make by themselves; delete the entry; write a claim instead`,
		},
		{
			"an empty item of a list", "places.csv", "id,labels.en,aliases.en,level,partOf\nplace/a,A,B||C,city,place/jinan|\n", `
places.csv:2:11: aliases is empty; give a value or delete the key
places.csv:2:21: partOf is empty; give a value or delete the key`,
		},
		{
			"an item that stands twice", "places.csv", "id,labels.en,aliases.en,level\nplace/a,A,B | B,city\n",
			`places.csv:2:11: aliases holds "B" twice; delete one`,
		},
		{
			"times that are none", "places.csv", "id,labels.en,level,partOf\nplace/a,A,city,place/jinan til 2019\nplace/b,B,city,place/jinan until\nplace/c,C,city,place/jinan from 2019 from 2020\nplace/d,D,city,place/jinan until May\nplace/e,E,city,place/jinan from 2020 until 2019\n", `
places.csv:2:16: partOf has the unknown key "til"; use one of from, id, until
places.csv:3:16: until is empty; give a value or delete the key
places.csv:4:16: partOf has the key "from" twice; keep one of them
places.csv:5:16: "May" is not a date; write 2025, 2019-01 or 2018-03-05, between 1900 and 2200
places.csv:6:16: the time from 2020 until 2019 ends before it begins; swap or correct the dates`,
		},
		{
			"a flag that is none", "posts.csv", "id,labels.en,single\npost/a,A,yes\n",
			`posts.csv:2:10: single is neither true nor false; write true or false`,
		},
		{
			"a date beside its bounds", "documents.csv", "id,sourceFile,title.en,language,date.earliest,date,date.latest\ndocument/a,a.txt,A,en,2020,2020,2021\n",
			`documents.csv:2:28: the document has the key "date" twice; keep one of them`,
		},
		{
			"a thing that is defined elsewhere", "places.csv", "id,labels.en,level\nplace/jinan,Jinan,city\n",
			`places.csv:2:1: "place/jinan" is defined already at world/world.yaml:2:7; delete one, or give it another id`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimSpace(c.want)
			if got := refused(t, folder(map[string]string{c.file: c.text})); got != want {
				t.Errorf("the loader says\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestFaultsOfTablesOfClaims(t *testing.T) {
	const header = "document,subject,predicate,object,line,mentions,stance,amount\n"
	for _, c := range []struct{ name, text, want string }{
		{
			"no document", header + ",place/jinan,prioritises,industry/steel,1,steel,GROW,\n",
			`claims.csv:2:1: the claim has no document; give the ID of the document that says so`,
		},
		{
			"no column of documents", "subject,predicate,object,line,mentions\nplace/jinan,prioritises,industry/steel,1,steel\n",
			`claims.csv:2:1: the claim has no document; give the ID of the document that says so`,
		},
		{
			"a document that is none", header + "place/jinan,place/jinan,prioritises,industry/steel,1,steel,GROW,\n",
			`claims.csv:2:1: document is "place/jinan", a thing of kind Place; name a thing of kind Document`,
		},
		{
			"a document that nothing defines", header + "document/e,place/jinan,prioritises,industry/steel,1,steel,GROW,\n",
			`claims.csv:2:1: document is "document/e", which is defined nowhere; did you mean "document/d"? Otherwise add a document with this id`,
		},
		{
			"no subject, no predicate, no object", header + "document/d,,prioritises,industry/steel,1,steel,GROW,\ndocument/d,place/jinan,,industry/steel,1,steel,GROW,\ndocument/d,place/jinan,prioritises,,1,steel,GROW,\n", `
claims.csv:2:1: the claim has no subject; fill the column subject
claims.csv:3:1: the claim has no predicate; fill the column predicate
claims.csv:4:1: the claim has no object; fill the column object`,
		},
		{
			"each word of an edge in its own cell", header + "document/d,place/jinn,prioritises,industry/stel,1,steel,GROW,\ndocument/d,place/jinan,prioritizes,industry/steel,1,steel,GROW,\n", `
claims.csv:2:12: the subject of prioritises is "place/jinn", which is defined nowhere; did you mean "place/jinan"? Otherwise add an entity with this id
claims.csv:2:35: the object of prioritises is "industry/stel", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
claims.csv:3:24: "prioritizes" is no predicate; did you mean "prioritises"?`,
		},
		{
			"a whole edge in one cell", header + "document/d,place/jinan prioritises industry/steel,prioritises,industry/steel,1,steel,GROW,\n",
			`claims.csv:2:12: the subject of prioritises: "place/jinan prioritises industry/steel" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)`,
		},
		{
			"no line, no mention, an amount that it cannot have", header + "document/d,place/jinan,prioritises,industry/steel,,,GROW,5 CNY\n", `
claims.csv:2:1: the claim has no line; add line: with the line of the source file, counted from 1
claims.csv:2:1: the claim has no mentions; add mentions: [words that stand on that line]
claims.csv:2:58: a claim of prioritises takes no "amount"; delete it; it belongs to hasTarget, hasFigure`,
		},
		{
			"the same claim twice", header + "document/d,place/jinan,prioritises,industry/steel,1,steel,GROW,\ndocument/d,place/jinan,prioritises,industry/steel,1,iron,GROW,\n",
			`claims.csv:3:1: the claim is made already at claims.csv:2:1; delete one, or join their mentions`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimSpace(c.want)
			if got := refused(t, folder(map[string]string{"claims.csv": c.text, "d.yaml": documentD})); got != want {
				t.Errorf("the loader says\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Tables may stand in any files of any source, whichever is read first.
func TestATableMayNameWhatAnotherDefines(t *testing.T) {
	claims := map[string]string{"claims.csv": "document,subject,predicate,object,line,mentions\ndocument/d,place/zibo,prioritises,industry/steel,1,steel\n"}
	rest := map[string]string{
		"places.csv":    "id,labels.en,level\nplace/zibo,Zibo,city\n",
		"documents.csv": "id,sourceFile,title.en,language\ndocument/d,d.txt,D,en\n",
	}
	together := openStore(t)
	all := maps.Clone(rest)
	maps.Copy(all, claims)
	load(t, together, worldSource, folder(all))
	apart := openStore(t)
	report := load(t, apart, folder(claims), worldSource, folder(rest))
	sameQuads(t, apart.View(), together.View())
	want := []loader.Contribution{{Files: 1, Claims: 1}, {Name: "world", Files: 1, Entities: 11}, {Files: 2, Documents: 1, Entities: 1}}
	if !slices.Equal(report.Sources, want) {
		t.Errorf("the sources hold %+v, want %+v", report.Sources, want)
	}
}

// Of a table that cannot be read to its end nobody knows what it defines.
func TestATableThatBreaksOffHidesNoFaultBehindOthers(t *testing.T) {
	claims := "document,subject,predicate,object,line,mentions\ndocument/d,place/zibo,prioritises,industry/steel,1,steel\n"
	for name, c := range map[string]struct{ places, want string }{
		"a lost quote in a row":       {"id,labels.en,level\nplace/a,\"A,city\nplace/zibo,Zibo,city\n", "places.csv:3:21: the row cannot be read: extraneous or missing \" in quoted-field; close every quote, and double a quote within quotes"},
		"a lost quote in the header":  {"id,labels.en,\"level\nplace/zibo,Zibo,city\n", "places.csv:2:21: the row cannot be read: extraneous or missing \" in quoted-field; close every quote, and double a quote within quotes"},
		"a line that names the comma": {"sep=,\nid,labels.en,level\nplace/zibo,Zibo,city\n", "places.csv:1:1: the first line names the separator, and not the columns; delete it; the separator is found without it"},
	} {
		if got := refused(t, folder(map[string]string{"places.csv": c.places, "claims.csv": claims, "d.yaml": documentD})); got != c.want {
			t.Errorf("%s: the loader says\n%s\nwant\n%s", name, got, c.want)
		}
	}
	if got, want := refused(t, folder(map[string]string{"zibo.csv": "id,labels.en,level\nplace/zibo,Zibo,city\n", "claims.csv": claims, "d.yaml": documentD})), "zibo.csv: "; !strings.HasPrefix(got, want) || strings.Contains(got, "\n") {
		t.Errorf("a table of nothing: the loader says\n%s", got)
	}
}

// A table and an entry that polygraph new writes from the same cells are one
// thing, whatever stands in the cells.
func TestTheSameCellsInATableAndAsAnEntryAreTheSame(t *testing.T) {
	words := rapid.StringMatching(`[a-zA-Z钢城区"'#:,;&*!%@{}\[\]\-?>= \x{3000}\\~0-9\x{2028}\x{a0}]{1,12}`).
		Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
	rapid.Check(t, func(rt *rapid.T) {
		row := []loader.Cell{{Column: "labels.en", Value: words.Draw(rt, "label")}, {Column: "level", Value: "city"}}
		values := map[string]*rapid.Generator[string]{
			"labels.zh-Hans": words,
			"note":           rapid.Map(words, func(word string) string { return word + "|" + word }),
			"aliases.en":     rapid.Map(rapid.SliceOfNDistinct(words, 1, 3, strings.TrimSpace), func(list []string) string { return strings.Join(list, "|") }),
			"partOf":         rapid.SampledFrom([]string{"place/jinan", "place/jinan from 2019-01", "place/jinan until 2019|place/gangcheng from 2020"}),
			"code":           rapid.SampledFrom([]string{"371200", "371200 until 2019-01-31|370116"}),
		}
		for _, column := range slices.Sorted(maps.Keys(values)) {
			if rapid.Bool().Draw(rt, "with "+column) {
				row = append(row, loader.Cell{Column: column, Value: values[column].Draw(rt, column)})
			}
		}
		header, cells := []string{"id"}, []string{"place/zibo"}
		for _, cell := range row {
			header, cells = append(header, cell.Column), append(cells, cell.Value)
		}
		var table strings.Builder
		w := csv.NewWriter(&table)
		if err := w.WriteAll([][]string{header, cells}); err != nil {
			rt.Fatal(err)
		}
		entry, err := loader.NewEntity("place/zibo", row, rapid.Bool().Draw(rt, "brief"))
		if err != nil {
			rt.Fatal(err)
		}
		text, err := entry.Insert(nil)
		if err != nil {
			rt.Fatalf("%v\n%s", err, entry.Text)
		}
		var views [2]*graph.View
		for i, files := range []map[string]string{{"places.csv": table.String()}, {"place.yaml": string(text)}} {
			store := openStore(t)
			if _, err := loader.Load(t.Context(), store, []loader.Source{worldSource, folder(files)}, nil); err != nil {
				rt.Fatalf("%v\n%v", files, err)
			}
			views[i] = store.View()
		}
		if !slices.Equal(quadsOf(views[0]), quadsOf(views[1])) {
			rt.Fatalf("%s\nis not\n%s", table.String(), text)
		}
	})
}
