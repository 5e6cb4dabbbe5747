package loader

import "go.yaml.in/yaml/v4"

// aliasFactor is how many times its size a file may stand for by its aliases. A few
// dozen characters can stand for more than a computer holds.
const aliasFactor = 10

// aliases is for how much more the aliases of a file may stand, in characters and
// nodes; nil where nobody counts.
type aliases *int

func aliasesOf(text []byte) aliases {
	left := 10_000 + aliasFactor*len(text)
	return &left
}

// resolve follows an alias. At the first that is one too many it reports so.
func (r reader) resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && r.aliases != nil && !r.exhausted() {
		if *r.aliases -= weight(n.Alias); r.exhausted() {
			r.fault(n, "write out what they stand for", "the aliases up to here stand for more than %d times the file", aliasFactor)
		}
	}
	return target(n)
}

// exhausted tells that the rest of the file is to be left alone.
func (r reader) exhausted() bool { return r.aliases != nil && *r.aliases < 0 }

func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// weight does not follow the aliases within: they count when they are read.
func weight(n *yaml.Node) int {
	sum := 1 + len(n.Value)
	for _, inner := range n.Content {
		sum += weight(inner)
	}
	return sum
}
