// Package data embeds the curated dataset: what five documents on China's
// regional industrial policy say. entities/ holds who and what there is, one file
// a kind; claims/ holds what each document says, one file a document.
package data

import "embed"

// Files is the dataset, as the loader reads it.
//
//go:embed entities claims
var Files embed.FS

// Schema is the JSON Schema of the files, by which editors complete and check them.
//
//go:embed schema.json
var Schema []byte
