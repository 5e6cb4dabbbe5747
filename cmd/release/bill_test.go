package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/CycloneDX/cyclonedx-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func someParts() []component {
	return []component{
		{name: "react", version: "19.3.1", address: "pkg:npm/react@19.3.1", from: "https://react.dev", integrity: "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==", licences: []string{"MIT"}},
		{name: "go.yaml.in/yaml/v4", version: "v4.0.0", address: "pkg:golang/go.yaml.in/yaml/v4@v4.0.0", licences: []string{"Apache-2.0", "MIT"}},
	}
}

func billOf(t *testing.T, program string, parts []component) []byte {
	t.Helper()
	s := stamp{"0.3.0", tree{commit: strings.Repeat("1a2b", 10), time: noon}}
	bill, err := billOfMaterials([]byte(program), s, target{"linux", "amd64"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return bill
}

// CycloneDX's own schema comes with the library that writes the bill.
func TestBillIsAsCycloneDXDefines(t *testing.T) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	for _, part := range []struct{ address, file string }{
		{"bom-1.6.schema.json", "bom-1.6.schema.json"}, {"spdx.schema.json", "spdx.schema.json"}, {"jsf-0.82.schema.json", "jsf-0.82.schemax.json"},
	} {
		content, err := os.Open(filepath.Join(strings.TrimSpace(string(folder)), "schema", part.file))
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(content)
		_ = content.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource("http://cyclonedx.org/schema/"+part.address, document); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	bill := billOf(t, "program", someParts())
	for name, row := range map[string]struct {
		bill []byte
		ok   bool
	}{
		"as it is":         {bill, true},
		"a wrong type":     {bytes.Replace(bill, []byte(`"library"`), []byte(`"libary"`), 1), false},
		"a wrong licence":  {bytes.Replace(bill, []byte(`"id": "MIT"`), []byte(`"id": "MITT"`), 1), false},
		"a serial number?": {bytes.Replace(bill, []byte("urn:uuid:"), []byte("urn:"), 1), false},
	} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(row.bill))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); (err == nil) != row.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	var read cyclonedx.BOM
	if err := cyclonedx.NewBOMDecoder(bytes.NewReader(bill), cyclonedx.BOMFileFormatJSON).Decode(&read); err != nil {
		t.Fatal(err)
	}
	if read.SpecVersion != cyclonedx.SpecVersion1_6 || len(*read.Components) != 2 || read.Metadata.Timestamp != "2026-11-29T12:00:00Z" {
		t.Errorf("read again: %s with %d components, of %s", read.SpecVersion, len(*read.Components), read.Metadata.Timestamp)
	}
}

func TestBillFollowsFromWhatItTells(t *testing.T) {
	parts := someParts()
	bill := billOf(t, "program", parts)
	parts[0], parts[1] = parts[1], parts[0]
	if !bytes.Equal(bill, billOf(t, "program", parts)) {
		t.Error("the same parts in another order are another bill")
	}
	serial := func(bill []byte) string {
		_, after, _ := strings.Cut(string(bill), `"serialNumber": "`)
		return after[:len("urn:uuid:")+36]
	}
	if serial(bill) == serial(billOf(t, "another program", parts)) {
		t.Error("two programs have one serial number")
	}
	if serial(bill) == serial(billOf(t, "program", parts[:1])) {
		t.Error("two lists of parts have one serial number")
	}
}
