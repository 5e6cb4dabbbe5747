package generated

import (
	"path"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// A federation's router reads the sources in _service, and is not to be told of
// Query.node and Query.nodes: another subgraph that has them too could not be composed
// with ours, or half of the IDs would be looked up in the wrong one. The schema itself
// was built from all sources before this runs.
func init() {
	sources = slices.DeleteFunc(sources, func(s *ast.Source) bool { return path.Base(s.Name) == "node.graphqls" })
}
