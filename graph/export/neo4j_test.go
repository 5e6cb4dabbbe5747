package export

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestNeo4j(t *testing.T) {
	files := unpacked(t, written(t, "neo4j", awkward(t).All().WithClaims(false), Options{}))
	golden(t, "neo4j.golden/nodes.csv", files["nodes.csv"])
	golden(t, "neo4j.golden/relationships.csv", files["relationships.csv"])
}

// neo4jField is the grammar of a field of a header, <name>:<field_type>, as far as
// "CSV header format" of Neo4j's Operations Manual (2025) gives it for what is used
// here; field types are case-sensitive, names may be empty for those with no property.
var neo4jField = regexp.MustCompile(`^([^:]*)(?::(ID|LABEL|START_ID|END_ID|TYPE|int|long|float|double|boolean|byte|short|char|string|date|localtime|time|localdatetime|datetime|duration)(\[\])?)?$`)

// importNeo4j reads a table as strictly as the importer with the options that
// writeNeo4j names: each row by the names of properties, or ":ID" and the like.
func importNeo4j(text string) (rows []map[string]any, err error) {
	header, records, err := strictCSV(text)
	if err != nil {
		return nil, err
	}
	fields := make([][]string, len(header))
	seen := map[string]bool{}
	for i, name := range header {
		if fields[i] = neo4jField.FindStringSubmatch(name); fields[i] == nil {
			return nil, fmt.Errorf("%q is no field of a header", name)
		}
		property := fields[i][1]
		if property == "" && !slices.Contains([]string{"ID", "LABEL", "START_ID", "END_ID", "TYPE"}, fields[i][2]) {
			return nil, fmt.Errorf("the field %q has no name", name)
		}
		if property != "" && seen[property] {
			return nil, fmt.Errorf("the property %s is there twice", property)
		}
		seen[property] = true
	}
	for _, record := range records {
		row := map[string]any{}
		for i, text := range record {
			if text == "" {
				continue // no property
			}
			name, kind, list := fields[i][1], fields[i][2], fields[i][3] != ""
			switch kind {
			case "ID", "START_ID", "END_ID", "TYPE":
				row[":"+kind] = text
			case "LABEL":
				row[":LABEL"] = strings.Split(text, "\u001f")
			default:
				var value any
				if value, err = neo4jValue(text, kind, list); err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				row[name] = value
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func neo4jValue(text, kind string, list bool) (any, error) {
	if list {
		var items []any
		for _, item := range strings.Split(text, "\u001f") {
			value, err := neo4jValue(item, kind, false)
			if err != nil {
				return nil, err
			}
			items = append(items, value)
		}
		return items, nil
	}
	switch kind {
	case "", "string":
		return text, nil
	case "long":
		return strconv.ParseInt(text, 10, 64)
	case "double":
		return strconv.ParseFloat(text, 64)
	case "boolean":
		if text != "true" && text != "false" {
			return nil, fmt.Errorf("%q would be read as false", text)
		}
		return text == "true", nil
	}
	return nil, fmt.Errorf("nothing here should be of the type %s", kind)
}

// strictCSV is RFC 4180 with line breaks in quotes and nothing else: unlike
// encoding/csv it keeps carriage returns.
func strictCSV(text string) (header []string, records [][]string, err error) {
	var record []string
	var field strings.Builder
	for i, quoted := 0, false; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '"' && strings.HasPrefix(text[i+1:], `"`):
			field.WriteByte('"')
			i++
		case c == '"' && (quoted || field.Len() == 0):
			quoted = !quoted
		case c == '"':
			return nil, nil, fmt.Errorf("a quote within a field without quotes, at byte %d", i)
		case !quoted && (c == ',' || c == '\n'):
			record = append(record, field.String())
			field.Reset()
			if c == '\n' {
				records = append(records, record)
				record = nil
			}
		default:
			field.WriteByte(c)
		}
	}
	if record != nil || field.Len() > 0 || len(records) == 0 {
		return nil, nil, fmt.Errorf("the last line has no end")
	}
	for i, r := range records {
		if len(r) != len(records[0]) {
			return nil, nil, fmt.Errorf("record %d has %d fields, the header has %d", i, len(r), len(records[0]))
		}
	}
	return records[0], records[1:], nil
}

func TestNeo4jImports(t *testing.T) {
	files := unpacked(t, written(t, "neo4j", awkward(t).All(), Options{}))
	nodes, err := importNeo4j(files["nodes.csv"])
	if err != nil {
		t.Fatalf("nodes.csv: %v", err)
	}
	relationships, err := importNeo4j(files["relationships.csv"])
	if err != nil {
		t.Fatalf("relationships.csv: %v", err)
	}
	byID := map[any]map[string]any{}
	for _, n := range nodes {
		if byID[n[":ID"]] != nil {
			t.Errorf("%s is there twice", n[":ID"])
		}
		byID[n[":ID"]] = n
	}
	types := map[any]int{}
	for _, r := range relationships {
		types[r[":TYPE"]]++
		if byID[r[":START_ID"]] == nil || byID[r[":END_ID"]] == nil {
			t.Errorf("%v has an end that is no node", r["id"])
		}
	}
	if types["HAS_TARGET"] != 1 || types["SUBJECT"] != 5 {
		t.Errorf("relationships by type: %v", types)
	}
	for _, check := range []struct {
		id, property string
		want         any
	}{
		{"place/quotes", ":LABEL", []string{"Place", "Thing"}},
		{"place/quotes", "name", `He said "no" & 'yes' <b>bold</b>`},
		{"place/quotes", "aliases", []any{"--> }", `100 % \n {x} #y $z`, "=1+1", "]]>", "a;b, c|d", "line one\nline two\r\nthree\ttab"}},
		{"place/quotes", "claims", int64(4)},
		{"place/heir", "aliases", nil},
		{"target/place.quotes.output.core-shell.by-2025.stretch", "stretch", true},
		{"claim/40f0d74ac5a0d24c", ":LABEL", []string{"Claim"}},
		{"claim/40f0d74ac5a0d24c", "value", 2e11},
	} {
		if got := byID[check.id][check.property]; fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", check.want) {
			t.Errorf("%s of %s is %#v, want %#v", check.property, check.id, got, check.want)
		}
	}
}

func TestNeo4jArraysKeepTheirLength(t *testing.T) {
	for _, test := range []struct {
		items []string
		want  string
	}{
		{[]string{"a;b", "c|d"}, "a;b\u001fc|d"},
		{[]string{"", "LEAD", ""}, "\u001fLEAD\u001f"},
		{[]string{"a\u001fb", "c"}, "a\ufffdb\u001fc"},
	} {
		if got := neo4jArray(test.items); got != test.want {
			t.Errorf("%q becomes %q, want %q", test.items, got, test.want)
		}
	}
}
