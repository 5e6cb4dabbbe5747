// Package generated is written by gqlgen, subgraph.go apart.
package generated
