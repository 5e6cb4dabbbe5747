package loader_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

const mendYAML = "mend the YAML; often a quote, a colon or the indentation is amiss"

func TestFaultsOfYAML(t *testing.T) {
	checkFaults(t, []faulty{
		{"a bracket that is not closed", `
entities:
- id: place/zibo
  labels: {en: Zibo
`, `case.yaml:4:1: the file is not YAML: did not find expected ',' or '}'; ` + mendYAML},

		{"a colon within a plain text", `
entities:
- id: place/zibo
  note: Zibo: a city
`, `case.yaml:3:13: the file is not YAML: mapping values are not allowed in this context; ` + mendYAML},

		{"a tab as indentation", "entities:\n\t- id: place/zibo\n",
			`case.yaml:2:1: the file is not YAML: found character that cannot start any token; ` + mendYAML},

		{"an alias of nothing", `
entities:
- *zibo
`, `case.yaml:2:3: the file is not YAML: unknown anchor 'zibo' referenced; ` + mendYAML},

		// The YAML library gives no place for a bad byte; the loader looks for it.
		{"a byte of another encoding", "entities:\n# Zib\xff\n",
			`case.yaml:2:6: the file is not YAML: invalid leading UTF-8 octet (value: 255); ` + mendYAML},
		{"a control character", "entities:\n# 淄\x01\n",
			`case.yaml:2:4: the file is not YAML: control characters are not allowed (value: 1); ` + mendYAML},

		// Reading only the first of them would lose the rest in silence.
		{"a second document", `
entities: []
---
entities: []
`, `case.yaml:2:1: the file holds a second YAML document; split the file at the line ---`},

		{"what is no address elsewhere, and one that is here", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: city
  sameAs: [zibo, "https://polygraph.example/id/place/jinan", http://example.org/zibo]
`, `case.yaml:5:11: "zibo" in sameAs is no absolute IRI; write it in full, such as http://www.wikidata.org/entity/Q43407
case.yaml:5:11: "https://polygraph.example/id/place/jinan" in sameAs is an IRI of this graph; delete it, or put the two things into one entry`},

		{"a list in place of the file's keys", `
- id: place/zibo
`, `case.yaml:1:1: the file is not a mapping; write keys and values, such as key: value`},

		{"a mapping in place of a list", `
entities:
  id: place/zibo
`, `case.yaml:2:3: entities is not a list; write one entry a line, each after a hyphen`},

		{"a word in place of an entry", `
entities:
- place/zibo
`, `case.yaml:2:3: an entity is not a mapping; write keys and values, such as key: value`},
	})
}

func TestFaultsOfKeys(t *testing.T) {
	checkFaults(t, []faulty{
		{"an unknown key of the file", `
entites:
- id: place/zibo
`, `case.yaml:1:1: the file has the unknown key "entites"; did you mean "entities"?`},

		{"an unknown key that is like no other", `
things:
- id: place/zibo
`, `case.yaml:1:1: the file has the unknown key "things"; use one of claims, document, entities`},

		{"an unknown key of an entity", `
entities:
- id: place/zibo
  label: {en: Zibo}
  labels: {en: Zibo}
  level: city
`, `case.yaml:3:3: an entity has the unknown key "label"; did you mean "labels"?`},

		{"an unknown language of a label", `
entities:
- id: place/zibo
  labels: {en: Zibo, zh-TW: 淄博市}
  level: city
`, `case.yaml:3:22: labels has the unknown key "zh-TW"; use one of en, zh-Hans, zh-Hant, zh-Latn-pinyin`},

		{"a misspelt language of an alias", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  aliases: {zh-hans: 淄博}
  level: city
`, `case.yaml:4:13: aliases has the unknown key "zh-hans"; did you mean "zh-Hans"?`},

		{"an unknown key of a dated relation", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: city
  partOf: [{id: place/jinan, untill: 2019}]
`, `case.yaml:5:30: partOf has the unknown key "untill"; did you mean "until"?`},

		{"an unknown key of a document", `
document:
  id: document/east
  source: east.txt
  sourceFile: east.txt
  title: {en: On the east}
  language: en
`, `case.yaml:3:3: the document has the unknown key "source"; use one of date, id, language, note, publisher, reviewed, sections, sourceFile, title`},

		{"an unknown key of a date", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
  date: {earliest: 2020, lastest: 2021, latest: 2021}
`, `case.yaml:6:26: date has the unknown key "lastest"; did you mean "latest"?`},

		{"an unknown key of a claim", document(`
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  lines: 6
  mentions: [steel]
`), `case.yaml:4:3: a claim has the unknown key "lines"; did you mean "line"?`},

		{"a key twice", `
entities:
- id: place/zibo
  level: city
  labels: {en: Zibo, zh-Hans: 淄博市, en: Zibo City}
  level: county
`, `
case.yaml:4:36: labels has the key "en" twice; keep one of them
case.yaml:5:3: an entity has the key "level" twice; keep one of them`},

		{"a key without a value", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: city
  note:
  aliases: ~
`, `
case.yaml:5:3: the key "note" has no value; give a value or delete the key
case.yaml:6:3: the key "aliases" has no value; give a value or delete the key`},

		// It is no unknown place without a level: one fault, not two.
		{"a required key without a value", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level:
`, `case.yaml:4:3: the key "level" has no value; give a value or delete the key`},
	})
}

func TestFaultsOfText(t *testing.T) {
	checkFaults(t, []faulty{
		{"an empty text", `
entities:
- id: ""
- id: place/zibo
  labels: {en: " "}
  level: city
`, `
case.yaml:2:7: id is empty; give a value or delete the key
case.yaml:4:16: a label is empty; give a value or delete the key`},

		{"a list or mapping in place of a text", `
entities:
- id: [place/zibo]
- id: place/zibo
  labels: {en: [Zibo], zh-Hans: {name: 淄博市}}
  level: city
`, `
case.yaml:2:7: id is not text; write one word or one line of text
case.yaml:4:16: a label is not text; write one word or one line of text
case.yaml:4:33: a label is not text; write one word or one line of text`},

		{"a text in place of a list or mapping", `
entities:
- id: place/zibo
  labels: Zibo
  aliases: {en: {a: Zibo City}}
  level: city
`, `
case.yaml:3:11: labels is not a mapping; write keys and values, such as key: value
case.yaml:4:17: aliases is not a list; write one entry a line, each after a hyphen`},

		{"no names where names are announced", `
entities:
- id: place/zibo
  labels: {}
  aliases: {}
  level: city
`, `
case.yaml:3:11: labels is empty; give a value or delete the key
case.yaml:4:12: aliases is empty; give a value or delete the key`},

		{"a line break, a tab, a null, a C1 control and a broken character", `
entities:
- id: place/zibo
  labels: {en: "Zi\nbo"}
  level: city
  note: "Zi\tbo"
  aliases: {en: ["Zi\0bo", "Zi\x85bo", "Zi` + "\uFFFD" + `bo", Zibo]}
`, `
case.yaml:3:16: a label holds a control or broken character; write it on one line, in UTF-8
case.yaml:5:9: note holds a control or broken character; write it on one line, in UTF-8
case.yaml:6:18: aliases holds a control or broken character; write it on one line, in UTF-8
case.yaml:6:28: aliases holds a control or broken character; write it on one line, in UTF-8
case.yaml:6:40: aliases holds a control or broken character; write it on one line, in UTF-8`},

		{"an alias twice", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  aliases: {en: [Zibo City, Zibo Shi, Zibo City]}
  level: city
`, `case.yaml:4:39: aliases holds "Zibo City" twice; delete one`},
	})
}

func TestFaultsOfIDs(t *testing.T) {
	checkFaults(t, []faulty{
		{"no ID at all", `
entities:
- labels: {en: Zibo}
  level: city
`, `case.yaml:2:3: the entity has no id; add id: kind/name`},

		{"an ID without a kind", `
entities:
- id: zibo
`, `case.yaml:2:7: "zibo" is not an ID; write kind/name, such as place/jinan`},

		{"an unknown kind", `
entities:
- id: town/zibo
`, `case.yaml:2:7: "town/zibo" begins with no known kind; the kinds are place, official, tenure, post, organisation, enterprise, industry, cluster, programme, project, platform, target, figure, metric, document, claim`},

		{"malformed names", `
entities:
- id: place/Zibo
- id: place/淄博
- id: place/zi--bo
- id: place/
- id: "place/zi: bo"
- id: place/zi.bo
`, `
case.yaml:2:7: "place/Zibo" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)
case.yaml:3:7: "place/淄博" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)
case.yaml:4:7: "place/zi--bo" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)
case.yaml:5:7: "place/" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)
case.yaml:6:7: "place/zi: bo" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)
case.yaml:7:7: "place/zi.bo" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)`},

		{"kinds that only claims make", `
entities:
- id: tenure/zhi-song
- id: target/gangcheng
- id: figure/gangcheng
- id: claim/0123456789abcdef
`, `
case.yaml:2:7: "tenure/zhi-song" is of a kind that claims make by themselves; delete the entry; write a claim instead
case.yaml:3:7: "target/gangcheng" is of a kind that claims make by themselves; delete the entry; write a claim instead
case.yaml:4:7: "figure/gangcheng" is of a kind that claims make by themselves; delete the entry; write a claim instead
case.yaml:5:7: "claim/0123456789abcdef" is of a kind that claims make by themselves; delete the entry; write a claim instead`},

		{"a document among the entities", `
entities:
- id: document/east
`, `case.yaml:2:7: "document/east" is a document, which is no entry of entities; write document: beside the claims that it makes`},

		{"an ID that is defined already, here and in another file", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: city
- id: place/jinan
  labels: {en: Jinan}
  level: city
- id: place/zibo
  labels: {en: Zibo}
  level: city
`, `
case.yaml:5:7: "place/jinan" is defined already at world/world.yaml:2:7; delete one, or give it another id
case.yaml:8:7: "place/zibo" is defined already at case.yaml:2:7; delete one, or give it another id`},
	})
}

func TestFaultsOfEntities(t *testing.T) {
	checkFaults(t, []faulty{
		{"required keys that are missing, all at once", `
entities:
- id: place/zibo
- id: metric/exports
- id: programme/green
- id: industry/glass
- id: official/li-feng
`, `
case.yaml:2:7: "place/zibo" has no label; add labels: {en: …, zh-Hans: …}
case.yaml:2:7: "place/zibo" has no level; add level: one of country, region, province, city, county, district, new-area, development-zone, park, township, site
case.yaml:3:7: "metric/exports" has no label; add labels: {en: …, zh-Hans: …}
case.yaml:3:7: "metric/exports" has no unit; add unit: one of CNY, percent, ratio, count, rank, t, t/a, m3, km, km2, ha, MW, kWh, h
case.yaml:4:7: "programme/green" has no label; add labels: {en: …, zh-Hans: …}
case.yaml:4:7: "programme/green" has no form; add form: one of STRATEGY, PLAN, CAMPAIGN, SLOGAN, GOAL, PRINCIPLE, MEASURE
case.yaml:5:7: "industry/glass" has no label; add labels: {en: …, zh-Hans: …}
case.yaml:6:7: "official/li-feng" has no label; add labels: {en: …, zh-Hans: …}`},

		{"a level, a form, a unit and a flag that are none", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: City
- id: programme/green
  labels: {en: Green}
  form: Wish
- id: metric/exports
  labels: {en: exports}
  unit: USD
- id: post/mayor
  labels: {en: mayor}
  single: yes
`, `
case.yaml:4:10: "City" is no level; did you mean "city"?
case.yaml:7:9: "Wish" is no form; use one of STRATEGY, PLAN, CAMPAIGN, SLOGAN, GOAL, PRINCIPLE, MEASURE
case.yaml:10:9: "USD" is no unit; use one of CNY, percent, ratio, count, rank, t, t/a, m3, km, km2, ha, MW, kWh, h
case.yaml:13:11: single is neither true nor false; write true or false`},

		{"keys that belong to other kinds", `
entities:
- id: industry/glass
  labels: {en: glass}
  level: city
  unit: CNY
  formula: 2+4
  partOf: industry/steel
- id: place/zibo
  labels: {en: Zibo}
  level: city
  broader: industry/steel
  form: PLAN
  single: true
- id: official/li-feng
  labels: {en: Li Feng}
  inIndustry: industry/steel
  code: "370300"
  succeededBy: place/jinan
`, `
case.yaml:4:10: a thing of kind Industry has no "level"; delete it; it belongs to Place
case.yaml:5:9: a thing of kind Industry has no "unit"; delete it; it belongs to Metric
case.yaml:6:12: a thing of kind Industry has no "formula"; delete it; it belongs to Programme
case.yaml:7:11: partOf is "industry/steel", a thing of kind Industry; name a thing of kind Place or Organisation or Enterprise or Cluster or Project or Platform
case.yaml:7:11: a thing of kind Industry has no "partOf"; delete it; it belongs to Place, Organisation, Enterprise, Cluster, Project, Platform
case.yaml:11:12: a thing of kind Place has no "broader"; delete it; it belongs to Industry
case.yaml:12:9: a thing of kind Place has no "form"; delete it; it belongs to Programme
case.yaml:13:11: a thing of kind Place has no "single"; delete it; it belongs to Post
case.yaml:16:15: a thing of kind Official has no "inIndustry"; delete it; it belongs to Cluster, Enterprise, Organisation, Project, Platform, Place, Programme
case.yaml:17:9: a thing of kind Official has no "code"; delete it; it belongs to Place, Industry
case.yaml:18:16: a thing of kind Official has no "succeededBy"; delete it; it belongs to Place, Organisation, Enterprise`},

		{"malformed codes of places and industries", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: city
  code: "3703"
- id: industry/glass
  labels: {en: glass}
  code: [C305, 玻璃, "31"]
- id: place/laiwu
  labels: {en: Laiwu}
  level: city
  code: [{code: 371200, until: 2019-01}, {code: C31, from: 2019-01}]
`, `
case.yaml:2:7: "place/zibo" has the malformed code "3703"; write six digits of GB/T 2260, in quotes
case.yaml:6:7: "industry/glass" has the malformed code "玻璃"; write a letter and up to four digits of GB/T 4754, in quotes
case.yaml:6:7: "industry/glass" has the malformed code "31"; write a letter and up to four digits of GB/T 4754, in quotes
case.yaml:9:7: "place/laiwu" has the malformed code "C31"; write six digits of GB/T 2260, in quotes`},

		{"relations to things that are nowhere or of a wrong kind", `
entities:
- id: place/laiwu
  labels: {en: Laiwu}
  level: city
  partOf: [place/jinann, {id: place/shandong, until: 2019-01}]
  succeededBy: industry/steel
- id: industry/fine-steel
  labels: {en: fine steel}
  broader: [industry/steal, cluster/fine-steel]
`, `
case.yaml:5:12: partOf is "place/jinann", which is defined nowhere; did you mean "place/jinan"? Otherwise add an entity with this id
case.yaml:5:31: partOf is "place/shandong", which is defined nowhere; add an entity with this id
case.yaml:6:16: succeededBy is "industry/steel", a thing of kind Industry; name a thing of kind Place or Organisation or Enterprise
case.yaml:9:13: broader is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
case.yaml:9:29: broader is "cluster/fine-steel", a thing of kind Cluster; name a thing of kind Industry`},

		{"times of relations that cannot be", `
entities:
- id: place/laiwu
  labels: {en: Laiwu}
  level: city
  partOf:
  - {id: place/jinan, from: 2019-01, until: 2018-12}
  - {id: place/jinan, from: 2019-13}
  - {id: place/jinan, until: January 2019}
  - {from: 2019-01}
  - [place/jinan]
`, `
case.yaml:6:5: the time from 2019-01 until 2018-12 ends before it begins; swap or correct the dates
case.yaml:7:29: "2019-13" is not a day of the calendar; correct it
case.yaml:8:30: "January 2019" is not a date; write 2025, 2019-01 or 2018-03-05, between 1900 and 2200
case.yaml:9:5: an entry of partOf has no id; add id:
case.yaml:10:5: partOf is not a mapping; write keys and values, such as key: value
case.yaml:10:5: an entry of partOf has no id; add id:`},
	})
}

func TestFaultsOfCircles(t *testing.T) {
	checkFaults(t, []faulty{
		{"an industry that is narrower than itself", `
entities:
- id: industry/glass
  labels: {en: glass}
  broader: industry/glass
`, `case.yaml:2:7: broader runs in a circle: industry/glass → industry/glass; remove one of these relations`},

		{"three industries in a circle, beside one that leads into it", `
entities:
- id: industry/float-glass
  labels: {en: float glass}
  broader: industry/glass
- id: industry/glass
  labels: {en: glass}
  broader: [industry/steel, industry/ceramics]
- id: industry/ceramics
  labels: {en: ceramics}
  broader: industry/materials
- id: industry/materials
  labels: {en: materials}
  broader: industry/glass
`, `case.yaml:5:7: broader runs in a circle: industry/glass → industry/ceramics → industry/materials → industry/glass; remove one of these relations`},

		{"a place that is part of its own part", `
entities:
- id: place/zibo
  labels: {en: Zibo}
  level: city
  partOf: place/zichuan
- id: place/zichuan
  labels: {en: Zichuan}
  level: district
  partOf: [{id: place/zibo, from: 1955}]
`, `case.yaml:2:7: partOf runs in a circle: place/zibo → place/zichuan → place/zibo; remove one of these relations`},

		{"enterprises that succeed each other", `
entities:
- id: enterprise/old-works
  labels: {en: Old Works}
  succeededBy: enterprise/new-works
- id: enterprise/new-works
  labels: {en: New Works}
  succeededBy: enterprise/old-works
`, `case.yaml:2:7: succeededBy runs in a circle: enterprise/old-works → enterprise/new-works → enterprise/old-works; remove one of these relations`},

		{"two circles are two faults", `
entities:
- id: industry/glass
  labels: {en: glass}
  broader: [industry/glass, industry/ceramics]
- id: industry/ceramics
  labels: {en: ceramics}
  broader: industry/glass
`, `
case.yaml:2:7: broader runs in a circle: industry/glass → industry/glass; remove one of these relations
case.yaml:2:7: broader runs in a circle: industry/glass → industry/ceramics → industry/glass; remove one of these relations`},
	})
}

func TestTwoWaysToOneBroaderIndustryAreNoCircle(t *testing.T) {
	load(t, openStore(t), worldSource, folder(map[string]string{"case.yaml": `
entities:
- id: industry/materials
  labels: {en: materials}
- id: industry/glass
  labels: {en: glass}
  broader: industry/materials
- id: industry/ceramics
  labels: {en: ceramics}
  broader: industry/materials
- id: industry/glass-ceramics
  labels: {en: glass ceramics}
  broader: [industry/glass, industry/ceramics, industry/materials]
`}))
}

func TestFaultsOfDocuments(t *testing.T) {
	checkFaults(t, []faulty{
		{"claims without a document", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  mentions: [steel]
`, `case.yaml:2:1: the file has claims but no document that makes them; add document: with its id, sourceFile, title, language and date to this file`},

		{"a document without anything", `
document: {}
`, `case.yaml:1:11: the document has no id; add id: document/name`},

		{"a document that is no mapping", `
document: document/east
`, `case.yaml:1:11: the document is not a mapping; write keys and values, such as key: value`},

		{"a document without sourceFile, title and language", `
document:
  id: document/east
`, `
case.yaml:2:7: the document has no sourceFile; add sourceFile:
case.yaml:2:7: the document has no title; add title:
case.yaml:2:7: the document has no language; add language:`},

		{"the ID of another kind", `
document:
  id: place/east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
`, `case.yaml:2:7: "place/east" is not the ID of a document; write document/name`},

		// The claims have a document, if one without a name: no second fault.
		{"a malformed ID", `
document:
  id: document/On the east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  mentions: [steel]
`, `case.yaml:2:7: "document/On the east" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)`},

		{"a path in place of the file's name", `
document:
  id: document/east
  sourceFile: sources/east.txt
  title: {en: On the east}
  language: en
`, `case.yaml:3:15: sourceFile "sources/east.txt" is a path; give the file's name alone; verify --sources names its folder`},

		{"the folder above in place of the file's name", `
document:
  id: document/east
  sourceFile: ..
  title: {en: On the east}
  language: en
`, `case.yaml:3:15: sourceFile ".." is a path; give the file's name alone; verify --sources names its folder`},

		{"a title that is too long for a description", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: One two three four five six seven eight nine}
  language: en
`, `case.yaml:4:15: the title has 9 words; describe it in your own words, 8 at most`},

		{"a language that is none of ours", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east}
  language: Chinese
`, `case.yaml:5:13: "Chinese" is no language; use one of en, zh-Hans, zh-Hant`},

		{"a date that ends before it begins", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
  date: {earliest: 2020-12-02, latest: 2020-12-01}
`, `case.yaml:6:9: the date's earliest day is after its latest; swap them`},

		{"a date with one end", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
  date: {earliest: 2020-12, inferred: from the season that it names}
`, `case.yaml:6:9: the date has one end only; give both earliest and latest, or one date`},

		{"dates that are none", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
  date: {earliest: 1899, latest: 2021-02-29}
`, `
case.yaml:6:20: "1899" is not a date; write 2025, 2019-01 or 2018-03-05, between 1900 and 2200
case.yaml:6:34: "2021-02-29" is not a day of the calendar; correct it`},

		{"a list of dates", `
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east}
  language: en
  date: [2020, 2021]
`, `case.yaml:6:9: date is not a mapping; write keys and values, such as key: value`},
	})
}

func TestFaultsOfTwoDocuments(t *testing.T) {
	source := folder(map[string]string{
		"a.yaml": `document: {id: document/east, sourceFile: east.txt, title: {en: On the east}, language: en}`,
		"b.yaml": `document: {id: document/west, sourceFile: east.txt, title: {en: On the west}, language: en}`,
		"c.yaml": `document: {id: document/east, sourceFile: other.txt, title: {en: On the east}, language: en}`,
		"d.yaml": `document: {id: document/west, sourceFile: east.txt, title: {en: On the west}, language: en}`,
	})
	want := strings.TrimSpace(`
b.yaml:1:16: sourceFile "east.txt" is that of "document/east" already; put the claims of one file under one document
c.yaml:1:16: "document/east" is defined already at a.yaml:1:16; delete one, or give it another id
d.yaml:1:16: "document/west" is defined already at b.yaml:1:16; delete one, or give it another id`)
	if got := refused(t, source); got != want {
		t.Errorf("the loader says\n%s\nwant\n%s", got, want)
	}
}

func TestFaultsOfEdges(t *testing.T) {
	var predicates []string
	for _, p := range graph.Vocabulary() {
		if !p.Structural {
			predicates = append(predicates, p.Name)
		}
	}
	useOneOf := "use one of " + strings.Join(predicates, ", ")
	checkClaimFaults(t, []faulty{
		{"a claim that says nothing", `
claims:
- line: 6
  mentions: [steel]
`, `case.yaml:2:3: the claim says nothing; add claim: subject predicate object`},

		{"fewer or more than three words", `
claims:
- claim: place/gangcheng prioritises
  line: 6
  mentions: [steel]
- claim: place/gangcheng strongly prioritises industry/steel
  line: 6
  mentions: [steel]
- claim: [place/gangcheng, prioritises, industry/steel]
  line: 6
  mentions: [steel]
`, `
case.yaml:2:10: "place/gangcheng prioritises" is not three words; write subject predicate object, such as place/jinan prioritises industry/steel
case.yaml:5:10: "place/gangcheng strongly prioritises industry/steel" is not three words; write subject predicate object, such as place/jinan prioritises industry/steel
case.yaml:8:10: "" is not three words; write subject predicate object, such as place/jinan prioritises industry/steel`},

		{"keys that every claim needs, without values", `
claims:
- claim:
  line:
  mentions: [steel]
- claim: place/gangcheng hasTarget metric/output-value
  line: 6
  amount:
  mentions: [steel]
- claim: official/zhi-song holds post/district-mayor
  line: 6
  of:
  mentions: [Zhi Song]
`, `
case.yaml:2:3: the key "claim" has no value; give a value or delete the key
case.yaml:3:3: the key "line" has no value; give a value or delete the key
case.yaml:7:3: the key "amount" has no value; give a value or delete the key
case.yaml:11:3: the key "of" has no value; give a value or delete the key`},

		{"a misspelt predicate", `
claims:
- claim: place/gangcheng prioritizes industry/steel
  line: 6
  mentions: [steel]
`, `case.yaml:2:26: "prioritizes" is no predicate; did you mean "prioritises"?`},

		{"a predicate that is like no other", `
claims:
- claim: place/gangcheng dreams-of industry/steel
  line: 6
  mentions: [steel]
`, `case.yaml:2:26: "dreams-of" is no predicate; ` + useOneOf},

		{"predicates that only the taxonomy and minted nodes have", `
claims:
- claim: industry/steel broader industry/hydrogen
  line: 6
  mentions: [steel]
- claim: tenure/zhi-song metric metric/output-value
  line: 6
  mentions: [steel]
`, `
case.yaml:2:25: "broader" is no predicate; ` + useOneOf + `
case.yaml:5:26: "metric" is no predicate; ` + useOneOf},

		{"IDs that are none", `
claims:
- claim: gangcheng prioritises industry/Steel
  line: 6
  mentions: [steel]
- claim: 钢城区 prioritises 钢铁
  line: 6
  mentions: [steel]
`, `
case.yaml:2:10: the subject of prioritises: "gangcheng" is not an ID; write kind/name, such as place/jinan
case.yaml:2:32: the object of prioritises: "industry/Steel" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)
case.yaml:5:10: the subject of prioritises: "钢城区" is not an ID; write kind/name, such as place/jinan
case.yaml:5:26: the object of prioritises: "钢铁" is not an ID; write kind/name, such as place/jinan`},

		{"IDs that are defined nowhere", `
claims:
- claim: place/gangchen prioritises industry/steal
  line: 6
  mentions: [steel]
- claim: place/shandong prioritises industry/shipbuilding
  line: 6
  mentions: [steel]
`, `
case.yaml:2:10: the subject of prioritises is "place/gangchen", which is defined nowhere; did you mean "place/gangcheng"? Otherwise add an entity with this id
case.yaml:2:37: the object of prioritises is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
case.yaml:5:10: the subject of prioritises is "place/shandong", which is defined nowhere; add an entity with this id
case.yaml:5:37: the object of prioritises is "industry/shipbuilding", which is defined nowhere; add an entity with this id`},

		{"the right name under a wrong kind", `
claims:
- claim: organisation/laigang-group anchors cluster/fine-steel
  line: 6
  mentions: [steel]
`, `case.yaml:2:10: the subject of anchors is "organisation/laigang-group", which is defined nowhere; did you mean "enterprise/laigang-group"? Otherwise add an entity with this id`},

		// In quotes the first word stands one column further on.
		{"a subject and an object of wrong kinds, plain and in quotes", `
claims:
- claim: industry/steel prioritises place/gangcheng
  line: 6
  mentions: [steel]
- claim: "industry/steel prioritises place/gangcheng"
  line: 7
  mentions: [steel]
- claim: 'place/gangcheng  holds  post/district-mayor'
  line: 8
  of: place/gangcheng
  mentions: [steel]
`, `
case.yaml:2:10: the subject of prioritises is "industry/steel", a thing of kind Industry; name a thing of kind Place
case.yaml:2:37: the object of prioritises is "place/gangcheng", a thing of kind Place; name a thing of kind Industry
case.yaml:5:11: the subject of prioritises is "industry/steel", a thing of kind Industry; name a thing of kind Place
case.yaml:5:38: the object of prioritises is "place/gangcheng", a thing of kind Place; name a thing of kind Industry
case.yaml:8:11: the subject of holds is "place/gangcheng", a thing of kind Place; name a thing of kind Official`},

		{"words after several spaces, an anchor, or on a line of their own", `
claims:
- claim: place/gangcheng   prioritises   industry/steal
  line: 6
  mentions: [steel]
- claim: &edge place/gangcheng prioritises industry/steal
  line: 7
  mentions: [steel]
- claim: >
    place/gangcheng prioritises industry/steal
  line: 8
  mentions: [steel]
- claim: *edge
  line: 9
  mentions: [steel]
`, `
case.yaml:2:42: the object of prioritises is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
case.yaml:5:10: the object of prioritises is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
case.yaml:5:10: the object of prioritises is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
case.yaml:8:10: the object of prioritises is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id`},

		// A claim about a minted node once crashed the loader: it has no amount.
		{"a minted node as an end of an edge", `
claims:
- claim: place/gangcheng supports target/place.gangcheng.output-value.by-2025
  line: 6
  mentions: [steel]
- claim: place/gangcheng hasTarget target/place.gangcheng.output-value.by-2025
  line: 6
  amount: "> 2000亿元"
  mentions: [steel]
- claim: official/zhi-song holds tenure/zhi-song.district-mayor.place.gangcheng
  line: 6
  of: place/gangcheng
  mentions: [steel]
`, `
case.yaml:2:35: the object of supports is "target/place.gangcheng.output-value.by-2025", a thing of kind Target; name a thing of kind Place or Organisation or Enterprise or Industry or Cluster or Programme or Project or Platform
case.yaml:5:36: the object of hasTarget is "target/place.gangcheng.output-value.by-2025", a thing of kind Target; name a thing of kind Metric
case.yaml:9:34: the object of holds is "tenure/zhi-song.district-mayor.place.gangcheng", a thing of kind Tenure; name a thing of kind Post`},

		{"a thing that is related to itself", `
claims:
- claim: place/gangcheng cooperatesWith place/gangcheng
  line: 6
  mentions: [steel]
`, `case.yaml:2:41: "place/gangcheng" cooperates with itself; name another thing`},
	})
}

func TestFaultsOfEvidence(t *testing.T) {
	checkClaimFaults(t, []faulty{
		{"claims that are no list", `
claims: place/gangcheng prioritises industry/steel
`, `case.yaml:1:9: claims is not a list; write one entry a line, each after a hyphen`},

		{"a claim that is no mapping", `
claims:
- place/gangcheng prioritises industry/steel
`, `case.yaml:2:3: a claim is not a mapping; write keys and values, such as key: value`},

		{"no line and no mentions", `
claims:
- claim: place/gangcheng prioritises industry/steel
`, `
case.yaml:2:3: the claim has no line; add line: with the line of the source file, counted from 1
case.yaml:2:3: the claim has no mentions; add mentions: [words that stand on that line]`},

		{"lines that are none", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 0
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: -6
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: six
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: 6.5
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: 10000001
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: 99999999999999999999
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: [6]
  mentions: [steel]
`, `
case.yaml:3:9: "0" is no line; write the line of the source file, counted from 1
case.yaml:6:9: "-6" is no line; write the line of the source file, counted from 1
case.yaml:9:9: "six" is no line; write the line of the source file, counted from 1
case.yaml:12:9: "6.5" is no line; write the line of the source file, counted from 1
case.yaml:15:9: "10000001" is no line; write the line of the source file, counted from 1
case.yaml:18:9: "99999999999999999999" is no line; write the line of the source file, counted from 1
case.yaml:21:9: "" is no line; write the line of the source file, counted from 1`},

		{"mentions that are none", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  mentions: []
- claim: place/gangcheng prioritises industry/steel
  line: 7
  mentions:
- claim: place/gangcheng prioritises industry/steel
  line: 8
  mentions: ""
- claim: place/gangcheng prioritises industry/steel
  line: 9
  mentions: {en: steel}
- claim: place/gangcheng prioritises industry/steel
  line: 10
  mentions: [steel, ""]
`, `
case.yaml:4:13: mentions is empty; write [words that stand on that line]
case.yaml:7:3: the key "mentions" has no value; give a value or delete the key
case.yaml:10:13: mentions is empty; give a value or delete the key
case.yaml:13:13: mentions is not a list; write one entry a line, each after a hyphen
case.yaml:16:21: mentions is empty; give a value or delete the key`},

		// Four words or eight Chinese characters are allowed, and may be mixed.
		{"mentions that copy too much, each at its own place", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  mentions:
  - one two three four
  - 一二三四五六七八
  - one two 三四五六七八 four
  - one two three four five
  - 一二三四五六七八九
- claim: place/gangcheng prioritises industry/steel
  line: 7
  mentions: one two three four five
`, `
case.yaml:8:5: the mention "one two three four five" copies too much of the text; shorten it to four words or eight Chinese characters
case.yaml:9:5: the mention "一二三四五六七八九" copies too much of the text; shorten it to four words or eight Chinese characters
case.yaml:12:13: the mention "one two three four five" copies too much of the text; shorten it to four words or eight Chinese characters`},

		{"a mention twice", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  mentions: [steel, iron, steel]
`, `case.yaml:4:27: mentions holds "steel" twice; delete one`},

		// Stance, mentions and reading are no part of what makes a claim that claim.
		{"a claim twice", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  stance: LEAD
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: 7
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: 6
  stance: UPGRADE
  mentions: [iron]
`, `case.yaml:9:3: the claim is made already at case.yaml:2:3; delete one, or join their mentions`},
	})
}

func TestFaultsOfSpans(t *testing.T) {
	const form = "write the first character, counted from 0, and the one behind the last, such as 119-168, and let polygraph locate add the hash"
	var text, want strings.Builder
	text.WriteString("claims:\n")
	for i, c := range []struct{ span, want string }{
		{"17", `13: "17" is no span; ` + form},
		{"17 - 22", `13: "17 - 22" is no span; ` + form},
		{"17–22", `13: "17–22" is no span; ` + form}, // a dash
		{"-5", `13: "-5" is no span; ` + form},
		{"-1-5", `13: "-1-5" is no span; ` + form},
		{"１-５", `13: "１-５" is no span; ` + form}, // of full width
		{"0x1-0x5", `13: "0x1-0x5" is no span; ` + form},
		{"1-9999999999", `13: "1-9999999999" is no span; ` + form},
		{"17-22 0123456789ABCDEF", `13: "17-22 0123456789ABCDEF" is no span; ` + form},
		{"17-22 0123456789abcde", `13: "17-22 0123456789abcde" is no span; ` + form},
		{"17-22 0123456789abcdef0", `13: "17-22 0123456789abcdef0" is no span; ` + form},
		{"17-22  0123456789abcdef", `13: "17-22  0123456789abcdef" is no span; ` + form},
		{"22-17", `13: the span "22-17" is empty; write the smaller number first`},
		{"17-17", `13: the span "17-17" is empty; write the smaller number first`},
		{"0-0 0123456789abcdef", `13: the span "0-0 0123456789abcdef" is empty; write the smaller number first`},
		{"[17, 22]", `13: span is not text; write one word or one line of text`},
		{"{start: 17}", `13: span is not text; write one word or one line of text`},
		{`""`, `13: span is empty; give a value or delete the key`},
		{"", `7: the key "span" has no value; give a value or delete the key`},
	} {
		fmt.Fprintf(&text, "  -   claim: place/gangcheng prioritises industry/steel\n      line: %d\n      mentions: [steel]\n      span: %s\n", i+1, c.span)
		fmt.Fprintf(&want, "case.yaml:%d:%s\n", 4*i+5, c.want)
	}
	checkClaimFaults(t, []faulty{{"spans that are none", text.String(), want.String()}})
}

func TestFaultsOfSectionsAndReviews(t *testing.T) {
	const document = "document:\n  id: document/east\n  sourceFile: east.txt\n  title: {en: On the east}\n  language: en\n"
	checkFaults(t, []faulty{
		{"sections and reviews that are no lists", document + `
  sections: {line: 1, title: {en: A}}
  reviewed: thanks
`, `
case.yaml:7:13: sections is not a list; write one entry a line, each after a hyphen
case.yaml:8:13: reviewed is not a list; write one entry a line, each after a hyphen`},

		// Two that say nothing are not the same twice.
		{"sections and reviews that are no mappings", document + `
  sections: [A, 3]
  reviewed: [thanks, [4]]
`, `
case.yaml:7:14: a section is not a mapping; write keys and values, such as key: value
case.yaml:7:17: a section is not a mapping; write keys and values, such as key: value
case.yaml:8:14: a review is not a mapping; write keys and values, such as key: value
case.yaml:8:22: a review is not a mapping; write keys and values, such as key: value`},

		{"sections and reviews of nothing", document + `
  sections: [{}]
  reviewed: [{}, {reason: thanks}, {line: 3}]
`, `
case.yaml:7:14: the section has no line; add line:
case.yaml:7:14: the section has no title; add title:
case.yaml:8:14: the review has no line; add line:
case.yaml:8:14: the review has no reason; add reason:
case.yaml:8:18: the review has no line; add line:
case.yaml:8:36: the review has no reason; add reason:`},

		{"keys that they do not have", document + `
  sections:
  - {line: 1, titles: {en: A}, title: {en: A}}
  - {line: 2, mentions: [steel], title: {en: A}}
  reviewed:
  - {lines: 1, line: 1, reason: thanks}
  - {line: 2, begins: steel, reason: thanks}
`, `
case.yaml:8:15: a section has the unknown key "titles"; did you mean "title"?
case.yaml:9:15: a section has the unknown key "mentions"; use one of begins, line, title
case.yaml:11:6: a review has the unknown key "lines"; did you mean "line"?
case.yaml:12:15: a review has the unknown key "begins"; use one of line, mentions, reason`},

		{"values that are none", document + `
  sections:
  - {line: 0, title: {en: ""}}
  - {line: two, begins: "", title: {}}
  - {line: 3, begins: [steel], title: A}
  - {line: 4, begins: one two three four five, title: {de: A}}
  - {line: 5, begins: 一二三四五六七八九, title: {en: one two three four five six seven eight nine}}
  reviewed:
  - {line: -1, reason: ""}
  - {line: -1, mentions: [], reason: [thanks]}
  - {line: 3, mentions: [a, a], reason: thanks}
  - {line: 4, mentions: one two three four five, reason: thanks}
`, `
case.yaml:8:12: "0" is no line; write the line of the source file, counted from 1
case.yaml:8:27: a title is empty; give a value or delete the key
case.yaml:9:12: "two" is no line; write the line of the source file, counted from 1
case.yaml:9:25: a mention is empty; give a value or delete the key
case.yaml:9:36: title is empty; give a value or delete the key
case.yaml:10:23: a mention is not text; write one word or one line of text
case.yaml:10:39: title is not a mapping; write keys and values, such as key: value
case.yaml:11:23: the mention "one two three four five" copies too much of the text; shorten it to four words or eight Chinese characters
case.yaml:11:56: title has the unknown key "de"; use one of en, zh-Hans, zh-Hant, zh-Latn-pinyin
case.yaml:12:23: the mention "一二三四五六七八九" copies too much of the text; shorten it to four words or eight Chinese characters
case.yaml:12:46: the title has 9 words; describe it in your own words, 8 at most
case.yaml:14:12: "-1" is no line; write the line of the source file, counted from 1
case.yaml:14:24: reason is empty; give a value or delete the key
case.yaml:15:12: "-1" is no line; write the line of the source file, counted from 1
case.yaml:15:26: mentions is empty; write [words that stand on that line]
case.yaml:15:38: reason is not text; write one word or one line of text
case.yaml:16:29: mentions holds "a" twice; delete one
case.yaml:17:25: the mention "one two three four five" copies too much of the text; shorten it to four words or eight Chinese characters`},

		{"sections out of order, and two that begin at one place", document + `
  sections:
  - {line: 5, title: {en: A}}
  - {line: 4, title: {en: B}}
  - {line: 4, title: {en: C}}
  - {line: 6, begins: steel, title: {en: D}}
  - {line: 6, title: {en: E}}
  - {line: 7, begins: steel, title: {en: F}}
  - {line: 7, begins: glass, title: {en: G}}
  - {line: 7, begins: steel, title: {en: H}}
`, `
case.yaml:9:5: the section of line 4 stands behind that of line 5; write sections in the order of the text
case.yaml:10:5: a second section begins on line 4; add begins: with words that stand where it begins
case.yaml:12:5: a second section begins on line 6; add begins: with words that stand where it begins
case.yaml:15:5: a second section begins on line 7 with "steel"; begin one of them with other words`},

		{"words that are reviewed twice", document + `
  reviewed:
  - {line: 3, reason: a headline}
  - {line: 3, mentions: [steel, glass], reason: a headline}
  - {line: 3, mentions: [glass, steel], reason: thanks}
  - {line: 4, mentions: [steel, glass], reason: thanks}
  - {line: 3, reason: thanks}
`, `
case.yaml:10:5: the same words of line 3 are reviewed twice; delete one
case.yaml:12:5: the same words of line 3 are reviewed twice; delete one`},
	})
}

func TestFaultsOfQualifiers(t *testing.T) {
	checkClaimFaults(t, []faulty{
		{"a stance that is none", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  stance: Lead
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: 7
  stance: PREFER
  mentions: [steel]
`, `
case.yaml:4:11: "Lead" is no stance; use one of LEAD, GROW, NURTURE, UPGRADE, LIMIT, UNSTATED
case.yaml:8:11: "PREFER" is no stance; use one of LEAD, GROW, NURTURE, UPGRADE, LIMIT, UNSTATED`},

		{"keys on a predicate that does not take them", `
claims:
- claim: enterprise/laigang-group anchors cluster/fine-steel
  line: 6
  stance: LEAD
  scale: 千亿级
  amount: "> 2000亿元"
  part: 1
  of: place/gangcheng
  from: 2019
  until: 2020
  by: 2025
  within: P5Y
  scope: industrial
  stretch: true
  recurrence: P1Y
  baseline: P1Y
  mentions: [steel]
`, `
case.yaml:4:11: a claim of anchors takes no "stance"; delete it; it belongs to prioritises, covers
case.yaml:5:10: a claim of anchors takes no "scale"; delete it; it belongs to prioritises, builds, plans, covers
case.yaml:6:11: a claim of anchors takes no "amount"; delete it; it belongs to hasTarget, hasFigure
case.yaml:7:9: a claim of anchors takes no "part"; delete it; it belongs to contains, covers
case.yaml:8:7: a claim of anchors takes no "of"; delete it; it belongs to holds
case.yaml:9:9: a claim of anchors takes no "from"; delete it; it belongs to partOf, succeededBy, holds, prioritises, builds, plans, hosts, runs, callsFor, approves, supports, hasTarget, hasFigure
case.yaml:10:10: a claim of anchors takes no "until"; delete it; it belongs to partOf, succeededBy, holds, hosts
case.yaml:11:7: a claim of anchors takes no "by"; delete it; it belongs to ` + periodTakers + `
case.yaml:12:11: a claim of anchors takes no "within"; delete it; it belongs to ` + periodTakers + `
case.yaml:12:11: "within" stands beside "by" or "in"; keep within where the text gives no year, and the year where it does
case.yaml:13:10: a claim of anchors takes no "scope"; delete it; it belongs to hasTarget, hasFigure
case.yaml:14:12: a claim of anchors takes no "stretch"; delete it; it belongs to hasTarget
case.yaml:15:15: a claim of anchors takes no "recurrence"; delete it; it belongs to hasTarget, hasFigure
case.yaml:16:13: a claim of anchors takes no "baseline"; delete it; it belongs to hasTarget, hasFigure`},

		{"a span where a period is taken, and a period where a span is", `
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  until: 2025
  mentions: [steel]
- claim: official/zhi-song holds post/district-mayor
  line: 7
  of: place/gangcheng
  by: 2025
  mentions: [steel]
`, `
case.yaml:4:10: a claim of prioritises takes no "until"; delete it; it belongs to partOf, succeededBy, holds, hosts
case.yaml:9:7: a claim of holds takes no "by"; delete it; it belongs to ` + periodTakers},

		{"a post without the place where it is held", `
claims:
- claim: official/zhi-song holds post/district-mayor
  line: 6
  mentions: [Zhi Song]
`, `case.yaml:2:10: the claim does not say where the post is held; add of: place/… or organisation/…`},

		{"a post held at something that has none", `
claims:
- claim: official/zhi-song holds post/district-mayor
  line: 6
  of: industry/steel
  mentions: [Zhi Song]
- claim: official/zhi-song holds post/district-mayor
  line: 7
  of: place/gangchen
  mentions: [Zhi Song]
- claim: official/zhi-song holds post/district-mayor
  line: 8
  of: Gangcheng
  mentions: [Zhi Song]
`, `
case.yaml:4:7: of is "industry/steel", a thing of kind Industry; name a thing of kind Place or Organisation or Enterprise
case.yaml:8:7: of is "place/gangchen", which is defined nowhere; did you mean "place/gangcheng"? Otherwise add an entity with this id
case.yaml:12:7: of: "Gangcheng" is not an ID; write kind/name, such as place/jinan`},

		{"a post from a day until an earlier one, or until the same", `
claims:
- claim: official/zhi-song holds post/district-mayor
  line: 6
  of: place/gangcheng
  from: 2020-05
  until: 2019-12-31
  mentions: [Zhi Song]
- claim: official/zhi-song holds post/district-mayor
  line: 7
  of: place/gangcheng
  from: 2020-01-01
  until: 2020
  mentions: [Zhi Song]
`, `
case.yaml:2:3: the time from 2020-05 until 2019-12-31 ends before it begins; swap or correct the dates
case.yaml:8:3: the time from 2020-01-01 until 2020 ends before it begins; swap or correct the dates`},

		{"parts that are none, or of no formula", `
claims:
- claim: programme/two-plus-four covers industry/steel
  line: 6
  part: 0
  mentions: [steel]
- claim: programme/two-plus-four covers industry/steel
  line: 7
  part: first
  mentions: [steel]
- claim: programme/two-plus-four covers industry/steel
  line: 8
  part: 3
  mentions: [steel]
- claim: programme/strong-east covers industry/steel
  line: 9
  part: 1
  mentions: [steel]
`, `
case.yaml:4:9: "0" is no part of a formula; write 1 for what the first number of the formula counts, 2 for the second …
case.yaml:8:9: "first" is no part of a formula; write 1 for what the first number of the formula counts, 2 for the second …
case.yaml:12:9: the formula 2+4 has no part 3; give a part from 1 to 2
case.yaml:16:9: part is given, and "programme/strong-east" has no formula; add formula: to its entry, such as 2+4`},

		{"scales that are none", `
claims:
- claim: place/gangcheng builds cluster/fine-steel
  line: 6
  scale: huge
  mentions: [steel]
- claim: place/gangcheng builds cluster/fine-steel
  line: 7
  scale: 40家
  mentions: [steel]
`, `
case.yaml:4:10: "huge" is not an amount; write a comparator, a number and a unit, such as "> 2000亿元", "20..50 billion CNY", "6 %", ">= 40", or a class such as "千亿级" (hundred-billion-level)
case.yaml:8:10: the scale "40家" is not in yuan; write a class such as "千亿级" or an amount in yuan`},
	})
}

const periodTakers = "prioritises, builds, plans, runs, callsFor, approves, supports, hasTarget, hasFigure"

func TestFaultsOfQuantities(t *testing.T) {
	checkClaimFaults(t, []faulty{
		{"no amount", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  by: 2025
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  in: 2019
  mentions: [output value]
`, `
case.yaml:2:10: the claim of a Target has no amount; add amount: such as "> 2000亿元"
case.yaml:6:10: the claim of a Figure has no amount; add amount: such as "> 2000亿元"`},

		{"amounts that are none", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: more than 2000亿元
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 17
  amount: 2000 dollars
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 18
  amount: 50..20 CNY
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 19
  amount: [2000亿元]
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 20
  amount: "> 5: CNY"
  mentions: [output value]
`, `
case.yaml:4:11: "more than 2000亿元" is not an amount; write a comparator, such as ">= 60", "> 60", "<= 60", "< 60" or "~ 60"
case.yaml:8:11: "2000 dollars" has the unknown unit "dollars"; the units are CNY, percent, ratio, count, rank, t, t/a, m3, km, km2, ha, MW, kWh, h
case.yaml:12:11: "50..20 CNY" is not a range; write the smaller number first and no comparator, such as 20..50 billion CNY
case.yaml:16:11: an amount is not text; write one word or one line of text
case.yaml:20:11: "> 5: CNY" has the unknown unit ": CNY"; the units are CNY, percent, ratio, count, rank, t, t/a, m3, km, km2, ha, MW, kWh, h`},

		{"an amount in another unit than its metric", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 20 %"
  by: 2025
  mentions: [output value]
`, `case.yaml:4:11: the amount is in percent, and "metric/output-value" is measured in CNY; write the amount in CNY, or choose the metric that is meant`},

		{"years, days and lengths of time that are none", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  by: 25
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 17
  amount: "> 2000亿元"
  by: 2025-02-30
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 18
  amount: "> 2000亿元"
  within: five years
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 19
  amount: "> 2000亿元"
  in: 2019
  recurrence: yearly
  baseline: last year
  mentions: [output value]
`, `
case.yaml:5:7: "25" is not a date; write 2025, 2019-01 or 2018-03-05, between 1900 and 2200
case.yaml:10:7: "2025-02-30" is not a day of the calendar; correct it
case.yaml:15:11: "five years" is not a length of time; write P5Y for five years, P6M for six months, P1Y as recurrence for every year
case.yaml:21:15: "yearly" is not a length of time; write P5Y for five years, P6M for six months, P1Y as recurrence for every year
case.yaml:22:13: "last year" is no baseline; write the year that growth is counted from, or how long before: P1Y for year on year`},

		{"empty texts", `
claims:
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  amount: ""
  from: ""
  within: ""
  scope: ""
  baseline: ""
  reading: ""
  mentions: [output value]
- claim: official/zhi-song holds post/district-mayor
  line: 17
  of: ""
  mentions: [Zhi Song]
`, `
case.yaml:4:11: an amount is empty; give a value or delete the key
case.yaml:5:9: from is empty; give a value or delete the key
case.yaml:6:11: within is empty; give a value or delete the key
case.yaml:7:10: scope is empty; give a value or delete the key
case.yaml:8:13: baseline is empty; give a value or delete the key
case.yaml:9:12: reading is empty; give a value or delete the key
case.yaml:13:7: of is empty; give a value or delete the key`},

		{"a period that ends before it begins", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  from: 2025
  by: 2024-12
  mentions: [output value]
- claim: place/gangcheng prioritises industry/steel
  line: 17
  from: 2025
  by: 2024
  mentions: [steel]
`, `
case.yaml:2:3: the period from 2025 to 2024-12 ends before it begins; swap or correct the dates
case.yaml:8:3: the period from 2025 to 2024 ends before it begins; swap or correct the dates`},

		{"a time in which beside one by or from which", `
claims:
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  amount: "> 2000亿元"
  in: 2019
  by: 2019
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 17
  amount: "> 2000亿元"
  from: 2018
  in: 2019
  mentions: [output value]
`, `
case.yaml:5:7: "in" stands beside "from" or "by"; keep in, or from and by
case.yaml:12:7: "in" stands beside "from" or "by"; keep in, or from and by`},

		{"scopes that are none", `
claims:
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  amount: "> 2000亿元"
  scope: Above Designated Size
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 17
  amount: "> 2000亿元"
  scope: one two three four five six seven
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 18
  amount: "> 2000亿元"
  scope: industry/steal
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 19
  amount: "> 2000亿元"
  scope: steel/iron
  mentions: [output value]
`, `
case.yaml:5:10: "Above Designated Size" is no scope; write an ID, or up to six plain lower-case words a-z and 0-9
case.yaml:10:10: "one two three four five six seven" is no scope; write an ID, or up to six plain lower-case words a-z and 0-9
case.yaml:15:10: scope is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
case.yaml:20:10: scope: "steel/iron" begins with no known kind; the kinds are place, official, tenure, post, organisation, enterprise, industry, cluster, programme, project, platform, target, figure, metric, document, claim`},

		{"a figure that would be the higher of two targets", `
claims:
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  amount: 7 CNY
  stretch: true
  mentions: [output value]
`, `
case.yaml:5:12: a claim of hasFigure takes no "stretch"; delete it; it belongs to hasTarget`},

		{"a bad line hides no other fault", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: nine
  amount: 6 %
  mentions: [output value]
`, `
case.yaml:3:9: "nine" is no line; write the line of the source file, counted from 1
case.yaml:4:11: the amount is in percent, and "metric/output-value" is measured in CNY; write the amount in CNY, or choose the metric that is meant`},

		// Words and their hyphens give a node the same ID; a scope and a year do not.
		{"two scopes that are one ID", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  by: 2025
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 17
  amount: "> 3000亿元"
  scope: 2025
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 18
  amount: "= 7 CNY"
  scope: above designated size
  mentions: [output value]
- claim: place/gangcheng hasFigure metric/output-value
  line: 19
  amount: "= 7 CNY"
  scope: above designated-size
  mentions: [output value]
`, `
case.yaml:17:3: the claim makes "figure/place.gangcheng.output-value.above-designated-size", which stands for something else at case.yaml:12:3; write scope and time as there, or another scope`},

		{"a stretch that is neither true nor false", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  stretch: perhaps
  mentions: [output value]
`, `case.yaml:5:12: stretch is neither true nor false; write true or false`},

		// The same node at one line, with the same amount; by another year it would
		// be another target.
		{"a target twice", `
claims:
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  by: 2025
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 200 billion yuan"
  by: 2025
  mentions: [output value]
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  by: 2026
  mentions: [output value]
`, `case.yaml:7:3: the claim is made already at case.yaml:2:3; delete one, or join their mentions`},
	})
}

func TestAllFaultsOfARunAreReportedTogetherInOrder(t *testing.T) {
	source := folder(map[string]string{
		// Each fault is found in another pass: over files, references, circles, claims.
		"b.yaml": document(`
entities:
- id: industry/glass
  labels: {en: glass}
  broader: industry/glass
- id: place/jinan
  labels: {en: Jinan}
  level: town
claims:
- claim: place/gangcheng prioritises industry/steal
  line: 6
  mentions: [steel]
- claim: place/gangcheng prioritises industry/steel
  line: zero
  stanze: LEAD
- claim: programme/strong-east covers industry/steel
  line: 7
  part: 1
  mentions: [steel]
- claim: programme/strong-east covers industry/steel
  line: 7
  mentions: [steel]
`),
		"a.yaml":     `entities: [`,
		"sub/c.yaml": `entities: [{id: place/zibo, level: city}]`,
	})
	want := strings.TrimSpace(`
a.yaml:2:1: the file is not YAML: did not find expected node content; mend the YAML; often a quote, a colon or the indentation is amiss
b.yaml:2:7: broader runs in a circle: industry/glass → industry/glass; remove one of these relations
b.yaml:5:7: "place/jinan" is defined already at world/world.yaml:2:7; delete one, or give it another id
b.yaml:7:10: "town" is no level; use one of country, region, province, city, county, district, new-area, development-zone, park, township, site
b.yaml:9:38: the object of prioritises is "industry/steal", which is defined nowhere; did you mean "industry/steel"? Otherwise add an entity with this id
b.yaml:12:3: the claim has no mentions; add mentions: [words that stand on that line]
b.yaml:13:9: "zero" is no line; write the line of the source file, counted from 1
b.yaml:14:3: a claim has the unknown key "stanze"; did you mean "stance"?
b.yaml:17:9: part is given, and "programme/strong-east" has no formula; add formula: to its entry, such as 2+4
b.yaml:19:3: the claim is made already at b.yaml:15:3; delete one, or join their mentions
sub/c.yaml:1:17: "place/zibo" has no label; add labels: {en: …, zh-Hans: …}`)
	if got := refused(t, source); got != want {
		t.Errorf("the loader says\n%s\nwant\n%s", got, want)
	}
}

func TestAFaultOfAWholeFileNamesTheFileAlone(t *testing.T) {
	fault := loader.Fault{Position: loader.Position{File: "a.yaml"}, Wrong: "the file is odd", Remedy: "mend it"}
	if got, want := fault.String(), "a.yaml: the file is odd; mend it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A circle may run through what is curated and what a document claims.
func TestACircleThroughAClaimIsAFault(t *testing.T) {
	_, err := loader.Load(t.Context(), openStore(t), []loader.Source{worldSource, folder(map[string]string{"case.yaml": eastDocument + `claims:
- claim: place/jinan partOf place/gangcheng
  line: 1
  mentions: [Jinan]
`})}, nil)
	if err == nil || !strings.Contains(err.Error(), "partOf runs in a circle: place/jinan → place/gangcheng → place/jinan") {
		t.Errorf("the error is %v", err)
	}
}

// A class of scale says how large each of some things is to be, and not how much of
// a metric there is.
func TestAClassIsNoAmount(t *testing.T) {
	_, err := loader.Load(t.Context(), openStore(t), []loader.Source{worldSource, folder(map[string]string{"case.yaml": eastDocument + `claims:
- claim: place/jinan hasTarget metric/output-value
  line: 1
  amount: 千亿级
  mentions: [Jinan]
`})}, nil)
	if err == nil || !strings.Contains(err.Error(), `the class "千亿级" is no amount; write scale:`) {
		t.Errorf("the error is %v", err)
	}
}
