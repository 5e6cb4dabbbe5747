package export

import "github.com/polygraph-kg/polygraph/graph"

// writeNQuads writes RDF 1.1 N-Quads in their canonical form, a line a quad: the whole
// graph as it is kept, so that it loads back the same.
func writeNQuads(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	var line []byte
	for q := range j.quads() {
		line = graph.AppendNQuad(line[:0], q, j.Base)
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
