// Package generated is written by executorgen, in part as gqlgen does, subgraph.go apart.
package generated
