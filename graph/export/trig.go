package export

import "github.com/polygraph-kg/polygraph/graph"

// writeTriG writes RDF 1.1 TriG: Turtle with a block for each named graph.
func writeTriG(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	t := newTurtle(j.Base)
	t.prefixes = append(t.prefixes, graph.Namespace{}) // ":claims" and ":curated" name graphs
	if _, err := w.Write(t.directives()); err != nil {
		return err
	}
	var open graph.Term
	for group := range bySubject(j.quads()) {
		lead := "\n    "
		if name := group[0].Graph; name != open {
			if open != (graph.Term{}) {
				if _, err := w.Write([]byte("}\n")); err != nil {
					return err
				}
			}
			open = name
			if _, err := w.Write(append(t.appendIRI([]byte("\n"), name.Value), " {\n"...)); err != nil {
				return err
			}
			lead = "    "
		}
		if err := t.writeSubject(w, lead, group); err != nil {
			return err
		}
	}
	if open == (graph.Term{}) {
		return nil
	}
	_, err = w.Write([]byte("}\n"))
	return err
}
