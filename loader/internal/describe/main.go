// Command describe writes what people and editors read about the data: the JSON
// Schema of the YAML files, the JSON-LD context and the data dictionary, all from
// the tables of the vocabulary and of the keys. It runs from the loader's folder.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"

	"github.com/polygraph-kg/polygraph/graph"
)

func main() {
	log.SetFlags(0)
	write("../data/schema.json", indented(schema()))
	write("../data/"+graph.ContextName, indented(map[string]any{"@context": graph.JSONLDContext(graph.DefaultBase)}))
	write("../docs/vocabulary.md", dictionary())
}

func write(file string, text []byte) {
	if err := os.WriteFile(file, text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// indented writes JSON with its keys in order, so that it changes only when what
// it says does.
func indented(value any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}
