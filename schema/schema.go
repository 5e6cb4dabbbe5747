// Package schema holds the GraphQL schema, the contract with clients: one file a
// subject. relations.graphqls and vocabulary.graphqls are generated from the
// vocabulary table of package graph; the others are written by hand.
package schema

import "embed"

// Files are the schema's files.
//
//go:embed *.graphqls
var Files embed.FS
